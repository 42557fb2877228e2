"""Takes, updates, corrections and withdrawals of one story: which text is which, and what a correction changed.

Wires send a story again and again. A later text of it names the earlier one (``replaces``), or bears the same headline
behind a mark (``CORRECTED-``, ``UPDATE 2-``, ``1er lead``). What matters to a reader is a text that was corrected or
withdrawn after an outlet had used it (domain §1, R10).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from rapidfuzz.distance import Indel

from provenance.records import Annotation, Document, Finding, Note, Source
from provenance.text import fold, sentence_starts

Status = Literal["usable", "corrected", "withdrawn"]
DAYS = 14
"""Days within which a later text with the same headline is of the same story."""
SAME = 0.6
"""Share of words above which two sentences are one, changed."""
_WITHDRAWN = r"WITHDRAWN|WITHDRAWAL|KILLED|KILL|CANCELLED|CANCELED|RETIRÉ|ANNULÉ|ZURÜCKGEZOGEN"
_CORRECTED = r"CORRECTED|CORRECTION|CORRECTS|CORRIGÉ|RECTIFICATIF|BERICHTIGUNG|KORREKTUR"
_OTHER = (
    r"(?:UPDATE|WRAPUP) \d{1,2}|REFILE|RPT|URGENT|EXCLUSIVE|ALERT|LEAD|"
    r"\d{1,2}(?:ST|ND|RD|TH|ER|E|ÈME)? (?:LEAD|LD)(?:-WRITETHRU)?|"
    r"(?:UPDATED?|STORY|ITEM)(?= (?:WITHDRAWN|KILLED|CORRECTED))"
)
_MARK = re.compile(
    rf"\s{{0,9}}\(?(?:({_WITHDRAWN})|({_CORRECTED})|(?:{_OTHER}))\b[\s:.\-–—/]{{0,9}}", re.IGNORECASE
)
_LONGEST = 300
"""Code points of a first line that are read for marks."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A dispatch that corrects or withdraws an earlier one: its id, and what that one can be known by."""

    doc: str
    status: Status
    story: str
    agency: str
    when: int
    replaces: tuple[str, ...] = ()


class Notices(Protocol):
    """What is asked of an archive."""

    def notices(self, document: Source) -> Sequence[Document]:
        """Return the dispatches that correct or withdraw a dispatch, in order of release."""


def marks(document: Document) -> tuple[Status, str]:
    """Return what a dispatch says of itself, and its headline without marks, folded: what its versions share.

    >>> marks(Document(id="1", text="", title="UPDATE 2-CORRECTED-Mill burns, two hurt"))
    ('corrected', 'mill burns, two hurt')
    """
    line = (document.title or next(iter(document.text.strip().splitlines()), ""))[:_LONGEST]
    status: Status = "usable"
    at = 0
    while found := _MARK.match(line, at):
        status = "withdrawn" if found[1] else "corrected" if found[2] and status == "usable" else status
        at = found.end()
    if document.status in ("corrected", "withdrawn"):
        status = "withdrawn" if document.status == "withdrawn" else "corrected"
    return status, " ".join(map(fold, line[at:].split()))


def notice(document: Document, when: int) -> Notice | None:
    """Return what a dispatch says about an earlier one, None where it corrects and withdraws nothing."""
    status, story = marks(document)
    if status == "usable":
        return None
    named = document.meta.get("replaces") or ()
    replaces = (
        (named,) if isinstance(named, str) else tuple(map(str, named)) if isinstance(named, Iterable) else ()
    )
    return Notice(document.id, status, story, document.agency or "", when, replaces)


def concerns(item: Notice, document: Source, when: int, story: str) -> bool:
    """Tell whether a notice is about a dispatch: it names it, or has its headline, its agency and a later time."""
    if document.id in item.replaces:
        return True
    if item.replaces or item.doc == document.id or not story or item.story != story:
        return False
    return item.agency == (document.agency or "") and 0 <= item.when - when <= DAYS * 86_400


def version_notes(annotation: Annotation, library: Notices) -> tuple[Note, ...]:
    """Return a note for each dispatch that an article rests on and that was corrected or withdrawn.

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
            notes.extend(_note(annotation, source, later, findings) for later in library.notices(source))
    return tuple(notes)


def _note(annotation: Annotation, source: Source, later: Document, findings: Sequence[Finding]) -> Note:
    status = marks(later)[0]
    count = f"{len(findings)} sentence{'s' * (len(findings) > 1)}"
    item = f"{source.agency or 'the agency'}'s item {source.id}"
    by = f"{later.id}{f' ({later.published})' if later.published else ''}"
    if status == "withdrawn":
        return Note("withdrawn", f"{count} of this article rest on {item}, which was withdrawn by {by}.")
    said = f"{count} of this article rest on {item}, which was corrected by {by}"
    for old, new in changes(source.text, later.text):
        held = _held(annotation.document.text, findings, old, new)
        if held:
            return Note(
                "corrected",
                f"{said}: “{old}” became “{new or '(left out)'}”. The article has the {held} text.",
            )
    return Note("corrected", f"{said}. What was changed is not in this article.")


def changes(earlier: str, later: str) -> list[tuple[str, str]]:
    """Return the sentences of a text that a later one does not have, each with the one it became, ``""`` for none."""
    before, after = _sentences(earlier), _sentences(later)
    new = [sentence for sentence in after if sentence not in before]
    return [(old, _nearest(old, new)) for old in before if old not in after and not _MARK.match(old)]


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
