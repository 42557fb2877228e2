"""Pages of several items, each a small article: live reports with a time for each entry, newsletters with credits of items.

An entry of a live page begins at a stamp; its time decides which dispatches were out before it. An item of a newsletter or
a column of briefs begins at its heading; it counts here where a credit of its own stands at its beginning or end, since
that credit covers the item and not the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from provenance.page.kinds import Line, entry_marks, find_stamps
from provenance.page.stamps import dated
from provenance.records import Document, Kind, Segment

_SEPARATOR = re.compile(r"[*•·_=~-](?: ?[*•·_=~-]){2,}$")
_NUMBERED = re.compile(r"(?:\d{1,2}[.):]|#\d{1,2}:?) ")
_SIGNED = ("byline", "creditline", "dateline", "trailer", "sign_off", "shared", "copyright", "syndication")
_SIGNED_ITEMS = 2
"""Items with a credit of their own from which a page with mere headings has items."""
_CLOSING = 2
"""Paragraphs below the credit of a last item that take leave of the reader."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its lines from ``first`` to before ``end``, by number.

    ``posted`` is the latest time (ISO 8601) at which an entry can have been written, None where nothing tells it.
    """

    first: int
    end: int
    posted: str | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    """The lines of a page with the kind of each and the rule that gave it."""

    lines: Sequence[Line]
    kinds: Sequence[Kind]
    rules: Sequence[str]

    def story(self, first: int, end: int) -> list[int]:
        """Return the paragraphs of the story among some lines."""
        return [i for i in range(first, end) if self.kinds[i] == "body"]


def find_items(document: Document, lines: Sequence[Line], segments: Sequence[Segment]) -> tuple[Item, ...]:
    """Return the entries of a live page, else the items of a page that carry a credit of their own; none on other pages."""
    page = _read(lines, segments)
    return _entries(document, page) or _credited(page)


def with_times(segments: Sequence[Segment], items: Sequence[Item]) -> tuple[Segment, ...]:
    """Return segments with the time of the entry that they stand in."""
    posted = {i: item.posted for item in items if item.posted for i in range(item.first, item.end)}
    if not posted:
        return tuple(segments)
    return tuple(replace(segment, posted=posted.get(segment.paragraph)) for segment in segments)


def _read(lines: Sequence[Line], segments: Sequence[Segment]) -> _Read:
    kinds: list[Kind] = ["furniture"] * len(lines)
    rules = [""] * len(lines)
    for segment in reversed(segments):
        if segment.paragraph < len(lines):
            body = kinds[segment.paragraph] == "body"
            kinds[segment.paragraph] = "body" if body else segment.kind
            rules[segment.paragraph] = segment.rule
    return _Read(lines, kinds, rules)


def _entries(document: Document, page: _Read) -> tuple[Item, ...]:
    """Return the entries of a live page, dated as far as their stamps and the page's own time allow."""
    stamps = find_stamps(page.lines, document.title)
    marks = entry_marks(stamps)
    ends = [*(_start(page, mark.line) for mark in marks[1:]), len(page.lines)] if marks else []
    pairs = [
        (mark, Item(_start(page, mark.line), end))
        for mark, end in zip(marks, ends, strict=True)
        if page.story(mark.line, end)
    ]
    if not pairs:
        return ()
    found = [item for _, item in pairs]
    later = [[s.clock for s in stamps if s.update and item.first < s.line < item.end] for item in found]
    entries = [replace(mark, later=tuple(update)) for (mark, _), update in zip(pairs, later, strict=True)]
    by_hand = any(rule == "byline_form" for rule in page.rules[: found[0].first])
    found[-1] = _last(page, found, kept=by_hand)
    times = dated(document, entries, [stamp.clock for stamp in stamps])
    return tuple(replace(item, posted=time) for item, time in zip(found, times, strict=True))


def _start(page: _Read, i: int) -> int:
    """Return the line that an entry begins with: its stamp, or the heading right above that and its text."""
    headed = i > 0 and page.kinds[i - 1] in ("subhead", "deck")
    return i - 1 if headed and i + 1 < len(page.lines) and page.kinds[i + 1] == "body" else i


def _last(page: _Read, items: Sequence[Item], *, kept: bool = False) -> Item:
    """Return the last item without what stands below its text; its credit stays where another item ends in one too.

    Args:
        page: The lines.
        items: All items.
        kept: Whether its credit is its own in any case, since the page names its own reporter.
    """
    item = items[-1]
    end = page.story(item.first, item.end)[-1] + 1
    signed = end < item.end and page.kinds[end] == "credit" and _is_signed(page.lines[end])
    alike = signed and (kept or any(_credit_line(page, other) is not None for other in items[:-1]))
    return replace(item, end=end + alike)


