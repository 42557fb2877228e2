"""The line, written out once: documents and an archive in, annotations out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

import provenance
from provenance.archive import Archive
from provenance.assembly import Traces, keep_evidence, keep_sources, settle
from provenance.config import Config
from provenance.corpus import Peers
from provenance.model import Logistic
from provenance.preparation import prepare
from provenance.prepared import Prepared
from provenance.records import Annotation, Coverage, Document, Run
from provenance.tracing import Trace, explained_by, trace

__all__ = ["annotate", "prepare", "redecide"]

Progress = Callable[[int, int], None]


def annotate(
    documents: Iterable[Document],
    archive: Archive | None = None,
    *,
    config: Config | None = None,
    progress: Progress | None = None,
    models: Mapping[str, Logistic] | None = None,
) -> tuple[Annotation, ...]:
    """Annotate articles against an archive of dispatches and against each other.

    Args:
        documents: The articles.
        archive: Dispatches to search; without one, only credits and the other articles speak.
        config: Settings of all stages.
        progress: Called with (done, total) after each article.
        models: Fitted models to use in place of the package's own, as cross-validation does.
    """
    config = config or Config()
    articles = [prepare(document, config=config) for document in documents]
    peers = Peers(articles, config=config) if len(articles) > 1 else None
    wires = {
        article.document.id: trace(article, archive, config=config, timed=True, models=models)
        for article in articles
        if archive is not None
    }
    if peers:
        peers.explained = {
            pair for name, found in wires.items() for pair in explained_by(name, found, config=config)
        }
    annotations: list[Annotation] = []
    for article in articles:
        annotations.append(
            annotate_one(
                article, wires.get(article.document.id), archive, peers, config=config, models=models
            )
        )
        if progress is not None:
            progress(len(annotations), len(articles))
    return tuple(annotations)


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
    others = trace(article, peers, config=config, timed=False, models=models) if peers else None
    traces = Traces(article, wires, others, peers, models)
    findings = keep_evidence(traces, config=config)
    bare = Annotation(
        document=article.document,
        verdict="undetermined",
        credits=article.credits,
        findings=findings,
        archive=_coverage(archive, peers),
        run=Run(provenance.__version__, config.to_dict(), config.sha256),
        sources=keep_sources(traces, findings),
    )
    return settle(bare, config=config)


def redecide(annotations: Sequence[Annotation], config: Config) -> tuple[Annotation, ...]:
    """Decide again from kept evidence with other settings; nothing is matched again."""
    run = Run(provenance.__version__, config.to_dict(), config.sha256)
    return tuple(settle(replace(annotation, run=run), config=config) for annotation in annotations)


def _coverage(archive: Archive | None, peers: Peers | None) -> Coverage:
    """Return what was searched; without an archive, the other articles of the run."""
    if archive is not None:
        return archive.coverage()
    others = len(peers.articles) - 1 if peers else 0
    return Coverage(documents=others, sentences=peers.sentences if peers and others else 0)
