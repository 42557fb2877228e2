"""Names that changed: misspelt, or another in its place. Titles, first names dropped and short forms are no change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Levenshtein

from provenance.config import DriftConfig
from provenance.match.drift.gaps import Gap
from provenance.page import Prepared
from provenance.text import spelled

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
_ENDINGS = frozenset(["", "s", "n", "an", "ian", "ese", "ish", "i", "ic", "er", "ers", "ns", "ans", "ians"])
"""What may follow a name in its adjective or plural."""


def renamed(
    article: Prepared, source: Prepared, between: Sequence[Gap], *, config: DriftConfig
) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Yield the tokens of names that face another name, in the article and in the source.

    Either the letters differ a little (a misspelling), or names and nothing else fill the gap between two aligned
    words. A name that the other text also has somewhere is no replacement.
    """
    for gap in between:
        mine, theirs = _names(article, gap.mine), _names(source, gap.theirs)
        if not 1 <= min(len(mine), len(theirs)) <= max(len(mine), len(theirs)) <= config.name:
            continue
        if _has_any(source, article, mine) or _has_any(article, source, theirs):
            continue
        replaced = (mine, theirs) == (gap.mine, gap.theirs) and gap.closed and _inner(article, mine)
        here, there = _text(article, mine), _text(source, theirs)
        if not _one_name(here, there, config) and (replaced or _misspelt(here, there, config)):
            yield mine, theirs


def _text(prepared: Prepared, tokens: Sequence[int]) -> list[str]:
    return [prepared.tokens.text[t] for t in tokens]


def _has_any(prepared: Prepared, other: Prepared, tokens: Sequence[int]) -> bool:
    """Tell whether a text has one of another's names; they are few: a look through the words beats a set of them all."""
    return any(other.tokens.text[t] in prepared.tokens.text for t in tokens)


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


def _one_name(here: Sequence[str], there: Sequence[str], config: DriftConfig) -> bool:
    """Tell whether two names are forms of one: an adjective, a plural, an acronym, a short form, another spelling."""
    a, b = "".join(here), "".join(there)
    short, long = sorted((a.replace(".", ""), b.replace(".", "")), key=len)
    if _NICKNAMES.get(short) == long or _abbreviates(short, long, config.abbreviated):
        return True
    if spelled(short) == spelled(long) or _extends(long, short):
        return True
    if len(short) > config.letters and _extends(long, short[:-1]):
        return True
    words = here if len(here) > len(there) else there
    return short == "".join(word[0] for word in words) or len(short) <= 2


def _extends(long: str, stem: str) -> bool:
    return long.startswith(stem) and long[len(stem) :] in _ENDINGS


def _abbreviates(short: str, long: str, most: float) -> bool:
    letters = iter(long)
    return short[:1] == long[:1] and len(short) <= most * len(long) and all(c in letters for c in short)


def _misspelt(here: Sequence[str], there: Sequence[str], config: DriftConfig) -> bool:
    if len(here) != len(there):
        return False
    differing = [(a, b) for a, b in zip(here, there, strict=True) if a != b]
    return all(
        min(len(a), len(b)) >= config.letters and Levenshtein.normalized_distance(a, b) <= config.misspelt
        for a, b in differing
    )
