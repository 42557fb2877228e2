"""What an analysis gives: a table, the figure drawn from it, and the sentences that stand beside both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Answer:
    """One question answered.

    ``table`` is tidy: one row an observation, ``columns`` says what each column means and in which unit (shares are 0-1).
    ``says`` is what it shows, with n, coverage and threshold; ``limits`` is what it cannot show. ``chart`` draws the figure
    when it is asked for (extra ``analysis``), None where a figure would mislead; ``alt`` is the figure in words.
    """

    name: str
    title: str
    table: pd.DataFrame
    columns: Mapping[str, str]
    says: str
    limits: tuple[str, ...] = ()
    alt: str = ""
    chart: Callable[[], alt.TopLevelMixin] | None = field(default=None, compare=False)

    def _repr_mimebundle_(self, **_only: object) -> tuple[dict[str, Any], dict[str, Any]]:
        raise NotImplementedError
