"""A document after the reading stages: its words, sentences, credits and speech, ready to be compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Self

import numpy as np
from numpy.typing import NDArray

from provenance.records import ORIGIN_KINDS, Credit, Document, Quote, Segment
from provenance.text import DEFAULT, Moment, Tokens, moment, term, terms


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """One document with everything that the matching stages read.

    ``terms`` has one entry a token (``""`` for marks and function words), ``quoted`` tells which tokens stand inside
    quotation marks, ``spans`` gives the token range of each segment, and ``content`` the segments that are compared;
    ``language`` is the code that it was read in, save the paragraphs whose segments say another.
    """

    document: Document
    tokens: Tokens
    segments: tuple[Segment, ...]
    credits: tuple[Credit, ...]
    quotes: tuple[Quote, ...]
    terms: tuple[str, ...] = field(repr=False)
    quoted: NDArray[np.bool_] = field(repr=False)
    spans: tuple[tuple[int, int], ...] = field(repr=False)
    content: tuple[int, ...] = field(repr=False)
    when: Moment | None = None
    language: str = DEFAULT

    @classmethod
    def of(
        cls,
        document: Document,
        tokens: Tokens,
        segments: tuple[Segment, ...],
        credits: tuple[Credit, ...],
        quotes: tuple[Quote, ...],
        *,
        language: str = DEFAULT,
    ) -> Self:
        """Derive terms, speech and token ranges from what the stages found."""
        quoted = np.zeros(len(tokens.text), dtype=np.bool_)
        for quote in quotes:
            first, last = tokens.span(quote.start, quote.end)
            quoted[first:last] = True
        return cls(
            document=document,
            tokens=tokens,
            segments=segments,
            credits=credits,
            quotes=quotes,
            terms=_terms(tokens, segments, language),
            quoted=quoted,
            spans=tokens.spans(segments),
            content=tuple(i for i, segment in enumerate(segments) if segment.kind in ORIGIN_KINDS),
            when=moment(document.published),
            language=language,
        )

    @property
    def span(self) -> Moment | None:
        """When the document was written: a live page from its first entry, or its own time, to its last."""
        entries = [
            found for item in self.segments if item.posted and (found := moment(item.posted)) is not None
        ]
        if self.when is None or not entries:
            return self.when
        known = [self.when, *entries]
        return Moment(min(one.earliest for one in known), max(one.latest for one in known))

    def written(self, number: int) -> Moment | None:
        """Return when a segment was written: its entry of a live page, else the document."""
        return moment(self.segments[number].posted) or self.span

    def spoken_in(self, number: int) -> str:
        """Return the code of the language of a segment."""
        return self.segments[number].language or self.language

    def as_spoken(self, number: int) -> Self:
        """Return the document as read in the language of one of its segments, for what concerns that segment alone."""
        code = self.spoken_in(number)
        return self if code == self.language else replace(self, language=code)

    def tongues(self) -> list[str]:
        """Return the code of the language of each token."""
        return _tongues(self.tokens, self.segments, self.language)

    def count(self, number: int) -> tuple[int, int]:
        """Return how many words a segment has, and how many of them stand inside quotation marks."""
        stretch = slice(*self.spans[number])
        word = self.tokens.word[stretch]
        return int(word.sum()), int((word & self.quoted[stretch]).sum())

    def keys(self, number: int) -> list[str]:
        """Return what a segment is stored and looked up by: its terms and the pairs of neighbouring terms, in order."""
        first, last = self.spans[number]
        held = [term for term in self.terms[first:last] if term]
        return list(dict.fromkeys(held + [f"{left}_{right}" for left, right in pairwise(held)]))


def _tongues(tokens: Tokens, segments: Sequence[Segment], language: str) -> list[str]:
    codes = [language] * len(tokens.text)
    for item in segments:
        if item.language is not None:
            first, last = tokens.span(item.start, item.end)
            codes[first:last] = [item.language] * (last - first)
    return codes


def _terms(tokens: Tokens, segments: Sequence[Segment], language: str) -> tuple[str, ...]:
    """Return the term of each token, by the language of its paragraph."""
    if all(item.language is None for item in segments):
        return terms(tokens.text, language)
    return tuple(map(term, tokens.text, _tongues(tokens, segments, language)))
