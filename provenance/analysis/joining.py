"""Events found from the corpus: articles that rest on the same dispatches, or share passages, near in time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import combinations
from typing import TYPE_CHECKING, Any

from provenance.config import ANALYSIS

if TYPE_CHECKING:
    import pandas as pd

_MOST: int = 200
"""Articles on one dispatch that are joined pair by pair; those after them are joined to the one before, so time stays linear."""


def find_events(articles: pd.DataFrame, sentences: pd.DataFrame, evidence: pd.DataFrame) -> dict[str, str]:
    """Return the event of each article, named after its order in time: ``event 1``, ``event 2`` ...

    Two articles are joined where ``event_sentences`` or more sentences of each stand in the same dispatch (or in each other), and they
    came out within ``event_hours`` of each other; the strongest bonds are joined first, and none that would make an event longer
    than ``event_days``. An article without a time joins where its words do.
    """
    times: dict[str, Any] = {
        name: (first, last)
        for name, first, last in zip(
            articles["article"], articles["earliest"], articles["latest"], strict=True
        )
    }
    bonds = _bonds(articles, sentences, evidence)
    groups = _Groups(times)
    for (one, other), _ in sorted(bonds.items(), key=lambda bond: (-bond[1], bond[0])):
        if one in times and other in times:
            groups.join(one, other)
    return groups.named()


def _bonds(
    articles: pd.DataFrame, sentences: pd.DataFrame, evidence: pd.DataFrame
) -> Counter[tuple[str, str]]:
    """Return how many sentences bind each pair of articles: the smaller number in a common document, summed over documents."""
    holders: dict[str, Counter[str]] = defaultdict(Counter)
    for article, source in _links(sentences, evidence):
        holders[source][article] += 1
    bonds: Counter[tuple[str, str]] = Counter()
    names = set(articles["article"])
    for source, counts in sorted(holders.items()):
        enough = sorted(name for name, number in counts.items() if number >= ANALYSIS.event_sentences)
        for one, other in _pairs(enough):
            bonds[one, other] += min(counts[one], counts[other])
        if source in names:
            for one in enough:
                if one != source:
                    bonds[min(one, source), max(one, source)] += counts[one]
    return bonds


def _pairs(names: list[str]) -> Iterator[tuple[str, str]]:
    yield from combinations(names[:_MOST], 2)
    yield from zip(names[_MOST - 1 :], names[_MOST:], strict=False)


def _links(sentences: pd.DataFrame, evidence: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """Yield article and source of every passage that a sentence with a source, or a public quote, stands in."""
    import numpy as np
    import pandas as pd

    if evidence.empty:
        return
    names = pd.concat([sentences["article"], evidence["article"]], ignore_index=True)
    codes, articles = pd.factorize(names)  # numbers for names: a merge would hold each name once a row
    numbers = np.concatenate([frame["sentence"].to_numpy(np.int64) for frame in (sentences, evidence)])
    places = codes * (numbers.max() + 1) + numbers
    said = sentences["origin"].isin(["wire", "shared", "quote"]).to_numpy(bool)
    likely = evidence["rests"] | (evidence["score"] >= ANALYSIS.event_score) | (evidence["rank"] == 1)
    place = places[len(sentences) :]
    kept = np.isin(place, places[: len(sentences)][said]) & likely.to_numpy(bool, na_value=False)
    source, sources = pd.factorize(evidence["source"])
    _, first = np.unique((place * len(sources) + source)[kept], return_index=True)
    rows = np.flatnonzero(kept)[first]
    whose = articles.take(codes[len(sentences) :][rows])
    yield from zip(whose, sources.take(source[rows]), strict=True)


class _Groups:
    """Articles joined into events, none longer than it may be."""

    def __init__(self, times: Mapping[str, tuple[Any, Any]]) -> None:
        self._times = times
        self._head = {name: name for name in times}
        self._members = {name: [name] for name in times}

    def join(self, one: str, other: str) -> None:
        """Make two events one, unless the pair is too far apart or the event would be too long."""
        one_head, other_head = self._head[one], self._head[other]
        if one_head == other_head or not self._near([one, other], timedelta(hours=ANALYSIS.event_hours)):
            return
        together = self._members[one_head] + self._members[other_head]
        if self._near(together, timedelta(days=ANALYSIS.event_days)):
            for name in self._members.pop(other_head):
                self._head[name] = one_head
            self._members[one_head] = together

    def _near(self, names: list[str], most: timedelta) -> bool:
        """Tell whether articles may all have come out within a span; one without a time may."""
        import pandas as pd

        spans = [self._times[name] for name in names if not pd.isna(self._times[name][0])]
        return not spans or max(first for first, _ in spans) - min(last for _, last in spans) <= most

    def named(self) -> dict[str, str]:
        """Return the event of each article, events in order of time, those without one last."""
        import pandas as pd

        def order(names: list[str]) -> tuple[bool, Any, str]:
            firsts = [self._times[name][0] for name in names if not pd.isna(self._times[name][0])]
            return (not firsts, min(firsts).timestamp() if firsts else 0, min(names))

        ordered = sorted(self._members.values(), key=order)
        return {name: f"event {number}" for number, names in enumerate(ordered, 1) for name in names}
