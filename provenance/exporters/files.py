"""Destinations: a stream is used as it is, a file appears only when it is whole."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

Destination = Path | BinaryIO


@contextmanager
def writing(destination: Destination) -> Iterator[BinaryIO]:
    """Open a destination for bytes. A file is written beside its name and moved there at the end; folders are made."""
    if not isinstance(destination, Path):
        yield destination
        return
    if destination.exists() and not destination.is_file():
        with destination.open("wb") as stream:
            yield stream
        return
    destination.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=destination.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(destination)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
