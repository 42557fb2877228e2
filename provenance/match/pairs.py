"""The equal words of two sentences, kept as runs: a match has a handful of runs, and an article a thousand matches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

Run = tuple[int, int, int]
"""A run of equal words: place here, place there, number of words."""


class Pairs(Sequence[tuple[int, int]]):
    """The pairs of equal words of two sentences, as token numbers: written out only where a match is read word by word.

    ``runs`` are those that they stand in, three numbers each: place here, place there (counted in words), number of words.
    """

    __slots__ = ("mine", "runs", "sizes", "theirs")

    def __init__(self, mine: tuple[int, ...], theirs: tuple[int, ...], runs: tuple[int, ...]) -> None:
        self.mine, self.theirs, self.runs = mine, theirs, runs
        self.sizes = runs[2::3]

    @property
    def blocks(self) -> list[Run]:
        """The runs, one by one."""
        return list(zip(self.runs[::3], self.runs[1::3], self.sizes, strict=True))

    def __len__(self) -> int:
        return sum(self.sizes)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        for here, there, size in self.blocks:
            yield from zip(self.mine[here : here + size], self.theirs[there : there + size], strict=True)

    @overload
    def __getitem__(self, place: int) -> tuple[int, int]: ...

    @overload
    def __getitem__(self, place: slice) -> list[tuple[int, int]]: ...

    def __getitem__(self, place: int | slice) -> tuple[int, int] | list[tuple[int, int]]:
        return list(self)[place]
