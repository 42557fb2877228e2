"""Words that stand beside every answer: how many, of what was searched, at which threshold, and how right the tool is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from provenance.contract import count, percent

if TYPE_CHECKING:
    import pandas as pd

    from provenance.analysis.tables import Tables

NO_ARTICLES = "No article was given, so there is nothing to count."
NO_BODY = "None of the articles has a body sentence, so there is no share to give."
NOT_SEEN = "No source found means none in what was searched; it does not say that a sentence is original in the world."
NOT_MISUSE = (
    "A match says where words stand, not whether their use was agreed: clients of an agency pay for it."
)


def interval(row: Any) -> str:
    """Return a share with its interval, as ``12.0 % (8.1 to 17.0 %)``."""
    return between(row["share"], row["low"], row["high"])


def between(value: float, low: float, high: float) -> str:
    """Return a share and the ends of its interval, in the same form."""
    return f"{percent(value)} ({100 * low:.1f} to {percent(high)})"


def drawn(rows: Iterable[Any]) -> str:
    """Return how the intervals of some rows of a table were made, as a sentence."""
    if any(row["method"] == "bootstrap" for row in rows):
        return "Intervals are drawn by event."
    return "Intervals are Wilson's, each event one answer: there are too few to draw from, or all are alike."


def basis(tables: Tables) -> str:
    """Return what stands behind every share: articles and sentences, what was searched, and the threshold."""
    articles = tables.articles
    body = int(articles["body"].sum())
    parts = [
        count(len(articles), "article"),
        count(body, "body sentence"),
        searched(tables),
        threshold(articles),
    ]
    return ", ".join(part for part in parts if part)


def searched(tables: Tables) -> str:
    """Return how many dispatches were at hand, and from when to when."""
    runs = tables.runs
    most = int(runs["archive_documents"].max()) if len(runs) else 0
    if not most:
        return "no dispatch at hand"
    first, last = runs["archive_from"].dropna(), runs["archive_to"].dropna()
    when = f" of {min(first):.10} to {max(last):.10}" if len(first) and len(last) else ""
    return f"{count(most, 'dispatch', 'dispatches')} at hand{when}"


def threshold(articles: pd.DataFrame) -> str:
    """Return the threshold of the run, or that there were several, and of how many articles it is not known."""
    values = sorted(articles["threshold"].dropna().unique())
    lacking = int(articles["threshold"].isna().sum())
    if not values:
        return "threshold not known" if lacking else ""
    told = f"threshold{'' if len(values) == 1 else 's'} {', '.join(f'{value:g}' for value in values)}"
    return f"{told} (not known of {count(lacking, 'article')})" if lacking else told
