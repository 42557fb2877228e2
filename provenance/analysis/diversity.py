"""How many agencies an outlet draws on, and how evenly: Shannon's entropy and the Herfindahl-Hirschman index."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from provenance.analysis import figures
from provenance.analysis.answer import Answer, answer
from provenance.analysis.tables import MATCHED, NO_OUTLET, Tables, as_tables
from provenance.analysis.uncertainty import ends, resampled
from provenance.analysis.wording import NO_ARTICLES, basis
from provenance.config import ANALYSIS
from provenance.contract import count

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

ALL: Final = "All"
MOST_OUTLETS: Final = 30
"""Rows that a figure shows; the table has all."""
TITLE: Final = "How many agencies an outlet draws on"
NOTHING: Final = "No sentence is matched with an agency, so there is no diversity of agencies to give"
LIMITS: Final = (
    "Only agencies whose dispatches (or credited pages) were at hand can be found: an archive of one agency makes every outlet look one-sided.",
    "Entropy from few sentences is too low, and an interval drawn by event inherits that: compare outlets of like numbers.",
)
COLUMNS: Final = (
    "outlet", "agencies", "n", "clusters", "entropy", "entropy_low", "entropy_high", "evenness",
    "hhi", "hhi_low", "hhi_high", "effective",
)  # fmt: skip


def diversity(given: object, *, seed: int = 0) -> Answer:
    """Return entropy (bits) and concentration (HHI, 0-1) of the agencies behind each outlet's matched sentences.

    Args:
        given: A Corpus, annotations, the files that hold them, or Tables.
        seed: Of the bootstrap over events.
    """
    tables = as_tables(given)
    table = _table(tables, seed)
    says = _says(tables, table)
    return answer(
        "diversity", TITLE, table, says, spelled=tables.spelled, limits=LIMITS,
        alt=f"A point for each outlet at the effective number of its agencies. {says}",
        chart=lambda: _chart(table, basis(tables), says),
    )  # fmt: skip


def entropy(counts: np.ndarray) -> np.ndarray:
    """Return Shannon's entropy in bits of each row of counts; NaN for a row of nothing.

    >>> import numpy as np
    >>> entropy(np.array([[1, 1, 1, 1], [3, 0, 0, 0]])).tolist()
    [2.0, 0.0]
    """
    from scipy.stats import entropy as of

    found: np.ndarray = of(counts, base=2, axis=-1, nan_policy="propagate")
    return found


def hhi(counts: np.ndarray) -> np.ndarray:
    """Return the sum of squared shares of each row of counts, 1 = all of one agency; NaN for a row of nothing.

    >>> import numpy as np
    >>> hhi(np.array([[1, 1, 1, 1], [3, 0, 0, 0]])).tolist()
    [0.25, 1.0]
    """
    import numpy as np

    with np.errstate(invalid="ignore"):
        shares = counts / counts.sum(axis=-1, keepdims=True)
    found: np.ndarray = (shares**2).sum(axis=-1)
    return found


def _table(tables: Tables, seed: int) -> pd.DataFrame:
    import pandas as pd

    matched = tables.sentences["body"] & tables.sentences["class"].isin(MATCHED)
    found = tables.sentences.loc[matched, ["article", "outlet", "event", "agency"]]
    found = found.dropna(subset=["agency"])
    outlets = found["outlet"].fillna(NO_OUTLET)
    rows = [_row(name, found[outlets == name], seed) for name in outlets.value_counts().index]
    return pd.DataFrame([_row(ALL, found, seed), *rows] if rows else [], columns=list(COLUMNS))


def _row(outlet: str, found: pd.DataFrame, seed: int) -> dict[str, Any]:
    """Return one outlet: its events are drawn, and each drawn set of sentences has an entropy and a concentration."""
    import pandas as pd

    counts = pd.crosstab(found["event"].fillna(found["article"]), found["agency"]).to_numpy()
    whole = counts.sum(axis=0)
    bits, index = float(entropy(whole)), float(hhi(whole))
    ranges = dict.fromkeys(("entropy_low", "entropy_high", "hhi_low", "hhi_high"), float("nan"))
    if len(counts) >= ANALYSIS.clusters:
        drawn = resampled(counts, seed=seed)
        ranges["entropy_low"], ranges["entropy_high"] = ends(entropy(drawn))
        ranges["hhi_low"], ranges["hhi_high"] = ends(hhi(drawn))
    return {
        "outlet": outlet, "agencies": len(whole), "n": int(whole.sum()), "clusters": len(counts), "entropy": bits,
        "evenness": bits / math.log2(len(whole)) if len(whole) > 1 else float("nan"),
        "hhi": index, "effective": 1 / index, **ranges,
    }  # fmt: skip


def _says(tables: Tables, table: pd.DataFrame) -> str:
    if tables.articles.empty:
        return NO_ARTICLES
    if table.empty:
        return f"{NOTHING}. {basis(tables)}."
    whole = table.iloc[0]
    told = f"{count(int(whole['agencies']), 'agency', 'agencies')} behind {count(int(whole['n']), 'matched body sentence')}"
    if whole["agencies"] == 1:
        return (
            f"{told}: with one agency found, entropy is 0 and HHI 1 whatever an outlet does. {basis(tables)}."
        )
    single = int((table["agencies"].iloc[1:] == 1).sum())
    spread = f"entropy {whole['entropy']:.2f} bits{_range(whole, 'entropy')}, HHI {whole['hhi']:.2f}{_range(whole, 'hhi')}"
    some = f"{single} of {count(len(table) - 1, 'outlet')} {'has' if single == 1 else 'have'} sentences of one agency only"
    few = (
        ""
        if whole["clusters"] >= ANALYSIS.clusters
        else f" Too few events ({whole['clusters']}) for intervals."
    )
    return f"{told}: {spread}; {some}.{few} {basis(tables)}."


def _range(row: pd.Series, name: str) -> str:
    low, high = row[f"{name}_low"], row[f"{name}_high"]
    return "" if math.isnan(low) else f" ({low:.2f} to {high:.2f})"


def _chart(table: pd.DataFrame, subtitle: str, alt_text: str) -> Any:
    """Return a point an outlet at the effective number of its agencies, with its interval."""
    alt = figures.altair()
    shown = table.head(MOST_OUTLETS + 1).assign(low=1 / table["hhi_high"], high=1 / table["hhi_low"])
    shown["beyond"] = shown[["high", "effective"]].max(axis=1)
    shown["row"] = [f"{name} (n = {n:,})" for name, n in zip(shown["outlet"], shown["n"], strict=True)]
    shown["told"] = [
        f"{effective:.1f} of {count(number, 'agency', 'agencies')}"
        for effective, number in zip(shown["effective"], shown["agencies"], strict=True)
    ]
    base = alt.Chart(shown).encode(
        y=alt.Y("row:N", title="outlet (matched body sentences)", sort=list(shown["row"]))
    )
    across = alt.Scale(domain=[1, max(2, shown["beyond"].max())], nice=False)
    at = alt.X("effective:Q", title="effective number of agencies (1 / HHI)", scale=across)
    lines = base.mark_rule(strokeWidth=2, color=figures.colour("ctl")).encode(
        x=alt.X("low:Q", scale=across), x2="high:Q"
    )
    tips = [
        "outlet",
        "agencies",
        "n",
        "clusters",
        *(alt.Tooltip(name, format=".2f") for name in ("entropy", "hhi", "effective")),
    ]
    points = base.mark_point(size=70).encode(x=at, tooltip=tips)
    words = base.mark_text(align="left", dx=10, dy=-1).encode(
        x=alt.X("beyond:Q", scale=across), text="told:N"
    )
    cut = (
        f"The {MOST_OUTLETS} outlets with most matched sentences of {len(table) - 1}. "
        if len(shown) < len(table)
        else ""
    )
    return figures.themed(
        alt.layer(lines, points, words).properties(height=alt.Step(26)), title=TITLE,
        subtitle=f"Points with 95\u202f% intervals where there are events enough. {cut}{subtitle}", alt=alt_text,
    )  # fmt: skip
