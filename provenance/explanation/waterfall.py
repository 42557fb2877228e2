"""How a probability came about: what each reading of the two texts added or took away, on the scale of log-odds.

The models see some thirty numbers of a match, many of which say nearly the same. They are shown as a dozen readings, each
a sentence about this text; the weight of a reading is the sum over its columns, of both models, and every limit of weighing
that took or gave something is a row of its own, so that the weights add up from the intercept to the stored probability.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from provenance.claim import refit, unfit
from provenance.config import DecisionConfig
from provenance.contract import percent
from provenance.match import CONTEXT, LIMITS, OWN, Logistic, calibration, probability_of

MOST = 7
"""Rows of a waterfall: the last one sums up the rest."""
DIGITS = 4
"""Decimals of the stored probability."""
COLUMNS = (*OWN, *CONTEXT, *LIMITS)
"""What is kept of the best match of a sentence with each source; of further sentences of a source only ``OWN``."""
ALIEN = 0.02
"""Log-odds by which a row may miss its probability; beyond it, other models made it."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the sentences of a waterfall speak of: the model's columns by name, and words of the text.

    ``words`` counts those of the sentence, ``same`` the words in order, ``shared`` are telling words that both have, ``new``
    those of the sentence that the passage does not have.
    """

    values: Mapping[str, float]
    words: int
    same: int
    shared: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Weight:
    """One row of a waterfall: what was read, its weight in log-odds, and the probability with all rows so far."""

    says: str
    odds: float
    after: float


@dataclass(frozen=True, slots=True)
class Waterfall:
    """From the probability before looking to the stored one, row by row."""

    before: float
    weights: tuple[Weight, ...]
    after: float


@dataclass(frozen=True, slots=True)
class Reading:
    """Columns that say nearly the same, and the sentence for them."""

    columns: tuple[str, ...]
    says: Callable[[Facts], str]


def _words(facts: Facts) -> str:
    count = len(facts.shared)
    telling = f"; {count} telling: {', '.join(facts.shared[:3])}" if count else "; none of them telling"
    return f"{facts.same} of {facts.words} words in the same order{telling}"


def _used(facts: Facts) -> str:
    share = facts.values["reverse"]
    amount = "Nearly all" if share > 0.9 else "Most" if share > 0.6 else "Half" if share > 0.4 else "Little"  # fmt: skip
    return f"{amount} of what the passage says stands here"


def _around(facts: Facts) -> str:
    return (
        f"{percent(max(0.0, facts.values['window']), 0)} of its telling words stand in or beside the passage"
    )


def _document(facts: Facts) -> str:
    if facts.values["document"] - facts.values["window"] > 0.05:
        return "Some of its words stand elsewhere in the source"
    return "The source has nothing more of it elsewhere"


def _speech(facts: Facts) -> str:
    if facts.values["quotation"] <= 0:
        return "No speech in it"
    return f"{percent(max(0.0, facts.values['speech']), 0)} of its quoted words stand there"


def _numbers(facts: Facts) -> str:
    share = facts.values["numbers"]
    if share == 0.5:
        return f"{percent(max(0.0, facts.values['facts']), 0)} of its names and figures stand there"
    return "Its numbers stand there too" if share > 0.5 else "Its numbers do not stand there"


def _length(facts: Facts) -> str:
    return f"A sentence of {facts.words} word{'' if facts.words == 1 else 's'}"


def _chosen(facts: Facts) -> str:
    total, same = (round(math.expm1(facts.values[name])) for name in ("chosen_total", "chosen_log"))
    if not total:
        return "It has no word of the writer's own choice"
    return (
        f"{same} of the {total} words that its writer chose, neither names nor figures, stand there in order"
    )


def _beside(facts: Facts) -> str:
    if facts.values["near"] > 0.5:
        return "The sentences beside it stand in a source at hand too"
    return "The sentences beside it stand in no source at hand"


def _article(facts: Facts) -> str:
    return f"{percent(max(0.0, facts.values['article']), 0)} of the rest of the article stands in sources at hand"


def _fits(facts: Facts) -> str:
    if facts.values["used"] > 0.05:
        return "Another sentence of the article fits the passage better"
    return "No other sentence of the article fits the passage better"


def _order(facts: Facts) -> str:
    if facts.values["ordered"] > 0.2:
        return "Much of the article stands in the order of this source"
    return "The article does not follow the order of this source"


def _limit(_: Facts) -> str:
    return "What stands around it may add no more to its own words"


def _doubt(_: Facts) -> str:
    return "Nothing else shows that the writer had this source: rewriting is possible at most"


def _carried(_: Facts) -> str:
    return "Speech that stands word for word beside narration from the same source came with it"


READINGS = (
    Reading(
        (
            "coverage",
            "narration",
            "containment",
            "shared",
            "both",
            "run",
            "crossing",
            "mixed",
            "common",
            "runs",
            "bag",
        ),
        _words,
    ),
    Reading(
        (
            "chosen",
            "chosen_found",
            "chosen_log",
            "chosen_missing",
            "chosen_total",
            "chosen_kept",
            "chosen_run",
            "acts",
            "pairs",
        ),
        _chosen,
    ),
    Reading(("reverse",), _used),
    Reading(("window",), _around),
    Reading(("document",), _document),
    Reading(("speech", "quotation", "frame"), _speech),
    Reading(("numbers", "facts"), _numbers),
    Reading(("words",), _length),
    Reading(("near",), _beside),
    Reading(("article",), _article),
    Reading(("used",), _fits),
    Reading(("ordered",), _order),
)
"""Every column of the two models stands in one reading, but ``own``: it is the first model's answer, made of the others."""
LIMITED = (Reading(("limit",), _limit), Reading(("doubt",), _doubt), Reading(("carried",), _carried))
"""The limits of weighing, each a row where it took or gave something."""


