"""Sentences and their kinds: headline, deck, subhead, body, caption, credit, furniture, table.

Whole lines are judged first, by their words, their place on the page and their neighbours; then the lines of the
story are split into sentences. The rules follow ``domain.md`` §1.4 (credits), §1.5 (captions, furniture, repeats)
and §5.2 R1 (zones first).
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from provenance.config import SegmentConfig
from provenance.records import Document, Kind, Segment
from provenance.segments.lines import Line, read_lines
from provenance.segments.sources import kind_of_sentence
from provenance.segments.zones import judge
from provenance.sentences import trim
from provenance.text import Tokens

__all__ = ["segment"]


def segment(
    document: Document, tokens: Tokens, *, config: SegmentConfig | None = None
) -> tuple[Segment, ...]:
    """Return the segments of a document: ordered, apart, and together holding every character that is not a space.

    Args:
        document: The text, and the title where the record has one; a line equal to it is the headline.
        tokens: The words and sentence bounds of the same text.
        config: Settings; the defaults where None.
    """
    lines = read_lines(document.text)
    kinds = judge(document, lines, config or SegmentConfig())
    found: list[Segment] = []
    for number, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        if kind == "body":
            found.extend(_sentences(document.text, line, number, tokens.sentence))
        else:
            found.append(Segment(line.start, line.end, kind, number))
    return tuple(found)


def _sentences(text: str, line: Line, number: int, starts: tuple[int, ...]) -> list[Segment]:
    """Split a line of the story into sentences; a trailer or a notice inside it keeps its own kind."""
    inner = starts[bisect_left(starts, line.start + 1) : bisect_left(starts, line.end)]
    bounds = [line.start, *inner, line.end]
    pieces = [found for a, b in pairwise(bounds) if (found := trim(text, a, b))]
    if len(pieces) == 1:
        return [Segment(*pieces[0], "body", number)]
    return [Segment(a, b, _kind(text[a:b]), number) for a, b in pieces]


def _kind(sentence: str) -> Kind:
    return kind_of_sentence(sentence) if len(sentence) <= 200 else "body"
