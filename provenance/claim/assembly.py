"""From traces to findings: keep the evidence worth keeping, then let the rules decide over it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from provenance.claim.anchors import count_speech, find_anchors
from provenance.claim.limits import capped
from provenance.claim.rules import Anchors, Case, Ruling, decide
from provenance.claim.verdict import Shares, article_verdict
from provenance.config import Config
from provenance.contract import Search
from provenance.match import Logistic, Match, Peers, Trace, find_parts, gather, make_evidence
from provenance.page import GENERIC_NAME, Prepared, covers, text_credit
from provenance.records import (
    ORIGIN_KINDS,
    Annotation,
    Credit,
    Evidence,
    Finding,
    Segment,
    Source,
    SourceRole,
    Verdict,
)
from provenance.text import with_words


@dataclass(frozen=True, slots=True)
class Traces:
    """What the archive and the other articles know of one article."""

    article: Prepared
    wires: Trace | None
    others: Trace | None
    peers: Peers | None
    models: Mapping[str, Logistic] | None = None


def keep_evidence(traces: Traces, *, config: Config) -> tuple[Finding, ...]:
    """Return one undecided finding a segment with its words counted and its best evidence."""
    known = traces.peers.explained if traces.peers else set()
    tables = _by_segment(traces.wires), _by_segment(traces.others, leave_out=known)
    starts = [quote.start for quote in traces.article.quotes]
    ends = [quote.end for quote in traces.article.quotes]
    findings = []
    for number, segment in enumerate(traces.article.segments):
        quotes = traces.article.quotes[
            bisect_right(ends, segment.start) : bisect_left(starts, segment.end)
        ]  # quotes are in order and do not overlap
        words, spoken = traces.article.count(number)
        findings.append(
            Finding(
                segment,
                Verdict(None),
                quotes,
                _evidence_of(traces, tables, number, config),
                words=words,
                spoken=spoken,
            )
        )
    return tuple(findings)


def _evidence_of(
    traces: Traces, tables: tuple[Mapping[int, list[Match]], ...], number: int, config: Config
) -> tuple[Evidence, ...]:
    """Return the evidence of one segment, at most ``alignment.evidence`` pieces and none below ``alignment.floor``."""
    found = [
        (trace, item)
        for trace, table in zip((traces.wires, traces.others), tables, strict=True)
        for item in table.get(number, ())
        if trace is not None and _worth(item, config) >= config.alignment.floor
    ]
    kept = _kept(found, traces.wires, config)
    return _with_parts(
        traces, tuple(_evidence(traces, trace, item, config) for trace, item in kept), tables, number, config
    )


def _kept(found: list[tuple[Trace, Match]], wires: Trace | None, config: Config) -> list[tuple[Trace, Match]]:
    """Return the best pieces of evidence, the best dispatch and the best other article always among them."""
    ranked = sorted(found, key=lambda pair: (-_worth(pair[1], config), pair[0] is not wires))
    first = [next((pair for pair in ranked if (pair[0] is wires) == side), None) for side in (True, False)]
    leading = [pair for pair in first if pair is not None]
    return (
        leading + [pair for pair in ranked if pair not in leading][: config.alignment.evidence - len(leading)]
    )


def settle(annotation: Annotation, *, config: Config) -> Annotation:
    """Decide every finding and the article from kept evidence."""
    decided = [
        _decided(finding, case, capped(decide(case), annotation.language, config.decision))
        for finding, case in cases(annotation, config=config)
    ]
    shares = [_shares(finding) for finding in decided if finding.segment.kind == "body"]
    # of a teaser nothing is known about the text that it stands for
    teased = annotation.document.meta.get("teaser") is True
    verdict = "undetermined" if teased else article_verdict(shares, config=config.decision)
    return replace(annotation, findings=tuple(decided), verdict=verdict)


def cases(annotation: Annotation, *, config: Config) -> list[tuple[Finding, Case]]:
    """Return each finding, its words counted and its evidence in order, with what the rules are asked about it."""
    text, findings = annotation.document.text, _in_order(with_words(annotation).findings)
    content = [i for i, finding in enumerate(findings) if finding.segment.kind in ORIGIN_KINDS]
    anchors = find_anchors(text, findings, content, config=config.decision)
    credited = text_credit(annotation.credits)
    checked = _is_checked(findings, content, credited, config)
    searched = Search(annotation.searched, annotation.archive.documents)
    asked = []
    for number, finding in enumerate(findings):
        in_force = covering(annotation.credits, finding.segment, credited)
        case = Case(
            segment=finding.segment,
            speech=count_speech(finding),
            evidence=finding.evidence,
            credit=tuple(dict.fromkeys(name for credit in in_force for name in credit.agencies)),
            credit_high=any(credit.certainty == "high" for credit in in_force),
            checked=checked,
            anchors=anchors.get(number, Anchors()),
            searched=searched,
            config=config.decision,
        )
        asked.append((finding, case))
    return asked


def _in_order(findings: Sequence[Finding]) -> list[Finding]:
    """Put all evidence in one order, whatever was decided before: deciding again must not see the last verdict.

    The most probable first; of equals a dispatch, then the source that explains more of the article.
    """
    share: dict[str, int] = defaultdict(int)
    for finding in findings:
        for item in finding.evidence:
            share[item.doc] += (
                round(item.score * 10_000) * finding.words
            )  # whole numbers: no order of adding shows

    def order(item: Evidence) -> tuple[float, bool, int, int, str, int]:
        held = sum(end - start for start, end, _, _ in item.blocks)
        return (-item.score, item.role != "wire", -share[item.doc], -held, item.doc, item.start)

    return [replace(finding, evidence=tuple(sorted(finding.evidence, key=order))) for finding in findings]


def keep_sources(traces: Traces, findings: Iterable[Finding]) -> dict[str, Source]:
    """Return the documents that evidence points to, by id."""
    known: dict[str, Prepared] = {}
    for trace in (traces.others, traces.wires):
        known.update({name: profile.prepared for name, profile in trace.sources.items()} if trace else {})
    roles: dict[str, SourceRole] = {}
    for finding in findings:
        for item in finding.evidence:
            roles.setdefault(item.doc, item.role)
    return {name: _source(known[name], role) for name, role in sorted(roles.items())}


def _source(prepared: Prepared, role: SourceRole) -> Source:
    document = prepared.document
    return Source(
        id=document.id,
        text=document.text,
        role=role,
        agency=document.agency,
        outlet=document.outlet,
        title=document.title,
        published=document.published,
        version=document.version,
        status=document.status,
        url=document.url,
    )


def _by_segment(
    trace: Trace | None, *, leave_out: Set[tuple[str, int]] = frozenset()
) -> dict[int, list[Match]]:
    table: dict[int, list[Match]] = {}
    for item in trace.matches if trace else ():
        if (item.source, item.sentence) in leave_out:
            continue
        table.setdefault(item.segment, []).append(item)
    return table


def _worth(item: Match, config: Config) -> float:
    """Return what a match is worth keeping for: derivation, or speech where there is enough of it."""
    speech = item.speech if item.quoted >= config.decision.spoken_words else 0.0
    return max(item.probability, config.alignment.speech_worth * speech)


def _evidence(traces: Traces, trace: Trace, item: Match, config: Config) -> Evidence:
    source = trace.sources[item.source]
    role: SourceRole = "wire"
    agency = source.prepared.document.agency
    if trace is traces.others and traces.peers is not None:
        agency = traces.peers.credited(item.source, item.sentence)
        role = "reprint" if agency else "article"
    return make_evidence(
        trace.article, source, item, role=role, agency=agency, models=traces.models, config=config
    )


def _with_parts(
    traces: Traces,
    evidence: tuple[Evidence, ...],
    tables: tuple[Mapping[int, list[Match]], ...],
    number: int,
    config: Config,
) -> tuple[Evidence, ...]:
    """Give the best dispatch and the best other article their word-level parts."""
    done: set[bool] = set()
    result = []
    for item in evidence:
        wire = item.role == "wire"
        trace, weighed = (traces.wires, tables[0]) if wire else (traces.others, tables[1])
        if wire not in done and trace is not None:
            done.add(wire)
            parts = find_parts(
                trace.article,
                trace.sources,
                weighed[number],
                models=traces.models,
                config=config.alignment,
            )
            result.append(replace(item, parts=parts))
        else:
            result.append(item)
    return tuple(result)


def _shares(finding: Finding) -> Shares:
    """Return the words of a finding: all, claimed as wire copy with more than a possibility, and read as derived."""
    words, verdict = finding.words, finding.verdict
    wire = words if verdict.origin == "wire" else 0
    read = sum(part.words for part in finding.parts if part.edit != "new")
    if verdict.origin == "shared":
        read = 0  # read against another article: no dispatch holds these words
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


def covering(credits: Sequence[Credit], segment: Segment, credited: Sequence[str]) -> list[Credit]:
    """Return the credits that cover a segment and name an agency the article credits."""
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
    """Return the evidence best first: what the verdict rests on, what speaks for the same source, then the rest."""
    verdict, rests = ruling.verdict, ruling.rests

    def kin(item: Evidence) -> bool:
        if rests is None:
            return item.role == "wire" or verdict.rule != "nothing"
        return item.role == rests.role and verdict.agency in (None, item.agency)

    if verdict.origin == "quote":
        return tuple(sorted(case.evidence, key=lambda item: (item is not rests, -item.quoted, -item.score)))
    return tuple(
        sorted(case.evidence, key=lambda item: (item is not rests, not kin(item), -case.weight(item)))
    )


def _is_wire(ruling: Ruling) -> bool:
    """Tell whether words are read against a dispatch: but where a derivation rests on a page, always."""
    return ruling.rests is None or ruling.verdict.origin == "quote" or ruling.rests.role == "wire"
