"""How long after the wire: from the earliest dispatch that an article rests on to the article, and from a dispatch to its first use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from provenance.analysis import figures
from provenance.analysis.answer import Answer, answer
from provenance.analysis.selection import picked
from provenance.analysis.tables import Tables, as_tables
from provenance.analysis.uncertainty import median_interval, places, shares, shares_by
from provenance.analysis.wording import NO_ARTICLES, basis, interval
from provenance.config import ANALYSIS
from provenance.contract import count

if TYPE_CHECKING:
    import pandas as pd

TITLE: Final = "How long after the dispatch the article came"
MINUTE: Final = 60
STEPS: Final = 200
"""Points of the curve that stand in the table."""
COLUMNS: Final = (
    "part", "by", "group", "hours", "hours_low", "hours_high", "share", "low", "high", "n", "clusters", "method",
)  # fmt: skip
LIMITS: Final = (
    "A delay is from the release of the earliest dispatch that a sentence rests on, among those in the archive: an earlier version "
    "that is not there makes it too short.",
    "The time on a page may be that of its last change and not that of its first appearance: then the delay is too long.",
    "Where an article came sooner than its medium allows, both may have a common source.",
)


def delay(given: object, *, seed: int = 0) -> Answer:
    """Return how soon articles follow the dispatch: shares within 4, 25 and 60 minutes, median, curve, and how long dispatches wait.

    Args:
        given: A Corpus, annotations, the files that hold them, or Tables.
        seed: Of the bootstrap over events.
    """
    tables = as_tables(given)
    found = delays(tables)
    used = found[found["use"] == "counted"]
    table = _table(tables, used, seed)
    says = _says(tables, found, table)
    return answer(
        "delay", TITLE, table, says, spelled=tables.spelled, limits=LIMITS, alt=f"A rising curve of the share of articles by hours. {says}",
        chart=(lambda: _chart(table, basis(tables), says)) if len(used) else None,
    )  # fmt: skip


def delays(tables: Tables) -> pd.DataFrame:
    """Return one row an article that rests on a dispatch: the dispatch, the delay in hours, and whether it is counted.

    ``use`` is ``counted``; ``article time`` or ``dispatch time`` where that is missing or names no more than a day or no zone;
    ``before`` where the dispatch came out after the article, which is no delay; ``too soon`` where the medium could not have it yet.
    """
    import numpy as np

    pairs = picked(tables)
    pairs = pairs.sort_values(["article", "source_earliest", "source"], na_position="last").drop_duplicates(
        "article"
    )
    facts = tables.articles.drop_duplicates("article").set_index("article")
    pairs["medium"] = pairs["article"].map(facts["medium"])
    pairs["hours"] = (pairs["time"] - pairs["source_time"]).dt.total_seconds() / MINUTE**2
    printed = pairs["medium"].str.casefold().str.contains("print", na=False)
    pairs["tolerance_hours"] = np.where(printed, ANALYSIS.print_hours, ANALYSIS.online_hours)
    pairs["use"] = np.select(
        [
            pairs["time"].isna(),
            pairs["source_time"].isna(),
            (pairs["hours"] < 0).fillna(value=False),
            (printed & (pairs["hours"] < ANALYSIS.print_hours)).fillna(value=False),
        ],
        ["article time", "dispatch time", "before", "too soon"],
        "counted",
    )
    return pairs.reset_index(drop=True)


def _table(tables: Tables, used: pd.DataFrame, seed: int) -> pd.DataFrame:
    import pandas as pd

    rows = [row for by in ("all", "outlet", "agency", "medium") for row in _within(used, by, seed)]
    if len(used):
        rows += _curve(used, seed)
    rows += _waiting(tables)
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _within(used: pd.DataFrame, by: str, seed: int) -> Iterator[dict[str, Any]]:
    import numpy as np

    groups, events = None if by == "all" else used[by], used["event"]
    hours = used["hours"].astype(float)
    limits = {minutes / MINUTE: hours < minutes / MINUTE for minutes in ANALYSIS.minutes}
    parts = {str(limit): inside for limit, inside in limits.items()}
    made = shares_by(parts, hours * 0 + 1, events, groups, seed=seed)
    for group, at in places(groups, len(used)):
        place, some, within = {"by": by, "group": group}, hours.to_numpy()[at], events.iloc[at]
        for limit, found in made[group].items():
            if found.n:
                yield {"part": "within", **place, "hours": float(limit), **found.row}
        if len(some):
            low, high = median_interval(some, within, seed=seed)
            yield {
                "part": "median", **place, "hours": float(np.median(some)), "hours_low": low, "hours_high": high, "n": len(some),
                "clusters": within.nunique(), "method": "none" if low != low else "bootstrap",  # noqa: PLR0124
            }  # fmt: skip


def _curve(used: pd.DataFrame, seed: int) -> Iterator[dict[str, Any]]:
    """Yield the share of articles that came within so many hours, at every delay that occurs, at most :data:`STEPS` of them."""
    import numpy as np

    hours = used["hours"].astype(float)
    steps = np.unique(hours)
    if len(steps) > STEPS:
        steps = np.unique(np.quantile(steps, np.linspace(0, 1, STEPS), method="nearest"))
    parts = {repr(float(step)): (hours <= step).astype(int) for step in steps}
    for step, found in shares(parts, hours * 0 + 1, used["event"], seed=seed).items():
        yield {"part": "curve", "by": "all", "group": "all", "hours": float(step), **found.row}


def waiting(tables: Tables) -> pd.DataFrame:
    """Return one row a dispatch with an exact time: hours to its first use, or to the end of what could be seen, and ``used``.

    What could be seen ends with the window of the run, or with the last article.
    """
    import pandas as pd

    sent = (
        tables.sources[tables.sources["role"] == "wire"] if tables.dispatches is None else tables.dispatches
    )
    sent = sent.dropna(subset=["time"]).drop_duplicates("source")
    articles = tables.articles
    last, window = articles["time"].max(), articles["window_hours"].max()
    used = picked(tables).dropna(subset=["time"])
    first = used.groupby("source", as_index=False).agg(first=("time", "min"))
    frame = sent[["source", "time"]].merge(first, on="source", how="left")
    frame["seen"] = (last - frame["time"]).dt.total_seconds() / MINUTE**2
    if not pd.isna(window) and window > 0:
        frame["seen"] = frame["seen"].clip(upper=float(window))
    frame["hours"] = (frame["first"] - frame["time"]).dt.total_seconds() / MINUTE**2
    frame["used"] = (frame["hours"] >= 0) & (frame["hours"] <= frame["seen"])
    frame["hours"] = frame["hours"].where(frame["used"], frame["seen"])
    return frame[frame["hours"] >= 0][["source", "hours", "used"]].reset_index(drop=True)


def _waiting(tables: Tables) -> Iterator[dict[str, Any]]:
    """Yield the share of dispatches that nobody has used after so many hours."""
    frame = waiting(tables)
    if frame["used"].any():
        for row in survival(frame["hours"], frame["used"]):
            yield {"part": "unused", "by": "all", "group": "all", **row, "method": "Kaplan-Meier"}


def survival(hours: Iterable[float], used: Iterable[bool]) -> Iterator[dict[str, Any]]:
    """Yield Kaplan and Meier's estimate at each moment of a first use: share still unused, its interval, and how many were left.

    Args:
        hours: Until the first use, or until nobody looked any longer.
        used: Whether it was used then.
    """
    import numpy as np
    from statsmodels.duration.survfunc import SurvfuncRight

    curve = SurvfuncRight(np.array(list(hours), dtype=float), np.array(list(used), dtype=int))
    bands = _log_log(curve.surv_prob, curve.surv_prob_se)
    for at, value, low, high, n in zip(curve.surv_times, curve.surv_prob, *bands, curve.n_risk, strict=True):
        yield {"hours": float(at), "share": float(value), "low": float(low), "high": float(high), "n": int(n)}


def _log_log(value: Any, error: Any) -> tuple[Any, Any]:
    """Return pointwise intervals on the scale of log(-log S), which stay within 0 and 1; none where S is 0 or 1."""
    import numpy as np
    from scipy.stats import norm

    z = norm.ppf((1 + ANALYSIS.level) / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        width = np.exp(z * error / (value * np.log(value)))
        low, high = value ** (1 / width), value**width
    inner = (value > 0) & (value < 1)
    return np.where(inner, np.minimum(low, high), value), np.where(inner, np.maximum(low, high), value)


def _says(tables: Tables, found: pd.DataFrame, table: pd.DataFrame) -> str:
    if tables.articles.empty:
        return NO_ARTICLES
    if found.empty:
        return f"No article rests on a dispatch, so there is no delay. {basis(tables)}."
    told = ""
    rows: list[Any] = table[(table["by"] == "all") & (table["part"].isin(["within", "median"]))].to_dict(
        "records"
    )
    if rows:
        median = next(row for row in rows if row["part"] == "median")
        within = ", ".join(
            f"{interval(row)} within {round(row['hours'] * MINUTE)} minutes"
            for row in rows
            if row["part"] == "within"
        )
        span = (
            ""
            if median["hours_low"] != median["hours_low"]
            else f" ({_time(median['hours_low'])} to {_time(median['hours_high'])})"
        )
        told = f"{count(median['n'], 'article')} with both times exact: {within}; half within {_time(median['hours'])}{span}. "
    else:
        told = "No delay can be given. "
    return f"{told}{_left_out(found)}{basis(tables)}."


REASONS: Final = {
    "article time": "the article's time is missing, names a day only or no zone (`annotate --article-zone` says it for all that name none)",
    "dispatch time": "the dispatch's time is missing, names a day only or no zone (`--time-zone` of `annotate` or `archive add` says it)",
    "before": "the dispatch came out after the article",
    "too soon": "a printed page could not have it yet",
}


def _left_out(found: pd.DataFrame) -> str:
    counts = found["use"].value_counts()
    told = [f"{counts[name]:,} since {words}" for name, words in REASONS.items() if counts.get(name, 0)]
    return f"Left out: {'; '.join(told)}. " if told else ""


def _time(hours: float) -> str:
    """Return a length of time as people say it.

    >>> _time(0.5), _time(3.25)
    ('30 minutes', '3.2 hours')
    """
    return f"{round(hours * MINUTE)} minutes" if hours < 2 else f"{hours:.1f} hours"


TICKS: Final = [3, 6, 12, 24, 48, 72, 168]
LABEL: Final = "datum.value < 1 ? round(datum.value * 60) + ' min' : format(datum.value, ',') + ' h'"
"""Hours that the axis names beside the minutes that are reported, and how."""


def _chart(table: pd.DataFrame, told: str, alt_text: str) -> Any:
    """Return the rising curve of articles with its band, and points at the minutes that are reported."""
    import pandas as pd

    alt = figures.altair()
    whole = table[table["by"] == "all"]
    hours = alt.X(
        "hours:Q", title="after the dispatch (early hours are stretched)", scale=alt.Scale(type="symlog", constant=0.1, domainMin=0),
        axis=alt.Axis(values=[minutes / MINUTE for minutes in ANALYSIS.minutes] + TICKS, labelExpr=LABEL, labelOverlap=True),
    )  # fmt: skip
    scale, axis = alt.Scale(domain=[0, 1]), alt.Axis(format="%", title="share of articles published by then")
    share = alt.Y("share:Q", scale=scale, axis=axis)
    shown = whole[whole["part"] == "curve"]
    start = shown.head(1).assign(hours=0.0, share=0.0, low=0.0, high=0.0)
    curve = alt.Chart(pd.concat([start, shown]))
    band = curve.mark_area(
        interpolate="step-after", fill=figures.colour("raise"), stroke=figures.colour("ctl"), strokeWidth=1
    ).encode(x=hours, y=alt.Y("low:Q", scale=scale, axis=axis), y2="high:Q")
    line = curve.mark_line(interpolate="step-after").encode(
        x=hours, y=share, tooltip=[*figures.tips(["hours"], ".2f"), *figures.tips(), "n:Q"]
    )
    points = alt.Chart(whole[whole["part"] == "within"]).mark_point().encode(
        x=hours, y=share, tooltip=[*figures.tips(["hours"], ".2f"), *figures.tips(), "n:Q"]
    )  # fmt: skip
    return figures.themed(
        alt.layer(band, line, points).properties(height=260), title=TITLE, subtitle=told, alt=alt_text
    )
