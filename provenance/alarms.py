"""How often is a match chance? Measured on a user's own articles, without labels: dispatches that cannot be the source.

A dispatch that came out after an article was never its source, nor was one of another event: whatever matches is a false
alarm, or something older that both texts draw on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from provenance.config import NAMED, Config
from provenance.errors import ConfigError
from provenance.match import Archive, Logistic
from provenance.pipeline import Progress, annotate, redecide
from provenance.records import Annotation, Document
from provenance.text import moment

DAYS = 30.0
"""Days after an article whose dispatches are searched."""
THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Alarms:
    """What is called wire copy at one threshold where nothing is: body sentences, by edit, and articles with a verdict."""

    threshold: float
    articles: int
    flagged: int
    body: int
    wire: int
    verbatim: int
    light: int
    heavy: int
    sure: int

    def share(self, count: int) -> float:
        """Return a count of sentences as a share of all body sentences."""
        return count / max(1, self.body)


def later(document: Document, *, days: float = DAYS) -> Document:
    """Return the article as if it had come out so many days after the last moment that its date allows."""
    when = moment(document.published)
    if when is None:
        raise ConfigError(
            f"{document.source or document.id}: no date ({document.published or 'none given'}) says which dispatches came "
            "later; leave it out, or where all dispatches are of other events use --unrelated"
        )
    date = datetime.fromtimestamp(when.latest + days * 86_400, UTC)
    return replace(document, published=date.isoformat())


def false_matches(
    documents: Sequence[Document],
    archive: Archive,
    *,
    config: Config | None = None,
    days: float = DAYS,
    unrelated: bool = False,
    models: Mapping[str, Logistic] | None = None,
    progress: Progress | None = None,
) -> tuple[Annotation, ...]:
    """Annotate articles, each by itself, against dispatches that cannot be their source.

    Args:
        documents: The articles.
        archive: The dispatches.
        config: Settings of all stages.
        days: Those of so many days after an article are searched.
        unrelated: Whether all dispatches are of other events, and all are searched whatever their date.
        models: Fitted models to use in place of the package's own, as cross-validation does.
        progress: Called with how many articles are done, and how many there are.
    """
    config = config or Config()
    wide = config.with_settings({"retrieval.window_hours": 0.0 if unrelated else days * 24.0})
    found: list[Annotation] = []
    for document in documents:
        asked = replace(document, published=None) if unrelated else later(document, days=days)
        found.extend(annotate([asked], archive, config=wide, models=models))
        if progress is not None:
            progress(len(found), len(documents))
    return tuple(found)


def count_alarms(annotations: Sequence[Annotation]) -> tuple[Alarms, ...]:
    """Return what is called wire copy at each threshold, those of the named settings among them; nothing is matched again."""
    if not annotations:
        return ()
    config = Config.from_result(annotations[0].run.config)[0]
    named = {Config.named(name).decision.threshold for name in NAMED}
    return tuple(
        _count(redecide(annotations, config.with_settings({"decision.threshold": threshold})), threshold)
        for threshold in sorted({*THRESHOLDS, *named, config.decision.threshold})
    )


def _count(annotations: Sequence[Annotation], threshold: float) -> Alarms:
    body = [f for a in annotations for f in a.findings if f.segment.kind == "body"]
    wire = [f.verdict for f in body if f.verdict.origin == "wire" and "match" in f.verdict.basis]
    edits = Counter(verdict.edit for verdict in wire)
    return Alarms(
        threshold=threshold,
        articles=len(annotations),
        flagged=sum(a.verdict not in {"none", "undetermined"} for a in annotations),
        body=len(body),
        wire=len(wire),
        verbatim=edits["verbatim"],
        light=edits["light"],
        heavy=edits["heavy"],
        sure=sum(verdict.edit == "heavy" and verdict.certainty != "possible" for verdict in wire),
    )
