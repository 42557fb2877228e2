"""The waterfall measured: bars on a scale that is even in odds, so that a weight is as long wherever it stands."""

from __future__ import annotations

import math

from provenance.contract import PERCENT
from provenance.contract import percent as written
from provenance.explanation import Waterfall, Weight
from provenance.match import log_odds
from provenance.show.explained.model import Bar, Weights

SPAN = 3.0
"""Least log-odds from the middle to either end of the scale: about 5 and 95 in 100; more where a row goes beyond."""
AIR = 1.06
"""How much wider than its widest row a scale is."""
TICKS = (0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999)
APART = 0.13
"""Least share of the scale between two labels."""
EDGE = 0.03
"""Least share of the scale between a label and an end."""
MOST = 999
"""The largest factor that is written out."""


def weights(found: Waterfall) -> Weights:
    """Return a waterfall with its places on the scale."""
    span = AIR * max(
        SPAN, *(abs(log_odds(place)) for place in (found.before, *(row.after for row in found.weights)))
    )

    def at(probability: float) -> float:
        return (log_odds(probability) + span) / (2 * span)

    bars, before = [], found.before
    for weight in found.weights:
        bars.append(_bar(weight, at(before), at(weight.after)))
        before = weight.after
    start = Bar(
        "Before looking",
        "where every passage starts",
        0.0,
        at(found.before),
        at(found.before),
        percent(found.before),
    )
    title = f"From {percent(found.before)} to {percent(found.after)}"
    return Weights(title, _ticks(span), start, tuple(bars), percent(found.after))


def _bar(weight: Weight, start: float, end: float) -> Bar:
    places = [place for place in (weight.says.find("; "), weight.says.find(": ")) if place > 0]
    cut = min(places, default=len(weight.says))
    return Bar(weight.says[:cut], weight.says[cut + 2 :], weight.odds, start, end, percent(weight.after))


def _ticks(span: float) -> tuple[tuple[float, str], ...]:
    """Return the labels that fit on the scale, from the middle outwards."""
    kept: list[tuple[float, str]] = []
    for tick in sorted(TICKS, key=lambda value: abs(value - 0.5)):
        place = (log_odds(tick) + span) / (2 * span)
        if EDGE <= place <= 1 - EDGE and all(abs(place - other) >= APART for other, _ in kept):
            kept.append((place, percent(tick)))
    return tuple(sorted(kept))


def factor(odds: float, *, times: str = "×", over: str = "÷") -> str:
    """Return a weight as the factor of the odds that it is.

    >>> factor(1.1), factor(-0.53), factor(0.05)
    ('× 3.0', '÷ 1.7', '× 1.05')
    """
    size = math.exp(abs(odds))
    sign = times if odds >= 0 else over
    if size >= MOST:
        return f"{sign} >{MOST}"
    return f"{sign} {size:.{0 if size >= 10 else 1 if size >= 1.15 else 2}f}"


def percent(probability: float) -> str:
    """Return a probability in per cent: never 0 and never 100, for nothing is certain.

    >>> percent(0.72), percent(0.0002), percent(0.995)
    ('72\u202f%', '<0.1\u202f%', '99.5\u202f%')
    """
    value = 100 * probability
    if not 0.1 <= value <= 99.9:
        return ("<0.1" if value < 1 else ">99.9") + PERCENT
    return written(probability, 0 if 1 <= value <= 99 else 1)


def probability(confidence: float) -> str:
    """Return a probability as it may be said: never 0.00 and never 1.00.

    >>> probability(0.718), probability(0.999), probability(0.001)
    ('0.72', 'above 0.99', 'below 0.01')
    """
    if confidence >= 0.995:
        return "above 0.99"
    return "below 0.01" if confidence < 0.005 else f"{confidence:.2f}"
