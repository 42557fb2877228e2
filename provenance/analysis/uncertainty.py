"""Intervals: Wilson's for independent answers, a bootstrap over events where articles depend on each other."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, Literal

from provenance.config import ANALYSIS
from provenance.contract import percent

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    Numbers = Sequence[float] | pd.Series | np.ndarray
Method = Literal["bootstrap", "wilson", "none"]
BLOCK: Final = 250_000
"""Numbers of resamples that are made at a time."""
KEPT: Final = 2_000_000
"""Numbers of resamples that are kept for the next measure of the same clusters."""
ALL: Final = "all"
"""The group of all rows."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its interval (0-1), of how many units in how many clusters, and how the interval was made.

    ``method`` is ``bootstrap`` (drawn by cluster), ``wilson`` (too few clusters to draw from, or all alike: each cluster
    counts as one answer) or ``none`` where there was nothing to share out.
    """

    share: float
    low: float
    high: float
    n: int
    clusters: int
    method: Method

    @property
    def row(self) -> dict[str, object]:
        """Return the columns that stand in a table: ``share, low, high, n, clusters, method``."""
        return {
            "share": self.share, "low": self.low, "high": self.high,
            "n": self.n, "clusters": self.clusters, "method": self.method,
        }  # fmt: skip

    def __str__(self) -> str:
        if self.method == "none":
            return "no share (n = 0)"
        return f"{percent(self.share)} ({100 * self.low:.1f} to {percent(self.high)}, n = {self.n:,})"


NOTHING = Share(float("nan"), float("nan"), float("nan"), 0, 0, "none")
"""Where there was nothing to share out."""


def wilson(count: float, n: float, *, level: float = ANALYSIS.level) -> tuple[float, float]:
    """Return Wilson's interval for ``count`` of ``n`` independent answers; two NaN where n is 0.

    >>> [round(x, 4) for x in wilson(81, 263)]
    [0.2553, 0.3662]
    """
    import numpy as np

    if n <= 0:
        return float("nan"), float("nan")
    ((low, high),) = _wilsons(np.array([float(count)]), n, level).tolist()
    return low, high


def _wilsons(counts: np.ndarray, n: float, level: float) -> np.ndarray:
    """Return Wilson's interval for each count of ``n``, a row each."""
    import numpy as np
    from statsmodels.stats.proportion import proportion_confint

    low, high = proportion_confint(counts, n, alpha=1 - level, method="wilson")
    # exact at the ends, whatever rounding did
    return np.column_stack([np.where(counts <= 0, 0.0, low), np.where(counts >= n, 1.0, high)])


def share(
    part: Numbers,
    whole: Numbers,
    clusters: Sequence[Hashable] | pd.Series,
    *,
    seed: int = 0,
    level: float = ANALYSIS.level,
    draws: int = ANALYSIS.draws,
) -> Share:
    """Return sum(part) / sum(whole) with an interval that treats rows of one cluster as dependent.

    Args:
        part: What counts of each row: 0 or 1, or words.
        whole: What each row counts as: 1, or words. Rows of 0 say nothing.
        clusters: The event (or article) of each row.
        seed: Of the draws; equal seeds give equal intervals.
        level: Of the interval, 0-1.
        draws: Resamples of the bootstrap.
    """
    return shares({"": part}, whole, clusters, seed=seed, level=level, draws=draws)[""]


def shares(
    parts: Mapping[str, Numbers],
    whole: Numbers,
    clusters: Sequence[Hashable] | pd.Series,
    *,
    seed: int = 0,
    level: float = ANALYSIS.level,
    draws: int = ANALYSIS.draws,
) -> dict[str, Share]:
    """Return several shares of one whole, as :func:`share` does one: the same resamples serve them all."""
    return shares_by(parts, whole, clusters, None, seed=seed, level=level, draws=draws).get(ALL, {})


