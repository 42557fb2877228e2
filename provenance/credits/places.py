"""Where each line of a page stands: what a credit form means is decided by its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from provenance.records import Kind, Segment
from provenance.text import LINE

PlaceName = Literal[
    "title",
    "head",
    "lead",
    "body",
    "close",
    "between",
    "caption",
    "under_caption",
    "tail",
    "foot",
    "menu",
    "alone",
]
"""``lead``: the first body paragraphs; ``close``: the last one; ``between``: a line that is no body, between body
paragraphs; ``under_caption``: a credit line directly below a caption; ``tail``: directly below the last body
paragraph; ``foot``: further down, below the page's own furniture; ``menu``: furniture elsewhere; ``alone``: there is
no story that the line could stand above or below."""

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
    zones = _zones(text, rows, story if len(rows) > 1 else [], head_paragraphs)
    final = max((number for number, row in enumerate(rows) if row.kind != "furniture"), default=-1)
    return tuple(
        Line(row.start, row.end, text[row.start : row.end], row.kind, zone, number == final)
        for number, (row, zone) in enumerate(zip(rows, zones, strict=True))
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


def _zones(text: str, rows: Sequence[_Row], story: Sequence[int], head: int) -> list[PlaceName]:
    """Return the place of every line: captions first, then by the story's first and last paragraph."""
    ranks = {number: rank for rank, number in enumerate(story)}
    foot = _foot(text, rows, story[-1] + 1) if story else len(rows)
    zones: list[PlaceName] = []
    for number, row in enumerate(rows):
        below_caption = (
            number > 0 and rows[number - 1].kind == "caption" and row.kind not in ("caption", "body")
        )
        if row.kind == "caption":
            zones.append("caption")
        elif below_caption and row.kind != "furniture":
            zones.append("under_caption")
        elif not story:
            zones.append("alone")
        elif number in ranks:
            zones.append("lead" if ranks[number] < head else "close" if number == story[-1] else "body")
        else:
            zones.append(_around(row.kind, number, story, foot))
    return zones


def _around(kind: Kind, number: int, story: Sequence[int], foot: int) -> PlaceName:
    """Return the place of a line that is no part of the story."""
    if number > story[-1]:
        return "tail" if number < foot else "foot"
    if kind == "furniture":
        return "menu"
    if kind in ("headline", "deck", "subhead"):
        return "title"
    return "head" if number < story[0] else "between"


def _foot(text: str, rows: Sequence[_Row], start: int) -> int:
    """Return the number of the line below the story where the page's own furniture begins.

    A line of signs, a date or an agency's copyright between the text and its credit does not begin it.
    """
    for number in range(start, len(rows)):
        line = text[rows[number].start : rows[number].end]
        if rows[number].kind == "furniture" and not _PASSES.match(line[:80]):
            return number
    return len(rows)


_PASSES = regex.compile(
    r"[^\p{L}\d]*$|(?i:©|\(c\)|copyright|all contents|published|updated|last updated|posted|our standards)|\W*\d{1,2}\b[^\p{Ll}]{0,3}\p{L}{3,9}\W{1,3}\d{4}"
    r"|(?i:\(?(?:this|the) (?:story|report|article)|advertis)"
)
