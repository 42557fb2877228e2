"""A text becomes words, sentences, terms and moments.

This face is all that other rooms may import; what stands behind it can be moved.
"""

from __future__ import annotations

from provenance.text.chunks import Chunks
from provenance.text.lexis import number, spelled, term
from provenance.text.mending import mend
from provenance.text.sentences import CONTROL, paragraphs, sentence_starts, trim, word_set
from provenance.text.times import Moment, may_precede, moment
from provenance.text.tokens import Tokens, chunks_of, cleaned, fold, tokenise, word_spans
from provenance.text.words import counted, with_words

__all__ = [
    "CONTROL",
    "Chunks",
    "Moment",
    "Tokens",
    "chunks_of",
    "cleaned",
    "counted",
    "fold",
    "may_precede",
    "mend",
    "moment",
    "number",
    "paragraphs",
    "sentence_starts",
    "spelled",
    "term",
    "tokenise",
    "trim",
    "with_words",
    "word_set",
    "word_spans",
]
