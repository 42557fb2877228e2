"""Workbooks and PDFs, read through kept libraries (the extra ``office``). Nothing in them is ever run.

A workbook is a table: every sheet that has a column of text is read, and its formulas are the values that were saved. A PDF
is one document, its lines as they stand.
"""

from __future__ import annotations

import dataclasses
import io
import logging
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime, time
from itertools import islice
from typing import Any, BinaryIO, Final, TypeVar

from provenance.config import ReadConfig
from provenance.errors import MissingExtra, ReadError
from provenance.readers import columns
from provenance.readers.fields import Role
from provenance.readers.head import Head
from provenance.readers.inputs import FREE, read_all
from provenance.readers.tabular import header_of, read_rows
from provenance.records import Document

T = TypeVar("T")
CELL: Final = 32_767
"""Characters that a cell of Excel holds: a text of this length was cut off when it was put there."""
_ABOVE: Final = 6
"""Rows of a sheet among which its header is looked for."""
_AGAIN: Final = "open it and save it again, or save its text as CSV or plain text"


def recognise_excel(head: Head) -> bool:
    """Tell a workbook by the names in the zip file that it is."""
    return head.data.startswith(b"PK\x03\x04") and (
        b"xl/" in head.data or head.name.lower().endswith((".xlsx", ".xlsm"))
    )


def recognise_pdf(head: Head) -> bool:
    """Tell a PDF by its first letters."""
    return head.data.startswith(b"%PDF-")


def read_excel(
    stream: BinaryIO, stem: str, *, config: ReadConfig, role: Role | None = None
) -> Iterator[Document | ReadError]:
    """Read every sheet of a workbook whose first rows name a column of text, one row a document."""
    data = _unzipped(read_all(stream, config=config), config)
    book = _loaded("openpyxl", "an Excel workbook", lambda: _workbook(data))
    refused: list[str] = []
    found = False
    for sheet in book.worksheets:
        rows = ([_cell(cell) for cell in row] for row in sheet.iter_rows(values_only=True))
        heads = [header_of([str(cell or "") for cell in row]) for row in _first_rows(rows, config)]
        if not heads:
            continue
        names = heads[-1] if _holds_text(heads[-1], config) else heads[0]
        if not _holds_text(names, config):
            refused.append(f"sheet {sheet.title!r}: {columns.lacking(names)}")
            continue
        found = True
        filled = (
            dict(zip(names, row, strict=False)) if any(cell is not None for cell in row) else None
            for row in rows
        )
        name = stem if len(book.worksheets) == 1 else f"{stem}:{sheet.title}"
        yield from map(_uncut, read_rows(filled, name, config=config, role=role, after=len(heads)))
    if not found:
        reason = "; ".join(refused) or "the workbook holds no rows"
        raise ReadError("", reason, remedy="name its column, or leave it out")


def _first_rows(rows: Iterator[list[object]], config: ReadConfig) -> Iterator[list[object]]:
    """Yield the first rows of a sheet up to the one that names its columns: above it stands what the sheet is called."""
    for row in islice(rows, _ABOVE):
        if any(cell is not None for cell in row):
            yield row
            if _holds_text(header_of([str(cell or "") for cell in row]), config):
                return


def _holds_text(names: list[str], config: ReadConfig) -> bool:
    return bool({"text", "html"} & columns.match(names, config.columns).keys())


def _workbook(data: bytes) -> Any:  # noqa: ANN401  (of a library without types)
    import openpyxl

    return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)


def _cell(value: object) -> object:
    """Return a cell as other tables have it: no blank text, a day without a clock as a day."""
    if isinstance(value, str):
        from openpyxl.utils.escape import unescape

        return unescape(value) if value.strip() else None
    return value.date() if isinstance(value, datetime) and value.time() == time() else value


def _uncut(item: Document | ReadError) -> Document | ReadError:
    if isinstance(item, Document) and len(item.text) == CELL:
        note = f"its text has {CELL:,} characters, the most that a cell of Excel holds: it was cut off there"
        return dataclasses.replace(item, notes=(*item.notes, note))
    return item


def read_pdf(
    stream: BinaryIO,
    stem: str,
    *,
    config: ReadConfig,
    role: object = None,  # noqa: ARG001
) -> Iterator[Document | ReadError]:
    """Read a PDF as one document: its lines in the order in which they were set."""
    logging.getLogger("pypdf").addHandler(logging.NullHandler())  # what it finds odd is no message of ours
    data = read_all(stream, config=config)
    pages = _loaded("pypdf", "a PDF", lambda: _pages(data))
    yield _one(
        stem,
        "\n".join(pages),
        "the PDF holds no text: its pages are pictures",
        "run text recognition (OCR) over it first",
        "read from a PDF: lines as they stand, with what stands at the head and foot of its pages",
    )


def _pages(data: bytes) -> list[str]:
    import pypdf

    file = pypdf.PdfReader(io.BytesIO(data))
    if file.is_encrypted and not file.decrypt(""):
        raise ReadError("", "is a PDF behind a password", remedy="save it without one, or save its text")
    return [page.extract_text() for page in file.pages]


def _one(stem: str, text: str, empty: str, remedy: str = "leave it out", *notes: str) -> Document:
    if not text.strip():
        raise ReadError("", empty, remedy=remedy)
    return Document(id=stem, text=text.replace("\0", "\ufffd"), notes=notes)


def _loaded(module: str, what: str, load: Callable[[], T]) -> T:
    """Return what a library reads. Raises :class:`ReadError` where it is not there, or cannot read it."""
    try:
        return load()
    except ReadError:
        raise
    except ImportError as error:
        raise MissingExtra(module, "office") from error
    except Exception as error:  # libraries of file formats raise anything on a damaged file
        reason = f"is {what} that cannot be read: {type(error).__name__}: {error!s:.100}"
        raise ReadError("", " ".join(reason.split()), remedy=_AGAIN) from error


def _unzipped(data: bytes, config: ReadConfig) -> bytes:
    """Return the bytes of a zipped file. Raises :class:`ReadError` where it would unpack to far more than it holds."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            size = sum(item.file_size for item in file.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ReadError("", f"is a damaged file of Office: {error}", remedy=_AGAIN) from error
    if size > FREE and (size > config.max_ratio * len(data) or size > 10 * config.max_bytes):
        reason = f"unpacks to more than {config.max_ratio:g} times its size: refused (setting read.max_ratio)"
        raise ReadError("", reason, remedy="save its text as CSV or plain text if you trust it")
    return data
