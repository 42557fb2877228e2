"""The rows of the tables: what one annotation adds to each. ``columns.toml`` says what each column means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from provenance.exporters.labels import certainty
from provenance.records import ORIGIN_KINDS, Annotation, Finding
from provenance.text import counted

Row = dict[str, Any]
_BEST = {"source": "doc", "role": "role", "score": "score"}
_REVIEWED = ("reviewed_origin", "coder")


def sentence_facts(annotation: Annotation) -> Iterator[Row]:
    """Yield of each segment what analyses read of its row: the same rows of the table, with fewer columns."""
    document = annotation.document
    for number, finding in enumerate(annotation.findings):
        yield {
            "article": document.id,
            "sentence": number,
            "outlet": document.outlet,
            "words": counted(document.text, finding).words,
            "origin": finding.verdict.origin,
            "agency": finding.verdict.agency,
            "quotes": len(finding.quotes),
        }


def _sentences(annotation: Annotation) -> Iterable[Row]:
    document = annotation.document
    for finding, facts in zip(annotation.findings, sentence_facts(annotation), strict=True):
        segment, verdict = finding.segment, finding.verdict
        yield {
            **facts,
            "kind": segment.kind,
            "published": document.published,
            "start": segment.start,
            "end": segment.end,
            "paragraph": segment.paragraph,
            "edit": verdict.edit,
            "basis": ";".join(verdict.basis) or None,
            "certainty": certainty(verdict),
            "confidence": verdict.confidence,
            "rule": verdict.rule or None,
            "why": verdict.why or None,
            "quoted_share": _share(((quote.start, quote.end) for quote in finding.quotes), finding),
            "evidence": len(finding.evidence),
            **_best(finding),
            "verbatim_share": _verbatim(finding),
            "drift": ";".join(drift.kind for drift in finding.drift) or None,
            **_reviewed(finding),
            "text": document.text[segment.start : segment.end],
        }


def _best(finding: Finding) -> Row:
    """Return the nearest passage, whether or not the verdict rests on it (that is the column of ``evidence_frame``)."""
    best = next(iter(finding.evidence), None)
    return {f"best_{name}": getattr(best, field, None) for name, field in _BEST.items()}


def _reviewed(finding: Finding) -> Row:
    review = finding.review
    return {"reviewed_origin": review.origin, "coder": review.coder} if review else dict.fromkeys(_REVIEWED)


def _article(annotation: Annotation) -> Iterable[Row]:
    document, searched = annotation.document, annotation.searched
    words: Counter[str] = Counter()
    judged = [finding for finding in annotation.findings if finding.segment.kind in ORIGIN_KINDS]
    for finding in judged:
        words[finding.verdict.origin or ""] += counted(document.text, finding).words
    total = words.total()
    wire = {finding.verdict.agency for finding in judged if finding.verdict.origin == "wire"}
    credited = {
        name
        for credit in annotation.credits
        if credit.scope in ("article", "part")
        for name in credit.agencies
    }
    row: Row = {
        "article": document.id,
        "outlet": document.outlet,
        "title": document.title,
        "published": document.published,
        "source": document.source,
        "sha256": document.sha256,
        "verdict": annotation.verdict,
        "sentences": len(judged),
        "words": total,
        "agencies": ";".join(sorted(name for name in wire if name)) or None,
        "credited": ";".join(sorted(credited)) or None,
        "searched_documents": searched.documents,
        "searched_sentences": searched.sentences,
        "searched_from": searched.start,
        "searched_to": searched.end,
        "outside_window": searched.outside_window,
        "peers": searched.peers,
        "language": annotation.language,
        "notes": ";".join(note.code for note in annotation.notes) or None,
    }
    for origin in ("wire", "shared", "quote", "original"):
        row[f"{origin}_words"] = words[origin]
        row[f"{origin}_share"] = words[origin] / total if total else None
    yield row


def _run(annotation: Annotation) -> Iterable[Row]:
    found, run = annotation.archive, annotation.run
    yield {
        "version": run.version,
        "config_sha256": run.config_sha256,
        "articles": 1,
        "archive_documents": found.documents,
        "archive_sentences": found.sentences,
        "archive_from": found.start,
        "archive_to": found.end,
        "agencies": ";".join(f"{name}={number}" for name, number in sorted(found.agencies.items())),
    }


def _credits(annotation: Annotation) -> Iterable[Row]:
    for credit in annotation.credits:
        yield {
            "article": annotation.document.id,
            "start": credit.start,
            "end": credit.end,
            "role": credit.role,
            "agencies": ";".join(credit.agencies),
            "scope": credit.scope,
            "certainty": credit.certainty,
            "rule": credit.rule,
            "note": credit.note,
            "text": credit.text,
        }


def evidence_facts(annotation: Annotation) -> Iterator[Row]:
    """Yield of each passage what analyses read of its row."""
    name = annotation.document.id
    for number, finding in enumerate(annotation.findings):
        for rank, evidence in enumerate(finding.evidence, start=1):
            yield {
                "article": name,
                "sentence": number,
                "rank": rank,
                "source": evidence.doc,
                "agency": evidence.agency,
                "role": evidence.role,
                "source_start": evidence.start,
                "source_end": evidence.end,
                "score": evidence.score,
            }


def _evidence(annotation: Annotation) -> Iterable[Row]:
    passages = ((finding, evidence) for finding in annotation.findings for evidence in finding.evidence)
    for (finding, evidence), facts in zip(passages, evidence_facts(annotation), strict=True):
        source = annotation.sources.get(evidence.doc)
        yield {
            **facts,
            "start": finding.segment.start,
            "end": finding.segment.end,
            "source_published": evidence.published,
            "edit": evidence.edit,
            "quoted": evidence.quoted,
            "shared_words_share": _share(((block[0], block[1]) for block in evidence.blocks), finding),
            "source_text": source.text[evidence.start : evidence.end] if source else None,
        }


ROWS: Final[Mapping[str, Callable[[Annotation], Iterable[Row]]]] = {
    "sentences": _sentences,
    "articles": _article,
    "credits": _credits,
    "evidence": _evidence,
    "runs": _run,
}
"""What an annotation adds to each table."""


def _share(spans: Iterable[tuple[int, int]], finding: Finding) -> float | None:
    length = finding.segment.end - finding.segment.start
    return min(sum(end - start for start, end in spans) / length, 1.0) if length else None


def _verbatim(finding: Finding) -> float | None:
    parts: Sequence[tuple[int, str]] = [(part.end - part.start, part.edit) for part in finding.parts]
    total = sum(length for length, _ in parts)
    return sum(length for length, edit in parts if edit == "verbatim") / total if total else None
