"""Which sources could an article draw on? Query keys for its sentences, and the documents that hold most of them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from provenance.config import RetrievalConfig
from provenance.page import Prepared


class Found(Protocol):
    """A sentence that an index found."""

    @property
    def doc(self) -> str:
        """Return the id of its document."""

    @property
    def sentence(self) -> int:
        """Return the number of its segment."""

    @property
    def score(self) -> float:
        """Return how well it fits; comparable within one index."""


class Index(Protocol):
    """What can be searched: the archive of dispatches, or the articles of one run."""

    @property
    def sentences(self) -> int:
        """Return how many sentences it holds."""

    def weight(self, key: str) -> float:
        """Return the rarity of a key."""

    def frequency(self, key: str) -> int:
        """Return how many sentences hold a key."""

    def search(
        self, keys: Iterable[str], *, limit: int, after: float | None = None, before: float | None = None
    ) -> Iterable[Found]:
        """Return the best sentences for some keys."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that shares rare words with an article; ``score`` sums the best hit of each of its sentences."""

    doc: str
    score: float


def query_keys(prepared: Prepared, number: int, index: Index, *, limit: int) -> list[str]:
    """Return the rarest terms and pairs of one segment that the index knows, at most ``limit``."""
    known = [(index.weight(key), key) for key in prepared.keys(number) if index.frequency(key)]
    return [key for _, key in sorted(known, key=lambda item: (-item[0], item[1]))[:limit]]


def retrieve(
    prepared: Prepared,
    index: Index,
    *,
    config: RetrievalConfig | None = None,
    after: float | None = None,
    before: float | None = None,
) -> tuple[Candidate, ...]:
    """Return the documents that may be a source of the article, best first.

    Every sentence votes for the documents of its hits with the best score it found there; a document that answers
    many sentences, as a copied dispatch does, rises above one that shares a single name.

    Args:
        prepared: The article.
        index: What is searched.
        config: Number of terms, passages and documents.
        after: Earliest release, seconds since 1970.
        before: Latest release, likewise.
    """
    config = config or RetrievalConfig()
    terms = config.terms + round(config.grow * math.log10(max(1, index.sentences / config.grow_from)))
    votes: dict[str, float] = defaultdict(float)
    for number in prepared.content:
        keys = query_keys(prepared, number, index, limit=terms)
        best: dict[str, float] = {}
        for hit in index.search(keys, limit=config.candidates, after=after, before=before):
            if hit.doc != prepared.document.id:
                best[hit.doc] = max(best.get(hit.doc, 0.0), hit.score)
        for doc, score in best.items():
            votes[doc] += score
    ranked = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Candidate(doc, score) for doc, score in ranked[: config.documents])
