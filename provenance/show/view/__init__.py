"""What a page shows, as plain data: the one input of every renderer.

A View holds text already cut into pieces and words already chosen, so that a renderer only writes elements. Nothing
here knows of HTML; nothing in a renderer knows of records.
"""

from provenance.show.view._article import article_view
from provenance.show.view._compare import compare_view
from provenance.show.view._corpus import corpus_view
from provenance.show.view._facts import article_facts, at_hand, corpus_facts, reach_of
from provenance.show.view._groups import groups_view
from provenance.show.view._passages import Places, Sharing
from provenance.show.view._review import decision_views, review_panel, review_view
from provenance.show.view._words import show, slug

__all__ = [
    "Places",
    "Sharing",
    "article_facts",
    "article_view",
    "at_hand",
    "compare_view",
    "corpus_facts",
    "corpus_view",
    "decision_views",
    "groups_view",
    "reach_of",
    "review_panel",
    "review_view",
    "show",
    "slug",
]
