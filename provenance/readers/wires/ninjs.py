"""News in JSON: ninjs 1 to 3 (IPTC), Superdesk's dialect of it, AP's Content API, dpa's digitalwires, and the lists they come in."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from provenance.config import ReadConfig
from provenance.errors import ReadError
from provenance.readers.decoding import decode
from provenance.readers.fields import Role
from provenance.readers.head import Head
from provenance.readers.inputs import read_all
from provenance.readers.jsonl import lines, parse
from provenance.readers.wires.item import Item, document, texts, versioned
from provenance.readers.wires.lines import Line, of_string
from provenance.records import Document

_IDS = ("uri", "guid", "urn", "_id")
_BODIES = (
    "body_html",
    "body_xhtml",
    "body_richhtml",
    "article_html",
    "body_text",
    "body",
    "content",
    "description_html",
)
_LISTS = ("_items", "items", "entries", "articles", "results", "item", "data", "hits", "_source", "newsItems")
"""Keys under which interfaces give the items that were asked for."""
_TEXTS = ("text", "composite", "")
_SOURCES = ("infosource", "infosources", "infoSources", "infoSource")
_STATED = frozenset(
    (
        "versioncreated",
        "versionCreated",
        "pubstatus",
        "pubStatus",
        "firstcreated",
        "firstCreated",
        "_current_version",
        "type",
        *_SOURCES,
    )
)
_KEYS = {
    "name": _IDS,
    "version": ("version", "_current_version"),
    "headline": ("headline", "title", "name"),
    "deck": ("subhead", "subheadline"),
    "dateline": ("dateline",),
    "credit": ("creditline", "creditLine"),
    "slug": ("slugline", "slug"),
    "language": ("language",),
    "url": ("canonicalurl", "link"),
    "published": (
        "versioncreated",
        "versionCreated",
        "version_created",
        "contentcreated",
        "_updated",
        "published",
        "firstpublished",
    ),
    "first_created": ("firstcreated", "firstCreated", "firstVersion", "_created", "updated"),
    "embargo": ("embargoedUntil", "embargoed", "embargo", "embargo_until"),
    "note": ("ednote", "edNote", "editorial_note"),
    "owner": ("source", "original_source", "copyrightnotice", "copyrightNotice"),
    "sender": ("provider", "copyrightholder", "copyrightHolder", "service_name"),
    "abstract": ("teaser", "abstract", "description_text", "headline_extended"),
}
"""What is asked of an item, and the keys that the dialects have for it, the surer first."""
_STATES = ("pubstatus", "pubStatus", "status", "state", "signal", "operation")
_HOST = re.compile(r"(?:[a-z][a-z0-9-]{0,60}\.){1,4}[a-z]{2,12}", re.IGNORECASE)
_DEEP = 6
"""Levels of lists and envelopes around an item."""


def recognise_digitalwires(head: Head) -> bool:
    """Tell dpa's digitalwires by two of its keys."""
    return {"article_html", "urn"} <= head.keys or '"digitalwires@' in head.text


def recognise_ap(head: Head) -> bool:
    """Tell AP's Content API by the ids that it gives."""
    return {"altids", "versioncreated"} <= head.keys


def recognise_ninjs(head: Head) -> bool:
    """Tell ninjs and its dialects: an id, a body and something that only items of feeds say."""
    body = {"body_html", "body_xhtml", "body_text", "body_richhtml", "bodies", "headlines"}
    return (
        bool({"uri", "guid"} & head.keys and body & head.keys and _STATED & head.keys)
        and "@context" not in head.keys
    )


def read_digitalwires(
    stream: BinaryIO, stem: str, *, config: ReadConfig, role: Role | None = None
) -> Iterator[Document | ReadError]:
    """Read dpa's digitalwires: one entry, a list, or the answer of the interface."""
    return _read(stream, stem, config, role, "digitalwires")


def read_ap(
    stream: BinaryIO, stem: str, *, config: ReadConfig, role: Role | None = None
) -> Iterator[Document | ReadError]:
    """Read AP's Content API: items with the text that was downloaded beside them."""
    return _read(stream, stem, config, role, "AP Content API")


def read_ninjs(
    stream: BinaryIO, stem: str, *, config: ReadConfig, role: Role | None = None
) -> Iterator[Document | ReadError]:
    """Read ninjs of any version: one item, a list, one a line, or the answer of an interface."""
    return _read(stream, stem, config, role, "ninjs")


def _read(
    stream: BinaryIO, stem: str, config: ReadConfig, role: Role | None, what: str
) -> Iterator[Document | ReadError]:
    data = read_all(stream, config=config)
    count, others = 0, Counter[str]()
    for line, value in _values(data, config, what):
        if isinstance(value, ReadError):
            yield value
            continue
        for item in _items(value):
            if not _is_text(item):
                others[str(item.get("type"))] += 1
                continue
            count += 1
            try:
                yield document(_item(item), f"{stem}:{count}" if count > 1 else stem, role=role, what=what)
            except ReadError as error:
                yield ReadError("", error.reason, line=line)
    if not count:
        held = ", ".join(f"{number} {kind}" for kind, number in others.items()) or "no item"
        yield ReadError("", f"{what}: holds {held}, and no item with text")


def _is_text(item: Mapping[str, Any]) -> bool:
    """Tell whether an item is a text; what calls itself something else and has a body is one all the same."""
    return str(item.get("type") or "").casefold() in _TEXTS or bool(_body(item))


