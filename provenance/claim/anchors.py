"""Which shared passages are firm enough to stand alone, and which sentences may lean on them.

Two outlets at one event share names, facts and words without copying. Between articles (no dispatch at hand) a
passage must therefore show a run of distinctive narration (domain R3, R4) before its sentence counts, or stand beside
one that does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from provenance.claim.rules import Anchors, Speech
from provenance.config import DecisionConfig
from provenance.records import Evidence, Finding
from provenance.text import word_spans


def count_speech(finding: Finding) -> Speech:
    """Return how many words of a segment stand inside and outside quotation marks."""
    return Speech(quoted=finding.spoken, narrated=finding.words - finding.spoken)


def is_firm(text: str, finding: Finding, item: Evidence, *, config: DecisionConfig) -> bool:
    """Tell whether a passage shared with another article can stand alone.

    It needs ``firm_run`` words of narration in one run, capitalised names not counted, or ``firm_share`` of the
    narration with ``firm_part`` of such a run in it.
    """
    runs = narrated(text, finding, item)
    longest = max((sum(not word[0].isupper() for _, word in run) for run in runs), default=0)
    held = sum(len(run) for run in runs)
    return longest >= config.firm_run or (
        longest >= config.firm_part * config.firm_run
        and held >= max(config.frame_words, config.firm_share * count_speech(finding).narrated)
    )


def find_anchors(
    text: str, findings: Sequence[Finding], content: Sequence[int], *, config: DecisionConfig
) -> dict[int, Anchors]:
    """Return, for each compared segment, the sources it may lean on and the passages of it that stand alone."""
    firm: dict[int, frozenset[Evidence]] = {}
    holding: dict[int, frozenset[str]] = {}
    for number in content:
        likely = [item for item in findings[number].evidence if item.score >= config.threshold]
        sure = [
            item
            for item in likely
            if item.role == "wire" or is_firm(text, findings[number], item, config=config)
        ]
        firm[number] = frozenset(sure)
        alone = count_speech(findings[number]).alone(config)
        holding[number] = frozenset() if alone else frozenset(item.doc for item in sure)
    top = {
        number: max(wires, key=lambda item: item.score)
        for number, sure in firm.items()
        if (wires := [item for item in sure if item.role == "wire"])
    }
    pillars = _pillars(holding.values(), least=config.pillars)
    anchors = {}
    for place, number in enumerate(content):
        near = content[max(0, place - config.reach) : place + config.reach + 1]
        beside = frozenset().union(*(holding[other] for other in near if other != number))
        next_to = content[max(0, place - 1) : place + 2]
        around = frozenset(top[other] for other in next_to if other != number and other in top)
        anchors[number] = Anchors(firm[number], beside, pillars, around)
    return anchors


def _pillars(holding: Iterable[frozenset[str]], *, least: int) -> frozenset[str]:
    counts = Counter(doc for docs in holding for doc in docs)
    return frozenset(doc for doc, count in counts.items() if count >= least)


def narrated(text: str, finding: Finding, item: Evidence) -> list[list[tuple[int, str]]]:
    """Return the words outside quotation marks of each run that a sentence shares with a passage, and where they stand."""
    spans = word_spans(text, finding.segment.start, finding.segment.end)
    words = [
        (start, text[start:end])
        for start, end in spans
        if text[start].isalnum() and not any(quote.start <= start < quote.end for quote in finding.quotes)
    ]  # a clitic, as in "the port's", is no word of a run
    return [[word for word in words if start <= word[0] < end] for start, end, _, _ in item.blocks]
