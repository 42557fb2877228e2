"""What each sentence would be called at every threshold, so that a slider needs no matching and knows no rules.

The rules of the decision are asked here, once for each notch of the slider at which something can change; a renderer
only looks the answer up. So the slider and :func:`provenance.pipeline.redecide` cannot disagree.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from provenance.config import Config
from provenance.records import Annotation, Finding
from provenance.view._words import look_of, show

Step = list[float | str]
"""``[from, class, agency, doc]``: from that threshold upwards, until the next step."""
DERIVED = ("w", "e", "r", "sh")
"""Classes that name a source."""
NOTCHES = tuple(round(0.05 * notch, 2) for notch in range(6, 20))
"""0.30 to 0.95: where the slider can stand."""


def threshold_of(config: Mapping[str, object]) -> float:
    """Return the decision threshold that a run's settings state, else the default."""
    table = config.get("decision")
    value = table.get("threshold") if isinstance(table, Mapping) else None
    return float(value) if isinstance(value, (int, float)) else Config().decision.threshold


@dataclass(frozen=True, slots=True)
class Ladders:
    """The steps of every finding, and ``[from, verdict]`` of the article, in ascending order of threshold."""

    findings: list[list[Step]]
    verdict: list[Step]


def ladders(annotation: Annotation) -> Ladders:
    """Ask the rules at every notch of the slider, and keep where an answer changes.

    Only evidence scores can change an answer, so notches between which no score lies are not asked again.
    """
    from provenance.assembly import settle  # the last stage of the pipeline, which brings the archive with it

    configs = _configs(json.dumps(annotation.run.config, sort_keys=True))
    scores = {evidence.score for finding in annotation.findings for evidence in finding.evidence}
    steps: list[list[Step]] = [[] for _ in annotation.findings]
    verdict: list[Step] = []
    below = 0.0
    for notch in NOTCHES:
        if notch == NOTCHES[0] or any(below <= score < notch for score in scores):
            decided = settle(annotation, config=configs[notch])
            _add(verdict, [notch, decided.verdict])
            for ladder, finding in zip(steps, decided.findings, strict=True):
                _add(ladder, _step(notch, finding))
        below = notch
    return Ladders(steps, verdict)


@lru_cache(maxsize=16)
def _configs(config: str) -> dict[float, Config]:
    """Return the run's settings with each notch as the threshold."""
    own, _ = Config.from_result(json.loads(config))
    return {notch: own.with_settings({"decision.threshold": notch}) for notch in NOTCHES}


def _step(notch: float, finding: Finding) -> Step:
    key = look_of(finding).key
    doc = finding.evidence[0].doc if finding.evidence and key in DERIVED else ""
    return [notch, key, show(finding.verdict.agency or ""), show(doc)]


def _add(ladder: list[Step], step: Step) -> None:
    if not ladder or ladder[-1][1:] != step[1:]:
        ladder.append(step)
