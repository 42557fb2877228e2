"""Which outlet has sentences of which agency: one row an outlet, each of which adds up to all of its body sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from provenance.analysis import figures
from provenance.analysis.answer import Answer, answer
from provenance.analysis.tables import MATCHED, NO_OUTLET, Tables, as_tables
from provenance.analysis.uncertainty import shares_by
from provenance.analysis.wording import NO_ARTICLES, NO_BODY, NOT_MISUSE, NOT_SEEN, basis, interval
from provenance.config import ANALYSIS
from provenance.contract import KINDS, count, percent

if TYPE_CHECKING:
    import pandas as pd

TITLE: Final = "Which outlet, which agency"
REST: Final = {name: key for name, key in figures.CLASS_KINDS.items() if name not in MATCHED}
"""Classes that no agency's column counts, and the kinds that they are shown as."""
ALL: Final = "All"
COLUMNS: Final = (
    "outlet", "articles", "column", "agency", "sentences", "share", "low", "high", "n", "clusters", "method",
)  # fmt: skip
NO_AGENCY: Final = "agency not named"
WIDTH: Final = 104
"""Pixels of a column of the figure."""
MOST_AGENCIES: Final = 5
MOST_OUTLETS: Final = 25
"""Columns and rows that a figure shows; the table has all."""
LIMIT: Final = "Sentences that are credited and not checked, shared or to be looked at are no agency's here."


def matrix(given: object, *, seed: int = 0) -> Answer:
    """Return the share of each agency, and of what is no agency's, in the body sentences of each outlet.

    Args:
        given: A Corpus, annotations, the files that hold them, or Tables.
        seed: Of the bootstrap over events.
    """
    tables = as_tables(given)
    table = _table(tables, seed)
    says = _says(tables, table)
    return answer(
        "matrix", TITLE, table, says, spelled=tables.spelled, limits=(LIMIT, NOT_SEEN, NOT_MISUSE),
        alt=f"A row of bars for each outlet, a column for each agency and kind. {says}",
        chart=lambda: _chart(table, basis(tables), says),
    )  # fmt: skip


def columns_of(sentences: pd.DataFrame) -> pd.Series:
    """Return the column that each body sentence stands in: the agency whose words it has, or the kind that it is."""
    matched = sentences["class"].isin(MATCHED)
    kinds = sentences["class"].map({name: KINDS[key].label for name, key in REST.items()})
    return kinds.astype("string").where(~matched, sentences["agency"].fillna(NO_AGENCY))


def _table(tables: Tables, seed: int) -> pd.DataFrame:
    import pandas as pd

    body = tables.sentences.loc[tables.sentences["body"], ["article", "outlet", "event", "class", "agency"]]
    if body.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    columns = columns_of(body)
    outlets = body["outlet"].fillna(NO_OUTLET)
    parts = {column: columns == column for column in _order(columns)}
    written = body["article"].groupby(outlets).nunique()
    made = {
        by: shares_by(parts, columns.notna(), body["event"], groups, seed=seed)
        for by, groups in (("all", None), ("outlet", outlets))
    }
    whole = [(ALL, body["article"].nunique(), made["all"]["all"])]
    several = [(name, written[name], made["outlet"][name]) for name in outlets.value_counts().index]
    rows: list[dict[str, Any]] = [
        {
            "outlet": name, "articles": int(articles), "column": column, "agency": column not in _KINDS,
            "sentences": round(share.share * share.n), **share.row,
        }
        for name, articles, found in (*whole, *several)
        for column, share in found.items()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"agency": bool})


_KINDS: Final = tuple(KINDS[key].label for key in REST.values())


def _order(columns: pd.Series) -> list[str]:
    """Return the agencies, most sentences first, then the kinds that occur, in the order of every legend."""
    counts = columns.value_counts()
    agencies = sorted(
        (name for name in counts.index if name not in _KINDS), key=lambda name: (-counts[name], name)
    )
    return [*agencies, *(name for name in _KINDS if name in counts.index)]


