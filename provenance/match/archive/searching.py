"""Many sentences looked up at once: the postings of their keys gathered, summed by sentence, the best of each kept."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from provenance.match import keys as k
from provenance.match.archive.view import K1, B, Hit, Live, View

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.match.archive.segment import Columns
    from provenance.match.archive.tables import Index
    from provenance.match.keys import Keys

Row = tuple[float, int, str, int]
"""A hit as it is ordered: the score, negative, the release, the id, and the number of the sentence in the dispatch."""
Found = tuple["NDArray[np.int64]", "NDArray[np.int64]", "NDArray[np.float64]"]
"""Numbers of queries, of sentences, and the scores: the best hits of a segment."""


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
    rows: list[list[Row]] = [[] for _ in queries]
    keys = np.concatenate([np.zeros(0, np.uint64), *queries])
    if not len(keys):
        return [[] for _ in queries]
    query = np.repeat(np.arange(len(queries)), [len(item) for item in queries])
    known, place = np.unique(keys, return_inverse=True)
    frequency = view.frequencies(known)[place]
    weight = np.log1p((view.sentences - frequency + 0.5).clip(0.5) / (frequency + 0.5))
    for live in view.lives:
        if live.entry.within(after, before):
            window = live.columns.first[list(live.places(after, before))], view.average
            view.met(live, _add(rows, live.columns, _best(_sums(live, keys, query, weight, window), limit)))
    asked = np.bincount(query, weight, minlength=len(queries)).tolist()
    return [
        [Hit(doc, inner, -loss, -loss / whole) for loss, _, doc, inner in sorted(found)[:limit]]
        for found, whole in zip(rows, asked, strict=True)
    ]


def _sums(
    live: Live,
    keys: Keys,
    query: NDArray[np.intp],
    weight: NDArray[np.float64],
    window: tuple[NDArray[np.uint32], float],
) -> Found:
    """Return the score of every sentence of a segment that holds a key of a query.

    ``window`` has the bounds of its sentences (:meth:`Live.places`) and the mean number of keys a sentence.
    """
    index, bounds, average = live.columns.index, *window
    begins, ends, row = _stretches(index, bounds, keys)
    counts = ends - begins
    inside = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    sentence = index.sentences(np.repeat(begins, counts) + inside).astype(np.int64)
    row = np.repeat(row, counts)
    if live.sentences is not None:
        stays = live.sentences[sentence]
        sentence, row = sentence[stays], row[stays]
    norm = (K1 + 1) / (1 + K1 * (1 - B + B * np.arange(256) / average))
    pair = (query[row].astype(np.int64) << k.BITS) | sentence
    order = np.argsort(pair, kind="stable")
    pair, score = pair[order], (weight[row] * norm[live.columns.length[sentence]])[order]
    first = (
        np.flatnonzero(np.concatenate([[True], pair[1:] != pair[:-1]])) if len(pair) else np.zeros(0, np.intp)
    )
    sums = np.add.reduceat(score, first) if len(first) else np.zeros(0)
    return pair[first] >> k.BITS, pair[first] & ((1 << k.BITS) - 1), sums


def _stretches(
    index: Index, bounds: NDArray[np.uint32], keys: Keys
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.intp]]:
    """Return the stretches of the postings that lie in a window, and the number of the key that each belongs to."""
    names, at = index.keys, index.at
    if not len(names):
        none = np.zeros(0, dtype=np.int64)
        return none, none, none
    place = np.minimum(np.searchsorted(names, keys), len(names) - 1)
    known = np.flatnonzero(names[place] == keys)
    first, last = at[place[known]].astype(np.int64), at[place[known] + 1].astype(np.int64)
    undated, low, high = (int(bound) for bound in bounds)
    begins, ends = _below(index, first, last, low), _below(index, first, last, high)
    if not undated:
        return begins, ends, known
    return (
        np.concatenate([first, begins]),
        np.concatenate([_below(index, first, last, undated), ends]),
        np.concatenate([known, known]),
    )


def _below(index: Index, first: NDArray[np.int64], last: NDArray[np.int64], bound: int) -> NDArray[np.int64]:
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


def _best(found: Found, limit: int) -> Found:
    """Return the best ``limit`` of each query; of those that tie with the last the earliest."""
    query, sentence, score = found
    begins = np.flatnonzero(np.concatenate([[True], query[1:] != query[:-1]])[: len(query)])
    chosen = [
        first + _top(score[first:last], limit) for first, last in pairwise([*begins.tolist(), len(query)])
    ]
    places = np.concatenate([np.zeros(0, np.intp), *chosen])
    return query[places], sentence[places], score[places]


def _top(scores: NDArray[np.float64], limit: int) -> NDArray[np.intp]:
    """Return the places of the best scores, the first of equal ones."""
    if len(scores) <= limit:
        return np.arange(len(scores))
    least = np.partition(scores, len(scores) - limit)[len(scores) - limit]
    above = np.flatnonzero(scores > least)
    return np.concatenate([above, np.flatnonzero(scores == least)[: limit - len(above)]])


def _add(rows: list[list[Row]], columns: Columns, found: Found) -> dict[int, str]:
    """Put the hits of a segment with those of others, the earlier dispatch first of equal scores; return their names by place."""
    query, sentence, score = found
    place = np.searchsorted(columns.first, sentence, side="right") - 1
    names = {number: columns.name(number) for number in np.unique(place).tolist()}
    numbers = sentence - columns.first[place].astype(np.int64)
    lists = (item.tolist() for item in (query, -score, columns.when[place], place, numbers))
    for item, loss, when, number, inner in zip(*lists, strict=True):
        rows[item].append((loss, when, names[number], inner))
    return names
