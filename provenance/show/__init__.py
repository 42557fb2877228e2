"""How a result is shown: the table of kinds, every statement, views, pages, terminal and pictures.

This face is all that other rooms may import; what stands behind it can be moved.
"""

from __future__ import annotations

from provenance.show.notebook import bounded, keys, mimebundle
from provenance.show.terminal import overview, print_article, totals
from provenance.show.view import (
    article_view,
    compare_view,
    corpus_view,
    decision_views,
    review_panel,
    review_view,
)

__all__ = [
    "article_view",
    "bounded",
    "compare_view",
    "corpus_view",
    "decision_views",
    "keys",
    "mimebundle",
    "overview",
    "print_article",
    "review_panel",
    "review_view",
    "totals",
]
