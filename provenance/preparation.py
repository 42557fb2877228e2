"""The first steps of the line: a document becomes words, sentences, credits and speech."""

from __future__ import annotations

from provenance.config import Config
from provenance.credits import find_credits
from provenance.prepared import Prepared
from provenance.quotes import find_quotes
from provenance.records import Document
from provenance.segments import segment
from provenance.text import tokenise


def prepare(document: Document, *, config: Config | None = None) -> Prepared:
    """Run the reading stages over one document."""
    config = config or Config()
    tokens = tokenise(document.text, language=document.language or config.read.language)
    segments = segment(document, tokens, config=config.segments)
    credits = find_credits(document, segments, config=config.credits)
    quotes = find_quotes(document, segments, tokens)
    return Prepared.of(document, tokens, segments, credits, quotes)
