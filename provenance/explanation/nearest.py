"""What came nearest to a sentence in an archive without a time window, and what ruled it out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from provenance.config import Config
from provenance.match import Archive, trace, window
from provenance.page import Prepared, prepare
from provenance.pipeline import annotate
from provenance.records import Annotation
from provenance.text import Moment, may_precede, moment

Obstacle = Literal["later", "window", "probability"]
HOUR = 3600


@dataclass(frozen=True, slots=True)
class Nearest:
    """The most probable passage of all dispatches at hand, as if direction and window did not count.

    ``hours`` is how long before the article it was released (negative where later, None where a time is not known);
    ``obstacle`` is what ruled it out, ``same`` counts its words in order.
    """

    doc: str
    agency: str | None
    published: str | None
    passage: str
    score: float
    same: int
    hours: float | None
    obstacle: Obstacle


@dataclass(frozen=True, slots=True)
class Wider:
    """What searching without a time window would change: sentences that would then match a dispatch."""

    gained: int
    of: int
    this_one: bool


def nearest(annotation: Annotation, number: int, archive: Archive, *, config: Config) -> Nearest | None:
    """Return the nearest passage of one segment (its index in the findings), None where nothing has a rare word of it."""
    article = prepare(annotation.document, config=config)
    if number not in article.content:
        return None
    found = trace(article, archive, config=config, timed=False)
    best = next((match for match in found.matches if match.segment == number), None)
    if best is None:
        return None
    source = found.sources[best.source].prepared
    segment = source.segments[best.sentence]
    return Nearest(
        doc=source.document.id,
        agency=source.document.agency,
        published=source.document.published,
        passage=source.document.text[segment.start : segment.end],
        score=round(best.probability, 4),
        same=len(best.pairs),
        hours=_hours(source.when, article.written(number)),
        obstacle=_obstacle(source, article, number, config),
    )


def wider(annotation: Annotation, number: int, archive: Archive, *, config: Config) -> Wider | None:
    """Return what searching without a window would change; None where there is no window to open."""
    if not config.retrieval.window_hours or moment(annotation.document.published) is None:
        return None
    free = config.with_settings({"retrieval.window_hours": 0.0})
    (other,) = annotate([annotation.document], archive, config=free)
    gained = _matched(other) - _matched(annotation)
    judged = sum(finding.verdict.origin is not None for finding in other.findings)
    return Wider(len(gained), judged, number in gained)


def _matched(annotation: Annotation) -> set[int]:
    return {number for number, item in enumerate(annotation.findings) if "match" in item.verdict.basis}


def _hours(source: Moment | None, article: Moment | None) -> float | None:
    """Return how long before the article a source was released, by the middle of what is known of both."""
    if source is None or article is None:
        return None
    return (sum((article.earliest, article.latest)) - sum((source.earliest, source.latest))) / 2 / HOUR


def _obstacle(source: Prepared, article: Prepared, number: int, config: Config) -> Obstacle:
    if not may_precede(source.when, article.written(number), tolerance_hours=config.decision.tolerance_hours):
        return "later"
    after, _ = window(article, config)
    outside = after is not None and source.when is not None and source.when.latest < after
    return "window" if outside else "probability"
