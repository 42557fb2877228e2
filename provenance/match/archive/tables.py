"""An index as plain arrays: which sentences hold a key, built by sorting one number an entry.

An *entry* is a key's number with a sentence's number behind it (:data:`provenance.match.keys.BITS`); sorted and made unique, the entries
are the postings of every key, in order. Sentences are numbered in order of time, so that a window is a slice.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Self

import numpy as np

from provenance.match import keys as k

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.match.keys import Keys

COMMON = 200
"""A pair is stored where each of its words stands in more than one of so many sentences: rarer words find a sentence by
themselves, and most pairs occur once. In a small segment every pair is stored."""
_ALL = slice(None)
_SENTENCE = np.uint64((1 << k.BITS) - 1)
_LOW, _HALF = np.uint64(0xFFFF), np.uint64(16)
_SHIFT = np.uint64(k.BITS)


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """Keys in ascending order; key *i* stands in the sentences of the places ``at[i]:at[i + 1]``, ascending.

    A sentence's number is kept in three bytes, ``low`` and ``high``. ``rarer[i]`` is the place of the rarer word of a
    pair, -1 for a word.
    """

    keys: Keys
    at: NDArray[np.uint32]
    low: NDArray[np.uint16]
    high: NDArray[np.uint8]
    rarer: NDArray[np.int32]

    @property
    def counts(self) -> NDArray[np.int64]:
        """The number of sentences that hold each key."""
        return lengths(self.at)

    def sentences(self, places: slice | NDArray[np.int64] = _ALL) -> NDArray[np.int32]:
        """Return the numbers of the sentences at some places; at all where none are named."""
        return joined(self.low[places], self.high[places])


def joined(low: NDArray[np.uint16], high: NDArray[np.uint8]) -> NDArray[np.int32]:
    """Return the numbers that are kept in three bytes."""
    return low.astype(np.int32) | (high.astype(np.int32) << 16)


def lengths(bounds: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Return how long each stretch between two bounds is."""
    wide = bounds.astype(np.int64)
    return wide[1:] - wide[:-1]


def entries(keys: Keys, sentences: NDArray[np.integer]) -> Keys:
    """Return one number for each key in a sentence."""
    return (keys << _SHIFT) | sentences.astype(np.uint64)


def unique(numbers: Keys) -> Keys:
    """Return the distinct numbers in order; the array given is sorted in place."""
    numbers.sort()
    return numbers[np.concatenate([[True], numbers[1:] != numbers[:-1]])] if len(numbers) else numbers


def build(terms: Keys, sentences: NDArray[np.int32], size: int) -> Index:
    """Return the index of a run of terms.

    Args:
        terms: The numbers of the terms of ``size`` sentences, one after the other in the order of the text.
        sentences: The number of the sentence that each stands in.
        size: How many sentences there are.
    """
    words = unique(entries(terms, sentences))
    known, counts = np.unique(words >> _SHIFT, return_counts=True)
    count = counts[np.searchsorted(known, terms)] if len(known) else np.zeros(0, np.int64)
    common = count * COMMON > size
    both = np.flatnonzero((sentences[1:] == sentences[:-1]) & common[1:] & common[:-1])
    pairs = k.pairs(terms[both], terms[both + 1])
    rarer = np.where(count[both] <= count[both + 1], terms[both], terms[both + 1])
    found = unique(entries(pairs, sentences[both]))
    names, first = np.unique(pairs, return_index=True)
    return assemble([Stretch.of(unique(np.concatenate([words, found])))], names, rarer[first])


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """The index of a range of keys, before pairs know their words."""

    keys: Keys
    counts: NDArray[np.int64]
    low: NDArray[np.uint16]
    high: NDArray[np.uint8]

    @classmethod
    def of(cls, sorted_entries: Keys) -> Self:
        """Return what distinct sorted entries make."""
        names = sorted_entries >> _SHIFT
        begins = np.flatnonzero(np.concatenate([[True], names[1:] != names[:-1]])[: len(names)])
        return cls(
            keys=names[begins],
            counts=np.diff(begins, append=len(names)).astype(np.int64),
            low=(sorted_entries & _LOW).astype(np.uint16),
            high=((sorted_entries & _SENTENCE) >> _HALF).astype(np.uint8),
        )


