"""Many articles over time: a column a day (or week, or month) by kind of sentence, and a lane an agency below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from provenance.contract import count
from provenance.records import Annotation
from provenance.show.statements.facts import Counts
from provenance.show.statements.wording import share
from provenance.show.view._timeline import badge_width
from provenance.show.view._times import day, when
from provenance.show.view._words import badge, show

WIDTH, LEFT, RIGHT = 1040, 158, 1030
TOP, TALL = 34, 100
LANE, UP, DOWN = 92, 22, 44
"""The height of a lane, of its dispatches above the line, and of its sentences below."""
MOST_LANES = 5
MOST_BARS = 62
SIZES = ((1, "day"), (7, "week"), (30, "30 days"), (365, "year"))
LABEL_ROOM = 66


def calendar(annotations: Sequence[Annotation], counts: Sequence[Counts]) -> dict[str, Any] | None:
    """Return the drawing, in the units of its view box, or None where fewer than two articles state a time.

    Args:
        annotations: The decided articles.
        counts: Their counts at the page's threshold.
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
    width = (RIGHT - LEFT) / len(bins)
    together = [Counts.summed(found) for found in bins]
    most = max(number.body for number in together)
    days = [
        _column(number, first + timedelta(days=i * size), size, place=i, width=width, most=most)
        | {"count": len(bins[i])}
        for i, number in enumerate(together)
    ]
    lanes = _lanes(annotations, bins, days, first, size)
    everything = Counts.summed(counts)
    return {
        "kind": "calendar",
        "width": WIDTH,
        "height": TOP + TALL + 26 + LANE * len(lanes),
        "axis": TOP + TALL,
        "left": LEFT,
        "right": RIGHT,
        "most": most,
        "all": [
            f"{everything.body:,} in {count(len(annotations), 'article')}",
            f"tallest {unit} {most:,}",
        ],
        "days": [one for one in days if one["count"]],
        "lanes": lanes,
        "labels": _labels(first, size, len(bins), width),
        "label": f"{count(len(dated), 'article')} from {day(first)} to {day(last)}, one column a {unit}",
        "note": f"One column a {unit}, as tall as its sentences. Of an agency: above its line the dispatches that are matched, "
        "below it the sentences that match them.",
    }


def _column(
    together: Counts, start: date, size: int, *, place: int, width: float, most: int
) -> dict[str, Any]:
    """Return a day with its sentences by kind, what matches lowest."""
    end = date.fromordinal(min(start.toordinal() + size - 1, date.max.toordinal()))
    bottom = float(TOP + TALL)
    parts = []
    for key, number in together.kinds.items():
        tall = round(TALL * number / most, 2) if most else 0.0
        bottom = round(bottom - tall, 2)
        parts.append({"class": key, "y": bottom, "h": tall})
    days = f"{day(start)}{f' to {day(end)}' if size > 1 else ''}"
    return {
        "x": round(LEFT + place * width + min(1.5, width / 8), 2),
        "w": round(max(1.0, width - min(3.0, width / 4)), 2),
        "first": start.isoformat(),
        "last": end.isoformat(),
        "parts": parts,
        "title": days,
    }


def _lanes(
    annotations: Sequence[Annotation],
    bins: Sequence[Sequence[Counts]],
    days: Sequence[Mapping[str, Any]],
    first: date,
    size: int,
) -> list[dict[str, Any]]:
    """Return the agencies with most sentences: their dispatches by day of release, their sentences by day of use."""
    told = [[_sure(number) for number in found] for found in bins]
    sums = [sum(found, Counter[str]()) for found in told]
    whole = sum(sums, Counter[str]())
    body = sum(number.body for found in bins for number in found)
    released = _released(annotations, first, size, len(bins))
    down = max((number for found in sums for number in found.values()), default=0)
    up = max((number for found in released.values() for number in found.values()), default=0)
    lanes = []
    for place, (agency, number) in enumerate(whole.most_common(MOST_LANES)):
        axis = TOP + TALL + 26 + LANE * place + UP + 14
        bars = [
            {
                "x": days[i]["x"],
                "w": days[i]["w"],
                "first": days[i]["first"],
                "up": round(UP * released.get(agency, Counter())[i] / up, 2) if up else 0.0,
                "down": round(DOWN * sums[i][agency] / down, 2),
            }
            for i in range(len(bins))
            if sums[i][agency] or released.get(agency, Counter())[i]
        ]
        matched = sum(released.get(agency, Counter()).values())
        lanes.append(
            {
                "name": show(agency),
                "badge": badge(agency) or "other",
                "w": badge_width(show(agency)),
                "axis": axis,
                "most": down,
                "note": count(matched, "dispatch", "dispatches"),
                "share": share(number, body),
                "bars": bars,
            }
        )
    return lanes


def _sure(counts: Counts) -> Counter[str]:
    return Counter({name: number.sure for name, number in counts.agencies.items() if number.sure})


def _released(
    annotations: Sequence[Annotation], first: date, size: int, bins: int
) -> dict[str, Counter[int]]:
    """Return how many dispatches of an agency that sentences rest on were released in each column."""
    found: dict[str, Counter[int]] = {}
    seen: set[str] = set()
    for annotation in annotations:
        resting = {f.evidence[f.rests].doc for f in annotation.findings if f.rests is not None}
        for doc in sorted(resting - seen):
            source = annotation.sources.get(doc)
            stated = when(source.published) if source else None
            if source is None or stated is None or source.role != "wire" or not source.agency:
                continue
            seen.add(doc)
            place = min(max(0, (stated.moment.date() - first).days // size), bins - 1)
            found.setdefault(source.agency, Counter())[place] += 1
    return found


def _labels(first: date, size: int, bins: int, width: float) -> list[dict[str, Any]]:
    step = max(1, -(-LABEL_ROOM // max(1, int(width))))
    years = bins * size > 300
    return [
        {"x": round(LEFT + i * width, 2), "text": day(first + timedelta(days=i * size), year=years)}
        for i in range(0, bins, step)
        if LEFT + i * width < RIGHT - LABEL_ROOM / 2
    ]
