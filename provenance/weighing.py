"""How likely is it that a sentence derives from a passage? Alignments in, calibrated probabilities out.

Two small logistic models in a row (``calibration.json``): the first sees one sentence against one source sentence, the
second sees the first one's answers around it, because wire copy comes in runs and in order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from provenance.alignment import Alignment, Profile
from provenance.features import context, own
from provenance.model import Logistic, calibration


@dataclass(frozen=True, slots=True)
class Weighed:
    """An alignment with the probability (0-1) that the segment derives from it."""

    alignment: Alignment
    probability: float


def weigh(article: Profile, alignments: Iterable[Alignment], *, models: Mapping[str, Logistic] | None = None) -> tuple[Weighed, ...]:
    """Return every alignment with its probability, by segment and best first.

    The best alignment of a segment with each source gets the second model's probability; further sentences of the
    same source get the smaller of that and their own.

    Args:
        article: The article's profile.
        alignments: Its alignments with any number of sources.
        models: ``own`` and ``context``; those of the package where none are given.
    """
    models = models or calibration()
    first = first_pass(alignments, models["own"])
    words = {number: len(tokens) for number, tokens in article.words.items()}
    by_source = best_by_source(first)
    rival = max((explained(best, words) for best in by_source.values()), default=0.0)
    second: dict[tuple[str, int], float] = {}
    for source, best in by_source.items():
        rows = context(best, order=article.prepared.content, words=words, headlines=headlines(article), rival=rival)
        for number, probability in zip(best, models["context"].probability(rows), strict=True):
            second[source, number] = float(probability)
    weighed = []
    for alignment, probability in first:
        ceiling = second[alignment.source, alignment.segment]
        top = by_source[alignment.source][alignment.segment][0]
        weighed.append(Weighed(alignment, ceiling if alignment is top else min(ceiling, probability)))
    return tuple(sorted(weighed, key=_rank))


def first_pass(alignments: Iterable[Alignment], model: Logistic) -> list[tuple[Alignment, float]]:
    """Return every alignment with the first model's probability."""
    found = list(alignments)
    if not found:
        return []
    rows = np.array([own(alignment) for alignment in found], dtype=np.float64)
    return list(zip(found, model.probability(rows).tolist(), strict=True))


def best_by_source(first: Iterable[tuple[Alignment, float]]) -> dict[str, dict[int, tuple[Alignment, float]]]:
    """Return, for each source and segment, the alignment with the highest probability; earlier sentences win ties."""
    best: dict[str, dict[int, tuple[Alignment, float]]] = defaultdict(dict)
    for alignment, probability in first:
        known = best[alignment.source].get(alignment.segment)
        if known is None or probability > known[1]:
            best[alignment.source][alignment.segment] = (alignment, probability)
    return dict(best)


def explained(best: Mapping[int, tuple[Alignment, float]], words: Mapping[int, int]) -> float:
    """Return the share of the article's words that one source explains."""
    return sum(words[number] * probability for number, (_, probability) in best.items()) / (sum(words.values()) or 1)


def headlines(article: Profile) -> frozenset[int]:
    """Return the numbers of the headline segments."""
    return frozenset(i for i in article.prepared.content if article.prepared.segments[i].kind == "headline")


def _rank(item: Weighed) -> tuple[int, float, float, str, int]:
    alignment = item.alignment
    return (alignment.segment, -item.probability, -alignment.shared, alignment.source, alignment.sentence)
