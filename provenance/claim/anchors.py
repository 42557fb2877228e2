"""Which shared passages are firm enough to stand alone, and which sentences may lean on them.

Two outlets at one event share names, facts and words without copying. Between articles (no dispatch at hand) a
passage must therefore show a run of distinctive narration (domain R3, R4) before its sentence counts, or stand beside
one that does.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from provenance.claim.case import BRIEF, COPIED, Anchors, Speech
from provenance.claim.passages import rivals
from provenance.config import DecisionConfig
from provenance.records import Evidence, Finding, Kind
from provenance.text import fold, term, word_spans

Runs = Sequence[Sequence[tuple[int, str]]]
"""Words of narration and where each begins, one list a run of equal words."""
_NONE: frozenset[Evidence] = frozenset()


def count_speech(finding: Finding) -> Speech:
    """Return how many words of a segment stand inside and outside quotation marks."""
    return Speech(quoted=finding.spoken, narrated=finding.words - finding.spoken)


def is_firm(text: str, finding: Finding, item: Evidence, *, config: DecisionConfig) -> bool:
    """Tell whether a passage shared with another article can stand alone.

    It needs ``firm_run`` words of narration in one run, capitalised names not counted, or ``firm_share`` of the
    narration with ``firm_part`` of such a run in it.
    """
    return _is_firm(narrated(text, finding, item), count_speech(finding).narrated, config)


def _is_firm(runs: Runs, words: int, config: DecisionConfig) -> bool:
    longest = _longest(runs)
    return longest >= config.firm_run or (
        longest >= config.firm_part * config.firm_run
        and sum(map(len, runs)) >= max(config.frame_words, config.firm_share * words)
    )


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the passages of one segment show by themselves.

    ``sure`` ones may be leaned on, ``copied`` ones hold a long run of narration, ``spoken`` ones have the speech and
    hardly any of the sentence around it, ``thin`` ones next to nothing of a short line.
    """

    sure: frozenset[Evidence]
    copied: frozenset[Evidence]
    spoken: frozenset[Evidence]
    thin: frozenset[Evidence]
    alone: bool
    fragment: bool

    def holding(self) -> frozenset[str]:
        """Return the sources that explain narration here; speech explains nothing beside it."""
        return frozenset() if self.alone else frozenset(item.doc for item in self.sure)

    def narrating(self, config: DecisionConfig) -> frozenset[str]:
        """Return the dispatches from which narration is copied here, word for word or nearly so."""
        near = (item for item in self.sure if item.edit in COPIED and item.score >= config.matched)
        return frozenset(item.doc for item in near if item.role == "wire" and not self.alone)

    def told(self, config: DecisionConfig) -> frozenset[str]:
        """Return the dispatches that a running copy goes on with: speech that stands there hands it on."""
        return frozenset(item.doc for item in self.sure if self.alone and item.quoted >= config.quote)


def _shown(text: str, finding: Finding, config: DecisionConfig) -> _Shown:
    speech = count_speech(finding)
    alone = speech.alone(config)
    likely = [item for item in finding.evidence if item.score >= config.threshold]
    if not likely:
        return _Shown(_NONE, _NONE, _NONE, _NONE, alone=alone, fragment=False)
    words = _outside(text, finding)
    runs = [_runs(words, item) for item in likely]
    fragment = not alone and _telling([words], config.fragment) < config.fragment
    least, enough = _frame(speech, config), _enough(finding.segment.kind, config, fragment=fragment)

    def those(holds: Callable[[Evidence, Runs], bool]) -> frozenset[Evidence]:
        return frozenset(item for item, found in zip(likely, runs, strict=True) if holds(item, found))

    return _Shown(
        sure=those(lambda item, found: item.role == "wire" or _is_firm(found, speech.narrated, config)),
        copied=those(lambda item, found: _is_copied(item, found, config)),
        spoken=those(lambda _, found: sum(map(len, found)) < least) if least else _NONE,
        thin=those(lambda _, found: _telling(found, enough) < enough) if enough else _NONE,
        alone=alone,
        fragment=fragment,
    )


def _frame(speech: Speech, config: DecisionConfig) -> float:
    """Return how many words around a shared quotation show more than the quotation; none where it is no great part."""
    mostly = speech.quoted >= config.spoken_words and speech.share >= config.speech_share
    return min(config.frame_words, config.framed * speech.narrated) if mostly else 0


def _enough(kind: Kind, config: DecisionConfig, *, fragment: bool) -> int:
    """Return how many telling words a passage must share; a headline tells the whole story, and often in other words."""
    return config.brief_words if kind != "headline" and (fragment or kind in BRIEF) else 0


