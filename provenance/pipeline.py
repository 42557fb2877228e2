"""The line, written out once: documents and an archive in, annotations out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

import provenance
from provenance.claim import Traces, keep_evidence, keep_sources, settle
from provenance.config import Config
from provenance.contract import Facts, find_notes
from provenance.errors import Interrupted
from provenance.match import Archive, Logistic, Peers, Trace, explained_by, trace, version_notes, window
from provenance.page import Prepared, prepare
from provenance.records import Annotation, Coverage, Document, Run

__all__ = ["annotate", "prepare", "redecide", "stream"]

TRACES = 100
"""Traces that a run keeps in memory, four megabytes each; an article beyond them is traced twice."""
Progress = Callable[[int, int], None]
Item = TypeVar("Item")


class Counted:
    """Counts two steps an article, traced and decided, and reports an article for every two."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self.progress, self.total, self.steps = progress, total, 0

    def __call__(self, item: Item) -> Item:
        self.steps += 1
        if self.progress is not None and self.steps % 2 == 0:
            self.progress(self.steps // 2, self.total)
        return item


def until_stopped(work: Iterator[Item]) -> tuple[list[Item], bool]:
    """Return what was done, and whether the user stopped it before the end."""
    done: list[Item] = []
    try:
        done.extend(work)
    except KeyboardInterrupt:
        return done, True
    return done, False


def annotate(
    documents: Iterable[Document],
    archive: Archive | None = None,
    *,
    config: Config | None = None,
    progress: Progress | None = None,
    models: Mapping[str, Logistic] | None = None,
) -> tuple[Annotation, ...]:
    """Annotate articles against an archive of dispatches and against each other: :func:`stream`, collected.

    Raises:
        Interrupted: The user stopped it; the error holds the annotations that are complete.
    """
    given, done = list(documents), list[Annotation]()
    try:
        done.extend(stream(given, archive, config=config, progress=progress, models=models))
    except KeyboardInterrupt as error:
        raise Interrupted(tuple(done), len(given)) from error
    return tuple(done)


def stream(
    documents: Iterable[Document],
    archive: Archive | None = None,
    *,
    config: Config | None = None,
    progress: Progress | None = None,
    models: Mapping[str, Logistic] | None = None,
) -> Iterator[Annotation]:
    """Yield the annotations of articles, in order and each as soon as it is decided.

    Every article is traced through the archive before the first is decided, because what two articles share may be
    explained by a dispatch that only one of them was matched with. Traces are large: of many articles those after the
    first :data:`TRACES` are made again rather than kept, so that memory stays flat.

    Raises:
        Interrupted: The user stopped it; what could be decided was yielded before.

    Args:
        documents: The articles.
        archive: Dispatches to search, as they are now; without one, only credits and the other articles speak.
        config: Settings of all stages.
        progress: Called with (done, total) as articles are traced and decided; ``done`` never falls.
        models: Fitted models to use in place of the package's own, as cross-validation does.
    """
    config = config or Config()
    archive = archive.pinned() if archive is not None else None
    given = list(documents)
    articles, stopped = until_stopped(prepare(document, config=config) for document in given)
    if stopped:
        raise Interrupted((), len(given))
    peers = Peers(articles, config=config) if len(articles) > 1 else None
    count = Counted(progress, len(articles))
    kept, stopped = _first_pass(articles, archive, peers, count, config, models)
    for number, article in enumerate(articles[: len(kept)]):
        found, kept[number] = kept[number] or _through(article, archive, config, models), None
        yield count(annotate_one(article, found, archive, peers, config=config, models=models))
    if stopped:
        raise Interrupted((), len(articles))


def _first_pass(  # noqa: PLR0917 - what a run has
    articles: Sequence[Prepared],
    archive: Archive | None,
    peers: Peers | None,
    count: Counted,
    config: Config,
    models: Mapping[str, Logistic] | None,
) -> tuple[list[Trace | None], bool]:
    """Trace articles through the archive, keep the first traces, and tell the peers what dispatches explain.

    Returns:
        One entry for each article that was traced, None for a trace that is not kept; and whether the user stopped it.
    """
    kept: list[Trace | None] = []
    for article in articles:
        try:
            found = _through(article, archive, config, models)
        except KeyboardInterrupt:
            return kept, True
        if peers and found:
            peers.explained |= explained_by(article.document.id, found, config=config)
        kept.append(count(found if len(kept) < TRACES else None))
    return kept, False


def _through(
    article: Prepared, archive: Archive | None, config: Config, models: Mapping[str, Logistic] | None
) -> Trace | None:
    """Trace an article through the archive, where there is one."""
    return trace(article, archive, config=config, timed=True, models=models) if archive is not None else None


def annotate_one(
    article: Prepared,
    wires: Trace | None,
    archive: Archive | None,
    peers: Peers | None,
    *,
    config: Config,
    models: Mapping[str, Logistic] | None = None,
) -> Annotation:
    """Decide one article from its trace through the archive and, here, through its peers."""
    others = (
        trace(
            article,
            peers,
            config=config,
            timed=False,
            accept=lambda name: peers.witness(name, article),
            models=models,
        )
        if peers
        else None
    )
    traces = Traces(article, wires, others, peers, models)
    findings = keep_evidence(traces, config=config)
    facts = _facts(article, archive, peers, config)
    bare = Annotation(
        document=article.document,
        verdict="undetermined",
        credits=article.credits,
        findings=findings,
        archive=archive.coverage() if archive is not None else Coverage(),
        run=Run(provenance.__version__, config.to_dict(), config.sha256),
        sources=keep_sources(traces, findings),
        searched=facts.searched,
        notes=find_notes(facts),
        language=facts.language,
    )
    decided = settle(bare, config=config)
    if archive is None:
        return decided
    return replace(decided, notes=(*decided.notes, *version_notes(decided, archive)))


def redecide(annotations: Sequence[Annotation], config: Config) -> tuple[Annotation, ...]:
    """Decide again from kept evidence with other settings; nothing is matched again."""
    run = Run(provenance.__version__, config.to_dict(), config.sha256)
    return tuple(settle(replace(annotation, run=run), config=config) for annotation in annotations)


def _facts(article: Prepared, archive: Archive | None, peers: Peers | None, config: Config) -> Facts:
    """Return what could have been a source of an article, and what else its reader must know."""
    document, searched, undated = article.document, Coverage(), 0
    if archive is not None:
        after, before = window(article, config)
        searched = archive.coverage(after=after, before=before, without=document.id)
        undated = archive.undated(without=document.id)
    return Facts(
        document=document,
        language=article.language,
        dated=article.when is not None,
        searched=replace(searched, peers=len(peers.articles) - 1 if peers else 0),
        undated=undated,
        hours=config.retrieval.window_hours,
    )