def _values(data: bytes, config: ReadConfig, what: str) -> Iterator[tuple[int | None, Any]]:
    """Yield the value of a file, or that of each line where it is one a line."""
    try:
        yield None, parse(decode(data)[0])
    except ReadError as whole:
        if not data.strip().startswith(b"{") or b"\n" not in data.strip():
            raise ReadError("", f"{what}: {whole.reason}") from whole
        found = list(lines(io.BytesIO(data), config=config))
        if not _is_line(found[0][1]):
            raise ReadError("", f"{what}: {whole.reason}") from whole
        for number, line, _ in found:
            try:
                yield number, parse(line)
            except ReadError as error:
                yield number, ReadError("", f"{what}: {error.reason}", line=number)


def _is_line(line: str) -> bool:
    try:
        return isinstance(parse(line), dict)
    except ReadError:
        return False


def _items(value: object, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Yield the items in a value: itself, or those of the lists and envelopes in it."""
    if depth > _DEEP:
        return
    if isinstance(value, list):
        for one in value:
            yield from _items(one, depth + 1)
    elif isinstance(value, dict):
        inner = None if _is_item(value) else _envelope(value)
        if inner is not None:
            beside = {
                key: value[key]
                for key in ("nitf", "body_html", "text")
                if key in value and inner in ("data", "item")
            }
            yield from ({**beside, **item} for item in _items(value[inner], depth + 1))
        elif {*_IDS, "altids"} & value.keys() or _body(value):
            yield value


def _is_item(value: Mapping[str, Any]) -> bool:
    return bool(set(_IDS[:3]) & value.keys() and _body(value))


def _envelope(value: Mapping[str, Any]) -> str | None:
    """Return the key under which a value holds items."""
    return next((key for key in _LISTS if isinstance(value.get(key), (list, dict))), None)


def _item(item: Mapping[str, Any]) -> Item:
    says = {field: _text(item, *keys) for field, keys in _KEYS.items()}
    name = _text(item["altids"], "itemid") if "altids" in item else says["name"]
    parties = _sources(item)
    later = _text(item.get("schedule_settings"), "utc_embargo")
    return Item(
        id=versioned(name, says["version"]),
        story=name,
        version=says["version"],
        headline=_plain(_chosen(item.get("headlines")) or says["headline"]),
        deck=_plain(says["deck"]),
        byline=_plain(_byline(item)),
        dateline=_text(item.get("dateline"), "text") or says["dateline"],
        credit=says["credit"],
        slug=says["slug"],
        language=says["language"],
        url=says["url"],
        published=says["published"] or says["first_created"],
        embargo=says["embargo"] or later,
        states=tuple(_text(item, key) for key in _STATES),
        replaces=_replaced(item, name, says["version"]),
        editor_notes=texts((says["note"], *(_text(one, "ednote") for one in _list(item.get("ednotes"))))),
        originator=parties["originator"],
        credited=texts((*parties["credited"], says["credit"], says["owner"])),
        distributor=texts((*parties["distributor"], says["sender"], _host(name))),
        lines=tuple(_body(item)),
        extra={"first_created": says["first_created"], "abstract": _plain(says["abstract"])},
    )


def _text(values: object, *keys: str) -> str:
    """Return the first of the values that is a text or a number."""
    if not isinstance(values, dict):
        return ""
    for key in keys:
        value = values.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return str(value)
    return ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _plain(text: str) -> str:
    """Return a text that may hold markup in one line."""
    return " ".join(line.text for line in of_string(text)) if text else ""


def _chosen(values: object) -> str:
    """Return the main one of the headlines of ninjs 2 and 3."""
    found = [value for value in _list(values) if isinstance(value, dict) and _text(value, "value")]
    main = [value for value in found if "main" in _text(value, "role").casefold()]
    return _text((main or found or [{}])[0], "value")


def _body(item: Mapping[str, Any]) -> list[Line]:
    """Return the lines of the body: of the first key that has any; ninjs 2 and 3 have a list of them."""
    bodies = [value for value in _list(item.get("bodies")) if isinstance(value, dict)]
    bodies.sort(
        key=lambda value: (
            "main" not in _text(value, "role").casefold(),
            "html" not in _text(value, "contentType", "contenttype"),
        )
    )
    stated = [*(_text(value, "value") for value in bodies), *(_text(item, key) for key in _BODIES)]
    beside = [_text(item.get("nitf"), "body_html", "body"), _text(item, "text")]
    return next((lines for text in (*stated, *beside) if text and (lines := of_string(text))), [])


def _byline(item: Mapping[str, Any]) -> str:
    parts = [_text(item, "by", "byline")]
    for line in _list(item.get("bylines")):
        named = (
            (_text(line, "by", "byline"), _text(line, "title")) if isinstance(line, dict) else (str(line),)
        )
        parts += [", ".join(filter(None, named))]
    return "; ".join(texts(parts))


def _sources(item: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return the parties of an item by the last word of their role's code."""
    found: dict[str, list[str]] = {"originator": [], "credited": [], "distributor": []}
    for key in _SOURCES:
        for party in _list(item.get(key)):
            role = _text(party, "role").replace(":", "/").rpartition("/")[2].casefold()
            place = (
                "originator"
                if role.startswith("orig")
                else "distributor"
                if "distrib" in role or role == "provider"
                else "credited"
            )
            found[place].append(_text(party, "name", "literal", "code", "qcode"))
    return {key: texts(names) for key, names in found.items()}


def _replaced(item: Mapping[str, Any], name: str, version: str) -> tuple[str, ...]:
    before = int(version) - 1 if version.isascii() and version.isdigit() and len(version) < 6 else 0
    own = [f"{name}:{before}"] if before > 0 and name else []
    return texts((*own, _text(item, "rewrite_of", "evolvedfrom", "evolvedFrom", "replaces", "originalUrn")))


def _host(name: str) -> str:
    """Return the host in an id such as ``urn:newsml:dpa.com:20090101:…``."""
    return next((part for part in re.split(r"[:/,]", name) if _HOST.fullmatch(part)), "")
