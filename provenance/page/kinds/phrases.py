"""The phrases of pages, from the folders of all languages, as compiled tests on one line in small letters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from provenance.text import folders, language


class Anywhere:
    """A pattern that finds phrases anywhere in a line, asked only where a part of one of them stands: most lines have none.

    Args:
        before: What must stand before a phrase, as a pattern.
        words: The phrases.
        after: What must stand after it.
    """

    def __init__(self, before: str, words: list[str], after: str = "") -> None:
        self.pattern = re.compile(rf"{before}(?:{_either(words)}){after}")
        longest = {max(word.replace("*", " ").split(), key=len) for word in words}
        self._parts = tuple(sorted(part for part in longest if not any(o in part for o in longest - {part})))

    def search(self, low: str) -> re.Match[str] | None:
        """Return the first match in a line in small letters."""
        return self.pattern.search(low) if any(map(low.__contains__, self._parts)) else None

    def last(self, low: str) -> re.Match[str] | None:
        """Return the last of the matches, which do not overlap."""
        if not any(map(low.__contains__, self._parts)):
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


def _either(words: Iterable[str]) -> str:
    """Return an alternation, longest first; ``*`` is one to five words."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(
        re.escape(word).replace(r"\*", r"(?:\S{1,40} ){0,4}\S{1,40}").replace(r"\ ", " ") for word in ordered
    )
