"""The sets that accuracy is measured on, annotated once by models that have not seen their fold.

Folds are stories, worlds, outlets and events. Sets that no model was fitted on are annotated by the package's own models.
Everything behind this module reads plain annotations in the published form, so that no inner record matters to it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from zlib import crc32

import numpy as np

from benchmarks import counts
from benchmarks.calibrate import all_models, traced
from benchmarks.development import DATA, FOLDS, ROOT, DataSet, read_jsonl
from provenance.config import Config
from provenance.contract.annotation import annotation_to_dict
from provenance.match.archive import Archive
from provenance.match.model import Logistic
from provenance.pipeline import annotate, redecide
from provenance.records import Annotation, Document

Models = Mapping[str, Logistic] | None
Plain = dict[str, Any]
FITTED = ("worlds_dev", "meter_dev")
"""The sets that `benchmarks.calibrate` reads: their articles need models of their own fold."""


def documents(name: str, part: str) -> list[Document]:
    """Return the articles or wires of a set as they stand in it."""
    known = set(Document.__slots__)
    rows = read_jsonl(DATA / name / f"{part}.jsonl")
    return [Document(**{key: value for key, value in row.items() if key in known}) for row in rows]


def fold_of(group: str) -> int:
    """Return the fold of an outlet or an event."""
    return crc32(group.encode()) % FOLDS


@dataclass
class Bench:
    """The sets in memory; models and annotations are made when first asked for."""

    sets: Mapping[str, DataSet] = field(default_factory=lambda: {name: DataSet(name) for name in FITTED})
    fitted: dict[int, Models] = field(default_factory=dict)
    known: dict[str, dict[str, Annotation]] = field(default_factory=dict)

    @cached_property
    def items(self) -> list[Any]:
        """Return every labelled article with its alignments."""
        return [item for data in self.sets.values() for item in traced(data)]

    def models(self, name: str, fold: int) -> Models:
        """Return the models that have not seen a fold of a set; None for those of the package."""
        if name not in FITTED:
            return None
        if fold not in self.fitted:
            self.fitted[fold] = all_models(self.items, leave_out=fold)
        return self.fitted[fold]

    def annotate(self, name: str, folds: Iterable[int] = range(FOLDS)) -> dict[str, Annotation]:
        """Annotate the articles of some folds of a fitted set against all its dispatches."""
        data = self.sets[name]
        result: dict[str, Annotation] = {}
        for fold in folds:
            wanted = {a.document.id for a in data.articles if data.fold(a.document.id) == fold}
            together = [a.document for a in data.articles if name == "worlds_dev" or a.document.id in wanted]
            found = annotate(together, data.archive, models=self.models(name, fold)) if wanted else ()
            result |= {a.document.id: a for a in found if a.document.id in wanted}
        return result

    def found(self, name: str) -> dict[str, Annotation]:
        """Return every article of a set, annotated."""
        if name not in self.known:
            if name in self.sets:
                self.known[name] = self.annotate(name)
            else:
                archive = Archive.build(documents(name, "wires"))
                articles = annotate(documents(name, "articles"), archive)
                self.known[name] = {annotation.document.id: annotation for annotation in articles}
        return self.known[name]

    def rows(self, name: str, found: Mapping[str, Annotation] | None = None) -> dict[str, counts.Row]:
        """Return the counts of every article that has labels."""
        plain = {key: annotation_to_dict(a) for key, a in (found or self.found(name)).items()}
        return modern_rows(plain) if name == "modern_dev" else gold_rows(self.sets[name], plain)

    def redecided(self, name: str, settings: Mapping[str, object]) -> counts.Row:
        """Return a set's summed counts, decided again from kept evidence; nothing is matched again."""
        again = redecide(tuple(self.found(name).values()), Config().with_settings(settings))
        return total(self.rows(name, {a.document.id: a for a in again}).values())


def total(rows: Iterable[counts.Row]) -> counts.Row:
    """Return the sum of rows."""
    return np.asarray(np.sum(list(rows), axis=0))


def gold_rows(data: DataSet, found: Mapping[str, Plain]) -> dict[str, counts.Row]:
    """Return the counts of articles that have gold or a class."""
    path = DATA / data.name / "classes.json"
    classes = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    result = {}
    for name, plain in found.items():
        row = np.zeros(counts.WIDTH)
        if name in data.gold:
            row += counts.count(data.gold[name], plain, spans=data.name == "meter_dev")
        if name in classes:
            row += counts.count_verdict(classes[name], plain)
        if name in data.gold or name in classes:
            result[name] = row
    return result


def modern_rows(found: Mapping[str, Plain]) -> dict[str, counts.Row]:
    """Return the counts of the modern pages with labelled sentences."""
    result: dict[str, counts.Row] = {}
    for label in read_jsonl(DATA / "modern_dev" / "labels.jsonl"):
        if label["id"] in found:
            row = counts.count_label(label, found[label["id"]])
            result[label["id"]] = result.get(label["id"], np.zeros(counts.WIDTH)) + row
    return result


def grouped(rows: Mapping[str, counts.Row], groups: Mapping[str, str]) -> list[counts.Row]:
    """Add up what is drawn together when intervals are made: a story, an outlet, an event."""
    result: dict[str, counts.Row] = {}
    for name, row in sorted(rows.items()):
        key = groups.get(name, name)
        result[key] = result.get(key, np.zeros(counts.WIDTH)) + row
    return list(result.values())


def cases() -> tuple[dict[str, Plain], Sequence[Annotation]]:
    """Return the answers of the small cases of ``seeds/cases`` by article, and what the package says of them."""
    folder = ROOT / "seeds" / "cases"
    archive = Archive.build(Document(**row) for row in read_jsonl(folder / "wires.jsonl"))
    found = annotate([Document(**row) for row in read_jsonl(folder / "articles.jsonl")], archive)
    return {row["id"]: row for row in read_jsonl(folder / "gold.jsonl")}, tuple(found)
