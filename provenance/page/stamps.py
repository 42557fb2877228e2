"""The times of the entries of a live page: what their stamps leave out is taken from the page's own time, or left open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from itertools import pairwise

from provenance.page.kinds import Stamped
from provenance.records import Document
from provenance.text import EAST

_DAY = timedelta(days=1)
_SLACK = timedelta(minutes=15)
"""How far a stamp may lie beyond the page's own time: both are rounded, and set by hand."""
_WRAPS = 0.34
"""Share of the entries that may begin a new day; beyond it their order tells nothing."""


def dated(document: Document, entries: Sequence[Stamped], clocks: Sequence[str]) -> list[str | None]:
    """Return the latest time (ISO 8601) at which each entry can have been written; None where nothing tells it.

    Args:
        document: The page; without a time of its own no entry has one.
        entries: The stamps of its entries, in the order of the page.
        clocks: All times that stand in stamps, for the zone that only some state.
    """
    known = [entry for entry in entries if entry.clock]
    bases = [base for text in (document.updated, document.published) if (base := _moment(text)) is not None]
    if not known or not bases:
        return [None] * len(entries)
    zone = next((text[9:] for text in clocks if text[9:]), "") or _zone_of(bases, clocks)
    newest_first = _falls(known)
    ordered = known[::-1] if newest_first else known
    if sum(a.clock[:9] > b.clock[:9] for a, b in pairwise(ordered)) > _WRAPS * len(ordered):
        return [None] * len(entries)
    day_only = ":" not in (document.updated or document.published or "")
    times = dict(zip(map(id, ordered), _placed(ordered, bases[0], zone, day_only=day_only), strict=True))
    found = [times.get(id(entry)) for entry in entries]
    return _bounded(found, newest_first=newest_first)


def _moment(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text.strip()) if text else None
    except ValueError:
        return None


def _falls(entries: Sequence[Stamped]) -> bool:
    """Tell whether the newest entry stands first."""
    down = sum(a.clock[:9] > b.clock[:9] for a, b in pairwise(entries))
    up = sum(a.clock[:9] < b.clock[:9] for a, b in pairwise(entries))
    return down >= up


def _zone_of(bases: Sequence[datetime], clocks: Sequence[str]) -> str:
    """Return the zone of the page's own time, where it is no mere UTC, or where a stamp shows that time to the minute."""
    for base in bases:
        offset = base.utcoffset()
        if offset is not None and (offset or f"T{base:%H:%M}" in {clock[:6] for clock in clocks}):
            return base.isoformat()[-6:]
    return ""


def _placed(ordered: Sequence[Stamped], base: datetime, zone: str, *, day_only: bool) -> list[str]:
    """Return the times of entries, oldest first, on the days that fit the page's own time best."""
    first, days = _first_day(ordered, base, zone, day_only=day_only), 0
    found = []
    for number, entry in enumerate(ordered):
        days += number > 0 and ordered[number - 1].clock[:9] > entry.clock[:9]
        clock, extra = entry.clock[:9], 0
        for later in entry.later:
            extra = int(later[:9] < clock)
            clock = later[:9]
        found.append(f"{first + (days + extra) * _DAY:%Y-%m-%d}{clock}{entry.clock[9:] or zone}")
    return found


def _first_day(ordered: Sequence[Stamped], base: datetime, zone: str, *, day_only: bool) -> date:
    """Return the day of the oldest entry: the page's own time is that of its last entry, or of its first."""
    if base.tzinfo is not None and zone:
        base = base.astimezone(timezone(_offset(zone)))
    here = base.replace(tzinfo=None)
    if day_only:
        return here.date()
    slack = _SLACK if zone or base.tzinfo is None else EAST
    span = sum(a.clock[:9] > b.clock[:9] for a, b in pairwise(ordered))
    gaps: list[tuple[timedelta, date]] = []
    for shift in range(-span - 1, 2):
        day = here.date() + shift * _DAY
        oldest = datetime.fromisoformat(f"{day}{ordered[0].clock[:9]}")
        newest = datetime.fromisoformat(f"{day + span * _DAY}{ordered[-1].clock[:9]}")
        gaps += [(gap, day) for gap in (here - newest, oldest - here) if gap >= -slack]
    return min(gaps, key=lambda pair: abs(pair[0]), default=(timedelta(), here.date()))[1]


def _offset(zone: str) -> timedelta:
    sign = -1 if zone[0] == "-" else 1
    return sign * timedelta(hours=int(zone[1:3]), minutes=int(zone[4:6]))


def _bounded(found: list[str | None], *, newest_first: bool) -> list[str | None]:
    """Give an entry without a time that of the next newer one: it was written before that."""
    order = range(len(found)) if newest_first else range(len(found) - 1, -1, -1)
    newer: str | None = None
    for i in order:
        newer = found[i] = found[i] or newer
    return found
