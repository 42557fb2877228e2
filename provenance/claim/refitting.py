"""Probabilities refitted to labels of a user's own: two numbers of the settings, on the scale of log-odds.

The models of the package were fitted on other pages. Where a user's labels show that their probabilities are too high or too low,
``decision.refit_slope`` and ``decision.refit_shift`` (Platt 1999) move all of them; order and evidence stay as they are.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from provenance.config import Config, DecisionConfig
from provenance.match import probability_of
from provenance.records import Annotation, Finding

_EDGE = 1e-6
"""How near to 0 and 1 a probability is read."""


def refit(probability: float, config: DecisionConfig) -> float:
    """Return a probability of the models as these settings have it.

    >>> refit(0.8, DecisionConfig())
    0.8
    """
    return _moved(probability, config.refit_slope, config.refit_shift)


def unfit(probability: float, config: DecisionConfig) -> float:
    """Return the probability of the models that these settings made this one of."""
    return _moved(probability, 1 / config.refit_slope, -config.refit_shift / config.refit_slope)


def _moved(probability: float, slope: float, shift: float) -> float:
    if (slope, shift) == (1, 0):
        return probability
    held = min(max(probability, _EDGE), 1 - _EDGE)
    return probability_of(slope * math.log(held / (1 - held)) + shift)


def kept_with(annotation: Annotation) -> DecisionConfig:
    """Return settings with the two numbers that an annotation's evidence was kept with."""
    kept = annotation.run.config.get("decision")
    given = (
        {name: kept[name] for name in ("refit_slope", "refit_shift") if name in kept}
        if isinstance(kept, Mapping)
        else {}
    )
    return Config.from_result({"decision": given})[0].decision


def refitted(
    findings: Sequence[Finding], made: DecisionConfig, wanted: DecisionConfig
) -> tuple[Finding, ...]:
    """Return findings whose evidence is as probable as the settings ``wanted`` have it; ``made`` are those it was kept with."""
    if (made.refit_slope, made.refit_shift) == (wanted.refit_slope, wanted.refit_shift):
        return tuple(findings)
    return tuple(
        replace(
            finding,
            evidence=tuple(replace(e, score=refit(unfit(e.score, made), wanted)) for e in finding.evidence),
        )
        for finding in findings
    )
