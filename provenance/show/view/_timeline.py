"""The timeline: one strip a story, a row an agency, articles below the line, links as wide as the sentences matched.

Places are computed here, in the units of the drawing, so that renderers only write elements.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from provenance.contract import count
from provenance.records import Annotation, Source
from provenance.show.statements import say
from provenance.show.statements.facts import Counts
from provenance.show.statements.wording import per_cent
from provenance.show.view._facts import corpus_facts
from provenance.show.view._rows import RowState, Steps, links
from provenance.show.view._stories import Story
from provenance.show.view._times import When, day, in_words, midnight, when
from provenance.show.view._words import badge, clip, show

WIDTH, LEFT, RIGHT = 1040, 158, 930
TOP, ROW, LANE, GAP = 40, 22, 26, 30
"""Down to the first row, of one agency, of one article, and between strips."""
MAX_ARTICLES = 40
MAX_LANES = 14
Place = Callable[[When], float]
CHAR = 7.2
"""The mean width of a letter at the label's size."""


@dataclass(frozen=True, slots=True)
class _Item:
    """An article that states its time, as the drawing needs it."""

    annotation: Annotation
    key: str
    when: When
    state: RowState


@dataclass(frozen=True, slots=True)
class _Drawing:
    """What all strips have in common: the scale of time, and how many sentences join an article and a dispatch."""

    x_of: Place
    joined: Mapping[tuple[str, str], int]
    withhold: bool


def timeline(
    annotations: Sequence[Annotation],
    keys: Sequence[str],
    steps: Sequence[Steps],
    states: Sequence[RowState],
    *,
    stories: Sequence[Story] = (),
    withhold: bool = False,
) -> dict[str, Any] | None:
    """Return the drawing, or None where times are missing or there are too many articles to draw.

    Lines join an article to what it matches at any threshold, as wide as they count in ``states``, the page's own.
    """
    placed = [
        _Item(annotation, key, stated, state) if (stated := when(annotation.document.published)) else None
        for annotation, key, state in zip(annotations, keys, states, strict=True)
    ]
    known = [item for item in placed if item]
    if len(known) < 2 or len(annotations) > MAX_ARTICLES:
        return None
    joined = _joined(keys, steps, states)
    sources = _sources([item.annotation for item in known], {doc for _, doc in joined})
    times = [item.when.moment for item in known] + [stated.moment for _, stated in sources]
    first, last = min(times), max(times)
    length = max((last - first).total_seconds(), 3600.0)

    def x_of(stated: When) -> float:
        return round(LEFT + 24 + (stated.moment - first).total_seconds() / length * (RIGHT - LEFT - 48), 1)

    drawing = _Drawing(x_of, joined, withhold)
    strips: list[dict[str, Any]] = []
    top = TOP
    for name, members in _groups(stories, len(annotations)):
        items = [item for index in members if (item := placed[index])]
        if items:
            strips.append(_strip(name, items, sources, drawing, top=top))
            top = strips[-1]["bottom"] + GAP
    return {
        "kind": "story",
        "width": WIDTH,
        "height": strips[-1]["bottom"] + 6,
        "left": LEFT - 12,
        "right": RIGHT + 10,
        "days": _days(first, last, x_of),
        "strips": strips,
    } | _captions(len(sources), len(known), (first, last), states)


def _groups(stories: Sequence[Story], articles: int) -> list[tuple[str, list[int]]]:
    """Return the articles of each strip: a story's, then those that are in none."""
    told = {index for story in stories for index in story.members}
    rest = [index for index in range(articles) if index not in told]
    named = [(story.name or "A story", list(story.members)) for story in stories]
    return [*named, *([("Other articles" if named else "All articles", rest)] if rest else [])]


