"""One line of a text, with what its words alone say about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from provenance.sentences import CONTROL, paragraphs

Sign = Literal[
    "furniture", "date", "list", "end", "version", "subhead", "byline", "bare", "trailer", "sign_off", "photo", "caption"
]  # fmt: skip
"""What a line is by its own words. ``list``: other pages follow; ``end``: the story is over; ``bare``: an agency's name
alone; ``trailer``: who reported it; ``sign_off``: a desk's initials; ``photo``: the credit of a picture alone."""

_SPACES = re.compile(r"[\s\u200b\ufeff]+")
_LONGEST = 4_000
"""Code points of a line that are judged, with its last 400; what is longer is prose or none of ours."""
_CLOSERS = "\"'”’»“)]* \u200f\u200e"
_INNER = re.compile(r"[a-z0-9)\"”'’][.!?][\"”'’)]* [\"“‘'(]?[A-ZÀ-Þ]")
_WORD = re.compile(r"\w+(?:[-'’.,]\w+)*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds text. ``start``/``end`` are code points of the document; ``text`` has single spaces.

    ``stop`` tells that it ends like prose (a full stop, a colon, three dots), ``ask`` that it ends in ``?`` or
    ``!``, ``gap`` that an empty line stands before it.
    """

    start: int
    end: int
    text: str
    low: str
    words: tuple[str, ...]
    stop: bool
    ask: bool
    gap: bool

    @property
    def prose(self) -> bool:
        """Whether the line reads like one or more whole sentences."""
        size = len(self.words)
        if self.stop:
            return size >= 3 or (size == 2 and (self.text[-1] == "." or self.text[0] in "\"'“‘«„"))
        if size >= 45 or (self.ask and size >= 10):
            return True
        return size >= 12 and _INNER.search(self.text) is not None


def read_lines(text: str) -> list[Line]:
    """Return the lines of a text in order, hard-wrapped paragraphs joined."""
    lines: list[Line] = []
    last = 0
    for start, end in paragraphs(text):
        lines.append(_line(text, start, end, gap=text.count("\n", last, start) > 1 or not lines))
        last = end
    return lines


def _line(text: str, start: int, end: int, *, gap: bool) -> Line:
    piece = (
        text[start:end]
        if end - start <= _LONGEST
        else f"{text[start : start + _LONGEST]} {text[end - 400 : end]}"
    )
    plain = _SPACES.sub(" ", CONTROL.sub(" ", piece)).strip()
    final = plain.rstrip(_CLOSERS)[-1:] or plain[-1:]
    return Line(
        start=start,
        end=end,
        text=plain,
        low=plain.lower().replace("’", "'"),
        words=tuple(_WORD.findall(plain)),
        stop=final in ".:;,…。।،؛" or plain.endswith("--"),
        ask=final in "?!؟？！",
        gap=gap,
    )
