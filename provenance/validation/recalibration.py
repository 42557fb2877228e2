"""Probabilities refitted to a user's own labels: two settings, and what they change, judged on articles that were left out."""

from __future__ import annotations

import math
import random
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from provenance.claim import cases, config_of, kept_with, refit, unfit
from provenance.contract import percent
from provenance.errors import ConfigError
from provenance.exporters.files import writing
from provenance.pipeline import redecide
from provenance.records import ORIGIN_KINDS, Annotation
from provenance.validation.judging import Judged, tool_class
from provenance.validation.labels import derives
from provenance.validation.measures import calibration_gap, is_right
from provenance.validation.resampling import Floats

LEAST: Final = 100
"""Judged sentences with a passage to weigh: with fewer, the interval of a fitted slope is wider than the slope itself."""
LEAST_EACH: Final = 20
"""Of them derived, and not derived: ten for each of the two numbers fitted."""
LEAST_ARTICLES: Final = 10
"""Articles that they are from: sentences of one article err together."""
FOLDS: Final = 5
"""Parts of the articles, each judged by a fit on the others."""
STEPS: Final = 50
"""Newton's steps; a dozen are enough."""
EDGE: Final = 1e-4
"""How near to 0 and 1 a probability is read: what is kept of it has four decimals."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A judged sentence with the probability of the models that its best passage is its source, and whether it derives."""

    item: Judged
    odds: float
    derives: bool


@dataclass(frozen=True, slots=True)
class Recalibration:
    """A refit, and what it does.

    ``slope`` and ``shift`` are the two settings; with ``threshold`` for ``decision.threshold`` the same passages would be named as
    before. ``loss`` (log loss of the passages' probabilities) and ``gap`` (expected calibration
    error of the verdicts' confidence) are given before and after, after by cross-validation over articles. ``changes`` counts the
    sentences of the corpus whose origin changes, by (from, to), ``verdicts`` the articles whose verdict does.
    """

    slope: float
    shift: float
    threshold: float
    n: int
    derived: int
    loss: tuple[float, float]
    gap: tuple[float, float]
    right: tuple[float, float]
    changes: Mapping[tuple[str, str], int]
    verdicts: int
    sentences: int
    articles: int

    @property
    def settings(self) -> dict[str, float]:
        """Return the settings, for ``Corpus.redecide(settings=...)`` and ``Config.with_settings``."""
        return {"decision.refit_slope": self.slope, "decision.refit_shift": self.shift}

    @property
    def improves(self) -> bool:
        """Whether articles that were left out are weighed better with it: lower log loss, and no higher calibration error."""
        return self.loss[1] < self.loss[0] and self.gap[1] <= self.gap[0]

    def says(self) -> str:
        """Return what was fitted and what it changes, in words."""
        return " ".join(self._says())

    def _says(self) -> Iterator[str]:
        yield (
            f"Fitted to {self.n} judged sentences with a passage to weigh, {self.derived} of them derived: log-odds × {self.slope:.3f} "
            f"{self.shift:+.3f}."
        )
        verdict = (
            "helps" if self.improves else "does not help, so that the probabilities should stay as they are"
        )
        yield (
            f"On articles left out of the fit it {verdict}: log loss {self.loss[0]:.3f} before, {self.loss[1]:.3f} after; calibration "
            f"error {self.gap[0]:.3f} before, {self.gap[1]:.3f} after; right origin {percent(self.right[0])} before, {percent(self.right[1])} after "
            "(sentences of the corpus, as the sample weighs them)."
        )
        changed = ", ".join(
            f"{n} {a} → {b}" for (a, b), n in sorted(self.changes.items(), key=lambda x: -x[1])
        )
        yield (
            f"Of the {self.sentences:,} sentences of the corpus {sum(self.changes.values()):,} change their origin"
            f"{f' ({changed})' if changed else ''}, and of its {self.articles:,} articles {self.verdicts:,} their verdict."
        )
        if self.improves and self.right[1] < self.right[0]:
            yield "Fewer origins are right with it at this threshold, though the probabilities are truer."
        yield f"With decision.threshold = {self.threshold:.2f} the same passages would be named as before."

    def save(self, path: str | Path) -> None:
        """Write the settings as TOML, for ``--config``. Raises :class:`ConfigError` where the refit does not help."""
        if not self.improves:
            raise ConfigError(f"no settings are written, because the refit does not help. {self.says()}")
        lines = [
            *(f"# {line}" for line in textwrap.wrap(self.says(), 100)),
            "[decision]",
            f"refit_slope = {self.slope}",
            f"refit_shift = {self.shift}",
        ]
        with writing(Path(path)) as stream:
            stream.write(("\n".join(lines) + "\n").encode())


