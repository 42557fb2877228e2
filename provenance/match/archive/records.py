"""Dispatches as stored text: compressed blocks of JSON lines that can be read, and found again, without any index."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterable, Iterator

from provenance.records import Document

BLOCK = 32_000
"""Bytes of JSON that are compressed together: a dispatch is read in a tenth of a millisecond."""
LEVEL = 5
_HEAD = struct.Struct("<4sIII")
_MARK = b"PVt2"
_MOST = 65_536
"""Lines that a block may have: a damaged number is not believed."""
_DEFAULTS = {"status": "usable", "notes": (), "meta": {}}


def dump(document: Document) -> bytes:
    """Return a document as one line of JSON; fields that say nothing are left out."""
    fields = {name: getattr(document, name) for name in Document.__slots__}
    fields["meta"] = dict(document.meta)
    said = {name: value for name, value in fields.items() if value != _DEFAULTS.get(name)}
    return json.dumps(said, ensure_ascii=False, default=str).encode("utf-8", "surrogatepass")


def load(line: bytes) -> Document:
    """Return what :func:`dump` wrote."""
    fields = json.loads(line.decode("utf-8", "surrogatepass"))
    fields["notes"] = tuple(fields.get("notes", ()))
    return Document(**fields)


def pack(lines: list[bytes]) -> bytes:
    """Return a block: a mark, its sizes, its number of lines, and the lines compressed (with a checksum of their own)."""
    body = zlib.compress(b"\n".join(lines), LEVEL)
    return _HEAD.pack(_MARK, len(body), len(lines), zlib.crc32(body)) + body


def blocks(lines: Iterable[bytes]) -> Iterator[tuple[bytes, int]]:
    """Yield blocks of lines, each with its number of lines."""
    held: list[bytes] = []
    size = 0
    for line in lines:
        if held and (size + len(line) > BLOCK or len(held) >= _MOST - 1):
            yield pack(held), len(held)
            held, size = [], 0
        held.append(line)
        size += len(line) + 1
    if held:
        yield pack(held), len(held)


def unpack(data: bytes | memoryview, at: int) -> list[bytes]:
    """Return the lines of the block at a place.

    Raises:
        ValueError: What stands there is no block, or a damaged one.
    """
    try:
        mark, size, count, check = _HEAD.unpack_from(data, at)
        body = data[at + _HEAD.size : at + _HEAD.size + size]
        if mark != _MARK or len(body) != size or zlib.crc32(body) != check:
            raise ValueError("the stored text is damaged")
        lines = zlib.decompress(body).split(b"\n")
    except (struct.error, zlib.error) as error:
        raise ValueError("the stored text is damaged") from error
    if len(lines) != count:
        raise ValueError("the stored text is damaged")
    return lines


def salvage(data: bytes | memoryview) -> tuple[list[bytes | None], bool]:
    """Return every line of a file of blocks, None for each that cannot be read, and whether none may be missing.

    A block whose body is damaged still says how many lines it has; where that is gone too, what follows is found by
    the mark that every block begins with.
    """
    whole, found, at, sure = bytes(data), list[bytes | None](), 0, True
    while 0 <= at < len(whole):
        end = _end(whole, at)
        try:
            found += unpack(whole, at)
        except ValueError:
            if end is None:
                at, sure = whole.find(_MARK, at + 1), False
                continue
            found += [None] * _HEAD.unpack_from(whole, at)[2]
        at = end if end is not None else len(whole)
    return found, sure


def _end(data: bytes, at: int) -> int | None:
    """Return where a block ends, None where its head cannot be believed."""
    if at + _HEAD.size > len(data):
        return None
    mark, size, count, _ = _HEAD.unpack_from(data, at)
    end = at + _HEAD.size + int(size)
    follows = end == len(data) or data[end : end + len(_MARK)] == _MARK
    return end if mark == _MARK and follows and count < _MOST else None
