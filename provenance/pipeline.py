"""The line, written out once: documents and an archive in, annotations out."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import provenance
from provenance.claim import Held, hold, keep_evidence, keep_sources, kept_with, refitted, settle
from provenance.config import Config, DecisionConfig
from provenance.contract import Facts, find_notes
from provenance.errors import Interrupted
from provenance.match import Archive, Logistic, Peers, Read, read, trace, version_notes, window
from provenance.page import Prepared, prepare
from provenance.records import Annotation, Coverage, Document, Run
from provenance.spool import Spool
from provenance.text import language

__all__ = ["Line", "annotate", "annotate_one", "hold_wires", "prepare", "redecide", "stream"]

IN_MEMORY = 100
"""Articles that are kept as they were read; others are read again when they are asked for, a few milliseconds each."""
ON_DISK = 5_000
"""Articles from which the library of them lies on disk, in a folder for temporary files."""
Progress = Callable[[int, int], None]
Models = Mapping[str, Logistic]


def annotate(
    documents: Iterable[Document],
    archive: Archive | None = None,
    *,
    config: Config | None = None,
    progress: Progress | None = None,
    models: Models | None = None,
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
    documents: Sequence[Document],
    archive: Archive | None = None,
    *,
    config: Config | None = None,
    progress: Progress | None = None,
    models: Models | None = None,
) -> Iterator[Annotation]:
    """Yield the annotations of articles, in order and each as soon as it is decided.

    Args:
        documents: The articles, by number.
        archive: Dispatches to search, as they are now; without one, only credits and the other articles speak.
        config: Settings of all stages.
        progress: Called with (done, total) after each article, when the next one is asked for.
        models: Fitted models to use in place of the package's own, as cross-validation does.
    """
    line = Line(documents, archive, config=config, models=models)
    with line.library():
        for number in range(len(documents)):
            yield line.annotation(number)
            if progress is not None:
                progress(number + 1, len(documents))


class Line:
    """One run: articles, what they are compared with, and what was held of each so far.

    What two articles share may be explained by a dispatch that only one of them was matched with. An article is therefore
    traced through the archive before any article that shares words with it is decided; once, whoever asks first.

    Args:
        documents: The articles, by number.
        archive: Dispatches to search, as they are now.
        config: Settings of all stages.
        models: Fitted models in place of the package's own.
        held: Where what is held of traces is written; an earlier run may have written some of it.
        pulse: Called between articles; what it raises ends the run there.
    """

    def __init__(
        self,
        documents: Sequence[Document],
        archive: Archive | None,
        *,
        config: Config | None = None,
        models: Models | None = None,
        held: Spool | None = None,
        pulse: Callable[[], None] = lambda: None,
    ) -> None:
        self.documents, self.models, self.pulse = documents, models, pulse
        self.held = Spool() if held is None else held
        self.config = config or Config()
        self.archive = archive.pinned() if archive is not None else None
        self.peers: Peers | None = None
        self.article = lru_cache(maxsize=IN_MEMORY)(self._prepared)
        self._numbers: dict[str, list[int]] = defaultdict(list)
        self._kept: dict[int, Prepared] = {}
        self._asked: set[str] = set()

    @contextmanager
    def library(self, reads: Iterable[Read] | None = None, *, near: bool = True) -> Iterator[None]:
        """Make the articles a library of their own, as long as the block runs: in memory, or on disk when they are many.

        Args:
            reads: What the index needs of the articles, in order, where others have read them.
            near: Whether all who ask for it see this disk; in memory it can be sent to them.
        """
        if len(self.documents) < 2:
            yield
            return
        found = self._reads() if reads is None else reads
        with ExitStack() as stack:
            if near and len(self.documents) > ON_DISK:
                made = tempfile.TemporaryDirectory(prefix="provenance-", ignore_cleanup_errors=True)
                library = Archive.open(
                    Path(stack.enter_context(made)) / "articles", create=True, config=self.config
                )
            else:
                library = Archive.build(config=self.config)
            library.add(found)
            last = {article.document.id: article for article in self._kept.values()}
            once = {name: article for name, article in last.items() if len(self._numbers[name]) == 1}
            self.peers = Peers(library.pinned(), once)
            yield

    def annotation(self, number: int) -> Annotation:
        """Annotate an article, after every article that it shares words with was traced."""
        return annotate_one(
            self.article(number),
            self.wires(number),
            self.archive,
            self.peers,
            config=self.config,
            models=self.models,
            explain=self._explain,
        )

    def wires(self, number: int) -> Held:
        """Return what is held of an article's trace through the archive; traced now where it was not before."""
        if self.archive is None:
            return Held()
        if number in self.held:
            return Held.load(self.held.get(number))
        found = hold_wires(self.article(number), self.archive, config=self.config, models=self.models)
        if self.peers is not None:  # nobody asks again for what is held of the only article
            self.held.put(number, found.dump())
        return found

    def _explain(self, names: Iterable[str]) -> None:
        """Tell the other articles which of their sentences dispatches explain."""
        for name in [name for name in names if name not in self._asked]:
            for number in self._numbers[name]:
                explained = self.wires(number).explained
                if self.peers is not None:
                    self.peers.explained |= {(name, segment) for segment in explained}
            self._asked.add(name)

    def _reads(self) -> Iterator[Read]:
        for number, document in enumerate(self.documents):
            article = prepare(document, config=self.config)
            self._numbers[document.id].append(number)
            if number < IN_MEMORY:
                self._kept[number] = article
            yield read(article, self.config)
            self.pulse()

    def _prepared(self, number: int) -> Prepared:
        return self._kept.get(number) or prepare(self.documents[number], config=self.config)


