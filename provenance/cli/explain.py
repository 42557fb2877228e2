"""``provenance explain``: what decided one sentence, from its kind to what would change the answer."""

from __future__ import annotations

from collections.abc import Sequence

from provenance.cli.console import safe
from provenance.errors import ProvenanceError
from provenance.explanation import answer, explain, listing
from provenance.match import Archive
from provenance.records import Annotation


def one(annotations: Sequence[Annotation], name: str) -> Annotation:
    """Return the article of an id; an error names those there are."""
    for annotation in annotations:
        if annotation.document.id == name:
            return annotation
    known = [annotation.document.id for annotation in annotations]
    listed = ", ".join(known[:10]) + (f" and {len(known) - 10} more" if len(known) > 10 else "")
    raise ProvenanceError(f"no article with the id {name!r}; there are {listed or 'none'}")


def text(annotation: Annotation, sentence: int | None, archive: Archive | None) -> str:
    """Return the explanation of one sentence, or the numbered list of all where none is named."""
    if sentence is not None:
        return safe(explain(annotation, sentence, archive).to_text())
    body = annotation.document.text
    rows = [
        (number, answer(finding.verdict), body[finding.segment.start : finding.segment.end])
        for number, finding in enumerate(annotation.findings, 1)
    ]
    return safe(listing(rows))
