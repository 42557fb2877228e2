"""How often is a match chance? Measured where no label is needed: dispatches that cannot be the source.

Between newsrooms that wrote on their own, rewriting is false wherever it is found; and a dispatch that came out after an
article was never its source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

from benchmarks import counts
from benchmarks.development import fold_of
from benchmarks.sets import Bench, Models
from provenance.config import Config
from provenance.contract.annotation import annotation_to_dict
from provenance.match.archive import Archive
from provenance.pipeline import annotate
from provenance.records import Annotation, Document
from provenance.text.times import moment

DAYS = 366
"""Days after an article whose dispatches are searched."""


def newsrooms(events: Mapping[str, list[Document]], bench: Bench, *, pool: bool) -> dict[str, counts.Row]:
    """Return the counts of each event: its first article is the dispatch, the others wrote on their own.

    Args:
        events: The articles of each event.
        bench: Gives the models that have not seen an event.
        pool: Whether the dispatches of all events are at hand, or that of the event alone.
    """
    wires = {event: _dispatch(articles[0]) for event, articles in events.items()}
    shared = Archive.build(wires.values()) if pool else None
    result = {}
    for event, articles in events.items():
        archive = shared or Archive.build([wires[event]])
        models = bench.models(fold_of(event))
        plain = [Document(id=a.id, text=a.text, outlet=a.outlet) for a in articles[1:]]
        found = [a for document in plain for a in annotate([document], archive, models=models)]
        result[event] = np.sum([counts.count_alarms(annotation_to_dict(a)) for a in found], axis=0)
    return result


def _dispatch(article: Document) -> Document:
    return Document(id=article.id, text=article.text, agency="AP")


def by_event(rows: Iterable[Mapping[str, str]]) -> dict[str, list[Document]]:
    """Return the articles of each event, in the order of the file."""
    events = defaultdict(list)
    for row in rows:
        events[row["event"]].append(Document(id=row["id"], text=row["text"], outlet=row["outlet"]))
    return dict(events)


def later(document: Document, *, days: float = DAYS) -> Document:
    """Return the article as if it had come out so many days after the last moment that its date allows."""
    when = moment(document.published)
    if when is None:
        raise ValueError(f"{document.id} has no date that can be read: {document.published!r}")
    date = datetime.fromtimestamp(when.latest + days * 86_400, UTC)
    return replace(document, published=date.isoformat())


def backwards(
    documents: Iterable[Document], archive: Archive, *, days: float = DAYS, models: Models = None
) -> tuple[Annotation, ...]:
    """Annotate articles, each by itself, against the dispatches of the days after it: every match is chance."""
    config = Config().with_settings({"retrieval.window_hours": days * 24.0})
    found = [
        annotation
        for document in documents
        for annotation in annotate([later(document, days=days)], archive, config=config, models=models)
    ]
    return tuple(found)


def meter_backwards(bench: Bench) -> dict[str, Annotation]:
    """Return METER's articles against the takes of the year after them, by models that have not seen their story."""
    data = bench.sets["meter_dev"]
    found: dict[str, Annotation] = {}
    for fold in sorted({data.fold(a.document.id) for a in data.articles}):
        wanted = [a.document for a in data.articles if data.fold(a.document.id) == fold]
        models = bench.models(fold)
        found |= {a.document.id: a for a in backwards(wanted, data.archive, models=models)}
    return found
