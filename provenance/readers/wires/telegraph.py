"""Wires of the teleprinter age that are still sent: ANPA 1312 (AP, AAP) and IPTC 7901 (dpa, APA, AFP)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from provenance.config import ReadConfig
from provenance.errors import ReadError
from provenance.readers.dates import read_date
from provenance.readers.decoding import decode
from provenance.readers.fields import Role
from provenance.readers.head import Head
from provenance.readers.inputs import read_all
from provenance.readers.wires.item import Item, document
from provenance.readers.wires.lines import Line, of_table, squeezed
from provenance.records import Document

ANPA, IPTC = "ANPA 1312", "IPTC 7901"

_ANPA_HEAD = re.compile(r"[\x16\x01]{1,3}(?P<service>[A-Za-z]?)(?P<number>\d{2,5})\x1f")
_ANPA_SECOND = re.compile(
    r"^(?P<priority>[a-z])[ ]?(?P<category>[a-z0-9])[\x13\x14](?P<form>[\x11\x12])\s?(?P<keyword>[^\n\x02]{0,120})",
    re.M,
)
_ANPA_DATE = re.compile(r"\s(\d\d-\d\d)\s{1,4}(\d{1,5})\s*$")
_ANPA_FOOT = re.compile(r"\b([A-Z]{2,6})-(?:[A-Z]{2}-)?(\d\d)-(\d\d)-(\d\d)\s(\d\d)(\d\d)(GMT|[A-Z]{3})")
_TAKE = re.compile(
    r"\b(\d{1,2}(?:st|nd|rd|th)\s?(?:Ld|Lead|Add|Sub)(?:-Writethru)?|(?:Ld-)?Writethru|(?:1st|2nd|3rd)?Add|Urgent|Bulletin|Kill|Corrective|Correction|Withhold)\b",
    re.I,
)
_NOTE = re.compile(r"(?:Eds?|EDITORS?'?S? NOTES?|EDS|With|Editors)\b\s?[:_-]", re.I)
_PICTURES = re.compile(r"AP (?:Photos?|Graphics?|Video)\b", re.I)
_BY = re.compile(r"(?:By|Von|Par|Por|Di)\s", re.I)
_JOB = re.compile(
    r"(?:(?:AP|AAP|CP)\s.{0,40}(?:Writer|Editor|Correspondent|Reporter)s?|(?:The )?Associated Press|For The Associated Press|Australian Associated Press)\b"
)
_MARKS = str.maketrans({"\x1b": None, "\x1c": None, "\x1d": None, "\x1e": None, "\x0e": None, "\x0f": None})

_IPTC_HEAD = re.compile(
    r"\x01?\s*(?P<source>[a-zA-Z]{2,4})(?P<number>\d{3,5})\s+(?P<priority>\d)\s+(?P<category>[a-z]{1,4})\s+(?P<words>\d{1,5})\b(?P<rest>[^\n]{0,200})"
)
_IPTC_FOOT = re.compile(
    r"(?:\x03|^)[ \t]*(\d\d)(\d\d)(\d\d)\s+(GMT|UTC|Z|[A-Z]{3,4})\s+([^\W\d_]{3,5})\.?\s+(\d{4}|\d\d)\b", re.M
)
_IPTC_MARK = re.compile(
    r"(?:\d{1,2}(?:ST|ND|RD|TH|\.)\s)?(?:LEAD|NET|UPDATE|REFILE|EXTRA|URGENT|FLASH|ALERT|REPEAT|CORRECTION|CORRECTED|BERICHTIGUNG|KORREKTUR|KILL|EILMELDUNG|ZUSAMMENFASSUNG|WDH|ACHTUNG)\b.{0,40}"
)
_CUT = re.compile(
    r"^[ \t]*(?:#\s|\*( \*){2,}|The following information is not (?:intended )?for publication|Die folgenden Informationen sind nicht zur Veröffentlichung|Notizblock|dpa-?Notizblock)",
    re.M,
)
_TABLE = 5_000
"""Code points of a block that may be a table."""
_SIGNED = re.compile(r"(?:dpa|apa|sda|afp)(?: [a-z0-9]{1,4}(?:/[a-z0-9]{1,4})*){1,6}")
_EDITORS = re.compile(
    r"^##? (?:Note to editors|Redaktionelle Hinweise|Refile|Correction|Berichtigung)[^\n]*\n((?:(?!#)[^\n]*\n?){1,12})",
    re.M | re.I,
)


def recognise_anpa(head: Head) -> bool:
    """Tell ANPA 1312 by the controls of its header."""
    return _ANPA_HEAD.match(head.text.lstrip("\r\n \0")) is not None


def recognise_iptc7901(head: Head) -> bool:
    """Tell IPTC 7901 by its header line: source and number, priority, category, words."""
    return _IPTC_HEAD.match(head.text.lstrip("\r\n \0")) is not None and (
        "=" in head.text or "\x02" in head.text
    )


def read_anpa(
    stream: BinaryIO, stem: str, *, config: ReadConfig, role: Role | None = None
) -> Iterator[Document | ReadError]:
    """Read every message of a file of ANPA 1312."""
    text, notes = decode(read_all(stream, config=config))
    messages = re.split(r"(?=\x16\x16?\x01)", text)
    yield from _documents([message for message in messages if "\x02" in message], stem, ANPA, role, notes)


def read_iptc7901(
    stream: BinaryIO, stem: str, *, config: ReadConfig, role: Role | None = None
) -> Iterator[Document | ReadError]:
    """Read every message of a file of IPTC 7901."""
    text, notes = decode(read_all(stream, config=config))
    messages = re.split(r"\x04|(?=\x01)", text)
    yield from _documents(
        [message for message in messages if _IPTC_HEAD.match(message.lstrip("\r\n \0\x7f"))],
        stem,
        IPTC,
        role,
        notes,
    )


def _documents(
    messages: list[str], stem: str, what: str, role: Role | None, notes: tuple[str, ...]
) -> Iterator[Document | ReadError]:
    for number, message in enumerate(messages, start=1):
        try:
            item = (_anpa if what == ANPA else _iptc)(
                message.replace("\r\n", "\n").replace("\r", "\n"), notes
            )
            yield document(item, f"{stem}:{number}" if number > 1 else stem, role=role, what=what)
        except ReadError as error:
            yield ReadError("", error.reason, line=number)
    if not messages:
        yield ReadError("", f"{what}: holds no message with a beginning of text (STX)")


def _anpa(message: str, notes: tuple[str, ...]) -> Item:
    head, _, rest = message.partition("\x02")
    text, _, foot = rest.partition("\x03")
    second = _ANPA_SECOND.search(head)
    keyword = squeezed(_ANPA_DATE.sub("", second["keyword"])) if second else ""
    lines = [line.rstrip(" <").rstrip() for line in text.translate(_MARKS).split("\n")]
    says = _headers([line[1:].strip() for line in _leading(lines)])
    tabular = second is not None and second["form"] == "\x12"
    body = _typed("\n".join(line for line in lines if not line.startswith("^")))
    take = _TAKE.search(says["slug"] or keyword)
    footed = _ANPA_FOOT.search(foot or text)
    return Item(
        version=take[1] if take else "",
        headline=_quotes(says["headline"]),
        byline=says["byline"],
        slug=says["slug"] or keyword,
        published=_american(footed) if footed else "",
        states=tuple(word for word in re.split(r"[\W_]+", f"{keyword} {says['slug']}") if word),
        editor_notes=tuple(filter(None, says["notes"].split("\n"))),
        hints=(next((line for line in body.split("\n") if line.strip()), "")[:120],),
        distributor=(footed[1] if footed else "",),
        lines=tuple(of_table(body) if tabular else _paragraphs(body)),
        notes=notes,
    )


def _leading(lines: list[str]) -> list[str]:
    """Return the lines of the header: those that begin with a caret, before the text."""
    found = []
    for line in lines:
        if line.startswith("^"):
            found.append(line)
        elif line.strip():
            break
    return found


def _headers(lines: list[str]) -> dict[str, str]:
    """Tell the lines of a header apart: slug, headline, notes to editors, writer. ``=`` ends a line that is set centred."""
    found = {"slug": "", "headline": "", "byline": "", "notes": ""}
    for number, line in enumerate(lines):
        plain = line.rstrip("=").strip()
        if _NOTE.match(plain):
            found["notes"] += f"{plain}\n"
        elif line.endswith("=") and (found["byline"] or _BY.match(plain) or _JOB.match(plain)):
            found["byline"] = ", ".join(filter(None, (found["byline"], plain)))
        elif number == 0:
            found["slug"] = plain
        elif not _PICTURES.match(plain):
            found["headline"] = found["headline"] or plain
    return found


def _typed(text: str) -> str:
    return _quotes(text.replace(" _ ", " — "))


def _quotes(text: str) -> str:
    """Return typewriter marks as the signs they stand for."""
    return text.replace("``", "“").replace("''", "”").replace("`", "‘")


def _paragraphs(text: str) -> Iterator[Line]:
    """Yield the paragraphs of a text in which an indent begins one, and other lines go on."""
    held: list[str] = []
    for line in text.split("\n"):
        if (line[:1] in ("\t", " ") or not line.strip()) and held:
            yield Line(squeezed(" ".join(held)))
            held = []
        if line.strip(" \t_<"):
            held.append(line)
    if held:
        yield Line(squeezed(" ".join(held)))


def _american(match: re.Match[str]) -> str:
    """Return the time of a footer such as ``AP-WF-11-13-13 0745GMT``: month, day, year."""
    year = int(match[4]) + (1900 if int(match[4]) > 70 else 2000)
    return f"{year}-{match[2]}-{match[3]}T{match[5]}:{match[6]}{'Z' if match[7] == 'GMT' else ''}"


def _iptc(message: str, notes: tuple[str, ...]) -> Item:
    head = _IPTC_HEAD.match(message.lstrip("\n \0\x7f"))
    if head is None:  # the caller asked
        raise ReadError("", f"{IPTC}: has no header line")
    foot = None
    for foot in _IPTC_FOOT.finditer(message):  # noqa: B007  (the last one)
        pass
    text = message.lstrip("\n \0\x7f")[head.end() :]
    text = _IPTC_FOOT.sub("", text).replace("\x7f", "")
    above, below = _parted(text)
    cut = _CUT.search(below)
    pad = below[cut.start() :] if cut else ""
    lines = list(_blocks(below[: cut.start()] if cut else below))
    signed = [line.text for line in lines[-2:] if _SIGNED.fullmatch(line.text)]
    says = _iptc_head(above)
    sent = _IPTC_HEAD.match(message.lstrip("\n \0\x7f"))
    rest = sent["rest"].split() if sent else []
    return Item(
        version=" ".join(says["marks"]),
        headline=" ".join(says["headline"]),
        byline="; ".join(says["byline"]),
        slug=" ".join(says["slug"]),
        published=_stamp(foot) if foot else "",
        states=tuple(word for mark in says["marks"] for word in mark.split()),
        editor_notes=tuple(squeezed(found) for found in _EDITORS.findall(pad)),
        hints=tuple(line.text[:120] for line in lines[:1]),
        distributor=tuple(rest[:1]),
        lines=tuple(line for line in lines if line.text not in signed),
        notes=notes,
        extra={"sign_off": signed[0] if signed else (found[0] if (found := _SIGNED.search(pad)) else "")},
    )


def _parted(text: str) -> tuple[str, str]:
    """Part the header from the story: it ends with a line that ends with ``=``."""
    end = re.search(r"=[ \t]*\n", text[:2_000])
    if end:
        return text[: end.start()], text[end.end() :]
    above, _, below = text.partition("\x02")
    return (above, below) if below else ("", text)


def _iptc_head(text: str) -> dict[str, list[str]]:
    """Tell the lines of a header apart: slug, marks of versions, headline, writer."""
    found: dict[str, list[str]] = {"slug": [], "marks": [], "headline": [], "byline": []}
    for line in map(squeezed, text.replace("\x02", "\n").split("\n")):
        if not line:
            continue
        if line.endswith("/") and " " not in line.strip("/ ") and not found["headline"]:
            found["slug"].append(line)
        elif _IPTC_MARK.fullmatch(line) and not found["headline"]:
            found["marks"].append(line)
        elif _BY.match(line) and found["headline"]:
            found["byline"].append(line)
        else:
            found["headline"].append(line)
    return found


def _blocks(text: str) -> Iterator[Line]:
    """Yield the paragraphs of a text that is wrapped: a blank line or an indent ends one."""
    for part in re.split(r"\n[ \t]*\n|\n(?=[ ]{2,6}\S)", text.strip("\n\x02\x03")):
        if len(part) < _TABLE and re.search(r"\S {3,}\S.*\n.*\S {3,}\S", part):
            yield from of_table(part)
        elif line := squeezed(part.replace("\x02", "").replace("\x03", "")):
            yield Line(line)


def _stamp(match: re.Match[str]) -> str:
    year = match[6] if len(match[6]) == 4 else f"20{match[6]}"
    found = read_date(f"{match[1]} {match[5]} {year} {match[2]}:{match[3]} {match[4]}")
    return (found.day_first or "") if found else ""
