"""Fit the decision models on the development data and write ``provenance/match/calibration.json``.

    python -m benchmarks.calibrate            fit on everything and write the file
    python -m benchmarks.calibrate --dry-run  only say how much there was to fit on

Five plain logistic regressions: ``own`` and ``context`` (does the sentence derive?), ``reuse`` (do most of its words,
speech included, come from the source?), ``edit`` (light or heavy?) and ``parts`` (is the word verbatim, rewritten or
new?). A fold never splits an outlet, event, story or world, and ``context`` is fitted on answers of ``own`` from other
folds. What newsrooms wrote on their own teaches as much as what they copied: without it, facts that all reports of an
event share would pass for copying.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from benchmarks.development import DATA, FOLDS, ROOT, config, derived_share, majority
from benchmarks.teaching import Labelled, meter, modern, same_event, worlds
from provenance.match.alignment import Match, Profile
from provenance.match.features import CONTEXT, EDIT, OWN, edit_row, own
from provenance.match.model import Logistic
from provenance.match.parts import PARTS, part_rows
from provenance.match.retrieval import retrieve
from provenance.match.tracing import aligned, window
from provenance.match.weighing import best_by_source, first_pass, in_context, leading, lengths, weigh
from provenance.text.times import may_precede

SPEECH_LIMIT = 0.5
"""METER has no class for public speech: sentences with more of it are left out of the fit of derivation."""
UNSURE = (0.3, 0.7)
"""METER's sentences of which a share between these derives are neither, and are left out of it too."""
REPRINTED = (0.7, 8)
"""Coverage and run from which a sentence of two newsrooms is no independent writing: agency paragraphs, statements."""
WEIGHT = {"modern_dev": 3.0, "one": 1.0, "pool": 1.0, "meter_dev": 3.0, "worlds": 3.0}
"""What a set weighs in a fit, however large it is: modern pages are what a user has."""
AROUND = {"modern_dev": 4.0, "one": 0.5, "pool": 0.25, "meter_dev": 3.0, "worlds": 4.0}
"""The same for what is told by the neighbourhood: the first model has learned from independent newsrooms how strict to be
with one sentence, and none of their articles shows a use of a dispatch that could be learned from."""
REWRITTEN = {"rewritten": 1.6}
"""Weight of rewritten words in the fit of ``parts``: they are few, and missing them all would cost little unweighted.
Chosen by macro F1 in cross-validation; 1.3 to 2 differ by less than .01."""
STRENGTH = {"own": 0.3, "context": 1.0, "edit": 0.3, "parts": 1.0}
"""Inverse strength of the L2 penalty."""


@dataclass
class Traced:
    """One labelled article with its matches, not weighed."""

    data: Labelled
    article: Profile
    sources: dict[str, Profile]
    matches: list[Match]

    @property
    def fold(self) -> int:
        """Return the fold."""
        return self.data.fold


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


def traced(data: Iterable[Labelled]) -> list[Traced]:
    """Align every labelled article of a set with its candidate dispatches."""
    settings, result = config(), []
    for labelled in data:
        article, archive = labelled.article, labelled.archive
        vocabulary = archive.vocabulary
        mine = vocabulary.profile(article)
        after, before = window(article, settings)
        sources = {}
        for candidate in retrieve(article, archive, config=settings.retrieval, after=after, before=before):
            source = archive.get(candidate.doc)
            if may_precede(source.when, article.when, tolerance_hours=settings.decision.tolerance_hours):
                sources[candidate.doc] = vocabulary.profile(source)
        result.append(Traced(labelled, mine, sources, aligned(mine, sources, settings)))
    return result


def label(item: Traced, number: int, nearest: Match | None) -> str | None:
    """Return whether a segment derives from a dispatch; None where unknown or not to be learned from."""
    prepared, data = item.article.prepared, item.data
    segment = prepared.segments[number]
    if segment.kind == "caption":
        return None
    if data.marks is None:
        if data.name in ("one", "pool") and (is_speech(item, number) or _reprinted(nearest)):
            return None
        return None if number not in data.answers else "derived" if data.answers[number] else "not"
    share = derived_share(data.marks, prepared.document.text, segment.start, segment.end)
    if share is None or (
        data.name == "meter_dev" and (is_speech(item, number) or UNSURE[0] < share < UNSURE[1])
    ):
        return None
    return "derived" if share >= 0.5 else "not"


