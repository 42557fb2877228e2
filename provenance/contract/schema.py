"""The published format as a JSON Schema, for programs of others that read or write it."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of ``provenance-annotation/1``: the file ``annotation.schema.json`` beside this.

    >>> schema()["title"]
    'provenance-annotation/1'
    """
    found: dict[str, Any] = json.loads(
        files(__package__).joinpath("annotation.schema.json").read_text("utf-8")
    )
    return found
