"""Lines that stand in a page more than once, whole or in large part."""

from __future__ import annotations

from collections import Counter, defaultdict

from provenance.segments.lines import Line

GRAM = 5
"""Words in a row that two lines must share to count; shorter runs are names and offices."""


class Repeats:
    """Shared runs of five words between the lines of one page, found in one pass."""

    def __init__(self, lines: list[Line]) -> None:
        self.words = [tuple(word.lower() for word in line.words) for line in lines]
        self._where: dict[tuple[str, ...], list[int]] = defaultdict(list)
        seen: set[tuple[str, ...]] = set()
        self._shared: list[dict[int, set[int]]] = [{} for _ in lines]
        for i, words in enumerate(self.words):
            for at in range(len(words) - GRAM + 1):
                gram = words[at : at + GRAM]
                others = self._where[gram]
                if others and others[-1] != i:
                    seen.add(gram)
                if len(others) < 8 and (not others or others[-1] != i):
                    others.append(i)
        if seen:
            self._count(seen)

    def _count(self, seen: set[tuple[str, ...]]) -> None:
        for i, words in enumerate(self.words):
            for at in range(len(words) - GRAM + 1):
                gram = words[at : at + GRAM]
                if gram in seen:
                    for j in self._where[gram]:
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
