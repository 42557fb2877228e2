"""Evidence as a reader sees it: the passage in its context, the difference, the times."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from provenance.records import Annotation, Evidence, Finding, Source
from provenance.show.statements import say
from provenance.show.statements.facts import PassageFacts
from provenance.show.view._runs import word_diff
from provenance.show.view._times import in_words, lag, when
from provenance.show.view._words import badge, show, tongue
from provenance.text import sentence_starts

DIFFS = {
    "wire": "From dispatch to article",
    "reprint": "From credited page to article",
    "article": "Word by word",
}
Places = Callable[[str, int], str]
"""The address of a sentence of another article of the same report: ``(document id, offset)`` to a link, or ``""``."""


@dataclass(frozen=True, slots=True)
class Sharing:
    """What of other people's text may be shown: all of it, or matched fragments of at most ``fragment`` words."""

    withhold: bool = False
    fragment: int = 12

    def cut(self, text: str) -> str:
        """Return at most ``fragment`` words of a matched fragment."""
        pieces = text.split()
        return " ".join(pieces[: self.fragment]) + (" …" if len(pieces) > self.fragment else "")


@lru_cache(maxsize=4096)
def _starts(text: str) -> tuple[int, ...]:
    return tuple(sentence_starts(text))


def sentences_of(text: str) -> list[tuple[int, int]]:
    """Return the sentences of a source as half-open ranges without white space at their ends."""
    starts = _starts(text)
    spans = []
    for start, end in zip(starts, (*starts[1:], len(text)), strict=True):
        spans.append((start, start + len(text[start:end].rstrip())))
    return spans


def context(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the sentence before and the sentence after a passage, empty at the ends of the text."""
    starts = _starts(text)
    first = bisect_right(starts, start) - 1
    before = text[starts[first - 1] : starts[first]] if first > 0 else ""
    lead = text[starts[first] : start] if first >= 0 else text[:start]
    after_at = bisect_right(starts, max(start, end - 1))
    tail = text[end : starts[after_at]] if after_at < len(starts) else text[end:]
    limit = starts[after_at + 1] if after_at + 1 < len(starts) else len(text)
    after = text[starts[after_at] : limit] if after_at < len(starts) else ""
    return (before + lead).strip(), (tail + after).strip()


def passage(
    annotation: Annotation,
    finding: Finding,
    evidence: Evidence,
    sharing: Sharing,
    places: Places | None = None,
) -> dict[str, Any]:
    """Return one piece of evidence with its passage, context, difference and times."""
    source = annotation.sources.get(evidence.doc)
    shown = _named(annotation, evidence, source, sharing) | {
        "href": places(evidence.doc, evidence.start) if places else ""
    }
    if source is None:
        return shown
    if _withholds(evidence, sharing):
        return shown | {"hit": _fragments(source, evidence, sharing)}
    before, after = context(source.text, evidence.start, evidence.end)
    diff = word_diff(annotation.document.text, finding, source.text, evidence)
    same = diff is not None and all(change["o"] == "=" for change in diff)
    hit = show(source.text[evidence.start : evidence.end])
    return shown | {
        "before": show(before),
        "after": show(after),
        "hit": hit,
        "diff": None if same else diff,
        "same": same,
    }


def _named(
    annotation: Annotation, evidence: Evidence, source: Source | None, sharing: Sharing
) -> dict[str, Any]:
    """Return what is said of a passage, with its words still empty."""
    amount, side = lag(evidence.published, annotation.document.published)
    facts = passage_facts(annotation, evidence, source, sharing)
    return {
        "doc": show(evidence.doc),
        "role": evidence.role,
        "lang": tongue(source.text) if source else "",
        "name": show(name_of(source, evidence)),
        "badge": badge(evidence.agency),
        "title": show(source.title or "") if source and not sharing.withhold else "",
        "when": say("passage.when", facts, between="; "),
        "lag": amount,
        "side": side,
        "head": say("passage.head", facts),
        "edit": evidence.edit,
        "version": show(source.version or "") if source else "",
        "alert": say("passage.alert", facts),
        "before": "",
        "hit": "",
        "after": "",
        "note": say("passage.note", facts),
        "diffHead": DIFFS[evidence.role],
        "diff": None,
        "same": False,
    }


def passage_facts(
    annotation: Annotation, evidence: Evidence, source: Source | None, sharing: Sharing
) -> PassageFacts:
    """Return what is known of a passage beyond its words."""
    return PassageFacts(
        role=evidence.role,
        status=source.status if source else "usable",
        source=show(name_of(source, evidence)),
        when=in_words(evidence.published, year=False),
        article_dated=when(annotation.document.published) is not None,
        kept=source is not None,
        withheld=_withholds(evidence, sharing),
        words=sharing.fragment,
    )


def _withholds(evidence: Evidence, sharing: Sharing) -> bool:
    return sharing.withhold and evidence.role != "article"


def _fragments(source: Source, evidence: Evidence, sharing: Sharing) -> str:
    fragments = [sharing.cut(source.text[a:b]) for _, _, a, b in evidence.blocks]
    return show(" … ".join(piece.removesuffix(" …") for piece in fragments))


def name_of(source: Source | None, evidence: Evidence) -> str:
    """Return what to call a source: the agency of a dispatch, else the outlet of a page, else its id."""
    if evidence.role == "wire" and evidence.agency:
        return evidence.agency
    outlet = (source.outlet or source.id) if source else evidence.doc
    return f"{outlet}, credits {evidence.agency}" if evidence.agency else outlet
