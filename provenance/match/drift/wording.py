"""What a desk cut and a reader misses: who said it, and how sure they were."""

from __future__ import annotations

from collections.abc import Sequence

from provenance.config import DriftConfig
from provenance.match.alignment import Match
from provenance.match.drift.gaps import Gap, flat, holder, phrase, place
from provenance.match.drift.quantities import find_quantities, same
from provenance.page import Prepared
from provenance.records import Drift, DriftKind

ATTRIBUTION = frozenset(
    """said say says saying tell tells told telling according add added adds announce announced announces announcing state
    stated states report reported reports reportedly claim claimed claims claiming insist insisted insists warn warned
    warns warning argue argued argues explain explained note noted notes recall recalled confirm confirmed confirms
    deny denied denies acknowledge acknowledged admit admitted allege alleged allegedly cite cited citing quote quoted
    quoting testify testified write wrote tweet tweeted post posted declare declared remind reminded suggest suggested
    believe believes estimate estimated estimates statement spokesman spokeswoman spokesperson source sources official
    accuse accused blame blamed reveal revealed predict predicted forecast complain complained
    disclose disclosed discloses""".split()
)
"""Words that tell a reader that somebody says so (domain §1.3)."""
CLAIMS = frozenset(
    """said says say saying told tells according added announced stated claimed claims insisted argued alleged cited
    citing testified spokesman spokeswoman spokesperson source sources""".split()
)
"""Of these, the words whose clause names whose claim it is."""
WHEN = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow earlier later late week month
    year day night morning afternoon evening""".split()
)
"""Words that say when it was said: nobody's name."""
HEDGES = frozenset(
    """alleged allegedly reportedly apparently possibly probably perhaps may might could likely unlikely suspected
    unconfirmed appears appeared appear seems seemed seem believed thought presumably potentially preliminary""".split()
)
"""Words that limit a claim; dropping them strengthens it."""
SOFT = HEDGES | frozenset(
    "can expected set due poised would should if whether unclear maybe sign signs hint suggests suggesting".split()
)
"""Words that limit a claim, or stand for one that does."""


def lost_mention(
    article: Prepared, source: Prepared, match: Match, _between: Sequence[Gap], _config: DriftConfig
) -> Drift | None:
    """Return the words that name an agency as the one who was told, where the article names it nowhere near."""
    if article.segments[match.segment].kind != "body":
        return None
    segment = source.segments[match.sentence]
    near = _near(article, match.segment)
    for credit in source.credits:
        if credit.role != "mention" or not segment.start <= credit.start < segment.end:
            continue
        named = {name.casefold() for name in credit.agencies}
        if named & {article.tokens.text[t] for t in near} or _mentioned(article, near, credit.agencies):
            continue
        first, last = source.tokens.span(credit.start, credit.end)
        held = {j for _, j in match.pairs}
        if first >= last or all(t in held for t in range(first, last) if source.tokens.word[t]):
            continue
        at = _point(article, match, first)
        span = phrase(source, first, last)
        return _left_out("attribution", source, at, span, "here the agency is not named.")
    return None


def lost_attribution(
    article: Prepared, source: Prepared, match: Match, between: Sequence[Gap], config: DriftConfig
) -> Drift | None:
    """Return the clause that says whose claim it is, where nothing of the kind stands in or beside the sentence."""
    if not _comparable(article, match, config.kept) or match.quotation > config.speech:
        return None
    if ATTRIBUTION & _spoken_by(article, [match.segment]):
        return None
    beside = _spoken_by(article, _around_segment(match.segment, config.beside))
    for gap in between:
        theirs = [t for t in gap.theirs if not source.quoted[t]]
        if not _is_clause(source, theirs, gap, config) or any(article.terms[t] for t in gap.mine):
            continue  # no clause of its own, or other words stand in its place
        speaker = {source.terms[t] for t in theirs if source.tokens.text[t] not in ATTRIBUTION | WHEN} - {""}
        if not speaker or (ATTRIBUTION & beside and beside & speaker):
            continue
        at = _edge(article, gap)
        return _left_out("attribution", source, at, place(source, theirs), "here nobody is named for it.")
    return None


def _is_clause(source: Prepared, theirs: Sequence[int], gap: Gap, config: DriftConfig) -> bool:
    """Tell whether words of a gap are a clause that says who said it: short, set off by a comma or at an end."""
    if len(gap.mine) > config.instead or len(theirs) > config.clause:
        return False
    if CLAIMS.isdisjoint(source.tokens.text[t] for t in theirs):
        return False
    return not gap.closed or "," in _around(source, theirs)


