"""When a document was released, as an interval that holds what is not known.

A day without a time is the whole day; a time without a zone may lie anywhere on the globe. Direction is claimed only
where intervals do not overlap (domain R9).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from dateutil import parser

_SPACED_ZONE = re.compile(r"(?<=\d)\s+(?=[+-]\d\d:?\d\d$|Z$)")
"""The space that feeds and tables put before a zone; without it a time would be understood, and its zone lost."""

WEST, EAST = timedelta(hours=12), timedelta(hours=14)
"""The zones of the globe: a local time may be this much later (west) or earlier (east) in UTC."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Seconds since 1970 in UTC: the earliest and the latest moment that the words allow."""

    earliest: float
    latest: float


def written(text: str | None) -> datetime | None:
    """Return an ISO 8601 date or date-time as it is written, in its own zone where it names one; None where it cannot be read."""
    if not text:
        return None
    try:
        found: datetime = parser.isoparse(_SPACED_ZONE.sub("", text.strip()))
    except ValueError:
        return None
    return found


def day_only(text: str) -> bool:
    """Tell whether a time names a day and no hour."""
    return "T" not in text and ":" not in text


@lru_cache(maxsize=100_000)
def moment(text: str | None) -> Moment | None:
    """Return the interval that an ISO 8601 date or date-time names; None where there is none or it cannot be read.

    >>> span = moment("2022-02-18")
    >>> round((span.latest - span.earliest) / 3600)
    50
    """
    when = written(text)
    if when is None or text is None:
        return None
    if when.tzinfo is not None:
        seconds = when.timestamp()
        return Moment(seconds, seconds)
    utc = when.replace(tzinfo=UTC)
    last = utc + timedelta(days=1) if day_only(text) else utc
    return Moment((utc - EAST).timestamp(), (last + WEST).timestamp())


def may_precede(source: Moment | None, article: Moment | None, *, tolerance_hours: float = 0.0) -> bool:
    """Tell whether the source may have been released before the article; unknown times never rule it out."""
    if source is None or article is None:
        return True
    return source.earliest <= article.latest + tolerance_hours * 3600


def surely_precedes(source: Moment | None, article: Moment | None) -> bool:
    """Tell whether the source was released before the article whatever the unknown parts of both times are."""
    return source is not None and article is not None and source.latest <= article.earliest
