"""How right the tool is, by class, by threshold and by probability: each figure with its interval, in sentences of the corpus."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np

from provenance.alarms import THRESHOLDS
from provenance.claim import config_of
from provenance.pipeline import redecide
from provenance.records import Annotation
from provenance.validation.correction import Errors
from provenance.validation.judging import Judged
from provenance.validation.labels import WIRE, derives
from provenance.validation.resampling import NOTHING, Estimate, Floats, estimate, ratio, tables, weighed

Row = dict[str, Any]
BINS: Final = 10
"""Bins of confidence, of equal width."""


def errors(judged: Sequence[Judged], classes: Sequence[str], *, seed: int = 0) -> Errors:
    """Return the weighted cross table of truth and tool, and draws of it by article."""
    rows = [(item.article, item.truth, item.tool, item.weight) for item in judged]
    return errors_of(rows, classes, seed=seed)


def errors_of(
    rows: Sequence[tuple[str, str, str, float]], classes: Sequence[str], *, seed: int = 0
) -> Errors:
    """Return the same of bare rows: article, truth, tool, weight."""
    place = {name: number for number, name in enumerate(classes)}
    cells = [(place[truth], place[tool]) for _, truth, tool, _ in rows]
    groups = _numbered(article for article, *_ in rows)
    table, draws = tables(cells, [row[3] for row in rows], groups, len(classes), seed=seed)
    return Errors(tuple(classes), table, draws, len(rows))


def _numbered(names: Iterable[str]) -> list[int]:
    number: dict[str, int] = {}
    return [number.setdefault(name, len(number)) for name in names]


def _scores(table: Floats, place: int) -> tuple[Floats, Floats, Floats]:
    """Return precision, recall and F1 of a class, of each table."""
    right = table[:, place, place]
    told, true = table[:, :, place].sum(axis=1), table[:, place, :].sum(axis=1)
    return ratio(right, told), ratio(right, true), ratio(2 * right, told + true)


def class_rows(found: Errors, judged: Sequence[Judged]) -> Iterator[Row]:
    """Yield precision, recall and F1 of each class that truth or tool has, each with its interval."""
    for place, name in enumerate(found.classes):
        told, true = (sum(getattr(item, side) == name for item in judged) for side in ("tool", "truth"))
        if told or true:
            values, drawn = _scores(found.table[None], place), _scores(found.draws, place)
            row: Row = {"class": name, "n_tool": told, "n_truth": true}
            for measure, value, draws in zip(("precision", "recall", "f1"), values, drawn, strict=True):
                row |= spread(measure, estimate(float(value[0]), draws))
            yield row


def accuracy(found: Errors) -> Estimate:
    """Return the share of the corpus' sentences whose class is right."""
    value, drawn = (
        ratio(np.trace(t, axis1=1, axis2=2), t.sum(axis=(1, 2))) for t in (found.table[None], found.draws)
    )
    return estimate(float(value[0]), drawn, found.n)


def spread(name: str, found: Estimate) -> Row:
    """Return a figure and the ends of its interval as three columns."""
    return {name: found.value, f"{name}_low": found.low, f"{name}_high": found.high}


def confusion_rows(found: Errors, judged: Sequence[Judged]) -> Iterator[Row]:
    """Yield every pair of truth and tool that occurs: sentences judged, and sentences of the corpus they stand for."""
    for i, truth in enumerate(found.classes):
        for j, tool in enumerate(found.classes):
            n = sum((item.truth, item.tool) == (truth, tool) for item in judged)
            if n:
                yield {"truth": truth, "tool": tool, "n": n, "weight": float(found.table[i, j])}


def sweep_rows(
    annotations: Sequence[Annotation], judged: Sequence[Judged], *, seed: int = 0
) -> Iterator[Row]:
    """Yield precision, recall and F1 of *wire* at each threshold; decided again from kept evidence, nothing is matched."""
    if not judged:
        return
    config = config_of(annotations)
    needed = {item.article for item in judged}
    kept = [annotation for annotation in annotations if annotation.document.id in needed]
    truth = [int(derives(item.truth)) for item in judged]
    weights, articles = [item.weight for item in judged], _numbered(item.article for item in judged)
    for threshold in sorted({*THRESHOLDS, config.decision.threshold}):
        again = redecide(kept, config.with_settings({"decision.threshold": threshold}))
        told = _wire(again, judged)
        table, draws = tables(list(zip(truth, told, strict=True)), weights, articles, 2, seed=seed)
        row: Row = {"threshold": threshold, "chosen": threshold == config.decision.threshold}
        for measure, value, drawn in zip(
            ("precision", "recall", "f1"), _scores(table[None], 1), _scores(draws, 1), strict=True
        ):
            row |= spread(measure, estimate(float(value[0]), drawn))
        yield row


