"""Annotations of any size, repeated from the sample, for tests and measurements of large pages."""

from __future__ import annotations

from dataclasses import replace

from sample_annotations import annotations

from provenance.records import Annotation, Drift, Finding, Part, Quote


def article(sentences: int) -> Annotation:
    """Return one article of at least so many sentences, with the evidence of the sample in each."""
    one = annotations()[1]
    times = -(-sentences // len(one.findings))
    text = one.document.text + "\n\n"
    findings = tuple(_moved(f, k * len(text), k * 1000) for k in range(times) for f in one.findings)
    return replace(one, document=replace(one.document, text=text * times), findings=findings)


def corpus(articles: int) -> tuple[Annotation, ...]:
    """Return so many articles, each with an id of its own."""
    sample = annotations()
    return tuple(
        replace(one, document=replace(one.document, id=f"{one.document.id}-{number}"))
        for number, one in ((n, sample[n % len(sample)]) for n in range(articles))
    )


def _moved(finding: Finding, by: int, paragraphs: int) -> Finding:
    def shift(item: Part | Drift | Quote) -> Part | Drift | Quote:
        return replace(item, start=item.start + by, end=item.end + by)

    segment = finding.segment
    return replace(
        finding,
        segment=replace(
            segment, start=segment.start + by, end=segment.end + by, paragraph=segment.paragraph + paragraphs
        ),
        evidence=tuple(
            replace(e, blocks=tuple((a + by, b + by, c, d) for a, b, c, d in e.blocks))
            for e in finding.evidence
        ),
        parts=tuple(shift(part) for part in finding.parts),
        drift=tuple(shift(drift) for drift in finding.drift),
        quotes=tuple(shift(quote) for quote in finding.quotes),
    )
