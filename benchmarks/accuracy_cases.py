"""The small cases of ``seeds/cases``: one hard thing each, never in a fit, judged sentence by sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.accuracy_errors import overlapping
from benchmarks.development import ROOT, read_jsonl
from provenance.archive import Archive
from provenance.pipeline import annotate
from provenance.records import Annotation, Document

FOLDER = ROOT / "seeds" / "cases"


@dataclass(frozen=True, slots=True)
class Marks:
    """How many sentences of an article there are, and of how many origin, agency and edit are right."""

    sentences: int
    origin: int
    agency: int
    edit: int


def annotate_cases() -> dict[str, Annotation]:
    """Annotate the cases by the package as it is."""
    archive = Archive.build(Document(**record) for record in read_jsonl(FOLDER / "wires.jsonl"))
    found = annotate([Document(**record) for record in read_jsonl(FOLDER / "articles.jsonl")], archive)
    return {annotation.document.id: annotation for annotation in found}


def gold() -> dict[str, dict[str, Any]]:
    """Return the answers by article."""
    return {record["id"]: record for record in read_jsonl(FOLDER / "gold.jsonl")}


def mark(truth: Mapping[str, Any], annotation: Annotation) -> Marks:
    """Compare one article with its answer."""
    segments = [segment for segment in truth["segments"] if segment["origin"] is not None]
    origin = agency = edit = 0
    for segment in segments:
        finding = overlapping(annotation.findings, segment["start"], segment["end"])
        if finding is not None:
            right = finding.verdict.origin == segment["origin"]
            origin += right
            agency += right and finding.verdict.agency == segment["agency"]
            edit += right and (segment["origin"] != "wire" or finding.verdict.edit == segment["edit"])
    return Marks(len(segments), origin, agency, edit)


def mark_all(found: Mapping[str, Annotation]) -> dict[str, Marks]:
    """Compare every article with its answer."""
    return {name: mark(truth, found[name]) for name, truth in gold().items()}
