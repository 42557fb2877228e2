"""An article beside its sources: which passage became which, what was moved, what was left out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from provenance.records import ORIGIN_KINDS, Annotation, Block, Evidence, Finding, Source
from provenance.show.statements import said, say
from provenance.show.statements.facts import BesideFacts, CompareFacts
from provenance.show.view._article import heading, sharing_of
from provenance.show.view._facts import counts_of, credits_text
from provenance.show.view._pairs import pairs_of
from provenance.show.view._passages import Sharing, sentences_of
from provenance.show.view._pieces import common_with
from provenance.show.view._runs import read_blocks, reading, sentence_runs, shows_parts
from provenance.show.view._times import lag, stated
from provenance.show.view._words import (
    LOOKS,
    badge,
    clip,
    lang,
    listed,
    look_of,
    own_lang,
    show,
    slug,
    tongue,
)
from provenance.show.view.steps import threshold_of

NOUNS = {"wire": "dispatch", "reprint": "credited page", "article": "other article"}
MOST_SOURCES = 8


def compare_view(
    annotation: Annotation,
    source: str | None = None,
    *,
    key: str | None = None,
    sharing: Sharing | None = None,
) -> dict[str, Any]:
    """Return an article side by side with its sources, one tab a source, as plain JSON-able data.

    Args:
        annotation: The decided article.
        source: The id of the source to show first; by default the one that most sentences match.
        key: The prefix of ids, equal to that of the article's own view.
        sharing: What of other people's text may be shown; by default what the run's settings say.

    Raises:
        KeyError: No evidence of the article points to ``source``.
    """
    key = key or f"pv-{slug(annotation.document.id)}"
    pairs, document = _pairs(annotation), annotation.document
    if source is not None:
        _known(annotation, source)
        pairs.setdefault(source, {})
    kept = bool(annotation.sources) or not any(finding.evidence for finding in annotation.findings)
    return {
        "type": "compare",
        "format": "provenance-view/1",
        "key": f"{key}-c",
        "article": key,
        "heading": show(heading(annotation)),
        "lang": lang(annotation),
        "outlet": show(document.outlet or document.id),
        "published": stated(document.published),
        "declares": _declares(annotation),
        "empty": say("compare.empty", BesideFacts(len(pairs), kept)),
        "tabs": [
            _tab(annotation, doc, pairs, key=f"{key}-c{number}", sharing=sharing or sharing_of(annotation))
            for number, doc in enumerate(_ranked(annotation, pairs, source), start=1)
        ],
    }


def _known(annotation: Annotation, source: str) -> None:
    if source not in annotation.sources:
        known = sorted(annotation.sources)
        raise KeyError(f"no evidence of {annotation.document.id!r} points to {source!r}; known: {known}")


def _ranked(annotation: Annotation, pairs: dict[str, dict[int, Evidence]], first: str | None) -> list[str]:
    """Return the sources in the order of their tabs: the wanted one, then by sentences, dispatches before pages."""

    def rank(doc: str) -> tuple[bool, int, bool, str]:
        return doc != first, -len(pairs[doc]), annotation.sources[doc].role != "wire", doc

    return sorted(pairs, key=rank)[:MOST_SOURCES]


def _declares(annotation: Annotation) -> str:
    texts = [f"“{clip(show(' '.join(credit.text.split())), 80)}”" for credit in credits_text(annotation)]
    return f"Declares {listed(texts[:2])}" if texts else "No credit for the text"


def _pairs(annotation: Annotation) -> dict[str, dict[int, Evidence]]:
    """Return, for each source, the evidence by finding: what a verdict rests on, and what matches as well."""
    threshold = threshold_of(annotation.run.config)
    pairs: dict[str, dict[int, Evidence]] = {}
    for index, finding in enumerate(annotation.findings):
        if look_of(finding).key not in ("w", "e", "r", "sh", "q"):
            continue
        for evidence in finding.evidence:
            rests = evidence is finding.passage and look_of(finding).key != "q"
            if evidence.doc in annotation.sources and (rests or evidence.score >= threshold):
                pairs.setdefault(evidence.doc, {}).setdefault(index, evidence)
    return pairs


@dataclass(frozen=True, slots=True)
class _Tab:
    """What the parts of one tab need to know: an article and one of its sources."""

    annotation: Annotation
    doc: str
    pairs: dict[str, dict[int, Evidence]]
    spans: list[tuple[int, int]]
    targets: dict[int, list[int]]
    moved: set[int]
    number: dict[int, int]
    key: str
    sharing: Sharing

    @property
    def source(self) -> Source:
        return self.annotation.sources[self.doc]

    @property
    def mine(self) -> dict[int, Evidence]:
        return self.pairs[self.doc]

    @property
    def noun(self) -> str:
        return NOUNS[self.source.role]


def _tab(
    annotation: Annotation, doc: str, pairs: dict[str, dict[int, Evidence]], *, key: str, sharing: Sharing
) -> dict[str, Any]:
    source = annotation.sources[doc]
    spans = sentences_of(source.text)
    shown = [i for i, f in enumerate(annotation.findings) if f.segment.kind in ORIGIN_KINDS]
    number = {index: n for n, index in enumerate(shown, start=1)}
    mine = {index: evidence for index, evidence in pairs[doc].items() if index in number}
    targets = {index: _overlapped(spans, evidence) for index, evidence in mine.items()}
    moved = _moved([(index, target[0]) for index, target in sorted(targets.items()) if target])
    tab = _Tab(annotation, doc, pairs, spans, targets, moved, number, key, sharing)
    amount, side = lag(source.published, annotation.document.published)
    left = [_left(tab, index) for index in shown]
    right = [_right(tab, place) for place in range(len(spans))]
    return {
        "doc": show(doc),
        "key": key,
        "name": show(source.agency or source.outlet or doc),
        "badge": badge(source.agency),
        "role": source.role,
        "noun": tab.noun,
        "title": _title(source, sharing),
        "lang": tongue(source.text),
        "when": stated(source.published),
        "lag": amount,
        "side": side.replace("publication", "the article") if amount else "",
        "verdict": _verdict(tab),
        "left": left,
        "right": right,
        "pairs": pairs_of(
            annotation, doc, left, right, mine=mine, shown=shown, sharing=sharing, noun=tab.noun
        ),
        "common": common_with(annotation, doc) if source.role == "article" else None,
    }


def _title(source: Source, sharing: Sharing) -> str:
    """Return the title of a source, unless it is wire text that is withheld."""
    return "" if sharing.withhold and source.role != "article" else show(source.title or source.id)


def _overlapped(spans: Sequence[tuple[int, int]], evidence: Evidence) -> list[int]:
    """Return the places of the source's sentences that a passage covers."""
    starts = [start for start, _ in spans]
    first = max(0, bisect_right(starts, evidence.start) - 1)
    return [
        i for i in range(first, len(spans)) if spans[i][0] < evidence.end and spans[i][1] > evidence.start
    ]


