"""The story's timeline: dispatches above the line, articles below it, links as wide as the sentences matched.

Places are computed here, in the units of the drawing, so that renderers only write elements.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from provenance.records import Annotation, Source
from provenance.show.statements import say
from provenance.show.statements.wording import count
from provenance.show.view._facts import corpus_facts
from provenance.show.view._rows import RowState, Steps, links
from provenance.show.view._times import When, day, midnight, when
from provenance.show.view._words import badge, show

WIDTH, LEFT, RIGHT = 1036, 96, 930
TOP, LANE_UP, LANE_DOWN = 41, 38, 30
MAX_ARTICLES = 60
MAX_LANES = 12
Place = Callable[[When], float]
CHAR = 7.6
"""The mean width of a letter at the label's size."""


def timeline(
    annotations: Sequence[Annotation],
    keys: Sequence[str],
    steps: Sequence[Steps],
    states: Sequence[RowState],
    *,
    withhold: bool = False,
) -> dict[str, Any] | None:
    """Return the drawing, or None where times are missing or there are too many articles to draw.

    Lines join an article to what it matches at any threshold, as wide as they count in ``states``, the page's own.
    """
    every = zip(annotations, keys, states, strict=True)
    placed = [(a, key, stated, one) for a, key, one in every if (stated := when(a.document.published))]
    if not 2 <= len(placed) <= MAX_ARTICLES:
        return None
    joined = _joined(keys, steps, states)
    sources = _sources([a for a, *_ in placed], {doc for _, doc in joined})
    times = [w.moment for _, _, w, _ in placed] + [w.moment for _, w in sources]
    first, last = min(times), max(times)
    length = max((last - first).total_seconds(), 3600.0)

    def x_of(stated: When) -> float:
        return round(LEFT + 24 + (stated.moment - first).total_seconds() / length * (RIGHT - LEFT - 48), 1)

    dispatches, axis = _dispatches(sources, x_of, withhold=withhold)
    articles, bottom = _articles(placed, x_of, axis)
    return {
        "kind": "story",
        "width": WIDTH,
        "height": bottom,
        "axis": axis,
        "left": LEFT - 12,
        "right": RIGHT + 10,
        "days": _days(first, last, x_of),
        "dispatches": dispatches,
        "articles": articles,
        "links": _drawn(joined, sources, dispatches, articles, axis=axis),
    } | _captions(dispatches, articles, (first, last), states)


def _captions(
    dispatches: Sequence[object],
    articles: Sequence[object],
    ends: tuple[datetime, datetime],
    states: Sequence[RowState],
) -> dict[str, str]:
    """Return what the drawing shows, for the line below it and for those who do not see it."""
    first, last = (day(moment.date()) for moment in ends)
    share = say("drawing", corpus_facts([state.facts for state in states], 0))
    return {
        "note": f"A box fills with {share}. Line width: sentences matched.",
        "label": f"{count(len(dispatches), 'dispatch', 'dispatches')} above the line, {count(len(articles), 'article')} below "
        f"it, {first} to {last}; lines join an article to the dispatches it matches",
    }


def _joined(
    keys: Sequence[str], steps: Sequence[Steps], states: Sequence[RowState]
) -> dict[tuple[str, str], int]:
    """Return how many sentences of an article rest on a dispatch now, for every pair that is one at any threshold."""
    return {
        (key, doc): links(state).get(doc, 0)
        for key, found, state in zip(keys, steps, states, strict=True)
        for _, one in found
        for doc in links(one)
    }


def _drawn(
    joined: Mapping[tuple[str, str], int],
    sources: Sequence[tuple[Source, When]],
    dispatches: Sequence[dict[str, Any]],
    articles: Sequence[dict[str, Any]],
    *,
    axis: float,
) -> list[dict[str, Any]]:
    """Return the links as curves, as wide as the sentences they stand for; those that count none now have no width."""
    places = {show(source.id): place for (source, _), place in zip(sources, dispatches, strict=True)}
    known = {article["key"]: article for article in articles}
    return [
        {
            "from": doc,
            "to": key,
            "width": round(1 + 0.2 * number, 1) if number else 0,
            "count": number,
            "d": _curve(places[doc], known[key], axis),
        }
        for (key, doc), number in joined.items()
        if doc in places and key in known
    ]


def _sources(annotations: Sequence[Annotation], wanted: set[str]) -> list[tuple[Source, When]]:
    found = {
        name: source
        for annotation in annotations
        for name, source in sorted(annotation.sources.items())
        if show(name) in wanted and source.role == "wire"
    }
    dated = [(source, stated) for source in found.values() if (stated := when(source.published))]
    return sorted(dated, key=lambda pair: (pair[1].moment, pair[0].id))


