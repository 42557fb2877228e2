"""What each idea is worth: leave it out, fit again, and look at articles that the models have not seen.

Nothing in the product knows of this. Columns are zeroed before fitting, so that they get no weight; two functions are
replaced for the length of one measurement. Only folds 0 and 1 are judged: both worlds and a third of METER's stories.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from unittest.mock import patch

import numpy as np

from benchmarks import calibrate
from benchmarks.accuracy_counts import Row
from benchmarks.accuracy_runs import SETS, Bench, rows
from benchmarks.development import DataSet
from provenance import assembly, decision, prepared
from provenance.alignment import Vocabulary
from provenance.config import Config
from provenance.evidence import EDIT
from provenance.features import CONTEXT, OWN
from provenance.lexis import number, term
from provenance.model import Logistic
from provenance.parts import PARTS
from provenance.pipeline import redecide
from provenance.records import Annotation, Finding

FOLDS = (0, 1)
BEYOND = frozenset("window document spread elsewhere source near_term derived_term derived_new".split())
"""Columns that look beyond the source sentence: the sentences beside it, and the rest of its dispatch."""
AROUND = frozenset(CONTEXT) - frozenset(OWN) - BEYOND - {"own"}
"""Columns that look at the neighbours of the article's sentence, and at the rest of the article."""

Patch = Callable[[], AbstractContextManager[object]]


@dataclass(frozen=True, slots=True)
class Ablation:
    """One idea left out: ``columns`` get no weight, ``replaced`` holds while aligning, fitting and annotating.

    ``again`` says from where the work must be done again: ``fit``, ``align`` or ``read``; ``decide`` fits nothing.
    """

    name: str
    again: str
    columns: frozenset[str] = frozenset()
    replaced: Patch = nullcontext


def unweighted(vocabulary: Vocabulary, key: str) -> float:  # noqa: ARG001 - stands in for Vocabulary.weight
    """Count every term alike."""
    return 1.0


def as_written(word: str) -> str:
    """Return a word as its own term: no stem, no common spelling, no value of a number; stop words stay out."""
    return "" if not term(word) else f"#{word}" if number(word) is not None else word


def lean_on_anything(
    _text: str, findings: Sequence[Finding], content: Sequence[int], *_: object, **__: object
) -> dict[int, decision.Anchors]:
    """Let every passage count: none must be firm or stand beside a firm one."""
    held = {i: findings[i].evidence for i in content}
    docs = {i: frozenset(item.doc for item in held[i]) for i in content}
    return {i: decision.Anchors(firm=frozenset(held[i]), beside=docs[i], pillars=docs[i]) for i in content}


ABLATIONS = (
    Ablation("neighbours and the rest of the article", "fit", columns=AROUND),
    Ablation("the source beyond its sentence", "fit", columns=BEYOND),
    Ablation("rarity of words", "align", replaced=lambda: patch.object(Vocabulary, "weight", unweighted)),
    Ablation(
        "stems, spellings, values of numbers",
        "read",
        replaced=lambda: patch.object(prepared, "term", as_written),
    ),
    Ablation(
        "anchors: firm passages between articles, speech beside narration",
        "decide",
        replaced=lambda: patch.object(assembly, "find_anchors", lean_on_anything),
    ),
)


def rules() -> dict[str, Patch]:
    """Return, for each rule of the decision that can be left out, what takes it away."""
    fixed = (decision.RULES[0], decision.RULES[-1])  # the first and the last always have to answer

    def lacking(rule: decision.Rule) -> Patch:
        rest = tuple(other for other in decision.RULES if other is not rule)
        return lambda: patch.object(decision, "RULES", rest)

    return {rule.__name__: lacking(rule) for rule in decision.RULES if rule not in fixed}


@contextmanager
def without(columns: frozenset[str]) -> Iterator[None]:
    """Zero some columns of whatever is fitted inside."""
    unknown = columns - {*OWN, *CONTEXT, *PARTS, *EDIT}
    if unknown:
        raise ValueError(f"no model has a column named {', '.join(sorted(unknown))}")
    fit = calibrate.fit

    def fit_without(
        found: calibrate.Rows,
        names: tuple[str, ...],
        classes: tuple[str, ...],
        *,
        leave_out: int | None,
        strength: float,
    ) -> Logistic:
        keep = np.array([name not in columns for name in names], dtype=np.float64)
        masked = list(np.array(found.x, dtype=np.float64) * keep) if not keep.all() else found.x
        rest = calibrate.Rows(masked, found.y, found.fold, found.group)
        return fit(rest, names, classes, leave_out=leave_out, strength=strength)

    with patch.object(calibrate, "fit", fit_without):
        yield


def measure(
    bench: Bench, ablation: Ablation, base: Mapping[str, Mapping[str, Annotation]]
) -> dict[str, dict[str, Row]]:
    """Return the counts of both sets' articles in :data:`FOLDS` with one idea left out.

    Args:
        bench: The sets, aligned.
        ablation: What to leave out.
        base: What the whole line says of the articles, by set and id.
    """
    with ablation.replaced(), without(ablation.columns):
        if ablation.again == "decide":
            found = {name: _redecided(bench.sets[name], base[name]) for name in SETS}
        else:
            fresh = _again(bench, ablation.again)
            found = {name: fresh.annotate(name, FOLDS) for name in SETS}
        return {name: rows(bench.sets[name], found[name]) for name in SETS}


def _redecided(data: DataSet, base: Mapping[str, Annotation]) -> dict[str, Annotation]:
    kept = [annotation for name, annotation in base.items() if data.fold(name) in FOLDS]
    return {annotation.document.id: annotation for annotation in redecide(kept, Config())}


def _again(bench: Bench, start: str) -> Bench:
    """Return a bench that repeats the work from a step on and takes over what comes before it."""
    if start == "read":
        return Bench()
    fresh = Bench(sets=bench.sets)
    if start == "fit":
        fresh.items = bench.items
    return fresh
