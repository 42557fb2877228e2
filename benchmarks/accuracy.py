"""Measure accuracy by cross-validation and print the scorer's figures.

    python -m benchmarks.accuracy [--fitted] [--out DIR]

For each fold the models are fitted on the other folds (stories and worlds never stand on both sides), the fold's
articles are annotated against *all* dispatches of their set, and ``eval/score.py`` judges the union. ``--fitted``
uses the package's own models instead, which have seen the data: a check, never a figure to quote.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.calibrate import all_models, load
from benchmarks.development import DATA, FOLDS, SHARED, DataSet
from provenance.contract import annotation_to_dict
from provenance.model import Logistic
from provenance.pipeline import annotate

FIGURES = (
    "zone_f1",
    "origin_f1",
    "wire_p",
    "wire_r",
    "agency_acc",
    "edit_acc",
    "source_hit1",
    "source_hit3",
    "ece",
    "part_f1",
    "derived_f1",
    "verdict_f1",
)


def scorer() -> ModuleType:
    """Return the shared scorer as a module."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "eval" / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"no scorer at {SHARED / 'eval' / 'score.py'}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predict(data: DataSet, models: Mapping[int, Mapping[str, Logistic]] | None) -> dict[str, dict[str, Any]]:
    """Annotate every article of a set, each fold with its own models; peers are always the whole set."""
    if models is None:
        found = annotate([article.document for article in data.articles], data.archive)
        return {annotation.document.id: annotation_to_dict(annotation) for annotation in found}
    result: dict[str, dict[str, Any]] = {}
    for fold in range(FOLDS):
        wanted = {article.document.id for article in data.articles if data.fold(article.document.id) == fold}
        if not wanted:
            continue
        documents = [
            article.document
            for article in data.articles
            if data.name == "worlds_dev" or article.document.id in wanted
        ]
        for annotation in annotate(documents, data.archive, models=models[fold]):
            if annotation.document.id in wanted:
                result[annotation.document.id] = annotation_to_dict(annotation)
    return result


def judge(name: str, gold: Mapping[str, Any], predictions: Mapping[str, Any]) -> dict[str, Any]:
    """Return the scorer's figures for one set."""
    module = scorer()
    result: dict[str, Any] = module.score(gold, predictions)
    if name == "meter_dev":
        result |= module.score_parts(gold, predictions)
        result |= module.score_verdicts(
            json.loads((DATA / name / "classes.json").read_text("utf-8")), predictions
        )
        result["sentence_f1"] = sentence_f1(gold, predictions)
    return result


def sentence_f1(gold: Mapping[str, Any], predictions: Mapping[str, Any]) -> dict[str, float]:
    """Return F1 of derived and new sentences, by the majority of the words of each predicted segment."""
    counts: dict[tuple[bool, bool], int] = defaultdict(int)
    for name, truth in gold.items():
        marks: list[bool | None] = [None] * len(truth["text"])
        for span in truth["segments"]:
            marks[span["start"] : span["end"]] = [span["origin"] == "wire"] * (span["end"] - span["start"])
        for segment in predictions[name]["segments"]:
            known = [
                m
                for m, c in zip(
                    marks[segment["start"] : segment["end"]],
                    truth["text"][segment["start"] : segment["end"]],
                    strict=True,
                )
                if m is not None and c.isalnum()
            ]
            if known:
                derived = [p for p in segment["parts"] or [] if p["edit"] != "new"]
                words = sum(sum(ch.isalnum() for ch in truth["text"][p["start"] : p["end"]]) for p in derived)
                counts[sum(known) * 2 >= len(known), words * 2 >= len(known)] += 1

    def f1(side: bool) -> float:
        hit = counts[side, side]
        return 2 * hit / max(1, 2 * hit + counts[side, not side] + counts[not side, side])

    return {"derived": f1(True), "new": f1(False), "macro": (f1(True) + f1(False)) / 2}


def main() -> None:
    """Print the figures of both sets."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--fitted", action="store_true", help="use the package's models, which have seen the data"
    )
    parser.add_argument("--out", type=Path, help="keep the predictions here")
    options = parser.parse_args()
    models = None
    if not options.fitted:
        items = load()
        models = {fold: all_models(items, leave_out=fold) for fold in range(FOLDS)}
    out = options.out or Path(tempfile.mkdtemp())
    out.mkdir(parents=True, exist_ok=True)
    for name in ("worlds_dev", "meter_dev"):
        data = DataSet(name)
        predictions = predict(data, models)
        (out / f"{name}.jsonl").write_text(
            "".join(json.dumps(p, ensure_ascii=False) + "\n" for p in predictions.values()), "utf-8"
        )
        result = judge(name, data.gold, predictions)
        print(name, "cross-validated" if models else "with models that have seen it")
        for figure in FIGURES:
            if result.get(figure) is not None:
                print(f"  {figure:12} {result[figure]:.3f}")
        for group in ("zones", "origins", "parts", "derived", "verdicts"):
            for row, values in result.get(group, {}).items():
                print(
                    f"    {group[:-1]:8} {row:18} p {values['p']:.3f}  r {values['r']:.3f}  f1 {values['f1']:.3f}"
                )
        if "sentence_f1" in result:
            print("    sentence", {key: round(value, 3) for key, value in result["sentence_f1"].items()})


if __name__ == "__main__":
    main()