def reused(item: Traced, number: int) -> str | None:
    """Return whether most characters of a METER sentence come from a dispatch, speech included."""
    if item.data.name != "meter_dev" or item.data.marks is None:
        return None
    segment = item.article.prepared.segments[number]
    share = derived_share(item.data.marks, item.article.prepared.document.text, segment.start, segment.end)
    return None if share is None else "derived" if share >= 0.5 else "not"


def is_speech(item: Traced, number: int) -> bool:
    """Tell whether a sentence is mostly speech."""
    tokens = item.article.words[number]
    quoted = sum(bool(item.article.prepared.quoted[t]) for t in tokens)
    return quoted > SPEECH_LIMIT * max(1, len(tokens))


def _reprinted(nearest: Match | None) -> bool:
    return nearest is not None and nearest.coverage > REPRINTED[0] and nearest.run >= REPRINTED[1]


def own_rows(items: Sequence[Traced]) -> Rows:
    """Return one row a sentence: its best match by plain overlap."""
    rows = Rows()
    for item in items:
        for number, match in _nearest(item).items():
            answer = label(item, number, match)
            if answer is not None:
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


def context_rows(items: Sequence[Traced], models: Callable[[int], Logistic]) -> tuple[Rows, Rows]:
    """Return one row a sentence: its leading source seen with its neighbourhood, made by the line that annotates.

    The first rows ask whether the sentence derives; the second, of METER alone and with its sentences of speech, whether
    its words are reused.
    """
    derived, again = Rows(), Rows()
    for item in items:
        nearest, by_source = _nearest(item), best_by_source(first_pass(item.matches, models(item.fold)))
        best = in_context(item.article, by_source, config().weigh)
        for number, source in sorted(leading(by_source, lengths(item.article)).items()):
            row = best[source][number].features[len(OWN) :]
            for rows, answer in (
                (derived, label(item, number, nearest[number])),
                (again, reused(item, number)),
            ):
                if answer is not None:
                    rows.add(row, answer, item)
    return derived, again


def edit_rows(items: Sequence[Traced]) -> Rows:
    """Return one row a wire sentence of the worlds: light or heavy, against its true source."""
    rows = Rows()
    for item in items:
        if item.data.name != "worlds":
            continue
        prepared = item.article.prepared
        for number, match in _nearest(item).items():
            segment = prepared.segments[number]
            gold = majority(item.data.marks or [], prepared.document.text, segment.start, segment.end)
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
        marks = item.data.marks
        if item.data.name != "meter_dev" or marks is None or not any(m and m["edit"] for m in marks):
            continue
        tokens, text = item.article.prepared.tokens, item.article.prepared.document.text
        for number, weighed in weighed_by_segment(item, models(item.fold)).items():
            for token, row in zip(
                item.article.words[number], part_rows(item.article, item.sources, weighed), strict=True
            ):
                gold = majority(marks, text, int(tokens.start[token]), int(tokens.end[token]))
                if gold is not None:
                    original = gold["origin"] == "original"
                    answer = "new" if original else "verbatim" if gold["edit"] == "verbatim" else "rewritten"
                    rows.add(tuple(row), answer, item)
    return rows


def fit(
    rows: Rows,
    columns: tuple[str, ...],
    classes: tuple[str, ...],
    *,
    leave_out: int | None,
    strength: float,
    weights: Mapping[str, float] = WEIGHT,
    favour: Mapping[str, float] = MappingProxyType({}),
) -> Logistic:
    """Fit one model, without one fold where asked; a set weighs what it should, and an answer of ``favour`` more."""
    keep = np.array([fold != leave_out for fold in rows.fold])
    x, y = np.array(rows.x, dtype=np.float64)[keep], np.array(rows.y)[keep]
    groups = np.array(rows.group)[keep]
    weight = np.ones(len(y))
    for name in set(groups):
        weight[groups == name] = weights[name] / (groups == name).sum()
    weight *= len(y) / weight.sum()
    for answer, more in favour.items():
        weight[y == answer] *= more
    scaler = StandardScaler().fit(x)
    model = LogisticRegression(C=strength, max_iter=5000).fit(
        scaler.transform(x), [classes.index(item) for item in y], sample_weight=weight
    )
    return Logistic(columns, classes, scaler.mean_, scaler.scale_, model.coef_, model.intercept_)


