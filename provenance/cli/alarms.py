"""``provenance alarms``: the false-alarm rate on one's own corpus, as a table."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table

from provenance.alarms import Alarms
from provenance.config import NAMED, Config

_COLUMNS = (
    "threshold",
    "called wire",
    "verbatim",
    "light",
    "heavy",
    "heavy, likely and more",
    "articles with a verdict",
)


def as_table(rows: Sequence[Alarms]) -> Table:
    """Return one row a threshold, in shares of the body sentences and of the articles."""
    names = {Config.named(name).decision.threshold: name for name in NAMED}
    head = rows[0]
    table = Table(
        title=f"{head.body:,} body sentences of {head.articles:,} articles", box=None, pad_edge=False
    )
    for name in _COLUMNS:
        table.add_column(name, justify="right")
    for row in rows:
        shares = (row.share(count) for count in (row.wire, row.verbatim, row.light, row.heavy, row.sure))
        label = f"{row.threshold:g}"
        label = f"{names[row.threshold]} {label}" if row.threshold in names else label
        table.add_row(label, *map(_percent, shares), _percent(row.flagged / max(1, row.articles)))
    return table


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"
