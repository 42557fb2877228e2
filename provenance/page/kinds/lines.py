"""One line of a text, read once: its words, its shape, and every credit form that the agency grammar finds in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from provenance.page.agencies.forms import LONGEST, Form, find_forms
from provenance.text import CONTROL, paragraphs, words_in

Sign = Literal[
    "furniture", "date", "list", "end", "version", "subhead", "byline", "bare", "trailer", "sign_off", "photo", "caption"
]  # fmt: skip
"""What a line is by its own words. ``list``: other pages follow; ``end``: the story is over; ``bare``: an agency's name
alone; ``trailer``: who reported it; ``sign_off``: a desk's initials; ``photo``: the credit of a picture alone."""

_SPACES = re.compile(r"[\s\u200b\ufeff]+")
_OPENING = 5
"""Code points of marks and blanks that may stand before a dateline."""
_RUN = re.compile(r"\s{2,}")
_LONGEST = 4_000
"""Code points of a line that are judged, with its last 400; what is longer is prose or none of ours."""
_CLOSERS = "\"'”’»“)]* \u200f\u200e"
_INNER = re.compile(r"[a-z0-9)\"”'’][.!?][\"”'’)]* [\"“‘'(]?[A-ZÀ-Þ]")
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{1,2}|[\u0e00-\u0e7f]{1,4}|\w+(?:[-'’.,]\w+)*")
"""Words of a line; of scripts without spaces two letters, in Thai four, count as one."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds text. ``start``/``end`` are code points of the document, ``raw`` what stands there.

    ``text`` is the same with single spaces, ``low`` that in small letters, ``held`` the distinct words of ``low``: a slow
    pattern is asked only where a word that it needs is among them. ``forms`` are the credit forms of ``raw``:
    kinds and credits are both decided from them, so the grammar is asked once. ``stop`` tells that it ends like prose (a full stop, a colon, three dots), ``ask`` that it ends in ``?`` or
    ``!``, ``gap`` that an empty line stands before it.
    """

    start: int
    end: int
    raw: str
    text: str
    low: str
    words: tuple[str, ...]
    stop: bool
    ask: bool
    gap: bool
    held: frozenset[str]
    forms: tuple[Form, ...] = ()

    @property
    def prose(self) -> bool:
        """Whether the line reads like one or more whole sentences."""
        size = len(self.words)
        if self.stop:
            return size >= 3 or (size == 2 and (self.text[-1] == "." or self.text[0] in "\"'“‘«„"))
        if size >= 45 or (self.ask and size >= 10):
            return True
        return size >= 12 and _INNER.search(self.text) is not None

    @property
    def dateline(self) -> bool:
        """Whether the line opens with an agency's dateline and goes on: a story begins here, whatever stands around."""
        return any(
            form.role == "dateline"
            and form.agencies
            and form.strength == "high"
            and form.start <= _OPENING
            and not form.whole
            for form in self.forms
        )


def read_lines(text: str, *, longest: int = LONGEST) -> tuple[Line, ...]:
    """Return the lines of a text in order, hard-wrapped paragraphs joined.

    Args:
        text: The document's text.
        longest: Code points of a line that the credit forms read whole; of a longer one they read both ends.
    """
    lines: list[Line] = []
    last = 0
    for start, end in paragraphs(text):
        gap = text.count("\n", last, start) > 1 or not lines
        lines.append(_line(text[start:end], start, gap=gap, longest=longest))
        last = end
    return tuple(lines)


def _line(raw: str, start: int, *, gap: bool, longest: int) -> Line:
    piece = raw if len(raw) <= _LONGEST else f"{raw[:_LONGEST]} {raw[-400:]}"
    plain = (piece if _is_even(piece) else _SPACES.sub(" ", CONTROL.sub(" ", piece))).strip()
    final = plain.rstrip(_CLOSERS)[-1:] or plain[-1:]
    low = plain.lower().replace("’", "'")
    return Line(
        start=start,
        end=start + len(raw),
        raw=raw,
        text=plain,
        low=low,
        words=tuple(_words(plain)),
        stop=final in ".:;,…。।،؛" or plain.endswith("--"),
        ask=final in "?!؟？！",
        gap=gap,
        held=words_in(low),
        forms=_forms(raw, longest),
    )


def _words(plain: str) -> list[str]:
    """Return the words of a line; those of ASCII letters with a mark behind them or none, as nearly all are, without a pattern."""
    if not plain.isascii():
        return _WORD.findall(plain)
    words: list[str] = []
    for run in plain.split():
        if run.isalnum():
            words.append(run)
        elif run[:-1].isalnum() and run[-1] != "_":
            words.append(run[:-1])
        else:
            words += _WORD.findall(run)
    return words


def _is_even(raw: str) -> bool:
    """Tell whether a line holds no blank but single spaces and no control, as nearly all do."""
    return "  " not in raw and raw.isprintable()


def _forms(raw: str, longest: int) -> tuple[Form, ...]:
    """Return the credit forms of a line, runs of blanks (and the breaks of hard-wrapped lines) read as one space."""
    if _is_even(raw) or not _RUN.search(raw):
        return find_forms(raw, longest=longest)
    origin = [0]  # where each character of the text with single spaces, and its end, stands in the line
    pieces: list[str] = []
    last = 0
    for run in _RUN.finditer(raw):
        origin[-1:] = range(last, run.start() + 1)
        origin.append(run.end())
        pieces += (raw[last : run.start()], " ")
        last = run.end()
    origin[-1:] = range(last, len(raw) + 1)
    forms = find_forms("".join([*pieces, raw[last:]]), longest=longest)
    return tuple(replace(form, start=origin[form.start], end=origin[form.end]) for form in forms)
