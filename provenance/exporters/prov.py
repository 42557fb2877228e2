"""W3C PROV as PROV-JSON (Member Submission of 2013): which article derives from which dispatch, and which run says so.

A derivation is stated only where a dispatch was matched. A credit alone, a reprint on another page and a shared
passage are no derivation from a known dispatch, so nothing is stated for them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from provenance.config import Config
from provenance.contract import dump
from provenance.exporters.files import Destination, writing
from provenance.exporters.labels import segment_id, stable_id
from provenance.records import Annotation, Evidence, Finding

Bundle = dict[str, dict[str, Any]]


def export_prov(
    annotations: Iterable[Annotation],
    destination: Destination,
    *,
    config: Config,  # noqa: ARG001
) -> None:
    """Write one PROV-JSON document about all annotations."""
    kinds = [
        "entity",
        "agent",
        "activity",
        "wasDerivedFrom",
        "wasAttributedTo",
        "used",
        "wasAssociatedWith",
        "wasGeneratedBy",
    ]
    found: Bundle = {kind: {} for kind in kinds}
    for annotation in annotations:
        _article(annotation, found)
    document = {"prefix": {"id": "urn:uuid:", "wp": "urn:uuid:8d7f5d0e-8a51-5a2e-9a0c-5b6f0a3f4f11#"}}
    with writing(destination) as stream:
        stream.write(
            dump(
                {**document, **{kind: values for kind, values in found.items() if values}}, indent=1
            ).encode()
        )
        stream.write(b"\n")


def _article(annotation: Annotation, found: Bundle) -> None:
    document, run = annotation.document, annotation.run
    article = _name("document", document.id)
    found["entity"][article] = {"prov:label": document.id, "wp:role": "article", "wp:sha256": document.sha256}
    tool, activity = _name("software", run.version), _name("run", run.version, run.config_sha256)
    found["agent"][tool] = {"prov:type": "prov:SoftwareAgent", "prov:label": f"wire-provenance {run.version}"}
    found["activity"][activity] = {"wp:config_sha256": run.config_sha256}
    _relate(found, "wasAssociatedWith", activity=activity, agent=tool)
    _relate(found, "used", activity=activity, entity=article)
    for finding in annotation.findings:
        verdict = finding.verdict
        if verdict.origin == "wire" and "match" in verdict.basis and finding.rests is not None:
            _derived(annotation, finding, finding.evidence[finding.rests], article, found)


def _derived(annotation: Annotation, finding: Finding, best: Evidence, article: str, found: Bundle) -> None:
    """State that one segment, and the article it stands in, derive from the dispatch that the verdict rests on."""
    run, segment = annotation.run, finding.segment
    source = _name("document", best.doc)
    piece = f"id:{segment_id(annotation, finding).rpartition(':')[2]}"
    found["entity"].setdefault(source, {"prov:label": best.doc, "wp:role": "dispatch"})
    found["entity"][piece] = {
        "prov:label": f"{annotation.document.id} {segment.start}-{segment.end}",
        "wp:start": segment.start,
        "wp:end": segment.end,
        "wp:confidence": round(finding.verdict.confidence or 0.0, 4),
    }
    if best.agency:
        agent = _name("agency", best.agency)
        found["agent"][agent] = {"prov:type": "prov:Organization", "prov:label": best.agency}
        _relate(found, "wasAttributedTo", entity=source, agent=agent)
    # PROV-DM 5.2.2: a quotation is a derivation of the type prov:Quotation.
    kind = (
        {"prov:type": {"$": "prov:Quotation", "type": "prov:QUALIFIED_NAME"}}
        if finding.verdict.edit == "verbatim"
        else {}
    )
    _relate(found, "wasDerivedFrom", extra=kind, generatedEntity=piece, usedEntity=source)
    _relate(found, "wasDerivedFrom", generatedEntity=article, usedEntity=source)
    _relate(found, "used", activity=_name("run", run.version, run.config_sha256), entity=source)


def _relate(found: Bundle, relation: str, extra: dict[str, Any] | None = None, **ends: str) -> None:
    name = f"_:{relation}-{stable_id(relation, *ends.values()).rpartition(':')[2]}"
    found[relation][name] = {**{f"prov:{role}": value for role, value in ends.items()}, **(extra or {})}


def _name(*parts: str) -> str:
    return f"id:{stable_id(*parts).rpartition(':')[2]}"
