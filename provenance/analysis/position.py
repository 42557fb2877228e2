"""Where in an article wire copy stands: its classes of sentences from the first fifth of the body to the last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from provenance.analysis import figures
from provenance.analysis.answer import Answer, answer
from provenance.analysis.composition import names_of
from provenance.analysis.tables import CLASSES, MATCHED, Tables, as_tables
from provenance.analysis.uncertainty import shares_by
from provenance.analysis.wording import NO_ARTICLES, NO_BODY, NOT_SEEN, basis, interval
from provenance.config import ANALYSIS
from provenance.contract import count, percent

if TYPE_CHECKING:
    import pandas as pd

TITLE: Final = "Where in the article it stands"
PLACES: Final = ("first sentence", "first fifth", "second fifth", "third fifth", "fourth fifth", "last fifth")
COLUMNS: Final = ("by", "group", "place", "class", "share", "low", "high", "n", "clusters", "method")


def position(given: object, *, by: str | None = None, seed: int = 0) -> Answer:
    """Return the share of each class of body sentences in the first sentence and in each fifth of the body.

    Args:
        given: A Corpus, annotations, the files that hold them, or Tables.
        by: ``outlet`` or ``desk`` beside the whole.
        seed: Of the bootstrap over events.
    """
    tables = as_tables(given)
    long = tables.articles[tables.articles["body"] >= ANALYSIS.few]
    body = tables.sentences[tables.sentences["body"] & tables.sentences["article"].isin(long["article"])]
    table = _table(body, by, seed)
    says = _says(tables, len(long), table)
    limits = (
        NOT_SEEN,
        "A place is among the body sentences that were read; where a page is cut off, its last fifth is not its last.",
    )
    return answer(
        "position", TITLE, table, says, spelled=tables.spelled, limits=limits, alt=f"Stacked bars from the first sentence to the last fifth. {says}",
        chart=lambda: _chart(table, names_of(tables), basis(tables), says),
    )  # fmt: skip


def _table(body: pd.DataFrame, by: str | None, seed: int) -> pd.DataFrame:
    import pandas as pd

    rows = [row for name in ("all", *([by] if by else ())) for row in _rows(body, name, seed)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _rows(body: pd.DataFrame, by: str, seed: int) -> Iterator[dict[str, Any]]:
    fifths = PLACES[1:]
    at = (body["position"].astype(float) * len(fifths)).clip(upper=len(fifths) - 1).astype(int)
    places = {PLACES[0]: body["position"] == 0} | {name: at == number for number, name in enumerate(fifths)}
    groups = None if by == "all" else body[by]
    made = {
        place: shares_by(
            {name: inside & (body["class"] == name) for name in CLASSES}, inside, body["event"], groups, seed=seed
        )
        for place, inside in places.items()
    }  # fmt: skip
    for group in made[PLACES[0]]:
        for place in places:
            for name, found in made[place][group].items():
                if found.n:
                    yield {"by": by, "group": group, "place": place, "class": name, **found.row}


def _says(tables: Tables, long: int, table: pd.DataFrame) -> str:
    if tables.articles.empty:
        return NO_ARTICLES
    if not tables.articles["body"].sum():
        return NO_BODY
    short = len(tables.articles) - long
    left = (
        f"{count(short, 'article')} with fewer than {ANALYSIS.few} body sentences left out. " if short else ""
    )
    if table.empty:
        return f"No article is long enough to have a profile. {left}{basis(tables)}."
    sums = table[(table["by"] == "all") & table["class"].isin(MATCHED)].groupby("place")["share"].sum()
    ends = [
        f"{percent(sums[place], 0)} of the {place.replace('first sentence', 'first sentences')}"
        for place in (PLACES[0], PLACES[1], PLACES[-1])
    ]
    own = next(row for row in _whole(table) if row["place"] == PLACES[0] and row["class"] == "none")
    return f"Sentences that match are {', '.join(ends)}; for {interval(own)} of first sentences no source was found. {left}{basis(tables)}."


def _whole(table: pd.DataFrame) -> list[Any]:
    found: list[Any] = table[table["by"] == "all"].to_dict("records")
    return found


def _chart(table: pd.DataFrame, names: Mapping[str, str], told: str, alt_text: str) -> Any:
    """Return a stacked bar for each place, over all."""
    shown = table[table["by"] == "all"]
    rows = shown["place"] + shown["n"].map(" (n = {:,})".format)
    bars = figures.stacked(
        shown.assign(row=rows), names, across="share of body sentences there", title="place in the body"
    )
    return figures.themed(bars, title=TITLE, subtitle=told, alt=alt_text)
