"""How often is a match chance? Articles against dispatches released after them, which they cannot have used.

No label is needed, so anybody can measure their own corpus so: give the article a later date, and search only what came
out between its true date and that one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np

from benchmarks.accuracy_counts import Interval, Row, intervals_of
from benchmarks.accuracy_runs import Bench
from benchmarks.development import DataSet
from provenance.archive import Archive
from provenance.config import Config
from provenance.model import Logistic
from provenance.pipeline import annotate, redecide
from provenance.records import ORIGIN_KINDS, Annotation, Document, Finding
from provenance.times import moment

DAYS = 366
"""Days after an article whose dispatches are searched."""
THRESHOLDS = tuple(sorted({0.3, 0.5, 0.7, 0.9, Config().decision.threshold}))
COLUMNS = ("sentences", "wire", "other", "likely", "articles", "flagged")
"""Sentences; called wire copy by a match; by a dispatch with another catchline; with more than a possibility; articles;
articles with a verdict other than *none*."""


def later(document: Document, *, days: float = DAYS) -> Document:
    """Return the article as if it had come out so many days after the last moment that its date allows."""
    when = moment(document.published)
    if when is None:
        raise ValueError(f"{document.id} has no date that can be read: {document.published!r}")
    date = datetime.fromtimestamp(when.latest + days * 86_400, UTC)
    return replace(document, published=date.isoformat())


def backwards(
    documents: Iterable[Document],
    archive: Archive,
    *,
    days: float = DAYS,
    models: Mapping[str, Logistic] | None = None,
) -> tuple[Annotation, ...]:
    """Annotate articles, each by itself, against the dispatches of the days after it.

    Every match in the result runs backwards in time: it is chance, or the dispatch and the article share a source.
    """
    config = Config().with_settings({"retrieval.window_hours": days * 24.0})
    return tuple(
        annotation
        for document in documents
        for annotation in annotate([later(document, days=days)], archive, config=config, models=models)
    )


def matched(finding: Finding) -> bool:
    """Tell whether a finding is called wire copy because a dispatch matches."""
    return finding.verdict.origin == "wire" and "match" in finding.verdict.basis


def same_story(article: str, dispatch: str) -> bool:
    """Tell whether a METER article and a take, by their ids, have one catchline: a story that went on for days."""
    slug = article.rsplit("/", maxsplit=1)[1]
    return slug.startswith(dispatch.split("/")[3])


def alarms(annotation: Annotation) -> Row:
    """Return the counts :data:`COLUMNS` of one article."""
    findings = [f for f in annotation.findings if f.segment.kind in ORIGIN_KINDS]
    wire = [f for f in findings if matched(f)]
    other = [f for f in wire if not same_story(annotation.document.id, f.evidence[0].doc)]
    likely = [f for f in wire if f.verdict.certainty != "possible"]
    flagged = annotation.verdict not in ("none", "undetermined")
    return np.array([len(findings), len(wire), len(other), len(likely), 1, flagged], dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Alarms:
    """False alarms of one set: totals by threshold, intervals at the default one, and how much there was to search."""

    totals: Mapping[float, Row]
    shares: Mapping[str, Interval]
    searched: float


def measure(bench: Bench) -> Alarms:
    """Return METER's false alarms, every article judged by models that have not seen its story."""
    data = bench.sets["meter_dev"]
    found: list[Annotation] = []
    for fold in sorted({data.fold(a.document.id) for a in data.articles}):
        documents = [a.document for a in data.articles if data.fold(a.document.id) == fold]
        found += backwards(documents, data.archive, models=bench.models(fold))
    _check(data, found)
    totals = {}
    for threshold in THRESHOLDS:
        config = Config().with_settings(
            {"retrieval.window_hours": DAYS * 24.0, "decision.threshold": threshold}
        )
        decided = redecide(found, config)
        totals[threshold] = np.sum([alarms(annotation) for annotation in decided], axis=0)
    return Alarms(totals, _shares(data, found), _searched(data))


def _shares(data: DataSet, found: Sequence[Annotation]) -> dict[str, Interval]:
    stories: dict[str, Row] = {}
    for annotation in found:
        story = data.story(annotation.document.id)
        stories[story] = stories.get(story, np.zeros(len(COLUMNS))) + alarms(annotation)

    def share(rows: Row) -> dict[str, Row]:
        below = {"wire": 0, "other": 0, "likely": 0, "flagged": 4}
        return {
            name: rows[..., COLUMNS.index(name)] / np.maximum(rows[..., place], 1)
            for name, place in below.items()
        }

    return intervals_of(list(stories.values()), share)


def _check(data: DataSet, found: Iterable[Annotation]) -> None:
    """Refuse a measurement in which a passage is not from after the article."""
    true = {article.document.id: article.when for article in data.articles}
    for annotation in found:
        mine = true[annotation.document.id]
        for name, source in annotation.sources.items():
            when = moment(source.published)
            if mine is None or when is None or when.latest < mine.latest:
                raise RuntimeError(f"{name} did not come out after {annotation.document.id}")


def _searched(data: DataSet) -> float:
    """Return the mean number of dispatches that an article met."""
    takes = np.array([moment(d.published).earliest for d in data.archive.documents()])  # type: ignore[union-attr]
    ends = np.array([article.when.latest for article in data.articles])  # type: ignore[union-attr]
    return float(np.mean([((takes >= end) & (takes <= end + DAYS * 86_400)).sum() for end in ends]))


def crossed(bench: Bench) -> Row:
    """Return the counts of the worlds' articles against the dispatches of the *other* world, peers left out."""
    data = bench.sets["worlds_dev"]
    takes = list(data.archive.documents())
    total = np.zeros(2)
    for world in sorted({data.story(a.document.id) for a in data.articles}):
        archive = Archive.build(take for take in takes if data.story(take.id) != world)
        for article in data.articles:
            if data.story(article.document.id) == world:
                models = bench.models(data.fold(article.document.id))
                config = Config().with_settings({"retrieval.window_hours": 0.0})
                (annotation,) = annotate([article.document], archive, config=config, models=models)
                findings = [f for f in annotation.findings if f.segment.kind in ORIGIN_KINDS]
                total += (len(findings), sum(map(matched, findings)))
    return total
