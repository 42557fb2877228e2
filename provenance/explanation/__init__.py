"""Any answer taken apart: kind, credits, sources with their weights, rules, and what would change it.

This face is all that other rooms may import; what stands behind it can be moved.
"""

from __future__ import annotations

from provenance.explanation.explainer import answer, explain
from provenance.explanation.text import listing

__all__ = [
    "answer",
    "explain",
    "listing",
]
