"""Destinations: a stream is used as it is; a file appears whole or not at all; what is no plain file is written to."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from provenance.errors import FormatError

Destination = Path | BinaryIO


@contextmanager
def writing(destination: Destination) -> Iterator[BinaryIO]:
    """Open a destination for bytes; folders above it are made, and a failure leaves what was there before.

    A file is written beside its name and moved there at the end. A link, a device or a pipe is never replaced: what is
    written is kept aside and poured into it at the end.
    """
    if not isinstance(destination, Path):
        yield destination
        return
    if destination.is_dir():
        raise FormatError(
            f"{destination} is a folder: name a file in it (csv, parquet and html fill a folder)"
        )
    if destination.is_symlink() or (destination.exists() and not destination.is_file()):
        with tempfile.TemporaryFile() as kept:
            yield kept
            kept.seek(0)
            with destination.open("wb") as stream:
                shutil.copyfileobj(kept, stream)
        return
    with _named(destination):
        destination.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=destination.parent, prefix=".", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as stream:
                yield stream
            Path(name).chmod(_mode(destination))
            Path(name).replace(destination)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


@contextmanager
def filling(folder: Path) -> Iterator[Path]:
    """Give a folder beside a folder; its files are moved there at the end, so that a failure leaves none of them."""
    made = not folder.exists()
    with _named(folder):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with tempfile.TemporaryDirectory(dir=folder, prefix=".", suffix=".part") as name:
                yield Path(name)
                for path in sorted(Path(name).iterdir()):
                    path.replace(folder / path.name)
        except BaseException:
            if made:
                folder.rmdir()
            raise


@contextmanager
def _named(destination: Path) -> Iterator[None]:
    """Name what the user named, where the disk fails: never a file of ours that stands beside it for a moment."""
    try:
        yield
    except OSError as error:
        named = Path(str(error.filename or destination))
        if error.strerror and (named in (destination, destination.parent) or named.suffix == ".part"):
            told = f"cannot be written ({error.strerror}); name a place that can"
            raise OSError(error.errno, told, str(destination)) from error
        raise


def _mode(destination: Path) -> int:
    """Return the rights that a file has, or that a new one gets."""
    return destination.stat().st_mode & 0o7777 if destination.exists() else 0o666 & ~_umask()


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
