"""The verdict on a whole article, from the words of its sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from provenance.config import DecisionConfig
from provenance.records import ArticleVerdict


@dataclass(frozen=True, slots=True)
class Shares:
    """Words of one body finding: all, wire copy, wire copy that is more than possible, and derived word by word."""

    words: int
    wire: int
    sure: int
    derived: int


def article_verdict(shares: Sequence[Shares], *, config: DecisionConfig) -> ArticleVerdict:
    """Return the verdict on an article from the words of its body (domain R13).

    *Wholly* asks how many words come from a source, whatever sentence they stand in (fitted on METER's classes), or for
    a page whose every sentence is credited or surely matched, however much each was edited; *mainly* and *partly* count
    the sentences that are more than possible.

    Args:
        shares: One record a body finding.
        config: The shares from which an article is wholly, mainly or partly wire copy.
    """
    total = sum(item.words for item in shares)
    if len(shares) < config.min_sentences or not total:
        return "undetermined"
    wire, sure, derived = (
        sum(getattr(item, name) for item in shares) / total for name in ("wire", "sure", "derived")
    )
    if sure == 1 or (derived >= config.wholly and wire > config.partly):
        return "wholly"
    if sure >= config.mainly:
        return "mainly"
    # no sentence of it matches: words alone, which any report of an event shares, name no dispatch
    return "partly" if sure > config.partly or (wire and derived >= config.held) else "none"
