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
from provenance.features import context, log_odds, own
from provenance.model import Logistic, calibration

TIE = 0.999
"""What only ties with the leading source, or with the best sentence of its own, comes after it."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """An alignment with two probabilities (0-1).

    ``probability``: the segment's narration derives from it; this decides. ``reuse``: most of the segment's words,
    speech included, come from it; this reads words (``parts``).
    """

    alignment: Alignment
    probability: float
    reuse: float


def weigh(
    article: Profile, alignments: Iterable[Alignment], *, models: Mapping[str, Logistic] | None = None
) -> tuple[Weighed, ...]:
    """Return every alignment with its probability, by segment and best first.

    The best alignment of a segment with each source gets the second model's probability, but never more than that of
    the segment's leading source: the model was fitted on leading sources, and the highest of many guesses is too high.
    Further sentences of the same source get the smaller of that and their own.

    Args:
        article: The article's profile.
        alignments: Its alignments with any number of sources.
        models: ``own`` and ``context``; those of the package where none are given.
    """
    models = models or calibration()
    first = first_pass(alignments, models["own"])
    words = {number: len(tokens) for number, tokens in article.words.items()}
    by_source = best_by_source(first)
    second = _second_pass(article, by_source, words, models)
    leading = _leading(by_source, words)
    weighed = []
    for alignment, probability in first:
        lead = leading[alignment.segment]
        derived, reused = second[alignment.source, alignment.segment]
        if alignment.source != lead:
            derived = min(derived, TIE * second[lead, alignment.segment][0])
        if alignment is not by_source[alignment.source][alignment.segment][0]:
            derived = min(TIE * derived, probability)
        weighed.append(Weighed(alignment, derived, reused))
    return tuple(sorted(weighed, key=_rank))


def _second_pass(
    article: Profile,
    by_source: Mapping[str, Mapping[int, tuple[Alignment, float]]],
    words: Mapping[int, int],
    models: Mapping[str, Logistic],
) -> dict[tuple[str, int], tuple[float, float]]:
    """Return for each source and segment the probabilities of ``context`` and ``reuse``."""
    order, heads = article.prepared.content, headlines(article)
    rival = max((explained(best, words) for best in by_source.values()), default=0.0)
    result: dict[tuple[str, int], tuple[float, float]] = {}
    for source, best in by_source.items():
        rows = context(best, order=order, words=words, headlines=heads, rival=rival)
        both = zip(
            models["context"].probability(rows).tolist(),
            models["reuse"].probability(rows).tolist(),
            strict=True,
        )
        result.update(zip(((source, number) for number in best), both, strict=True))
    return result


def _leading(
    by_source: Mapping[str, Mapping[int, tuple[Alignment, float]]], words: Mapping[int, int]
) -> dict[int, str]:
    """Return each segment's leading source by :func:`rank`."""
    ranked: dict[int, tuple[float, str]] = {}
    for source, best in sorted(by_source.items()):
        share = explained(best, words)
        for number, (_, probability) in best.items():
            if number not in ranked or rank(probability, share) > ranked[number][0]:
                ranked[number] = (rank(probability, share), source)
    return {number: source for number, (_, source) in ranked.items()}


def rank(probability: float, share: float) -> float:
    """Rank a source for a segment: log-odds of the first model plus twice the share of the article it explains."""
    return log_odds(probability) + 2 * share


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
    return sum(words[number] * probability for number, (_, probability) in best.items()) / (
        sum(words.values()) or 1
    )


def headlines(article: Profile) -> frozenset[int]:
    """Return the numbers of the headline segments."""
    return frozenset(i for i in article.prepared.content if article.prepared.segments[i].kind == "headline")


def _rank(item: Weighed) -> tuple[int, float, float, str, int]:
    alignment = item.alignment
    return (alignment.segment, -item.probability, -alignment.shared, alignment.source, alignment.sentence)