def _telling(runs: Runs, enough: int) -> int:
    """Return how many words of some runs tell anything; once there are ``enough``, no more are counted."""
    telling = (1 for run in runs for _, word in run if term(fold(word)))
    return sum(islice(telling, enough))


def _is_copied(item: Evidence, runs: Runs, config: DecisionConfig) -> bool:
    """Tell whether the words of a passage show copying: a long run without its names, or a run in a near copy."""
    edited_little = item.edit in COPIED and max(map(len, runs), default=0) >= config.copied_run
    return edited_little or _longest(runs) >= config.firm_run


def _longest(runs: Runs) -> int:
    """Return the words of the longest run, capitalised names left out."""
    return max((sum(not word[0].isupper() for _, word in run) for run in runs), default=0)


def find_anchors(
    text: str, findings: Sequence[Finding], content: Sequence[int], *, config: DecisionConfig
) -> dict[int, Anchors]:
    """Return, for each compared segment, the sources it may lean on and the passages of it that stand alone."""
    shown = {number: _shown(text, findings[number], config) for number in content}
    top = {
        number: max(wires, key=lambda item: item.score)
        for number, found in shown.items()
        if (wires := [item for item in found.sure if item.role == "wire"])
    }
    holding = {number: found.holding() for number, found in shown.items()}
    pillars = _pillars(holding.values(), least=config.pillars)
    running = _running(findings, content, shown, config)
    pooled = _pooled([findings[number] for number in content], shown.values(), config)
    anchors = {}
    for place, number in enumerate(content):
        near = content[max(0, place - config.reach) : place + config.reach + 1]
        beside = frozenset().union(*[holding[other] for other in near if other != number])
        next_to = content[max(0, place - 1) : place + 2]
        around = frozenset(top[other] for other in next_to if other != number and other in top)
        found = shown[number]
        anchors[number] = Anchors(
            found.sure,
            beside,
            pillars,
            around,
            found.copied,
            running[number],
            pooled,
            found.spoken,
            found.thin,
            found.fragment,
        )
    return anchors


def _running(
    findings: Sequence[Finding], content: Sequence[int], shown: Mapping[int, _Shown], config: DecisionConfig
) -> dict[int, frozenset[str]]:
    """Return the dispatches whose narration is copied within reach of each segment; speech from there hands them on."""
    own = {
        number: shown[number].narrating(config)
        if findings[number].segment.kind == "body"
        else frozenset[str]()
        for number in content
    }
    running: dict[int, frozenset[str]] = {}
    for place, number in enumerate(content):
        near = content[max(0, place - config.reach) : place + config.reach + 1]
        running[number] = frozenset().union(*[own[other] for other in near if other != number])
    for path in (content, content[::-1]):
        for before, number in pairwise(path):
            if shown[before].alone and running[before]:
                running[number] |= running[before] & shown[before].told(config)
    return running


def _pooled(findings: Iterable[Finding], shown: Iterable[_Shown], config: DecisionConfig) -> frozenset[str]:
    """Return the dispatches of which an article copies nothing but what a dispatch of another agency holds alike."""
    alone: set[str] = set()
    held: set[str] = set()
    for finding, found in zip(findings, shown, strict=True):
        for item in found.copied:
            if item.role == "wire":
                others = rivals(item, finding.evidence, likely=config.likely, alike=config.alike)
                (held if others else alone).add(item.doc)
    return frozenset(held - alone)


def _pillars(holding: Iterable[frozenset[str]], *, least: int) -> frozenset[str]:
    counts = Counter(doc for docs in holding for doc in docs)
    return frozenset(doc for doc, count in counts.items() if count >= least)


def narrated(text: str, finding: Finding, item: Evidence) -> Runs:
    """Return the words outside quotation marks of each run that a sentence shares with a passage, and where they stand."""
    return _runs(_outside(text, finding), item)


def _outside(text: str, finding: Finding) -> list[tuple[int, str]]:
    """Return the words of a sentence outside quotation marks; a clitic, as in "the port's", is no word of a run."""
    marks = [(quote.start, quote.end) for quote in finding.quotes]
    return [
        (start, text[start:end])
        for start, end in word_spans(text, finding.segment.start, finding.segment.end)
        if text[start].isalnum() and not (marks and any(first <= start < last for first, last in marks))
    ]


def _runs(words: list[tuple[int, str]], item: Evidence) -> Runs:
    """Return the words that stand in each run shared with a passage; words are in order, and so are runs."""
    starts = [start for start, _ in words]
    return [words[bisect_left(starts, start) : bisect_left(starts, end)] for start, end, _, _ in item.blocks]
