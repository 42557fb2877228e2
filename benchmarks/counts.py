"""Counts behind every accuracy figure: one row of numbers a document, that can be added, resampled and compared.

The figures are those of the development data's own scorer (a test compares the two) and a few more: sentences judged by
the majority of their words, and how sure the tool was of each METER sentence. Everything is a sum over documents, so an
interval needs no second run: stories are drawn with replacement and their rows added up.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

Row = NDArray[np.float64]
Marks = NDArray[np.int64]

ZONES = ("content", "caption", "credit", "furniture")
ORIGINS = ("wire", "shared", "quote", "original")
EDITS = ("verbatim", "light", "heavy")
PARTS = ("verbatim", "rewritten", "new")
VERDICTS = ("wholly-derived", "partially-derived", "non-derived")
CERTAINTIES = ("matched", "likely", "possible")
VERDICT_OF = {"wholly": 0, "mainly": 1, "partly": 1, "none": 2}
CONTENT = frozenset({"headline", "deck", "subhead", "body"})
BINS = 10
NARRATED = 0.5
"""A METER sentence with more than this share of its words inside quotation marks tells nothing about narration."""

ALARMS = ("body", "wire", "verbatim", "light", "heavy", "sure", "elsewhere", "articles", "flagged")
"""Where no match is true: body sentences; called wire, by edit; heavy with a confidence of .7 and more; called wire by a
dispatch of another story; articles; articles with a verdict other than *none*."""
SURE = 0.7

SHAPES: dict[str, tuple[int, ...]] = {
    "zones": (5, 5),  # gold x prediction, in characters; the last of each: anything else
    "origins": (5, 5),
    "edits": (4, 4),
    "agency": (2,),  # characters that are wire on both sides: all, right
    "sources": (3,),  # gold wire sentences with a source: all, named first, named among three
    "bins": (BINS, 3),  # characters by confidence: all, sum of the confidence, right
    "certain": (3, 2),  # characters called wire, by the word for it: all, right
    "parts": (3, 3),  # letters and digits of METER: what the agency gave, so only in sentences called wire
    "verdicts": (3, 4),  # articles of METER; last: undetermined
    "read": (2, 2),  # sentences of METER: derived or new, by the words read as derived, whatever the verdict
    "claimed": (2, 2),  # ... by the verdict on the sentence
    "chances": (BINS, 3),  # narrated sentences of METER by the best dispatch's probability: all, sum, derived
    "modern": (2, 2),  # sentences of modern pages: derived or not, called wire or not
    "natural": (2, 2),  # ... with the weights that undo the choice of sentences
    "heavy": (2,),  # ... called wire and heavy: all, derived
    "stock": (2,),  # ... stock lines and captions: all, called wire
    "stated": (BINS, 3),  # ... called wire, by confidence: all, sum, derived
    "any": (BINS, 3),  # ... all, by confidence or the best dispatch's probability: all, sum, derived
    "alarms": (len(ALARMS),),
}
"""What is counted, and in which form."""
_EDGES = dict(
    zip(SHAPES, pairwise(np.cumsum([0, *(int(np.prod(shape)) for shape in SHAPES.values())])), strict=True)
)
WIDTH = max(int(end) for _, end in _EDGES.values())
_WORD = re.compile(r"\w+(?:['’]\w+)?")


def part(rows: Row, name: str) -> Row:
    """Return one table of counts out of rows of any number of dimensions."""
    first, last = _EDGES[name]
    return rows[..., first:last].reshape(*rows.shape[:-1], *SHAPES[name])


def index(names: Sequence[str], value: object) -> int:
    """Return the place of a value, the number of names where it is none of them."""
    return names.index(value) if value in names else len(names)


def paint(length: int, spans: Iterable[Mapping[str, Any]]) -> Marks:
    """Return the number of the span that covers each character, the last one wins, -1 where none does."""
    marks = np.full(length, -1, dtype=np.int64)
    for number, span in enumerate(spans):
        marks[max(0, span["start"]) : max(0, span["end"])] = number
    return marks


def pairs(left: Marks, right: Marks, keep: NDArray[np.bool_]) -> Iterable[tuple[int, int, int]]:
    """Yield each pair of numbers that stand together, with how often."""
    width = int(right.max(initial=0)) + 2
    found, counts = np.unique((left[keep] + 1) * width + right[keep] + 1, return_counts=True)
    for code, number in zip(found.tolist(), counts.tolist(), strict=True):
        yield code // width - 1, code % width - 1, number


def count(gold: Mapping[str, Any], found: Mapping[str, Any], *, spans: bool = False) -> Row:
    """Return the counts of one document.

    Args:
        gold: The document with its true segments.
        found: The annotation of it, in the published format.
        spans: Whether the gold has stretches of words and not sentences, as METER has.
    """
    if gold["text"] != found["text"]:
        raise ValueError(f"{gold['id']}: the annotation is of another text")
    row = np.zeros(WIDTH)
    truth, segments = gold["segments"], found["segments"]
    mine, theirs = paint(len(gold["text"]), truth), paint(len(gold["text"]), segments)
    for a, b, number in pairs(mine, theirs, mine >= 0):
        _characters(row, truth[a], segments[b] if b >= 0 else {}, number)
    for segment in truth:
        if segment["origin"] == "wire" and segment.get("src"):
            _source(row, segment, segments)
    if spans:
        _words(row, gold, found, mine, theirs)
    return row


def count_verdict(truth: str, found: Mapping[str, Any]) -> Row:
    """Return the counts of one METER class."""
    row = np.zeros(WIDTH)
    part(row, "verdicts")[VERDICTS.index(truth), VERDICT_OF.get(found["verdict"], 3)] = 1
    return row


def count_label(label: Mapping[str, Any], found: Mapping[str, Any]) -> Row:
    """Return the counts of one sentence of a modern page that two readers labelled; where they differ it counts nowhere."""
    row = np.zeros(WIDTH)
    one, two = ("W" if label[reader] in "VLH" else label[reader] for reader in ("one", "two"))
    if one != two or one == "U":
        return row
    best = max(found["segments"], key=lambda s: min(s["end"], label["end"]) - max(s["start"], label["start"]))
    derived, wire = one == "W", _matched(best)
    if one == "B":
        part(row, "stock")[:] = (1, wire)
        return row
    part(row, "modern")[int(not derived), int(not wire)] = 1
    part(row, "natural")[int(not derived), int(not wire)] = label["weight"]
    chance = max((e["score"] for e in best["evidence"] if e["role"] == "wire"), default=0.0)
    chance = best["confidence"] if wire else chance
    for table in ("any", "stated") if wire else ("any",):
        part(row, table)[min(BINS - 1, int(chance * BINS))] = (1, chance, derived)
    if wire and best["edit"] == "heavy":
        part(row, "heavy")[:] = (1, derived)
    return row


def count_alarms(
    found: Mapping[str, Any], *, same_story: Callable[[str, str], bool] = lambda _article, _dispatch: True
) -> Row:
    """Return the counts :data:`ALARMS` of one article whose every match is false."""
    body = [segment for segment in found["segments"] if segment["kind"] == "body"]
    wire = [segment for segment in body if _matched(segment)]
    tally = Counter(segment["edit"] for segment in wire)
    sure = sum(segment["edit"] == "heavy" and segment["confidence"] >= SURE for segment in wire)
    elsewhere = sum(not same_story(found["id"], segment["evidence"][0]["doc"]) for segment in wire)
    flagged = found["verdict"] not in ("none", "undetermined")
    row = np.zeros(WIDTH)
    edits = [tally[edit] for edit in EDITS]
    part(row, "alarms")[:] = (len(body), len(wire), *edits, sure, elsewhere, 1, flagged)
    return row


def _matched(segment: Mapping[str, Any]) -> bool:
    """Tell whether a segment is called wire copy because a dispatch matches."""
    return segment["origin"] == "wire" and "match" in (segment["basis"] or ())


def _zone(kind: str | None) -> str:
    return "content" if kind is None or kind in CONTENT else kind


def _characters(row: Row, truth: Mapping[str, Any], guess: Mapping[str, Any], number: int) -> None:
    part(row, "zones")[index(ZONES, _zone(truth["kind"])), index(ZONES, _zone(guess.get("kind")))] += number
    if truth["origin"] is None:
        return
    origin = guess.get("origin")
    part(row, "origins")[index(ORIGINS, truth["origin"]), index(ORIGINS, origin)] += number
    right = origin == truth["origin"]
    if origin is not None and guess.get("confidence") is not None:
        place = min(BINS - 1, int(guess["confidence"] * BINS))
        part(row, "bins")[place] += (number, number * guess["confidence"], number * right)
    if origin == "wire":
        part(row, "certain")[CERTAINTIES.index(guess["certainty"])] += (number, number * right)
    if right and origin == "wire":
        same = (guess.get("agency") or "").casefold() == (truth["agency"] or "").casefold()
        part(row, "agency")[:] += (number, number * same)
        part(row, "edits")[index(EDITS, truth["edit"]), index(EDITS, guess.get("edit"))] += number


def _source(row: Row, truth: Mapping[str, Any], segments: Sequence[Mapping[str, Any]]) -> None:
    def held(segment: Mapping[str, Any]) -> int:
        return int(min(segment["end"], truth["end"]) - max(segment["start"], truth["start"]))

    best = max(segments, key=held, default=None)
    evidence = best["evidence"] if best is not None and held(best) > 0 else []
    hits = [
        any(e["doc"] == s["doc"] and e["start"] < s["end"] and e["end"] > s["start"] for s in truth["src"])
        for e in evidence[:3]
    ]
    part(row, "sources")[:] += (1, any(hits[:1]), any(hits))


def _words(row: Row, gold: Mapping[str, Any], found: Mapping[str, Any], mine: Marks, theirs: Marks) -> None:
    """Count METER's words and sentences."""
    text, segments = gold["text"], found["segments"]
    true = _labels(mine, [_part_of(span) for span in gold["segments"]], empty=-1)
    read = _read(text, segments)
    claimed = _read(text, [segment for segment in segments if segment["origin"] == "wire"])
    alnum = np.array([char.isalnum() for char in text], dtype=np.bool_)
    for a, b, number in pairs(true, claimed, alnum & (true >= 0)):
        part(row, "parts")[a, b] += number
    words = np.array([match.start() for match in _WORD.finditer(text)], dtype=np.int64)
    words = words[(true[words] >= 0) & (theirs[words] >= 0)]
    new = PARTS.index("new")
    for number in np.unique(theirs[words]):
        inside = words[theirs[words] == number]
        derived = bool((true[inside] != new).mean() >= 0.5)
        segment = segments[number]
        part(row, "read")[int(not derived), int((read[inside] != new).mean() < 0.5)] += 1
        part(row, "claimed")[int(not derived), int(segment["origin"] != "wire")] += 1
        if segment["kind"] in CONTENT and _quoted(text, segment) <= NARRATED:
            chance = max((e["score"] for e in segment["evidence"] if e["role"] == "wire"), default=0.0)
            part(row, "chances")[min(BINS - 1, int(chance * BINS))] += (1, chance, derived)


