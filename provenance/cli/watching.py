"""``provenance audit --watch``: the list is made again whenever files arrive in a folder, until it is ended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from provenance.cli.audit import Wanted
from provenance.cli.steps import Sources, Work
from provenance.cli.stopping import STOP
from provenance.errors import ConfigError, MissingExtra, ProvenanceError, ReadError
from provenance.match import Archive
from provenance.pipeline import Line
from provenance.records import Annotation, Document
from provenance.spool import Spool

Changes = Iterable[set[tuple[Any, str]]]
"""Sets of changed paths, each with what happened to it."""
HIDDEN = (".", "~")
"""Beginnings of names that programs give to what is not yet whole."""


class Traces(Spool):
    """What is held of the traces of articles, under their places in this run; what was traced before is not traced again."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self._numbers: dict[str, int] = {}

    def begin(self, names: Sequence[str]) -> None:
        """Say which article, and which state of the archive, stands at each place of the next run."""
        self.names = list(names)

    def __contains__(self, number: int) -> bool:
        return self.names[number] in self._numbers

    def put(self, number: int, data: bytes) -> None:
        """Write what is held of the article at a place."""
        name = self.names[number]
        super().put(self._numbers.setdefault(name, len(self._numbers)), data)

    def get(self, number: int) -> bytes:
        """Return what is held of the article at a place."""
        return super().get(self._numbers[self.names[number]])


class Watch:
    """A folder of articles, and the list of them as it is now.

    Args:
        folder: Where articles arrive.
        inputs: Articles or folders that are read once, at the beginning.
        work: Settings and session; what cannot be read is named there and the rest is done.
        sources: What articles are compared with. An archive is opened again each time, so that dispatches added meanwhile are searched.
        wanted: Which list, and where it goes.
    """

    def __init__(
        self, folder: Path, inputs: Sequence[str], work: Work, sources: Sources, wanted: Wanted
    ) -> None:
        if not folder.is_dir():
            raise ConfigError(f"--watch {folder}: there is no such folder")
        if wanted.output is None:
            raise ConfigError("--watch needs -o list.html (or .csv, .json), which is written again each time")
        self.folder, self.inputs, self.work, self.sources, self.wanted = folder, inputs, work, sources, wanted
        self.read: dict[str, list[Document]] = {}
        self.traces = Traces()
        self.store: Archive | None = None

    def run(self, changes: Callable[[Path], Changes] | None = None) -> None:
        """Make the list, then make it again at each change, until the user ends it.

        Args:
            changes: Yields sets of changed paths; by default what ``watchfiles`` sees.
        """
        arriving = (changes or _watched)(self.folder)
        try:
            self.take([*self.inputs, *_files(self.folder)])
            self.make()
            self.work.session.note(f"Watching {self.folder}; Ctrl-C ends it.")
            for change in arriving:
                before = dict(self.read)
                if self.take(sorted(filter(None, {_named(path, self.folder) for _, path in change}))):
                    self.work.session.note(f"{datetime.now():%H:%M:%S} {_news(before, self.read)}")
                    self.make()
        except KeyboardInterrupt:
            STOP.told = True
            self.work.session.note(f"Ended; the list is in {self.wanted.output}.")
        self.work.session.finish()

    def take(self, paths: Iterable[str]) -> bool:
        """Read what is new or changed and forget what is gone; tell whether anything is different now."""
        before = dict(self.read)
        for path in paths:
            self.read.pop(path, None)
            self.work.session.forgive(path)
            if path in self.inputs or Path(path).exists():
                self.read[path] = list(self._documents(path))
        return before != self.read

    def make(self) -> None:
        """Annotate all articles, which are traced through the archive once, and write the list; a failure is named."""
        articles = [document for found in self.read.values() for document in found]
        try:
            found = list(self._annotated(articles))
            self.work.session.forgive(str(self.wanted.output))
            self.wanted.give(self.wanted.make(found, self.work), self.work)
        except (ProvenanceError, OSError) as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            self.work.session.fail(ReadError(str(self.wanted.output), f"was not written again: {error}"))

    def _documents(self, path: str) -> Iterator[Document]:
        try:
            yield from self.work.articles([path])
        except ProvenanceError as error:
            self.work.session.fail(error if isinstance(error, ReadError) else ReadError(path, str(error)))

    def _annotated(self, articles: Sequence[Document]) -> Iterator[Annotation]:
        store, config = self._opened(), self.work.settings
        state = store.state if store is not None else ""
        self.traces.begin([f"{state} {document.id} {document.sha256}" for document in articles])
        line = Line(articles, store, config=config, held=self.traces, pulse=STOP.check)
        with STOP.patiently(), line.library():
            for number in range(len(articles)):
                yield line.annotation(number)
                STOP.check()

    def _opened(self) -> Archive | None:
        """Return what is searched: dispatches given with the command are read once, an archive is opened as it is now."""
        if self.store is None or not self.sources.wires:
            self.store = self.work.store(self.sources)
        return self.store


def _news(before: Mapping[str, object], after: Mapping[str, object]) -> str:
    """Return what happened in the folder, in words."""
    happened = {
        "came": [name for name in after if name not in before],
        "changed": [name for name, read in after.items() if name in before and read != before[name]],
        "gone": [name for name in before if name not in after],
    }
    return "; ".join(f"{what}: {_listed(names)}" for what, names in happened.items() if names)


def _listed(names: Sequence[str]) -> str:
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more:,} more" if more > 0 else "")


NAMED = 5
"""Files that are named when they come; the others are counted."""


def _files(folder: Path) -> list[str]:
    return [
        name for path in sorted(folder.rglob("*")) if path.is_file() and (name := _named(str(path), folder))
    ]


def _named(path: str, folder: Path) -> str:
    """Return a file that arrives, under the folder as it was given; nothing for what is hidden or half written by its name."""
    inside = Path(path).resolve().relative_to(folder.resolve())
    aside = any(part.startswith(HIDDEN) for part in inside.parts) or path.endswith((".part", ".tmp"))
    return "" if aside else str(folder / inside)


def _watched(folder: Path) -> Changes:
    try:
        from watchfiles import watch
    except ImportError as error:
        raise MissingExtra("watchfiles", "watch") from error
    return watch(folder, raise_interrupt=True)
