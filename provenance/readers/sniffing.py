"""Which format a file is in: its content where that is plain, its suffix otherwise, plain text at last."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from provenance.errors import ReadError
from provenance.readers.decoding import AGAIN, HEAD, binary_reason, decode
from provenance.readers.head import Head

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--[^-]*+(?:-(?!->)[^-]*+)*+-->\s*)*+<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_XML = re.compile(r"\s*<(?:\?xml\s|!DOCTYPE\s|[A-Za-z][\w.:-]{0,60}[\s>])")
_JSON = re.compile(r'\s*(?:\{\s*(?:"|\})|\[\s*(?:\{|\]))')
_COLUMN = re.compile(r'"?[\w .:-]{1,60}"?')
_TEXT_COLUMNS = {"text", "html"}


def sniff(head: bytes, name: str, by_suffix: str | None, recognised: Callable[[Head], str | None]) -> str:
    """Return the name of the format.

    Args:
        head: The first :data:`HEAD` bytes, unpacked.
        name: The file name, for messages.
        by_suffix: The format that the suffix names, if any.
        recognised: Asks the formats that tell themselves by content.

    Raises:
        ReadError: The file is empty, binary, or XML in a form that is not read.
    """
    if head.startswith(b"PAR1"):
        return "parquet"
    _refuse_empty(head, head, name)
    reason = binary_reason(head)
    text = "" if reason else decode(head[: _whole(head)])[0]
    if found := recognised(Head(head, text, name)):
        return found
    if reason:
        raise ReadError(name, reason, remedy=AGAIN)
    _refuse_empty(text, head, name)
    return _by_content(text, name, by_suffix) or by_suffix or "text"


def _refuse_empty(said: bytes | str, head: bytes, name: str) -> None:
    if not said.strip() and len(head) < HEAD:
        raise ReadError(name, "is empty", remedy=AGAIN)


def _by_content(text: str, name: str, by_suffix: str | None) -> str | None:
    if _HTML.match(text):
        return "html"
    if _JSON.match(text):
        return _json_or_lines(text, by_suffix)
    if (
        by_suffix is None
        and _XML.match(text)
        and (text.lstrip().startswith("<?xml") or name.lower().endswith("xml"))
    ):
        raise ReadError(
            name,
            f"is XML of a kind that is not read (its first element is {Head(b'', text, name).root!r:.60})",
            remedy="give --input-format where it is one of the known formats, or save its text",
        )
    return "csv" if by_suffix in (None, "text", "csv") and separator(text) else None


def _json_or_lines(text: str, by_suffix: str | None) -> str:
    """Tell one JSON value from one object a line: a whole object in the first line, and more after it, are lines."""
    first, _, rest = text.lstrip().partition("\n")
    try:
        value = json.loads(first)
    except (ValueError, RecursionError):
        return by_suffix if by_suffix in ("json", "jsonl") else "json"
    if isinstance(value, dict) and (rest.strip() or by_suffix != "json"):
        return "jsonl"
    return "json"


def separator(text: str) -> str | None:
    """Return what parts the columns of a table, where its first line names a column ``text`` or ``html``."""
    header = text.lstrip("\ufeff").split("\n", 1)[0].strip("\r")
    if len(header) > 10_000:
        return None
    for mark in (",", ";", "\t", "|"):
        columns = header.split(mark)
        names = {column.strip().strip('"').lower() for column in columns}
        if all(_COLUMN.fullmatch(column.strip()) for column in columns) and names & _TEXT_COLUMNS:
            return mark if len(columns) > 1 else None
    return None


def _whole(head: bytes) -> int:
    """Return where to cut so that no UTF-8 character is split, which would look like another encoding."""
    end = len(head)
    if end < HEAD:
        return end
    while end > HEAD - 4 and head[end - 1] & 0xC0 == 0x80:
        end -= 1
    return end - 1 if head[end - 1] >= 0xC0 else end
