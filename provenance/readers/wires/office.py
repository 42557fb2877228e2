"""RTF and DOCX: exports of databases, taken apart as their text form is; any other such file is one document."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from provenance.config import ReadConfig
from provenance.errors import MissingExtra, ReadError
from provenance.readers.fields import Role
from provenance.readers.head import Head
from provenance.readers.inputs import read_all
from provenance.readers.wires.exports import documents, known
from provenance.readers.wires.xml import elements, local
from provenance.records import Document

RTF, DOCX = "RTF", "DOCX"
_WORD = "word/document.xml"
_PICTURES = re.compile(rb"\{\\\*?\\?(?:pict|object|datastore|themedata|blipuid)\b")
_DEPTH = 400
"""Groups within groups of an RTF file; word processors write some thirty."""


def recognise_rtf(head: Head) -> bool:
    """Tell RTF by its first letters."""
    return head.data.startswith(b"{\\rtf")


def recognise_docx(head: Head) -> bool:
    """Tell DOCX by the names in the zip file that it is."""
    return head.data.startswith(b"PK\x03\x04") and (
        b"word/" in head.data or b"[Content_Types].xml" in head.data[:200]
    )


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
        text = rtf_to_text(data.decode("latin-1"), errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, IndexError, KeyError, LookupError) as error:
        raise ReadError("", f"{RTF}: cannot be read: {error}") from error
    yield from _found(str(text), stem, role, RTF)


def _depth(data: bytes) -> int:
    deepest = depth = 0
    for mark in re.finditer(rb"\\[{}\\]|[{}]", data):
        depth += {b"{": 1, b"}": -1}.get(mark[0], 0)
        deepest = max(deepest, depth)
    return deepest


def read_docx(
    stream: BinaryIO, stem: str, *, config: ReadConfig, role: Role | None = None
) -> Iterator[Document | ReadError]:
    """Read the paragraphs of a Word file, a tab between the cells of a table."""
    try:
        with zipfile.ZipFile(io.BytesIO(read_all(stream, config=config))) as file:
            if _WORD not in file.namelist():
                raise ReadError("", f"{DOCX}: is an Office file without a text ({_WORD}); save it as .docx")
            with file.open(_WORD) as part:
                data = part.read(config.max_bytes + 1)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        if isinstance(error, ReadError):
            raise
        raise ReadError("", f"{DOCX}: is damaged or locked: {error}") from error
    if len(data) > config.max_bytes:
        raise ReadError(
            "", f"{DOCX}: unpacks to more than {config.max_bytes:,} bytes: refused (setting read.max_bytes)"
        )
    text = "\n".join(_paragraph(part) for part in elements(data, ("p", "tr"), DOCX))
    yield from _found(text, stem, role, DOCX)


def _paragraph(part: object) -> str:
    pieces: list[str] = []
    for node in part.iter():  # type: ignore[attr-defined]
        name = local(node)
        if name == "t":
            pieces.append(node.text or "")
        elif name in ("tab", "tc"):
            pieces.append("\t")
        elif name in ("br", "cr"):
            pieces.append("\n")
    return "".join(pieces).strip("\t")


def _found(text: str, stem: str, role: Role | None, what: str) -> Iterator[Document | ReadError]:
    if not text.strip():
        raise ReadError("", f"{what}: holds no text")
    database = known(text)
    if database is not None:
        yield from documents(text, stem, role, database)
    else:
        yield Document(id=stem, text=text.strip("\n"))
