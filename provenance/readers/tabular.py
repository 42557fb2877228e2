"""CSV and Parquet: one row a document."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO

from provenance.config import ReadConfig
from provenance.errors import ReadError
from provenance.readers.decoding import decode
from provenance.readers.fields import Role, document_from_fields
from provenance.readers.inputs import read_all
from provenance.readers.sniffing import separator
from provenance.records import Document

BATCH = 256
"""Rows of a Parquet file that are held at once."""


def read_csv(
    stream: BinaryIO, stem: str, *, config: ReadConfig, role: Role | None = None
) -> Iterator[Document | ReadError]:
    """Read a table with a header line; comma, semicolon, tab or bar between the columns."""
    text, notes = decode(read_all(stream, config=config))
    mark = separator(text) or ","
    # The limit of the csv module is one number for the whole process; raising it harms nobody, and our own stands above.
    csv.field_size_limit(max(csv.field_size_limit(), config.max_bytes))
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    header: list[str] | None = None
    line = 1
    while True:
        try:
            row = next(rows)
            if header is None:
                header = [_column(name) for name in row]
            elif row:
                values, name = _row(header, row), f"{stem}:{line}"
                yield document_from_fields(values, default_id=name, config=config, role=role, notes=notes)
        except StopIteration:
            return
        except csv.Error as error:
            yield ReadError("", f"is not a well-formed row: {error}", line=line)
        except ReadError as error:
            yield ReadError("", error.reason, line=line)
        line = rows.line_num + 1


def _column(name: str) -> str:
    plain = name.strip()
    return plain.lower() if plain.lower() in ("id", "text", "html") else plain


def _row(header: list[str], row: list[str]) -> dict[str, object]:
    if len(row) > len(header):
        raise ReadError("", f"has {len(row)} columns, the header {len(header)}: is a separator not quoted?")
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
                raise ReadError(
                    "", f"row group {group} unpacks to {size:,} bytes: refused (setting read.max_bytes)"
                )
        for batch in file.iter_batches(batch_size=BATCH):
            for row in batch.to_pylist():
                number += 1
                try:
                    yield document_from_fields(row, default_id=f"{stem}:{number}", config=config, role=role)
                except ReadError as error:
                    yield ReadError("", error.reason, line=number)
    except (pa.ArrowException, OSError) as error:
        raise ReadError(
            "", f"is not a readable Parquet file: {PurePath(str(error).splitlines()[0]).name:.200}"
        ) from error
