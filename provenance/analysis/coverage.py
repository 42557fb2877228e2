"""What was there to find: the dispatches of the archive by day and agency, beside the articles of the same days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from provenance.analysis import figures
from provenance.analysis.answer import Answer, answer
from provenance.analysis.tables import Tables, as_tables
from provenance.analysis.wording import NO_ARTICLES, basis
from provenance.contract import count

if TYPE_CHECKING:
    import pandas as pd

TITLE: Final = "What the archive holds, day by day"
NO_ARCHIVE: Final = (
    "No archive lies beside the annotations (--archive DIR; in Python archive=...), and the annotations alone do not say on which days its "
    "dispatches came out"
)
NO_AGENCY: Final = "agency not named"
NO_DAY: Final = "undated"
MOST_AGENCIES: Final = 8
MOST_DAYS: Final = 62
"""Rows and columns of a figure of days; a longer time is drawn by month. The table has all."""
LIMITS: Final = (
    "A day without a dispatch may be a day without news, or a gap in the archive: only the agency knows how many it sent.",
    "Days are of UTC; a dispatch with a day and no hour stands on the day that it names.",
)
COLUMNS: Final = ("day", "agency", "dispatches", "articles", "credited")


def coverage(given: object, *, archive: object = None) -> Answer:
    """Return how many dispatches of each agency an archive holds of each day, and how many articles came out then.

    Args:
        given: A Corpus, annotations, the files that hold them, or Tables.
        archive: An Archive, its folder, or dispatches in any form; not needed where Tables have one.
    """
    tables = as_tables(given).with_archive(archive)
    table = _table(tables)
    says = _says(tables, table)
    return answer(
        "coverage", TITLE, table, says, spelled=tables.spelled, limits=LIMITS,
        alt=f"A row of squares for each agency, one a day, the larger the more dispatches; the last row: articles. {says}",
        chart=lambda: _chart(table, basis(tables), says),
    )  # fmt: skip


def days(frame: pd.DataFrame) -> pd.Series:
    """Return the day of each row (ISO 8601, UTC), or ``undated``: the day that is named, where no hour is."""
    import pandas as pd

    middle = frame["earliest"] + (frame["latest"] - frame["earliest"]) / 2
    found = frame["time"].fillna(middle).dt.strftime("%Y-%m-%d").astype("string")
    return pd.Series(found.fillna(NO_DAY), index=frame.index)


def _table(tables: Tables) -> pd.DataFrame:
    import pandas as pd

    if tables.dispatches is None or tables.dispatches.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    sent, articles = tables.dispatches, tables.articles
    held = pd.crosstab(days(sent), sent["agency"].fillna(NO_AGENCY))
    every = _every([*held.index, *days(articles)])
    held = held.reindex(every, fill_value=0)
    written = days(articles).value_counts().reindex(every, fill_value=0)
    credited = articles.assign(day=days(articles), agency=articles["credited"].str.split(";")).explode(
        "agency"
    )
    named = pd.crosstab(credited["day"], credited["agency"]).reindex(
        index=every, columns=held.columns, fill_value=0
    )
    rows = [
        {
            "day": day,
            "agency": agency,
            "dispatches": sent_,
            "articles": int(written[day]),
            "credited": credits_,
        }
        for day, some, others in zip(every, held.to_numpy().tolist(), named.to_numpy().tolist(), strict=True)
        for agency, sent_, credits_ in zip(held.columns, some, others, strict=True)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _every(found: list[str]) -> list[str]:
    """Return every day from the first to the last, so that a gap is a row, and ``undated`` last where it occurs."""
    import pandas as pd

    known = sorted(set(found) - {NO_DAY})
    through = pd.date_range(known[0], known[-1]).strftime("%Y-%m-%d").tolist() if known else []
    return [*through, *([NO_DAY] if NO_DAY in found else [])]


def gaps(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of days with articles, credits to an agency, and no dispatch of it: what most likely is missing."""
    return table[(table["credited"] > 0) & (table["dispatches"] == 0) & (table["day"] != NO_DAY)]