def hold_wires(
    article: Prepared, archive: Archive | None, *, config: Config, models: Models | None = None
) -> Held:
    """Trace an article through the archive, where there is one, and return what is worth keeping."""
    found = trace(article, archive, config=config, timed=True, models=models) if archive is not None else None
    return hold(found, config=config, models=models)


def annotate_one(
    article: Prepared,
    wires: Held,
    archive: Archive | None,
    peers: Peers | None,
    *,
    config: Config,
    models: Models | None = None,
    explain: Callable[[Iterable[str]], None] | None = None,
) -> Annotation:
    """Decide one article from what is held of its trace through the archive and, here, through its peers.

    Args:
        article: The article.
        wires: What is held of its trace through the archive.
        archive: The archive.
        peers: The other articles.
        config: Settings of all stages.
        models: Fitted models in place of the package's own.
        explain: Called with the ids of other articles before it is asked which of their sentences dispatches explain.
    """
    others = Held()
    if peers:
        found = trace(
            article,
            peers,
            config=config,
            timed=False,
            accept=lambda name: peers.witness(name, article),
            models=models,
        )
        if explain is not None:
            explain(found.sources)
        others = hold(found, config=config, peers=peers, models=models)
    findings = keep_evidence(article, wires, others, config=config)
    findings = refitted(findings, DecisionConfig(), config.decision)
    facts = _facts(article, archive, peers, config, wires)
    bare = Annotation(
        document=article.document,
        verdict="undetermined",
        credits=article.credits,
        findings=findings,
        archive=archive.coverage() if archive is not None else Coverage(),
        run=Run(provenance.__version__, config.to_dict(), config.sha256),
        sources=keep_sources(findings, archive, peers),
        searched=facts.searched,
        notes=find_notes(facts),
        language=facts.language,
    )
    decided = settle(bare, config=config)
    if archive is None:
        return decided
    return replace(decided, notes=(*decided.notes, *version_notes(decided, archive)))


def redecide(annotations: Sequence[Annotation], config: Config) -> tuple[Annotation, ...]:
    """Decide again from kept evidence with other settings; nothing is matched again.

    Where an annotation was kept without the texts of its sources (``sources=false``), a headline may rest on the headline
    of its dispatch where it rested on the lead, and a joint statement is told as shared: both are seen in those texts.
    """
    run = Run(provenance.__version__, config.to_dict(), config.sha256)
    return tuple(
        settle(
            replace(
                annotation,
                run=run,
                findings=refitted(annotation.findings, kept_with(annotation), config.decision),
            ),
            config=config,
        )
        for annotation in annotations
    )


def _facts(
    article: Prepared, archive: Archive | None, peers: Peers | None, config: Config, wires: Held
) -> Facts:
    """Return what could have been a source of an article, and what else its reader must know."""
    document, searched, undated = article.document, Coverage(), 0
    if archive is not None:
        after, before = window(article, config)
        searched = archive.coverage(after=after, before=before, without=document.id)
        undated = archive.undated(without=document.id)
    spoken = {article.spoken_in(number) for number in article.content} | {article.language}
    return Facts(
        document=document,
        language=article.language,
        dated=article.when is not None,
        searched=replace(searched, peers=peers.count - 1 if peers else 0),
        undated=undated,
        hours=config.retrieval.window_hours,
        abroad=tuple(language(code).name for code in wires.languages if code not in spoken),
        by_meaning=wires.compared,
        entries=len({item.posted for item in article.segments} - {None}),
        mixed=tuple(language(code).name for code in sorted(spoken - {article.language})),
    )
