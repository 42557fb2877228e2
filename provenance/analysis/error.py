"""The tool's own error, as one sentence beside every share that was not validated."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from provenance.analysis.wording import between


@lru_cache(maxsize=1)
def measured() -> Mapping[str, Mapping[str, Any]]:
    """Return the figures of ``accuracy.toml``: of each set how much was judged, and shares with their intervals."""
    return tomllib.loads((files(__package__) / "accuracy.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def tool_error() -> str:
    """Return how right the tool is on pages that are not these, in one sentence."""
    modern, independent = measured()["modern"], measured()["independent"]
    return (
        f"These shares are not validated. On {modern['sentences']:,} sentences of {modern['outlets']:,} other outlets "
        f"{between(*modern['precision'])} of what the tool called wire was, and it found {between(*modern['recall'])} of what was; between "
        f"newsrooms that wrote on their own it called {between(*independent['called_wire'])} of sentences wire (docs/accuracy.md). "
        "`provenance sample` draws sentences for coders; `corrected` takes their labels."
    )
