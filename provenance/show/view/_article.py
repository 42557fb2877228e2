"""One article as plain data: everything that a renderer writes, in the order in which it stands on the page."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from provenance.config import Config
from provenance.records import ORIGIN_KINDS, Annotation, Finding
from provenance.show.statements import say
from provenance.show.statements.facts import ArticleFacts
from provenance.show.view._audit import audit, brief, limits, verdict_sentence
from provenance.show.view._facts import article_facts, reach_of
from provenance.show.view._panels import evidence_panel, has_panel, nothing_panel
from provenance.show.view._passages import Places, Sharing
from provenance.show.view._runs import sentence_runs, shows_parts
from provenance.show.view._times import stated
from provenance.show.view._words import (
    KIND_NOTES,
    LOOKS,
    badge,
    count,
    lang,
    look_of,
    own_lang,
    show,
    slug,
    source_title,
    title_of,
    units,
)

LONGEST_HEADING = 110


def article_view(
    annotation: Annotation,
    *,
    key: str | None = None,
    sharing: Sharing | None = None,
    level: int = 1,
    places: Places | None = None,
) -> dict[str, Any]:
    """Return one article as plain JSON-able data, the only input of every renderer.

    Args:
        annotation: The decided article; its ``sources`` give the passages their context.
        key: The prefix of every id on the page; by default a slug of the article's id, so that links stay stable.
        sharing: What of other people's text may be shown; by default what the run's settings say.
        level: The level of the article's heading on its page (1-4).
        places: Where sentences of other articles of the same report are shown, for links to witnesses.
    """
    key = key or f"pv-{slug(annotation.document.id)}"
    sharing = sharing or sharing_of(annotation)
    sentences, panels = _sentences(annotation, key, sharing, places)
    facts = article_facts(annotation)
    return (
        {"type": "article", "format": "provenance-view/1", "key": key, "level": level}
        | _head(annotation, facts)
        | {
            "paragraphs": _paragraphs(annotation.findings, sentences),
            "panels": panels,
            "table": [_table_row(sentence) for sentence in sentences if sentence["class"] != "x"],
            "limits": limits(facts.reach),
            "parameters": parameters(annotation) if level == 1 else [],
        }
    )


def _sentences(
    annotation: Annotation, key: str, sharing: Sharing, places: Places | None
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return every sentence and the panels they open, the shared panel of "nothing found" first."""
    findings = annotation.findings
    longest = max((f.segment.end - f.segment.start for f in findings), default=1)
    sentences: list[dict[str, Any]] = []
    panels: list[dict[str, Any]] = []
    number = 0
    for index, finding in enumerate(findings, start=1):
        shown, own = look_of(finding).key, has_panel(finding)
        number += shown not in "nx"
        sentence = _sentence(annotation.document.text, finding, number) | {
            "id": f"{key}-s{index}",
            "n": index,
            "units": units(finding.segment.end - finding.segment.start, longest),
            "panel": "" if shown == "x" else f"{key}-e{index if own else 0}",
        }
        sentences.append(sentence)
        if own:
            panels.append(evidence_panel(annotation, finding, sentence, sharing, places))
    if any(sentence["panel"] == f"{key}-e0" for sentence in sentences):
        panels.insert(0, nothing_panel(reach_of(annotation), key))
    return sentences, panels


def sharing_of(annotation: Annotation) -> Sharing:
    """Return the sharing rule that the run's settings state."""
    table = annotation.run.config.get("report")
    if not isinstance(table, dict):
        return Sharing()
    return Sharing(bool(table.get("withhold", False)), int(table.get("fragment_words", 12)))


def _head(annotation: Annotation, facts: ArticleFacts) -> dict[str, Any]:
    document, counts = annotation.document, facts.counts
    found = audit(annotation, facts)
    return {
        "id": show(document.id),
        "lang": lang(annotation),
        "why": f"provenance explain RESULT {shlex.quote(show(document.id))}",
        "outlet": show(document.outlet or ""),
        "name": show(document.outlet or document.source or document.id),
        "published": stated(document.published),
        "heading": show(heading(annotation)),
        "source": show(document.source or ""),
        "verdict": verdict_sentence(facts),
        "brief": brief(facts, found),
        "audit": found,
        "legend": [
            {
                "class": key,
                "tag": LOOKS[key].tag,
                "label": source_title(key, counts.partners),
                "count": number,
                "on": key != "n",
            }
            for key, number in counts.kinds.items()
            if number or key == "n"
        ],
        "legendNote": say("legend", facts),
        "partKey": bool(counts.kinds.get("e")),
        "agencies": [
            {"name": show(name), "badge": badge(name), "count": number.all}
            for name, number in counts.agencies.items()
        ],
        "notes": [
            show(note) for note in dict.fromkeys([*(note.text for note in annotation.notes), *document.notes])
        ],
    }


