"""Read articles and dispatches: a registry of formats, one function each.

A reader is ``read_x(stream, stem, *, config, role=None)``: a binary stream (already unpacked), the file name without
its suffix, the :class:`~provenance.config.ReadConfig`, and what the documents are for. It yields a
:class:`~provenance.records.Document`, or a :class:`~provenance.errors.ReadError` for one record that cannot be read;
it raises ReadError where the file as a whole cannot. The file name is filled in here. Another package adds one with an
entry point in the group ``provenance.readers``; docs/formats.md shows how. Nothing is ever fetched.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Final

from provenance.config import ReadConfig
from provenance.errors import ReadError
from provenance.readers.decoding import HEAD
from provenance.readers.fields import Role
from provenance.readers.inputs import Input, Inputs, expand, opened, peek
from provenance.readers.sniffing import sniff
from provenance.records import Document
from provenance.registry import Format, Registry

__all__ = ["REGISTRY", "Inputs", "Role", "formats", "read", "read_list"]

REGISTRY: Final = Registry(
    "input format",
    "provenance.readers",
    (
        Format("text", (".txt", ".text", ".md"), "plain text, one document a file", "provenance.readers.plain:read_text"),
        Format("jsonl", (".jsonl", ".ndjson"), "one JSON object a line", "provenance.readers.jsonl:read_jsonl"),
        Format("json", (".json",), "one JSON object, or a list of them", "provenance.readers.jsonl:read_json"),
        Format("csv", (".csv", ".tsv"), "table with a header line and a column 'text'", "provenance.readers.tabular:read_csv"),
        Format("parquet", (".parquet", ".pq"), "table with a column 'text'", "provenance.readers.tabular:read_parquet"),
        Format("html", (".html", ".htm", ".xhtml"), "web page: article text and stated facts", "provenance.readers.html:read_html"),
    ),
)  # fmt: skip


def formats() -> tuple[Format, ...]:
    """Return every input format with its suffixes and one line that describes it."""
    return REGISTRY.formats()


def read(
    inputs: Inputs,
    *,
    input_format: str | None = None,
    config: ReadConfig | None = None,
    role: Role | None = None,
) -> Iterator[Document | ReadError]:
    """Read documents lazily from files, folders, globs or ``-`` (standard input).

    Args:
        inputs: One or several; folders and globs are sorted, hidden files skipped, and a file named twice is read once.
        input_format: A name of :func:`formats`; found from content, then suffix, where it is not given.
        config: Settings of the readers.
        role: ``article`` or ``wire``; only a dispatch keeps an ``agency`` field as its own.

    Yields:
        Documents, and a ReadError for each file or record that cannot be read; the others are done. An id that was
        already used in this run gets ``~2``, ``~3``, … and a note, so no document is lost.

    Raises:
        FormatError: ``input_format`` is not known.
    """
    if input_format is not None:
        REGISTRY.load(input_format)
    return _read(inputs, input_format, config or ReadConfig(), role)


def read_list(
    inputs: Inputs,
    *,
    input_format: str | None = None,
    config: ReadConfig | None = None,
    role: Role | None = None,
) -> list[Document]:
    """Read all documents that can be read. Raises the first ReadError where none can."""
    found = list(read(inputs, input_format=input_format, config=config, role=role))
    documents = [item for item in found if isinstance(item, Document)]
    errors = [item for item in found if isinstance(item, ReadError)]
    if errors and not documents:
        raise errors[0]
    return documents


def _read(
    inputs: Inputs, input_format: str | None, config: ReadConfig, role: Role | None
) -> Iterator[Document | ReadError]:
    used: dict[str, int] = {}
    for item in expand(inputs):
        if isinstance(item, ReadError):
            yield item
            continue
        for found in _read_one(item, input_format, config, role):
            yield found if isinstance(found, ReadError) else _unique(found, used)


def _read_one(
    item: Input, input_format: str | None, config: ReadConfig, role: Role | None
) -> Iterator[Document | ReadError]:
    count = 0
    try:
        with opened(item, config=config) as stream:
            name = input_format or sniff(peek(stream, HEAD), item.shown, _by_suffix(item))
            for found in REGISTRY.load(name)(stream, item.stem, config=config, role=role):
                count += 1
                if isinstance(found, ReadError):
                    yield ReadError(item.shown, found.reason, line=found.line)
                else:
                    yield dataclasses.replace(found, source=item.kept)
        if not count:
            yield ReadError(item.shown, "holds no documents")
    except ReadError as error:
        yield ReadError(item.shown, error.reason, line=error.line)
    except OSError as error:
        yield ReadError(item.shown, f"cannot be opened or read: {error.strerror or error}")


def _by_suffix(item: Input) -> str | None:
    name = item.path.name
    return REGISTRY.by_suffix(name[:-3] if name.lower().endswith(".gz") else name)


def _unique(document: Document, used: dict[str, int]) -> Document:
    """Rename a document whose id was used before in this run."""
    name, number = document.id, used.get(document.id, 0)
    if not number:
        used[name] = 1
        return document
    while f"{name}~{number + 1}" in used:
        number += 1
    fresh = f"{name}~{number + 1}"
    used[name], used[fresh] = number + 1, 1
    note = f"id {name!r} was already used in this run: renamed {fresh!r}"
    return dataclasses.replace(document, id=fresh, notes=(*document.notes, note))
