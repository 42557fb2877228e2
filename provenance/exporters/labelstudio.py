"""Label Studio tasks with predictions, for checking by people. Offsets are code points, as its editor and its converter count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from provenance.config import Config
from provenance.contract import DIGITS, KINDS, PALETTE, dump
from provenance.exporters.files import Destination, writing
from provenance.exporters.labels import label, segment_id
from provenance.records import Annotation


def export_labelstudio(
    annotations: Iterable[Annotation],
    destination: Destination,
    *,
    config: Config,  # noqa: ARG001
) -> None:
    """Write a list of tasks to import; :func:`configuration` goes with it."""
    tasks = [_task(annotation) for annotation in annotations]
    with writing(destination) as stream:
        stream.write(dump(tasks, indent=1).encode("utf-8") + b"\n")


def configuration() -> str:
    """Return the labelling configuration that goes with the tasks, in the colours of every view."""
    labels = "".join(
        f'    <Label value="{name}" background="{(kind.fill or kind.edge or PALETTE["rule"])[0]}"/>\n'
        for kind in KINDS.values()
        for name in kind.flat
    )
    return (
        f'<View>\n  <Labels name="provenance" toName="text">\n{labels}  </Labels>\n'
        '  <Text name="text" value="$text"/>\n</View>\n'
    )


def _task(annotation: Annotation) -> dict[str, Any]:
    document = annotation.document
    results = list(_results(annotation))
    scores = [result["score"] for result in results if "score" in result]
    return {
        "data": {"text": document.text, "article_id": document.id, "sha256": document.sha256},
        "predictions": [
            {
                "model_version": f"wire-provenance {annotation.run.version} {annotation.run.config_sha256[:12]}",
                "score": round(min(scores), DIGITS) if scores else 0.0,
                "result": results,
            }
        ],
    }


def _results(annotation: Annotation) -> Iterator[dict[str, Any]]:
    text = annotation.document.text
    for finding in annotation.findings:
        segment, value = finding.segment, label(finding.verdict)
        if value is None:
            continue
        result: dict[str, Any] = {
            "id": segment_id(annotation, finding).rpartition(":")[2],
            "from_name": "provenance",
            "to_name": "text",
            "type": "labels",
            "value": {
                "start": segment.start,
                "end": segment.end,
                "text": text[segment.start : segment.end],
                "labels": [value],
            },
        }
        if finding.verdict.confidence is not None:
            result["score"] = round(finding.verdict.confidence, DIGITS)
        yield result
