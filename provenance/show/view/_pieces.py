"""The common text of a shared passage as pieces, with the marks of the articles that carry each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from string import ascii_uppercase
from typing import Any

from provenance.claim import Piece, Reading, SharedGroup, find_groups
from provenance.records import Annotation
from provenance.show.statements import say
from provenance.show.statements.facts import GroupFacts
from provenance.show.view._words import lang, show

MOST_MARKS = 8
"""Witnesses that are named by their mark; the others are counted."""
MOST_READINGS = 5
"""Readings of a variant that are shown; the others are counted."""
FAR = "Too few words are common to be read as one text: the passage is rewritten."


def marks_of(documents: Iterable[str]) -> dict[str, str]:
    """Return the sign of each witness, as editions have them: A to Z, then numbers."""
    return {
        doc: ascii_uppercase[number] if number < len(ascii_uppercase) else str(number + 1)
        for number, doc in enumerate(documents)
    }


def common_text(group: SharedGroup, marks: Mapping[str, str]) -> dict[str, Any]:
    """Return the pieces of a passage's common text, or a note that there is none."""
    kept = group.common.kept > 0
    return {
        "pieces": [_piece(piece, marks) for piece in group.common.pieces] if kept else [],
        "note": "" if kept else FAR,
    }


def common_with(annotation: Annotation, doc: str) -> dict[str, Any]:
    """Return the passages that an article shares with one other and no dispatch explains, in the article's order.

    Every other witness that is kept with the article takes part: three tellings settle what two leave open.
    """
    own = annotation.document.id
    groups = [group for group in find_groups([annotation]) if {own, doc} <= set(group.documents)]
    place = {id(group): min(w.start for w in group.witnesses if w.doc == own and w.told) for group in groups}
    groups.sort(key=lambda group: place[id(group)])
    others = {name: None for group in groups for name in group.documents}
    marks = marks_of(dict.fromkeys([own, doc, *others]))
    names = {name: source.outlet for name, source in annotation.sources.items()} | {
        own: annotation.document.outlet
    }
    return {
        "outlets": [{"mark": mark, "name": show(names[name] or name)} for name, mark in marks.items()]
        if groups
        else [],
        "note": say("common", GroupFacts(passages=len(groups))),
        "lang": lang(annotation),
        "passages": [common_text(group, marks) for group in groups],
    }


def _piece(piece: Piece, marks: Mapping[str, str]) -> dict[str, Any]:
    """Return a stretch of common text with the marks of who carries each reading, none where all do."""
    readings = [_reading(reading, marks) for reading in piece.readings[:MOST_READINGS]]
    if piece.kind == "agreed" and len(piece.readings) == 1 and not piece.absent:
        readings[0]["marks"] = ""
    return {
        "kind": piece.kind,
        "readings": readings,
        "more": max(0, len(piece.readings) - MOST_READINGS),
        "absent": _marks(piece.absent, marks),
    }


def _reading(reading: Reading, marks: Mapping[str, str]) -> dict[str, str]:
    return {"t": show(reading.text), "marks": _marks([doc for doc, _, _ in reading.places], marks)}


def _marks(docs: Sequence[str], marks: Mapping[str, str]) -> str:
    few = [marks[doc] for doc in docs[:MOST_MARKS]]
    return " ".join(few) + (f" +{len(docs) - MOST_MARKS}" if len(docs) > MOST_MARKS else "")