def heading(annotation: Annotation) -> str:
    """Return the title as stated, else the headline, the standfirst or the first words of the text, else the id."""
    document = annotation.document
    if document.title:
        return document.title
    for kind in ("headline", "deck", "body"):
        for finding in annotation.findings:
            if finding.segment.kind == kind:
                line = " ".join(document.text[finding.segment.start : finding.segment.end].split())
                return (
                    line if len(line) <= LONGEST_HEADING else f"{line[:LONGEST_HEADING].rsplit(' ', 1)[0]} …"
                )
    return document.id


def _sentence(text: str, finding: Finding, number: int) -> dict[str, Any]:
    key, title = look_of(finding).key, title_of(finding)
    named, claimed = key not in "nxq", key not in "nx"
    agency = show(finding.verdict.agency or "") if named else ""
    claims = {
        "certainty": finding.verdict.certainty or "",
        "number": number,
        "mark": f"{' ' + agency if agency else ''} {number}",
    }
    return {
        "class": key,
        "tag": LOOKS[key].tag + _letter(finding),
        "spoken": f"[{title}{', ' + agency if agency else ''}{_by_hand(finding)}] ",
        "title": title,
        "agency": agency,
        "badge": badge(finding.verdict.agency) if agency else "",
        "edit": (named and finding.verdict.edit) or "",
        "hand": finding.review is not None,
        "kind": finding.segment.kind,
        "lang": own_lang(finding),
        "runs": sentence_runs(
            text, finding, parts_shown=shows_parts(text, finding), drift_shown=key not in "nxc"
        ),
    } | (claims if claimed else {"certainty": "", "number": 0, "mark": ""})


def _letter(finding: Finding) -> str:
    """Return the letter that a person chose, behind the tool's own."""
    return f"✎{finding.review.label or '–'}" if finding.review else ""


def _by_hand(finding: Finding) -> str:
    """Return what a person decided, for the name that a screen reader says."""
    return (
        f"; set by hand to {show(finding.review.label or finding.review.origin or 'none')}"
        if finding.review
        else ""
    )


def _paragraphs(findings: Sequence[Finding], sentences: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    shown = []
    pairs = zip(findings, sentences, strict=True)
    for (_, kind), group in groupby(
        pairs, key=lambda pair: (pair[0].segment.paragraph, pair[0].segment.kind)
    ):
        prose = kind in ORIGIN_KINDS
        inside = [sentence for _, sentence in group]
        shown.append(
            {
                "kind": kind,
                "note": KIND_NOTES[kind],
                "prose": prose,
                "lang": inside[0]["lang"],
                "sentences": inside,
            }
        )
    return shown


def _table_row(sentence: dict[str, Any]) -> dict[str, Any]:
    text = "".join(run["t"] for run in sentence["runs"])
    short = text if len(text) <= 72 else text[:70].rsplit(" ", 1)[0] + " …"
    row = {key: sentence[key] for key in ("n", "tag", "title", "agency", "certainty", "id", "lang")}
    return row | {"text": short, "kind": KIND_NOTES[sentence["kind"]] or "body"}


def parameters(annotation: Annotation) -> list[list[str]]:
    """Return version, settings hash and every setting that decides, as name and value."""
    run = annotation.run
    rows = [
        ["Version", show(run.version)],
        ["Setting", Config.from_result(run.config)[0].name or "changed by hand"],
        ["Settings (SHA-256)", show(run.config_sha256[:16])],
        ["Text (SHA-256)", annotation.document.sha256[:16]],
    ]
    for section in ("decision", "weigh", "retrieval", "alignment", "report"):
        table = run.config.get(section)
        if isinstance(table, dict):
            rows += [[f"{section}.{name}", show(str(value))] for name, value in table.items()]
    kept = annotation.archive
    if kept.agencies:
        held = f"{count(kept.documents, 'dispatch', 'dispatches')}, {count(kept.sentences, 'sentence')}"
        rows.append(["Archive", held])
    return rows
