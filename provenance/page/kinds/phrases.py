"""The phrases of pages, from the folders of all languages, as compiled tests on one line in small letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import lru_cache

from provenance.text import folders, language

_WORD = re.compile(r"\w+")
_RARE = 5
"""Letters of a word from which few lines hold it; of a phrase of shorter ones its longest part is looked for."""


class Anywhere:
    """A pattern that finds phrases anywhere in a line, asked only where a word of one of them stands: most lines have none.

    Args:
        before: What must stand before a phrase, as a pattern.
        words: The phrases.
        after: What must stand after it.
    """

    def __init__(self, before: str, words: list[str], after: str = "") -> None:
        self.pattern = re.compile(rf"{before}(?:{_either(words)}){after}")
        needed = {phrase: _telling(phrase, ends=bool(after)) for phrase in words}
        self._needed = frozenset(word for word in needed.values() if len(word) >= _RARE)
        common = {_part(phrase) for phrase, word in needed.items() if len(word) < _RARE}
        self._parts = tuple(part for part in sorted(common) if not any(o in part for o in common - {part}))

    def _may(self, low: str, held: Set[str]) -> bool:
        return not self._needed.isdisjoint(held) or any(map(low.__contains__, self._parts))

    def search(self, low: str, held: Set[str]) -> re.Match[str] | None:
        """Return the first match in a line in small letters, given its distinct words too."""
        return self.pattern.search(low) if self._may(low, held) else None

    def last(self, low: str, held: Set[str]) -> re.Match[str] | None:
        """Return the last of the matches, which do not overlap."""
        if not self._may(low, held):
            return None
        return max(self.pattern.finditer(low), key=lambda match: match.start(), default=None)


@dataclass(frozen=True, slots=True)
class Phrases:
    """Tests for furniture, bylines, credits and picture credits; every pattern reads one folded line."""

    whole: frozenset[str]
    whole_pattern: re.Pattern[str]
    lead: re.Pattern[str]
    start: re.Pattern[str]
    policy_start: re.Pattern[str]
    inside: Anywhere
    policy: Anywhere
    list_heads: frozenset[str]
    ends: frozenset[str]
    by: re.Pattern[str]
    roles: frozenset[str]
    links: frozenset[str]
    credit: Anywhere
    trailer: re.Pattern[str]
    photo: Anywhere
    houses: Anywhere


@lru_cache(maxsize=1)
def phrases() -> Phrases:
    """Read the tables of every language that has a folder, once: pages mix languages, so all are looked for on each."""
    whole = listed("furniture", "whole")
    return Phrases(
        whole=frozenset(phrase for phrase in whole if "*" not in phrase),
        whole_pattern=re.compile(rf"(?:{_either([phrase for phrase in whole if '*' in phrase])})$"),
        lead=re.compile(
            rf"[^\w\s]?\s?(?:{_either(listed('furniture', 'lead'))})(?: ?(?:[:|»›>→•]|…|\.\.\.)| [-–—] )"
        ),
        start=re.compile(rf"[^\w\s]?\s?(?:{_either(listed('furniture', 'start'))})(?!\w)"),
        inside=Anywhere(r"(?<!\w)", listed("furniture", "inside"), r"(?!\w)"),
        policy_start=re.compile(rf"[^\w\s]?\s?(?:{_either(listed('furniture', 'policy_start'))})(?!\w)"),
        policy=Anywhere(r"(?<!\w)", listed("furniture", "policy"), r"(?!\w)"),
        list_heads=frozenset(listed("furniture", "list")),
        ends=frozenset(listed("furniture", "ends")),
        by=re.compile(rf"(?:{_either(listed('byline', 'by'))}):? (?=\S)"),
        roles=frozenset(listed("byline", "role")),
        links=frozenset(listed("byline", "link")),
        credit=Anywhere(r"(?<!\w)", listed("credit", "inside")),
        trailer=re.compile(rf"[(\[—–-]*\s?(?:{_either(listed('credit', 'trailer'))})(?!\w)"),
        photo=Anywhere(r"(?<!\w)", listed("photo", "label"), r"(?: ?[:/©|]| [—–-]|(?<= by) )"),
        houses=Anywhere(r"(?<!\w)", listed("photo", "house"), r"(?!\w)"),
    )


def listed(section: str, key: str) -> list[str]:
    """Return the phrases of one list in every language, each once."""
    tables = (language(code).table("page").get(section, {}) for code in folders())
    return sorted({phrase for table in tables for phrase in table.get(key, ())})


def _telling(phrase: str, *, ends: bool) -> str:
    """Return the longest word of a phrase that stands whole wherever the phrase is found, ``""`` where none does.

    Args:
        phrase: It begins with a word that nothing stands before.
        ends: Whether its last word ends with it; else more may be written at it.
    """
    whole = [match for match in _WORD.finditer(phrase) if ends or match.end() < len(phrase)]
    return max((match.group() for match in whole), key=len, default="")


def _part(phrase: str) -> str:
    """Return the longest word of a phrase, which more may be written at; the phrase itself where its words are short."""
    word = max(_WORD.findall(phrase), key=len)
    return word if len(word) >= _RARE else max(phrase.split("*"), key=len).strip()


def _either(words: Iterable[str]) -> str:
    """Return an alternation, longest first; ``*`` is one to five words."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(
        re.escape(word).replace(r"\*", r"(?:\S{1,40} ){0,4}\S{1,40}").replace(r"\ ", " ") for word in ordered
    )
