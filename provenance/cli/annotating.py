"""``provenance annotate``: results are written as they come, and a run that is stopped can be gone on with."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol

import typer
from rich.console import Console

import provenance
from provenance.cli.output import emit, rehearse, write
from provenance.cli.partial import ENDING, Partial
from provenance.cli.steps import Sources, Work, conclude, nothing, sum_up
from provenance.cli.stopping import STOP
from provenance.config import Config
from provenance.contract import Once, dump, to_json_line, with_texts
from provenance.engine import Engine, begun, itself, run
from provenance.engine import Work as Task
from provenance.errors import ConfigError, ProvenanceError, ReadError
from provenance.match import Archive, Shelf
from provenance.records import Annotation
from provenance.show import Gist, gist
from provenance.spool import Spool


@dataclass(frozen=True, slots=True)
class Spread:
    """How a run is spread: worker processes, or an engine and its scheduler."""

    jobs: int | None = None
    engine: str | None = None
    scheduler: str | None = None


@dataclass(frozen=True, slots=True)
class Output:
    """Where results go: a path (None or ``-`` is standard output), the format, its options."""

    path: str | None
    form: str
    options: Mapping[str, object] = field(default_factory=dict)
    resume: bool = False

    @property
    def piped(self) -> bool:
        """Tell whether results leave at once, a line each."""
        return self.path in (None, "-") and self.form == "jsonl"

    @property
    def sources(self) -> object:
        """What is kept of other people's texts: all that is known, as other formats are made of it at the end; none; or (None) once a file."""
        return True if self.form != "jsonl" else self.options.get("sources")

    def thin(self) -> Callable[[bytes], bytes]:
        """Return what a line becomes in its file: without what lines before it said."""
        if self.sources is not None:
            return lambda line: line
        once = Once()
        return lambda line: dump(once(json.loads(line))).encode()

    @property
    def folder(self) -> Path | None:
        """The folder of what is done, None where there is no place for one: standard output, a device, a pipe."""
        if self.path in (None, "-"):
            return None
        path = Path(str(self.path))
        if path.exists() and not (path.is_file() or path.is_dir()):
            return None
        return path.with_name(path.name + ENDING)


@dataclass(frozen=True, slots=True)
class Made:
    """What becomes of an annotation where it was made: its line, and what the last lines of the command are made of."""

    line: bytes
    gist: Gist


class Kept(Protocol):
    """Where results go as they come."""

    held: Spool

    @property
    def first(self) -> int:
        """Return the number of the first article that is not done."""

    def write(self, line: bytes) -> None:
        """Take a result."""

    def lose(self, number: int) -> None:
        """Note an article that could not be done."""


class Piped:
    """Standard output, a line as soon as it is made."""

    first = 0

    def __init__(self, thin: Callable[[bytes], bytes]) -> None:
        self.held, self.thin = Spool(), thin

    def write(self, line: bytes) -> None:
        """Write a line."""
        emit(self.thin(line) + b"\n")

    def lose(self, number: int) -> None:
        """Have nothing to note: nobody goes on from here."""


def annotate(
    inputs: Sequence[str], work: Work, sources: Sources, output: Output | None, spread: Spread
) -> None:
    """Annotate inputs: to an output, or coloured on the terminal where there is none."""
    if output is not None and output.resume and output.folder is None:
        raise ConfigError(
            "--resume goes on with the file or folder that -o names; name it as the stopped run did"
        )
    if output is not None and output.form != "jsonl":
        rehearse(output.form, config=work.settings, options=output.options)
    with begun(spread.engine, jobs=spread.jobs, scheduler=spread.scheduler, pulse=STOP.check) as engine:
        store = work.store(sources, inputs)
        articles = Shelf(work.articles(inputs))
        if output is None:
            _show(articles, store, work, engine)
        elif output.piped:
            _write(articles, store, work, (output, Piped(output.thin())), engine)
        elif output.folder is None:
            with tempfile.TemporaryDirectory(prefix="provenance-") as folder:
                _collect(articles, store, work, (output, Path(folder) / "run"), engine)
        else:
            _collect(articles, store, work, (output, output.folder), engine)
    work.session.finish()


