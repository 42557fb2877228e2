"""What a coder works on: sentences in their context, evidence, labels, and the decisions that stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from provenance.claim import Decision, Unit
from provenance.contract import CODING
from provenance.records import ORIGIN_KINDS, Annotation, Finding
from provenance.show.statements import say
from provenance.show.statements.facts import ReviewFacts
from provenance.show.view._article import heading, sharing_of
from provenance.show.view._facts import reach_of
from provenance.show.view._panels import evidence_panel, has_panel, nothing_panel
from provenance.show.view._passages import Sharing
from provenance.show.view._words import count, lang, look_of, show, slug, title_of

FOUND, NONE = ReviewFacts(shown=True), ReviewFacts(shown=False)
PANELS = 60
"""Items that carry their evidence from the start; the rest is sent on demand, so that what a page gets is bounded."""


def review_view(
    annotations: Sequence[Annotation],
    decisions: Iterable[Decision] = (),
    *,
    coder: str = "",
    blind: bool = True,
    file: str = "",
    keys: Sequence[str] | None = None,
    panels: int = PANELS,
    only: Collection[Unit] | None = None,
) -> dict[str, Any]:
    """Return the sentences of some articles for a person to label, as plain JSON-able data.

    Args:
        annotations: The decided articles, in the order of work.
        decisions: What stands, of all coders.
        coder: The name of the person at work; may be typed in the page.
        blind: Hide the tool's own label, and other coders', until this coder has decided.
        file: The name of the file to which decisions are written, for the hint.
        keys: The id prefix of each article, as for the other views.
        panels: How many items carry their evidence; the page asks for the others by id.
        only: The sentences to label; all that have an origin where it is not given.
    """
    names = list(keys) if keys is not None else [f"pv-{slug(a.document.id)}" for a in annotations]
    items = _all_items(annotations, names, panels, only)
    places = {tuple(item["unit"].values()): item["id"] for item in items}
    standing = tuple(decisions)
    return {
        "type": "review",
        "format": "provenance-view/1",
        "key": "pv-review",
        "heading": f"Review of {count(len(annotations), 'article')}",
        "coder": show(coder),
        "coders": sorted({show(decision.coder) for decision in standing}),
        "blind": blind,
        "labels": [{"letter": kind.letter, "class": kind.key, "text": kind.coder} for kind in CODING],
        "items": items,
        "decisions": decision_views(standing, places),
        "file": show(file),
        "texts": {"found": say("review", FOUND), "none": say("review", NONE)},
    }


def _all_items(
    annotations: Sequence[Annotation], keys: Sequence[str], panels: int, only: Collection[Unit] | None
) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    for annotation, key in zip(annotations, keys, strict=True):
        items += _items(annotation, key, max(0, panels - len(items)), only)
    return items


def decision_views(
    decisions: Iterable[Decision], places: dict[tuple[str, int, int], str]
) -> list[dict[str, str]]:
    """Return decisions as the page keeps them, by item id; those about other sentences are left out."""
    return [
        {
            "id": places[decision.unit],
            "letter": decision.label,
            "coder": show(decision.coder),
            "time": show(decision.time),
            "reason": show(decision.reason),
        }
        for decision in decisions
        if decision.unit in places
    ]


def review_panel(
    annotation: Annotation, index: int, *, key: str | None = None, sharing: Sharing | None = None
) -> dict[str, Any]:
    """Return the evidence of one sentence: ``index`` counts the article's findings from 0."""
    key = key or f"pv-{slug(annotation.document.id)}"
    finding = annotation.findings[index]
    if not has_panel(finding):
        return nothing_panel(reach_of(annotation), key)
    stub = {"panel": f"{key}-e{index + 1}", "title": title_of(finding), "number": 0}
    return evidence_panel(annotation, finding, stub, sharing or sharing_of(annotation))


def _items(
    annotation: Annotation, key: str, panels: int, only: Collection[Unit] | None
) -> list[dict[str, Any]]:
    text = annotation.document.text
    content = [i for i, f in enumerate(annotation.findings) if f.segment.kind in ORIGIN_KINDS]
    items: list[dict[str, Any]] = []
    for place, index in enumerate(content):
        finding = annotation.findings[index]
        if only is not None and _unit(annotation, finding) not in only:
            continue
        neighbours = [
            content[place - 1] if place else None,
            content[place + 1] if place + 1 < len(content) else None,
        ]
        around = ["" if i is None else _text(text, annotation.findings[i]) for i in neighbours]
        items.append(
            {
                "id": f"{key}-s{index + 1}",
                "article": show(annotation.document.id),
                "outlet": show(annotation.document.outlet or ""),
                "heading": show(heading(annotation)),
                "lang": lang(annotation, finding),
                "n": place + 1,
                "unit": dict(zip(("article", "start", "end"), _unit(annotation, finding), strict=True)),
                "text": _text(text, finding),
                "before": around[0],
                "after": around[1],
                "uncertain": _uncertain(finding),
                "panel": review_panel(annotation, index, key=key) if len(items) < panels else None,
            }
        )
    return items


def _unit(annotation: Annotation, finding: Finding) -> Unit:
    return (annotation.document.id, finding.segment.start, finding.segment.end)


def _text(text: str, finding: Finding) -> str:
    return show(text[finding.segment.start : finding.segment.end])


def _uncertain(finding: Finding) -> bool:
    """Tell whether a second look pays: a possible match, or a passage that came near."""
    key = look_of(finding).key
    return key == "r" or finding.verdict.certainty == "possible" or (key == "n" and has_panel(finding))
