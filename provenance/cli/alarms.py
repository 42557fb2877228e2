"""``provenance alarms``: the false-alarm rate on one's own corpus, as a table."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table

from provenance.alarms import Alarms
from provenance.cli.console import Session
from provenance.config import NAMED, Config
from provenance.contract import percent
from provenance.errors import ReadError
from provenance.records import Document
from provenance.text import moment

_COLUMNS = (
    "threshold",
    "called wire",
    "verbatim",
    "light",
    "heavy",
    "heavy, likely and more",
    "articles with a verdict",
)


def dated(articles: Sequence[Document], session: Session) -> list[Document]:
    """Return the articles with a date; each other is named as an input that failed."""
    found = [article for article in articles if moment(article.published)]
    for article in articles:
        if not moment(article.published):
            session.fail(
                ReadError(
                    article.source or article.id,
                    f"the article {article.id!r} has no date ({article.published or 'none given'}), so nothing says which "
                    "dispatches came later",
                    remedy="give it a date, or where all dispatches are of other events use --unrelated",
                )
            )
    session.taken = len(found)
    return found


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
        table.add_row(label, *map(percent, shares), percent(row.flagged / max(1, row.articles)))
    return table