def weights_of(
    row: Sequence[float], models: Mapping[str, Logistic] | None = None
) -> tuple[float, dict[str, float]]:
    """Return the log-odds before looking and the weight of each column, of one model or of both in a row.

    What the second model takes from the first one's answer is handed on to the columns of that answer.
    """
    models = models or calibration()
    start, weights = _linear(models["own"], row[: len(OWN)])
    if len(row) == len(OWN):
        return start, weights
    around, model = row[len(OWN) : len(OWN) + len(CONTEXT)], models["context"]
    second, found = _linear(model, around)
    place = CONTEXT.index("own")
    per_odds = float(model.coefficients[0, place] / model.scale[place])
    clipped = around[place] - start - sum(weights.values())  # the first answer is cut at 1 in 10,000
    found["own"] = per_odds * clipped
    for name, weight in weights.items():
        found[name] = found.get(name, 0.0) + per_odds * weight
    found |= zip(LIMITS, row[len(OWN) + len(CONTEXT) :], strict=True)
    return second + per_odds * (start - float(model.mean[place])), found


def waterfall(
    row: Sequence[float],
    score: float,
    facts: Facts,
    *,
    held_down: bool,
    models: Mapping[str, Logistic] | None = None,
    made: DecisionConfig | None = None,
) -> Waterfall | None:
    """Return how a stored probability came about; None where the row belongs to other models.

    Args:
        row: The columns ``OWN`` of a further sentence of a source, or all :data:`COLUMNS`.
        score: The stored probability.
        facts: What the sentences speak of; ``values`` are filled in here.
        held_down: Whether the probability may lie below what the row gives because another passage fits better; only
            a result of this version is known to have no other reason.
        models: Those of the package where none are given.
        made: Settings whose ``refit_slope`` and ``refit_shift`` made the stored probability of that of the models.
    """
    if len(row) not in (len(OWN), len(COLUMNS)):
        return None
    facts = replace(facts, values=dict.fromkeys(COLUMNS, 0.0) | dict(zip(COLUMNS, row, strict=False)))
    start, weights = weights_of(row, models)
    total = start + sum(weights.values())
    made = made or DecisionConfig()
    kept = round(refit(round(probability_of(total), DIGITS), made), DIGITS) == round(score, DIGITS)
    aim = total if kept else _odds(unfit(score, made))
    missing = aim - total
    held = missing < -ALIEN and held_down
    if abs(missing) > ALIEN and not held:
        return None
    rows = sorted(_rows(READINGS, facts, weights), key=lambda item: -abs(item[1]))
    limits = [item for item in _rows(LIMITED, facts, weights) if abs(item[1]) > ALIEN]
    if held:
        limits.append(("Another passage fits better: this one cannot stand above it", missing))
    if (made.refit_slope, made.refit_shift) != (1, 0):
        limits.append(("Refitted to labels of your own", _odds(score) - aim))
        aim = _odds(score)
    shown = rows[: MOST - 1 - len(limits)]
    left = len(rows) - len(shown)
    rest = aim - start - sum(weight for _, weight in (*shown, *limits))
    return _stacked(start, [*shown, (f"All the rest: {left} smaller readings", rest), *limits], score)


def _rows(readings: Sequence[Reading], facts: Facts, weights: Mapping[str, float]) -> list[tuple[str, float]]:
    """Return what each reading says and weighs, of those whose columns were read."""
    return [
        (reading.says(facts), sum(weights.get(name, 0.0) for name in reading.columns))
        for reading in readings
        if reading.columns[0] in weights
    ]


def _stacked(start: float, rows: Sequence[tuple[str, float]], score: float) -> Waterfall:
    so_far, weights = start, []
    for says, odds in rows:
        so_far += odds
        weights.append(Weight(says, odds, probability_of(so_far)))
    return Waterfall(probability_of(start), tuple(weights), score)


def _linear(model: Logistic, row: Sequence[float]) -> tuple[float, dict[str, float]]:
    """Return the intercept of a model of two classes and the weight of each column."""
    weights = (np.asarray(row, dtype=np.float64) - model.mean) / model.scale * model.coefficients[0]
    return float(model.intercept[0]), dict(zip(model.columns, weights.tolist(), strict=True))


def _odds(probability: float) -> float:
    edge = 0.5 * 10**-DIGITS
    clipped = min(max(probability, edge), 1 - edge)
    return math.log(clipped / (1 - clipped))
