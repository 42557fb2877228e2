"""Which dispatches were picked up: the share of an agency's items that at least one article has sentences of (gatekeeping)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from provenance.analysis import figures
from provenance.analysis.answer import Answer, answer
from provenance.analysis.coverage import NO_AGENCY, NO_DAY, days
from provenance.analysis.tables import MATCHED, Tables, as_tables
from provenance.analysis.uncertainty import wilson
from provenance.analysis.wording import NO_ARTICLES, basis, interval
from provenance.config import ANALYSIS
from provenance.contract import count

if TYPE_CHECKING:
    import pandas as pd

TITLE: Final = "Which dispatches were picked up"
NO_ARCHIVE: Final = "What was not picked up stands in no annotation: lay the archive beside them (--archive DIR; in Python archive=...)"
NOTHING: Final = "The archive holds no dispatch of the time in which these articles could have used it"
LIMITS: Final = (
    "Picked up means that an article given here has body sentences that match; outlets and articles that were not given do not count.",
    "Only what the archive holds can be selected from: where it lacks items that nobody used, the share is too high.",
    "Items of the last hours had less time to be picked up than the rest.",
    "Versions of one story are items of their own, as the archive holds them; an article counts for the version whose words it has.",
)
COLUMNS: Final = ("by", "group", "dispatches", "picked_up", "outlets", "share", "low", "high", "n", "method")


def selection(given: object, *, archive: object = None) -> Answer:
    """Return the share of dispatches that articles used, over all and by agency, day and topic.

    Args:
        given: A Corpus, annotations, the files that hold them, or Tables.
        archive: An Archive, its folder, or dispatches in any form; not needed where Tables have one.
    """
    tables = as_tables(given).with_archive(archive)
    items = _items(tables)
    table = _table(items)
    says = _says(tables, items, table)
    return answer(
        "selection", TITLE, table, says, spelled=tables.spelled, limits=LIMITS, alt=f"A point with its interval for each agency, day and topic. {says}",
        chart=lambda: _chart(table, basis(tables), says),
    )  # fmt: skip


def _items(tables: Tables) -> pd.DataFrame:
    """Return the dispatches that some article could have used by their times, with how many outlets and articles did."""
    import pandas as pd

    if tables.dispatches is None or tables.articles.empty:
        return pd.DataFrame(columns=["source", "agency", "topic", "day", "outlets"])
    sent, articles = tables.dispatches, tables.articles
    first, last = articles["earliest"].min(), articles["latest"].max()
    hours = articles["window_hours"].max()
    if not pd.isna(first):
        after = first - pd.Timedelta(hours=0 if pd.isna(hours) else float(hours))
        sent = sent[sent["earliest"].isna() | ((sent["latest"] >= after) & (sent["earliest"] <= last))]
    used = picked(tables)
    outlets = used.assign(outlet=used["outlet"].fillna(used["article"])).groupby("source")["outlet"].nunique()
    return pd.DataFrame({
        "source": sent["source"], "agency": sent["agency"].fillna(NO_AGENCY), "topic": sent["topic"], "day": days(sent),
        "outlets": sent["source"].map(outlets).fillna(0).astype(int),
    })  # fmt: skip


def picked(tables: Tables) -> pd.DataFrame:
    """Return one row an article and dispatch that its body sentences rest on: sentences, outlet and both times."""
    keys, kept = (
        ["article", "sentence"],
        ["article", "source", "agency", "source_time", "source_earliest", "source_latest"],
    )
    wire = tables.evidence["rests"] & (tables.evidence["role"] == "wire")
    matched = tables.sentences["body"] & tables.sentences["class"].isin(MATCHED)
    rests, body = tables.evidence.loc[wire, [*kept, "sentence"]], tables.sentences.loc[matched, keys]
    found = rests.merge(body, on=keys)[kept]
    counted = found.groupby(["article", "source"], as_index=False, sort=False, dropna=False).agg(
        sentences=("article", "size"), **{name: (name, "first") for name in kept[2:]}
    )
    facts = tables.articles.drop_duplicates("article")[
        ["article", "outlet", "event", "time", "earliest", "latest"]
    ]
    return counted.merge(facts, on="article")


def _table(items: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    groups = [("all", "all", items)] if len(items) else []
    for by in ("agency", "day", "topic"):
        groups += [(by, str(name), some) for name, some in items.groupby(by, sort=True)]
    return pd.DataFrame([_row(*group) for group in groups], columns=list(COLUMNS))


def _row(by: str, group: str, some: pd.DataFrame) -> dict[str, Any]:
    n, used = len(some), int((some["outlets"] > 0).sum())
    low, high = wilson(used, n)
    return {
        "by": by, "group": group, "dispatches": n, "picked_up": used, "outlets": some["outlets"].sum() / used if used else float("nan"),
        "share": used / n, "low": low, "high": high, "n": n, "method": "wilson",
    }  # fmt: skip


def _says(tables: Tables, items: pd.DataFrame, table: pd.DataFrame) -> str:
    if tables.articles.empty:
        return NO_ARTICLES
    if table.empty:
        return f"{NO_ARCHIVE if tables.dispatches is None else NOTHING}. {basis(tables)}."
    agencies = "; ".join(
        f"{row['group']} {interval(row)} of {row['n']:,}"
        for row in table[table["by"] == "agency"].to_dict("records")
    )
    return (
        f"{interval(table.iloc[0])} of {count(len(items), 'dispatch', 'dispatches')} were picked up: {agencies}. "
        f"{completeness(tables, items)} {basis(tables)}."
    )


def completeness(tables: Tables, items: pd.DataFrame) -> str:
    """Return how complete the archive can be taken to be: the days that it covers, and credits that it can answer."""
    days_ = sorted(set(items["day"]) - {NO_DAY})
    credited = tables.articles[tables.articles["credited"].notna()]
    matched = set(picked(tables)["article"])
    answered = sum(name in matched for name in credited["article"])
    told = f"Completeness of the archive is not known from within: it has dispatches on {count(len(days_), 'day')}"
    if credited.empty:
        return f"{told}, and no article credits an agency by which to judge it."
    low, high = wilson(answered, len(credited))
    found = {"share": answered / len(credited), "low": low, "high": high}
    return f"{told}, and {interval(found)} of {count(len(credited), 'article')} with a credit to an agency match a dispatch."


def _chart(table: pd.DataFrame, subtitle: str, alt_text: str) -> Any:
    """Return shares as points with their intervals: agencies and topics as rows, days along time."""
    alt = figures.altair()
    told = f"Points with 95\u202f% Wilson intervals, n = {int(table['n'].iloc[0]):,} dispatches. {subtitle}"
    parts = [
        _rows(table[table["by"].isin(["all", "agency"])], "agency"),
        *(
            [_rows(topics.nlargest(MOST, "n"), "topic")]
            if len(topics := table[table["by"] == "topic"])
            else []
        ),
        *(
            [_along(dated)]
            if len(dated := table[(table["by"] == "day") & (table["group"] != NO_DAY)]) > 1
            else []
        ),
    ]
    return figures.themed(alt.vconcat(*parts, spacing=24), title=TITLE, subtitle=told, alt=alt_text)


MOST: Final = 15
"""Topics that a figure shows, those with most dispatches; the table has all."""


def _rows(table: pd.DataFrame, title: str) -> Any:
    alt = figures.altair()
    shown = table.assign(
        row=[f"{name} (n = {n:,})" for name, n in zip(table["group"], table["n"], strict=True)]
    )
    base = alt.Chart(shown).encode(y=alt.Y("row:N", title=title, sort=list(shown["row"])))
    return figures.points(base, "share of dispatches picked up", few=f"datum.n < {ANALYSIS.few}").properties(
        height=alt.Step(24)
    )


def _along(table: pd.DataFrame) -> Any:
    alt = figures.altair()
    across = alt.X(
        "group:T", title="day of release (UTC)", axis=alt.Axis(format="%d %b %Y", labelOverlap=True)
    )
    up = alt.Scale(domain=[0, 1])
    base = alt.Chart(table).encode(x=across)
    lines = base.mark_rule(strokeWidth=2, color=figures.colour("ctl")).encode(
        y=alt.Y("low:Q", scale=up, title="share picked up", axis=alt.Axis(format="%")), y2="high:Q"
    )
    dots = base.mark_point().encode(
        y=alt.Y("share:Q", scale=up), tooltip=["group", "n", "picked_up", *figures.tips()]
    )
    return alt.layer(lines, dots).properties(height=140)