def _moved(order: list[tuple[int, int]]) -> set[int]:
    """Return the sentences that stand out of the source's order: all but a longest run that goes forward."""
    best: list[tuple[int, int | None]] = []
    for i, (_, place) in enumerate(order):
        options = [(best[j][0] + 1, j) for j in range(i) if order[j][1] <= place]
        best.append(max(options, key=lambda option: (option[0], -option[1]), default=(1, None)))
    at = max(range(len(best)), key=lambda i: (best[i][0], -i), default=None)
    kept = set()
    while at is not None:
        kept.add(order[at][0])
        at = best[at][1]
    return {index for index, _ in order} - kept


def _verdict(tab: _Tab) -> dict[str, str]:
    """Return how much of the article rests on this source: the counts of the article's own page, by document."""
    counts = counts_of(tab.annotation)
    rests = counts.rests.get(tab.doc, {})
    resting_on = ("sh",) if tab.source.role == "article" else ("w", "e")
    in_body = {i for i, finding in enumerate(tab.annotation.findings) if finding.segment.kind == "body"}
    facts = CompareFacts(
        role=tab.source.role,
        noun=tab.noun,
        body=counts.body,
        resting=sum(rests.get(key, 0) for key in resting_on),
        maybe=rests.get("r", 0),
        also=len(in_body & set(tab.targets)) - sum(rests.values()),
        unused=len(tab.spans) - len({place for target in tab.targets.values() for place in target}),
        sentences=len(tab.spans),
        moved=len(tab.moved),
    )
    bold = say("compare", facts) + say("compare.more", facts, between="")
    return {"word": "", "bold": f"{bold}.", "rest": f" {'; '.join(said('compare.rest', facts))}."}


