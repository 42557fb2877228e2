"""What the decision model looks at: numbers of one alignment, and of its neighbourhood.

The two lists below are the model's columns, in order; ``calibration.json`` holds one coefficient for each name.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from provenance.alignment import Alignment

OWN = (
    "coverage",  # words in order that stand in the source sentence
    "containment",  # rarity found in the source sentence
    "reverse",  # rarity of the source sentence found here
    "window",  # rarity found in the source sentence or beside it
    "document",  # rarity found anywhere in the source
    "narration",  # words outside quotation marks that stand there
    "speech",  # words inside quotation marks that stand there
    "quotation",  # share of the sentence inside marks
    "frame",  # speech shared while its frame is not: public speech (domain R2, R6)
    "run",  # log of the longest run
    "shared",  # log of the rarity that both hold
    "numbers",  # numbers that the source has too; one half where there are none
    "words",  # log of the sentence's length
    "both",  # coverage x containment
)
"""Columns of the first model: one sentence against one source sentence."""

CONTEXT = (
    *OWN,
    "own",  # log-odds of the first model
    "article",  # words of the rest of the article that the first model gives to the same source
    "better_neighbour",  # the first model's probability beside it, same source
    "worse_neighbour",
    "near",  # mean of two sentences on either side
    "wide",  # mean of three
    "after_previous",  # the sentence before aligns just before it in the source
    "before_next",
    "together",  # own probability x article
    "used",  # another sentence of the article fits this source sentence better by so much
    "spread",  # rarity found only beside the source sentence: merged or split sentences
    "elsewhere",  # rarity found only elsewhere in the source
    "headline",
    "position",  # place in the article, 0-1
    "rival",  # how much more of the article another source explains
)
"""Columns of the second model: the same sentence with its neighbourhood."""

NEIGHBOURS = (-1, 1, -2, 2, -3, 3)


def own(alignment: Alignment) -> tuple[float, ...]:
    """Return the columns :data:`OWN` of one alignment."""
    narration = alignment.narration if alignment.narration >= 0 else alignment.coverage
    speech = max(0.0, alignment.speech)
    return (
        alignment.coverage,
        alignment.containment,
        alignment.reverse,
        alignment.window,
        alignment.document,
        narration,
        speech,
        alignment.quotation,
        speech * (1 - alignment.frame) if alignment.quoted > 2 and alignment.frame >= 0 else 0.0,
        math.log1p(alignment.run),
        math.log1p(alignment.shared),
        alignment.numbers if alignment.numbers >= 0 else 0.5,
        math.log1p(alignment.words),
        alignment.coverage * alignment.containment,
    )


Best = Mapping[int, tuple[Alignment, float]]
"""For one source: the best alignment of each article segment with its first-model probability."""


def context(
    best: Best, *, order: Sequence[int], words: Mapping[int, int], headlines: frozenset[int], rival: float
) -> NDArray[np.float64]:
    """Return one row of :data:`CONTEXT` for each segment in ``best``, in the order of ``best``.

    Args:
        best: The best alignment of each segment with one source.
        order: All compared segments of the article, in reading order.
        words: The number of words of each of them.
        headlines: Which of them are headlines.
        rival: The share of the article's words that the strongest source explains.
    """
    total = sum(words.values()) or 1
    explained = sum(words[number] * probability for number, (_, probability) in best.items())
    place = {number: position for position, number in enumerate(order)}
    used: dict[int, float] = defaultdict(float)
    for alignment, probability in best.values():
        used[alignment.sentence] = max(used[alignment.sentence], probability)
    rows = []
    for number, (alignment, probability) in best.items():
        rest = (explained - words[number] * probability) / max(1, total - words[number])
        around = [_neighbour(best, order, place[number] + step) for step in NEIGHBOURS]
        near = [rest if item is None else item[1] for item in around]
        rows.append(
            (
                *own(alignment),
                log_odds(probability),
                rest,
                max(near[:2]),
                min(near[:2]),
                sum(near[:4]) / 4,
                sum(near) / 6,
                _follows(around[0], alignment),
                _precedes(alignment, around[1]),
                probability * rest,
                used[alignment.sentence] - probability,
                alignment.window - alignment.containment,
                alignment.document - alignment.window,
                float(number in headlines),
                place[number] / len(order),
                rival - explained / total,
            )
        )
    return np.array(rows, dtype=np.float64).reshape(-1, len(CONTEXT))


def log_odds(probability: float) -> float:
    """Return the log-odds of a probability, clipped at 1 in 10,000."""
    clipped = min(max(probability, 1e-4), 1 - 1e-4)
    return math.log(clipped / (1 - clipped))


def _neighbour(best: Best, order: Sequence[int], position: int) -> tuple[Alignment | None, float] | None:
    """Return what stands at a position of the article: None beyond its ends, no probability where nothing aligns."""
    if not 0 <= position < len(order):
        return None
    return best.get(order[position], (None, 0.0))


def _follows(previous: tuple[Alignment | None, float] | None, alignment: Alignment) -> float:
    if previous is None or previous[0] is None:
        return 0.0
    return previous[1] if 0 <= alignment.sentence - previous[0].sentence <= 2 else 0.0


def _precedes(alignment: Alignment, following: tuple[Alignment | None, float] | None) -> float:
    if following is None or following[0] is None:
        return 0.0
    return following[1] if 0 <= following[0].sentence - alignment.sentence <= 2 else 0.0
