"""Which words of a sentence its writer chose, and how many of them another sentence has too.

Names, numbers, titles and dates are what every report of an event must say, and function words what every sentence
must; what is left is the writer's own choice. Two desks that wrote on their own share facts; only copying shares many
chosen words in one order. Speech is left out: its words are the speaker's (domain R2).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import Indel

from provenance.page import Prepared
from provenance.text import language

FUNCTION, NUMBER, NAME, CHOICE = "F", "N", "P", "C"

OPENING = frozenset({'"', "'", "''", "``", ":"})
"""Marks after which a capital says nothing."""
TITLE_CASE = 0.6
"""Share of capitalised words of a segment from which its capitals say nothing: a headline in title case."""
CROSSING = 3
"""Words of a run that is more than a set pair."""


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """The kinds of one segment's words outside quotation marks, counted so that any run can be read at once.

    ``chosen[i]``, ``common[i]`` and ``acts[i]`` count the words before the *i*-th that are the writer's choice, function
    words, and chosen words that end as verbs of events do (*-ed*, *-ing*); ``facts`` are the terms of names and numbers, ``choices`` those of the
    chosen words; ``sorted`` has the packed words in order of their code.
    """

    chosen: tuple[int, ...]
    common: tuple[int, ...]
    acts: tuple[int, ...]
    facts: frozenset[str]
    choices: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    sorted: str
    narrated: int


class Kept(NamedTuple):
    """What two sentences share of their writers' wording, outside quotation marks.

    ``matched`` counts the chosen words that stand in both in the same order, ``chosen`` all those of the article's
    sentence, ``theirs`` all those of the source's; ``found`` is the share of the former whose term the source sentence
    has anywhere. ``longest`` counts the chosen words of the longest run; ``crossing`` and ``mixed`` are the shares of the
    narration in runs that hold a chosen word, and a function word as well; ``common`` is the share of the
    function words matched, ``runs`` the number of runs, ``acts`` the chosen words in *-ed* and *-ing* matched,
    ``facts`` the share of the names and numbers that the source sentence has (-1 where there are none), ``bag`` the
    likeness of the sorted words.
    """

    matched: int
    chosen: int
    theirs: int
    found: float
    longest: int
    crossing: float
    mixed: float
    common: float
    runs: int
    acts: int
    facts: float
    bag: float
    pairs: int


NOTHING_KEPT = Kept(0, 0, 0, 0.0, 0, 0.0, 0.0, 0.0, 0, 0, -1.0, 0.0, 0)
"""What stands for pairs too far apart to be read."""


def word_kinds(prepared: Prepared) -> str:
    """Return one kind a token: function word or formula, number or date, name, or the writer's choice."""
    text, words, codes = prepared.document.text, prepared.tokens.text, prepared.tongues()
    fixed = list(map(_fixed, words, prepared.terms, codes))
    upper = [text[start].isupper() for start in prepared.tokens.start.tolist()]
    nouns = {code for code in set(codes) if language(code).table("words").get("capitals") == "nouns"}
    if nouns:
        pairs = zip(upper, _beside(upper), codes, strict=True)
        upper = [beside if code in nouns else own for own, beside, code in pairs]
    bound = _bound(prepared, upper)
    weight: dict[str, int] = {}
    for word, kind, capital, says_nothing in zip(words, fixed, upper, bound, strict=True):
        if not kind and not says_nothing:
            weight[word] = weight.get(word, 0) + (1 if capital else -1)
    return "".join(
        [
            kind or (NAME if (weight.get(word, 0) > 0 if at_start else capital) else CHOICE)
            for word, kind, capital, at_start in zip(words, fixed, upper, bound, strict=True)
        ]
    )


@lru_cache(maxsize=200_000)
def _fixed(word: str, term: str, code: str) -> str:
    """Return the kind of a word that is the same wherever it stands; none where its capital decides.

    Verbs and nouns of attribution, offices and titles count as function words: every newsroom has them from the event.
    """
    here = language(code)
    if not term or word in here.words("words", "formula"):
        return FUNCTION
    if term[0] == "#" or word in here.words("words", "measures") or any(map(str.isdigit, word)):
        return NUMBER
    return ""


