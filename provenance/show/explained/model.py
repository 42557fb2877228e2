"""What every form of an explanation shows: words already chosen and places already measured, nothing of HTML or terminals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from provenance.contract import Kind

Look = Literal["won", "plain", "off"]
"""What decided, what had a say, and what was not asked."""


@dataclass(frozen=True, slots=True)
class Row:
    """One fact: what it is about, a word for its state, what is said, and how it stands; ``quote`` marks words of the page."""

    head: str
    text: str
    state: str = ""
    look: Look = "plain"
    aside: str = ""
    quote: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a waterfall: places are shares (0-1) of the scale, ``factor`` and ``so_far`` say the same in numbers."""

    says: str
    detail: str
    odds: float
    start: float
    end: float
    so_far: str


@dataclass(frozen=True, slots=True)
class Weights:
    """A waterfall on a scale that is even in odds and labelled in per cent."""

    title: str
    ticks: tuple[tuple[float, str], ...]
    before: Bar
    bars: tuple[Bar, ...]
    after: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage: its probability, whose it is, when it came out, why it weighs so, its words, and the waterfall."""

    score: str
    agency: str
    badge: str
    when: str
    why: str
    mark: str = ""
    pieces: tuple[tuple[str, bool], ...] = ()
    note: str = ""
    weights: Weights | None = None
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment or a stretch on the line of time, from and to as shares (0-1) of the line, and what it is in words."""

    kind: Literal["window", "hand", "near", "article"]
    start: float
    end: float
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """Times on one line, and the same in words."""

    marks: tuple[Mark, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Step:
    """One question and its answer; ``command`` is what would help, as it is typed."""

    mark: str
    question: str
    note: str = ""
    lead: str = ""
    rows: tuple[Row, ...] = ()
    passages: tuple[Passage, ...] = ()
    command: str = ""
    line: Line | None = None


@dataclass(frozen=True, slots=True)
class Ruler:
    """How near a border an answer lies: bands ``(from, to, name)``, where the borders stand, and the probability."""

    bands: tuple[tuple[float, float, str], ...]
    place: float
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Told:
    """A whole explanation: the reader's question, the answer in words, and the steps."""

    title: str
    outlet: str
    where: str
    kind: Kind
    tag: str
    sentence: str
    bold: str
    rest: str
    number: str
    ruler: Ruler | None
    steps: tuple[Step, ...]
    lang: str = ""
