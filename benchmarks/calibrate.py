"""Fit the decision models on the development data and write ``provenance/match/calibration.json``.

    python -m benchmarks.calibrate            fit on everything and write the file
    python -m benchmarks.calibrate --dry-run  only say what cross-validation gives

Five plain logistic regressions: ``own`` and ``context`` (does the sentence derive?), ``reuse`` (do most of its words,
speech included, come from the source?), ``edit`` (light or heavy?) and
``parts`` (is the word verbatim, rewritten or new?). Folds are stories: no story is in training and test at once, and
``context`` is fitted on answers of ``own`` from other folds. Both sets weigh the same however large they are.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from benchmarks.development import DATA, FOLDS, ROOT, DataSet, config, derived_share, majority
from provenance.match.alignment import Match, Profile, Vocabulary, align, profile
from provenance.match.evidence import EDIT, edit_row
from provenance.match.features import CONTEXT, OWN, own
from provenance.match.model import Logistic
from provenance.match.parts import PARTS, part_rows
from provenance.match.retrieval import retrieve
from provenance.match.tracing import window
from provenance.match.weighing import best_by_source, first_pass, in_context, leading, lengths, weigh
from provenance.text.times import may_precede

SPEECH_LIMIT = 0.5
"""METER has no class for public speech: sentences with more of it are left out of the fit of derivation."""
REWRITTEN = 1.6
"""Weight of rewritten words in the fit of ``parts``: they are few, and missing them all would cost little unweighted.
Chosen by macro F1 in cross-validation; 1.3 to 2 differ by less than .01."""
STRENGTH = {"own": 1.0, "context": 1.0, "edit": 0.3, "parts": 1.0}
"""Inverse strength of the L2 penalty."""


@dataclass
class Traced:
    """One labelled article with its matches, not weighed."""

    data: DataSet
    fold: int
    article: Profile
    sources: dict[str, Profile]
    matches: list[Match]
    marks: list[dict[str, Any] | None]


@dataclass
class Rows:
    """Training rows of one model, with label, fold and weight group."""

    x: list[Sequence[float]] = field(default_factory=list)
    y: list[str] = field(default_factory=list)
    fold: list[int] = field(default_factory=list)
    group: list[str] = field(default_factory=list)

    def add(self, x: Sequence[float], y: str, item: Traced) -> None:
        """Add one row."""
        self.x.append(x)
        self.y.append(y)
        self.fold.append(item.fold)
        self.group.append(item.data.name)


def traced(data: DataSet) -> list[Traced]:
    """Align every labelled article of a set with its candidate dispatches."""
    settings, result = config(), []
    for article, marks in data.labelled():
        vocabulary = Vocabulary(data.archive.weight)
        mine = profile(article, vocabulary)
        after, before = window(article, settings)
        sources = {}
        for candidate in retrieve(
            article, data.archive, config=settings.retrieval, after=after, before=before
        ):
            source = data.archive.get(candidate.doc)
            if may_precede(source.when, article.when, tolerance_hours=settings.decision.tolerance_hours):
                sources[candidate.doc] = profile(source, vocabulary)
        found = [match for source in sources.values() for match in align(mine, source)]
        result.append(Traced(data, data.fold(article.document.id), mine, sources, found, marks))
    return result


def label(item: Traced, number: int) -> str | None:
    """Return whether a segment derives from a dispatch, by the majority of its characters; None where unknown."""
    prepared = item.article.prepared
    segment = prepared.segments[number]
    share = derived_share(item.marks, prepared.document.text, segment.start, segment.end)
    if share is None or segment.kind == "caption":
        return None
    return "derived" if share >= 0.5 else "not"


def is_speech(item: Traced, number: int) -> bool:
    """Tell whether a METER sentence is mostly speech, which its gold does not tell from narration."""
    tokens = item.article.words[number]
    quoted = sum(bool(item.article.prepared.quoted[t]) for t in tokens)
    return item.data.name == "meter_dev" and quoted > SPEECH_LIMIT * max(1, len(tokens))


def own_rows(items: Sequence[Traced]) -> Rows:
    """Return one row a sentence: its best alignment by plain overlap."""
    rows = Rows()
    for item in items:
        for number, match in _nearest(item).items():
            answer = label(item, number)
            if answer is not None and not is_speech(item, number):
                rows.add(own(match), answer, item)
    return rows


def _nearest(item: Traced) -> dict[int, Match]:
    """Return for each segment the match that overlaps most, before any model has an opinion."""
    best: dict[int, Match] = {}
    for match in item.matches:
        known = best.get(match.segment)
        if known is None or _overlap(match) > _overlap(known):
            best[match.segment] = match
    return best


def _overlap(match: Match) -> float:
    return match.coverage + 2 * match.containment + (match.reverse + match.window) / 2


def context_rows(items: Sequence[Traced], models: Callable[[int], Logistic], *, speech: bool) -> Rows:
    """Return one row a sentence: the features of its leading source, made by the line that annotates.

    With ``speech``, METER alone and its sentences of speech too: are the words reused? Without: does it derive?
    """
    rows = Rows()
    for item in items:
        by_source = best_by_source(first_pass(item.matches, models(item.fold)))
        best = in_context(item.article, by_source)
        for number, source in sorted(leading(by_source, lengths(item.article)).items()):
            answer = label(item, number)
            if answer is None or (item.data.name != "meter_dev" if speech else is_speech(item, number)):
                continue
            rows.add(best[source][number].features, answer, item)
    return rows


def edit_rows(items: Sequence[Traced]) -> Rows:
    """Return one row a wire sentence of the worlds: light or heavy, against its true source."""
    rows = Rows()
    for item in items:
        if item.data.name != "worlds_dev":
            continue
        prepared = item.article.prepared
        for number, match in _nearest(item).items():
            segment = prepared.segments[number]
            gold = majority(item.marks, prepared.document.text, segment.start, segment.end)
            if gold and gold["origin"] == "wire" and gold["edit"] in ("light", "heavy"):
                rows.add(edit_row(match), gold["edit"], item)
    return rows


def weighed_by_segment(item: Traced, models: dict[str, Logistic]) -> dict[int, list[Match]]:
    """Return the weighed matches of one article, by segment."""
    table: dict[int, list[Match]] = {}
    for match in weigh(item.article, item.matches, models=models):
        table.setdefault(match.segment, []).append(match)
    return table


def part_training(items: Sequence[Traced], models: Callable[[int], dict[str, Logistic]]) -> Rows:
    """Return one row a word of METER's sentences that have a candidate."""
    rows = Rows()
    for item in items:
        if item.data.name != "meter_dev" or item.article.prepared.document.id not in item.data.gold:
            continue
        tokens, text = item.article.prepared.tokens, item.article.prepared.document.text
        for number, weighed in weighed_by_segment(item, models(item.fold)).items():
            for token, row in zip(
                item.article.words[number], part_rows(item.article, item.sources, weighed), strict=True
            ):
                gold = majority(item.marks, text, int(tokens.start[token]), int(tokens.end[token]))
                if gold is not None:
                    answer = (
                        "new"
                        if gold["origin"] == "original"
                        else "verbatim"
                        if gold["edit"] == "verbatim"
                        else "rewritten"
                    )
                    rows.add(tuple(row), answer, item)
    return rows


