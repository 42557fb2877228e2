"""Words and sentence bounds of a text, by one spaCy pipeline for every stage.

:func:`tokenise` is the only place where a text becomes words: spaCy's rule tokeniser, with sentence bounds that
:mod:`provenance.sentences` proposes. Words are folded once and interned, so that stages compare them cheaply.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from provenance.sentences import CONTROL, LINE, sentence_starts

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

__all__ = ["LINE", "LONG_RUN", "Tokens", "fold", "mark_sentences", "sentence_starts", "tokenise"]

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


def tokenise(text: str, *, language: str = "en") -> Tokens:
    """Split a text into words and sentences; offsets point into ``text`` exactly as given.

    Args:
        text: Any text; nothing in it is changed.
        language: The code of a spaCy language; English rules where spaCy has none.
    """
    from spacy.attrs import IDX, LENGTH, ORTH, SENT_START

    doc = _pipeline(language)(SURROGATE.sub("\ufffd", CONTROL.sub(" ", text)))
    table = doc.to_array([IDX, LENGTH, ORTH, SENT_START]).reshape(-1, 4)
    lexemes = {orth: _lexeme(doc.vocab.strings[orth]) for orth in set(table[:, 2].tolist())}
    words = [lexemes[orth] for orth in table[:, 2].tolist()]
    keep = np.array([word != "" for word, _ in words], dtype=np.bool_)
    start = table[:, 0].astype(np.int64)
    return Tokens(
        start=start[keep],
        end=(start + table[:, 1].astype(np.int64))[keep],
        text=tuple(word for word, _ in words if word),
        word=np.array([is_word for word, is_word in words if word], dtype=np.bool_),
        sentence=tuple(start[keep & (table[:, 3] == 1)].tolist()),
    )


def mark_sentences(doc: Doc) -> Doc:
    """Set the sentence starts of a spaCy Doc: the pipeline component ``provenance_sentences``."""
    from spacy.attrs import IDX, SENT_START

    index = doc.to_array([IDX]).reshape(-1).astype(np.int64)
    marks = np.full(len(index), -1, dtype=np.int64)
    first = np.searchsorted(index, np.array(sentence_starts(doc.text), dtype=np.int64))
    marks[first[first < len(index)]] = 1
    if len(index):
        doc.from_array([SENT_START], cast("Any", marks.astype(np.uint64).reshape(-1, 1)))
    return doc


@lru_cache(maxsize=200_000)
def _lexeme(word: str) -> tuple[str, bool]:
    """Return the folded, interned form of a word and whether it has a letter or digit; ``""`` for white space."""
    folded = "" if word.isspace() else sys.intern(fold(word))
    return folded, any(char.isalnum() for char in folded)


@lru_cache(maxsize=8)
def _pipeline(language: str) -> Language:
    """Return a blank spaCy pipeline whose sentence bounds are ours; spaCy is imported here, on first use."""
    import spacy
    from spacy.language import Language

    Language.component("provenance_sentences", func=mark_sentences)
    try:
        nlp = spacy.blank(language)
    except ImportError:
        nlp = spacy.blank("en")
    nlp.max_length = sys.maxsize
    nlp.tokenizer = _Guarded(nlp.tokenizer, nlp.vocab)
    nlp.add_pipe("provenance_sentences")
    return nlp


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