def _read(text: str, segments: Iterable[Mapping[str, Any]]) -> Marks:
    """Return what each character was read as in the parts of some segments; all else counts as new."""
    pieces = [piece for segment in segments for piece in segment.get("parts") or ()]
    values = [PARTS.index(piece["edit"]) for piece in pieces]
    return _labels(paint(len(text), pieces), values, empty=PARTS.index("new"))


def _labels(marks: Marks, values: Sequence[int], *, empty: int) -> Marks:
    """Return the value of each character's span; ``empty`` where it has none."""
    return np.array([*values, empty], dtype=np.int64)[marks]


def _part_of(span: Mapping[str, Any]) -> int:
    """Return the class of a METER span: its gold says verbatim, heavy (a rewrite) or original."""
    name = (
        "new" if span["origin"] == "original" else "verbatim" if span["edit"] == "verbatim" else "rewritten"
    )
    return PARTS.index(name)


def _quoted(text: str, segment: Mapping[str, Any]) -> float:
    words = [match.start() for match in _WORD.finditer(text, segment["start"], segment["end"])]
    inside = sum(any(q["start"] <= place < q["end"] for q in segment["quotes"]) for place in words)
    return inside / max(1, len(words))


def _classes(confusion: Row, size: int) -> tuple[Row, Row, Row, Row]:
    """Return precision, recall and F1 of the first ``size`` classes, and the macro F1 over those that the gold has."""
    hits = np.stack([confusion[..., i, i] for i in range(size)], axis=-1)
    gold = confusion[..., :size, :].sum(axis=-1)
    said = confusion[..., :, :size].sum(axis=-2)
    precision, recall = hits / np.maximum(said, 1), hits / np.maximum(gold, 1)
    f1 = 2 * hits / np.maximum(gold + said, 1)
    present = gold > 0
    macro = (f1 * present).sum(axis=-1) / np.maximum(present.sum(axis=-1), 1)
    return precision, recall, f1, macro