def _says(tables: Tables, table: pd.DataFrame) -> str:
    if tables.articles.empty:
        return NO_ARTICLES
    if table.empty:
        held = tables.dispatches is not None
        return f"{'The archive is empty' if held else NO_ARCHIVE}. {basis(tables)}."
    whole = table.groupby("agency")[["dispatches"]].sum().sort_values("dispatches", ascending=False)
    dated = table[table["day"] != NO_DAY]
    on = dated[dated["dispatches"] > 0].groupby("agency")["day"].nunique()
    total = dated["day"].nunique()
    told = ", ".join(
        f"{name} {number:,} on {on.get(name, 0)}" for name, number in whole["dispatches"].items()
    )
    lacking = gaps(table)
    without = dated.groupby("day")[["dispatches", "articles"]].agg({"dispatches": "sum", "articles": "first"})
    empty = int(((without["dispatches"] == 0) & (without["articles"] > 0)).sum())
    missing = (
        f" On {count(empty, 'day')} with articles there is no dispatch at all; {count(len(lacking), 'day')} of an agency have credits to it "
        "and no dispatch of it."
    )
    return f"Dispatches over {count(total, 'day')}, from the first article or dispatch to the last: {told}.{missing} {basis(tables)}."


def _chart(table: pd.DataFrame, subtitle: str, alt_text: str) -> Any:
    """Return squares by day and agency whose size is the number of dispatches, and articles as hollow ones below."""
    alt = figures.altair()
    shown, unit = _binned(table[table["day"] != NO_DAY])
    agencies = shown.groupby("agency")["dispatches"].sum().sort_values(ascending=False)
    names = list(agencies.index[:MOST_AGENCIES])
    sent = shown[shown["agency"].isin(names)].rename(columns={"dispatches": "number"})
    written = shown.drop_duplicates("day").assign(agency="articles", number=lambda frame: frame["articles"])
    rows = [*names, "articles"]
    across = alt.X(
        "day:T",
        title=f"{unit} of release (UTC)",
        scale=alt.Scale(padding=14),
        axis=alt.Axis(grid=True, format="%d %b %Y" if unit == "day" else "%b %Y"),
    )
    up = alt.Y("agency:N", sort=rows, title=None, scale=alt.Scale(domain=rows))
    size = alt.Size(
        "number:Q",
        title=f"a {unit}",
        scale=alt.Scale(range=[0, 380], domainMin=0),
        legend=alt.Legend(symbolType="square"),
    )

    def squares(frame: pd.DataFrame, **look: object) -> Any:
        kept = frame[frame["number"] > 0]
        return (
            alt.Chart(kept)
            .mark_square(opacity=1, **look)
            .encode(x=across, y=up, size=size, tooltip=["day:T", "agency:N", "number:Q"])
        )

    edge = figures.colour("ink")
    layers = alt.layer(
        squares(sent),
        squares(written, filled=True, fill=figures.colour("page"), stroke=edge, strokeWidth=1.2),
    )
    cut = f"The {len(names)} agencies with most of {len(agencies)}. " if len(names) < len(agencies) else ""
    told = f"Full: dispatches in the archive; hollow: articles; n = {int(sent['number'].sum()):,} dispatches. {cut}{subtitle}"
    return figures.themed(layers.properties(height=alt.Step(30)), title=TITLE, subtitle=told, alt=alt_text)


def _binned(table: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Return the rows by day, or by month where there are many days, and which it is."""
    if table["day"].nunique() <= MOST_DAYS:
        return table, "day"
    by = table.assign(day=table["day"].str[:7] + "-01")
    first = (
        table.drop_duplicates("day")
        .assign(day=lambda frame: frame["day"].str[:7] + "-01")
        .groupby("day")["articles"]
        .sum()
    )
    summed = by.groupby(["day", "agency"], as_index=False)[["dispatches", "credited"]].sum()
    return summed.assign(articles=summed["day"].map(first)), "month"
