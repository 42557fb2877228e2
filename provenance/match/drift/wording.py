"""What a desk cut and a reader misses: who said it, and how sure they were."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from provenance.config import DriftConfig
from provenance.match.alignment import Match
from provenance.match.drift.gaps import Gap, flat, holder, phrase, place
from provenance.match.drift.quantities import Quantity, find_quantities, same
from provenance.page import Prepared, agency, named
from provenance.records import Drift, DriftKind
from provenance.text import fold, language, unmarked


def _table(prepared: Prepared, *keys: str) -> frozenset[str]:
    """Return the words of some tables of speech of a document's language."""
    here = language(prepared.language)
    return frozenset().union(*(here.words("speech", key) for key in keys))


def lost_mention(
    article: Prepared, source: Prepared, match: Match, _between: Sequence[Gap], _config: DriftConfig
) -> Drift | None:
    """Return the words that name an agency as the one who was told, where the article names it nowhere near."""
    if article.segments[match.segment].kind != "body":
        return None
    near = _near(article, match.segment)
    said = place(article, near) if near else (0, 0)
    there = set(named(article.document.text[slice(*said)]))
    held = {j for _, j in match.pairs}
    for start, end, agencies in _mentions(source, match.sentence):
        first, last = source.tokens.span(start, end)
        if there & set(agencies) or {name.casefold() for name in agencies} & {
            article.tokens.text[t] for t in near
        }:
            continue
        if first >= last or all(t in held for t in range(first, last) if source.tokens.word[t]):
            continue
        at = _point(article, match, first)
        span = phrase(source, first, last)
        return _left_out("attribution", source, at, span, "here the agency is not named.")
    return None


