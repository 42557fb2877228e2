"""Quotation marks of one paragraph, paired: which opens, which closes, which is an apostrophe.

Every mark is classified once by its neighbours; the next closing mark of each family is known before pairing, so that
the work is linear in the length of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile(r"``|''|,,(?=\w)|<<|>>|[\"“”„‟«»‹›'‘’‚‛`´＂″「」『』]")
_SAME = {"＂": '"', "″": '"', "「": "“", "」": "”", "『": "“", "』": "”", ",,": "„", "<<": "«", ">>": "»"}
"""Marks that stand for others: full-width and East Asian ones, and those of keyboards that have none."""
_ELIDED = re.compile(
    r"['’‘](?:\d0s|em|tis|twas|til|cause|round|bout|burbs|hood|neath|gainst|nuff|sup|n|im|nem|[stk](?=[-\s]))\b",
    re.IGNORECASE,
)
_ASCII = ('"', "'", "`", ",,", "<<")
_YEAR = re.compile(r"\d\d(?:s\b|(?![\w'’])(?! [A-Z\d]))")
_ROLL = re.compile(r"['’‘`]n['’]")
_OPEN_BEFORE = " \t\xa0\u202f\u2009\n([{—–-/:¿¡|>"
_SINGLE = "'‘’‚‛`´"
_STOPS = ",.?!…;:—–)]"


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: its place, its family (``"``, ``'``, ``«``), and how well it can open and close (0-2)."""

    start: int
    end: int
    family: str
    opens: bool
    closes: int


@dataclass(frozen=True, slots=True)
class Span:
    """A quotation in a paragraph, marks included. ``closed`` is false where the paragraph ends before it does."""

    start: int
    end: int
    family: str
    closed: bool


def find_marks(text: str) -> list[Mark]:
    """Return the marks of a paragraph that may open or close a quotation; apostrophes inside words are left out."""
    marks: list[Mark] = []
    if text.isascii() and not any(map(text.__contains__, _ASCII)):
        return marks
    for match in _MARK.finditer(text):
        sign = _SAME.get(match.group(), match.group())
        before, after = (
            text[match.start() - 1 : match.start()] or " ",
            text[match.end() : match.end() + 1] or " ",
        )
        if sign in ("``", "''") or sign not in _SINGLE:
            mark = _double(match, sign, before, after)
        else:
            mark = _single(text, match, sign, before, after)
        if mark.opens or mark.closes:
            marks.append(mark)
    return marks


def _double(match: re.Match[str], sign: str, before: str, after: str) -> Mark:
    starts = before in _OPEN_BEFORE or before in "'‘`"
    leads = not after.isspace()
    if sign in "«»‹›":
        return _angled(match, sign, before, starts=starts, leads=leads)
    if sign in ("``", "„", "‟"):
        return _mark(match, '"', opens=True)
    if sign == "“":
        return _mark(match, '"', opens=leads, closes=int(not starts))
    swedish = sign == "”" and after.isalnum()
    opens = starts and (swedish or (leads and sign in ('"', "''")))
    return _mark(match, '"', opens=opens, closes=0 if opens else 2)


def _angled(match: re.Match[str], sign: str, before: str, *, starts: bool, leads: bool) -> Mark:
    """Return an angled mark: French and Swiss texts open with the one that German ones close with."""
    inward = "«‹" if starts or before in " \xa0" else "»›"
    opens = (sign in "«‹" or (starts and leads)) and (sign in inward or starts)
    return _mark(match, "«", opens=opens, closes=2 if sign in "»›" or not starts else 0)


def _mark(match: re.Match[str], family: str, *, opens: bool = False, closes: int = 0) -> Mark:
    return Mark(match.start(), match.end(), family, opens, closes)


def _single(text: str, match: re.Match[str], sign: str, before: str, after: str) -> Mark:
    start, end = match.span()
    if (before.isalnum() and after.isalnum()) or _ROLL.match(text, max(0, start - 2), start + 3):
        return _mark(match, "'")
    if sign in "‘‚‛":
        return _mark(match, "'", opens=not _ELIDED.match(text, start) and not after.isspace())
    if _may_open(sign, before, after):
        return _mark(match, "'", opens=not _is_short_for(text, start, after))
    if before.isspace() or after.isalnum():
        return _mark(match, "'")
    return _mark(match, "'", closes=_closes(before, after, final=end >= len(text)))


def _closes(before: str, after: str, *, final: bool) -> int:
    """Return how surely a mark closes: behind a plural or a name in s or z it may be a possessive's."""
    if final or not before.isalnum() or after in _STOPS + '"”':
        return 1 if before in "sz" and after.isspace() else 2
    return 1 if before in "szxSZX" else 2


