"""One article as plain data: everything that a renderer writes, in the order in which it stands on the page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from provenance.records import ORIGIN_KINDS, Annotation, Evidence, Finding
from provenance.view._audit import audit, body, counts, limits, searched, verdict_sentence
from provenance.view._passages import Sharing, passage
from provenance.view._runs import HALF, kept_share, sentence_runs
from provenance.view._times import in_words
from provenance.view._words import (
    CERTAINTY,
    KIND_NOTES,
    LOOKS,
    badge,
    count,
    listed,
    look_of,
    show,
    slug,
    title_of,
    units,
)
from provenance.view.steps import steps

LEADS = {"c": "Credited.", "q": "Public words.", "n": "Nothing found."}
NOT_OWN = "This does not show that the sentence is the outlet’s own."
DRIFT = {
    "number": "Number",
    "name": "Name",
    "quote": "Quotation",
    "attribution": "Attribution",
    "hedge": "Hedge",
}


def article_view(
    annotation: Annotation, *, key: str | None = None, sharing: Sharing | None = None, level: int = 1
) -> dict[str, Any]:
    """Return one article as plain JSON-able data, the only input of every renderer.

    Args:
        annotation: The decided article; its ``sources`` give the passages their context.
        key: The prefix of every id on the page; by default a slug of the article's id, so that links stay stable.
        sharing: What of other people's text may be shown; by default what the run's settings say.
        level: The level of the article's heading on its page (1-4).
    """
    key = key or f"pv-{slug(annotation.document.id)}"
    sharing = sharing or sharing_of(annotation)
    findings = annotation.findings
    longest = max((f.segment.end - f.segment.start for f in findings), default=1)
    sentences, panels, number = [], [], 0
    for index, finding in enumerate(findings, start=1):
        look = look_of(finding)
        own_panel = look.key not in "nx" or bool(finding.evidence and look.key == "n") or bool(finding.review)
        number += look.key not in "nx"
        sentence = _sentence(annotation, finding, key, index, number, longest)
        sentence["panel"] = "" if look.key == "x" else f"{key}-e{index if own_panel else 0}"
        sentences.append(sentence)
        if own_panel and look.key != "x":
            panels.append(_panel(annotation, finding, sentence, sharing))
    if any(sentence["panel"] == f"{key}-e0" for sentence in sentences):
        panels.insert(0, _nothing(annotation, key))
    return (
        {"type": "article", "format": "provenance-view/1", "key": key, "level": level}
        | _head(annotation)
        | {
            "paragraphs": _paragraphs(findings, sentences),
            "panels": panels,
            "table": [_table_row(sentence) for sentence in sentences if sentence["class"] != "x"],
            "limits": limits(annotation),
            "parameters": parameters(annotation),
        }
    )


def sharing_of(annotation: Annotation) -> Sharing:
    """Return the sharing rule that the run's settings state."""
    table = annotation.run.config.get("report")
    if not isinstance(table, dict):
        return Sharing()
    return Sharing(bool(table.get("withhold", False)), int(table.get("fragment_words", 12)))


def _head(annotation: Annotation) -> dict[str, Any]:
    document = annotation.document
    found = counts(body(annotation))
    absent = [LOOKS[key] for key in ("w", "e", "c", "sh", "r", "q") if not found[key]]
    labels = listed([f"{look.label[0].lower()}{look.label[1:]} ({look.tag})" for look in absent])
    agencies: dict[str, int] = {}
    for finding in body(annotation):
        if finding.verdict.agency:
            agencies[finding.verdict.agency] = agencies.get(finding.verdict.agency, 0) + 1
    return {
        "id": show(document.id),
        "outlet": show(document.outlet or ""),
        "published": in_words(document.published),
        "heading": show(heading(annotation)),
        "source": show(document.source or ""),
        "verdict": verdict_sentence(annotation),
        "audit": audit(annotation),
        "legend": [_legend(key, number) for key, number in found.items() if number or key == "n"],
        "legendNote": f"Counts are of body sentences.{f' None here is: {labels}.' if absent else ''}",
        "partKey": bool(found["e"]),
        "agencies": [
            {"name": show(name), "badge": badge(name), "count": number}
            for name, number in sorted(agencies.items(), key=lambda item: (-item[1], item[0]))
        ],
        "notes": [show(note) for note in document.notes],
    }


def heading(annotation: Annotation) -> str:
    """Return the title as stated, else the headline read from the text, else the id."""
    document = annotation.document
    if document.title:
        return document.title
    lines = (
        document.text[f.segment.start : f.segment.end]
        for f in annotation.findings
        if f.segment.kind == "headline"
    )
    return next(lines, document.id)


def _legend(key: str, number: int) -> dict[str, Any]:
    look = LOOKS[key]
    return {"class": key, "tag": look.tag, "label": look.label, "count": number, "on": key != "n"}


