"""Is everything as it was written, what is in what is not, and what can be saved of it?"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from provenance.config import Config
from provenance.errors import ArchiveError
from provenance.match.archive import building, changing, disk, records
from provenance.match.archive import manifest as m
from provenance.match.archive.files import Folder
from provenance.match.archive.live import Live
from provenance.match.archive.segment import thaw
from provenance.match.archive.view import View
from provenance.records import Document

SHOWN = 5
"""Ids that a message names; the record has all."""


@dataclass(frozen=True, slots=True)
class Damage:
    """One file that is not as it was written, and the ids of the dispatches that it touches, as far as they can be read.

    ``documents`` counts all of them; ``lost`` those whose text cannot be read.
    """

    file: str
    reason: str
    documents: int = 0
    ids: tuple[str, ...] = ()
    lost: int = 0

    def __str__(self) -> str:
        if not self.documents:
            return f"{self.file}: {self.reason}"
        more = ", …" if len(self.ids) > SHOWN else ""
        named = f": {', '.join(self.ids[:SHOWN])}{more}" if self.ids else ""
        lost = f"; the text of {self.lost:,} cannot be read" if self.lost else ""
        return f"{self.file}: {self.reason}; {self.documents:,} dispatches are touched{named}{lost}"


@dataclass(frozen=True, slots=True)
class Repaired:
    """What a repair did: dispatches saved and lost, and whether removed ones may have come back."""

    saved: int
    lost: int
    returned: bool


def verify(folder: Path) -> list[Damage]:
    """Compare every file of an archive with the checksum it was written with.

    Raises:
        ArchiveError: The manifest itself cannot be read.
    """
    manifest = m.load(folder)
    found = [damage for entry in manifest.segments for damage in _of_segment(folder, entry)]
    if manifest.summary:
        name, file = manifest.summary
        reason = _wrong(folder, name, file)
        if reason:
            found.append(Damage(name, f"the summary of all segments {reason}; `repair` makes it anew"))
    return found


def _wrong(folder: Path, name: str, file: m.File) -> str | None:
    """Return what is wrong with a file."""
    path = folder / m.SEGMENTS / name
    try:
        data = path.read_bytes()
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    if len(data) != file.size:
        return f"has {len(data):,} bytes in place of {file.size:,}"
    return None if disk.digest(data) == file.check else "is not as it was written"


def _of_segment(folder: Path, entry: m.Entry) -> Iterator[Damage]:
    for kind, file in (("index", entry.index), ("text", entry.text)):
        name = f"{entry.name}.{kind}"
        reason = _wrong(folder, name, file)
        if reason:
            lines, _ = _lines(folder, entry)
            if kind == "text":
                ids = _ids_of_lost(folder, entry, lines)
                lost = max(0, entry.documents - sum(line is not None for line in lines)) or len(ids)
                yield Damage(name, reason, lost, ids, lost)
            else:
                ids = tuple(records.load(line).id for line in lines if line is not None)
                yield Damage(name, f"{reason}, so that it is not searched", entry.documents, ids)


def _ids_of_lost(folder: Path, entry: m.Entry, lines: list[bytes | None]) -> tuple[str, ...]:
    """Return the ids of dispatches whose text is damaged, from an index that is not."""
    if _wrong(folder, f"{entry.name}.index", entry.index):
        return ()
    columns = thaw((folder / m.SEGMENTS / f"{entry.name}.index").read_bytes())
    places = range(columns.documents)
    if len(lines) != columns.documents:
        read = {records.load(line).id for line in lines if line is not None}
        return tuple(name for name in map(columns.name, places) if name not in read)
    return tuple(columns.name(place) for place in places if lines[place] is None)


def _lines(folder: Path, entry: m.Entry) -> tuple[list[bytes | None], bool]:
    try:
        data = (folder / m.SEGMENTS / f"{entry.name}.text").read_bytes()
    except OSError:
        return [], False
    return records.salvage(data)


def repair(folder: Path, *, config: Config | None = None, wait: float = 10.0) -> Repaired:
    """Make an archive whole again from the stored text of its damaged segments.

    What cannot be read is lost, and counted; damaged files stay beside, with ``.damaged`` behind their names. Without a
    manifest every segment in the folder counts, the later one for each id: what was removed may then be back.
    """
    place = Folder(folder, wait=wait)
    with disk.writing(folder, wait=wait), disk.explained(folder, "repaired"):
        try:
            manifest = m.load(folder)
        except m.OtherFormatError:
            raise  # whole, and of another version: to read it without its manifest would bring back what was removed
        except ArchiveError:
            return _without_manifest(place, config or Config())
        bad = [entry for entry in manifest.segments if list(_of_segment(folder, entry))]
        lives = [Live(place.opened(entry), entry) for entry in manifest.segments if entry not in bad]
        saved, sure = _saved(folder, bad)
        known = (
            {live.columns.name(at) for live in lives for at in live.alive.nonzero()[0].tolist()}
            if bad
            else set()
        )
        documents = [document for document in saved if document.id not in known]
        _keep(folder, bad)
        _put(place, View(manifest, lives), documents, config or Config())
    wanted = sum(entry.documents for entry in bad)
    return Repaired(len(documents), max(0, wanted - len(documents)), returned=not sure)


def _saved(folder: Path, bad: list[m.Entry]) -> tuple[list[Document], bool]:
    """Return the dispatches of damaged segments that can be read, and whether removed ones are surely left out."""
    found: list[Document] = []
    all_sure = True
    for entry in bad:
        lines, sure = _lines(folder, entry)
        all_sure = all_sure and (sure or not entry.removed)
        gone = set(entry.removed) if sure else set()
        found += [records.load(line) for at, line in enumerate(lines) if line is not None and at not in gone]
    return found, all_sure


def _without_manifest(place: Folder, config: Config) -> Repaired:
    """Read every segment of the folder."""
    documents: dict[str, Document] = {}
    lost = 0
    with contextlib.suppress(FileNotFoundError):
        os.replace(place.path / m.NAME, place.path / f"{m.NAME}.damaged")  # noqa: PTH105 - as in disk.write
    for path in sorted((place.path / m.SEGMENTS).glob("*.text")):
        lines, _ = records.salvage(path.read_bytes())
        lost += lines.count(None)
        documents |= {document.id: document for document in (records.load(line) for line in lines if line)}
    numbers = [int(path.stem) for path in (place.path / m.SEGMENTS).glob("*.text") if path.stem.isdigit()]
    empty = View(m.Manifest(number=max(numbers, default=0) + 1), ())
    _put(place, empty, list(documents.values()), config)
    return Repaired(len(documents), lost, returned=True)


def _keep(folder: Path, bad: list[m.Entry]) -> None:
    """Give damaged files another name too, so that they stay."""
    for entry in bad:
        for kind in ("index", "text"):
            path = folder / m.SEGMENTS / f"{entry.name}.{kind}"
            with contextlib.suppress(OSError):
                path.with_name(f"{path.name}.damaged").hardlink_to(path)


def rewritten(folder: Path, *, form: str, config: Config, wait: float) -> int:
    """Make an archive of an older form, with the same files, one of this form, and return how many dispatches it has.

    Raises:
        ArchiveError: Some of it is damaged; nothing has changed.
    """
    place = Folder(folder, wait=wait)
    with disk.writing(folder, wait=wait), disk.explained(folder, "migrated"):
        manifest = m.load(folder, form=form)
        if bad := [entry.name for entry in manifest.segments if list(_of_segment(folder, entry))]:
            raise ArchiveError(
                f"{folder} is damaged ({', '.join(bad)}): repair it with the version that wrote it"
            )
        documents, _ = _saved(folder, list(manifest.segments))
        _put(place, View(m.Manifest(number=manifest.number), ()), documents, config)
    return len(documents)


def _put(place: Folder, view: View, documents: list[Document], config: Config) -> None:
    """Make the archive consist of a state and some dispatches more."""
    entries = [live.entry for live in view.lives]
    held: list[building.Read] = []
    size = 0
    for document in documents:
        held.append(building.read(document, config))
        size += held[-1].count
        if size > building.LARGEST // 2:
            entries.append(changing.stored(place, f"{view.manifest.number + 1:08d}-{len(entries)}", held))
            held, size = [], 0
    if held:
        entries.append(changing.stored(place, f"{view.manifest.number + 1:08d}-{len(entries)}", held))
    changing.switch(place, view, entries)
