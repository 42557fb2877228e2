"""When documents came out: the dates of one file read alike, and dates in file names and in the text's own lines."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from provenance.errors import ConfigError, ReadError
from provenance.readers.dates import Date, find_date, read_date
from provenance.records import Document

TIMES = ("published", "updated")
ORDERS = ("auto", "day", "month")
"""What the setting ``read.dates`` may be."""

_HEAD = 20
"""Lines at the start of a text that are looked at for its date."""
_PUBLISHED = re.compile(
    r"\W*(?:first\s)?(?:published|posted|publication date|date published|date|released|issued|veröffentlicht|erschienen|datum|"
    r"publié(?:e)?|publicado|fecha|pubblicato|data|gepubliceerd|publicerad|publisert|udgivet)\b(?:\s(?:on|at|am|le|el|il|op|em))?\s*[:–—-]?\s*(.{6,})",
    re.I,
)
_FURTHER = re.compile(
    r"\s[|•·]\s|\b(?:updated|modified|aktualisiert|mis à jour|actualizado|aggiornato|bijgewerkt)\b", re.I
)
_IN_NAME = re.compile(
    r"(?<!\d)((?:19|20)\d\d)([-_.]?)(\d\d)\2(\d\d)(?:[T_ .-]?(\d\d)[:h_.-]?(\d\d)(?:[:_.-]?(\d\d))?(?!\d)\s?(Z|GMT|UTC)?)?(?!\d)",
    re.I,
)
_OTHER_NAME = re.compile(r"(?<!\d)(\d\d?)[-_.](\d\d?)[-_.]((?:19|20)\d\d)(?!\d)")
_SPELT_NAME = re.compile(r"(?<!\d)(\d\d?)[ ._-]+([^\W\d_]{3,})[ ._-]+((?:19|20)\d\d)(?!\d)")


def same_order(
    found: Iterable[Document | ReadError], *, order: str = "auto", zone: str = ""
) -> Iterator[Document | ReadError]:
    """Give the documents of one file with their times as ISO 8601; the original is kept in ``meta``.

    A date of figures alone may be day or month first. The first date of the file that can be only one of them decides
    for all; documents are held back until then. Where none does, it is the order that keeps the dates closest together,
    then the day first, and a note says that it is a guess.

    Args:
        found: What a reader gives.
        order: ``day`` or ``month`` where the user says so.
        zone: The zone of times that name none; as stated where empty.
    """
    if order not in ORDERS:
        raise ConfigError(f"read.dates takes {', '.join(ORDERS)}, not {order!r}")
    known, how = (None, "") if order == "auto" else (order, "as told")
    held: list[Document | ReadError] = []
    for item in found:
        if known is None:
            known, how = _proof(item)
        if known is None and (held or any(reading.open for _, reading in _dates(item))):
            held.append(item)
            continue
        yield from (_dated(one, known or "day", how, zone) for one in [*held, item])
        held.clear()
    known = _closest([reading for item in held for _, reading in _dates(item)])
    yield from (_dated(one, known, "", zone) for one in held)


def _proof(item: Document | ReadError) -> tuple[str | None, str]:
    """Return the order that the dates of a document prove, and which date does."""
    proofs = ((reading.proof, f"as {text} shows") for text, reading in _dates(item) if reading.proof)
    return next(proofs, (None, ""))


def check_zone(name: str) -> str:
    """Return the name of a time zone. Raises :class:`ConfigError` where there is none of that name."""
    try:
        return ZoneInfo(name).key if name else name
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ConfigError(
            f"no time zone named {name!r}; write it as Europe/Paris, America/New_York or UTC"
        ) from error


def date_in_text(text: str) -> str | None:
    """Return the date that a text states in a line of its head: after a word such as *Published*, or alone."""
    lines = [line.strip() for line in text[:4_000].splitlines() if line.strip()][:_HEAD]
    for line in lines:
        match = _PUBLISHED.match(line) if len(line) < 120 else None
        stated = _FURTHER.split(match[1])[0].strip() if match else ""
        if stated and (read_date(stated) or find_date(stated[:40])):
            return stated if read_date(stated) else stated[:40]
    return next((line for line in lines[:8] if _is_date(line)), None)


def _is_date(line: str) -> bool:
    """Tell whether a line is a date and no sentence that holds one."""
    words = re.findall(r"[^\W\d_]+", line)
    return (
        len(line) < 60
        and 0 < len(words) < 5
        and not line.endswith((".", "?", "!"))
        and read_date(line) is not None
    )


def date_in_name(stem: str) -> str | None:
    """Return the date, and the time where there is one, of a file name.

    >>> date_in_name("AFP_2031-03-12T0500")
    '2031-03-12T05:00'
    """
    for match in _IN_NAME.finditer(stem):
        day, clock = f"{match[1]}-{match[3]}-{match[4]}", ""
        if match[5] and int(match[5]) < 24 and int(match[6]) < 60:
            clock = f"T{match[5]}:{match[6]}{':' + match[7] if match[7] else ''}{'Z' if match[8] else ''}"
        if read_date(day + clock):
            return day + clock
    others = (
        mark.join(found.groups())
        for form, mark in ((_OTHER_NAME, "/"), (_SPELT_NAME, " "))
        for found in form.finditer(stem)
    )
    return next(filter(read_date, others), None)


def _dates(item: Document | ReadError) -> list[tuple[str, Date]]:
    if isinstance(item, ReadError):
        return []
    stated = [value for name in TIMES if (value := getattr(item, name)) is not None]
    return [(text, reading) for text in stated if (reading := read_date(text))]


def _closest(readings: list[Date]) -> str:
    """Return the order in which dates that may be two lie closest together; the day first where that is equal."""

    def spread(texts: Iterable[str | None]) -> int:
        days = [date.fromisoformat(text[:10]).toordinal() for text in texts if text]
        return max(days) - min(days) if days else 0

    day, month = spread(r.day_first for r in readings), spread(r.month_first for r in readings)
    return "month" if month < day else "day"


def _dated(item: Document | ReadError, order: str, how: str, zone: str) -> Document | ReadError:
    if isinstance(item, ReadError):
        return item
    stated = {name: text for name in TIMES if (text := getattr(item, name))}
    readings = {name: read_date(text) or find_date(text) for name, text in stated.items()}
    changes: dict[str, Any] = {name: _chosen(reading, order, zone) for name, reading in readings.items()}
    notes = [
        _say(text, order, how) if reading else f"{name} {text!r:.60} is no date that can be read: not used"
        for (name, text), reading in zip(stated.items(), readings.values(), strict=True)
        if reading is None or reading.open
    ]
    kept = {name: text for name, text in stated.items() if changes[name] != text}
    return dataclasses.replace(
        item, notes=tuple(dict.fromkeys([*item.notes, *notes])), meta={**item.meta, **kept}, **changes
    )


def _say(text: str, order: str, how: str) -> str:
    if how:
        return f"read: dates {order} first, {how}"
    other = "month" if order == "day" else "day"
    return f"date {text!r:.30} is read {order} first, and nothing in the file decides; --set read.dates={other} reads it the other way"


def _chosen(reading: Date | None, order: str, zone: str) -> str | None:
    if reading is None:
        return None
    pair = (reading.day_first, reading.month_first)
    first, second = pair if order == "day" else pair[::-1]
    iso = first or second
    if iso and zone and len(iso) > 10:
        when = datetime.fromisoformat(iso)
        return iso if when.tzinfo else when.replace(tzinfo=ZoneInfo(zone)).isoformat()
    return iso
