"""Who is said to speak, in languages other than English: read from their tables of verbs, offices and small words.

``«...», ha reiterado el portavoz de Ríos Vivos, Tomás Echegoyen``: the verb stands right behind the quotation, the name
behind an office, in its apposition or alone. Where the quotation ends its sentence, the last person named before the verb
speaks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from provenance.text import Language, fold, language

REACH = 220
"""Code points before and after a quotation in which its attribution may stand."""
_BEHIND = 9
"""Words between a quotation and its verb: *entre Montelin et Valbrune, a averti la SCFC*."""
_END = re.compile(r"[.;!?](?=\s|$)|[\"“”«»„]|\s[—–]\s")
_WORD = re.compile(r"[^\W\d_]+(?:['’]|(?:[-.·][^\W\d_]+)+)?|,|:|\(|\)")
_TITLE = re.compile(r"\b(?:[A-ZÀ-Þ]|M|MM|Mr|Mme|Dr|Dra|Sr|Sra|Prof|D|Hr|Fr|St|Dott|Avv|dhr|mevr)\.(?=\s)")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a phrase: as written, in its matching form, and whether it has a capital."""

    written: str
    low: str
    capital: bool


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """The tables of one language that name speakers."""

    cues: frozenset[str]
    auxiliaries: frozenset[str]
    links: frozenset[str]
    prepositions: frozenset[str]
    offices: frozenset[str]
    pronouns: frozenset[str]
    endings: tuple[str, ...]
    honorifics: frozenset[str]
    according: re.Pattern[str]


@lru_cache(maxsize=50)
def tables(code: str) -> Tables:
    """Return the tables of a language."""
    here: Language = language(code)
    leads = sorted(here.listed("speech", "according"), key=len, reverse=True) or ["(?!)"]
    return Tables(
        cues=here.words("speech", "cues"),
        auxiliaries=here.words("speech", "auxiliaries"),
        links=here.words("speech", "links"),
        prepositions=here.words("speech", "prepositions"),
        offices=here.words("speech", "offices"),
        pronouns=frozenset(here.listed("speech", "pronouns")),  # él is not el
        endings=tuple(sorted(here.words("speech", "office_endings"))),
        honorifics=here.words("speech", "honorifics"),
        according=re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, leads))})(?!\w)\s*", re.IGNORECASE),
    )


def attribution(before: str, after: str, code: str) -> tuple[str | None, str | None]:
    """Return speaker and cue of a quotation from the rest of its sentence, None where not stated.

    Args:
        before: The text of the sentence up to the opening mark.
        after: The text of the sentence behind the closing mark.
        code: The language.

    >>> attribution("", ", sagte die Bäckerin Gudrun Ehlers.", "de")
    ('Gudrun Ehlers', 'sagte')
    >>> attribution("", ", disse o presidente da Câmara de Arvela, Americo Sarmento.", "pt")
    ('Americo Sarmento', 'disse')
    """
    known = tables(code)
    return (
        _behind(_clause(after[:REACH].lstrip(' ,.\xa0»”“"')), known)
        or _ahead(before[-REACH:], known)
        or (None, None)
    )


def _clause(tail: str) -> str:
    """Return a text up to the end of its sentence or the next quotation."""
    stop = _END.search(_TITLE.sub(lambda m: m.group()[:-1] + "_", tail))
    return tail[: stop.start()] if stop else tail


def _words(phrase: str) -> list[Word]:
    return [Word(w, fold(w).strip("'"), w[:1].isupper()) for w in _WORD.findall(phrase)]


