"""Dates as people write them, to ISO 8601: one grammar for figures, and names of months in many languages.

A reading never looks at the clock: what a text leaves out is not filled in. Whether ``03/04/2024`` is March or April is
decided by :mod:`provenance.readers.dating` for a whole file.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

LONGEST = 100
"""Code points of a field that is still read as a date."""

_MONTHS = """
january jan janvier janv januar janner jaenner enero ene gennaio gen janeiro januari stycznia ocak
february feb fevrier fev fevr februar febrero febbraio fevereiro februari lutego subat
march mar mars marz maerz mrz marzo marco maart mrt marca mart
april apr avril avr abril abr aprile kwietnia nisan
may mai mayo maggio mag maio mei maj maja mayis
june jun juin juni junio giugno giu junho czerwca haziran
july jul juillet juil juli julio luglio lug julho lipca temmuz
august aug aout agosto ago augusti augustus sierpnia agustos
september sep sept septembre septiembre settembre set setembro wrzesnia eylul
october oct octobre oktober okt octubre ottobre ott outubro out oktobra pazdziernika ekim
november nov novembre noviembre novembro listopada kasim
december dec decembre dezember dez diciembre dic dicembre dezembro desember des grudnia aralik
""".strip().splitlines()
MONTH = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
"""Names of months without accents, as they stand in dates of twelve languages."""

_YEAR_FIRST = re.compile(
    r"(?<!\d)((?:19|20)\d\d)([-/. ])(\d{1,2})\2(\d{1,2})(?!\d)|(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)"
)
_COMPACT = re.compile(
    r"((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])([01]\d|2[0-3])([0-5]\d)([0-5]\d)?"
)
"""Year to minute or second without a mark: 202403051432."""
_FIGURES = re.compile(r"(?<!\d)(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?((?:19|20)\d\d|\d\d)(?!\d)")
_DAY_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|\.|º)?[\s-]*(?:de\s|of\s)?\s*([^\W\d_]{3,12})\.?,?[\s-]*(?:de\s|del\s)?\s*((?:19|20)\d\d)(?!\d)",
    re.I,
)
_MONTH_DAY = re.compile(
    r"(?<![^\W\d_])([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)(?!\d)", re.I
)
_SHORT_YEAR = re.compile(r"(?<!\d)(\d{1,2})[-/.]([^\W\d_]{3,12})\.?[-/.]((?:19|20)?\d\d)(?!\d)")
"""Day, month's name and year with marks between, as spreadsheets and databases print them: 05-Mar-24."""
_LEFT = re.compile(r"[^\W\d_]+|\d+")
_LETTERS = re.compile(r"[^\W\d_]{3}|[年월일]")
_EXCEL = (20_000, 80_000)
"""Days since 1899-12-30 that a spreadsheet's number may be taken for: 1954 to 2119."""
_SPACED_ZONE = re.compile(r"(?<=\d)\s+(?=[+-]\d\d:?\d\d$|Z$)")


@dataclass(frozen=True, slots=True)
class Date:
    """One date as ISO 8601: with the day first, and with the month first; one of them may be no date at all."""

    day_first: str | None
    month_first: str | None

    @property
    def open(self) -> bool:
        """Whether it is two dates, and something else must say which."""
        return None not in (self.day_first, self.month_first) and self.day_first != self.month_first

    @property
    def proof(self) -> str | None:
        """The order that its figures prove: ``day`` or ``month`` first, None where they prove none."""
        if self.day_first is None or self.month_first is None:
            return "month" if self.day_first is None else "day"
        return None


@lru_cache(maxsize=50_000)
def read_date(text: str) -> Date | None:
    """Read a field that is a date, with or without a time; None where it is none.

    >>> read_date("Mon, 05 Mar 2024 11:00:00 +0100").day_first
    '2024-03-05T11:00:00+01:00'
    >>> read_date("03/04/2024")
    Date(day_first='2024-04-03', month_first='2024-03-04')
    """
    plain = " ".join(text.split())
    if not 6 <= len(plain) <= LONGEST and not plain.isdigit():
        return None
    return _iso(plain) or _number(plain) or _worded(plain, whole=True) or _by_other_languages(plain)


def find_date(text: str) -> Date | None:
    """Return the first date that stands in a line of text; None where there is none."""
    return _worded(" ".join(text[:LONGEST].split()), whole=False)