def shares_by(
    parts: Mapping[str, Numbers],
    whole: Numbers,
    clusters: Sequence[Hashable] | pd.Series,
    groups: pd.Series | None,
    *,
    seed: int = 0,
    level: float = ANALYSIS.level,
    draws: int = ANALYSIS.draws,
) -> dict[str, dict[str, Share]]:
    """Return :func:`shares` of each group of rows, groups by name; of all rows, as ``all``, where there are no groups."""
    import numpy as np

    if not parts:
        return {}
    top, bottom = np.column_stack([_floats(part) for part in parts.values()]), _floats(whole)
    codes = _codes(clusters)
    found = {}
    for group, at in places(groups, len(bottom)):
        sums = _summed(top[at], bottom[at], codes[at])
        made = _shares(*sums, seed=seed, level=level, draws=draws)
        found[group] = dict(zip(parts, made, strict=True))
    return found


def places(groups: pd.Series | None, rows: int) -> Iterator[tuple[str, Any]]:
    """Yield each group by name and which rows it has, or all rows as one; what has no group is left out."""
    import numpy as np
    import pandas as pd

    if groups is None:
        yield ALL, slice(rows)
        return
    codes, names = pd.factorize(groups, sort=True)
    order = np.argsort(codes, kind="stable")
    bounds = np.searchsorted(codes[order], np.arange(len(names) + 1))
    for name, (begin, end) in zip(names, pairwise(bounds), strict=True):
        yield str(name), order[begin:end]


def _shares(top: np.ndarray, bottom: np.ndarray, *, seed: int, level: float, draws: int) -> list[Share]:
    """Return a share for each column of ``top``, from what each cluster (a row) adds to it and to the whole."""
    import numpy as np

    n, total = len(bottom), float(bottom.sum())
    if not total:
        return [NOTHING] * top.shape[1]
    values, ratios = top.sum(axis=0) / total, top / bottom[:, None]
    few = np.ptp(ratios, axis=0) == 0 if n >= ANALYSIS.clusters else np.ones(len(values), bool)
    found = np.empty((len(values), 2))
    if few.any():
        found[few] = _wilsons(values[few] * n, n, level)
    if not few.all():
        sums = resampled(np.column_stack([top[:, ~few], bottom]), seed=seed, draws=draws)
        found[~few] = np.quantile(sums[:, :-1] / sums[:, -1:], _middle(level), axis=0).T
    rows = zip(values.tolist(), found.tolist(), few.tolist(), strict=True)
    return [
        Share(value, low, high, round(total), n, "wilson" if alone else "bootstrap")
        for value, (low, high), alone in rows
    ]


def bootstrap(
    values: Sequence[object],
    clusters: Sequence[Hashable],
    statistic: Callable[[list[object]], float],
    *,
    seed: int = 0,
    level: float = ANALYSIS.level,
    draws: int = ANALYSIS.draws,
) -> tuple[float, float]:
    """Return the interval of any statistic of rows, drawn by cluster; two NaN where there are too few clusters.

    ``statistic`` gets the values of the drawn clusters, those drawn twice twice. A draw on which it is NaN says nothing.
    """
    import numpy as np

    groups: dict[Hashable, list[object]] = {}
    for value, cluster in zip(values, clusters, strict=True):
        groups.setdefault(cluster, []).append(value)
    kept = list(groups.values())
    if len(kept) < ANALYSIS.clusters:
        return float("nan"), float("nan")
    chosen = np.random.default_rng(seed).integers(0, len(kept), (draws, len(kept)))
    drawn = np.array([statistic([value for at in row for value in kept[at]]) for row in chosen])
    return ends(drawn[~np.isnan(drawn)], level)


