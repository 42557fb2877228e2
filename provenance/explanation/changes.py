"""What would change an answer: the rules are asked again with one thing different each time."""

from __future__ import annotations

from dataclasses import replace

from provenance.claim import covering, settle
from provenance.config import Config
from provenance.page import GENERIC_NAME, text_credit
from provenance.records import Annotation, Finding, Verdict

STEP = 0.0001
"""The last digit of a stored probability."""


_BY_RULE = {
    "common": "wire copy that several agencies hold alike",
    "joint": "a joint statement that several sources print",
    "background": "background that several agencies print",
    "own": "the outlet's own work",
}
"""The answers of rules that say more than their origin."""
_BY_ORIGIN = {"shared": "shared with another outlet", "quote": "public speech", "original": "nothing found"}
_HOW = {"verbatim": "same words as", "light": "edited from", "heavy": "rewritten from"}


def answer(verdict: Verdict) -> str:
    """Return the answer in words, without its certainty."""
    if verdict.origin is None:
        return "not judged"
    if verdict.rule == "credit":
        return f"credited to {verdict.agency or 'agencies'}, not checked"
    if verdict.rule in _BY_RULE:
        return _BY_RULE[verdict.rule]
    if verdict.origin == "wire":
        return f"{_HOW.get(verdict.edit or '', 'derives from')} {verdict.agency or 'a dispatch'}"
    return _BY_ORIGIN[verdict.origin]


def changes(decided: Annotation, number: int, config: Config) -> tuple[str, ...]:
    """Return what would change the answer for one segment (its index): each was tried, but for the last."""
    finding = decided.findings[number]
    if finding.verdict.origin is None:
        return ("Nothing: a line that is no prose is never judged.",)
    found = (
        _threshold(decided, number, config),
        _without_credit(decided, number, config),
        _unchecked(finding),
        "Not tested by anything: a source that was not at hand.",
    )
    return tuple(filter(None, found))


def _threshold(decided: Annotation, number: int, config: Config) -> str:
    """Return the threshold, just beyond a probability, from which the answer is another one."""
    verdict, needed = decided.findings[number].verdict, config.decision.threshold
    for score in sorted({item.score for item in decided.findings[number].evidence}, reverse=True):
        step = round(score + STEP if score >= needed else score, 4)
        if not 0 < step <= 1:
            continue
        again = settle(decided, config=config.with_settings({"decision.threshold": step}))
        other = answer(again.findings[number].verdict)
        if other != answer(verdict):
            set_to = f"({needed:.2f} is set; --set decision.threshold={step:g})"
            if step > needed:
                return f"From a threshold of {step:g} on it would be: {other} {set_to}."
            return f"Only a threshold as low as {step:g} would turn it into: {other} {set_to}."
    return ""


def _without_credit(decided: Annotation, number: int, config: Config) -> str:
    """Return what the answer would be if the page declared nothing."""
    finding = decided.findings[number]
    if not covering(decided.credits, finding.segment, text_credit(decided.credits)):
        return ""
    other = answer(settle(replace(decided, credits=()), config=config).findings[number].verdict)
    return (
        f"Without the credits of the page it would be: {other}." if other != answer(finding.verdict) else ""
    )


def _unchecked(finding: Finding) -> str:
    """Return what would check a credit."""
    if finding.verdict.rule != "credit":
        return ""
    agency = finding.verdict.agency
    who = agency if agency and agency != GENERIC_NAME else "the agency"
    return f"Dispatches of {who} from the hours before would bear it out, or not."
