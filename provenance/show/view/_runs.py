"""Text cut into pieces, so that no renderer ever slices: runs of a sentence, and the word diff."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import TypedDict

from provenance.records import Block, Drift, Evidence, Finding, Part, PartEdit, Segment
from provenance.show.view._words import look_of, show

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


def reading(finding: Finding, evidence: Evidence | None) -> tuple[Part, ...]:
    """Return what became of each stretch of a sentence, read against a passage: the one reading of every view.

    The passage that the verdict rests on is read as the finding's parts say; another by its own parts, else by its blocks.
    """
    rests = evidence is None or evidence is finding.passage
    own = evidence.parts if evidence else ()
    return (
        (finding.parts if rests else ())
        or own
        or _by_blocks(finding.segment, evidence.blocks if evidence else ())
    )


def _by_blocks(segment: Segment, blocks: Sequence[Block]) -> tuple[Part, ...]:
    """Return parts for a passage that was not read word by word: what stands in blocks, and what does not."""
    parts: list[Part] = []
    at = segment.start
    for start, end, _, _ in sorted(blocks):
        if max(start, at) > at:
            parts.append(Part(at, start, "new"))
        if end > max(start, at):
            parts.append(Part(max(start, at), end, "verbatim"))
            at = end
    return (*parts, Part(at, segment.end, "new")) if at < segment.end else tuple(parts)


def changed_words(text: str, parts: Sequence[Part]) -> int:
    """Return how many words of a reading are not the source's own."""
    return sum(words(text[part.start : part.end]) for part in parts if part.edit != "verbatim")


def kept_share(text: str, parts: Sequence[Part]) -> float:
    """Return the share (0-1) of the words of a reading that are the source's own."""
    total = sum(words(text[part.start : part.end]) for part in parts)
    return 1 - changed_words(text, parts) / total if total else 0.0


def shows_parts(text: str, finding: Finding, evidence: Evidence | None = None, look: str = "") -> bool:
    """Tell whether a sentence shows what became of its words: edited or shared, and at least half of them kept."""
    return (look or look_of(finding).key) in ("e", "sh") and kept_share(
        text, reading(finding, evidence)
    ) >= HALF


def sentence_runs(
    text: str,
    finding: Finding,
    *,
    parts_shown: bool,
    drift_shown: bool = True,
    evidence: Evidence | None = None,
) -> list[Run]:
    """Cut a sentence at the bounds of its parts and drift marks; the pieces join to the sentence."""
    segment = finding.segment
    parts = reading(finding, evidence or finding.passage) if parts_shown else ()
    drifts = finding.drift if drift_shown else ()
    runs: list[Run] = []
    for start, end in pairwise(_cuts(segment, (*parts, *drifts))):
        kind = _edit_at(parts, start, missing="verbatim") if parts else "plain"
        drift = any(d.start <= start < d.end for d in drifts)
        piece: Run = {"t": show(text[start:end]), "p": "kept" if kind == "verbatim" else kind, "d": drift}
        if runs and (runs[-1]["p"], runs[-1]["d"]) == (piece["p"], drift):
            runs[-1]["t"] += piece["t"]
        else:
            runs.append(piece)
    return _tight(runs)


def _cuts(segment: Segment, marks: Sequence[Part | Drift]) -> list[int]:
    """Return the bounds of a segment and of all marks within it, in order."""
    bounds = [bound for mark in marks for bound in (mark.start, mark.end)]
    return sorted({segment.start, segment.end, *(min(max(b, segment.start), segment.end) for b in bounds)})


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
    """Return the change from source to article, or None where less than half of the words are kept."""
    segment, parts = finding.segment, reading(finding, evidence)
    if kept_share(text, parts) < HALF:
        return None
    parts = _with_drift(parts, evidence)
    changes: list[Change] = []
    here, there = segment.start, evidence.start
    for start, end, source_start, source_end in _in_order(
        read_blocks(text, source, evidence, parts, ("verbatim",))
    ):
        _gap(changes, source[there:source_start], list(_pieces(text, parts, here, start)))
        _emit(changes, "=", text[start:end])
        here, there = end, source_end
    _gap(changes, source[there : evidence.end], list(_pieces(text, parts, here, segment.end)))
    return changes


def _with_drift(parts: Sequence[Part], evidence: Evidence) -> tuple[Part, ...]:
    """Return a reading in which no word that drifted counts as kept: one figure in place of another may be too little for the parts."""
    drifted = [drift for drift in evidence.drift if drift.start < drift.end]
    bounds = {place for drift in drifted for place in (drift.start, drift.end)}
    bounds |= {place for block in evidence.blocks for place in block[:2]} if drifted else set()
    cut: list[Part] = []
    for part in parts:
        edges = sorted({part.start, part.end, *(place for place in bounds if part.start < place < part.end)})
        for start, end in pairwise(edges):
            moved = any(drift.start <= start < drift.end for drift in drifted)
            held = any(block[0] <= start < block[1] for block in evidence.blocks)
            cut.append(
                Part(start, end, "rewritten" if moved and not held and part.edit == "verbatim" else part.edit)
            )
    return tuple(cut)


def read_blocks(
    text: str, source: str, evidence: Evidence, parts: Sequence[Part], edits: Collection[str]
) -> tuple[Block, ...]:
    """Return the blocks of a passage as far as the reading calls their words one of some edits."""
    found: list[Block] = []
    for block in evidence.blocks:
        run: list[Block] = []
        for pair in _word_pairs(text, source, block):
            if _edit_at(parts, pair[0]) in edits:
                run.append(pair)
            elif run:
                found.append((run[0][0], run[-1][1], run[0][2], run[-1][3]))
                run = []
        if run:
            found.append((run[0][0], run[-1][1], run[0][2], run[-1][3]))
    return tuple(found)


def _word_pairs(text: str, source: str, block: Block) -> list[Block]:
    """Return a block word by word; as one where its two sides do not fall into as many words."""
    mine = list(WORD.finditer(text, block[0], block[1]))
    theirs = list(WORD.finditer(source, block[2], block[3]))
    if len(mine) != len(theirs):
        return [block]
    return [(*a.span(), *b.span()) for a, b in zip(mine, theirs, strict=True)]


def _edit_at(parts: Sequence[Part], place: int, *, missing: PartEdit = "new") -> PartEdit:
    return next((part.edit for part in parts if part.start <= place < part.end), missing)


def _pieces(text: str, parts: Sequence[Part], start: int, end: int) -> Iterator[tuple[bool, str]]:
    """Yield a stretch of the article in pieces, each with whether its words are the source's own."""
    for part in parts:
        left, right = max(part.start, start), min(part.end, end)
        if left < right:
            yield part.edit == "verbatim", text[left:right]


def _in_order(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks that run forward in both texts; a moved block is shown as cut here and new there."""
    forward: list[Block] = []
    for block in sorted(blocks):
        if not forward or (block[0] >= forward[-1][1] and block[2] >= forward[-1][3]):
            forward.append(block)
    return forward


def _gap(changes: list[Change], cut: str, new: Sequence[tuple[bool, str]]) -> None:
    """Append what lies between two blocks: words that were cut, then the article's, each as it was read."""
    if WORD.search(cut):
        _emit(changes, "-", cut)
    for kept, piece in new:
        if kept or not WORD.search(piece):
            _emit(changes, "=", piece)
            continue
        if changes and changes[-1]["o"] == "-":
            _emit(changes, "=", " ")
        _emit(changes, "+", piece)
    if not new and cut[-1:].isspace():
        _emit(changes, "=", " ")


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