def _mentions(source: Prepared, sentence: int) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield where a sentence says that an agency was told or saw, then where it names its own in any other way."""
    segment = source.segments[sentence]
    inside = [credit for credit in source.credits if segment.start <= credit.start < segment.end]
    for credit in inside:
        if credit.role == "mention":
            yield credit.start, credit.end, credit.agencies
    own = _own_name(source.document.agency or "")
    for match in own.finditer(source.document.text, segment.start, segment.end) if own else ():
        if not any(credit.start <= match.start() < credit.end for credit in inside):
            yield match.start(), match.end(), (str(source.document.agency),)


@lru_cache
def _own_name(name: str) -> re.Pattern[str] | None:
    """Return a pattern of an agency's names with the small words before them: *à l'AFP*, *der Deutschen Presse-Agentur*."""
    found = agency(name)
    if found is None:
        return None
    forms = sorted({found.short, found.name, *found.aliases}, key=len, reverse=True)
    either = "|".join(re.escape(form).replace(r"\ ", r"[nrs]? ") for form in forms if form)
    return re.compile(rf"(?:(?<!\w)[^\W\dA-ZÀ-Þ]{{1,4}}['’ ]){{0,2}}(?<!\w)(?:{either})(?!\w)")


def lost_attribution(
    article: Prepared, source: Prepared, match: Match, between: Sequence[Gap], config: DriftConfig
) -> Drift | None:
    """Return the clause that says whose claim it is, where nothing of the kind stands in or beside the sentence."""
    if not _comparable(article, match, config.kept) or match.quotation > config.speech:
        return None
    said, when = _table(article, "attribution"), _table(article, "when")
    if said & _spoken_by(article, [match.segment]):
        return None
    for gap in between:
        theirs = [t for t in gap.theirs if not source.quoted[t]]
        if not _is_clause(source, theirs, gap, config) or any(article.terms[t] for t in gap.mine):
            continue  # no clause of its own, or other words stand in its place
        own = (source.document.agency or "").casefold()
        words = _words(source, theirs)
        names = zip(theirs, words, strict=True)
        speaker = {
            source.terms[t] for t, word in names if not {word, source.tokens.text[t]} & (said | when | {own})
        }
        if speaker - {""} and not _named_beside(article, match.segment, set(words), speaker - {""}, config):
            at = _edge(article, gap)
            return _left_out("attribution", source, at, place(source, theirs), "here nobody is named for it.")
    return None


def _named_beside(
    article: Prepared, number: int, words: set[str], speaker: set[str], config: DriftConfig
) -> bool:
    """Tell whether a sentence near by says whose claim it is; who has no name is named by the word for such sources."""
    beside = _spoken_by(article, _around_segment(number, config.beside))
    nameless = _table(article, "anonymous") & words
    return bool(_table(article, "attribution") & beside and beside & (nameless or speaker))


def _is_clause(source: Prepared, theirs: Sequence[int], gap: Gap, config: DriftConfig) -> bool:
    """Tell whether words of a gap are a clause that says who said it: short, set off by a comma or at an end."""
    if len(gap.mine) > config.instead or len(theirs) > config.clause:
        return False
    if _table(source, "claims").isdisjoint(_words(source, theirs)):
        return False
    if not gap.closed or "," in _around(source, theirs):
        return True
    opening = fold(flat(source.document.text[slice(*place(source, theirs))]))
    leads = language(source.language).listed("speech", "according")
    return any(opening.startswith(unmarked(lead) + " ") for lead in leads)


def lost_hedge(
    article: Prepared, source: Prepared, match: Match, between: Sequence[Gap], config: DriftConfig
) -> Drift | None:
    """Return a word that limits the claim, where the article makes it without one."""
    if _comparable(article, match, config.kept):
        soft = _table(article, "hedges", "soft")
        aligned = {i for i, _ in match.pairs}
        mine = {t: article.tokens.text[t] for t in range(*article.spans[match.segment])}
        limited = not soft.isdisjoint(mine.values())
        new = not soft.isdisjoint(word for t, word in mine.items() if t not in aligned)
        moods = _table(source, "moods")
        if not new and (mood := _mood(article, source, match, moods)) is not None:
            return mood
        for gap in between if not new else ():
            lost = _hedge(article, source, gap, config.hedge)
            if lost and (not limited or any(source.tokens.text[t] in moods for t in lost)):
                return _left_out("hedge", source, _edge(article, gap), place(source, lost), "it is not here.")
    return None


def _mood(article: Prepared, source: Prepared, match: Match, moods: frozenset[str]) -> Drift | None:
    """Return a verb that reports and does not claim, where the verb that it stands before is kept without it."""
    kept = {j: i for i, j in match.pairs}
    for t in range(*source.spans[match.sentence]):
        if source.tokens.text[t] in moods and t not in kept and not source.quoted[t]:
            verb = next((j for j in range(t + 1, len(source.terms)) if source.terms[j]), None)
            if verb in kept:
                at = int(article.tokens.start[kept[verb]])
                return _left_out("hedge", source, at, place(source, [t, verb]), "here it is told as a fact.")
    return None


def _hedge(article: Prepared, source: Prepared, gap: Gap, most: int) -> list[int]:
    """Return the words that limit the claim in a gap, where nothing else of substance stands on either side of it."""
    if max(len(gap.mine), len(gap.theirs)) > most or not (gap.before or gap.after):
        return []
    hedges, said = _table(source, "hedges"), _table(article, "attribution")
    lost = [t for t in gap.theirs if source.tokens.text[t] in hedges and not source.quoted[t]]
    here = {article.terms[t] for t in gap.mine} - {""}
    there = {source.terms[t] for t in gap.theirs if t not in lost} - {""}
    rest = bool(there - here)  # a word in another of its forms stands in both: habría ordenado, ordenó
    instead = bool(here - there) or not said.isdisjoint(_words(article, gap.mine))
    return [] if rest or instead or _capital(source, lost) else lost


def lost_about(article: Prepared, source: Prepared, match: Match, config: DriftConfig) -> tuple[Drift, ...]:
    """Return the words that made numbers approximate, where the article gives the same numbers as exact.

    In a sentence that was told anew the same thing must be counted as well.
    """
    if article.segments[match.segment].kind != "body":
        return ()
    mine, theirs = _numbers(article, match.segment), _numbers(source, match.sentence)
    anew = match.coverage < config.covered
    pairs = [
        (exact, other)
        for other in theirs
        for exact in [q for q in mine if q.kind == other.kind and q.value == other.value][:1]
        if other.about and not any(q.about for q in mine if same(q, other, near=config.near))
    ]
    return tuple(
        left_about(article, source, exact, other)
        for exact, other in pairs
        if not _says_about(article, match.segment, exact, other)
        and (not anew or other.loose or unit(article, exact) == unit(source, other) != "")
    )


def _numbers(prepared: Prepared, number: int) -> tuple[Quantity, ...]:
    segment = prepared.segments[number]
    return find_quantities(prepared.document.text, segment.start, segment.end, prepared.language)


def _says_about(article: Prepared, number: int, exact: Quantity, other: Quantity) -> bool:
    """Tell whether a sentence holds the word that makes a number approximate elsewhere, or has one behind the number."""
    words = {article.tokens.text[t] for t in range(*article.spans[number])}
    behind = article.document.text[exact.end :].lstrip()
    return fold(other.about.split()[0]) in words or behind.startswith(
        language(article.language).listed("numbers", "behind")
    )


def left_about(article: Prepared, source: Prepared, mine: Quantity, theirs: Quantity) -> Drift:
    """Return that a number was called approximate and is not here."""
    start = source.document.text.rfind(theirs.about, 0, theirs.start)
    there, here = source.document.text[start : theirs.end], article.document.text[mine.start : mine.end]
    note = f"{holder(source)} has “{flat(there)}”; here it is “{here}”."
    return Drift("hedge", mine.start, mine.end, start, theirs.end, note)


def unit(prepared: Prepared, quantity: Quantity) -> str:
    """Return the term of the word after a number: what is counted."""
    first = prepared.tokens.span(quantity.end, quantity.end)[0]
    return next((term for term in prepared.terms[first : first + 2] if term), "")


def _comparable(article: Prepared, match: Match, kept: float) -> bool:
    return match.coverage >= kept and article.segments[match.segment].kind == "body"


def _near(article: Prepared, number: int) -> list[int]:
    """Return the tokens of a segment and those beside it."""
    first = article.spans[max(0, number - 1)][0]
    last = article.spans[min(len(article.spans) - 1, number + 1)][1]
    return list(range(first, last))


def _spoken_by(article: Prepared, numbers: Sequence[int]) -> set[str]:
    """Return the words and terms outside quotation marks of some segments."""
    tokens = [
        t
        for number in numbers
        if 0 <= number < len(article.spans)
        for t in range(*article.spans[number])
        if not article.quoted[t]
    ]
    return set(_words(article, tokens)) | {article.terms[t] for t in tokens if article.terms[t]}


def _words(prepared: Prepared, tokens: Sequence[int]) -> list[str]:
    """Return the words of some tokens, what an elision joins as one: *d'après*."""
    text = prepared.tokens.text
    return [text[t - 1] + text[t] if t and text[t - 1].endswith("'") else text[t] for t in tokens]


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
