"""A text becomes words, sentences, terms and moments.

This face is all that other rooms may import; what stands behind it can be moved.
"""

from __future__ import annotations

from provenance.text.chunks import Chunks
from provenance.text.clocks import clock_of, leading_clock
from provenance.text.languages import DEFAULT, UNSPACED, Language, Level, folders, language, primary, unmarked
from provenance.text.languages.detecting import detect, language_of, other_language
from provenance.text.lexis import number, number_words, spelled, term, terms
from provenance.text.mending import mend
from provenance.text.quick import words_in
from provenance.text.sentences import CONTROL, paragraphs, sentence_starts, trim, word_set
from provenance.text.times import EAST, Moment, day_only, may_precede, moment, written
from provenance.text.tokens import (
    Tokens,
    chunks_of,
    cleaned,
    fold,
    respoken,
    tokenise,
    whole_words,
    word_spans,
)
from provenance.text.unspaced import can_split
from provenance.text.words import counted, with_words

__all__ = [
    "CONTROL",
    "DEFAULT",
    "EAST",
    "UNSPACED",
    "Chunks",
    "Language",
    "Level",
    "Moment",
    "Tokens",
    "can_split",
    "chunks_of",
    "cleaned",
    "clock_of",
    "counted",
    "day_only",
    "detect",
    "fold",
    "folders",
    "language",
    "language_of",
    "leading_clock",
    "may_precede",
    "mend",
    "moment",
    "number",
    "number_words",
    "other_language",
    "paragraphs",
    "primary",
    "respoken",
    "sentence_starts",
    "spelled",
    "term",
    "terms",
    "tokenise",
    "trim",
    "unmarked",
    "whole_words",
    "with_words",
    "word_set",
    "word_spans",
    "words_in",
    "written",
]
