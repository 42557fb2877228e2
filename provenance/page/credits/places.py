"""Where each line of a page stands: what a credit form means is decided by its place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from provenance.page.agencies.forms import Form
from provenance.page.kinds import Line
from provenance.records import Kind, Segment

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
class Place:
    """One line of a page in its place: what was read of it, its kind, and where on the page it stands."""

    start: int
    text: str
    forms: tuple[Form, ...]
    kind: Kind
    place: PlaceName
    last: bool


def places_of(
    lines: Sequence[Line], segments: Sequence[Segment], *, head_paragraphs: int, item: bool = False
) -> tuple[Place, ...]:
    """Return the lines of a page, each with the kind of its segments and its place on the page.

    Args:
        lines: The lines of the document, read once for kinds and credits.
        segments: Its segments, in order; a line without one counts as furniture.
        head_paragraphs: How many body paragraphs may hold a dateline.
        item: Whether the lines are one item of a page: a single paragraph is a story there.
    """
    kinds = _kinds(lines, segments)
    story = [
        n
        for n, (line, kind) in enumerate(zip(lines, kinds, strict=True))
        if kind == "body" and _is_story(line)
    ]
    zones = _zones(lines, kinds, story if item or len(lines) > 1 else [], head_paragraphs)
    final = max((number for number, kind in enumerate(kinds) if kind != "furniture"), default=-1)
    return tuple(
        Place(line.start, line.raw, line.forms, kind, zone, number == final)
        for number, (line, kind, zone) in enumerate(zip(lines, kinds, zones, strict=True))
    )


def _kinds(lines: Sequence[Line], segments: Sequence[Segment]) -> list[Kind]:
    """Return the kind of each line: body where any sentence of it is body, else the kind of its first segment."""
    starts = [item.start for item in segments]
    ends = [item.end for item in segments]
    found: list[Kind] = []
    for line in lines:
        inside = segments[bisect_right(ends, line.start) : bisect_left(starts, line.end)]
        kinds = [item.kind for item in inside]
        found.append("body" if "body" in kinds else kinds[0] if kinds else "furniture")
    return found


def _is_story(line: Line) -> bool:
    return len(line.raw.split(maxsplit=STORY_WORDS)) >= STORY_WORDS


def _zones(lines: Sequence[Line], kinds: Sequence[Kind], story: Sequence[int], head: int) -> list[PlaceName]:
    """Return the place of every line: captions first, then by the story's first and last paragraph."""
    ranks = {number: rank for rank, number in enumerate(story)}
    foot = _foot(lines, kinds, story[-1] + 1) if story else len(lines)
    zones: list[PlaceName] = []
    for number, kind in enumerate(kinds):
        at_picture = _at_picture(kinds, number)
        if at_picture:
            zones.append(at_picture)
        elif not story:
            zones.append("alone")
        elif number in ranks:
            zones.append(_within(ranks[number], len(story), head))
        else:
            zones.append(_around(kind, number, story, foot))
    return zones


def _at_picture(kinds: Sequence[Kind], number: int) -> PlaceName | None:
    """Return where a line stands by a picture, None where it does not."""
    if kinds[number] == "caption":
        return "caption"
    below = number > 0 and kinds[number - 1] == "caption"
    return "under_caption" if below and kinds[number] not in ("body", "furniture") else None


def _within(rank: int, size: int, head: int) -> PlaceName:
    """Return the place of a paragraph of the story by its rank among them."""
    if rank < head:
        return "lead"
    return "close" if rank == size - 1 else "body"


def _around(kind: Kind, number: int, story: Sequence[int], foot: int) -> PlaceName:
    """Return the place of a line that is no part of the story."""
    if number > story[-1]:
        return "tail" if number < foot else "foot"
    if kind == "furniture":
        return "menu"
    if kind in ("headline", "deck", "subhead"):
        return "title"
    return "head" if number < story[0] else "between"


def _foot(lines: Sequence[Line], kinds: Sequence[Kind], start: int) -> int:
    """Return the number of the line below the story where the page's own furniture begins.

    A line of signs, a date or an agency's copyright between the text and its credit does not begin it.
    """
    for number in range(start, len(lines)):
        if kinds[number] == "furniture" and not _PASSES.match(lines[number].raw[:80]):
            return number
    return len(lines)


_PASSES = regex.compile(
    r"[^\p{L}\d]*$|(?i:©|\(c\)|copyright|all contents|published|updated|last updated|posted|our standards)|\W*\d{1,2}\b[^\p{Ll}]{0,3}\p{L}{3,9}\W{1,3}\d{4}"
    r"|(?i:\(?(?:this|the) (?:story|report|article)|advertis)"
)
