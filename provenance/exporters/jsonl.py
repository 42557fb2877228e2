"""The annotation object itself: one a line, or one list."""

from __future__ import annotations

from collections.abc import Iterable

from provenance.config import Config
from provenance.contract import annotation_to_dict, dump, to_json_line
from provenance.exporters.files import Destination, writing
from provenance.records import Annotation


def export_jsonl(
    annotations: Iterable[Annotation],
    destination: Destination,
    *,
    config: Config,  # noqa: ARG001
    sources: bool = False,
) -> None:
    """Write one annotation object a line; ``sources`` adds everything the published format leaves out."""
    with writing(destination) as stream:
        for annotation in annotations:
            stream.write(to_json_line(annotation, sources=sources).encode("utf-8") + b"\n")


def export_json(
    annotations: Iterable[Annotation],
    destination: Destination,
    *,
    config: Config,  # noqa: ARG001
    sources: bool = False,
) -> None:
    """Write one list of annotation objects, indented; ``sources`` adds everything the published format leaves out."""
    with writing(destination) as stream:
        mark = b"["
        for annotation in annotations:
            stream.write(mark + b"\n")
            stream.write(dump(annotation_to_dict(annotation, sources=sources), indent=1).encode("utf-8"))
            mark = b","
        stream.write(b"[]\n" if mark == b"[" else b"\n]\n")
