"""Which shared passages are firm enough to stand alone, and which sentences may lean on them.

Two outlets at one event share names, facts and words without copying. Between articles (no dispatch at hand) a
passage must therefore show a run of distinctive narration (domain R3, R4) before its sentence counts, or stand beside
one that does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from provenance.config import DecisionConfig
from provenance.decision import Anchors, Speech
from provenance.records import Evidence, Finding, Quote

WORD = re.compile(r"\w+(?:['’]\w+)?")


def count_speech(text: str, finding: Finding) -> Speech:
    """Return how many words of a segment stand inside and outside quotation marks."""
    segment = finding.segment
    total = len(WORD.findall(text, segment.start, segment.end))
    quoted = sum(
        len(WORD.findall(text, max(q.start, segment.start), min(q.end, segment.end))) for q in finding.quotes
    )
    return Speech(quoted=min(total, quoted), narrated=max(0, total - quoted))


def is_firm(text: str, finding: Finding, item: Evidence, speech: Speech, *, config: DecisionConfig) -> bool:
    """Tell whether a passage shared with another article can stand alone.

    It needs ``firm_run`` words of narration in one run, capitalised names not counted, or ``firm_share`` of the
    narration with half such a run in it.
    """
    runs = [_narrated(text, block[0], block[1], finding.quotes) for block in item.blocks]
    longest = max((sum(not word[0].isupper() for word in run) for run in runs), default=0)
    held = sum(len(run) for run in runs)
    return longest >= config.firm_run or (
        longest >= config.firm_run / 2
        and held >= max(config.frame_words, config.firm_share * speech.narrated)
    )


def find_anchors(
    text: str,
    findings: Sequence[Finding],
    content: Sequence[int],
    speech: Sequence[Speech],
    *,
    config: DecisionConfig,
) -> dict[int, Anchors]:
    """Return, for each compared segment, the sources it may lean on and the passages of it that stand alone."""
    firm: dict[int, frozenset[Evidence]] = {}
    holding: dict[int, frozenset[str]] = {}
    for number in content:
        likely = [item for item in findings[number].evidence if item.score >= config.threshold]
        sure = [
            item
            for item in likely
            if item.role == "wire" or is_firm(text, findings[number], item, speech[number], config=config)
        ]
        firm[number] = frozenset(sure)
        holding[number] = (
            frozenset(item.doc for item in sure) if not speech[number].alone(config) else frozenset()
        )
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


def _narrated(text: str, start: int, end: int, quotes: Sequence[Quote]) -> list[str]:
    """Return the words of a range that stand outside quotation marks."""
    return [
        match.group()
        for match in WORD.finditer(text, start, end)
        if not any(quote.start <= match.start() < quote.end for quote in quotes)
    ]
