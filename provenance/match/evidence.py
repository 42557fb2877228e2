"""What a match shows: the passages that stand in both texts, how far they were edited, and what changed."""

from __future__ import annotations

import re
from collections.abc import Mapping

from provenance.config import AlignmentConfig, Config
from provenance.match.alignment import Match, Profile
from provenance.match.drift import find_drift
from provenance.match.features import edit_row
from provenance.match.model import Logistic, calibration
from provenance.match.translation import Translated
from provenance.page import Prepared
from provenance.records import Block, Edit, Evidence, Part, SourceRole
from provenance.text import may_precede

_GIVEN = re.compile(r"(?:told|tells|telling|spoke|speaking|interview|statement to)\b", re.IGNORECASE)
"""How a mention begins that says to whom somebody spoke; *according to* and *seen by* say no such thing."""
_SAME_SPEAKER = re.compile(
    r"\b(?:he|she|they)\b\s+(?:\w+ly\s+)?(?:said|says|added|adds|told|continued|went on)", re.IGNORECASE
)
"""Words for a speaker who was named before."""
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
    sizes = len(article.words[match.segment]), len(source.words[match.sentence])
    if max(sizes) - len(match.pairs) <= dateline and _is_whole(article, source, match, dateline):
        return "verbatim"
    model = (models or calibration())["edit"]
    return "heavy" if model.chooses_second(edit_row(match)) else "light"


def _is_whole(article: Profile, source: Profile, match: Match, dateline: int) -> bool:
    """Tell whether every word of either sentence stands in the other, in order, the dateline apart."""
    held, kept = frozenset(i for i, _ in match.pairs), frozenset(j for _, j in match.pairs)
    mine = _holds_all(article, match.segment, held, dateline)
    return mine and _holds_all(source, match.sentence, kept, dateline)


def _holds_all(profile: Profile, number: int, held: frozenset[int], dateline: int) -> bool:
    """Tell whether every word of a segment is among some tokens, those of a dateline left out."""
    words = profile.words[number]
    missing = [token for token in words if token not in held] if len(words) - len(held) <= dateline else words
    if not missing or len(missing) > dateline:
        return not missing
    datelines = [c for c in profile.prepared.credits if c.role == "dateline"]
    starts = profile.prepared.tokens.start
    return all(any(c.start <= int(starts[token]) < c.end for c in datelines) for token in missing)


def blocks_of(article: Profile, source: Profile, match: Match) -> tuple[Block, ...]:
    """Return the runs of equal words in code points; marks between two words of a run belong to it."""
    mine, theirs = article.prepared.tokens, source.prepared.tokens
    here, there, runs = match.pairs.mine, match.pairs.theirs, match.pairs.blocks
    return tuple(
        zip(
            mine.start[[here[a] for a, _, _ in runs]].tolist(),
            mine.end[[here[a + size - 1] for a, _, size in runs]].tolist(),
            theirs.start[[there[b] for _, b, _ in runs]].tolist(),
            theirs.end[[there[b + size - 1] for _, b, size in runs]].tolist(),
            strict=True,
        )
    )


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
        version=source.version if role == "wire" else None,
        exclusive=match.quoted > 0
        and _was_out(article.prepared, match.segment, source.prepared, config)
        and _is_exclusive(source.prepared, match.sentence),
    )


def make_translated(article: Profile, source: Profile, found: Translated, *, config: Config) -> Evidence:
    """Return the evidence of a translated segment: all of it is told anew, in no words of the dispatch.

    Its probability is no surer than a look (``translation.sure``): on the little that was measured nothing can be fitted.
    """
    document = source.prepared.document
    passage, segment = source.prepared.segments[found.sentence], article.prepared.segments[found.segment]
    words, _ = article.prepared.count(found.segment)
    return Evidence(
        doc=document.id,
        agency=document.agency,
        role="wire",
        published=document.published,
        start=passage.start,
        end=passage.end,
        score=config.translation.sure,
        edit="heavy",
        parts=(Part(segment.start, segment.end, "rewritten", words),),
        version=source.version,
        translated=source.prepared.language,
    )


def _was_out(article: Prepared, number: int, source: Prepared, config: Config) -> bool:
    """Tell whether a source may have been out before a segment was written: an entry of a live page may be older than it."""
    posted = article.segments[number].posted is not None
    hours = config.decision.tolerance_hours
    return not posted or may_precede(source.when, article.written(number), tolerance_hours=hours)


def _is_exclusive(source: Prepared, number: int) -> bool:
    """Tell whether a dispatch says that its own agency was told a sentence: in its paragraph, or in the one before.

    The one before speaks for a quotation whose speaker it names, or who is only *he* or *she* here.
    """
    passage = source.segments[number]
    if _tells(source, passage.paragraph):
        return True
    before = max(
        (item.paragraph for item in source.segments if item.paragraph < passage.paragraph), default=None
    )
    if before is None or not _tells(source, before):
        return False
    text = source.document.text
    speakers = [quote.speaker for quote in source.quotes if passage.start <= quote.start < passage.end]
    named = [name.split()[-1] for name in speakers if name]
    if named:
        lines = [item for item in source.segments if item.paragraph == before]
        return all(name in text[lines[0].start : lines[-1].end] for name in named)
    return _SAME_SPEAKER.search(text[passage.start : passage.end]) is not None


def _tells(source: Prepared, paragraph: int) -> bool:
    """Tell whether a paragraph of a dispatch says that its own agency was told something."""
    lines = [item for item in source.segments if item.paragraph == paragraph]
    agency = source.document.agency
    return any(
        credit.role == "mention" and agency in credit.agencies and _GIVEN.match(credit.text) is not None
        for credit in source.credits
        if lines[0].start <= credit.start < lines[-1].end
    )


def _may_carry(match: Match, config: AlignmentConfig) -> bool:
    """Tell whether a passage may carry a verdict at any threshold worth setting: what changed elsewhere is no news."""
    return match.probability >= config.carries or match.speech >= config.carries_spoken
