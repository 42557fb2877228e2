"""Intervals: Wilson's for independent answers, a bootstrap over events where articles depend on each other."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from provenance.config import ANALYSIS
from provenance.contract import percent

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    Numbers = Sequence[float] | pd.Series | np.ndarray
Method = Literal["bootstrap", "wilson", "none"]
BLOCK = 2_000_000
"""Numbers of resamples held at a time."""


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
    from statsmodels.stats.proportion import proportion_confint

    if n <= 0:
        return float("nan"), float("nan")
    low, high = proportion_confint(count, n, alpha=1 - level, method="wilson")
    return (0.0 if count <= 0 else float(low)), (
        1.0 if count >= n else float(high)
    )  # exact, whatever rounding did


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
    import numpy as np

    if not parts:
        return {}
    top, bottom = _sums(parts, whole, clusters)
    n, total = len(bottom), float(bottom.sum())
    if not total:
        return dict.fromkeys(parts, NOTHING)
    drawn = None
    if n >= ANALYSIS.clusters:
        sums = resampled(np.column_stack([top, bottom]), seed=seed, draws=draws)
        drawn = sums[:, :-1] / sums[:, -1:]
    found = {}
    for at, name in enumerate(parts):
        value, ratios = float(top[:, at].sum()) / total, top[:, at] / bottom
        if drawn is None or np.ptp(ratios) == 0:
            found[name] = Share(value, *wilson(value * n, n, level=level), round(total), n, "wilson")
        else:
            found[name] = Share(value, *ends(drawn[:, at], level), round(total), n, "bootstrap")
    return found


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


def ends(drawn: np.ndarray, level: float = ANALYSIS.level) -> tuple[float, float]:
    """Return the interval that holds the middle ``level`` of drawn values; two NaN where none could be drawn."""
    import numpy as np

    if not drawn.size:
        return float("nan"), float("nan")
    low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def resampled(sums: np.ndarray, *, seed: int = 0, draws: int = ANALYSIS.draws) -> np.ndarray:
    """Return the column sums of each resample of clusters, a row each; they are drawn in blocks, so that memory is bounded.

    Args:
        sums: What each cluster (a row) adds to each sum (a column).
        seed: Of the draws.
        draws: Resamples.
    """
    import numpy as np

    n, random, size = len(sums), np.random.default_rng(seed), BLOCK // len(sums) + 1
    found = []
    for begin in range(0, draws, size):
        rows = min(size, draws - begin)
        chosen = random.integers(0, n, (rows, n)) + n * np.arange(rows)[:, None]
        weights = np.bincount(chosen.ravel(), minlength=rows * n).reshape(rows, n)
        found.append(weights @ sums)
    return np.concatenate(found)


def _sums(
    parts: Mapping[str, Numbers], whole: Numbers, clusters: Sequence[Hashable] | pd.Series
) -> tuple[np.ndarray, np.ndarray]:
    """Return what counts (a column a part) and what there is, summed by cluster; clusters that hold nothing are left out."""
    import numpy as np
    import pandas as pd

    given = clusters if isinstance(clusters, pd.Series) else pd.Series(list(clusters), dtype=object)
    codes, names = pd.factorize(given, sort=True, use_na_sentinel=False)
    bottom = np.bincount(codes, _floats(whole), len(names))
    tops = [np.bincount(codes, _floats(part), len(names)) for part in parts.values()]
    kept = bottom > 0
    return np.column_stack(tops)[kept], bottom[kept]


def _floats(values: Numbers) -> np.ndarray:
    """Return numbers as floats; what is missing counts for nothing."""
    import numpy as np
    import pandas as pd

    given = pd.Series(values)
    if isinstance(given.dtype, np.dtype) and given.dtype.kind in "biuf":
        return np.asarray(np.nan_to_num(given.to_numpy(float)))
    return np.nan_to_num(given.astype("Float64").to_numpy(float, na_value=0.0))
