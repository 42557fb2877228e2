"""A sentence of an article beside the passage that it rests on, with the words that differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from provenance.records import Annotation, Evidence
from provenance.show.view import Sharing, passage, show


@dataclass(frozen=True, slots=True)
class Beside:
    """Two texts side by side, as they are shown.

    ``number`` is the sentence's in the article, from 1, and 0 for a line that is no sentence of it. ``passage`` is the view of
    the source's words (``hit``, ``before``, ``after``, ``diff``, ``when``, ``name`` ...), None where there is none; ``note`` says in words what differs.
    """

    number: int
    text: str
    note: str = ""
    passage: Mapping[str, Any] | None = None

    @property
    def there(self) -> str:
        """Return the words of the source."""
        return str(self.passage["hit"]) if self.passage else ""


def beside(
    annotation: Annotation, index: int, evidence: Evidence | None, sharing: Sharing, note: str = ""
) -> Beside:
    """Put a sentence beside a passage.

    Args:
        annotation: The article.
        index: Which of its findings.
        evidence: The passage, None for a sentence that has none.
        sharing: What of other people's text may be shown.
        note: What differs, in words.
    """
    finding = annotation.findings[index]
    text = show(annotation.document.text[finding.segment.start : finding.segment.end])
    found = passage(annotation, finding, evidence, sharing) if evidence else None
    return Beside(index + 1, text, note, found)
