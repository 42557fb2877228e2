"""What changed in substance between a source sentence and the article's: numbers, names, quoted words, attribution, hedges.

Only the gaps between aligned words are read: a change is reported where both texts agree on either side of it. A note
says what each text has and never who was right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from provenance.config import DriftConfig
from provenance.match.alignment import Match
from provenance.match.drift.figures import changed_numbers
from provenance.match.drift.gaps import Gap, gaps, phrase, place, plain, same_words, say
from provenance.match.drift.names import renamed
from provenance.match.drift.quantities import find_quantities, same
from provenance.match.drift.wording import lost_about, lost_attribution, lost_hedge, lost_mention
from provenance.page import Prepared
from provenance.records import Drift, Evidence, Origin

Range = tuple[int, int]
"""A half-open range of tokens or of code points."""
BRACKETS = ("[", "…", "...")
"""How a careful writer marks what was changed or left out inside a quotation."""


def find_drift(
    article: Prepared, source: Prepared, match: Match, *, config: DriftConfig | None = None
) -> tuple[Drift, ...]:
    """Return the changes of substance inside one match, in reading order."""
    if same_text(article, source, match):
        return ()
    config = config or DriftConfig()
    article, source = article.as_spoken(match.segment), source.as_spoken(match.sentence)
    held = sum(bool(article.terms[i]) for i, _ in match.pairs) + (match.coverage >= config.kept)
    if max(match.coverage, match.speech) < config.covered or held < config.held:
        return lost_about(article, source, match, config) if match.containment >= config.contained else ()
    between = gaps(article, source, match)
    found = list(_quotes(article, source, match, between, config))
    found.extend(changed_numbers(article, source, match, config))
    found.extend(
        Drift("name", *place(article, mine), *place(source, theirs), _note(article, source, mine, theirs))
        for mine, theirs in renamed(article, source, between, config=config)
    )
    for loss in (lost_mention, lost_attribution, lost_hedge):
        drift = loss(article, source, match, between, config)
        if drift is not None:
            found.append(drift)
    found.extend(lost_about(article, source, match, config))
    return _once(found)


def same_text(article: Prepared, source: Prepared, match: Match) -> bool:
    """Tell whether two sentences are the same to the letter, as most copied ones are."""
    mine, theirs = article.segments[match.segment], source.segments[match.sentence]
    here, there = article.document.text, source.document.text
    return here[mine.start : mine.end] == there[theirs.start : theirs.end]


def gather(evidence: Sequence[Evidence], origin: Origin | None) -> tuple[Drift, ...]:
    """Return the drift of one finding from its evidence, the source that carries the verdict first.

    What another source holds as it stands here is no change. For public speech only the quoted words are compared,
    with every witness; otherwise the leading source is, and its other sentences. Witnesses that have the same other
    words are named together.
    """
    if not evidence or origin not in ("wire", "shared", "quote"):
        return ()
    return _joined(
        [
            drift
            for item in evidence
            for drift in item.drift
            if _wanted(drift, item, evidence[0], origin) and not _held_elsewhere(drift, item, evidence)
        ]
    )


def _wanted(drift: Drift, item: Evidence, first: Evidence, origin: Origin) -> bool:
    """Tell whether a change is read: of the leading source, and of others that of quoted words."""
    leading = item.doc == first.doc
    if leading and drift.kind in ("number", "name"):
        return True
    return drift.kind == "quote" if origin == "quote" or not leading else item is first


def _held_elsewhere(drift: Drift, owner: Evidence, evidence: Sequence[Evidence]) -> bool:
    """Tell whether other sources of at least the owner's standing hold the words as they stand here.

    A dispatch outweighs articles; among articles the majority does. What is missing is held by nobody.
    """
    if drift.kind in ("attribution", "hedge"):
        return False
    ranks = {"wire": 1}
    agree = {e.doc: ranks.get(e.role, 0) for e in evidence if e.doc != owner.doc and _covers(e, drift)}
    agree |= {e.doc: 2 for e in evidence if e.doc == owner.doc and e is not owner and _covers(e, drift)}
    if not agree:
        return False
    mine = ranks.get(owner.role, 0)
    if max(agree.values()) > mine:
        return True
    differ = {
        e.doc
        for e in evidence
        for d in e.drift
        if (d.kind, d.start, d.end) == (drift.kind, drift.start, drift.end)
    }
    return max(agree.values()) == mine and (mine == 1 or len(agree) >= len(differ))


def _covers(item: Evidence, drift: Drift) -> bool:
    """Tell whether a source has the words of a drift; of a number with a word beside it: alone it is chance."""
    alone = (drift.start, drift.end) if drift.kind == "number" else None
    return any(
        start <= drift.start and drift.end <= end and (start, end) != alone
        for start, end, _, _ in item.blocks
    )


def _joined(found: Sequence[Drift]) -> tuple[Drift, ...]:
    """Merge drifts of one place: those who have the same other words are named in one sentence."""
    places: dict[tuple[str, int, int], list[Drift]] = {}
    for drift in found:
        places.setdefault((drift.kind, drift.start, drift.end), []).append(drift)
    merged = []
    for drifts in places.values():
        holders: dict[str, list[str]] = {}
        for drift in drifts:
            who, _, rest = drift.note.partition(" has ")
            holders.setdefault(rest, []).append(who)
        notes = [
            f"{_listed(who)} {'have' if len(set(who)) > 1 else 'has'} {rest}" if rest else who[0]
            for rest, who in holders.items()
        ]
        merged.append(replace(drifts[0], note=" ".join(notes)))
    return tuple(sorted(merged, key=lambda drift: (drift.start, drift.end, drift.kind)))


def _listed(names: Sequence[str]) -> str:
    *first, last = dict.fromkeys(names)
    return f"{', '.join(first)} and {last}" if first else last


def _once(found: Sequence[Drift]) -> tuple[Drift, ...]:
    """Keep reading order, and of two drifts at one place the first found: speech before numbers before names."""
    kept: list[Drift] = []
    for drift in found:
        inside = any(
            k.start <= drift.start and drift.end <= k.end and drift.start < drift.end and k.kind != drift.kind
            for k in kept
        )
        if not inside:
            kept.append(drift)
    return tuple(sorted(kept, key=lambda drift: (drift.start, drift.end, drift.kind)))


def _quotes(
    article: Prepared, source: Prepared, match: Match, between: Sequence[Gap], config: DriftConfig
) -> Iterator[Drift]:
    """Yield words changed, added or left out inside quotation marks on both sides."""
    both = sum(bool(article.quoted[i] and source.quoted[j]) for i, j in match.pairs)
    if both < max(config.quoted, config.quoted_share * match.quoted):
        return
    changed = [part for gap in between if (part := _inside(article, source, gap, config.clipped)) is not None]
    for mine, theirs in _close(changed, config.joined):
        if max(mine[1] - mine[0], theirs[1] - theirs[0]) > config.misquoted:
            continue
        a, b = phrase(article, *mine), phrase(source, *theirs)
        marked = _bracketed(article, a, config.brackets) or _bracketed(source, b, config.brackets)
        free = marked or _same_numbers(article, source, a, b, config.near)
        if not free and plain(article, range(*mine)) != plain(source, range(*theirs)):
            yield Drift("quote", *a, *b, say(article, source, a, b))


def _same_numbers(article: Prepared, source: Prepared, mine: Range, theirs: Range, near: float) -> bool:
    """Tell whether two passages are one number in two ways of writing."""
    here, there = (
        find_quantities(article.document.text, *mine, article.language),
        find_quantities(source.document.text, *theirs, source.language),
    )
    return (
        len(here) == len(there) == 1
        and same(here[0], there[0], near=near)
        and here[0].start - mine[0] <= 1 >= there[0].start - theirs[0]
    )


def _bracketed(prepared: Prepared, span: Range, around: int) -> bool:
    """Tell whether brackets or dots stand in or around some words."""
    near = prepared.document.text[max(0, span[0] - around) : span[1] + around]
    return any(mark in near for mark in BRACKETS)


def _inside(article: Prepared, source: Prepared, gap: Gap, clipped: int) -> tuple[Range, Range] | None:
    """Return the token ranges of both sides that stand inside marks, with an aligned word where one side has none."""
    before, after = _both_quoted(article, source, gap.before), _both_quoted(article, source, gap.after)
    mine, theirs = _quoted(article, gap.mine), _quoted(source, gap.theirs)
    if same_words(article, mine, source, theirs):
        return None
    found = _ranges(mine, theirs)
    if before and after:
        if len(mine) < len(gap.mine) or (not mine and len(theirs) < len(gap.theirs)):
            return None  # a quotation broken off and taken up again, or joined: clipping is no misquotation
        return found or ((before[0], after[0] + 1), (before[1], after[1] + 1))
    return found if before != after and abs(len(mine) - len(theirs)) <= clipped else None


def _ranges(mine: Sequence[int], theirs: Sequence[int]) -> tuple[Range, Range] | None:
    return ((mine[0], mine[-1] + 1), (theirs[0], theirs[-1] + 1)) if mine and theirs else None


def _quoted(prepared: Prepared, tokens: Sequence[int]) -> list[int]:
    return [t for t in tokens if prepared.quoted[t]]


def _both_quoted(article: Prepared, source: Prepared, pair: tuple[int, int] | None) -> tuple[int, int] | None:
    """Return an aligned pair that stands inside marks on both sides, None otherwise."""
    return pair if pair is not None and article.quoted[pair[0]] and source.quoted[pair[1]] else None


def _close(changed: Sequence[tuple[Range, Range]], most: int) -> Iterator[tuple[Range, Range]]:
    """Join changes that few words part: they read as one."""
    if not changed:
        return
    (mine, theirs), *rest = changed
    for a, b in rest:
        if a[0] - mine[1] <= most and b[0] - theirs[1] <= most:
            mine, theirs = (mine[0], a[1]), (theirs[0], b[1])
        else:
            yield mine, theirs
            mine, theirs = a, b
    yield mine, theirs


def _note(article: Prepared, source: Prepared, mine: Sequence[int], theirs: Sequence[int]) -> str:
    return say(article, source, place(article, mine), place(source, theirs))
