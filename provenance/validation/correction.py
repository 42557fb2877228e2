"""Shares of classes, corrected for the tool's errors as a validation sample shows them.

Two ways, each with an assumption of its own:

``predictive``  of the sentences that the tool calls X, so many are Y (double sampling; Tenenbein 1970). For the corpus that the
                sample was drawn from: nothing is inverted, and no share leaves 0 to 1.
``inverse``     of the sentences that are Y, the tool calls so many X; the shares that would give what the tool found (Rogan and
                Gladen 1978 for two classes, matrix inversion for more, clipped to 0 to 1). For other corpora, or parts of one, in which
                the tool makes the same errors although the shares differ.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from provenance.errors import ConfigError
from provenance.validation.resampling import DRAWS, Estimate, Floats, estimate, ratio

Method = Literal["predictive", "inverse"]
Pairs = Mapping[tuple[str, str], float]
"""(truth, tool) to the weight of the sentences that are the one and called the other."""
TELLING: Final = 0.1
"""Smallest singular value of the table of errors that can be inverted: below it, an error of one hundredth in the tool's share becomes
one of a tenth in the corrected one."""


@dataclass(frozen=True, slots=True, eq=False)
class Errors:
    """How the tool errs: the weighted cross table (truth, tool), and draws of it. ``n`` sentences were judged."""

    classes: tuple[str, ...]
    table: Floats
    draws: Floats
    n: int

    @classmethod
    def of(cls, pairs: Pairs, *, seed: int = 0) -> Errors:
        """Return the errors of a bare cross table: its weights are taken as counts of sentences, each of an article of its own."""
        classes = tuple(dict.fromkeys(name for pair in pairs for name in pair))
        cells = [(classes.index(truth), classes.index(tool)) for truth, tool in pairs]
        table = np.zeros((len(classes), len(classes)))
        for cell, weight in zip(cells, pairs.values(), strict=True):
            table[cell] += weight
        rng = np.random.default_rng(seed)
        unknown = (table.sum(axis=0) > 0) / max(1, len(classes))
        draws = rng.gamma(table + unknown, size=(DRAWS, *table.shape))
        return cls(classes, table, draws, round(float(table.sum())))


def corrected(
    shares: Mapping[str, float],
    errors: Errors | Pairs,
    *,
    method: Method = "predictive",
    replicates: Sequence[Mapping[str, float]] | None = None,
    seed: int = 0,
) -> dict[str, Estimate]:
    """Return the true share (0-1) of each class with its interval, from the shares or counts of the tool's classes.

    Args:
        shares: The tool's classes with their shares, or counts, in the corpus or a part of it.
        errors: The errors on the validation sample, or {(truth, tool): weight}.
        method: ``predictive`` or ``inverse``, as this module says.
        replicates: Draws of ``shares``, from a bootstrap of the corpus: then the interval holds both uncertainties.
        seed: Seed of the draws of a bare table.

    Raises:
        ConfigError: Nothing was judged, a class of the tool was never judged, or the errors cannot be inverted.
    """
    known = errors if isinstance(errors, Errors) else Errors.of(errors, seed=seed)
    found = _vector(shares, known, method)
    make = _predictive if method == "predictive" else _inverse
    drawn = found[None] if replicates is None else np.array([_vector(r, known, method) for r in replicates])
    rows = np.resize(drawn, (len(known.draws), len(found)))
    seen = known.table.sum(axis=1) > 0
    values = make(found[None], known.table[None], seen)[0]
    if np.isnan(values).any():
        raise ConfigError(
            f"the tool's labels tell too little about the truth in the {known.n} sentences judged to invert its errors: code "
            "more sentences of its rare classes, or take method='predictive'"
        )
    spread = make(rows, known.draws, seen)
    return {name: estimate(values[i], spread[:, i], known.n) for i, name in enumerate(known.classes)}


def _vector(shares: Mapping[str, float], errors: Errors, method: Method) -> Floats:
    """Return shares in the order of the classes, summing to 1."""
    if errors.n == 0:
        raise ConfigError("no sentence was judged, so no share can be corrected: code a sample first")
    told, true = (
        {name for name, total in zip(errors.classes, errors.table.sum(axis=axis), strict=True) if total > 0}
        for axis in (0, 1)
    )
    if lost := [name for name, share in shares.items() if share and name not in told]:
        raise ConfigError(
            f"of what the tool calls {', '.join(lost)} no sentence was judged, so that nothing is known about its errors: code "
            "some, or leave this class out of the shares"
        )
    if method == "inverse" and (
        lost := [name for name, share in shares.items() if share and name not in true]
    ):
        raise ConfigError(
            f"no judged sentence is {', '.join(lost)}, so that nothing is known about what the tool calls such sentences: code "
            "more, or take method='predictive'"
        )
    found = np.array([float(shares.get(name, 0)) for name in errors.classes])
    if found.sum() <= 0:
        raise ConfigError("there is no sentence to correct the shares of: every count is 0")
    return np.asarray(found / found.sum(), dtype=np.float64)


def _predictive(shares: Floats, table: Floats, seen: Floats) -> Floats:
    """Return sum over the tool's classes of their share times how many of them are each truth."""
    del seen
    given = ratio(table, table.sum(axis=1, keepdims=True))
    return np.asarray((np.nan_to_num(given) * shares[:, None, :]).sum(axis=2), dtype=np.float64)


def _inverse(shares: Floats, table: Floats, seen: Floats) -> Floats:
    """Return the shares of the truths that were seen which would give the tool's shares, each 0 to 1 and 1 in sum."""
    rates = np.nan_to_num(ratio(table, table.sum(axis=2, keepdims=True)))[:, np.asarray(seen, dtype=bool)]
    telling = np.linalg.svd(rates, compute_uv=False).min(axis=1)
    solved = np.einsum("bij,bi->bj", np.linalg.pinv(rates), shares)
    clipped = np.clip(solved, 0, None)
    full = np.zeros_like(shares)
    full[:, np.asarray(seen, dtype=bool)] = ratio(clipped, clipped.sum(axis=1, keepdims=True))
    full[telling < TELLING] = np.nan
    return full
