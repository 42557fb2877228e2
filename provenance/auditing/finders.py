"""The questions that are asked of every article for the editor's list: each yields what it finds, with the sentences concerned."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, get_args

from rapidfuzz import fuzz

from provenance.claim import given_alone
from provenance.config import Config
from provenance.match import noted
from provenance.page import IMITATION
from provenance.records import CONTENT_KINDS, Annotation, Certainty, Drift, Evidence, Finding
from provenance.show import ItemFacts, article_facts, changed, credits_text, look_of, names_on_page
from provenance.show import sharing_of as sharing

SURE = ("w", "e")
"""Classes whose sentences match a source for certain."""
COMPARED = ("w", "e", "q")
"""Classes whose words are compared with a dispatch or a credited page."""
SOURCES = ("wire", "reprint")
"""Of two articles with no dispatch nobody can tell which one changed a word."""
RANK: tuple[Certainty, ...] = get_args(Certainty)


_QUOTED: Final = re.compile("“([^”]*)”")


class Place(NamedTuple):
    """A finding by its index, with the passage beside it and what differs."""

    at: int
    evidence: Evidence | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a question found: which weight it has by name, how much of the article it is (0-1), and its facts."""

    facts: ItemFacts
    weight: str
    certainty: str
    places: tuple[Place, ...] = ()
    extent: float = 1.0


def uncredited(annotation: Annotation, config: Config) -> Iterator[Found]:
    """Agencies whose dispatches, or credited pages, the text matches, and which the page does not credit for it."""
    del config
    facts = article_facts(annotation)
    pages = {"absent": facts.absent, "named": facts.named, "letters": facts.uncredited}
    asked = [(name, page) for page, names in pages.items() for name in names]
    if not facts.declared and facts.counts.unattributed:
        asked.append(("", "absent"))
    for name, page in asked:
        places = [
            Place(index, finding.passage)
            for index, finding in _body(annotation)
            if look_of(finding).key in SURE and (finding.verdict.agency or "") == name
        ]
        yield Found(
            ItemFacts(
                "uncredited",
                name,
                sentences=len(places),
                body=facts.counts.body,
                page=page,
                partners=facts.counts.partners,
            ),
            "uncredited" if page == "absent" else "named",
            _surest(annotation, places),
            tuple(sorted(places, key=_telling)),
            len(places) / max(1, facts.counts.body),
        )


def unmatched(annotation: Annotation, config: Config) -> Iterator[Found]:
    """Credits for the text that no dispatch of the agency bears out, and those that could not be checked."""
    del config
    facts = article_facts(annotation)
    searched = annotation.searched.agencies
    for kind, names in (("unmatched", facts.missed), ("unchecked", facts.unchecked)):
        for name in names:
            credit = next(item for item in credits_text(annotation) if name in item.agencies)
            words = " ".join(credit.text.split())
            yield Found(ItemFacts(kind, name, searched=searched.get(name, 0), text=words), kind, "stated")


def versions(annotation: Annotation, config: Config) -> Iterator[Found]:
    """Dispatches that the article rests on and that were corrected, withdrawn, or not yet free."""
    del config
    told = set[str]()
    for note in annotation.notes:
        if note.code not in ("withdrawn", "corrected", "embargo"):
            continue
        doc, held = noted(note, annotation.sources.values())
        told.add(doc)
        places = _on(annotation, doc)
        told_of = [words.strip("… ") for words in _QUOTED.findall(note.text)]
        close = {place: _nearness(_text(annotation, place), told_of) for place in places}
        weight = note.code if note.code != "corrected" or held == "old" else "elsewhere"
        yield Found(
            ItemFacts(note.code, sentences=len(places), text=note.text),
            weight,
            _surest(annotation, places),
            tuple(sorted(places, key=lambda place: (-close[place], place.at))),
        )


def drift(annotation: Annotation, config: Config) -> Iterator[Found]:
    """Quotations, numbers and names that differ from the source: each kind once, each change once."""
    del config
    found: dict[str, dict[str, Place]] = defaultdict(dict)
    for index, finding in enumerate(annotation.findings):
        if finding.segment.kind not in CONTENT_KINDS or look_of(finding).key not in COMPARED:
            continue
        for change in finding.drift:
            owner = _owner(finding, change)
            if owner is not None and change.kind in ("quote", "number", "name"):
                note = changed(annotation, finding, change, sharing(annotation))
                known = found[change.kind].get(note)
                if known is None or annotation.findings[known.at].segment.kind != "body":
                    found[change.kind][note] = Place(index, owner, note)
    for kind, changes in found.items():
        places = _joined(list(changes.values()))
        facts = ItemFacts(kind, sentences=len(places), text=places[0].note)
        yield Found(facts, kind, _surest(annotation, places), tuple(places))


