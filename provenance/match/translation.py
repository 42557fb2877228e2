"""Copy translated from a dispatch in another language: what each sentence says is compared, and where it says so.

One sentence near another shows nothing: two reporters of one event say alike. A translation follows its dispatch, several
sentences of narration, mostly in its order, far nearer to their own than to any other; then those that are only near belong to it
too (``[translation]`` in the settings; docs/languages.md has the figures).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from provenance.config import TranslationConfig
from provenance.match.encoding import Encode
from provenance.page import Prepared


@dataclass(frozen=True, slots=True)
class Translated:
    """A segment of an article that tells what a sentence of a dispatch in another language tells; ``cosine`` is -1 to 1."""

    segment: int
    source: str
    sentence: int
    cosine: float


def find_translations(
    article: Prepared, sources: Iterable[Prepared], encode: Encode, *, config: TranslationConfig
) -> tuple[Translated, ...]:
    """Return the best translated passage of each segment, in the order of the article.

    Args:
        article: The article.
        sources: Dispatches that may be its source, the most likely first; those in its own language are left aside.
        encode: Sentences to unit vectors.
        config: How near, how far ahead of the next, and how many sentences make a translation.
    """
    abroad = [source for source in sources if source.language != article.language][: config.documents]
    content = [number for number in article.content if article.segments[number].kind != "caption"]
    if not abroad or len(content) < config.least:
        return ()
    mine = _Compared(
        content,
        encode(_texts(article, content)),
        [_is_narrated(article, number, config) for number in content],
    )
    best: dict[int, Translated] = {}
    for source in abroad:
        for found in _of_one(mine, source, encode, config):
            if found.segment not in best or found.cosine > best[found.segment].cosine:
                best[found.segment] = found
    return tuple(best[number] for number in sorted(best))


@dataclass(frozen=True, slots=True)
class _Compared:
    """Segments of an article, their vectors, one a row, and which are narration."""

    numbers: Sequence[int]
    vectors: NDArray[np.float32]
    narrated: Sequence[bool]


def _of_one(mine: _Compared, source: Prepared, encode: Encode, config: TranslationConfig) -> list[Translated]:
    """Return what an article has of one dispatch; nothing where it is too little to be its translation."""
    theirs = [number for number in source.content if source.segments[number].kind != "caption"]
    if len(theirs) < config.least:
        return []
    cosines = mine.vectors @ encode(_texts(source, theirs)).T
    nearest, top = cosines.argmax(axis=1), cosines.max(axis=1)
    second = np.sort(cosines, axis=1)[:, -2]
    near = np.flatnonzero(top >= config.near).tolist()
    sure = [
        int(nearest[row]) for row in near if top[row] - second[row] >= config.ahead and mine.narrated[row]
    ]
    if len(set(sure)) < config.least or _in_order(sure) < config.order:
        return []
    return [
        Translated(mine.numbers[row], source.document.id, theirs[int(nearest[row])], float(top[row]))
        for row in near
    ]


def _is_narrated(article: Prepared, number: int, config: TranslationConfig) -> bool:
    """Tell whether a segment is the writer's own rather than speech, which every reporter of an event translates."""
    words, spoken = article.count(number)
    return spoken <= config.spoken * words


def _in_order(places: Sequence[int]) -> float:
    """Return the share of pairs of sentences that stand in the order of their dispatch, 0-1 (Kendall's concordance)."""
    pairs = list(combinations(places, 2))
    return sum(first <= second for first, second in pairs) / max(1, len(pairs))


def _texts(prepared: Prepared, numbers: Iterable[int]) -> list[str]:
    text = prepared.document.text
    return [text[prepared.segments[n].start : prepared.segments[n].end] for n in numbers]
