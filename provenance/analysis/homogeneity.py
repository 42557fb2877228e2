"""How alike outlets write about the same events, with and without the text of agencies: pairwise Jaccard and cosine."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from provenance.analysis import figures
from provenance.analysis.answer import Answer, answer
from provenance.analysis.tables import Tables, as_tables
from provenance.analysis.uncertainty import ends, places, resampled
from provenance.analysis.wording import NO_ARTICLES, basis
from provenance.config import ANALYSIS
from provenance.contract import count

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

TITLE: Final = "How alike outlets are, with and without agency text"
ALL: Final = "All"
MOST_PAIRS: Final = 20
"""Pairs that a figure shows, those with most common events; the table has all."""
NOTHING: Final = "No event is covered by two outlets with words enough, so there is nothing to compare"
LIMITS: Final = (
    "Without means that sentences which derive from an agency, or are credited to one, are left out of both outlets; what is alike then "
    "is facts, names, public speech, common sources that were not at hand, and agency text that was not found.",
    "Outlets are compared within an event; that outlets choose the same events is another question (selection).",
)
MEASURES: Final = (
    "jaccard",
    "jaccard_without",
    "jaccard_difference",
    "cosine",
    "cosine_without",
    "cosine_difference",
)
COLUMNS: Final = (
    "outlet",
    "other",
    "events",
    "comparisons",
    "comparisons_without",
    *(f"{name}{end}" for name in MEASURES for end in ("", "_low", "_high")),
)


def homogeneity(given: object, *, seed: int = 0) -> Answer:
    """Return how many words pairs of outlets share about the events that both cover, with and without agency text.

    Args:
        given: A Corpus, annotations, the files that hold them, or Tables.
        seed: Of the bootstrap over events.
    """
    tables = as_tables(given)
    table = _table(tables, seed)
    says = _says(tables, table)
    return answer(
        "homogeneity", TITLE, table, says, spelled=tables.spelled, limits=LIMITS, alt=f"For each pair of outlets two points, with and without agency text. {says}",
        chart=lambda: _chart(table, basis(tables), says),
    )  # fmt: skip


def jaccard(
    common: NDArray[np.float64], one: NDArray[np.float64], other: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return |A and B| / |A or B| from the sizes of sets.

    >>> import numpy as np
    >>> jaccard(np.array([2.0]), np.array([3.0]), np.array([3.0])).tolist()
    [0.5]
    """
    return common / (one + other - common)


