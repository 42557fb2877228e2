"""JSON: one object a line, or one value in a file."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import BinaryIO

from provenance.config import ReadConfig
from provenance.errors import ReadError
from provenance.readers import nested
from provenance.readers.decoding import decode
from provenance.readers.fields import Role, document_from_fields
from provenance.readers.inputs import read_all
from provenance.records import Document

_WIDE = (b"\xff\xfe", b"\xfe\xff")
_DEEP = "is nested too deeply to be a record"
_FLAT = "put its text into a field of the record itself"
_WHOLE = "export it again (was it cut off?), or mend it; a line of JSONL is one whole object"


def read_jsonl(
    stream: BinaryIO, stem: str, *, config: ReadConfig, role: Role | None = None
) -> Iterator[Document | ReadError]:
    """Read one object a line; a line that cannot be read is named and the others are done."""
    for number, line, notes in lines(stream, config=config):
        try:
            value = parse(line.strip().removesuffix(","))  # lines of a list, cut out of it
            yield _document(value, f"{stem}:{number}", config, role, notes)
        except ReadError as error:
            yield ReadError("", error.reason, line=number, remedy=error.remedy)


def read_json(
    stream: BinaryIO, stem: str, *, config: ReadConfig, role: Role | None = None
) -> Iterator[Document | ReadError]:
    """Read one object, or a list of objects, each a document; a list may stand deeper in an object."""
    data = read_all(stream, config=config)
    text, notes = decode(data)
    try:
        value = parse(text)
    except ReadError:
        if _starts_lines(text):
            yield from read_jsonl(io.BytesIO(data), stem, config=config, role=role)
            return
        value = _one_by_one(text)
        if not value:
            raise
    value = nested.records(value, config.columns) or value
    if not isinstance(value, list):
        yield _document(value, stem, config, role, notes)
        return
    for number, item in enumerate(value, start=1):
        try:
            yield _document(item, f"{stem}:{number}", config, role, notes)
        except ReadError as error:
            yield ReadError("", error.reason, line=number, remedy=error.remedy)


def _one_by_one(text: str) -> list[object]:
    """Return the objects that stand one after another in a text, nothing where anything else stands among them."""
    decoder, place, found = json.JSONDecoder(parse_constant=lambda _: None), 0, list[object]()
    text = text.strip()
    while place < len(text):
        try:
            value, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            return []
        found.append(value)
        place += len(text[place:]) - len(text[place:].lstrip(" \t\r\n,"))
    return found


def lines(stream: BinaryIO, *, config: ReadConfig) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Yield number, text and notes of every line that is not blank; only a line feed ends one.

    Raises:
        ReadError: A line is longer than the limit of a file.
    """
    number = 0
    while raw := stream.readline(config.max_bytes + 1):
        number += 1
        if number == 1 and raw.startswith(_WIDE):
            text, notes = decode(raw + read_all(stream, config=config))
            yield from ((n, line, notes) for n, line in enumerate(text.split("\n"), start=1) if line.strip())
            return
        if len(raw) > config.max_bytes:
            raise ReadError(
                "", f"is longer than {config.max_bytes:,} bytes (setting read.max_bytes)", line=number
            )
        line, notes = decode(raw)
        if line.strip():
            yield number, line, notes


def parse(text: str) -> object:
    """Parse strict JSON. Raises :class:`ReadError` with the place of the mistake."""
    try:
        return json.loads(text, parse_constant=lambda _: None)
    except json.JSONDecodeError as error:
        reason = f"is not valid JSON: {error.msg} at column {error.colno}"
        raise ReadError("", reason, remedy=_WHOLE) from error
    except ValueError as error:
        raise ReadError("", f"is not valid JSON: {error}".split("; use sys.")[0], remedy=_WHOLE) from error
    except RecursionError as error:
        raise ReadError("", _DEEP, remedy=_FLAT) from error


def _document(
    value: object, default_id: str, config: ReadConfig, role: Role | None, notes: tuple[str, ...]
) -> Document:
    if not isinstance(value, dict):
        reason = f"must be a JSON object with a field 'text' or 'html', not {_shown(value)}"
        raise ReadError("", reason, remedy='write each document as {"text": "..."}')
    try:
        return document_from_fields(value, default_id=default_id, config=config, role=role, notes=notes)
    except RecursionError as error:
        raise ReadError("", _DEEP, remedy=_FLAT) from error


def _shown(value: object) -> str:
    """Return the start of a value for a message, however deep it is."""
    try:
        return f"{value!r:.60}"
    except RecursionError:
        return "a list of lists of lists"


def _starts_lines(text: str) -> bool:
    first, _, rest = text.strip().partition("\n")
    try:
        return isinstance(parse(first), dict) and bool(rest)
    except ReadError:
        return False
