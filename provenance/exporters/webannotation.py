"""W3C Web Annotation Data Model (Recommendation of 2017), as one JSON-LD AnnotationPage.

Positions are Unicode code points, as the Recommendation demands. Targets and sources are named by the SHA-256 of their
text, because an offset means nothing in another version of a page. There is no time in it: equal input, equal bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any, Final
from urllib.parse import urlsplit

from provenance.config import Config
from provenance.contract import dump
from provenance.exporters.files import Destination, writing
from provenance.exporters.labels import certainty, label, segment_id, stable_id
from provenance.records import Annotation, Credit, Evidence, Finding

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
AROUND: Final = 32
"""Code points of text before and after a quotation, by which another program can find it again."""


def export_webannotation(
    annotations: Iterable[Annotation], destination: Destination, *, config: Config
) -> None:
    """Write every judged segment and every credit as a Web Annotation."""
    items = [item for annotation in annotations for item in _items(annotation, config)]
    page = {
        "@context": CONTEXT,
        "id": stable_id("page", *(item["id"] for item in items)),
        "type": "AnnotationPage",
        "items": items,
    }
    with writing(destination) as stream:
        stream.write(dump(page, indent=1).encode("utf-8") + b"\n")


def _items(annotation: Annotation, config: Config) -> Iterator[dict[str, Any]]:
    for finding in annotation.findings:
        value = label(finding.verdict)
        if value is not None:
            bodies = [_words(value, "classifying"), *_details(finding), *_links(annotation, finding, config)]
            span = finding.segment.start, finding.segment.end
            yield _item(annotation, segment_id(annotation, finding), "classifying", bodies, span)
    for number, credit in enumerate(annotation.credits):
        name = stable_id(
            "credit", annotation.document.id, annotation.document.sha256, number, credit.start, credit.end
        )
        yield _item(annotation, name, "tagging", list(_credit(credit)), (credit.start, credit.end))


def _item(
    annotation: Annotation, name: str, motivation: str, bodies: list[dict[str, Any]], span: tuple[int, int]
) -> dict[str, Any]:
    version = annotation.run.version
    return {
        "id": name,
        "type": "Annotation",
        "motivation": motivation,
        "generator": {
            "id": stable_id("software", version),
            "type": "Software",
            "name": f"wire-provenance {version}",
        },
        "body": bodies,
        "target": _target(annotation, *span),
    }


def _target(annotation: Annotation, start: int, end: int) -> str | dict[str, Any]:
    """Return the words that are spoken of, or the whole text for a credit of a field, which stands nowhere in it."""
    text, url = annotation.document.text, annotation.document.url
    source = f"urn:sha256:{annotation.document.sha256}"
    if start == end:
        return source
    target: dict[str, Any] = {
        "type": "SpecificResource",
        "source": source,
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": text[start:end],
                "prefix": text[max(start - AROUND, 0) : start],
                "suffix": text[end : end + AROUND],
            },
            _position(start, end),
        ],
    }
    if url and _is_web(url):
        target["scope"] = url
    return target


def _details(finding: Finding) -> Iterator[dict[str, Any]]:
    verdict = finding.verdict
    for name, value in (
        ("agency", verdict.agency),
        ("certainty", certainty(verdict)),
        ("kind", finding.segment.kind),
    ):
        if value:
            yield _words(f"{name}: {value}", "tagging")
    if verdict.why:
        yield _words(verdict.why, "describing")


def _credit(credit: Credit) -> Iterator[dict[str, Any]]:
    yield _words(f"credit: {credit.role}", "tagging")
    yield _words(f"scope: {credit.scope}", "tagging")
    for agency in credit.agencies:
        yield _words(f"agency: {agency}", "tagging")


def _links(annotation: Annotation, finding: Finding, config: Config) -> Iterator[dict[str, Any]]:
    """Yield the passage that a verdict rests on and others that bear it out; a verdict without one has none."""
    if finding.rests is None:
        return
    for rank, evidence in enumerate(finding.evidence):
        if rank == finding.rests or evidence.score >= config.decision.threshold:
            yield {
                "type": "SpecificResource",
                "purpose": "linking",
                "source": _source(annotation, evidence),
                "selector": _position(evidence.start, evidence.end),
            }


def _source(annotation: Annotation, evidence: Evidence) -> str:
    known = annotation.sources.get(evidence.doc)
    if known is None:
        return stable_id("document", evidence.doc)
    return f"urn:sha256:{hashlib.sha256(known.text.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _position(start: int, end: int) -> dict[str, Any]:
    return {"type": "TextPositionSelector", "start": start, "end": end}


def _words(value: str, purpose: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}


def _is_web(url: str) -> bool:
    try:
        return urlsplit(url).scheme in ("http", "https") and not any(char.isspace() for char in url)
    except ValueError:
        return False
