"""Direct speech: what stands between quotation marks, who is said to have said it; narration is the rest.

Straight, curly, single, low and angle marks; nested ones belong to the outer quotation. Speech that runs over several
sentences or paragraphs gives one record a segment. A run of one quoted word counts too (``"baseless"``): the words
are not the writer's own, whatever the marks are for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from provenance.page.speech import elsewhere
from provenance.page.speech.marks import opener, pair
from provenance.page.speech.speakers import REACH, attribution
from provenance.records import ORIGIN_KINDS, Document, Quote, Segment
from provenance.text import DEFAULT, Tokens, mend, trim

__all__ = ["find_quotes"]

SIGNED = "post_signature"
"""The rule of the line below an embedded post: a name, an account and a date."""
_SIGNATURE = re.compile(r"\W*([^()@]{2,50})\(@")
_LONGEST = 200_000
"""Code points of a paragraph that is read for speech; a longer one is no prose."""


def find_quotes(
    document: Document, segments: Sequence[Segment], tokens: Tokens, *, language: str = DEFAULT
) -> tuple[Quote, ...]:
    """Return the quotations of a document, in order, each inside one segment.

    Args:
        document: The text.
        segments: Its segments; credits, furniture and tables are not read.
        tokens: The words of the same text; a quotation holds at least one.
        language: The code of the language whose verbs and offices name speakers.
    """
    paragraphs = [list(group) for _, group in groupby(segments, key=lambda item: item.paragraph)]
    story = [group for group in paragraphs if group[0].kind in ORIGIN_KINDS]
    whole = mend(document.text)
    texts = [whole[group[0].start : min(group[-1].end, group[0].start + _LONGEST)] for group in story]
    posts = {id(group): below[0] for group, below in pairwise(paragraphs) if below[0].rule == SIGNED}
    found: list[Quote] = []
    for group, text, (following, below) in zip(
        story, texts, [*zip(story[1:], texts[1:], strict=True), ([], "")], strict=False
    ):
        if id(group) in posts and group[0].kind == "body":
            found.extend(_post(whole, group, posts[id(group)], tokens))
            continue
        goes_on = bool(following) and group[0].kind == following[0].kind == "body"
        family = opener(below) if goes_on else None
        carries = frozenset([family]) if family else frozenset[str]()
        code = group[0].language or language
        found.extend(_in_paragraph(whole, group, text, carries, tokens, code=code))
    return tuple(found)


def _post(whole: str, group: list[Segment], signature: Segment, tokens: Tokens) -> Iterator[Quote]:
    """Yield the segments of an embedded post: its words are those of who signed it, marks or none."""
    name = _SIGNATURE.match(whole, signature.start, signature.end)
    for bounds in _cut(whole, group, group[0].start, group[-1].end, tokens):
        yield Quote(*bounds, speaker=name[1].strip() if name else None)


def _in_paragraph(
    whole: str, group: list[Segment], text: str, carries: frozenset[str], tokens: Tokens, *, code: str
) -> Iterator[Quote]:
    """Yield the quotations of one paragraph, cut at its segments, with the speaker of each."""
    base = group[0].start
    starts = [segment.start for segment in group]
    speaker: str | None = None
    for span in pair(text, carries=carries):
        start, end = base + span.start, base + span.end
        first = bisect_right(starts, start) - 1
        if not span.closed and not (carries and span.end == len(text)):
            end = min(end, group[first].end)
        last = max(first, bisect_right(starts, end - 1) - 1)
        named, cue = _said(whole, group[first], group[last], start, end, code=code)
        goes_on = (
            cue is None and start == group[first].start
        )  # a sentence of speech alone keeps who spoke before
        speaker = named or (speaker if goes_on else None)
        for bounds in _cut(whole, group[first : last + 1], start, end, tokens):
            yield Quote(*bounds, speaker=speaker, cue=cue)


def _cut(whole: str, group: list[Segment], start: int, end: int, tokens: Tokens) -> list[tuple[int, int]]:
    """Return what of a stretch stands in each segment, where that holds a word."""
    pieces = [trim(whole, max(start, segment.start), min(end, segment.end)) for segment in group]
    return [piece for piece in pieces if piece and _has_word(tokens, *piece)]


def _said(
    whole: str, first: Segment, last: Segment, start: int, end: int, *, code: str
) -> tuple[str | None, str | None]:
    """Return speaker and verb around a quotation that begins in one segment and ends in another or the same."""
    reach = REACH if code == DEFAULT else elsewhere.REACH
    after = whole[end : min(last.end, end + reach)]
    named, cue = _attributed(whole[max(first.start, start - reach) : start], after, code)
    return _attributed("", after, code) if cue is None and first is not last else (named, cue)


def _attributed(before: str, after: str, code: str) -> tuple[str | None, str | None]:
    return attribution(before, after) if code == DEFAULT else elsewhere.attribution(before, after, code)


def _has_word(tokens: Tokens, start: int, end: int) -> bool:
    first, last = tokens.span(start, end)
    return bool(tokens.word[first:last].any())
