"""The grammar of numbers of a language as one pattern, made from its table ``numbers.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache

from provenance.text import DEFAULT, fold, language, number_words, unmarked, words_in

NEVER = r"(?!)"
"""What stands for an empty alternation."""
HALF = 0.5
"""*Half a dozen*."""
PERCENT = r"\s?%"
CLOCK = r"\b\d{1,2}\s?[hH](?:\s?\d{2})?\b|\b\d{1,2}:\d{2}\b"
"""Clock times of languages that name no other."""


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """How a language writes numbers and dates: a pattern, and what its words stand for."""

    pattern: re.Pattern[str]
    about: re.Pattern[str]
    comma: bool
    words: Mapping[str, float]
    scales: Mapping[str, float]
    rounds: Mapping[str, float]
    parts: Mapping[str, float]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    articles: frozenset[str]
    parting: re.Pattern[str]
    needed: frozenset[str] | None = None
    """Words in small letters of which one stands in all that is counted without a digit; None where that is not known."""

    def may_count(self, text: str) -> bool:
        """Tell quickly whether a text may hold a number or date: most sentences do not."""
        if self.needed is None or not text.isascii() or any(map(text.__contains__, _DIGITS)):
            return True
        return not self.needed.isdisjoint(words_in(text.lower())) or any(map(text.__contains__, _MONTHS))

    def word(self, word: str, missing: float) -> float:
        """Return the number that a word stands for."""
        return self.words.get(fold(word), missing)

    def scale(self, word: str | None) -> float:
        """Return the scale that a word or sign stands for, 1 where it is none."""
        return self.scales.get(fold(word or "").strip("."), 1.0)

    def part(self, word: str) -> float:
        """Return what a part divides by."""
        return _nearest(self.parts, word)

    def round(self, word: str) -> float:
        """Return the number that a round word stands for: *cinquantaine*, *dozen*."""
        return _nearest(self.rounds, word)

    def month(self, word: str) -> int:
        """Return the number of a month."""
        return self.months[fold(word).strip(".")]

    def weekday(self, word: str) -> int:
        """Return the number of a weekday, its end (*Mittwochabend*) left out."""
        low = fold(word)
        return next(number for name, number in self.weekdays.items() if low.startswith(name))

    def is_article(self, word: str) -> bool:
        """Tell whether a word is an article or a pronoun as well."""
        return fold(word) in self.articles

    def split(self, said: str) -> list[str]:
        """Return the words of a number in words."""
        low = fold(said)
        return [low] if low in self.words else [word for word in self.parting.split(low) if word]

    def worth(self, words: list[str]) -> float:
        """Return what a number in words comes to: words add up, and a scale multiplies what stands before it."""
        value = HALF if words[0] == "half" else 0.0
        for word in words:
            scale, number = self.scale(word), self.word(word, 0.0)
            if scale > 1:
                value = value * scale if value else number or scale
            else:
                value += number
        return value or 1.0

    def plain(self, digits: str) -> str:
        """Return a numeral with a point before its decimals and nothing between its thousands."""
        if not self.comma:
            return digits.replace(",", "")
        whole, decimals = _GROUPED.fullmatch(digits), _DECIMAL.fullmatch(digits)
        if whole is None and decimals is not None:
            return f"{re.sub(r'[^0-9]', '', decimals[1])}.{decimals[2]}"
        return re.sub(r"[^0-9]", "", digits)


_DIGITS = "0123456789"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""How every name of a month begins in English; one may stand at the word before it."""
_GROUPED = re.compile(r"\d{1,3}(?:[. \u00a0\u202f’']\d{3})+")
_DECIMAL = re.compile(r"([\d. \u00a0\u202f’']+)[.,](\d+)")


@lru_cache(maxsize=50)
def grammar(code: str) -> Grammar:
    """Return the grammar of a language; one without a table has numerals alone."""
    here = language(code)
    table = here.table("numbers")
    words = dict(number_words(code))
    articles = here.words("numbers", "articles")
    words |= {word: 1.0 for word in articles if word not in words and word != "a"}
    scales = {"m": 1e6}
    scales |= {
        fold(key): float(value)
        for name in ("scale_words", "scale_signs")
        for key, value in table.get(name, {}).items()
    }
    months = {
        fold(name): number
        for number, names in enumerate(here.listed("numbers", "months"), start=1)
        for name in names.split()
    }
    weekdays = {
        fold(name): number
        for number, names in enumerate(here.listed("numbers", "weekdays"))
        for name in names.split()
    }
    return Grammar(
        pattern=re.compile(_pattern(code), re.VERBOSE),
        about=re.compile(_about(code)),
        comma=table.get("decimal") == ",",
        words=words,
        scales=scales,
        rounds={fold(key): float(value) for key, value in table.get("rounds", {}).items()},
        parts={fold(key): float(value) for key, value in table.get("parts", {}).items()},
        months=months,
        weekdays=weekdays,
        articles=articles,
        parting=re.compile(table.get("link", r"\s") + r"|\s|-"),
        needed=_needed(code, words.keys() - articles) if code == DEFAULT else None,
    )


