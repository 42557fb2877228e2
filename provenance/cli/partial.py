"""What a run has done so far, in a folder beside its output: it can be read, and a stopped run goes on from it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

from provenance.errors import ConfigError
from provenance.records import Annotation
from provenance.spool import Spool

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows: one run for one output is up to the user there
    fcntl = None  # type: ignore[assignment]

ENDING = ".partial"
LINES = "annotations.jsonl"


class Partial:
    """The folder ``OUTPUT.partial``: annotations as they were decided, one a line, and what is held of traces.

    A line is in the file, whole, before the next article is asked for. However the run ends, the lines that are there are
    the first of what the whole run would have written, and a torn one at the end is cut off when it goes on.

    Args:
        folder: The folder.
        made: What must be the same for a run to go on: settings, version, articles, archive.
        resume: Whether to go on from what is there; without it the run begins anew.

    Raises:
        ConfigError: What is there belongs to another run.
    """

    def __init__(self, folder: Path, made: Mapping[str, object], *, resume: bool) -> None:
        self.folder, self.path = folder, folder / LINES
        self.made = dict(made)
        self.lost: list[int] = []
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            told = f"{folder}: cannot be made ({error.strerror}); name an output in a folder that can be written to"
            raise ConfigError(told) from error
        self._lock = (folder / "lock").open("a")
        self._hold()
        if resume and (folder / "run.json").is_file():
            try:
                self._same()
            except ConfigError:
                self._lock.close()
                raise
        else:
            for name in (LINES, "held"):
                (folder / name).unlink(missing_ok=True)
            self._say()
        self.held = Spool(folder / "held")
        self._file: IO[bytes] = self.path.open("a+b")
        self.done = self._whole()

    @property
    def first(self) -> int:
        """The number of the first article that is not done."""
        return self.done + len(self.lost)

    def write(self, line: bytes) -> None:
        """Add an annotation."""
        self._file.write(line + b"\n")
        self._file.flush()
        self.done += 1

    def lose(self, number: int) -> None:
        """Note an article that could not be done."""
        self.lost.append(number)
        self._say()

    def annotations(self) -> Iterator[Annotation]:
        """Read back what was decided."""
        from provenance.contract import annotation_from_dict

        with self.path.open("rb") as file:
            for number, line in enumerate(file, 1):
                yield annotation_from_dict(json.loads(line), source=str(self.path), line=number)

    def close(self) -> None:
        """Close the files; everything stays."""
        self._file.close()
        self.held.close()
        self._lock.close()

    def remove(self) -> None:
        """Remove the folder: the output is written."""
        self.close()
        shutil.rmtree(self.folder)

    def _hold(self) -> None:
        """Be the only run that writes here; the system lets the lock go with the process."""
        if fcntl is None:  # pragma: no cover - Windows
            return
        try:
            fcntl.flock(self._lock.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._lock.close()
            raise ConfigError(
                f"another run is writing to {self.folder}: wait for it, or name another output"
            ) from error

    def _say(self) -> None:
        aside = self.folder / "run.json.part"
        aside.write_text(json.dumps({**self.made, "lost": self.lost}, indent=1), "utf-8")
        os.replace(aside, self.folder / "run.json")  # noqa: PTH105 - as everywhere that a file is put into its place

    def _same(self) -> None:
        try:
            kept = json.loads((self.folder / "run.json").read_text("utf-8"))
        except ValueError:
            kept = {}
        self.lost = kept.pop("lost", [])
        other = [name for name, value in self.made.items() if kept.get(name) != value]
        if other:
            raise ConfigError(
                f"--resume: {self.folder} holds part of a run with another {' and another '.join(other)}; what it would "
                "have written cannot be gone on with. Run without --resume to begin anew"
            )

    def _whole(self) -> int:
        """Cut off what is torn, and return how many lines there are."""
        self._file.seek(0)
        count = end = 0
        for line in self._file:
            if not line.endswith(b"\n"):
                break
            count, end = count + 1, end + len(line)
        self._file.truncate(end)
        return count
