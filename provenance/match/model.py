"""The fitted models, read from ``calibration.json``: plain logistic regressions that a person can read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Logistic:
    """A logistic regression over standardised columns, with one row of coefficients a class but the first.

    With two classes the probability is that of the second. ``classes`` are names in the order of the columns that
    :meth:`probabilities` returns.
    """

    columns: tuple[str, ...]
    classes: tuple[str, ...]
    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    coefficients: NDArray[np.float64]
    intercept: NDArray[np.float64]

    @classmethod
    def from_dict(cls, value: Mapping[str, Sequence[object]]) -> Logistic:
        """Read the form that the fitting command writes."""
        return cls(
            columns=tuple(str(name) for name in value["columns"]),
            classes=tuple(str(name) for name in value["classes"]),
            mean=np.array(value["mean"], dtype=np.float64),
            scale=np.array(value["scale"], dtype=np.float64),
            coefficients=np.array(value["coefficients"], dtype=np.float64),
            intercept=np.array(value["intercept"], dtype=np.float64),
        )

    def probabilities(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return an array (rows, classes) of probabilities that sum to 1."""
        scores = self._scores(rows)
        scores -= scores.max(axis=1, keepdims=True)
        odds = np.exp(scores)
        return np.asarray(odds / odds.sum(axis=1, keepdims=True), dtype=np.float64)

    def classify(self, rows: NDArray[np.float64]) -> list[int]:
        """Return the place of the likeliest class, one a row."""
        return [int(place) for place in self._scores(rows).argmax(axis=1)]

    def probability(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the probability of the second of two classes, one a row."""
        return self.probabilities(rows)[:, 1]

    def chooses_second(self, row: Sequence[float]) -> bool:
        """Tell whether the second of two classes is the likelier of one row, for which numpy takes ten times as long."""
        columns, score = _flat(self)
        for value, (mean, scale, weight) in zip(row, columns, strict=True):
            score += (value - mean) / scale * weight
        return score > 0

    def _scores(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        scores = (rows - self.mean) / self.scale @ self.coefficients.T + self.intercept
        return np.hstack([np.zeros((len(rows), 1)), scores]) if len(self.classes) == 2 else scores


@lru_cache(maxsize=8)
def _flat(model: Logistic) -> tuple[list[tuple[float, float, float]], float]:
    """Return mean, scale and coefficient of each column, and the intercept, of a model of two classes."""
    columns = zip(model.mean.tolist(), model.scale.tolist(), model.coefficients[0].tolist(), strict=True)
    return list(columns), float(model.intercept[0])


@lru_cache(maxsize=1)
def calibration() -> Mapping[str, Logistic]:
    """Return the models of the package by name: ``own``, ``context``, ``edit``, ``parts``."""
    value = json.loads(files("provenance.match").joinpath("calibration.json").read_text("utf-8"))
    return {name: Logistic.from_dict(model) for name, model in value["models"].items()}
