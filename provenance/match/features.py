"""What the decision model looks at: numbers of one match, and of its neighbourhood.

The two lists below are the model's columns, in order; ``calibration.json`` holds one coefficient for each name.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from provenance.match.alignment import Match

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
REACH = 2
"""Sentences of the source by which one match may stand after another and still follow it."""


class _Nothing(NamedTuple):
    """What stands beside a match where no match does: unlikely, and in no order."""

    sentence: int = -1
    alone: float = 0.0


NOTHING, BEYOND = _Nothing(), _Nothing()
"""Where a sentence of the article has no match in the source, and where the article has ended."""


def own(match: Match) -> tuple[float, ...]:
    """Return the columns :data:`OWN` of one match."""
    narration = match.narration if match.narration >= 0 else match.coverage
    speech = max(0.0, match.speech)
    return (
        match.coverage,
        match.containment,
        match.reverse,
        match.window,
        match.document,
        narration,
        speech,
        match.quotation,
        speech * (1 - match.frame) if match.quoted > 2 and match.frame >= 0 else 0.0,
        math.log1p(match.run),
        math.log1p(match.shared),
        match.numbers if match.numbers >= 0 else 0.5,
        math.log1p(match.words),
        match.coverage * match.containment,
    )


Best = Mapping[int, Match]
"""For one source: the best match of each article segment, weighed by the first model."""


def context(
    best: Best, *, order: Sequence[int], words: Mapping[int, int], headlines: frozenset[int], rival: float
) -> list[tuple[float, ...]]:
    """Return one row of :data:`CONTEXT` for each segment in ``best``, in the order of ``best``.

    Args:
        best: The best match of each segment with one source.
        order: All compared segments of the article, in reading order.
        words: The number of words of each of them.
        headlines: Which of them are headlines.
        rival: The share of the article's words that the strongest source explains.
    """
    total = sum(words.values()) or 1
    explained = sum(words[number] * match.alone for number, match in best.items())
    place = {number: position for position, number in enumerate(order)}
    used: dict[int, float] = defaultdict(float)
    for match in best.values():
        used[match.sentence] = max(used[match.sentence], match.alone)
    rows: list[tuple[float, ...]] = []
    for number, match in best.items():
        probability = match.alone
        rest = (explained - words[number] * probability) / max(1, total - words[number])
        around = [_at(best, order, place[number] + step) for step in NEIGHBOURS]
        near = [rest if item is BEYOND else item.alone for item in around]
        rows.append(
            (
                *match.features,
                log_odds(probability),
                rest,
                max(near[:2]),
                min(near[:2]),
                sum(near[:4]) / 4,
                sum(near) / 6,
                around[0].alone * _in_order(around[0], match),
                around[1].alone * _in_order(match, around[1]),
                probability * rest,
                used[match.sentence] - probability,
                match.window - match.containment,
                match.document - match.window,
                float(number in headlines),
                place[number] / len(order),
                rival - explained / total,
            )
        )
    return rows


def log_odds(probability: float) -> float:
    """Return the log-odds of a probability, clipped at 1 in 10,000."""
    clipped = min(max(probability, 1e-4), 1 - 1e-4)
    return math.log(clipped / (1 - clipped))


def _at(best: Best, order: Sequence[int], position: int) -> Match | _Nothing:
    """Return what stands at a position of the article: :data:`BEYOND` its ends, :data:`NOTHING` where nothing aligns."""
    return best.get(order[position], NOTHING) if 0 <= position < len(order) else BEYOND


def _in_order(first: Match | _Nothing, second: Match | _Nothing) -> bool:
    """Tell whether one match stands just before another in the source."""
    return 0 <= second.sentence - first.sentence <= REACH
