"""Steps whose results are kept: one is run again only where its inputs, its settings or the version are others."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

KEY = "key.json"
"""The file of a step that says what it was made from; it is written last."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step that was taken: where its results are, and whether they are those of an earlier run."""

    name: str
    place: Path
    kept: bool
    digest: str


class Steps:
    """The steps of a study, each in a folder of its own.

    Args:
        folder: Where they are kept.
        version: What made them; results of another version are made again.
        say: Told of each step, in words.
    """

    def __init__(self, folder: Path, version: str, say: Callable[[str], None]) -> None:
        self.folder, self.version, self.say = folder, version, say
        self.taken: list[Step] = []

    def take(self, name: str, made_from: Mapping[str, object], make: Callable[[Path], None]) -> Step:
        """Return a step: as it was kept, where it was made from the same; else made now.

        Args:
            name: What it is called; ``analysis/delay`` stands in a folder ``analysis``.
            made_from: Digests, settings and seeds: plain values.
            make: Writes the results into an empty folder.
        """
        place = self.folder / name
        told = {"version": self.version, **made_from}
        kept = _told(place / KEY)
        if kept is not None and kept.get("from") == json.loads(json.dumps(told)):
            step = Step(name, place, True, str(kept["digest"]))
            self.say(f"{name}: unchanged, not run again")
        else:
            step = Step(name, place, False, self._make(place, told, make))
            self.say(f"{name}: done")
        self.taken.append(step)
        return step

    def _make(self, place: Path, told: Mapping[str, object], make: Callable[[Path], None]) -> str:
        """Make a step aside and put it into its place whole; what fails leaves nothing behind."""
        place.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(dir=place.parent, prefix=".", suffix=".part"))
        try:
            make(aside)
            digest = digest_of(aside)
            (aside / KEY).write_text(
                json.dumps({"from": told, "digest": digest}, indent=1, sort_keys=True), "utf-8"
            )
            shutil.rmtree(place, ignore_errors=True)
            aside.replace(place)
        except BaseException:
            shutil.rmtree(aside, ignore_errors=True)
            raise
        return digest


def _told(path: Path) -> dict[str, object] | None:
    try:
        told = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return told if isinstance(told, dict) and "digest" in told else None


def digest_of(folder: Path) -> str:
    """Return the SHA-256 of all files of a folder, their names and bytes."""
    return digest(
        sorted((path.relative_to(folder).as_posix(), path) for path in folder.rglob("*") if path.is_file())
    )


def digest(files: Iterable[tuple[str, Path]]) -> str:
    """Return the SHA-256 of files: of their names as given and their bytes."""
    whole = hashlib.sha256()
    for name, path in files:
        whole.update(f"{name}\0{sha256(path)}\0".encode("utf-8", "surrogateescape"))
    return whole.hexdigest()


def sha256(path: Path) -> str:
    """Return the hex SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
