"""Which articles tell the same story, and what to call it: by the sources they share, else by the names they share.

A grouping for reading, no claim: it names no source and changes no count.
"""

from __future__ import annotations

import calendar
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from provenance.page import agency
from provenance.records import Annotation
from provenance.show.statements.facts import Counts
from provenance.show.view._words import listed, show

NAME = re.compile(r"[^\W\d_][^\W\d_]{2,}(?:['’-][^\W\d_]+)*")
DATES = frozenset({*calendar.day_name, *calendar.month_name, *calendar.day_abbr, *calendar.month_abbr})
ALIKE = 0.2
"""Cosine of the names of an article and a story from which it is told as one of it."""
RARELY = 0.05
"""Share of a word's places where it may stand without its capital and still be taken for a name."""
NAMED = 2
"""Stories that a title names; the others are counted."""


@dataclass(frozen=True, slots=True)
class Story:
    """Articles by their place in the run, and the names that set them apart, the best first."""

    members: tuple[int, ...]
    names: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return what to call it, empty where no name sets it apart."""
        return self.names[0] if self.names else ""


def stories_of(annotations: Sequence[Annotation], counts: Sequence[Counts]) -> list[Story]:
    """Return the stories of two articles or more, the largest first."""
    names = _names(annotations)
    spread = Counter(name for found in names for name in found)
    weights = [
        {
            name: log(1 + n) * log(1 + len(names) / spread[name])
            for name, n in found.items()
            if spread[name] > 1
        }
        for found in names
    ]
    groups = _alike(_joined(annotations, counts), weights)
    several = sorted((group for group in groups if len(group) > 1), key=lambda g: (-len(g), g[0]))
    return [Story(tuple(group), _best(group, names, spread)) for group in several]


def title_of(stories: Sequence[Story], articles: int) -> str:
    """Return the names of the stories as a heading, empty where there is no story or none has a name."""
    named = [story for story in stories if story.name]
    if not named or sum(len(story.members) for story in stories) * 2 < articles:
        return ""
    if len(stories) == 1:
        return listed(named[0].names[:2])
    left = len(stories) - NAMED
    names = [story.name for story in named[:NAMED]]
    return (
        listed(names)
        if left <= 0
        else listed([*names, f"{left:,} other {'story' if left == 1 else 'stories'}"])
    )


def _names(annotations: Sequence[Annotation]) -> list[Counter[str]]:
    """Return each article's names: words that stand with a capital inside sentences, and hardly ever without one."""
    words: list[Counter[str]] = []
    inside: Counter[str] = Counter()
    for annotation in annotations:
        text = annotation.document.text
        told = [f.segment for f in annotation.findings if f.segment.kind in ("headline", "deck", "body")]
        found = [word for segment in told for word in NAME.finditer(text, segment.start, segment.end)]
        words.append(Counter(_bare(word[0]) for word in found))
        inside.update(_bare(word[0]) for word in found if _within(text, word.start()))
    names = {
        name
        for name, number in inside.items()
        if name[0].isupper() and inside[name.lower()] <= RARELY * number and _is_name(name)
    }
    return [Counter({word: n for word, n in found.items() if word in names}) for found in words]


def _bare(word: str) -> str:
    """Return a word without the ending of a possessor."""
    return word.removesuffix("'s").removesuffix("’s")


def _is_name(word: str) -> bool:
    return word not in DATES and agency(word) is None


def _within(text: str, start: int) -> bool:
    """Tell whether a word stands inside a sentence: the first word of one, or of a quotation, is no name for its capital."""
    before = text[max(0, start - 2) : start].strip()
    return before[-1:].isalnum() or before[-1:] in (",", ";")


def _joined(annotations: Sequence[Annotation], counts: Sequence[Counts]) -> list[list[int]]:
    """Return articles that rest on the same document, or on each other, together."""
    place = {annotation.document.id: index for index, annotation in enumerate(annotations)}
    parent = list(range(len(annotations)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    first: dict[str, int] = {}
    for index, number in enumerate(counts):
        for doc in number.rests:
            other = place.get(doc, first.setdefault(doc, index))
            parent[root(index)] = root(other)
    groups: dict[int, list[int]] = defaultdict(list)
    for index in range(len(annotations)):
        groups[root(index)].append(index)
    return list(groups.values())


def _alike(groups: list[list[int]], weights: Sequence[Mapping[str, float]]) -> list[list[int]]:
    """Return the groups with each one laid to the larger one whose names it shares most."""
    kept: list[list[int]] = []
    sums: list[Counter[str]] = []
    holders: dict[str, set[int]] = defaultdict(set)
    for group in sorted(groups, key=lambda g: (-len(g), g[0])):
        own = _sum(weights[index] for index in group)
        near = {at for name in own for at in holders[name]}
        best = max(((_cosine(own, sums[at]), -at) for at in near), default=(0.0, 0))
        if best[0] < ALIKE:
            kept.append(list(group))
            sums.append(own)
            at = len(kept) - 1
        else:
            at = -best[1]
            kept[at] += group
            sums[at].update(own)
        for name in own:
            holders[name].add(at)
    return [sorted(group) for group in kept]


def _sum(several: Iterable[Mapping[str, float]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for one in several:
        total.update(one)
    return total


def _cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    shared = sum(weight * b[name] for name, weight in a.items() if name in b)
    length = sqrt(sum(w * w for w in a.values())) * sqrt(sum(w * w for w in b.values()))
    return shared / length if length else 0.0


def _best(group: Sequence[int], names: Sequence[Counter[str]], spread: Counter[str]) -> tuple[str, ...]:
    """Return the names of a story: in many of its articles and in few others, the most told first."""
    here = Counter(name for index in group for name in names[index])
    told = Counter[str]()
    for index in group:
        told.update(names[index])
    rank = {name: number * number / spread[name] for name, number in here.items() if number > 1}
    order = sorted(rank, key=lambda name: (-rank[name], -told[name], name))
    return tuple(show(name) for name in order[:3])
