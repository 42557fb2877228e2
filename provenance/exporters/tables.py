"""Tidy tables: one row a sentence, article, credit, piece of evidence or run. ``columns.toml`` says what each column means.

Lists are joined with ``;`` so that a row is flat. Offsets are code points of the article's text, and ``source_start``
and ``source_end`` those of the source's. A missing value is empty (CSV) or null (Parquet, pandas).
"""

from __future__ import annotations

import base64
import csv
import io
import tomllib
import zlib
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from provenance.config import Config
from provenance.contract import DIGITS, to_json_line
from provenance.errors import FormatError, ReadError
from provenance.exporters.files import Destination, writing
from provenance.exporters.rows import ROWS, Row
from provenance.records import Annotation

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

KEY = b"provenance-annotations"
"""The key of a Parquet file under which the annotations stand, so that the table can be loaded again."""
SEPARATORS = (",", ";", "\t")
"""What may part the columns of a CSV file."""
FOOTER = 40_000_000
"""Bytes of annotations that a Parquet file carries: readers refuse a footer of 100 MB."""

TYPES: Final = {"text": "string", "integer": "Int64", "number": "Float64"}
"""What ``columns.toml`` calls a type, and pandas."""
DICTIONARY: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    table: {name: (kind, meaning) for name, (kind, meaning) in columns.items()}
    for table, columns in tomllib.loads((files(__package__) / "columns.toml").read_text("utf-8")).items()
}
"""Every table with its columns, in order: the type of each, and what it means."""
COLUMNS: Final[Mapping[str, Mapping[str, str]]] = {
    table: {name: TYPES[kind] for name, (kind, _) in columns.items()} for table, columns in DICTIONARY.items()
}
"""Every table with its columns, in order, and their types."""


def sentences_frame(annotations: Iterable[Annotation], *, without: Container[str] = ()) -> pd.DataFrame:
    """Return one row a segment, in the order of the text; ``without`` leaves columns out, here and in the other tables."""
    return _frame("sentences", annotations, without)


def articles_frame(annotations: Iterable[Annotation], *, without: Container[str] = ()) -> pd.DataFrame:
    """Return one row an article; shares are of the words in its headline, deck, cross-heads, body and captions."""
    return _frame("articles", annotations, without)


def credits_frame(annotations: Iterable[Annotation], *, without: Container[str] = ()) -> pd.DataFrame:
    """Return one row a declared credit or mention."""
    return _frame("credits", annotations, without)


def evidence_frame(annotations: Iterable[Annotation], *, without: Container[str] = ()) -> pd.DataFrame:
    """Return one row a passage that a segment was compared with; ``rank`` 1 is the best."""
    return _frame("evidence", annotations, without)


def runs_frame(annotations: Iterable[Annotation], *, without: Container[str] = ()) -> pd.DataFrame:
    """Return one row for each version, settings and archive that made the annotations."""
    counts = Counter(tuple(row.items()) for annotation in annotations for row in ROWS["runs"](annotation))
    rows = [{**dict(key), "articles": count} for key, count in counts.items()]
    return _of_rows("runs", rows, without)


FRAMES: Final[Mapping[str, Callable[..., pd.DataFrame]]] = {
    "sentences": sentences_frame,
    "articles": articles_frame,
    "credits": credits_frame,
    "evidence": evidence_frame,
    "runs": runs_frame,
}


def export_csv(
    annotations: Iterable[Annotation],
    destination: Destination,
    *,
    config: Config,  # noqa: ARG001
    spreadsheet: bool = False,
    separator: str = ",",
) -> None:
    """Write the sentences table to a file, or every table into a folder, as UTF-8 with a header line.

    ``spreadsheet`` writes what Excel opens by a double click: a byte-order mark, without which it takes UTF-8 for another
    encoding, and ``'`` before a cell that it would run as a formula. It changes data, so it is off. Where Excel parts
    columns by semicolons (its language decides), ``separator=";"`` does too.
    """
    if separator not in SEPARATORS:
        raise FormatError(f"separator takes one of {', '.join(map(repr, SEPARATORS))}, not {separator!r}")

    def to_bytes(frame: pd.DataFrame) -> bytes:
        return csv_bytes(frame, spreadsheet=spreadsheet, separator=separator)

    _write(annotations, destination, ".csv", to_bytes)


