"""Several articles as plain data: the overview table with bars and barcodes, flags, and the timeline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from provenance.contract import KINDS
from provenance.records import Annotation
from provenance.show.statements import said, say
from provenance.show.statements.facts import CorpusFacts, Counts
from provenance.show.statements.wording import count
from provenance.show.view._article import heading, parameters, sharing_of
from provenance.show.view._audit import COMMAND, capital
from provenance.show.view._calendar import calendar
from provenance.show.view._facts import at_hand, body, corpus_facts, credits_text
from provenance.show.view._passages import Sharing
from provenance.show.view._rows import FLAGS, RowState, Steps, row_steps, shown, states_of
from provenance.show.view._timeline import timeline
from provenance.show.view._times import in_words, span, stated, when
from provenance.show.view._words import LOOKS, clip, show, slug, source_title
from provenance.show.view.steps import NOTCHES, threshold_of

CODE_WIDTH = 480
CODE_HEIGHT = max(kind.bar for kind in KINDS.values())
KEYS = {look.tag: look.key for look in LOOKS.values()}


def corpus_view(
    annotations: Sequence[Annotation],
    *,
    keys: Sequence[str] | None = None,
    title: str | None = None,
    sharing: Sharing | None = None,
) -> dict[str, Any]:
    """Return the overview of several articles as plain JSON-able data.

    Args:
        annotations: The decided articles, in the order in which they are shown at first.
        keys: The id prefix of each article, so that rows link to article views; by default slugs of the ids.
        title: The heading; by default the number of articles.
        sharing: What of other people's text may be shown; by default what each run's settings say.
    """
    names = list(keys) if keys is not None else [f"pv-{slug(a.document.id)}" for a in annotations]
    threshold = threshold_of(annotations[0].run.config if annotations else {})
    steps = [row_steps(annotation, sharing or sharing_of(annotation)) for annotation in annotations]
    states = states_of(steps, threshold)
    facts = corpus_facts([state.facts for state in states], at_hand(annotations))
    rows = [_row(*one) for one in zip(annotations, names, steps, states, strict=True)]
    head, articles = _head(facts, states), count(len(rows), "article")
    withhold = sharing.withhold if sharing else any(sharing_of(a).withhold for a in annotations)
    return {
        "type": "corpus",
        "format": "provenance-view/1",
        "key": "pv-overview",
        "heading": title or articles,
        "kick": articles,
        "verdict": {"word": "", "bold": head["bold"], "rest": head["rest"]},
        "missing": _missing(facts),
        "heads": _heads(steps, facts.at_hand, threshold),
        "threshold": threshold,
        "timeline": timeline(annotations, names, steps, states, withhold=withhold)
        or calendar(annotations, [state.facts.counts for state in states], say("drawing", facts)),
        "legend": _legend(facts.counts),
        "flags": [{"kind": k, "label": FLAGS[k], "count": head["flags"].get(k, 0)} for k in FLAGS],
        "rows": rows,
        "parameters": [line for a in annotations[:1] for line in parameters(a) if "Text" not in line[0]],
    } | _choices(annotations, steps)


def _choices(annotations: Sequence[Annotation], steps: Sequence[Steps]) -> dict[str, Any]:
    """Return what the filters offer: agencies at any threshold, outlets, and the days of publication."""
    ends = _ends(annotations)
    return {
        "span": span(ends[0], ends[-1]) if ends else "",
        "agencies": sorted(
            {show(name) for found in steps for _, s in found for name in s.facts.counts.found}
        ),
        "dates": [stamp[:10] for stamp in (ends[0], ends[-1])] if ends else [],
        "outlets": sorted({show(a.document.outlet) for a in annotations if a.document.outlet}),
    }


def _ends(annotations: Sequence[Annotation]) -> list[str]:
    """Return the stated times of publication, the earliest first."""
    found = filter(None, (when(annotation.document.published) for annotation in annotations))
    return [
        one.moment.isoformat() if one.clock else f"{one.moment:%Y-%m-%d}"
        for one in sorted(found, key=lambda w: w.moment)
    ]


def _head(facts: CorpusFacts, states: Sequence[RowState]) -> dict[str, Any]:
    """Return what stands above the rows at one threshold: the key sentence, the effect, and the articles of each flag."""
    clauses = capital("; ".join(said("head.rest", facts)))
    stop = "" if say("head", facts).endswith(".") else "."
    sentences = [*([f"{clauses}."] if clauses else []), *said("head.more", facts)]
    flags = Counter(kind for state in states for kind in {kind for kind, _ in state.flags})
    return {
        "bold": say("head", facts),
        "rest": f"{say('head.n', facts)}{stop} {' '.join(sentences)}",
        "effect": say("effect", facts),
        "matches": say("matches", facts),
        "flags": {kind: flags[kind] for kind in FLAGS if flags[kind]},
    }


def _heads(steps: Sequence[Steps], dispatches: int, threshold: float) -> list[list[Any]]:
    """Return ``[from, head]`` in ascending order of threshold."""
    heads: list[list[Any]] = []
    for notch in sorted({*NOTCHES, threshold}):
        states = states_of(steps, notch)
        head = _head(corpus_facts([state.facts for state in states], dispatches), states)
        if not heads or heads[-1][1] != head:
            heads.append([notch, head])
    return heads


def _missing(facts: CorpusFacts) -> dict[str, str] | None:
    """Return what is missing and the one command that helps, where no dispatch was at hand."""
    text = say("missing", facts)
    return {"title": "What is missing", "text": text, "command": COMMAND} if text else None


def _legend(counts: Counts) -> list[dict[str, Any]]:
    """Return the kinds to explain: those that are there, and those that the slider can bring."""
    return [
        {"class": key, "tag": LOOKS[key].tag, "label": source_title(key, counts.partners), "count": number}
        for key, number in counts.kinds.items()
        if number or key not in ("c", "sh")
    ]


def _row(annotation: Annotation, key: str, steps: Steps, state: RowState) -> dict[str, Any]:
    document, declared = annotation.document, credits_text(annotation)
    published = when(document.published)
    code = _code(annotation)
    return {
        "key": key,
        "id": show(document.id),
        "outlet": show(document.outlet or ""),
        "name": show(document.outlet or (document.id if heading(annotation) != document.id else "")),
        "title": show(heading(annotation)),
        "published": in_words(document.published, year=False) or stated(None),
        "time": published.moment.strftime("%Y-%m-%dT%H:%M:%SZ") if published else "",
        "credits": [clip(show(" ".join(credit.text.split())), 72) for credit in declared][:3],
        "credit": "named" if state.facts.credits else "unnamed" if declared else "none",
        "code": code,
        "barcode": barcode(code, state.tags),
        "steps": [[start, shown(one)] for start, one in steps],
    } | shown(state)


def _code(annotation: Annotation) -> list[list[int]]:
    """Return the place of each body sentence on a barcode :data:`CODE_WIDTH` wide."""
    lengths = [finding.segment.end - finding.segment.start for finding in body(annotation)]
    total, at_, code = max(1, sum(lengths)), 0, []
    for length in lengths:
        start, at_ = at_, at_ + length
        code.append([round(CODE_WIDTH * start / total), round(CODE_WIDTH * at_ / total)])
    return code


def barcode(code: Sequence[Sequence[int]], tags: str) -> list[dict[str, str]]:
    """Return a barcode as one path of fills and one of top edges for each class: few elements for many sentences."""
    fills: dict[str, str] = {}
    edges: dict[str, str] = {}
    for (left, right), tag in zip(code, tags, strict=True):
        key = KEYS[tag]
        end = right - 1 if right - left > 2 else right
        top = CODE_HEIGHT - KINDS[key].bar
        fills[key] = fills.get(key, "") + f"M{left} {top}H{end}V{CODE_HEIGHT}H{left}z"
        edges[key] = edges.get(key, "") + f"M{left} {top + 1}H{end}"
    return [{"class": key, "fill": fills[key], "edge": edges[key]} for key in KINDS if key in fills]
