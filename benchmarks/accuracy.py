"""Measure accuracy by cross-validation; write docs/accuracy.md from it.

    python -m benchmarks.accuracy [--fitted] [--out DIR]   print the figures of both sets
    python -m benchmarks.accuracy --document               write docs/accuracy.md and docs/img/reliability.svg

For each fold the models are fitted on the other folds (stories and worlds never stand on both sides), the fold's
articles are annotated against *all* dispatches of their set, and the union is judged. ``--fitted`` uses the package's
own models instead, which have seen the data: a check, never a figure to quote.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from benchmarks.accuracy_counts import ORIGINS, PARTS, VERDICTS, ZONES, Row, figures
from benchmarks.accuracy_page import page, reliability_svg
from benchmarks.accuracy_report import collect, fingerprints
from benchmarks.accuracy_runs import SETS, Bench, Models, packaged, rows
from benchmarks.development import DATA, FOLDS, ROOT, SHARED, DataSet
from provenance.contract import annotation_to_dict, to_json_line
from provenance.records import Annotation

FIGURES: dict[str, tuple[str, ...]] = {
    "worlds_dev": (
        *("zone_f1", "origin_f1", "wire_p", "wire_r", "agency_acc", "edit_acc"),
        *("source_hit1", "source_hit3", "ece"),
    ),
    "meter_dev": (
        *("derived_f1", "part_f1", "verdict_f1", "sentence_f1", "claim_f1"),
        *("wire_p", "wire_r", "agency_acc", "ece", "chance_ece"),
    ),
}
CLASSES: dict[str, dict[str, tuple[str, ...]]] = {
    "worlds_dev": {"zones": ZONES, "origins": ORIGINS},
    "meter_dev": {
        "parts": PARTS,
        "read": ("derived", "new"),
        "claimed": ("derived", "new"),
        "verdicts": VERDICTS,
    },
}


def scorer() -> ModuleType:
    """Return the scorer of the development data as a module."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "eval" / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"no scorer at {SHARED / 'eval' / 'score.py'}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predict(data: DataSet, models: Mapping[int, Models] | None) -> dict[str, dict[str, Any]]:
    """Annotate a set, each fold by its own models, or all of it by the package's; plain annotations by id."""
    found = packaged(data) if models is None else Bench({data.name: data}, dict(models)).annotate(data.name)
    return {name: annotation_to_dict(annotation) for name, annotation in found.items()}


def judge(name: str, gold: Mapping[str, Any], predictions: Mapping[str, Any]) -> dict[str, Any]:
    """Return the scorer's own figures for one set."""
    module = scorer()
    result: dict[str, Any] = module.score(gold, predictions)
    if name == "meter_dev":
        result |= module.score_parts(gold, predictions)
        classes = json.loads((DATA / name / "classes.json").read_text("utf-8"))
        result |= module.score_verdicts(classes, predictions)
    return result


def confirm(data: DataSet, found: Mapping[str, Annotation], total: Row) -> None:
    """Stop where our counts and the scorer's figures differ."""
    plain = {name: annotation_to_dict(annotation) for name, annotation in found.items()}
    mine = figures(total)
    for key, value in judge(data.name, data.gold, plain).items():
        if isinstance(value, float) and not np.isclose(value, mine[key], rtol=0, atol=1e-9):
            raise SystemExit(f"{data.name}: {key} is {value} by the scorer and {mine[key]} by our counts")


def show(name: str, total: Row) -> None:
    """Print the figures of one set."""
    values = figures(total)
    for key in FIGURES[name]:
        print(f"  {key:12} {values[key]:.3f}")
    for group, classes in CLASSES[name].items():
        for label in classes:
            row = "  ".join(f"{kind} {values[f'{group}.{label}.{kind}']:.3f}" for kind in ("p", "r", "f1"))
            print(f"    {group:8} {label:18} {row}")


def write_document() -> None:
    """Measure everything and write the page and its picture."""
    bench = Bench()
    marks = fingerprints(bench)
    report = collect(bench)
    for name in SETS:
        confirm(report.bench.sets[name], report.found[name], report.totals[name])
    (ROOT / "docs" / "accuracy.md").write_text(page(report, marks), "utf-8")
    (ROOT / "docs" / "img" / "reliability.svg").write_text(reliability_svg(report), "utf-8")
    print("docs/accuracy.md and docs/img/reliability.svg written")


def write_figures(*, fitted: bool, out: Path | None) -> None:
    """Print the figures of both sets, and keep the annotations where asked."""
    bench = Bench()
    for name in SETS:
        data = bench.sets[name]
        found = packaged(data) if fitted else bench.annotate(name, range(FOLDS))
        if out is not None:
            out.mkdir(parents=True, exist_ok=True)
            lines = [to_json_line(annotation, sources=True) + "\n" for annotation in found.values()]
            (out / f"{name}.jsonl").write_text("".join(lines), "utf-8")
        total = np.sum(list(rows(data, found).values()), axis=0)
        confirm(data, found, total)
        print(name, "with models that have seen it" if fitted else "cross-validated")
        show(name, total)


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--fitted", action="store_true", help="use the package's models, which have seen the data"
    )
    parser.add_argument("--out", type=Path, help="keep the annotations here")
    parser.add_argument("--document", action="store_true", help="write docs/accuracy.md and its picture")
    options = parser.parse_args()
    if options.document:
        write_document()
    else:
        write_figures(fitted=options.fitted, out=options.out)


if __name__ == "__main__":
    main()
