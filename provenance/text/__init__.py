"""A text becomes words, sentences, terms and moments.

This face is all that other rooms may import; what stands behind it can be moved.
"""

from __future__ import annotations

from provenance.text.chunks import Chunks
from provenance.text.languages import DEFAULT, UNSPACED, Language, Level, folders, language, primary, unmarked
from provenance.text.languages.detecting import detect, language_of
from provenance.text.lexis import number, number_words, spelled, term
from provenance.text.mending import mend
from provenance.text.sentences import CONTROL, paragraphs, sentence_starts, trim, word_set
from provenance.text.times import Moment, day_only, may_precede, moment, written
from provenance.text.tokens import Tokens, chunks_of, cleaned, fold, tokenise, whole_words, word_spans
from provenance.text.unspaced import can_split
from provenance.text.words import counted, with_words

__all__ = [
    "CONTROL",
    "DEFAULT",
    "UNSPACED",
    "Chunks",
    "Language",
    "Level",
    "Moment",
    "Tokens",
    "can_split",
    "chunks_of",
    "cleaned",
    "counted",
    "day_only",
    "detect",
    "fold",
    "folders",
    "language",
    "language_of",
    "may_precede",
    "mend",
    "moment",
    "number",
    "number_words",
    "paragraphs",
    "primary",
    "sentence_starts",
    "spelled",
    "term",
    "tokenise",
    "trim",
    "unmarked",
    "whole_words",
    "with_words",
    "word_set",
    "word_spans",
    "written",
]
