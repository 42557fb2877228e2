"""What an explanation is: the five steps from the kind of a line to what would change the answer, as frozen records."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.explanation.asked import Asked
from provenance.explanation.nearest import Nearest, Wider
from provenance.explanation.waterfall import Waterfall
from provenance.records import Coverage, Credit, Document, Evidence, Finding


@dataclass(frozen=True, slots=True)
class LineReading:
    """One way to read a line: the kind it would give, whether it fits, and why."""

    kind: str
    fits: bool
    because: str


@dataclass(frozen=True, slots=True)
class CreditStep:
    """One credit of the page, and whether it counts for this sentence."""

    credit: Credit
    in_force: bool
    because: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One passage that was kept, and how its probability came about.

    ``passage`` is its text where the source is at hand; ``weights`` is None where the row of features was not kept or
    belongs to other models, and ``note`` says so. ``same`` counts the words it shares with the sentence.
    """

    evidence: Evidence
    same: int
    passage: str | None
    weights: Waterfall | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Search:
    """What was searched for a sentence in which nothing was found.

    ``window`` is in hours, None where there was none: no window is set, or the article states no time.
    """

    searched: Coverage
    at_hand: Coverage
    window: float | None
    dated: bool
    nearest: Nearest | None = None
    wider: Wider | None = None
    looked: bool = False

    @property
    def known(self) -> bool:
        """Tell whether the result says what was searched for this article, as older ones do not."""
        return self.searched != Coverage() or not self.at_hand.documents

    @property
    def empty(self) -> bool:
        """Tell whether no dispatch was searched: then "nothing found" says nothing about the sentence."""
        return self.known and not self.searched.documents


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one sentence has the answer it has: kind, credits, sources, rules, and what would change it.

    ``number`` counts the article's lines and sentences from 1, of ``total``. Every number in it is one that was kept.
    """

    document: Document
    number: int
    total: int
    sentence: str
    finding: Finding
    answer: str
    readings: tuple[LineReading, ...]
    credits: tuple[CreditStep, ...]
    candidates: tuple[Candidate, ...]
    rules: tuple[Asked, ...]
    changes: tuple[str, ...]
    search: Search | None = None

    def to_text(self, *, width: int = 80) -> str:
        """Return the five steps as plain text, for a terminal without colour."""
        from provenance.explanation.text import render

        return render(self, width=width)
