"""Words and sentence bounds of a text, by one spaCy pipeline for every stage.

:func:`tokenise` is the only place where a text becomes words: spaCy's rule tokeniser, with sentence bounds that
:mod:`provenance.text.sentences` proposes. Words are folded once and interned, so that stages compare them cheaply.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from provenance.text.mending import mend
from provenance.text.sentences import CONTROL, LINE, sentence_starts

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.language import Language
    from spacy.strings import StringStore
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    from provenance.records import Segment

__all__ = ["LINE", "LONG_RUN", "Tokens", "fold", "sentence_starts", "tokenise", "word_spans"]

LONG_RUN = re.compile(r"\S{300}")
"""A run without white space that no language writes: spaCy's affix rules are quadratic on it (measured: 31 s for
20,000 brackets), so a text that holds one is split by a linear pattern instead."""
SURROGATE = re.compile(r"[\ud800-\udfff]")
"""Half a character, as broken JSON escapes give it: spaCy cannot hold one, so the words see U+FFFD in its place."""

_PLAIN = re.compile(r"\w{1,100}|\s|[^\w\s]")
_INVISIBLE = dict.fromkeys(
    code
    for first, last in [
        (0x00, 0x08), (0x0E, 0x1F), (0x7F, 0x7F), (0xAD, 0xAD), (0x180E, 0x180E), (0xFEFF, 0xFEFF), (0x200B, 0x200F),
        (0x202A, 0x202E), (0x2060, 0x206F), (0xFE00, 0xFE0F), (0xE0000, 0xE01EF),
    ]
    for code in range(first, last + 1)
)  # fmt: skip
"""Controls, soft hyphens, zero-width and bidirectional marks, variation selectors, tags."""
_MARKS = str.maketrans("‘’‛`´ʼ“”„‟«»–—−", "''''''\"\"\"\"\"\"---")


def fold(word: str) -> str:
    r"""Return the matching form of one word: NFKC, case-folded, straight marks, no invisible characters.

    >>> fold("Kyiv\u00ad’S")
    "kyiv's"
    """
    return unicodedata.normalize("NFKC", word.translate(_INVISIBLE).translate(_MARKS)).casefold()


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """The words of one text, as parallel arrays of length *n*, without white space.

    ``start``/``end`` are code points; ``text`` is the folded form, interned; ``word`` is true where the token has a
    letter or a digit; ``sentence`` holds the code points where sentences begin, ascending.
    """

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    text: tuple[str, ...]
    word: NDArray[np.bool_]
    sentence: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the half-open token range that lies within the code points ``start:end``."""
        return int(np.searchsorted(self.start, start)), int(np.searchsorted(self.end, end, side="right"))

    def spans(self, stretches: Sequence[Segment]) -> tuple[tuple[int, int], ...]:
        """Return :meth:`span` of many stretches at once."""
        starts = np.array([item.start for item in stretches], dtype=np.int64)
        ends = np.array([item.end for item in stretches], dtype=np.int64)
        first, last = np.searchsorted(self.start, starts), np.searchsorted(self.end, ends, side="right")
        return tuple(zip(first.tolist(), last.tolist(), strict=True))


def tokenise(text: str, *, language: str = "en") -> Tokens:
    """Split a text into words and sentences; offsets point into ``text`` exactly as given.

    Args:
        text: Any text; nothing in it is changed.
        language: The code of a spaCy language; English rules where spaCy has none.
    """
    from spacy.attrs import IDX, LENGTH, ORTH

    nlp, lexemes = _pipeline(language)
    plain = SURROGATE.sub("\ufffd", CONTROL.sub(" ", mend(text)))
    doc = nlp.make_doc(plain)
    table = doc.to_array([IDX, LENGTH, ORTH]).reshape(-1, 3)
    words = [lexemes[orth] for orth in table[:, 2].tolist()]
    keep = np.array([word != "" for word, _ in words], dtype=np.bool_)
    start = table[:, 0].astype(np.int64)
    first = _first_tokens(start, plain)
    return Tokens(
        start=start[keep],
        end=(start + table[:, 1].astype(np.int64))[keep],
        text=tuple(word for word, _ in words if word),
        word=np.array([is_word for word, is_word in words if word], dtype=np.bool_),
        sentence=tuple(start[first[keep[first]]].tolist()),
    )


@lru_cache(maxsize=4096)
def word_spans(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return where the words of a sentence stand, as :func:`tokenise` finds them: for a result whose tokens are gone."""
    tokens = tokenise(text[start:end])
    return tuple(
        (start + int(first), start + int(last))
        for first, last, is_word in zip(tokens.start, tokens.end, tokens.word, strict=True)
        if is_word
    )


def _first_tokens(start: NDArray[np.int64], text: str) -> NDArray[np.intp]:
    """Return the number of the token that each sentence begins with, ascending."""
    first = np.unique(np.searchsorted(start, np.array(sentence_starts(text), dtype=np.int64)))
    return first[first < len(start)]


class _Lexemes(dict[int, tuple[str, bool]]):
    """The folded, interned form of each word of a vocabulary and whether it has a letter or digit, by spaCy's key.

    White space folds to ``""``. There is one entry a word that spaCy itself has met and kept.
    """

    def __init__(self, strings: StringStore) -> None:
        super().__init__()
        self._strings = strings

    def __missing__(self, orth: int) -> tuple[str, bool]:
        word = self._strings[orth]
        folded = "" if word.isspace() else sys.intern(fold(word))
        self[orth] = folded, any(char.isalnum() for char in folded)
        return self[orth]


@lru_cache(maxsize=8)
def _pipeline(language: str) -> tuple[Language, _Lexemes]:
    """Return a blank spaCy pipeline, its tokeniser guarded, and its words; spaCy is imported here, on first use."""
    import spacy

    try:
        nlp = spacy.blank(language)
    except ImportError:
        nlp = spacy.blank("en")
    nlp.max_length = sys.maxsize
    nlp.tokenizer = _Guarded(nlp.tokenizer, nlp.vocab)
    return nlp, _Lexemes(nlp.vocab.strings)


class _Guarded:
    """spaCy's tokeniser, with a linear fallback for text that no language writes."""

    def __init__(self, tokenizer: Callable[[str], Doc], vocab: Vocab) -> None:
        self.tokenizer, self.vocab = tokenizer, vocab

    def __call__(self, text: str) -> Doc:
        if not LONG_RUN.search(text):
            return self.tokenizer(text)
        from spacy.tokens import Doc

        pieces = _PLAIN.findall(text)
        return Doc(self.vocab, words=pieces, spaces=[False] * len(pieces))
