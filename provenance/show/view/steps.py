"""What an article would be at every threshold, so that a slider needs no matching and knows no rules.

The rules of the decision are asked here, once for each notch of the slider at which something can change; what a page
shows of each answer is made by the same functions as at the run's own threshold, and a renderer only looks it up. So the
slider and :func:`provenance.pipeline.redecide` cannot disagree.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from provenance.config import Config
from provenance.records import Annotation

T = TypeVar("T")
NOTCHES = tuple(round(0.05 * notch, 2) for notch in range(4, 20))
"""0.20 to 0.95: where the slider can stand."""


def setting(config: Mapping[str, object], section: str, key: str) -> float:
    """Return a number that a run's settings state, else its default."""
    table = config.get(section)
    value = table.get(key) if isinstance(table, Mapping) else None
    return (
        float(value) if isinstance(value, (int, float)) else float(getattr(getattr(Config(), section), key))
    )


def threshold_of(config: Mapping[str, object]) -> float:
    """Return the decision threshold that a run's settings state."""
    return setting(config, "decision", "threshold")


def ladder(annotation: Annotation, state: Callable[[Annotation], T]) -> list[tuple[float, T]]:
    """Return ``(from, state)`` in ascending order: what is shown from that threshold upwards, until the next step."""
    steps: list[tuple[float, T]] = []
    for threshold, decided in decisions(annotation):
        shown = state(decided)
        if not steps or steps[-1][1] != shown:
            steps.append((threshold, shown))
    return steps


def at(steps: list[tuple[float, T]], threshold: float) -> T:
    """Return the last step at or below a threshold, the first one where all lie above it."""
    return next((shown for start, shown in reversed(steps) if start <= threshold + 1e-9), steps[0][1])


def decisions(annotation: Annotation) -> Iterator[tuple[float, Annotation]]:
    """Yield the article as it is decided at each notch, and at its own threshold as it was decided.

    Only evidence scores can change an answer, so notches between which no score lies are not asked again.
    """
    from provenance.claim import settle

    own = threshold_of(annotation.run.config)
    configs = _configs(json.dumps(annotation.run.config, sort_keys=True))
    scores = {evidence.score for finding in annotation.findings for evidence in finding.evidence}
    below: float | None = None
    for threshold in sorted({*NOTCHES, own}):
        if threshold == own:
            yield threshold, annotation
        elif below in (None, own) or any(below <= score < threshold for score in scores if below is not None):
            config = configs[threshold]
            run = replace(annotation.run, config=config.to_dict(), config_sha256=config.sha256)
            yield threshold, settle(replace(annotation, run=run), config=config)
        below = threshold


@lru_cache(maxsize=16)
def _configs(config: str) -> dict[float, Config]:
    """Return the run's settings with each notch as the threshold."""
    own, _ = Config.from_result(json.loads(config))
    return {notch: own.with_settings({"decision.threshold": notch}) for notch in NOTCHES}