def exclusive(annotation: Annotation, config: Config) -> Iterator[Found]:
    """Speech that a dispatch says was given to its agency alone, on a page that does not name the agency."""
    lifted: dict[str, list[Place]] = defaultdict(list)
    for index, finding in enumerate(annotation.findings):
        alone = given_alone(finding.evidence, config.decision.quote)
        if alone and alone.agency and finding.spoken and finding.segment.kind in CONTENT_KINDS:
            lifted[alone.agency].append(Place(index, alone))
    for name, places in lifted.items():
        if any(names_on_page(annotation, [name])):
            continue
        facts = ItemFacts("exclusive", name, sentences=len(places))
        yield Found(facts, "exclusive", _surest(annotation, places), tuple(places))


def maybe(annotation: Annotation, config: Config) -> Iterator[Found]:
    """Sentences of which a source is possible, and no more: as many as every summary of the article counts."""
    del config
    found = [(i, finding) for i, finding in _body(annotation) if look_of(finding).key == "r"]
    if not found:
        return
    names = {finding.verdict.agency for _, finding in found}
    rests = [(i, finding.passage) for i, finding in found]
    places = [Place(i, passage) for i, passage in rests]
    body = article_facts(annotation).counts.body
    facts = ItemFacts(
        "maybe",
        (names.pop() or "") if len(names) == 1 else "",
        sentences=len(places),
        body=body,
        partners=_partners(passage.role for _, passage in rests if passage),
    )
    yield Found(facts, "maybe", "possible", tuple(sorted(places, key=_telling)), len(places) / body)


def lookalike(annotation: Annotation, config: Config) -> Iterator[Found]:
    """Credit lines in letters that imitate an agency's name."""
    del config
    lines = {" ".join(item.text.split()): None for item in annotation.credits if item.rule == IMITATION}
    for words in lines:
        yield Found(ItemFacts("lookalike", text=words), "lookalike", "stated")


FINDERS = (versions, exclusive, uncredited, drift, lookalike, unmatched, maybe)


def _nearness(text: str, quoted: Iterable[str]) -> float:
    """Return how nearly a sentence has what a note quotes: 100 where it has all of it."""
    return max((fuzz.partial_ratio(words, text) for words in quoted), default=0.0)


def _partners(roles: Iterable[str]) -> str:
    """Return what passages stand in, in words."""
    told = {"wire": "dispatches", "reprint": "credited pages", "article": "other articles"}
    return told.get("".join(set(roles)), "other texts")


def _body(annotation: Annotation) -> Iterator[tuple[int, Finding]]:
    return ((i, finding) for i, finding in enumerate(annotation.findings) if finding.segment.kind == "body")


def _on(annotation: Annotation, doc: str) -> list[Place]:
    """Return the sentences that rest on a dispatch."""
    pairs = ((i, finding.passage) for i, finding in enumerate(annotation.findings))
    return [Place(i, passage) for i, passage in pairs if passage is not None and passage.doc == doc]


def _owner(finding: Finding, change: Drift) -> Evidence | None:
    """Return the passage of a dispatch or credited page in which words stand differently."""
    return next((item for item in finding.evidence if change in item.drift and item.role in SOURCES), None)


def _joined(places: Sequence[Place]) -> list[Place]:
    """Return one place a sentence, with all that differs in it."""
    notes: dict[int, list[Place]] = defaultdict(list)
    for place in places:
        notes[place.at].append(place)
    return [
        Place(index, same[0].evidence, " ".join(place.note for place in same))
        for index, same in sorted(notes.items())
    ]


def _surest(annotation: Annotation, places: Sequence[Place]) -> str:
    """Return the best certainty of some sentences; a sentence of which nothing is claimed needs a look."""
    words = [annotation.findings[place.at].verdict for place in places]
    claimed = [verdict.certainty or "possible" for verdict in words if verdict.origin != "original"]
    return min(claimed, key=RANK.index, default="possible")


def _telling(place: Place) -> tuple[float, int]:
    """Order sentences by how telling their passage is."""
    return (-place.evidence.score if place.evidence else 0.0, place.at)


def _text(annotation: Annotation, place: Place) -> str:
    segment = annotation.findings[place.at].segment
    return annotation.document.text[segment.start : segment.end]
