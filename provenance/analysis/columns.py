"""What the columns of every answer mean, from ``columns.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def _columns() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((files(__package__) / "columns.toml").read_text("utf-8"))


def meanings(name: str) -> Mapping[str, str]:
    """Return what the columns of an answer mean that are its own; of ``common`` those that several have."""
    return _columns().get(name, {})


def described(name: str, columns: Iterable[str]) -> dict[str, str]:
    """Return what each column of an answer means, with its unit: its own words, or those that all answers share.

    >>> described("composition", ["n"])
    {'n': 'units that the share is of'}
    """
    known = {**meanings("common"), **meanings(name)}
    return {column: known[column] for column in columns}
