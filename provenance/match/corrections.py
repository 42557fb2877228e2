"""What a reader of an article must know of the dispatches it rests on: corrected since, withdrawn, embargoed, passed on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Protocol

from rapidfuzz.distance import Indel

from provenance.match.versions import marks, unmarked, version_of
from provenance.page import agency
from provenance.records import Annotation, Document, Finding, Note, Source
from provenance.text import fold, moment, sentence_starts

SAME = 0.6
"""Share of words above which two sentences are one, changed."""
AROUND = 4
"""Words that are quoted on either side of what was changed in a sentence."""
COMMON = 0.5
"""Share of the sentences of the shorter text that stand in the other where both are versions of one story."""


class Library(Protocol):
    """What is asked of an archive."""

    def document(self, name: str) -> Document:
        """Return a dispatch by id."""

    def notices(self, document: Source) -> Sequence[Document]:
        """Return the dispatches that correct or withdraw a dispatch, in order of release."""


def version_notes(annotation: Annotation, library: Library) -> tuple[Note, ...]:
    """Return what must be known of the dispatches that an article rests on.

    Args:
        annotation: A decided article.
        library: The archive that it was decided from.
    """
    resting: dict[str, list[Finding]] = {}
    for finding in annotation.findings:
        if finding.verdict.origin == "wire" and finding.evidence:
            resting.setdefault(finding.evidence[finding.rests or 0].doc, []).append(finding)
    notes: list[Note] = []
    for name, findings in resting.items():
        source = annotation.sources.get(name)
        if source is not None and source.role == "wire":
            item = library.document(name)
            notes.extend(_of_item(annotation, item, findings))
            notes.extend(_note(annotation, source, later, findings) for later in library.notices(source))
    return tuple(notes)


def _of_item(annotation: Annotation, item: Document, findings: Sequence[Finding]) -> Iterator[Note]:
    """Yield what a dispatch says of itself."""
    told = f"{_count(findings)} of this article rest{'s' * (len(findings) == 1)} on {_named(item)}"
    if marks(item)[0] == "withdrawn":
        yield Note("withdrawn", f"{told}, which its agency withdrew.")
    embargo = str(item.meta.get("embargo") or "")
    until, printed = moment(embargo), moment(annotation.document.published)
    if until and printed and printed.latest < until.earliest:
        yield Note(
            "embargo",
            f"{told}, which was not to be published before {embargo}; the article is dated before that.",
        )
    passed = [f"written by {name}" for name in _others(item, "originator")]
    passed += [f"distributed by {name}" for name in _others(item, "distributor") if agency(name)]
    if passed:
        yield Note("relayed", f"{told}; the item was {' and '.join(passed)}.")


def _others(item: Document, field: str) -> list[str]:
    """Return the names in a field of a dispatch that are not those of its agency."""
    names = [name for name in str(item.meta.get(field) or "").split("; ") if name]
    return [
        name for name in names if item.agency not in (name, found.short if (found := agency(name)) else None)
    ]


def noted(note: Note, sources: Iterable[Source]) -> tuple[str, str]:
    """Return the id of the dispatch that a note of this module is about, and which wording it says the article has.

    The wording is ``old``, ``new``, or ``""`` where what was changed is not in the article; both are empty for other notes.
    """
    for source in sources:
        named = f" item {source.id}"
        if f"{named}, which " in note.text or f"{named} (version " in note.text:
            return source.id, next((word for word in ("old", "new") if note.text.endswith(_has(word))), "")
    return "", ""


def _has(wording: str) -> str:
    return f" The article has the {wording} text."


def _note(annotation: Annotation, source: Source, later: Document, findings: Sequence[Finding]) -> Note:
    status = marks(later)[0]
    said = f"{_count(findings)} of this article rest{'s' * (len(findings) == 1)} on {_named(source)}"
    by = f"{later.id}{f' ({later.published})' if later.published else ''}"
    if status == "withdrawn":
        return Note("withdrawn", f"{said}, which was withdrawn by {by}.")
    said = f"{said}, which was corrected by {by}"
    for old, new in changes(source.text, later.text):
        held = _held(annotation.document.text, findings, old, new)
        if held:
            return Note("corrected", f"{said}: {became(old, new)}{_has(held)}")
    return Note("corrected", f"{said}. What was changed is not in this article.")


def became(old: str, new: str) -> str:
    """Return what was changed in a sentence, with a few words around it on both sides."""
    if not new:
        return f"“{old}” was left out."
    before, after = old.split(), new.split()
    first = _same(before, after)
    last = _same(before[first:][::-1], after[first:][::-1])
    was, now = (_around(words, first, len(words) - last) for words in (before, after))
    return f"“{was}” became “{now}”{'' if now.endswith(('.', '!', '?')) else '.'}"


def _same(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many words two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _around(words: Sequence[str], first: int, end: int) -> str:
    """Return words from ``first`` to before ``end`` with :data:`AROUND` on either side, and what is left out as dots."""
    begin, stop = max(0, first - AROUND), min(len(words), end + AROUND)
    return f"{'… ' * (begin > 0)}{' '.join(words[begin:stop])}{' …' * (stop < len(words))}"


def _count(findings: Sequence[Finding]) -> str:
    return f"{len(findings)} sentence{'s' * (len(findings) > 1)}"


def _named(item: Document | Source) -> str:
    version = item.version if isinstance(item, Source) else version_of(item)
    agency = item.agency or "the agency"
    # an id made of a file's name often begins with the agency
    whose = "the" if item.id.casefold().startswith(agency.casefold()) else f"{agency}'s"
    return f"{whose} item {item.id}{f' (version {version})' if version else ''}"


def alike(one: str, other: str) -> bool:
    """Tell whether two texts are versions of one story: many sentences stand in both as they are."""
    here, there = set(_sentences(one)), set(_sentences(other))
    return len(here & there) >= COMMON * min(len(here), len(there)) and len(here & there) > 1


def changes(earlier: str, later: str) -> list[tuple[str, str]]:
    """Return the sentences of a text that a later one does not have, each with the one it became, ``""`` for none.

    A mark of a version before a headline is no change of it.
    """
    before, after = (list(filter(None, map(unmarked, _sentences(text)))) for text in (earlier, later))
    new = [sentence for sentence in after if sentence not in before]
    return [(old, _nearest(old, new)) for old in before if old not in after]


def _held(text: str, findings: Sequence[Finding], old: str, new: str) -> str | None:
    """Tell which of two wordings the sentences of an article have: the old, the new, or neither."""
    held, score = None, SAME
    for finding in findings:
        words = _words(text[finding.segment.start : finding.segment.end])
        alike = [Indel.normalized_similarity(words, _words(item)) if item else 0.0 for item in (old, new)]
        if max(alike) >= score and alike[0] != alike[1]:
            held, score = ("old" if alike[0] > alike[1] else "new"), max(alike)
    return held


def _nearest(sentence: str, others: Sequence[str]) -> str:
    words = _words(sentence)
    ranked = [(Indel.normalized_similarity(words, _words(other)), other) for other in others]
    score, found = max(ranked, default=(0.0, ""))
    return found if score >= SAME else ""


def _sentences(text: str) -> list[str]:
    starts = sentence_starts(text)
    ends = [*starts[1:], len(text)]
    return [" ".join(text[a:b].split()) for a, b in zip(starts, ends, strict=True)]


def _words(sentence: str) -> list[str]:
    return [fold(word.strip(".,;:!?\"'“”()")) for word in sentence.split()]
