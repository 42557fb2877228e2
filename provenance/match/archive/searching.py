"""Many sentences looked up at once: the postings of their keys gathered, summed by sentence, the best of each kept.

All that can be done for all segments together is: of a segment only its keys and the postings found are touched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from provenance.match import keys as k
from provenance.match.archive.live import Live
from provenance.match.archive.tables import joined
from provenance.match.archive.view import K1, B, Hit, View

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.match.archive.tables import Index
    from provenance.match.keys import Keys

    Counts = NDArray[np.int64]

TOGETHER = 2_000_000
"""Postings that are summed at a time, about 100 MB; a sentence has a few thousand at most, so only a long article has more."""
_SENTENCE = (1 << k.BITS) - 1


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """What is looked up: each row asks for the key ``known[key[row]]`` on behalf of a query, and weighs it.

    ``known`` are distinct and ascending.
    """

    known: Keys
    key: NDArray[np.intp]
    query: NDArray[np.intp]
    weight: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Stretches:
    """Where the postings begin and end that lie inside the window: a row a segment, which is there by number, a column a known key.

    A segment of which the window cuts off what lies between its undated dispatches and others has two rows.
    """

    lives: Sequence[tuple[int, Live]]
    begins: Counts
    ends: Counts


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """Sentences with their scores, by query; of one query in order of the segments' numbers and of time."""

    query: Counts
    segment: Counts
    sentence: Counts
    score: NDArray[np.float64]

    def of(self, places: NDArray[np.intp]) -> Scored:
        """Return some of them."""
        return Scored(self.query[places], self.segment[places], self.sentence[places], self.score[places])


def search(
    view: View,
    queries: Sequence[Keys],
    *,
    limit: int,
    after: float | None = None,
    before: float | None = None,
) -> list[list[Hit]]:
    """Return for each query the sentences that hold most of its rarest keys, best first.

    Args:
        view: The archive.
        queries: Keys of each sentence, distinct.
        limit: The most hits returned, a query.
        after: Earliest release, in seconds since 1970; dispatches without a time are always searched.
        before: Latest release, likewise.
    """
    keys = np.concatenate([np.zeros(0, np.uint64), *queries])
    if not len(keys):
        return [[] for _ in queries]
    known, key = np.unique(keys, return_inverse=True)
    frequency = view.frequencies(known)[key]
    half = len(queries) // 2
    if half and int(frequency.sum()) > TOGETHER:
        return [
            hits
            for part in (queries[:half], queries[half:])
            for hits in search(view, part, limit=limit, after=after, before=before)
        ]
    query = np.repeat(np.arange(len(queries)), [len(item) for item in queries])
    weight = np.log1p((view.sentences - frequency + 0.5).clip(0.5) / (frequency + 0.5))
    asked = Asked(known, key, query, weight)
    stretches = _inside(view, known, after, before)
    best = _best(view, _sums(stretches, asked, view.average), limit)
    whole = np.bincount(query, weight, minlength=len(queries)).tolist()
    return _hits(view, best, whole)


def _inside(view: View, keys: Keys, after: float | None, before: float | None) -> Stretches:
    """Return where the keys stand in each segment, inside the window."""
    lives = [item for item in enumerate(view.lives) if item[1].entry.within(after, before)]
    names = np.zeros((len(lives), len(keys)), dtype=np.uint64)
    first, last = np.zeros((2, *names.shape), dtype=np.uint32)
    for row, (_, live) in enumerate(lives):
        index = live.columns.index
        if len(index.keys):
            place = index.keys.searchsorted(keys)
            index.keys.take(place, out=names[row], mode="clip")
            index.at.take(place, out=first[row], mode="clip")
            index.at.take(place + 1, out=last[row], mode="clip")
    begins = first.astype(np.int64)
    ends = np.where(names == keys, last, begins)
    more: list[tuple[tuple[int, Live], Counts, Counts]] = []
    for row, (number, live) in enumerate(lives):
        if not live.entry.whole(after, before):
            undated, low, high = live.columns.first[list(live.places(after, before))].tolist()
            bounds = [_below(live.columns.index, begins[row], ends[row], at) for at in (undated, low, high)]
            if undated:
                more.append(((number, live), begins[row].copy(), bounds[0]))
            begins[row], ends[row] = bounds[1:]
    return Stretches(
        [*lives, *(item for item, _, _ in more)],
        np.vstack([begins, *(low for _, low, _ in more)]),
        np.vstack([ends, *(high for _, _, high in more)]),
    )


def _below(index: Index, first: Counts, last: Counts, bound: int) -> Counts:
    """Return for each ascending stretch where the numbers reach a bound: all binary searches at once."""
    low, high = first.copy(), last.copy()
    while True:
        open_ = low < high
        if not open_.any():
            return low
        middle = (low + high) >> 1
        less = open_ & (index.sentences(np.minimum(middle, len(index.low) - 1)) < bound)
        low = np.where(less, middle + 1, low)
        high = np.where(open_ & ~less, middle, high)


