"""Sentences and their kinds: headline, deck, subhead, body, caption, credit, furniture, table.

Whole lines are judged first, by their words, their place on the page and their neighbours; then the lines of the
story are split into sentences. The rules follow ``domain.md`` §1.4 (credits), §1.5 (captions, furniture, repeats)
and §5.2 R1 (zones first).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from provenance.config import SegmentConfig
from provenance.page.kinds.entries import Stamped, entry_marks, find_stamps
from provenance.page.kinds.lines import Line, read_lines
from provenance.page.kinds.rules import BY_NAME, KindRule
from provenance.page.kinds.sources import rule_of_sentence
from provenance.page.kinds.zones import judge
from provenance.records import Document, Segment
from provenance.text import Tokens, trim

__all__ = ["Line", "Stamped", "entry_marks", "find_stamps", "judge", "kind_sentence", "read_lines", "segment"]

_LONGEST_NOTE = 200
"""Code points of a sentence that can be a trailer or a notice in brackets."""


def segment(
    document: Document,
    tokens: Tokens,
    *,
    lines: tuple[Line, ...] | None = None,
    languages: Mapping[int, str] | None = None,
    config: SegmentConfig | None = None,
) -> tuple[Segment, ...]:
    """Return the segments of a document: ordered, apart, and together holding every character that is not a space.

    Args:
        document: The text, and the title where the record has one; a line equal to it is the headline.
        tokens: The words and sentence bounds of the same text.
        lines: The lines of the text, read once for this and for the credits; read here where None.
        languages: Those of lines in another language than the document's, by number.
        config: Settings; the defaults where None.
    """
    lines = read_lines(document.text) if lines is None else lines
    page = judge(document, lines, config or SegmentConfig())
    found: list[Segment] = []
    for number, (line, rule) in enumerate(zip(lines, page.held, strict=True)):
        if rule is None or rule.kind == "body":
            found.extend(_sentences(document.text, line, number, tokens.sentence, rule or BY_NAME["prose"]))
        else:
            found.append(Segment(line.start, line.end, rule.kind, number, rule.name))
    if languages:
        found = [replace(item, language=languages.get(item.paragraph)) for item in found]
    return tuple(found)


def _sentences(text: str, line: Line, number: int, starts: tuple[int, ...], rule: KindRule) -> list[Segment]:
    """Split a line of the story into sentences; a trailer or a notice inside it keeps its own kind."""
    inner = starts[bisect_left(starts, line.start + 1) : bisect_left(starts, line.end)]
    bounds = [line.start, *inner, line.end]
    pieces = [found for a, b in pairwise(bounds) if (found := trim(text, a, b))]
    rules = [rule if len(pieces) == 1 else _inner(text[a:b]) or rule for a, b in pieces]
    return [Segment(a, b, own.kind, number, own.name) for (a, b), own in zip(pieces, rules, strict=True)]


def _inner(sentence: str) -> KindRule | None:
    name = rule_of_sentence(sentence) if len(sentence) <= _LONGEST_NOTE else None
    return BY_NAME[name] if name else None


def kind_sentence(rule: str) -> str:
    """Return the sentence of the rule that gave a kind; of a rule of another version, that it is unknown.

    >>> kind_sentence("below_end")
    'It stands below the end of the story.'
    """
    known = BY_NAME.get(rule)
    return known.sentence if known else "The rule that gave the kind is not known to this version."
