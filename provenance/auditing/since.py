"""The time from which articles are asked for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from provenance.config import hours
from provenance.errors import ConfigError
from provenance.text import moment


def since_of(given: str | datetime | timedelta | None, now: datetime) -> datetime | None:
    """Return a moment in UTC: of a day or a time as stated, or so long ago.

    Args:
        given: ``2026-11-25``, ``2026-11-25T06:00Z``, ``24h``, ``3d``, a datetime, a timedelta; None for no limit.
        now: The time from which ``24h`` counts back.

    >>> since_of("24h", datetime(2032, 3, 13, 6, tzinfo=UTC)).isoformat()
    '2032-03-12T06:00:00+00:00'
    """
    if given is None:
        return None
    if isinstance(given, datetime):
        return given.astimezone(UTC) if given.tzinfo else given.replace(tzinfo=UTC)
    stated = moment(given) if isinstance(given, str) and "-" in given else None
    if stated is not None:
        return _midst(str(given).strip())
    try:
        return now.astimezone(UTC) - timedelta(hours=hours(given))
    except (ConfigError, OverflowError) as error:
        raise ConfigError(
            f"since takes a day, a time or a length of time, such as 2026-11-25, 2026-11-25T06:00Z, 24h or 3d, not {given!r}"
        ) from error


def _midst(text: str) -> datetime:
    """Return a stated moment; without a zone it is read as UTC."""
    from dateutil import parser

    found: datetime = parser.isoparse(text.replace(" ", "T", 1))
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
