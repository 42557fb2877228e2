"""Names that changed: misspelt, or another in its place. Titles, first names dropped and short forms are no change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Levenshtein

from provenance.drift.gaps import Gap
from provenance.lexis import spelled
from provenance.prepared import Prepared

LONGEST = 3
"""Most words of a name that takes another's place."""
ALIKE = 0.25
"""Share of letters that may differ for one name to be a misspelling of the other."""
LETTERS = 4
"""Fewest letters of a name whose spelling is compared."""

_TITLES = frozenset(
    """mr mrs ms miss dr prof professor sir dame lord lady president premier minister prime secretary chancellor governor
    senator sen rep representative congressman congresswoman mp mps judge justice general gen colonel col major captain
    lieutenant sergeant king queen prince princess pope bishop archbishop cardinal chief chairman chairwoman chair
    director spokesman spokeswoman ceo officer mayor inspector ambassador deputy vice former acting foreign interior
    finance defence defense economy health justice police army government ministry parliament congress senate house
    assembly council committee commission court bank party state city county university hospital company group inc ltd
    corp plc co street road avenue north south east west northern southern eastern western central national federal
    european english monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december jan feb mar apr jun jul aug sep sept oct nov dec today yesterday
    tomorrow i""".split()
)
"""Capitalised words that are no name of their own: titles, institutions, directions, days."""
_NICKNAMES = {
    "dave": "david", "mike": "michael", "bill": "william", "bob": "robert", "jim": "james", "tom": "thomas",
    "joe": "joseph", "kate": "katherine", "liz": "elizabeth", "jon": "jonathan", "ted": "edward", "jack": "john",
    "harry": "henry", "hants": "hampshire", "salop": "shropshire",
}  # fmt: skip
"""Short forms that share too few letters with the name to be seen as such."""
ABBREVIATED = 0.6
"""A name of at most that share of the other's letters, all of them in it in order, is its abbreviation."""
_ENDINGS = frozenset(["", "s", "n", "an", "ian", "ese", "ish", "i", "ic", "er", "ers", "ns", "ans", "ians"])
"""What may follow a name in its adjective or plural."""


def renamed(
    article: Prepared, source: Prepared, between: Sequence[Gap]
) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Yield the tokens of names that face another name, in the article and in the source.

    Either the letters differ a little (a misspelling), or names and nothing else fill the gap between two aligned
    words. A name that the other text also has somewhere is no replacement.
    """
    for gap in between:
        mine, theirs = _names(article, gap.mine), _names(source, gap.theirs)
        if not mine or not theirs or max(len(mine), len(theirs)) > LONGEST:
            continue
        if any(article.tokens.text[t] in source.tokens.text for t in mine) or any(
            source.tokens.text[t] in article.tokens.text for t in theirs
        ):  # names that face each other are few: a look through the words costs less than a set of them all
            continue
        here = [article.tokens.text[t] for t in mine]
        there = [source.tokens.text[t] for t in theirs]
        if _one_name(here, there):
            continue
        if _misspelt(here, there) or (
            mine == gap.mine and theirs == gap.theirs and gap.before and gap.after and _inner(article, mine)
        ):
            yield mine, theirs


def _names(prepared: Prepared, tokens: Sequence[int]) -> tuple[int, ...]:
    text = prepared.document.text
    return tuple(
        t
        for t in tokens
        if text[int(prepared.tokens.start[t])].isupper()
        and prepared.terms[t]
        and not prepared.quoted[t]
        and prepared.tokens.text[t].strip(".") not in _TITLES
    )


def _inner(prepared: Prepared, tokens: Sequence[int]) -> bool:
    """Tell whether capitals mean a name: not at the start of a sentence, and not in words all in capitals."""
    return not any(int(prepared.tokens.start[t]) in prepared.tokens.sentence for t in tokens)


def _one_name(here: Sequence[str], there: Sequence[str]) -> bool:
    """Tell whether two names are forms of one: an adjective, a plural, an acronym, a short form, another spelling."""
    a, b = "".join(here), "".join(there)
    short, long = sorted((a.replace(".", ""), b.replace(".", "")), key=len)
    if _NICKNAMES.get(short) == long or _abbreviates(short, long):
        return True
    if spelled(short) == spelled(long) or (long.startswith(short) and long[len(short) :] in _ENDINGS):
        return True
    stem = len(short) - 1
    if stem >= LETTERS and long.startswith(short[:stem]) and long[stem:] in _ENDINGS:
        return True
    words = here if len(here) > len(there) else there
    return short == "".join(word[0] for word in words) or len(short) <= 2


def _abbreviates(short: str, long: str) -> bool:
    letters = iter(long)
    return (
        short[:1] == long[:1] and len(short) <= ABBREVIATED * len(long) and all(c in letters for c in short)
    )


def _misspelt(here: Sequence[str], there: Sequence[str]) -> bool:
    if len(here) != len(there):
        return False
    differing = [(a, b) for a, b in zip(here, there, strict=True) if a != b]
    return all(
        min(len(a), len(b)) >= LETTERS and Levenshtein.normalized_distance(a, b) <= ALIKE
        for a, b in differing
    )
