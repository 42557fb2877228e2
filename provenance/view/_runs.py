"""Text cut into pieces, so that no renderer ever slices: runs of a sentence, and the word diff."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TypedDict

from provenance.records import Block, Evidence, Finding
from provenance.view._words import show

WORD = re.compile(r"\w+(?:['’.,-]\w+)*")
HALF = 0.5
"""Below half the words kept a diff is noise (mock notes): two passages are shown one above the other."""


class Run(TypedDict):
    """A piece of a sentence: text, what became of it (kept, rewritten, new, or plain) and a drift mark."""

    t: str
    p: str
    d: bool


class Change(TypedDict):
    """A piece of a word diff: ``=`` in both, ``-`` only in the source, ``+`` only in the article."""

    o: str
    t: str


def words(text: str) -> int:
    """Return how many words a text has."""
    return len(WORD.findall(text))


def kept_share(text: str, start: int, end: int, blocks: tuple[Block, ...]) -> float:
    """Return the share (0-1) of the words of ``text[start:end]`` that stand in blocks."""
    total = words(text[start:end])
    return sum(words(text[a:b]) for a, b, _, _ in blocks) / total if total else 0.0


def sentence_runs(text: str, finding: Finding, *, parts_shown: bool, drift_shown: bool = True) -> list[Run]:
    """Cut a sentence at the bounds of its parts and drift marks; the pieces join to the sentence."""
    segment = finding.segment
    cuts = {segment.start, segment.end}
    parts = finding.parts if parts_shown else ()
    drifts = finding.drift if drift_shown else ()
    for start, end in [(p.start, p.end) for p in parts] + [(d.start, d.end) for d in drifts]:
        cuts |= {min(max(start, segment.start), segment.end), min(max(end, segment.start), segment.end)}
    bounds = sorted(cuts)
    runs: list[Run] = []
    for start, end in pairwise(bounds):
        kind = next((p.edit for p in parts if p.start <= start < p.end), "verbatim" if parts else "plain")
        drift = any(d.start <= start < d.end for d in drifts)
        piece: Run = {"t": show(text[start:end]), "p": "kept" if kind == "verbatim" else kind, "d": drift}
        if runs and runs[-1]["p"] == piece["p"] and runs[-1]["d"] == drift:
            runs[-1]["t"] += piece["t"]
        else:
            runs.append(piece)
    return _tight(runs)


def _tight(runs: list[Run]) -> list[Run]:
    """Move white space and stray punctuation at the edge of a new or rewritten run into the kept run beside it."""
    for left, right in pairwise(runs):
        if left["p"] in ("new", "rewritten") and right["p"] != left["p"]:
            body = left["t"].rstrip()
            right["t"], left["t"] = left["t"][len(body) :] + right["t"], body
        if right["p"] in ("new", "rewritten") and left["p"] != right["p"]:
            body = right["t"].lstrip()
            left["t"], right["t"] = left["t"] + right["t"][: len(right["t"]) - len(body)], body
    return [run for run in runs if run["t"]]


def word_diff(text: str, finding: Finding, source: str, evidence: Evidence) -> list[Change] | None:
    """Return the change from source to article, or None where less than half of the words stand in both."""
    segment = finding.segment
    if kept_share(text, segment.start, segment.end, evidence.blocks) < HALF:
        return None
    changes: list[Change] = []
    here, there = segment.start, evidence.start
    for start, end, source_start, source_end in _in_order(evidence.blocks):
        _gap(changes, source[there:source_start], text[here:start])
        _emit(changes, "=", text[start:end])
        here, there = end, source_end
    _gap(changes, source[there : evidence.end], text[here : segment.end])
    return changes


def _in_order(blocks: tuple[Block, ...]) -> list[Block]:
    """Return the blocks that run forward in both texts; a moved block is shown as cut here and new there."""
    forward: list[Block] = []
    for block in sorted(blocks):
        if not forward or (block[0] >= forward[-1][1] and block[2] >= forward[-1][3]):
            forward.append(block)
    return forward


def _gap(changes: list[Change], cut: str, new: str) -> None:
    if WORD.search(cut):
        _emit(changes, "-", cut)
    if WORD.search(new):
        if changes and changes[-1]["o"] == "-":
            _emit(changes, "=", " ")
        _emit(changes, "+", new)
    else:
        _emit(changes, "=", new or (" " if cut[-1:].isspace() else ""))


def _emit(changes: list[Change], sign: str, text: str) -> None:
    """Append a piece; white space round a change stands outside its brackets."""
    shown = show(text)
    if not shown:
        return
    if sign != "=":
        body = shown.strip()
        lead, trail = shown[: len(shown) - len(shown.lstrip())], shown[len(shown.rstrip()) :]
        _emit(changes, "=", " " if lead else "")
        changes.append({"o": sign, "t": body})
        _emit(changes, "=", " " if trail else "")
    elif changes and changes[-1]["o"] == "=":
        changes[-1]["t"] += shown
    else:
        changes.append({"o": "=", "t": shown})
