"""Bytes to text: declared, byte-order mark, UTF-8, then a guess that is written down.

The decoded text is unaltered: line ends, invisible characters and spaces stay. Only a byte-order mark is no part of it.
"""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

HEAD = 65_536
"""Bytes at the start of a file that are looked at to tell what it is."""
AGAIN = "save its text again as plain text, HTML or JSONL, or leave it out"
"""What to do about a file that holds no text."""
SAMPLE = 50_000
"""Bytes that are looked at when an encoding must be guessed."""

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"PK\x03\x04", "a document of an office program that is not read"),
    (b"\xd0\xcf\x11\xe0", "a document of an old Office (save it as .xlsx or .docx)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a media file"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x1f\x8b", "gzip inside a compressed file"),
    (b"BZh9", "bzip2 inside a compressed file"),
    (b"\xfd7zXZ", "xz inside a compressed file"),
    (b"\x28\xb5\x2f\xfd", "zstd inside a compressed file"),
    (b"Rar!", "a RAR archive"),
)


def binary_reason(head: bytes) -> str | None:
    """Say what kind of binary file the first bytes belong to; None where they can be text."""
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return f"is {name}, not text"
    if head.startswith(tuple(mark for mark, _ in _MARKS)) or _wide(head):
        return None
    controls = sum(head.count(byte) for byte in (*range(1, 9), *range(14, 27), *range(28, 32)))
    if 0 in head or controls > len(head) // 10:
        return "is binary, not text (it holds NUL or control bytes)"
    return None


def decode(data: bytes, *, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Return the text and what is worth knowing about its encoding.

    Args:
        data: All bytes of a file or a line.
        declared: The encoding that the file or its transport names; ignored where the bytes do not fit it.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            # a mark before bytes of another encoding is an editor's mistake, and is no part of the text either way
            return _strict(data, encoding) or _guess(data[len(mark) :])
    for candidate in (_wide(data[:SAMPLE]), declared, "utf-8"):
        found = _strict(data, candidate) if candidate else None
        if found:
            return found
    return _guess(data)


def _strict(data: bytes, encoding: str) -> tuple[str, tuple[str, ...]] | None:
    try:
        text = data.decode(encoding)
    except (ValueError, LookupError):  # a name with NUL in it is a ValueError
        return None
    plain = encoding.lower().replace("_", "-") in ("utf-8", "utf8", "utf-8-sig", "us-ascii", "ascii")
    return text, () if plain else (f"encoding: {encoding}",)


def _wide(head: bytes) -> str | None:
    """Return UTF-16 without a mark, where every other byte is NUL in most of the sample."""
    half = len(head) // 2
    if half < 2:
        return None
    if head[1::2].count(0) > 0.7 * half and head[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if head[0::2].count(0) > 0.7 * half and head[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def _guess(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Repair a mostly valid UTF-8 text; otherwise cp1252, unless the bytes speak clearly for another script."""
    loose = data.decode("utf-8", "surrogateescape")
    broken = sum("\udc80" <= char <= "\udcff" for char in loose)
    whole = sum(char > "\x7f" for char in loose) - broken
    if whole > broken:
        mended = "".join(_western(char) if "\udc80" <= char <= "\udcff" else char for char in loose)
        return mended, (f"encoding: UTF-8 with {broken} broken bytes, read as cp1252",)
    high = sum(byte > 0x7F for byte in data[:SAMPLE])
    if high > 0.25 * min(len(data), SAMPLE):
        best = from_bytes(data[:SAMPLE]).best()
        found = _strict(data, best.encoding) if best else None
        if best and found:
            return found[0], (f"encoding: guessed {best.encoding}",)
    try:
        return data.decode("cp1252"), ("encoding: guessed cp1252",)
    except UnicodeDecodeError:
        table = {byte: _western(chr(0xDC00 + byte)) for byte in range(0x80, 0x100)}
        return data.decode("latin-1").translate(table), (
            "encoding: guessed cp1252, with bytes it does not define",
        )


def _western(char: str) -> str:
    byte = bytes([ord(char) - 0xDC00])
    try:
        return byte.decode("cp1252")
    except UnicodeDecodeError:
        return byte.decode("latin-1")
