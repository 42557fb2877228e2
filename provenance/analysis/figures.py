"""The look of every figure: one theme, its colours from the table of kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from provenance.contract import KINDS, PALETTE
from provenance.errors import MissingExtra

if TYPE_CHECKING:
    import altair as alt

CLASS_KINDS = {
    "verbatim": "w",
    "light": "e",
    "heavy": "e",
    "credited": "c",
    "shared": "sh",
    "possible": "r",
    "quote": "q",
    "none": "n",
}
"""The kind of ``kinds.json`` that each class is drawn as."""


def altair() -> Any:
    """Return altair. Raises :class:`MissingExtra` naming the extra that brings it."""
    try:
        import altair as alt
    except ImportError as error:
        raise MissingExtra("altair", "analysis") from error
    alt.data_transformers.disable_max_rows()
    return alt


def class_colours() -> dict[str, str]:
    """Return the fill of each class of sentence on light paper, in the order of :data:`CLASSES`."""
    fills = {
        name: KINDS[key].fill or KINDS[key].edge or PALETTE["raise"] for name, key in CLASS_KINDS.items()
    }
    return {name: fill[0] for name, fill in fills.items()}


def themed(chart: alt.TopLevelMixin, *, title: str, subtitle: str, alt: str) -> Any:
    """Return a chart with its title, its n and coverage in the subtitle, and its description in words."""
    drawn: Any = chart
    return drawn.properties(title={"text": title, "subtitle": subtitle, "anchor": "start"}, description=alt)
