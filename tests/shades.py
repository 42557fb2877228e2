"""Colours of the table as a browser states them."""

from __future__ import annotations

from provenance.contract.kinds import KINDS, PALETTE


def rgb(colour: str) -> str:
    """Return ``rgb(1, 2, 3)`` for ``#010203``."""
    return f"rgb({', '.join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5))})"


def fill(key: str, theme: int = 0) -> str:
    """Return the fill of a kind; theme 1 is the dark one."""
    shades = KINDS[key].fill
    assert shades is not None
    return rgb(shades[theme])


INK = rgb(PALETTE["ink"][0])
