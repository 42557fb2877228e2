"""How passages of sources stand to one sentence: copies, equals, halves of one, two joined. Plain geometry of blocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from provenance.records import Evidence, Segment, Source

Range = tuple[int, int]


def copies(item: Evidence, *, likely: float) -> bool:
    """Tell whether a dispatch holds the sentence word for word, or likely nearly so.

    Not at the decision's threshold: a higher one must never find more, as it would where it hid two of three holders.
    """
    near = item.edit == "light" and item.score >= likely
    return item.role == "wire" and (near or item.edit == "verbatim")


def repeats(item: Evidence, segment: Segment, *, share: float) -> bool:
    """Tell whether a segment and a passage each hold the share ``share`` of the other's code points."""
    here = sum(end - start for start, end, _, _ in item.blocks)
    there = sum(end - start for _, _, start, end in item.blocks)
    return here >= share * (segment.end - segment.start) and there >= share * (item.end - item.start)


def equals(other: Evidence, best: Evidence, *, alike: float) -> bool:
    """Tell whether another passage was edited as little as the best one, and holds the share ``alike`` of its words."""
    held, most = (sum(end - start for start, end, _, _ in item.blocks) for item in (other, best))
    return other.edit == best.edit and held >= alike * most


def rivals(item: Evidence, evidence: Sequence[Evidence], *, likely: float, alike: float) -> list[Evidence]:
    """Return the best dispatch of each other agency that holds the narration as ``item`` does; ``evidence`` is best first."""
    found = {
        other.agency: other
        for other in evidence[::-1]
        if other.agency not in (None, item.agency)
        and copies(other, likely=likely)
        and equals(other, item, alike=alike)
    }
    return list(found.values())


def joins(item: Evidence, evidence: Iterable[Evidence], *, length: int, likely: float, share: float) -> bool:
    """Tell whether another sentence of the same dispatch holds much of what this one does not (contract §2: merged).

    Args:
        item: The passage that the verdict rests on.
        evidence: All passages of the sentence.
        length: The sentence's length in code points.
        likely: Least probability of the other passage.
        share: Least share of the sentence that it adds.
    """
    taken = [(start, end) for start, end, _, _ in item.blocks]
    return any(
        _fresh([(start, end) for start, end, _, _ in other.blocks], taken) >= share * length
        for other in evidence
        if other.doc == item.doc and other.start != item.start and other.score >= likely
    )


def halves(item: Evidence, around: Iterable[Evidence], *, share: float) -> bool:
    """Tell whether the sentence before or after was made of another part of the same passage (contract §2: split).

    Args:
        item: The passage that the verdict rests on.
        around: The best passages of the neighbouring sentences.
        share: Least share of the passage that this sentence leaves out and the neighbour holds.
    """
    mine = [(start, end) for _, _, start, end in item.blocks]
    length = item.end - item.start
    if item.edit == "verbatim" or sum(end - start for start, end in mine) > (1 - share) * length:
        return False
    return any(
        _fresh([(start, end) for _, _, start, end in other.blocks], mine) >= share * length
        for other in around
        if (other.doc, other.start) == (item.doc, item.start)
    )


def leads(evidence: Sequence[Evidence], sources: Mapping[str, Source]) -> dict[Evidence, Evidence]:
    """Return, for passages that are the headline of their dispatch, the passage that opens the text below it."""
    found: dict[Evidence, Evidence] = {}
    for item in evidence:
        source = sources.get(item.doc)
        if source is None or item.role != "wire" or source.text[: item.start].strip():
            continue
        below = len(source.text) - len(source.text[item.end :].lstrip())
        if "\n" not in source.text[item.end : below]:
            continue
        lead = next((other for other in evidence if (other.doc, other.start) == (item.doc, below)), None)
        if lead is not None:
            found[item] = lead
    return found


def _fresh(ranges: Iterable[Range], taken: Sequence[Range]) -> int:
    """Return the code points of the ranges that touch none of those taken."""
    return sum(
        end - start for start, end in ranges if not any(start < last and first < end for first, last in taken)
    )
