"""The beginning of a file, as those see it who tell its format by its content."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_PROLOGUE = re.compile(
    r"\s+|<\?[^>]{0,500}>|<!--[^-]*+(?:-(?!->)[^-]*+)*+-->|<!DOCTYPE\s[^>\[]{0,500}(?:\[[^\]]{0,5000}\][^>]{0,20})?>",
    re.I,
)
"""One piece of what may stand before the first element."""
_ROOT = re.compile(r"<(?:[\w.-]{1,60}:)?([\w.-]{1,80})([^>]{0,2000})")
_KEY = re.compile(r'"([A-Za-z_][\w .:@-]{0,60})"\s{0,9}:')
_JSON = re.compile(r'\s*(?:\{\s*"|\[\s*\{)')


@dataclass(frozen=True, slots=True)
class Head:
    """The first bytes of a file, unpacked, the same decoded, and its name as given."""

    data: bytes
    text: str
    name: str

    @property
    def root(self) -> str:
        """The local name of the first element of an XML or SGML file; empty where there is none."""
        return _root(self.text)[0]

    @property
    def attributes(self) -> str:
        """What stands behind the name of the first element: its attributes and name spaces, as they are written."""
        return _root(self.text)[1]

    @property
    def keys(self) -> frozenset[str]:
        """All keys of JSON that stand in the beginning, at any level; none where it is no JSON."""
        return _keys(self.text) if _JSON.match(self.text) else frozenset()


@lru_cache(maxsize=4)
def _root(text: str) -> tuple[str, str]:
    at = 0
    while piece := _PROLOGUE.match(text, at):
        at = piece.end()
    found = _ROOT.match(text, at)
    return (found[1], found[2]) if found else ("", "")


@lru_cache(maxsize=4)
def _keys(text: str) -> frozenset[str]:
    return frozenset(_KEY.findall(text))
