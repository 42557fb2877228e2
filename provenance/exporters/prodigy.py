"""Prodigy's JSONL: one task an article, with labelled spans in code points, as ``spans.manual`` and ``textcat`` read it."""

from __future__ import annotations

from collections.abc import Iterable

from provenance.config import Config
from provenance.contract import DIGITS, dump
from provenance.exporters.files import Destination, writing
from provenance.exporters.labels import label
from provenance.records import Annotation


def export_prodigy(
    annotations: Iterable[Annotation],
    destination: Destination,
    *,
    config: Config,  # noqa: ARG001
) -> None:
    """Write one task a line; ``prodigy spans.manual`` shows the spans, with the flat labels that Label Studio gets."""
    with writing(destination) as stream:
        for annotation in annotations:
            document = annotation.document
            spans = [
                {
                    "start": item.segment.start,
                    "end": item.segment.end,
                    "label": name,
                    "confidence": round(item.verdict.confidence or 0.0, DIGITS),
                }
                for item in annotation.findings
                if (name := label(item.verdict)) is not None
            ]
            meta = {"article": document.id, "outlet": document.outlet, "verdict": annotation.verdict}
            task = {"text": document.text, "spans": spans, "meta": {k: v for k, v in meta.items() if v}}
            stream.write(dump(task).encode("utf-8") + b"\n")
