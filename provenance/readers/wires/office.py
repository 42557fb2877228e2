"""RTF: exports of databases, taken apart as their text form is; any other such file is one document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from provenance.config import ReadConfig
from provenance.errors import MissingExtra, ReadError
from provenance.readers.fields import Role
from provenance.readers.head import Head
from provenance.readers.inputs import read_all
from provenance.readers.wires.exports import documents, known
from provenance.records import Document

RTF = "RTF"
_PICTURES = re.compile(rb"\{\\\*?\\?(?:pict|object|datastore|themedata|blipuid)\b")
_DEPTH = 400
"""Groups within groups of an RTF file; word processors write some thirty."""


def recognise_rtf(head: Head) -> bool:
    """Tell RTF by its first letters."""
    return head.data.startswith(b"{\\rtf")


def read_rtf(
    stream: BinaryIO, stem: str, *, config: ReadConfig, role: Role | None = None
) -> Iterator[Document | ReadError]:
    """Read a rich text file, by striprtf."""
    data = read_all(stream, config=config)
    if _depth(data) > _DEPTH:
        raise ReadError("", f"{RTF}: groups are nested more than {_DEPTH} deep: refused")
    try:
        from striprtf.striprtf import rtf_to_text
    except ImportError as error:
        raise MissingExtra("striprtf", "formats") from error
    try:
        text = rtf_to_text(data.decode("latin-1"), errors="replace")
    except (ValueError, IndexError, KeyError, LookupError) as error:
        raise ReadError("", f"{RTF}: cannot be read: {error}") from error
    yield from _found(str(text), stem, role, RTF)


def _depth(data: bytes) -> int:
    deepest = depth = 0
    for mark in re.finditer(rb"\\[{}\\]|[{}]", data):
        depth += {b"{": 1, b"}": -1}.get(mark[0], 0)
        deepest = max(deepest, depth)
    return deepest


def _found(text: str, stem: str, role: Role | None, what: str) -> Iterator[Document | ReadError]:
    if not text.strip():
        raise ReadError("", f"{what}: holds no text")
    database = known(text)
    if database is not None:
        yield from documents(text, stem, role, *database)
    else:
        yield Document(id=stem, text=text.strip("\n"))
