"""An archive elsewhere: sent to another process, or fetched from a path that is no local one."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from provenance.errors import ArchiveError, MissingExtra
from provenance.match.archive import manifest as m
from provenance.match.archive.files import Folder, Memory, Place
from provenance.match.archive.live import Live
from provenance.match.archive.segment import Segment
from provenance.match.archive.view import View

if TYPE_CHECKING:
    from provenance.config import Config

_PIECE = 1 << 20
"""Bytes that are copied at a time."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """What an archive becomes on its way to another process; :meth:`redeem` makes the archive of it there.

    A folder travels as its path, and a run's fixed state with the manifest that names it: whoever opens it sees that state
    and no later one, so that every process decides alike. Of an archive in memory the segments travel, those of the
    folder it began with apart.
    """

    config: Config
    follows: bool
    folder: str | None
    manifest: m.Manifest | None
    joined: m.Manifest | None = None
    own: Mapping[str, tuple[bytes, bytes]] | None = None

    @classmethod
    def of(cls, place: Place, view: View, *, config: Config, follows: bool) -> Ticket:
        """Return the ticket of a state of an archive."""
        if isinstance(place, Folder):
            return cls(config, follows, place.origin, None if follows else view.manifest)
        base, there = (
            place.base if isinstance(place, Memory) and place.base else (None, View(m.Manifest(), ()))
        )
        known = {id(live.segment) for live in there.lives}
        own = {live.entry.name: live.segment.raw for live in view.lives if id(live.segment) not in known}
        return cls(config, follows, base.origin if base else None, there.manifest, view.manifest, own)

    def redeem(self) -> tuple[Place, View]:
        """Open the archive, in its state.

        Raises:
            ArchiveError: It cannot be read here, or not in the state that the run began with.
        """
        place = located(self.folder) if self.folder is not None else None
        if place is not None and self.joined is None:
            return place, _at(place, self.manifest) if self.manifest is not None else place.state()
        return self._in_memory(place)

    def _in_memory(self, place: Folder | None) -> tuple[Memory, View]:
        base = (place, _at(place, self.manifest or m.Manifest())) if place is not None else None
        segments = {live.entry.name: live.segment for live in base[1].lives} if base else {}
        segments |= {name: Segment(name, *files) for name, files in (self.own or {}).items()}
        joined = self.joined or m.Manifest()
        view = View(joined, [Live(segments[entry.name], entry) for entry in joined.segments])
        return Memory(view, base), view


def _at(place: Folder, manifest: m.Manifest) -> View:
    for state in (
        manifest,
        replace(manifest, summary=None),
    ):  # the summary is made anew where its file is gone
        with contextlib.suppress(FileNotFoundError):
            return place.view(state)
    raise ArchiveError(
        f"{place.path} was changed after this run began, and the state that it began with is gone from the disk. "
        "Begin the run again"
    )


def located(path: str | Path, *, wait: float = 0.0) -> Folder:
    """Return where an archive lies; one whose path names another place than this disk is fetched from there first."""
    if "://" not in str(path):
        return Folder(Path(path), wait=wait)
    return Folder(staged(str(path)), wait=wait, source=str(path))


def staged(url: str, into: Path | None = None) -> Path:
    """Copy the present state of an archive from a path that fsspec understands, and return the folder it is now in.

    What is there already with its size is not fetched again; a file's checksum is compared when it is first used, as ever.

    Args:
        url: Such as ``s3://wires/2031``.
        into: A local folder; by default one in ``$PROVENANCE_STAGE`` or the system's folder for temporary files, named
            after the path.

    Raises:
        ArchiveError: There is no archive at that path, or it cannot be read.
    """
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise MissingExtra("fsspec", "dask") from error
    folder = into or _stage() / hashlib.sha256(url.encode()).hexdigest()[:16]
    (folder / m.SEGMENTS).mkdir(parents=True, exist_ok=True)
    try:
        system, root = url_to_fs(url)
        with tempfile.TemporaryDirectory(dir=folder) as aside:
            _fetch(system, f"{root}/{m.NAME}", Path(aside) / m.NAME)
            for name, size in m.load(Path(aside)).files().items():
                there = folder / m.SEGMENTS / name
                if not there.is_file() or there.stat().st_size != size:
                    _fetch(system, f"{root}/{m.SEGMENTS}/{name}", there)
            (Path(aside) / m.NAME).replace(folder / m.NAME)
    except FileNotFoundError as error:
        raise ArchiveError(f"{url} is no archive: {m.NAME} or a file that it names is not there") from error
    except (OSError, ValueError, ImportError) as error:
        raise ArchiveError(f"{url} cannot be read: {error}") from error
    return folder


def _fetch(system: Any, name: str, target: Path) -> None:  # noqa: ANN401 - a file system of fsspec, which has no types
    aside = target.with_name(f"{target.name}.{os.getpid()}")
    with system.open(name, "rb") as source, aside.open("wb") as file:
        shutil.copyfileobj(source, file, _PIECE)
    aside.replace(target)


def _stage() -> Path:
    return Path(
        os.environ.get("PROVENANCE_STAGE") or Path(tempfile.gettempdir()) / f"provenance-{os.getuid()}"
    )
