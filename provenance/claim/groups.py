"""Passages that two or more outlets share and no dispatch at hand explains, over a whole corpus.

A *group* is one passage and its witnesses; a *source* is what the same documents have in common, in order. Everything
is read from kept evidence: nothing is matched again, and the work grows with the number of shared sentences.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Generic, TypeVar

from provenance.claim.anchors import is_firm, narrated
from provenance.claim.reconstruction import Place, Reconstruction, Telling, reconstruct
from provenance.config import Config, GroupConfig
from provenance.records import ORIGIN_KINDS, Annotation, Evidence, Finding, Kind, Origin
from provenance.text import moment, sentence_starts, word_spans

DISPLAY_KINDS: frozenset[Kind] = frozenset({"headline", "deck", "subhead"})
"""Written at each desk from the story below: they join the passage they rest on, and never join two passages."""
_T = TypeVar("_T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Witness:
    """One sentence that tells a shared passage: ``start`` and ``end`` are code points of the document's text.

    ``told`` says whether its words take part in the reconstruction: a headline on a passage, or a document's second
    telling of it, belongs to the passage and does not.
    """

    doc: str
    start: int
    end: int
    kind: Kind
    told: bool


@dataclass(frozen=True, slots=True)
class SharedGroup:
    """One shared passage: witnesses of at least two documents, the earliest document first, and their common text."""

    witnesses: tuple[Witness, ...]
    common: Reconstruction

    @property
    def documents(self) -> tuple[str, ...]:
        """Return the ids of the documents, the earliest first."""
        return tuple(dict.fromkeys(witness.doc for witness in self.witnesses))


@dataclass(frozen=True, slots=True)
class Stretch:
    """Shared passages that stand near each other in at least two documents, in the order most of them have.

    ``agreed`` tells whether every document has them in this order.
    """

    groups: tuple[SharedGroup, ...]
    agreed: bool


@dataclass(frozen=True, slots=True)
class SharedSource:
    """What some documents have in common that no dispatch at hand explains: stretches of shared passages.

    With several stretches it may be one unseen item that the outlets cut, or several: the text does not tell.
    ``agreed`` tells whether every document has the stretches in this order.
    """

    documents: tuple[str, ...]
    stretches: tuple[Stretch, ...]
    agreed: bool

    @property
    def groups(self) -> tuple[SharedGroup, ...]:
        """Return the shared passages in order."""
        return tuple(group for stretch in self.stretches for group in stretch.groups)


@dataclass(frozen=True, slots=True)
class _Paper:
    """A document as far as grouping needs it; ``starts`` are its sentences, ``findings`` those that were decided."""

    text: str
    rank: tuple[float, str]
    starts: Sequence[int]
    findings: Mapping[tuple[int, int], Finding]

    def position(self, start: int) -> int:
        return bisect_right(self.starts, start) - 1


@dataclass(frozen=True, slots=True)
class _Link:
    """Two passages that tell the same, how many words they have in common, and whether either is display."""

    one: Place
    other: Place
    words: int
    display: bool


class _Sets(Generic[_T]):
    """Disjoint sets that are joined: the earliest member stands for a set."""

    def __init__(self) -> None:
        self._parent: dict[_T, _T] = {}

    def find(self, item: _T) -> _T:
        """Return the member that stands for the item's set."""
        root = item
        while (above := self._parent.setdefault(root, root)) != root:
            root = above
        while (above := self._parent[item]) != root:
            self._parent[item], item = root, above
        return root

    def join(self, one: _T, other: _T) -> None:
        """Make one set of two."""
        self._parent[self.find(other)] = self.find(one)

    def sets(self) -> list[list[_T]]:
        """Return the sets, members and sets in the order in which they came."""
        found: dict[_T, list[_T]] = defaultdict(list)
        for item in self._parent:
            found[self.find(item)].append(item)
        return list(found.values())


