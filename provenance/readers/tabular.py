"""CSV, Parquet and data frames: one row a document."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, BinaryIO

from provenance.config import ReadConfig
from provenance.errors import ReadError
from provenance.readers import columns
from provenance.readers.decoding import decode
from provenance.readers.fields import Role, document_from_fields
from provenance.readers.inputs import read_all
from provenance.records import Document

if TYPE_CHECKING:
    import pandas as pd

BATCH = 256
"""Rows of a Parquet file that are held at once."""
MARKS = (",", ";", "\t", "|")
"""What may part columns, the most usual first."""
_QUOTED = "put quotation marks around the cell and double those inside, as spreadsheets do, or save it as JSONL or Excel"
_SENTENCES = frozenset(["article", "sentence", "origin", "why", "text"])
_NO_ARTICLES = "is a table of sentences that was made from annotations: no row of it is an article"
SAMPLE, ROWS = 200_000, 50
"""Code points and rows at the start of a table that tell how it is written."""


def read_csv(
    stream: BinaryIO, stem: str, *, config: ReadConfig, role: Role | None = None
) -> Iterator[Document | ReadError]:
    """Read a table with a header line: its separator, quoting and encoding are found from its first rows."""
    text, notes = decode(read_all(stream, config=config))
    told = text.lstrip("\ufeff").lower().startswith("sep=")  # a line for Excel, which shows it to nobody
    first = 1 + told
    text = text.split("\n", 1)[-1] if told else text
    # The limit of the csv module is one number for the whole process; raising it harms nobody, and our own stands above.
    csv.field_size_limit(max(csv.field_size_limit(), config.max_bytes))
    rows = csv.reader(io.StringIO(text, newline=""), strict=True, **dialect(text, config))
    header: list[str] | None = None
    line, number = first, 0
    while True:
        try:
            row = next(rows)
            number += 1
            if not any(cell.strip() for cell in row):
                pass  # also above the header
            elif header is None:
                header = _header(row, config)
            else:
                values, name = _row(header, row), f"{stem}:{line}"
                yield document_from_fields(values, default_id=name, config=config, role=role, notes=notes)
        except StopIteration:
            return
        except csv.Error as error:
            number += 1
            yield RowError(f"is not a well-formed row: {error}", line, number, _QUOTED)
        except ReadError as error:
            if header is None:
                raise
            yield RowError(error.reason, line, number, error.remedy)
        line = rows.line_num + first


class RowError(ReadError):
    """A row of a table: its line and, where cells hold line breaks, its number as a spreadsheet shows it."""

    def __init__(self, reason: str, line: int, number: int, remedy: str) -> None:
        super().__init__("", reason, line=line, remedy=remedy)
        self.row = None if number == line else number


def dialect(text: str, config: ReadConfig | None = None) -> dict[str, Any]:
    r"""Return how a table is written: what parts its columns, and whether ``\"`` stands for a mark inside marks.

    >>> dialect("Titel;Text\nA, b;C, d\n")["delimiter"]
    ';'
    """
    sample = text[:SAMPLE]
    asked = config.columns if config else ""
    ways: list[dict[str, Any]] = [{"delimiter": mark} for mark in MARKS]
    if '\\"' in sample:
        ways += [{**way, "escapechar": "\\", "doublequote": False} for way in ways]
    return max(ways, key=lambda way: _fitting(sample, way, asked))


def _fitting(sample: str, way: Mapping[str, Any], asked: str) -> tuple[bool, float, int]:
    """Say how well a way of reading fits: the text's column is found, rows are as wide as the header, fields are known."""
    rows = list(islice(_sampled(csv.reader(io.StringIO(sample, newline=""), strict=True, **way)), ROWS))
    header = rows[0] if rows else None
    if header is None or len(header) < 2:
        return False, 0.0, 0
    found = columns.match(header, asked)
    even = sum(row is not None and len(row) == len(header) for row in rows) / len(rows)
    return "text" in found or "html" in found, even, len(found)


def _sampled(rows: Iterator[list[str]]) -> Iterator[list[str] | None]:
    """Give the rows that hold something, and None for one that is not well formed."""
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error:
            yield None
        else:
            if row:
                yield row