def _credited(page: _Read) -> tuple[Item, ...]:
    """Return the items of a page whose credits speak for one item each; none where all may speak for the page.

    One credit is enough where items are numbered or ruled off: a cross-head may also stand above the credit of a story.
    """
    groups = list(_groups(page)) or list(_briefs(page))
    groups = [*_headed(page, groups), *groups]
    opens = {item for item in groups if _opens(page, item)}
    authored = {item for item in groups if _is_authored(page, item)}
    closes = {item for item in groups if _credit_line(page, item) is not None}
    inner = [item for item in groups[:-1] if item in opens | closes]
    several = len(opens | closes | authored) >= _SIGNED_ITEMS
    if not inner or (not several and not any(_is_apart(page, item) for item in inner)):
        return ()
    last = groups[-1]
    if last in opens and not opens.isdisjoint(inner):
        return (*inner, _last(page, [*inner, last]))
    line = _credit_line(page, last, below=_CLOSING)
    if line is not None and not closes.isdisjoint(inner):
        return (*inner, replace(last, end=line + 1))
    return tuple(inner)


def _groups(page: _Read) -> Iterator[Item]:
    """Yield the stretches of a page from one heading or separator to the next that hold a paragraph."""
    cuts = [i for i in range(1, len(page.lines)) if _is_heading(page, i)]
    above = next(iter(page.story(0, len(page.lines))), 0) - 1
    if cuts and 0 < above < cuts[0] and page.rules[above] in ("head_rest", "head_line"):
        cuts.insert(0, above)  # the heading of the first item stands right below that of the page
    for first, end in pairwise([*cuts, len(page.lines)]):
        if page.story(first, end):
            yield Item(first, end)


def _headed(page: _Read, groups: Sequence[Item]) -> Iterator[Item]:
    """Yield what stands between the page's headline and its first heading as an item, where credits open it and a later one.

    Below the headings of one article no second dateline or byline stands.
    """
    first = page.kinds.index("headline") + 1 if "headline" in page.kinds else 0
    end = groups[0].first if groups else 0
    if not page.story(first, end):
        return
    item = Item(first, end)
    if (_opens(page, item) or _is_authored(page, item)) and any(
        _opens(page, group) or _is_authored(page, group) for group in groups
    ):
        yield item


def _is_authored(page: _Read, item: Item) -> bool:
    """Tell whether a byline of persons stands between an item's heading and its text."""
    first = page.story(item.first, item.end)[0]
    return any(page.rules[i] == "byline_form" for i in range(item.first, first))


def _briefs(page: _Read) -> Iterator[Item]:
    """Yield the items of a page without headings: each ends in a line that is its credit, or is a paragraph that does."""
    story = page.story(0, len(page.lines))
    start = story[0] if story else len(page.lines)
    for i in range(start, len(page.lines)):
        if page.kinds[i] == "body" and _is_signed_inside(page.lines[i]):
            yield Item(i, i + 1)
            start = i + 1
        elif page.kinds[i] == "credit" and _is_signed(page.lines[i]) and page.story(start, i):
            yield Item(start, i + 1)
            start = i + 1
    if page.story(start, len(page.lines)):
        yield Item(start, len(page.lines))


def _is_heading(page: _Read, i: int) -> bool:
    line = page.lines[i]
    if page.kinds[i] == "subhead" or _SEPARATOR.match(line.text):
        return True
    return page.kinds[i] in ("deck", "body") and _NUMBERED.match(line.text) is not None and not line.stop


def _is_signed(line: Line) -> bool:
    """Tell whether a line is a form in which a text is credited to an agency."""
    return any(form.agencies and form.role in _SIGNED and form.whole for form in line.forms)


def _is_apart(page: _Read, item: Item) -> bool:
    """Tell whether an item is numbered or ruled off."""
    line = page.lines[item.first]
    return _NUMBERED.match(line.text) is not None or _SEPARATOR.match(line.text) is not None


def _opens(page: _Read, item: Item) -> bool:
    """Tell whether a byline or a dateline of an agency stands between an item's heading and its text, or opens that."""
    first = page.story(item.first, item.end)[0]
    above = any(_is_signed(page.lines[i]) for i in range(item.first, first) if page.kinds[i] == "credit")
    return above or page.lines[first].dateline


def _credit_line(page: _Read, item: Item, *, below: int = 0) -> int | None:
    """Return the line in whose credit an item ends, with so many paragraphs below it at most; None where it has none."""
    told = [i for i in range(item.first, item.end) if page.kinds[i] in ("body", "credit")]
    for i in reversed(told[-1 - below :]):
        line = page.lines[i]
        if _is_signed(line) if page.kinds[i] == "credit" else _is_signed_inside(line):
            return i if page.story(item.first, i + 1) else None
    return None


def _is_signed_inside(line: Line) -> bool:
    """Tell whether a paragraph ends in the name of an agency in brackets: ``... on Friday. (AFP)``."""
    return any(
        form.agencies and form.rule == "L2" and not line.raw[form.end :].strip(" .)]") for form in line.forms
    )
