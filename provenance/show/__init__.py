"""How a result is shown: the table of kinds, every statement, views, pages, terminal and pictures.

This face is all that other rooms may import; what stands behind it can be moved.
"""

from __future__ import annotations

from provenance.show.desk import Beside, beside, inline_svg, list_page, list_picture, study_page
from provenance.show.explained.page import explanation_page
from provenance.show.explained.static import explanation_picture
from provenance.show.explained.text import explanation_text, listing
from provenance.show.notebook import bounded, mimebundle
from provenance.show.prose import marked
from provenance.show.statements import item_says, list_limits, list_says, methods
from provenance.show.statements.desk import LABELS, ItemFacts, ListFacts
from provenance.show.statements.study import MethodFacts
from provenance.show.statements.wording import per_cent
from provenance.show.terminal import Gist, gist, overview, print_article, totals
from provenance.show.view import (
    absent_names,
    article_facts,
    article_view,
    at_hand,
    badge,
    changed,
    compare_view,
    corpus_view,
    credits_text,
    decision_views,
    heading,
    in_words,
    keys_of,
    look_of,
    names_on_page,
    parameters,
    review_panel,
    review_view,
    sharing_of,
    span,
    stated,
)
from provenance.show.view import show as visible

__all__ = [
    "LABELS",
    "Beside",
    "Gist",
    "ItemFacts",
    "ListFacts",
    "MethodFacts",
    "absent_names",
    "article_facts",
    "article_view",
    "at_hand",
    "badge",
    "beside",
    "bounded",
    "changed",
    "compare_view",
    "corpus_view",
    "credits_text",
    "decision_views",
    "explanation_page",
    "explanation_picture",
    "explanation_text",
    "gist",
    "heading",
    "in_words",
    "inline_svg",
    "item_says",
    "keys_of",
    "list_limits",
    "list_page",
    "list_picture",
    "list_says",
    "listing",
    "look_of",
    "marked",
    "methods",
    "mimebundle",
    "names_on_page",
    "overview",
    "parameters",
    "per_cent",
    "print_article",
    "review_panel",
    "review_view",
    "sharing_of",
    "span",
    "stated",
    "study_page",
    "totals",
    "visible",
]