def _header(row: list[str], config: ReadConfig) -> list[str]:
    """Return the names of columns. Raises :class:`ReadError` for the whole table where none holds text."""
    names = header_of(row)
    if set(names) >= _SENTENCES:
        raise ReadError("", _NO_ARTICLES, line=1, remedy="name the annotations themselves, as .jsonl")
    if not {"text", "html"} & columns.match(names, config.columns).keys():
        raise ReadError("", columns.lacking(names), line=1, remedy="name its column, or leave the file out")
    return names


def header_of(row: Iterable[str]) -> list[str]:
    """Return the names of columns, each once."""
    names: list[str] = []
    for number, cell in enumerate(row, start=1):
        name = cell.strip().removeprefix("\ufeff").removeprefix("ï»¿") or f"column {number}"
        name = name.lower() if name.lower() in ("id", "text", "html") else name
        names.append(name if name not in names else f"{name} ({number})")
    return names


def _row(header: list[str], row: list[str]) -> dict[str, object]:
    if len(row) > len(header) and any(cell.strip() for cell in row[len(header) :]):
        reason = f"has {len(row)} columns, the header {len(header)}: is a separator not quoted?"
        raise ReadError("", reason, remedy=_QUOTED)
    return {name: value or None for name, value in zip(header, row, strict=False)}


def read_parquet(
    stream: BinaryIO, stem: str, *, config: ReadConfig, role: Role | None = None
) -> Iterator[Document | ReadError]:
    """Read an Arrow table on disk, a batch of rows at a time."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    seekable = stream if stream.seekable() else io.BytesIO(read_all(stream, config=config))
    number = 0
    try:
        file = pq.ParquetFile(seekable)
        for group in range(file.num_row_groups):
            size = file.metadata.row_group(group).total_byte_size
            if size > 10 * config.max_bytes:
                reason = f"row group {group} unpacks to {size:,} bytes: refused (setting read.max_bytes)"
                raise ReadError("", reason, remedy="write it in smaller row groups, or raise the setting")
        for batch in file.iter_batches(batch_size=BATCH):
            yield from read_rows(batch.to_pylist(), stem, config=config, role=role, after=number)
            number += batch.num_rows
    except (pa.ArrowException, OSError) as error:
        reason = f"is not a readable Parquet file: {PurePath(str(error).splitlines()[0]).name:.200}"
        raise ReadError("", reason, remedy="write or copy it again, whole") from error


def read_rows(
    rows: Iterable[object], stem: str, *, config: ReadConfig, role: Role | None = None, after: int = 0
) -> Iterator[Document | ReadError]:
    """Read records that are in memory; ``after`` is how many came before them, and None a row that holds nothing."""
    for number, row in enumerate(rows, start=after + 1):
        if row is None:
            continue
        try:
            if not isinstance(row, Mapping):
                reason = f"must be a record with a field 'text' or 'html', not {row!r:.60}"
                raise ReadError("", reason, remedy="give each document as a mapping of fields")
            named = {str(name): value for name, value in row.items()}
            yield document_from_fields(named, default_id=f"{stem}:{number}", config=config, role=role)
        except ReadError as error:
            yield ReadError("", error.reason, line=number, remedy=error.remedy)


def frame_rows(frame: pd.DataFrame) -> Iterator[dict[str, object]]:
    """Give the rows of a data frame as records: a missing value of any kind is None, a named index is a column.

    pandas knows no days: a column of times that are all midnight is one of days, and is read as such.
    """
    indexed = frame.index.name is not None and frame.index.name not in frame.columns
    named = frame.reset_index() if indexed else frame
    columns_ = [_without_clock(named.iloc[:, number]) for number in range(named.shape[1])]
    names = [str(name) for name in named.columns]
    for row in zip(*columns_, strict=True):
        yield dict(zip(names, row, strict=True))


def _without_clock(column: pd.Series[Any]) -> list[object]:
    plain = column.astype(object).where(column.notna(), None).tolist()
    stamps = [value for value in plain if value is not None] if column.dtype.kind == "M" else []
    if stamps and all(value == value.normalize() and value.tzinfo is None for value in stamps):
        return [value and value.date() for value in plain]
    return plain
