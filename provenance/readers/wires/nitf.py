"""NITF 3 (IPTC), with and without name space; also the part that stands within NewsML."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from provenance.config import ReadConfig
from provenance.errors import ReadError
from provenance.readers.fields import Role
from provenance.readers.head import Head
from provenance.readers.inputs import read_all
from provenance.readers.wires.item import Item, documents, iso, texts
from provenance.readers.wires.lines import Line, of_markup
from provenance.readers.wires.xml import Element, elements, every, find, language, value, words
from provenance.records import Document

WHAT = "NITF"
DATA, HEAD = "head/docdata", "body/body.head"
"""Where the data of a document stand, and the head of its text."""


def recognise(head: Head) -> bool:
    """Tell NITF by its first element."""
    return head.root == "nitf"


def read_nitf(
    stream: BinaryIO, stem: str, *, config: ReadConfig, role: Role | None = None
) -> Iterator[Document | ReadError]:
    """Read every nitf element of a file."""
    found = elements(read_all(stream, config=config), ("nitf",), WHAT)
    items = ((element, partial(item_of, element)) for element in found)
    yield from documents(items, stem, role=role, what=WHAT, empty=lambda: "holds no nitf element")


def item_of(nitf: Element) -> Item:
    """Return what an nitf element says."""
    name = value(nitf, f"{DATA}/doc-id", "id-string")
    issued, released = (value(nitf, f"{DATA}/date.{what}", "norm") for what in ("issue", "release"))
    printed = (value(nitf, f"{path}/pubdata", "date.publication") for path in ("head", DATA))
    messages = _messages(nitf)
    owner = find(nitf, f"{HEAD}/rights/rights.owner")
    return Item(
        id=name,
        version=_either(value(nitf, f"{DATA}/du-key", "version"), value(nitf, f"{DATA}/doc-id", "version")),
        headline=_headline(nitf),
        deck=find(nitf, f"{HEAD}/hedline/hl2"),
        byline=_byline(nitf),
        dateline=_dateline(nitf),
        credit=owner,
        slug=_either(
            _meta(nitf, "anpa-keyword", "slug", "slugline", "NTBStikkord"),
            value(nitf, f"{DATA}/du-key", "key"),
        ),
        language=_either(
            language(nitf), str(nitf.get("baselang") or ""), *map(language, every(nitf, "body"))
        ),
        published=_either(issued, *printed, released),
        embargo=released if _later(released, issued) else "",
        states=(value(nitf, DATA, "management-status"), *_states(messages)),
        editor_notes=texts((*messages, _meta(nitf, "ednote", "aap-ednote"), *_all(nitf, f"{HEAD}/note"))),
        originator=texts((*_said(nitf, "doc.copyright", "holder"), _id_source(name))),
        credited=texts((owner, *_all(nitf, f"{HEAD}/byline/byttl"), _meta(nitf, "NTBKilde"))),
        distributor=_distributors(nitf),
        lines=tuple(body(nitf)),
    )


def _either(*found: str) -> str:
    return next(filter(None, found), "")


def _all(nitf: Element, path: str) -> list[str]:
    return [words(part) for part in every(nitf, path)]


def _said(nitf: Element, path: str, *names: str) -> list[str]:
    """Return an attribute of every element of a path below the data of a document: the first of the names that it has."""
    return [_either(*(part.get(name) or "" for name in names)) for part in every(nitf, f"{DATA}/{path}")]


def _messages(nitf: Element) -> list[str]:
    return [part.get("info") or words(part) for part in every(nitf, f"{DATA}/ed-msg")]


def _distributors(nitf: Element) -> tuple[str, ...]:
    """Return who sent an item on: the distributor, the registry of its id, owners of rights, sources that passed it."""
    registry, owners = _said(nitf, "doc-id", "regsrc"), _said(nitf, "doc.rights", "owner", "agent")
    passed = _said(nitf, "del-list/from-src", "src-name")
    return texts((find(nitf, f"{HEAD}/distributor"), *registry, *owners, *passed))


def body(nitf: Element) -> list[Line]:
    """Return the lines of an nitf body, then what its end says."""
    parts = [*every(nitf, "body/body.content"), *every(nitf, "body/body.end")]
    return [line for part in parts for line in of_markup(part)]


def _headline(nitf: Element) -> str:
    return find(
        nitf,
        "body/body.head/hedline/hl1",
        "body/body.head/headline/hl1",
        "body/body.head/hedline",
        "head/title",
    )


def _byline(nitf: Element) -> str:
    """Return the byline in one line; the writer's title is a part of it."""
    found = []
    for line in every(nitf, "body/body.head/byline"):
        own = " ".join((line.text or "").split())
        parts = [
            own,
            *(words(part) for part in line),
            *(" ".join((part.tail or "").split()) for part in line),
        ]
        found.append(", ".join(dict.fromkeys(filter(None, parts))) if len(line) else own)
    return "; ".join(texts(found))


def _dateline(nitf: Element) -> str:
    for line in every(nitf, "body/body.head/dateline"):
        parts = [words(part) for part in line]
        return ", ".join(filter(None, parts)) if len(line) and not (line.text or "").strip() else words(line)
    return ""


def _meta(nitf: Element, *names: str) -> str:
    known = {
        (found.get("name") or "").casefold(): found.get("content") or "" for found in every(nitf, "head/meta")
    }
    return next((known[name.casefold()] for name in names if known.get(name.casefold())), "")


def _id_source(name: str) -> str:
    """Return the agency in an id such as ``AFP.121974877``."""
    head = name.split(".", maxsplit=1)[0] if "." in name else ""
    return head if head.isalpha() and head.isupper() and len(head) < 8 else ""


def _states(messages: list[str]) -> list[str]:
    return [word.strip(".,:;!") for text in messages for word in text.split()[:3]]


def _later(released: str, issued: str) -> bool:
    """Tell whether an item may be printed only after it was issued: both times are of one form here, so their texts compare."""
    first, second = iso(issued), iso(released)
    return bool(first and second and second > first)
