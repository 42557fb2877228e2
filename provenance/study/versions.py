"""What a result was made with: this code, and the packages that can change a figure."""

from __future__ import annotations

import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from provenance.study.steps import digest

PACKAGES = (
    "altair", "lifelines", "networkx", "numpy", "nupunkt", "pandas", "rapidfuzz", "scikit-learn", "scipy", "spacy",
    "statsmodels", "vl-convert-python",
)  # fmt: skip
"""Packages whose version can change a figure or a sentence."""
_SUFFIXES = {".py", ".toml", ".json", ".html", ".css"}


@cache
def code() -> str:
    """Return the beginning of the SHA-256 of this package's own files: a checkout changes without its version changing."""
    root = Path(__file__).resolve().parent.parent
    files = sorted(path for path in root.rglob("*") if path.suffix in _SUFFIXES and path.is_file())
    return digest((path.relative_to(root).as_posix(), path) for path in files)[:12]


@cache
def versions() -> dict[str, str]:
    """Return the version of Python and of each package, ``-`` for one that is not installed."""
    found = {"python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "-"
    return found
