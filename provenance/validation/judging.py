"""Each judged sentence beside the tool's answer: whose label counts, and how many sentences it stands for."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from provenance.claim import Decision, Unit
from provenance.records import Annotation, Finding
from provenance.validation.labels import CLASSES, UNSURE, Level, tool_letter
from provenance.validation.sampling import Sample

DIFFER, CANNOT, OTHER, ABSENT, OUTSIDE = (
    "coders differ",
    "cannot tell",
    "another text",
    "not in the annotations",
    "not in the sample",
)
"""Why a judged sentence has no place in the comparison."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One sentence with its truth and the tool's answer, both as classes.

    ``weight`` is how many sentences of the corpus it stands for (1 without a sample), ``stratum`` its number in the sample, ``number``
    the place of the finding in its article, and ``labels`` what each coder said.
    """

    article: str
    number: int
    text: str
    truth: str
    tool: str
    weight: float
    labels: Mapping[str, str]
    finding: Finding
    stratum: int | None = None


@dataclass(frozen=True, slots=True)
class Judgements:
    """All judged sentences, and how many labelled ones were left out, by reason."""

    judged: tuple[Judged, ...]
    left_out: Mapping[str, int]


def judge(
    annotations: Iterable[Annotation],
    decisions: Sequence[Decision],
    *,
    sample: Sample | None = None,
    level: Level = "origin",
    adjudicator: str | None = None,
) -> Judgements:
    """Put the tool's answers beside what coders said.

    A sentence of the tool is compared with the judged range that covers its middle. Its truth is the adjudicator's label where there
    is one, else the class that more coders gave than any other; where there is none, it is left out. A sample's sentences are
    weighted by stratum: those that were judged stand for all of it.

    Args:
        annotations: The decided articles.
        decisions: What coders said.
        sample: The sample that they coded.
        level: Whether classes are origins or kinds of sentence.
        adjudicator: The coder whose label decides.
    """
    by_article: dict[str, dict[Unit, dict[str, Decision]]] = defaultdict(lambda: defaultdict(dict))
    for decision in decisions:
        by_article[decision.article][decision.unit][decision.coder] = decision
    strata = None if sample is None else {item.unit: item.stratum for item in sample.items}
    left: Counter[str] = Counter()
    found: list[Judged] = []
    for annotation in annotations:
        units = by_article.pop(annotation.document.id, {})
        for number, labels in _covered(annotation, units, left, once=strata is not None):
            letters = {coder: item.label for coder, item in labels.items()}
            truth = decided(letters, level, adjudicator)
            unit = next(iter(labels.values())).unit
            if strata is not None and unit not in strata:
                left[OUTSIDE] += 1
            elif truth in (DIFFER, CANNOT):
                left[truth] += 1
            else:
                made = _judged(annotation, number, truth, letters, level)
                found.append(replace(made, stratum=None if strata is None else strata[unit]))
    left[ABSENT] += sum(map(len, by_article.values()))
    return Judgements(tuple(_weighted(found, sample)), {name: n for name, n in left.items() if n})


def decided(letters: Mapping[str, str], level: Level, adjudicator: str | None = None) -> str:
    """Return the class of a sentence from its coders' letters, or why there is none.

    >>> decided({"ada": "W", "ben": "E"}, "origin"), decided({"ada": "W", "ben": "E"}, "kind")
    ('wire', 'coders differ')
    """
    if letters.get(adjudicator or "", UNSURE) != UNSURE:
        return CLASSES[level][letters[str(adjudicator)]]
    votes = Counter(CLASSES[level][letter] for letter in letters.values() if letter != UNSURE).most_common(2)
    if not votes:
        return CANNOT
    return DIFFER if len(votes) > 1 and votes[0][1] == votes[1][1] else votes[0][0]


def _covered(
    annotation: Annotation,
    units: Mapping[Unit, Mapping[str, Decision]],
    left: Counter[str],
    *,
    once: bool,
) -> Iterator[tuple[int, Mapping[str, Decision]]]:
    """Yield the findings whose middle a judged range covers; of a sampled sentence that was split since, ``once`` the first."""
    fitting = {
        unit: labels
        for unit, labels in units.items()
        if all(item.sha256 in (None, annotation.document.sha256) for item in labels.values())
    }
    left[OTHER] += len(units) - len(fitting)
    ranges = sorted(fitting)
    starts, used = [start for _, start, _ in ranges], set()
    for number, finding in enumerate(annotation.findings):
        middle = (finding.segment.start + finding.segment.end) // 2
        place = bisect_right(starts, middle) - 1
        if place < 0 or middle >= ranges[place][2] or (once and place in used):
            continue
        used.add(place)
        yield number, fitting[ranges[place]]
    left[ABSENT] += len(ranges) - len(used) if once else 0


def _judged(
    annotation: Annotation, number: int, truth: str, letters: Mapping[str, str], level: Level
) -> Judged:
    finding, document = annotation.findings[number], annotation.document
    text = " ".join(document.text[finding.segment.start : finding.segment.end].split())
    return Judged(document.id, number, text, truth, tool_class(finding, level), 1.0, letters, finding)


def tool_class(finding: Finding, level: Level) -> str:
    """Return the class of the tool's answer."""
    return CLASSES[level][tool_letter(finding.verdict)]


def _weighted(found: Sequence[Judged], sample: Sample | None) -> Iterator[Judged]:
    judged = Counter(item.stratum for item in found)
    for item in found:
        if sample is None or item.stratum is None:
            yield item
        else:
            yield replace(item, weight=sample.strata[item.stratum].population / judged[item.stratum])


def unjudged(sample: Sample, judged: Iterable[Judged]) -> tuple[str, ...]:
    """Return the names of the strata of which no sentence was judged: nothing stands for them."""
    seen = {item.stratum for item in judged}
    return tuple(stratum.name for number, stratum in enumerate(sample.strata) if number not in seen)


def shares(annotations: Iterable[Annotation], level: Level, kinds: Collection[str]) -> dict[str, float]:
    """Return how many sentences of the corpus the tool gives each class, of these kinds of segment."""
    counts: Counter[str] = Counter()
    for annotation in annotations:
        counts.update(tool_class(f, level) for f in annotation.findings if f.segment.kind in kinds)
    return dict(counts)
