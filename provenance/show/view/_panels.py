"""The evidence panel of a sentence: what, certainty and why, times, passage, difference, facts, other places."""

from __future__ import annotations

from typing import Any

from provenance.records import Annotation, Drift, Evidence, Finding
from provenance.show.statements import said, say
from provenance.show.statements.facts import Reach, SentenceFacts
from provenance.show.view._audit import searched
from provenance.show.view._facts import credits_text, reach_of
from provenance.show.view._passages import Places, Sharing, passage, passage_facts
from provenance.show.view._runs import changed_words, reading, words
from provenance.show.view._times import in_words
from provenance.show.view._words import LOOKS, lang, listed, look_of, show

DRIFT = {
    "number": "Number",
    "name": "Name",
    "quote": "Quotation",
    "attribution": "Attribution",
    "hedge": "Hedge",
}
NEAR = 0.2
"""A passage below this probability is not shown as the nearest: it would be noise."""


ALSO = 0.5
"""Another place is named from this probability."""
_WEAK = ("n", "c")
"""Classes that rest on no passage: the nearest one is shown as such."""
OTHERS = 3
"""Other places shown beside the one that the verdict rests on."""


def _worth_showing(evidence: Evidence) -> bool:
    return evidence.score >= NEAR or evidence.quoted >= 0.5


def _also_found(evidence: Evidence) -> bool:
    return evidence.score >= ALSO or evidence.quoted >= 0.9


def has_panel(finding: Finding) -> bool:
    """Tell whether a finding has evidence of its own to show."""
    key = look_of(finding).key
    if key == "n":
        return bool(finding.review) or any(map(_worth_showing, finding.evidence))
    return key != "x"


def nothing_panel(reach: Reach, key: str) -> dict[str, Any]:
    """Return the one panel of all sentences for which nothing was found."""
    facts = SentenceFacts("n", "nothing", reach)
    return _panel_base(f"{key}-e0", "n", "N", LOOKS["n"].title) | {
        "lead": say("lead", facts),
        "why": _why(facts),
    }


def _why(facts: SentenceFacts) -> str:
    """Return the reason, how much was searched where nothing was found, and how many words are kept."""
    looked = f"{searched(facts.reach)}." if facts.rule == "nothing" else ""
    return " ".join(filter(None, [*said("why", facts), looked, *said("why.end", facts)]))


def _panel_base(ident: str, look: str, tag: str, title: str) -> dict[str, Any]:
    return {
        "id": ident,
        "class": look,
        "tag": tag,
        "title": title,
        "number": 0,
        "lead": "",
        "why": "",
        "passages": [],
        "others": [],
        "othersNote": "",
        "text": None,
        "facts": [],
        "lang": "",
    }


def evidence_panel(
    annotation: Annotation,
    finding: Finding,
    sentence: dict[str, Any],
    sharing: Sharing,
    places: Places | None = None,
) -> dict[str, Any]:
    """Return the panel of one sentence."""
    look, main = look_of(finding), _main(finding)
    near = main is not None and main is not finding.passage
    passages = [passage(annotation, finding, main, sharing, places)] if main else []
    if near and main:
        head = say("near.head", passage_facts(annotation, main, annotation.sources.get(main.doc), sharing))
        passages = [shown | {"head": head, "diff": None, "same": False} for shown in passages]
    others = [other for other in finding.evidence if other is not main and _also_found(other)][:OTHERS]
    facts = _facts(annotation, finding, None if near else main, near=near, others=len(others))
    return _panel_base(sentence["panel"], look.key, look.tag, sentence["title"]) | {
        "number": sentence["number"],
        "lang": lang(annotation, finding),
        "lead": say("lead", facts),
        "why": _why(facts),
        "passages": passages,
        "others": [_brief(passage(annotation, finding, other, sharing, places)) for other in others],
        "othersNote": say("others", facts),
        "text": _beside(annotation, finding, passages),
        "facts": [*_drift(annotation, finding, sharing), *_speakers(finding), *_by_hand(finding)],
    }


