"""Many articles over time: a bar a day (or week, or month), filled with the share of sentences that match dispatches."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from provenance.records import Annotation
from provenance.view._audit import body
from provenance.view._times import day, when
from provenance.view._words import count, look_of

WIDTH, LEFT, RIGHT = 1036, 48, 1028
TOP, TALL = 14, 120
MOST_BARS = 62
SIZES = ((1, "day"), (7, "week"), (30, "30 days"), (365, "year"))
LABEL_ROOM = 66


def calendar(annotations: Sequence[Annotation]) -> dict[str, Any] | None:
    """Return the drawing, in the units of its view box, or None where fewer than two articles state a time."""
    dated = [(stated.moment.date(), a) for a in annotations if (stated := when(a.document.published))]
    if len(dated) < 2:
        return None
    first, last = min(d for d, _ in dated), max(d for d, _ in dated)
    size, unit = next(((s, u) for s, u in SIZES if (last - first).days // s < MOST_BARS), SIZES[-1])
    bins: list[list[Annotation]] = [[] for _ in range((last - first).days // size + 1)]
    for moment, annotation in dated:
        bins[(moment - first).days // size].append(annotation)
    most = max(len(found) for found in bins)
    width = (RIGHT - LEFT) / len(bins)
    bars = [
        _bar(found, first + timedelta(days=i * size), size, place=i, width=width, most=most)
        for i, found in enumerate(bins)
    ]
    return {
        "kind": "calendar",
        "width": WIDTH,
        "height": TOP + TALL + 26,
        "axis": TOP + TALL,
        "left": LEFT,
        "right": RIGHT,
        "most": most,
        "bars": [bar for bar in bars if bar["count"]],
        "labels": _labels(first, size, len(bins), width),
        "label": f"{count(len(dated), 'article')} from {day(first)} to {day(last)}, one bar a {unit}; "
        "a bar is as tall as its articles and filled with the share of their sentences that match dispatches",
        "note": f"A bar a {unit}: its height is the number of articles, its fill the share of sentences that match dispatches.",
    }


def _bar(
    found: Sequence[Annotation], start: date, size: int, *, place: int, width: float, most: int
) -> dict[str, Any]:
    sentences = [finding for annotation in found for finding in body(annotation)]
    share = sum(look_of(f).key in ("w", "e") for f in sentences) / len(sentences) if sentences else 0.0
    height = TALL * len(found) / most
    end = date.fromordinal(min(start.toordinal() + size - 1, date.max.toordinal()))
    return {
        "x": round(LEFT + place * width + min(2.0, width / 8), 2),
        "w": round(max(1.0, width - min(4.0, width / 4)), 2),
        "h": round(height, 2),
        "fill": round(height * share, 2),
        "first": start.isoformat(),
        "last": end.isoformat(),
        "count": len(found),
        "title": f"{day(start)}{f' to {day(end)}' if size > 1 else ''}: {count(len(found), 'article')}",
    }


def _labels(first: date, size: int, bins: int, width: float) -> list[dict[str, Any]]:
    step = max(1, -(-LABEL_ROOM // max(1, int(width))))
    years = bins * size > 300
    return [
        {"x": round(LEFT + i * width, 2), "text": day(first + timedelta(days=i * size), year=years)}
        for i in range(0, bins, step)
        if LEFT + i * width < RIGHT - LABEL_ROOM / 2
    ]
