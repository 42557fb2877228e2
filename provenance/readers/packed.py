"""Files within files: zip and tar, read member by member within limits; nothing is ever unpacked to disk.

A member is refused, with its name, where its path leaves the archive, where it is a link or a device, where it unpacks to
far more than it holds, and where it is an archive again.
"""

from __future__ import annotations

import io
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from provenance.config import ReadConfig
from provenance.errors import ReadError
from provenance.readers.inputs import FREE, is_of_page, read_all, unpacked

_OUTSIDE = re.compile(r"^(?:[/\\]|[A-Za-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)|\0")
_NESTED = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf")
_USTAR = slice(257, 262)
_OFFICE = re.compile(
    rb"PK\x03\x04.{26}(?:\[Content_Types\]\.xml|_rels/|docProps/|xl/|word/|ppt/|mimetypeapplication/)", re.S
)
"""What stands first in the files of office programs."""
_SKIPPED = re.compile(r"(?:^|/)(?:\.(?!\.)|__MACOSX/)")
_LINKS = 0o120000
_KIND = 0o170000
_UTF8 = 0x800
"""The flag of a zip member whose name is written in UTF-8, and says so."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its name there, and its bytes."""

    name: str
    stream: BinaryIO


def kind(head: bytes) -> str | None:
    """Return which kind of archive the first bytes begin: ``zip``, ``tar`` or None. Office files are no archives here."""
    if head.startswith(b"PK\x03\x04"):
        return None if _OFFICE.match(head) else "zip"
    return "tar" if head[_USTAR] == b"ustar" else None


def members(stream: BinaryIO, what: str, *, config: ReadConfig) -> Iterator[Member | ReadError]:
    """Yield the files of an archive in their order, and an error for each that is refused; the others are done.

    Raises:
        ReadError: The archive as a whole is damaged or goes beyond a limit.
    """
    found = _zipped(stream, config) if what == "zip" else _tarred(stream, config)
    for number, item in enumerate(found, start=1):
        if number > config.max_members:
            raise ReadError(
                "",
                f"{what}: holds more than {config.max_members:,} files: the rest is refused (setting read.max_members)",
            )
        yield item


def _zipped(stream: BinaryIO, config: ReadConfig) -> Iterator[Member | ReadError]:
    seekable = stream if stream.seekable() else cast(BinaryIO, io.BytesIO(read_all(stream, config=config)))
    total = 0
    try:
        with zipfile.ZipFile(seekable) as file:
            names = frozenset(map(_name_of, file.infolist()))
            for info in file.infolist():
                total += info.file_size
                _check_total(total, "zip", config)
                name = _name_of(info)
                if info.is_dir() or _SKIPPED.search(name) or _is_of_page(name, names):
                    continue
                if reason := _refused_zip(info, config):
                    yield ReadError("", f"zip member {name!r:.120}: {reason}")
                else:
                    yield from _opened(file, info, name, config)
    except ReadError:
        raise
    except (zipfile.BadZipFile, OSError, EOFError, ValueError) as error:
        raise ReadError("", f"zip: is damaged: {error}") from error


def _name_of(info: zipfile.ZipInfo) -> str:
    """Return the name of a member; many packers write UTF-8 and do not say so, and then it is read as a DOS code page."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _is_of_page(name: str, names: Collection[str]) -> bool:
    return any(is_of_page(str(folder), names) for folder in PurePosixPath(name).parents)


def _refused_zip(info: zipfile.ZipInfo, config: ReadConfig) -> str | None:
    if info.file_size > FREE and info.file_size > config.max_ratio * max(info.compress_size, 1):
        return f"unpacks to more than {config.max_ratio:g} times its size: refused (setting read.max_ratio)"
    return _refused(info.orig_filename, link=(info.external_attr >> 16) & _KIND == _LINKS)


def _check_total(total: int, what: str, config: ReadConfig) -> None:
    if total > config.max_unpacked:
        raise ReadError(
            "",
            f"{what}: unpacks to more than {config.max_unpacked:,} bytes: the rest is refused (setting read.max_unpacked)",
        )


def _opened(
    file: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, config: ReadConfig
) -> Iterator[Member | ReadError]:
    try:
        with file.open(info) as inner:
            size = min(info.file_size, config.max_unpacked)
            yield from _checked(name, _bounded(cast(BinaryIO, inner), size), "zip", config)
    except (RuntimeError, NotImplementedError, zlib.error, lzma.LZMAError) as error:
        yield ReadError("", f"zip member {name!r:.120}: cannot be unpacked: {error}")


def _tarred(stream: BinaryIO, config: ReadConfig) -> Iterator[Member | ReadError]:
    total = 0
    try:
        with tarfile.open(fileobj=stream, mode="r|") as file:
            for info in file:
                total += info.size
                _check_total(total, "tar", config)
                if info.isdir() or _SKIPPED.search(info.name):
                    continue
                reason = _refused(info.name, link=not info.isreg())
                inner = None if reason else file.extractfile(info)
                if inner is None:
                    yield ReadError("", f"tar member {info.name!r:.120}: {reason or 'is no file'}")
                else:
                    yield from _checked(info.name, _bounded(cast(BinaryIO, inner), info.size), "tar", config)
    except ReadError:
        raise
    except (tarfile.TarError, OSError, EOFError, ValueError, zlib.error) as error:
        raise ReadError("", f"tar: is damaged: {error}") from error


def _bounded(inner: BinaryIO, size: int) -> BinaryIO:
    return cast(BinaryIO, io.BufferedReader(_Bounded(inner, size), 1 << 16))


def _checked(name: str, stream: BinaryIO, what: str, config: ReadConfig) -> Iterator[Member | ReadError]:
    """Yield a member as it is, or unpacked where it is compressed by itself; an archive within an archive is refused."""
    plain = unpacked(stream, config)
    head = cast(io.BufferedReader, plain).peek(512)[:512]
    if kind(head) is not None or head.startswith(_NESTED[1:]):
        yield ReadError(
            "", f"{what} member {name!r:.120}: is an archive within an archive: refused; unpack it first"
        )
        return
    yield Member(name, plain)


def _refused(name: str, *, link: bool) -> str | None:
    if link:
        return "is a link or a device: refused"
    return "its path leads out of the archive: refused" if _OUTSIDE.search(name) else None


class _Bounded(io.RawIOBase):
    """A member that gives no more bytes than the archive says it has."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self.file, self.left = file, size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self.file.read(min(len(buffer), self.left + 1))
        if len(data) > self.left:
            raise ReadError("", "holds more than its archive says: refused")
        self.left -= len(data)
        buffer[: len(data)] = data
        return len(data)