def _behind(tail: str, known: Tables) -> tuple[str | None, str] | None:
    """Read what follows a quotation: a verb and who speaks."""
    lead = known.according.match(tail)
    if lead:
        name = _person(_words(tail[lead.end() :]), known)
        if name:
            return name, lead.group().strip().lower()
    words = _words(tail)
    for place, word in enumerate(words[:_BEHIND]):
        if word.low not in known.cues:
            continue
        opening = [w for w in words[:place] if w.low not in known.auxiliaries]
        if opening and not _is_inserted(words[:place], known):
            name = _person(words[:place], known)  # the speaker before the verb: ", X sagte"
            return (name, word.written) if name else None
        rest = words[place + 1 :]
        if any(w.written.lower() in known.pronouns for w in [*words[:place], *rest[:1]]):
            return None, word.written
        return _person(rest, known), word.written
    return None


def _is_inserted(words: Sequence[Word], known: Tables) -> bool:
    """Tell whether words go on with the sentence of the quotation up to a comma, behind which the verb stands."""
    commas = [place for place, word in enumerate(words) if word.written == ","]
    return bool(commas) and all(word.low in known.auxiliaries for word in words[commas[-1] + 1 :])


def _ahead(head: str, known: Tables) -> tuple[str | None, str] | None:
    """Read what leads to a quotation: the last verb, and the last person named before it."""
    shielded = _TITLE.sub(lambda m: m.group()[:-1] + "_", head)
    cut = max((m.end() for m in _END.finditer(shielded)), default=0)
    head = head[cut:]
    words = _words(head)
    lead = list(known.according.finditer(head))
    places = [place for place, word in enumerate(words) if word.low in known.cues]
    if not places or len(words) - places[-1] > _BEHIND:
        if lead and head.rstrip().endswith(","):
            return _person(_words(head[lead[-1].end() :]), known), lead[-1].group().strip().lower()
        return None
    said = words[: places[-1]]
    return _person(said, known, last=True) or _person(words[places[-1] + 1 :], known), words[
        places[-1]
    ].written


@dataclass(frozen=True, slots=True)
class Run:
    """Words with capitals that stand together, without offices; ``bound`` tells that a preposition stands before them."""

    words: tuple[str, ...]
    bound: bool


def _person(words: Sequence[Word], known: Tables, *, last: bool = False) -> str | None:
    """Return the person that a phrase names: two names or more, free or in apposition; else a body that speaks."""
    runs = _runs(words, known)
    if last:
        runs.reverse()
    elif (stop := next((n for n, word in enumerate(words) if word.low in known.links), None)) is not None:
        runs = _runs(words[:stop], known) or runs
    people = [run for run in runs if len(run.words) > 1 and not run.bound]
    bound = [run for run in runs if len(run.words) > 2 and run.bound]
    if people:
        return " ".join(people[0].words)
    if bound:  # an office and its field stand before the name: *le ministre des Transports Régis Aubanel*
        return " ".join(bound[0].words[1:])
    single = [run for run in runs if not run.bound]
    return " ".join(single[0].words) if single else None


def _runs(words: Sequence[Word], known: Tables) -> list[Run]:
    """Return the runs of words with capitals, particles between them, and no office in front."""
    found: list[Run] = []
    first = 0
    while first < len(words):
        last = first
        while last < len(words) and _goes_on(words, first, last, known):
            last += 1
        if last > first:
            bound = first > 0 and words[first - 1].low in known.prepositions
            found.append(Run(tuple(word.written for word in words[first:last]), bound))
        first = max(last, first + 1)
    return found


def _goes_on(words: Sequence[Word], first: int, place: int, known: Tables) -> bool:
    """Tell whether a word belongs to the name that begins at ``first``."""
    word = words[place]
    if place == first:
        return word.capital and not _is_office(word, known)
    follows = place + 1 < len(words) and words[place + 1].capital
    return word.capital or (word.low in _PARTICLES and follows)


_PARTICLES = frozenset("de da do dos das di van von der den del la el al bin ibn ben y e zu".split())


def _is_office(word: Word, known: Tables) -> bool:
    """Tell whether a word is an office, a trade or a form of address: no name begins with it."""
    if word.low in known.offices or word.low in known.honorifics:
        return True
    return any(word.low.endswith(end) for end in known.endings)
