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
from provenance.match.drift.numerals import Grammar, grammar
from provenance.text import DEFAULT

KEPT = 2_048
"""Sentences whose quantities are remembered: one is asked about once for each passage it may come from."""
LONGEST = 4_000
"""Code points of a sentence that are read."""

ABOUT = 24
"""Code points before a number in which what limits it stands."""
QuantityKind = Literal["number", "percent", "day", "weekday", "month"]
Bound = Literal["", "around", "above", "below"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or date: its code points in the text, its value, and how exactly it is given.

    ``value`` of a day is month × 100 + day, of a percentage the percentage; ``sign`` is a currency sign; ``step`` the
    size of the last digit given; ``digits`` how many digits count; ``about`` the word that makes it approximate,
    and ``bound`` on which side of it the true number lies.
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
    bound: Bound = ""

    @property
    def approximate(self) -> bool:
        """Tell whether it is called approximate, or a fraction in words."""
        return bool(self.about) or self.loose


@lru_cache(maxsize=KEPT)
def find_quantities(text: str, start: int, end: int, language: str = DEFAULT) -> tuple[Quantity, ...]:
    """Return the numbers and dates of a range of a text in a language, in order.

    >>> [(q.kind, q.value) for q in find_quantities("A fifth of 1.9bn, or 24.5 per cent, on March 10", 0, 47)]
    [('percent', 20.0), ('number', 1900000000.0), ('percent', 24.5), ('day', 310.0)]
    >>> [q.value for q in find_quantities("Rund 3.000 Menschen, 1,5 Mio. Euro, drei Viertel", 0, 48, "de")]
    [3000.0, 1500000.0, 75.0]
    """
    end, numbers = min(end, start + LONGEST), grammar(language)
    return tuple(_found(text, start, end, numbers)) if numbers.may_count(text[start:end]) else ()


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


def _found(text: str, start: int, end: int, grammar: Grammar) -> Iterator[Quantity]:
    for match in grammar.pattern.finditer(text, start, end):
        if match.group().lower() in grammar.articles:
            continue  # most of what the pattern finds: an article alone counts nothing
        quantity = _read(match, grammar)
        if quantity is None:
            continue
        about = grammar.about.search(text, max(start, match.start() - ABOUT), quantity.start)
        if about is None or _is_year(quantity):
            yield quantity
        else:
            bound: Bound = "above" if about["above"] else "below" if about["below"] else "around"
            yield replace(quantity, about=about.group().strip(), bound=bound)


def _is_year(quantity: Quantity) -> bool:
    """Tell whether a bare number is a year: *under a 2029 law* limits nothing."""
    return (
        quantity.kind == "number"
        and not quantity.sign
        and 1900 <= quantity.value < 2100
        and quantity.digits >= 2
    )


def _read(match: re.Match[str], grammar: Grammar) -> Quantity | None:
    found = match.groupdict()
    if found["time"]:
        return None
    if any(found[name] for name in ("day1", "day2", "weekday", "month")):
        return _calendar(match, found, grammar)
    if not found["digits"]:
        return _spelled(match.span(), found, grammar)
    decade = match.group().endswith("s") and not found["unit"] and not found["scale"]
    return None if decade else _numeral(match, found, grammar)  # the 1970s: a stretch of time, not a year


def _calendar(match: re.Match[str], found: dict[str, str | None], grammar: Grammar) -> Quantity:
    """Return a day as month and day in one number, a weekday, or a month."""
    day, month = found["day1"] or found["day2"], found["month1"] or found["month2"]
    if day and month:
        return Quantity(*match.span(), "day", 100.0 * grammar.month(month) + int(day))
    if found["weekday"]:
        return Quantity(*match.span(), "weekday", float(grammar.weekday(found["weekday"])))
    return Quantity(*match.span("month"), "month", float(grammar.month(str(found["month"]))))


def _numeral(match: re.Match[str], found: dict[str, str | None], grammar: Grammar) -> Quantity:
    digits = grammar.plain(str(found["digits"]))
    decimals = len(digits.partition(".")[2])
    scale = grammar.scale(found["scale"]) * (0.01 if found["basis"] else 1.0)
    return Quantity(
        *match.span(),
        "percent" if found["unit"] else "number",
        float(digits) * scale,
        sign=(found["sign"] or "").strip(),
        step=scale * 10.0**-decimals,
        digits=len(digits.replace(".", "").strip("0")) or 1,
    )


def _spelled(span: tuple[int, int], found: dict[str, str | None], grammar: Grammar) -> Quantity | None:
    if found["half"]:
        return Quantity(*span, "percent", 50.0, loose=True)
    if found["part"]:
        few = grammar.word(str(found["few"]), 1.0)
        return Quantity(*span, "percent", 100 * few / grammar.part(str(found["part"])), loose=True)
    if found["round"]:
        few = grammar.word(found["few2"], 1.0) if found["few2"] else 1.0
        value = few * grammar.round(found["round"])
        return Quantity(*span, "number", value, loose=True, bound="around")
    return _in_words(span, str(found["words"]), found["unit2"], grammar)


def _in_words(span: tuple[int, int], said: str, unit: str | None, grammar: Grammar) -> Quantity | None:
    words = grammar.split(said)
    if all(grammar.is_article(word) for word in words):
        return None  # an article or a pronoun
    kind: QuantityKind = "percent" if unit else "number"
    return Quantity(*span, kind, grammar.worth(words), step=1.0, loose="dozen" in words or words[0] == "a")