def _sentence(
    annotation: Annotation, finding: Finding, key: str, index: int, number: int, longest: int
) -> dict[str, Any]:
    look, verdict, segment = look_of(finding), finding.verdict, finding.segment
    text = annotation.document.text
    agency = verdict.agency if look.key not in "nxq" else None
    blocks = finding.evidence[0].blocks if finding.evidence else ()
    whole = look.key in ("e", "sh") and kept_share(text, segment.start, segment.end, blocks) >= HALF
    mark = f" {agency}" if agency else ""
    return {
        "id": f"{key}-s{index}",
        "n": index,
        "class": look.key,
        "tag": look.tag,
        "spoken": f"[{title_of(finding)}{', ' + show(agency) if agency else ''}{_by_hand(finding)}] ",
        "title": title_of(finding),
        "agency": show(agency or ""),
        "badge": badge(agency),
        "certainty": verdict.certainty or "" if look.key not in "nx" else "",
        "edit": verdict.edit or "" if look.key not in "nxq" else "",
        "number": number if look.key not in "nx" else 0,
        "mark": show(f"{mark} {number}") if look.key not in "nx" else "",
        "hand": bool(finding.review),
        "kind": segment.kind,
        "units": units(segment.end - segment.start, longest),
        "runs": sentence_runs(text, finding, whole),
        "steps": steps(finding, annotation.run.config),
    }


def _by_hand(finding: Finding) -> str:
    return f"; set by hand to {finding.review.origin or 'not body text'}" if finding.review else ""


def _paragraphs(findings: Sequence[Finding], sentences: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    shown = []
    pairs = zip(findings, sentences, strict=True)
    for (_, kind), group in groupby(
        pairs, key=lambda pair: (pair[0].segment.paragraph, pair[0].segment.kind)
    ):
        prose = kind in ORIGIN_KINDS
        shown.append(
            {"kind": kind, "note": KIND_NOTES[kind], "prose": prose, "sentences": [s for _, s in group]}
        )
    return shown


def _nothing(annotation: Annotation, key: str) -> dict[str, Any]:
    panel = _panel_base(f"{key}-e0", "n", "N", LOOKS["n"].title)
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


def _panel(
    annotation: Annotation, finding: Finding, sentence: dict[str, Any], sharing: Sharing
) -> dict[str, Any]:
    look, verdict = look_of(finding), finding.verdict
    main = leading(finding)
    panel = _panel_base(sentence["panel"], look.key, look.tag, sentence["title"])
    passages = [passage(annotation, finding, main, sharing)] if main else []
    plain = (
        bool(passages)
        and passages[0]["diff"] is None
        and not passages[0]["same"]
        and look.key in ("e", "r", "sh", "n")
    )
    text = annotation.document.text[finding.segment.start : finding.segment.end]
    others = [other for other in finding.evidence if other is not main]
    near = look.key == "n"
    return panel | {
        "number": sentence["number"],
        "lead": LEADS.get(look.key) or CERTAINTY.get(verdict.certainty or "", ""),
        "why": show(verdict.why) + (f" {NOT_OWN}" if near else ""),
        "passages": [
            p
            | ({"head": "Nearest passage, below the threshold", "diff": None, "same": False} if near else {})
            for p in passages
        ],
        "others": [_brief(passage(annotation, finding, other, sharing)) for other in others],
        "othersNote": ""
        if others or near or not main
        else f"Nothing else above the floor {searched(annotation)}.",
        "text": show(text) if plain else None,
        "facts": _facts(annotation, finding, sharing),
    }


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
    kept = ("doc", "name", "badge", "when", "lag", "side", "hit", "note", "alert", "version")
    return {key: passage_view[key] for key in kept} | {"before": "", "after": ""}


def _facts(annotation: Annotation, finding: Finding, sharing: Sharing) -> list[dict[str, str]]:
    facts = []
    source = next((annotation.sources.get(e.doc) for e in finding.evidence[:1]), None)
    for drift in finding.drift:
        there = source.text[drift.source_start : drift.source_end] if source and not sharing.withhold else ""
        here = annotation.document.text[drift.start : drift.end]
        words = f"{show(drift.note)}" + (f" (“{show(there)}” there, “{show(here)}” here)" if there else "")
        facts.append({"what": f"{DRIFT[drift.kind]} differs", "text": words, "alert": "yes"})
    for quote in finding.quotes:
        if quote.speaker:
            facts.append(
                {
                    "what": "Speaker",
                    "text": show(f"{quote.speaker}{f' ({quote.cue})' if quote.cue else ''}"),
                    "alert": "",
                }
            )
    if finding.review:
        note = "; ".join(filter(None, [finding.review.reason, finding.review.note]))
        said = f"{finding.review.origin or 'not body text'}, by {finding.review.coder}, {in_words(finding.review.time)}"
        facts.append(
            {"what": "Set by hand", "text": show(f"{said}{f': {note}' if note else ''}"), "alert": ""}
        )
    return facts


def _table_row(sentence: dict[str, Any]) -> dict[str, Any]:
    text = "".join(run["t"] for run in sentence["runs"])
    short = text if len(text) <= 72 else text[:70].rsplit(" ", 1)[0] + " …"
    row = {key: sentence[key] for key in ("n", "tag", "title", "agency", "certainty", "id")}
    return row | {"text": short, "kind": KIND_NOTES[sentence["kind"]] or "body"}


def parameters(annotation: Annotation) -> list[list[str]]:
    """Return version, settings hash and every setting that decides, as name and value."""
    run = annotation.run
    rows = [
        ["Version", show(run.version)],
        ["Settings (SHA-256)", run.config_sha256[:16]],
        ["Text (SHA-256)", annotation.document.sha256[:16]],
    ]
    for section in ("decision", "retrieval", "alignment", "report"):
        table = run.config.get(section)
        if isinstance(table, dict):
            rows += [[f"{section}.{name}", show(str(value))] for name, value in table.items()]
    if annotation.archive.documents:
        rows.append(
            [
                "Archive",
                f"{count(annotation.archive.documents, 'item')}, {count(annotation.archive.sentences, 'sentence')}",
            ]
        )
    return rows
