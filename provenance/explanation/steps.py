"""What an explanation is: the five steps from the kind of a line to what would change the answer, as frozen records."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.explanation.asked import Asked
from provenance.explanation.nearest import Nearest, Wider
from provenance.explanation.waterfall import Waterfall
from provenance.page import Reading
from provenance.records import Coverage, Credit, Document, Evidence, Finding


@dataclass(frozen=True, slots=True)
class CreditStep:
    """One credit of the page: what its place makes of it, whether it counts for this sentence, and why.

    ``reading`` is the sentence of the table of credits that decided, empty for a credit of another version.
    """

    credit: Credit
    reading: str
    in_force: bool
    because: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One passage that was kept, and how its probability came about.

    ``name`` is whose it is: the agency of a dispatch, the outlet of a page, else the document's id.
    ``passage`` is its text, in pieces that say whether the sentence has them too, empty where the source is not at hand;
    ``weights`` is None where the row of features was not kept or belongs to other models, and ``note`` says so. ``same``
    counts the words it shares with the sentence in order.
    """

    evidence: Evidence
    name: str
    same: int
    passage: tuple[tuple[str, bool], ...]
    weights: Waterfall | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Edges:
    """The probabilities at which the answer would get another word: counted at all, likely, matched."""

    needed: float
    likely: float
    matched: float


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
    ``readings`` are those of its line, the deciding one first; ``language`` is the code of the language it is in.
    """

    document: Document
    number: int
    total: int
    sentence: str
    finding: Finding
    answer: str
    readings: tuple[Reading, ...]
    credits: tuple[CreditStep, ...]
    candidates: tuple[Candidate, ...]
    rules: tuple[Asked, ...]
    changes: tuple[str, ...]
    edges: Edges
    search: Search | None = None
    language: str = ""

    def __repr__(self) -> str:
        return f"<Explanation of {self.document.id!r:.60}, sentence {self.number} of {self.total}: {self.answer}>"

    def to_text(self, *, width: int = 80) -> str:
        """Return the steps as plain text, for a terminal without colour."""
        from provenance.show import explanation_text

        return explanation_text(self, width=width)

    def to_html(self) -> str:
        """Return one self-contained page: nothing is fetched, no script runs, light and dark."""
        from provenance.show import explanation_page

        return explanation_page(self)

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, object], dict[str, object]]:
        """Show the steps in a notebook (IPython's protocol); nothing of Jupyter is imported."""
        del include, exclude  # a bundle may hold more than is asked for
        return {"text/html": self._repr_html_(), "text/plain": self.to_text()}, {}

    def _repr_html_(self) -> str:
        """Return the picture for notebooks that know no bundles: static, within what their sanitisers let pass."""
        from provenance.show import explanation_picture

        return explanation_picture(self)
