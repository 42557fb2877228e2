"""Invented text in the shape of news: sentences of the packaged sample whose words of content are exchanged for invented ones.

What stays is what makes news harder than random words: function words, speech and its verbs, marks, figures, capitals,
datelines; what is new is which names and things the sentence speaks of. Nothing is taken from anybody else's copy.
"""

from __future__ import annotations

import re

import provenance as pv
from benchmarks.archive import SENTENCES, Language
from provenance.page.preparation import prepare
from provenance.text import term

_WORD = re.compile(r"[A-Za-z]{3,}")
_FIGURE = re.compile(r"\d")


class Newslike(Language):
    """Sentences in the shape of news; dispatches open with a headline and a dateline."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.shapes = [
            document.text[segment.start : segment.end]
            for document in pv.read(pv.sample("wires"))
            for segment in prepare(document).segments
            if segment.kind == "body" and segment.end - segment.start > 60
        ]

    def sentence(self) -> str:
        """Return the shape of a sentence of news with other names and things in it."""
        shape = _FIGURE.sub(lambda _: str(self.random.randint(0, 9)), self.random.choice(self.shapes))
        return _WORD.sub(self._other, shape)

    def _other(self, found: re.Match[str]) -> str:
        word = found.group()
        if not term(word.lower()):
            return word
        other = self.random.choices(self.words, cum_weights=self.weights)[0]
        return other.capitalize() if word[0].isupper() else other

    def dispatch(self, number: int, count: int) -> pv.Document:
        """Return one dispatch of a year of ``count``."""
        made = super().dispatch(number, count)
        first, *rest = made.text.split("\n", 1)
        return pv.Document(
            id=made.id,
            text=f"{self.words[number % len(self.words)].upper()} ({made.agency}) - {first}\n{rest[0]}",
            agency=made.agency,
            published=made.published,
        )


LANGUAGES = {"words": Language, "news": Newslike}
"""Kinds of invented text: random words, every one of which counts, and text in the shape of news."""

__all__ = ["LANGUAGES", "SENTENCES", "Language", "Newslike"]
