"""Many articles over time: a bar a day (or week, or month), filled with the share of sentences that match dispatches."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from provenance.records import Annotation
from provenance.show.statements.facts import Counts
from provenance.show.statements.wording import count
from provenance.show.view._times import day, when

WIDTH, LEFT, RIGHT = 1036, 48, 1028
TOP, TALL = 14, 120
MOST_BARS = 62
SIZES = ((1, "day"), (7, "week"), (30, "30 days"), (365, "year"))
LABEL_ROOM = 66


def calendar(
    annotations: Sequence[Annotation], counts: Sequence[Counts], share: str
) -> dict[str, Any] | None:
    """Return the drawing, in the units of its view box, or None where fewer than two articles state a time.

    Args:
        annotations: The decided articles.
        counts: Their counts at the page's threshold.
        share: What the fill of a bar shows, in words.
    """
    times = [when(annotation.document.published) for annotation in annotations]
    dated = [(stated.moment.date(), number) for stated, number in zip(times, counts, strict=True) if stated]
    if len(dated) < 2:
        return None
    first, last = min(d for d, _ in dated), max(d for d, _ in dated)
    size, unit = next(((s, u) for s, u in SIZES if (last - first).days // s < MOST_BARS), SIZES[-1])
    bins: list[list[Counts]] = [[] for _ in range((last - first).days // size + 1)]
    for moment, number in dated:
        bins[(moment - first).days // size].append(number)
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
        f"a bar is as tall as its articles and filled with {share.replace('its', 'their')}",
        "note": f"A bar a {unit}: its height is the number of articles, its fill {share.replace('its', 'their')}.",
    }


def _bar(
    found: Sequence[Counts], start: date, size: int, *, place: int, width: float, most: int
) -> dict[str, Any]:
    together = Counts.summed(found)
    share = together.matched / together.body if together.body else 0.0
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