def _dispatches(
    sources: list[tuple[Source, When]], x_of: Place, *, withhold: bool
) -> tuple[list[dict[str, Any]], float]:
    lanes: list[float] = []
    shown = []
    for source, stated in sources:
        name = source.agency or source.id
        width = round(max(28, 14 + CHAR * len(name)), 1)
        x = x_of(stated)
        lane = _lane(lanes, x, x + width + 6)
        shown.append(
            {
                "doc": show(source.id),
                "name": show(name),
                "badge": badge(source.agency),
                "x": round(x - 2, 1),
                "at": x,
            }
            | {
                "y": TOP + LANE_UP * lane,
                "w": width,
                "title": show((not withhold and source.title) or source.id),
            }
        )
    return shown, TOP + LANE_UP * max(len(lanes), 1) + 33


def _articles(
    placed: Sequence[tuple[Annotation, str, When, RowState]], x_of: Place, axis: float
) -> tuple[list[dict[str, Any]], float]:
    lanes: list[list[tuple[float, float]]] = []
    shown: list[dict[str, Any]] = [{}] * len(placed)
    xs = [x_of(stated) for _, _, stated, _ in placed]
    for index in sorted(range(len(placed)), key=lambda i: (xs[i], placed[i][1])):
        annotation, key, _, state = placed[index]
        counts = state.facts.counts
        name = show(annotation.document.outlet or annotation.document.id)[:34]
        number = f"{counts.matched} of {counts.body}" if counts.matched or state.facts.reach.could else ""
        lane, left = _place(lanes, xs[index], CHAR * (len(name) + len(number)) + 20, xs)
        share = counts.matched / counts.body if counts.body else 0.0
        shown[index] = {
            "key": key,
            "x": xs[index],
            "y": axis + 36 + LANE_DOWN * lane,
            "left": left,
            "name": name,
        } | {
            "matched": number,
            "fill": round(12 * share, 1),
        }
    return shown, axis + 36 + LANE_DOWN * max(len(lanes), 1)


def _place(
    lanes: list[list[tuple[float, float]]], x: float, width: float, xs: Sequence[float]
) -> tuple[int, bool]:
    """Return the lane and side of a label: few lanes down, and few other articles above or below its words."""
    best = (1e9, 0, False, (0.0, 0.0))
    for left in (False, True):
        span = (x - width, x + 10) if left else (x - 10, x + width)
        if span[0] < LEFT - 60 or span[1] > WIDTH:
            continue
        crossed = sum(span[0] < other < span[1] for other in xs) - 1
        free = next(
            (i for i, lane in enumerate(lanes) if all(b <= span[0] or a >= span[1] for a, b in lane)),
            len(lanes),
        )
        cost = min(free, MAX_LANES) + 1.6 * crossed + 0.1 * left
        best = min(best, (cost, free, left, span))
    lane = min(best[1], MAX_LANES)
    if lane == len(lanes):
        lanes.append([])
    lanes[lane].append(best[3])
    return lane, best[2]


def _lane(lanes: list[float], start: float, end: float) -> int:
    """Return the first lane that is free from ``start``; the last one where there are too many."""
    for index, taken in enumerate(lanes):
        if taken <= start:
            lanes[index] = end
            return index
    if len(lanes) < MAX_LANES:
        lanes.append(end)
        return len(lanes) - 1
    lanes[-1] = end
    return len(lanes) - 1


def _curve(source: dict[str, Any], article: dict[str, Any], axis: float) -> str:
    a, b, x, y = source["at"] + 8, source["y"] + 22, article["x"], article["y"] - 1
    return f"M{a:g} {b:g} C{a:g} {axis + 10:g} {x:g} {axis - 20:g} {x:g} {y:g}"


def _days(first: datetime, last: datetime, x_of: Place) -> list[dict[str, Any]]:
    """Return the days as grid lines; for long spans only as many as leave room for their labels."""
    days = (last.date() - first.date()).days
    step = max(1, -(-days // 8))
    shown: list[dict[str, Any]] = [{"x": LEFT - 10.0, "label": day(first.date(), year=False), "line": False}]
    for offset in range(step, days + 1, step):
        date = first.date() + timedelta(days=offset)
        x = x_of(When(midnight(date), True, True))
        if x - shown[-1]["x"] > 62:
            shown.append({"x": x, "label": day(date, year=False), "line": True})
    return shown
