"""The workbook: what stands on its sheets, as Excel reads it, and that no text in it is ever a formula."""

from __future__ import annotations

import io

import openpyxl
import pytest
from sample_annotations import annotations

from provenance import exporters
from provenance import records as rec
from provenance.errors import FormatError
from provenance.exporters import excel, tables

FORMULAS = ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1", '=HYPERLINK("http://x.example")')


def workbook(made: list[rec.Annotation]) -> openpyxl.Workbook:
    buffer = io.BytesIO()
    exporters.export(made, buffer, output_format="excel")
    return openpyxl.load_workbook(io.BytesIO(buffer.getvalue()))


def plain(text: str, **facts: object) -> rec.Annotation:
    finding = rec.Finding(
        rec.Segment(0, len(text), "body"), rec.Verdict("original", why=text, confidence=0.5)
    )
    document = rec.Document(id=text, text=text, title=text, **facts)  # type: ignore[arg-type]
    return rec.Annotation(document, "none", (), (finding,), rec.Coverage(), rec.Run("1", {}, "x"))


def test_every_table_has_a_sheet_and_every_column_its_meaning() -> None:
    book = workbook(list(annotations()))
    assert book.sheetnames == ["about", *tables.FRAMES, "columns"]
    for name, make in tables.FRAMES.items():
        frame, sheet = make(annotations()), book[name]
        assert [cell.value for cell in sheet[1]] == list(frame.columns)
        assert sheet.max_row == len(frame) + 1
        assert sheet.freeze_panes == "A2"
    said = {(row[0].value, row[1].value): row[3].value for row in book["columns"].iter_rows(min_row=2)}
    assert said == {(t, c): m for t, found in tables.DICTIONARY.items() for c, (_, m) in found.items()}


def test_shares_are_numbers_shown_as_percentages() -> None:
    book, frame = workbook(list(annotations())), tables.articles_frame(annotations())
    column = list(frame.columns).index("wire_share") + 1
    cells = [book["articles"].cell(row, column) for row in range(2, len(frame) + 2)]
    assert [cell.value for cell in cells] == pytest.approx([float(value) for value in frame["wire_share"]])
    assert {cell.number_format for cell in cells} == {"0.0%"}


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_a_formula_or_a_link(text: str) -> None:
    book = workbook([plain(text)])
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == text]
    assert len(cells) > 3
    assert {(cell.data_type, cell.number_format, cell.hyperlink) for cell in cells} == {("s", "@", None)}


def test_texts_that_no_cell_holds_are_marked_and_odd_characters_do_no_harm() -> None:
    book = workbook([plain("a" * 40_000), plain("\x00\x1b \ud800 \U0001f4a9")])
    column = list(tables.COLUMNS["sentences"]).index("text") + 1
    texts = [book["sentences"].cell(row, column).value for row in (2, 3)]
    assert texts[0].endswith("a […]")
    assert len(texts[0]) < excel.CELL
    assert "\\ud800 \U0001f4a9" in texts[1]


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel, "ROWS", 3)
    with pytest.raises(FormatError, match="write Parquet"):
        workbook([plain(text) for text in FORMULAS])
