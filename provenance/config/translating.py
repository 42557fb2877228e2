"""What tells copy translated from a dispatch in another language: a section of its own, for it is measured on its own."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.config.setting import probability, setting, share


@dataclass(frozen=True, slots=True)
class TranslationConfig:
    """Copy translated from a dispatch in another language (extra ``semantic``)."""

    compare: bool = setting(
        True, "yes or no", "whether translations are looked for, where the extra is installed"
    )
    documents: int = setting(3, "documents", "in other languages are compared: each costs a second", low=1)
    beyond: int = setting(
        24,
        "documents",
        "more are looked at: they share names alone, and rank behind the article's own language",
        low=0,
    )
    near: float = setting(
        0.87,
        "cosine",
        "of e5-small, 4 bits: translated sentences of the cross-language world are above, its outlets' own below",
        low=-1,
        high=1,
    )
    ahead: float = setting(
        0.04,
        "cosine",
        "before every other sentence of the dispatch: what tells translation from reports of one event",
        low=0,
    )
    least: int = setting(
        4, "sentences", "of one dispatch are so far ahead, or nothing of it is a translation", low=1
    )
    spoken: float = share(
        0.3, "words", "of a sentence inside quotation marks: more is speech, and shows no dispatch"
    )
    order: float = share(
        0.75, "pairs of sentences", "in the order of the dispatch; reports of one event have their own"
    )
    sure: float = probability(0.65, "domain R16: a translation needs a look; never more than possible")