def fit(
    rows: Rows, columns: tuple[str, ...], classes: tuple[str, ...], *, leave_out: int | None, strength: float
) -> Logistic:
    """Fit one model, without one fold where asked; the sets weigh the same."""
    keep = np.array([fold != leave_out for fold in rows.fold])
    x, y = np.array(rows.x, dtype=np.float64)[keep], np.array(rows.y)[keep]
    groups = np.array(rows.group)[keep]
    weight = np.ones(len(y))
    for name in set(groups):
        weight[groups == name] = len(y) / len(set(groups)) / (groups == name).sum()
    weight[y == "rewritten"] *= REWRITTEN
    scaler = StandardScaler().fit(x)
    model = LogisticRegression(C=strength, max_iter=5000).fit(
        scaler.transform(x), [classes.index(item) for item in y], sample_weight=weight
    )
    return Logistic(columns, classes, scaler.mean_, scaler.scale_, model.coef_, model.intercept_)


OWN_CLASSES, EDIT_CLASSES, PART_CLASSES = (
    ("not", "derived"),
    ("light", "heavy"),
    ("new", "rewritten", "verbatim"),
)


def all_models(items: Sequence[Traced], *, leave_out: int | None = None) -> dict[str, Logistic]:
    """Fit the five models, without one fold where asked; inner folds keep ``context`` and ``parts`` honest."""
    rows = own_rows(items)
    inner = {
        f: fit(_without(rows, leave_out), OWN, OWN_CLASSES, leave_out=f, strength=STRENGTH["own"])
        for f in range(FOLDS)
    }
    second = _without(context_rows(items, inner.__getitem__, speech=False), leave_out)
    reused = _without(context_rows(items, inner.__getitem__, speech=True), leave_out)
    inner2 = {
        f: {
            "own": inner[f],
            "context": fit(second, CONTEXT, OWN_CLASSES, leave_out=f, strength=STRENGTH["context"]),
            "reuse": fit(reused, CONTEXT, OWN_CLASSES, leave_out=f, strength=STRENGTH["context"]),
        }
        for f in range(FOLDS)
    }
    parts = _without(part_training(items, inner2.__getitem__), leave_out)
    return {
        "own": fit(rows, OWN, OWN_CLASSES, leave_out=leave_out, strength=STRENGTH["own"]),
        "context": fit(second, CONTEXT, OWN_CLASSES, leave_out=leave_out, strength=STRENGTH["context"]),
        "reuse": fit(reused, CONTEXT, OWN_CLASSES, leave_out=leave_out, strength=STRENGTH["context"]),
        "edit": fit(edit_rows(items), EDIT, EDIT_CLASSES, leave_out=leave_out, strength=STRENGTH["edit"]),
        "parts": fit(parts, PARTS, PART_CLASSES, leave_out=leave_out, strength=STRENGTH["parts"]),
    }