def _left(tab: _Tab, index: int) -> dict[str, Any]:
    finding = tab.annotation.findings[index]
    segment, text = finding.segment, tab.annotation.document.text
    evidence = tab.mine.get(index)
    target = tab.targets.get(index, [])
    look = _pair_look(finding, evidence) if target and evidence else ""
    runs = [{"t": show(text[segment.start : segment.end]), "k": True}]
    if evidence and shows_parts(text, finding, evidence, look):
        read = sentence_runs(text, finding, parts_shown=True, drift_shown=False, evidence=evidence)
        runs = [{"t": run["t"], "k": run["p"] == "kept", "p": run["p"]} for run in read]
    return {
        "id": f"{tab.key}-l{tab.number[index]}",
        "n": tab.number[index],
        "class": look,
        "tag": LOOKS[look].tag if look else "",
        "lang": own_lang(finding),
        "runs": runs,
        "to": [f"{tab.key}-r{place + 1}" for place in target],
        "note": _left_note(tab, index, target),
        "moved": index in tab.moved,
    }


def _left_note(tab: _Tab, index: int, target: list[int]) -> str:
    if target:
        places = " and ".join(str(place + 1) for place in target[:3])
        return f"← {tab.noun} {places}{', out of its order' if index in tab.moved else ''}"
    if look_of(tab.annotation.findings[index]).key == "q":
        return "quotation only"
    sources = (tab.annotation.sources[doc] for doc, found in tab.pairs.items() if index in found)
    others = sorted({source.agency or source.outlet or source.id for source in sources})
    return f"matches {show(listed(others))}" if others else ""


def _right(tab: _Tab, place: int) -> dict[str, Any]:
    start, end = tab.spans[place]
    users = [index for index, target in sorted(tab.targets.items()) if place in target]
    look = _pair_look(tab.annotation.findings[users[0]], tab.mine[users[0]]) if users else ""
    return {
        "id": f"{tab.key}-r{place + 1}",
        "n": place + 1,
        "class": look,
        "tag": LOOKS[look].tag if look else "",
        "runs": _right_runs(tab, (start, end), users, look),
        "to": [f"{tab.key}-l{tab.number[index]}" for index in users],
        "note": f"→ article {listed([str(tab.number[index]) for index in users][:4])}"
        if users
        else "not used"
        if tab.source.role != "article"
        else "no partner here",
    }


def _right_runs(tab: _Tab, span: tuple[int, int], users: list[int], look: str) -> list[dict[str, Any]]:
    """Return a sentence of the source: words that were not taken are marked, or all but fragments withheld."""
    text, own = tab.source.text, tab.annotation.document.text
    pairs = [(tab.annotation.findings[index], tab.mine[index]) for index in users]
    if tab.sharing.withhold and tab.source.role != "article":
        held = [b for _, evidence in pairs for b in evidence.blocks if b[3] > span[0] and b[2] < span[1]]
        words = " … ".join(tab.sharing.cut(text[max(b[2], span[0]) : min(b[3], span[1])]) for b in held)
        return [{"t": show(words) or "withheld", "k": bool(words)}]
    if pairs and shows_parts(own, *pairs[0], look):
        taken = [
            block
            for finding, evidence in pairs
            for block in read_blocks(
                own, text, evidence, reading(finding, evidence), ("verbatim", "rewritten")
            )
            if block[3] > span[0] and block[2] < span[1]
        ]
        return split(text, span[0], span[1], taken, side=2)
    return [{"t": show(text[span[0] : span[1]]), "k": True}]


def _pair_look(finding: Finding, evidence: Evidence) -> str:
    """Return the class of one pair: the sentence's own where it rests on this source, else by the edit of the pair."""
    look = look_of(finding).key
    if evidence is finding.passage and look in ("w", "e", "sh", "r"):
        return look
    if evidence.role == "article":
        return "sh"
    return "w" if evidence.edit == "verbatim" else "e"


def split(text: str, start: int, end: int, blocks: Sequence[Block], *, side: int) -> list[dict[str, Any]]:
    """Cut a passage into words that stand in both texts (``k``) and words that do not; white space stays with the former."""
    runs: list[dict[str, Any]] = []
    at = start
    for block in sorted(blocks, key=lambda b: b[side]):
        left, right = max(block[side], at), min(block[side + 1], end)
        if right <= left:
            continue
        _piece(runs, text[at:left], kept=False)
        _piece(runs, text[left:right], kept=True)
        at = right
    _piece(runs, text[at:end], kept=False)
    return runs


def _piece(runs: list[dict[str, Any]], text: str, *, kept: bool) -> None:
    shown = show(text)
    body = shown.strip()
    changed = not kept and any(char.isalnum() for char in body)
    if changed:
        lead = shown[: len(shown) - len(shown.lstrip())]
        tail = shown[len(shown.rstrip()) :]
        _piece(runs, lead, kept=True)
        runs.append({"t": body, "k": False})
        _piece(runs, tail, kept=True)
    elif shown and runs and runs[-1]["k"]:
        runs[-1]["t"] += shown
    elif shown:
        runs.append({"t": shown, "k": True})
