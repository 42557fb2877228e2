"""Lines that stand in a page more than once, whole or in large part."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import chain

from provenance.page.kinds.lines import Line

GRAM = 5
"""Words in a row that two lines must share to count; shorter runs are names and offices."""
MOST_LINES = 8
"""Lines remembered for one run of words: a page that says something more often is all furniture."""


class Repeats:
    """Shared runs of five words between the lines of one page, found in one pass."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.words = [tuple([word.lower() for word in line.words]) for line in lines]
        self._shared: list[dict[int, set[int]]] = [{} for _ in lines]
        grams = [list(zip(*[words[at:] for at in range(GRAM)], strict=False)) for words in self.words]
        if len(set(chain.from_iterable(grams))) < sum(map(len, grams)):  # most pages say nothing twice
            self._count(grams)

    def _count(self, grams: list[list[tuple[str, ...]]]) -> None:
        where: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for i, row in enumerate(grams):
            for gram in row:
                others = where[gram]
                if len(others) < MOST_LINES and (not others or others[-1] != i):
                    others.append(i)
        for i, row in enumerate(grams):
            for at, gram in enumerate(row):
                for j in where[gram]:
                    if j != i:
                        self._shared[i].setdefault(j, set()).update(range(at, at + GRAM))

    def share(self, i: int, *, after: int = -1) -> float:
        """Return the largest share of the words of line ``i`` (0-1) that stands in one other line below ``after``."""
        sizes = [len(covered) for j, covered in self._shared[i].items() if j > after]
        return max(sizes, default=0) / max(1, len(self.words[i]))

    def twins(self, i: int, share: float) -> list[int]:
        """Return the lines that hold at least ``share`` (0-1) of the words of line ``i`` in runs, ascending."""
        least = share * max(1, len(self.words[i]))
        return sorted(j for j, covered in self._shared[i].items() if len(covered) >= least)

    def is_copied(self, i: int, share: float) -> bool:
        """Tell whether another line holds at least ``share`` of the words of line ``i``."""
        return bool(self.twins(i, share))

    def same(self, i: int, j: int) -> bool:
        """Tell whether two lines have the same words, whatever their marks."""
        return Counter(self.words[i]) == Counter(self.words[j])