def _wire(annotations: Sequence[Annotation], judged: Sequence[Judged]) -> list[int]:
    by_id = {annotation.document.id: annotation for annotation in reversed(annotations)}
    return [int(by_id[item.article].findings[item.number].verdict.origin == WIRE) for item in judged]


def is_right(item: Judged) -> bool:
    """Tell whether the tool's answer is right about whether the sentence derives, and from which kind of source."""
    return item.truth == item.tool or (derives(item.truth) and derives(item.tool))


def calibration_rows(judged: Sequence[Judged], *, seed: int = 0) -> Iterator[Row]:
    """Yield, for each bin of confidence, how sure the tool is there and how often it is right."""
    sums, drawn, counts = _binned(judged, seed)
    rng = np.random.default_rng(seed)
    for number in np.flatnonzero(counts):
        total, right, confidence = (float(value) for value in sums[number])
        unknown = (
            rng.gamma(0.5, size=(2, len(drawn))) * total / counts[number]
        )  # one sentence more, as for classes
        draws = ratio(drawn[:, number, 1] + unknown[0], drawn[:, number, 0] + unknown.sum(axis=0))
        yield {
            "from": number / BINS, "to": (number + 1) / BINS, "n": int(counts[number]), "weight": total,
            "confidence": confidence / total, **spread("right", estimate(right / total, draws)),
        }  # fmt: skip


def calibration_gap(judged: Sequence[Judged], *, seed: int = 0) -> Estimate:
    """Return the expected calibration error: how far confidence lies from the share that is right, on average over bins."""
    sums, drawn, counts = _binned(judged, seed)
    if not counts.any():
        return NOTHING
    value, draws = (
        ratio(np.abs(found[:, :, 1] - found[:, :, 2]).sum(axis=1), found[:, :, 0].sum(axis=1))
        for found in (sums[None], drawn)
    )
    return estimate(float(value[0]), draws, int(counts.sum()))


def _binned(judged: Sequence[Judged], seed: int) -> tuple[Floats, Floats, Floats]:
    """Return, for each bin of confidence: the sums of weight, of what is right and of confidence; draws of them; the number of sentences."""
    scored = [(i, i.finding.verdict.confidence) for i in judged if i.finding.verdict.confidence is not None]
    groups = _numbered(item.article for item, _ in scored)
    found, counts = np.zeros((max(groups, default=-1) + 1, BINS, 3)), np.zeros(BINS)
    for (item, confidence), group in zip(scored, groups, strict=True):
        place = min(int(confidence * BINS), BINS - 1)
        found[group, place] += item.weight * np.array([1.0, is_right(item), confidence])
        counts[place] += 1
    return found.sum(axis=0), weighed(found, np.random.default_rng(seed)), counts


def disagreement_rows(judged: Sequence[Judged]) -> Iterator[Row]:
    """Yield the sentences whose class is not what people say, the surest answers first."""
    wrong = (item for item in judged if item.truth != item.tool)
    for item in sorted(wrong, key=lambda item: -(item.finding.verdict.confidence or 0)):
        yield _told(item) | {"truth": item.truth, "tool": item.tool}


def _told(item: Judged) -> Row:
    verdict = item.finding.verdict
    return {
        "article": item.article, "sentence": item.number, "text": item.text, "coders": said(item.labels),
        "agency": verdict.agency, "edit": verdict.edit, "certainty": verdict.certainty, "confidence": verdict.confidence,
        "rule": verdict.rule, "why": verdict.why, "weight": item.weight,
    }  # fmt: skip


def said(labels: Mapping[str, str]) -> str:
    """Return who said what, in one line."""
    return "; ".join(f"{coder}: {label}" for coder, label in sorted(labels.items()))
