"""What one setting is: its default, unit and source, and how a value given for it is read and checked."""

from __future__ import annotations

import dataclasses
import re
from datetime import timedelta
from typing import Any

from provenance.errors import ConfigError, near


def setting(
    default: Any, unit: str, source: str, *, low: float | None = None, high: float | None = None
) -> Any:
    """Declare one setting: its default, unit, where the value comes from, and the range it may take."""
    return dataclasses.field(
        default=default, metadata={"unit": unit, "source": source, "low": low, "high": high}
    )


def probability(default: float, source: str) -> Any:
    """Declare a setting that is a probability."""
    return setting(default, "probability", source, low=0, high=1)


def share(default: float, of: str, source: str) -> Any:
    """Declare a setting that is a share of something."""
    return setting(default, f"share of {of}", source, low=0, high=1)


def weight(default: float, source: str) -> Any:
    """Declare a setting that orders a list."""
    return setting(default, "weight, 0-100", source, low=0, high=100)


def known(name: str, allowed: list[str], what: str) -> None:
    """Refuse a name that is not allowed, and say which is nearest."""
    if name not in allowed:
        meant = near(name, allowed)
        hint = f"; did you mean {meant!r}?" if meant else "."
        raise ConfigError(f"no {what} named {name!r}{hint} Known: {', '.join(allowed)}")


_WORDS = {int: "a whole number such as 3", float: "a number such as 0.5", str: "text", bool: "true or false"}
"""The types of settings, for those who write no Python."""


def fit(name: str, value: object, item: dataclasses.Field[Any]) -> object:
    """Return a value as the setting's type; refuse what is of another type or out of its range."""
    kind = type(item.default)
    fitted: object = value
    if isinstance(value, str) and kind is not str:
        fitted = _parse(name, value, kind)
    if kind is float and isinstance(fitted, int) and not isinstance(fitted, bool):
        fitted = float(fitted)
    if type(fitted) is not kind:
        raise ConfigError(f"{name} takes {_WORDS[kind]} ({item.metadata['unit']}), not {value!r}")
    low, high = item.metadata["low"], item.metadata["high"]
    if isinstance(fitted, int | float) and not _within(fitted, low, high):
        raise ConfigError(
            f"{name} must lie between {low} and {high if high is not None else 'any'}, not {value!r}"
        )
    return fitted


def _within(value: float, low: float | None, high: float | None) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)


def _parse(name: str, value: str, kind: type) -> object:
    if kind is bool:
        words = {
            "true": True,
            "yes": True,
            "on": True,
            "1": True,
            "false": False,
            "no": False,
            "off": False,
            "0": False,
        }
        if value.lower() not in words:
            raise ConfigError(f"{name} takes true or false, not {value!r}")
        return words[value.lower()]
    try:
        return kind(value)
    except ValueError as error:
        raise ConfigError(f"{name} takes {_WORDS[kind]}, not {value!r}") from error


_DURATION = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)\s*(m|min|h|d|w)")
_HOURS = {"m": 1 / 60, "min": 1 / 60, "h": 1.0, "d": 24.0, "w": 168.0}


def hours(length: object) -> float:
    """Return a length of time in hours: ``90m``, ``72h``, ``3d``, ``2w``, a timedelta, or ``all`` = 0.

    >>> hours("3d")
    72.0
    """
    if isinstance(length, timedelta) and length >= timedelta(0):
        return length.total_seconds() / 3600
    text = str(length).strip().lower()
    if text in {"all", "none", "0"}:
        return 0.0
    match = _DURATION.fullmatch(text)
    if match is None:
        bare = re.fullmatch(r"\d{1,6}(?:\.\d+)?", text)
        hint = f": {text} of what? write {text}h or {text}d" if bare else ""
        raise ConfigError(
            f"a window is a length of time such as 90m, 72h, 3d, 2w or all, not {str(length)!r}{hint}"
        )
    return float(match[1]) * _HOURS[match[2]]
