"""The verdict on an article, from the words of its body."""

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

    *Wholly* asks how many words come from a source, whatever sentence they stand in (fitted on METER's classes);
    *mainly* and *partly* count the sentences that are more than possible.

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
    if derived >= config.wholly and wire > config.partly:
        return "wholly"
    if sure >= config.mainly:
        return "mainly"
    return "partly" if sure > config.partly or derived >= config.held else "none"
