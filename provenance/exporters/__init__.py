"""Write annotations to files: a registry of formats, one function each.

An exporter is ``export_x(annotations, destination, *, config, ...) -> None``:

- ``annotations``: an iterable of :class:`~provenance.records.Annotation`, read once;
- ``destination``: a binary stream, or a :class:`~pathlib.Path` of a file (or of a folder, where a format has several files);
- ``config``: the :class:`~provenance.config.Config` of the caller;
- its own options by keyword, each with a default.

It writes the same bytes for equal annotations and never looks at the clock or the network. Another package adds one
with an entry point in the group ``provenance.exporters``; docs/formats.md shows how.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from provenance.config import Config
from provenance.errors import FormatError
from provenance.records import Annotation
from provenance.registry import Format, Registry

REGISTRY = Registry(
    "output format",
    "provenance.exporters",
    (
        Format("jsonl", (".jsonl", ".ndjson"), "annotations, one JSON object a line", "provenance.exporters.jsonl:export_jsonl"),
        Format("json", (".json",), "annotations, one JSON list", "provenance.exporters.jsonl:export_json"),
        Format("csv", (".csv",), "the sentences table; all tables into a folder", "provenance.exporters.tables:export_csv"),
        Format("parquet", (".parquet",), "the sentences table; all tables into a folder", "provenance.exporters.tables:export_parquet"),
        Format("excel", (".xlsx",), "workbook: every table on a sheet, and what its columns mean", "provenance.exporters.excel:export_excel"),
        Format("html", (".html", ".htm"), "self-contained page to read, print and mail", "provenance.show.html:export_html"),
        Format("webannotation", (".jsonld",), "W3C Web Annotations (JSON-LD)", "provenance.exporters.webannotation:export_webannotation"),
        Format("labelstudio", (), "Label Studio tasks with predictions", "provenance.exporters.labelstudio:export_labelstudio"),
        Format("prov", (".provjson",), "W3C PROV-JSON: what derives from what", "provenance.exporters.prov:export_prov"),
        Format("spacy", (".spacy",), "spaCy DocBin with span groups", "provenance.exporters.spacy:export_spacy"),
        Format("prodigy", (".prodigy.jsonl",), "Prodigy tasks with spans, one a line", "provenance.exporters.prodigy:export_prodigy"),
        Format("brat", (".brat.zip",), "brat stand-off files, in a folder or a zip", "provenance.exporters.brat:export_brat"),
        Format("cas", (".cas.zip",), "UIMA CAS JSON for INCEpTION, in a folder or a zip", "provenance.exporters.cas:export_cas"),
        Format("tei", (".tei", ".tei.xml"), "TEI P5 corpus", "provenance.exporters.tei:export_tei"),
        Format("conll", (".conll", ".bio"), "tokens with BIO labels", "provenance.exporters.conll:export_conll"),
        Format("schemaorg", (".schemaorg.json",), "schema.org suggestion for the page", "provenance.exporters.publishing:export_schemaorg"),
        Format("ninjs", (".ninjs",), "ninjs 3.1 items with infoSources", "provenance.exporters.publishing:export_ninjs"),
    ),
)  # fmt: skip


def formats() -> tuple[Format, ...]:
    """Return every output format with its suffixes and one line that describes it."""
    return REGISTRY.formats()


def export(
    annotations: Iterable[Annotation],
    destination: str | Path | BinaryIO,
    *,
    output_format: str | None = None,
    config: Config | None = None,
    **options: object,
) -> None:
    """Write annotations in one format.

    Args:
        annotations: What to write.
        destination: A path (a folder where it ends in ``/``), ``-`` for standard output, or a binary stream.
        output_format: A name of :func:`formats`; found from the suffix of a path where it is not given.
        config: Settings; defaults where not given.
        options: The format's own options, such as ``spreadsheet=True`` of ``csv``.

    Raises:
        FormatError: The format is not known or has no such option.
    """
    name = output_format or _format_of(destination)
    function = REGISTRY.load(name)
    allowed = {
        item.name
        for item in inspect.signature(function).parameters.values()
        if item.kind is item.KEYWORD_ONLY
    }
    unknown = sorted(set(options) - (allowed - {"config"}))
    if unknown:
        raise FormatError(
            f"format {name!r} has no option {unknown[0]!r}. Known: {', '.join(sorted(allowed - {'config'}))}"
        )
    if isinstance(destination, str) and destination.endswith(("/", "\\")):
        Path(destination).mkdir(parents=True, exist_ok=True)
    target = Path(destination) if isinstance(destination, str) and destination != "-" else destination
    function(
        annotations, sys.stdout.buffer if target == "-" else target, config=config or Config(), **options
    )


def _format_of(destination: str | Path | BinaryIO) -> str:
    if not isinstance(destination, (str, Path)) or str(destination) == "-":
        return "jsonl"
    name = REGISTRY.by_suffix(Path(destination).name)
    if name is None:
        raise FormatError(
            f"{destination}: the suffix names no format; give one of {', '.join(REGISTRY.names())}"
        )
    return name
