"""What one line is by its own words, wherever it stands."""

from __future__ import annotations

import re

from provenance.segments.furniture import furniture, is_path
from provenance.segments.lines import Line, Sign
from provenance.segments.pictures import picture, pointed
from provenance.segments.sources import source

_BULLET = re.compile(r"(?:[*•▪■◦●·‣»►–—-]|\d{1,2}[.)])\s")
_CROSS_HEAD = re.compile(r"[-–—] ?\S.{0,60}\S ?[-–—]$")
_ARROW = re.compile(r"(?:>>|►|→|➤|➡|👉|☞)")
_COUNTER = re.compile(r"\d{1,3}(?: ?(?:/|of|:) ?\d{1,3})?$")
_SEPARATOR = re.compile(r"[\W_]+$")


def sign(line: Line) -> Sign | None:
    """Return what a line is by its words, None where only its place can tell (or it is prose)."""
    if not line.words or _SEPARATOR.match(line.text) or _COUNTER.match(line.text):
        return "furniture"
    if _ARROW.match(line.text) and not line.stop:
        return "furniture"
    found = furniture(line) or pointed(line) or source(line) or picture(line)
    if found is None and _CROSS_HEAD.match(line.text):
        return "subhead"
    return "furniture" if found is None and is_path(line) else found


def is_bullet(line: Line) -> bool:
    """Tell whether a line begins with a list mark."""
    return _BULLET.match(line.text) is not None
