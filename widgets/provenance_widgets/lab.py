"""What the JupyterLab plugin's commands run in a kernel: annotate a file, write a report.

Both work in the kernel's folder, which is the file's, take a bare file name and answer with the names they wrote.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import provenance as pv
from provenance.show import article_view, bounded

MARK: Final = "\x1eprovenance "
"""Stands before the one line of JSON that the plugin reads; anything else that is printed is not for it."""
THRESHOLD: Final = pv.Config().decision.threshold
SUFFIXES: Final = (".provenance.json", ".provenance.jsonl")


def answer(names: Sequence[str]) -> None:
    """Print file names for the plugin."""
    sys.stdout.write(f"{MARK}{json.dumps(list(names))}\n")
    sys.stdout.flush()


def annotate_file(name: str, *, archive: str = "", threshold: float = THRESHOLD) -> list[str]:
    """Annotate the articles of a file and write ``STEM.provenance.json`` beside it (``.jsonl`` for several).

    Args:
        name: The file, in any readable format.
        archive: Folder of the wire archive; empty for none.
        threshold: Probability (0-1) from which a passage counts as a source.
    """
    result = _annotated(Path(name), archive=archive, threshold=threshold)
    path = stem(Path(name)).with_suffix(SUFFIXES[len(result) > 1])
    save(result, path)
    return [path.name]


def export_report(name: str, *, archive: str = "", threshold: float = THRESHOLD) -> list[str]:
    """Write ``STEM.provenance.html``, a report of an annotation file or of the articles of any other file."""
    source = Path(name)
    if source.name.endswith(SUFFIXES):
        result = pv.load(source)
    else:
        result = _annotated(source, archive=archive, threshold=threshold)
    return [result.report(stem(source).with_suffix(".provenance.html")).name]


def save(result: pv.Corpus, path: Path) -> None:
    """Write annotations with their sources and, in a key of its own, the view that the document viewer shows."""
    lines = io.BytesIO()
    result.write(lines, output_format="jsonl", sources=True)
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for line, annotation in zip(lines.getvalue().splitlines(), result, strict=True):
            values: dict[str, Any] = json.loads(line)
            values["view"] = bounded([article_view(annotation)])[0]
            out.write(json.dumps(values, ensure_ascii=True) + "\n")


def stem(path: Path) -> Path:
    """Return the path without its suffix; ``a.provenance.json`` gives ``a``, ``v1.2`` keeps its dots as dashes."""
    name = path.name
    for suffix in SUFFIXES:
        name = name.removesuffix(suffix)
    bare = name.rsplit(".", 1)[0] if "." in name.lstrip(".") else name
    return path.with_name(bare.replace(".", "-") or "article")


def _annotated(path: Path, *, archive: str, threshold: float) -> pv.Corpus:
    documents = pv.read(path, role="article")
    if not documents:
        raise pv.ReadError(path.name, "holds no article")
    opened = pv.Archive.open(Path(archive).expanduser()) if archive else None
    config = pv.Config().with_settings({"decision.threshold": threshold})

    def progress(done: int, total: int) -> None:
        sys.stderr.write(f"{done} of {total}\n")
        sys.stderr.flush()

    return pv.annotate(documents, opened, config=config, progress=progress)
