"""How one article's sentences lie in one source: word alignment with rapidfuzz, and what it amounts to.

Words are packed into private code points, one per distinct word, so that rapidfuzz compares two sentences as two short
strings. Coverage and runs count words; containment counts rarity, so that names and stock phrases weigh little.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple, cast

import numpy as np
from rapidfuzz.distance import LCSseq

from provenance.config import AlignmentConfig
from provenance.match.pairs import Pairs, Run
from provenance.match.versions import version_of
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
    def version(self) -> str | None:
        """Which version of its story a document is, None where nothing says so."""
        return version_of(self.prepared.document)

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
        known, asked = self._codes, list(words)
        found = list(map(known.get, asked))
        if None in found:
            found = [known.get(word) or known.setdefault(word, self._next()) for word in asked]
        return cast(list[str], found)

    def weight(self, term: str) -> float:
        """Return the rarity of a term."""
        if term not in self._weights:
            self._weights[term] = max(0.1, self._weight(term))
        return self._weights[term]

    def weights(self, terms: Iterable[str]) -> Mapping[str, float]:
        """Return a table that holds the rarity of each of some terms, and perhaps of others."""
        for term in set(terms).difference(self._weights):
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
    postings, theirs = source.postings, source.sentences
    for number, mine in article.sentences.items():
        both = [(term, weight) for term, weight in mine.terms.items() if term in postings]
        if not both:
            continue
        overlap: dict[int, float] = {}
        for term, weight in both:
            for other in postings[term]:
                overlap[other] = overlap.get(other, 0.0) + weight
        # ranked by shared rarity, and a little by how much of the source sentence is shared
        ranked = sorted(
            [
                (-(shared * (1 + shared / (1 + theirs[other].total))), other)
                for other, shared in overlap.items()
            ]
        )
        asked = _asked(number, mine, both, postings)
        found.extend([_compare(article, asked, source, other, overlap[other]) for _, other in ranked[:limit]])
    return tuple(found)


class _Asked(NamedTuple):
    """What all pairs of a segment with the sentences of one source have in common.

    ``both`` are its terms that the source has, with their rarity, and ``frame`` those of them outside quotation marks;
    ``document`` is the share of its rarity that is found anywhere in the source, ``known`` that of its numbers.
    """

    number: int
    mine: Sentence
    both: Sequence[tuple[str, float]]
    frame: Sequence[tuple[str, float]]
    whole: float
    length: int
    document: float
    known: float


def _asked(
    number: int, mine: Sentence, both: Sequence[tuple[str, float]], postings: Mapping[str, object]
) -> _Asked:
    framing = mine.framing
    whole, length = mine.total or 1.0, len(mine.words) or 1  # nothing is shared with a sentence of no words
    return _Asked(
        number,
        mine,
        both,
        both if framing is mine.terms else [item for item in framing.items() if item[0] in postings],
        whole,
        length,
        sum([weight for _, weight in both]) / whole,
        _known(mine.numbers, postings),
    )


def _compare(article: Profile, asked: _Asked, source: Profile, other: int, shared: float) -> Match:
    number, mine, both, frame, whole, length, document, known = asked
    theirs, near = source.sentences[other], source.near(other)
    pairs = Pairs(mine.words, theirs.words, _runs(mine, theirs))
    matched, count, quoted = len(pairs), len(mine.words), mine.spoken[-1]
    spoken = sum([mine.spoken[a + size] - mine.spoken[a] for a, _, size in pairs.blocks]) if quoted else 0
    run = max(pairs.sizes, default=0)
    window = sum([weight for term, weight in both if term in near])
    framed = window if frame is both else sum([weight for term, weight in frame if term in near])
    by_chance = run <= CHANCE and shared < FACTS * whole  # three of four pairs: their wording is not read
    measures = (
        matched / length,
        shared / whole,
        shared / (theirs.total or 1.0),
        window / whole,
        document,
        _share(matched - spoken, count - quoted),
        _share(spoken, quoted),
        run,
        shared,
        known,
        count,
        quoted / length,
        quoted,
        matched / (len(theirs.words) or 1),
        _share(framed, mine.framed),
    )
    wording = NOTHING_KEPT if by_chance else _wording(article, number, source, other, pairs.blocks)
    name = source.prepared.document.id
    return tuple.__new__(Match, (number, name, other, pairs, *measures, wording, (), 0.0, 0.0, 0.0))


def _wording(article: Profile, number: int, source: Profile, other: int, blocks: Sequence[Run]) -> Kept:
    """Return what is kept of the writer's choices."""
    return kept(article.wording(number), source.wording(other), blocks, source.held(other))


def _share(part: float, whole: float) -> float:
    """Return a share, -1 of nothing."""
    return part / whole if whole else -1.0


def _runs(mine: Sentence, theirs: Sentence) -> tuple[int, ...]:
    """Return the runs of equal words, three numbers each: place here, place there, words.

    Runs of one or two function words are dropped: any two sentences share them in some order.
    """
    telling = mine.telling
    runs: list[int] = []
    for block in LCSseq.editops(mine.packed, theirs.packed).as_matching_blocks():
        size = block.size  # asked by name: to take a block apart costs three times as much
        if size > 2 or (size and (telling[block.a] or telling[block.a + size - 1])):
            runs += (block.a, block.b, size)
    return tuple(runs)


def _known(numbers: Sequence[str], postings: Mapping[str, object]) -> float:
    """Return the share of the numbers that a source has, -1 where there are none."""
    return sum([term in postings for term in numbers]) / len(numbers) if numbers else -1.0
