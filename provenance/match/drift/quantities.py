"""Numbers and dates as a reader understands them: what a sentence counts, whatever way it is written.

``24.5 percent``, ``24.5%`` and ``24.5 per cent`` are one quantity, as are ``$1.9bn`` and ``1.9 billion dollars``, ``a fifth``
and ``20%``, ``March 10`` and ``10 March``. Clock times are read over: their zones differ for good reasons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from provenance.config import DriftConfig

LONGEST = 4_000
"""Code points of a sentence that are read."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6, "mln": 1e6, "billion": 1e9,
    "b": 1e9, "bn": 1e9, "bln": 1e9, "trillion": 1e12, "tn": 1e12, "trn": 1e12, "dozen": 12.0,
}  # fmt: skip
_SMALL = {
    word: float(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {
    "thirty": 30.0,
    "forty": 40.0,
    "fifty": 50.0,
    "sixty": 60.0,
    "seventy": 70.0,
    "eighty": 80.0,
    "ninety": 90.0,
}
_FRACTIONS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_WORD = "|".join(sorted((*_SMALL, "a"), key=len, reverse=True))
_SCALE = r"(?:hundred|thousand|million|billion|trillion|dozen)"
_PERCENT = r"(?:\s?%|[\s-]?per[\s-]?cent(?:age[\s-]points?)?\b|\s?(?:pct|pc)\b|\s(?:full\s)?(?:percentage\s)?points?\b)"
_PATTERN = re.compile(
    rf"""
    (?P<time>\b\d{{1,2}}(?::\d{{2}}){{1,2}}\b(?:\s?[ap]\.?m\b\.?)? | \b\d{{1,2}}(?:\.\d{{2}})?\s?[ap]\.?m\b\.? | \b\d{{4}}\s?GMT\b)
    | (?P<month1>{_MONTH})\s?(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,\d{{3}})
    | \b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?:\s?[-–]\s?\d{{1,2}})?\s(?:of\s)?(?P<month2>{_MONTH})
    | (?P<weekday>\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b
    | \b(?i:in|since|until|last|next|by|early|late|from)\s(?P<month>{_MONTH})
    | (?P<sign>(?:US|A|C|NZ|HK)?[$£€¥]|\bCr|\bRs\.?\s?|\b)
      (?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:st|nd|rd|th|s)?
      (?:[\s-]?(?P<scale>(?i:{_SCALE}|bn|bln|mln|mn|tn|trn|m|k|b))\b)?
      (?P<unit>{_PERCENT}|\s?(?P<basis>bps?\b|basis[\s-]points?\b))?
    | \b(?P<few>(?i:{_WORD}))[\s-](?P<part>(?i:half|third|quarter|fifth|sixth|eighth|tenth))s?\b(?=\sof\b|\sthe\b|\s(?:its|their|all)\b)
    | \b(?P<half>(?i:half))(?=\s(?:of|the|its|their|all)\b)
    | \b(?P<words>(?i:{_WORD})(?:[\s-](?i:{_WORD}))?(?:\s(?:a\s)?(?i:{_SCALE})){{0,2}}|(?i:half\sa\sdozen|dozen))\b(?P<unit2>{_PERCENT})?
    """,
    re.VERBOSE,
)
_ABOUT = re.compile(
    r"(?i:\b(?:about|around|some|nearly|almost|roughly|approximately|an?\sestimated|estimated|close\sto|more\sthan|over"
    r"|at\sleast|up\sto|(?:a\s)?(?:minimum|maximum)\sof|no\s(?:more|fewer|less)\sthan|in\sexcess\sof|upwards\sof|as\smany\sas|as\smuch\sas|less\sthan|fewer\sthan|under|just\sover|just\sunder|barely|well\sover)"
    r"\s(?:an?\s|the\s)?)$"
)

QuantityKind = Literal["number", "percent", "day", "weekday", "month"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or date: its code points in the text, its value, and how exactly it is given.

    ``value`` of a day is month × 100 + day, of a percentage the percentage; ``sign`` is a currency sign; ``step`` the
    size of the last digit given; ``digits`` how many digits count; ``about`` the word that makes it approximate.
    """

    start: int
    end: int
    kind: QuantityKind
    value: float
    sign: str = ""
    step: float = 1.0
    digits: int = 1
    about: str = ""
    loose: bool = False

    @property
    def approximate(self) -> bool:
        """Tell whether it is called approximate, or a fraction in words."""
        return bool(self.about) or self.loose


@lru_cache(maxsize=2048)
def find_quantities(text: str, start: int, end: int) -> tuple[Quantity, ...]:
    """Return the numbers and dates of a range of a text, in order.

    >>> [(q.kind, q.value) for q in find_quantities("A fifth of 1.9bn, or 24.5 per cent, on March 10", 0, 47)]
    [('percent', 20.0), ('number', 1900000000.0), ('percent', 24.5), ('day', 310.0)]
    """
    return tuple(_found(text, start, min(end, start + LONGEST)))


def same(mine: Quantity, theirs: Quantity, *, near: float = DriftConfig().near) -> bool:
    """Tell whether two quantities say the same: equal, or rounded as a desk would.

    A number called approximate, or a fraction in words, may lie within the share ``near``; millions and decimals may be
    given with fewer digits, at least two. Percentages are rounded only where a word says so.
    """
    numeric = {"number", "percent"}
    if not {mine.kind, theirs.kind} <= numeric:
        return mine.kind == theirs.kind and mine.value == theirs.value
    if abs(mine.value - theirs.value) <= 1e-9 * max(1.0, abs(theirs.value)):
        return True
    if mine.approximate or theirs.approximate:
        return abs(mine.value - theirs.value) <= near * max(abs(mine.value), abs(theirs.value))
    rounded = mine.digits >= 2 and not 1 <= mine.step < 1e4 and mine.kind != "percent"
    return rounded and abs(mine.value - theirs.value) <= mine.step / 2 * (1 + 1e-9)


def comparable(mine: Quantity, theirs: Quantity) -> bool:
    """Tell whether one can stand in place of the other: the same kind, no other currency, and two years or none."""
    return mine.kind == theirs.kind and mine.sign == theirs.sign and _is_year(mine) == _is_year(theirs)


def _found(text: str, start: int, end: int) -> Iterator[Quantity]:
    for match in _PATTERN.finditer(text, start, end):
        quantity = _read(match)
        if quantity is not None:
            about = _ABOUT.search(text, max(start, match.start() - 24), quantity.start)
            yield (
                quantity
                if about is None or _is_year(quantity)
                else _with_about(quantity, about.group().strip())
            )


def _is_year(quantity: Quantity) -> bool:
    """Tell whether a bare number is a year: *under a 2029 law* limits nothing."""
    return (
        quantity.kind == "number"
        and not quantity.sign
        and 1900 <= quantity.value < 2100
        and quantity.digits >= 2
    )


def _with_about(quantity: Quantity, about: str) -> Quantity:
    return replace(quantity, about=about)


def _read(match: re.Match[str]) -> Quantity | None:
    found = match.groupdict()
    if found["time"]:
        return None
    if any(found[name] for name in ("day1", "day2", "weekday", "month")):
        return _calendar(match, found)
    if not found["digits"]:
        return _spelled(match.span(), found)
    decade = match.group().endswith("s") and not found["unit"] and not found["scale"]
    return None if decade else _numeral(match, found)  # the 1970s: a stretch of time, not a year


def _calendar(match: re.Match[str], found: dict[str, str | None]) -> Quantity:
    """Return a day as month and day in one number, a weekday, or a month."""
    day, month = found["day1"] or found["day2"], found["month1"] or found["month2"]
    if day and month:
        return Quantity(*match.span(), "day", 100.0 * (_MONTHS.index(month[:3]) + 1) + int(day))
    if found["weekday"]:
        return Quantity(*match.span(), "weekday", float(sum(map(ord, found["weekday"]))))
    return Quantity(*match.span("month"), "month", float(_MONTHS.index(str(found["month"])[:3]) + 1))


def _numeral(match: re.Match[str], found: dict[str, str | None]) -> Quantity:
    digits = str(found["digits"]).replace(",", "")
    decimals = len(digits.partition(".")[2])
    scale = _SCALES.get(str(found["scale"]).lower(), 1.0) * (0.01 if found["basis"] else 1.0)
    return Quantity(
        *match.span(),
        "percent" if found["unit"] else "number",
        float(digits) * scale,
        sign=(found["sign"] or "").strip(),
        step=scale * 10.0**-decimals,
        digits=len(digits.replace(".", "").strip("0")) or 1,
    )


def _spelled(span: tuple[int, int], found: dict[str, str | None]) -> Quantity | None:
    if found["half"]:
        return Quantity(*span, "percent", 50.0, loose=True)
    if found["part"]:
        few = _SMALL.get(str(found["few"]).lower(), 1.0)
        return Quantity(*span, "percent", 100 * few / _FRACTIONS[str(found["part"]).lower()], loose=True)
    words = re.split(r"[\s-]", str(found["words"]).lower())
    value = sum(_SMALL.get(word, 0.0) for word in words) or (0.5 if words[0] == "half" else 1.0)
    for word in words:
        value *= _SCALES.get(word, 1.0)
    if all(word in {"a", "one"} for word in words):
        return None  # an article or a pronoun
    kind: QuantityKind = "percent" if found["unit2"] else "number"
    return Quantity(*span, kind, value, step=1.0, loose="dozen" in words or words[0] == "a")
