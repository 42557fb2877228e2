"""The words of a sentence, counted once: where a result was made by hand or by an older version, they are counted here."""

from __future__ import annotations

from dataclasses import replace

from provenance.records import Annotation, Finding, Part
from provenance.text.tokens import word_spans


def with_words(annotation: Annotation) -> Annotation:
    """Return an annotation whose sentences have their words counted."""
    text = annotation.document.text
    return replace(annotation, findings=tuple(counted(text, finding) for finding in annotation.findings))


def counted(text: str, finding: Finding) -> Finding:
    """Return a finding with its words counted: as it is, but for one made by hand or by an older version."""
    if finding.words:
        return finding
    spans = word_spans(text, finding.segment.start, finding.segment.end)
    spoken = sum(any(quote.start <= start < quote.end for quote in finding.quotes) for start, _ in spans)

    def fill(parts: tuple[Part, ...]) -> tuple[Part, ...]:
        return tuple(replace(p, words=sum(p.start <= start < p.end for start, _ in spans)) for p in parts)

    evidence = tuple(replace(item, parts=fill(item.parts)) for item in finding.evidence)
    return replace(finding, words=len(spans), spoken=spoken, parts=fill(finding.parts), evidence=evidence)
