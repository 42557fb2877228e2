"""Annotate the development sets by cross-validation, once, and keep what every table is made from.

For each fold the models are fitted on the other folds (stories and worlds never stand on both sides) and the fold's
articles are annotated against *all* dispatches of their set, with nothing said about the story.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from benchmarks.accuracy_counts import WIDTH, Row, count, count_verdict
from benchmarks.calibrate import Traced, all_models, traced
from benchmarks.development import DATA, FOLDS, DataSet
from provenance.contract import annotation_to_dict
from provenance.model import Logistic
from provenance.pipeline import annotate
from provenance.records import Annotation

Models = Mapping[str, Logistic]
SETS = ("worlds_dev", "meter_dev")


@dataclass
class Bench:
    """Both sets in memory, aligned when first asked for, and the models of each fold, fitted when first asked for."""

    sets: Mapping[str, DataSet] = field(default_factory=lambda: {name: DataSet(name) for name in SETS})
    fitted: dict[int, Models] = field(default_factory=dict)

    @cached_property
    def items(self) -> list[Traced]:
        """Return every labelled article with its alignments."""
        return [item for data in self.sets.values() for item in traced(data)]

    def models(self, fold: int) -> Models:
        """Return the models that have not seen a fold."""
        if fold not in self.fitted:
            self.fitted[fold] = all_models(self.items, leave_out=fold)
        return self.fitted[fold]

    def annotate(self, name: str, folds: Iterable[int] = range(FOLDS)) -> dict[str, Annotation]:
        """Annotate the articles of some folds of a set, each fold by models that have not seen it."""
        data = self.sets[name]
        result: dict[str, Annotation] = {}
        for fold in folds:
            wanted = {a.document.id for a in data.articles if data.fold(a.document.id) == fold}
            if wanted:
                documents = [
                    a.document for a in data.articles if name == "worlds_dev" or a.document.id in wanted
                ]
                found = annotate(documents, data.archive, models=self.models(fold))
                result |= {a.document.id: a for a in found if a.document.id in wanted}
        return result


def packaged(data: DataSet) -> dict[str, Annotation]:
    """Annotate a set with the package's own models, which have seen it."""
    found = annotate([article.document for article in data.articles], data.archive)
    return {annotation.document.id: annotation for annotation in found}


def rows(data: DataSet, found: Mapping[str, Annotation]) -> dict[str, Row]:
    """Return the counts of every annotated article that has gold or a class."""
    path = DATA / data.name / "classes.json"
    classes = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    result = {}
    for name, annotation in found.items():
        if name in data.gold or name in classes:
            plain = annotation_to_dict(annotation)
            row = np.zeros(WIDTH)
            if name in data.gold:
                row += count(data.gold[name], plain, spans=data.name == "meter_dev")
            if name in classes:
                row += count_verdict(classes[name], plain)
            result[name] = row
    return result


def units(data: DataSet, counted: Mapping[str, Row]) -> dict[str, Row]:
    """Add up what is drawn together: METER's articles by story; the two worlds' articles each by itself."""
    result: dict[str, Row] = {}
    for name, row in sorted(counted.items()):
        key = data.story(name) if data.name == "meter_dev" else name
        result[key] = result.get(key, 0) + row
    return result
