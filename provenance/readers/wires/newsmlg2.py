"""NewsML-G2 (IPTC): a newsItem, a message of them, a package; bodies as XHTML, NITF, escaped HTML or plain text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO

from provenance.config import ReadConfig
from provenance.errors import ReadError
from provenance.readers.fields import Role
from provenance.readers.head import Head
from provenance.readers.inputs import read_all
from provenance.readers.wires.item import Item, documents, texts, versioned
from provenance.readers.wires.lines import Line, of_markup, of_string
from provenance.readers.wires.xml import Element, elements, every, find, language, local, value, words
from provenance.records import Document

WHAT = "NewsML-G2"
_ROOTS = (
    "newsItem",
    "newsMessage",
    "packageItem",
    "conceptItem",
    "knowledgeItem",
    "planningItem",
    "catalogItem",
)
_NAMESPACE = "iptc.org/std/nar/"
_ORIGIN = ("origprov", "originator", "originalprovider")
_SOURCE = ("source", "creator", "contentprovider")
_SENDER = ("redistributor", "distributor", "provider")
_LARGEST = 100_000
"""Versions above it are numbers of a sequence and no count, so that none says which came before."""


def recognise(head: Head) -> bool:
    """Tell NewsML-G2 by its first element."""
    return head.root in _ROOTS and (
        _NAMESPACE in head.attributes or "NewsML-G2" in head.text or head.root in ("newsMessage", "newsItem")
    )


def read_newsmlg2(
    stream: BinaryIO, stem: str, *, config: ReadConfig, role: Role | None = None
) -> Iterator[Document | ReadError]:
    """Read every newsItem that holds text; a package names items and holds none."""
    others: Counter[str] = Counter()

    def empty() -> str:
        held = ", ".join(f"{number} {name}" for name, number in others.items()) or "no item"
        return f"holds {held}, and no newsItem with text"

    items = _texts(read_all(stream, config=config), others)
    yield from documents(items, stem, role=role, what=WHAT, empty=empty)


def _texts(data: bytes, others: Counter[str]) -> Iterator[tuple[Element, Callable[[], Item]]]:
    """Yield the items that hold text, and count what else there is."""
    sender = ""
    for element in elements(data, ("header", *(name for name in _ROOTS if name != "newsMessage")), WHAT):
        name = local(element)
        if name == "header":
            sender = find(element, "sender")
        elif name != "newsItem":
            others[name] += 1
        elif _kind(element) not in ("text", "composite", ""):
            others[f"item of {_kind(element)}"] += 1
        else:
            yield element, partial(_item, element, sender)


def _kind(element: Element) -> str:
    return value(element, "itemMeta/itemClass", "qcode").rpartition(":")[2].casefold()


def _item(element: Element, sender: str) -> Item:
    guid, version = str(element.get("guid") or ""), str(element.get("version") or "")
    signals = [found.get("qcode") or words(found) for found in every(element, "itemMeta/signal")]
    created = find(element, "itemMeta/versionCreated", "contentMeta/contentModified")
    roles = _sources(element)
    lines = _body(element)
    return Item(
        id=versioned(guid, version),
        story=guid,
        version=version,
        headline=_headline(element, lines),
        deck=find(element, "contentMeta/headline[@role='hdlrole:sub']", "contentMeta/subheadline"),
        byline="; ".join(texts(map(words, every(element, "contentMeta/by")))),
        dateline=find(element, "contentMeta/dateline"),
        credit="; ".join(texts(map(words, every(element, "contentMeta/creditline")))),
        slug=find(element, "contentMeta/slugline"),
        language=value(element, "contentMeta/language", "tag") or language(element),
        url=value(element, "itemMeta/link[@rel='irel:canonical']", "href"),
        published=created or find(element, "itemMeta/firstCreated", "contentMeta/contentCreated"),
        embargo=find(element, "itemMeta/embargoed"),
        states=(
            value(element, "itemMeta/pubStatus", "qcode"),
            find(element, "itemMeta/pubStatus"),
            *_said(signals),
        ),
        replaces=_replaced(element, guid, version),
        editor_notes=tuple(map(words, every(element, "itemMeta/edNote"))),
        originator=roles["originator"],
        credited=texts((*map(words, every(element, "contentMeta/creditline")), *roles["credited"])),
        distributor=texts((*roles["distributor"], *_senders(element), sender)),
        lines=tuple(lines),
        extra={
            "first_created": find(element, "itemMeta/firstCreated"),
            "signals": list(filter(None, signals)),
        },
    )


def _said(signals: list[str]) -> list[str]:
    """Return the signals that speak of the state of an item: IPTC's, and Reuters' one letter."""
    return [text for text in signals if text.startswith(("sig:", "edStat:"))]


def _senders(element: Element) -> list[str]:
    """Return what those who sent an item or own it are called: by the first of name, literal, text and code."""
    paths = ("itemMeta/provider", "rightsInfo/copyrightHolder")
    return [_name(party) for path in paths for party in every(element, path)]


def _name(party: Element) -> str:
    return next(
        filter(
            None, (*map(words, every(party, "name")), party.get("literal"), words(party), party.get("qcode"))
        ),
        "",
    )


def _sources(element: Element) -> dict[str, tuple[str, ...]]:
    """Return the parties of an item by what they did: a role's code says it; without one a source is credited."""
    found: dict[str, list[str]] = {"originator": [], "credited": [], "distributor": []}
    for name in ("infoSource", "creator", "contributor"):
        for party in every(element, f"contentMeta/{name}"):
            role = (party.get("role") or "").rpartition(":")[2].casefold()
            called = _name(party)
            if name == "infoSource" and role in _SENDER:
                found["distributor"].append(called)
            elif role in _ORIGIN:
                found["originator"].append(called)
            elif name == "infoSource" or role in _SOURCE:
                found["credited"].append(called)
    return {key: texts(names) for key, names in found.items()}


