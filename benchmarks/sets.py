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

import numpy as np

from benchmarks import counts
from benchmarks.calibrate import Rows, Traced, all_models, load, word_rows
from benchmarks.development import DATA, ROOT, DataSet, fold_of, read_jsonl
from provenance.config import Config
from provenance.contract import annotation_to_dict
from provenance.match.archive import Archive
from provenance.match.model import Logistic
from provenance.pipeline import annotate, redecide
from provenance.records import Annotation, Document

Models = Mapping[str, Logistic] | None
Plain = dict[str, Any]
WORLDS = ("worlds_dev", "worlds_more/w11", "worlds_more/w12")
"""Our own invented events."""
SETS = (*WORLDS, "meter_dev")
"""The sets whose articles have gold; every set teaches, so all of them need models of their own fold."""


def documents(name: str, part: str) -> list[Document]:
    """Return the articles or wires of a set as they stand in it."""
    known = set(Document.__slots__)
    rows = read_jsonl(DATA / name / f"{part}.jsonl")
    return [Document(**{key: value for key, value in row.items() if key in known}) for row in rows]


@dataclass
class Bench:
    """The sets in memory; models and annotations are made when first asked for."""

    sets: Mapping[str, DataSet] = field(default_factory=lambda: {name: DataSet(name) for name in SETS})
    fitted: dict[int, Models] = field(default_factory=dict)
    known: dict[str, dict[str, Annotation]] = field(default_factory=dict)

    @cached_property
    def items(self) -> list[Traced]:
        """Return every labelled article of all sets with its matches."""
        return load()

    @cached_property
    def words(self) -> Rows:
        """Return the rows of words that all fits share."""
        return word_rows(self.items)

    def models(self, fold: int) -> Models:
        """Return the models that have not seen a fold; None, those of the package, where no set is at hand."""
        if not self.sets:
            return None
        if fold not in self.fitted:
            self.fitted[fold] = all_models(self.items, leave_out=fold, words=self.words)
        return self.fitted[fold]

    def found(self, name: str) -> dict[str, Annotation]:
        """Return every article of a set, annotated by models that have not seen its story, world or outlet.

        The articles of a world are annotated together, for they witness for each other; all others each by itself.
        """
        if name not in self.known:
            self.known[name] = _modern(self) if name == "modern_dev" else _with_gold(self, self.sets[name])
        return self.known[name]

    def rows(self, name: str, found: Mapping[str, Annotation] | None = None) -> dict[str, counts.Row]:
        """Return the counts of every article that has labels."""
        plain = {key: annotation_to_dict(a) for key, a in (found or self.found(name)).items()}
        return modern_rows(plain) if name == "modern_dev" else gold_rows(self.sets[name], plain)

    def redecided(self, name: str, settings: Mapping[str, object]) -> counts.Row:
        """Return a set's summed counts, decided again from kept evidence; nothing is matched again."""
        again = redecide(tuple(self.found(name).values()), Config().with_settings(settings))
        return total(self.rows(name, {a.document.id: a for a in again}).values())


def _modern(bench: Bench) -> dict[str, Annotation]:
    """Annotate the modern pages that hold labelled sentences, by outlet."""
    labelled = {row["id"] for row in read_jsonl(DATA / "modern_dev" / "labels.jsonl")}
    archive = Archive.build(documents("modern_dev", "wires"))
    pages = [item for item in documents("modern_dev", "articles") if item.id in labelled]
    found = (annotate([page], archive, models=bench.models(fold_of(str(page.outlet))))[0] for page in pages)
    return {annotation.document.id: annotation for annotation in found}


def _with_gold(bench: Bench, data: DataSet) -> dict[str, Annotation]:
    """Annotate the articles of a set against all its dispatches."""
    result: dict[str, Annotation] = {}
    for fold in sorted({data.fold(article.document.id) for article in data.articles}):
        wanted = [a.document for a in data.articles if data.fold(a.document.id) == fold]
        runs = [[a.document for a in data.articles]] if data.name in WORLDS else [[item] for item in wanted]
        names, models = {item.id for item in wanted}, bench.models(fold)
        found = [a for run in runs for a in annotate(run, data.archive, models=models)]
        result |= {a.document.id: a for a in found if a.document.id in names}
    return result


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
