"""Exports of Nexis as text: Nexis Uni of today, and the form of before 2019 that corpora still hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from provenance.readers.dates import find_date, read_date
from provenance.readers.head import Head
from provenance.readers.wires.item import Item
from provenance.readers.wires.lines import of_plain, squeezed

MARKED_UP = re.compile(r"\s*[<{\[]")
"""The beginning of what is no plain text."""
_OF_DOCUMENTS = re.compile(
    r"^[ \t]*(?:\d{1,6} of \d{1,6} DOCUMENTS?|Dokument \d{1,6} von \d{1,6}|Document \d{1,6} de \d{1,6})[ \t]*$",
    re.M | re.I,
)
_END = re.compile(
    r"^[ \t]*(?:End of Document|Ende des Dokuments|Fin du document|Fin del documento)[ \t]*$", re.M | re.I
)
_BODY = re.compile(r"^[ \t]*(?:Body|Text|Corps|Haupttext|Cuerpo)[ \t]*$", re.M)
_NEXIS_FIELDS = (
    "BYLINE", "SECTION", "LENGTH", "DATELINE", "HIGHLIGHT", "HEADLINE", "GRAPHIC", "LOAD-DATE", "LANGUAGE", "PUBLICATION-TYPE", "JOURNAL-CODE", "SUBJECT", "COUNTRY", "STATE",
    "CITY", "PERSON", "COMPANY", "ORGANIZATION", "INDUSTRY", "GEOGRAPHIC", "TYPE", "SERIES", "NOTES", "CORRECTION", "CORRECTION-DATE", "URL", "COPYRIGHT", "CLASSIFICATION", "TICKER",
    "RUBRIK", "LÄNGE", "AUTOR", "UPDATE", "SPRACHE", "RUBRIQUE", "LONGUEUR", "AUTEUR", "LANGUE", "DATE-CHARGEMENT",
)  # fmt: skip
_FIELD = re.compile(rf"^[ \t]*({'|'.join(map(re.escape, _NEXIS_FIELDS))}):[ \t]*(.*)$", re.I)
_FIRST_FIELD = re.compile(rf"^[ \t]*(?:{'|'.join(map(re.escape, _NEXIS_FIELDS))}):", re.M | re.I)
_TAIL = re.compile(
    r"^[ \t]*(?:LOAD-DATE|LANGUAGE|SPRACHE|LANGUE|UPDATE|GRAPHIC|CLASSIFICATION|PUBLICATION-TYPE|DATE-CHARGEMENT|Copyright \d{4})\b.*$",
    re.M | re.I,
)
_BY = ("byline", "autor", "auteur")
_COPYRIGHT = re.compile(r"^\s*(?:Copyright\b|\(c\)|©|All Rights Reserved|Alle Rechte vorbehalten)", re.I)
_CONTENTS = re.compile(
    r"^\s*(?:\d{1,5}\.\s|Date and Time:|Job Number:|Documents? \(\d|Client/Matter:|Search Terms:|Search Type:|Narrowed by:|Content Type\b|About LexisNexis|Page \d)",
    re.I,
)


def recognise_nexis(head: Head) -> bool:
    """Tell an export of Nexis by the marks between its documents, and by the fields that it writes."""
    if MARKED_UP.match(head.text):
        return False
    fields = len(_FIRST_FIELD.findall(head.text[:60_000]))
    return fields > 1 and (
        _OF_DOCUMENTS.search(head.text) is not None
        or _END.search(head.text) is not None
        or (_BODY.search(head.text) is not None and "Load-Date" in head.text)
    )


def nexis(text: str) -> Iterator[Item]:
    """Yield the items of an export of Nexis."""
    old = _OF_DOCUMENTS.search(text) is not None
    parts = (_OF_DOCUMENTS if old else _END).split(text)
    for part in parts[1:] if old else parts:
        if _FIRST_FIELD.search(part) or _BODY.search(part):
            yield _nexis(part)


def _nexis(part: str) -> Item:
    """Read one document: source, date and headline above the fields; the text below them, or below *Body*."""
    marked = _BODY.search(part)
    above, below = (part[: marked.start()], part[marked.end() :]) if marked else _below_fields(part)
    body, after = _before_fields(below)
    says = _fields(above) | {
        name: text for name, text in _fields(after).items() if name not in _fields(above)
    }
    lines = [
        line
        for line in map(squeezed, above.split("\n"))
        if line and not _FIELD.match(line) and not _CONTENTS.match(line)
    ]
    dated = next((place for place, line in enumerate(lines) if len(line) < 80 and _is_dated(line)), -1)
    plain = [line for line in lines if not _COPYRIGHT.match(line)]
    modern = marked is not None
    outlet, title = _named(plain, lines[dated] if dated >= 0 else "", modern=modern)
    when = _date(lines[dated]) if dated >= 0 else ""
    return Item(
        headline=says.get("headline") or title,
        deck=says.get("highlight", ""),
        byline=next((says[name] for name in _BY if says.get(name)), ""),
        dateline=says.get("dateline", ""),
        outlet=outlet,
        language=language_code(says.get("language", "") or says.get("sprache", "")),
        published=when,
        credited=(says.get("byline", ""),),
        distributor=(outlet,),
        lines=tuple(of_plain(body)),
        wire=False,
        extra={
            "section": says.get("section", ""),
            "load_date": says.get("load-date", ""),
            "graphic": says.get("graphic", ""),
        },
    )


def _below_fields(part: str) -> tuple[str, str]:
    """Part a document of the old form: its text begins below the last of the fields that stand together at its head."""
    lines = part.split("\n")
    last = -1
    for place, line in enumerate(lines):
        if _TAIL.match(line):
            break
        if _FIELD.match(line):
            if last >= 0 and sum(bool(text.strip()) for text in lines[last + 1 : place]) > 3:
                break
            last = place
    end = next((place for place in range(last + 1, len(lines)) if not lines[place].strip()), last + 1)
    return "\n".join(lines[:end]), "\n".join(lines[end:])


def _before_fields(text: str) -> tuple[str, str]:
    """Part a text from the fields below it."""
    tail = _TAIL.search(text)
    return (text[: tail.start()], text[tail.start() :]) if tail else (text, "")


def _fields(text: str) -> dict[str, str]:
    """Return the fields of a document; a field goes on until a blank line or the next one."""
    found: dict[str, str] = {}
    name = ""
    for line in text.split("\n"):
        match = _FIELD.match(line)
        if match:
            name = match[1].casefold()
            found.setdefault(name, match[2].strip())
        elif line.strip() and name:
            found[name] = f"{found[name]} {line.strip()}"
        else:
            name = ""
    return {name: squeezed(text) for name, text in found.items()}


def _named(plain: list[str], dated: str, *, modern: bool) -> tuple[str, str]:
    """Return newspaper and headline: today the headline stands first, before 2019 the newspaper did, and the date between."""
    rest = [line for line in plain if line != dated]
    if modern:
        title = rest[0] if rest else ""
        return next((line for line in rest[1:] if line != title), ""), title
    place = plain.index(dated) if dated in plain else 1
    return (plain[0] if place and plain else ""), " ".join(plain[place + 1 : place + 4]) if dated else ""


def _is_dated(line: str) -> bool:
    return (
        re.search(r"(?:19|20)\d\d", line) is not None
        and not _COPYRIGHT.match(line)
        and bool(read_date(_weekday(line)) or find_date(line))
    )


def _weekday(line: str) -> str:
    """Return a date without the weekday and the edition behind it."""
    return re.sub(
        r"[,\s]+(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag)\b.*$",
        "",
        line,
        flags=re.I,
    )


def _date(line: str) -> str:
    clock = re.search(r"\b\d{1,2}:\d\d\s?(?:[AP]M)?\s?(?:GMT|UTC|EST|EDT|BST|CET)?\b", line)
    day = _weekday(line) if read_date(_weekday(line)) else line[:60]
    return f"{day} {clock[0]}" if clock and clock[0] not in day and read_date(f"{day} {clock[0]}") else day


def language_code(text: str) -> str:
    """Return the code of a language that an export names in words.

    >>> language_code("ENGLISH; ENGLISCH"), language_code("fr"), language_code("Klingon")
    ('en', 'fr', '')
    """
    known = {
        "english": "en",
        "german": "de",
        "deutsch": "de",
        "french": "fr",
        "français": "fr",
        "spanish": "es",
        "italian": "it",
        "dutch": "nl",
        "portuguese": "pt",
    }
    return known.get(text.split(";", maxsplit=1)[0].strip().casefold(), text if len(text) == 2 else "")
