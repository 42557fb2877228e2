"""Where it goes wrong: the sentences of our own worlds, with their texts, and METER's words, as counts alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy_counts import PARTS, Marks, Row, paint
from benchmarks.development import DataSet
from provenance.records import Annotation, Finding

Mask = NDArray[np.bool_]

NEAR = 0.1
"""A dispatch below this probability is no dispatch to read words against."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One sentence of a world whose origin was misjudged; ``source`` is the passage it comes from, or was taken for."""

    article: str
    gold: str
    said: str
    confidence: float
    rule: str
    characters: int
    text: str
    source: str
    passage: str


def mistakes(data: DataSet, found: Mapping[str, Annotation]) -> list[Mistake]:
    """Return the misjudged sentences of our own worlds, the surest first."""
    if data.name != "worlds_dev":
        raise ValueError(f"texts of {data.name} are not ours to show; only worlds_dev may be quoted")
    texts = {document.id: document.text for document in data.archive.documents()}
    texts |= {article.document.id: article.document.text for article in data.articles}
    result = []
    for name, gold in data.gold.items():
        for truth in gold["segments"]:
            finding = overlapping(found[name].findings, truth["start"], truth["end"])
            if truth["origin"] is not None and finding is not None:
                said = finding.verdict.origin or "none"
                if said != truth["origin"]:
                    result.append(_mistake(name, gold["text"], truth, finding, texts))
    return sorted(result, key=lambda item: (-item.confidence, item.article, item.text))


def overlapping(findings: Iterable[Finding], start: int, end: int) -> Finding | None:
    """Return the finding that holds most of a range, None where none touches it."""

    def held(finding: Finding) -> int:
        return min(end, finding.segment.end) - max(start, finding.segment.start)

    best = max(findings, key=held, default=None)
    return best if best is not None and held(best) > 0 else None


def _mistake(
    name: str, text: str, truth: Mapping[str, Any], finding: Finding, texts: Mapping[str, str]
) -> Mistake:
    source, passage = "", ""
    true = truth.get("src") or []
    if true:
        source, passage = true[0]["doc"], texts[true[0]["doc"]][true[0]["start"] : true[0]["end"]]
    elif finding.evidence:
        first = finding.evidence[0]
        source, passage = first.doc, texts[first.doc][first.start : first.end]
    return Mistake(
        article=name,
        gold=truth["origin"],
        said=finding.verdict.origin or "none",
        confidence=finding.verdict.confidence or 0.0,
        rule=finding.verdict.rule,
        characters=truth["end"] - truth["start"],
        text=text[truth["start"] : truth["end"]],
        source=source,
        passage=passage,
    )


def slices(data: DataSet, found: Mapping[str, Annotation]) -> dict[str, Row]:
    """Return METER's confusion of derived and new, in letters and digits, for parts of the text that differ in kind."""
    result: dict[str, Row] = {}
    for name, gold in data.gold.items():
        true, read, groups = _letters(gold, found[name])
        groups["court stories" if name.split("/")[1] == "courts" else "show business"] = np.ones(
            len(true), dtype=np.bool_
        )
        for group, inside in groups.items():
            keep = inside & (true >= 0)
            table = np.zeros((2, 2))
            np.add.at(table, (true[keep], read[keep]), 1)
            result[group] = result.get(group, np.zeros((2, 2))) + table
    return result


def _letters(gold: Mapping[str, Any], annotation: Annotation) -> tuple[Marks, Marks, dict[str, Mask]]:
    """Return, for each character, whether it is new in truth (-1: unknown) and as read, and the kinds of place."""
    text, findings = gold["text"], annotation.findings
    new = np.array([span["origin"] == "original" for span in gold["segments"]] + [False])
    spans = paint(len(text), gold["segments"])
    alnum = np.array([char.isalnum() for char in text], dtype=np.bool_)
    true = np.where((spans >= 0) & alnum, new[spans], -1)
    pieces = [part for finding in findings for part in finding.parts]
    fresh = np.array([part.edit == PARTS[2] for part in pieces] + [True])
    read = fresh[paint(len(text), [{"start": p.start, "end": p.end} for p in pieces])].astype(np.int64)
    quoted = paint(len(text), [{"start": q.start, "end": q.end} for f in findings for q in f.quotes]) >= 0
    near = _covered(len(text), [f for f in findings if _is_near(f)])
    return (
        true,
        read,
        {
            "inside quotation marks": quoted,
            "outside quotation marks": ~quoted,
            "a dispatch came near": near,
            "no dispatch came near": ~near,
        },
    )


def _is_near(finding: Finding) -> bool:
    return any(item.role == "wire" and item.score >= NEAR for item in finding.evidence)


def _covered(length: int, findings: Sequence[Finding]) -> Mask:
    spans = [{"start": f.segment.start, "end": f.segment.end} for f in findings]
    return np.asarray(paint(length, spans) >= 0, dtype=np.bool_)