def find_groups(annotations: Iterable[Annotation]) -> tuple[SharedGroup, ...]:
    """Return the passages that two or more documents share and no dispatch at hand explains.

    A sentence belongs here when it is decided ``shared`` (or a person decided so); it is joined with the passage that
    the verdict rests on and with every other passage that is firm evidence on its own. Speech alone joins nothing.

    Args:
        annotations: The corpus. Of an article alone, its witnesses are read from the sources kept with it.
    """
    decided = tuple(annotations)
    papers = _papers(decided)
    links = [link for annotation in decided for link in _links(annotation, papers)]
    strength: dict[Place, int] = {}
    for link in links:
        for place in (link.one, link.other):
            strength[place] = max(strength.get(place, 0), link.words)
    config = config_of(decided).groups
    groups = [_group(places, papers, strength, config) for places in _components(links)]
    return tuple(
        sorted(
            (group for group in groups if len(group.documents) > 1),
            key=lambda group: [(papers[w.doc].rank, w.start) for w in group.witnesses[:1]],
        )
    )


def find_sources(annotations: Iterable[Annotation]) -> tuple[SharedSource, ...]:
    """Return the shared passages joined into sources: what the same documents share, in stretches, in order."""
    decided = tuple(annotations)
    papers, groups, config = _papers(decided), find_groups(decided), config_of(decided).groups
    sources: _Sets[int] = _Sets()
    first: dict[tuple[str, str], int] = {}
    for number, group in enumerate(groups):
        sources.find(number)
        for pair in combinations(sorted(group.documents[: config.paired]), 2):
            sources.join(first.setdefault(pair, number), number)
    made = [_source([groups[i] for i in numbers], papers, config) for numbers in sources.sets()]
    return tuple(sorted(made, key=lambda s: (-len(s.groups), [papers[doc].rank for doc in s.documents])))


def config_of(annotations: Sequence[Annotation]) -> Config:
    """Return the settings that made these annotations: the first one's, or the defaults where there is none.

    Settings of another version are left aside; the annotation's note ``unknown_settings`` lists them.
    """
    return Config.from_result(annotations[0].run.config)[0] if annotations else Config()


def _papers(annotations: Sequence[Annotation]) -> dict[str, _Paper]:
    """Return every document that can be a witness: the corpus, then sources that are kept with it."""
    papers: dict[str, _Paper] = {}
    for annotation in annotations:
        document = annotation.document
        found = {
            (f.segment.start, f.segment.end): f for f in annotation.findings if f.segment.kind in ORIGIN_KINDS
        }
        rank = (_released(document.published), document.id)
        papers.setdefault(document.id, _Paper(document.text, rank, [start for start, _ in found], found))
    for annotation in annotations:
        for source in annotation.sources.values():
            if source.role != "wire" and source.id not in papers:
                rank = (_released(source.published), source.id)
                papers[source.id] = _Paper(source.text, rank, tuple(sentence_starts(source.text)), {})
    return papers


def _released(published: str | None) -> float:
    """Return a release time to sort by, in seconds; what states none comes last."""
    when = moment(published)
    return math.inf if when is None else (when.earliest + when.latest) / 2


def _origin(finding: Finding) -> Origin | None:
    """Return the origin as a person decided it, else as the tool did."""
    return finding.review.origin if finding.review else finding.verdict.origin


def _links(annotation: Annotation, papers: Mapping[str, _Paper]) -> list[_Link]:
    """Return the passages of other documents that each shared sentence of an article is joined with."""
    shared = [finding for finding in annotation.findings if _origin(finding) == "shared"]
    config, text = config_of([annotation] if shared else []), annotation.document.text
    links: list[_Link] = []
    adrift: list[tuple[Place, Evidence]] = []
    for finding in shared:
        place = (annotation.document.id, finding.segment.start, finding.segment.end)
        for item in _joined(text, finding, papers, config):
            origin, kind = _partner(item, papers)
            if finding.segment.kind in DISPLAY_KINDS and origin != "shared":
                adrift.append((place, item))
            elif origin != "wire":  # where a dispatch explains the passage, its source was seen
                other = (item.doc, item.start, item.end)
                words = sum(len(word_spans(text, start, end)) for start, end, _, _ in item.blocks)
                links.append(
                    _Link(place, other, words, not DISPLAY_KINDS.isdisjoint({kind, finding.segment.kind}))
                )
    for place, item in adrift:  # a headline on the story as a whole stands on the first passage below it
        below = next((link.one for link in links if link.other[0] == item.doc and not link.display), None)
        if below is not None:
            links.append(_Link(place, below, 0, display=True))
    return links


