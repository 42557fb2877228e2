"""What changed in substance between a source sentence and the article's: numbers, names, quoted words, attribution, hedges.

Only the gaps between aligned words are read: a change is reported where both texts agree on either side of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from provenance.alignment import Alignment
from provenance.lexis import number
from provenance.prepared import Prepared
from provenance.records import Drift, DriftKind

COVERED = 0.35
"""Least share of words in order for a change to mean anything: below it the sentence was rewritten as a whole."""

ATTRIBUTION = frozenset(
    "told according quoted cited citing reported source sources spokesman spokeswoman spokesperson".split()
)
"""Words that say who said it (domain §1.3)."""
HEDGE = frozenset(
    """alleged allegedly reportedly apparently possibly probably perhaps may might could likely unlikely suspected
    claimed claims claim unconfirmed about around nearly almost some estimated expected appears appeared seems""".split()
)
"""Words that limit a claim; dropping them strengthens it."""


LOSSES: tuple[tuple[DriftKind, frozenset[str]], ...] = (("attribution", ATTRIBUTION), ("hedge", HEDGE))
"""What can be lost, the graver first."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Words between two aligned words: token numbers in the article and in the source; either may be empty."""

    mine: tuple[int, ...]
    theirs: tuple[int, ...]
    at: int
    source_at: int


def find_drift(article: Prepared, source: Prepared, alignment: Alignment) -> tuple[Drift, ...]:
    """Return the changes of substance inside one alignment, in reading order."""
    held = [i for i, _ in alignment.matches if article.terms[i]]
    if (alignment.coverage < COVERED and max(alignment.speech, 0.0) < COVERED) or len(held) < 3:
        return ()
    found: list[Drift] = []
    for gap in gaps(article, source, alignment):
        drift = _number(article, source, gap) or _quote(article, source, gap) or _name(article, source, gap)
        drift = drift or _dropped(article, source, gap)
        if drift:
            found.append(drift)
    return tuple(found)


def gaps(article: Prepared, source: Prepared, alignment: Alignment) -> Iterator[Gap]:
    """Yield the stretches between aligned words where at least one side has words."""
    for (i, j), (k, m) in zip(alignment.matches, alignment.matches[1:], strict=False):
        mine = tuple(t for t in range(i + 1, k) if article.tokens.word[t])
        theirs = tuple(t for t in range(j + 1, m) if source.tokens.word[t])
        if mine or theirs:
            yield Gap(mine, theirs, int(article.tokens.end[i]), int(source.tokens.end[j]))


def _number(article: Prepared, source: Prepared, gap: Gap) -> Drift | None:
    """Report numbers that differ; equal values in other words are no change."""
    mine, theirs = _numbers(article, gap.mine), _numbers(source, gap.theirs)
    if (
        not mine
        or not theirs
        or set(mine.values()) & set(theirs.values())
        or len(gap.mine) > 6
        or len(gap.theirs) > 6
    ):
        return None
    here, there = next(iter(mine)), next(iter(theirs))
    elsewhere = {number(word) for word in source.tokens.text}
    if mine[here] in elsewhere:
        return None
    return _drift(
        "number",
        article,
        source,
        (here,),
        (there,),
        f"{_words(source, (there,))} in the source, {_words(article, (here,))} here",
    )


def _quote(article: Prepared, source: Prepared, gap: Gap) -> Drift | None:
    """Report words changed, added or left out inside quotation marks on both sides."""
    inside = [article.quoted[t] for t in gap.mine] + [source.quoted[t] for t in gap.theirs]
    if not inside or not all(inside) or max(len(gap.mine), len(gap.theirs)) > 6:
        return None
    edge = article.tokens.span(gap.at - 1, gap.at)[0]
    if not gap.mine and not (edge and article.quoted[max(0, edge - 1)]):
        return None
    mine, theirs = _words(article, gap.mine), _words(source, gap.theirs)
    if _bare(article, gap.mine) == _bare(source, gap.theirs):
        return None
    note = (
        f"quoted as “{mine}” here, “{theirs}” in the other"
        if mine and theirs
        else f"“{mine}” only here"
        if mine
        else f"“{theirs}” left out here"
    )
    return _drift("quote", article, source, gap.mine, gap.theirs, note, gap)


def _name(article: Prepared, source: Prepared, gap: Gap) -> Drift | None:
    """Report one capitalised name in place of another that the source never uses."""
    mine, theirs = _names(article, gap.mine), _names(source, gap.theirs)
    if not mine or not theirs or len(gap.mine) > 4 or len(gap.theirs) > 4:
        return None
    known = set(source.tokens.text)
    if any(article.tokens.text[t] in known for t in mine):
        return None
    return _drift(
        "name",
        article,
        source,
        mine,
        theirs,
        f"{_words(source, theirs)} in the source, {_words(article, mine)} here",
    )


def _dropped(article: Prepared, source: Prepared, gap: Gap) -> Drift | None:
    """Report an attribution or a hedge that was left out without a word in its place."""
    if any(source.quoted[t] for t in gap.theirs) or len(gap.theirs) > 12:
        return None
    here = {article.tokens.text[t] for t in gap.mine}
    for kind, vocabulary in LOSSES:
        lost = [t for t in gap.theirs if source.tokens.text[t] in vocabulary]
        if lost and not here & vocabulary:
            span = gap.theirs if kind == "attribution" else tuple(lost)
            return _drift(
                kind, article, source, gap.mine, span, f"“{_words(source, span)}” left out here", gap
            )
    return None


def _drift(  # noqa: PLR0917 - what, in which two texts, where in each, and the sentence about it
    kind: DriftKind,
    article: Prepared,
    source: Prepared,
    mine: Sequence[int],
    theirs: Sequence[int],
    note: str,
    gap: Gap | None = None,
) -> Drift:
    start, end = _span(article, mine) if mine else (gap.at, gap.at) if gap else (0, 0)
    source_start, source_end = (
        _span(source, theirs) if theirs else (gap.source_at, gap.source_at) if gap else (0, 0)
    )
    return Drift(kind, start, end, source_start, source_end, note)


def _span(prepared: Prepared, tokens: Sequence[int]) -> tuple[int, int]:
    return int(prepared.tokens.start[tokens[0]]), int(prepared.tokens.end[tokens[-1]])


def _words(prepared: Prepared, tokens: Sequence[int]) -> str:
    if not tokens:
        return ""
    start, end = _span(prepared, tokens)
    return prepared.document.text[start:end]


def _bare(prepared: Prepared, tokens: Sequence[int]) -> str:
    return "".join(char for t in tokens for char in prepared.tokens.text[t] if char.isalnum())


def _numbers(prepared: Prepared, tokens: Sequence[int]) -> dict[int, str]:
    found = {t: number(prepared.tokens.text[t]) for t in tokens}
    return {t: value for t, value in found.items() if value is not None}


def _names(prepared: Prepared, tokens: Sequence[int]) -> tuple[int, ...]:
    text = prepared.document.text
    first = set(prepared.tokens.sentence)
    return tuple(
        t
        for t in tokens
        if text[int(prepared.tokens.start[t])].isupper()
        and int(prepared.tokens.start[t]) not in first
        and prepared.terms[t]
    )
