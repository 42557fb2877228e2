"""How sure an answer may be stated in a language: no surer than what was measured in it."""

from __future__ import annotations

from dataclasses import replace

from provenance.claim.case import Ruling
from provenance.config import DecisionConfig
from provenance.records import Certainty
from provenance.text import language

WORDS: tuple[Certainty, ...] = ("possible", "likely", "matched")
"""From the least to the most."""


def capped(ruling: Ruling, code: str | None, config: DecisionConfig) -> Ruling:
    """Return a ruling that is stated with no more certainty than its language allows."""
    level = language(code).level if code else "calibrated"
    if level in ("calibrated", "measured"):
        return ruling
    most, word = (config.unspaced, WORDS[0]) if level == "unspaced" else (config.unmeasured, WORDS[1])
    verdict = ruling.verdict
    if verdict.confidence is None or verdict.certainty is None:
        return ruling
    certainty = min(verdict.certainty, word, key=WORDS.index)
    return replace(
        ruling, verdict=replace(verdict, confidence=min(verdict.confidence, most), certainty=certainty)
    )
