"""How one article's sentences lie in one source: word alignment with rapidfuzz, and what it amounts to.

Words are packed into private code points, one per distinct word, so that rapidfuzz compares two sentences as two short
strings. Coverage and runs count words; containment counts rarity, so that names and stock phrases weigh little.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple, overload

import numpy as np
from rapidfuzz.distance import LCSseq

from provenance.config import AlignmentConfig
from provenance.match.wording import NOTHING_KEPT, Kept, Wording, kept, word_kinds, wording
from provenance.page import Prepared
from provenance.text import language

Weight = Callable[[str], float]
KEPT = 512
"""Profiles that a vocabulary keeps: the sources of one article are often those of the next."""
MOST_PLACES = 200
"""Sentences of one document that a term leads to: a page that repeats itself without end costs no more than a long one."""
MOST_WORDS = 500_000
"""Distinct words after which a library begins another vocabulary; a large newspaper's year has about as many."""
FACTS = 0.2
CHANCE = 2
"""Containment and run up to which a pair is chance (three of four pairs): its wording is not read."""
Run = tuple[int, int, int]
"""A run of equal words: place here, place there, number of words."""
LAST_CODE = 0x10FFFF - 0x800
"""Code points there are; words beyond share them, which only ever adds a chance match."""


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """What alignment reads of one segment, made once: it is compared with many.

    ``words`` are token numbers, ``packed`` has one code point a word, ``telling`` says which words have a term,
    ``spoken[i]`` counts the words before the *i*-th that stand inside quotation marks; ``terms`` maps a term to its
    rarity, ``framing`` holds those outside marks, ``total`` and ``framed`` are their sums, ``numbers`` the numerals.
    """

    words: tuple[int, ...]
    packed: str
    telling: Sequence[bool]
    spoken: tuple[int, ...]
    terms: Mapping[str, float]
    total: float
    framing: Mapping[str, float]
    framed: float
    numbers: tuple[str, ...]


class Profile:
    """A document packed for alignment: its compared segments by number, and where each term stands.

    ``words[i]`` are the word tokens of segment *i*. What only pairs that are more than chance are asked about is made when
    it is first asked for, and kept.
    """

    def __init__(
        self, prepared: Prepared, sentences: Mapping[int, Sentence], postings: Mapping[str, tuple[int, ...]]
    ) -> None:
        self.prepared, self.sentences, self.postings = prepared, sentences, postings
        self.words = {number: sentence.words for number, sentence in sentences.items()}
        self._near: dict[int, Set[str]] = {}
        self._held: dict[int, frozenset[str]] = {}
        self._wording: dict[int, Wording] = {}

    @cached_property
    def _kinds(self) -> str:
        return word_kinds(self.prepared)

    def near(self, number: int) -> Set[str]:
        """Return the terms of a segment and of those beside it."""
        if number not in self._near:
            beside = [self.sentences[i].terms for i in (number - 1, number + 1) if i in self.sentences]
            self._near[number] = frozenset(self.sentences[number].terms).union(*beside)
        return self._near[number]

    def held(self, number: int) -> frozenset[str]:
        """Return the words and the terms of a segment."""
        if number not in self._held:
            sentence, text = self.sentences[number], self.prepared.tokens.text
            self._held[number] = frozenset([text[i] for i in sentence.words]).union(sentence.terms)
        return self._held[number]

    def wording(self, number: int) -> Wording:
        """Return which words of a segment its writer chose."""
        if number not in self._wording:
            sentence, prepared, kinds = self.sentences[number], self.prepared, self._kinds
            text, terms = prepared.tokens.text, prepared.terms
            self._wording[number] = wording(
                [kinds[i] for i in sentence.words],
                [after > before for before, after in pairwise(sentence.spoken)],
                [text[i] for i in sentence.words],
                [terms[i] for i in sentence.words],
                sentence.packed,
                acts_end=language(prepared.spoken_in(number)).listed("words", "acts"),
            )
        return self._wording[number]


class Pairs(Sequence[tuple[int, int]]):
    """The pairs of equal words of two sentences, as token numbers: written out only where a match is read word by word.

    ``blocks`` are the runs they stand in: place here, place there (counted in words), number of words.
    """

    __slots__ = ("_size", "blocks", "mine", "theirs")

    def __init__(self, mine: tuple[int, ...], theirs: tuple[int, ...], blocks: Sequence[Run]) -> None:
        self.mine, self.theirs, self.blocks = mine, theirs, blocks
        self._size = sum([size for _, _, size in blocks])

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[tuple[int, int]]:
        for here, there, size in self.blocks:
            yield from zip(self.mine[here : here + size], self.theirs[there : there + size], strict=True)

    @overload
    def __getitem__(self, place: int) -> tuple[int, int]: ...

    @overload
    def __getitem__(self, place: slice) -> list[tuple[int, int]]: ...

    def __getitem__(self, place: int | slice) -> tuple[int, int] | list[tuple[int, int]]:
        return list(self)[place]


