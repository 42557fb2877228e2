"""Which versions of a dispatch articles rest on: first, later, corrected since, withdrawn, embargoed, passed on by another agency."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from provenance.analysis import figures
from provenance.analysis.answer import Answer, answer
from provenance.analysis.selection import picked
from provenance.analysis.tables import Tables, as_tables
from provenance.analysis.uncertainty import places, shares_by
from provenance.analysis.wording import NO_ARTICLES, basis, interval
from provenance.contract import count

if TYPE_CHECKING:
    import pandas as pd

TITLE: Final = "Which versions of a dispatch articles rest on"
USES: Final = {
    "corrected": "a dispatch that was corrected since",
    "withdrawn": "a dispatch that was withdrawn",
    "embargo": "a dispatch under embargo at the time",
    "relayed": "a dispatch passed on by another agency",
    "correction": "a dispatch that corrects another",
    "later": "a dispatch marked as a later version",
}
"""What is asked of every article, in words; the first four are what its notes say."""
NOTED: Final = ("corrected", "withdrawn", "embargo", "relayed")
COLUMNS: Final = (
    "by",
    "group",
    "use",
    "articles",
    "listed",
    "share",
    "low",
    "high",
    "n",
    "clusters",
    "method",
)
MOST: Final = 20
"""Ids of articles that a row lists."""
LIMITS: Final = (
    "A correction is known only where the archive holds it, and was there when the articles were annotated.",
    "An article that rests on a dispatch corrected since may not have the words that were corrected; its note says whether.",
    "A dispatch without a mark counts as a first version.",
)


def versions(given: object, *, seed: int = 0) -> Answer:
    """Return the share of articles that rest on a dispatch which was corrected, withdrawn, embargoed or passed on; and on later versions.

    Args:
        given: A Corpus, annotations, the files that hold them, or Tables.
        seed: Of the bootstrap over events.
    """
    tables = as_tables(given)
    articles = resting(tables)
    table = _table(articles, seed)
    says = _says(tables, articles, table)
    return answer(
        "versions", TITLE, table, says, spelled=tables.spelled, limits=LIMITS, alt=f"A point with its interval for each kind of version. {says}",
        chart=lambda: _chart(table, basis(tables), says),
    )  # fmt: skip


def resting(tables: Tables) -> pd.DataFrame:
    """Return the articles that rest on a dispatch, with a column of 0 and 1 for each of :data:`USES`."""
    pairs = picked(tables)
    sources = tables.sources[tables.sources["role"] == "wire"].drop_duplicates("source").set_index("source")
    corrects = pairs["source"].map(sources["status"]).eq("corrected").fillna(value=False)
    later = pairs["source"].map(sources["version"]).notna()
    articles = tables.articles[tables.articles["article"].isin(pairs["article"])].copy()
    told = [set(text.split(";")) if isinstance(text, str) else set() for text in articles["notes"]]
    for name in NOTED:
        articles[name] = [int(name in codes) for codes in told]
    articles["correction"] = articles["article"].isin(pairs["article"][corrects]).astype(int)
    articles["later"] = articles["article"].isin(pairs["article"][later & ~corrects]).astype(int)
    return articles


def _table(articles: pd.DataFrame, seed: int) -> pd.DataFrame:
    import pandas as pd

    rows = [row for by in ("all", "outlet") for row in _rows(articles, by, seed)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _rows(articles: pd.DataFrame, by: str, seed: int) -> Iterator[dict[str, Any]]:
    groups, uses = None if by == "all" else articles[by], {name: articles[name] for name in USES}
    made = shares_by(uses, articles["correction"] * 0 + 1, articles["event"], groups, seed=seed)
    names = articles["article"].to_numpy()
    for group, at in places(groups, len(articles)):
        for name, found in made[group].items():
            ids = names[at][uses[name].to_numpy()[at] == 1]
            if found.n:
                yield {
                    "by": by, "group": group, "use": name, "articles": len(ids), "listed": ";".join(ids[:MOST]) or None, **found.row,
                }  # fmt: skip


def _says(tables: Tables, articles: pd.DataFrame, table: pd.DataFrame) -> str:
    if tables.articles.empty:
        return NO_ARTICLES
    if articles.empty:
        return f"No article rests on a dispatch, so no version was used. {basis(tables)}."
    rows: list[Any] = table[table["by"] == "all"].to_dict("records")
    told = [
        f"{row['articles']:,} {'rests' if row['articles'] == 1 else 'rest'} on {USES[row['use']]} ({interval(row)})"
        for row in rows
        if row["articles"]
    ]
    rest = "rests" if len(articles) == 1 else "rest"
    return f"Of {count(len(articles), 'article')} that {rest} on a dispatch {'; '.join(told) or 'none rests on a marked version'}. {_unknown(tables)}{basis(tables)}."


def _unknown(tables: Tables) -> str:
    """Return of how many dispatches the mark is not known, since the file of the annotations does not hold them."""
    lacking = len(set(picked(tables)["source"]) - set(tables.sources["source"]))
    if not lacking:
        return ""
    return f"Whether {count(lacking, 'further dispatch', 'further dispatches')} correct another or are a later version is not known: the file lacks them. "


def _chart(table: pd.DataFrame, told: str, alt_text: str) -> Any:
    """Return a point with its interval for each use, over all."""
    alt = figures.altair()
    shown = table[table["by"] == "all"]
    listed: list[Any] = shown.to_dict("records")
    shown = shown.assign(
        words=[f"{USES[row['use']]} ({row['articles']:,} of {row['n']:,})" for row in listed]
    )
    base = alt.Chart(shown).encode(
        y=alt.Y("words:N", title=None, sort=list(shown["words"]), axis=alt.Axis(labelLimit=340))
    )
    drawn = figures.points(base, "share of articles that rest on a dispatch").properties(height=alt.Step(24))
    return figures.themed(drawn, title=TITLE, subtitle=told, alt=alt_text)
