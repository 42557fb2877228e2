"""Words and sentence bounds of a text, by one spaCy pipeline for every stage.

:func:`tokenise` is the only place where a text becomes words: spaCy's rule tokeniser, asked once for each run of
characters (:mod:`provenance.text.chunks`), with sentence bounds that :mod:`provenance.text.sentences` proposes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING

import numpy as np

from provenance.text.chunks import Chunks, fold
from provenance.text.languages import DEFAULT
from provenance.text.mending import ASKED, DAMAGED, mend
from provenance.text.sentences import CONTROL, LINE, sentence_starts
from provenance.text.simple import Simple
from provenance.text.unspaced import MODELS, Splitter, split

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokenizer import Tokenizer

    from provenance.records import Segment

__all__ = ["LINE", "Tokens", "chunks_of", "cleaned", "fold", "sentence_starts", "tokenise", "word_spans"]

_CONTROLS = bytes(code for code in range(128) if CONTROL.match(chr(code)))
LINE_END = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]")
SURROGATE = re.compile(r"[\ud800-\udfff]")
"""Half a character, as broken JSON escapes give it: spaCy cannot hold one, so the words see U+FFFD in its place."""
_UNCLEAN = re.compile(rf"[{CONTROL.pattern[1:-1]}{SURROGATE.pattern[1:-1]}{DAMAGED}]")

FOOTNOTE = re.compile(r"(?<=[.!?,”\"’»)])(?:(?:\[\d{1,3}\])+|[¹²³⁰-⁹]{1,3})(?=\s|$|[^\W\d_])")
"""A footnote's mark behind a sentence, often glued to the next: no word of either."""
_NOTED = re.compile(r"[\[¹²³⁰-⁹]")
DIVIDED = re.compile(r"(?<=[^\W\d_])[-\u2010\xac\xad=] {0,2}(?:\r\n|[\n\r])[ \t]{0,20}(?=[a-zà-öø-ÿß])")
"""A hyphen, or what stands for one in mails and scans, at the end of a line between two letters, the second a small one: it divides a word."""
_MAYBE = ("?", "\\u20", "=E2")
"""What :data:`ASKED` needs: most texts hold none of it, or only questions."""
_DIVIDERS = "-\u2010\xac\xad="
_LINE_ENDS = ("\n", " \n", "\r", " \r")


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
        return int(self.start.searchsorted(start)), int(self.end.searchsorted(end, side="right"))

    def spans(self, stretches: Sequence[Segment]) -> tuple[tuple[int, int], ...]:
        """Return :meth:`span` of many stretches at once."""
        starts = np.array([item.start for item in stretches], dtype=np.int64)
        ends = np.array([item.end for item in stretches], dtype=np.int64)
        first, last = self.start.searchsorted(starts), self.end.searchsorted(ends, side="right")
        return tuple(zip(first.tolist(), last.tolist(), strict=True))


def tokenise(text: str, *, language: str = DEFAULT) -> Tokens:
    r"""Split a text into words and sentences; offsets point into ``text`` exactly as given.

    Args:
        text: Any text; nothing in it is changed.
        language: The code of a spaCy language; English rules where spaCy has none.

    >>> tokenise("walk-\nout").text
    ('walkout',)
    """
    chunks = chunks_of(language)
    plain = cleaned(text)
    start, end, numbers = chunks.read(whole_words(plain))
    keep = chunks.visible(numbers)
    first = _first_tokens(start, end, sentence_starts(plain, language=language))
    return Tokens(
        start=start[keep],
        end=end[keep],
        text=tuple(map(chunks.words.__getitem__, numbers[keep].tolist())),
        word=chunks.telling(numbers[keep]),
        sentence=tuple(start[first[keep[first]]].tolist()),
    )


def respoken(tokens: Tokens, text: str, stretches: Mapping[tuple[int, int], str]) -> Tokens:
    """Return the tokens of a text with some paragraphs read in another language: ``(start, end)`` to its code."""
    parts: list[Tokens] = []
    at = 0
    for (start, end), code in sorted(stretches.items()):
        # the line breaks of a wrapped paragraph end no sentence
        inner = tokenise(LINE_END.sub(_blank, text[start:end]), language=code)
        parts += [_within(tokens, at, start), _moved(inner, start)]
        at = end
    parts.append(_within(tokens, at, len(text)))
    return Tokens(
        start=np.concatenate([part.start for part in parts]),
        end=np.concatenate([part.end for part in parts]),
        text=tuple(word for part in parts for word in part.text),
        word=np.concatenate([part.word for part in parts]),
        sentence=tuple(place for part in parts for place in part.sentence),
    )


