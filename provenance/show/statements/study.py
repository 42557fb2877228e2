"""The methods paragraph of a study, filled in from its run: what was searched, with which settings, how sure, and how right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from provenance.show.statements.wording import Statement, about, always


@dataclass(frozen=True, slots=True)
class MethodFacts:
    """What is known of a study's run.

    Counts are of articles, their outlets and body sentences, and of the dispatches at hand; ``dates`` and ``released`` say in words from when
    they are. ``hours`` is the window, 0 for all times. ``drawn`` tells of how intervals are made. ``validated`` is the paragraph of
    a validation, ``""`` where no labels were given; then ``precision`` and ``recall`` are the tool's own on ``judged`` sentences of ``pages`` outlets,
    and ``alone`` is the share called wire copy where newsrooms wrote on their own.
    ``alarms`` of ``alarmed`` body sentences matched dispatches that cannot be their source.
    """

    articles: int = 0
    outlets: int = 0
    sentences: int = 0
    dates: str = ""
    undated: int = 0
    dispatches: int = 0
    listing: str = ""
    released: str = ""
    hours: float = 0.0
    threshold: str = ""
    setting: str = ""
    version: str = ""
    settings: str = ""
    seed: int = 0
    events: int = 0
    stated: bool = False
    draws: int = 0
    level: str = ""
    validated: str = ""
    precision: str = ""
    recall: str = ""
    alone: str = ""
    judged: int = 0
    pages: int = 0
    alarms: int = 0
    alarmed: int = 0
    share: str = ""
    failed: int = 0


_study = about(MethodFacts)

METHODS: tuple[Statement[Any], ...] = (
    _study(
        "methods: articles",
        "{articles:# article|# articles} of {outlets:# outlet|# outlets}{dates} with {sentences:# body sentence|# body sentences} were "
        "studied.",
        lambda f: f.articles > 0,
    ),
    _study(
        "methods: undated", "{undated:# of them states|# of them state} no time.", lambda f: f.undated > 0
    ),
    _study(
        "methods: failed",
        "{failed:# input|# inputs} could not be read; {failed:it is|they are} named in the report.",
        lambda f: f.failed > 0,
    ),
    _study(
        "methods: searched",
        "They were compared with {dispatches:# dispatch|# dispatches} ({listing}{released}) and with each other.",
        lambda f: f.dispatches > 0,
    ),
    _study(
        "methods: bare",
        "No dispatch was at hand: they were compared with each other alone, and credits could not be checked.",
        lambda f: f.articles > 0 and not f.dispatches,
    ),
    _study(
        "methods: window",
        "A dispatch could be a source where it came out at most {hours:g} hours before the article.",
        lambda f: f.dispatches > 0 and f.hours > 0,
    ),
    _study(
        "methods: always",
        "A dispatch could be a source where it came out at any time before the article.",
        lambda f: f.dispatches > 0 and not f.hours,
    ),
    _study(
        "methods: decided",
        "A sentence is said to derive from a source from a calibrated probability of {threshold} (setting: {setting}), by "
        "wire-provenance {version}, settings {settings}.",
        lambda f: f.articles > 0,
    ),
    _study(
        "methods: found",
        "Articles on one event are not independent: {events:# event was|# events were} found from common dispatches, common passages and "
        "time.",
        lambda f: f.events > 0 and not f.stated,
    ),
    _study(
        "methods: stated",
        "Articles on one event are not independent: {events:# event was|# events were} given with the study.",
        lambda f: f.events > 0 and f.stated,
    ),
    _study(
        "methods: drawn",
        "Intervals hold {level}; they are drawn by event (cluster bootstrap, {draws} resamples, seed {seed}), and where there are too few "
        "events they are Wilson intervals over events.",
        lambda f: f.events > 0,
    ),
    _study("methods: validated", "{validated}", lambda f: bool(f.validated)),
    _study(
        "methods: known",
        "No labels of this corpus were given, so its shares are not corrected for the tool’s errors. On {judged:# sentence|# sentences} of news pages "
        "of {pages:# other outlet|# other outlets} {precision} of what it called wire copy was, and it found {recall} of what was; of newsrooms that wrote "
        "on their own it called {alone} of sentences wire copy.",
        lambda f: f.articles > 0 and not f.validated,
    ),
    _study(
        "methods: alarms",
        "Against dispatches that cannot be a source, {alarms} of {alarmed:# body sentence|# body sentences} ({share}) are called wire copy at this "
        "threshold: the false alarms of this corpus.",
        lambda f: f.alarmed > 0 and not f.validated,
    ),
    _study(
        "methods: none",
        "No source found means that none was found in what was searched. Whether a use was licensed cannot be known from text.",
        always,
    ),
)
"""In the order of a methods section."""

STATEMENTS: tuple[Statement[Any], ...] = METHODS
