"""The words of ``phrases.toml`` as compiled tests on one line in small letters."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

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
    """Read the tables once: that of all pages, and those of every language that has a folder."""
    table = tomllib.loads(files("provenance.page.kinds").joinpath("phrases.toml").read_text("utf-8"))
    for code in folders():
        _add(table, language(code).table("page"))
    furniture, byline = table["furniture"], table["byline"]
    return Phrases(
        whole=frozenset(phrase for phrase in furniture["whole"] if "*" not in phrase),
        whole_pattern=re.compile(rf"(?:{_either([p for p in furniture['whole'] if '*' in p])})$"),
        lead=re.compile(rf"[^\w\s]?\s?(?:{_either(furniture['lead'])})(?: ?(?:[:|»›>→•]|…|\.\.\.)| [-–—] )"),
        start=re.compile(rf"[^\w\s]?\s?(?:{_either(furniture['start'])})(?!\w)"),
        inside=Anywhere(r"(?<!\w)", furniture["inside"], r"(?!\w)"),
        policy_start=re.compile(rf"[^\w\s]?\s?(?:{_either(furniture['policy_start'])})(?!\w)"),
        policy=Anywhere(r"(?<!\w)", furniture["policy"], r"(?!\w)"),
        list_heads=frozenset(furniture["list"]),
        ends=frozenset(furniture["ends"]),
        by=re.compile(rf"(?:{_either(byline['by'])}):? (?=\S)"),
        roles=frozenset(byline["role"]),
        links=frozenset(byline["link"]),
        credit=Anywhere(r"(?<!\w)", table["credit"]["inside"]),
        trailer=re.compile(rf"[(\[—–-]*\s?(?:{_either(table['credit']['trailer'])})(?!\w)"),
        photo=Anywhere(r"(?<!\w)", table["photo"]["label"], r"(?: ?[:/©|]| [—–-]|(?<= by) )"),
        houses=Anywhere(r"(?<!\w)", table["photo"]["house"], r"(?!\w)"),
    )


def _add(table: dict[str, dict[str, list[str]]], more: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
    """Add the phrases of one language to those of all."""
    for section, lists in more.items():
        for key, phrases_of in lists.items():
            known = table[section][key]
            known += [phrase for phrase in phrases_of if phrase not in known]


def _either(words: list[str]) -> str:
    """Return an alternation, longest first; ``*`` is one to five words."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(
        re.escape(word).replace(r"\*", r"(?:\S{1,40} ){0,4}\S{1,40}").replace(r"\ ", " ") for word in ordered
    )
