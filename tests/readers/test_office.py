"""Workbooks, Word documents and PDFs as people hold them, in invented words."""

from __future__ import annotations

import builtins
import datetime as dt
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from sample_annotations import annotations

from provenance import exporters, readers
from provenance.config import ReadConfig
from provenance.errors import ReadError
from provenance.records import Document

STORY = "The ferry to Ostholm stayed in port on Monday because the wind rose. Travellers were given rooms in the town hall."


def one(path: Path) -> Document:
    (found,) = readers.read(path)
    assert isinstance(found, Document), found
    return found


def refused(path: Path) -> ReadError:
    (found,) = readers.read(path)
    assert isinstance(found, ReadError), found
    assert found.remedy
    return found


def book(path: Path, **sheets: list[list[object]]) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def pdf(*lines: str) -> bytes:
    """Return a PDF of one page, as small as one can be."""
    shown = " ".join(f"({line}) Tj T*" for line in lines)
    stream = f"BT /F1 11 Tf 14 TL 72 720 Td {shown} ET".encode("latin-1")
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(data))
        data += b"%d 0 obj" % number + part + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        data
        + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (
            table,
            len(data),
        )
    )


def test_a_workbook_is_a_table_of_documents(tmp_path: Path) -> None:
    rows = [
        [None, None, None],
        ["Schlagzeile", "Volltext", "Datum"],
        ["Fähre bleibt", STORY, dt.datetime(2031, 2, 3)],
        [None, None, None],
        ["=1+1", STORY, dt.datetime(2031, 2, 3, 14, 5)],
        ["Leer", "  ", None],
    ]
    found = list(readers.read(book(tmp_path / "a.xlsx", Notizen=[["nur", "so"]], Artikel=rows)))
    first, second = (item for item in found if isinstance(item, Document))
    assert (first.title, first.text, first.published) == ("Fähre bleibt", STORY, "2031-02-03")
    assert (second.title, second.published) == (
        None,
        "2031-02-03T14:05:00",
    )  # a formula that was never worked out
    (error,) = (item for item in found if isinstance(item, ReadError))
    assert "its text is empty" in error.reason
    assert error.form == "read as excel"


def test_a_workbook_without_text_says_what_its_sheets_have(tmp_path: Path) -> None:
    error = refused(book(tmp_path / "a.xlsx", Budget=[["sum", "year"], [1, 2]], Leer=[]))
    assert "sheet 'Budget': no field 'text' or 'html' among 'sum', 'year'" in error.reason


def test_a_column_is_told_and_a_text_that_excel_cut_off_is_noted(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", Artikel=[["Prosa"], ["x" * 32_767]])
    (document,) = readers.read(path, config=ReadConfig(columns="text=Prosa"))
    assert isinstance(document, Document)
    assert "cut off there" in document.notes[-1]


def test_a_pdf_is_its_lines(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf("Ferry stays in port", "By AFP", *STORY.split(". ")))
    document = one(tmp_path / "a.pdf")
    assert document.text.splitlines()[:3] == [
        "Ferry stays in port",
        "By AFP",
        STORY.split(". ", maxsplit=1)[0],
    ]
    assert "read from a PDF" in document.notes[0]


def test_a_pdf_of_pictures_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf())
    error = refused(tmp_path / "a.pdf")
    assert "its pages are pictures" in error.reason
    assert "OCR" in error.remedy


@pytest.mark.parametrize("suffix", ["xlsx", "docx", "pdf"])
def test_a_damaged_file_is_named(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    path.write_bytes((b"%PDF-1.7\n" if suffix == "pdf" else b"PK\x03\x04") + b"noise" * 90)
    assert "cannot be read" in refused(path).reason or "damaged" in refused(path).reason


def test_a_workbook_that_unpacks_to_far_more_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/workbook.xml", b" " * 20_000_000)
    (tmp_path / "a.xlsx").write_bytes(buffer.getvalue())
    assert "times its size: refused" in refused(tmp_path / "a.xlsx").reason


def test_a_workbook_of_any_name_is_known_by_its_content_and_a_zip_of_texts_is_none(tmp_path: Path) -> None:
    rows = [["text"], [STORY]]
    book(tmp_path / "a.xlsx", Artikel=rows).rename(tmp_path / "a.bin")
    assert one(tmp_path / "a.bin").text == STORY
    exporters.export(annotations(), tmp_path / "own.xlsx")
    assert {item.form for item in readers.read(tmp_path / "own.xlsx") if isinstance(item, ReadError)} <= {
        "read as excel"
    }
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as file:
        file.writestr("xl.txt", STORY)
    assert one(tmp_path / "a.zip").text == STORY


def test_without_the_extra_the_file_is_named_with_what_to_do(tmp_path: Path, monkeypatch) -> None:
    path, real = book(tmp_path / "a.xlsx", Artikel=[["text"], [STORY]]), builtins.__import__

    def missing(name: str, *rest: object, **more: object) -> object:
        if name == "openpyxl":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", missing)
    error = refused(path)
    assert "needs openpyxl, which is not installed" in error.reason
    assert "pip install '.[office]'" in error.remedy


def test_a_workbook_that_breaks_off_within_a_sheet_is_named_and_ends_nothing(tmp_path: Path) -> None:
    whole, buffer = book(tmp_path / "whole.xlsx", Artikel=[["text"], [STORY], [STORY]]), io.BytesIO()
    with zipfile.ZipFile(whole) as file, zipfile.ZipFile(buffer, "w") as torn:
        for item in file.infolist():
            data = file.read(item)
            torn.writestr(item, data[: len(data) - 90] if "sheet1" in item.filename else data)
    (tmp_path / "torn.xlsx").write_bytes(buffer.getvalue())
    found = list(readers.read([tmp_path / "torn.xlsx", whole]))
    (error,) = (item for item in found if isinstance(item, ReadError))
    assert (Path(error.source).name, error.form) == ("torn.xlsx", "read as excel")
    assert len(found) >= 3
