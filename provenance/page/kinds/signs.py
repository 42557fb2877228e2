"""What one line is by its own words, wherever it stands: the judges of words, in the order of trust."""

from __future__ import annotations

import re
from collections.abc import Callable

from provenance.page.kinds import furniture, pictures, scenes, sources
from provenance.page.kinds.lines import Line
from provenance.page.kinds.rules import BY_NAME, KindRule

_BULLET = re.compile(r"(?:[*•▪■◦●·‣»►–—-]|\d{1,2}[.)])\s")
_CROSS_HEAD = re.compile(r"[-–—] ?\S.{0,60}\S ?[-–—]$")
_ARROW = re.compile(r"(?:>>|►|→|➤|➡|👉|☞)")
_COUNTER = re.compile(r"\d{1,3}(?: ?(?:/|of|:) ?\d{1,3})?$")
_SEPARATOR = re.compile(r"[\W_]+$")
_ANY = 1_000_000
_TAIL = 80
"""Code points at the end of a long line in which the credit of a picture stands."""


def _marks(line: Line) -> str | None:
    if not line.words or _SEPARATOR.match(line.text) or _COUNTER.match(line.text):
        return "marks"
    return "arrow" if _ARROW.match(line.text) and not line.stop else None


def _cross_head(line: Line) -> str | None:
    return "cross_head" if _CROSS_HEAD.match(line.text) else None


JUDGES: tuple[tuple[int, Callable[[Line], str | None]], ...] = (
    (_ANY, _marks),
    (_ANY, furniture.code),
    (60, furniture.phrase),
    (24, furniture.date),
    (60, furniture.label),
    (60, furniture.rights),
    (60, furniture.notice),
    (70, pictures.pointed),
    (90, scenes.depicted),
    (60, sources.declared),
    (60, sources.form),
    (70, pictures.picture),
    (_ANY, _cross_head),
    (25, furniture.path),
)
"""Each names a rule or none, for lines of at most so many words. Furniture comes first, since menus and notices hold
names and places too; pictures that say so before credits, since their captions end in names."""


def read_words(line: Line) -> KindRule | None:
    """Return the rule that the words of a line fit, None where only its place can tell (or it is prose)."""
    size = len(line.words)
    for most, judge in JUDGES:
        name = judge(line) if size <= most else None
        if name:
            return BY_NAME[name]
    return None


def read_ends(line: Line) -> KindRule | None:
    """Return the rule of a line too long for a credit that begins, or ends, as a caption does."""
    name = pictures.pointed(line) or scenes.depicted(line)
    credited = any(form.role == "photo" and len(line.raw) - form.start <= _TAIL for form in line.forms)
    name = name or ("captioned_form" if credited else None)
    return BY_NAME[name] if name else None


def all_words(line: Line) -> tuple[KindRule, ...]:
    """Return every rule that the words of a line fit, the most trusted first."""
    size = len(line.words)
    found = [judge(line) for most, judge in JUDGES if size <= most]
    return tuple(BY_NAME[name] for name in found if name)


def is_bullet(line: Line) -> bool:
    """Tell whether a line begins with a list mark."""
    return _BULLET.match(line.text) is not None
