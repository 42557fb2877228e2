"""Outlets whose names differ only in case, spaces or width of letters are one: the spelling that most articles have."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

OF_OUTLETS = ("articles", "sentences", "sources")
"""Tables with a column of outlets."""


def outlet_key(name: str) -> str:
    """Return what spellings of one outlet have in common.

    >>> outlet_key("Le  Monde ") == outlet_key("LE MONDE") != outlet_key("Le Mondé")
    True
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def spellings(names: Iterable[str]) -> dict[str, str]:
    """Return, for each name that is spelled in several ways, the one that occurs most often; of equals the first in order."""
    counts: Counter[str] = Counter(names)
    alike: Mapping[str, list[str]] = defaultdict(list)
    for name in sorted(counts):
        alike[outlet_key(name)].append(name)
    found: dict[str, str] = {}
    for some in alike.values():
        best = " ".join(max(some, key=counts.__getitem__).split())
        found |= {name: best for name in some if len(some) > 1}
    return found


def with_one_spelling(tables: Mapping[str, pd.DataFrame]) -> tuple[dict[str, pd.DataFrame], str]:
    """Return tables by name with one spelling of each outlet, and what was joined, in words; empty where nothing was."""
    named = tables["articles"]["outlet"].dropna()
    chosen = spellings(named)
    if not chosen:
        return dict(tables), ""
    told: Mapping[str, list[str]] = defaultdict(list)
    for name, best in chosen.items():
        if name != best:
            told[best].append(repr(name))
    joined = "; ".join(f"{', '.join(some)} as {best!r}" for best, some in sorted(told.items()))
    changed = {
        name: frame.assign(
            outlet=frame["outlet"].replace({name: best for name, best in chosen.items() if name != best})
        )
        if name in OF_OUTLETS
        else frame
        for name, frame in tables.items()
    }
    return (
        changed,
        f"Outlets that differ only in case, spaces or width of letters are counted as one: {joined}.",
    )
