"""Word by word: which words of a sentence stand in its source, which were rewritten from it, which are new."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import cast

import numpy as np
from numpy.typing import NDArray

from provenance.config import AlignmentConfig
from provenance.match.alignment import Match, Profile
from provenance.match.drift import same_text
from provenance.match.features import log_odds
from provenance.match.model import Logistic, calibration
from provenance.records import Part, PartEdit

PARTS = (
    "block",  # log of the run of equal words it stands in, best source sentence
    "block_2",  # the same, any other aligned sentence of any source
    "alone",  # in a run of one word
    "sentence",  # its word or term stands in the best source sentence
    "window",  # ... or beside it
    "source",  # ... or anywhere in that source
    "anywhere",  # ... or in an aligned sentence of another source
    "rarity",
    "function",  # a function word
    "number",
    "capital",
    "quoted",
    "odds",  # log-odds that most of the sentence's words come from the source
    "coverage",
    "containment",
    "left",  # the word before is in a run
    "right",
    "near",  # share of the three words on either side that are in a run
    "wide",  # of the six
    "near_term",  # share of the three words on either side whose term stands in the source
    "derived_function",  # probability x function word outside a run
    "derived_term",  # probability x term in the source outside a run
    "derived_new",  # probability x word that the source does not have
)
"""Columns of the word model."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Where the words of one sentence were seen, one entry a word: run sizes (words), and presence in wider rings."""

    size: list[int]
    size2: list[int]
    here: list[bool]
    beside: list[bool]
    known: list[bool]
    far: list[bool]


def look(article: Profile, sources: Mapping[str, Profile], matches: Sequence[Match], *, beside: int) -> Seen:
    """Look for the words of a segment in its best source sentence, around it, and in other aligned sentences."""
    best, others = matches[0], matches[1 : 1 + beside]
    prepared, sentence = article.prepared, article.sentences[best.segment]
    source = sources[best.source]
    here, around = _rings(source, best.sentence)
    far = [sources[item.source].held(item.sentence) for item in others]
    words = [(prepared.tokens.text[t], prepared.terms[t]) for t in sentence.words]
    near = [not around.isdisjoint(key) for key in words]
    return Seen(
        size=_run_sizes(sentence.words, [best]),
        size2=_run_sizes(sentence.words, others),
        here=[not here.isdisjoint(key) for key in words],
        beside=near,
        known=[
            is_near or not source.postings.keys().isdisjoint(key)
            for is_near, key in zip(near, words, strict=True)
        ],
        far=[any(not held.isdisjoint(key) for held in far) for key in words],
    )


def part_rows(
    article: Profile,
    sources: Mapping[str, Profile],
    matches: Sequence[Match],
    *,
    beside: int = AlignmentConfig().beside,
) -> NDArray[np.float64]:
    """Return one row of :data:`PARTS` a word of the segment that ``matches`` (best first) belong to."""
    best, probability = matches[0], matches[0].reuse
    prepared, sentence = article.prepared, article.sentences[best.segment]
    seen = look(article, sources, matches, beside=beside)
    in_run = [bool(one or two) for one, two in zip(seen.size, seen.size2, strict=True)]
    near, wide, near_term = _around(in_run, 3), _around(in_run, 6), _around(seen.known, 3)
    odds = log_odds(probability)
    starts = prepared.tokens.start[list(sentence.words)].tolist()
    rows = []
    for place, token in enumerate(sentence.words):
        term, out = prepared.terms[token], not in_run[place]
        row = (
            math.log1p(seen.size[place]),
            math.log1p(seen.size2[place]),
            seen.size[place] == 1,
            seen.here[place],
            seen.beside[place],
            seen.known[place],
            seen.far[place],
            sentence.terms.get(term, 0.0) / 8,
            not term,
            term[:1] == "#",
            prepared.document.text[starts[place]].isupper(),
            sentence.spoken[place + 1] - sentence.spoken[place],
            *(odds, best.coverage, best.containment),
            in_run[place - 1] if place else 0.0,
            in_run[place + 1] if place + 1 < len(in_run) else 0.0,
            *(near[place], wide[place], near_term[place]),
            probability * (out and not term),
            probability * (out and seen.beside[place] and term != ""),
            probability * (out and not seen.known[place]),
        )
        rows.append(row)
    return np.array(rows, dtype=np.float64).reshape(-1, len(PARTS))


def find_parts(
    article: Profile,
    sources: Mapping[str, Profile],
    matches: Sequence[Match],
    *,
    models: Mapping[str, Logistic] | None = None,
    config: AlignmentConfig | None = None,
) -> tuple[Part, ...]:
    """Return stretches that cover the whole segment; marks go with the word before them.

    Args:
        article: The article's profile.
        sources: The profiles that ``matches`` name.
        matches: The matches of one segment, weighed, best first; at least one.
        models: The fitted models; ``parts`` is used.
        config: How many passages are read beside the best one.
    """
    config = config or AlignmentConfig()
    segment = article.prepared.segments[matches[0].segment]
    words = article.words[matches[0].segment]
    if not words:
        return (Part(segment.start, segment.end, "new", 0),)
    if same_text(article.prepared, sources[matches[0].source].prepared, matches[0]):
        return (Part(segment.start, segment.end, "verbatim", len(words)),)
    model = (models or calibration())["parts"]
    classes = model.classify(part_rows(article, sources, matches, beside=config.beside))
    places = [segment.start, *article.prepared.tokens.start[list(words[1:])].tolist(), segment.end]
    edges = [0, *(word for word, (a, b) in enumerate(pairwise(classes), 1) if a != b), len(words)]
    return tuple(
        Part(places[first], places[last], cast(PartEdit, model.classes[classes[first]]), last - first)
        for first, last in pairwise(edges)
    )


def _run_sizes(words: Sequence[int], matches: Sequence[Match]) -> list[int]:
    """Return, for each word, the size of the longest run that it stands in; 0 where it is in none.

    A run goes on over one token of the source, such as a comma.
    """
    places = {token: place for place, token in enumerate(words)}
    sizes = [0] * len(words)
    for match in matches:
        runs: list[list[int]] = []
        before, other = -2, -2
        for token, there in match.pairs:
            place = places[token]
            if runs and place == before + 1 and 0 < there - other <= 2:
                runs[-1].append(place)
            else:
                runs.append([place])
            before, other = place, there
        for run in runs:
            for place in run:
                sizes[place] = max(sizes[place], len(run))
    return sizes


def _rings(source: Profile, sentence: int) -> tuple[Set[str], Set[str]]:
    """Return the words and terms of a source sentence, and with its neighbours'."""
    held = [source.held(i) for i in (sentence - 1, sentence, sentence + 1) if i in source.sentences]
    return source.held(sentence), frozenset[str]().union(*held)


def _around(flags: Sequence[bool], reach: int) -> list[float]:
    """Return the share of the flags set within ``reach`` words on either side, the word itself left out."""
    total = [*[0] * reach, 0, *accumulate(flags)]
    total += [total[-1]] * reach
    around = zip(total, total[2 * reach + 1 :], flags, _beside(len(flags), reach), strict=False)
    return [(last - first - flag) / count for first, last, flag, count in around]


@lru_cache(maxsize=1024)
def _beside(size: int, reach: int) -> tuple[int, ...]:
    """Return how many words stand within ``reach`` of each of ``size`` words, the word itself left out; one at least."""
    ends = [(max(0, place - reach), min(size, place + reach + 1)) for place in range(size)]
    return tuple(max(1, last - first - 1) for first, last in ends)
