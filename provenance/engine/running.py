"""One run over many articles: two maps, and between them the small table of sentences that dispatches explain.

The first map traces each article through the archive and reads it for the library of articles; the second decides it
beside its peers. Both take parts of the articles, and what is done of either outlives the run in a spool. Every worker
has the archive in the state that the run began with, and its tables of words and rarity: it decides as one process would.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from provenance.claim import Held
from provenance.config import Config
from provenance.errors import EngineError, Interrupted
from provenance.match import Archive, Peers, Read, read
from provenance.page import Prepared
from provenance.pipeline import Line, Models, annotate_one, hold_wires, prepare
from provenance.records import Annotation, Document
from provenance.spool import Spool
from provenance.workers import Engine, Lost

Result = TypeVar("Result")
Found = TypeVar("Found")
Done_co = TypeVar("Done_co", covariant=True)
PART = 16
"""Articles that a worker is given at once: seconds of work, so that little is lost with a worker."""
PARTS = 8
"""Parts that each worker has at least, where articles are few: all end at about the same time."""
Piece = tuple[int, Document, bytes]
"""An article with its number, and what is held of its trace (empty where it was not traced)."""
Pulse = Callable[[], None]
Made = Generator[tuple[int, Result | None]]


@dataclass(frozen=True, slots=True)
class Work(Generic[Done_co]):
    """What a run is to do.

    Args:
        documents: The articles, by number.
        archive: Dispatches to search.
        config: Settings of all stages.
        finish: What becomes of each annotation, where it was made; it must be known by a name to travel.
        models: Fitted models in place of the package's own.
        held: Where what is held of traces is written, and where an earlier run may have written some of it.
        first: The number of the first article to decide; those before it only count as other articles.
        pulse: Called between articles; what it raises ends the run there.
        progress: Called with (done, total) as articles are done.
    """

    documents: Sequence[Document]
    archive: Archive | None
    config: Config
    finish: Callable[[Annotation], Done_co]
    models: Models | None = None
    held: Spool = field(default_factory=Spool)
    first: int = 0
    pulse: Pulse = lambda: None
    progress: Callable[[int, int], None] | None = None

    def line(self) -> Line:
        """Return the run as the line sees it."""
        return Line(
            self.documents,
            self.archive,
            config=self.config,
            models=self.models,
            held=self.held,
            pulse=self.pulse,
        )


@dataclass(frozen=True, slots=True)
class Setting:
    """What every worker has: the archive in one state, the settings, the models."""

    archive: Archive | None
    config: Config
    models: Models | None


def run(work: Work[Result], engine: Engine | None = None) -> Made[Result]:
    """Yield each article's number with what became of it, in order.

    None stands for an article whose worker was ended each time it was tried; the others are done.

    Args:
        work: What to do.
        engine: Where; here, one article after the other, where none is given.
    """
    with closing(_here(work) if engine is None else _there(work, engine)) as made:
        for number, result in made:
            yield number, result
            if work.progress is not None:
                work.progress(number + 1, len(work.documents))
            work.pulse()


def annotate(
    documents: Sequence[Document],
    archive: Archive | None,
    config: Config,
    *,
    engine: Engine | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Annotation, ...]:
    """Annotate articles: here, or on an engine.

    Raises:
        Interrupted: The user stopped it; the error holds the annotations that are complete.
        EngineError: An article's worker was ended each time it was tried; the message names it.
    """
    done: list[Annotation] = []
    try:
        with closing(run(Work(documents, archive, config, itself, progress=progress), engine)) as made:
            for number, annotation in made:
                if annotation is None:
                    raise EngineError(
                        f"the worker that annotated {documents[number].id!r} was ended each time it was tried (memory?); "
                        "leave it out, or annotate without jobs"
                    )
                done.append(annotation)
    except KeyboardInterrupt as error:
        raise Interrupted(tuple(done), len(documents)) from error
    return tuple(done)


def itself(annotation: Annotation) -> Annotation:
    """Return an annotation as it is."""
    return annotation


def _here(work: Work[Result]) -> Made[Result]:
    line = work.line()
    with line.library():
        for number in range(work.first, len(work.documents)):
            yield number, work.finish(line.annotation(number))


def _there(work: Work[Result], engine: Engine) -> Made[Result]:
    line = work.line()
    setting = engine.share(Setting(line.archive, work.config, work.models))
    explained: set[tuple[str, int]] = set()
    lost: set[int] = set()
    reads = _traced(work, engine, setting, explained, lost)
    with line.library(reads, near=engine.near):
        if line.peers is None:
            list(reads)  # one article has no library that would have asked for it
        else:
            line.peers.explained = explained
        numbers = [number for number in range(work.first, len(work.documents)) if number not in lost]
        shared = setting, engine.share(line.peers), engine.share(work.finish)
        made = _all(engine, decide_part, _parts(work, numbers, engine), *shared)
        yield from _in_order(made, lost, range(work.first, len(work.documents)))


def _traced(
    work: Work[Result], engine: Engine, setting: object, explained: set[tuple[str, int]], lost: set[int]
) -> Iterator[Read]:
    """Do the first map: yield what the library needs of each article, and keep the rest."""
    total = len(work.documents)
    for number, found in _all(engine, trace_part, _parts(work, range(total), engine), setting):
        if found is None:
            lost.add(number)
            continue
        article, line, segments = found
        if number not in work.held:
            work.held.put(number, line)
        explained |= {(article.name, segment) for segment in segments}
        yield article
        work.pulse()


def _in_order(
    made: Iterator[tuple[int, Result | None]], lost: set[int], numbers: Iterable[int]
) -> Iterator[tuple[int, Result | None]]:
    for number in numbers:
        yield (number, None) if number in lost else next(made)


def _parts(work: Work[Result], numbers: Sequence[int], engine: Engine) -> Iterator[list[Piece]]:
    """Yield the articles with some numbers, in parts."""
    size = max(1, min(PART, len(numbers) // (PARTS * engine.jobs)))
    for begin in range(0, len(numbers), size):
        yield [
            (number, work.documents[number], work.held.get(number) if number in work.held else b"")
            for number in numbers[begin : begin + size]
        ]


def _all(
    engine: Engine,
    function: Callable[..., list[tuple[int, Found]]],
    parts: Iterable[list[Piece]],
    *shared: object,
) -> Iterator[tuple[int, Found | None]]:
    """Yield each article's number with its result; of a part that ended its worker each article is tried alone."""
    for found in engine.map(function, parts, *shared):
        if not isinstance(found, Lost):
            yield from found
        elif len(found.item) == 1:
            yield found.item[0][0], None
        else:
            yield from _all(engine, function, ([piece] for piece in found.item), *shared)


def trace_part(part: list[Piece], setting: Setting) -> list[tuple[int, tuple[Read, bytes, frozenset[int]]]]:
    """Read some articles for their library, and hold what the archive knows of them."""
    made = []
    for number, document, line in part:
        article = prepare(document, config=setting.config)
        held = _held(article, line, setting)
        made.append((number, (read(article, setting.config), line or held.dump(), held.explained)))
    return made


def decide_part(
    part: list[Piece], setting: Setting, peers: Peers | None, finish: Callable[[Annotation], Result]
) -> list[tuple[int, Result]]:
    """Decide some articles beside the others."""
    made = []
    for number, document, line in part:
        article = prepare(document, config=setting.config)
        held = _held(article, line, setting)
        decided = annotate_one(
            article, held, setting.archive, peers, config=setting.config, models=setting.models
        )
        made.append((number, finish(decided)))
    return made


def _held(article: Prepared, line: bytes, setting: Setting) -> Held:
    if line:
        return Held.load(line)
    return hold_wires(article, setting.archive, config=setting.config, models=setting.models)
