"""The common text of several tellings of one passage, word by word, as far as the tellings allow.

The tellings are aligned one after the other (rapidfuzz on packed words), each against the columns that those before it
made. A word stands where at least two tellings have it, and more than half of those that have a word in that place;
a telling that has no word there does not vote, since a cut is no reading. What is not agreed is given as it stands in
each telling: nothing is guessed.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

from rapidfuzz.distance import LCSseq

from provenance.config import GroupConfig
from provenance.text import fold, term

PieceKind = Literal["agreed", "variant", "only"]
Place = tuple[str, int, int]
"""``(document id, start, end)``: where words stand, in code points of that document's text."""

_CHUNK = re.compile(r"\S+")
_FIRST, _LAST = re.compile(r"[\w$€£¥]"), re.compile(r"[\w%°]")


@dataclass(frozen=True, slots=True)
class Telling:
    """How one document tells a passage: its id, its whole text, and the ranges of the sentences (code points)."""

    doc: str
    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """Words, with one white space between them, and every place where they stand."""

    text: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the common text.

    *agreed*: the first reading is the text, others are tellings that differ; *variant*: no reading is preferred;
    *only*: one telling has these words and the others nothing. ``absent`` are the documents that have no words here.
    """

    kind: PieceKind
    readings: tuple[Reading, ...]
    absent: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Return the words as an edition marks them: ``plain``, ``{a | b}``, ``[a]``."""
        if self.kind == "agreed":
            return self.readings[0].text
        words = " | ".join([reading.text for reading in self.readings] + ["–"] * bool(self.absent))
        return f"{{{words}}}" if self.kind == "variant" else f"[{self.readings[0].text}]"


@dataclass(frozen=True, slots=True)
class Reconstruction:
    """The common text: its pieces in order, and the share (0-1) of all tellings' words that stand in agreed text."""

    pieces: tuple[Piece, ...]
    kept: float

    @property
    def text(self) -> str:
        """Return the common text with its marks: ``two {biggest | largest} producers agreed to sell half [of] ...``."""
        return " ".join(piece.text for piece in self.pieces)


class _Unit(NamedTuple):
    """A word with the marks that stand beside it; ``key`` is what is compared."""

    key: str
    start: int
    end: int


@dataclass(slots=True)
class _Column:
    """One place of the common text: the number of the unit that each telling has there."""

    units: dict[int, int] = field(default_factory=dict)
    keys: dict[int, str] = field(default_factory=dict)
    votes: Counter[str] = field(default_factory=Counter)

    def add(self, telling: int, number: int, key: str) -> None:
        """Put a unit of one telling into this place."""
        self.units[telling], self.keys[telling] = number, key
        self.votes[key] += 1

    @property
    def leader(self) -> str:
        """Return the key with most votes; of equals the first that came."""
        return max(self.votes, key=self.votes.__getitem__)

    @property
    def agreed(self) -> bool:
        """Tell whether at least two tellings, and more than half of those that have a word here, have the same."""
        best = self.votes[self.leader]
        return best > 1 and 2 * best > len(self.units)


@dataclass(slots=True)
class _Run:
    """Columns next to each other that are all agreed, or all open."""

    agreed: bool
    columns: list[_Column]


def reconstruct(tellings: Sequence[Telling], *, config: GroupConfig | None = None) -> Reconstruction:
    """Align the tellings of one passage and return the text that they have in common.

    Args:
        tellings: At least one, the earliest first: its spelling and marks are shown where several agree.
        config: How long a telling may be, and what is chance beside a long reading.
    """
    config = config or GroupConfig()
    units = [_units(telling) for telling in tellings]
    total = sum(map(len, units))
    if not total:
        return Reconstruction((), 0.0)
    runs = [_Run(agreed=False, columns=_side_by_side(units))]
    if max(map(len, units)) <= config.longest:
        columns = _align(units)
        runs = _smooth(
            [_Run(agreed, list(found)) for agreed, found in groupby(columns, lambda c: c.agreed)],
            config.bridge,
        )
    pieces: list[Piece] = []
    for run in runs:
        pieces += (
            _agreed(tellings, units, run, last=run is runs[-1])
            if run.agreed
            else [_open(tellings, units, run)]
        )
    kept = sum(column.votes[column.leader] for run in runs if run.agreed for column in run.columns)
    return Reconstruction(tuple(pieces), round(kept / total, 4))


def _units(telling: Telling) -> list[_Unit]:
    """Cut a telling at white space; marks that stand alone belong to the word before them."""
    units: list[_Unit] = []
    for start, end in telling.spans:
        pending: int | None = None
        for match in _CHUNK.finditer(telling.text, start, end):
            key = _bare(match.group())
            if key:
                units.append(_Unit(key, match.start() if pending is None else pending, match.end()))
                pending = None
            elif units and units[-1].start >= start:
                units[-1] = units[-1]._replace(end=match.end())
            elif pending is None:
                pending = match.start()
    return units


def _bare(word: str) -> str:
    """Return the matching form of a word without the marks around it; ``""`` where there is nothing else."""
    folded = fold(word)
    first, last = _FIRST.search(folded), _LAST.search(folded[::-1])
    return folded[first.start() : len(folded) - last.start()] if first and last else ""


