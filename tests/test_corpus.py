"""The other articles of a run as sources."""

from __future__ import annotations

from provenance.config import Config
from provenance.match.peers import Peers
from provenance.page.preparation import prepare
from provenance.records import Document

STORY = "A barn owl nested in the organ of Saint Osyth.\n\nThe organist plays softly until June.\n\nVisitors may look in on Mondays."


def peers(*texts: str) -> Peers:
    articles = [prepare(Document(id=f"a{n}", text=text)) for n, text in enumerate(texts)]
    return Peers.of(articles, config=Config())


def test_articles_are_read_back_and_counted():
    library = peers(f"Owl in organ\n\n{STORY}", "Owl again\n\nThe owl is well.")
    assert library.get("a1").document.text.startswith("Owl again")
    assert library.sentences == 6
    assert library.frequency("owl") == 4
    assert library.weight("organist") > library.weight("owl")


def test_a_credited_body_names_its_agency_and_its_headline_does_not():
    library = peers(f"Owl in organ\n\nBy AFP\n\n{STORY}", f"Owl in organ\n\n{STORY}")
    article = library.get("a0")
    named = {segment.kind: library.credited("a0", n) for n, segment in enumerate(article.segments)}
    assert named["body"] == "AFP"
    assert named["headline"] is None
    assert {library.credited("a1", n) for n in range(len(library.get("a1").segments))} == {None}


def test_a_body_credited_to_two_agencies_names_neither():
    library = peers(f"Owl in organ\n\nBy AFP and Reuters\n\n{STORY}", STORY)
    assert {library.credited("a0", n) for n in range(len(library.get("a0").segments))} == {None}


def test_a_mention_and_a_picture_credit_name_nobody():
    library = peers(f"Owl in organ\n\n{STORY} It was calm, the verger told AFP.\n\nPhoto: Reuters", STORY)
    assert {library.credited("a0", n) for n in range(len(library.get("a0").segments))} == {None}


def test_a_dateline_names_nobody_for_what_stands_above_it():
    """A paragraph of the outlet's own above the agency's text: only what stands below is a witness of the dispatch."""
    own = "The verger wrote this paragraph for the parish paper himself, and he is proud of it."
    library = peers(f"Owl in organ\n\n{own}\n\nSAINT OSYTH (AFP) - {STORY}", STORY)
    segments = library.get("a0").segments
    named = [library.credited("a0", n) for n, segment in enumerate(segments) if segment.kind == "body"]
    assert named == [None, "AFP", "AFP", "AFP"]
