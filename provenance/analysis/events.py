"""The events of a corpus, as they were found or given: how many articles, outlets and dispatches each has, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from provenance.analysis import figures
from provenance.analysis.answer import Answer, answer
from provenance.analysis.selection import picked
from provenance.analysis.tables import Tables, as_tables
from provenance.analysis.wording import NO_ARTICLES, basis
from provenance.config import ANALYSIS
from provenance.contract import count

if TYPE_CHECKING:
    import pandas as pd

TITLE: Final = "The events that articles are about"
COLUMNS: Final = (
    "event",
    "articles",
    "outlets",
    "agencies",
    "dispatches",
    "first",
    "last",
    "hours",
    "listed",
)
MOST: Final = 20
"""Ids of articles that a row lists."""
SHOWN: Final = 30
"""Events that the figure shows, the largest first."""
LIMITS: Final = (
    f"Articles are one event where {ANALYSIS.event_sentences} or more sentences of each stand in the same dispatch, or in each other, "
    f"within {ANALYSIS.event_hours:g} hours, and no event is longer than {ANALYSIS.event_days:g} days; two reports without a common "
    "passage are two events although they tell of one.",
    "Events are what intervals are drawn by: articles of one event are not independent.",
)


def events(given: object) -> Answer:
    """Return one row an event: articles, outlets, agencies, dispatches, first and last article.

    Args:
        given: A Corpus, annotations, the files that hold them, or Tables (``with_events`` for events of your own).
    """
    tables = as_tables(given)
    table = _table(tables)
    says = _says(tables, table)
    return answer(
        "events", TITLE, table, says, spelled=tables.spelled, limits=LIMITS, alt=f"Bars of the number of articles of each event. {says}",
        chart=lambda: _chart(table, basis(tables), says),
    )  # fmt: skip


def _table(tables: Tables) -> pd.DataFrame:
    import pandas as pd

    articles, used = tables.articles, picked(tables)
    agencies = (
        used.dropna(subset=["agency"])
        .groupby("event")["agency"]
        .agg(lambda names: ";".join(sorted(set(names))))
    )
    dispatches = used.groupby("event")["source"].nunique()
    rows = [
        {
            "event": name, "articles": len(some), "outlets": some["outlet"].nunique(), "agencies": agencies.get(name),
            "dispatches": int(dispatches.get(name, 0)), "first": some["earliest"].min(), "last": some["latest"].max(),
            "hours": (some["latest"].max() - some["earliest"].min()).total_seconds() / 3600,
            "listed": ";".join(sorted(some["article"])[:MOST]),
        }
        for name, some in articles.groupby("event", sort=False)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS)).sort_values(
        ["articles", "event"], ascending=[False, True], ignore_index=True
    )


def _says(tables: Tables, table: pd.DataFrame) -> str:
    if tables.articles.empty:
        return NO_ARTICLES
    alone = int((table["articles"] == 1).sum())
    largest: Any = table.iloc[0]
    undated = int(tables.articles["earliest"].isna().sum())
    told = (
        f" {count(undated, 'article')} without a time joined by {'its' if undated == 1 else 'their'} words alone."
        if undated
        else ""
    )
    if len(tables.articles) == 1:
        return f"1 article tells of 1 event.{told} {basis(tables)}."
    have, outlets = "has" if alone == 1 else "have", int(largest["outlets"])
    of = f" of {count(outlets, 'outlet')}" if outlets else ", of which no outlet is stated"
    return (
        f"{count(len(tables.articles), 'article')} tell of {count(len(table), 'event')}; {alone:,} of them {have} one article. The largest has "
        f"{count(int(largest['articles']), 'article')}{of}.{told} {basis(tables)}."
    )


def _chart(table: pd.DataFrame, told: str, alt_text: str) -> Any:
    """Return a bar for each event, the largest first."""
    alt = figures.altair()
    shown = table.head(SHOWN)
    bars = alt.Chart(shown).mark_bar().encode(
        x=alt.X("articles:Q", axis=alt.Axis(tickMinStep=1)), y=alt.Y("event:N", sort=list(shown["event"]), title=None),
        tooltip=["event", "articles", "outlets", "agencies", "dispatches", "first", "last"],
    )  # fmt: skip
    return figures.themed(bars.properties(height=alt.Step(18)), title=TITLE, subtitle=told, alt=alt_text)
