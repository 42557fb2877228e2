"""One state of an archive, read: it answers from the segments that were there when it was opened, whatever comes after."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from provenance.match import keys as k
from provenance.match.archive.live import Live
from provenance.match.archive.manifest import Entry, Manifest
from provenance.match.archive.segment import NEVER, Counts, count
from provenance.match.archive.summary import Summary, summed
from provenance.match.versions import Stories
from provenance.records import Coverage, Document

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.match.keys import Keys

SMALLEST = 2_000
"""Sentences that an archive is counted as at least: a small one knows too little of rarity."""
K1, B = 1.2, 0.75
"""BM25's two numbers, as everyone uses them."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence found: the dispatch's id, the number of the sentence in it, the BM25 score, and that as a share of the rarity asked for."""

    doc: str
    sentence: int
    score: float
    share: float


class _Sum:
    """Counts of several segments, summed."""

    def __init__(self) -> None:
        self.documents = self.sentences = 0
        self.agencies: Counter[str] = Counter()
        self.dated: list[tuple[int, str, int, str]] = []

    def inside(self, live: Live, after: float | None, before: float | None, *, own: int | None) -> None:
        """Add what counts of a segment inside a range of time, all but one's own dispatch."""
        if own is None and live.entry.whole(after, before):
            self.add(live.entry)
            return
        alive = live.alive.copy()
        if own is not None:
            alive[own] = False
        undated, low, high = live.places(after, before)
        self.add(count(live.columns, alive, 0, undated))
        self.add(count(live.columns, alive, low, high))

    def add(self, found: Counts | Entry) -> None:
        """Add what counts of a segment, or of a part of it."""
        self.documents += found.documents
        self.sentences += found.sentences
        self.agencies.update(found.agencies)
        if found.low is not None and found.high is not None:
            self.dated.append((found.low, found.start or "", found.high, found.end or ""))

    def coverage(self, others: int) -> Coverage:
        """Return the sums; ``others`` is how many dispatches there are in all."""
        return Coverage(
            documents=self.documents,
            sentences=self.sentences,
            agencies=dict(sorted(self.agencies.items())),
            start=min(self.dated)[1] if self.dated else None,
            end=max((high, end) for _, _, high, end in self.dated)[1] if self.dated else None,
            outside_window=others - self.documents,
        )


class View:
    """The segments of one state, and what is known of all of them at once.

    Args:
        manifest: The state.
        lives: Its segments.
        stored: Gives the summary that was kept of them; it is made of the segments where there is none.
    """

    def __init__(
        self, manifest: Manifest, lives: Sequence[Live], stored: Callable[[], Summary | None] = lambda: None
    ) -> None:
        self.manifest, self.lives = manifest, tuple(lives)
        self._stored = stored
        self.sentences = sum(live.entry.sentences for live in self.lives)
        self._known: dict[str, int] = {}

    @cached_property
    def summary(self) -> Summary:
        """What is known of all segments at once."""
        return self._stored() or summed(self.lives)

    @property
    def average(self) -> float:
        """The mean number of keys a sentence."""
        return max(1, self.summary.length) / max(1, self.summary.size)

    def frequencies(self, keys: Keys) -> NDArray[np.int64]:
        """Return in how many sentences each key stands."""
        return self.summary.frequencies(keys)

    def frequency(self, key: str) -> int:
        """Return in how many sentences a key stands."""
        known = self._known.get(key)
        if known is None:
            found = self.frequencies(np.array([k.key(key)], dtype=np.uint64))
            known = self._known[key] = int(found[0])
        return known

    def weight(self, key: str) -> float:
        """Return the rarity of a key: its inverse document frequency."""
        return math.log(max(self.sentences, SMALLEST) / (1 + self.frequency(key)))

    def learn(self, names: Iterable[str]) -> None:
        """Look up many words at once, so that :meth:`frequency` knows them."""
        new = [name for name in set(names).difference(self._known) if "_" not in name]
        found = self.frequencies(np.array([k.number(name) for name in new], dtype=np.uint64))
        self._known.update(zip(new, found.tolist(), strict=True))

    def coverage(
        self, after: float | None = None, before: float | None = None, *, without: str = ""
    ) -> Coverage:
        """Return how much there is, or how much inside a range of time; undated dispatches are in every range.

        ``without`` is the id of the document that asks: it is no source of itself.
        """
        own = self.find(without) if without else None
        if after is None and before is None and own is None:
            return self.manifest.coverage()
        total = _Sum()
        for live in (live for live in self.lives if live.entry.within(after, before)):
            total.inside(live, after, before, own=own[1] if own is not None and own[0] is live else None)
        others = sum(live.entry.documents for live in self.lives) - (own is not None)
        return total.coverage(others)

    def undated(self, *, without: str = "") -> int:
        """Return how many dispatches have no time, which may be a source of anything but themselves."""
        own = self.find(without) if without else None
        mine = own is not None and int(own[0].columns.when[own[1]]) == NEVER
        return (
            sum(
                int(live.alive[: live.places(None, None)[0]].sum())
                for live in self.lives
                if live.entry.undated
            )
            - mine
        )

    def find(self, name: str) -> tuple[Live, int] | None:
        """Return where a dispatch stands."""
        return next(((live, place) for live, place in self.found([name])), None)

    def found(self, names: Collection[str]) -> Iterator[tuple[Live, int]]:
        """Yield where the dispatches with some ids stand."""
        summary = self.summary
        for row in summary.rows(names).tolist():
            live, place = self.lives[summary.segment[row]], int(summary.place[row])
            if live.columns.name(place) in names:
                yield live, place

    @cached_property
    def stories(self) -> Stories:
        """Which dispatches are versions of others."""
        return Stories(item for _, item in self.summary.notices)

    def language(self, name: str) -> str:
        """Return the language that a dispatch's record or words told when it was added; empty where that was not kept."""
        found = self.find(name)
        return found[0].columns.languages[found[0].columns.language[found[1]]] if found else ""

    def document(self, name: str) -> Document:
        """Return a dispatch.

        Raises:
            KeyError: There is none with this id.
        """
        found = self.find(name)
        if found is None:
            raise KeyError(name)
        return found[0].segment.document(found[1])
