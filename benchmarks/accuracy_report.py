"""Collect everything that docs/accuracy.md says, in one run."""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from benchmarks import accuracy_ablation, accuracy_backwards, accuracy_cases, accuracy_errors
from benchmarks.accuracy_counts import Interval, Row, figures, intervals
from benchmarks.accuracy_runs import SETS, Bench, rows, units
from benchmarks.calibrate import all_models, digest, to_json
from benchmarks.development import ROOT
from provenance.config import Config
from provenance.pipeline import redecide
from provenance.records import Annotation

THRESHOLDS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
STALE = "provenance/calibration.json is old, run python -m benchmarks.calibrate"
CLOSE = 0.15
"""Coefficients of standardised columns may differ by this much: columns that say nearly the same share their weight now one
way and now another, and no answer changes."""
Counted = Mapping[str, Mapping[str, Row]]
"""Counts by set and article."""


@dataclass(frozen=True)
class Report:
    """What was measured; every number of the page is made from it."""

    bench: Bench
    found: Mapping[str, Mapping[str, Annotation]]
    sweep: Mapping[float, Mapping[str, Row]]
    ablations: Mapping[str, Counted]
    rules: Mapping[str, Mapping[str, Row | int]]
    alarms: accuracy_backwards.Alarms
    crossed: Row
    cases: Mapping[str, Annotation]

    @cached_property
    def rows(self) -> Counted:
        """Return the counts of every article."""
        return {name: rows(self.bench.sets[name], self.found[name]) for name in SETS}

    @cached_property
    def units(self) -> Counted:
        """Return the counts of what is resampled: METER's stories, the worlds' articles."""
        return {name: units(self.bench.sets[name], self.rows[name]) for name in SETS}

    @cached_property
    def totals(self) -> Mapping[str, Row]:
        """Return the summed counts of each set."""
        return {name: np.sum(list(counted.values()), axis=0) for name, counted in self.rows.items()}

    @cached_property
    def intervals(self) -> Mapping[str, Mapping[str, Interval]]:
        """Return every figure of each set with its interval."""
        return {name: intervals(list(counted.values())) for name, counted in self.units.items()}

    @cached_property
    def by_world(self) -> Mapping[str, Mapping[str, Row]]:
        """Return the figures of each world by itself."""
        data, counted = self.bench.sets["worlds_dev"], self.rows["worlds_dev"]
        worlds = sorted({data.story(name) for name in counted})
        return {
            w: figures(np.sum([r for n, r in counted.items() if data.story(n) == w], axis=0)) for w in worlds
        }

    @cached_property
    def mistakes(self) -> list[accuracy_errors.Mistake]:
        """Return the misjudged sentences of the worlds."""
        return accuracy_errors.mistakes(self.bench.sets["worlds_dev"], self.found["worlds_dev"])

    @cached_property
    def slices(self) -> Mapping[str, Row]:
        """Return METER's confusion by kind of place."""
        return accuracy_errors.slices(self.bench.sets["meter_dev"], self.found["meter_dev"])


def collect(bench: Bench) -> Report:
    """Measure everything; each step is said on standard error with its seconds."""
    clock = _Clock()
    bench.items  # noqa: B018 - aligned here, so that its time is told apart
    clock.say("both sets read and aligned")
    found = {name: bench.annotate(name) for name in SETS}
    clock.say("annotated by cross-validation")
    sweep = {threshold: _at(bench, found, threshold) for threshold in THRESHOLDS}
    clock.say("thresholds")
    alarms = accuracy_backwards.measure(bench)
    crossed = accuracy_backwards.crossed(bench)
    clock.say("matches that run backwards in time")
    cases = accuracy_cases.annotate_cases()
    rules = {name: _ruled(bench, found, cases, change) for name, change in accuracy_ablation.rules().items()}
    clock.say("rules left out")
    ablations = {}
    for ablation in accuracy_ablation.ABLATIONS:
        ablations[ablation.name] = accuracy_ablation.measure(bench, ablation, found)
        clock.say(f"without {ablation.name}")
    return Report(bench, found, sweep, ablations, rules, alarms, crossed, cases)


def _at(bench: Bench, found: Mapping[str, Mapping[str, Annotation]], threshold: float) -> dict[str, Row]:
    """Return the summed counts at another threshold."""
    return _decided(bench, found, Config().with_settings({"decision.threshold": threshold}))


def _decided(bench: Bench, found: Mapping[str, Mapping[str, Annotation]], config: Config) -> dict[str, Row]:
    """Return the summed counts decided again from kept evidence; nothing is matched again."""
    result = {}
    for name in SETS:
        again = {a.document.id: a for a in redecide(tuple(found[name].values()), config)}
        result[name] = np.sum(list(rows(bench.sets[name], again).values()), axis=0)
    return result


def _ruled(
    bench: Bench,
    found: Mapping[str, Mapping[str, Annotation]],
    cases: Mapping[str, Annotation],
    change: accuracy_ablation.Patch,
) -> dict[str, Row | int]:
    """Return the summed counts of both sets, and the sentences of the cases that are right, under other rules."""
    with change():
        again = redecide(tuple(cases.values()), Config())
        marks = accuracy_cases.mark_all({a.document.id: a for a in again})
        return _decided(bench, found, Config()) | {"cases": sum(m.agency for m in marks.values())}


def fingerprints(bench: Bench) -> dict[str, str]:
    """Return the digests of the development data and of the packaged models; stop where those are not what a fit gives."""
    text = (ROOT / "provenance" / "calibration.json").read_bytes()
    packaged = json.loads(text)
    if packaged["data_sha256"] != digest():
        raise SystemExit(f"{STALE}: the development data is another")
    for name, model in to_json(all_models(bench.items)).items():
        for key in ("coefficients", "intercept"):
            known = packaged["models"].get(name, {}).get(key)
            if np.shape(known) != np.shape(model[key]) or not np.allclose(known, model[key], atol=CLOSE):
                raise SystemExit(f"{STALE}: a fit gives another model {name!r}")
    return {"data": packaged["data_sha256"], "models": hashlib.sha256(text).hexdigest()}


class _Clock:
    """Seconds of each step, on standard error."""

    def __init__(self) -> None:
        self.began = time.perf_counter()

    def say(self, step: str) -> None:
        """Print a finished step."""
        now = time.perf_counter()
        print(f"{now - self.began:6.1f} s  {step}", file=sys.stderr, flush=True)
        self.began = now