def lost_hedge(
    article: Prepared, source: Prepared, match: Match, between: Sequence[Gap], config: DriftConfig
) -> Drift | None:
    """Return a word that limits the claim, where the article makes it without one."""
    if not _comparable(article, match, config.kept):
        return None
    mine = {article.tokens.text[t] for t in range(*article.spans[match.segment])}
    for gap in between if not mine & SOFT else ():
        lost = _hedge(article, source, gap, config.hedge)
        if lost:
            return _left_out("hedge", source, _edge(article, gap), place(source, lost), "it is not here.")
    return _exact(article, source, match, config.near)


def _hedge(article: Prepared, source: Prepared, gap: Gap, most: int) -> list[int]:
    """Return the words that limit the claim in a gap, where nothing else of substance stands on either side of it."""
    if max(len(gap.mine), len(gap.theirs)) > most or not (gap.before or gap.after):
        return []
    lost = [t for t in gap.theirs if source.tokens.text[t] in HEDGES and not source.quoted[t]]
    rest = any(t not in lost and source.terms[t] for t in gap.theirs)
    instead = any(article.terms[t] or article.tokens.text[t] in ATTRIBUTION for t in gap.mine)
    return [] if rest or instead or _capital(source, lost) else lost


def _exact(article: Prepared, source: Prepared, match: Match, near: float) -> Drift | None:
    """Return the word that made a number approximate, where the article gives the same number as exact."""
    here, there = article.segments[match.segment], source.segments[match.sentence]
    mine = find_quantities(article.document.text, here.start, here.end)
    theirs = find_quantities(source.document.text, there.start, there.end)
    for other in theirs:
        same_ones = [q for q in mine if q.kind == other.kind and q.value == other.value]
        if not other.about or not same_ones or any(q.about for q in mine if same(q, other, near=near)):
            continue
        text = source.document.text
        start = text.rfind(other.about, there.start, other.start)
        span, at = (start, other.end), same_ones[0]
        if other.about.split()[0].lower() in {
            article.tokens.text[t] for t in range(*article.spans[match.segment])
        }:
            continue
        exact = article.document.text[at.start : at.end]
        if article.document.text[at.end : at.end + 6].strip().startswith(("or so", "plus", "odd", "+")):
            continue
        return Drift(
            "hedge",
            at.start,
            at.end,
            *span,
            f"{holder(source)} has “{flat(text[slice(*span)])}”; here it is “{exact}”.",
        )
    return None


def _comparable(article: Prepared, match: Match, kept: float) -> bool:
    return match.coverage >= kept and article.segments[match.segment].kind == "body"


def _near(article: Prepared, number: int) -> list[int]:
    """Return the tokens of a segment and those beside it."""
    first = article.spans[max(0, number - 1)][0]
    last = article.spans[min(len(article.spans) - 1, number + 1)][1]
    return list(range(first, last))


def _mentioned(article: Prepared, near: Sequence[int], agencies: Sequence[str]) -> bool:
    if not near:
        return False
    start, end = place(article, near)
    return any(
        credit.role == "mention" and start <= credit.start < end and set(credit.agencies) & set(agencies)
        for credit in article.credits
    )


def _spoken_by(article: Prepared, numbers: Sequence[int]) -> set[str]:
    """Return the words and terms outside quotation marks of some segments."""
    tokens = [
        t
        for number in numbers
        if 0 <= number < len(article.spans)
        for t in range(*article.spans[number])
        if not article.quoted[t]
    ]
    return {article.tokens.text[t] for t in tokens} | {article.terms[t] for t in tokens if article.terms[t]}


def _point(article: Prepared, match: Match, token: int) -> int:
    """Return where, in the article, a source token would stand: after the word that stands before it in both."""
    before = [i for i, j in match.pairs if j < token]
    return int(article.tokens.end[before[-1]]) if before else article.segments[match.segment].start


def _around_segment(number: int, reach: int) -> list[int]:
    """Return the numbers of the segments beside one, itself left out."""
    return [*range(number - reach, number), *range(number + 1, number + reach + 1)]


def _around(source: Prepared, tokens: Sequence[int]) -> str:
    """Return some words of the source with the marks beside them."""
    start, end = place(source, tokens)
    return source.document.text[max(0, start - 2) : end + 1]


def _edge(article: Prepared, gap: Gap) -> int:
    if gap.before is not None:
        return int(article.tokens.end[gap.before[0]])
    return int(article.tokens.start[gap.after[0]]) if gap.after is not None else 0


def _capital(prepared: Prepared, tokens: Sequence[int]) -> bool:
    """Tell whether words begin with a capital inside a sentence: May is a month."""
    if not tokens:
        return False
    start = int(prepared.tokens.start[tokens[0]])
    return prepared.document.text[start].isupper() and start not in set(prepared.tokens.sentence)


def _left_out(kind: DriftKind, source: Prepared, at: int, span: tuple[int, int], rest: str) -> Drift:
    words = flat(source.document.text[slice(*span)])
    return Drift(kind, at, at, *span, f"{holder(source)} has “{words}”; {rest}")
