"""The kind of each line from its words, its place and its neighbours: head, body and tail of the page."""

from __future__ import annotations

from provenance.config import SegmentConfig
from provenance.records import Document, Kind
from provenance.segments.head import find_bounds, find_headline, name_head, read_record, take_back
from provenance.segments.lines import Line
from provenance.segments.page import Page
from provenance.segments.story import caption_pictures, name_copies, name_story, name_tail

STEPS = (
    take_back, read_record, find_headline, find_bounds, caption_pictures, name_head, name_tail, name_story, name_copies,
)  # fmt: skip
"""Each step names lines that are still open; the order is the order of trust."""


def judge(document: Document, lines: list[Line], config: SegmentConfig) -> list[Kind]:
    """Return the kind of each line, in order."""
    page = Page(document, lines, config)
    for step in STEPS:
        step(page)
    return [kind or "body" for kind in page.kinds]
