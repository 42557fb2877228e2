"""What can go wrong, as one small tree.

::

    ProvenanceError
    ├── ConfigError      (ValueError)   a setting that does not exist or does not fit
    ├── ReadError        (ValueError)   an input that cannot be read: names the file, the place and the reason
    ├── FormatError      (ValueError)   an input or output format that is not known
    ├── ArchiveError     (RuntimeError) an archive that is missing, damaged or of another version
    ├── EngineError      (RuntimeError) work that cannot be spread over processes or machines
    ├── MissingExtra     (ImportError)  an optional package that is not installed: names the extra
    └── Interrupted      (KeyboardInterrupt) a run that was stopped: holds what was done

Every message says what was given, what is allowed and what to do.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path


class ProvenanceError(Exception):
    """Base of every error that this package raises on purpose."""


class ConfigError(ProvenanceError, ValueError):
    """A setting does not exist or its value does not fit."""


class ReadError(ProvenanceError, ValueError):
    """An input, or one record of it, cannot be read.

    Args:
        source: The file name as given, or ``-``.
        reason: What is wrong, and what would be right.
        line: The 1-based line or record number, where one can be named.
        form: The format that it was taken for, and by what: ``read as csv``, ``named as csv``.
        remedy: What to do about it.
    """

    def __init__(
        self, source: str, reason: str, *, line: int | None = None, form: str = "", remedy: str = ""
    ) -> None:
        self.source, self.reason, self.line, self.form, self.remedy = source, reason, line, form, remedy
        place = f":{line}" if line is not None else ""
        super().__init__(
            f"{source}{place}: {reason}{form and f' ({form})'}{remedy and f'. What to do: {remedy}'}"
        )


class FormatError(ProvenanceError, ValueError):
    """A format name is not in the registry."""


class ArchiveError(ProvenanceError, RuntimeError):
    """An archive is missing, damaged or was written by another version."""


class EngineError(ProvenanceError, RuntimeError):
    """Work cannot be spread: no worker process or cluster does it."""


class MissingExtra(ProvenanceError, ImportError):
    """An optional package is needed and not installed.

    Args:
        package: The package that could not be imported.
        extra: The extra of this distribution that brings it.
    """

    def __init__(self, package: str, extra: str) -> None:
        self.package, self.extra = package, extra
        super().__init__(f"{package} is not installed; {install(extra)}")


def install(extra: str) -> str:
    """Return what to run for an extra: with the environment of ``make demo`` where this is it."""
    root = Path(__file__).resolve().parent.parent
    pip = ".venv/bin/pip" if Path(sys.prefix) == root / ".venv" else "pip"
    return f"run in the project's folder: {pip} install '.[{extra}]'"


class Interrupted(ProvenanceError, KeyboardInterrupt):
    """A run was stopped by the user; what was done by then is kept.

    Args:
        done: The annotations that are complete, in order.
        total: How many articles there were.
    """

    def __init__(self, done: tuple[object, ...], total: int) -> None:
        self.done, self.total = done, total
        super().__init__(f"stopped: {len(done)} of {total} articles are done")


def near(name: str, allowed: Iterable[str]) -> str | None:
    """Return the name that was meant, None where none is near: a slip in one letter of three, or a beginning.

    Of a name with a dot (``decision.threshold``) its last part may be meant as well.

    >>> near("treshold", ["decision.threshold", "decision.likely"]), near("window", ["window_hours"]), near("zebra", ["annotate"])
    ('decision.threshold', 'window_hours', None)
    """
    from rapidfuzz.distance import OSA

    slips = {full: _slips(OSA.distance, name.casefold(), full) for full in allowed}
    found = {full: number for full, number in slips.items() if number is not None}
    return min(found, key=found.__getitem__, default=None)


def _slips(distance: Callable[[str, str], int], name: str, full: str) -> int | None:
    """Return by how many letters a name misses another, None where by too many."""
    slips: list[int] = []
    for other in {full.casefold(), full.casefold().rpartition(".")[2]}:
        begun = len(name) > _BEGUN and other.startswith(name)
        edits = 0 if begun else distance(name, other)
        if len(name) > 1 and edits <= max(1, len(other) // _SLIP):
            slips.append(edits)
    return min(slips, default=None)


_BEGUN, _SLIP = 3, 3
"""Letters that a beginning has more than; letters of a name of which one may be wrong."""
