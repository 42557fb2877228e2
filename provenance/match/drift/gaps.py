"""The stretches between aligned words: what one text has where the other has something else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from provenance.match.alignment import Match
from provenance.page import Prepared
from provenance.text import DEFAULT, number, spelled

_SHORT = {
    "n't": "not", "'re": "are", "'ll": "will", "'ve": "have", "'m": "am", "'d": "would", "ca": "can", "wo": "will",
    "%": "percent", "okay": "ok", "is": "s", "has": "s",
}  # fmt: skip
"""Contractions and signs in full, but for ``'s``, which stands for *is* and *has*: these are shortened instead."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Words between two aligned words: token numbers in the article and in the source; either may be empty.

    ``before`` and ``after`` are the aligned pairs around it, None at the ends of the sentences.
    """

    mine: tuple[int, ...]
    theirs: tuple[int, ...]
    before: tuple[int, int] | None
    after: tuple[int, int] | None

    @property
    def closed(self) -> bool:
        """Tell whether aligned words stand on both sides."""
        return self.before is not None and self.after is not None


def gaps(article: Prepared, source: Prepared, match: Match) -> tuple[Gap, ...]:
    """Return the stretches of one alignment where at least one side has words, equal words at their ends left out."""
    first, last = article.spans[match.segment]
    start, end = source.spans[match.sentence]
    edges = [(first - 1, start - 1), *match.pairs, (last, end)]
    found = []
    for place, ((i, j), (k, m)) in enumerate(pairwise(edges)):
        mine, theirs = _words(article, i + 1, k), _words(source, j + 1, m)
        if not mine and not theirs:
            continue  # most words follow those before them
        before = edges[place] if place else None
        after = edges[place + 1] if place + 2 < len(edges) else None
        gap = _trim(article, source, Gap(mine, theirs, before, after))
        if gap.mine or gap.theirs:
            found.append(gap)
    return tuple(found)


def place(prepared: Prepared, tokens: Sequence[int]) -> tuple[int, int]:
    """Return the code points from the first to the last of some tokens."""
    return int(prepared.tokens.start[tokens[0]]), int(prepared.tokens.end[tokens[-1]])


def phrase(prepared: Prepared, first: int, last: int) -> tuple[int, int]:
    """Return the code points of a token range."""
    return int(prepared.tokens.start[first]), int(prepared.tokens.end[last - 1])


def holder(source: Prepared) -> str:
    """Return how a note names a text: its agency, its outlet, or its id."""
    document = source.document
    return document.agency or document.outlet or document.id


def say(article: Prepared, source: Prepared, mine: tuple[int, int], theirs: tuple[int, int]) -> str:
    """Return what each text has, in one sentence."""
    here, there = article.document.text[slice(*mine)], source.document.text[slice(*theirs)]
    return f"{holder(source)} has “{flat(there)}”; here it is “{flat(here)}”."


def flat(text: str) -> str:
    """Return a passage on one line."""
    return " ".join(text.split())


def same_words(article: Prepared, mine: Iterable[int], source: Prepared, theirs: Iterable[int]) -> bool:
    """Tell whether two runs of words are the same but for spelling, contraction, hyphens and the form of numbers."""
    return plain(article, mine) == plain(source, theirs)


def plain(prepared: Prepared, tokens: Iterable[int]) -> str:
    """Return words in one plain form, without marks between them."""
    words = [plain_word(prepared.tokens.text[t], prepared.language) for t in tokens if _counts(prepared, t)]
    return "".join(words).replace("perpercent", "percent")


def plain_word(word: str, code: str = DEFAULT) -> str:
    """Return one folded word in its plain form."""
    full = number(word, code) or _SHORT.get(word) or spelled(word.rstrip("."), code)
    return "".join(char for char in full if char.isalnum() or char == ".")


def _counts(prepared: Prepared, token: int) -> bool:
    return bool(prepared.tokens.word[token]) or prepared.tokens.text[token] == "%"


def _words(prepared: Prepared, first: int, last: int) -> tuple[int, ...]:
    return tuple([t for t in range(first, last) if _counts(prepared, t)]) if first < last else ()


def _trim(article: Prepared, source: Prepared, gap: Gap) -> Gap:
    """Leave out equal words at the ends of a gap: the aligner drops short runs of function words."""
    mine, theirs, before, after = list(gap.mine), list(gap.theirs), gap.before, gap.after
    while mine and theirs and _equal(article, mine[0], source, theirs[0]):
        before = (mine.pop(0), theirs.pop(0))
    while mine and theirs and _equal(article, mine[-1], source, theirs[-1]):
        after = (mine.pop(), theirs.pop())
    return Gap(tuple(mine), tuple(theirs), before, after)


def _equal(article: Prepared, mine: int, source: Prepared, theirs: int) -> bool:
    here, there = article.tokens.text[mine], source.tokens.text[theirs]
    return plain_word(here, article.language) == plain_word(there, source.language)
