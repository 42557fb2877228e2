"""What the models look at: numbers of one match, and of its neighbourhood.

The lists below are the models' columns, in order; ``calibration.json`` holds one coefficient for each name.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from provenance.match.alignment import Match
from provenance.match.usage import Best, Use
from provenance.match.wording import NOTHING_KEPT, Kept

OWN = (
    "coverage",  # words in order that stand in the source sentence
    "containment",  # rarity found in the source sentence
    "reverse",  # rarity of the source sentence found here
    "window",  # rarity found in the source sentence or beside it
    "document",  # rarity found anywhere in the source
    "narration",  # words outside quotation marks that stand there
    "speech",  # words inside quotation marks that stand there
    "quotation",  # share of the sentence inside marks
    "frame",  # speech shared while its frame is not: public speech (domain R2, R6)
    "run",  # log of the longest run
    "shared",  # log of the rarity that both hold
    "numbers",  # numbers that the source has too; one half where there are none
    "words",  # log of the sentence's length
    "both",  # coverage x containment
    "chosen",  # share of the writer's words that stand in the source sentence in order
    "chosen_found",  # ... or anywhere in it
    "chosen_log",  # log of their number
    "chosen_missing",  # log of the number of those that do not
    "chosen_total",  # log of all
    "chosen_kept",  # matched, as a share of the source's chosen words
    "chosen_run",  # log of the chosen words in the longest run
    "crossing",  # narration in runs that hold a chosen word
    "mixed",  # ... and a function word
    "common",  # function words matched
    "runs",  # runs per matched word
    "acts",  # log of matched words in -ed and -ing
    "facts",  # names and numbers found; one half where there are none
    "bag",  # likeness of the sorted words of narration
    "pairs",  # log of pairs of neighbouring content words in both
)
"""Columns of the first model: one sentence against one source sentence."""

CONTEXT = (
    "own",  # log-odds of the first model
    "article",  # words of the rest of the article that the first model gives to any dispatch
    "near",  # mean of two sentences on either side, any dispatch
    "acts",  # log of matched words in -ed and -ing
    "used",  # another sentence of the article fits this source sentence better by so much
    "ordered",  # share of the article mapped to this source, as far as it follows the source's order
)
"""Columns of the second model: the same sentence with its neighbourhood."""

LIMITS = ("limit", "doubt", "carried")
"""Log-odds that the limits of weighing add to the second model's answer: see :mod:`provenance.match.weighing`."""

EDIT = ("coverage", "kept", "run", "containment", "reverse", "window", "missing", "extra")
"""Columns of the edit model: shares, the longest run as a share of the words, and logs of unmatched words."""


MEASURED = slice(Match._fields.index("coverage"), Match._fields.index("wording"))
"""The measures of a match, between where it lies and its wording."""


def own(match: Match) -> tuple[float, ...]:
    """Return the columns :data:`OWN` of one match."""
    return tuple(own_rows([match])[0].tolist())


def own_rows(matches: Sequence[Match]) -> NDArray[np.float64]:
    """Return one row of :data:`OWN` a match; computed by column, since an article has thousands."""
    measures = Match._fields[MEASURED]
    measured: list[tuple[float, ...]] = [item[MEASURED] for item in matches]  # type: ignore[misc]  # numbers all
    raw = np.fromiter(chain.from_iterable(measured), np.float64, len(matches) * len(measures)).reshape(
        -1, len(measures)
    )
    was = dict(zip(measures, raw.T, strict=True))
    read = [place for place, item in enumerate(matches) if item.wording is not NOTHING_KEPT]
    kept = np.full((len(matches), len(Kept._fields)), NOTHING_KEPT, dtype=np.float64)
    if read:
        kept[read] = np.array([matches[place].wording for place in read], dtype=np.float64)
    return np.stack(_columns(was, dict(zip(Kept._fields, kept.T, strict=True))), axis=1)


