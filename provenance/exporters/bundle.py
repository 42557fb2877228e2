"""Formats with a file for each article: a folder of them, or a zip file that always has the same bytes."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from provenance.exporters.files import Destination, filling, writing

Add = Callable[[str, bytes], None]
_DAY = (1980, 1, 1, 0, 0, 0)
"""The date of every file in a zip: it tells nothing of when it was written."""
_LONGEST = 60
"""Code points of an id that stay in a file name; a digest of the whole id stands behind them."""


@contextmanager
def bundling(destination: Destination) -> Iterator[Add]:
    """Give a function that adds a file: to a folder where the destination is one, else to a zip file."""
    if isinstance(destination, Path) and destination.is_dir():
        with filling(destination) as folder:
            yield lambda name, data: _written(folder / name, data)
        return
    with writing(destination) as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        yield lambda name, data: file.writestr(_entry(name), data)


def file_name(article: str) -> str:
    """Return a name that every system takes, for an article of any id: safe letters, and a digest that tells ids apart.

    >>> file_name("../../CON"), file_name("")
    ('con-8f69d219', 'article-e3b0c442')
    """
    digest = hashlib.sha256(article.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    plain = re.sub(r"[^a-z0-9]+", "-", article.casefold()[:_LONGEST]).strip("-")
    return f"{plain or 'article'}-{digest}"


def namer() -> Callable[[str], str]:
    """Return a function that names articles by :func:`file_name`, each name once: a second article of an id gets ``-2``."""
    used: Counter[str] = Counter()

    def name(article: str) -> str:
        plain = file_name(article)
        used[plain] += 1
        return plain if used[plain] == 1 else f"{plain}-{used[plain]}"

    return name


def _written(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry
