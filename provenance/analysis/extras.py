"""What analyses need of an annotation beside the exported tables: a row each, in the order of those tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

from provenance.config import ANALYSIS
from provenance.contract import DESKS, MEDIA, fact, kind_of
from provenance.records import Annotation, Evidence, Finding, Verdict
from provenance.show import absent_names
from provenance.text import day_only, moment, written

Row = dict[str, Any]
INSTANT: Final = "datetime64[ns, UTC]"
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CLASS: Final = {"w": "verbatim", "c": "credited", "sh": "shared", "r": "possible", "q": "quote", "n": "none"}


def class_of(verdict: Verdict) -> str | None:
    """Return what is said of a sentence: its kind, with edited copy told apart; None where its kind of line has none."""
    if verdict.origin is None:
        return None
    return _CLASS.get(kind_of(verdict).key, verdict.edit or "light")


def sentence_rows(annotation: Annotation) -> Iterator[Row]:
    """Yield one row a segment."""
    body = [number for number, finding in enumerate(annotation.findings) if is_body(finding)]
    last = max(1, len(body) - 1)
    place = {number: at / last for at, number in enumerate(body)}
    weekday, desk = _weekday(annotation.document.published), fact(annotation.document.meta, DESKS)
    for number, finding in enumerate(annotation.findings):
        words = {"verbatim": 0, "rewritten": 0, "new": 0}
        for part in finding.parts:
            words[part.edit] += part.words
        yield {
            "class": class_of(finding.verdict),
            "body": number in place,
            "position": place.get(number),
            **{f"words_{name}": count for name, count in words.items()},
            "reordered": _reordered(finding.passage),
            "merged": 1 + len(_joined(finding)) if finding.passage else None,
            "desk": desk,
            "weekday": weekday,
        }


def article_rows(annotation: Annotation) -> Iterator[Row]:
    """Yield the one row of an article."""
    document, config = annotation.document, annotation.run.config
    when = written(document.published)
    named = {name for credit in annotation.credits if credit.scope == "mention" for name in credit.agencies}
    yield {
        **times(document.published),
        "weekday": _weekday(document.published),
        "hour": None if when is None or day_only(str(document.published)) else when.hour,
        "desk": fact(document.meta, DESKS),
        "medium": fact(document.meta, MEDIA),
        "body": sum(map(is_body, annotation.findings)),
        "named": ";".join(sorted(named)) or None,
        "absent": ";".join(absent_names(annotation)) or None,
        "threshold": _setting(config, "decision", "threshold"),
        "window_hours": _setting(config, "retrieval", "window_hours"),
        "archive_documents": annotation.archive.documents,
        "withheld": not annotation.sources,
    }


def evidence_rows(annotation: Annotation) -> Iterator[Row]:
    """Yield one row a passage."""
    for finding in annotation.findings:
        joined = _joined(finding)
        for number, evidence in enumerate(finding.evidence):
            yield {
                "rests": number == finding.rests,
                "joined": number in joined,
                **_source_times(evidence.published),
            }


def drift_rows(annotation: Annotation) -> Iterator[Row]:
    """Yield one row a change of substance."""
    for number, finding in enumerate(annotation.findings):
        for drift in finding.drift:
            yield {
                "article": annotation.document.id,
                "sentence": number,
                "kind": drift.kind,
                "note": drift.note,
                "here": drift.end > drift.start,
                "there": drift.source_end > drift.source_start,
            }


def source_rows(annotation: Annotation) -> Iterator[Row]:
    """Yield one row a document that passages of an article point into."""
    for source in annotation.sources.values():
        yield {
            "source": source.id,
            "role": source.role,
            "agency": source.agency,
            "outlet": source.outlet,
            "published": source.published,
            "version": source.version,
            "status": source.status,
            "characters": len(source.text),
            **times(source.published),
        }


def times(text: str | None) -> Row:
    """Return when something was released, in UTC: exactly, or the earliest and latest that its words allow."""
    span = moment(text)
    if span is None:
        return {"time": None, "earliest": None, "latest": None, "precision": "none"}
    exact = span.earliest == span.latest
    earliest, latest = _utc(span.earliest), _utc(span.latest)
    precision = "exact" if exact else "day" if day_only(str(text)) else "zone"
    return {
        "time": earliest if exact else None,
        "earliest": earliest,
        "latest": latest,
        "precision": precision,
    }


@lru_cache(maxsize=4_000)  # a dispatch is found once a sentence
def _source_times(text: str | None) -> Mapping[str, Any]:
    return {f"source_{name}": value for name, value in times(text).items() if name != "precision"}


def _weekday(text: str | None) -> str | None:
    """Return the weekday as its readers knew it: of the time as it is written."""
    when = written(text)
    return None if when is None else WEEKDAYS[when.weekday()]


def _utc(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def is_body(finding: Finding) -> bool:
    """Tell whether a segment is a body sentence that was judged: every share is of these."""
    return finding.segment.kind == "body" and finding.verdict.origin is not None


def _setting(config: Mapping[str, object], section: str, name: str) -> object:
    values = config.get(section)
    found = values.get(name) if isinstance(values, Mapping) else None
    return found if isinstance(found, int | float) else None


def _reordered(passage: Evidence | None) -> bool:
    """Tell whether the runs that a sentence shares with its passage stand there in another order."""
    if passage is None:
        return False
    places = [block[2] for block in sorted(passage.blocks)]
    return any(later < earlier for earlier, later in pairwise(places))


def _joined(finding: Finding) -> tuple[int, ...]:
    """Return the places of further passages of the source that a sentence rests on, each with words that no other gave.

    A sentence made of two of a dispatch has its words from both; each must give ``joined`` of its characters.
    """
    passage, start = finding.passage, finding.segment.start
    if passage is None or finding.verdict.edit in (None, "verbatim"):
        return ()
    least = ANALYSIS.joined * (finding.segment.end - start)
    covered, found = _covered(passage, start), []
    for number, evidence in enumerate(finding.evidence):
        new = 0 if evidence.doc != passage.doc else _covered(evidence, start) & ~covered
        if new.bit_count() >= least and number != finding.rests:
            covered |= new
            found.append(number)
    return tuple(found)


def _covered(evidence: Evidence, start: int) -> int:
    """Return the characters of a sentence that stand in a passage, a bit each."""
    found = 0
    for block in evidence.blocks:
        found |= ((1 << (block[1] - block[0])) - 1) << max(0, block[0] - start)
    return found


_MAKERS: Final = {
    "sentences": (
        sentence_rows,
        {
            "class": "string", "body": "boolean", "position": "Float64", "words_verbatim": "Int64",
            "words_rewritten": "Int64", "words_new": "Int64", "reordered": "boolean", "merged": "Int64", "desk": "string", "weekday": "string",
        },
    ),
    "articles": (
        article_rows,
        {
            "time": INSTANT, "earliest": INSTANT, "latest": INSTANT, "precision": "string", "weekday": "string", "hour": "Int64",
            "desk": "string", "medium": "string", "body": "Int64", "named": "string", "absent": "string", "threshold": "Float64",
            "window_hours": "Float64", "archive_documents": "Int64", "withheld": "boolean",
        },
    ),
    "evidence": (
        evidence_rows,
        {
            "rests": "boolean", "joined": "boolean",
            "source_time": INSTANT, "source_earliest": INSTANT, "source_latest": INSTANT,
        },
    ),
    "drift": (
        drift_rows,
        {"article": "string", "sentence": "Int64", "kind": "string", "note": "string", "here": "boolean", "there": "boolean"},
    ),
    "sources": (
        source_rows,
        {
            "source": "string", "role": "string", "agency": "string", "outlet": "string", "published": "string",
            "version": "string", "status": "string", "characters": "Int64", "time": INSTANT, "earliest": INSTANT,
            "latest": INSTANT, "precision": "string",
        },
    ),
}  # fmt: skip
EXTRAS: Final[Mapping[str, tuple[Callable[[Annotation], Iterator[Row]], Mapping[str, str]]]] = _MAKERS
"""For each table: what makes its further rows, and the type of each column."""
