"""Numbers as they stand in a sentence."""

from __future__ import annotations

from typing import Final

PERCENT: Final = "\u202f%"
"""What stands behind every number of per cent that is printed: a narrow space at which no line breaks, as everywhere on our pages."""


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun.

    >>> count(1, "item"), count(1200, "item"), count(2, "dispatch", "dispatches")
    ('1 item', '1,200 items', '2 dispatches')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def percent(share: float | None, digits: int = 1) -> str:
    """Return a share (0-1) as a percentage; a dash for none.

    >>> percent(0.12), percent(1, 0), percent(float("nan"))
    ('12.0\u202f%', '100\u202f%', '–')
    """
    return "–" if share is None or share != share else f"{100 * share:.{digits}f}{PERCENT}"  # noqa: PLR0124
