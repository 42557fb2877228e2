"""From traces to findings: keep the evidence worth keeping, then let the rules decide over it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from provenance.agencies.names import GENERIC_NAME
from provenance.anchors import WORD, count_speech, find_anchors
from provenance.config import Config
from provenance.corpus import Peers
from provenance.credits import covers, text_credit
from provenance.decision import Anchors, Case, Shares, article_verdict, decide
from provenance.drift import gather
from provenance.evidence import make_evidence
from provenance.model import Logistic
from provenance.notes import Search
from provenance.parts import find_parts
from provenance.prepared import Prepared
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
from provenance.tracing import Trace
from provenance.weighing import Weighed

SPEECH_WORTH = 0.6
"""How much shared speech counts beside a probability when evidence is ranked for keeping."""
CHECKED = 1 / 3
"""Share of the compared sentences that dispatches of the credited agency must explain before an unmatched sentence
of a credited article counts as looked for and not found."""


@dataclass(frozen=True, slots=True)
class Traces:
    """What the archive and the other articles know of one article."""

    article: Prepared
    wires: Trace | None
    others: Trace | None
    peers: Peers | None
    models: Mapping[str, Logistic] | None = None


def keep_evidence(traces: Traces, *, config: Config) -> tuple[Finding, ...]:
    """Return one undecided finding a segment with its best evidence, at most ``alignment.evidence`` pieces."""
    known = traces.peers.explained if traces.peers else set()
    wires, others = _by_segment(traces.wires), _by_segment(traces.others, leave_out=known)
    starts = [quote.start for quote in traces.article.quotes]
    ends = [quote.end for quote in traces.article.quotes]
    findings = []
    for number, segment in enumerate(traces.article.segments):
        quotes = traces.article.quotes[
            bisect_right(ends, segment.start) : bisect_left(starts, segment.end)
        ]  # quotes are in order and do not overlap
        kept = [(traces.wires, item) for item in wires.get(number, ())] + [
            (traces.others, item) for item in others.get(number, ())
        ]
        kept = [(trace, item) for trace, item in kept if _worth(item) >= config.alignment.floor]
        kept = _kept(kept, traces.wires, config.alignment.evidence)
        evidence = tuple(_evidence(traces, trace, item) for trace, item in kept if trace is not None)
        findings.append(
            Finding(segment, Verdict(None), quotes, _with_parts(traces, evidence, (wires, others), number))
        )
    return tuple(findings)


def _kept(
    found: list[tuple[Trace | None, Weighed]], wires: Trace | None, most: int
) -> list[tuple[Trace | None, Weighed]]:
    """Return the best pieces of evidence, the best dispatch and the best other article always among them."""
    ranked = sorted(found, key=lambda pair: (-_worth(pair[1]), pair[0] is not wires))
    first = [next((pair for pair in ranked if (pair[0] is wires) == side), None) for side in (True, False)]
    leading = [pair for pair in first if pair is not None]
    return leading + [pair for pair in ranked if pair not in leading][: most - len(leading)]


def settle(annotation: Annotation, *, config: Config) -> Annotation:
    """Decide every finding and the article from kept evidence."""
    text = annotation.document.text
    speech = [count_speech(text, finding) for finding in annotation.findings]
    content = [i for i, finding in enumerate(annotation.findings) if finding.segment.kind in ORIGIN_KINDS]
    anchors = find_anchors(text, annotation.findings, content, speech, config=config.decision)
    credited = text_credit(annotation.credits)
    searched = Search(annotation.searched, annotation.archive.documents)
    checked = _is_checked(annotation.findings, content, credited, config)
    findings = []
    for number, finding in enumerate(annotation.findings):
        covering = _covering(annotation.credits, finding.segment, credited)
        case = Case(
            segment=finding.segment,
            speech=speech[number],
            evidence=finding.evidence,
            credit=tuple(dict.fromkeys(name for credit in covering for name in credit.agencies)),
            credit_high=any(credit.certainty == "high" for credit in covering),
            checked=checked,
            anchors=anchors.get(number, Anchors()),
            searched=searched,
            config=config.decision,
        )
        findings.append(_decided(finding, case, decide(case)))
    shares = [_shares(text, finding) for finding in findings if finding.segment.kind == "body"]
    return replace(
        annotation, findings=tuple(findings), verdict=article_verdict(shares, config=config.decision)
    )


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
) -> dict[int, list[Weighed]]:
    table: dict[int, list[Weighed]] = {}
    for item in trace.weighed if trace else ():
        if (item.alignment.source, item.alignment.sentence) in leave_out:
            continue
        table.setdefault(item.alignment.segment, []).append(item)
    return table


def _worth(item: Weighed) -> float:
    speech = item.alignment.speech if item.alignment.quoted > 3 else 0.0
    return max(item.probability, SPEECH_WORTH * speech)


def _evidence(traces: Traces, trace: Trace, item: Weighed) -> Evidence:
    source = trace.sources[item.alignment.source]
    role: SourceRole = "wire"
    agency = source.prepared.document.agency
    if trace is traces.others and traces.peers is not None:
        agency = traces.peers.credited(item.alignment.source, item.alignment.sentence)
        role = "reprint" if agency else "article"
    return make_evidence(trace.article, source, item, role=role, agency=agency, models=traces.models)


def _with_parts(
    traces: Traces,
    evidence: tuple[Evidence, ...],
    tables: tuple[Mapping[int, list[Weighed]], ...],
    number: int,
) -> tuple[Evidence, ...]:
    """Give the best dispatch and the best other article their word-level parts."""
    done: set[bool] = set()
    result = []
    for item in evidence:
        wire = item.role == "wire"
        trace, weighed = (traces.wires, tables[0]) if wire else (traces.others, tables[1])
        if wire not in done and trace is not None:
            done.add(wire)
            parts = find_parts(trace.article, trace.sources, weighed[number], models=traces.models)
            result.append(replace(item, parts=parts))
        else:
            result.append(item)
    return tuple(result)


def _shares(text: str, finding: Finding) -> Shares:
    """Return the words of a finding: all, claimed as wire copy with more than a possibility, and read as derived."""
    words = len(WORD.findall(text, finding.segment.start, finding.segment.end))
    wire = finding.verdict.origin == "wire"
    read = sum(len(WORD.findall(text, part.start, part.end)) for part in finding.parts if part.edit != "new")
    return Shares(
        words=words,
        wire=words if wire else 0,
        sure=words if wire and finding.verdict.certainty != "possible" else 0,
        derived=min(words, read)
        if finding.parts and finding.verdict.rule != "credit"
        else words
        if wire
        else 0,
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
    return bool(credited) and matched >= CHECKED * max(1, len(content))


def _covering(credits: Sequence[Credit], segment: Segment, credited: Sequence[str]) -> list[Credit]:
    """Return the credits that cover a segment and name an agency the article credits."""
    named = [name for name in credited if name != GENERIC_NAME] or [GENERIC_NAME]
    return [
        credit
        for credit in credits
        if covers(credit, segment)
        and any(name in named for name in credit.agencies)
        and (named != [GENERIC_NAME] or credit.role == "syndication")
    ]


def _decided(finding: Finding, case: Case, verdict: Verdict) -> Finding:
    """Put the evidence that carries the verdict first, and take its parts and drift."""
    ordered = _ordered(case, verdict)
    with_parts = next((item for item in ordered if item.parts and _reads(item, verdict)), None)
    return replace(
        finding,
        verdict=verdict,
        evidence=ordered,
        parts=with_parts.parts if with_parts else (),
        drift=gather(ordered, verdict.origin),
    )


def _ordered(case: Case, verdict: Verdict) -> tuple[Evidence, ...]:
    """Return the evidence best first: what carries the verdict, then what may count, then the rest."""
    if verdict.origin == "quote":
        return tuple(sorted(case.evidence, key=lambda item: (-item.quoted, -item.score)))
    return tuple(sorted(case.evidence, key=lambda item: (not _supports(item, verdict), -case.weight(item))))


def _supports(item: Evidence, verdict: Verdict) -> bool:
    if verdict.origin == "shared":
        return item.role != "wire"
    if verdict.rule == "reprint":
        return item.role == "reprint"
    if verdict.rule == "match":
        return item.role == "wire" and item.agency == verdict.agency
    return item.role == "wire" if verdict.rule in ("common", "nothing") else True


def _reads(item: Evidence, verdict: Verdict) -> bool:
    """Tell whether words are read against a source: what the verdict rests on, only a dispatch where on nothing."""
    others = verdict.origin == "shared" or verdict.rule == "reprint"
    return (item.role != "wire") == others
