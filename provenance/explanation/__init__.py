"""Any answer taken apart: kind, credits, sources with their weights, rules, and what would change it.

This face is all that other rooms may import; what stands behind it can be moved.
"""

from __future__ import annotations

from provenance.explanation.asked import LINE_NAMES, Asked
from provenance.explanation.changes import answer
from provenance.explanation.explainer import explain
from provenance.explanation.nearest import Nearest
from provenance.explanation.steps import Candidate, Edges, Explanation, Search
from provenance.explanation.waterfall import Waterfall, Weight

__all__ = [
    "LINE_NAMES",
    "Asked",
    "Candidate",
    "Edges",
    "Explanation",
    "Nearest",
    "Search",
    "Waterfall",
    "Weight",
    "answer",
    "explain",
]
