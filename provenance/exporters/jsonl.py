"""The annotation object itself: one a line, or one list."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from provenance.config import Config
from provenance.contract import Once, annotation_to_dict, dump, with_texts
from provenance.exporters.files import Destination, writing
from provenance.records import Annotation


def export_jsonl(
    annotations: Iterable[Annotation],
    destination: Destination,
    *,
    config: Config,  # noqa: ARG001
    sources: bool | None = None,
) -> None:
    """Write one annotation object a line.

    Settings, and the texts that passages point into, stand in the first line that needs them. ``sources=True`` writes lines
    that each hold all that is known, also beyond the published format; ``sources=False`` leaves other people's texts out.
    """
    made = _objects(sources)
    with writing(destination) as stream:
        for annotation in annotations:
            stream.write(dump(made(annotation)).encode("utf-8") + b"\n")


def export_json(
    annotations: Iterable[Annotation],
    destination: Destination,
    *,
    config: Config,  # noqa: ARG001
    sources: bool | None = None,
) -> None:
    """Write one list of annotation objects, indented; ``sources`` as in JSONL."""
    made = _objects(sources)
    with writing(destination) as stream:
        mark = b"["
        for annotation in annotations:
            stream.write(mark + b"\n")
            stream.write(dump(made(annotation), indent=1).encode("utf-8"))
            mark = b","
        stream.write(b"[]\n" if mark == b"[" else b"\n]\n")


def _objects(sources: bool | None) -> Callable[[Annotation], dict[str, Any]]:
    if sources is None:
        once = Once()
        return lambda annotation: once(with_texts(annotation))
    return lambda annotation: annotation_to_dict(annotation, sources=sources)
