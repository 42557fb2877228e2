"""How a probability came about: what each reading of the two texts added or took away, on the scale of log-odds.

The models see some thirty numbers of a match, many of which say nearly the same. They are shown as a dozen readings, each
a sentence about this text; the weight of a reading is the sum over its columns, of both models, so that the weights add up
from the intercept to the probability that was stored.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from provenance.match import CONTEXT, OWN, Logistic, calibration

MOST = 7
"""Rows of a waterfall: the last one sums up the rest."""
DIGITS = 4
"""Decimals of the stored probability."""
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
    if facts.values["spread"] > 0.05:
        return "More of it stands in the sentences beside the passage"
    return f"{_percent(facts.values['window'])} of its telling words stand in or beside the passage"


def _document(facts: Facts) -> str:
    if facts.values["elsewhere"] > 0.05:
        return "Some of its words stand elsewhere in the source"
    return "The source has nothing more of it elsewhere"


def _speech(facts: Facts) -> str:
    if facts.values["quotation"] <= 0:
        return "No speech in it"
    return f"{_percent(facts.values['speech'])} of its quoted words stand there"


def _numbers(facts: Facts) -> str:
    share = facts.values["numbers"]
    if share == 0.5:
        return "No numbers to compare, or half of them the same"
    return "Its numbers stand there too" if share > 0.5 else "Its numbers do not stand there"


def _length(facts: Facts) -> str:
    return f"A sentence of {facts.words} word{'' if facts.words == 1 else 's'}"


def _beside(facts: Facts) -> str:
    before, after = facts.values["after_previous"] > 0.5, facts.values["before_next"] > 0.5
    if before or after:
        which = "before and after" if before and after else "before" if before else "after"
        return f"The sentence {which} stands beside it in the same source too"
    if facts.values["better_neighbour"] > 0.5:
        return "A sentence beside it comes from the same source"
    return "The sentences beside it do not come from this source"


def _article(facts: Facts) -> str:
    return f"{_percent(facts.values['article'])} of the rest of the article comes from the same source"


def _fits(facts: Facts) -> str:
    if facts.values["used"] > 0.05:
        return "Another sentence of the article fits the passage better"
    return "No other sentence of the article fits the passage better"


def _place(facts: Facts) -> str:
    if facts.values["headline"]:
        return "It is a headline"
    third = ("near the top", "in the middle", "near the end")[min(2, int(3 * facts.values["position"]))]
    return f"It stands {third} of the article"


def _rival(facts: Facts) -> str:
    if facts.values["rival"] > 0.05:
        return "Another source explains more of the article"
    return "No source explains more of the article"


READINGS = (
    Reading(("coverage", "narration", "run", "containment", "shared", "both"), _words),
    Reading(("reverse",), _used),
    Reading(("window", "spread"), _around),
    Reading(("document", "elsewhere"), _document),
    Reading(("speech", "quotation", "frame"), _speech),
    Reading(("numbers",), _numbers),
    Reading(("words",), _length),
    Reading(
        ("better_neighbour", "worse_neighbour", "near", "wide", "after_previous", "before_next"), _beside
    ),
    Reading(("article", "together"), _article),
    Reading(("used",), _fits),
    Reading(("headline", "position"), _place),
    Reading(("rival",), _rival),
)
"""Every column of the two models stands in one reading, but ``own``: it is the first model's answer, made of the others."""


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
    second, found = _linear(models["context"], row)
    model, place = models["context"], CONTEXT.index("own")
    per_odds = float(model.coefficients[0, place] / model.scale[place])
    clipped = row[place] - start - sum(weights.values())  # the first answer is cut at 1 in 10,000
    found["own"] = per_odds * clipped
    for name, weight in weights.items():
        found[name] += per_odds * weight
    return second + per_odds * (start - float(model.mean[place])), found


def waterfall(
    row: Sequence[float],
    score: float,
    facts: Facts,
    *,
    held_down: bool,
    models: Mapping[str, Logistic] | None = None,
) -> Waterfall | None:
    """Return how a stored probability came about; None where the row belongs to other models.

    Args:
        row: The columns ``OWN`` of a further sentence of a source, or ``CONTEXT``.
        score: The stored probability.
        facts: What the sentences speak of; ``values`` are filled in here.
        held_down: Whether the probability may lie below what the row gives because another passage fits better; only
            a result of this version is known to have no other reason.
        models: Those of the package where none are given.
    """
    if len(row) not in (len(OWN), len(CONTEXT)):
        return None
    facts = replace(facts, values=dict.fromkeys(CONTEXT, 0.0) | dict(zip(CONTEXT, row, strict=False)))
    start, weights = weights_of(row, models)
    total = start + sum(weights.values())
    aim = total if round(_probability(total), DIGITS) == score else _odds(score)
    missing = aim - total
    held = missing < -ALIEN and held_down
    if abs(missing) > ALIEN and not held:
        return None
    rows = [
        (reading.says(facts), sum(weights.get(name, 0.0) for name in reading.columns))
        for reading in READINGS
        if reading.columns[0] in weights
    ]
    rows.sort(key=lambda item: -abs(item[1]))
    shown = rows[: MOST - 1 - held]
    if held:
        shown.append(("Another passage fits better: this one cannot stand above it", missing))
    rest = aim - start - sum(weight for _, weight in shown)
    shown.append((f"All the rest: {len(rows) - len(shown) + held} smaller readings", rest))
    return _stacked(start, shown, score)


def _stacked(start: float, rows: Sequence[tuple[str, float]], score: float) -> Waterfall:
    so_far, weights = start, []
    for says, odds in rows:
        so_far += odds
        weights.append(Weight(says, odds, _probability(so_far)))
    return Waterfall(_probability(start), tuple(weights), score)


def _linear(model: Logistic, row: Sequence[float]) -> tuple[float, dict[str, float]]:
    """Return the intercept of a model of two classes and the weight of each column."""
    weights = (np.asarray(row, dtype=np.float64) - model.mean) / model.scale * model.coefficients[0]
    return float(model.intercept[0]), dict(zip(model.columns, weights.tolist(), strict=True))


def _probability(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))


def _odds(probability: float) -> float:
    edge = 0.5 * 10**-DIGITS
    clipped = min(max(probability, edge), 1 - edge)
    return math.log(clipped / (1 - clipped))


def _percent(share: float) -> str:
    return f"{round(100 * max(0.0, share))} %"