def _joined(text: str, finding: Finding, papers: Mapping[str, _Paper], config: Config) -> list[Evidence]:
    """Return the evidence whose passages tell what a sentence tells: what the verdict rests on, and what is firm alone."""
    display = finding.segment.kind in DISPLAY_KINDS
    # without a word in common nothing is told twice
    known = [item for item in _pages(finding, papers) if item.blocks or display]
    joined = [item for item in known if item is finding.passage] or known[:1]
    for item in known if not display else ():
        open_ = item.score >= config.decision.threshold and _partner(item, papers)[0] == "shared"
        if open_ and item not in joined and _tells_more(text, finding, item, joined, config):
            joined.append(item)
    return joined


def _pages(finding: Finding, papers: Mapping[str, _Paper]) -> list[Evidence]:
    return [item for item in finding.evidence if item.role != "wire" and item.doc in papers]


def _partner(item: Evidence, papers: Mapping[str, _Paper]) -> tuple[Origin | None, Kind]:
    """Return the origin and kind of the sentence that a passage is; what was not decided here counts as shared text."""
    partner = papers[item.doc].findings.get((item.start, item.end))
    return (_origin(partner), partner.segment.kind) if partner else ("shared", "body")


def _tells_more(
    text: str, finding: Finding, item: Evidence, joined: Sequence[Evidence], config: Config
) -> bool:
    """Tell whether a passage is firm on its own, or, in a document that is joined already, explains other narration."""
    same = [other for other in joined if other.doc == item.doc]
    if not same:
        return is_firm(text, finding, item, config=config.decision)
    taken = _places(text, finding, same)
    return len(_places(text, finding, [item]) - taken) >= config.groups.fresh


def _places(text: str, finding: Finding, items: Iterable[Evidence]) -> set[int]:
    """Return where the words of narration stand that some passages hold."""
    return {place for item in items for run in narrated(text, finding, item) for place, _ in run}


def _components(links: Sequence[_Link]) -> list[list[Place]]:
    """Return the connected passages; a headline joins the passage it rests on, and never joins two."""
    sets: _Sets[Place] = _Sets()
    for link in links:
        if not link.display:
            sets.join(link.one, link.other)
    full = {place for places in sets.sets() for place in places}
    roots = {sets.find(place) for place in full}
    for link in links:
        if link.display:
            one, other = sets.find(link.one), sets.find(link.other)
            if one != other and not (one in roots and other in roots):
                sets.join(*((one, other) if one in roots else (other, one)))
    return sets.sets()


def _group(
    places: Sequence[Place],
    papers: Mapping[str, _Paper],
    strength: Mapping[Place, int],
    config: GroupConfig,
) -> SharedGroup:
    by_doc: dict[str, list[Place]] = defaultdict(list)
    for place in sorted(places, key=lambda place: (papers[place[0]].rank, place)):
        by_doc[place[0]].append(place)
    told = {doc: _telling(found, papers[doc], strength, config) for doc, found in by_doc.items()}
    witnesses = tuple(
        Witness(doc, start, end, _kind(papers[doc], start, end), (doc, start, end) in told[doc])
        for found in by_doc.values()
        for doc, start, end in found
    )
    tellings = [
        Telling(doc, papers[doc].text, tuple((start, end) for _, start, end in chosen))
        for doc, chosen in told.items()
    ]
    return SharedGroup(witnesses, reconstruct(tellings, config=config))


