"""Records that stand deeper in a JSON value: the answer of a news interface, a table saved by its columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from provenance.readers import columns

_DEEP = 4
"""Levels of objects within which records are looked for."""
_COLUMNS = 2
"""Columns from which an object of lists is a table."""
_INNER = ("_source", "fields")
"""Where search engines and the Guardian keep the fields of a hit."""


def records(value: object, asked: str) -> list[object] | None:
    """Return the records that a JSON value holds, None where it is one itself, or holds none that can be told.

    Args:
        value: What a file holds.
        asked: The setting ``read.columns``.
    """
    if not isinstance(value, dict):
        return None
    if (text := _text_of(value, asked)) is not None:
        return _by_columns(value, text)
    if isinstance(names := value.get("columns"), list) and isinstance(rows := value.get("data"), list):
        return [dict(zip(map(str, names), row, strict=False)) for row in rows if isinstance(row, list)]
    level: list[object] = [value]
    for _ in range(_DEEP):
        found = next((group for item in level for group in _groups(item) if _are_records(group, asked)), None)
        if found is not None:
            return [_opened(item) for item in found]
        level = [inner for item in level if isinstance(item, dict) for inner in item.values()]
    return None


def _text_of(record: Mapping[str, object], asked: str) -> str | None:
    """Return the key under which a record holds its text, None where it holds none."""
    matched = columns.match(record, asked)
    return matched.get("text") or matched.get("html")


def _by_columns(value: Mapping[str, object], text: str) -> list[object] | None:
    """Return the rows of a table that was saved column by column; None where the text is no column."""
    cells = value[text]
    if isinstance(cells, dict):
        rows = list(cells)
        return [
            {key: column.get(row) for key, column in value.items() if isinstance(column, dict)}
            for row in rows
        ]
    lists = [column for column in value.values() if isinstance(column, list)]
    # one list among other values is the paragraphs of one text
    if not isinstance(cells, list) or len(value) < _COLUMNS or len(lists) < len(value):
        return None
    if any(len(column) != len(cells) for column in lists):
        return None
    return [dict(zip(value, row, strict=True)) for row in zip(*lists, strict=True)]


def _groups(item: object) -> Iterator[list[object]]:
    """Yield what may be the records of one object: a list in it, or all its values where each is an object."""
    if isinstance(item, dict):
        yield from (part for part in item.values() if isinstance(part, list))
        if item and all(isinstance(part, dict) for part in item.values()):
            yield [{"id": key, **part} for key, part in item.items() if isinstance(part, dict)]


def _are_records(group: list[object], asked: str) -> bool:
    first = [_opened(item) for item in islice(group, 1)]
    return any(isinstance(item, dict) and _text_of(item, asked) is not None for item in first)


def _opened(item: object) -> object:
    """Return a record with the fields that it keeps in an object of its own."""
    if not isinstance(item, dict):
        return item
    inner = next((part for key in _INNER if isinstance(part := item.get(key), dict)), None)
    return (
        item if inner is None else {**{key: part for key, part in item.items() if key not in _INNER}, **inner}
    )
