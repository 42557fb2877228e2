"""What desks do to a dispatch: cut, merge, split, reorder, replace, add; numbers and names changed, attribution and hedges lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from provenance.analysis import figures
from provenance.analysis.answer import Answer, answer
from provenance.analysis.selection import picked
from provenance.analysis.tables import MATCHED, Tables, as_tables
from provenance.analysis.uncertainty import Share, places, shares_by
from provenance.analysis.wording import NO_ARTICLES, basis, interval
from provenance.contract import count

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

TITLE: Final = "What was done to the dispatch"
SENTENCES: Final = "matched sentences"
WORDS: Final = "words of matched sentences"
QUOTING: Final = "sentences with a quotation and a source"
TEXT: Final = "characters of the dispatch that most of an article rests on"
THIRDS: Final = ("beginning", "middle", "end")
MEASURES: Final = {
    "replaced": (WORDS, "words reworded"),
    "added": (WORDS, "words added"),
    "reordered": (SENTENCES, "sentences with their parts in another order"),
    "merged": (SENTENCES, "sentences made of several of the dispatch"),
    "split": (SENTENCES, "sentences that share one of the dispatch with another"),
    "number": (SENTENCES, "sentences with a number changed"),
    "name": (SENTENCES, "sentences with a name changed"),
    "attribution": (SENTENCES, "sentences with an attribution changed or lost"),
    "attribution lost": (SENTENCES, "sentences with an attribution lost"),
    "hedge": (SENTENCES, "sentences with a hedge changed or lost"),
    "hedge lost": (SENTENCES, "sentences with a hedge lost"),
    "quote": (QUOTING, "quotations altered"),
    "cut": (TEXT, "the dispatch's text left out"),
    **{f"cut: {third}": (TEXT, f"of its {third}, left out") for third in THIRDS},
}
"""What is measured, of what, and in words."""
COLUMNS: Final = ("by", "group", "measure", "of", "share", "low", "high", "n", "clusters", "method")
LIMITS: Final = (
    "Changes are those between a sentence and the passage that it rests on; a sentence rewritten beyond recognition is not among them.",
    "A changed number or name may be a correction, an update or a rounding; read both passages.",
    "What was left out is the text of the dispatch that most of an article rests on in no passage that the article has, datelines and notes "
    "to editors included; what a page took from a second dispatch counts as left out.",
)


def editing(given: object, *, by: str | None = None, seed: int = 0) -> Answer:
    """Return how often dispatches are cut, merged, split, reordered, reworded and changed in substance.

    Args:
        given: A Corpus, annotations, the files that hold them, or Tables.
        by: ``outlet``, ``agency`` or ``desk`` beside the whole; outlets and agencies where it is not given.
        seed: Of the bootstrap over events.
    """
    tables = as_tables(given)
    sentences, cuts = changed(tables), cut(tables)
    table = _table(sentences, cuts, (by,) if by else ("outlet", "agency"), seed)
    says = _says(tables, sentences, table)
    return answer(
        "editing", TITLE, table, says, spelled=tables.spelled, limits=LIMITS, alt=f"A point with its interval for each change. {says}",
        chart=lambda: _chart(table, basis(tables), says),
    )  # fmt: skip


def changed(tables: Tables) -> pd.DataFrame:
    """Return the body sentences that rest on a passage, with a column of 0 and 1 for each change."""
    rests = tables.evidence.loc[
        tables.evidence["rests"], ["article", "sentence", "source", "source_start", "source_end"]
    ]
    kept = tables.sentences.loc[tables.sentences["body"], SENTENCE]
    found = kept.merge(rests.drop_duplicates(["article", "sentence"]), on=["article", "sentence"])
    key, of_drift = _keys(found, tables.drift)
    drift = tables.drift.assign(key=of_drift)
    for kind in ("number", "name", "attribution", "hedge", "quote"):
        some = drift[drift["kind"] == kind]
        found[kind] = key.isin(some["key"]).astype(int)
        found[f"{kind} lost"] = key.isin(some[~some["here"].astype(bool)]["key"]).astype(int)
    place = ["article", "source", "source_start", "source_end"]
    found["split"] = found.duplicated(place, keep=False).astype(int)
    found["several"] = (found["merged"] > 1).fillna(value=False).astype(int)
    found["matched"] = found["class"].isin(MATCHED).fillna(value=False)
    return found


SENTENCE: Final = [
    "article", "sentence", "class", "event", "outlet", "agency", "desk", "words", "quotes", "merged", "reordered",
    "words_verbatim", "words_rewritten", "words_new",
]  # fmt: skip
"""Columns of the sentences that are asked here."""


def _keys(*frames: pd.DataFrame) -> list[pd.Series[int]]:
    """Return a number for each row of some tables: the same for rows of the same sentence, and for no others."""
    import numpy as np
    import pandas as pd

    names = pd.factorize(pd.concat([frame["article"] for frame in frames]), use_na_sentinel=False)[0]
    sentences = np.concatenate([frame["sentence"].to_numpy(np.int64) for frame in frames])
    keys, ends = (
        names * (sentences.max(initial=0) + 1) + sentences,
        np.cumsum([len(frame) for frame in frames]),
    )
    return [
        pd.Series(part, index=frame.index)
        for part, frame in zip(np.split(keys, ends[:-1]), frames, strict=True)
    ]


def cut(tables: Tables) -> pd.DataFrame:
    """Return one row an article: the dispatch that most of its matched sentences rest on, and how much of it was left out.

    Characters are left out that stand in no passage which a segment of the article rests on; thirds are of the dispatch.
    """
    import pandas as pd

    used = picked(tables).sort_values(["article", "sentences", "source"], ascending=[True, False, True])
    main = dict(zip(*(used.drop_duplicates("article")[name] for name in ("article", "source")), strict=True))
    sizes = dict(zip(tables.sources["source"], tables.sources["characters"], strict=True))
    rests = tables.evidence.loc[
        tables.evidence["rests"] | tables.evidence["joined"],
        ["article", "source", "source_start", "source_end"],
    ]
    rests = rests[rests["source"].eq(rests["article"].map(main)).fillna(value=False)]
    # a file says each dispatch once: lines that were taken out of it may rest on one whose text stayed behind
    rests = rests[rests["source"].isin(list(sizes))]
    starts, ends = (rests[name].to_numpy(int) for name in ("source_start", "source_end"))
    rows = [
        {"article": article, "source": main[article], **_left(sizes[main[article]], starts[at], ends[at])}
        for article, at in places(rests["article"], len(rests))
    ]
    names = [
        "article",
        "source",
        "characters",
        "cut",
        *(f"{of}: {third}" for of in ("cut", "of") for third in THIRDS),
    ]
    found = pd.DataFrame(rows, columns=names)
    found = found[found["characters"] > 0].merge(
        used[["article", "source", "agency"]], on=["article", "source"]
    )
    return found.merge(
        tables.articles.drop_duplicates("article")[["article", "outlet", "desk", "event"]], on="article"
    )


def _left(size: int, starts: NDArray[np.intp], ends: NDArray[np.intp]) -> dict[str, int]:
    """Return how many characters of a dispatch stand in none of some passages, in all and by third."""
    import numpy as np

    kept = np.zeros(size, dtype=bool)
    for start, end in zip(starts, ends, strict=True):
        kept[start:end] = True
    thirds = dict(zip(THIRDS, np.array_split(kept, len(THIRDS)), strict=True))
    return (
        {"characters": size, "cut": size - int(kept.sum())}
        | {f"cut: {third}": len(part) - int(part.sum()) for third, part in thirds.items()}
        | {f"of: {third}": len(part) for third, part in thirds.items()}
    )


def _table(sentences: pd.DataFrame, cuts: pd.DataFrame, groups: tuple[str, ...], seed: int) -> pd.DataFrame:
    import pandas as pd

    rows = [row for by in ("all", *groups) for row in _rows(by, sentences, cuts, seed)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _rows(by: str, sentences: pd.DataFrame, cuts: pd.DataFrame, seed: int) -> Iterator[dict[str, Any]]:
    made = {name: _measured(given, by, seed) for name, given in _given(sentences, cuts).items()}
    for group in sorted(set().union(*made.values())):
        for name, found in ((name, found[group]) for name, found in made.items() if group in found):
            if found.n:
                yield {"by": by, "group": group, "measure": name, "of": MEASURES[name][0], **found.row}


Given = tuple["pd.Series", "pd.Series | None", "pd.DataFrame"]
"""What counts of each row, of how much (of one where it is None), and the rows."""


def _measured(given: Given, by: str, seed: int) -> dict[str, Share]:
    """Return the share that is measured in each group."""
    part, whole, frame = given
    groups = None if by == "all" else frame[by]
    made = shares_by({"": part}, part * 0 + 1 if whole is None else whole, frame["event"], groups, seed=seed)
    return {group: found[""] for group, found in made.items()}


def _given(sentences: pd.DataFrame, cuts: pd.DataFrame) -> dict[str, Given]:
    """Return what every measure is taken from."""
    matched = sentences[sentences["matched"]]
    quoting = sentences[sentences["quotes"] > 0]
    words = matched["words_verbatim"] + matched["words_rewritten"] + matched["words_new"]
    parts = {
        "replaced": (matched["words_rewritten"], words, matched), "added": (matched["words_new"], words, matched),
        "merged": (matched["several"], None, matched), "reordered": (matched["reordered"].astype(int), None, matched),
        "quote": (quoting["quote"], None, quoting), "cut": (cuts["cut"], cuts["characters"], cuts),
        **{f"cut: {third}": (cuts[f"cut: {third}"], cuts[f"of: {third}"], cuts) for third in THIRDS},
    }  # fmt: skip
    return {name: parts.get(name) or (matched[name], None, matched) for name in MEASURES}


def _says(tables: Tables, sentences: pd.DataFrame, table: pd.DataFrame) -> str:
    if tables.articles.empty:
        return NO_ARTICLES
    if table.empty:
        return f"No sentence rests on a passage, so there is nothing to compare. {basis(tables)}."
    listed: list[Any] = table[table["by"] == "all"].to_dict("records")
    rows = {row["measure"]: row for row in listed}
    told = [f"{count(int(sentences['matched'].sum()), 'sentence')} match"]
    names = (
        "cut",
        "replaced",
        "added",
        "merged",
        "reordered",
        "number",
        "name",
        "attribution lost",
        "hedge lost",
        "quote",
    )
    told += [f"{MEASURES[name][1]} {interval(rows[name])}" for name in names if name in rows]
    return f"{'; '.join(told)}. {basis(tables)}."


def _chart(table: pd.DataFrame, told: str, alt_text: str) -> Any:
    """Return a point with its interval for each measure, over all."""
    alt = figures.altair()
    shown = table[table["by"] == "all"]
    rows: list[Any] = shown.to_dict("records")
    shown = shown.assign(words=[f"{MEASURES[row['measure']][1]} (n = {row['n']:,})" for row in rows])
    base = alt.Chart(shown).encode(
        y=alt.Y("words:N", title=None, sort=list(shown["words"]), axis=alt.Axis(labelLimit=380))
    )
    return figures.themed(
        figures.points(base, "share, with its 95\u202f% interval").properties(height=alt.Step(22)),
        title=TITLE,
        subtitle=told,
        alt=alt_text,
    )
