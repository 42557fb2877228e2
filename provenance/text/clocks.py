"""Times of the day as people write them, to ISO 8601: 14:32, 2.32pm ET, 14h32, 14.32 Uhr, 1432 GMT."""

from __future__ import annotations

import re

_ZONES = {
    "z": "+00:00", "utc": "+00:00", "gmt": "+00:00", "wet": "+00:00", "bst": "+01:00", "cet": "+01:00", "mez": "+01:00",
    "cest": "+02:00", "mesz": "+02:00", "eet": "+02:00", "eest": "+03:00", "msk": "+03:00", "jst": "+09:00", "aest": "+10:00",
    "est": "-05:00", "edt": "-04:00", "cst": "-06:00", "cdt": "-05:00", "mst": "-07:00", "mdt": "-06:00", "pst": "-08:00", "pdt": "-07:00",
    "akst": "-09:00", "akdt": "-08:00", "hst": "-10:00", "brt": "-03:00", "wat": "+01:00", "cat": "+02:00", "sast": "+02:00", "eat": "+03:00",
    "pkt": "+05:00", "wib": "+07:00", "sgt": "+08:00", "hkt": "+08:00", "myt": "+08:00", "pht": "+08:00", "awst": "+08:00", "kst": "+09:00",
    "aedt": "+11:00", "nzst": "+12:00", "nzdt": "+13:00",
}  # fmt: skip
"""Zones by their letters; those that mean two places (IST) are left out: a time without a zone says what is not known."""

_CLOCK = re.compile(
    r"(?<![\d:+-])(?P<h>\d{1,2})(?:(?::|[.hu]|\s?uhr\s?|\sh\s)(?P<m>\d\d)(?:[:.](?P<s>\d\d)(?:[.,]\d{1,9})?)?)?\s*(?P<half>[ap]\.?\s?m\b\.?)?(?P<word>\s?(?:uhr|h)\b)?"
    r"(?:\s*\(?(?P<zone>(?:(?:utc|gmt)\s?)?[+-]\d{1,2}(?::?\d\d)?(?!\d)|[a-z]{1,4}\b))?",
    re.I,
)
_PLAIN_CLOCK = re.compile(r"(?<!\d)([01]\d|2[0-3])([0-5]\d)\s*(GMT|UTC|Z)\b")


def clock_of(text: str) -> tuple[str, str]:
    """Return the time as ISO 8601 writes it after a date, and the rest of the text; nothing where none stands there.

    >>> clock_of("Updated at 2.32pm GMT"), clock_of("14h32"), clock_of("14.32 Uhr")[0]
    (('T14:32:00+00:00', 'Updated at '), ('T14:32:00', ''), 'T14:32:00')
    """
    plain = _PLAIN_CLOCK.search(text)
    if plain:
        return f"T{plain[1]}:{plain[2]}:00+00:00", text[: plain.start()] + text[plain.end() :]
    for match in _CLOCK.finditer(text):
        time = _time(match)
        if time:
            zone = _zone(match["zone"] or "")
            end = match.end() if zone or not match["zone"] else match.start("zone")
            return f"{time}{zone}", text[: match.start()] + text[end:]
    return "", text


def leading_clock(text: str) -> tuple[str, int]:
    """Return the time that a text begins with, as :func:`clock_of` does, and where it ends; ``("", 0)`` where there is none.

    >>> leading_clock("14.32 Uhr: Der Hafen ist zu."), leading_clock("14 ships")
    (('T14:32:00', 9), ('', 0))
    """
    match = _CLOCK.match(text)
    time = _time(match) if match else ""
    if match is None or not time:
        return "", 0
    zone = _zone(match["zone"] or "")
    end = match.end() if zone or not match["zone"] else match.start("zone")
    return f"{time}{zone}", len(text[:end].rstrip())


def _time(match: re.Match[str]) -> str:
    if not any(match.group("m", "half", "word")):
        return ""
    hour, minute, second = (int(match[part] or 0) for part in "hms")
    if match["half"] and 1 <= hour <= 12:
        hour = hour % 12 + (12 if match["half"][0] in "pP" else 0)
    fits = hour < 24 and minute < 60 and second < 60
    return f"T{hour:02}:{minute:02}:{second:02}" if fits else ""


def _zone(text: str) -> str:
    """Return an offset; nothing for letters that name none."""
    name = text.casefold().replace(" ", "")
    if name in _ZONES:
        return _ZONES[name]
    match = re.fullmatch(r"(?:utc|gmt)?([+-])(\d{1,2}):?(\d\d)?", name)
    if not match or int(match[2]) > 14 or int(match[3] or 0) > 59:
        return ""
    return f"{match[1]}{int(match[2]):02}:{match[3] or '00'}"