def _align(units: Sequence[Sequence[_Unit]]) -> list[_Column]:
    """Return the columns of a progressive alignment; the telling that shares most words with the others comes first."""
    spread = Counter(key for telling in units for key in {unit.key for unit in telling})
    order = sorted(
        range(len(units)), key=lambda i: (-sum(spread[key] - 1 for key in {u.key for u in units[i]}), i)
    )
    codes: dict[str, int] = defaultdict(lambda: len(codes))
    columns: list[_Column] = []
    for telling in order:
        columns = _joined(columns, telling, units[telling], codes)
    return columns


def _joined(
    columns: list[_Column], telling: int, units: Sequence[_Unit], codes: dict[str, int]
) -> list[_Column]:
    """Return the columns with one more telling: equal words meet, words between them share columns from the left."""
    left, right = [codes[column.leader] for column in columns], [codes[unit.key] for unit in units]
    joined: list[_Column] = []
    at = other = 0
    for block in LCSseq.opcodes(left, right).as_matching_blocks():  # the last one is empty, at both ends
        between, matched = columns[at : block.a], columns[block.a : block.a + block.size]
        between += [_Column() for _ in range(block.b - other - len(between))]
        for column, number in zip(between, range(other, block.b), strict=False):
            column.add(telling, number, units[number].key)
        at, other = block.a + block.size, block.b + block.size
        for column, number in zip(matched, range(block.b, other), strict=True):
            column.add(telling, number, units[number].key)
        joined += between + matched
    return joined


def _side_by_side(units: Sequence[Sequence[_Unit]]) -> list[_Column]:
    """Return columns that compare nothing: for tellings too long to align."""
    columns = [_Column() for _ in range(max(map(len, units)))]
    for telling, found in enumerate(units):
        for number, unit in enumerate(found):
            columns[number].add(telling, number, unit.key)
    return columns


def _smooth(runs: list[_Run], bridge: int) -> list[_Run]:
    """Give agreed runs that are chance to the open runs beside them, until none is left: there are few runs."""
    while True:
        kept: list[_Run] = []
        for number, run in enumerate(runs):
            beside = runs[max(0, number - 1) : number] + runs[number + 1 : number + 2]
            weak = run.agreed and _is_weak(run, beside, bridge)
            if kept and not kept[-1].agreed and (weak or not run.agreed):
                kept[-1].columns += run.columns
            else:
                kept.append(_Run(agreed=run.agreed and not weak, columns=list(run.columns)))
        if len(kept) == len(runs):
            return kept
        runs = kept


def _is_weak(run: _Run, beside: Sequence[_Run], bridge: int) -> bool:
    """Tell whether agreed words are chance: function words between open runs, or one word beside a long rewriting."""
    content = sum(bool(term(column.leader)) for column in run.columns)
    if content > 1 or not beside:
        return False
    far = any(len(other.columns) > bridge for other in beside)
    return far or (content == 0 and len(beside) > 1)


def _agreed(
    tellings: Sequence[Telling], units: Sequence[Sequence[_Unit]], run: _Run, *, last: bool
) -> list[Piece]:
    """Return agreed text, cut where the tellings that carry it change.

    It is spelled as the earliest telling that has it; before more text, as one that goes on, whose marks fit.
    """
    cuts = [0, *(i for i, (a, b) in enumerate(pairwise(map(_carriers, run.columns)), 1) if a != b)]
    pieces = []
    for at, end in pairwise([*cuts, len(run.columns)]):
        columns = run.columns[at:end]
        carriers, others = _carriers(columns[0])
        final = last and end == len(run.columns)
        going_on = [t for t in sorted(carriers) if columns[-1].units[t] < len(units[t]) - 1]
        shown = going_on if going_on and not final else sorted(carriers)
        order = [*shown, *sorted(carriers - set(shown)), *sorted(others)]
        readings = _readings(tellings, units, columns, order)
        pieces.append(Piece("agreed", readings, _absent(tellings, columns)))
    return pieces


def _carriers(column: _Column) -> tuple[frozenset[int], frozenset[int]]:
    """Return the tellings that have a column's leading word, and those that have another."""
    leader = column.leader
    holders = frozenset(telling for telling, key in column.keys.items() if key == leader)
    return holders, frozenset(column.keys) - holders


def _open(tellings: Sequence[Telling], units: Sequence[Sequence[_Unit]], run: _Run) -> Piece:
    readings = _readings(tellings, units, run.columns, range(len(tellings)))
    absent = _absent(tellings, run.columns)
    return Piece("variant" if len(readings) > 1 else "only", readings, absent)


def _readings(
    tellings: Sequence[Telling],
    units: Sequence[Sequence[_Unit]],
    columns: Iterable[_Column],
    order: Iterable[int],
) -> tuple[Reading, ...]:
    """Return the different readings of some columns, each with its places; the first telling of each is shown."""
    held: dict[int, list[int]] = defaultdict(list)
    for column in columns:
        for telling, number in column.units.items():
            held[telling].append(number)
    alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for telling in order:
        if telling in held:
            alike[tuple(units[telling][number].key for number in held[telling])].append(telling)
    found = []
    for group in alike.values():
        words = [units[group[0]][number] for number in held[group[0]]]
        text = " ".join(" ".join(tellings[group[0]].text[u.start : u.end].split()) for u in words)
        places = tuple(
            (tellings[t].doc, units[t][held[t][0]].start, units[t][held[t][-1]].end) for t in sorted(group)
        )
        found.append(Reading(text, places))
    return tuple(found)


def _absent(tellings: Sequence[Telling], columns: Iterable[_Column]) -> tuple[str, ...]:
    present = {telling for column in columns for telling in column.units}
    return tuple(item.doc for number, item in enumerate(tellings) if number not in present)
