"""From an annotation to the facts that statements are made of: counts, what was searched, who is credited and named."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Sequence
from functools import cache

from provenance.page import GENERIC_NAME, agency, reduce
from provenance.records import Annotation, Credit, Finding
from provenance.show.statements.facts import AgencyCount, ArticleFacts, CorpusFacts, Counts, Reach
from provenance.show.view._times import span, when
from provenance.show.view._words import LOOKS, in_sentence, look_of, on_page, show
from provenance.show.view.steps import setting, threshold_of

UNKNOWN = "unknown"
"""What coverage calls dispatches whose agency is not stated."""
MATCHED = ("w", "e")
RESTING = ("w", "e", "sh", "r")
"""Classes whose sentences rest on a passage of a source."""


def body(annotation: Annotation) -> list[Finding]:
    """Return the findings that every count is of: body sentences, without headline, standfirst and captions."""
    return [finding for finding in annotation.findings if finding.segment.kind == "body"]


def counts_of(annotation: Annotation) -> Counts:
    """Return how many body sentences are of each kind, by agency and by document, as the article is decided."""
    findings = [(finding, look_of(finding).key) for finding in body(annotation)]
    kinds = Counter(key for _, key in findings)
    matched = [finding for finding, key in findings if key in MATCHED]
    rests: dict[str, Counter[str]] = defaultdict(Counter)
    for finding, key in findings:
        source = finding.passage
        if source is not None and key in RESTING:
            rests[source.doc][key] += 1
    lone = [finding for finding in matched if finding.verdict.agency is None]
    return Counts(
        kinds={key: kinds[key] for key in LOOKS if key != "x"},
        agencies=_agencies(findings),
        rests={doc: dict(found) for doc, found in sorted(rests.items())},
        pages=sum(on_page(finding) for finding in matched),
        unattributed=len(lone),
        several=sum(finding.verdict.rule in ("common", "joint") for finding in lone),
        credited_to=_credited_to([finding for finding, key in findings if key == "c"]),
    )


def _agencies(findings: Sequence[tuple[Finding, str]]) -> dict[str, AgencyCount]:
    """Return the sentences of each agency, most matches first."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for finding, key in findings:
        if finding.verdict.agency:
            found[finding.verdict.agency][key] += 1
    made = {
        name: AgencyCount(sum(number[key] for key in MATCHED), number["r"], number["c"])
        for name, number in found.items()
    }
    order = sorted(made, key=lambda name: (-made[name].sure, -made[name].maybe, name))
    return {name: made[name] for name in order if made[name].all}


def _credited_to(findings: Sequence[Finding]) -> tuple[str, ...]:
    names = {finding.verdict.agency for finding in findings}
    return (GENERIC_NAME,) if None in names else tuple(show(name) for name in sorted(filter(None, names)))


def reach_of(annotation: Annotation) -> Reach:
    """Return what could have been a source of this article; a result that only says what was at hand is not recorded."""
    found = annotation.searched
    known = [name for name in found.agencies if name != UNKNOWN]
    listing = ", ".join(f"{show(name)} {number:,}" for name, number in found.agencies.items())
    return Reach(
        dispatches=found.documents,
        outside=found.outside_window,
        peers=found.peers,
        recorded=bool(found.documents or found.outside_window or not annotation.archive.agencies),
        agencies=tuple(known),
        listing=f": {listing.replace(UNKNOWN, 'agency not stated')}" if listing else "",
        dates=show(span(found.start, found.end)),
        hours=setting(annotation.run.config, "retrieval", "window_hours"),
        dated=when(annotation.document.published) is not None,
    )


def credits_text(annotation: Annotation) -> list[Credit]:
    """Return the credits that speak of the text: its byline, dateline, credit line; not pictures, not mentions."""
    return [credit for credit in annotation.credits if credit.scope in ("article", "part")]


