"""Lines by number, written aside: in memory while they are few, then in a file; in a file of their own they outlive a run."""

from __future__ import annotations

import tempfile
import weakref
import zlib
from pathlib import Path
from typing import IO

MEMORY = 32_000_000
"""Bytes that stay in memory before a file without a name takes them."""


class Spool:
    """Bytes without a line break, each under a number, written once and read in any order.

    Args:
        path: A file that keeps them: what an earlier run wrote there whole is there again, and a torn end of it is cut off.
            Without one they go with the object.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._places: dict[int, tuple[int, int]] = {}
        if path is None:
            self._file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=MEMORY)  # noqa: SIM115 - closed with the object
        else:
            self._file = path.open("a+b")
            self._recover()
        self.close = weakref.finalize(self, self._file.close)
        """Close the file; without a path what was written is gone."""

    def _recover(self) -> None:
        self._file.seek(0)
        end = 0
        while (line := self._file.readline()) and (found := _whole(line)) is not None:
            number, start = found
            self._places[number] = (end + start, len(line) - start - 1)
            end += len(line)
        self._file.truncate(end)

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, number: int) -> bool:
        return number in self._places

    def put(self, number: int, data: bytes) -> None:
        """Write bytes under a number."""
        head = b"%d %d " % (number, zlib.crc32(data))
        at = self._file.seek(0, 2)
        self._file.write(head + data + b"\n")
        self._file.flush()
        self._places[number] = (at + len(head), len(data))

    def get(self, number: int) -> bytes:
        """Return the bytes of a number; raises KeyError where nothing was written under it."""
        at, size = self._places[number]
        self._file.seek(at)
        return self._file.read(size)


def _whole(line: bytes) -> tuple[int, int] | None:
    """Return the number of a line and where its bytes begin, None where it is torn or damaged."""
    number, check, data = (*line.split(b" ", 2), b"", b"")[:3]
    if not line.endswith(b"\n") or not (number.isdigit() and check.isdigit()):
        return None
    if zlib.crc32(data[:-1]) != int(check):
        return None
    return int(number), len(number) + len(check) + 2
