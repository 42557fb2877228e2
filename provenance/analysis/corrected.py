"""Shares corrected for the tool's errors, as a validation sample of the same corpus shows them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args

from provenance.analysis import figures
from provenance.analysis.answer import Answer, answer
from provenance.analysis.tables import Tables, as_tables
from provenance.analysis.uncertainty import resampled
from provenance.analysis.wording import NO_ARTICLES, NO_BODY, basis, interval
from provenance.config import ANALYSIS
from provenance.contract import KINDS, count, percent
from provenance.errors import ConfigError, FormatError
from provenance.records import Origin
from provenance.validation import Errors, Validation, load_errors
from provenance.validation import corrected as correct

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

TITLE: Final = "Shares corrected for the tool's errors"
BY: Final = ("outlet", "desk", "weekday")
ORIGINS: Final = get_args(Origin)
NONE: Final = "none"
"""What people call no sentence of the story; the tool gives such a body sentence some origin."""
NAMES: Final = {"wire": "Wire copy", "shared": KINDS["sh"].label, "quote": KINDS["q"].label, "original": KINDS["n"].label,
                NONE: KINDS["x"].label}  # fmt: skip
COLUMNS: Final = ("by", "group", "class", "found", "share", "low", "high", "n", "judged", "how")
NOT_VALIDATED: Final = (
    "No validation is given (--validation DIR; in Python validation=...; `provenance sample` and `provenance agree -o DIR` make it), so no share is corrected; "
    "docs/accuracy.md says how the tool errs on other modern pages"
)
LIMITS: Final = (
    "Corrected are the errors that coders could see: a dispatch that neither the search nor they found corrects nothing.",
    "All articles: as many of each answer as the sample found to be right (predictive). A group: the errors of the sample inverted "
    "(inverse), which holds where the tool errs in the group as it does in the whole.",
)


def corrected(given: object, *, validation: object = None, by: str = "outlet", seed: int = 0) -> Answer:
    """Return the share of each origin of body sentences, as found and corrected, over all and by group.

    Args:
        given: A Corpus, annotations, the files that hold them, or Tables.
        validation: What :func:`provenance.validation.validate` returned, its ``errors``, or the folder that it was saved in.
        by: ``outlet``, ``desk`` or ``weekday``.
        seed: Of the bootstrap over events.
    """
    if by not in BY:
        raise FormatError(f"corrected groups by {', '.join(BY)}, not by {by!r}")
    tables, errors = as_tables(given), _errors(validation)
    table = _table(tables, errors, by, seed)
    says = _says(tables, errors, table)
    return answer(
        "corrected", TITLE, table, says, spelled=tables.spelled, limits=LIMITS, validated=errors is not None,
        alt=f"A line for each origin: the share as found (hollow) and corrected (full) with its interval. {says}",
        chart=lambda: _chart(table, basis(tables), says),
    )  # fmt: skip


def _errors(validation: object) -> Errors | None:
    if isinstance(validation, str | Path):
        validation = load_errors(validation)
    found = validation.errors if isinstance(validation, Validation) else validation
    if found is None:
        return None
    if not isinstance(found, Errors):
        raise ConfigError(f"validation takes a Validation, its errors, or its folder, not {validation!r:.60}")
    if strange := set(found.classes) - {*ORIGINS, NONE}:
        raise ConfigError(
            f"the validation compares by kind of sentence ({', '.join(sorted(strange))}): shares of origins need level='origin'"
        )
    return found


def _table(tables: Tables, errors: Errors | None, by: str, seed: int) -> pd.DataFrame:
    import pandas as pd

    body = tables.sentences[tables.sentences["body"]]
    if errors is None or body.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    rows = list(_rows(body, errors, ("all", "all"), seed))
    for name, some in body.dropna(subset=[by]).groupby(by, sort=True):
        rows += _rows(some, errors, (by, str(name)), seed)
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _rows(some: pd.DataFrame, errors: Errors, place: tuple[str, str], seed: int) -> Iterator[dict[str, Any]]:
    """Yield a row for each class: none of a group whose answers of some class were never judged, or cannot be inverted."""
    import pandas as pd

    by, group = place
    counts = pd.crosstab(some["event"].astype("string").fillna(""), some["origin"])
    found = {str(name): float(number) for name, number in counts.sum().items()}
    how = "predictive" if by == "all" else "inverse"
    try:
        values = correct(found, errors, method=how, replicates=_drawn(counts, seed))  # type: ignore[arg-type]
    except ConfigError:
        return
    total = sum(found.values())
    for name, value in values.items():
        if found.get(name) or value.value:
            yield {
                "by": by, "group": group, "class": name, "found": found.get(name, 0.0) / total, "share": value.value,
                "low": value.low, "high": value.high, "n": int(total), "judged": errors.n, "how": how,
            }  # fmt: skip


def _drawn(counts: pd.DataFrame, seed: int) -> list[dict[str, float]] | None:
    """Return draws of the counts by event; None where there are too few events to draw from."""
    if len(counts) < ANALYSIS.clusters:
        return None
    drawn: np.ndarray = resampled(counts.to_numpy(float), seed=seed)
    return [dict(zip(counts.columns, row, strict=True)) for row in drawn.tolist() if sum(row)]


def _says(tables: Tables, errors: Errors | None, table: pd.DataFrame) -> str:
    if tables.articles.empty:
        return NO_ARTICLES
    if not tables.articles["body"].sum():
        return NO_BODY
    if errors is None:
        return f"{NOT_VALIDATED}. {basis(tables)}."
    whole = table[table["by"] == "all"]
    if whole.empty:
        return (
            f"Of what the tool finds, some class was never judged, so no share is corrected. {basis(tables)}."
        )
    told = ", ".join(
        f"{NAMES[row['class']].lower()} {interval(row)} (found: {percent(row['found'])})"
        for row in whole.to_dict("records")
    )
    return f"Body sentences, corrected by {count(errors.n, 'judged sentence')}: {told}. {basis(tables)}."


def _chart(table: pd.DataFrame, subtitle: str, alt_text: str) -> Any:
    """Return a line for each class: hollow as found, full as corrected, with its interval."""
    alt = figures.altair()
    shown = table[table["by"] == "all"].assign(name=lambda frame: frame["class"].map(NAMES))
    rows = alt.Y("name:N", sort=list(shown["name"]), title=None)
    axis = alt.Axis(format="%", title="share of body sentences")
    base, ink = alt.Chart(shown), figures.colour("ink")
    layers = alt.layer(
        base.mark_rule(stroke=ink, strokeWidth=2).encode(x=alt.X("low:Q", axis=axis), x2="high:Q", y=rows),
        base.mark_point(filled=True, fill=ink, size=90, opacity=1).encode(
            x=alt.X("share:Q", axis=axis), y=rows
        ),
        base.mark_point(filled=True, fill=figures.colour("page"), stroke=ink, size=90, opacity=1).encode(
            x=alt.X("found:Q", axis=axis), y=rows
        ),
    )
    told = f"Full: corrected, with its 95\u202f% interval; hollow: as found; n = {int(shown['n'].max()):,} sentences. {subtitle}"
    return figures.themed(layers.properties(height=alt.Step(34)), title=TITLE, subtitle=told, alt=alt_text)
