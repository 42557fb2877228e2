"""One record of named fields to a Document: the contract's fields, everything else kept in ``meta``."""

from __future__ import annotations

import base64
import dataclasses
import html
import math
import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, Literal

from provenance.config import ReadConfig
from provenance.errors import ReadError
from provenance.readers import columns
from provenance.records import Document

Role = Literal["article", "wire"]

_TEXTS = ("title", "outlet", "url", "byline", "credit", "language", "agency", "version")
_WORDED = ("title", "outlet", "byline", "credit")
_TIMES = ("published", "updated")
_RESULTS = frozenset(
    {
        "format",
        "sha256",
        "verdict",
        "credits",
        "segments",
        "archive",
        "run",
        "sources",
        "document",
        "source",
        "notes",
    }
    | {"searched"}
)
"""Keys of an annotation object: a result that is read as an article again leaves them behind."""
_MARKUP = re.compile(r"\s*<(?:!doctype|html|body|article|div|section|p|h[1-6])\b[^<>]{0,500}>", re.I)
_TAGS = re.compile(r"</?(?:b|i|em|strong|span|br|p|sup|sub|u|q|mark|font)\b[^<>]{0,200}>", re.I)
_ESCAPED = re.compile(r"\\u(0[0-9a-f]{3}|20[0-9a-f]{2})", re.I)
_INVISIBLE = re.compile(r"[\xad\u200b\u2060\ufeff]")
_STATUS = {
    "usable": "usable",
    "corrected": "corrected",
    "withdrawn": "withdrawn",
    "canceled": "withdrawn",
    "cancelled": "withdrawn",
    "killed": "withdrawn",
    "withheld": "withdrawn",
}


def document_from_fields(
    values: Mapping[str, object],
    *,
    default_id: str,
    config: ReadConfig,
    role: Role | None = None,
    notes: tuple[str, ...] = (),
) -> Document:
    """Build a document from one record.

    Args:
        values: Field names and values as the format gives them; a missing value is None or ``""``.
        default_id: The id where the record names none.
        config: Settings of the readers.
        role: ``article`` keeps an ``agency`` field in ``meta``: only a dispatch is an agency's own document.
        notes: What the reader of the file wants known.

    Raises:
        ReadError: The record has neither ``text`` nor ``html``, or they are not text.
    """
    plain = {name: _plain(value) for name, value in values.items()}
    result = str(plain.get("format", "")).startswith("provenance-annotation/")
    matched = columns.match(plain, "" if result else config.columns)
    known = {field: plain[name] for field, name in matched.items()}
    document = _with_text(known, default_id, config, tuple(plain), usual=matched.get("text") != "text")
    remarks, meta = [*notes, *document.notes], {**document.meta}
    if not result and (said := columns.say(matched)):
        remarks.append(said)
    changes: dict[str, Any] = {}
    for name in (*_TEXTS, *_TIMES):
        value = _fact(name, known.get(name))
        if value is None:
            if known.get(name) not in (None, "", [], {}):
                meta[matched[name]] = known[name]
        elif name == "agency" and role == "article":
            meta[matched[name]] = value
        else:
            changes[name] = value
    changes["status"] = _status(known.get("status"), remarks)
    left_out = {*matched.values(), *(_RESULTS if result else ())}
    meta.update({name: value for name, value in plain.items() if name not in left_out})
    return dataclasses.replace(document, notes=tuple(remarks), meta=meta, **changes)


def tidy(text: str) -> str:
    """Return a fact as it is read: entities and escapes resolved (some sites escape twice), no markup, single spaces.

    >>> tidy("Coast &amp;amp; <i>Harbour</i>  Herald")
    'Coast & Harbour Herald'
    """
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "\\u" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return " ".join(_INVISIBLE.sub("", _TAGS.sub("", text)).split())


def is_time(value: str) -> bool:
    """Tell whether a text is an ISO 8601 date or date-time, the zone optional."""
    try:
        datetime.fromisoformat(value.strip())
    except ValueError:
        return False
    return True


def _with_text(
    values: Mapping[str, object], default_id: str, config: ReadConfig, names: tuple[str, ...], *, usual: bool
) -> Document:
    """Return the document with its text; one in a column of another name may be markup, as content systems export it."""
    name = _id_of(values.get("id")) or default_id
    text, page = _stated(values, "text"), _stated(values, "html")
    if usual and text and _MARKUP.match(text):
        text, page = None, text
    if (text or "").strip():
        return Document(id=name, text=str(text))
    if page and page.strip():
        from provenance.readers.html import document_from_html

        return document_from_html(page, name, config=config)
    stated = {"text", "html"} & values.keys()
    if stated:
        raise ReadError("", "its text is empty; a document needs text", remedy="fill it in, or leave it out")
    raise ReadError("", columns.lacking(names), remedy="name its column, or leave it out")


def _id_of(value: object) -> str | None:
    """Return an id: text as it stands, a number as text."""
    return value if isinstance(value, str) and value.strip() else _text_of(value)


def _stated(values: Mapping[str, object], key: str) -> str | None:
    """Return a field that must be text where it is there."""
    value = values.get(key)
    if value is not None and not isinstance(value, str):
        raise ReadError(
            "", f"field {key!r} must be text, not {value!r:.60}", remedy="write its text as one string"
        )
    return value


def _status(value: object, notes: list[str]) -> str:
    word = (_text_of(value) or "usable").lower()
    if word not in _STATUS:
        notes.append(f"status {word!r:.60} is not known: taken as usable")
    return _STATUS.get(word, "usable")


def _text_of(value: object) -> str | None:
    """Return a value as one line of text: text, a number, or a list of texts; None for anything else and for nothing."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (str, int, float)):
        return str(value).strip() or None
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        return ", ".join(item.strip() for item in value)
    if isinstance(value, Mapping):  # an outlet or an author as an object of its own
        return _text_of(value.get("name"))
    return None


def _fact(name: str, value: object) -> str | None:
    """Return the value of a field as one line; what is said in words is read as a page's words are."""
    text = _text_of(value)
    return (tidy(text) or None) if text and name in _WORDED else text


def _plain(value: object) -> object:
    """Return a value as JSON can hold it: times as ISO text, bytes as base64, no NaN."""
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return _scalar(value)


def _scalar(value: object) -> object:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, (bytes, bytearray)):
        return base64.b64encode(value).decode("ascii") if value else None
    return str(value)
