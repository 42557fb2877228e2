"""Vega-Lite drawn without a browser and without any network; light to import, so that a process of its own can draw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from provenance.errors import MissingExtra

EXTRA: Final = "analysis"
SCALE: Final = 2
"""Pixels of a PNG a pixel of the figure."""


def converter() -> Any:  # noqa: ANN401 - a module without types
    """Return vl-convert. Raises :class:`MissingExtra` where it is not installed."""
    try:
        import vl_convert
    except ImportError as error:
        raise MissingExtra("vl-convert-python", EXTRA) from error
    return vl_convert


def svg(spec: Mapping[str, Any]) -> str:
    """Return a figure as SVG. As a mapping its numbers arrive to the last digit; of JSON, vl-convert loses some."""
    found: str = converter().vegalite_to_svg(spec, allowed_base_urls=[])
    return found


def png(picture: str, *, scale: float = SCALE) -> bytes:
    """Return an SVG as PNG."""
    found: bytes = converter().svg_to_png(picture, scale=scale)
    return found


def both(spec: Mapping[str, Any]) -> tuple[str, bytes]:
    """Return a figure as SVG and as PNG."""
    picture = svg(spec)
    return picture, png(picture)


def bundle(snippet: str | None = None) -> str:
    """Return the scripts that draw figures in a page, as one text: Vega, Vega-Lite and what puts them into a page.

    A ``snippet`` of one's own says what is done with them; without one they are global.
    """
    found: str = converter().javascript_bundle(snippet)
    return found