def _says(tables: Tables, table: pd.DataFrame) -> str:
    if tables.articles.empty:
        return NO_ARTICLES
    if table.empty:
        return NO_BODY
    whole = table[(table["outlet"] == ALL) & table["agency"]]
    outlets = (
        table[(table["outlet"] != ALL) & table["agency"] & (table["sentences"] > 0)]
        .groupby("column")["outlet"]
        .nunique()
    )
    several = table["outlet"].nunique() - 1
    told = [
        f"{row['column']} stands behind {interval(row)} of body sentences, in {outlets[row['column']]} of {count(several, 'outlet')}"
        for row in whole.head(MOST_AGENCIES).to_dict("records")
    ]
    if not told:
        told = [
            f"No sentence of {count(several, 'outlet')} matches a dispatch or a page that is credited to an agency"
        ]
    return f"{'; '.join(told)}. {basis(tables)}."


def _chart(table: pd.DataFrame, subtitle: str, alt_text: str) -> Any:
    """Return bars in ink, a column an agency or kind; below each its interval, its share and its number."""
    alt = figures.altair()
    columns, rows = _shown(table)
    cells = _cells(table[table["column"].isin(columns) & table["outlet"].isin(rows)])
    row = alt.Y("row:N", title="outlet (body sentences)", sort=list(dict.fromkeys(cells["row"])))
    across = alt.Scale(domain=[0, 1])
    base = alt.Chart(cells).encode(y=row)
    ink, page = alt.value(figures.colour("ink")), alt.value(figures.colour("page"))
    bars = base.mark_bar(size=8, yOffset=-11, strokeWidth=1, stroke=figures.colour("ink")).encode(
        x=alt.X("bar:Q", title=None, axis=None, scale=across), color=alt.condition("datum.few", page, ink),
        tooltip=["outlet", "column", "sentences", "n", *figures.tips()],
    )  # fmt: skip
    lines = base.mark_rule(yOffset=-4, color=figures.colour("ctl"), strokeWidth=2).encode(
        x=alt.X("from:Q", title=None, scale=across), x2="to:Q"
    )
    words = base.mark_text(align="left", dy=8).encode(x=alt.value(0), text="told:N")
    header = alt.Header(labelAnchor="start", labelLimit=WIDTH, labelExpr="split(datum.label, ', ')")
    faceted = alt.layer(bars, lines, words).properties(width=WIDTH, height=alt.Step(46)).facet(
        column=alt.Column("column:N", sort=columns, title=None, header=header), spacing=12
    )  # fmt: skip
    return figures.themed(faceted, title=TITLE, subtitle=f"{_cut(table, rows)}{subtitle}", alt=alt_text)


def _cells(table: pd.DataFrame) -> pd.DataFrame:
    """Return what a figure prints in each cell; a zero is a dot, and few events give no line."""
    found, some = table.copy(), table["sentences"] > 0
    sure = some & (table["clusters"] >= ANALYSIS.clusters)
    found["row"] = [f"{name} ({n:,})" for name, n in zip(found["outlet"], found["n"], strict=True)]
    found["told"] = [
        f"{percent(share, 0)}\u2003{n:,}" if n else "·"
        for share, n in zip(found["share"], found["sentences"], strict=True)
    ]
    found["few"] = found["n"] < ANALYSIS.few_sentences
    return found.assign(
        bar=found["share"].where(some), **{"from": found["low"].where(sure), "to": found["high"].where(sure)}
    )


def _shown(table: pd.DataFrame) -> tuple[list[str], list[str]]:
    agencies = list(dict.fromkeys(table["column"][table["agency"]]))[:MOST_AGENCIES]
    kinds = list(dict.fromkeys(table["column"][~table["agency"]]))
    return agencies + kinds, list(dict.fromkeys(table["outlet"]))[: MOST_OUTLETS + 1]


def _cut(table: pd.DataFrame, rows: Sequence[str]) -> str:
    """Return how to read the figure, and what of the table it leaves out."""
    read = (
        "Bars: share of an outlet's body sentences, each row 100\u202f%; the line below a bar: its 95\u202f% interval, "
        f"from {ANALYSIS.clusters} events; hollow: fewer than {ANALYSIS.few_sentences} sentences. "
    )
    outlets, agencies = table["outlet"].nunique(), table["column"][table["agency"]].nunique()
    left = [f"{len(rows) - 1} of {outlets - 1} outlets"] if len(rows) < outlets else []
    if agencies > MOST_AGENCIES:
        left.append(f"{MOST_AGENCIES} of {agencies} agencies")
    return f"{read}{'Shown: ' + ', '.join(left) + ', those with most sentences. ' if left else ''}"
