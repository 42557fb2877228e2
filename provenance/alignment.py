"""How one article's sentences lie in one source: word alignment with rapidfuzz, and what it amounts to.

Words are packed into private code points, one per distinct word, so that rapidfuzz compares two sentences as two short
strings. Coverage and runs count words; containment counts rarity, so that names and stock phrases weigh little.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from rapidfuzz.distance import LCSseq

from provenance.prepared import Prepared

Weight = Callable[[str], float]
PAIRS = 4
"""Source sentences aligned for each sentence and source: merged sentences have two or three."""


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """A document packed for alignment: for each compared segment its word tokens, their packed form and its terms.

    ``words[i]`` are token numbers; ``packed[i]`` has one code point a word; ``terms[i]`` maps a term to its rarity.
    """

    prepared: Prepared
    words: Mapping[int, tuple[int, ...]]
    packed: Mapping[int, str]
    terms: Mapping[int, Mapping[str, float]]
    postings: Mapping[str, tuple[int, ...]] = field(repr=False)


class Vocabulary:
    """Code points for words, handed out in order of appearance, and term rarities, looked up once."""

    def __init__(self, weight: Weight) -> None:
        self._codes: dict[str, str] = {}
        self._weight = weight
        self._weights: dict[str, float] = {}

    def pack(self, words: Iterable[str]) -> str:
        """Return one code point a word, the same for equal words; surrogates are skipped."""
        codes = self._codes
        return "".join([codes.get(word) or codes.setdefault(word, self._next()) for word in words])

    def weight(self, term: str) -> float:
        """Return the rarity of a term."""
        if term not in self._weights:
            self._weights[term] = max(0.1, self._weight(term))
        return self._weights[term]

    def _next(self) -> str:
        code = len(self._codes) + 1
        return chr(code if code < 0xD800 else code + 0x800)


@dataclass(frozen=True, slots=True)
class Alignment:
    """One article segment against one source segment.

    ``matches`` are pairs of token numbers (article, source) of equal words in the same order. The shares are 0-1:
    ``coverage`` of the article's words in order, ``containment`` of its rarity in the source sentence, ``reverse`` of
    the source's rarity in it, ``window`` with the sentences before and after, ``document`` in the whole source;
    ``narration`` and ``speech`` are the coverage outside and inside quotation marks (-1 where there is none).
    ``quotation`` is the share of the article's words that stand inside marks, ``quoted`` their number; ``run`` is the
    longest run of equal words, ``shared`` the rarity that both hold, ``numbers`` the share of the article's numbers
    that the source has (-1 where there is none), ``kept`` the share of the source's words in order, and ``frame``
    the rarity of the words outside marks that is found in the source sentence or beside it (-1 where there are none).
    """

    segment: int
    source: str
    sentence: int
    matches: tuple[tuple[int, int], ...]
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


def profile(prepared: Prepared, vocabulary: Vocabulary) -> Profile:
    """Pack a document's compared segments."""
    words, packed, terms, postings = {}, {}, {}, defaultdict(list)
    for number in prepared.content:
        first, last = prepared.spans[number]
        tokens = tuple(i for i in range(first, last) if prepared.tokens.word[i])
        words[number] = tokens
        packed[number] = vocabulary.pack(prepared.tokens.text[i] for i in tokens)
        terms[number] = {
            prepared.terms[i]: vocabulary.weight(prepared.terms[i]) for i in tokens if prepared.terms[i]
        }
        for term in terms[number]:
            postings[term].append(number)
    return Profile(prepared, words, packed, terms, {term: tuple(found) for term, found in postings.items()})


def align(article: Profile, source: Profile, *, limit: int = PAIRS) -> tuple[Alignment, ...]:
    """Align every segment of the article with the source segments that share most of its rarity, at most ``limit``."""
    found: list[Alignment] = []
    for number in article.prepared.content:
        overlap: dict[int, float] = defaultdict(float)
        for term, weight in article.terms[number].items():
            for other in source.postings.get(term, ()):
                overlap[other] += weight
        best = sorted(overlap, key=lambda other: (-_worth(overlap[other], source.terms[other]), other))[
            :limit
        ]
        found.extend(_compare(article, number, source, other) for other in best)
    return tuple(found)


def _worth(shared: float, terms: Mapping[str, float]) -> float:
    """Rank a source sentence by shared rarity, and a little by how much of it is shared."""
    return shared * (1 + shared / (1 + sum(terms.values())))


def _compare(article: Profile, number: int, source: Profile, other: int) -> Alignment:
    words, others = article.words[number], source.words[other]
    blocks = [
        block
        for block in LCSseq.opcodes(article.packed[number], source.packed[other]).as_matching_blocks()
        if block.size > 2 or any(article.prepared.terms[i] for i in words[block.a : block.a + block.size])
    ]  # runs of one or two function words are dropped: any two sentences share them in some order
    matches = tuple(
        (words[block.a + step], others[block.b + step]) for block in blocks for step in range(block.size)
    )
    terms, theirs = article.terms[number], source.terms[other]
    total, shared = sum(terms.values()), sum(weight for term, weight in terms.items() if term in theirs)
    near = [source.terms[i] for i in (other - 1, other, other + 1) if i in source.terms]
    quoted = article.prepared.quoted
    held = {i for i, _ in matches}
    digits = [term for term in terms if term[0] == "#"]
    return Alignment(
        segment=number,
        source=source.prepared.document.id,
        sentence=other,
        matches=matches,
        coverage=len(matches) / len(words) if words else 0.0,
        containment=shared / total if total else 0.0,
        reverse=shared / sum(theirs.values()) if theirs else 0.0,
        window=sum(w for term, w in terms.items() if any(term in t for t in near)) / total if total else 0.0,
        document=sum(w for term, w in terms.items() if term in source.postings) / total if total else 0.0,
        narration=_share(held, [i for i in words if not quoted[i]]),
        speech=_share(held, [i for i in words if quoted[i]]),
        run=max((block.size for block in blocks), default=0),
        shared=shared,
        numbers=sum(term in source.postings for term in digits) / len(digits) if digits else -1.0,
        words=len(words),
        quotation=sum(map(bool, quoted[list(words)])) / len(words) if words else 0.0,
        quoted=int(sum(quoted[list(words)])) if words else 0,
        kept=len(matches) / len(others) if others else 0.0,
        frame=_frame(article, number, near),
    )


def _frame(article: Profile, number: int, near: list[Mapping[str, float]]) -> float:
    terms = {article.prepared.terms[i] for i in article.words[number] if not article.prepared.quoted[i]} - {
        ""
    }
    total = sum(article.terms[number][term] for term in terms)
    found = sum(article.terms[number][term] for term in terms if any(term in other for other in near))
    return found / total if total else -1.0


def _share(held: set[int], tokens: list[int]) -> float:
    return sum(i in held for i in tokens) / len(tokens) if tokens else -1.0
