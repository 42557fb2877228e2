"""Writing results: to standard output as UTF-8 bytes, or to a file that appears only when it is complete."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from provenance.errors import FormatError


def emit(data: bytes) -> None:
    """Write bytes to standard output."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def whole(path: Path, write: Callable[[Path], object]) -> None:
    """Let ``write`` fill a file beside ``path``, then put it in place; a failure leaves what was there before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.stem}.{os.getpid()}.part{path.suffix}")
    try:
        write(part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def format_of(path: str | None, chosen: str | None, known: list[str], default: str) -> str:
    """Return the format: as chosen, else by the suffix of the output, else the default."""
    if chosen is not None:
        if chosen not in known:
            raise FormatError(f"no format named {chosen!r}; there are {', '.join(known)}")
        return chosen
    suffix = Path(path).suffix.lower().lstrip(".") if path and path != "-" else ""
    suffix = {"htm": "html", "ndjson": "jsonl", "jsonld": "webannotation", "pq": "parquet"}.get(
        suffix, suffix
    )
    return suffix if suffix in known else default
