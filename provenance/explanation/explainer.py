"""Take any answer apart: why this kind, which credits count, what each passage weighed, which rule decided, what would change it.

Everything is read from the result; with an archive, and where nothing was found, the nearest passage is looked for as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import provenance
from provenance.claim import Case, cases, covering, kept_with, needed, settle
from provenance.config import Config
from provenance.errors import ProvenanceError
from provenance.explanation.asked import LINE_NAMES, asked
from provenance.explanation.changes import answer, changes
from provenance.explanation.nearest import nearest, wider
from provenance.explanation.steps import Candidate, CreditStep, Edges, Explanation, Search
from provenance.explanation.waterfall import Facts, waterfall
from provenance.match import Archive, Logistic
from provenance.page import GENERIC_NAME, LineReading, Reading, covers, readings, rule_reading, text_credit
from provenance.records import Annotation, Credit, Evidence, Finding, Segment, Verdict
from provenance.text import fold, moment, primary, term, word_spans

_NO_TEXT = {
    "image": "A picture credit never says where text comes from.",
    "mention": "A mention credits nothing.",
    "part": "It covers a part of the text and does not say which, so it decides nothing here.",
}


def explain(
    annotation: Annotation,
    n: int,
    archive: Archive | None = None,
    *,
    config: Config | None = None,
    models: Mapping[str, Logistic] | None = None,
) -> Explanation:
    """Explain the answer for one sentence.

    Args:
        annotation: A decided article.
        n: The number of the sentence, counting every line and sentence of the article from 1.
        archive: The dispatches that were searched: where nothing was found, the nearest of them all is looked for.
        config: Settings to explain by; those that made the result where not given.
        models: The models that made the probabilities; those of the package where not given.

    Raises:
        ProvenanceError: The article has no sentence of that number.
    """
    total = len(annotation.findings)
    if not 1 <= n <= total:
        raise ProvenanceError(
            f"{annotation.document.id} has sentences 1 to {total}, and {n} was asked for"
            if total
            else f"{annotation.document.id} has no sentences"
        )
    config = config or Config.from_result(annotation.run.config)[0]
    _, case = cases(annotation, config=config)[n - 1]
    decided = settle(annotation, config=config)
    finding = decided.findings[n - 1]
    text = annotation.document.text
    found = finding.verdict.rule == "nothing"
    lines = readings(annotation.document, config=config)
    return Explanation(
        document=annotation.document,
        number=n,
        total=total,
        sentence=text[finding.segment.start : finding.segment.end],
        finding=finding,
        answer=answer(finding.verdict),
        readings=_readings(lines, finding.segment),
        credits=_credits(annotation, finding, lines),
        candidates=tuple(
            _candidate(decided, finding, item, _source(decided, item, archive, config), models)
            for item in finding.evidence
        ),
        rules=asked(case),
        changes=changes(decided, n - 1, config),
        edges=_edges(case, finding.verdict),
        search=_search(decided, n - 1, archive, config) if found else None,
        language=primary(finding.segment.language or annotation.language or ""),
    )


def _readings(lines: Sequence[LineReading], segment: Segment) -> tuple[Reading, ...]:
    """Return what was read of a segment's line, with the rule that the result gives for its kind first.

    A sentence inside a paragraph may have a rule of its own, and another version may have read the line otherwise: what
    decided is what the result says.
    """
    line = next((item for item in lines if item.start <= segment.start < item.end), None)
    others = [
        replace(item, decides=False)
        for item in (line.readings if line else ())
        if item.name != segment.rule and (line is None or _speaks_of(item, line, segment))
    ]
    return (*([rule_reading(segment.rule, decides=True)] if segment.rule else ()), *others)


def _speaks_of(item: Reading, line: LineReading, segment: Segment) -> bool:
    """Tell whether a reading of a paragraph is one of a sentence in it: the shape and the words of others are not."""
    if item.end:
        return item.start < segment.end and segment.start < item.end
    return item.name != "shape" or (segment.start <= line.start and segment.end >= line.end)


def _edges(case: Case, verdict: Verdict) -> Edges:
    needs = needed(case)
    if case.segment.kind == "caption" and verdict.origin != "shared":
        needs = case.config.caption
    return Edges(needs, case.config.likely, case.config.matched)


def _credits(
    annotation: Annotation, finding: Finding, lines: Sequence[LineReading]
) -> tuple[CreditStep, ...]:
    """Return every credit of the page; those in force first."""
    credited = text_credit(annotation.credits)
    counting = covering(annotation.credits, finding.segment, credited)
    reasons = {(item.start, item.rule): reason for line in lines for item, reason in line.credits}
    steps = [
        CreditStep(
            credit,
            "a field of the record says so"
            if not credit.end
            else reasons.get((credit.start, credit.rule), ""),
            in_force := credit in counting,
            _why(credit, finding.segment, credited, in_force=in_force),
        )
        for credit in annotation.credits
    ]
    return tuple(sorted(steps, key=lambda step: not step.in_force))


def _why(credit: Credit, segment: Segment, credited: Sequence[str], *, in_force: bool) -> str:
    """Return why a credit counts for a sentence, or why not."""
    names = " and ".join(name for name in credit.agencies if name != GENERIC_NAME)
    if in_force:
        return f"It credits the text here to {names or 'agencies, and names none'}."
    if credit.scope in _NO_TEXT:
        return _NO_TEXT[credit.scope]
    if segment.kind != "body":
        return f"It credits the body text, never {LINE_NAMES.get(segment.kind, segment.kind)}."
    if not covers(credit, segment):
        return "It credits what stands below it, and this stands above."
    if names and not set(credit.agencies) & set(credited):
        return f"It is not sure enough to credit the text to {names}."
    return "It names no agency, so it counts for nothing here."


def _candidate(
    annotation: Annotation,
    finding: Finding,
    item: Evidence,
    source: str | None,
    models: Mapping[str, Logistic] | None,
) -> Candidate:
    facts = _facts(annotation.document.text, finding, item)
    passage, name = _pieces(source, item), _name(annotation, item)
    if not item.features:
        note = "How it was weighed is not kept in this result: write it with --option sources=true."
        return Candidate(item, name, facts.same, passage, None, note)
    ours = annotation.run.version == provenance.__version__
    weights = waterfall(
        item.features, item.score, facts, held_down=ours, models=models, made=kept_with(annotation)
    )
    note = "" if weights else f"It was weighed by other models (version {annotation.run.version})."
    return Candidate(item, name, facts.same, passage, weights, note)


def _name(annotation: Annotation, item: Evidence) -> str:
    """Return whose a passage is; a page that credits an agency is called by both."""
    source = annotation.sources.get(item.doc)
    outlet = (source.outlet if source else None) or item.doc
    if item.role == "wire":
        return item.agency or item.doc
    return f"{outlet}, credits {item.agency}" if item.agency else outlet


def _facts(text: str, finding: Finding, item: Evidence) -> Facts:
    """Return what the sentences of a waterfall speak of, from the words of the sentence and the blocks of the passage."""
    spans = word_spans(text, finding.segment.start, finding.segment.end)
    held = [any(start <= place < end for start, end, _, _ in item.blocks) for place, _ in spans]
    telling = {
        text[start:end]: is_held
        for (start, end), is_held in zip(spans, held, strict=True)
        if term(fold(text[start:end]))
    }
    plain = sorted(telling, key=lambda word: word[0].isupper())  # names weigh little: they come last
    return Facts(
        {},
        words=len(spans),
        same=sum(held),
        shared=tuple(word for word in plain if telling[word]),
        new=tuple(word for word in plain if not telling[word]),
    )


def _source(annotation: Annotation, item: Evidence, archive: Archive | None, config: Config) -> str | None:
    """Return the text that a passage stands in, None where it is not at hand or other people's text is withheld."""
    if config.report.withhold and item.role != "article":
        return None
    source = annotation.sources.get(item.doc)
    if source is not None:
        return source.text
    return archive.get(item.doc).document.text if archive is not None and item.doc in archive else None


def _pieces(source: str | None, item: Evidence) -> tuple[tuple[str, bool], ...]:
    """Return a passage cut where the words that the sentence has too begin and end."""
    if source is None:
        return ()
    pieces, at = [], item.start
    for _, _, start, end in sorted(item.blocks, key=lambda block: block[2]):
        pieces += [(source[at:start], False), (source[max(at, start) : end], True)]
        at = max(at, end)
    return tuple(piece for piece in (*pieces, (source[at : item.end], False)) if piece[0])


def _search(decided: Annotation, number: int, archive: Archive | None, config: Config) -> Search:
    dated = moment(decided.document.published) is not None
    near = nearest(decided, number, archive, config=config) if archive is not None else None
    widened = near is not None and near.obstacle == "window" and archive is not None
    return Search(
        searched=decided.searched,
        at_hand=decided.archive,
        window=config.retrieval.window_hours if dated and config.retrieval.window_hours else None,
        dated=dated,
        nearest=near,
        wider=wider(decided, number, archive, config=config) if widened and archive is not None else None,
        looked=archive is not None,
    )