class Vocabulary:
    """Code points for words, handed out in order of appearance, and term rarities, looked up once.

    One vocabulary serves one library: documents packed with the same one can be aligned, and their profiles are kept.
    """

    def __init__(self, weight: Weight) -> None:
        self._codes: dict[str, str] = {}
        self._weight = weight
        self._weights: dict[str, float] = {}
        self.profile = lru_cache(maxsize=KEPT)(self._profile)

    @property
    def full(self) -> bool:
        """Whether so many words have been seen that another vocabulary should be begun."""
        return len(self._codes) > MOST_WORDS

    def pack(self, words: Iterable[str]) -> str:
        """Return one code point a word, the same for equal words; surrogates are skipped."""
        return "".join(self.codes(words))

    def codes(self, words: Iterable[str]) -> list[str]:
        """Return the code point of each word."""
        known = self._codes
        return [known.get(word) or known.setdefault(word, self._next()) for word in words]

    def weight(self, term: str) -> float:
        """Return the rarity of a term."""
        if term not in self._weights:
            self._weights[term] = max(0.1, self._weight(term))
        return self._weights[term]

    def weights(self, terms: Iterable[str]) -> Mapping[str, float]:
        """Return a table that holds the rarity of each of some terms, and perhaps of others."""
        for term in {term for term in terms if term not in self._weights}:
            self.weight(term)
        return self._weights

    def _profile(self, prepared: Prepared) -> Profile:
        return profile(prepared, self)

    def _next(self) -> str:
        code = len(self._codes) % LAST_CODE + 1
        return chr(code if code < 0xD800 else code + 0x800)


class Match(NamedTuple):
    """One article segment against one source segment: how their words lie, and how likely the one derives from the other.

    ``pairs`` are token numbers (article, source) of equal words in the same order. The shares are 0-1:
    ``coverage`` of the article's words in order, ``containment`` of its rarity in the source sentence, ``reverse`` of
    the source's rarity in it, ``window`` with the sentences before and after, ``document`` in the whole source;
    ``narration`` and ``speech`` are the coverage outside and inside quotation marks (-1 where there is none).
    ``quotation`` is the share of the article's words that stand inside marks, ``quoted`` their number; ``run`` is the
    longest run of equal words, ``shared`` the rarity that both hold, ``numbers`` the share of the article's numbers
    that the source has (-1 where there is none), ``kept`` the share of the source's words in order, and ``frame``
    the rarity of the words outside marks that is found in the source sentence or beside it (-1 where there are none);
    ``wording`` is what both share of their writers' own words.

    What weighing adds (zero before it): ``features`` is the row the models read, ``alone`` the first model's
    probability, of this pair of sentences without their neighbourhood; ``probability`` that the segment's narration
    derives from the passage, which decides; ``reuse`` that most of the segment's words, speech included, come from
    it, which reads words (``parts``).
    """

    segment: int
    source: str
    sentence: int
    pairs: Pairs
    coverage: float
    containment: float
    reverse: float
    window: float
    document: float
    narration: float
    speech: float
    run: int
    shared: float
    numbers: float
    words: int
    quotation: float
    quoted: int
    kept: float
    frame: float
    wording: Kept = NOTHING_KEPT
    features: tuple[float, ...] = ()
    alone: float = 0.0
    probability: float = 0.0
    reuse: float = 0.0

    def weighed(
        self, features: tuple[float, ...], alone: float, probability: float = 0.0, reuse: float = 0.0
    ) -> Match:
        """Return the match with what weighing adds; several times as fast as ``_replace``, for there are many."""
        return tuple.__new__(Match, (*self[:-4], features, alone, probability, reuse))


def profile(prepared: Prepared, vocabulary: Vocabulary) -> Profile:
    """Pack a document's compared segments; what is asked of every word is asked of all words at once."""
    places = np.flatnonzero(prepared.tokens.word)
    words = places.tolist()
    terms = [prepared.terms[place] for place in words]
    row = _Row(
        words=words,
        terms=terms,
        codes=vocabulary.codes([prepared.tokens.text[place] for place in words]),
        telling=[term != "" for term in terms],
        spoken=prepared.quoted[places].tolist(),
        weights=vocabulary.weights(terms),
    )
    content = [prepared.spans[number] for number in prepared.content]
    firsts, lasts = (
        np.searchsorted(places, np.array([span[end] for span in content], dtype=np.int64)) for end in (0, 1)
    )
    bounds = zip(prepared.content, firsts.tolist(), lasts.tolist(), strict=True)
    sentences = {number: _sentence(row, first, last) for number, first, last in bounds}
    postings: defaultdict[str, list[int]] = defaultdict(list)
    for number, sentence in sentences.items():
        for term in sentence.terms:
            postings[term].append(number)
    return Profile(
        prepared, sentences, {term: tuple(found[:MOST_PLACES]) for term, found in postings.items()}
    )


