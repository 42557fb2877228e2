"""What the columns of every answer mean, from ``columns.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def _columns() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((files(__package__) / "columns.toml").read_text("utf-8"))


def described(name: str, columns: Iterable[str]) -> dict[str, str]:
    """Return what each column of an answer means, with its unit: its own words, or those that all answers share.

    >>> described("composition", ["n"])
    {'n': 'units that the share is of'}
    """
    meanings = {**_columns()["common"], **_columns().get(name, {})}
    return {column: meanings[column] for column in columns}
