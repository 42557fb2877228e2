"""What was read of each line of a page, in plain words: its readings, the kind that they gave it, and its credits.

The line of stages needs none of this; ``explain`` asks for it, and gets what the stages themselves decided from.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from provenance.config import Config
from provenance.page.agencies.forms import Form
from provenance.page.credits import credit_reasons
from provenance.page.items import find_items
from provenance.page.kinds import Line, judge, kind_sentence, read_lines
from provenance.page.kinds.rules import BY_NAME
from provenance.page.kinds.signs import all_words
from provenance.page.preparation import prepare
from provenance.records import Credit, Document, Kind, Segment

_FORMS = {
    "byline": "reads like a byline", "dateline": "reads like a dateline", "creditline": "reads like a credit line",
    "trailer": "reads like a list of those who reported or edited", "sign_off": "reads like the initials of a desk",
    "shared": "reads like a credit that the outlet shares with agencies", "copyright": "claims rights",
    "syndication": "says that nobody at the outlet edited the text", "photo": "reads like the credit of a picture",
    "mention": "names a source of facts", "version": "tells the version of a report",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing that was read of a line: a short stable name, a sentence, and whether the line's kind comes from it.

    ``kind`` is what the line would be by it, None where it gives no kind; a form of words has its place in the text.
    """

    name: str
    sentence: str
    decides: bool = False
    kind: Kind | None = None
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class LineReading:
    """One line of a page: its readings (the deciding one first), its kind with the rule, and its credits with reasons.

    ``rule`` is that of the line's first segment; a sentence inside a paragraph may have its own.
    """

    start: int
    end: int
    readings: tuple[Reading, ...]
    kind: Kind
    rule: str
    credits: tuple[tuple[Credit, str], ...]


def readings(document: Document, *, config: Config | None = None) -> tuple[LineReading, ...]:
    r"""Return what was read of each line of a document, in order.

    >>> found = readings(Document("x", "The ferry is back\n\nBy AFP\n\nThe ferry sailed at noon, the port said."))
    >>> found[1].kind, found[1].rule, found[1].readings[0].sentence
    ('credit', 'byline_form', "It is 'by' and names, or names and an office.")
    """
    config = config or Config()
    lines = read_lines(document.text, longest=config.credits.max_line)
    claims = judge(document, lines, config.segments).claims
    segments = prepare(document, config=config).segments
    items = find_items(document, lines, segments)
    reasons = credit_reasons(document, segments, lines=lines, items=items, config=config.credits)
    ends = [item.end for item in segments]
    rows: list[LineReading] = []
    for line, claimed in zip(lines, claims, strict=True):
        first = segments[bisect_right(ends, line.start)]
        credits = tuple(pair for pair in reasons if line.start <= pair[0].start < line.end and pair[0].end)
        rows.append(
            LineReading(line.start, line.end, _said(line, first, claimed), first.kind, first.rule, credits)
        )
    return tuple(rows)


def rule_reading(name: str, *, decides: bool = False) -> Reading:
    """Return what a rule of kinds reads; of a rule of another version, that it is unknown."""
    known = BY_NAME.get(name)
    return Reading(name, kind_sentence(name), decides=decides, kind=known.kind if known else None)


def _said(line: Line, segment: Segment, claimed: list[str]) -> tuple[Reading, ...]:
    """Return the readings of one line: what decided, what else its words and place say, its credit forms, its shape."""
    names = dict.fromkeys([segment.rule, *claimed, *(rule.name for rule in all_words(line))])
    rules = [rule_reading(name, decides=name == segment.rule) for name in names]
    forms = [
        Reading(form.rule, _form(line, form), start=line.start + form.start, end=line.start + form.end)
        for form in line.forms
    ]
    nothing = [] if forms else [Reading("no_form", "It names no agency, and no form of credit fits it.")]
    return (*rules, *forms, *nothing, _shape(line))


def _form(line: Line, form: Form) -> str:
    names = f" ({', '.join(form.agencies)})" if form.agencies else ""
    return f"“{line.raw[form.start : form.end]}” {_FORMS[form.role]}{names}."


def _shape(line: Line) -> Reading:
    words = f"{len(line.words)} word{'s' * (len(line.words) != 1)}"
    end = "like a sentence" if line.stop or line.ask else "without a full stop"
    return Reading("shape", f"It has {words} and ends {end}.")