def _sums(stretches: Stretches, asked: Asked, average: float) -> Scored:
    """Return the score of every sentence that holds a key of a query."""
    row, place, length = _postings(stretches, asked.key)
    norm = (K1 + 1) / (1 + K1 * (1 - B + B * np.arange(256) / average))
    pair = (asked.query << 2 * k.BITS)[row] | place
    order = np.argsort(pair, kind="stable")
    pair, score = pair[order], (asked.weight[row] * norm[length])[order]
    first = np.flatnonzero(np.concatenate([[True], pair[1:] != pair[:-1]])[: len(pair)])
    sums = np.add.reduceat(score, first) if len(first) else np.zeros(0)
    pair = pair[first]
    return Scored(pair >> 2 * k.BITS, (pair >> k.BITS) & _SENTENCE, pair & _SENTENCE, sums)


def _postings(found: Stretches, key: NDArray[np.intp]) -> tuple[NDArray[np.intp], Counts, NDArray[np.uint8]]:
    """Return of every posting that counts the row, the number of its segment before that of its sentence, and its length."""
    begins = found.begins[:, key]
    counts = found.ends[:, key] - begins
    ends = np.cumsum(counts).reshape(counts.shape)
    inside = np.arange(int(counts.sum())) + np.repeat((begins - ends + counts).ravel(), counts.ravel())
    row = np.repeat(np.tile(np.arange(len(key)), len(found.lives)), counts.ravel())
    low = np.empty(len(row), dtype=np.uint16)
    high, length = np.empty((2, len(row)), dtype=np.uint8)
    held = [
        (live, slice(*bounds))
        for (_, live), bounds in zip(found.lives, pairwise([0, *ends[:, -1].tolist()]), strict=True)
    ]
    for live, mine in held:
        live.columns.index.low.take(inside[mine], out=low[mine], mode="clip")
        live.columns.index.high.take(inside[mine], out=high[mine], mode="clip")
    sentence = joined(low, high)
    gone = []
    for live, mine in held:
        live.columns.length.take(sentence[mine], out=length[mine], mode="clip")
        if live.sentences is not None:
            gone.append(mine.start + np.flatnonzero(~live.sentences[sentence[mine]]))
    segment = np.array([number << k.BITS for number, _ in found.lives], dtype=np.int64)
    place = np.repeat(segment, counts.sum(axis=1)) | sentence
    if not gone:
        return row, place, length
    left = np.concatenate(gone)
    return np.delete(row, left), np.delete(place, left), np.delete(length, left)


def _best(view: View, found: Scored, limit: int) -> Scored:
    """Return the best ``limit`` of each query; of those that tie with the last the earliest."""
    begins = np.flatnonzero(np.concatenate([[True], found.query[1:] != found.query[:-1]])[: len(found.query)])
    chosen = [np.zeros(0, np.intp)]
    for first, last in pairwise([*begins.tolist(), len(found.query)]):
        scores = found.score[first:last]
        if len(scores) <= limit:
            chosen.append(np.arange(first, last))
            continue
        least = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        above, tied = np.flatnonzero(scores > least), np.flatnonzero(scores == least)
        if len(tied) > limit - len(above):
            tied = tied[np.argsort(_when(view, found.of(first + tied)), kind="stable")[: limit - len(above)]]
        chosen += [first + above, first + tied]
    return found.of(np.concatenate(chosen))


def _when(view: View, found: Scored) -> Counts:
    """Return the release of the dispatch of each sentence."""
    when = np.zeros(len(found.sentence), dtype=np.int64)
    for number in np.unique(found.segment).tolist():
        columns, mine = view.lives[number].columns, found.segment == number
        when[mine] = columns.when[columns.first.searchsorted(found.sentence[mine], "right") - 1]
    return when


def _hits(view: View, found: Scored, whole: Sequence[float]) -> list[list[Hit]]:
    """Return the hits of each query in order, the earlier dispatch first of equal scores; ``whole`` is the rarity that it asked for."""
    rows: list[list[tuple[float, int, str, int]]] = [[] for _ in whole]
    order = np.argsort(found.segment, kind="stable")
    begins = np.flatnonzero(np.diff(found.segment[order], prepend=-1)).tolist()
    for first, last in pairwise([*begins, len(order)]):
        part = found.of(order[first:last])
        columns = view.lives[int(part.segment[0])].columns
        place = columns.first.searchsorted(part.sentence, "right") - 1
        numbers = part.sentence - columns.first[place]
        lists = (part.query, -part.score, columns.when[place], place, numbers)
        for query, loss, when, at, inner in zip(*(item.tolist() for item in lists), strict=True):
            rows[query].append((loss, when, columns.name(at), inner))
    return [
        [Hit(doc, inner, -loss, -loss / asked) for loss, _, doc, inner in sorted(found)]
        for found, asked in zip(rows, whole, strict=True)
    ]