def recalibrate(
    annotations: Sequence[Annotation], judged: Sequence[Judged], *, seed: int = 0
) -> Recalibration:
    """Refit the probabilities to judged sentences.

    Args:
        annotations: The decided articles, as they were validated.
        judged: The judged sentences among them.
        seed: Seed of the parts for cross-validation.

    Raises:
        ConfigError: There are too few judged sentences, or too few of one side, to fit two numbers honestly.
    """
    scored = list(scores(annotations, judged))
    _check(scored)
    slope, shift = fit(scored)
    before, after = _cross_validated(annotations, scored, judged, seed)
    config = config_of(annotations)
    changed = config.with_settings(_settings(slope, shift))
    again = redecide(annotations, changed)
    pairs = [(a, b) for one, other in zip(annotations, again, strict=True) for a, b in _origins(one, other)]
    return Recalibration(
        slope=slope,
        shift=shift,
        threshold=refit(unfit(config.decision.threshold, config.decision), changed.decision),
        n=len(scored),
        derived=sum(item.derives for item in scored),
        loss=(before[0], after[0]),
        gap=(before[1], after[1]),
        right=(before[2], after[2]),
        changes=Counter((a, b) for a, b in pairs if a != b),
        verdicts=sum(one.verdict != other.verdict for one, other in zip(annotations, again, strict=True)),
        sentences=len(pairs),
        articles=len(annotations),
    )


def _settings(slope: float, shift: float) -> dict[str, object]:
    return {"decision.refit_slope": slope, "decision.refit_shift": shift}


def _origins(one: Annotation, other: Annotation) -> Iterator[tuple[str, str]]:
    for a, b in zip(one.findings, other.findings, strict=True):
        if a.segment.kind in ORIGIN_KINDS:
            yield str(a.verdict.origin), str(b.verdict.origin)


def scores(annotations: Sequence[Annotation], judged: Sequence[Judged]) -> Iterator[Scored]:
    """Yield the judged sentences that have a passage which may count, with what the models give the best one."""
    by_article: dict[str, list[Judged]] = {}
    for item in judged:
        by_article.setdefault(item.article, []).append(item)
    config = config_of(annotations)
    for annotation in annotations:
        items, made = by_article.pop(annotation.document.id, []), kept_with(annotation)
        asked = cases(annotation, config=config) if items else []
        for item in items:
            best = asked[item.number][1].best("wire", "reprint", "article")
            if best is not None:
                held = min(max(unfit(best.score, made), EDGE), 1 - EDGE)
                truth = derives(item.truth) or (best.role == "article" and item.truth == "shared")
                yield Scored(item, math.log(held / (1 - held)), truth)


def _check(scored: Sequence[Scored]) -> None:
    derived, articles = sum(item.derives for item in scored), len({item.item.article for item in scored})
    other = len(scored) - derived
    if len(scored) < LEAST or min(derived, other) < LEAST_EACH or articles < LEAST_ARTICLES:
        raise ConfigError(
            f"too few labels to refit probabilities: {len(scored)} judged sentences have a passage to weigh, {derived} of them derived "
            f"and {other} not, from {articles} articles; at least {LEAST} are needed, {LEAST_EACH} of each, from {LEAST_ARTICLES} "
            "articles. Code more, above all sentences of certainty 'possible'"
        )


