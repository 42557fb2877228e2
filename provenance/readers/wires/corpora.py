"""Corpora that research uses: RCV1, Reuters-21578 and LDC's Gigaword."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from provenance.config import ReadConfig
from provenance.errors import ReadError
from provenance.readers.decoding import decode
from provenance.readers.fields import Role
from provenance.readers.head import Head
from provenance.readers.inputs import read_all
from provenance.readers.wires.item import Item, document, documents
from provenance.readers.wires.lines import Line, of_markup, of_plain, of_table, squeezed
from provenance.readers.wires.xml import Element, elements, every, find, language
from provenance.records import Document

RCV1, REUTERS, GIGAWORD = "RCV1", "Reuters-21578", "Gigaword"

_SOURCES = {
    "AFP": "AFP", "AFE": "AFP", "APW": "AP", "XIN": "Xinhua", "XIE": "Xinhua", "NYT": "New York Times News Service", "CNA": "Central News Agency",
    "LTW": "LA Times-Washington Post News Service", "WPB": "Washington Post News Service", "REU": "Reuters", "UMM": "UMM",
}  # fmt: skip
"""The first letters of ids, and who wrote what they name."""
_ID = re.compile(r"([A-Z]{3})(?:_([A-Z]{3}))?_?(\d{8})\.\d{3,4}")
_LANGUAGES = {"ENG": "en", "FRE": "fr", "SPA": "es", "ARB": "ar", "CMN": "zh"}
_DOC = re.compile(r"<DOC\b([^>]{0,300})>", re.I)
_ATTRIBUTE = re.compile(r"""(\w+)\s*=\s*["']?([^"'>\s]+)""")
_OLD_ID = re.compile(r"<DOC(?:NO|ID)>\s*([^<\s]{1,80})", re.I)
_OLD_TYPE = re.compile(r"<DOCTYPE[^>]{0,80}\bSOURCE[^>]{0,80}>\s*(\w+)|<TYPE>\s*(\w+)", re.I)
_PARAGRAPH = re.compile(r"<P>(.{0,200000}?)(?:</P>|(?=<P>))", re.I | re.S)
_ITEM = re.compile(r"<REUTERS\b([^>]{0,400})>", re.I)
_NO_STORY = ("advis", "advisory")


def recognise_rcv1(head: Head) -> bool:
    """Tell RCV1 by its first element and its id."""
    return head.root == "newsitem" and "itemid" in head.attributes


def recognise_reuters21578(head: Head) -> bool:
    """Tell Reuters-21578 by its first element."""
    return bool(re.match(r"\s*(?:<!DOCTYPE lewis[^>]{0,100}>\s*)?<REUTERS\b", head.text))


def recognise_gigaword(head: Head) -> bool:
    """Tell Gigaword by the id of its first document."""
    found = _DOC.match(head.text.lstrip())
    return found is not None and (
        _ID.search(found[1]) is not None
        or (_OLD_ID.search(head.text[:400]) is not None and "<TEXT>" in head.text.upper())
    )


def read_rcv1(
    stream: BinaryIO, stem: str, *, config: ReadConfig, role: Role | None = None
) -> Iterator[Document | ReadError]:
    """Read every newsitem; its date is a day."""
    found = elements(read_all(stream, config=config), ("newsitem",), RCV1)
    items = ((element, partial(_rcv1, element)) for element in found)
    yield from documents(items, stem, role=role, what=RCV1, empty=lambda: "holds no newsitem")


def _rcv1(element: Element) -> Item:
    says = {found.get("element"): found.get("value") or "" for found in every(element, "metadata/dc")}
    return Item(
        id=str(element.get("itemid") or ""),
        headline=find(element, "headline") or re.sub(r"^[A-Z ]{2,40}: ", "", find(element, "title")),
        byline=find(element, "byline"),
        dateline=re.sub(r"\s+\d{4}-\d\d-\d\d$", "", find(element, "dateline")),
        language=language(element),
        published=str(element.get("date") or "") or says.get("dc.date.published", ""),
        credited=(says.get("dc.source", ""), says.get("dc.publisher", ""), find(element, "copyright")),
        distributor=("Reuters",),
        lines=tuple(line for text in every(element, "text") for line in of_markup(text)),
    )


def read_reuters21578(
    stream: BinaryIO, stem: str, *, config: ReadConfig, role: Role | None = None
) -> Iterator[Document | ReadError]:
    """Read every REUTERS element; the files are SGML in latin-1, with controls that no XML has."""
    text, _ = decode(read_all(stream, config=config), declared="latin-1")
    for number, (head, inner) in enumerate(_parts(text, _ITEM, "</REUTERS>"), start=1):
        try:
            if inner is None:
                raise ReadError("", f"{REUTERS}: item {number} has no end: the file is cut off")
            yield document(_reuters(head, inner), f"{stem}:{number}", role=role, what=REUTERS)
        except ReadError as error:
            yield ReadError("", error.reason, line=number)


def _reuters(head: str, inner: str) -> Item:
    names = dict(_ATTRIBUTE.findall(head))
    title = squeezed(_plain(_tagged(inner, "TITLE")))
    lines = (
        re.sub(r"\s*\bReuters?\b\s*$", "", line.text, flags=re.I) for line in _reuters_lines(inner, title)
    )
    found = [Line(text) for text in lines if text]
    return Item(
        id=f"reut-{names['NEWID']}" if "NEWID" in names else "",
        headline=title if found else "",
        byline=squeezed(_plain(_tagged(inner, "AUTHOR"))),
        dateline=squeezed(_plain(_tagged(inner, "DATELINE"))),
        language="en",
        published=squeezed(re.sub(r"\.\d+$", "", _plain(_tagged(inner, "DATE")).strip())),
        distributor=("Reuters",),
        lines=tuple(found or ([Line(title)] if title else [])),
    )


def _reuters_lines(inner: str, title: str) -> list[Line]:
    """Return the lines of the body; one that was not taken apart stands in ``TEXT`` as it was sent."""
    body = _tagged(inner, "BODY")
    if body or (title and "UNPROC" not in inner[:400]):
        return of_plain(_plain(body))
    return of_table(_plain(re.sub(r"<[^<>]{0,100}>", "\n", _tagged(inner, "TEXT"))))


def read_gigaword(
    stream: BinaryIO, stem: str, *, config: ReadConfig, role: Role | None = None
) -> Iterator[Document | ReadError]:
    """Read every DOC of a Gigaword file, which is no XML; advisories to editors are left out, as they are no stories."""
    text, _ = decode(read_all(stream, config=config))
    number = left = 0
    for number, (head, inner) in enumerate(_parts(text, _DOC, "</DOC>"), start=1):
        try:
            if inner is None:
                raise ReadError("", f"{GIGAWORD}: document {number} has no end: the file is cut off")
            item, kind = _gigaword(head, inner)
            if kind in _NO_STORY:
                left += 1
                continue
            yield document(item, f"{stem}:{number}", role=role, what=GIGAWORD)
        except ReadError as error:
            yield ReadError("", error.reason, line=number)
    if number and left == number:
        yield ReadError("", f"{GIGAWORD}: holds {left} advisories to editors and no story")


def _gigaword(head: str, inner: str) -> tuple[Item, str]:
    names = dict(_ATTRIBUTE.findall(head))
    old = _OLD_ID.search(inner)
    name = names.get("id") or (old[1] if old else "")
    coded = _ID.search(name)
    stated = _OLD_TYPE.search(inner)
    kind = names.get("type") or next(filter(None, stated.groups() if stated else ()), "")
    text = _tagged(inner, "TEXT")
    paragraphs = [squeezed(_plain(part)) for part in _PARAGRAPH.findall(text)]
    lines = [Line(part) for part in paragraphs if part] or of_table(
        _plain(re.sub(r"</?\w{1,12}>", "\n", text))
    )
    return Item(
        id=name,
        headline=squeezed(_plain(_tagged(inner, "HEADLINE"))),
        dateline=squeezed(_plain(_tagged(inner, "DATELINE"))),
        language=_LANGUAGES.get(coded[2] or "ENG", "") if coded else "",
        published=coded[3] if coded else squeezed(_tagged(inner, "DATE_TIME")),
        distributor=(_SOURCES.get(coded[1], coded[1]) if coded else "",),
        lines=tuple(lines),
    ), kind.casefold()


def _parts(text: str, opening: re.Pattern[str], closing: str) -> Iterator[tuple[str, str | None]]:
    """Yield the attributes and the inside of each element that does not nest; None for one without an end."""
    at, lowered = 0, text.casefold()
    end_tag = closing.casefold()
    if len(lowered) != len(text):  # a letter that becomes two: tags are in capitals in every known file
        lowered, end_tag = text, closing
    while found := opening.search(text, at):
        end = lowered.find(end_tag, found.end())
        following = opening.search(text, found.end())
        if end < 0 or (following and following.start() < end):
            yield found[1], None
            if following is None:
                return
            at = following.start()
            continue
        yield found[1], text[found.end() : end]
        at = end + len(closing)


def _tagged(text: str, name: str) -> str:
    """Return what stands in the first element of a name."""
    start = re.search(rf"<{name}(?:\s[^>]{{0,200}})?>", text, re.I)
    if start is None:
        return ""
    end = re.compile(rf"</{name}>", re.I).search(text, start.end())
    return text[start.end() : end.start() if end else len(text)]


def _plain(text: str) -> str:
    """Return text without entities and controls."""
    return "".join(char for char in html.unescape(text) if char >= " " or char in "\n\t")
