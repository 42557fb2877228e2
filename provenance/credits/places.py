"""Where each line of a page stands: what a credit form means is decided by its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from provenance.records import Kind, Segment
from provenance.text import LINE

PlaceName = Literal[
    "title", "head", "lead", "body", "close", "between", "caption", "under_caption", "tail", "furniture"
]
"""``lead``: the first body paragraphs; ``close``: the last one; ``between``: a line that is no body, between body
paragraphs; ``under_caption``: a credit line directly below a caption; ``tail``: below the last body paragraph."""

STORY_WORDS = 8
"""Fewer words than this are no paragraph of a story: a line that a page repeats below its text is no text."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line that holds text: ``text[start:end]`` of the document without the blanks at its ends."""

    start: int
    end: int
    text: str
    kind: Kind
    place: PlaceName
    last: bool
    sole: bool


@dataclass(frozen=True, slots=True)
class _Row:
    start: int
    end: int
    kind: Kind


def lines_of(text: str, segments: Sequence[Segment], *, head_paragraphs: int) -> tuple[Line, ...]:
    """Return the lines that hold text, each with the kind of its first segment and its place on the page.

    Args:
        text: The document's text.
        segments: Its segments, in order; a line without one counts as furniture.
        head_paragraphs: How many body paragraphs may hold a dateline.
    """
    rows = _rows(text, segments)
    story = [number for number, row in enumerate(rows) if row.kind == "body" and _is_story(text, row)]
    if not story:
        story = [number for number, row in enumerate(rows) if row.kind == "body"]
    ranks = {number: rank for rank, number in enumerate(story)}
    final = _final(rows)
    return tuple(
        Line(
            start=row.start,
            end=row.end,
            text=text[row.start : row.end],
            kind=row.kind,
            place=_place(number, rows, story, ranks, head_paragraphs),
            last=number == final,
            sole=len(rows) == 1,
        )
        for number, row in enumerate(rows)
    )


def _rows(text: str, segments: Sequence[Segment]) -> list[_Row]:
    rows: list[_Row] = []
    place = 0
    for found in LINE.finditer(text):
        line = found.group()
        start = found.start() + len(line) - len(line.lstrip())
        end = found.start() + len(line.rstrip())
        if start >= end:
            continue
        while place < len(segments) and segments[place].end <= start:
            place += 1
        inside = place < len(segments) and segments[place].start < end
        rows.append(_Row(start, end, _kind_of(segments, place, end) if inside else "furniture"))
    return rows


def _kind_of(segments: Sequence[Segment], place: int, end: int) -> Kind:
    """Return body where any sentence of the line is body, else the kind of its first segment."""
    first = segments[place].kind
    while place < len(segments) and segments[place].start < end:
        if segments[place].kind == "body":
            return "body"
        place += 1
    return first


def _is_story(text: str, row: _Row) -> bool:
    return len(text[row.start : row.end].split(maxsplit=STORY_WORDS)) >= STORY_WORDS


def _final(rows: Sequence[_Row]) -> int:
    """Return the number of the last line that is no furniture."""
    return max((number for number, row in enumerate(rows) if row.kind != "furniture"), default=-1)


def _place(
    number: int, rows: Sequence[_Row], story: Sequence[int], ranks: dict[int, int], head: int
) -> PlaceName:
    kind = rows[number].kind
    if kind == "caption":
        return "caption"
    if number in ranks:
        return "lead" if ranks[number] < head else "close" if number == story[-1] else "body"
    if kind in ("headline", "deck", "subhead"):
        return "title"
    if kind == "furniture":
        return "furniture"
    if number and rows[number - 1].kind == "caption":
        return "under_caption"
    if not story or number < story[0]:
        return "head"
    return "tail" if number > story[-1] else "between"
