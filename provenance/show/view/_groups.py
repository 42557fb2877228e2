"""Shared, unseen sources as plain data: the common text, marked, and its witnesses side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from provenance.claim import SharedGroup, SharedSource, Stretch, Witness, find_sources
from provenance.records import Annotation, Document, Source
from provenance.show.statements import say
from provenance.show.statements.facts import GroupFacts
from provenance.show.view._article import heading
from provenance.show.view._compare import split
from provenance.show.view._facts import at_hand
from provenance.show.view._pieces import common_text, marks_of
from provenance.show.view._runs import HALF
from provenance.show.view._times import stated
from provenance.show.view._words import KIND_NOTES, count, lang, listed, show, slug, tongue

MOST_OUTLETS = 24
"""Articles of a source that are listed; the others are counted."""
MOST_TOLD = 8
"""Witnesses of a passage that are shown with their text; the others are named."""


@dataclass(frozen=True, slots=True)
class _Page:
    """What a witness is called and where it stands: names, times and ids of sentences by document."""

    annotations: Mapping[str, Annotation]
    keys: Mapping[str, str]
    sources: Mapping[str, Source]
    places: Mapping[tuple[str, int, int], str]

    def name(self, doc: str) -> str:
        return show(self._of(doc).outlet or doc)

    def text(self, doc: str) -> str:
        return self._of(doc).text

    def head(self, doc: str) -> dict[str, str]:
        known = self.annotations.get(doc)
        return {
            "name": self.name(doc),
            "when": stated(self._of(doc).published),
            "title": show((heading(known) if known else self._of(doc).title) or doc),
            "key": self.keys.get(doc, ""),
            "lang": self.lang(doc),
        }

    def lang(self, doc: str) -> str:
        known = self.annotations.get(doc)
        return lang(known) if known else tongue(self.text(doc))

    def _of(self, doc: str) -> Document | Source:
        found = self.annotations.get(doc)
        return found.document if found is not None else self.sources[doc]


def groups_view(annotations: Sequence[Annotation], *, keys: Sequence[str] | None = None) -> dict[str, Any]:
    """Return what articles share that no dispatch at hand explains, as plain JSON-able data.

    Args:
        annotations: The decided articles.
        keys: The id prefix of each article, so that witnesses link to their sentences; by default slugs of the ids.
    """
    names = list(keys) if keys is not None else [f"pv-{slug(a.document.id)}" for a in annotations]
    found, page = find_sources(annotations), _page(annotations, names)
    return {
        "type": "groups",
        "format": "provenance-view/1",
        "key": "pv-shared",
        "kick": count(len(found), "source"),
        "heading": "Shared sources that nobody here has seen",
        "verdict": _verdict(found, at_hand(annotations)),
        "sources": [_source(source, f"pv-shared-{n}", page) for n, source in enumerate(found, 1)],
    }


def _page(annotations: Sequence[Annotation], keys: Sequence[str]) -> _Page:
    known: dict[str, Annotation] = {}
    prefix: dict[str, str] = {}
    places: dict[tuple[str, int, int], str] = {}
    sources: dict[str, Source] = {}
    for annotation, key in zip(annotations, keys, strict=True):
        doc = annotation.document.id
        if doc in known:
            continue
        known[doc], prefix[doc] = annotation, key
        for number, finding in enumerate(annotation.findings, 1):
            places[doc, finding.segment.start, finding.segment.end] = f"{key}-s{number}"
    for annotation in annotations:
        sources |= {name: source for name, source in annotation.sources.items() if name not in known}
    return _Page(known, prefix, sources, places)


def _verdict(found: Sequence[SharedSource], dispatches: int) -> dict[str, str]:
    facts = GroupFacts(
        sources=len(found),
        passages=sum(len(source.groups) for source in found),
        articles=len({doc for source in found for doc in source.documents}),
        at_hand=dispatches,
    )
    return {"word": "", "bold": say("groups", facts), "rest": f" {say('groups.rest', facts)}"}


def _source(source: SharedSource, key: str, page: _Page) -> dict[str, Any]:
    marks = marks_of(source.documents)
    facts = GroupFacts(
        passages=len(source.groups),
        stretches=len(source.stretches),
        agreed=source.agreed,
        hidden=max(0, len(source.documents) - MOST_OUTLETS),
    )
    names = [page.name(doc) for doc in source.documents]
    if len(names) > 4:
        names = [*names[:3], f"{len(names) - 3} more"]
    number = 0
    stretches = []
    for stretch in source.stretches:
        stretches.append(_stretch(stretch, f"{key}-", number, marks, page))
        number += len(stretch.groups)
    return {
        "id": key,
        "heading": listed(names),
        "note": say("stretches", facts),
        "outlets": [{"mark": marks[doc]} | page.head(doc) for doc in source.documents[:MOST_OUTLETS]],
        "stretches": stretches,
    }


def _stretch(
    stretch: Stretch, key: str, before: int, marks: Mapping[str, str], page: _Page
) -> dict[str, Any]:
    return {
        "note": say("passages", GroupFacts(agreed=stretch.agreed)),
        "passages": [
            _passage(group, f"{key}{number}", number, marks, page)
            for number, group in enumerate(stretch.groups, before + 1)
        ],
    }


def _passage(
    group: SharedGroup, key: str, number: int, marks: Mapping[str, str], page: _Page
) -> dict[str, Any]:
    told = [witness for witness in group.witnesses if witness.told]
    beside = [witness for witness in group.witnesses if not witness.told]
    docs = list(dict.fromkeys(witness.doc for witness in told))
    shown = docs[:MOST_TOLD]
    near = group.common.kept >= HALF
    return common_text(group, marks) | {
        "id": key,
        "n": number,
        "lang": page.lang(docs[0]),
        "kept": group.common.kept,
        "text": show(group.common.text),
        "witnesses": [_witness(group, [w for w in told if w.doc == doc], marks, page, near=near) for doc in shown],
        "beside": [_witness(group, [w], marks, page, near=False) for w in beside[:MOST_TOLD]],
        "more": [page.name(doc) for doc in docs[MOST_TOLD:]],
    }  # fmt: skip


def _witness(
    group: SharedGroup, sentences: Sequence[Witness], marks: Mapping[str, str], page: _Page, *, near: bool
) -> dict[str, Any]:
    """Return how one article tells the passage; words that are not common text are marked where most are."""
    doc = sentences[0].doc
    kept = [
        (start, end, start, end)
        for piece in group.common.pieces
        if piece.kind == "agreed"
        for name, start, end in piece.readings[0].places
        if name == doc
    ]
    text = page.text(doc)
    return {
        "mark": marks[doc],
        "name": page.name(doc),
        "key": page.keys.get(doc, ""),
        "lang": page.lang(doc),
        "sentences": [
            {
                "id": page.places.get((doc, sentence.start, sentence.end), ""),
                "kind": KIND_NOTES[sentence.kind],
                "runs": split(text, sentence.start, sentence.end, kept, side=0)
                if near
                else [{"t": show(text[sentence.start : sentence.end]), "k": True}],
            }
            for sentence in sentences
        ],
    }
