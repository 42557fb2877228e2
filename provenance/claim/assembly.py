"""From what is held of traces to findings: join the evidence, then let the rules decide over it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from provenance.claim.anchors import count_speech, find_anchors
from provenance.claim.case import BRIEF, Anchors, Case, Ruling
from provenance.claim.holding import Held, joined
from provenance.claim.limits import capped
from provenance.claim.passages import leads
from provenance.claim.rules import decide
from provenance.claim.signs import announces, speaks_of_itself
from provenance.claim.verdict import Shares, article_verdict
from provenance.config import Config
from provenance.contract import Search
from provenance.match import gather, version_of
from provenance.page import GENERIC_NAME, Prepared, agency, covers, text_credit
from provenance.records import (
    ORIGIN_KINDS,
    Annotation,
    Credit,
    Document,
    Evidence,
    Finding,
    Segment,
    Source,
    SourceRole,
    Verdict,
)
from provenance.text import with_words


class Library(Protocol):
    """Where the documents that evidence points to are read again."""

    def document(self, name: str) -> Document:
        """Return a document by id."""


def keep_evidence(article: Prepared, wires: Held, others: Held, *, config: Config) -> tuple[Finding, ...]:
    """Return one undecided finding a segment with its words counted and its best evidence.

    Args:
        article: The article.
        wires: What is held of the archive.
        others: What is held of the other articles.
        config: Settings of all stages.
    """
    starts = [quote.start for quote in article.quotes]
    ends = [quote.end for quote in article.quotes]
    findings = []
    for number, segment in enumerate(article.segments):
        quotes = article.quotes[
            bisect_right(ends, segment.start) : bisect_left(starts, segment.end)
        ]  # quotes are in order and do not overlap
        words, spoken = article.count(number)
        evidence = joined(wires.passages.get(number, ()), others.passages.get(number, ()), config=config)
        findings.append(Finding(segment, Verdict(None), quotes, evidence, words=words, spoken=spoken))
    return tuple(findings)


def settle(annotation: Annotation, *, config: Config) -> Annotation:
    """Decide every finding and the article from kept evidence."""
    decided = [_decided(*asked) for asked in _ruled(annotation, config)]
    shares = [_shares(finding) for finding in decided if finding.segment.kind == "body"]
    # of a teaser nothing is known about the text that it stands for
    teased = annotation.document.meta.get("teaser") is True
    verdict = "undetermined" if teased else article_verdict(shares, config=config.decision)
    return replace(annotation, findings=tuple(decided), verdict=verdict)


def rulings(annotation: Annotation, *, config: Config) -> list[Ruling]:
    """Return the ruling on every finding, in order, as :func:`settle` puts them into effect."""
    return [ruling for _, _, ruling in _ruled(annotation, config)]


def may_differ(annotation: Annotation, one: float, other: float) -> bool:
    """Tell whether two thresholds (probabilities) may decide an article differently.

    Rules ask of a threshold only whether the score of a passage reaches it: where none lies between the two, all answers are the same.
    """
    low, high = sorted((one, other))
    return any(low <= item.score < high for finding in annotation.findings for item in finding.evidence)


def _ruled(annotation: Annotation, config: Config) -> Iterator[tuple[Finding, Case, Ruling]]:
    for finding, case in cases(annotation, config=config):
        code = finding.segment.language or annotation.language
        yield finding, case, capped(decide(case), code, config.decision)


def cases(annotation: Annotation, *, config: Config) -> list[tuple[Finding, Case]]:
    """Return each finding, its words counted and its evidence in order, with what the rules are asked about it."""
    text, counted = annotation.document.text, with_words(annotation).findings
    explained = _explained(counted)
    ordered = _in_order(counted, explained)
    findings = [_untranslated(finding) for finding in ordered]
    content = [i for i, finding in enumerate(findings) if finding.segment.kind in ORIGIN_KINDS]
    anchors = find_anchors(text, findings, content, config=config.decision)
    credited = text_credit(annotation.credits)
    checked = _is_checked(findings, content, credited, config)
    searched = Search(annotation.searched, annotation.archive.documents)
    itself = _itself(annotation, findings, content)
    declared = distinct(annotation.credits)
    asked = []
    for number, (whole, finding) in enumerate(zip(ordered, findings, strict=True)):
        in_force = covering(declared, finding.segment, credited)
        item = next((credit for credit in in_force if credit.stretch), None)
        case = Case(
            segment=finding.segment,
            speech=count_speech(finding),
            evidence=finding.evidence,
            credit=tuple(dict.fromkeys(name for credit in in_force for name in credit.agencies)),
            credit_high=any(credit.certainty == "high" for credit in in_force),
            checked=checked if item is None else _is_item_checked(findings, content, item, config),
            anchors=anchors.get(number, Anchors()),
            searched=searched,
            config=config.decision,
            itself=itself.get(number, ""),
            announced=_announced(annotation, finding),
            explained=explained,
            translated=next((item for item in whole.evidence if item.translated), None),
            leads=leads(finding.evidence, annotation.sources) if finding.segment.kind in BRIEF else {},
        )
        asked.append((whole, case))
    return asked


def _untranslated(finding: Finding) -> Finding:
    """Return a finding without the passages that share its meaning and no words: all rules but one ask for words."""
    if not any(item.translated for item in finding.evidence):
        return finding
    return replace(finding, evidence=tuple(item for item in finding.evidence if not item.translated))


def _itself(annotation: Annotation, findings: Sequence[Finding], content: Sequence[int]) -> dict[int, str]:
    """Return the words by which segments speak of their outlet; the page of an agency speaks of its dispatches."""
    document = annotation.document
    found = (
        ()
        if document.outlet and agency(document.outlet)
        else speaks_of_itself(document.text, document.outlet)
    )
    if not found:
        return {}
    starts = [findings[number].segment.start for number in content]
    told: dict[int, str] = {}
    for place, words in found:
        number = content[max(0, bisect_right(starts, place) - 1)]
        inside = findings[number].segment.start <= place < findings[number].segment.end
        if inside and not any(quote.start <= place < quote.end for quote in findings[number].quotes):
            told.setdefault(number, words)
    return told


def _announced(annotation: Annotation, finding: Finding) -> frozenset[str]:
    """Return the sources of a sentence that announce a document before its passage, where the article does so too."""
    if not finding.evidence or not announces(annotation.document.text, finding.segment.start):
        return frozenset()
    sources = ((item, annotation.sources.get(item.doc)) for item in finding.evidence)
    return frozenset(
        item.doc for item, source in sources if source is not None and announces(source.text, item.start)
    )


def _in_order(findings: Sequence[Finding], share: Mapping[str, float]) -> list[Finding]:
    """Put all evidence in one order, whatever was decided before: deciding again must not see the last verdict.

    The most probable first; of equals a dispatch, then the source that explains more of the article.
    """

    def order(item: Evidence) -> tuple[float, bool, float, int, str, int]:
        held = sum(end - start for start, end, _, _ in item.blocks)
        return (-item.score, item.role != "wire", -share[item.doc], -held, item.doc, item.start)

    return [replace(finding, evidence=tuple(sorted(finding.evidence, key=order))) for finding in findings]


def _explained(findings: Sequence[Finding]) -> dict[str, float]:
    """Return the share of the words of an article that each source explains, from the best passage of each sentence."""
    share: dict[str, int] = defaultdict(int)
    for finding in findings:
        best: dict[str, float] = {}
        for item in finding.evidence:
            best[item.doc] = max(item.score, best.get(item.doc, 0.0))
        for doc, score in best.items():
            share[doc] += round(score * 10_000) * finding.words  # whole numbers: no order of adding shows
    total = 10_000 * sum(finding.words for finding in findings) or 1
    return {doc: amount / total for doc, amount in share.items()}


def keep_sources(
    findings: Iterable[Finding], wires: Library | None, others: Library | None
) -> dict[str, Source]:
    """Return the documents that evidence points to, by id; of two with one id the dispatch."""
    roles: dict[str, SourceRole] = {}
    dispatches: set[str] = set()
    for finding in findings:
        for item in finding.evidence:
            roles.setdefault(item.doc, item.role)
            if item.role == "wire":
                dispatches.add(item.doc)
    found = {}
    for name, role in sorted(roles.items()):
        library = wires if name in dispatches else others
        if library is not None:
            found[name] = _source(library.document(name), role)
    return found


def _source(document: Document, role: SourceRole) -> Source:
    return Source(
        id=document.id,
        text=document.text,
        role=role,
        agency=document.agency,
        outlet=document.outlet,
        title=document.title,
        published=document.published,
        version=version_of(document),
        status=document.status,
        url=document.url,
    )


def _shares(finding: Finding) -> Shares:
    """Return the words of a finding: all, claimed as wire copy with more than a possibility, and read as derived."""
    words, verdict = finding.words, finding.verdict
    wire = words if verdict.origin == "wire" else 0
    read = sum(part.words for part in finding.parts if part.edit != "new")
    if verdict.origin == "shared" or verdict.rule == "own":
        read = 0  # read against another article, or the outlet's own work: no dispatch holds these words
    return Shares(
        words=words,
        wire=wire,
        sure=0 if verdict.certainty == "possible" else wire,
        derived=read if finding.parts and verdict.rule != "credit" else wire,
    )


def _is_checked(
    findings: Sequence[Finding], content: Sequence[int], credited: Sequence[str], config: Config
) -> bool:
    """Tell whether dispatches of the credited agencies explain enough of the article."""
    matched = sum(
        any(
            e.role == "wire" and e.agency in credited and e.score >= config.decision.threshold
            for e in findings[i].evidence
        )
        for i in content
    )
    return bool(credited) and matched >= config.decision.checked * max(1, len(content))


def _is_item_checked(
    findings: Sequence[Finding], content: Sequence[int], credit: Credit, config: Config
) -> bool:
    """Tell the same of the item that a credit speaks for."""
    start, end = credit.stretch or (0, 0)
    inside = [i for i in content if start <= findings[i].segment.start < end]
    return _is_checked(findings, inside, credit.agencies, config)


def distinct(credits: Sequence[Credit]) -> list[Credit]:
    """Return credits without those that say again what stands above them, so that a page of bylines costs linear time."""
    first: dict[tuple[object, ...], Credit] = {}
    for credit in credits:
        key = (credit.role, credit.agencies, credit.scope, credit.certainty, credit.end > 0, credit.stretch)
        if key not in first or credit.start < first[key].start:
            first[key] = credit
    return list(first.values())


def covering(credits: Sequence[Credit], segment: Segment, credited: Sequence[str]) -> list[Credit]:
    """Return the credits that cover a segment and name an agency the article credits; those of its own item before all others."""
    own = [credit for credit in credits if credit.stretch and covers(credit, segment)]
    if own:
        return own
    named = [name for name in credited if name != GENERIC_NAME] or [GENERIC_NAME]
    return [
        credit
        for credit in credits
        if covers(credit, segment)
        and any(name in named for name in credit.agencies)
        and (named != [GENERIC_NAME] or credit.role == "syndication")
    ]


def _decided(finding: Finding, case: Case, ruling: Ruling) -> Finding:
    """Put the evidence that the verdict rests on first, and take its parts and drift."""
    ordered = _ordered(case, ruling)
    side = _is_wire(ruling)
    with_parts = next((item for item in ordered if item.parts and (item.role == "wire") == side), None)
    return replace(
        finding,
        verdict=ruling.verdict,
        rests=None if ruling.rests is None else ordered.index(ruling.rests),
        evidence=ordered,
        parts=with_parts.parts if with_parts else (),
        drift=gather(ordered, ruling.verdict.origin) if ruling.rests else (),
    )


def _ordered(case: Case, ruling: Ruling) -> tuple[Evidence, ...]:
    """Return the evidence best first: what the verdict rests on, what speaks for the same source, then the rest.

    Where it rests on nothing, a source that the article follows comes before one a little likelier, as in weighing.
    """
    verdict, rests = ruling.verdict, ruling.rests
    if case.translated is not None:
        words = _ordered(replace(case, translated=None), ruling)
        return (rests, *words) if rests is case.translated else (*words, case.translated)

    def kin(item: Evidence) -> bool:
        if rests is None:
            return item.role == "wire" or verdict.rule != "nothing"
        return item.role == rests.role and verdict.agency in (None, item.agency)

    if verdict.origin == "quote":
        return tuple(sorted(case.evidence, key=lambda item: (item is not rests, -item.quoted, -item.score)))
    if rests is not None:
        return tuple(
            sorted(case.evidence, key=lambda item: (item is not rests, not kin(item), -case.weight(item)))
        )

    def near(item: Evidence) -> tuple[bool, float]:
        return not kin(item), -case.weight(item) * (1 + case.explained.get(item.doc, 0.0))

    ordered = sorted(case.evidence, key=near)
    for head, lead in case.leads.items():
        if ordered.index(lead) > ordered.index(head):
            ordered.remove(lead)
            ordered.insert(ordered.index(head), lead)
    return tuple(ordered)


def _is_wire(ruling: Ruling) -> bool:
    """Tell whether words are read against a dispatch: but where a derivation rests on a page, always."""
    return ruling.rests is None or ruling.verdict.origin == "quote" or ruling.rests.role == "wire"
