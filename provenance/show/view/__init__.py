"""What a page shows, as plain data: the one input of every renderer.

A View holds text already cut into pieces and words already chosen, so that a renderer only writes elements. Nothing
here knows of HTML; nothing in a renderer knows of records.
"""

from provenance.show.view._article import article_view, heading, parameters, sharing_of
from provenance.show.view._compare import compare_view
from provenance.show.view._corpus import corpus_view
from provenance.show.view._facts import (
    absent_names,
    article_facts,
    at_hand,
    body,
    corpus_facts,
    credits_text,
    names_on_page,
    reach_of,
)
from provenance.show.view._groups import groups_view
from provenance.show.view._panels import changed
from provenance.show.view._passages import Places, Sharing, passage
from provenance.show.view._review import decision_views, review_panel, review_view
from provenance.show.view._times import in_words, span, stated
from provenance.show.view._words import badge, clip, keys_of, look_of, show, slug

__all__ = [
    "Places",
    "Sharing",
    "absent_names",
    "article_facts",
    "article_view",
    "at_hand",
    "badge",
    "body",
    "changed",
    "clip",
    "compare_view",
    "corpus_facts",
    "corpus_view",
    "credits_text",
    "decision_views",
    "groups_view",
    "heading",
    "in_words",
    "keys_of",
    "look_of",
    "names_on_page",
    "parameters",
    "passage",
    "reach_of",
    "review_panel",
    "review_view",
    "sharing_of",
    "show",
    "slug",
    "span",
    "stated",
]