def _needed(code: str, words: Set[str]) -> frozenset[str]:
    """Return the words of which one stands in every number in words and every weekday of English."""
    here = language(code)
    table = here.table("numbers")
    parts = [f"{part}{end}" for part in table["parts"] for end in ("", "s")]
    days = [name.lower() for name in _names(code, "weekdays")]
    return frozenset([*words, *table["scale_words"], *parts, *days])


def _pattern(code: str) -> str:
    """Return one verbose pattern with a group for each thing that a number or date is made of."""
    table = language(code).table("numbers")
    clock = "|".join(filter(None, [table.get("clock"), CLOCK]))
    return "\n| ".join([rf"(?P<time>{clock})", *_calendar(code), _numeral(code), *_in_words(code)])


def _calendar(code: str) -> tuple[str, ...]:
    """Return the patterns of days, weekdays and months."""
    here, table = language(code), language(code).table("numbers")
    case = "" if table.get("months_capital") else "i"
    month = rf"(?{case}:{_either(_names(code, 'months'))})\b\.?"
    weekday = rf"(?{case}:{_either(_names(code, 'weekdays'))}){table.get('weekday_end', '')}"
    first = r"\s?" if table.get("month_day") else NEVER
    return (
        rf"(?P<month1>{month}){first}(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,\d{{3}})",
        rf"\b(?P<day2>\d{{1,2}}){table.get('day_month', NEVER)}(?P<month2>{month})",
        rf"(?P<weekday>\b{weekday})\b",
        rf"\b(?i:{_either(here.listed('numbers', 'month_lead'))})\s?(?P<month>{month})",
    )


def _names(code: str, key: str) -> list[str]:
    return [name for names in language(code).listed("numbers", key) for name in names.split()]


def _numeral(code: str) -> str:
    """Return the pattern of a numeral with its currency, scale and unit."""
    table = language(code).table("numbers")
    signs = _either([*table.get("scale_words", {}), *table.get("scale_signs", {})])
    ordinals = f"(?:{table['ordinals']})?" if table.get("ordinals") else ""
    point = r"(?:[.,]\d+)?" if table.get("decimal") == "," else r"(?:\.\d+)?"
    return rf"""(?P<sign>(?:{table.get("currency", "[$£€¥]")})|\b)
      (?P<digits>\d{{1,3}}{table.get("groups", r"(?:,[0-9]{3})+")}(?!\d){point}|\d+{point}){ordinals}
      (?:[\s-]?(?P<scale>(?i:{signs})|M(?=\s?[$£€]))(?:\b|(?=[$£€]))\.?)?
      (?P<unit>{table.get("percent", PERCENT)}|\s?(?P<basis>{table.get("basis", NEVER)}))?"""


def _in_words(code: str) -> tuple[str, ...]:
    """Return the patterns of parts, halves, round numbers and numbers in words."""
    here, table = language(code), language(code).table("numbers")
    listed = [word for key in ("units", "tens", "articles") for word in here.listed("numbers", key)]
    word = _either([*number_words(code), *listed, *table.get("words", {})])
    half = table.get("halves", NEVER) + (
        rf"(?=\s(?:{table['half_before']})\b)" if "half_before" in table else ""
    )
    after = rf"(?=\s{table['part_before']})" if "part_before" in table else ""
    part = _either(table.get("parts", {})) + table.get("part_plural", "")
    phrase = f"|(?i:{table['phrases']})" if "phrases" in table else ""
    link, scale = table.get("link", "[ -]"), _either(table.get("scale_words", {}))
    return (
        rf"\b(?P<few>(?i:{word}))[\s-](?P<part>(?i:{part}))\b{after}",
        rf"\b(?P<half>(?i:{half}))\b",
        rf"\b(?:(?P<few2>(?i:{word}))\s)?(?P<round>(?i:{_either(table.get('rounds', {}))}))(?:s|e|en|aia|tallen)?\b",
        rf"\b(?P<words>(?i:{word})(?:{link}(?i:{word}))?(?:\s(?:a\s)?(?i:{scale})){{0,2}}{phrase})\b"
        rf"(?P<unit2>{table.get('percent', PERCENT)})?",
    )


def _about(code: str) -> str:
    """Return what stands before a number and limits it, in three groups."""
    here = language(code)
    articles = _either([*here.listed("numbers", "articles"), *here.listed("numbers", "before")])
    sides = [f"(?P<{side}>{_either(here.listed('numbers', side))})" for side in ("above", "below", "around")]
    return rf"(?i:(?<![\w-])(?:{'|'.join(sides)})\s?(?:(?:{articles})\s)?)$"


def _either(words: Iterable[str]) -> str:
    """Return an alternation of words as they are written and without accents, the longest first."""
    both = {form for word in words for form in (word, unmarked(word))}
    ordered = sorted(both, key=lambda word: (-len(word), word))
    return "(?:" + ("|".join(re.escape(word).replace(r"\ ", r"\s") for word in ordered) or NEVER) + ")"


def _nearest(table: Mapping[str, float], word: str) -> float:
    low = fold(word)
    return table.get(low) or next(value for key, value in table.items() if low.startswith(key[:-1]))
