"""The story of a page that draws itself: the data that its scripts hold (Next.js, Arc, and their kin)."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from html import unescape

from lxml import html

from provenance.readers.markup import PARAGRAPH, squeeze

_STATE = re.compile(r"\b(?:globalContent|__[A-Z_]{4,30}(?:STATE|DATA|CONTENT)__)\s{0,9}=\s{0,9}(?=[{\[])")
"""Where a script gives its data a name."""
_LARGEST = 5_000_000
"""Characters of one script that are read."""
_VALUES = 50_000
"""Values of one script that are looked at."""
_TAG = re.compile(r"</?[a-z][^<>]{0,500}>", re.IGNORECASE)
_BLOCK_END = re.compile(r"</(?:p|div|li|h[1-6]|blockquote)>|<br\s*/?>", re.IGNORECASE)


def paragraphs(root: html.HtmlElement) -> list[str]:
    """Return the paragraphs of the longest text that the scripts of a page hold in one place; none where they hold none.

    One place is one path in the data, whatever the numbers in it: the texts of one story stand in one list, and those of
    others elsewhere.
    """
    places: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for number, value in enumerate(_data(root)):
        for path, text in _texts(value):
            places[(str(number), *path)] += [line for line in _lines(text) if len(line.split()) >= PARAGRAPH]
    longest = max(places.values(), key=lambda lines: sum(map(len, lines)), default=[])
    return list(dict.fromkeys(longest))


def _data(root: html.HtmlElement) -> Iterator[object]:
    decoder = json.JSONDecoder(strict=False)
    for script in root.iter("script"):
        text = (script.text or "")[:_LARGEST]
        typed = (script.get("type") or "").lower() == "application/json"
        found = None if typed else _STATE.search(text)
        if not typed and found is None:
            continue
        try:
            yield decoder.raw_decode(text.lstrip() if found is None else text, found.end() if found else 0)[0]
        except (ValueError, RecursionError):
            continue


def _texts(value: object) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the texts within a value in order, each with its path; numbers of lists are left out of it."""
    stack: list[tuple[tuple[str, ...], object]] = [((), value)]
    count = 0
    while stack and count < _VALUES:
        path, inner = stack.pop()
        count += 1
        if isinstance(inner, str):
            yield path, inner
        elif isinstance(inner, dict):
            stack += [((*path, str(key)), part) for key, part in reversed(inner.items())]
        elif isinstance(inner, list):
            stack += [((*path, "*"), part) for part in reversed(inner)]


def _lines(text: str) -> list[str]:
    plain = unescape(_TAG.sub("", _BLOCK_END.sub("\n", text))) if "<" in text else text
    return [line for line in map(squeeze, plain.split("\n")) if line]
