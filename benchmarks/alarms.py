"""How often is a match chance? Measured where no label is needed: dispatches that cannot be the source.

Between newsrooms that wrote on their own, rewriting is false wherever it is found; and a dispatch that came out after an
article was never its source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np

from benchmarks import counts
from benchmarks.development import fold_of
from benchmarks.sets import Bench
from provenance.alarms import false_matches
from provenance.contract import annotation_to_dict
from provenance.match.archive import Archive
from provenance.pipeline import annotate
from provenance.records import Annotation, Document

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


def meter_backwards(bench: Bench) -> dict[str, Annotation]:
    """Return METER's articles against the takes of the year after them, by models that have not seen their story."""
    data = bench.sets["meter_dev"]
    found: dict[str, Annotation] = {}
    for fold in sorted({data.fold(a.document.id) for a in data.articles}):
        wanted = [a.document for a in data.articles if data.fold(a.document.id) == fold]
        models = bench.models(fold)
        found |= {a.document.id: a for a in false_matches(wanted, data.archive, days=DAYS, models=models)}
    return found