def _kind(paper: _Paper, start: int, end: int) -> Kind:
    finding = paper.findings.get((start, end))
    return finding.segment.kind if finding else "body"


def _telling(
    places: Sequence[Place], paper: _Paper, strength: Mapping[Place, int], config: GroupConfig
) -> list[Place]:
    """Return the sentences in which a document tells the passage: the one with most common words, and its other halves."""
    full = [place for place in places if _kind(paper, place[1], place[2]) not in DISPLAY_KINDS]
    if not full:
        return [places[0]]
    best = max(full, key=lambda place: strength[place])
    runs: list[list[Place]] = [[]]
    for place in full:
        if place is not best and strength[place] < config.fresh:
            continue
        if runs[-1] and paper.position(place[1]) - paper.position(runs[-1][-1][1]) > 1:
            runs.append([])
        runs[-1].append(place)
    return next(run for run in runs if best in run)


def _positions(group: SharedGroup, papers: Mapping[str, _Paper]) -> dict[str, int]:
    """Return where each document tells the passage: the number of the sentence."""
    found: dict[str, int] = {}
    for witness in group.witnesses:
        if witness.told:
            found.setdefault(witness.doc, papers[witness.doc].position(witness.start))
    return found


def _lines(places: Sequence[Mapping[str, int]]) -> dict[str, list[tuple[int, int]]]:
    """Return what each document has, in its own order, as ``(position, number)``."""
    lines: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, found in enumerate(places):
        for doc, position in found.items():
            lines[doc].append((position, number))
    return {doc: sorted(line) for doc, line in lines.items()}


def _source(groups: Sequence[SharedGroup], papers: Mapping[str, _Paper], config: GroupConfig) -> SharedSource:
    """Join passages that are neighbours in at least two documents, and put them in order."""
    places = [_positions(group, papers) for group in groups]
    lines = _lines(places)
    near: Counter[tuple[int, int]] = Counter()
    for line in lines.values():
        for index, (place, number) in enumerate(line):
            for later, other in line[index + 1 : index + 1 + config.near]:
                if later - place <= config.near:
                    near[min(number, other), max(number, other)] += 1
    sets: _Sets[int] = _Sets()
    for number in range(len(groups)):
        sets.find(number)
    for pair, count in sorted(near.items()):
        if count > 1:
            sets.join(*pair)
    stretches: list[Stretch] = []
    heads: list[dict[str, int]] = []
    for numbers in sets.sets():
        order, agreed = _ordered([places[number] for number in numbers], papers)
        stretches.append(Stretch(tuple(groups[numbers[i]] for i in order), agreed))
        inner = _lines([places[number] for number in numbers])
        heads.append({doc: line[0][0] for doc, line in inner.items()})
    order, agreed = _ordered(heads, papers)
    documents = tuple(sorted(lines, key=lambda doc: papers[doc].rank))
    return SharedSource(documents, tuple(stretches[i] for i in order), agreed)


def _ordered(places: Sequence[Mapping[str, int]], papers: Mapping[str, _Paper]) -> tuple[list[int], bool]:
    """Return the order that the documents give on average, of equals as in the earliest document, and if all agree."""
    ranks: list[list[float]] = [[] for _ in places]
    found = _lines(places)
    lines = [[number for _, number in found[doc]] for doc in sorted(found, key=lambda doc: papers[doc].rank)]
    for line in lines:
        for rank, number in enumerate(line if len(line) > 1 else ()):
            ranks[number].append(rank / (len(line) - 1))
    mean = [sum(rank) / len(rank) if rank else 0.5 for rank in ranks]
    first = {number: at for at, number in enumerate(dict.fromkeys(n for line in lines for n in line))}
    order = sorted(range(len(places)), key=lambda number: (mean[number], first[number]))
    place = {number: at for at, number in enumerate(order)}
    return order, all(place[a] < place[b] for line in lines for a, b in pairwise(line))
