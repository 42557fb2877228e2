"""How far coders agree: Krippendorff's alpha with its interval, the share of agreeing pairs, Cohen's kappa.

Sources: Krippendorff, *Content Analysis* (2019), ch. 12, and "Computing Krippendorff's alpha-reliability" (2011); Hayes and
Krippendorff (2007) for intervals by drawing units; Cohen (1960).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from provenance.claim import LABELS, Decision
from provenance.validation.resampling import NOTHING, Estimate, Floats, estimate, ratio, weighed

Metric = Literal["nominal", "ordinal"]
VERDICTS: Final = ("none", "partly", "mainly", "wholly")
"""An article's verdicts in their order: neighbours disagree less than the ends."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far coders agree about what at least two of them judged; None where it is not defined.

    ``percent`` is the share (0-1) of agreeing pairs of judgements, ``cohen`` is Cohen's kappa (exactly two coders) and ``alpha``
    Krippendorff's alpha (any number of coders, missing judgements allowed), with its 95 % interval ``low`` to ``high``.
    """

    coders: tuple[str, ...]
    units: int
    percent: float | None
    cohen: float | None
    alpha: float | None
    low: float | None = None
    high: float | None = None


def agreement(decisions: Iterable[Decision], *, seed: int = 0) -> Agreement:
    """Measure agreement between coders; labels are compared letter by letter, each as far from the other."""
    table: dict[Hashable, dict[str, str]] = {}
    for decision in decisions:
        table.setdefault(decision.unit, {})[decision.coder] = decision.label
    return agreement_of(table, tuple(LABELS), seed=seed)


def agreement_of(
    judged: Mapping[Hashable, Mapping[str, str]],
    values: Sequence[str],
    *,
    metric: Metric = "nominal",
    seed: int = 0,
) -> Agreement:
    """Measure agreement about any units: what each coder said of each; ``values`` are in their order.

    >>> agreement_of({1: {"ada": "none", "ben": "none"}, 2: {"ada": "mainly", "ben": "wholly"}}, VERDICTS, metric="ordinal").percent
    0.5
    """
    shared = [labels for labels in judged.values() if len(labels) > 1]
    coders = tuple(sorted({coder for labels in judged.values() for coder in labels}))
    if not shared:
        return Agreement(coders, 0, None, None, None)
    place = {value: number for number, value in enumerate(values)}
    counts = np.zeros((len(shared), len(values)))
    for row, labels in zip(counts, shared, strict=True):
        for label in labels.values():
            row[place[label]] += 1
    pairs = _pairs(counts)
    alpha = _alpha_with_interval(pairs, metric, seed)
    percent = float(np.trace(pairs.sum(axis=0)) / pairs.sum())
    cohen = _cohen(shared, coders) if len(coders) == 2 else None
    return Agreement(coders, len(shared), percent, cohen, alpha.value, alpha.low, alpha.high)


def _pairs(counts: Floats) -> Floats:
    """Return ordered pairs of values within each unit (units, values, values), each unit weighing as many as it has judgements."""
    both = counts[:, :, None] * counts[:, None, :]
    each = np.arange(counts.shape[1])
    both[:, each, each] -= counts
    return np.asarray(both / (counts.sum(axis=1) - 1)[:, None, None], dtype=np.float64)


def _alpha_with_interval(pairs: Floats, metric: Metric, seed: int) -> Estimate:
    value = float(_alpha(pairs.sum(axis=0)[None], metric)[0])
    if np.isnan(value):
        return NOTHING
    drawn = weighed(pairs, np.random.default_rng(seed))
    return estimate(value, _alpha(drawn, metric), len(pairs))


def _alpha(coincidences: Floats, metric: Metric) -> Floats:
    """Return 1 - observed / expected disagreement of each table; not a number where one value only was ever given."""
    marginal = coincidences.sum(axis=2)
    total = marginal.sum(axis=1)[:, None, None]
    each = np.arange(coincidences.shape[1])
    expected = marginal[:, :, None] * marginal[:, None, :]
    expected[:, each, each] -= marginal
    far = _distances(marginal, metric)
    disagreement = (expected / (total - 1) * far).sum(axis=(1, 2))
    return 1 - ratio((coincidences * far).sum(axis=(1, 2)), disagreement)


def _distances(marginal: Floats, metric: Metric) -> Floats:
    """Return how far each value is from the other: one, or by how many judgements lie between them, squared."""
    if metric == "nominal":
        return np.asarray(1 - np.eye(marginal.shape[1])[None], dtype=np.float64)
    upto = marginal.cumsum(axis=1) - marginal / 2  # the middle of each value's judgements
    return np.asarray((upto[:, :, None] - upto[:, None, :]) ** 2, dtype=np.float64)


def _cohen(shared: Sequence[Mapping[str, str]], coders: tuple[str, ...]) -> float | None:
    """Return (observed - chance) / (1 - chance); None where chance alone would always agree."""
    count = len(shared)
    observed = sum(labels[coders[0]] == labels[coders[1]] for labels in shared) / count
    chance = 0.0
    for label in {label for labels in shared for label in labels.values()}:
        first = sum(labels[coders[0]] == label for labels in shared)
        second = sum(labels[coders[1]] == label for labels in shared)
        chance += first * second / count**2
    return None if chance == 1 else (observed - chance) / (1 - chance)
