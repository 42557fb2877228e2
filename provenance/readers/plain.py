"""Plain text: the decoded file is the text, unaltered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from provenance.config import ReadConfig
from provenance.errors import ReadError
from provenance.readers.decoding import AGAIN, HEAD, binary_reason, decode
from provenance.readers.inputs import read_all
from provenance.records import Document


def read_text(
    stream: BinaryIO,
    stem: str,
    *,
    config: ReadConfig,
    role: object = None,  # noqa: ARG001
) -> Iterator[Document | ReadError]:
    """Read one file as one document; everything but the id is read from the text itself by later stages."""
    data = read_all(stream, config=config)
    if reason := binary_reason(data[:HEAD]):
        raise ReadError("", reason, remedy=AGAIN)
    text, notes = decode(data)
    if not text.strip():
        raise ReadError("", "is empty", remedy=AGAIN)
    if "\0" in text:
        raise ReadError("", "is binary, not text (it holds NUL)", remedy=AGAIN)
    yield Document(id=stem, text=text, notes=notes)
