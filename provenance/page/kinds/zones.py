"""The kind of each line from its words, its place and its neighbours: head, body and tail of the page."""

from __future__ import annotations

from provenance.config import SegmentConfig
from provenance.page.kinds.blocks import extend, name_blocks
from provenance.page.kinds.entries import name_entries
from provenance.page.kinds.head import find_bounds, find_headline, name_head, read_record, take_back
from provenance.page.kinds.lines import Line
from provenance.page.kinds.page import Page
from provenance.page.kinds.story import caption_pictures, name_copies, name_rest, name_story, name_tail
from provenance.records import Document

STEPS = (
    take_back, read_record, name_entries, find_headline, name_blocks, find_bounds, extend, caption_pictures, name_head, name_tail,
    name_story, name_copies, name_rest,
)  # fmt: skip
"""Each step asks what the steps before it found out about the page; which rule wins a line is told by the order of
:data:`provenance.page.kinds.rules.RULES` alone."""


def judge(document: Document, lines: tuple[Line, ...], config: SegmentConfig) -> Page:
    """Return the page with every line claimed by the rules that fit it."""
    page = Page(document, lines, config)
    for step in STEPS:
        step(page)
    return page