def _ratio(top: Row, below: Row) -> Row:
    return np.asarray(top / np.maximum(below, 1), dtype=np.float64)


def expected_error(bins: Row) -> Row:
    """Return the expected calibration error of a table (bins, [all, sum of confidence, right])."""
    return _ratio(np.abs(bins[..., 1] - bins[..., 2]).sum(axis=-1), bins[..., 0].sum(axis=-1))


def figures(rows: Row) -> dict[str, Row]:
    """Return every figure of summed counts; further dimensions in front are kept, as resampling needs them."""
    result: dict[str, Row] = {}
    for name, macro, classes in (
        ("zones", "zone_f1", ZONES),
        ("origins", "origin_f1", ORIGINS),
        ("parts", "part_f1", PARTS),
        ("verdicts", "verdict_f1", VERDICTS),
        ("read", "sentence_f1", ("derived", "new")),
        ("claimed", "claim_f1", ("derived", "new")),
    ):
        precision, recall, f1, result[macro] = _classes(part(rows, name), len(classes))
        for place, label in enumerate(classes):
            for kind, values in (("p", precision), ("r", recall), ("f1", f1)):
                result[f"{name}.{label}.{kind}"] = values[..., place]
    result["wire_p"], result["wire_r"] = result["origins.wire.p"], result["origins.wire.r"]
    agency, sources, edits = part(rows, "agency"), part(rows, "sources"), part(rows, "edits")
    result["agency_acc"] = _ratio(agency[..., 1], agency[..., 0])
    result["edit_acc"] = _ratio(np.trace(edits, axis1=-2, axis2=-1), edits.sum(axis=(-1, -2)))
    result["source_hit1"] = _ratio(sources[..., 1], sources[..., 0])
    result["source_hit3"] = _ratio(sources[..., 2], sources[..., 0])
    result["ece"] = expected_error(part(rows, "bins"))
    result["chance_ece"] = expected_error(part(rows, "chances"))
    for name in ("modern", "natural"):
        for kind, values in zip(("p", "r", "f1"), _classes(part(rows, name), 1), strict=False):
            result[f"{name}.{kind}"] = values[..., 0]
    heavy, stock, alarms = part(rows, "heavy"), part(rows, "stock"), part(rows, "alarms")
    result["heavy.right"] = _ratio(heavy[..., 1], heavy[..., 0])
    result["stock.wire"] = _ratio(stock[..., 1], stock[..., 0])
    result["any.ece"] = expected_error(part(rows, "any"))
    for place, name in enumerate(ALARMS[1:-2], 1):
        result[f"alarms.{name}"] = _ratio(alarms[..., place], alarms[..., 0])
    result["alarms.flagged"] = _ratio(alarms[..., -1], alarms[..., -2])
    for label, values in zip(("derived", "new"), _derived(part(rows, "parts")), strict=True):
        result[f"{label}.f1"] = values
    result["derived_f1"] = (result["derived.f1"] + result["new.f1"]) / 2
    return result


