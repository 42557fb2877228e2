"""The tables of a validation and their columns, from ``columns.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Final

COLUMNS: Final[Mapping[str, Mapping[str, str]]] = tomllib.loads(
    (files(__package__) / "columns.toml").read_text("utf-8")
)
"""Every table with its columns, in order, and what each means."""
