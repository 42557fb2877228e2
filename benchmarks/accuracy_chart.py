"""The reliability diagram as SVG, written by hand: two panels, no library, equal input gives equal bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import sqrt

from benchmarks.accuracy_counts import Row

SIDE, LEFT, TOP, GAP = 260, 56, 40, 92
"""Side of a panel and the room around it, in pixels."""
LEAST, MOST = 3.0, 13.0
"""Radius of a point: its area grows with how much lies in the bin."""
STYLE = """
 text { font: 13px system-ui, sans-serif; fill: #24292f; }
 .title { font-weight: 600; }
 .axis { stroke: #8c959f; fill: none; }
 .ideal { stroke: #8c959f; stroke-dasharray: 5 4; }
 .line { stroke: #0a5fb4; fill: none; stroke-width: 2; }
 .point { fill: #0a5fb4; fill-opacity: .75; }
 @media (prefers-color-scheme: dark) {
  text { fill: #e6edf3; }
  .line { stroke: #6cb6ff; }
  .point { fill: #6cb6ff; }
 }
"""


@dataclass(frozen=True, slots=True)
class Panel:
    """One diagram: ``bins`` has a row a bin with how many, the sum of the confidence, and how many were right."""

    title: str
    x: str
    y: str
    bins: Row


def reliability(panels: Sequence[Panel], *, label: str) -> str:
    """Return an SVG with one panel a set; ``label`` says in words what it shows."""
    width, height = LEFT + len(panels) * (SIDE + GAP) - GAP + 24, TOP + SIDE + 56
    body = "\n".join(_panel(panel, LEFT + number * (SIDE + GAP)) for number, panel in enumerate(panels))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' role="img" aria-label="{escape(label)}">\n<style>{STYLE}</style>\n{body}\n</svg>\n'
    )


def points(bins: Row) -> list[tuple[float, float, float]]:
    """Return mean confidence, share right and share of all for each bin that holds anything."""
    total = float(bins[:, 0].sum())
    return [(conf / count, right / count, count / total) for count, conf, right in bins.tolist() if count]


def _panel(panel: Panel, left: int) -> str:
    def at(x: float, y: float) -> tuple[float, float]:
        return left + SIDE * x, TOP + SIDE * (1 - y)

    found = [(*at(x, y), share) for x, y, share in points(panel.bins)]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in found)
    dots = [
        f'<circle class="point" cx="{x:.1f}" cy="{y:.1f}" r="{LEAST + (MOST - LEAST) * sqrt(share):.1f}"/>'
        for x, y, share in found
    ]
    ticks = [
        f'<text x="{left + SIDE * tick / 4:.0f}" y="{TOP + SIDE + 18}" text-anchor="middle">{tick / 4:g}</text>'
        f'<text x="{left - 8}" y="{TOP + SIDE * (1 - tick / 4) + 4:.0f}" text-anchor="end">{tick / 4:g}</text>'
        for tick in (0, 2, 4)
    ]
    middle = TOP + SIDE / 2
    return "\n".join(
        [
            f'<text class="title" x="{left}" y="{TOP - 14}">{escape(panel.title)}</text>',
            f'<rect class="axis" x="{left}" y="{TOP}" width="{SIDE}" height="{SIDE}"/>',
            f'<line class="ideal" x1="{left}" y1="{TOP + SIDE}" x2="{left + SIDE}" y2="{TOP}"/>',
            f'<polyline class="line" points="{line}"/>',
            *dots,
            *ticks,
            f'<text x="{left + SIDE / 2:.0f}" y="{TOP + SIDE + 40}" text-anchor="middle">{escape(panel.x)}</text>',
            f'<text x="{left - 38}" y="{middle:.0f}" text-anchor="middle"'
            f' transform="rotate(-90 {left - 38} {middle:.0f})">{escape(panel.y)}</text>',
        ]
    )