def _derived(parts: Row) -> tuple[Row, Row]:
    """Return F1 of derived and new words, verbatim and rewritten taken together."""
    both = np.stack(
        [
            np.stack([parts[..., :2, :2].sum(axis=(-1, -2)), parts[..., :2, 2].sum(axis=-1)], axis=-1),
            np.stack([parts[..., 2, :2].sum(axis=-1), parts[..., 2, 2]], axis=-1),
        ],
        axis=-2,
    )
    f1 = _classes(both, 2)[2]
    return f1[..., 0], f1[..., 1]


def weights(units: int, *, resamples: int = 1000, seed: int = 7) -> Row:
    """Return how often each unit is drawn in each resample, with replacement."""
    rng = np.random.default_rng(seed)
    return rng.multinomial(units, np.full(units, 1 / units), size=resamples).astype(np.float64)


def intervals(units: Sequence[Row], *, resamples: int = 1000) -> dict[str, tuple[float, float, float]]:
    """Return every figure with the bounds that 95 % of its resamples lie within; a unit is what is drawn together."""
    table = np.stack(units)
    whole, drawn = figures(table.sum(axis=0)), figures(weights(len(units), resamples=resamples) @ table)
    bounds = {name: np.percentile(values, [2.5, 97.5]) for name, values in drawn.items()}
    return {name: (float(whole[name]), float(low), float(high)) for name, (low, high) in bounds.items()}
