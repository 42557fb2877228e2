"""Take any answer apart: why this kind, which credits count, what each passage weighed, which rule decided, what would change it.

Everything is read from the result; with an archive, and where nothing was found, the nearest passage is looked for as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import provenance
from provenance.claim import cases, covering, settle
from provenance.config import Config
from provenance.errors import ProvenanceError
from provenance.explanation.asked import asked
from provenance.explanation.nearest import nearest, wider
from provenance.explanation.steps import Candidate, CreditStep, Explanation, LineReading, Search
from provenance.explanation.waterfall import Facts, waterfall
from provenance.match import Archive, Logistic
from provenance.page import GENERIC_NAME, covers, text_credit
from provenance.records import Annotation, Credit, Evidence, Finding, Verdict
from provenance.text import fold, moment, term, word_spans

KINDS = {
    "body": "the article's own account",
    "headline": "the title of the story",
    "deck": "it stands under the headline",
    "subhead": "a heading inside the story",
    "caption": "judged by itself, never covered by a byline",
    "credit": "it says who is named, and has no origin of its own",
    "furniture": "no part of the story",
    "table": "no prose",
}
"""What each kind of line means for the answer."""


_NO_TEXT = {
    "image": "a picture credit: it never says where text comes from",
    "mention": "a mention: it credits nothing",
}


def explain(
    annotation: Annotation,
    n: int,
    archive: Archive | None = None,
    *,
    config: Config | None = None,
    readings: Sequence[LineReading] = (),
    models: Mapping[str, Logistic] | None = None,
) -> Explanation:
    """Explain the answer for one sentence.

    Args:
        annotation: A decided article.
        n: The number of the sentence, counting every line and sentence of the article from 1.
        archive: The dispatches that were searched: where nothing was found, the nearest of them all is looked for.
        config: Settings to explain by; those that made the result where not given.
        readings: The readings of the line, where they are at hand; otherwise the kind and its rule are all there is.
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
    return Explanation(
        document=annotation.document,
        number=n,
        total=total,
        sentence=text[finding.segment.start : finding.segment.end],
        finding=finding,
        answer=answer(finding.verdict),
        readings=tuple(readings) or (_reading(finding),),
        credits=_credits(annotation, finding),
        candidates=tuple(_candidate(decided, finding, item, archive, models) for item in finding.evidence),
        rules=asked(case),
        changes=_changes(decided, n - 1, config),
        search=_search(decided, n - 1, archive, config) if found else None,
    )


def answer(verdict: Verdict) -> str:
    """Return the answer in words, without its certainty."""
    agency = verdict.agency or "a dispatch"
    if verdict.origin is None:
        return "not judged"
    if verdict.rule == "credit":
        return f"credited to {verdict.agency or 'agencies'}, not checked"
    if verdict.rule == "common":
        return "wire copy that several agencies hold alike"
    if verdict.origin == "wire":
        how = {"verbatim": "same words as", "light": "edited from", "heavy": "rewritten from"}
        return f"{how.get(verdict.edit or '', 'derives from')} {agency}"
    return {
        "shared": "shared with other outlets",
        "quote": "public speech",
        "original": "background that several agencies print"
        if verdict.rule == "background"
        else "nothing found",
    }[verdict.origin]


def _reading(finding: Finding) -> LineReading:
    return LineReading(finding.segment.kind, fits=True, because=KINDS[finding.segment.kind])


def _credits(annotation: Annotation, finding: Finding) -> tuple[CreditStep, ...]:
    """Return every credit of the page; those in force first."""
    credited = text_credit(annotation.credits)
    counting = covering(annotation.credits, finding.segment, credited)
    steps = [
        CreditStep(credit, in_force := credit in counting, _why(credit, finding, credited, in_force))
        for credit in annotation.credits
    ]
    return tuple(sorted(steps, key=lambda step: not step.in_force))


def _why(credit: Credit, finding: Finding, credited: Sequence[str], in_force: bool) -> str:
    """Return why a credit counts for a sentence, or why not."""
    names = " and ".join("agencies" if name == GENERIC_NAME else name for name in credit.agencies) or "nobody"
    if in_force:
        return f"in force: it credits the text here to {names}"
    if credit.scope in _NO_TEXT:
        return _NO_TEXT[credit.scope]
    if finding.segment.kind == "caption":
        return "a credit of the text: it never covers a caption"
    if not covers(credit, finding.segment):
        return f"it credits {names} for another part of the page"
    if not set(credit.agencies) & set(credited):
        return f"it names {names}; the article's own credit names {' and '.join(credited) or 'nobody'}"
    return f"it names {names} and no agency: it counts for nothing here"


def _candidate(
    annotation: Annotation,
    finding: Finding,
    item: Evidence,
    archive: Archive | None,
    models: Mapping[str, Logistic] | None,
) -> Candidate:
    facts = _facts(annotation.document.text, finding, item)
    passage = _passage(annotation, item, archive)
    if not item.features:
        note = "How it was weighed is not kept here: write the result with sources=true to keep it for every passage."
        return Candidate(item, facts.same, passage, None, note)
    ours = annotation.run.version == provenance.__version__
    weights = waterfall(item.features, item.score, facts, held_down=ours, models=models)
    note = "" if weights else f"It was weighed by other models (version {annotation.run.version})."
    return Candidate(item, facts.same, passage, weights, note)


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


def _passage(annotation: Annotation, item: Evidence, archive: Archive | None) -> str | None:
    source = annotation.sources.get(item.doc)
    if source is not None:
        return source.text[item.start : item.end]
    if archive is not None and item.doc in archive:
        return archive.get(item.doc).document.text[item.start : item.end]
    return None


def _changes(decided: Annotation, number: int, config: Config) -> tuple[str, ...]:
    """Return what would change the answer: the rules are asked again at the threshold just beyond each probability."""
    verdict, found = decided.findings[number].verdict, []
    needed = config.decision.threshold
    for score in sorted({item.score for item in decided.findings[number].evidence}, reverse=True):
        step = round(score + 0.0001 if score >= needed else score, 4)
        if not 0 < step <= 1:
            continue
        again = settle(decided, config=config.with_settings({"decision.threshold": step}))
        other = again.findings[number].verdict
        if answer(other) != answer(verdict):
            found.append(f"--set decision.threshold={step:g} turns it into: {answer(other)}")
            break
    if verdict.origin is None:
        return ("Nothing: a line that is no prose is never judged.",)
    return (*found, "Not tested by anything: a source that was not at hand.")


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
