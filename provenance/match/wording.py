"""Which words of a sentence its writer chose, and how many of them another sentence has too.

Names, numbers, titles and dates are what every report of an event must say, and function words what every sentence
must; what is left is the writer's own choice. Two desks that wrote on their own share facts; only copying shares many
chosen words in one order. Speech is left out: its words are the speaker's (domain R2).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple

from rapidfuzz.distance import Indel

from provenance.page import Prepared

FUNCTION, NUMBER, NAME, CHOICE = "F", "N", "P", "C"

FORMULA = frozenset(
    """according announce announced announcing ask asked asking reported reporting reportedly reporters reporter statement
    spokesman spokeswoman spokesperson officials official stated stating wrote tweeted president presidential vice prime
    minister ministers secretary senator senators sen rep representative governor gov judge justice chief director
    chairman chairwoman chair officer sergeant sgt lieutenant lt captain capt general gen colonel col attorney mayor king
    queen prince princess pope professor prof chancellor leader leaders commissioner ambassador congressman congresswoman
    lawmaker lawmakers lawyer coach police government administration""".split()
)
"""Verbs and nouns of attribution, offices and titles: every newsroom has them from the event, none chooses them."""
DATES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december jan feb mar apr jun jul aug sept sep oct nov dec today yesterday tomorrow tonight morning
    afternoon evening night week month year weeks months years day days hour hours minute minutes million billion
    trillion percent percentage hundred hundreds thousand thousands dozen dozens first second third half""".split()
)
"""Days, months and measures, beside numerals."""
TITLE_CASE = 0.6
"""Share of capitalised words of a segment from which its capitals say nothing: a headline in title case."""
CROSSING = 3
"""Words of a run that is more than a set pair."""


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """The kinds of one segment's words outside quotation marks, counted so that any run can be read at once.

    ``chosen[i]``, ``common[i]`` and ``acts[i]`` count the words before the *i*-th that are the writer's choice, function
    words, and chosen words in *-ed* or *-ing*; ``facts`` are the terms of names and numbers, ``choices`` those of the
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
    text, tokens, terms = prepared.document.text, prepared.tokens, prepared.terms
    upper = [text[start].isupper() for start in tokens.start.tolist()]
    bound = _bound(prepared, upper)
    high: Counter[str] = Counter()
    low: Counter[str] = Counter()
    for word, capital, says_nothing in zip(tokens.text, upper, bound, strict=True):
        if not says_nothing:
            (high if capital else low)[word] += 1
    return "".join(
        _kind(word, term, high[word] > low[word] if at_start else capital)
        for word, term, capital, at_start in zip(tokens.text, terms, upper, bound, strict=True)
    )


def _kind(word: str, term: str, name: bool) -> str:
    if not term or word in FORMULA:
        return FUNCTION
    if term[0] == "#" or word in DATES or any(map(str.isdigit, word)):
        return NUMBER
    return NAME if name else CHOICE


def _bound(prepared: Prepared, upper: Sequence[bool]) -> list[bool]:
    """Return which tokens are capitalised by their place: first of a segment or quotation, or in title case."""
    bound = [False] * len(upper)
    words, is_word = prepared.tokens.text, prepared.tokens.word
    for first, last in prepared.spans:
        told = [i for i in range(first, last) if prepared.terms[i]]
        if told and sum(upper[i] for i in told) >= TITLE_CASE * len(told) and len(told) > 2:
            bound[first:last] = [True] * (last - first)
            continue
        fresh = True
        for i in range(first, last):
            if is_word[i]:
                bound[i], fresh = fresh, False
            elif words[i] in {'"', "'", "''", "``", ":"}:
                fresh = True
    return bound


def wording(
    kinds: Iterable[str], spoken: Sequence[bool], words: Sequence[str], terms: Sequence[str], packed: str
) -> Wording:
    """Count the kinds of one segment's words."""
    told = ["" if speech else kind for kind, speech in zip(kinds, spoken, strict=True)]
    chosen = [kind == CHOICE for kind in told]
    content = [(term, kind == CHOICE) for kind, term in zip(told, terms, strict=True) if kind and term]
    return Wording(
        chosen=tuple(accumulate(chosen, initial=0)),
        common=tuple(accumulate((kind == FUNCTION for kind in told), initial=0)),
        acts=tuple(
            accumulate(
                (choice and word.endswith(("ed", "ing")) for choice, word in zip(chosen, words, strict=True)),
                initial=0,
            )
        ),
        facts=frozenset(term for kind, term in zip(told, terms, strict=True) if kind in ("N", "P") and term),
        choices=frozenset(term for kind, term in zip(told, terms, strict=True) if kind == CHOICE and term),
        pairs=frozenset((left, right) for (left, one), (right, two) in pairwise(content) if one or two),
        sorted="".join(sorted(code for code, speech in zip(packed, spoken, strict=True) if not speech)),
        narrated=len(told) - sum(map(bool, spoken)),
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
        found=len(mine.choices & held) / len(mine.choices) if mine.choices else 0.0,
        longest=longest,
        crossing=min(1.0, crossing / narrated),
        mixed=min(1.0, mixed / narrated),
        common=functions / functions_total if functions_total else 0.0,
        runs=runs,
        acts=acting,
        facts=len(mine.facts & held) / len(mine.facts) if mine.facts else -1.0,
        bag=Indel.normalized_similarity(mine.sorted, theirs.sorted) if mine.sorted else 0.0,
        pairs=len(mine.pairs & theirs.pairs),
    )
