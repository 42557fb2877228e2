"""Lines that stand in a page more than once, whole or in large part."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import chain

import numpy as np

from provenance.page.kinds.lines import Line

GRAM = 5
"""Words in a row that two lines must share to count; shorter runs are names and offices."""
MOST_LINES = 8
"""Lines remembered for one run of words: a page that says something more often is all furniture."""


_ODD = 0x9E3779B97F4A7C15


class Repeats:
    """Shared runs of five words between the lines of one page, found in one pass."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.words = [tuple([word.lower() for word in line.words]) for line in lines]
        self._shared: list[dict[int, set[int]]] = [{} for _ in lines]
        runs = [(i, at, self.words[i][at : at + GRAM]) for i, at in self._repeated()]
        self.any = bool(runs)
        """Whether a run of words may stand twice: most pages say nothing twice."""
        self._count(runs)

    def _repeated(self) -> list[tuple[int, int]]:
        """Return the line and the place of every run that may stand in the page twice: runs as numbers, of which two may be one by chance."""
        numbers = np.array(list(map(hash, chain.from_iterable(self.words))), dtype=np.int64).view(np.uint64)
        if len(numbers) < GRAM:
            return []
        sizes = [len(words) for words in self.words]
        line = np.repeat(np.arange(len(self.words)), sizes)
        inside = np.flatnonzero(line[GRAM - 1 :] == line[: 1 - GRAM])
        runs = sum(
            numbers[at : len(numbers) - GRAM + 1 + at] * np.uint64(_ODD**at % 2**64) for at in range(GRAM)
        )
        _, which, count = np.unique(np.asarray(runs)[inside], return_inverse=True, return_counts=True)
        twice = inside[count[which] > 1]
        lines = line[twice]
        first = np.cumsum([0, *sizes])
        return list(zip(lines.tolist(), (twice - first[lines]).tolist(), strict=True))

    def _count(self, runs: Sequence[tuple[int, int, tuple[str, ...]]]) -> None:
        where: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for i, _, gram in runs:
            others = where[gram]
            if len(others) < MOST_LINES and (not others or others[-1] != i):
                others.append(i)
        for i, at, gram in runs:
            for j in where[gram]:
                if j != i:
                    self._shared[i].setdefault(j, set()).update(range(at, at + GRAM))

    def share(self, i: int, *, after: int = -1) -> float:
        """Return the largest share of the words of line ``i`` (0-1) that stands in one other line below ``after``."""
        sizes = [len(covered) for j, covered in self._shared[i].items() if j > after]
        return max(sizes, default=0) / max(1, len(self.words[i]))

    def twins(self, i: int, share: float) -> list[int]:
        """Return the lines that hold at least ``share`` (0-1) of the words of line ``i`` in runs, ascending."""
        if not self._shared[i]:
            return []
        least = share * max(1, len(self.words[i]))
        return sorted(j for j, covered in self._shared[i].items() if len(covered) >= least)

    def is_copied(self, i: int, share: float) -> bool:
        """Tell whether another line holds at least ``share`` of the words of line ``i``."""
        return bool(self.twins(i, share))

    def same(self, i: int, j: int) -> bool:
        """Tell whether two lines have the same words, whatever their marks."""
        return Counter(self.words[i]) == Counter(self.words[j])
