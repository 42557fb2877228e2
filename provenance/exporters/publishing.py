"""What a publisher could state of an article, as a suggestion: schema.org JSON-LD for the page, ninjs for a feed.

Both say what the article itself credits, and name a dispatch where one was matched. Nothing is stated for a source that
nobody has seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from provenance.config import Config
from provenance.contract import dump
from provenance.exporters.files import Destination, writing
from provenance.exporters.labels import stable_id
from provenance.records import Annotation, Source

SOURCE: Final = "http://cv.iptc.org/newscodes/contentprodpartyrole/source"
"""IPTC's role of who supplied the content."""
_GENERIC: Final = "agencies"


def export_schemaorg(annotations: Iterable[Annotation], destination: Destination, *, config: Config) -> None:  # noqa: ARG001
    """Write a list of ``NewsArticle`` objects to put into pages; a person decides about each."""
    items = [schemaorg(annotation) for annotation in annotations]
    with writing(destination) as stream:
        stream.write(dump(items, indent=1).encode("utf-8") + b"\n")


def export_ninjs(annotations: Iterable[Annotation], destination: Destination, *, config: Config) -> None:  # noqa: ARG001
    """Write ninjs 3.1 items, one a line, with ``infoSources``. Labels of sentences cannot ride in ninjs: it takes no other keys."""
    with writing(destination) as stream:
        for annotation in annotations:
            stream.write(dump(ninjs(annotation)).encode("utf-8") + b"\n")


def schemaorg(annotation: Annotation) -> dict[str, Any]:
    """Return the suggestion for one article."""
    document = annotation.document
    agencies = credited(annotation)
    organizations = [{"@type": "NewsMediaOrganization", "name": name} for name in agencies]
    based = [_article(name, source) for name, source in matched(annotation).items()]
    values = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": document.title,
        "url": document.url,
        "datePublished": document.published,
        "dateModified": document.updated,
        "inLanguage": annotation.language,
        "author": {"@type": "Person", "name": document.byline} if document.byline else None,
        "publisher": {"@type": "NewsMediaOrganization", "name": document.outlet} if document.outlet else None,
        "creditText": ", ".join(agencies),
        "sourceOrganization": _one(organizations),
        "isBasedOn": _one(based),
    }
    return {name: value for name, value in values.items() if value}


def ninjs(annotation: Annotation) -> dict[str, Any]:
    """Return one article as a ninjs 3.1 item."""
    document = annotation.document
    sources = [{"name": name, "role": SOURCE, "literal": name} for name in credited(annotation)]
    moment = document.published if document.published and "T" in document.published else None
    values = {
        "standard": {
            "name": "ninjs",
            "version": "3.1",
            "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
        },
        "uri": document.url or stable_id("document", document.id),
        "type": "text",
        "language": annotation.language,
        "versionCreated": moment,
        "headlines": [{"role": "main", "value": document.title}] if document.title else None,
        "by": document.byline,
        "infoSources": sources,
        "bodies": [{"role": "main", "contentType": "text/plain", "value": document.text}],
    }
    return {name: value for name, value in values.items() if value}


def credited(annotation: Annotation) -> tuple[str, ...]:
    """Return the agencies that an article credits with its text, in order; what is merely mentioned or pictured is none."""
    names = [
        name
        for credit in annotation.credits
        if credit.scope in ("article", "part")
        for name in credit.agencies
    ]
    return tuple(name for name in dict.fromkeys(names) if name != _GENERIC)


def matched(annotation: Annotation) -> Mapping[str, Source | None]:
    """Return the dispatches that sentences rest on, by id."""
    found: dict[str, Source | None] = {}
    for item in annotation.findings:
        if item.verdict.origin == "wire" and "match" in item.verdict.basis and item.passage is not None:
            found.setdefault(item.passage.doc, annotation.sources.get(item.passage.doc))
    return found


def _article(name: str, source: Source | None) -> dict[str, Any]:
    values = {
        "@type": "NewsArticle",
        "identifier": name,
        "headline": source.title if source else None,
        "datePublished": source.published if source else None,
        "sourceOrganization": {"@type": "NewsMediaOrganization", "name": source.agency}
        if source and source.agency
        else None,
    }
    return {key: value for key, value in values.items() if value}


def _one(values: list[dict[str, Any]]) -> object:
    return values[0] if len(values) == 1 else values
