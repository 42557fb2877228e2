"""From which agency to which outlet, and when: a directed network of dispatches and the articles that have their sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from provenance.analysis import figures
from provenance.analysis.answer import Answer, answer
from provenance.analysis.coverage import NO_AGENCY
from provenance.analysis.selection import picked
from provenance.analysis.tables import NO_OUTLET, Tables, as_tables
from provenance.analysis.wording import NO_ARTICLES, NOT_MISUSE, basis
from provenance.contract import count, percent

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

TITLE: Final = "From which agency to which outlet, and when"
NOTHING: Final = "No article has a body sentence that rests on a dispatch, so there is no network"
MOST_EDGES: Final = 150
"""Links that are drawn one by one; more are drawn as counts a day."""
MOST_ROWS: Final = 14
"""Outlets that a figure shows, those with most articles; the table has all."""
MOST_PANELS: Final = 4
LIMITS: Final = (
    "A link leads from a dispatch to an article that has sentences of it and came out later; it does not say by which way they got there: "
    "the outlet may have them from another outlet's page.",
    "Links between outlets are not drawn: who had shared sentences first is not known without their source.",
    NOT_MISUSE,
)
COLUMNS: Final = (
    "source",
    "agency",
    "released",
    "article",
    "outlet",
    "event",
    "published",
    "hours",
    "sentences",
    "first",
)


def network(given: object, *, first_match_only: bool = False) -> Answer:
    """Return one row a link from a dispatch to an article, with both times.

    Args:
        given: A Corpus, annotations, the files that hold them, or Tables.
        first_match_only: Keep of each article only the link to the dispatch that came out first, as RNewsflow's ``only_first_match``.
    """
    tables = as_tables(given)
    table = _table(tables, first_match_only)
    says = _says(tables, table, first_match_only)
    return answer(
        "network", TITLE, table, says, spelled=tables.spelled, limits=LIMITS,
        alt=f"Lines from dispatches on their agency's row to articles on their outlet's, time from left to right. {says}",
        chart=lambda: _chart(table, basis(tables), says),
    )  # fmt: skip


def graph(table: pd.DataFrame) -> nx.DiGraph:
    """Return the links of a table of :func:`network` as a graph of agencies and outlets.

    Nodes have ``kind`` (agency, outlet); edges ``articles``, ``dispatches``, ``sentences`` and, where times are known, ``hours`` (median).
    """
    import networkx as nx

    found = nx.DiGraph()
    for (agency, outlet), some in table.groupby(["agency", "outlet"], sort=True):
        source, target = ("agency", str(agency)), ("outlet", str(outlet))
        found.add_node(source, kind="agency", name=agency)
        found.add_node(target, kind="outlet", name=outlet)
        found.add_edge(
            source, target, articles=some["article"].nunique(), dispatches=some["source"].nunique(),
            sentences=int(some["sentences"].sum()), hours=float(some["hours"].median()),
        )  # fmt: skip
    return found


def _table(tables: Tables, first_match_only: bool) -> pd.DataFrame:
    import pandas as pd

    links = picked(tables)
    if links.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    links = links.sort_values(["source_earliest", "source"], na_position="last", kind="stable")
    links["first"] = ~links.duplicated("article")
    links = links.sort_values(["article", "source_earliest", "source"], na_position="last", kind="stable")
    found = pd.DataFrame({
        "source": links["source"], "agency": links["agency"].fillna(NO_AGENCY), "released": _middle(links, "source_"),
        "article": links["article"], "outlet": links["outlet"].fillna(NO_OUTLET), "event": links["event"],
        "published": _middle(links, ""), "hours": (links["time"] - links["source_time"]).dt.total_seconds() / 3600,
        "sentences": links["sentences"], "first": links["first"],
    })  # fmt: skip
    return (found[found["first"]] if first_match_only else found).reset_index(drop=True)


def _middle(links: pd.DataFrame, prefix: str) -> pd.Series:
    """Return the time, or the middle of what its words allow."""
    first, last = links[f"{prefix}earliest"], links[f"{prefix}latest"]
    found: pd.Series = links[f"{prefix}time"].fillna(first + (last - first) / 2)
    return found


def _says(tables: Tables, table: pd.DataFrame, first_match_only: bool) -> str:
    if tables.articles.empty:
        return NO_ARTICLES
    if table.empty:
        return f"{NOTHING}. {basis(tables)}."
    import networkx as nx

    links = graph(table)
    agencies = [node for node, kind in links.nodes(data="kind") if kind == "agency"]
    strongest = sorted(links.edges(data="articles"), key=lambda edge: (-edge[2], edge[0], edge[1]))[:3]
    told = ", ".join(
        f"{source[1]} to {target[1]} ({count(number, 'article')})" for source, target, number in strongest
    )
    known = int(table["hours"].notna().sum())
    dense = nx.bipartite.density(links.to_undirected(), agencies)
    unnamed = ("agency", NO_AGENCY) in agencies
    named = len(agencies) - unnamed
    senders = " and ".join(
        [
            *([count(named, "agency", "agencies")] if named else []),
            *([f"dispatches of an {NO_AGENCY}"] if unnamed else []),
        ]
    )
    only = " Of each article only the first dispatch is kept." if first_match_only else ""
    return (
        f"{senders[:1].upper()}{senders[1:]} and {count(len(links) - len(agencies), 'outlet')} in "
        f"{count(links.number_of_edges(), 'directed tie')} ({percent(dense, 0)} of those possible), from {count(len(table), 'link')} of dispatch and "
        f"article; most articles: {told}. Both times are exact for {known:,} of {count(len(table), 'link')}.{only} {basis(tables)}."
    )


def _chart(table: pd.DataFrame, subtitle: str, alt_text: str) -> Any:
    dated = table.dropna(subset=["released", "published"])
    outlets = list(
        dated.groupby("outlet")["article"].nunique().sort_values(ascending=False, kind="stable").index
    )
    shown = dated[dated["outlet"].isin(outlets[:MOST_ROWS])]
    drawn = _lines(shown) if len(shown) <= MOST_EDGES else _days(shown)
    cut = (
        f"The {MOST_ROWS} outlets with most articles of {len(outlets)}. " if len(outlets) > MOST_ROWS else ""
    )
    how = (
        "From dispatch (square) to article (circle)"
        if len(shown) <= MOST_EDGES
        else "Articles a day that have sentences of the agency"
    )
    left = (
        f"; {count(len(table) - len(dated), 'link')} without a time not drawn"
        if len(dated) < len(table)
        else ""
    )
    told = f"{how}; n = {len(shown):,} links{left}. {cut}{subtitle}"
    return figures.themed(drawn, title=TITLE, subtitle=told, alt=alt_text)


def _lines(shown: pd.DataFrame) -> Any:
    """Return a row an agency, then a row an outlet; a line from each dispatch to each article that has sentences of it."""
    import pandas as pd

    alt = figures.altair()
    names = list(dict.fromkeys(shown.sort_values("released")["agency"]))
    outlets = list(dict.fromkeys(shown.sort_values("published")["outlet"]))
    kept = ["agency", "source", "article", "sentences"]
    begins = shown[kept].assign(at=shown["released"], row=shown["agency"])
    ends = shown[kept].assign(at=shown["published"], row=shown["outlet"])
    both = pd.concat([begins, ends]).assign(link=lambda frame: frame["source"] + " " + frame["article"])
    across = alt.X(
        "at:T",
        title="time (UTC)",
        scale=alt.Scale(padding=14),
        axis=alt.Axis(format="%d %b %H:%M", labelOverlap=True),
    )
    up = alt.Y("row:N", title=None, sort=[*names, *outlets], axis=alt.Axis(grid=True))
    lines = alt.Chart(both).mark_line(strokeWidth=1.5).encode(
        x=across, y=up, detail="link:N", **figures.agencies("agency", names, dash=True)
    )  # fmt: skip
    colour = figures.agencies("agency", names)
    squares = (
        alt.Chart(begins.drop_duplicates("source"))
        .mark_square(size=90)
        .encode(x=across, y=up, tooltip=["source", "at:T"], **colour)
    )
    circles = alt.Chart(ends.drop_duplicates("article")).mark_circle(size=70, color=figures.colour("ink")).encode(
        x=across, y=up, tooltip=["article", "at:T"]
    )  # fmt: skip
    return alt.layer(lines, squares, circles).properties(height=alt.Step(26))


def _days(shown: pd.DataFrame) -> Any:
    """Return a panel an agency: a row an outlet, circles the larger the more articles of the day have sentences of the agency."""
    alt = figures.altair()
    names = list(
        shown.groupby("agency")["article"]
        .nunique()
        .sort_values(ascending=False, kind="stable")
        .index[:MOST_PANELS]
    )
    outlets = list(
        shown.groupby("outlet")["article"].nunique().sort_values(ascending=False, kind="stable").index
    )
    counted = shown[shown["agency"].isin(names)].assign(day=shown["published"].dt.strftime("%Y-%m-%d"))
    counted = counted.groupby(["agency", "outlet", "day"])["article"].nunique().reset_index()
    steps = _steps(counted["article"].max())
    size = alt.Size(
        "article:Q",
        title="articles",
        scale=alt.Scale(domain=[0, steps[-1]], range=[0, 260 if len(steps) > 1 else 90]),
        legend=alt.Legend(values=steps, format="d"),
    )
    circles = alt.Chart(counted).mark_circle().encode(
        x=alt.X("day:T", title="day of publication (UTC)", scale=alt.Scale(padding=14), axis=alt.Axis(format="%d %b", labelOverlap=True)),
        y=alt.Y("outlet:N", title=None, sort=outlets, axis=alt.Axis(grid=True)), size=size, tooltip=["agency", "outlet", "day", "article"],
    ).properties(height=alt.Step(20))  # fmt: skip
    header = alt.Header(labelAnchor="start", labelOrient="top")
    return circles.facet(row=alt.Row("agency:N", title=None, sort=names, header=header), spacing=16)


def _steps(most: int) -> list[int]:
    """Return the sizes that a legend shows: one, the most, and one between."""
    return sorted({1, max(1, round(most / 2)), int(most)})
