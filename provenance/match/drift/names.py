"""Names that changed: misspelt, or another in its place. Titles, first names dropped and short forms are no change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from provenance.config import DriftConfig
from provenance.match.drift.gaps import Gap
from provenance.page import Prepared
from provenance.text import DEFAULT, language, spelled

_NICKNAMES = {
    "dave": "david", "mike": "michael", "bill": "william", "bob": "robert", "jim": "james", "tom": "thomas",
    "joe": "joseph", "kate": "katherine", "liz": "elizabeth", "jon": "jonathan", "ted": "edward", "jack": "john",
    "harry": "henry", "hants": "hampshire", "salop": "shropshire",
}  # fmt: skip
"""Short forms that share too few letters with the name to be seen as such."""


def renamed(
    article: Prepared, source: Prepared, between: Sequence[Gap], *, config: DriftConfig
) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Yield the tokens of names that face another name, in the article and in the source.

    Either the letters differ a little (a misspelling), or names and nothing else fill the gap between two aligned
    words. A name that the other text also has somewhere is no replacement.
    """
    for gap in between:
        found = _facing(article, source, gap)
        if found is not None and _changed(article, source, gap, *found, config):
            yield found


Tokens = tuple[int, ...]


def _facing(article: Prepared, source: Prepared, gap: Gap) -> tuple[Tokens, Tokens] | None:
    """Return the names in a gap of both texts, those of one person where a first name stands before; None where one has none."""
    mine, theirs = _names(article, gap.mine), _names(source, gap.theirs)
    if _follow_name(article, gap, mine, theirs):
        mine, theirs = _run(mine), _run(theirs)
    return (mine, theirs) if mine and theirs else None


def _changed(  # noqa: PLR0917 - two names in their places
    article: Prepared, source: Prepared, gap: Gap, mine: Tokens, theirs: Tokens, config: DriftConfig
) -> bool:
    """Tell whether two names that face each other are no forms of one, and the one is misspelt or replaced."""
    if max(len(mine), len(theirs)) > config.name:
        return False
    if _has_any(source, article, mine) or _has_any(article, source, theirs):
        return False
    here, there = _text(article, mine), _text(source, theirs)
    if _same_terms(article, mine, source, theirs) or _one_name(here, there, article.language, config):
        return False
    replaced = (mine, theirs) == (gap.mine, gap.theirs) and gap.closed and _inner(article, mine)
    return replaced or _misspelt(here, there, config)


def _same_terms(article: Prepared, mine: Sequence[int], source: Prepared, theirs: Sequence[int]) -> bool:
    """Tell whether two names are forms of one word in a language that bends its nouns; English does not."""
    bent = article.language != DEFAULT
    return bent and [article.terms[t] for t in mine] == [source.terms[t] for t in theirs]


def _follow_name(article: Prepared, gap: Gap, mine: Sequence[int], theirs: Sequence[int]) -> bool:
    """Tell whether the same first name stands right before both: what follows it there is its surname."""
    before = gap.before
    if before is None or not mine or not theirs or (before[0] + 1, before[1] + 1) != (mine[0], theirs[0]):
        return False
    return article.document.text[int(article.tokens.start[before[0]])].isupper()


def _run(tokens: tuple[int, ...]) -> tuple[int, ...]:
    """Return the tokens that stand together at the beginning of some."""
    return tuple(token for place, token in enumerate(tokens) if token == tokens[0] + place)


def _text(prepared: Prepared, tokens: Sequence[int]) -> list[str]:
    return [prepared.tokens.text[t] for t in tokens]


def _has_any(prepared: Prepared, other: Prepared, tokens: Sequence[int]) -> bool:
    """Tell whether a text has one of another's names; they are few: a look through the words beats a set of them all."""
    return any(other.tokens.text[t] in prepared.tokens.text for t in tokens)


def _names(prepared: Prepared, tokens: Sequence[int]) -> tuple[int, ...]:
    titles = _titles(prepared.language)
    return tuple(
        t
        for t in tokens
        if _is_capital(prepared, t)
        and prepared.terms[t]
        and not prepared.quoted[t]
        and prepared.tokens.text[t].strip(".") not in titles
    )


def _is_capital(prepared: Prepared, token: int) -> bool:
    """Tell whether a word's capital may mean a name: where every noun has one, another must stand beside it."""
    text, starts = prepared.document.text, prepared.tokens.start
    if not text[int(starts[token])].isupper():
        return False
    if language(prepared.language).table("words").get("capitals") != "nouns":
        return True
    beside = [t for t in (token - 1, token + 1) if 0 <= t < len(starts)]
    return any(text[int(starts[t])].isupper() for t in beside)


@lru_cache
def _titles(code: str) -> frozenset[str]:
    """Return the capitalised words of a language that are no name of their own."""
    here = language(code)
    listed = here.words("words", "capitalised")
    return listed or here.words("words", "formula") | here.words("words", "measures") | here.words(
        "speech", "offices"
    )


def _inner(prepared: Prepared, tokens: Sequence[int]) -> bool:
    """Tell whether capitals mean a name: not at the start of a sentence, and not in words all in capitals."""
    return not any(int(prepared.tokens.start[t]) in prepared.tokens.sentence for t in tokens)


def _one_name(here: Sequence[str], there: Sequence[str], code: str, config: DriftConfig) -> bool:
    """Tell whether two names are forms of one: an adjective, a plural, an acronym, a short form, another spelling."""
    a, b = "".join(here), "".join(there)
    short, long = sorted((a.replace(".", ""), b.replace(".", "")), key=len)
    if _NICKNAMES.get(short) == long or _abbreviates(short, long, config.abbreviated):
        return True
    if spelled(short, code) == spelled(long, code) or _extends(long, short, code):
        return True
    if len(short) > config.letters and _extends(long, short[:-1], code):
        return True
    words = here if len(here) > len(there) else there
    return short == "".join(word[0] for word in words) or len(short) <= 2


def _extends(long: str, stem: str, code: str) -> bool:
    end = long.removeprefix(stem)
    return long.startswith(stem) and (not end or end in language(code).words("words", "name_endings"))


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
