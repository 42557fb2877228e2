"""What an archive holds by time: read once, so that each article can ask for its own window at no cost."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from provenance.records import Coverage
from provenance.text import moment

NAMELESS = "unknown"
"""What a dispatch without an agency is counted as."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One dispatch. ``sentences`` counts those that can be found."""

    doc: str
    agency: str | None
    published: str | None
    sentences: int

    @property
    def at(self) -> float | None:
        """Return the earliest moment of its release, None where no time is known."""
        when = moment(self.published)
        return when.earliest if when else None


class Ledger:
    """The dispatches of an archive, those with a time in its order; two searches by halves an agency answer a question."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_id = {entry.doc: entry for entry in entries}
        dated = sorted(
            (at, entry.doc, entry) for entry in self._by_id.values() if (at := entry.at) is not None
        )
        self._dated = [entry for _, _, entry in dated]
        self._times = [at for at, _, _ in dated]
        self._sentences = [0, *accumulate(entry.sentences for entry in self._dated)]
        self._by_agency: dict[str, list[float]] = {}
        for at, _, entry in dated:
            self._by_agency.setdefault(entry.agency or NAMELESS, []).append(at)
        self._undated = [entry for entry in self._by_id.values() if entry.at is None]
        self._undated_agencies = Counter(entry.agency or NAMELESS for entry in self._undated)
        self._undated_sentences = sum(entry.sentences for entry in self._undated)

    def undated(self, *, without: str = "") -> int:
        """Return how many dispatches have no time: such a one may be the source of any article but itself."""
        return len(self._undated) - any(entry.doc == without for entry in self._undated)

    def coverage(
        self, *, after: float | None = None, before: float | None = None, without: str = ""
    ) -> Coverage:
        """Count what was released between two moments and what has no time; everything where no moment is given.

        Args:
            after: Earliest release, in seconds since 1970; whole seconds count, as in the index.
            before: Latest release, likewise.
            without: The id of the article that asks: nothing is compared with itself.
        """
        low = -math.inf if after is None else math.floor(after)
        high = math.inf if before is None else before
        first, last = bisect_left(self._times, low), bisect_right(self._times, high)
        agencies = self._undated_agencies + Counter(
            {
                name: bisect_right(times, high) - bisect_left(times, low)
                for name, times in self._by_agency.items()
            }
        )
        sentences = self._undated_sentences + self._sentences[last] - self._sentences[first]
        own = self._by_id.get(without)
        if own is not None and (own.at is None or low <= own.at <= high):
            agencies[own.agency or NAMELESS] -= 1
            sentences -= own.sentences
        edges = (*range(first, min(first + 2, last)), *range(max(first, last - 2), last))
        dated = [self._dated[place] for place in edges if self._dated[place] is not own]
        documents = agencies.total()
        return Coverage(
            documents=documents,
            sentences=sentences,
            agencies={name: number for name, number in sorted(agencies.items()) if number},
            start=dated[0].published if dated else None,
            end=dated[-1].published if dated else None,
            outside_window=len(self._by_id) - (own is not None) - documents,
        )