def _headline(element: Element, lines: list[Line]) -> str:
    """Return the main headline; where the metadata have none, the one at the head of the body."""
    heads = every(element, "contentMeta/headline")
    main = [
        head
        for head in heads
        if not head.get("role") or "main" in head.get("role") or "headline" in head.get("role")
    ]
    stated = next((text for head in (*main, *heads) if (text := words(head))), "")
    if stated:
        return stated
    return next((line.text for line in lines[:2] if line.mark == "subhead"), "") or find(
        element, "itemMeta/title"
    )


def _replaced(element: Element, guid: str, version: str) -> tuple[str, ...]:
    """Return the ids of what an item takes the place of: its version before, where versions are counted, and its links."""
    before = (
        int(version) - 1 if version.isascii() and version.isdigit() and 1 < int(version) < _LARGEST else 0
    )
    found = [f"{guid}:{before}"] if before and guid else []
    for link in every(element, "itemMeta/link"):
        relation = (link.get("rel") or "").rpartition(":")[2].casefold()
        if relation in ("previousversion", "replaces", "supersedes", "isreplacementof") and link.get(
            "residref"
        ):
            found.append(":".join(filter(None, (link.get("residref"), link.get("version")))))
    return tuple(found)


def _body(element: Element) -> list[Line]:
    """Return the lines of the first content that has any: markup within the item, or a string."""
    for content in (*every(element, "contentSet/inlineXML"), *every(element, "contentSet/inlineData")):
        lines = of_markup(_story(content)) if len(content) else of_string(content.text or "")
        if lines:
            return lines
    return []


def _story(content: Element) -> Element:
    """Return the part of a body that is the story: dpa has a section of that class, NITF an element."""
    main = (found for found in every(content, ".//section") if "main" in (found.get("class") or "").split())
    return next(
        (
            part
            for parts in (main, every(content, ".//body.content"), every(content, ".//body"))
            for part in parts
        ),
        content,
    )
