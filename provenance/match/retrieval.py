"""Which sources could an article draw on? Query keys for its sentences, and the documents that hold most of them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from provenance.config import RetrievalConfig
from provenance.match.keys import sentence_keys
from provenance.page import Prepared

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.match.keys import Keys


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

    @property
    def share(self) -> float:
        """Return the score as a share of the rarity of all keys that were asked for, about 0-1."""


class Index(Protocol):
    """What can be searched: the archive of dispatches, or the articles of one run."""

    @property
    def sentences(self) -> int:
        """Return how many sentences it holds."""

    def weight(self, key: str) -> float:
        """Return the rarity of a key."""

    def frequency(self, key: str) -> int:
        """Return how many sentences hold a key."""

    def frequencies(self, keys: Keys) -> NDArray[np.int64]:
        """Return how many sentences hold each of some keys."""

    def search_many(
        self, queries: Sequence[Keys], *, limit: int, after: float | None = None, before: float | None = None
    ) -> Sequence[Iterable[Found]]:
        """Return the best sentences for each of some sets of keys."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that shares rare words with an article.

    ``score`` sums the best hit of each of the article's sentences; ``best`` is the share of its keys' rarity that the
    best answered of them finds in one sentence, about 0-1.
    """

    doc: str
    score: float
    best: float


def rare_keys(
    prepared: Prepared, segments: Sequence[int], index: Index, config: RetrievalConfig
) -> list[Keys]:
    """Return for each segment the rarest terms and pairs that the index knows: what it is looked up by."""
    limit = _limit(index, config)
    keys = [np.concatenate(sentence_keys(prepared, number)) for number in segments]
    distinct = np.unique(np.concatenate([np.zeros(0, dtype=np.uint64), *keys]))
    counts = index.frequencies(distinct)
    chosen = []
    for mine in keys:
        known = counts[distinct.searchsorted(mine)]
        order = np.argsort(known, kind="stable")
        order = order[known[order] > 0][:limit]
        cheap = np.cumsum(known[order]) <= config.postings
        chosen.append(mine[order[: max(config.least, int(cheap.sum()))]])
    return chosen


def _limit(index: Index, config: RetrievalConfig) -> int:
    """Return how many keys a sentence is looked up by: the larger the archive, the more."""
    return config.terms + round(config.grow * math.log10(max(1, index.sentences / config.grow_from)))


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
    queries = rare_keys(prepared, prepared.content, index, config)
    votes: dict[str, float] = defaultdict(float)
    shares: dict[str, float] = defaultdict(float)
    for found in index.search_many(queries, limit=config.candidates, after=after, before=before):
        best: dict[str, float] = {}
        for hit in found:
            if hit.doc != prepared.document.id:
                best[hit.doc] = max(best.get(hit.doc, 0.0), hit.score)
                shares[hit.doc] = max(shares[hit.doc], hit.share)
        for doc, score in best.items():
            votes[doc] += score
    ranked = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Candidate(doc, score, shares[doc]) for doc, score in ranked[: config.documents])
