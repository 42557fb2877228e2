"""What a few analyses need and no exported table holds: words as numbers, what other thresholds would say, an archive's dispatches.

Each is small: of an article some hundred numbers and a row a threshold are kept, of a dispatch one row. No text is.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from provenance.analysis.extras import INSTANT, class_of, is_body, times
from provenance.claim import may_differ, rulings
from provenance.config import ANALYSIS, NAMED, Config
from provenance.contract import DESKS, fact
from provenance.records import Annotation, Document, Verdict
from provenance.text import DEFAULT, chunks_of, cleaned, term, whole_words

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

TOPICS: Final = ("topic", "topics", "subject", "subjects", *DESKS)
"""Fields of a dispatch, in any case, that say what it is about."""
THRESHOLDS: Final[Mapping[str, float]] = {name: Config.named(name).decision.threshold for name in NAMED}
"""The thresholds that have a name."""
SETTINGS: Final[Mapping[str, str]] = {
    "article": "string", "threshold": "Float64", "class": "string", "sentences": "Int64", "wire": "Int64",
}  # fmt: skip
"""Columns of :func:`setting_rows`."""
DISPATCHES: Final[Mapping[str, str]] = {
    "source": "string", "agency": "string", "topic": "string", "status": "string",
    "time": INSTANT, "earliest": INSTANT, "latest": INSTANT, "precision": "string",
}  # fmt: skip


def telling(annotation: Annotation) -> Annotation:
    """Return an annotation without the passages, worse than others, that no verdict rests on and no analysis reads."""
    findings = []
    for finding in annotation.findings:
        likely = sum(item.score >= ANALYSIS.event_score for item in finding.evidence)
        most = max(1, likely, 0 if finding.rests is None else finding.rests + 1)
        short = len(finding.evidence) <= most
        findings.append(finding if short else replace(finding, evidence=finding.evidence[:most]))
    return replace(annotation, findings=tuple(findings))


def terms_of(annotation: Annotation) -> tuple[NDArray[np.uint32], NDArray[np.bool_]]:
    """Return the numbers of the terms of an article's body, in order, and which of them stand outside agency text too.

    Terms are stems without function words, as matching counts them, of body sentences. Agency text is every sentence whose origin
    is ``wire``. A number is the CRC-32 of the term: two terms in some billions share one.
    """
    import numpy as np

    language = annotation.language or DEFAULT
    body = [finding for finding in annotation.findings if is_body(finding)]
    if not body:
        return np.array([], np.uint32), np.array([], bool)
    chunks = chunks_of(language)
    start, end, numbers = chunks.read(whole_words(cleaned(annotation.document.text)))
    begins = np.array([finding.segment.start for finding in body])
    ends = np.array([finding.segment.end for finding in body])
    agency = np.array([finding.verdict.origin == "wire" for finding in body])
    at = np.searchsorted(begins, start, side="right") - 1
    inside = (at >= 0) & (end <= ends[at])

    met = np.unique(numbers[inside])
    terms = np.array([_number(chunks.words[number], language) for number in met.tolist()], np.uint32)
    own = np.zeros(len(chunks.words), bool)
    own[numbers[inside & ~agency[at]]] = True
    words = np.unique(terms[terms > 0])
    return words, np.isin(words, terms[own[met]])


@lru_cache(maxsize=500_000)
def _number(word: str, language: str) -> int:
    found = term(word, language)
    return zlib.crc32(found.encode("utf-8", "surrogatepass")) if found else 0


def setting_rows(annotation: Annotation, thresholds: Iterable[float]) -> Iterator[dict[str, Any]]:
    """Yield one row a threshold and class: how many body sentences would be of that class.

    ``wire`` is of how many of them a source of an agency would be named. Decided from the evidence that is kept; none where the settings that
    an article was decided with are not known.
    """
    if not annotation.run.config:
        return
    settings = json.dumps(annotation.run.config)
    own = _config(settings, None).decision.threshold
    for value in sorted({own, *thresholds}):
        again = value != own and may_differ(annotation, own, value)
        found = rulings(annotation, config=_config(settings, value)) if again else annotation.findings
        yield from _counted(annotation, value, ((one.verdict, one.rests is not None) for one in found))


@lru_cache(maxsize=20)
def _config(settings: str, threshold: float | None) -> Config:
    """Return the settings of a run from their JSON, with another threshold: the articles of a run share them."""
    found = Config.from_result(json.loads(settings))[0]
    return found if threshold is None else found.with_settings({"decision.threshold": threshold})


def _counted(
    annotation: Annotation, threshold: float, answers: Iterable[tuple[Verdict, bool]]
) -> Iterator[dict[str, Any]]:
    counts: Counter[str | None] = Counter()
    wire: Counter[str | None] = Counter()
    for finding, (verdict, rests) in zip(annotation.findings, answers, strict=True):
        if finding.segment.kind == "body" and verdict.origin is not None:
            name = class_of(verdict)
            counts[name] += 1
            wire[name] += verdict.origin == "wire" and rests
    for name, number in counts.items():
        yield {
            "article": annotation.document.id, "threshold": threshold, "class": name, "sentences": number, "wire": wire[name],
        }  # fmt: skip


def dispatches_frame(documents: Iterable[Document]) -> pd.DataFrame:
    """Return one row a dispatch: agency, topic where its record names one, status, and when it was released."""
    import pandas as pd

    rows = [
        {
            "source": document.id, "agency": document.agency, "topic": fact(document.meta, TOPICS),
            "status": document.status, **times(document.published),
        }
        for document in documents
    ]  # fmt: skip
    return pd.DataFrame(
        {name: pd.Series([row[name] for row in rows], dtype=kind) for name, kind in DISPATCHES.items()}
    )