def _one(iso: str | None) -> Date | None:
    return Date(iso, iso) if iso else None


def _iso(plain: str) -> Date | None:
    """Read ISO 8601, a space before its zone allowed (as many feeds and tables write it)."""
    tidy = _SPACED_ZONE.sub("", plain)
    try:
        when = datetime.fromisoformat(tidy)
    except ValueError:
        return None
    if "-" in tidy[:5]:
        return _one(tidy)
    return _one(when.date().isoformat() if len(tidy) == len("20240305") else when.isoformat())


def _number(plain: str) -> Date | None:
    """Read a time in figures alone, seconds or milliseconds since 1970, or the day number of a spreadsheet."""
    if found := _COMPACT.fullmatch(plain):
        return _one("{}-{}-{}T{}:{}:{}".format(*found.groups("00")))
    if re.fullmatch(r"\d{9,10}(\.\d+)?|\d{12,13}", plain):
        seconds = float(plain) / (1000 if len(plain) >= 12 and "." not in plain else 1)
        return _one(datetime.fromtimestamp(int(seconds), UTC).isoformat())
    if re.fullmatch(r"\d{5}(\.\d+)?", plain) and _EXCEL[0] <= float(plain) < _EXCEL[1]:
        days = float(plain)
        when = datetime.fromtimestamp(round((days - 25_569) * 86_400), UTC).replace(tzinfo=None)
        return _one(when.isoformat() if days % 1 else when.date().isoformat())
    return None


def _worded(plain: str, *, whole: bool) -> Date | None:
    for pattern, parts in (
        (_YEAR_FIRST, _year_first),
        (_FIGURES, _figures),
        (_DAY_MONTH, _named),
        (_SHORT_YEAR, _named),
        (_MONTH_DAY, _named),
    ):
        match = pattern.search(plain)
        days = parts(match) if match else None
        if match and days:
            before, after = plain[: match.start()], plain[match.end() :]
            clock, rest = _clock(after)
            if not clock:
                clock, before = _clock(before)
            if whole and len(_LEFT.findall(f"{before} {rest}")) > 4:
                return None
            return Date(*(f"{day}{clock}" if day else None for day in days))
    return None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _year_first(match: re.Match[str]) -> tuple[str | None, str | None] | None:
    year, month, day = (match[1], match[3], match[4]) if match[1] else match.group(5, 6, 7)
    found = _day(int(year), int(month), int(day))
    return (found, found) if found else None


def _figures(match: re.Match[str]) -> tuple[str | None, str | None] | None:
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    year = _full(year)
    day_first, month_first = _day(year, second, first), _day(year, first, second)
    if match[2] == "." and day_first:  # with points nobody writes the month first
        month_first = day_first
    return (day_first, month_first) if day_first or month_first else None


def _full(year: int) -> int:
    return year + (0 if year > 99 else 1900 if year >= 70 else 2000)


def _named(match: re.Match[str]) -> tuple[str | None, str | None] | None:
    first, second = match[1], match[2]
    day, name = (first, second) if first.isdigit() else (second, first)
    month = MONTH.get(_bare(name))
    found = _day(_full(int(match[3])), month, int(day)) if month else None
    return (found, found) if found else None


def _bare(word: str) -> str:
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in parts if not unicodedata.combining(char)).replace("ı", "i")


def _clock(text: str) -> tuple[str, str]:
    from provenance.text import clock_of  # here: numpy comes with it, and most commands read no date

    return clock_of(text)


def _by_other_languages(plain: str) -> Date | None:
    """Read names of months that the table lacks, by dateparser; a whole day must be stated, none is filled in."""
    if (
        not re.search(r"(?:19|20)\d\d", plain)
        or not _LETTERS.search(plain)
        or len(re.findall(r"\d+", plain)) < 2
        or len(plain) > 60
    ):
        return None
    import dateparser

    clock, rest = _clock(plain)
    found = dateparser.parse(
        rest,
        settings={
            "PARSERS": ["absolute-time"],
            "REQUIRE_PARTS": ["day", "month", "year"],
            "DATE_ORDER": "DMY",
        },
    )
    return _one(f"{found.date().isoformat()}{clock}") if found and found.year > 1800 else None
