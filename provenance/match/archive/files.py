"""Where segments lie: in a folder, or in this process. Both have states that are read, and one writer at a time."""

from __future__ import annotations

import contextlib
import mmap
import os
import weakref
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from provenance.errors import ArchiveError
from provenance.match.archive import disk
from provenance.match.archive import manifest as m
from provenance.match.archive.live import Live
from provenance.match.archive.segment import Segment
from provenance.match.archive.summary import Summary
from provenance.match.archive.view import View

TRIES = 20
"""Times that a reader asks for the manifest again because a writer has just replaced its segments."""


class Place(Protocol):
    """What the archive asks of where it lies."""

    def state(self) -> View:
        """Return the state of now."""

    def moved(self) -> bool:
        """Tell whether there is a newer state than the one last read."""

    def writing(self) -> contextlib.AbstractContextManager[View]:
        """Be the only writer, and see the state of now."""

    def store(self, name: str, kind: str, pieces: Iterable[disk.Buffer]) -> m.File:
        """Keep a file of a segment; nobody sees it before :meth:`switch`."""

    def opened(self, entry: m.Entry) -> Segment:
        """Return a segment that was stored."""

    def switch(self, view: View) -> None:
        """Make a state the one that is read."""


class Folder:
    """An archive on disk; ``source`` is the path that it is a copy of, where it is one."""

    def __init__(self, path: Path, *, wait: float, source: str | None = None) -> None:
        self.path, self.wait, self.source = path, wait, source
        self._segments: dict[tuple[str, str], Segment] = {}
        self._handle: int | None = None
        self._close: weakref.finalize[..., Folder] | None = None

    def state(self) -> View:
        """Return the state that the manifest names now."""
        for left in reversed(range(TRIES)):
            manifest = m.load(self.path)
            handle = self._hold()
            try:
                view = self.view(manifest)
            except FileNotFoundError as error:
                if not left or not self._switched(handle):
                    raise ArchiveError(
                        f"{self.path} is damaged: {Path(error.filename or '').name} is missing. "
                        f"Put it back, or run: provenance archive repair {self.path}"
                    ) from error
                continue
            names = {(entry.name, entry.index.check) for entry in manifest.segments}
            self._segments = {name: item for name, item in self._segments.items() if name in names}
            return view
        raise AssertionError("unreachable")

    def view(self, manifest: m.Manifest) -> View:
        """Return the state that a manifest names; raises FileNotFoundError where it is gone from the disk."""
        lives = [Live(self.opened(entry), entry) for entry in manifest.segments]
        return View(manifest, lives, self._summary(manifest))

    @property
    def origin(self) -> str:
        """The path by which another process, or machine, finds it."""
        return self.source or str(self.path)

    def moved(self) -> bool:
        """Tell whether the manifest is another file than the one read."""
        return self._handle is None or self._switched(self._handle)

    def _hold(self) -> int:
        """Keep the manifest that is read open: as long as it is, no other file has its number."""
        if self._close is not None:
            self._close()
        with disk.explained(self.path, "read"):
            self._handle = os.open(self.path / m.NAME, os.O_RDONLY)
        self._close = weakref.finalize(self, os.close, self._handle)
        return self._handle

    def _switched(self, handle: int) -> bool:
        try:
            now = os.stat(self.path / m.NAME)  # noqa: PTH116 - asked before every search
        except FileNotFoundError:
            return True
        held = os.fstat(handle)
        return (now.st_ino, now.st_dev) != (held.st_ino, held.st_dev)

    @contextlib.contextmanager
    def writing(self) -> Iterator[View]:
        """Hold the lock, see the state of now, and clear away what a killed writer left."""
        if self.source is not None:
            raise ArchiveError(f"{self.path} is a copy of {self.source}: change the archive there")
        with disk.writing(self.path, wait=self.wait), disk.explained(self.path, "changed"):
            view = self.state()
            (self.path / m.SEGMENTS).mkdir(exist_ok=True)
            m.clean(self.path, view.manifest)
            yield view

    def store(self, name: str, kind: str, pieces: Iterable[disk.Buffer]) -> m.File:
        """Write a file of a segment."""
        return m.File(*disk.write(self.path / m.SEGMENTS / f"{name}.{kind}", pieces))

    def opened(self, entry: m.Entry) -> Segment:
        """Map the files of a segment; their sizes are compared now, their checksums on first use."""
        key = (entry.name, entry.index.check)
        if key not in self._segments:
            self._segments[key] = Segment(
                entry.name,
                self._map(f"{entry.name}.index", entry.index),
                self._map(f"{entry.name}.text", entry.text),
                check=entry.index.check,
            )
        return self._segments[key]

    def switch(self, view: View) -> None:
        """Write the summary and then the manifest; one whole segment says all of it by itself."""
        manifest, entries = view.manifest, view.manifest.segments
        if len(entries) > 1 or any(entry.removed for entry in entries):
            name = f"{manifest.number:08d}{m.SUMMARY}"
            file = m.File(*disk.write(self.path / m.SEGMENTS / name, view.summary.freeze()))
            manifest = replace(manifest, summary=(name, file))
        m.save(self.path, manifest)
        m.clean(self.path, manifest)

    def _map(self, name: str, file: m.File) -> memoryview:
        path = self.path / m.SEGMENTS / name
        if path.stat().st_size != file.size:
            raise ArchiveError(
                f"{self.path} is damaged: {name} has not the size that was written. "
                f"`provenance archive verify {self.path}` says what is in it"
            )
        with disk.explained(path, "read"), path.open("rb") as opened:
            return memoryview(mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ))

    def _summary(self, manifest: m.Manifest) -> Callable[[], Summary | None]:
        """Map the file of the summary; what gives the summary compares the checksum first."""
        if manifest.summary is None or not manifest.summary[0].endswith(m.SUMMARY):
            return lambda: None
        name, file = manifest.summary
        data = self._map(name, file)

        def thawed() -> Summary:
            if disk.digest(data) != file.check:
                raise ArchiveError(
                    f"{self.path} is damaged: {name} is not as it was written. "
                    f"Run: provenance archive repair {self.path}"
                )
            return Summary.thaw(data)

        return thawed


class Memory:
    """An archive in this process; it may begin with a state of a folder (``base``), which it never changes."""

    def __init__(self, view: View | None = None, base: tuple[Folder, View] | None = None) -> None:
        self._view, self.base = view or View(m.Manifest(), ()), base
        self._held: dict[str, bytes] = {}
        self._segments: dict[str, Segment] = {live.entry.name: live.segment for live in self._view.lives}

    def state(self) -> View:
        """Return the state of now."""
        return self._view

    def moved(self) -> bool:
        """Nobody else can change it."""
        return False

    @contextlib.contextmanager
    def writing(self) -> Iterator[View]:
        """See the state of now."""
        yield self._view

    def store(self, name: str, kind: str, pieces: Iterable[disk.Buffer]) -> m.File:
        """Hold a file of a segment."""
        self._held[f"{name}.{kind}"] = data = b"".join(pieces)
        return m.File(len(data), disk.digest(data))

    def opened(self, entry: m.Entry) -> Segment:
        """Return a segment that was stored."""
        if entry.name not in self._segments:
            index, text = (self._held.pop(f"{entry.name}.{kind}") for kind in ("index", "text"))
            self._segments[entry.name] = Segment(entry.name, index, text)
        return self._segments[entry.name]

    def switch(self, view: View) -> None:
        """Keep a state, and of the segments what it names."""
        self._view = view
        self._segments = {live.entry.name: live.segment for live in view.lives}
