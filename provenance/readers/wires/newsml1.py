"""NewsML 1 (IPTC, 1.0 to 1.2), as AFP, Kyodo, TASS, Belga, ANP and Business Wire send it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from provenance.config import ReadConfig
from provenance.errors import ReadError
from provenance.readers.fields import Role
from provenance.readers.head import Head
from provenance.readers.inputs import read_all
from provenance.readers.wires.item import Item, documents, texts
from provenance.readers.wires.lines import Line, of_markup, of_string
from provenance.readers.wires.nitf import body
from provenance.readers.wires.xml import Element, elements, every, find, language, local, value, words
from provenance.records import Document

WHAT = "NewsML 1"
_NO_TEXT = frozenset(
    "photo picture image graphic audio sound video logo stylesheet thumbnail quicklook preview caption highdef contact icon title headline subheadline "
    "label keyword multimedia animation".split()
)
"""Roles and kinds of media that hold no text of the story."""
_BODIES = frozenset(("body", "main", "text", "article", "story"))
_PLACEHOLDERS = ("no headline", "no title", "untitled")


def recognise(head: Head) -> bool:
    """Tell NewsML 1 by its first element."""
    return head.root == "NewsML" or (head.root == "NewsItem" and "<NewsComponent" in head.text)


def read_newsml1(
    stream: BinaryIO, stem: str, *, config: ReadConfig, role: Role | None = None
) -> Iterator[Document | ReadError]:
    """Read every NewsItem that holds text; one that offers a story in several languages gives a document for each."""
    items = (
        (element, partial(_item, element, part, tongue))
        for element in elements(read_all(stream, config=config), ("NewsItem",), WHAT)
        for part, tongue in _versions(element)
    )
    yield from documents(items, stem, role=role, what=WHAT, empty=lambda: "holds no NewsItem")


def _versions(element: Element) -> list[tuple[Element, str]]:
    """Return the component of the story, or one for each language that it is offered in."""
    offered: dict[str, Element] = {}
    for part in every(element, "NewsComponent/NewsComponent"):
        tongue = value(part, "DescriptiveMetadata/Language", "FormalName")
        if tongue and find(part, "NewsLines/HeadLine") and not _is_medium(part):
            offered.setdefault(tongue, part)
    return [(part, tongue) for tongue, part in offered.items()] if len(offered) > 1 else [(element, "")]


def _item(element: Element, part: Element, tongue: str) -> Item:
    identity = "Identification/NewsIdentifier"
    name = find(element, f"{identity}/PublicIdentifier")
    version, before = (
        find(element, f"{identity}/RevisionId"),
        value(element, f"{identity}/RevisionId", "PreviousRevision"),
    )
    story = name.removesuffix(f":{version}") if version else name
    management = "NewsManagement"
    parts = list(_text_parts(part))
    return Item(
        id=(name or find(element, f"{identity}/NewsItemId")) + (f":{tongue}" if tongue else ""),
        story=story,
        version=version,
        headline=_headline(parts),
        deck=_first(parts, "NewsLines/SubHeadLine"),
        byline=_joined(parts, "NewsLines/ByLine"),
        dateline=_first(parts, "NewsLines/DateLine") or _first(parts, ".//nitf/body/body.head/dateline"),
        credit=_first(parts, "NewsLines/CreditLine"),
        slug=_first(parts, "NewsLines/SlugLine") or find(element, "Identification/NameLabel"),
        language=tongue or _language(element, parts),
        published=find(element, f"{management}/ThisRevisionCreated")
        or find(element, f"{management}/FirstCreated"),
        embargo=_embargo(element),
        states=tuple(
            value(element, f"{management}/{what}", "FormalName")
            for what in ("Status", "Instruction", "NewsItemType")
        ),
        replaces=(f"{story}:{before}",) if story != name and before.strip("0") else (),
        editor_notes=_notes(element),
        originator=_parties(parts, "Source"),
        credited=texts((_first(parts, "NewsLines/CreditLine"), _first(parts, "NewsLines/CopyrightLine"))),
        distributor=texts((*_parties(parts, "Provider"), find(element, f"{identity}/ProviderId"))),
        lines=tuple(_body(part)),
        extra={"first_created": find(element, f"{management}/FirstCreated")},
    )


def _is_medium(component: Element) -> bool:
    """Tell whether a component is a picture or another part that holds no text of the story, or holds only such parts."""
    inner = {(role.get("FormalName") or "").casefold() for role in every(component, ".//NewsComponent/Role")}
    if _BODIES & inner:
        return False
    if value(component, "Role", "FormalName").casefold() in _NO_TEXT:
        return True
    contents = every(component, ".//ContentItem")
    return bool(contents) and all(_kinds(content) & _NO_TEXT for content in contents)


def _kinds(content: Element) -> set[str]:
    """Return what a content is called: its medium, and the role of the component that it stands in."""
    return {value(content, what, "FormalName").casefold() for what in ("MediaType", "../Role")}


def _text_parts(element: Element) -> Iterator[Element]:
    """Yield the components of a story in order, without pictures and what stands in them."""
    if local(element) == "NewsComponent":
        yield element
    for part in every(element, "NewsComponent"):
        if not _is_medium(part):
            yield from _text_parts(part)


def _first(parts: list[Element], path: str) -> str:
    return next((text for part in parts if (text := find(part, path))), "")


def _joined(parts: list[Element], path: str) -> str:
    return next((line for part in parts if (line := "; ".join(texts(map(words, every(part, path)))))), "")


def _headline(parts: list[Element]) -> str:
    found = [
        text
        for path in ("NewsLines/HeadLine", ".//nitf/body/body.head/hedline/hl1")
        for part in parts
        if (text := find(part, path))
    ]
    return next((text for text in found if not text.casefold().startswith(_PLACEHOLDERS)), "")


def _parties(parts: list[Element], what: str) -> tuple[str, ...]:
    found = [party for part in parts for party in every(part, f"AdministrativeMetadata/{what}/Party")]
    return texts(party.get("FormalName") or words(party) for party in found)


def _language(element: Element, parts: list[Element]) -> str:
    stated = next(
        (text for part in parts if (text := value(part, "DescriptiveMetadata/Language", "FormalName"))), ""
    )
    return stated or language(element) or next((text for part in parts if (text := language(part))), "")


def _embargo(element: Element) -> str:
    status = value(element, "NewsManagement/Status", "FormalName").casefold()
    changes = find(element, "NewsManagement/StatusWillChange/DateAndTime")
    return changes if status in ("embargoed", "withheld") else ""


def _notes(element: Element) -> tuple[str, ...]:
    lines = every(element, ".//NewsLine")
    advisory = [
        line
        for line in lines
        if "advis" in (kind := value(line, "NewsLineType", "FormalName").casefold()) or "note" in kind
    ]
    return texts(
        (
            *(find(line, "NewsLineText") for line in advisory),
            *map(words, every(element, "NewsManagement/Comment")),
        )
    )


def _body(part: Element) -> list[Line]:
    lines: list[Line] = []
    for component in _text_parts(part):
        for content in every(component, "ContentItem/DataContent"):
            lines += _content(content)
    return lines


def _content(content: Element) -> list[Line]:
    item = content.getparent()
    formats = [value(item, what, "FormalName").casefold() for what in ("MediaType", "MimeType", "Format")]
    if any(kind in _NO_TEXT or kind in ("css", "text/css") for kind in formats):
        return []
    nitf = next((found for found in every(content, "nitf")), None)
    if nitf is not None:
        return body(nitf)
    root = next((found for found in every(content, ".//body")), content)
    return of_markup(root) if len(content) else of_string(content.text or "")
