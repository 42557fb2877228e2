"""What the articles are made of: shares of sentences, words and articles, by class and by whatever groups them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, get_args

from provenance.analysis.answer import Answer, answer
from provenance.analysis.figures import stacked, themed
from provenance.analysis.tables import CLASSES, MATCHED, Tables, as_tables
from provenance.analysis.uncertainty import Share, shares_by
from provenance.analysis.wording import NO_ARTICLES, NO_BODY, NOT_MISUSE, NOT_SEEN, basis, interval
from provenance.contract import KINDS, count
from provenance.errors import FormatError
from provenance.records import ArticleVerdict

if TYPE_CHECKING:
    import pandas as pd

BY: Final = ("outlet", "agency", "desk", "weekday")
UNITS: Final = ("sentences", "words", "articles")
TITLE: Final = "What the articles are made of"
NAMES: Final[Mapping[str, str]] = {
    "verbatim": KINDS["w"].label, "light": f"{KINDS['e'].label}, lightly", "heavy": f"{KINDS['e'].label}, heavily",
    "credited": KINDS["c"].label, "shared": KINDS["sh"].label, "possible": KINDS["r"].label,
    "quote": KINDS["q"].label, "none": KINDS["n"].label,
}  # fmt: skip
"""How each class is called where people read it."""
_PAGES: Final[Mapping[str, str]] = {
    **NAMES, "verbatim": KINDS["w"].reprint, "light": f"{KINDS['e'].reprint}, lightly", "heavy": f"{KINDS['e'].reprint}, heavily",
}  # fmt: skip


def names_of(tables: Tables) -> Mapping[str, str]:
    """Return how each class is called: with no dispatch at hand, what matches does so with a page that is credited to an agency."""
    return NAMES if tables.runs["archive_documents"].any() else _PAGES


def composition(given: object, *, by: str | None = None, seed: int = 0) -> Answer:
    """Return the share of each class of body sentences, of words and of articles, over all and by group.

    Args:
        given: A Corpus, annotations, the files that hold them, or Tables.
        by: ``outlet``, ``agency``, ``desk`` or ``weekday``; all of them where it is not given.
        seed: Of the bootstrap over events.
    """
    if by is not None and by not in BY:
        raise FormatError(f"composition groups by {', '.join(BY)}, not by {by!r}")
    tables = as_tables(given)
    groups = (None, *((by,) if by else BY)) if tables.articles["body"].sum() else ()
    rows = [row for group in groups for row in _by(tables, group, seed)]
    table = _table(rows)
    says = _says(tables, table)
    limits = (NOT_SEEN, NOT_MISUSE, *_missing(tables, (by,) if by else BY))
    drawn = by or "outlet"
    return answer(
        "composition", TITLE, table, says, spelled=tables.spelled, limits=limits, alt=f"Stacked bars, one an {drawn}. {says}",
        chart=None if says == NO_BODY else lambda: _chart(table, drawn, names_of(tables), basis(tables), says),
    )  # fmt: skip


def _by(tables: Tables, by: str | None, seed: int) -> Iterator[dict[str, Any]]:
    """Yield the rows of one grouping: of all, or of each group by name."""
    asked = ["words", "class", "event", *([by] if by else ())]
    body = tables.sentences.loc[tables.sentences["body"], asked]
    wholes = {"sentences": body["words"] * 0 + 1, "words": body["words"]}
    found = {
        unit: _shared_out(
            body, {name: whole * (body["class"] == name).astype(int) for name in CLASSES}, whole, by, seed
        )
        for unit, whole in wholes.items()
    }
    for group in found["sentences"]:
        for unit, shares in found.items():
            yield from _rows(shares[group], (by, group, unit))
    if by != "agency":
        articles, verdicts = tables.articles, tables.articles["verdict"]
        parts = {name: verdicts == name for name in get_args(ArticleVerdict)}
        for group, made in _shared_out(articles, parts, verdicts.notna(), by, seed).items():
            yield from _rows(made, (by, group, "articles"))


def _shared_out(
    frame: pd.DataFrame, parts: Mapping[str, pd.Series], whole: pd.Series, by: str | None, seed: int
) -> dict[str, dict[str, Share]]:
    groups = None if by is None else frame[by]
    return shares_by(parts, whole, frame["event"], groups, seed=seed)


def _rows(made: Mapping[str, Share], place: tuple[str | None, str, str]) -> Iterator[dict[str, Any]]:
    by, group, unit = place
    for name, found in made.items():
        yield {"by": by or "all", "group": group, "unit": unit, "class": name, **found.row}


def _table(rows: list[dict[str, Any]]) -> pd.DataFrame:
    import pandas as pd

    columns = ["by", "group", "unit", "class", "share", "low", "high", "n", "clusters", "method"]
    table = pd.DataFrame(rows, columns=columns)
    return table[table["n"] > 0].reset_index(drop=True)


def _says(tables: Tables, table: pd.DataFrame) -> str:
    if tables.articles.empty:
        return NO_ARTICLES
    if not tables.articles["body"].sum():
        return NO_BODY
    whole = table[(table["by"] == "all") & (table["unit"] == "sentences")]
    rows: list[Any] = whole.to_dict("records")
    names = names_of(tables)
    told = ", ".join(f"{names[row['class']].lower()} {interval(row)}" for row in rows if row["share"] > 0)
    matched = any(row["class"] in MATCHED and row["share"] > 0 for row in rows)
    pages = PAGES if matched and not tables.runs["archive_documents"].any() else ""
    return f"Body sentences: {told}.{pages} {basis(tables)}."


DESK = (
    " A desk is read from a column or field of the article (desk, section, ressort, rubrique, category), or from the section that a page states, when it "
    "is annotated; a .jsonl of version 0.2.0 or before has lost it: annotate again."
)
PAGES = " What matches does so with pages that are credited to an agency, no dispatch."


def _missing(tables: Tables, groups: tuple[str, ...]) -> Iterator[str]:
    """Yield what cannot be told apart, since the articles do not say it."""
    total = len(tables.articles)
    for name in groups:
        if name != "agency" and (lacking := int(tables.articles[name].isna().sum())):
            tell = f"{count(lacking, 'article')} of {total:,} {'names' if lacking == 1 else 'name'} no {name} and stand in no group by {name}."
            yield tell + (DESK if name == "desk" else "")


def _chart(table: pd.DataFrame, by: str, names: Mapping[str, str], told: str, alt_text: str) -> Any:
    """Return stacked bars of sentences: one of all, and one of each group, classes in the order of the legend."""
    shown = table[(table["unit"] == "sentences") & table["by"].isin(["all", by])]
    rows = shown["group"] + shown["n"].map(" (n = {:,})".format)
    bars = stacked(shown.assign(row=rows), names, across="share of body sentences", title=by)
    return themed(bars, title=TITLE, subtitle=told, alt=alt_text)
