"""JSON of other people's files: what is wrong is said with its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from provenance.errors import ReadError


def parsed(data: bytes, source: str, line: int | None = None) -> Any:  # noqa: ANN401  (of JSON)
    """Return what JSON holds. Raises :class:`ReadError` where it is none, or nested without end."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ReadError(source, f"is not JSON: {error}", line=line) from error


def content(path: str | Path) -> bytes:
    """Return the bytes of a file. Raises :class:`ReadError` with the reason where it cannot be read."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise ReadError(str(path), f"cannot be read: {error.strerror or error}") from error