def _may_open(sign: str, before: str, after: str) -> bool:
    """Tell whether a straight or backward mark stands where speech begins."""
    begins = sign != "’" and (before in _OPEN_BEFORE or before in '"“«')
    return begins and not after.isspace() and after not in _STOPS


def _is_short_for(text: str, start: int, after: str) -> bool:
    """Tell whether a mark stands for left-out letters: ``'em``, ``'90s``."""
    return (_ELIDED.match(text, start) is not None and not after.isdigit()) or _decade(text, start)


def _decade(text: str, start: int) -> bool:
    """Tell whether two figures of a year follow, alone before a small letter or a stop, or with an s: ``the class of '98``."""
    return _YEAR.match(text, start + 1) is not None


def pair(text: str, *, carries: frozenset[str] = frozenset()) -> list[Span]:
    """Return the outermost quotations of a paragraph, in order.

    Args:
        text: One paragraph.
        carries: The families whose mark opens the next paragraph: an open quotation of such a family runs on to it.
    """
    marks = find_marks(text)
    if not marks:
        return []
    closers = _next_closers(marks)
    spans: list[Span] = []
    i = 0
    while i < len(marks):
        mark = marks[i]
        if not mark.opens:
            i += 1
            continue
        close = _closer(marks, closers, i, runs_on=mark.family in carries and _leads(text, mark.start))
        if close is not None:
            spans.append(Span(mark.start, marks[close].end, mark.family, closed=True))
            i = close + 1
        elif mark.family in carries:
            spans.append(Span(mark.start, len(text), mark.family, closed=False))
            break
        else:
            if mark.family != "'":
                later = min((n for kind, n in closers[i].items() if kind.endswith("o")), default=None)
                stop = marks[later].start if later is not None else len(text)
                spans.append(Span(mark.start, stop, mark.family, closed=False))
            i += 1
    return spans


def opener(text: str) -> str | None:
    """Return the family of the mark that opens a paragraph, None where none does."""
    if not text or not _MARK.match(text):
        return None
    first = find_marks(text[:40])
    return first[0].family if first and first[0].start == 0 and first[0].opens else None


def _leads(text: str, start: int) -> bool:
    """Tell whether a mark stands where long speech begins: at the head of a paragraph or after a colon."""
    return not text[:start].strip() or text[:start].rstrip().endswith(":")


def _next_closers(marks: list[Mark]) -> list[dict[str, int]]:
    """Return for each mark the next one that opens, closes surely, or may close, keyed ``family + o|c|w``."""
    table: list[dict[str, int]] = [{} for _ in marks]
    state: dict[str, int] = {}
    for i in range(len(marks) - 1, -1, -1):
        table[i] = dict(state)
        mark = marks[i]
        if mark.opens:
            state[mark.family + "o"] = i
        if mark.closes:
            state[mark.family + ("c" if mark.closes == 2 else "w")] = i
    return table


def _closer(marks: list[Mark], table: list[dict[str, int]], i: int, *, runs_on: bool) -> int | None:
    """Return the mark that closes the quotation opened by mark ``i``."""
    family, near = marks[i].family, table[i]
    sure, weak, opens = (near.get(family + kind) for kind in "cwo")
    if family == "'" and weak is not None and (sure is None or weak < sure):
        return _after_weak(sure, weak, opens, runs_on=runs_on)
    best = sure if family == "'" else _nearest(sure, weak)
    nested = best is not None and opens is not None and opens < best
    return _nested(marks, table, i, family) if nested else best


def _nearest(*marks: int | None) -> int | None:
    return min((mark for mark in marks if mark is not None), default=None)


def _after_weak(sure: int | None, weak: int, opens: int | None, *, runs_on: bool) -> int | None:
    """Return the closing mark where one that may be an apostrophe comes first: the sure one, if no mark opens between."""
    if sure is not None and (opens is None or not weak <= opens <= sure):
        return sure
    return None if runs_on else weak


def _nested(marks: list[Mark], table: list[dict[str, int]], i: int, family: str) -> int | None:
    """Return the closing mark where another opens before: the inner pair is skipped once, else the first closes."""
    inner = table[i][family + "o"]
    kinds = "c" if family == "'" else "cw"
    first = min(table[i][family + kind] for kind in kinds if family + kind in table[i])
    second = min(
        (table[first][family + kind] for kind in kinds if family + kind in table[first]), default=None
    )
    between = table[first].get(family + "o")
    if second is not None and (between is None or between > second):
        return second
    return None if marks[inner].start - marks[i].start > 1 else first
