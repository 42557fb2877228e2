"""An article and one source as one column of pairs, in the article's order: what a narrow screen shows instead of two columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from provenance.records import Annotation, Evidence, Finding, Source
from provenance.show.statements import say
from provenance.show.statements.facts import FoldFacts, PairFacts
from provenance.show.view._passages import Sharing
from provenance.show.view._runs import changed_words, reading, word_diff, words
from provenance.show.view._words import clip, look_of, show

LONGEST_NAME = 40


def pairs_of(
    annotation: Annotation,
    doc: str,
    left: Sequence[Mapping[str, Any]],
    right: Sequence[Mapping[str, Any]],
    *,
    mine: Mapping[int, Evidence],
    shown: Sequence[int],
    sharing: Sharing,
    noun: str,
) -> list[dict[str, Any]]:
    """Return pairs and folded lines by the ids of their sentences; what has no partner says whose it is.

    Args:
        annotation: The decided article.
        doc: The id of the source.
        left: The article's sentences, as the two columns show them.
        right: The source's.
        mine: The evidence of the findings that match the source.
        shown: The findings of ``left``, in order.
        sharing: What of other people's text may be shown.
        noun: What the source is called.
    """
    by_id = {side["id"]: side for side in right}
    source = annotation.sources[doc]
    name = clip(show(source.agency or source.outlet or doc), LONGEST_NAME)
    made: list[dict[str, Any]] = []
    places = list(zip(shown, left, strict=True))
    for alone, group in groupby(places, key=lambda place: _alone(annotation, place)):
        found = list(group)
        if alone is not None:
            facts = FoldFacts(alone[0], len(found), alone[1], noun)
            made.append(_fold(facts, [side for _, side in found]))
            continue
        for index, side in found:
            finding, evidence = annotation.findings[index], mine[index]
            pair = _pair(annotation, finding, evidence, source, sharing=sharing)
            there = ", ".join(str(by_id[one]["n"]) for one in side["to"][:3])
            made.append({"of": side["id"], "where": f"{name} {there} → article {side['n']}"} | pair)
    unused = [side for side in right if not side["to"]]
    if unused:
        kind = "alone" if source.role == "article" else "unused"
        made.append(_fold(FoldFacts(kind, len(unused), (), noun), unused))
    return made


def _alone(
    annotation: Annotation, place: tuple[int, Mapping[str, Any]]
) -> tuple[str, tuple[str, ...]] | None:
    """Return the kind of a sentence without a partner here and whose it is, None for one with a partner."""
    index, side = place
    if side["to"]:
        return None
    finding = annotation.findings[index]
    look = look_of(finding).key
    if look not in ("w", "e", "r"):
        return look, ()
    return "w" if look == "e" else look, tuple(_owners(annotation, finding))


def _owners(annotation: Annotation, finding: Finding) -> Iterator[str]:
    """Yield the name of what a sentence rests on."""
    if finding.verdict.agency:
        yield show(finding.verdict.agency)
    elif finding.rests is not None:
        source = annotation.sources.get(finding.evidence[finding.rests].doc)
        yield show((source.outlet or source.id) if source else finding.evidence[finding.rests].doc)


def _pair(
    annotation: Annotation,
    finding: Finding,
    evidence: Evidence,
    source: Source,
    *,
    sharing: Sharing,
) -> dict[str, Any]:
    """Return what became of a passage: its difference, and how many words were kept."""
    text = annotation.document.text
    hidden = sharing.withhold and evidence.role != "article"
    diff = None if hidden else word_diff(text, finding, source.text, evidence)
    total = finding.words or words(text[finding.segment.start : finding.segment.end])
    kept = max(0, total - changed_words(text, reading(finding, evidence)))
    same = diff is not None and all(change["o"] == "=" for change in diff)
    return {"diff": None if same else diff, "same": same, "kept": say("pair", PairFacts(kept, total, same))}


def _fold(facts: FoldFacts, sides: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    last = facts.kind in ("unused", "alone")
    return {"fold": say("fold", facts), "last": last, "ids": [side["id"] for side in sides]}
