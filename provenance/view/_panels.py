"""The evidence panel of a sentence: what, certainty and why, times, passage, difference, facts, other places."""

from __future__ import annotations

from typing import Any

from provenance.records import Annotation, Evidence, Finding
from provenance.view._audit import searched
from provenance.view._passages import Places, Sharing, passage
from provenance.view._runs import words
from provenance.view._times import in_words
from provenance.view._words import CERTAINTY, LOOKS, count, look_of, show

LEADS = {"c": "Credited.", "q": "Public words.", "n": "Not enough."}
NEAREST: dict[str, Any] = {"head": "Nearest passage, below the threshold", "diff": None, "same": False}
NOT_OWN = "This does not show that the sentence is the outlet’s own."
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


def nothing_panel(annotation: Annotation, key: str) -> dict[str, Any]:
    """Return the one panel of all sentences for which nothing was found."""
    panel = _panel_base(f"{key}-e0", "n", LOOKS["n"].tag, LOOKS["n"].title)
    lead = (
        f"Nothing found {searched(annotation)}."
        if annotation.archive.documents
        else "Nothing found; no archive was searched."
    )
    return panel | {"lead": lead, "why": NOT_OWN}


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
    }


def evidence_panel(
    annotation: Annotation,
    finding: Finding,
    sentence: dict[str, Any],
    sharing: Sharing,
    places: Places | None = None,
) -> dict[str, Any]:
    """Return the panel of one sentence."""
    look, verdict = look_of(finding), finding.verdict
    main = leading(finding)
    weak = look.key in ("n", "c")
    if weak and main and not _worth_showing(main):
        main = None
    passages = [passage(annotation, finding, main, sharing, places)] if main else []
    if weak:
        passages = [shown | NEAREST for shown in passages]
    plain = any(shown["diff"] is None and not shown["same"] for shown in passages) and look.key != "q"
    others = [other for other in finding.evidence if other is not main and _also_found(other)][:OTHERS]
    why = [
        show(verdict.why),
        _kept(annotation, finding, main) if not weak else "",
        NOT_OWN if look.key == "n" else "",
    ]
    return _panel_base(sentence["panel"], look.key, look.tag, sentence["title"]) | {
        "number": sentence["number"],
        "lead": LEADS.get(look.key) or CERTAINTY.get(verdict.certainty or "", ""),
        "why": " ".join(filter(None, why)),
        "passages": passages,
        "others": [_brief(passage(annotation, finding, other, sharing, places)) for other in others],
        "othersNote": "" if others or weak or not main else f"Nothing else matches {searched(annotation)}.",
        "text": show(annotation.document.text[finding.segment.start : finding.segment.end])
        if plain
        else None,
        "facts": [
            *([] if weak else _drift(annotation, finding, sharing)),
            *_speakers(finding),
            *_by_hand(finding),
        ],
    }


def _kept(annotation: Annotation, finding: Finding, evidence: Evidence | None) -> str:
    """Return how many words stand in the source, in order."""
    if evidence is None or look_of(finding).key == "q":
        return ""
    text, segment = annotation.document.text, finding.segment
    total = words(text[segment.start : segment.end])
    kept = sum(words(text[a:b]) for a, b, _, _ in evidence.blocks)
    if kept >= total:
        return f"All {total} words, in the same order."
    return f"{kept} of {count(total, 'word')} stand there in the same order."


def leading(finding: Finding) -> Evidence | None:
    """Return the evidence that the verdict rests on: the best of the fitting role, else the best."""
    wanted = {"wire": ("wire", "reprint"), "shared": ("article",)}.get(finding.verdict.origin or "", ())
    fitting = [
        evidence
        for evidence in finding.evidence
        if evidence.role in wanted and finding.verdict.agency in (None, evidence.agency)
    ]
    return next(iter(fitting or finding.evidence), None)


def _brief(passage_view: dict[str, Any]) -> dict[str, Any]:
    """Return a passage without its context and difference, for the list of other places."""
    kept = ("doc", "name", "badge", "when", "lag", "side", "hit", "note", "alert", "version", "href")
    return {key: passage_view[key] for key in kept} | {"before": "", "after": ""}


def _drift(annotation: Annotation, finding: Finding, sharing: Sharing) -> list[dict[str, str]]:
    facts = []
    for drift in finding.drift:
        owner = next((evidence.doc for evidence in finding.evidence if drift in evidence.drift), None)
        source = annotation.sources.get(owner) if owner and not sharing.withhold else None
        there = source.text[drift.source_start : drift.source_end] if source else ""
        here = annotation.document.text[drift.start : drift.end]
        change = f"“{there}” there, “{here}” here. " if there and there not in drift.note else ""
        said = f"“{here}” here; the other words are withheld" if sharing.withhold else change + drift.note
        facts.append({"what": f"{DRIFT[drift.kind]} differs", "text": show(said), "alert": "yes"})
    return facts


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
