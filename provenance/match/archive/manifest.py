"""The manifest: which segments are the archive, and what each holds. To change the archive is to change this one file."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from provenance.errors import ArchiveError
from provenance.match.archive import disk
from provenance.match.archive.segment import NEVER, Counts
from provenance.records import Coverage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FORMAT = "provenance-archive/4"
BEFORE = "provenance-archive/3"
"""The format that is read as it is, and whose next change makes it one of this: it has words where this has a summary."""
OLDER = ("provenance-archive/1", "provenance-archive/2")
"""Formats that :mod:`provenance.match.archive.migration` rewrites: the first in other files, the second with the words of
every language under English stems."""


class OtherFormatError(ArchiveError):
    """An archive of another version."""


NAME = "archive.json"
SUMMARY, _WORDS = ".summary", ".words"
SEGMENTS = "segments"
IGNORED = frozenset({".DS_Store", "Thumbs.db", "desktop.ini", SEGMENTS, disk.LOCK, NAME + disk.ASIDE})
"""What an empty archive, or a file manager, leaves in a folder."""


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was written: bytes, and the checksum."""

    size: int
    check: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One segment: its files, what of it counts, the places of removed dispatches, and the range of its times.

    ``low`` and ``high`` are seconds since 1970, None where no dispatch has a time; ``undated`` tells whether some have none.
    """

    name: str
    index: File
    text: File
    documents: int
    sentences: int
    agencies: Mapping[str, int]
    start: str | None
    end: str | None
    low: int | None
    high: int | None
    undated: bool
    removed: tuple[int, ...] = ()

    def within(self, after: float | None, before: float | None) -> bool:
        """Tell whether it may hold a dispatch of a range of time; those without a time always count."""
        if self.undated:
            return True
        if self.low is None or self.high is None:
            return False
        return (after is None or self.high >= math.floor(after)) and (before is None or self.low <= before)

    def whole(self, after: float | None, before: float | None) -> bool:
        """Tell whether all of it that counts is inside a range of time."""
        if self.low is None or self.high is None:
            return True
        return (after is None or self.low >= math.floor(after)) and (before is None or self.high <= before)

    def counted(self, counts: Counts, removed: tuple[int, ...]) -> Entry:
        """Return the entry after some dispatches were removed."""
        return replace(self, **asdict(counts), removed=removed)


def entry(name: str, files: tuple[File, File], counts: Counts, when: NDArray[np.int64]) -> Entry:
    """Describe a segment whose dispatches have these times, ascending."""
    return Entry(name, *files, **asdict(counts), undated=bool((when == NEVER).any()))


@dataclass(frozen=True, slots=True)
class Manifest:
    """One state of an archive. ``number`` grows with every change; ``summary`` is the file of what is known of all segments."""

    number: int = 0
    segments: tuple[Entry, ...] = ()
    summary: tuple[str, File] | None = None

    def files(self) -> dict[str, int]:
        """Return the files that the state consists of, with their sizes."""
        named = {f"{item.name}.index": item.index.size for item in self.segments}
        named |= {f"{item.name}.text": item.text.size for item in self.segments}
        return named | ({self.summary[0]: self.summary[1].size} if self.summary else {})

    @property
    def state(self) -> str:
        """What tells states with other dispatches apart, wherever they lie and however they came to be."""
        held = sorted((item.index.check, item.text.check, item.removed) for item in self.segments)
        return disk.digest(json.dumps(held).encode())

    def coverage(self) -> Coverage:
        """Return how much there is."""
        agencies: Counter[str] = Counter()
        for item in self.segments:
            agencies.update(item.agencies)
        dated = [item for item in self.segments if item.low is not None and item.documents]
        return Coverage(
            documents=sum(item.documents for item in self.segments),
            sentences=sum(item.sentences for item in self.segments),
            agencies=dict(sorted(agencies.items())),
            start=min((item.low, item.start) for item in dated)[1] if dated else None,
            end=max((item.high, item.end) for item in dated)[1] if dated else None,
        )


def create(folder: Path) -> None:
    """Make an empty archive of a new or empty folder."""
    with disk.explained(folder, "made"):
        if folder.exists() and any(path.name not in IGNORED for path in folder.iterdir()):
            raise ArchiveError(f"{folder} holds other files; name a new or empty folder for the archive")
        (folder / SEGMENTS).mkdir(parents=True, exist_ok=True)
        save(folder, Manifest())


def load(folder: Path, *, form: str | None = None) -> Manifest:
    """Read the manifest of a folder: of this form, unless an older one is asked for.

    Raises:
        ArchiveError: It is missing, damaged, or of another format.
    """
    path, forms = folder / NAME, (form,) if form else (FORMAT, BEFORE)
    try:
        data: Any = json.loads(path.read_text("utf-8"))
        found = data.get("format")
    except FileNotFoundError as error:
        raise ArchiveError(
            f"{folder} is no archive; make one with: provenance archive add FILES --into {folder}"
        ) from error
    except (ValueError, AttributeError, OSError) as error:
        raise ArchiveError(f"{path} cannot be read: {error}. {_REPAIR.format(folder)}") from error
    if found not in forms:
        raise OtherFormatError(
            f"{folder} has format {found!r}; this version reads {' and '.join(map(repr, forms))}. {_other(found, folder)}"
        )
    check = data.pop("check", None)
    if check != disk.digest(_canonical(data)):
        raise ArchiveError(f"{path} is damaged: it is not as it was written. {_REPAIR.format(folder)}")
    kept = data.get("summary") or data.get("words")  # of the format before
    return Manifest(
        number=data["number"],
        segments=tuple(_entry(item) for item in data["segments"]),
        summary=(kept[0], File(**kept[1])) if kept else None,
    )


_REPAIR = "Put back a copy of it, or run: provenance archive repair {}"


def _other(found: object, folder: Path) -> str:
    if found in OLDER:
        return f"Run: provenance archive migrate {folder}"
    return "Use the version of wire-provenance that wrote it, or add the dispatches again to a new folder"


def save(folder: Path, manifest: Manifest) -> None:
    """Switch the archive to a state, in one step: all of it is there afterwards, or nothing has changed."""
    data: dict[str, object] = {"format": FORMAT, **asdict(manifest)}
    data = json.loads(_canonical(data))
    data["check"] = disk.digest(_canonical(data))
    disk.write(folder / NAME, [json.dumps(data, indent=1, sort_keys=True).encode() + b"\n"])


def _canonical(data: Mapping[str, object]) -> bytes:
    return json.dumps(data, sort_keys=True, separators=(",", ":")).encode()


def _entry(item: dict[str, Any]) -> Entry:
    files = {name: File(**item[name]) for name in ("index", "text")}
    return Entry(**{**item, **files, "removed": tuple(item["removed"])})


def clean(folder: Path, manifest: Manifest) -> None:
    """Remove what killed writers left: files of segments that no manifest names, and files that never got into place."""
    named = manifest.files()
    ours = (".index", ".text", SUMMARY, _WORDS, disk.ASIDE)
    for path in (folder / SEGMENTS).iterdir():
        if path.name not in named and path.name.endswith(ours):
            path.unlink(missing_ok=True)
    (folder / (NAME + disk.ASIDE)).unlink(missing_ok=True)
