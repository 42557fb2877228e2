"""Numbers of the analyses. They change no annotation, so they are no section of :class:`Config` and not in its hash."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.config.setting import probability, setting, share


@dataclass(frozen=True, slots=True)
class AnalysisConfig:
    """What the analyses of :mod:`provenance.analysis` count, draw and bound."""

    level: float = probability(0.95, "of every interval: what the journals of the field print")
    draws: int = setting(
        1_000, "resamples", "of the cluster bootstrap, as docs/accuracy.md draws them", low=100
    )
    clusters: int = setting(
        10, "events", "fewer are too few to draw from: Wilson over events stands instead", low=2
    )
    few: int = setting(5, "articles", "domain R13: fewer are counted and not compared", low=1)
    few_sentences: int = setting(
        20, "sentences", "fewer are drawn hollow: read the count; as the matrix of a report does", low=1
    )
    few_words: int = setting(
        20,
        "terms",
        "an outlet that used fewer about an event, in agency text or outside it, is not compared",
        low=1,
    )
    event_hours: float = setting(
        72.0, "hours", "two articles further apart are not joined; as retrieval.window_hours", low=0
    )
    event_days: float = setting(
        7.0, "days", "an event is no longer: a running story is several events", low=0
    )
    event_sentences: int = setting(
        2, "sentences", "in the same dispatch, before two articles are one event", low=1
    )
    event_score: float = probability(
        0.5, "that a sentence derives from a passage: below it a passage joins nothing unless it is the best"
    )
    joined: float = share(
        0.2,
        "the characters of a sentence",
        "that a second passage gives alone, where a sentence is made of two",
    )
    decided_again: int = setting(
        500, "articles", "of more than these a sample shows what another threshold would say", low=20
    )
    minutes: tuple[int, ...] = (4, 25, 60)
    """Delays whose share is given: Cagé, Hervé and Viaud (2017) report 4 and 25 minutes."""
    online_hours: float = setting(
        0.1, "hours", "Welbers et al. 2018: before it nobody wrote from a wire", low=0
    )
    print_hours: float = setting(
        6.0, "hours", "Welbers et al. 2018: a printed page was closed by then", low=0
    )


ANALYSIS = AnalysisConfig()
"""The defaults; an analysis takes what a study may want to change as a keyword."""
