"""Numbers and days that changed between two sentences, and what limits them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from provenance.config import DriftConfig
from provenance.match.alignment import Match
from provenance.match.drift.gaps import say
from provenance.match.drift.quantities import Quantity, comparable, find_quantities, same
from provenance.match.drift.wording import left_about, unit
from provenance.page import Prepared
from provenance.records import Drift

Range = tuple[int, int]


def changed_numbers(
    article: Prepared, source: Prepared, match: Match, config: DriftConfig
) -> Iterator[Drift]:
    """Yield numbers and days that face another one of their kind, which neither sentence has elsewhere."""
    pair = _Pair.of(article, source, match, config)
    yield from pair.bounds()
    new, lost = pair.differing()
    near = [q for step in (-1, 1) for q in _quantities(source, match.sentence + step)] if new and lost else []
    for quantity in new if lost else ():
        facing = [other for other in lost if pair.face(quantity, other)]
        if len(facing) == 1 and not pair.told_near(quantity, facing[0], near):
            a, b = (quantity.start, quantity.end), (facing[0].start, facing[0].end)
            yield Drift("number", *a, *b, say(article, source, a, b))
            if facing[0].about and not quantity.about:
                yield replace(left_about(article, source, quantity, facing[0]), end=quantity.start)


@dataclass(frozen=True, slots=True, eq=False)
class _Pair:
    """The numbers of two aligned sentences; ``here`` and ``there`` are the ends of their aligned words."""

    article: Prepared
    source: Prepared
    match: Match
    config: DriftConfig
    mine: tuple[Quantity, ...]
    theirs: tuple[Quantity, ...]
    here: tuple[int, ...]
    there: tuple[int, ...]

    @classmethod
    def of(cls, article: Prepared, source: Prepared, match: Match, config: DriftConfig) -> _Pair:
        """Read the numbers of both sentences."""
        return cls(
            article,
            source,
            match,
            config,
            _quantities(article, match.segment),
            _quantities(source, match.sentence),
            tuple(int(article.tokens.end[i]) for i, _ in match.pairs),
            tuple(int(source.tokens.end[j]) for _, j in match.pairs),
        )

    def differing(self) -> tuple[list[Quantity], list[Quantity]]:
        """Return the numbers that only the article has, and those that only the source has; a desk adds two up."""
        sums = {a.value + b.value for a, b in combinations(self.theirs[: self.config.sums], 2)}
        new = [q for q in self.mine if q.value not in sums and not self._known(q, self.theirs)]
        return new, [q for q in self.theirs if not any(self._same(other, q) for other in self.mine)]

    def _same(self, one: Quantity, other: Quantity) -> bool:
        return same(one, other, near=self.config.near)

    def _known(self, one: Quantity, others: Sequence[Quantity]) -> bool:
        return any(self._same(one, other) for other in others)

    def face(self, mine: Quantity, theirs: Quantity) -> bool:
        """Tell whether two numbers stand in each other's place: in one gap, before one unit, or as the day of an event."""
        if not comparable(mine, theirs):
            return False
        gap = bisect_right(self.here, mine.start)
        if bisect_right(self.there, theirs.start) == gap and self._small(gap):
            return True
        if mine.kind == "weekday" and self.match.coverage >= self.config.kept:
            return True
        return self._counts_same(mine, theirs)

    def _counts_same(self, mine: Quantity, theirs: Quantity) -> bool:
        return unit(self.article, mine) == unit(self.source, theirs) != ""

    def told_near(self, mine: Quantity, theirs: Quantity, near: Sequence[Quantity]) -> bool:
        """Tell whether the source has the article's number in a sentence beside: of the same things, where it counts any."""
        if mine.kind == "weekday" and self._alone(mine, theirs):
            return False
        if self._counts_same(mine, theirs):
            near = [q for q in near if unit(self.source, q) == unit(self.article, mine)]
        return self._known(mine, near)

    def _alone(self, mine: Quantity, theirs: Quantity) -> bool:
        """Tell whether two days alone stand between the same words, so that what stands near by explains nothing."""
        here = self.article.tokens.span(mine.start, mine.end)
        there = self.source.tokens.span(theirs.start, theirs.end)
        pairs = set(self.match.pairs)
        return (here[0] - 1, there[0] - 1) in pairs and (here[1], there[1]) in pairs

    def _small(self, gap: int) -> bool:
        """Tell whether few words stand in a gap, counted from the start of the sentence, on either side."""
        mine, theirs = self.article.spans[self.match.segment], self.source.spans[self.match.sentence]
        edges: list[tuple[int, int]] = [(mine[0] - 1, theirs[0] - 1), *self.match.pairs, (mine[1], theirs[1])]
        (i, j), (k, m) = edges[gap], edges[gap + 1]
        return k - i - 1 <= self.config.facing and m - j - 1 <= self.config.facing

    def bounds(self) -> Iterator[Drift]:
        """Yield numbers that one text calls approximate and the other a least: *about fifty*, *more than fifty*."""
        for quantity in self.mine:
            others = [q for q in self.theirs if q.kind == quantity.kind and q.value == quantity.value]
            sides = {quantity.bound, *(other.bound for other in others)}
            if others and sides == {"around", "above"}:
                a, b = _limit(quantity, self.article), _limit(others[0], self.source)
                note = say(self.article, self.source, (a[0], quantity.end), (b[0], others[0].end))
                yield Drift("number", *a, *b, note)


def _limit(quantity: Quantity, prepared: Prepared) -> Range:
    """Return where the words stand that limit a number, or the round number itself."""
    if not quantity.about:
        return quantity.start, quantity.end
    start = prepared.document.text.rfind(quantity.about, 0, quantity.start)
    return start, start + len(quantity.about)


def _quantities(prepared: Prepared, number: int) -> tuple[Quantity, ...]:
    if number not in prepared.content:
        return ()
    segment = prepared.segments[number]
    return find_quantities(prepared.document.text, segment.start, segment.end, prepared.language)