def article_facts(annotation: Annotation) -> ArticleFacts:
    """Return what is known of an article as it is decided: credited, named and found stay apart."""
    counts, reach, declared = counts_of(annotation), reach_of(annotation), credits_text(annotation)
    credited = sorted({name for credit in declared for name in credit.agencies})
    named = [name for name in credited if name != GENERIC_NAME]
    found = [name for name, number in counts.found.items() if number.sure]
    surely, maybe = names_on_page(annotation, [name for name in found if name not in named])
    hidden, gone = _without(found, named), _without(named, counts.found)
    known = reach.agencies if reach.recorded else gone
    return ArticleFacts(
        verdict=annotation.verdict,
        counts=counts,
        reach=reach,
        threshold=threshold_of(annotation.run.config),
        declared=bool(declared),
        nameless=GENERIC_NAME in credited,
        credits=_shown(named),
        absent=_shown(_without(hidden, surely | maybe)),
        named=_shown([name for name in hidden if name in surely]),
        uncredited=_shown(_without([name for name in hidden if name in maybe], surely)),
        unchecked=_shown(_without(gone, known)),
        missed=_shown([name for name in gone if name in known]),
        unsure=_shown(_without(named, [*gone, *found])),
        kinds_absent=tuple(in_sentence(LOOKS[key]) for key in absent_kinds(counts)),
    )


def absent_kinds(counts: Counts) -> list[str]:
    """Return the kinds with a claim that no body sentence has."""
    return [key for key, number in counts.kinds.items() if not number and key != "n"]


def _without(names: Iterable[str], others: Container[str]) -> list[str]:
    return [name for name in names if name not in others]


def _shown(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(show, names))


def names_on_page(annotation: Annotation, wanted: Sequence[str]) -> tuple[set[str], set[str]]:
    """Return which agencies the page names as agencies are named, and which it may name: their letters stand on it.

    The whole page counts: text with its furniture, captions and credits, title, byline, outlet.
    """
    if not wanted:
        return set(), set()
    lines = _lines(annotation)
    return _surely(annotation, lines) & set(wanted), _maybe(lines, wanted)


def absent_names(annotation: Annotation) -> tuple[str, ...]:
    """Return the agencies that an article surely matches and that stand nowhere on its page: ``absent`` of its facts, alone."""
    credited = {name for credit in credits_text(annotation) for name in credit.agencies}
    found = [name for name, number in counts_of(annotation).found.items() if number.sure]
    hidden, lines = _without(found, credited - {GENERIC_NAME}), _lines(annotation)
    gone = _without(hidden, _maybe(lines, hidden)) if hidden else []
    return _shown(_without(gone, _surely(annotation, lines))) if gone else ()


def _lines(annotation: Annotation) -> list[str]:
    document = annotation.document
    fields = (document.text, document.title, document.outlet, document.byline, document.credit)
    lines = [line for text in fields if text for line in text.splitlines()]
    return [*lines, *(credit.text for credit in annotation.credits)]


def _surely(annotation: Annotation, lines: Iterable[str]) -> set[str]:
    surely = {name for credit in annotation.credits for name in credit.agencies}
    return surely | {name for line in lines for _, name in reduce(line).names}


def _maybe(lines: Iterable[str], wanted: Iterable[str]) -> set[str]:
    page = "\n".join(lines)
    return {name for name in wanted if _letters(name).search(page)}


@cache
def _letters(name: str) -> re.Pattern[str]:
    """Return a pattern of every form of an agency's name, in capitals or not, also in a web address."""
    known = agency(name)
    forms = {name, *((known.name, *known.aliases, *known.ambiguous_forms) if known else ())}
    either = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


def corpus_facts(facts: Sequence[ArticleFacts], at_hand: int) -> CorpusFacts:
    """Return what is known of several articles together, each as it is decided at one threshold."""
    return CorpusFacts(
        articles=len(facts),
        counts=Counts.summed([one.counts for one in facts]),
        at_hand=at_hand,
        unreached=sum(one.reach.shut for one in facts),
        unrecorded=sum(not one.reach.recorded for one in facts),
        unnamed=sum(bool(one.absent) for one in facts),
        uncredited=sum(bool(one.named) for one in facts),
    )


def at_hand(annotations: Sequence[Annotation]) -> int:
    """Return how many dispatches a run had; other articles are none."""
    return max((_dispatches(annotation) for annotation in annotations), default=0)


def _dispatches(annotation: Annotation) -> int:
    """Return the dispatches that were at hand for one article: older results count other articles in an archive without agencies."""
    kept, found = annotation.archive, annotation.searched
    return max(kept.documents if kept.agencies else 0, found.documents + found.outside_window)
