"""What Python holds as documents: a data frame, records, paths, texts, documents; each becomes documents."""

from __future__ import annotations

import dataclasses
import glob
import os
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any

from provenance.config import ReadConfig
from provenance.errors import FormatError, ReadError
from provenance.readers import as_dispatch, columns, read, records
from provenance.readers.fields import Role
from provenance.readers.tabular import frame_rows
from provenance.records import Document

if TYPE_CHECKING:
    import pandas as pd

TAKES = (
    "a data frame (text='its column'), a path or folder, a list of records, texts or paths, a text, or documents as "
    "pv.read gives them"
)
_NAME = re.compile(r"\S+|[^\n]{1,200}?(?:\.[A-Za-z]\w{0,7}(?:\.gz)?|/)")
"""A text that is the name of a file rather than an article: without spaces, or with the end of a file's name."""


def taken(given: object, *, config: ReadConfig, role: Role, what: str) -> tuple[list[Document], bool]:
    """Return documents, and whether it is a single one by its kind.

    Args:
        given: What the user holds.
        config: Settings of the readers.
        role: What the documents are for.
        what: The word for messages: ``annotate`` or ``archive``.

    Raises:
        ReadError: Nothing of it can be read; where some can, a warning names the rest.
        FormatError: It is of a kind that holds no documents.
    """
    if isinstance(given, Document):
        return [given], True
    if is_frame(given):
        rows = list(frame_rows(_fit(given, config)))
        return _good(records(rows, "row", config=config, role=role)) if rows else [], False
    if isinstance(given, Mapping):
        return _good(records([given], "record", config=config, role=role)), True
    if isinstance(given, str | os.PathLike):
        return _good(_named(given, config, role)), isinstance(given, str) and not _is_name(given)
    if isinstance(given, bytes) or not isinstance(given, Iterable):
        raise FormatError(f"{what} takes {TAKES}; not {type(given).__name__}: {given!r:.60}")
    return _good(_many(list(given), config, role, what)), False


def is_frame(given: object) -> bool:
    """Tell whether something is a data frame of pandas, or of a kind that can become one."""
    return hasattr(given, "columns") and (hasattr(given, "itertuples") or hasattr(given, "to_pandas"))


def _fit(frame: Any, config: ReadConfig) -> pd.DataFrame:  # noqa: ANN401  (of whatever kind has to_pandas)
    """Return the frame as pandas has it. Raises :class:`ReadError` where a column that was named is not there."""
    plain: pd.DataFrame = frame if hasattr(frame, "itertuples") else frame.to_pandas()
    names = [str(name) for name in plain.columns]
    matched = columns.match(names, config.columns)
    for field, name in columns.told(config.columns).items():
        if field == "text" and columns.fold(matched.get("text", "")) != columns.fold(name):
            raise ReadError(
                "the data frame", f"has no column {name!r}; its columns are {', '.join(map(repr, names))}"
            )
    if not {"text", "html"} & matched.keys():
        listed = ", ".join(map(repr, names)) or "none"
        raise ReadError(
            "the data frame", f"no column is known to hold the text among {listed}: write text='NAME'"
        )
    return plain


def _many(items: list[object], config: ReadConfig, role: Role, what: str) -> Iterator[Document | ReadError]:
    """Read what a list holds, neighbours of one kind together, as they would be in one file."""
    used: set[str] = set()
    for kind, group in groupby(enumerate(items, start=1), key=lambda pair: _kind(pair[1])):
        numbered = list(group)
        for found in _alike(kind, numbered, config, role, what):
            if isinstance(found, Document) and kind != "document":
                yield _unlike(found, used)
            else:
                yield found


def _alike(
    kind: str, numbered: list[tuple[int, object]], config: ReadConfig, role: Role, what: str
) -> Iterator[Document | ReadError]:
    items: list[Any] = [item for _, item in numbered]
    if kind == "document":
        yield from (as_dispatch(item, config=config) if role == "wire" else item for item in items)
    elif kind == "record":
        yield from records(items, "record", config=config, role=role)
    elif kind == "text":
        yield from records(
            [{"id": f"text:{number}", "text": item} for number, item in numbered],
            "text",
            config=config,
            role=role,
        )
    elif kind == "path":
        yield from read(items, config=config, role=role)
    else:
        number, item = numbered[0]
        raise FormatError(f"{what} takes {TAKES}; item {number} is {type(item).__name__}: {item!r:.60}")


def _kind(item: object) -> str:
    if isinstance(item, Document):
        return "document"
    if isinstance(item, Mapping):
        return "record"
    if isinstance(item, str):
        return "path" if _is_name(item) else "text"
    return "path" if isinstance(item, os.PathLike) else "other"


def _unlike(document: Document, used: set[str]) -> Document:
    """Return a document whose id no other of the list has."""
    name, number = document.id, 2
    while name in used:
        name, number = f"{document.id}~{number}", number + 1
    used.add(name)
    return document if name == document.id else dataclasses.replace(document, id=name)


def _named(given: str | os.PathLike[str], config: ReadConfig, role: Role) -> Iterator[Document | ReadError]:
    if isinstance(given, str) and not _is_name(given):
        return records([{"id": "text", "text": given}], "text", config=config, role=role)
    return read(os.fspath(given), config=config, role=role)


def _is_name(text: str) -> bool:
    if "\0" in text or len(text) > 1_000:
        return False
    if os.path.lexists(text) or bool(_NAME.fullmatch(text)):
        return True
    return "\n" not in text and glob.has_magic(text) and bool(glob.glob(text, recursive=True))  # noqa: PTH207


def _good(found: Iterable[Document | ReadError]) -> list[Document]:
    """Return the documents; what cannot be read is an error where nothing can, and a warning otherwise."""
    items = list(found)
    documents = [item for item in items if isinstance(item, Document)]
    errors = [item for item in items if isinstance(item, ReadError)]
    if errors and not documents:
        raise errors[0]
    for error in errors:
        warnings.warn(f"left out: {error}", stacklevel=4)
    return documents
