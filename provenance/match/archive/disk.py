"""Writing so that nothing is ever half there: aside, to the platter, then into its place; and who may write.

Every change of an archive goes through these few functions. What the system refuses becomes an :class:`ArchiveError`
that says what to do.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import platform
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from provenance.errors import ArchiveError

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows: one writer at a time is up to the user there
    fcntl = None  # type: ignore[assignment]

LOCK = "writer.lock"
ASIDE = ".part"
"""Ending of what is not yet in its place; the next writer removes what a killed one left."""
PAUSE = 0.05
"""Seconds between two tries for the lock."""
_ADVICE = {
    errno.ENOSPC: "the disk is full; what was added before is kept. Free some space and add the rest again",
    errno.EDQUOT: "your quota is used up; what was added before is kept. Free some space and add the rest again",
    errno.EROFS: "it lies on a read-only medium; it can be searched there. Copy it to a disk to change it",
    errno.EACCES: "this user may not write there; what is there can be searched. Name another folder, or ask its owner",
    errno.EPERM: "this user may not write there; what is there can be searched. Name another folder, or ask its owner",
}


Buffer = bytes | memoryview


@contextlib.contextmanager
def explained(folder: Path | str, doing: str) -> Iterator[None]:
    """Turn what the system refuses into an error that says what to do."""
    try:
        yield
    except OSError as error:
        advice = _ADVICE.get(error.errno or 0, error.strerror or str(error))
        raise ArchiveError(f"{folder} cannot be {doing}: {advice}") from error


def digest(data: Buffer) -> str:
    """Return the checksum that names what a file held when it was written."""
    return hashlib.sha256(data).hexdigest()[:32]


def write(path: Path, pieces: Iterable[Buffer]) -> tuple[int, str]:
    """Write a file aside, force it to the disk and put it into its place; return its size and checksum."""
    aside = path.with_name(path.name + ASIDE)
    size, sums = 0, hashlib.sha256()
    try:
        with aside.open("wb") as file:
            for piece in pieces:
                _put(file, piece)
                sums.update(piece)
                size += len(piece)
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, path)  # noqa: PTH105 - one name for the tests that let it fail
    except OSError:
        with contextlib.suppress(OSError):
            aside.unlink()
        raise
    sync(path.parent)
    return size, sums.hexdigest()[:32]


def _put(file: IO[bytes], piece: Buffer) -> None:
    file.write(piece)


def sync(folder: Path) -> None:
    """Force the names in a folder to the disk, where the system can."""
    if os.name != "posix":  # pragma: no cover - Windows has no such call
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def writing(folder: Path, *, wait: float) -> Iterator[None]:
    """Hold the archive's only writing lock.

    Raises:
        ArchiveError: Another writer holds it for longer than ``wait`` seconds: the message says who. A lock goes with the
            process that held it, so that a killed writer never stands in the way.
    """
    with explained(folder, "written to"):
        file = (folder / LOCK).open("a+", encoding="utf-8")
    with file:
        _acquire(folder, file, wait)
        with explained(folder, "written to"):
            file.truncate(0)
            file.write(json.dumps(_who()))
            file.flush()
        yield  # closing the file lets the lock go


def _acquire(folder: Path, file: IO[str], wait: float) -> None:
    if fcntl is None:  # pragma: no cover - Windows
        return
    until = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.EACCES):
                raise ArchiveError(f"{folder} cannot be locked: {error.strerror}") from error
            if time.monotonic() >= until:
                raise ArchiveError(
                    f"{folder} is being written by {_holder(file)}; waited {wait:g} s. "
                    "Wait for it to end, or wait longer (--wait)"
                ) from error
            time.sleep(PAUSE)
        else:
            return


def _who() -> dict[str, object]:
    return {"pid": os.getpid(), "host": platform.node(), "since": datetime.now(UTC).isoformat("T", "seconds")}


def _holder(file: IO[str]) -> str:
    """Return who wrote its name into the lock."""
    file.seek(0)
    try:
        who = json.loads(file.read())
        return f"process {who['pid']} on {who['host']} since {who['since']}"
    except (ValueError, KeyError, TypeError):
        return "another process"