def csv_bytes(frame: pd.DataFrame, *, spreadsheet: bool = False, separator: str = ",") -> bytes:
    """Return a table as CSV; the options are those of :func:`export_csv`."""
    plain = frame.apply(lambda column: column.map(disarmed)) if spreadsheet else frame
    text = plain.to_csv(index=False, lineterminator="\n", sep=separator)
    if "\r" in text:  # a reader takes a bare carriage return for the end of a row, unless its cell is quoted
        text = plain.to_csv(index=False, lineterminator="\n", sep=separator, quoting=csv.QUOTE_NONNUMERIC)
    return text.encode("utf-8-sig" if spreadsheet else "utf-8", "backslashreplace")


def export_parquet(
    annotations: Iterable[Annotation],
    destination: Destination,
    *,
    config: Config,  # noqa: ARG001
) -> None:
    """Write the sentences table to a file, or every table into a folder, as Parquet."""
    kept = list(annotations)
    lines = "".join(f"{to_json_line(annotation, sources=True)}\n" for annotation in kept)
    packed = zlib.compress(lines.encode("utf-8"), 6)

    def to_bytes(frame: pd.DataFrame) -> bytes:
        import pyarrow as pa
        import pyarrow.parquet as pq

        table, buffer = pa.Table.from_pandas(frame, preserve_index=False), io.BytesIO()
        if len(packed) <= FOOTER:
            table = table.replace_schema_metadata(
                {**(table.schema.metadata or {}), KEY: base64.b64encode(packed)}
            )
        pq.write_table(table, buffer)
        return buffer.getvalue()

    _write(kept, destination, ".parquet", to_bytes)


def annotations_in(data: bytes, name: str) -> bytes:
    """Return the annotations that a Parquet file carries beside its table, as JSONL.

    Raises:
        ReadError: It carries none: another program wrote it, or there were too many.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        found = (pq.read_schema(pa.BufferReader(data)).metadata or {}).get(KEY)
    except (pa.ArrowException, OSError) as error:
        raise ReadError(name, "is not a readable Parquet file") from error
    if found is None:
        raise ReadError(
            name,
            "is a table without annotations; pandas.read_parquet reads it, and pv.load what was written as .jsonl",
        )
    return zlib.decompress(base64.b64decode(found))


def _write(
    annotations: Iterable[Annotation], destination: Destination, suffix: str, to_bytes: Callable[[Any], bytes]
) -> None:
    if isinstance(destination, Path) and destination.is_dir():
        kept = list(annotations)
        for name, make in FRAMES.items():
            with writing(destination / f"{name}{suffix}") as stream:
                stream.write(to_bytes(make(kept)))
        return
    with writing(destination) as stream:
        stream.write(to_bytes(sentences_frame(annotations)))


def _frame(table: str, annotations: Iterable[Annotation], without: Container[str]) -> pd.DataFrame:
    return _of_rows(table, [row for annotation in annotations for row in ROWS[table](annotation)], without)


def _of_rows(table: str, rows: Sequence[Row], without: Container[str]) -> pd.DataFrame:
    return as_frame(
        table, {name: [row[name] for row in rows] for name in COLUMNS[table] if name not in without}
    )


def as_frame(table: str, columns: Mapping[str, Sequence[Any]]) -> pd.DataFrame:
    """Return columns of a table of :data:`ROWS` with the types of its dictionary."""
    import pandas as pd

    kinds = COLUMNS[table]
    return pd.DataFrame(
        {
            name: as_column(_rounded(values) if kinds[name] == TYPES["number"] else values, kinds[name])
            for name, values in columns.items()
        }
    )


def _rounded(values: Sequence[float | None]) -> list[float | None]:
    return [None if value is None else round(value, DIGITS) for value in values]


def as_column(values: Sequence[Any] | NDArray[Any], kind: str) -> pd.Series[Any]:
    """Return a column; a lone surrogate cannot stand in UTF-8, so that Arrow cannot hold it, and is shown as an escape."""
    import pandas as pd

    try:
        return pd.Series(values, dtype=kind)
    except UnicodeEncodeError:
        plain = [
            None if value is None else value.encode("utf-8", "backslashreplace").decode() for value in values
        ]
        return pd.Series(plain, dtype=kind)


def disarmed(value: object) -> object:
    """Return a cell that no spreadsheet takes for a formula."""
    return (
        f"'{value}"
        if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r"))
        else value
    )
