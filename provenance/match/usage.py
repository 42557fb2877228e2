"""Did an article use a dispatch at all? Read from its copied passages and from the order of what it took.

Rewriting is claimed only where this shows that the writer had the dispatch before them (domain R4, §5.1): another
sentence copied or nearly so, or much of the article in the dispatch's own order.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from provenance.config import WeighConfig
from provenance.match.alignment import Match

Best = Mapping[int, Match]
"""For one source: the best match of each article segment, weighed by the first model."""

READ = 200
"""Mapped sentences read for order: more would only say the same, at the price of their square."""
SURE = 4.0
"""z of an order that leaves no doubt."""


@dataclass(frozen=True, slots=True)
class Use:
    """How an article uses one dispatch.

    ``copied`` are the segments that hold a copied passage; ``mapped`` is the share of its sentences that the first
    model maps, ``order`` how far their order is the dispatch's (z of Kendall's tau; 0 where too few are mapped).
    """

    copied: frozenset[int]
    mapped: float
    order: float

    @property
    def ordered(self) -> float:
        """Return the share mapped, as far as it follows the dispatch's order."""
        return self.mapped * min(max(self.order, 0.0), SURE) / SURE

    def shown(self, number: int, config: WeighConfig) -> bool:
        """Tell whether the rest of the article shows that its writer had the dispatch, whatever this segment says."""
        return bool(self.copied - {number}) or self.follows(config)

    def follows(self, config: WeighConfig) -> bool:
        """Tell whether much of the article stands in the dispatch's order: a rewrite of the whole."""
        return self.order >= config.order and self.mapped >= config.mapped


def use(best: Best, order: Sequence[int], config: WeighConfig) -> Use:
    """Read how an article uses one dispatch from the best match of each of its segments."""
    mapped = [
        best[number].sentence for number in order if number in best and best[number].alone >= config.maps
    ]
    return Use(
        copied=frozenset(number for number, match in best.items() if is_copied(match, config)),
        mapped=len(mapped) / max(1, len(order)),
        order=order_z(mapped[:READ]),
    )


def is_copied(match: Match, config: WeighConfig) -> bool:
    """Tell whether a passage shows copying by itself: a long run of chosen words, or nearly the whole sentence."""
    if match.run >= config.copied_run and match.wording.longest >= config.copied_chosen:
        return True
    return (
        match.coverage >= config.copied_share
        and match.run >= config.copied_part * config.copied_run
        and match.wording.matched > config.copied_chosen
    )


def order_z(places: Sequence[int]) -> float:
    """Return the z of Kendall's tau between the order given and ascending order; 0 for fewer than four places.

    >>> round(order_z([1, 2, 3, 4, 5, 6]), 2), order_z([2, 1])
    (2.82, 0.0)
    """
    count = len(places)
    if count < 4:
        return 0.0
    values = np.asarray(places)
    signs = np.sign(values[None, :] - values[:, None])
    agreed = float(np.triu(signs, 1).sum())
    return agreed / math.sqrt(count * (count - 1) * (2 * count + 5) / 18)


def carried(best: Best, order: Sequence[int], config: WeighConfig) -> dict[int, float]:
    """Return the probability of speech inside a running copied stretch: that of the copied narration beside it.

    A quotation alone shows nothing, since it is open to all; one that stands word for word where the dispatch has it,
    next to narration copied from there, came with that narration.
    """
    result: dict[int, float] = {}
    for path in (order, order[::-1]):  # a quotation of several sentences hands it on, in either direction
        for before, number in pairwise(path):
            beside, match = best.get(before), best.get(number)
            if beside is None or match is None or not _continues(beside, match, config):
                continue
            if before in result or _narrates(beside, config):
                given = match.coverage * max(result.get(before, 0.0), beside.alone)
                result[number] = max(result.get(number, 0.0), given)
    return result


def _continues(beside: Match, match: Match, config: WeighConfig) -> bool:
    """Tell whether speech stands word for word, here as in the dispatch next to what is beside it."""
    step = (match.segment - beside.segment) * (match.sentence - beside.sentence)
    near = step > 0 and abs(match.sentence - beside.sentence) <= config.next
    return near and match.quotation >= config.spoken and match.coverage >= config.copied_share


def _narrates(beside: Match, config: WeighConfig) -> bool:
    """Tell whether a passage was plainly copied, so that speech may lean on it."""
    return is_copied(beside, config) or min(beside.coverage, beside.alone) >= config.copied_share
