"""UIMA CAS as JSON (0.4), as INCEpTION and dkpro-cassis read it: a file for each article with its own type system.

Offsets are UTF-16 code units, as UIMA counts them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from provenance.config import Config
from provenance.contract import DIGITS, dump
from provenance.exporters.bundle import bundling, namer
from provenance.exporters.files import Destination
from provenance.exporters.labels import certainty, label, utf16
from provenance.records import Annotation

SEGMENT: Final = "provenance.Segment"
CREDIT: Final = "provenance.Credit"
_FEATURES: Final = {
    SEGMENT: {"label": "String", "kind": "String", "agency": "String", "certainty": "String", "confidence": "Double", "rule": "String"},
    CREDIT: {"role": "String", "agencies": "String", "scope": "String", "rule": "String"},
}  # fmt: skip
"""Names of the layers and of their features, with the ranges that UIMA has."""


def export_cas(annotations: Iterable[Annotation], destination: Destination, *, config: Config) -> None:  # noqa: ARG001
    """Write one CAS for each article into a folder or a zip file."""
    name = namer()
    with bundling(destination) as add:
        for annotation in annotations:
            data = dump(cas(annotation), indent=1).encode("utf-8") + b"\n"
            add(f"{name(annotation.document.id)}.json", data)


def cas(annotation: Annotation) -> dict[str, Any]:
    """Return the CAS of an article as plain JSON values."""
    text = annotation.document.text
    place = utf16(text)
    found: list[dict[str, Any]] = [
        {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text/plain", "sofaString": text}
    ]  # fmt: skip
    for item in annotation.findings:
        verdict, segment = item.verdict, item.segment
        values = {
            "label": label(verdict), "kind": segment.kind, "agency": verdict.agency, "certainty": certainty(verdict),
            "confidence": None if verdict.confidence is None else round(verdict.confidence, DIGITS), "rule": verdict.rule or None,
        }  # fmt: skip
        found.append(_structure(len(found) + 1, SEGMENT, place(segment.start), place(segment.end), values))
    for credit in annotation.credits:
        said = {
            "role": credit.role,
            "agencies": ";".join(credit.agencies),
            "scope": credit.scope,
            "rule": credit.rule,
        }
        found.append(_structure(len(found) + 1, CREDIT, place(credit.start), place(credit.end), said))
    members = [item["%ID"] for item in found[1:]]
    return {
        "%TYPES": {name: _type(name) for name in _FEATURES},
        "%FEATURE_STRUCTURES": found,
        "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": members}},
    }


def _structure(number: int, name: str, begin: int, end: int, values: dict[str, Any]) -> dict[str, Any]:
    stated = {key: value for key, value in values.items() if value is not None}
    return {"%ID": number, "%TYPE": name, "@sofa": 1, "begin": begin, "end": end, **stated}


def _type(name: str) -> dict[str, Any]:
    features = {key: {"%NAME": key, "%RANGE": f"uima.cas.{kind}"} for key, kind in _FEATURES[name].items()}
    return {"%NAME": name, "%SUPER_TYPE": "uima.tcas.Annotation", **features}