def _beside(annotation: Annotation, finding: Finding, passages: list[dict[str, Any]]) -> str | None:
    """Return the sentence itself where its passage shows no word by word difference: two texts, one above the other."""
    if look_of(finding).key == "q" or not any(p["diff"] is None and not p["same"] for p in passages):
        return None
    return show(annotation.document.text[finding.segment.start : finding.segment.end])


def _main(finding: Finding) -> Evidence | None:
    """Return the passage that a panel shows: what the verdict rests on, else the nearest one worth showing."""
    if look_of(finding).key in _WEAK:
        return next((evidence for evidence in finding.evidence[:1] if _worth_showing(evidence)), None)
    return finding.passage


def _facts(
    annotation: Annotation, finding: Finding, rests: Evidence | None, *, near: bool, others: int
) -> SentenceFacts:
    """Return what is known of a sentence; its words are counted once, with the finding."""
    text, verdict, reach = annotation.document.text, finding.verdict, reach_of(annotation)
    total = finding.words or words(text[finding.segment.start : finding.segment.end])
    changed = changed_words(text, reading(finding, rests)) if rests else 0
    look = look_of(finding).key
    credited = (
        [verdict.agency]
        if verdict.agency
        else sorted({name for credit in credits_text(annotation) for name in credit.agencies})
    )
    return SentenceFacts(
        look=look,
        rule=verdict.rule,
        reach=reach,
        certainty=verdict.certainty or "",
        why=show(verdict.why),
        source=show(listed(credited)),
        at_hand=not reach.recorded or not set(credited).isdisjoint(reach.agencies),
        near=near,
        shown=rests is not None and look != "q",
        others=others,
        kept=max(0, total - changed),
        words=total,
        verbatim=verdict.edit == "verbatim",
    )


def _brief(passage_view: dict[str, Any]) -> dict[str, Any]:
    """Return a passage without its context and difference, for the list of other places."""
    kept = ("doc", "name", "badge", "when", "lag", "side", "hit", "note", "alert", "version", "href", "lang")
    return {key: passage_view[key] for key in kept} | {"before": "", "after": ""}


def _drift(annotation: Annotation, finding: Finding, sharing: Sharing) -> list[dict[str, str]]:
    return [
        {
            "what": f"{DRIFT[drift.kind]} differs",
            "text": changed(annotation, finding, drift, sharing),
            "alert": "yes",
        }
        for drift in (() if look_of(finding).key in _WEAK else finding.drift)
    ]


def changed(annotation: Annotation, finding: Finding, drift: Drift, sharing: Sharing) -> str:
    """Return what differs between a sentence and its source, in words; those of the source only where they may be shown."""
    owner = next((evidence.doc for evidence in finding.evidence if drift in evidence.drift), None)
    source = annotation.sources.get(owner) if owner and not sharing.withhold else None
    there = source.text[drift.source_start : drift.source_end] if source else ""
    here = annotation.document.text[drift.start : drift.end]
    change = f"“{there}” there, “{here}” here. " if there and there not in drift.note else ""
    return show(f"“{here}” here; the other words are withheld" if sharing.withhold else change + drift.note)


def _speakers(finding: Finding) -> list[dict[str, str]]:
    said = {q.speaker: q.cue for q in finding.quotes if q.speaker}
    return [
        {"what": "Speaker", "text": show(f"{name} ({cue})" if cue else name), "alert": ""}
        for name, cue in said.items()
    ]


def _by_hand(finding: Finding) -> list[dict[str, str]]:
    review = finding.review
    if review is None:
        return []
    note = "; ".join(filter(None, [review.reason, review.note]))
    said = f"{review.origin or 'not body text'}, by {review.coder}, {in_words(review.time)}"
    return [{"what": "Set by hand", "text": show(f"{said}: {note}" if note else said), "alert": ""}]
