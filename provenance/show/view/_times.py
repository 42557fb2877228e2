"""Times as people read them. No clock: only the times that the documents state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from dateutil import parser

from provenance.contract import count
from provenance.show.view._words import show


@dataclass(frozen=True, slots=True)
class When:
    """A stated time: the moment, whether the clock time is stated, and whether the zone is."""

    moment: datetime
    clock: bool
    zone: bool


def when(text: str | None) -> When | None:
    """Read ISO 8601; None where nothing, or nothing readable, is stated. Without a zone the moment is taken as UTC."""
    if not text:
        return None
    try:
        stated = parser.isoparse(text.strip())
        moment = stated.astimezone(UTC) if stated.tzinfo else stated.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return When(moment, ":" in text or "T" in text, stated.tzinfo is not None)


def in_words(text: str | None, *, year: bool = True) -> str:
    """Return ``13 Mar 2032, 05:00 UTC``; text that is no date is shown as it stands.

    >>> in_words("2032-03-13T05:00:00Z")
    '13 Mar 2032, 05:00 UTC'
    >>> in_words("2032-03-13")
    '13 Mar 2032'
    """
    stated = when(text)
    if stated is None:
        return show(text or "")
    words = day(stated.moment.date(), year=year)
    if stated.clock:
        words += f", {stated.moment:%H:%M} {'UTC' if stated.zone else '(zone unknown)'}"
    return words


def stated(text: str | None) -> str:
    """Return a time in words, or say that none is stated."""
    return in_words(text) or "date not stated"


def day(moment: date, *, year: bool = True) -> str:
    """Return ``13 Mar 2032`` or ``13 Mar``."""
    words = f"{moment.day} {moment:%b}"
    return f"{words} {moment.year}" if year else words


def span(start: str | None, end: str | None) -> str:
    """Return ``10–13 Mar 2032`` for two stated times, or what is known of them."""
    first, last = when(start), when(end)
    if first is None or last is None:
        return in_words(start) or in_words(end)
    a, b = first.moment.date(), last.moment.date()
    if a == b:
        return day(a)
    if (a.year, a.month) == (b.year, b.month):
        return f"{a.day}–{day(b)}"
    return f"{day(a, year=a.year != b.year)} – {day(b)}"


def lag(source: str | None, article: str | None) -> tuple[str, str]:
    """Return how long before the article a source came out, as ``("13 h 40 min", "before publication")``.

    Days only where either states no clock time; the second word says where a zone is missing. ``("", "")`` when
    either time is unknown: unknown times prove nothing (domain R9).
    """
    first, last = when(source), when(article)
    if first is None or last is None:
        return "", ""
    if not (first.clock and last.clock):
        days = (last.moment.date() - first.moment.date()).days
        if days == 0:
            return "same day", "as publication"
        return count(abs(days), "day"), "before publication" if days > 0 else "after publication"
    minutes = round((last.moment - first.moment).total_seconds() / 60)
    side = "before publication" if minutes >= 0 else "after publication"
    if not (first.zone and last.zone):
        side += ", zone unknown"
    return _length(abs(minutes)), side


def _length(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if hours >= 48:
        days, hours = divmod(hours, 24)
        return count(days, "day") + (f" {hours} h" if hours else "")
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def midnight(moment: date) -> datetime:
    """Return the first moment of a day in UTC."""
    return datetime.combine(moment, time.min, UTC)
