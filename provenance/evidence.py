"""What an alignment shows: the passages that stand in both texts, how far they were edited, and what changed."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from provenance.alignment import Alignment, Profile
from provenance.drift import find_drift
from provenance.model import Logistic, calibration
from provenance.records import Block, Edit, Evidence, SourceRole
from provenance.weighing import Weighed

CARRIES, SPOKEN = 0.1, 0.3
"""Probability, or share of the quoted words, from which a passage is read for changes of substance."""

EDIT = ("coverage", "kept", "run", "containment", "reverse", "window", "missing", "extra")
"""Columns of the edit model: shares, the longest run as a share of the words, and logs of unmatched words."""

DATELINE = 12
"""Most words of a dateline: place, day, agency."""


def edit_row(alignment: Alignment) -> tuple[float, ...]:
    """Return the columns :data:`EDIT`."""
    matched = len(alignment.matches)
    others = round(matched / alignment.kept) if alignment.kept else alignment.words
    return (
        alignment.coverage,
        alignment.kept,
        alignment.run / max(1, alignment.words),
        alignment.containment,
        alignment.reverse,
        alignment.window,
        math.log1p(alignment.words - matched),
        math.log1p(others - matched),
    )


def judge_edit(
    article: Profile, source: Profile, alignment: Alignment, *, models: Mapping[str, Logistic] | None = None
) -> Edit:
    """Return how far the words were edited.

    Verbatim is a rule, not a guess: every word of either sentence stands in the other, in order, the dateline apart
    (contract §2). Light and heavy are told apart by the model ``edit``.
    """
    held, kept = frozenset(i for i, _ in alignment.matches), frozenset(j for _, j in alignment.matches)
    if _holds_all(article, alignment.segment, held) and _holds_all(source, alignment.sentence, kept):
        return "verbatim"
    model = (models or calibration())["edit"]
    row = np.array([edit_row(alignment)], dtype=np.float64)
    return "heavy" if model.classify(row) == [1] else "light"


def _holds_all(profile: Profile, number: int, held: frozenset[int]) -> bool:
    """Tell whether every word of a segment is among some tokens, those of a dateline left out."""
    missing = [token for token in profile.words[number] if token not in held]
    if not missing or len(missing) > DATELINE:
        return not missing
    datelines = [c for c in profile.prepared.credits if c.role == "dateline"]
    starts = profile.prepared.tokens.start
    return all(any(c.start <= int(starts[token]) < c.end for c in datelines) for token in missing)


def blocks_of(article: Profile, source: Profile, alignment: Alignment) -> tuple[Block, ...]:
    """Return the runs of equal words in code points; marks between two words of a run belong to it."""
    blocks: list[Block] = []
    mine, theirs = article.prepared.tokens, source.prepared.tokens
    place, other = _places(article.words[alignment.segment]), _places(source.words[alignment.sentence])
    previous: tuple[int, int] | None = None
    for i, j in alignment.matches:
        span = (int(mine.start[i]), int(mine.end[i]), int(theirs.start[j]), int(theirs.end[j]))
        if previous is not None and place[i] == place[previous[0]] + 1 and other[j] == other[previous[1]] + 1:
            blocks[-1] = (blocks[-1][0], span[1], blocks[-1][2], span[3])
        else:
            blocks.append(span)
        previous = (i, j)
    return tuple(blocks)


def make_evidence(
    article: Profile,
    source: Profile,
    weighed: Weighed,
    *,
    role: SourceRole,
    agency: str | None,
    models: Mapping[str, Logistic] | None = None,
) -> Evidence:
    """Return one piece of evidence for the article segment of an alignment."""
    alignment = weighed.alignment
    document = source.prepared.document
    passage = source.prepared.segments[alignment.sentence]
    return Evidence(
        doc=document.id,
        agency=agency,
        role=role,
        published=document.published,
        start=passage.start,
        end=passage.end,
        score=round(weighed.probability, 4),
        edit=judge_edit(article, source, alignment, models=models),
        blocks=blocks_of(article, source, alignment),
        quoted=round(max(0.0, alignment.speech), 4),
        drift=find_drift(article.prepared, source.prepared, alignment) if _may_carry(weighed) else (),
    )


def _places(words: tuple[int, ...]) -> dict[int, int]:
    return {token: place for place, token in enumerate(words)}


def _may_carry(weighed: Weighed) -> bool:
    """Tell whether a passage may carry a verdict at any threshold worth setting: what changed elsewhere is no news."""
    return weighed.probability >= CARRIES or weighed.alignment.speech >= SPOKEN
