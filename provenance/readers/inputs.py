"""Inputs to open files: paths, folders, globs and standard input, plain or gzipped, within limits."""

from __future__ import annotations

import bz2
import glob
import gzip
import io
import lzma
import os
import re
import select
import sys
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from provenance.config import ReadConfig
from provenance.errors import MissingExtra, ReadError

Inputs = str | Path | Iterable[str | Path]

PATIENCE = 10.0
"""Seconds that a named pipe may take to give its first byte."""
_OF_PAGE = re.compile(
    r"(.+)[-_. ](?:files?|fichiers|dateien|archivos|arquivos|ficheiros|bestanden|filer|pliki)",
    re.IGNORECASE | re.DOTALL,
)
"""What browsers of several languages add to the name of a saved page for the folder of its pictures and scripts."""
FREE = 10_000_000
"""Bytes that a compressed file may unpack to before its ratio is looked at."""
WINDOW = 1 << 27
"""Bytes of memory that a zstd file may ask for."""


@dataclass(frozen=True, slots=True)
class Packing:
    """A compression of one file: its first bytes, its suffix and what opens it."""

    name: str
    magic: bytes
    suffix: str
    opener: Callable[[BinaryIO], BinaryIO]


def _zstd(file: BinaryIO) -> BinaryIO:
    try:
        import zstandard
    except ImportError as error:
        raise MissingExtra("zstandard", "formats") from error
    reader = zstandard.ZstdDecompressor(max_window_size=WINDOW).stream_reader(file, read_across_frames=True)
    return cast(BinaryIO, _Loud(cast(BinaryIO, reader), zstandard.ZstdError))


PACKINGS = (
    Packing("gzip", b"\x1f\x8b", ".gz", lambda file: cast(BinaryIO, gzip.GzipFile(fileobj=file, mode="rb"))),
    Packing("bzip2", b"BZh", ".bz2", lambda file: cast(BinaryIO, bz2.BZ2File(file))),
    Packing("xz", b"\xfd7zXZ", ".xz", lambda file: cast(BinaryIO, lzma.LZMAFile(file))),  # noqa: SIM115  (closed with its stream)
    Packing("zstd", b"\x28\xb5\x2f\xfd", ".zst", _zstd),
)


@dataclass(frozen=True, slots=True)
class Input:
    """One file: where it is, the name to say in messages (as given), and the name to keep (never absolute)."""

    path: Path
    shown: str
    kept: str

    @property
    def stem(self) -> str:
        """The file name without its suffix, and without ``.gz`` or that of another compression after it."""
        if self.shown == "-":
            return "stdin"
        name = without_packing(Path(self.kept).name)
        return Path(name).stem or name


def expand(inputs: Inputs) -> Iterator[Input | ReadError]:
    """Yield every file of the inputs, sorted within folders and globs, each file once; hidden files are skipped."""
    given = [inputs] if isinstance(inputs, (str, Path)) else list(inputs)
    seen: set[str] = set()
    names = {os.path.normpath(item) for item in given} if len(given) > 1 else set()
    for item in given:
        if names and is_of_page(os.path.normpath(item), names):
            continue
        for found in _expand_one(item):
            key = found.source if isinstance(found, ReadError) else os.path.realpath(found.path)
            if key not in seen:
                seen.add(key)
                yield found


def _expand_one(item: str | Path) -> Iterator[Input | ReadError]:
    name = os.fspath(item)
    if name == "-":
        yield Input(Path("-"), "-", "-")
        return
    path = Path(name)
    if "\0" in name or not os.path.lexists(path):
        pattern = glob.has_magic(name) and "\0" not in name
        found = sorted(glob.glob(name, recursive=True)) if pattern else []  # noqa: PTH207  (absolute patterns too)
        if not found:
            yield _missing(name)
        for match in found:
            yield from (
                _folder(Path(match)) if Path(match).is_dir() else [_input(Path(match), Path(match).parent)]
            )
    elif path.is_dir():
        yield from _folder(path)
    else:
        yield _input(path, path.parent)


def _missing(name: str) -> ReadError:
    if re.match(r"https?://", name, re.IGNORECASE):
        remedy = "save the page in a browser (Ctrl-S) and name the file"
        return ReadError(name, "is an address, and nothing is ever fetched from a network", remedy=remedy)
    reason = "there is no such file or folder, and as a pattern it matches nothing"
    return ReadError(name, reason, remedy="check the name, and the folder that you are in")


def _folder(folder: Path) -> Iterator[Input | ReadError]:
    """Walk a folder in sorted order; a linked folder is entered once, so that loops end."""
    found = False
    visited: set[str] = set()
    for where, folders, files in os.walk(folder, followlinks=True):
        here = os.path.realpath(where)
        shown = () if here in visited else sorted(name for name in folders if not name.startswith("."))
        folders[:] = [name for name in shown if not is_of_page(name, files)]
        names = [] if here in visited else sorted(name for name in files if not name.startswith("."))
        visited.add(here)
        for name in names:
            path = Path(where, name)
            found = True
            if path.is_file() or not path.exists():
                yield _input(path, folder.parent)
            else:
                reason = "is no file but a pipe, socket or device: left out of its folder"
                yield ReadError(os.fspath(path), reason, remedy="name it by itself if something writes to it")
    if not found:
        yield ReadError(os.fspath(folder), "the folder holds no files", remedy="check its name")