def _show(articles: Shelf, store: Archive | None, work: Work, engine: Engine | None) -> None:
    from provenance.show import print_article

    console, found = Console(highlight=False), list[Annotation]()
    task = Task(articles, store, work.settings, itself, pulse=STOP.check)
    try:
        with STOP.patiently(), closing(run(task, engine)) as results:
            for number, annotation in results:
                if annotation is None:
                    work.session.fail(_lost(articles, number))
                    continue
                print_article(annotation, console)
                found.append(annotation)
    except KeyboardInterrupt:
        work.session.note(f"stopped: {_of(len(found), articles)} shown; the others are left.")
        raise typer.Exit(STOP.code) from None
    conclude(found)


def _collect(
    articles: Shelf,
    store: Archive | None,
    work: Work,
    target: tuple[Output, Path],
    engine: Engine | None,
) -> None:
    """Annotate into a folder of what is done, then write the output from it, whole."""
    output, folder = target
    kept = Partial(folder, _made(articles, store, work.settings, output), resume=output.resume)
    if kept.first:
        work.session.note(f"{folder}: {_of(kept.first, articles)} done already.")
    try:
        _write(articles, store, work, (output, kept), engine)
    except KeyboardInterrupt:
        if output.folder is None:
            _export(kept, output, work.settings)
        raise
    finally:
        kept.close()
    if len(articles):
        _export(kept, output, work.settings)
    else:
        work.session.note(nothing(output.path))
    kept.remove()
    if len(articles) and output.folder is not None:
        work.session.note(f"Written: {output.path}")


def _write(
    articles: Shelf, store: Archive | None, work: Work, target: tuple[Output, Kept], engine: Engine | None
) -> None:
    (output, kept), session = target, work.session
    gists = [gist(annotation) for annotation in kept.annotations()] if isinstance(kept, Partial) else []
    finish = partial(_made_of, sources=output.sources)
    try:
        with session.progress("Annotating") as progress, STOP.patiently():
            task = Task(
                articles, store, work.settings, finish, held=kept.held, first=kept.first, pulse=STOP.check,
                progress=progress,
            )  # fmt: skip
            with closing(run(task, engine)) as results:
                for number, made in results:
                    if made is None:
                        session.fail(_lost(articles, number))
                        kept.lose(number)
                        continue
                    kept.write(made.line)
                    gists.append(made.gist)
    except KeyboardInterrupt:
        session.stopped(f"stopped: {_left(output, kept, len(gists), articles)}")
        raise
    except (ProvenanceError, OSError):
        session.stopped(_left(output, kept, len(gists), articles))
        raise
    sum_up(gists, session)


def _export(kept: Partial, output: Output, config: Config) -> None:
    if output.form == "jsonl" and output.path is not None and not output.path.endswith("/"):
        from provenance.exporters.files import writing

        thin = output.thin()
        with kept.path.open("rb") as done, writing(Path(output.path)) as stream:
            stream.writelines(thin(line.rstrip(b"\n")) + b"\n" for line in done)
    else:
        write(kept.annotations(), output.path, output.form, config=config, options=dict(output.options))


def _made(articles: Shelf, store: Archive | None, config: Config, output: Output) -> dict[str, object]:
    """Return what must be the same for a run to go on, by the names that a message gives it."""
    return {
        "version": provenance.__version__,
        "settings": config.sha256,
        "articles": articles.digest,
        "archive": store.state if store is not None else None,
        "form of output": f"sources={output.sources}",
    }


def _made_of(annotation: Annotation, *, sources: object) -> Made:
    line = (
        dump(with_texts(annotation)) if sources is None else to_json_line(annotation, sources=sources is True)
    )
    return Made(line.encode(), gist(annotation))


def _lost(articles: Shelf, number: int) -> ReadError:
    document = articles[number]
    return ReadError(
        document.source or document.id,
        f"the worker process that annotated {document.id!r} was ended each time it was tried (memory?); left out",
    )


def _left(output: Output, kept: Kept, done: int, articles: Shelf) -> str:
    """Say what is done, where it is, what is left and how to go on."""
    said = f"{_of(done, articles)} done"
    left = f"{len(articles) - kept.first if isinstance(kept, Partial) else len(articles) - done:,} left"
    if output.folder is None:
        return f"{said} and written; {left}. With -o FILE a stopped run can be gone on with (--resume)."
    held = f", and {len(kept.held):,} compared with the archive" if len(kept.held) > done else ""
    return (
        f"{said}{held}; they are in {output.folder / 'annotations.jsonl'} (convert and report read it). {left}: run the "
        "same command with --resume to go on."
    )


def _of(count: int, articles: Shelf) -> str:
    return f"{count:,} of {len(articles):,} article{'' if len(articles) == 1 else 's'} {'is' if count == 1 else 'are'}"