def _captions(
    dispatches: int, articles: int, ends: tuple[datetime, datetime], states: Sequence[RowState]
) -> dict[str, str]:
    """Return what the drawing shows, for the line below it and for those who do not see it."""
    first, last = (day(moment.date()) for moment in ends)
    share = say("drawing", corpus_facts([state.facts for state in states], 0))
    return {
        "note": f"A box fills with {share}. Line width: sentences matched.",
        "label": f"{count(dispatches, 'dispatch', 'dispatches')} above the lines, {count(articles, 'article')} below "
        f"them, {first} to {last}; curves join an article to the dispatches it matches",
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


def _sources(annotations: Sequence[Annotation], wanted: set[str]) -> list[tuple[Source, When]]:
    found = {
        name: source
        for annotation in annotations
        for name, source in sorted(annotation.sources.items())
        if show(name) in wanted and source.role == "wire"
    }
    dated = [(source, stated) for source in found.values() if (stated := when(source.published))]
    return sorted(dated, key=lambda pair: (pair[1].moment, pair[0].id))


def _strip(
    name: str,
    items: Sequence[_Item],
    sources: Sequence[tuple[Source, When]],
    drawing: _Drawing,
    *,
    top: int,
) -> dict[str, Any]:
    """Return one story: its agencies row by row, its articles, and what joins them."""
    keys = {item.key for item in items}
    used = {doc for key, doc in drawing.joined if key in keys}
    own = [(source, stated) for source, stated in sources if show(source.id) in used]
    rows = list(dict.fromkeys(source.agency or "agency not stated" for source, _ in own))
    lines = {agency: top + ROW * place for place, agency in enumerate(rows)}
    axis = top + ROW * max(len(rows), 1) + 4
    dispatches = [_dispatch(source, stated, lines, drawing) for source, stated in own]
    articles, bottom = _articles(items, drawing.x_of, axis)
    sentences = Counter[str]()
    for source, _ in own:
        sentences[source.agency or "agency not stated"] += sum(
            drawing.joined.get((key, show(source.id)), 0) for key in keys
        )
    together = Counts.summed([item.state.facts.counts for item in items])
    return {
        "name": clip(show(name), 22),
        "note": f"{per_cent(together.matched, together.body)} of {together.body:,} match"
        if together.matched or any(item.state.facts.reach.could for item in items)
        else count(together.body, "sentence"),
        "top": top - 14,
        "axis": axis,
        "bottom": max(bottom, axis + 44),
        "agencies": [
            {
                "name": show(agency),
                "badge": badge(agency) or "other",
                "y": y,
                "count": sentences[agency],
                "w": badge_width(agency),
            }
            for agency, y in lines.items()
        ],
        "dispatches": dispatches,
        "articles": articles,
        "links": _drawn(drawing.joined, dispatches, articles, axis),
    }


def badge_width(name: str) -> float:
    """Return the width of a badge, in the units of the drawing."""
    return round(12 + CHAR * len(name), 1)


def _dispatch(source: Source, stated: When, lines: Mapping[str, int], drawing: _Drawing) -> dict[str, Any]:
    agency = source.agency or "agency not stated"
    title = (not drawing.withhold and source.title) or source.id
    return {
        "doc": show(source.id),
        "agency": show(agency),
        "badge": badge(source.agency) or "other",
        "x": drawing.x_of(stated),
        "y": lines[agency],
        "title": show(f"{agency}, {in_words(source.published, year=False)}: {title}"),
    }


def _drawn(
    joined: Mapping[tuple[str, str], int],
    dispatches: Sequence[dict[str, Any]],
    articles: Sequence[dict[str, Any]],
    axis: float,
) -> list[dict[str, Any]]:
    """Return the links as curves, as wide as the sentences they stand for; those that count none now have no width."""
    places = {place["doc"]: place for place in dispatches}
    known = {article["key"]: article for article in articles}
    return [
        {
            "from": doc,
            "to": key,
            "width": round(1 + 0.2 * number, 1) if number else 0,
            "d": _curve(places[doc], known[key], axis),
        }
        for (key, doc), number in joined.items()
        if doc in places and key in known
    ]


def _articles(items: Sequence[_Item], x_of: Place, axis: int) -> tuple[list[dict[str, Any]], int]:
    lanes: list[list[tuple[float, float]]] = []
    shown: list[dict[str, Any]] = [{}] * len(items)
    xs = [x_of(item.when) for item in items]
    for index in sorted(range(len(items)), key=lambda i: (xs[i], items[i].key)):
        item = items[index]
        facts = item.state.facts
        counts, document = facts.counts, item.annotation.document
        name = clip(show(document.outlet or document.id), 34)
        number = f"{counts.matched} of {counts.body}" if counts.matched or facts.reach.could else ""
        lane, left = _place(lanes, xs[index], CHAR * (len(name) + len(number)) + 24, xs)
        share = counts.matched / counts.body if counts.body else 0.0
        shown[index] = {
            "key": item.key,
            "x": xs[index],
            "y": axis + 14 + LANE * lane,
            "left": left,
            "name": name,
            "matched": number,
            "fill": round(12 * share, 1),
        }
    return shown, axis + 18 + LANE * max(len(lanes), 1)


def _place(
    lanes: list[list[tuple[float, float]]], x: float, width: float, xs: Sequence[float]
) -> tuple[int, bool]:
    """Return the lane and side of a label: few lanes down, and few other articles above or below its words."""
    best = (1e9, 0, False, (0.0, 0.0))
    for left in (False, True):
        span = (x - width, x + 10) if left else (x - 10, x + width)
        if span[0] < LEFT - 10 or span[1] > WIDTH:
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


def _curve(source: dict[str, Any], article: dict[str, Any], axis: float) -> str:
    a, b, x, y = source["x"], source["y"], article["x"], article["y"] - 1
    return f"M{a:g} {b:g}C{a:g} {axis + 10:g} {x:g} {axis - 20:g} {x:g} {y:g}"


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
