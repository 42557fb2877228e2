"""A row of the overview at every threshold: one record of facts, and everything that is shown made from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from provenance.records import Annotation, Drift, Finding
from provenance.show.statements import said, say
from provenance.show.statements.facts import ArticleFacts
from provenance.show.statements.wording import FEW, per_cent
from provenance.show.view._audit import matched_words, verdict_label
from provenance.show.view._facts import MATCHED, article_facts, body
from provenance.show.view._passages import Sharing, passage_facts
from provenance.show.view._words import LOOKS, badge, clip, look_of, show, source_title, units
from provenance.show.view.steps import at, ladder

FLAGS = {
    "un": "Agency not named",
    "uc": "Agency not credited",
    "mq": "Quote differs",
    "nu": "Number differs",
    "na": "Name differs",
    "co": "Corrected or withdrawn source",
}
FLAGGED = ("w", "e", "sh", "q")
"""Classes in which a changed number, name or quotation is worth a flag."""
MOST_FLAGS = 6
DRIFT_FLAGS = {"quote": "mq", "number": "nu", "name": "na"}

Steps = list[tuple[float, "RowState"]]


@dataclass(frozen=True, slots=True)
class RowState:
    """An article as it is decided at one threshold: its facts, the letters of its body sentences, and its flags."""

    facts: ArticleFacts
    tags: str
    flags: tuple[tuple[str, str], ...]


def row_steps(annotation: Annotation, sharing: Sharing) -> Steps:
    """Return what a row shows from each threshold upwards."""

    def state(decided: Annotation) -> RowState:
        facts = replace(article_facts(decided), threshold=0.0)  # equal states are one step
        tags = "".join(look_of(finding).tag for finding in body(decided))
        return RowState(facts, tags, _flags(decided, facts, sharing))

    return ladder(annotation, state)


def states_of(rows: Sequence[Steps], threshold: float) -> list[RowState]:
    """Return every row's state at one threshold."""
    return [at(steps, threshold) for steps in rows]


def shown(state: RowState) -> dict[str, Any]:
    """Return what a row shows in one state: words and numbers that a renderer only writes."""
    facts = state.facts
    counts = facts.counts
    kinds = {key: number for key, number in counts.kinds.items() if number}
    titles = [f"{source_title(key, counts.partners)} {number}" for key, number in kinds.items()]
    return {
        "verdict": facts.verdict,
        "verdictLabel": verdict_label(facts),
        "matched": matched_words(facts),
        "percent": per_cent(counts.matched, counts.body) if counts.matched or facts.reach.could else "–",
        "few": counts.body < FEW,
        "short": f"{counts.matched} of {counts.body}" if counts.matched or facts.reach.could else "",
        "share": round(counts.matched / counts.body, 4) if counts.body else 0.0,
        "counts": dict(counts.kinds),
        "total": counts.body,
        "barLabel": f"{', '.join(titles)}, of {counts.body}",
        "bar": [_stack(key, number, counts.body) for key, number in kinds.items()],
        "agencies": [
            {"name": show(name), "badge": badge(name), "count": number.sure}
            for name, number in counts.agencies.items()
            if number.sure
        ],
        "agencyNote": say("row.agencies", facts, between=", "),
        "tags": state.tags,
        "flags": [{"kind": kind, "text": text} for kind, text in state.flags],
        "links": links(state),
    }


def links(state: RowState) -> dict[str, int]:
    """Return how many matching sentences rest on each document."""
    found = {
        doc: sum(rests.get(key, 0) for key in MATCHED) for doc, rests in state.facts.counts.rests.items()
    }
    return {show(doc): number for doc, number in found.items() if number}


def _stack(key: str, number: int, total: int) -> dict[str, Any]:
    share = number / total
    text = f"{LOOKS[key].tag} {number}" if share >= 0.13 else LOOKS[key].tag if share >= 0.07 else ""
    return {"class": key, "count": number, "units": units(number, total), "text": text}


def _flags(annotation: Annotation, facts: ArticleFacts, sharing: Sharing) -> tuple[tuple[str, str], ...]:
    """Return what to look at in an article, each once."""
    found = [(kind, text) for kind in ("un", "uc") for text in said(f"flag.{kind}", facts)]
    for finding in body(annotation):
        if look_of(finding).key in FLAGGED:
            found += _sentence_flags(annotation, finding, sharing)
    return tuple(dict.fromkeys(found))[:MOST_FLAGS]


def _sentence_flags(annotation: Annotation, finding: Finding, sharing: Sharing) -> list[tuple[str, str]]:
    """Return what to look at in one sentence."""
    kinds = [(DRIFT_FLAGS[drift.kind], drift) for drift in finding.drift if drift.kind in DRIFT_FLAGS]
    flags = [(kind, f"{FLAGS[kind]}: {_change(annotation, drift, sharing)}") for kind, drift in kinds]
    evidence = finding.passage
    if evidence is not None:
        facts = passage_facts(annotation, evidence, annotation.sources.get(evidence.doc), sharing)
        flags += [("co", text) for text in said("flag.co", facts)]
    return flags


def _change(annotation: Annotation, drift: Drift, sharing: Sharing) -> str:
    """Return what changed; words of the source only where they may be shown."""
    here = annotation.document.text[drift.start : drift.end].strip()
    return clip(show(f"“{here}”" if sharing.withhold else drift.note), 90)
