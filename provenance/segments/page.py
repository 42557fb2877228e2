"""The lines of one document while their kinds are being found."""

from __future__ import annotations

from dataclasses import dataclass, field

from provenance.config import SegmentConfig
from provenance.records import Document, Kind
from provenance.segments.lines import Line, Sign
from provenance.segments.repeats import Repeats
from provenance.segments.signs import sign
from provenance.segments.sources import is_names

_PLAIN: dict[Sign, Kind] = {
    "furniture": "furniture", "date": "furniture", "list": "furniture", "version": "furniture", "byline": "credit",
    "subhead": "subhead", "end": "furniture", "photo": "credit", "bare": "credit", "sign_off": "credit", "trailer": "credit", "caption": "caption",
}  # fmt: skip


@dataclass(slots=True)
class Page:
    """The lines of one document while their kinds are being found; ``kinds`` holds None where still open."""

    document: Document
    lines: list[Line]
    config: SegmentConfig
    signs: list[Sign | None] = field(default_factory=list)
    kinds: list[Kind | None] = field(default_factory=list)
    repeats: Repeats = field(init=False)
    headline: int = -1
    first: int = 0
    last: int = -1

    def __post_init__(self) -> None:
        """Read each line's own words."""
        self.signs = [sign(line) if len(line.text) <= self.config.max_line else None for line in self.lines]
        self.kinds = [_PLAIN[found] if found else None for found in self.signs]
        self.repeats = Repeats(self.lines)

    def open_prose(self, i: int) -> bool:
        """Whether line ``i`` is prose that no rule has claimed."""
        return i < len(self.lines) and self.kinds[i] is None and self.lines[i].prose


def runs_on(page: Page, i: int) -> bool:
    """Tell whether the sentence of a line goes on in the next: that begins with a small letter."""
    if i + 1 >= len(page.lines) or page.lines[i].stop or page.kinds[i + 1] is not None:
        return False
    below = page.lines[i + 1]
    return below.text[0].islower() and len(below.words) >= 4 and not is_names(below)
