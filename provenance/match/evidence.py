"""What a match shows: the passages that stand in both texts, how far they were edited, and what changed."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np

from provenance.config import AlignmentConfig, Config
from provenance.match.alignment import Match, Profile
from provenance.match.drift import find_drift
from provenance.match.features import edit_row
from provenance.match.model import Logistic, calibration
from provenance.match.versions import version_of
from provenance.page import Prepared
from provenance.records import Block, Edit, Evidence, SourceRole

_GIVEN = re.compile(r"(?:told|tells|telling|spoke|speaking|interview|statement to)\b", re.IGNORECASE)
"""How a mention begins that says to whom somebody spoke; *according to* and *seen by* say no such thing."""
DIGITS = 5
"""Decimals of a feature that is kept: the probability made from it again differs by less than the written digits."""


def judge_edit(
    article: Profile,
    source: Profile,
    match: Match,
    *,
    models: Mapping[str, Logistic] | None = None,
    dateline: int = AlignmentConfig().dateline,
) -> Edit:
    """Return how far the words were edited.

    Verbatim is a rule, not a guess: every word of either sentence stands in the other, in order, the dateline apart
    (contract §2). Light and heavy are told apart by the model ``edit``.
    """
    held, kept = frozenset(i for i, _ in match.pairs), frozenset(j for _, j in match.pairs)
    if _holds_all(article, match.segment, held, dateline) and _holds_all(
        source, match.sentence, kept, dateline
    ):
        return "verbatim"
    model = (models or calibration())["edit"]
    row = np.array([edit_row(match)], dtype=np.float64)
    return "heavy" if model.classify(row) == [1] else "light"


def _holds_all(profile: Profile, number: int, held: frozenset[int], dateline: int) -> bool:
    """Tell whether every word of a segment is among some tokens, those of a dateline left out."""
    missing = [token for token in profile.words[number] if token not in held]
    if not missing or len(missing) > dateline:
        return not missing
    datelines = [c for c in profile.prepared.credits if c.role == "dateline"]
    starts = profile.prepared.tokens.start
    return all(any(c.start <= int(starts[token]) < c.end for c in datelines) for token in missing)


def blocks_of(article: Profile, source: Profile, match: Match) -> tuple[Block, ...]:
    """Return the runs of equal words in code points; marks between two words of a run belong to it."""
    blocks: list[Block] = []
    mine, theirs = article.prepared.tokens, source.prepared.tokens
    place, other = _places(article.words[match.segment]), _places(source.words[match.sentence])
    previous: tuple[int, int] | None = None
    for i, j in match.pairs:
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
    match: Match,
    *,
    role: SourceRole,
    agency: str | None,
    models: Mapping[str, Logistic] | None = None,
    config: Config,
) -> Evidence:
    """Return one piece of evidence for the article segment of a match."""
    document = source.prepared.document
    passage = source.prepared.segments[match.sentence]
    return Evidence(
        doc=document.id,
        agency=agency,
        role=role,
        published=document.published,
        start=passage.start,
        end=passage.end,
        score=round(match.probability, 4),
        edit=judge_edit(article, source, match, models=models, dateline=config.alignment.dateline),
        blocks=blocks_of(article, source, match),
        quoted=round(max(0.0, match.speech), 4),
        features=tuple([round(value, DIGITS) for value in match.features]),
        drift=find_drift(article.prepared, source.prepared, match, config=config.drift)
        if _may_carry(match, config.alignment)
        else (),
        version=version_of(document) if role == "wire" else None,
        exclusive=match.quoted > 0 and _is_exclusive(source.prepared, match.sentence),
    )


def _is_exclusive(source: Prepared, number: int) -> bool:
    """Tell whether the paragraph of a sentence of a dispatch says that its own agency was told."""
    paragraph, agency = source.segments[number].paragraph, source.document.agency
    near = [item for item in source.segments if item.paragraph == paragraph]
    return any(
        credit.role == "mention" and agency in credit.agencies and _GIVEN.match(credit.text) is not None
        for credit in source.credits
        if near[0].start <= credit.start < near[-1].end
    )


def _places(words: tuple[int, ...]) -> dict[int, int]:
    return {token: place for place, token in enumerate(words)}


def _may_carry(match: Match, config: AlignmentConfig) -> bool:
    """Tell whether a passage may carry a verdict at any threshold worth setting: what changed elsewhere is no news."""
    return match.probability >= config.carries or match.speech >= config.carries_spoken