def around(rows: Rows, leave_out: int | None) -> Logistic:
    """Fit the model of the neighbourhood."""
    strength = STRENGTH["context"]
    return fit(rows, CONTEXT, OWN_CLASSES, leave_out=leave_out, strength=strength, weights=AROUND)


OWN_CLASSES, EDIT_CLASSES, PART_CLASSES = (
    ("not", "derived"),
    ("light", "heavy"),
    ("new", "rewritten", "verbatim"),
)


def all_models(
    items: Sequence[Traced], *, leave_out: int | None = None, words: Rows | None = None
) -> dict[str, Logistic]:
    """Fit the five models, without one fold where asked; inner folds keep ``context`` and ``parts`` honest.

    Args:
        items: The labelled articles, traced.
        leave_out: A fold that no model may see.
        words: The rows of ``parts`` by :func:`word_rows`, where they are made already: they cost more than all fits.
    """
    rows = own_rows(items)
    inner = {
        f: fit(_without(rows, leave_out), OWN, OWN_CLASSES, leave_out=f, strength=STRENGTH["own"])
        for f in range(FOLDS)
    }
    seen = [item for item in items if item.fold != leave_out]
    second, again = context_rows(seen, inner.__getitem__)
    edit = fit(edit_rows(items), EDIT, EDIT_CLASSES, leave_out=leave_out, strength=STRENGTH["edit"])
    parts, strength = _without(words or word_rows(items), leave_out), STRENGTH["parts"]
    parts_model = fit(parts, PARTS, PART_CLASSES, leave_out=leave_out, strength=strength, favour=REWRITTEN)
    return {
        "own": fit(rows, OWN, OWN_CLASSES, leave_out=leave_out, strength=STRENGTH["own"]),
        "context": around(second, leave_out),
        "reuse": fit(again, CONTEXT, OWN_CLASSES, leave_out=leave_out, strength=STRENGTH["context"]),
        "edit": edit,
        "parts": parts_model,
    }


def word_rows(items: Sequence[Traced]) -> Rows:
    """Return the rows of ``parts``, each read by models that have not seen the word's story."""
    rows = own_rows(items)
    inner = {f: fit(rows, OWN, OWN_CLASSES, leave_out=f, strength=STRENGTH["own"]) for f in range(FOLDS)}
    second, again = context_rows(items, inner.__getitem__)
    edits = edit_rows(items)
    models = {
        f: {
            "own": inner[f],
            "edit": fit(edits, EDIT, EDIT_CLASSES, leave_out=f, strength=STRENGTH["edit"]),
            "context": around(second, f),
            "reuse": fit(again, CONTEXT, OWN_CLASSES, leave_out=f, strength=STRENGTH["context"]),
        }
        for f in range(FOLDS)
    }
    return part_training(items, models.__getitem__)


def _without(rows: Rows, fold: int | None) -> Rows:
    kept = [i for i, f in enumerate(rows.fold) if f != fold]
    return Rows(
        [rows.x[i] for i in kept],
        [rows.y[i] for i in kept],
        [rows.fold[i] for i in kept],
        [rows.group[i] for i in kept],
    )


SETS = ("worlds_dev", "worlds_more/w11", "worlds_more/w12", "meter_dev", "modern_dev", "sameevent_dev")


def digest() -> str:
    """Return the SHA-256 of the development files that the fit reads."""
    total = hashlib.sha256()
    for name in SETS:
        for path in sorted((DATA / name).glob("*.jsonl")):
            total.update(path.read_bytes())
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
    """Return all sets, aligned."""
    sets = (modern(), same_event(pool=False), same_event(pool=True), meter(), worlds())
    return [item for data in sets for item in traced(data)]


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
        "data": list(SETS),
        "data_sha256": digest(),
        "sentences": len(own_rows(items).y),
        "models": to_json(models),
    }
    if not options.dry_run:
        (ROOT / "provenance" / "match" / "calibration.json").write_text(
            json.dumps(value, indent=1) + "\n", "utf-8"
        )
    print(json.dumps({"sentences": value["sentences"], "data_sha256": value["data_sha256"]}))


if __name__ == "__main__":
    main()
