"""What another threshold would say: the composition of the same articles, decided again from the evidence that they keep."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from provenance.analysis import figures
from provenance.analysis.answer import Answer, answer
from provenance.analysis.composition import names_of
from provenance.analysis.keeping import THRESHOLDS
from provenance.analysis.tables import CLASSES, Tables, as_tables
from provenance.analysis.uncertainty import shares
from provenance.analysis.wording import NO_ARTICLES, NO_BODY, basis, interval
from provenance.contract import count

if TYPE_CHECKING:
    import pandas as pd

TITLE: Final = "What another threshold would say"
WIRE: Final = "wire"
"""All sentences of which a source of an agency is named, together: same words, edited, and those that need a look."""
LIMITS: Final = (
    "A lower threshold finds more rewriting and is wrong more often: docs/accuracy.md has precision and recall of both on labelled pages.",
    "Only evidence that was kept can be decided again: what stayed below the floor of a run, or outside its window, is found at no threshold.",
)
COLUMNS: Final = (
    "setting",
    "threshold",
    "class",
    "sentences",
    "share",
    "low",
    "high",
    "n",
    "clusters",
    "method",
)


def sensitivity(given: object, *, seed: int = 0) -> Answer:
    """Return the share of each class of body sentences under *default* and *sensitive*, and as the run decided.

    Args:
        given: A Corpus, annotations, the files that hold them, or Tables; ``gather(..., thresholds=...)`` keeps other thresholds.
        seed: Of the bootstrap over events.
    """
    tables = as_tables(given)
    table = _table(tables, seed)
    says = _says(tables, table)
    return answer(
        "sensitivity", TITLE, table, says, spelled=tables.spelled, limits=LIMITS, alt=f"Stacked bars, one a threshold. {says}",
        chart=lambda: _chart(table, names_of(tables), basis(tables), says),
    )  # fmt: skip


def _table(tables: Tables, seed: int) -> pd.DataFrame:
    import pandas as pd

    wide = tables.settings.pivot_table(
        index=["threshold", "article"], columns="class", values="sentences", aggfunc="sum", fill_value=0
    ).reindex(columns=list(CLASSES), fill_value=0)
    events = tables.articles.drop_duplicates("article").set_index("article")["event"]
    named = tables.settings.groupby(["threshold", "article"])["wire"].sum()
    own = set(tables.articles["threshold"].dropna())
    rows: list[dict[str, Any]] = []
    for threshold in sorted(set(tables.settings["threshold"])):
        here = wide.loc[threshold].astype(int)
        parts: dict[str, Any] = {
            WIRE: named.loc[threshold].reindex(here.index),
            **{name: here[name] for name in CLASSES},
        }
        found = shares(parts, here.sum(axis=1), [events[name] for name in here.index], seed=seed)
        setting = _called(threshold, own)
        rows += (
            {
                "setting": setting,
                "threshold": threshold,
                "class": name,
                "sentences": int(parts[name].sum()),
                **share.row,
            }
            for name, share in found.items()
        )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _called(threshold: float, own: set[float]) -> str:
    names = [name for name, value in THRESHOLDS.items() if value == threshold]
    return ", ".join([*names, *(["as decided"] if threshold in own else [])]) or "asked for"


NOT_SET: Final = (
    "The settings that the articles were decided with are not in their file, so no other threshold is tried."
)


def _says(tables: Tables, table: pd.DataFrame) -> str:
    if tables.articles.empty:
        return NO_ARTICLES
    if table.empty:
        return NOT_SET if tables.articles["body"].sum() else NO_BODY
    matched = table[table["class"] == WIRE].sort_values("threshold", ascending=False)
    told = "; ".join(
        f"at {row['threshold']:g} ({row['setting']}) {interval(row)} of body sentences have a source named"
        for row in matched.to_dict("records")
    )
    drawn = tables.settings["article"].nunique()
    of = (
        ""
        if drawn >= (tables.articles["body"] > 0).sum()
        else f" Of {count(drawn, 'article')} {_drawn(tables)}."
    )
    return f"{told[0].upper()}{told[1:]}.{of} The same articles and evidence, nothing matched again. {basis(tables)}."


def _drawn(tables: Tables) -> str:
    return "whose settings are known" if tables.articles["threshold"].isna().any() else "drawn by their ids"


def _chart(table: pd.DataFrame, called: Mapping[str, str], subtitle: str, alt_text: str) -> Any:
    """Return stacked bars of sentences, one a threshold, classes in the order of the legend."""
    shown = table[table["class"] != WIRE].sort_values("threshold", ascending=False)
    rows = [
        f"{threshold:g} ({setting})"
        for threshold, setting in zip(shown["threshold"], shown["setting"], strict=True)
    ]
    names: Mapping[str, str] = {
        name: called[name] for name in CLASSES if shown.loc[shown["class"] == name, "sentences"].any()
    }
    drawn = figures.stacked(
        shown.assign(row=rows)[shown["class"].isin(names)],
        names,
        across="share of body sentences",
        title="threshold",
    )
    return figures.themed(
        drawn,
        title=TITLE,
        subtitle=f"n = {int(table['n'].iloc[0]):,} body sentences. {subtitle}",
        alt=alt_text,
    )