class _Row(NamedTuple):
    """The words of a document, marks left out, one entry a word; ``weights`` has the rarity of each term."""

    words: list[int]
    terms: list[str]
    codes: list[str]
    telling: list[bool]
    spoken: list[bool]
    weights: Mapping[str, float]


def _sentence(row: _Row, first: int, last: int) -> Sentence:
    weights, held, spoken = row.weights, row.terms[first:last], row.spoken[first:last]
    terms = {term: weights[term] for term in held if term}
    total = sum(terms.values())
    framing, framed = terms, total
    if True in spoken:
        framing = {
            term: weights[term] for term, speech in zip(held, spoken, strict=True) if term and not speech
        }
        framed = sum(framing.values())
    return Sentence(
        words=tuple(row.words[first:last]),
        packed="".join(row.codes[first:last]),
        telling=row.telling[first:last],
        spoken=tuple(accumulate(spoken, initial=0)),
        terms=terms,
        total=total,
        framing=framing,
        framed=framed,
        numbers=tuple([term for term in terms if term[0] == "#"]),
    )


def align(article: Profile, source: Profile, *, limit: int = AlignmentConfig().pairs) -> tuple[Match, ...]:
    """Align every segment of the article with the source segments that share most of its rarity, at most ``limit``."""
    found: list[Match] = []
    postings = source.postings
    for number, mine in article.sentences.items():
        overlap: dict[int, float] = {}
        document = 0.0
        for term, weight in mine.terms.items():
            if term in postings:
                document += weight
                for other in postings[term]:
                    overlap[other] = overlap.get(other, 0.0) + weight
        worth = {other: _worth(shared, source.sentences[other].total) for other, shared in overlap.items()}
        best = sorted(overlap, key=lambda other: (-worth[other], other))[:limit]
        found.extend([_compare(article, number, source, other, overlap[other], document) for other in best])
    return tuple(found)


def _worth(shared: float, total: float) -> float:
    """Rank a source sentence by shared rarity, and a little by how much of it is shared."""
    return shared * (1 + shared / (1 + total))


def _compare(  # noqa: PLR0917 - two sentences in their documents, and what is known of the pair
    article: Profile, number: int, source: Profile, other: int, shared: float, document: float
) -> Match:
    mine, theirs = article.sentences[number], source.sentences[other]
    blocks = _blocks(mine, theirs)
    pairs = Pairs(mine.words, theirs.words, blocks)
    matched, count, quoted = len(pairs), len(mine.words), mine.spoken[-1]
    spoken = sum([mine.spoken[a + size] - mine.spoken[a] for a, _, size in blocks])
    run = max([size for _, _, size in blocks], default=0)
    whole, length = (
        mine.total or 1.0,
        count or 1,
    )  # nothing is shared with a sentence that has no term or no word
    near = source.near(other)
    window = _held(mine.terms, near)
    framed = window if mine.framing is mine.terms else _held(mine.framing, near)
    by_chance = run <= CHANCE and shared < FACTS * whole  # three of four pairs: their wording is not read
    measures = (
        matched / length,
        shared / whole,
        shared / (theirs.total or 1.0),
        window / whole,
        document / whole,
        _share(matched - spoken, count - quoted),
        _share(spoken, quoted),
        run,
        shared,
        _known(mine.numbers, source.postings),
        count,
        quoted / length,
        quoted,
        matched / (len(theirs.words) or 1),
        _share(framed, mine.framed),
    )
    wording = NOTHING_KEPT if by_chance else _wording(article, number, source, other, blocks)
    name = source.prepared.document.id
    return tuple.__new__(Match, (number, name, other, pairs, *measures, wording, (), 0.0, 0.0, 0.0))


def _wording(article: Profile, number: int, source: Profile, other: int, blocks: Sequence[Run]) -> Kept:
    """Return what is kept of the writer's choices."""
    return kept(article.wording(number), source.wording(other), blocks, source.held(other))


def _share(part: float, whole: float) -> float:
    """Return a share, -1 of nothing."""
    return part / whole if whole else -1.0


def _blocks(mine: Sentence, theirs: Sentence) -> list[Run]:
    """Return the runs of equal words as (place here, place there, words).

    Runs of one or two function words are dropped: any two sentences share them in some order.
    """
    found = LCSseq.editops(mine.packed, theirs.packed).as_matching_blocks()
    telling = mine.telling
    return [(a, b, size) for a, b, size in found if size > 2 or True in telling[a : a + size]]


def _held(terms: Mapping[str, float], others: Set[str]) -> float:
    """Return the rarity of the terms that stand among others."""
    return sum([weight for term, weight in terms.items() if term in others])


def _known(numbers: Sequence[str], postings: Mapping[str, object]) -> float:
    """Return the share of the numbers that a source has, -1 where there are none."""
    return sum([term in postings for term in numbers]) / len(numbers) if numbers else -1.0
