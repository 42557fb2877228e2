"""The rules in the order they are asked, as questions a reader can follow, with what each said about one sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from provenance.claim import RULES, Case, copies, given, needed, outdone, rivals, witness
from provenance.records import Evidence

Outcome = Literal["answered", "no", "not asked"]


@dataclass(frozen=True, slots=True)
class Asked:
    """One rule: its name, its question in full and in short, whether it answered, and why or why not ("" if not asked)."""

    rule: str
    question: str
    short: str
    outcome: Outcome
    because: str = ""


def asked(case: Case) -> tuple[Asked, ...]:
    """Return every rule in order: those that had no answer and why, the one that answered, those not asked any more."""
    found: list[Asked] = []
    answered = False
    for rule in RULES:
        name = rule.__name__
        question, short, why_not = QUESTIONS[name]
        ruling = None if answered else rule(case)
        if answered:
            found.append(Asked(name, question, short, "not asked"))
        elif ruling is None:
            found.append(Asked(name, question, short, "no", why_not(case)))
        else:
            answered = True
            found.append(Asked(name, question, short, "answered", ruling.verdict.why))
    return tuple(found)


def _prose(case: Case) -> str:
    return f"it is {LINE_NAMES.get(case.segment.kind, case.segment.kind)}"


def _unsearched(case: Case) -> str:
    """Return that no dispatch was searched where that is known, else nothing: it explains every "no" about dispatches."""
    search = case.searched
    return "no dispatch was searched" if search.recorded and not search.searched.documents else ""


def _background(case: Case) -> str:
    holders = [item for item in case.evidence if copies(item, likely=case.config.likely)]
    days = {(item.published or item.doc)[:10] for item in holders}
    if not days:
        return _unsearched(case) or "no dispatch holds it nearly word for word"
    if len(days) < case.config.stock_days:
        few = f"{len(days)} day{'s' * (len(days) > 1)}"
        return f"it stands nearly word for word in dispatches of {few}; {case.config.stock_days} days make it background"
    return "the article follows one of the dispatches that hold it"


def _common(case: Case) -> str:
    best = case.best("wire")
    if best is None or best.score < needed(case):
        return _unsearched(case) or "no dispatch holds it well enough"
    if case.speech.share >= case.config.speech_share:
        return "most of it is speech, which is open to all"
    if not rivals(best, case.evidence, likely=case.config.likely, alike=case.config.alike):
        return "no dispatch of another agency holds as much of it"
    return f"fewer than {case.config.frame_words} words of narration are left to compare"


def _own(case: Case) -> str:
    if not case.itself:
        return "it does not speak of the outlet"
    if case.speech.quoted >= case.config.spoken_words and witness(case) is not None:
        return f"it does (“{case.itself}”), but its quotation stands elsewhere too"
    return f"it does (“{case.itself}”), but a source has its words nearly as they stand"


def _joint(case: Case) -> str:
    if not case.announced:
        return "no source of it announces a document, as the article would have to as well"
    return "its sources that announce a document do not hold it alike"


def _passage(what: str, *roles: str) -> Callable[[Case], str]:
    """Return why no passage of some roles names a source: there is none, it may not count, or it is too unlikely."""

    def why(case: Case) -> str:
        found = [item for item in case.evidence if item.role in roles]
        if not found:
            none = f"no passage of {what} came near"
            return (_unsearched(case) or none) if "wire" in roles else none
        best = case.best(*roles)
        if best is None:
            nearest = max(found, key=lambda item: item.score)
            return f"the nearest, {_name(nearest)} at {nearest.score:.2f}, may not count: {_weak(case)}"
        if "wire" in roles and best.score >= needed(case) and outdone(case, best):
            return f"the best, {_name(best)} at {best.score:.2f}, is only possible, and another article has it almost word for word"
        more = ", for its speech stands elsewhere too" if needed(case) > case.config.threshold else ""
        return f"the best, {_name(best)}, is at {_below(best.score, needed(case))}; {needed(case):.2f} is needed{more}"

    return why


def _told(case: Case) -> str:
    if given(case) is None:
        return _unsearched(case) or "no dispatch says that its words were said to one agency alone"
    return _speech(case)


def _weak(case: Case) -> str:
    if case.speech.alone(case.config):
        return "around the speech too little narration is left, and nothing beside it comes from there"
    return "the words in common are too few to show that one text rests on the other"


def _credit(case: Case) -> str:
    if case.segment.kind == "headline":
        return "a credit of the text never covers a headline"
    if not case.credit:
        return "no credit in force covers it"
    return f"dispatches of {' and '.join(case.credit)} explain enough of the article: this was looked for, not found"


def _speech(case: Case) -> str:
    if witness(case) is None:
        return (
            "no passage holds enough of its quoted words" if case.speech.quoted else "nothing in it is quoted"
        )
    return f"{case.speech.quoted} of its words are quoted; {case.config.spoken_words} are needed"


def _always(_: Case) -> str:
    return ""


def _name(item: Evidence) -> str:
    return item.agency or item.doc


def _below(score: float, needed: float) -> str:
    """Return a probability that lies below another with as many decimals as show it."""
    return f"{score:.2f}" if f"{score:.2f}" != f"{needed:.2f}" else f"{score:.4f}"


def _translation(case: Case) -> str:
    if case.translated is not None:
        return "its words are somebody's speech, which others may have translated too"
    return (
        _unsearched(case)
        or "no dispatch in another language is a translation of it, or none was compared by meaning"
    )


LINE_NAMES = {
    "body": "body text",
    "deck": "a deck",
    "subhead": "a subhead",
    "headline": "a headline",
    "caption": "a caption",
    "credit": "a credit line",
    "furniture": "page furniture",
    "table": "a table",
}
"""What a line of each kind is called in a sentence."""
QUESTIONS: dict[str, tuple[str, str, Callable[[Case], str]]] = {
    "no_origin": ("Is it a credit, page furniture or a table, which are never judged?", "not prose", _prose),
    "caption": ("Is it a caption, judged by its own words alone?", "caption", _prose),
    "own": ("Does the outlet speak of its own work?", "the outlet's own work", _own),
    "background": ("Is it background that everybody prints?", "stock background", _background),
    "joint": ("Is it a document that others print as well?", "a joint statement", _joint),
    "common": ("Do dispatches of several agencies hold it alike?", "several agencies", _common),
    "told": ("Was it said to one agency alone?", "said to one agency", _told),
    "match": ("Does a dispatch at hand explain it?", "a dispatch at hand", _passage("a dispatch", "wire")),
    "translation": (
        "Does a dispatch in another language tell the same?",
        "a translated dispatch",
        _translation,
    ),
    "reprint": (
        "Does another page, which credits an agency, have it?",
        "a credited page",
        _passage("a credited page", "reprint"),
    ),
    "credit": ("Does the page's own credit cover it?", "the page's own credit", _credit),
    "shared": (
        "Has another outlet the same account?",
        "another outlet",
        _passage("another article", "article"),
    ),
    "speech_elsewhere": ("Do others quote the same words?", "public speech", _speech),
    "nothing": ("Did none of these answer?", "nothing found", _always),
}
"""One question, a few words for it, and one reason for "no" a rule of :data:`provenance.claim.rules.RULES`."""
