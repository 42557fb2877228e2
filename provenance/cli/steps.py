"""What several commands do: read and annotate, read what was annotated, write, show, sum up."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast

from rich.console import Console

from provenance.cli.archive import opened
from provenance.cli.console import Session, safe
from provenance.cli.inputs import stored, stream
from provenance.cli.options import settings
from provenance.config import Config
from provenance.errors import FormatError, Interrupted, ReadError
from provenance.readers.inputs import expand
from provenance.records import Annotation, Document

if TYPE_CHECKING:
    from provenance.match import Archive
    from provenance.show import Gist


@dataclass(frozen=True, slots=True)
class Sources:
    """What articles are compared with, as the command line names it."""

    archive: Path | None = None
    wires: list[str] | None = None
    keep_going: bool = False

    def __bool__(self) -> bool:
        return self.archive is not None or bool(self.wires)


@dataclass(slots=True)
class Work:
    """One run over inputs: its settings as given, and where they come from."""

    session: Session
    config: Path | None = None
    changes: list[str] = field(default_factory=list)
    window: str | None = None
    input_format: str | None = None

    @property
    def settings(self) -> Config:
        """Return the settings of a new annotation."""
        return settings(self.config, self.changes, self.window)

    def store(self, sources: Sources, inputs: Sequence[str] | None = None) -> Archive | None:
        """Open and read what articles are compared with; where ``inputs`` name no file, nothing is compared."""
        if inputs is not None and all(isinstance(found, ReadError) for found in expand(inputs)):
            return None
        for name in sources.wires or []:
            if _is_archive(name):
                raise FormatError(f"--wires {name}: this is an archive; give it as --archive {name}")
        if sources.archive is not None and _holds_files(sources.archive):
            raise FormatError(
                f"--archive {sources.archive}: this folder is no archive; if it holds dispatches, give it as "
                f"--wires {sources.archive}"
            )
        return opened(
            sources.archive,
            sources.wires,
            config=self.settings,
            session=self.session,
            input_format=self.input_format,
            keep_going=sources.keep_going,
        )

    def articles(self, inputs: Sequence[str]) -> Iterator[Document]:
        """Read articles, one at a time."""
        for name in inputs:
            if _is_archive(name):
                raise FormatError(
                    f"{name}: this is an archive of dispatches, not articles; to search it give it as --archive {name}"
                )
        return stream(inputs, session=self.session, config=self.settings, input_format=self.input_format)

    def annotate(self, inputs: Sequence[str], sources: Sources) -> list[Annotation]:
        """Read articles and dispatches, and annotate."""
        from provenance.pipeline import annotate

        store, articles = self.store(sources, inputs), list(self.articles(inputs))
        with self.session.progress("Annotating") as progress:
            try:
                return list(annotate(articles, store, config=self.settings, progress=progress))
            except Interrupted as stop:
                if not stop.done:
                    raise
                self.session.stopped(
                    f"{stop}; they are written, and {stop.total - len(stop.done):,} are left."
                )
                return cast("list[Annotation]", list(stop.done))

    def take(self, names: Sequence[str], sources: Sources) -> tuple[list[Annotation], Config]:
        """Read annotations, decided again where settings of the decision are changed; nothing is matched again."""
        from provenance.claim import config_of
        from provenance.pipeline import redecide

        found = stored(names, session=self.session)
        made = config_of(found)
        config = settings(self.config, self.changes, base=made)
        if sources or self.window is not None:
            self.session.note(ANNOTATED)
        if config.decision != made.decision:
            found = list(redecide(found, config))
        return found, config


def _is_archive(name: str | Path) -> bool:
    return (Path(name) / "archive.json").is_file()


def _holds_files(folder: Path) -> bool:
    """Tell whether a folder holds files and no archive is, or was, among them: its segments stay where its manifest is lost."""
    return (
        folder.is_dir()
        and not _is_archive(folder)
        and not (folder / "segments").exists()
        and any(folder.iterdir())
    )


def nothing(output: str | None) -> str:
    """Return what is said where no article could be read: an output that is there already stays as it is."""
    return f"No article was read, so {output} was not written." if output else "No article was read."


ANNOTATED = (
    "Annotations are shown as they were made: --archive, --wires and --window change nothing in them; annotate the "
    "articles again for that."
)


def conclude(found: Sequence[Annotation]) -> None:
    """Print what is true of all articles that were shown."""
    from provenance.show import overview, totals

    console = Console(highlight=False)
    if len(found) > 1:
        console.print(overview(found))
    console.print(f"\n{totals(found)}")


def sum_up(found: Sequence[Annotation | Gist], session: Session) -> None:
    """Say in a line what was found and, in another, what its reader must know."""
    from provenance.contract import sum_up as sum_up_notes
    from provenance.show import totals

    if found:
        session.note(safe(totals(found)))
        told = sum_up_notes(found)
        if told:
            session.note(safe(told))


def console() -> Console:
    """Return a console for tables: as wide as the terminal, or wide enough in a pipe."""
    return Console(width=None if sys.stdout.isatty() else 140)