def _within(tokens: Tokens, start: int, end: int) -> Tokens:
    """Return the tokens that begin in ``start:end``."""
    first, last = (int(np.searchsorted(tokens.start, place)) for place in (start, end))
    return Tokens(
        tokens.start[first:last],
        tokens.end[first:last],
        tokens.text[first:last],
        tokens.word[first:last],
        tuple(place for place in tokens.sentence if start <= place < end),
    )


def _moved(tokens: Tokens, by: int) -> Tokens:
    return Tokens(
        tokens.start + by,
        tokens.end + by,
        tokens.text,
        tokens.word,
        tuple(place + by for place in tokens.sentence),
    )


@lru_cache(maxsize=4096)
def word_spans(text: str, start: int, end: int, language: str | None = None) -> tuple[tuple[int, int], ...]:
    """Return where the words of a sentence stand, as :func:`tokenise` finds them: for a result whose tokens are gone."""
    chunks = chunks_of(language or DEFAULT)
    first, last, numbers = chunks.read(whole_words(cleaned(text[start:end])))
    words = chunks.telling(numbers)
    return tuple(zip((first[words] + start).tolist(), (last[words] + start).tolist(), strict=True))


def cleaned(text: str) -> str:
    """Return a text as it is read: the same length, without control characters and half characters."""
    plain = text if _is_clean(text) else SURROGATE.sub("\ufffd", CONTROL.sub(" ", mend(text)))
    return FOOTNOTE.sub(_blank, plain) if _NOTED.search(plain) else plain


def _is_clean(text: str) -> bool:
    """Tell in one quick pass that a text holds nothing which cleaning would change; most hold nothing."""
    if any(map(text.__contains__, _MAYBE)) and ASKED.search(text):
        return False
    if not text.isascii():
        return _UNCLEAN.search(text) is None
    raw = text.encode("ascii")
    return b"&" not in raw and len(raw.translate(None, _CONTROLS)) == len(raw)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def whole_words(plain: str) -> str:
    """Return a text of the same length in which words divided at a line's end are whole: soft hyphens fill the room."""
    divided = any(sign in plain and any(sign + end in plain for end in _LINE_ENDS) for sign in _DIVIDERS)
    return DIVIDED.sub(_joined, plain) if divided else plain


def _joined(match: re.Match[str]) -> str:
    return "\xad" * len(match.group())


def _first_tokens(start: NDArray[np.int64], end: NDArray[np.int64], begins: list[int]) -> NDArray[np.intp]:
    """Return the number of the token that each sentence begins with, ascending; a bound inside a token is none."""
    bounds = np.array(begins, dtype=np.int64)
    first = np.searchsorted(start, bounds)
    if len(start):
        before = np.maximum(first, 1) - 1
        first = first[(start[before] >= bounds) | (end[before] <= bounds)]
    first = np.unique(first)
    return first[first < len(start)]


_CHUNKS: dict[str, Chunks] = {}
"""One table a language: what spaCy said is remembered, nothing of a document."""


def chunks_of(language: str) -> Chunks:
    """Return the table of a language, begun anew where it is full."""
    found = _CHUNKS.get(language)
    if found is None or found.full:
        tokenizer = _tokenizer(language)
        _CHUNKS[language] = found = Chunks(
            tokenizer,
            simple=Simple(tokenizer.rules).words if language == DEFAULT else None,
            long=partial(split, language=language) if language in MODELS else None,
        )
    return found


@lru_cache(maxsize=8)
def _tokenizer(language: str) -> Tokenizer:
    """Return the tokeniser of a blank spaCy pipeline; spaCy is imported here, on first use."""
    import spacy

    if language in MODELS:
        return Splitter(language, spacy.blank("xx").vocab)
    try:
        nlp = spacy.blank(language)
    except ImportError:
        nlp = spacy.blank(DEFAULT)
    # shapes, prefixes and the like of new words: nothing here asks for them
    nlp.vocab.lex_attr_getters = {}  # type: ignore[attr-defined]  # the library's stub leaves it out
    return nlp.tokenizer
