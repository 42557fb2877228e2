"""How a result is shown: the table of kinds, every statement, views, pages, terminal and pictures.

This face is all that other rooms may import; what stands behind it can be moved.
"""

from __future__ import annotations

from provenance.show.explained.page import explanation_page
from provenance.show.explained.static import explanation_picture
from provenance.show.explained.text import explanation_text, listing
from provenance.show.notebook import bounded, keys, mimebundle
from provenance.show.terminal import Gist, gist, overview, print_article, totals
from provenance.show.view import (
    article_facts,
    article_view,
    compare_view,
    corpus_view,
    decision_views,
    review_panel,
    review_view,
)

__all__ = [
    "Gist",
    "article_facts",
    "article_view",
    "bounded",
    "compare_view",
    "corpus_view",
    "decision_views",
    "explanation_page",
    "explanation_picture",
    "explanation_text",
    "gist",
    "keys",
    "listing",
    "mimebundle",
    "overview",
    "print_article",
    "review_panel",
    "review_view",
    "totals",
]
