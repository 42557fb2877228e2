"""What spaCy makes of a run of characters without white space, asked once a run and kept as numbers.

A tokeniser of spaCy reads each run between spaces by itself, so a text is the sum of its runs: most of them have been
seen before, and what was made of them is joined by numpy. Words are folded once and have one number a table.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, compress
from typing import TYPE_CHECKING

import numpy as np

from provenance.text.languages import unmarked

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Doc

    Numbers = list[int] | NDArray[np.integer]

LONGEST = 300
"""Characters of a run that no language writes without a space: spaCy's affix rules are quadratic on it (measured: 31 s
for 20,000 brackets), so a longer one is split by a linear pattern instead."""
KEPT = 400_000
"""Runs after which a table is begun anew: about 150 MB; a year of a newspaper has as many."""

_PLAIN = re.compile(r"\w{1,100}|[^\w\s]")
_SPACES = 0x3001
"""No white space has a higher code point than U+3000."""
_INVISIBLE = dict.fromkeys(
    code
    for first, last in [
        (0x00, 0x08), (0x0E, 0x1F), (0x7F, 0x7F), (0xAD, 0xAD), (0x180E, 0x180E), (0xFEFF, 0xFEFF), (0x200B, 0x200F),
        (0x202A, 0x202E), (0x2060, 0x206F), (0xFE00, 0xFE0F), (0xE0000, 0xE01EF),
    ]
    for code in range(first, last + 1)
)  # fmt: skip
"""Controls, soft hyphens, zero-width and bidirectional marks, variation selectors, tags."""
_MARKS = str.maketrans("‘’‛`´ʼ“”„‟«»–—−", "''''''\"\"\"\"\"\"---")


def fold(word: str) -> str:
    r"""Return the matching form of one word: NFKC, case-folded, straight marks, no accents, no invisible characters.

    >>> fold("Kyiv\u00ad’S")
    "kyiv's"
    """
    if word.isascii() and word.isalnum():
        return word.lower()
    plain = unicodedata.normalize("NFKC", word.translate(_INVISIBLE).translate(_MARKS))
    return unmarked(plain).casefold()


class Grown:
    """A list of numbers that numpy reads without copying."""

    def __init__(self) -> None:
        self._held, self.size = np.zeros(1024, dtype=np.int32), 0

    def extend(self, numbers: Numbers) -> None:
        """Append numbers."""
        size = self.size + len(numbers)
        if size > len(self._held):
            self._held = np.concatenate([self._held, np.zeros(size, dtype=np.int32)])
        self._held[self.size : size] = numbers
        self.size = size

    def __getitem__(self, places: NDArray[np.intp]) -> NDArray[np.int32]:
        return self._held[places]


class Chunks:
    """The runs met so far: for each its words, with their places in it.

    ``words[number]`` is the folded form of a word, ``""`` where nothing visible is left; ``telling[number]`` is true
    where it has a letter or a digit.

    Args:
        tokenizer: spaCy's, asked about runs.
        simple: Asked first: gives the words that a run is made of, none where it does not know.
        long: Asked about runs of :data:`LONGEST` and more.
    """

    def __init__(
        self,
        tokenizer: Callable[[str], Doc],
        *,
        simple: Callable[[str], Sequence[str]] | None = None,
        long: Callable[[str], list[str]] | None = None,
    ) -> None:
        self._tokenizer, self._simple = tokenizer, simple
        self._long = long or _PLAIN.findall
        self._runs: dict[str, int] = {}
        self._numbers: dict[str, int] = {"": 0}
        self._written: dict[str, int] = {}
        self.words: list[str] = [""]
        self._telling = Grown()
        self._telling.extend([0])
        self._first, self._count = Grown(), Grown()
        self._number, self._at, self._size = Grown(), Grown(), Grown()

    @property
    def full(self) -> bool:
        """Whether so many runs have been met that another table should be begun."""
        return len(self._runs) > KEPT

    def read(self, text: str) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int32]]:
        """Return where the words of a text begin and end, and their numbers."""
        runs = text.split()
        known = self._runs
        found = list(map(known.get, runs))
        if None in found:
            self._learn(run for run, place in zip(runs, found, strict=True) if place is None)
            found = [known[run] if place is None else place for run, place in zip(runs, found, strict=True)]
        places = np.array(found, dtype=np.intp)
        counts = self._count[places]
        ends = np.cumsum(counts)
        inside = np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - counts, counts)
        rows = np.repeat(self._first[places], counts) + inside
        start = np.repeat(_begins(text), counts) + self._at[rows]
        return start, start + self._size[rows], self._number[rows]

    def telling(self, numbers: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Tell which words have a letter or a digit."""
        return self._telling[numbers.astype(np.intp)].astype(np.bool_)

    @staticmethod
    def visible(numbers: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Tell which words have anything left after folding."""
        return np.not_equal(numbers, 0)

    def _learn(self, runs: Iterable[str]) -> None:
        """Have spaCy read new runs, all in one go."""
        new = list(dict.fromkeys(runs))
        short = [run for run in new if len(run) < LONGEST]
        self._add_short(self._add_simple(short))
        for run in new:
            if len(run) >= LONGEST:
                words = self._long(run)
                self._add([run], [len(words)], words, _places(run, words))

    def _add_simple(self, runs: list[str]) -> list[str]:
        """Add the runs whose words are known without spaCy, and return the others."""
        if self._simple is None:
            return runs
        found = list(map(self._simple, runs))
        simple = list(filter(None, found))
        counts = np.array(list(map(len, simple)), dtype=np.int32)
        words = list(chain.from_iterable(simple))
        size = np.array(list(map(len, words)), dtype=np.int32)
        begins = np.cumsum(size) - size  # the words of a run follow each other without a gap
        first = np.cumsum(counts) - counts
        self._add(list(compress(runs, found)), counts, words, begins - np.repeat(begins[first], counts))
        return [run for run, words in zip(runs, found, strict=True) if not words]

    def _add_short(self, runs: list[str]) -> None:
        if not runs:
            return
        from spacy.attrs import IDX, ORTH

        doc = self._tokenizer(
            "\n".join(runs)
        )  # a line break is a token, so that no special case spans two runs
        table = doc.to_array([IDX, ORTH]).reshape(-1, 2)
        table = table[table[:, 1] != doc.vocab.strings["\n"]]
        at = table[:, 0].astype(np.int64)
        begins = np.cumsum([0, *(len(run) + 1 for run in runs)])[:-1]
        run = np.searchsorted(begins, at, side="right") - 1
        strings = doc.vocab.strings
        words = [strings[orth] for orth in table[:, 1].tolist()]
        self._add(runs, np.bincount(run, minlength=len(runs)), words, at - begins[run])

    def _add(self, runs: list[str], counts: Numbers, words: list[str], at: Numbers) -> None:
        counts = np.asarray(counts, dtype=np.int32)
        self._first.extend(self._number.size + np.cumsum(counts) - counts)
        self._count.extend(counts)
        self._number.extend(self._numbered(words))
        self._at.extend(at)
        self._size.extend(list(map(len, words)))
        self._runs.update(zip(runs, range(len(self._runs), len(self._runs) + len(runs)), strict=True))

    def _numbered(self, words: list[str]) -> list[int]:
        """Return the numbers of words; the folded form of a new one gets the next."""
        known = self._written
        new = [word for word in dict.fromkeys(words) if word not in known]
        before = len(self.words)
        for word, folded in zip(new, map(fold, new), strict=True):
            number = self._numbers.setdefault(folded, len(self.words))
            if number == len(self.words):
                self.words.append(sys.intern(folded))
            known[word] = number
        self._telling.extend([any(map(str.isalnum, word)) for word in self.words[before:]])
        return list(map(known.__getitem__, words))


def _places(run: str, words: list[str]) -> list[int]:
    """Return where words stand in a run, in order."""
    places, at = [], 0
    for word in words:
        places.append(run.index(word, at))
        at = places[-1] + len(word)
    return places


def _begins(text: str) -> NDArray[np.int64]:
    """Return where each run begins."""
    if text.isascii():
        space = _IS_SPACE[np.frombuffer(text.encode("ascii"), dtype=np.uint8)]
    else:
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        space = _IS_SPACE[np.minimum(codes, _SPACES)]
    before = np.concatenate([[True], space[:-1]]) if len(space) else space
    return np.flatnonzero(~space & before)


_IS_SPACE = np.array([chr(code).isspace() for code in range(_SPACES + 1)], dtype=np.bool_)
