"""The annotation object: what goes out as JSON.

:func:`annotation_to_dict` gives exactly the keys and the order of the published format ``provenance-annotation/1``
(docs/formats.md); added are ``quoted`` beside each piece of evidence, which lets a threshold be moved later, and ``desk`` and ``medium`` of
an article whose record names them.
With ``sources=True`` nothing is left out: the passages' documents, what is known of the article beyond the format, and
what belongs to each piece of evidence are added under keys of their own, and reading gives back an equal record.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from typing import Any, Final

from provenance import records as rec
from provenance.contract.fields import kept

FORMAT: Final = "provenance-annotation/1"
DIGITS: Final = 4
"""Decimals of every probability and share that is written."""

DOCUMENT_EXTRAS: Final = ("updated", "url", "byline", "credit", "language", "agency", "version", "status")
_SOURCE_FIELDS: Final = ("role", "agency", "outlet", "title", "published", "version", "status", "url", "text")


def annotation_to_dict(annotation: rec.Annotation, *, sources: bool = False) -> dict[str, Any]:
    """Return the annotation object of the published format, as plain JSON values.

    Args:
        annotation: One decided article.
        sources: Add everything the format leaves out: ``sources`` (the documents that evidence points to, with their
            texts), ``document`` (facts about the article), and ``note``, ``parts``, ``drift`` where they belong.
    """
    document = annotation.document
    values: dict[str, Any] = {
        "format": FORMAT,
        "id": document.id,
        "outlet": document.outlet,
        "title": document.title,
        "published": document.published,
        "source": document.source,
        "text": document.text,
        "sha256": document.sha256,
        "verdict": annotation.verdict,
        "credits": [_credit(credit, sources) for credit in annotation.credits],
        "segments": [_finding(finding, sources) for finding in annotation.findings],
        "language": annotation.language,
        "notes": [dataclasses.asdict(note) for note in annotation.notes],
        "searched": _searched(annotation.searched),
        "archive": _coverage(annotation.archive),
        "run": {
            "version": annotation.run.version,
            "config": _plain(annotation.run.config),
            "config_sha256": annotation.run.config_sha256,
        },
    }
    values |= kept(document.meta)
    if sources:
        extras = {name: getattr(document, name) for name in DOCUMENT_EXTRAS}
        values["document"] = {**extras, "notes": list(document.notes), "meta": _plain(document.meta)}
        values["sources"] = sources_of(annotation)
    return values


def sources_of(annotation: rec.Annotation) -> dict[str, dict[str, Any]]:
    """Return the documents that evidence points to, with their texts, by id."""
    return {
        key: {"id": source.id, **{name: getattr(source, name) for name in _SOURCE_FIELDS}}
        for key, source in sorted(annotation.sources.items())
    }


def to_json_line(annotation: rec.Annotation, *, sources: bool = False) -> str:
    """Return the annotation as one line of JSON, without a line break; equal annotations give equal bytes."""
    return dump(annotation_to_dict(annotation, sources=sources))


def dump(value: object, *, indent: int | None = None) -> str:
    """Return JSON that can always be written as UTF-8: readable characters, escapes only where a surrogate stands alone."""
    line = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, ensure_ascii=True, allow_nan=False, indent=indent)
    return line


def _plain(value: object) -> object:
    """Return mappings and sequences as dicts and lists, everything else as it is."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


def _credit(credit: rec.Credit, full: bool) -> dict[str, Any]:
    values = dataclasses.asdict(credit)
    note, stretch = values.pop("note"), values.pop("stretch")
    values["agencies"] = list(credit.agencies)
    values |= {"stretch": list(stretch)} if stretch else {}
    return {**values, "note": note} if full else values


def _finding(finding: rec.Finding, full: bool) -> dict[str, Any]:
    segment, verdict = finding.segment, finding.verdict
    return {
        "start": segment.start,
        "end": segment.end,
        "kind": segment.kind,
        "origin": verdict.origin,
        "agency": verdict.agency,
        "edit": verdict.edit,
        "basis": list(verdict.basis),
        "certainty": verdict.certainty,
        "confidence": None if verdict.confidence is None else round(verdict.confidence, DIGITS),
        "rule": verdict.rule,
        "why": verdict.why,
        "quotes": [dataclasses.asdict(quote) for quote in finding.quotes],
        "rests": finding.rests,
        "kind_rule": segment.rule,
        "words": finding.words,
        "spoken": finding.spoken,
        "evidence": [
            _evidence(evidence, full or number == (finding.rests or 0))
            for number, evidence in enumerate(finding.evidence)
        ],
        "parts": [dataclasses.asdict(part) for part in finding.parts],
        "drift": [dataclasses.asdict(drift) for drift in finding.drift],
        "review": None if finding.review is None else dataclasses.asdict(finding.review),
    } | {key: found for key, found in (("lang", segment.language), ("posted", segment.posted)) if found}


def _evidence(evidence: rec.Evidence, row: bool) -> dict[str, Any]:
    values: dict[str, Any] = {
        "doc": evidence.doc,
        "agency": evidence.agency,
        "role": evidence.role,
        "published": evidence.published,
        "start": evidence.start,
        "end": evidence.end,
        "score": round(evidence.score, DIGITS),
        "edit": evidence.edit,
        "blocks": [list(block) for block in evidence.blocks],
        "quoted": round(evidence.quoted, DIGITS),
    }
    further = {
        "parts": [dataclasses.asdict(part) for part in evidence.parts],
        "drift": [dataclasses.asdict(drift) for drift in evidence.drift],
        "features": list(evidence.features) if row else [],
        "exclusive": evidence.exclusive,
        "version": evidence.version,
        "translated": evidence.translated,
    }
    return {**values, **{key: found for key, found in further.items() if found}}


def _coverage(coverage: rec.Coverage) -> dict[str, Any]:
    return {
        "documents": coverage.documents,
        "sentences": coverage.sentences,
        "agencies": dict(sorted(coverage.agencies.items())),
        "from": coverage.start,
        "to": coverage.end,
    }


def _searched(coverage: rec.Coverage) -> dict[str, Any]:
    return {**_coverage(coverage), "outside_window": coverage.outside_window, "peers": coverage.peers}