def _without(rows: Rows, fold: int | None) -> Rows:
    kept = [i for i, f in enumerate(rows.fold) if f != fold]
    return Rows(
        [rows.x[i] for i in kept],
        [rows.y[i] for i in kept],
        [rows.fold[i] for i in kept],
        [rows.group[i] for i in kept],
    )


def digest() -> str:
    """Return the SHA-256 of the development files that the fit reads."""
    total = hashlib.sha256()
    for name in ("worlds_dev", "meter_dev"):
        for part in ("articles", "gold", "wires"):
            total.update((DATA / name / f"{part}.jsonl").read_bytes())
    return total.hexdigest()


def to_json(models: dict[str, Logistic]) -> dict[str, Any]:
    """Return the models as plain values, rounded to five decimals."""

    def plain(values: NDArray[np.float64]) -> object:
        return np.round(values, 5).tolist()

    return {
        name: {
            "columns": list(model.columns),
            "classes": list(model.classes),
            "mean": plain(model.mean),
            "scale": plain(model.scale),
            "coefficients": plain(model.coefficients),
            "intercept": plain(model.intercept),
        }
        for name, model in models.items()
    }


def load() -> list[Traced]:
    """Return both sets, aligned."""
    return [item for name in ("worlds_dev", "meter_dev") for item in traced(DataSet(name))]


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--dry-run", action="store_true", help="fit, but write nothing")
    options = parser.parse_args()
    items = load()
    models = all_models(items)
    value = {
        "command": "python -m benchmarks.calibrate",
        "data": ["worlds_dev", "meter_dev"],
        "data_sha256": digest(),
        "sentences": len(own_rows(items).y),
        "models": to_json(models),
    }
    if not options.dry_run:
        (ROOT / "provenance" / "calibration.json").write_text(json.dumps(value, indent=1) + "\n", "utf-8")
    print(json.dumps({"sentences": value["sentences"], "data_sha256": value["data_sha256"]}))


if __name__ == "__main__":
    main()
