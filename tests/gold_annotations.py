"""Annotations made from the sample corpus's gold labels, so that views are tested apart from the matcher."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from rapidfuzz.distance import Indel

from provenance.config import Config
from provenance.records import (
    Annotation,
    Coverage,
    Credit,
    Document,
    Drift,
    Evidence,
    Finding,
    Part,
    Quote,
    Run,
    Segment,
    Source,
    Verdict,
)
from provenance.text import Tokens, tokenise

WORLDS = Path(__file__).resolve().parent.parent / "seeds" / "worlds"
FIELDS = {"id", "text", "title", "outlet", "published", "agency"}


def _read(name: str) -> list[dict]:
    return [json.loads(line) for line in (WORLDS / name).read_text("utf-8").splitlines()]


def align(
    a: Tokens, b: Tokens, here: tuple[int, int], there: tuple[int, int]
) -> tuple[tuple[int, int, int, int], ...]:
    """Return the runs of words that stand in both ranges."""
    a0, a1 = a.span(*here)
    b0, b1 = b.span(*there)
    left = [i for i in range(a0, a1) if a.word[i]]
    right = [i for i in range(b0, b1) if b.word[i]]
    codes = Indel.opcodes([hash(a.text[i]) for i in left], [hash(b.text[i]) for i in right])
    return tuple(
        (
            int(a.start[left[c.src_start]]),
            int(a.end[left[c.src_end - 1]]),
            int(b.start[right[c.dest_start]]),
            int(b.end[right[c.dest_end - 1]]),
        )
        for c in codes
        if c.tag == "equal"
    )


def parts_of(blocks, start: int, end: int) -> tuple[Part, ...]:
    """Return parts that cover the segment: blocks are verbatim, gaps rewritten (short) or new."""
    parts, at = [], start
    for left, right, _, _ in blocks:
        if left > at:
            parts.append(Part(at, left, "rewritten" if left - at < 24 else "new"))
        parts.append(Part(left, right, "verbatim"))
        at = right
    return (*parts, Part(at, end, "verbatim" if end - at < 3 else "new")) if at < end else tuple(parts)


def _finding(
    segment: dict, index: int, tokens: Tokens, sources: dict[str, Source], peers: dict[str, Tokens]
) -> Finding:
    start, end, origin = segment["start"], segment["end"], segment["origin"]
    evidence = []
    for src in segment["src"][:3]:
        source = sources[src["doc"]]
        blocks = align(tokens, peers[src["doc"]], (start, end), (src["start"], src["end"]))
        score = 0.97 if segment["edit"] == "verbatim" else 0.86 if index % 9 else 0.58
        evidence.append(
            Evidence(
                src["doc"],
                source.agency,
                source.role,
                source.published,
                src["start"],
                src["end"],
                score,
                segment["edit"] or "light",
                blocks,
            )
        )
    score = evidence[0].score if evidence else 0.93
    certainty = "matched" if score >= 0.9 else "likely" if score >= 0.7 else "possible"
    basis = ("match",) if origin == "wire" and evidence else ("credit",) if origin == "wire" else ()
    verdict = Verdict(
        origin,
        segment["agency"],
        segment["edit"],
        basis,
        certainty if origin else None,
        score,
        "gold",
        "31 of 40 words stand in the dispatch in the same order." if evidence else "",
    )
    parts = parts_of(evidence[0].blocks, start, end) if evidence and origin in ("wire", "shared") else ()
    quotes = (Quote(start, end, "Ilse Korvan", "said"),) if segment["quote"] else ()
    return Finding(Segment(start, end, segment["kind"], index), verdict, quotes, tuple(evidence), parts)


def _paragraphs(text: str, segments: list[dict]) -> Iterable[int]:
    number, last = 0, 0
    for segment in segments:
        number += "\n" in text[last : segment["start"]]
        last = segment["end"]
        yield number


@cache
def annotations() -> tuple[Annotation, ...]:
    """Return the sample articles with their gold labels, blocks aligned with rapidfuzz."""
    config = Config()
    articles, wires = _read("articles.jsonl"), _read("wires.jsonl")
    sources = {
        w["id"]: Source(w["id"], w["text"], "wire", w["agency"], None, w.get("title"), w["published"])
        for w in wires
    }
    sources |= {
        a["id"]: Source(
            a["id"], a["text"], "article", None, a.get("outlet"), a.get("title"), a.get("published")
        )
        for a in articles
    }
    peers = {name: tokenise(source.text) for name, source in sources.items()}
    agencies: dict[str, int] = {}
    for wire in wires:
        agencies[wire["agency"]] = agencies.get(wire["agency"], 0) + 1
    coverage = Coverage(
        len(wires), 180, agencies, min(w["published"] for w in wires), max(w["published"] for w in wires)
    )
    run = Run("0.1.0", config.to_dict(), config.sha256)
    gold = {g["id"]: g for g in _read("gold.jsonl")}
    made = []
    for article in articles:
        document = Document(**{k: v for k, v in article.items() if k in FIELDS})
        segments = gold[document.id]["segments"]
        numbers = _paragraphs(document.text, segments)
        findings = tuple(
            _placed(_finding(s, i, peers[document.id], sources, peers), n)
            for i, (s, n) in enumerate(zip(segments, numbers, strict=True))
        )
        credits = tuple(
            Credit(
                s["start"],
                s["end"],
                document.text[s["start"] : s["end"]],
                "byline",
                ("AFP",) if "AFP" in document.text[s["start"] : s["end"]] else ("agencies",),
                "article",
                "high",
                "B1",
            )
            for s in segments
            if s["kind"] == "credit"
        )
        kept = {e.doc: sources[e.doc] for f in findings for e in f.evidence}
        made.append(Annotation(document, _word(findings), credits, findings, coverage, run, kept))
    return tuple(made)


def _placed(finding: Finding, paragraph: int) -> Finding:
    from dataclasses import replace

    drift = ()
    if finding.parts and len(finding.parts) > 2 and finding.evidence and finding.evidence[0].blocks:
        a, b, c, d = finding.evidence[0].blocks[0]
        drift = (
            (Drift("number", a, b, c, d, "a figure was changed"),) if finding.segment.start % 7 == 0 else ()
        )
    return replace(finding, segment=replace(finding.segment, paragraph=paragraph), drift=drift)


def _word(findings: tuple[Finding, ...]) -> str:
    body = [f for f in findings if f.segment.kind == "body"]
    share = sum(f.verdict.origin == "wire" for f in body) / max(1, len(body))
    return "wholly" if share >= 0.9 else "mainly" if share >= 0.5 else "partly" if share else "none"