def median_interval(
    values: np.ndarray,
    clusters: Sequence[Hashable] | pd.Series,
    *,
    seed: int = 0,
    level: float = ANALYSIS.level,
    draws: int = ANALYSIS.draws,
) -> tuple[float, float]:
    """Return the interval of the median of rows, as :func:`bootstrap` draws it; two NaN where there are too few clusters."""
    import numpy as np

    codes = _first_seen(clusters)
    n = int(codes.max(initial=-1)) + 1
    if n < ANALYSIS.clusters:
        return float("nan"), float("nan")
    order = np.argsort(values, kind="stable")
    ordered, codes = values[order], codes[order]
    found = []
    for weights in drawn_weights(n, seed, draws):
        for some in np.array_split(weights, len(weights) * len(codes) // BLOCK + 1):
            reached = np.cumsum(some[:, codes], axis=1)
            total = reached[:, -1:]
            low, high = ((reached > place).argmax(axis=1) for place in ((total - 1) // 2, total // 2))
            found.append((ordered[low] + ordered[high]) / 2)
    return ends(np.concatenate(found), level)


def _first_seen(clusters: Sequence[Hashable] | pd.Series) -> np.ndarray:
    """Return clusters as numbers in the order in which they come."""
    import pandas as pd

    return pd.factorize(pd.Series(clusters), use_na_sentinel=False)[0]


def ends(drawn: np.ndarray, level: float = ANALYSIS.level) -> tuple[float, float]:
    """Return the interval that holds the middle ``level`` of drawn values; two NaN where none could be drawn."""
    import numpy as np

    if not drawn.size:
        return float("nan"), float("nan")
    low, high = np.quantile(drawn, _middle(level)).tolist()
    return low, high


def _middle(level: float) -> list[float]:
    return [(1 - level) / 2, (1 + level) / 2]


def resampled(sums: np.ndarray, *, seed: int = 0, draws: int = ANALYSIS.draws) -> np.ndarray:
    """Return the column sums of each resample of clusters, a row each; they are drawn in blocks, so that memory is bounded.

    Args:
        sums: What each cluster (a row) adds to each sum (a column).
        seed: Of the draws.
        draws: Resamples.
    """
    import numpy as np

    return np.concatenate([weights @ sums for weights in drawn_weights(len(sums), seed, draws)])


def drawn_weights(clusters: int, seed: int, draws: int) -> Iterable[np.ndarray]:
    """Return how often each cluster (a column) was drawn in each resample (a row), in blocks of rows."""
    if clusters * draws <= KEPT:
        return _block(clusters, seed, draws)  # the measures of a group are drawn alike, one after the other
    return _blocks(clusters, seed, draws)


@lru_cache(maxsize=1)
def _block(clusters: int, seed: int, draws: int) -> tuple[np.ndarray, ...]:
    return tuple(_blocks(clusters, seed, draws))


def _blocks(clusters: int, seed: int, draws: int) -> Iterator[np.ndarray]:
    import numpy as np

    random, size = np.random.default_rng(seed), BLOCK // clusters + 1
    for begin in range(0, draws, size):
        rows = min(size, draws - begin)
        chosen = random.integers(0, clusters, (rows, clusters))
        chosen += clusters * np.arange(rows)[:, None]
        yield np.bincount(chosen.ravel(), minlength=rows * clusters).reshape(rows, clusters).astype(float)


def _codes(clusters: Sequence[Hashable] | pd.Series) -> np.ndarray:
    """Return clusters as numbers in the order of their names."""
    import pandas as pd

    given = clusters if isinstance(clusters, pd.Series) else pd.Series(list(clusters), dtype=object)
    return pd.factorize(given, sort=True, use_na_sentinel=False)[0]


def _summed(top: np.ndarray, bottom: np.ndarray, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return what counts (a column a part) and what there is, summed by cluster; clusters that hold nothing are left out."""
    import numpy as np

    whole = np.bincount(codes, bottom)
    kept = whole > 0
    tops = [np.bincount(codes, column)[kept] for column in top.T]
    return np.column_stack(tops), whole[kept]


def _floats(values: Numbers) -> np.ndarray:
    """Return numbers as floats; what is missing counts for nothing."""
    import numpy as np
    import pandas as pd

    given = pd.Series(values)
    if isinstance(given.dtype, np.dtype) and given.dtype.kind in "biuf":
        return np.asarray(np.nan_to_num(given.to_numpy(float)))
    return np.nan_to_num(given.astype("Float64").to_numpy(float, na_value=0.0))
