"""XML as it comes from outside: streamed, without entities, external files or inclusion, with clear refusals.

The tree of an item is thrown away when the item has been read, so that a message of any number of items takes the memory
of one. libxml2's own limits hold (depth, size of a text, growth of entities): ``huge_tree`` is never set.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from html.entities import html5
from typing import Any

from lxml import etree

from provenance.errors import ReadError
from provenance.readers.decoding import decode

Element = Any
"""An element of lxml, which has no types."""

PIECE = 1 << 16
"""Bytes that are parsed at a time."""
_INCLUDE = "http://www.w3.org/2001/XInclude"
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,30});")
_XML_OWN = {b"amp", b"lt", b"gt", b"quot", b"apos"}
_MODULE = re.compile(r"(?:(?!file:)[^?#]*/)?[\w.-]+\.(?:dtd|mod|ent)", re.IGNORECASE)
"""Where the module of a DTD lies, as feeds of NewsML 1 name it; it is never read."""
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_DECLARED = re.compile(rb"""<\?xml[^>]{0,100}encoding\s*=\s*["']([A-Za-z0-9._-]{2,40})["']""")
_MISREAD = ("encoding", "UTF-8", "invalid byte", "Invalid bytes", "char 0x", "PCDATA invalid Char")


def elements(data: bytes, names: Collection[str], what: str) -> Iterator[Element]:
    """Yield each outermost element that has one of the local names, in order.

    Args:
        data: The file.
        names: Local names; the name space does not count.
        what: The format, for messages.

    Raises:
        ReadError: The file is no well-formed XML, declares entities or asks to include other files. What was yielded
            before stays good.
    """
    plain = _prepared(data)
    if _is_misnamed(plain):
        yield from _mended(plain, names, what, declared=False)
        return
    count = 0
    try:
        for count, element in enumerate(_streamed(plain, names, what), start=1):  # noqa: B007
            yield element
    except etree.XMLSyntaxError as error:
        if count or not any(word in str(error) for word in _MISREAD):
            raise _broken(error, what) from error
        yield from _mended(plain, names, what)


def _is_misnamed(data: bytes) -> bool:
    """Tell whether a file names another encoding and is UTF-8 all the same: programs pass old names on."""
    found = _DECLARED.search(data[:400])
    if (
        found is None
        or data.isascii()
        or not found[1].lower().startswith((b"iso-8859", b"windows-", b"cp125", b"us-ascii"))
    ):
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _mended(data: bytes, names: Collection[str], what: str, *, declared: bool = True) -> Iterator[Element]:
    """Read a file whose bytes are not in the encoding that it names, and whose controls no XML allows."""
    found = _DECLARED.search(data[:400]) if declared else None
    text = decode(data, declared=found[1].decode("ascii") if found else None)[0]
    text = "".join(char for char in _DECLARATION.sub("", text, count=1) if char >= " " or char in "\t\n\r")
    try:
        yield from _streamed(text.encode("utf-8", "replace"), names, what)
    except etree.XMLSyntaxError as error:
        raise _broken(error, what) from error


def _broken(error: etree.XMLSyntaxError, what: str) -> ReadError:
    said = str(error.msg or error).split(", line ")[0]
    return ReadError("", f"{what}: is not well-formed XML: {said}", line=error.lineno or None)


def _prepared(data: bytes) -> bytes:
    """Return XML without what stands before it, and with the names of HTML's characters as numbers."""
    start = data.lstrip()
    return _NAMED.sub(_numbered, start) if b"&" in start else start


def _numbered(match: re.Match[bytes]) -> bytes:
    known = None if match[1] in _XML_OWN else html5.get(f"{match[1].decode('ascii')};")
    return b"".join(b"&#%d;" % ord(char) for char in known) if known else match.group()


def _streamed(data: bytes, names: Collection[str], what: str) -> Iterator[Element]:
    inside: Element = None
    for event, element in _events(data):
        if event == "start":
            if element.getparent() is None:
                _refuse_entities(element, what)
            if element.tag.startswith(f"{{{_INCLUDE}}}"):
                raise ReadError(
                    "", f"{what}: asks to include another file (XInclude): refused", line=element.sourceline
                )
            if inside is None and local(element) in names:
                inside = element
        elif element is inside:
            yield element
            element.clear()
            inside = None


def _events(data: bytes) -> Iterator[tuple[str, Element]]:
    """Yield the beginnings and ends of elements; a fault is raised after everything that stands before it."""
    parser = etree.XMLPullParser(
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    for place in range(0, len(data) + 1, PIECE):
        piece = data[place : place + PIECE]
        try:
            parser.feed(piece) if piece else parser.close()
        except etree.XMLSyntaxError:
            yield from parser.read_events()
            raise
        yield from parser.read_events()
    parser.close()


def _refuse_entities(root: Element, what: str) -> None:
    """Refuse a file that declares entities: text of other files, and bombs, come in by them. A module of a DTD is let be."""
    declared = root.getroottree().docinfo.internalDTD
    for entity in declared.iterentities() if declared is not None else ():
        address = getattr(entity, "system_url", None)
        if address is None or not _MODULE.fullmatch(address):
            raise ReadError(
                "", f"{what}: declares the entity {entity.name!r:.60}: refused, no entity is read", line=1
            )


def local(element: Element) -> str:
    """Return the name of an element without its name space; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def words(element: Element | None) -> str:
    """Return all text of an element in one line; empty where there is none."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def find(element: Element, *paths: str) -> str:
    """Return the text of the first path that has any. A path names local names: ``itemMeta/provider`` or ``.//by``."""
    for path in paths:
        for found in every(element, path):
            if text := words(found):
                return text
    return ""


def every(element: Element, path: str) -> list[Element]:
    """Return the elements of a path of local names, whatever their name space."""
    steps = [step if step in (".", "", "*", "..") else f"{{*}}{step}" for step in path.split("/")]
    found: list[Element] = element.findall("/".join(steps))
    return found


def value(element: Element, path: str, name: str) -> str:
    """Return an attribute of the first element of a path that has it."""
    return next((text for found in every(element, path) if (text := (found.get(name) or "").strip())), "")


def language(element: Element) -> str:
    """Return ``xml:lang`` of an element."""
    return str(element.get("{http://www.w3.org/XML/1998/namespace}lang") or "")