def assemble(stretches: list[Stretch], pairs: Keys, rarer: Keys) -> Index:
    """Return the index of ranges of keys in order; ``rarer`` names the rarer word of each of ``pairs``, where it stayed."""
    known = np.concatenate([item.keys for item in stretches])
    places = np.full(len(known), -1, dtype=np.int32)
    if len(pairs) and len(known):
        there = np.minimum(np.searchsorted(known, pairs), len(known) - 1)
        stays = known[there] == pairs
        places[there[stays]] = np.searchsorted(known, rarer[stays])
    return Index(
        keys=known,
        at=np.concatenate([[0], np.cumsum(np.concatenate([item.counts for item in stretches]))]).astype(
            np.uint32
        ),
        low=np.concatenate([item.low for item in stretches]),
        high=np.concatenate([item.high for item in stretches]),
        rarer=places,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One index of several that become one: ``moved`` gives each sentence its new number, -1 where it is removed."""

    index: Index
    moved: NDArray[np.int32]

    def live(self) -> NDArray[np.int64]:
        """Return in how many sentences that stay each key stands."""
        return summed(self.moved[self.index.sentences()] >= 0, self.index.at)


def summed(flags: NDArray[np.bool_], at: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Return the number of true flags in each stretch."""
    total = np.concatenate([[0], np.cumsum(flags, dtype=np.int64)])
    sums: NDArray[np.int64] = total[at[1:]] - total[at[:-1]]
    return sums


def merge(parts: list[Part], size: int, *, step: int = 2_000_000) -> Index:
    """Return one index of several, by ranges of keys so that memory stays bounded."""
    words, counts = word_counts([(part.index, part.live()) for part in parts])
    common = words[counts * COMMON > size]
    kept = [_kept(part.index, common) for part in parts]
    bounds = _bounds(parts, step)
    found = []
    for low, high in pairwise(bounds):
        pieces = [_range(part, keep, low, high) for part, keep in zip(parts, kept, strict=True)]
        found.append(Stretch.of(unique(np.concatenate(pieces))))
    pairs = [_pairs(part.index, keep) for part, keep in zip(parts, kept, strict=True)]
    names, first = np.unique(np.concatenate([name for name, _ in pairs]), return_index=True)
    return assemble(found, names, np.concatenate([word for _, word in pairs])[first])


def word_counts(parts: list[tuple[Index, NDArray[np.int64]]]) -> tuple[Keys, NDArray[np.int64]]:
    """Return the words of several indexes in ascending order, and in how many sentences each stands.

    Args:
        parts: Indexes with the number of sentences that count for each of their keys.
    """
    words = [index.keys[index.rarer < 0] for index, _ in parts]
    counts = [count[index.rarer < 0] for index, count in parts]
    if not words:
        return np.zeros(0, np.uint64), np.zeros(0, np.int64)
    names, place = np.unique(np.concatenate(words), return_inverse=True)
    total = np.bincount(place, weights=np.concatenate(counts), minlength=len(names)).astype(np.int64)
    return names[total > 0], total[total > 0]


def _kept(index: Index, common: Keys) -> NDArray[np.bool_]:
    """Tell which keys stay: words, and pairs whose rarer word is common."""
    is_pair = index.rarer >= 0
    keep = ~is_pair
    keep[is_pair] = np.isin(index.keys[index.rarer[is_pair]], common)
    return keep


def _pairs(index: Index, keep: NDArray[np.bool_]) -> tuple[Keys, Keys]:
    chosen = keep & (index.rarer >= 0)
    return index.keys[chosen], index.keys[index.rarer[chosen]]


def _bounds(parts: list[Part], step: int) -> list[int]:
    """Return keys that cut all indexes into ranges of about ``step`` entries."""
    total = sum(len(part.index.low) for part in parts)
    ranges = total // step + 1
    return [(int(k.KEY) + 1) * place // ranges for place in range(ranges + 1)]


def _range(part: Part, keep: NDArray[np.bool_], low: int, high: int) -> Keys:
    """Return the entries of a range of keys under their new sentence numbers."""
    index = part.index
    first, last = np.searchsorted(index.keys, np.array([low, high], dtype=np.uint64)).tolist()
    at = index.at[first : last + 1].astype(np.int64)
    counts = np.diff(at)
    sentences = part.moved[index.sentences(slice(at[0], at[-1]))]
    stays = np.repeat(keep[first:last], counts) & (sentences >= 0)
    return entries(np.repeat(index.keys[first:last], counts)[stays], sentences[stays])
