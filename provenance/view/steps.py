"""What a sentence would be called at every threshold, so that a slider needs no matching and no rules."""

from __future__ import annotations

from collections.abc import Mapping

from provenance.records import Finding

Step = tuple[float, str, str]


def threshold_of(config: Mapping[str, object]) -> float:
    """Return the decision threshold that a run's settings state."""
    table = config.get("decision")
    value = table.get("threshold") if isinstance(table, Mapping) else None
    return float(value) if isinstance(value, (int, float)) else 0.5


def steps(finding: Finding, config: Mapping[str, object]) -> list[Step]:
    """Return ``(from, class, agency)`` in ascending order of threshold."""
    return []