def cosine(
    common: NDArray[np.float64], one: NDArray[np.float64], other: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return |A and B| / sqrt(|A| |B|) from the sizes of sets.

    >>> import numpy as np
    >>> cosine(np.array([2.0]), np.array([2.0]), np.array([8.0])).tolist()
    [0.5]
    """
    found: NDArray[np.float64] = common / (one * other) ** 0.5
    return found


def _table(tables: Tables, seed: int) -> pd.DataFrame:
    import pandas as pd

    found = _pairs(tables)
    if found.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    values, events = found[list(MEASURES)].to_numpy(float), pd.factorize(found["event"], sort=True)[0]
    pairs: dict[Any, Any] = found.groupby(["outlet", "other"], sort=True).indices
    rows = [{"outlet": ALL, "other": ALL, **_means(values, events, seed)}]
    rows += (
        {"outlet": names[0], "other": names[1], **_means(values[at], events[at], seed)}
        for names, at in sorted(pairs.items(), key=lambda item: (-len(item[1]), item[0]))
    )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _means(values: NDArray[np.float64], events: NDArray[np.intp], seed: int) -> dict[str, Any]:
    """Return the mean of each measure (a column) over events and pairs (rows), with its interval where there are events enough."""
    import numpy as np

    _, events = np.unique(events, return_inverse=True)
    known = ~np.isnan(values)
    both = np.column_stack([np.where(known, values, 0.0), known])
    sums = np.zeros((int(events.max()) + 1, both.shape[1]))
    np.add.at(sums, events, both)
    row: dict[str, Any] = {
        "events": len(sums), "comparisons": len(values),
        "comparisons_without": int(known[:, MEASURES.index("jaccard_without")].sum()),
    }  # fmt: skip
    drawn = resampled(sums, seed=seed) if len(sums) >= ANALYSIS.clusters else None
    for at, name in enumerate(MEASURES):
        many = at + len(MEASURES)
        with np.errstate(invalid="ignore"):
            row[name] = float(sums[:, at].sum() / sums[:, many].sum())
            rates = np.array([]) if drawn is None else drawn[:, at] / drawn[:, many]
        row[f"{name}_low"], row[f"{name}_high"] = ends(rates[~np.isnan(rates)])
    return row


def _pairs(tables: Tables) -> pd.DataFrame:
    """Return one row an event and pair of outlets that both wrote enough about it; empty without where their own words are few."""
    import pandas as pd

    facts = tables.articles.drop_duplicates("article")[["article", "outlet", "event"]].dropna()
    busy = facts.groupby("event")["outlet"].nunique()
    facts = facts[facts["event"].isin(busy[busy > 1].index)]
    frames = [frame for event, words in _by_event(tables.words, facts) for frame in _of_event(event, words)]
    return (
        pd.concat(frames, ignore_index=True)
        if frames
        else pd.DataFrame(columns=["event", "outlet", "other", *MEASURES])
    )


@dataclass(frozen=True, slots=True)
class _Words:
    """The words about an event: whose they are (a place among ``outlets``), their numbers, and which stand outside agency text."""

    outlets: NDArray[np.object_]
    whose: NDArray[np.intp]
    numbers: NDArray[np.uint32]
    outside: NDArray[np.bool_]


def _by_event(words: pd.DataFrame, facts: pd.DataFrame) -> Iterator[tuple[str, _Words]]:
    """Yield the words of each event; names stand once for an article, not once for each of its words."""
    import numpy as np
    import pandas as pd

    whose, outlets = pd.factorize(facts["outlet"], sort=True)
    article = pd.Index(facts["article"]).get_indexer(words["article"])
    numbers, outside = words["word"].to_numpy(), words["outside"].to_numpy(bool)
    codes, events = pd.factorize(facts["event"], sort=True)
    here = np.flatnonzero(article >= 0)
    for place, among in places(pd.Series(codes[article[here]]), len(here)):
        at, event = here[among], str(events[int(place)])
        kept, local = np.unique(whose[article[at]], return_inverse=True)
        yield event, _Words(np.asarray(outlets, dtype=object)[kept], local, numbers[at], outside[at])


def _of_event(event: str, words: _Words) -> Iterator[pd.DataFrame]:
    import numpy as np
    import pandas as pd

    _, terms = np.unique(words.numbers, return_inverse=True)
    size = len(words.outlets)
    one, other = np.triu_indices(size, 1)
    table: dict[str, Any] = {"event": event, "outlet": words.outlets[one], "other": words.outlets[other]}
    many = {}
    for end, kept in (("", np.ones(len(terms), dtype=bool)), ("_without", words.outside)):
        common, sizes = _common(words.whose[kept], terms[kept], size)
        many[end] = (sizes[one] >= ANALYSIS.few_words) & (sizes[other] >= ANALYSIS.few_words)
        with np.errstate(invalid="ignore", divide="ignore"):
            for name, measure in (("jaccard", jaccard), ("cosine", cosine)):
                found = measure(common[one, other], sizes[one], sizes[other])
                table[f"{name}{end}"] = np.where(many[end], found, np.nan)
    for name in ("jaccard", "cosine"):
        table[f"{name}_difference"] = table[name] - table[f"{name}_without"]
    if many[""].any():
        yield pd.DataFrame(table)[many[""]]


def _common(
    codes: NDArray[np.intp], terms: NDArray[np.intp], outlets: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return how many terms each two outlets share, and how many each has; a term counts once, however often it stands."""
    import numpy as np
    from scipy.sparse import csr_array

    width = int(terms.max()) + 1 if len(terms) else 1
    pairs = np.unique(codes * width + terms)
    held = csr_array((np.ones(len(pairs)), (pairs // width, pairs % width)), shape=(outlets, width))
    common = (held @ held.T).toarray()
    return common, common.diagonal()


def _says(tables: Tables, table: pd.DataFrame) -> str:
    if tables.articles.empty:
        return NO_ARTICLES
    if table.empty:
        return f"{NOTHING}. {basis(tables)}."
    whole = table.iloc[0]
    told = "; ".join(
        f"{name} {_with(whole, key)} with agency text, {_with(whole, f'{key}_without')} without (difference {_with(whole, f'{key}_difference')})"
        for name, key in (("Jaccard", "jaccard"), ("cosine", "cosine"))
    )
    few = (
        "" if whole["events"] >= ANALYSIS.clusters else f" Too few events ({whole['events']}) for intervals."
    )
    return f"{count(len(table) - 1, 'pair')} of outlets in {count(int(whole['events']), 'common event')}, means: {told}.{few} {basis(tables)}."


def _with(row: pd.Series, name: str) -> str:
    low, high = row[f"{name}_low"], row[f"{name}_high"]
    return f"{row[name]:.2f}" if math.isnan(low) else f"{row[name]:.2f} ({low:.2f} to {high:.2f})"


def _chart(table: pd.DataFrame, subtitle: str, alt_text: str) -> Any:
    """Return two points a pair, full with agency text and hollow without, and the line between them."""
    alt = figures.altair()
    shown = table.head(MOST_PAIRS + 1)
    names = zip(shown["outlet"], shown["other"], shown["events"], strict=True)
    shown = shown.assign(
        row=[
            f"{'All pairs' if one == ALL else f'{one} – {other}'} ({count(n, 'event')})"
            for one, other, n in names
        ]
    )
    scale = alt.Scale(domain=[0, 1])
    axis = alt.Axis(title="Jaccard of the words used about an event, mean", labelLimit=400)
    rows = alt.Y("row:N", sort=list(shown["row"]), title=None, axis=alt.Axis(labelLimit=420))
    base = alt.Chart(shown).encode(y=rows)
    lines = base.mark_rule(strokeWidth=2, color=figures.colour("ctl")).encode(
        x=alt.X("jaccard_without:Q", scale=scale, axis=axis), x2="jaccard:Q"
    )
    long = shown.melt(["row"], ["jaccard", "jaccard_without"], "which", "value")
    long["which"] = long["which"].map({"jaccard": WITH, "jaccard_without": WITHOUT})
    fill = alt.Scale(domain=[WITH, WITHOUT], range=[figures.colour("ink"), figures.colour("page")])
    dots = alt.Chart(long).mark_point(size=70, stroke=figures.colour("ink"), strokeWidth=1.5).encode(
        y=rows, x=alt.X("value:Q", scale=scale, axis=axis),
        fill=alt.Fill("which:N", scale=fill, legend=alt.Legend(title=None, symbolStrokeColor=figures.colour("ink"))),
        tooltip=["row", "which", *figures.tips(("value",), ".2f")],
    )  # fmt: skip
    cut = (
        f"The {MOST_PAIRS} pairs with most common events of {len(table) - 1}. "
        if len(shown) < len(table)
        else ""
    )
    few = (
        f"No hollow point: fewer than {ANALYSIS.few_words} terms outside agency text. "
        if shown["jaccard_without"].isna().any()
        else ""
    )
    told = f"n = {int(table['events'].iloc[0])} events with two outlets or more. {cut}{few}{subtitle}"
    return figures.themed(
        alt.layer(lines, dots).properties(height=alt.Step(22)), title=TITLE, subtitle=told, alt=alt_text
    )


WITH: Final = "with agency text"
WITHOUT: Final = "without it"
