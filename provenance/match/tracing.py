"""One document traced through one library of sources: retrieve, align, weigh."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from provenance.config import Config
from provenance.match.alignment import Match, Profile, Vocabulary, align
from provenance.match.drift.numerals import grammar
from provenance.match.encoding import encoder
from provenance.match.model import Logistic, calibration
from provenance.match.retrieval import Index, retrieve
from provenance.match.translation import Translated, find_translations
from provenance.match.weighing import first_pass, weigh
from provenance.page import Prepared
from provenance.text import may_precede


class Library(Index, Protocol):
    """An index whose documents can be read back."""

    @property
    def vocabulary(self) -> Vocabulary:
        """Return the vocabulary that its documents are packed with."""

    def get(self, name: str) -> Prepared:
        """Return a document by id."""

    def learn(self, terms: Iterable[str]) -> None:
        """Look up the rarity of many terms at once."""

    def language(self, name: str) -> str:
        """Return the language that a document is read in, without reading it."""


@dataclass(frozen=True, slots=True)
class Trace:
    """Everything that one library knows of an article: packed documents, weighed matches, best first, and translations.

    ``compared`` tells that translations were looked for.
    """

    article: Profile
    sources: Mapping[str, Profile] = field(default_factory=dict)
    matches: tuple[Match, ...] = ()
    translated: tuple[Translated, ...] = ()
    compared: bool = False


def trace(
    article: Prepared,
    library: Library,
    *,
    config: Config,
    timed: bool,
    accept: Callable[[str], bool] = lambda _: True,
    models: Mapping[str, Logistic] | None = None,
) -> Trace:
    """Find, align and weigh the sources of one article in one library.

    Args:
        article: The article.
        library: Dispatches, or the other articles of a run.
        config: Settings of all stages.
        timed: Whether direction counts: a source released after the article is left out (domain R9).
        accept: Leaves out documents by id.
        models: The fitted models; those of the package where none are given.
    """
    grammar(article.language)  # made when a language is first met, not when a number first changes
    vocabulary = library.vocabulary
    library.learn(article.terms)
    mine = vocabulary.profile(article)
    encode = encoder() if timed and config.translation.compare else None
    likely, others = _candidates(
        article, library, config, timed=timed, beyond=config.translation.beyond if encode else 0
    )

    def read(names: Iterable[str]) -> dict[str, Profile]:
        found = ((name, library.get(name)) for name in names if accept(name))
        hours = config.decision.tolerance_hours
        return {
            name: vocabulary.profile(source)
            for name, source in found
            if not timed or may_precede(source.when, article.span, tolerance_hours=hours)
        }

    sources = read(likely)
    found = aligned(mine, sources, config, dispatches=timed)
    late = _late(mine, sources, found, config) if timed else frozenset()
    weighed = weigh(
        mine,
        [match for match in found if (match.source, match.segment) not in late],
        models=models,
        config=config.alignment,
        limits=config.weigh,
    )
    spoken = [match for match in found if (match.source, match.segment) in late and match.quoted]
    matches = (*weighed, *first_pass(spoken, (models or calibration())["own"]))
    if encode is None:
        return Trace(mine, sources, matches)
    sources |= read(name for name in others if library.language(name) != article.language)
    abroad = find_translations(
        article, (source.prepared for source in sources.values()), encode, config=config.translation
    )
    late = _late(mine, sources, abroad, config)
    told = tuple(item for item in abroad if (item.source, item.segment) not in late)
    return Trace(mine, sources, matches, told, compared=True)


def _candidates(
    article: Prepared, library: Library, config: Config, *, timed: bool, beyond: int
) -> tuple[list[str], list[str]]:
    """Return the documents to read, and so many ``beyond`` that are read where they are in another language."""
    after, before = window(article, config) if timed else (None, None)
    wanted = config.retrieval.documents
    asked = replace(config.retrieval, documents=wanted + beyond)
    found = retrieve(article, library, config=asked, after=after, before=before)
    least = config.retrieval.answered if timed else 0.0  # other articles are at hand, already read
    likely = [item.doc for item in found[:wanted] if item.best >= least]
    return likely, [item.doc for item in found if item.doc not in likely]


def _late(
    article: Profile, sources: Mapping[str, Profile], found: Iterable[Match | Translated], config: Config
) -> frozenset[tuple[str, int]]:
    """Return dispatches with the entries of a live page that were posted before them: these can share its speech alone."""
    prepared, hours = article.prepared, config.decision.tolerance_hours
    if all(item.posted is None for item in prepared.segments):
        return frozenset()
    return frozenset(
        (match.source, match.segment)
        for match in found
        if not may_precede(
            sources[match.source].prepared.when, prepared.written(match.segment), tolerance_hours=hours
        )
    )


def aligned(
    article: Profile, sources: Mapping[str, Profile], config: Config, *, dispatches: bool = True
) -> list[Match]:
    """Return every match of an article with some sources; a dispatch's caption is compared with captions alone.

    Desks take pictures and their captions from one pool: what a story shares with a caption shows no use of the report.
    Of two pages it still shows a source that both had.
    """
    mine = article.prepared.segments
    return [
        match
        for source in sources.values()
        for match in align(article, source, limit=config.alignment.pairs)
        if not dispatches
        or mine[match.segment].kind == "caption"
        or source.prepared.segments[match.sentence].kind != "caption"
    ]


def window(article: Prepared, config: Config) -> tuple[float | None, float | None]:
    """Return the earliest and latest release that can be a source, in seconds; None for no limit."""
    span = article.span
    if span is None:
        return None, None
    before = span.latest + config.decision.tolerance_hours * 3600
    hours = config.retrieval.window_hours
    return (span.earliest - hours * 3600 if hours else None), before
