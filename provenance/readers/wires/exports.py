"""What databases of newspapers export as text: Nexis, Factiva, ProQuest and WISO (Genios).

Each is read from plain text; the same text comes out of an RTF or DOCX file (:mod:`provenance.readers.wires.office`). A
text of a database names its newspaper; it is an agency's own only where the newspaper is an agency.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from provenance.config import ReadConfig
from provenance.errors import ReadError
from provenance.readers.decoding import decode
from provenance.readers.fields import Role
from provenance.readers.head import Head
from provenance.readers.inputs import read_all
from provenance.readers.wires.item import Item, document
from provenance.readers.wires.lines import Line, of_plain, of_string, squeezed
from provenance.readers.wires.nexis import MARKED_UP, language_code, nexis, recognise_nexis
from provenance.records import Document

Database = tuple[str, Callable[[str], Iterator[Item]]]
"""The name of a database, and what takes its exports apart."""
NEXIS, FACTIVA, PROQUEST, WISO = "Nexis", "Factiva", "ProQuest", "WISO"

_FACTIVA_CODES = (
    "HD BY CR WC PD ET SN SC ED PG VOL LA CY LP TD RF CO IN NS RE IPC IPD PUB AN SE CLM DLN ART CT CX".split()
)
_FACTIVA_LINE = re.compile(rf"^({'|'.join(_FACTIVA_CODES)})(?:[ \t]+|$)(.*)$")
_AN = re.compile(r"^(?:AN(?:[ \t]+|$)|Document [A-Z0-9]{10,40}$)")

_PROQUEST_BAR = re.compile(r"^_{40,}\s*$", re.M)
_PROQUEST_FIELD = re.compile(r"^([A-Z][A-Za-z /-]{2,40}): ?(.*)$")

_WISO_SOURCE = re.compile(r"^[ \t]*Quelle:[ \t]*(.+)$", re.M)
_WISO_END = re.compile(r"^.*©\s*GBI-Genios Deutsche Wirtschaftsdatenbank GmbH.*$", re.M)
_WISO_FIELD = re.compile(
    r"^\s*(Quelle|Ressort|Rubrik|Ausgabe|Dokumentnummer|Autor|ISSN|Seite|Dauerhafte Adresse des Dokuments|Alle Rechte vorbehalten)\s*:\s*(.*)$"
)
_WISO_PAGE = re.compile(r"\s*(?:Dokumente|Seite \d+(?: von \d+)?|Inhaltsverzeichnis)\s*$")
_WISO_HEAD = re.compile(r"^\s*(.{2,80}?)(?:,)?\s+(?:vom|v\.)\s+(\d{1,2}\.\d{1,2}\.\d{4})\b.*$")


def recognise_factiva(head: Head) -> bool:
    """Tell an export of Factiva by its two-letter fields, in text or in a table of a page."""
    text = head.text[:40_000]
    if "<" in text[:200] and re.search(r">\s*HD\s*<", text) and re.search(r">\s*(?:WC|PD|SN)\s*<", text):
        return True
    codes = {match[1] for line in text.splitlines() if (match := _FACTIVA_LINE.match(line))}
    return {"HD", "SN"} <= codes and bool({"WC", "PD", "LP", "TD"} & codes)


def recognise_proquest(head: Head) -> bool:
    """Tell an export of ProQuest by the bars between its documents and its field of text."""
    return (
        MARKED_UP.match(head.text) is None
        and _PROQUEST_BAR.search(head.text) is not None
        and re.search(r"^Full text: ", head.text, re.M) is not None
    )


def recognise_wiso(head: Head) -> bool:
    """Tell an export of WISO by the line of its owner, or its address of a document."""
    if MARKED_UP.match(head.text):
        return False
    return "GBI-Genios Deutsche Wirtschaftsdatenbank" in head.text or (
        "wiso-net.de/document" in head.text and "Quelle:" in head.text
    )


def read_nexis(
    stream: BinaryIO, stem: str, *, config: ReadConfig, role: Role | None = None
) -> Iterator[Document | ReadError]:
    """Read an export of Nexis: the text form of before 2019, and that of Nexis Uni."""
    return _read(stream, stem, config, role, (NEXIS, nexis))


def read_factiva(
    stream: BinaryIO, stem: str, *, config: ReadConfig, role: Role | None = None
) -> Iterator[Document | ReadError]:
    """Read an export of Factiva with two-letter fields, as text or as a page."""
    return _read(stream, stem, config, role, (FACTIVA, factiva))


def read_proquest(
    stream: BinaryIO, stem: str, *, config: ReadConfig, role: Role | None = None
) -> Iterator[Document | ReadError]:
    """Read an export of ProQuest as text."""
    return _read(stream, stem, config, role, (PROQUEST, proquest))


def read_wiso(
    stream: BinaryIO, stem: str, *, config: ReadConfig, role: Role | None = None
) -> Iterator[Document | ReadError]:
    """Read an export of WISO as text."""
    return _read(stream, stem, config, role, (WISO, wiso))


def known(text: str) -> Database | None:
    """Return the name and the parser of the database that a text was exported from; None where it is of none."""
    head = Head(b"", text, "")
    asked = (
        (recognise_nexis, NEXIS, nexis),
        (recognise_factiva, FACTIVA, factiva),
        (recognise_proquest, PROQUEST, proquest),
        (recognise_wiso, WISO, wiso),
    )
    return next(((name, parse) for recognise, name, parse in asked if recognise(head)), None)


def _read(
    stream: BinaryIO, stem: str, config: ReadConfig, role: Role | None, database: Database
) -> Iterator[Document | ReadError]:
    text, notes = decode(read_all(stream, config=config))
    yield from documents(text, stem, role, database, notes)


def documents(
    text: str, stem: str, role: Role | None, database: Database, notes: tuple[str, ...] = ()
) -> Iterator[Document | ReadError]:
    """Yield the documents of an exported text."""
    what, parse = database
    number = 0
    for number, item in enumerate(
        parse(text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")), start=1
    ):
        try:
            found = document(item, f"{stem}:{number}", role=role, what=what)
            yield dataclasses.replace(found, notes=(*notes, *found.notes)) if notes else found
        except ReadError as error:
            yield ReadError("", error.reason, line=number)
    if not number:
        yield ReadError("", f"{what}: no document was found between the marks of this export")


def factiva(text: str) -> Iterator[Item]:
    """Yield the items of an export of Factiva. A field is a code and all lines up to the next code."""
    lines = [line.text for line in of_string(text)] if re.match(r"\s*<", text) else text.split("\n")
    item: dict[str, list[str]] = {}
    code = ""
    for line in lines:
        match = _FACTIVA_LINE.match(line.strip("\ufeff"))
        if match:
            code = match[1]
            if code == "HD" and code in item:
                yield _factiva(item)
                item = {}
            item.setdefault(code, []).append(match[2])
        elif _AN.match(line):
            code = ""
        elif code:
            item[code].append(line)
    if item:
        yield _factiva(item)


def _factiva(fields: dict[str, list[str]]) -> Item:
    says = {code: squeezed(" ".join(lines)) for code, lines in fields.items()}
    body = [
        Line(line.text)
        for code in ("LP", "TD", "ART")
        if code in fields
        for line in of_plain(_spaced(fields[code]))
    ]
    clock = says.get("ET", "")
    return Item(
        id=re.sub(r"^Document\s+", "", says.get("AN", "")).split(" ")[0],
        headline=re.sub(r"\s+\d[\d,.]* words$", "", says.get("HD", "")),
        byline=says.get("BY", ""),
        credit=says.get("CR", ""),
        outlet=says.get("SN", ""),
        language=language_code(says.get("LA", "")),
        published=f"{says.get('PD', '')} {clock}".strip(),
        credited=(says.get("CR", ""), says.get("BY", "")),
        distributor=(says.get("SN", ""), says.get("CY", "")),
        lines=tuple(body),
        wire=False,
        extra={"section": says.get("SE", "")},
    )


def _spaced(lines: list[str]) -> str:
    """Return the lines of a text; where no blank line parts them, every line is a paragraph."""
    inner = "\n".join(lines).strip()
    return inner if "\n\n" in inner else re.sub(r"\n+", "\n\n", inner)


def proquest(text: str) -> Iterator[Item]:
    """Yield the items of an export of ProQuest: blocks between bars, with one field a line."""
    for part in _PROQUEST_BAR.split(text):
        fields: dict[str, list[str]] = {}
        name = ""
        for line in part.split("\n"):
            match = _PROQUEST_FIELD.match(line)
            if match and (name != "full text" or match[1].casefold() in _PROQUEST_AFTER):
                name = match[1].casefold()
                fields.setdefault(name, []).append(match[2])
            elif name:
                fields[name].append(line)
        if "full text" in fields:
            yield _proquest(part, fields)


_PROQUEST_AFTER = frozenset(
    ("subject", "location", "people", "company / organization", "title", "publication title", "pages", "publication year", "publication date", "section", "publisher", "place of publication",
     "country of publication", "publication subject", "source type", "language of publication", "document type", "proquest document id", "document url", "copyright", "last updated", "database", "links")
)  # fmt: skip
"""Names of fields that may stand below the text; any other line with a colon is a line of the text."""


def _proquest(part: str, fields: dict[str, list[str]]) -> Item:
    says = {name: squeezed(" ".join(lines)) for name, lines in fields.items()}
    heads = [
        line
        for line in map(squeezed, part.strip().split("\n")[:6])
        if line and not re.match(r"Document \d+ of \d+", line) and not _PROQUEST_FIELD.match(line)
    ]
    outlet = says.get("publication title") or says.get("publication info", "").split(" [")[0].split(";")[0]
    return Item(
        id=says.get("proquest document id", ""),
        headline=says.get("title") or (heads[0] if heads else ""),
        byline=says.get("author", ""),
        outlet=outlet.rstrip(",. "),
        url=says.get("document url", ""),
        language=language_code(says.get("language of publication", "") or says.get("language", "")),
        published=says.get("publication date", "")
        or re.sub(r"^.*?[;:]\s*(?=[^;:]*\d{4})", "", says.get("publication info", "")[:300])[:40],
        credited=(says.get("author", ""),),
        distributor=(outlet, says.get("copyright", "")),
        lines=tuple(of_plain(_spaced(fields["full text"]))),
        wire=False,
        extra={"section": says.get("section", "")},
    )


def wiso(text: str) -> Iterator[Item]:
    """Yield the items of an export of WISO: each ends with the line of its owner, or with the fields below *Quelle*."""
    parts = _WISO_END.split(text) if _WISO_END.search(text) else [text]
    for part in parts:
        if _WISO_SOURCE.search(part):
            yield _wiso(part)


def _wiso(part: str) -> Item:
    fields = {match[1]: squeezed(match[2]) for line in part.split("\n") if (match := _WISO_FIELD.match(line))}
    source = fields.get("Quelle", "")
    outlet = re.split(r"\s+(?:vom|v\.|VOM)\s+|,", source)[0].strip()
    dated = re.search(r"\d{1,2}\.\s?(?:\d{1,2}\.|[A-Za-zä]{3,9})\s?\d{2,4}", source)
    head, lines = _wiso_text(part)
    body = "\n".join(lines[1:])
    return Item(
        id=fields.get("Dokumentnummer", ""),
        headline=squeezed(lines[0]) if lines else "",
        byline=fields.get("Autor", ""),
        outlet=outlet or (head[1] if head else ""),
        url=fields.get("Dauerhafte Adresse des Dokuments", ""),
        language="de",
        published=dated[0] if dated else (head[2] if head else ""),
        distributor=(outlet,),
        lines=tuple(of_plain(_spaced([body]))),
        wire=False,
        extra={"section": fields.get("Ressort", "")},
    )


def _wiso_text(part: str) -> tuple[re.Match[str] | None, list[str]]:
    """Return the line that names newspaper and day, where there is one, and the lines of title and text."""
    found = _WISO_SOURCE.search(part)
    above = part[: found.start()] if found else part
    lines = [line for line in above.split("\n") if not _WISO_PAGE.match(line)]
    lines = lines[_first_filled(lines) :]
    head = _WISO_HEAD.match(lines[0]) if lines else None
    rest = lines[1:] if head else lines
    return head, rest[_first_filled(rest) :]


def _first_filled(lines: list[str]) -> int:
    return next((place for place, line in enumerate(lines) if line.strip()), len(lines))
