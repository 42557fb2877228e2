"""What a sentence is stored by and looked up by: terms and pairs of neighbouring terms, as numbers of 44 bits.

A term's number is a hash that is the same on every machine; a pair's is made of those of its terms. Of ten million
keys about three share a number with another: such a key only adds a chance candidate, which alignment drops.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from provenance.text import Chunks, term

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.page import Prepared

    Keys = NDArray[np.uint64]

BITS = 20
"""Bits of an entry that number the sentence; the rest is the key. A segment holds at most 2**20 sentences."""
KEY = np.uint64((1 << 44) - 1)
_ODD, _FINAL = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93)
_HALF = np.uint64(32)


@lru_cache(maxsize=500_000)
def number(name: str) -> int:
    """Return the number of a term; never 0, which stands for no term."""
    digest = hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little") & int(KEY) or 1


def pairs(left: Keys, right: Keys) -> Keys:
    """Return the numbers of pairs of terms."""
    mixed = left * _ODD + (right ^ (right << _HALF))
    mixed ^= mixed >> _HALF
    mixed *= _FINAL
    return (mixed ^ (mixed >> _HALF)) & KEY


def key(name: str) -> int:
    """Return the number of a key as :meth:`Prepared.keys` writes it: a term, or two joined by a low line."""
    left, line, right = name.partition("_")
    if not (left and line and right):
        return number(name)
    both = np.array([number(left), number(right)], dtype=np.uint64)
    return int(pairs(both[:1], both[1:])[0])


def as_keys(names: Iterable[str | int]) -> Keys:
    """Return the distinct numbers of some keys, ascending."""
    return np.array(sorted({key(name) if isinstance(name, str) else int(name) for name in names}), np.uint64)


def sentence_keys(prepared: Prepared, segment: int) -> tuple[Keys, Keys]:
    """Return the numbers of a segment's terms, and of its pairs, each once."""
    first, last = prepared.spans[segment]
    terms = np.array([number(name) for name in prepared.terms[first:last] if name], dtype=np.uint64)
    return np.unique(terms), np.unique(pairs(terms[:-1], terms[1:]))


class Numbered:
    """The number of the term of each word of a table of runs, 0 where it has none."""

    def __init__(self, chunks: Chunks, language: str) -> None:
        self.chunks, self._language = chunks, language
        self._numbers, self._size = np.zeros(1024, dtype=np.uint64), 0

    def of(self, words: NDArray[np.int32]) -> Keys:
        """Return the terms' numbers of some words."""
        new = self.chunks.words[self._size :]
        if new:
            size = self._size + len(new)
            if size > len(self._numbers):  # room for as many again, so that each is moved a few times only
                self._numbers = np.concatenate([self._numbers, np.zeros(size, dtype=np.uint64)])
            named = [term(word, self._language) for word in new]
            self._numbers[self._size : size] = [number(name) if name else 0 for name in named]
            self._size = size
        return self._numbers[words]
