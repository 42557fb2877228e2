"""Several articles as plain data: the overview table with bars and barcodes, flags, and the timeline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from provenance.contract import KINDS, count
from provenance.records import Annotation
from provenance.show.statements import said, say
from provenance.show.statements.facts import CorpusFacts, Counts
from provenance.show.statements.wording import FEW, per_cent
from provenance.show.view._article import heading, parameters, sharing_of
from provenance.show.view._audit import COMMAND, capital
from provenance.show.view._calendar import calendar
from provenance.show.view._facts import at_hand, body, corpus_facts, credits_text
from provenance.show.view._matrix import matrix
from provenance.show.view._passages import Sharing
from provenance.show.view._rows import FLAGS, RowState, Steps, links, row_steps, shown, states_of
from provenance.show.view._stories import Story, stories_of, title_of
from provenance.show.view._timeline import timeline
from provenance.show.view._times import in_words, span, stated, when
from provenance.show.view._words import LOOKS, clip, lang, show, slug, source_title, units
from provenance.show.view.steps import NOTCHES, threshold_of

CODE_WIDTH = 480
MOST_DISPATCHES = 300
"""Dispatches to choose from, the most used first."""
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
    stories = stories_of(annotations, [state.facts.counts for state in states])
    withhold = sharing.withhold if sharing else any(sharing_of(a).withhold for a in annotations)
    return {
        "type": "corpus",
        "format": "provenance-view/1",
        "key": "pv-overview",
        "heading": title or title_of(stories, len(rows)) or articles,
        "kick": articles,
        "scope": _scope(annotations, stories),
        "verdict": {"word": "", "bold": head["bold"], "rest": head["rest"]},
        "missing": _missing(facts),
        "heads": _heads(steps, facts.at_hand, threshold),
        "threshold": threshold,
        "timeline": timeline(annotations, names, steps, states, stories=stories, withhold=withhold)
        or calendar(annotations, [state.facts.counts for state in states]),
        "matrix": matrix(annotations, steps, states),
        "legend": head["legend"],
        "flags": [{"kind": k, "label": FLAGS[k], "count": head["flags"].get(k, 0)} for k in FLAGS],
        "rows": _told(rows, stories),
        "parameters": [line for a in annotations[:1] for line in parameters(a) if "Text" not in line[0]],
    } | _choices(annotations, steps, stories, withhold=withhold)


def _scope(annotations: Sequence[Annotation], stories: Sequence[Story]) -> list[str]:
    """Return how many stories and outlets there are, for the line above the title."""
    outlets = len({a.document.outlet for a in annotations if a.document.outlet})
    told = [count(len(stories), "story", "stories")] if len(stories) > 1 else []
    return [*told, *([count(outlets, "outlet")] if outlets > 1 else [])]


def _told(rows: list[dict[str, Any]], stories: Sequence[Story]) -> list[dict[str, Any]]:
    """Return the rows with the number of their story, empty where they are in none."""
    place = {index: str(number) for number, story in enumerate(stories) for index in story.members}
    return [row | {"story": place.get(index, "")} for index, row in enumerate(rows)]


def _dispatches(
    annotations: Sequence[Annotation], steps: Sequence[Steps], *, withhold: bool
) -> list[dict[str, str]]:
    """Return the documents that sentences match at any threshold, the most used first, as a list to choose from."""
    used = Counter(doc for found in steps for doc in {doc for _, state in found for doc in links(state)})
    sources = {show(name): source for a in annotations for name, source in a.sources.items()}
    names = []
    for doc, number in used.most_common(MOST_DISPATCHES):
        source = sources.get(doc)
        title = (source.title if source and not withhold else None) or doc
        parts = [source.agency, in_words(source.published, year=False)] if source else []
        names.append(
            {
                "doc": doc,
                "text": show(
                    f"{', '.join(filter(None, [*parts, clip(title, 60)]))} ({count(number, 'article')})"
                ),
            }
        )
    return names


def _choices(
    annotations: Sequence[Annotation],
    steps: Sequence[Steps],
    stories: Sequence[Story],
    *,
    withhold: bool,
) -> dict[str, Any]:
    """Return what the filters offer: agencies and dispatches at any threshold, stories, outlets, days of publication."""
    ends = _ends(annotations)
    return {
        "span": span(ends[0], ends[-1]) if ends else "",
        "agencies": sorted(
            {show(name) for found in steps for _, s in found for name in s.facts.counts.found}
        ),
        "dates": [stamp[:10] for stamp in (ends[0], ends[-1])] if ends else [],
        "stories": [story.name or f"Story {n}" for n, story in enumerate(stories, 1)]
        if len(stories) > 1
        else [],
        "dispatches": _dispatches(annotations, steps, withhold=withhold),
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
        "legend": _legend(facts.counts),
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
    """Return the kinds to explain, each with its share and number: those that are there, and those that the slider can bring."""
    return [
        {
            "class": key,
            "tag": LOOKS[key].tag,
            "label": source_title(key, counts.partners),
            "count": number,
            "share": per_cent(number, counts.body) if counts.body >= FEW and number else "",
            "units": units(number, counts.body) if number else 0,
        }
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
        "lang": lang(annotation),
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
