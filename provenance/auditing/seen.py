"""What was on the list of earlier days, in a small file, so that each morning shows what is new."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from provenance.errors import ReadError
from provenance.exporters.files import writing

FORMAT = "provenance-seen/1"


class Seen:
    """The day on which each entry first stood on the list.

    An entry is new on that day, however often the list is made, and never again; on the first day of all nothing can be new.

    Args:
        path: The file; it need not be there yet.
        day: Today, as ``2026-11-26``.

    Raises:
        ReadError: The file is there and is none of these.
    """

    def __init__(self, path: str | Path, day: str) -> None:
        self.path, self.day = Path(path), day
        self.days: dict[str, str] = dict(_read(self.path)) if self.path.exists() else {}

    @property
    def known(self) -> bool:
        """Tell whether there was an earlier day."""
        return any(first < self.day for first in self.days.values())

    def is_new(self, key: str) -> bool:
        """Tell whether an entry stood on no list of an earlier day."""
        return self.known and self.days.get(key, self.day) >= self.day

    def keep(self, keys: Iterable[str]) -> None:
        """Note what is on the list today, and write the file."""
        for key in keys:
            self.days.setdefault(key, self.day)
        with writing(self.path) as stream:
            told = {"format": FORMAT, "days": dict(sorted(self.days.items()))}
            stream.write(json.dumps(told, indent=0).encode() + b"\n")


def _read(path: Path) -> Mapping[str, str]:
    try:
        told = json.loads(path.read_text("utf-8"))
        days = told["days"] if told["format"] == FORMAT else None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReadError(str(path), _WRONG) from error
    if not isinstance(days, dict) or not all(isinstance(day, str) for day in days.values()):
        raise ReadError(str(path), _WRONG)
    return days


_WRONG = "is no list of what was seen; name another file with --state; one that is not there yet begins anew"
