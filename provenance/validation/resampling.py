"""Intervals by resampling: articles get random weights, and what was never seen stays possible.

The Bayesian bootstrap (Rubin 1981) weighs every group by an exponential draw instead of drawing groups anew: no rare class falls
out of a draw. Sentences of one article share its editor and its source, so that articles, not sentences, are drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from provenance.config import ANALYSIS

Floats = NDArray[np.float64]

DRAWS = 2_000
"""Draws of an interval: its ends then move by less than a hundredth of its width from seed to seed."""
AT_ONCE = 4_000_000
"""Weights drawn at once: 32 MB, whatever the number of articles."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its interval; all are None where it is not defined. ``n`` is how many sentences it rests on."""

    value: float | None
    low: float | None = None
    high: float | None = None
    n: int = 0

    def __str__(self) -> str:
        if self.value is None:
            return "–"
        return f"{self.value:.3f}" + ("" if self.low is None else f" [{self.low:.3f}, {self.high:.3f}]")


NOTHING = Estimate(None)


def estimate(value: float | None, drawn: Floats, n: int = 0) -> Estimate:
    """Return a figure with the middle 95 % of its draws; the interval always holds the figure.

    Where it is not defined in one draw of twenty or more, it has no interval.
    """
    if value is None or not np.isfinite(value):
        return Estimate(None, n=n)
    defined = drawn[np.isfinite(drawn)]
    if len(defined) <= ANALYSIS.level * len(drawn):
        return Estimate(float(value), n=n)
    tail = 100 * (1 - ANALYSIS.level) / 2
    low, high = (float(edge) for edge in np.percentile(defined, [tail, 100 - tail]))
    return Estimate(float(value), min(low, float(value)), max(high, float(value)), n)


def weighed(values: Floats, rng: np.random.Generator, draws: int = DRAWS) -> Floats:
    """Return draws of the sum of groups: (groups, ...) becomes (draws, ...), each group weighing 1 on average."""
    if not len(values):
        return np.zeros((draws, *values.shape[1:]))
    step = max(1, AT_ONCE // len(values))
    parts = [
        np.tensordot(rng.exponential(size=(min(step, draws - done), len(values))), values, axes=1)
        for done in range(0, draws, step)
    ]
    return np.concatenate(parts)


def tables(
    cells: Sequence[tuple[int, int]],
    weights: Sequence[float],
    groups: Sequence[int],
    classes: int,
    *,
    seed: int = 0,
) -> tuple[Floats, Floats]:
    """Return the weighted cross table (truth, tool) of sentences, and draws of it (draws, truth, tool).

    To each draw comes, for each class of the tool, one sentence more of unknown truth (Perks' prior), so that a class without an
    error among twenty sentences is not taken for one without errors.

    Args:
        cells: Truth and tool of each sentence, as places among the classes.
        weights: How many sentences of the corpus each stands for.
        groups: The number of each sentence's article, from 0.
        classes: How many classes there are.
        seed: Seed of the draws.
    """
    rng = np.random.default_rng(seed)
    by_group = np.zeros((max(groups, default=-1) + 1, classes, classes))
    counts = np.zeros(classes)
    for (truth, tool), weight, group in zip(cells, weights, groups, strict=True):
        by_group[group, truth, tool] += weight
        counts[tool] += 1
    table = by_group.sum(axis=0)
    drawn = weighed(by_group, rng)
    one = np.divide(table.sum(axis=0), counts, out=np.zeros(classes), where=counts > 0)
    drawn += rng.gamma(1 / classes, size=drawn.shape) * one
    return table, drawn


def ratio(part: Floats, whole: Floats) -> Floats:
    """Return part by whole, not a number where there is nothing."""
    nothing = np.full(np.broadcast(part, whole).shape, np.nan)
    return np.asarray(np.divide(part, whole, out=nothing, where=whole > 0), dtype=np.float64)