def _columns(
    was: Mapping[str, NDArray[np.float64]], has: Mapping[str, NDArray[np.float64]]
) -> tuple[NDArray[np.float64], ...]:
    """Return the columns :data:`OWN` from the measures of matches and from what they keep of the wording."""
    speech = np.maximum(0.0, was["speech"])
    alone = (was["quoted"] > 2) & (was["frame"] >= 0)
    return (
        was["coverage"],
        was["containment"],
        was["reverse"],
        was["window"],
        was["document"],
        np.where(was["narration"] >= 0, was["narration"], was["coverage"]),
        speech,
        was["quotation"],
        np.where(alone, speech * (1 - was["frame"]), 0.0),
        np.log1p(was["run"]),
        np.log1p(was["shared"]),
        np.where(was["numbers"] >= 0, was["numbers"], 0.5),
        np.log1p(was["words"]),
        was["coverage"] * was["containment"],
        has["matched"] / np.maximum(1, has["chosen"]),
        has["found"],
        np.log1p(has["matched"]),
        np.log1p(has["chosen"] - has["matched"]),
        np.log1p(has["chosen"]),
        np.minimum(1.0, has["matched"] / np.maximum(1, has["theirs"])),
        np.log1p(has["longest"]),
        has["crossing"],
        has["mixed"],
        has["common"],
        has["runs"] / np.maximum(1, np.rint(was["coverage"] * was["words"])),
        np.log1p(has["acts"]),
        np.where(has["facts"] >= 0, has["facts"], 0.5),
        has["bag"],
        np.log1p(has["pairs"]),
    )


def edit_row(match: Match) -> tuple[float, ...]:
    """Return the columns :data:`EDIT`."""
    matched = len(match.pairs)
    others = round(matched / match.kept) if match.kept else match.words
    return (
        match.coverage,
        match.kept,
        match.run / max(1, match.words),
        match.containment,
        match.reverse,
        match.window,
        math.log1p(match.words - matched),
        math.log1p(others - matched),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Neighbourhood:
    """What the first model says of every compared segment with its best source, whichever that is.

    ``rest`` is the share of the other segments' words that it gives to any source, ``near`` the mean of two segments on
    either side; beyond the ends of the article the rest of it stands in.
    """

    rest: Mapping[int, float]
    near: Mapping[int, float]


def neighbourhood(
    by_source: Mapping[str, Best], order: Sequence[int], words: Mapping[int, int]
) -> Neighbourhood:
    """Look at the article as a whole: how likely is each segment to come from any source?"""
    length = np.array([words[number] for number in order], dtype=np.float64)
    best = np.zeros(len(order))
    for place, number in enumerate(order):
        best[place] = max(
            (found[number].alone for found in by_source.values() if number in found), default=0.0
        )
    rest = (length @ best - length * best) / np.maximum(1.0, length.sum() - length)
    padded = np.concatenate([np.full(2, np.nan), best, np.full(2, np.nan)])
    around = np.stack([padded[2 + step : 2 + step + len(order)] for step in (-2, -1, 1, 2)])
    near = np.where(np.isnan(around), rest, around).mean(axis=0)
    return Neighbourhood(
        dict(zip(order, rest.tolist(), strict=True)), dict(zip(order, near.tolist(), strict=True))
    )


def context(best: Best, around: Neighbourhood, taken: Use) -> list[tuple[float, ...]]:
    """Return one row of :data:`CONTEXT` for each segment in ``best``, in the order of ``best``."""
    used: dict[int, float] = {}
    for match in best.values():
        used[match.sentence] = max(used.get(match.sentence, 0.0), match.alone)
    return [
        (
            log_odds(match.alone),
            around.rest[number],
            around.near[number],
            math.log1p(match.wording.acts),
            used[match.sentence] - match.alone,
            taken.ordered,
        )
        for number, match in best.items()
    ]


def probability_of(odds: float) -> float:
    """Return the probability that log-odds stand for."""
    return 1 / (1 + math.exp(-odds))


def log_odds(probability: float) -> float:
    """Return the log-odds of a probability, clipped at 1 in 10,000."""
    clipped = min(max(probability, 1e-4), 1 - 1e-4)
    return math.log(clipped / (1 - clipped))
