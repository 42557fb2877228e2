"""The line of time of "nothing found": when dispatches at hand came out, which hours were searched, and when the article."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from provenance.explanation import Explanation, Search
from provenance.show.explained.model import Line, Mark
from provenance.show.view._times import in_words, when

Kind = Literal["window", "hand", "near", "article"]
ROOM = 0.04
"""Share of the line that is left free at either end."""
SHORTEST = timedelta(hours=1)


def line_of_time(explanation: Explanation, search: Search) -> Line | None:
    """Return what is known of times, each at its place; None where the article or the dispatches state none."""
    article = when(explanation.document.published)
    first, last = when(search.at_hand.start), when(search.at_hand.end)
    if article is None or first is None or last is None:
        return None
    spans: list[tuple[Kind, datetime, datetime, str]] = []
    if search.window:
        opened = article.moment - timedelta(hours=search.window)
        spans.append(("window", opened, article.moment, f"searched: the {search.window:g} hours before"))
    spans.append(("hand", first.moment, last.moment, f"dispatches at hand: {_days(search)}"))
    near = search.nearest
    nearest = when(near.published) if near is not None else None
    if near is not None and nearest is not None:
        name = near.agency or near.doc
        spans.append(
            ("near", nearest.moment, nearest.moment, f"nearest passage: {name}, {in_words(near.published)}")
        )
    published = in_words(explanation.document.published)
    spans.append(("article", article.moment, article.moment, f"the article: {published}"))
    start, end = min(span[1] for span in spans), max(span[2] for span in spans)
    length = max(end - start, SHORTEST)

    def place(moment: datetime) -> float:
        return ROOM + (1 - 2 * ROOM) * ((moment - start) / length)

    marks = tuple(Mark(kind, place(a), place(b), label) for kind, a, b, label in spans)
    return Line(marks, "; ".join(mark.label for mark in marks))


def _days(search: Search) -> str:
    first, last = in_words(search.at_hand.start), in_words(search.at_hand.end)
    return first if first == last else f"{first} to {last}"
