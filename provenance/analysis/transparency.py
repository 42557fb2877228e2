"""What articles declare against what was found in them: credited, another agency credited, named only, hidden, unverified, none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from provenance.analysis import figures
from provenance.analysis.answer import Answer, answer
from provenance.analysis.tables import MATCHED, Tables, as_tables
from provenance.analysis.uncertainty import Share, shares_by, wilson
from provenance.analysis.wording import NO_ARTICLES, NO_BODY, NOT_MISUSE, basis, drawn, interval
from provenance.contract import count, percent
from provenance.page import GENERIC_NAME

if TYPE_CHECKING:
    import pandas as pd

TITLE: Final = "What articles declare and what was found in them"
CELLS: Final = {
    "credited": "credited and matched",
    "other": "matched, another agency is credited",
    "named": "matched, the agency is named and not credited",
    "hidden": "matched, the agency is not named on the page",
    "unverified": "credited, no match found",
    "none": "neither",
}
"""Every article is in one of these; the first four match a dispatch (or a credited page), 1, 2 and 5 declare an agency."""
DECLARED: Final = ("credited", "other", "unverified")
FOUND: Final = ("credited", "other", "named", "hidden")
COLUMNS: Final = (
    "by", "group", "of", "cell", "declared", "found", "articles", "share", "low", "high", "wilson_low", "wilson_high", "n",
    "clusters", "method",
)  # fmt: skip
LIMITS: Final = (
    NOT_MISUSE,
    "A credit without a match is a gap in the archive, a dispatch outside the window or a heavy rewrite as often as a wrong credit.",
    "A match that the page does not credit may be a dispatch that both hold from a common source; look at the sentences before "
    "anything is said of an outlet.",
    "Only what stands on the page counts as declared; credits that a site shows elsewhere (an app, a feed) are not seen.",
)


def transparency(given: object, *, seed: int = 0) -> Answer:
    """Return declared against found, as shares of all articles, of those that match, and of those that credit; by outlet too.

    Args:
        given: A Corpus, annotations, the files that hold them, or Tables.
        seed: Of the bootstrap over events.
    """
    tables = as_tables(given)
    articles = placed(tables)
    table = _table(articles, seed)
    says = _says(tables, articles, table)
    return answer(
        "transparency", TITLE, table, says, spelled=tables.spelled, limits=LIMITS, alt=f"Two by two tiles of counts. {says}",
        chart=lambda: _chart(table, basis(tables), says),
    )  # fmt: skip


def placed(tables: Tables) -> pd.DataFrame:
    """Return the articles that have a body, with the ``cell`` that each is in.

    Matched means that a body sentence stands in a dispatch or a credited page and needs no second look. An article that matches
    several agencies is credited where one of them is; a credit that names none (*agencies*) is a credit
    for any.
    """
    body = tables.sentences[tables.sentences["body"] & tables.sentences["class"].isin(MATCHED)]
    found: dict[str, set[str]] = {}
    for article, agency in zip(body["article"], body["agency"], strict=True):
        found.setdefault(article, set()).update(_parts(agency))
    articles = tables.articles[tables.articles["body"] > 0].copy()
    articles["cell"] = [
        _cell(found.get(name), _parts(credited), absent=isinstance(absent, str))
        for name, credited, absent in zip(
            articles["article"], articles["credited"], articles["absent"], strict=True
        )
    ]
    return articles


def _parts(text: Any) -> set[str]:
    return set(text.split(";")) if isinstance(text, str) else set()


def _cell(found: set[str] | None, credited: set[str], *, absent: bool) -> str:
    if found is None:
        return "unverified" if credited else "none"
    if credited:
        return "credited" if credited & (found | {GENERIC_NAME}) or not found else "other"
    return "hidden" if absent or not found else "named"


def _table(articles: pd.DataFrame, seed: int) -> pd.DataFrame:
    import pandas as pd

    rows = [row for by in ("all", "outlet", "desk") for row in _rows(articles, by, seed)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


WHOLES: Final = {"articles": tuple(CELLS), "matched articles": FOUND, "credited articles": DECLARED}
"""Of which articles shares are given, and the cells that these are in."""


def _rows(articles: pd.DataFrame, by: str, seed: int) -> Iterator[dict[str, Any]]:
    groups, cells = None if by == "all" else articles[by], articles["cell"]
    made = {
        of: shares_by({name: cells == name for name in some}, cells.isin(some), articles["event"], groups, seed=seed)
        for of, some in WHOLES.items()
    }  # fmt: skip
    for group in made["articles"]:
        for of in WHOLES:
            for name, found in made[of][group].items():
                if found.n:
                    yield _row({"by": by, "group": group, "of": of, "cell": name}, found)


def _row(place: dict[str, str], found: Share) -> dict[str, Any]:
    number, cell = round(found.share * found.n), place["cell"]
    low, high = wilson(number, found.n)
    return {
        **place, "declared": cell in DECLARED, "found": cell in FOUND,
        "articles": number, **found.row, "wilson_low": low, "wilson_high": high,
    }  # fmt: skip


def _says(tables: Tables, articles: pd.DataFrame, table: pd.DataFrame) -> str:
    if tables.articles.empty:
        return NO_ARTICLES
    if articles.empty:
        return NO_BODY
    rows: list[Any] = table[table["by"] == "all"].to_dict("records")
    matched = {row["cell"]: row for row in rows if row["of"] == "matched articles"}
    declared = {row["cell"]: row for row in rows if row["of"] == "credited articles"}
    told = [
        f"Of {count(next(iter(matched.values()))['n'], 'article')} with matches {interval(matched['credited'])} credit an agency "
        f"that they match, {interval(matched['hidden'])} name none of them, {interval(matched['named'])} name one and credit nobody."
        if matched
        else "No article has a sentence that matches a dispatch or a credited page."
    ]
    told.append(
        f"Of {count(next(iter(declared.values()))['n'], 'article')} with a credit to an agency no match was found in "
        f"{interval(declared['unverified'])}{'' if tables.runs['archive_documents'].any() else NOT_CHECKED}."
        if declared
        else "No article credits an agency for its text."
    )
    return f"{' '.join(told)} {_unnamed(tables)}{drawn(rows)} {basis(tables)}."


NOT_CHECKED: Final = ": no dispatch was at hand to check a credit by"


def _unnamed(tables: Tables) -> str:
    """Return of how many articles it is not known which agency they match."""
    body = tables.sentences[tables.sentences["body"] & tables.sentences["class"].isin(MATCHED)]
    number = int((body.groupby("article")["agency"].count() == 0).sum())
    if not number:
        return ""
    return f"Of {count(number, 'article')} that {'matches' if number == 1 else 'match'} it is not known which agency's text: a credit to any counts. "


def _chart(table: pd.DataFrame, told: str, alt_text: str) -> Any:
    """Return the 2 x 2 as tiles, every cell with its count, share and what it is called."""
    alt = figures.altair()
    shown = table[(table["by"] == "all") & (table["of"] == "articles")].copy()
    shown["row"] = shown["declared"].map({True: "an agency is credited", False: "no agency is credited"})
    shown["column"] = shown["found"].map({True: "sentences match", False: "no match found"})
    rows: list[Any] = shown.to_dict("records")
    shown["words"] = [
        f"{row['articles']:,}  {CELLS[row['cell']].removeprefix('matched, ')} ({percent(row['share'], 0)})"
        for row in rows
    ]
    shown["line"] = shown.groupby(["row", "column"]).cumcount()
    sums = shown.groupby(["row", "column"], as_index=False)["articles"].sum()
    places = {"x": alt.X("column:N", title="found in the body", sort=["sentences match", "no match found"], axis=alt.Axis(orient="top", labelAngle=0)),
              "y": alt.Y("row:N", title="declared on the page", sort=["an agency is credited", "no agency is credited"])}  # fmt: skip
    tiles = (
        alt.Chart(sums).mark_rect(stroke=figures.colour("ctl"), fill=figures.colour("raise")).encode(**places)
    )
    numbers = (
        alt.Chart(sums)
        .mark_text(fontSize=26, fontWeight="bold", dy=-34)
        .encode(**places, text=alt.Text("articles:Q", format=","))
    )
    lines = [
        alt.Chart(shown[shown["line"] == at]).mark_text(dy=4 + 20 * at).encode(**places, text="words:N")
        for at in sorted(shown["line"].unique())
    ]
    figure = alt.layer(tiles, numbers, *lines).properties(width=640, height=260)
    return figures.themed(figure, title=TITLE, subtitle=told, alt=alt_text)