def is_of_page(folder: str, files: Collection[str]) -> bool:
    """Tell whether a folder holds the pictures and scripts of a page that a browser saved beside it.

    >>> is_of_page("Ferry_files", {"Ferry.html"}), is_of_page("Ferry_files", {"Fare.html"})
    (True, False)
    """
    found = _OF_PAGE.fullmatch(folder)
    return found is not None and any(found[1] + suffix in files for suffix in (".html", ".htm", ".xhtml"))


def _input(path: Path, base: Path) -> Input:
    """Name a file; an absolute path keeps only what the user needs to recognise it."""
    kept = path.relative_to(base) if path.is_absolute() and path.is_relative_to(base) else path
    return Input(path, os.fspath(path), kept.as_posix())


@contextmanager
def opened(item: Input, *, config: ReadConfig) -> Iterator[BinaryIO]:
    """Open one input for reading bytes; gzip is found from content and unpacked within the limits."""
    if item.shown == "-":
        yield unpacked(io.BufferedReader(_Once(sys.stdin.buffer), 1 << 16), config)
        return
    with _waited(item.path) if _may_hang(item.path) else item.path.open("rb", buffering=1 << 16) as file:
        yield unpacked(file, config)


def _may_hang(path: Path) -> bool:
    """Tell whether a file is a pipe in a folder; one that a shell makes for a command has a writer."""
    return path.is_fifo() and not os.path.abspath(path).startswith(("/dev/", "/proc/"))  # noqa: PTH100  (no link followed)


def _waited(path: Path) -> BinaryIO:
    """Open a named pipe. Raises :class:`ReadError` where nothing comes out of it for a while."""
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    ready, _, _ = select.select([handle], [], [], PATIENCE)
    if not ready:
        os.close(handle)
        reason = f"is a named pipe from which nothing came for {PATIENCE:g} seconds: is anyone writing to it?"
        raise ReadError("", reason, remedy="start what writes to it first, or leave it out")
    os.set_blocking(handle, True)
    return os.fdopen(handle, "rb", 1 << 16)


def unpacked(file: BinaryIO, config: ReadConfig) -> BinaryIO:
    """Return a stream as it is, or what it unpacks to where its first bytes say that it is compressed; once, not twice."""
    found = next((packing for packing in PACKINGS if peek(file, 6).startswith(packing.magic)), None)
    return io.BufferedReader(_Unpacked(file, found, config.max_ratio), 1 << 16) if found else file


def without_packing(name: str) -> str:
    """Return a file name without the suffix of its compression."""
    found = next((packing.suffix for packing in PACKINGS if name.lower().endswith(packing.suffix)), "")
    return name[: -len(found)] if found and len(name) > len(found) else name


def peek(file: BinaryIO, size: int) -> bytes:
    """Return up to the buffered number of the next bytes without taking them."""
    return cast(io.BufferedReader, file).peek(size)[:size]


def read_all(stream: BinaryIO, *, config: ReadConfig) -> bytes:
    """Return all bytes. Raises :class:`ReadError` above the limit of a file."""
    data = stream.read(config.max_bytes + 1)
    if len(data) > config.max_bytes:
        reason = f"is larger than {config.max_bytes:,} bytes (setting read.max_bytes)"
        raise ReadError("", reason, remedy="split it, or raise the setting")
    return data


class _Loud:
    """A stream whose own kind of error is one of the system's."""

    def __init__(self, file: BinaryIO, error: type[Exception]) -> None:
        self.file, self.error = file, error

    def read(self, size: int) -> bytes:
        try:
            return self.file.read(size)
        except self.error as error:
            raise OSError(str(error)) from error


class _Once(io.RawIOBase):
    """A raw view of an open stream that is left open."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self.stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


class _Unpacked(io.RawIOBase):
    """A compressed stream that stops where it unpacks to far more than it holds."""

    def __init__(self, file: BinaryIO, packing: Packing, ratio: float) -> None:
        self.counted = _Counted(file)
        self.packing = packing
        self.inner = packing.opener(cast(BinaryIO, self.counted))
        self.ratio, self.out = ratio, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self.inner.read(min(len(buffer), 1 << 16))
        except (EOFError, zlib.error, OSError, lzma.LZMAError) as error:
            reason = f"is damaged {self.packing.name}: {error}"
            raise ReadError(
                "", reason, remedy="fetch or pack it again; what stands before is done"
            ) from error
        self.out += len(data)
        if self.out > FREE and self.out > self.ratio * self.counted.count:
            reason = f"{self.packing.name}: unpacks to more than {self.ratio:g} times its size: refused (setting read.max_ratio)"
            raise ReadError("", reason, remedy="unpack it yourself if you trust it, or raise the setting")
        buffer[: len(data)] = data
        return len(data)


class _Counted(io.RawIOBase):
    """Count the packed bytes that have been taken."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.count = file, 0

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(size)
        self.count += len(data)
        return data
