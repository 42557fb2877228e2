"""How one article's sentences lie in one source: word alignment with rapidfuzz, and what it amounts to.

Words are packed into private code points, one per distinct word, so that rapidfuzz compares two sentences as two short
strings. Coverage and runs count words; containment counts rarity, so that names and stock phrases weigh little.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

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
LAST_CODE = 0x10FFFF - 0x800
"""Code points there are; words beyond share them, which only ever adds a chance match."""


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """What alignment reads of one segment, made once: it is compared with many.

    ``words`` are token numbers, ``packed`` has one code point a word, ``telling`` says which words have a term,
    ``spoken[i]`` counts the words before the *i*-th that stand inside quotation marks; ``terms`` maps a term to its
    rarity, ``framing`` holds those outside marks, ``total`` and ``framed`` are their sums, ``numbers`` the numerals;
    ``held`` has the words and the terms, ``wording`` which words the writer chose.
    """

    words: tuple[int, ...]
    packed: str
    telling: tuple[bool, ...]
    spoken: tuple[int, ...]
    terms: Mapping[str, float]
    total: float
    framing: Mapping[str, float]
    framed: float
    numbers: tuple[str, ...]
    held: frozenset[str]
    wording: Wording


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """A document packed for alignment: its compared segments by number, and where each term stands.

    ``words[i]`` are the word tokens of segment *i* and ``terms[i]`` its terms with their rarity; ``near[i]`` holds
    the terms of the segment and of those beside it.
    """

    prepared: Prepared
    sentences: Mapping[int, Sentence]
    words: Mapping[int, tuple[int, ...]]
    terms: Mapping[int, Mapping[str, float]]
    near: Mapping[int, Set[str]] = field(repr=False)
    postings: Mapping[str, tuple[int, ...]] = field(repr=False)


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
        codes = self._codes
        return "".join([codes.get(word) or codes.setdefault(word, self._next()) for word in words])

    def weight(self, term: str) -> float:
        """Return the rarity of a term."""
        if term not in self._weights:
            self._weights[term] = max(0.1, self._weight(term))
        return self._weights[term]

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
    pairs: tuple[tuple[int, int], ...]
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
        return Match(*self[:-4], features, alone, probability, reuse)


def profile(prepared: Prepared, vocabulary: Vocabulary) -> Profile:
    """Pack a document's compared segments."""
    kinds = word_kinds(prepared)
    sentences = {number: _sentence(prepared, number, vocabulary, kinds) for number in prepared.content}
    terms = {number: sentence.terms for number, sentence in sentences.items()}
    postings = defaultdict(list)
    for number, held in terms.items():
        for term in held:
            postings[term].append(number)
    return Profile(
        prepared,
        sentences,
        words={number: sentence.words for number, sentence in sentences.items()},
        terms=terms,
        near={
            number: frozenset(held).union(terms.get(number - 1, ()), terms.get(number + 1, ()))
            for number, held in terms.items()
        },
        postings={term: tuple(found[:MOST_PLACES]) for term, found in postings.items()},
    )


def _sentence(prepared: Prepared, number: int, vocabulary: Vocabulary, kinds: str) -> Sentence:
    first, last = prepared.spans[number]
    is_word = prepared.tokens.word[first:last].tolist()
    quoted = prepared.quoted[first:last].tolist()
    words, packed, telling, spoken = [], [], [], []
    terms, framing = {}, {}
    rows = zip(prepared.tokens.text[first:last], prepared.terms[first:last], is_word, quoted, strict=True)
    for place, (word, term, counts, speech) in enumerate(rows, start=first):
        if not counts:
            continue
        words.append(place)
        packed.append(word)
        telling.append(term != "")
        spoken.append(speech)
        if term:
            terms[term] = weight = vocabulary.weight(term)
            if not speech:
                framing[term] = weight
    code = vocabulary.pack(packed)
    return Sentence(
        words=tuple(words),
        packed=code,
        telling=tuple(telling),
        spoken=tuple(accumulate(spoken, initial=0)),
        terms=terms,
        total=sum(terms.values()),
        framing=framing,
        framed=sum(framing.values()),
        numbers=tuple(term for term in terms if term[0] == "#"),
        held=frozenset(packed).union(terms),
        wording=wording(
            [kinds[i] for i in words],
            spoken,
            packed,
            [prepared.terms[i] for i in words],
            code,
            acts_end=language(prepared.language).listed("words", "acts"),
        ),
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
    pairs: list[tuple[int, int]] = []
    for a, b, size in blocks:
        pairs.extend(zip(mine.words[a : a + size], theirs.words[b : b + size], strict=True))
    spoken = sum([mine.spoken[a + size] - mine.spoken[a] for a, _, size in blocks])
    near, total = source.near[other], mine.total
    count, quoted = len(mine.words), mine.spoken[-1]
    run = max([size for _, _, size in blocks], default=0)
    whole, length = total or 1.0, count or 1  # nothing is shared with a sentence that has no term or no word
    return Match(
        segment=number,
        source=source.prepared.document.id,
        sentence=other,
        pairs=tuple(pairs),
        coverage=len(pairs) / length,
        containment=shared / whole,
        reverse=shared / (theirs.total or 1.0),
        window=_held(mine.terms, near) / whole,
        document=document / whole,
        narration=(len(pairs) - spoken) / (count - quoted) if count > quoted else -1.0,
        speech=spoken / quoted if quoted else -1.0,
        run=run,
        shared=shared,
        numbers=_known(mine.numbers, source.postings),
        words=count,
        quotation=quoted / length,
        quoted=quoted,
        kept=len(pairs) / (len(theirs.words) or 1),
        frame=_held(mine.framing, near) / mine.framed if mine.framed else -1.0,
        wording=_wording(mine, theirs, blocks, by_chance=run <= CHANCE and shared < FACTS * whole),
    )


def _wording(
    mine: Sentence, theirs: Sentence, blocks: list[tuple[int, int, int]], *, by_chance: bool
) -> Kept:
    """Return what is kept of the writer's choices; what two sentences share by chance is not read (a fifth of the time)."""
    return NOTHING_KEPT if by_chance else kept(mine.wording, theirs.wording, blocks, theirs.held)


def _blocks(mine: Sentence, theirs: Sentence) -> list[tuple[int, int, int]]:
    """Return the runs of equal words as (place here, place there, words).

    Runs of one or two function words are dropped: any two sentences share them in some order.
    """
    found = LCSseq.editops(mine.packed, theirs.packed).as_matching_blocks()
    telling = mine.telling
    return [
        (block.a, block.b, size)
        for block in found
        if (size := block.size) > 2 or True in telling[block.a : block.a + size]
    ]


def _held(terms: Mapping[str, float], others: Set[str]) -> float:
    """Return the rarity of the terms that stand among others."""
    return sum([weight for term, weight in terms.items() if term in others])


def _known(numbers: Sequence[str], postings: Mapping[str, object]) -> float:
    """Return the share of the numbers that a source has, -1 where there are none."""
    return sum([term in postings for term in numbers]) / len(numbers) if numbers else -1.0
