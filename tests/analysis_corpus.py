"""Decided articles made by hand, so that every count of an analysis is known: a letter a sentence, and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from provenance.config import Config
from provenance.records import (
    Annotation,
    Coverage,
    Credit,
    Document,
    Drift,
    Evidence,
    Finding,
    Note,
    Part,
    Quote,
    Run,
    Segment,
    Source,
    Verdict,
)

SENTENCE = "Ten words stand in every sentence of this small paper. "
"""55 code points; a body sentence of every article."""
SIZE = len(SENTENCE)
VERDICTS: Mapping[str, Mapping[str, Any]] = {
    "w": {"origin": "wire", "edit": "verbatim", "basis": ("match",), "certainty": "matched"},
    "l": {"origin": "wire", "edit": "light", "basis": ("match",), "certainty": "matched"},
    "h": {"origin": "wire", "edit": "heavy", "basis": ("match",), "certainty": "likely"},
    "c": {"origin": "wire", "basis": ("credit",), "certainty": "likely"},
    "?": {"origin": "wire", "edit": "heavy", "basis": ("match",), "certainty": "possible"},
    "s": {"origin": "shared", "edit": "verbatim", "basis": ("match",), "certainty": "matched"},
    "q": {"origin": "quote", "certainty": "matched"},
    "n": {"origin": "original"},
}
RUN = Run("0.1.0", Config().to_dict(), Config().sha256)


def dispatch(name: str = "d1", published: str | None = "2031-05-01T08:00:00Z", **facts: Any) -> Source:
    """Return a dispatch of ten sentences."""
    return Source(name, SENTENCE * 10, "wire", **{"agency": "AFP", "published": published, **facts})


def passage(source: Source, at: int, place: int, *, score: float = 0.99, **facts: Any) -> Evidence:
    """Return the passage of a sentence of a source, with all words of the sentence at ``place``."""
    start, here = at * SIZE, place * SIZE
    blocks = facts.pop("blocks", ((here, here + SIZE - 1, start, start + SIZE - 1),))
    return Evidence(
        source.id, source.agency, source.role, source.published, start, start + SIZE, score, "light", blocks, **facts
    )  # fmt: skip


def article(
    name: str,
    letters: str,
    *,
    source: Source | None = None,
    at: Mapping[int, int] | None = None,
    evidence: Mapping[int, Sequence[Evidence]] | None = None,
    drift: Mapping[int, str] | None = None,
    quoting: Sequence[int] = (),
    credited: Sequence[str] = (),
    notes: Sequence[str] = (),
    outlet: str | None = "Gull",
    published: str | None = "2031-05-01T09:00:00Z",
    verdict: Any = "partly",
    meta: Mapping[str, object] | None = None,
    parts: tuple[int, int, int] = (8, 1, 1),
    archive: int = 1,
) -> Annotation:
    """Return an article with a body sentence for each letter of :data:`VERDICTS`; those with a source rest on the same place in it."""
    given = dispatch() if source is None else source
    findings, text = [], SENTENCE * len(letters) or "\n"
    for place, letter in enumerate(letters):
        start, end = place * SIZE, (place + 1) * SIZE - 1
        resting = letter in "wlh?s"
        found = tuple(
            (evidence or {}).get(
                place, (passage(given, (at or {}).get(place, place), place),) if resting else ()
            )
        )
        changes = (drift or {}).get(place)
        findings.append(
            Finding(
                Segment(start, end, "body", 0),
                Verdict(
                    agency=given.agency if VERDICTS[letter]["origin"] == "wire" else None,
                    confidence=0.9,
                    **VERDICTS[letter],
                ),
                quotes=(Quote(start, start + 9),) if place in quoting else (),
                evidence=found,
                parts=tuple(
                    Part(start, end, edit, words)
                    for edit, words in zip(("verbatim", "rewritten", "new"), parts, strict=True)
                )
                if resting
                else (),
                drift=tuple(
                    Drift(kind.strip("-"), start, start if kind.endswith("-") else start + 3, 0, 3, "changed")  # type: ignore[arg-type]
                    for kind in (changes or "").split()
                ),
                rests=0 if resting else None,
                words=10,
            )
        )
    coverage = Coverage(
        archive,
        archive * 10,
        {"AFP": archive} if archive else {},
        "2031-05-01T08:00:00Z",
        "2031-05-01T08:00:00Z",
    )
    return Annotation(
        document=Document(name, text, outlet=outlet, published=published, meta=meta or {}),
        verdict=verdict,
        credits=tuple(Credit(0, 3, "By", "byline", (agency,), "article", "high", "B1") for agency in credited),
        findings=tuple(findings),
        archive=coverage if archive else Coverage(),
        run=RUN,
        sources={given.id: given} | {one.doc: dispatch(one.doc, one.published) for some in (evidence or {}).values() for one in some},
        searched=coverage if archive else Coverage(),
        notes=tuple(Note(code, code) for code in notes),
        language="en",
    )  # fmt: skip