def _beside(upper: Sequence[bool]) -> list[bool]:
    """Return which capitals stand beside another: where every noun has one, only these mean a name."""
    around = [False, *upper, False]
    return [own and (left or right) for left, own, right in zip(around, upper, around[2:], strict=False)]


def _bound(prepared: Prepared, upper: Sequence[bool]) -> list[bool]:
    """Return which tokens are capitalised by their place: first of a segment or quotation, or in title case."""
    bound = [False] * len(upper)
    words, terms, is_word = prepared.tokens.text, prepared.terms, prepared.tokens.word.tolist()
    for first, last in prepared.spans:
        told = [capital for capital, term in zip(upper[first:last], terms[first:last], strict=True) if term]
        if len(told) > 2 and sum(told) >= TITLE_CASE * len(told):
            bound[first:last] = [True] * (last - first)
            continue
        fresh = True
        for i in range(first, last):
            if is_word[i]:
                if fresh:
                    bound[i], fresh = True, False
            elif words[i] in OPENING:
                fresh = True
    return bound


def wording(
    kinds: Sequence[str],
    spoken: Sequence[bool],
    words: Sequence[str],
    terms: Sequence[str],
    packed: str,
    *,
    acts_end: tuple[str, ...],
) -> Wording:
    """Count the kinds of one segment's words; ``acts_end`` is what verbs of events end in."""
    chosen, common, acts = [0], [0], [0]
    facts, choices, content = [], [], []
    chosen_so_far = common_so_far = acts_so_far = 0
    for kind, speech, word, term in zip(kinds, spoken, words, terms, strict=True):
        if not speech:
            if kind == CHOICE:
                chosen_so_far += 1
                acts_so_far += word.endswith(acts_end)
                choices.append(term)
            elif kind == FUNCTION:
                common_so_far += 1
            else:
                facts.append(term)
            if term:
                content.append((term, kind == CHOICE))
        chosen.append(chosen_so_far)
        common.append(common_so_far)
        acts.append(acts_so_far)
    return Wording(
        chosen=tuple(chosen),
        common=tuple(common),
        acts=tuple(acts),
        facts=frozenset(facts),
        choices=frozenset(choices),
        pairs=frozenset([(left, right) for (left, one), (right, two) in pairwise(content) if one or two]),
        sorted="".join(sorted([code for code, speech in zip(packed, spoken, strict=True) if not speech])),
        narrated=len(spoken) - sum(spoken),
    )


def kept(
    mine: Wording, theirs: Wording, blocks: Iterable[tuple[int, int, int]], held: frozenset[str]
) -> Kept:
    """Read the runs of equal words (place here, place there, words) for the writer's choices in them."""
    chosen, common, acts = mine.chosen, mine.common, mine.acts
    matched = functions = acting = runs = longest = longest_size = crossing = mixed = 0
    for place, _, size in blocks:
        end = place + size
        choices, plain = chosen[end] - chosen[place], common[end] - common[place]
        matched += choices
        functions += plain
        acting += acts[end] - acts[place]
        runs += 1
        if size > longest_size:
            longest, longest_size = choices, size
        if size >= CROSSING and choices:
            crossing += size
            mixed += size if plain else 0
    narrated = mine.narrated or 1
    total, functions_total = chosen[-1], common[-1]
    return Kept(
        matched=matched,
        chosen=total,
        theirs=theirs.chosen[-1],
        found=_part(mine.choices, held, empty=0.0),
        longest=longest,
        crossing=min(1.0, crossing / narrated),
        mixed=min(1.0, mixed / narrated),
        common=functions / functions_total if functions_total else 0.0,
        runs=runs,
        acts=acting,
        facts=_part(mine.facts, held, empty=-1.0),
        bag=Indel.normalized_similarity(mine.sorted, theirs.sorted) if mine.sorted else 0.0,
        pairs=len(mine.pairs & theirs.pairs),
    )


def _part(wanted: frozenset[str], held: frozenset[str], *, empty: float) -> float:
    """Return the share of some words that a sentence holds, ``empty`` where there are none."""
    return len(wanted & held) / len(wanted) if wanted else empty