def fit(scored: Sequence[Scored]) -> tuple[float, float]:
    """Return slope and shift (Platt 1999) by maximum posterior: a normal prior of width 1 keeps them near 1 and 0.

    Weights are those of the sample, scaled to the number of sentences that they are worth (Kish).
    """
    odds, truth, weight = _columns(scored)
    rows, weight = np.column_stack([odds, np.ones_like(odds)]), weight * weight.sum() / (weight**2).sum()
    prior, found = np.array([1.0, 0.0]), np.array([1.0, 0.0])
    for _ in range(STEPS):
        chance = _chance(rows @ found)
        slope = rows.T @ (weight * (truth - chance)) - (found - prior)
        curve = (rows * (weight * chance * (1 - chance))[:, None]).T @ rows + np.eye(2)
        step = np.linalg.solve(curve, slope)
        found = found + step * min(1.0, 1 / float(np.abs(step).max() + EDGE))
    return round(min(max(float(found[0]), 0.1), 10.0), 4), round(float(found[1]), 4)


def _columns(scored: Sequence[Scored]) -> tuple[Floats, Floats, Floats]:
    rows = np.array([(item.odds, item.derives, item.item.weight) for item in scored], dtype=np.float64)
    return rows[:, 0], rows[:, 1], rows[:, 2]


def _chance(odds: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-odds)), dtype=np.float64)


Figures = tuple[float, float, float]
"""Log loss, calibration error, share of right origins."""


def _cross_validated(
    annotations: Sequence[Annotation], scored: Sequence[Scored], judged: Sequence[Judged], seed: int
) -> tuple[Figures, Figures]:
    """Return the figures as they are, and with each article weighed by a fit on the others."""
    names = sorted({item.article for item in judged})
    random.Random(seed).shuffle(names)  # noqa: S311  (no secret)
    config = config_of(annotations)
    loss: list[tuple[Scored, float]] = []
    after: list[Judged] = []
    plain = [
        (item, _moved(item, config.decision.refit_slope, config.decision.refit_shift)) for item in scored
    ]
    for number in range(FOLDS):
        left_out = set(names[number::FOLDS])
        slope, shift = fit([item for item in scored if item.item.article not in left_out])
        loss += [(item, _moved(item, slope, shift)) for item in scored if item.item.article in left_out]
        part = [a for a in annotations if a.document.id in left_out]
        again = redecide(part, config.with_settings(_settings(slope, shift)))
        after += _again(judged, again)
    return (_loss(plain), *_gap_and_right(judged)), (_loss(loss), *_gap_and_right(after))


def _moved(item: Scored, slope: float, shift: float) -> float:
    return float(_chance(np.array(slope * item.odds + shift)))


def _loss(pairs: Sequence[tuple[Scored, float]]) -> float:
    total = sum(item.item.weight for item, _ in pairs)
    found = (
        item.item.weight * -math.log(max(chance if item.derives else 1 - chance, EDGE))
        for item, chance in pairs
    )
    return sum(found) / total


def _again(judged: Sequence[Judged], annotations: Sequence[Annotation]) -> Iterator[Judged]:
    """Yield the judged sentences of these articles with what was decided again."""
    by_id = {annotation.document.id: annotation for annotation in reversed(annotations)}
    for item in judged:
        if item.article in by_id:
            finding = by_id[item.article].findings[item.number]
            yield replace(item, finding=finding, tool=tool_class(finding, "origin"))


def _gap_and_right(judged: Sequence[Judged]) -> tuple[float, float]:
    right = sum(item.weight for item in judged if is_right(item)) / sum(item.weight for item in judged)
    return calibration_gap(judged).value or 0.0, right
