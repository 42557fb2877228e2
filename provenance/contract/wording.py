"""Numbers as they stand in a sentence."""

from __future__ import annotations


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun.

    >>> count(1, "item"), count(1200, "item"), count(2, "dispatch", "dispatches")
    ('1 item', '1,200 items', '2 dispatches')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"
