"""An Excel workbook: what it is, every table on a sheet of its own, and what each column means.

Every text is written as text, in cells of the format *text*: nothing in it is ever a formula, also where somebody edits
the cell. Shares and probabilities are numbers, shown as percentages.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from provenance.config import Config
from provenance.errors import FormatError, MissingExtra
from provenance.exporters.files import Destination, writing
from provenance.exporters.tables import DICTIONARY, FRAMES
from provenance.records import Annotation

if TYPE_CHECKING:
    import pandas as pd

CELL: Final = 32_767
"""Characters that a cell of Excel holds."""
ROWS: Final = 1_048_576
"""Rows that a sheet of Excel holds."""
_WIDTH: Final = {
    "text": 60,
    "why": 60,
    "source_text": 60,
    "title": 40,
    "note": 40,
    "notes": 24,
    "meaning": 90,
}
"""Widths of columns, in characters; others are as wide as their name and a little more."""
_FIRST = dt.datetime(2000, 1, 1)
_ABOUT = (
    "Where the sentences of these articles come from, as wire-provenance {version} found it.",
    "Sheets: sentences (one row a sentence), articles, credits (what the pages declare), evidence (the passages compared), runs, columns.",
    "The sheet columns says what every column means. Shares and probabilities are numbers shown as percentages.",
    "origin 'original' means: no source found in what was searched (articles: searched_documents). It does not mean original in the world.",
    "confidence is the probability that origin is right; certainty is its word. Rows of certainty 'possible' want a person's look.",
    "Offsets (start, end) count Unicode code points of the article's text, which stands whole in the JSONL output and not here.",
)


def workbook(buffer: io.BytesIO, title: str) -> Any:  # noqa: ANN401  (of a library without types)
    """Return an empty workbook that runs nothing of what is written into it, and whose bytes do not tell the time.

    Raises:
        MissingExtra: XlsxWriter is not installed.
    """
    try:
        import xlsxwriter
    except ImportError as error:
        raise MissingExtra("xlsxwriter", "office") from error
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"created": _FIRST, "title": title})
    return book


def export_excel(
    annotations: Iterable[Annotation],
    destination: Destination,
    *,
    config: Config,  # noqa: ARG001
) -> None:
    """Write a workbook with every table, a sheet that introduces it and one that explains its columns.

    Raises:
        MissingExtra: XlsxWriter is not installed.
        FormatError: There are more rows than a sheet of Excel holds.
    """
    kept, buffer = list(annotations), io.BytesIO()
    book = workbook(buffer, "Annotations of wire-provenance")
    looks = {
        "head": book.add_format({"bold": True, "bottom": 1, "num_format": "@"}),
        "text": book.add_format({"num_format": "@"}),
        "long": book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
        "number": book.add_format({"num_format": "0.0%"}),
        "integer": book.add_format({"num_format": "0"}),
    }
    version = kept[0].run.version if kept else ""
    _about(book.add_worksheet("about"), [line.format(version=version) for line in _ABOUT], looks)
    for name, make in FRAMES.items():
        frame = make(kept)
        kinds = [kind for kind, _ in DICTIONARY[name].values()]
        _fill(book.add_worksheet(name), looks, dict(zip(frame.columns, kinds, strict=True)), _rows(frame))
    said = [(table, column, *rest) for table, found in DICTIONARY.items() for column, rest in found.items()]
    head = dict.fromkeys(("sheet", "column", "type", "meaning"), "text")
    _fill(book.add_worksheet("columns"), looks, head, said)
    book.close()
    with writing(destination) as stream:
        stream.write(buffer.getvalue())


def _about(sheet: Any, lines: Sequence[str], looks: dict[str, Any]) -> None:  # noqa: ANN401  (of a library without types)
    sheet.set_column(0, 0, 120)
    for number, line in enumerate(lines):
        sheet.write_string(number, 0, line, looks["long"])


def _rows(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    plain = frame.astype(object).where(frame.notna(), None)
    return [tuple(row) for row in plain.itertuples(index=False, name=None)]


def _fill(
    sheet: Any,  # noqa: ANN401  (of a library without types)
    looks: dict[str, Any],
    kinds: dict[str, str],
    rows: Sequence[tuple[Any, ...]],
) -> None:
    """Write one table: a head that stays in sight and filters, then a row each; ``kinds`` are its columns."""
    name, head = sheet.get_name(), list(kinds)
    if len(rows) >= ROWS:
        raise FormatError(
            f"the sheet {name!r} would have {len(rows):,} rows, and Excel holds {ROWS:,}: write Parquet, or fewer articles"
        )
    for column, title in enumerate(head):
        sheet.set_column(column, column, _WIDTH.get(title, max(10, len(title) + 3)))
        sheet.write_string(0, column, title, looks["head"])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(head) - 1)
    for number, row in enumerate(rows, start=1):
        for column, (value, kind) in enumerate(zip(row, kinds.values(), strict=True)):
            if value is None:
                continue
            if kind == "text":
                long = head[column] in _WIDTH
                sheet.write_string(number, column, fitting(str(value)), looks["long" if long else "text"])
            else:
                sheet.write_number(number, column, value, looks[kind])


def fitting(text: str) -> str:
    """Return a text that a cell holds; one that is longer ends in a sign that it goes on."""
    return text if len(text.encode("utf-16-le")) // 2 <= CELL else f"{text[: CELL // 2]} […]"
