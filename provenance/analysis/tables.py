"""The tables that every analysis reads, gathered once, annotation by annotation, so that the texts need not be held."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.records import Annotation

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of :mod:`provenance.exporters.tables` for all articles, with what analyses need beside them."""

    sentences: pd.DataFrame
    articles: pd.DataFrame
    credits: pd.DataFrame
    evidence: pd.DataFrame
    runs: pd.DataFrame


def gather(annotations: Iterable[Annotation]) -> Tables:
    """Return the tables of these annotations, read once."""
    raise NotImplementedError
