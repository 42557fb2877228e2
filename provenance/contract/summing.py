"""The notes of several articles in one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from provenance.contract.notes import NOTES, READING
from provenance.contract.wording import count
from provenance.records import Note

VERSIONS = {
    "corrected": "a source was corrected later",
    "withdrawn": "a source was withdrawn",
    "embargo": "printed before a source's embargo ended",
    "relayed": "a source was passed on by another agency",
}
"""A few words for the notes on the dispatches that an article rests on (``match/corrections.py``)."""


class Noted(Protocol):
    """What has notes: an annotation, or what was kept of one."""

    @property
    def notes(self) -> tuple[Note, ...]:
        """Return the notes."""


def sum_up(annotations: Sequence[Noted]) -> str:
    """Return the notes in one line: as they are for one article, and how many articles each is true of for several."""
    if len(annotations) == 1:
        return " ".join(note.text for note in annotations[0].notes)
    told = Counter(note.code for annotation in annotations for note in annotation.notes)
    briefs = (
        {item.code: item.brief for item in NOTES} | {item.code: item.brief for item in READING} | VERSIONS
    )
    words = [f"{briefs.get(code, code)} ({count(number, 'article')})" for code, number in told.items()]
    return f"To know: {'; '.join(words)}." if words else ""
