"""Tables as people keep them: usual column names, any separator and encoding, one error a fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from provenance import readers
from provenance.config import ReadConfig
from provenance.errors import ConfigError, ReadError
from provenance.readers import columns
from provenance.readers.tabular import dialect
from provenance.records import Document


def read(path: Path, **options: object) -> tuple[list[Document], list[ReadError]]:
    config = ReadConfig(**options)  # type: ignore[arg-type]
    found = list(readers.read(path, config=config, role="article"))
    return [x for x in found if isinstance(x, Document)], [x for x in found if isinstance(x, ReadError)]


def put(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        ("HEADLINE,Body,Newspaper,pubDate,Author", ("title", "text", "outlet", "published", "byline")),
        ("Titre,Texte,Journal,Date de publication", ("title", "text", "outlet", "published")),
        ("Manchete,Texto,Veículo,Data de publicação", ("title", "text", "outlet", "published")),
        ("id,publish_date,title,media_name,text", ("id", "published", "title", "outlet", "text")),
        ("titre,contenu,journal,date_publication,auteur", ("title", "text", "outlet", "published", "byline")),
        ("Schlagzeile,Volltext,Zeitung,Veröffentlicht am,Verfasser", ("title", "text", "outlet", "published", "byline")),
        ("Titular,Texto,Periódico,Fecha,Autor", ("title", "text", "outlet", "published", "byline")),
        ("web_url,full text,Last-Modified", ("url", "text", "updated")),
    ],
)  # fmt: skip
def test_usual_names_are_known_in_any_case_and_language(header: str, fields: tuple[str, ...]) -> None:
    assert columns.match(header.split(",")) == dict(zip(fields, header.split(","), strict=True))


def test_a_fields_own_name_comes_before_a_usual_one_and_what_was_told_before_both() -> None:
    assert columns.match(["body", "text"])["text"] == "text"
    assert columns.match(["body", "text", "Prosa"], "text=prosa")["text"] == "Prosa"
    with pytest.raises(ConfigError, match="--column takes FIELD=NAME"):
        columns.told("Prosa")
    with pytest.raises(ConfigError, match="fields are text, html, title"):
        columns.told("words=Prosa")


ROWS = (
    'Überschrift;Volltext;Quelle;Datum\r\n"Fähre, spät";"Die Fähre nach Olm fuhr nicht; es gab Eis.\r\nKeiner kam.";'
    "Küstenblatt;14.02.2033 07.45 Uhr\r\nTor zu;Das Tor blieb zu.;Küstenblatt;2. März 2033\r\n"
)


@pytest.mark.parametrize(
    "data",
    [
        ROWS.encode("cp1252"),
        b"\xef\xbb\xbf" + ROWS.encode("cp1252"),
        ROWS.encode("utf-8-sig"),
        ROWS.encode("utf-16"),
        ("sep=;\r\n" + ROWS).encode("cp1252"),
    ],
    ids=["cp1252", "cp1252 after a mark", "utf-8-sig", "utf-16", "a line for Excel"],
)
def test_a_german_table_is_read_however_it_was_saved(tmp_path: Path, data: bytes) -> None:
    (ferry, gate), errors = read(put(tmp_path / "a.csv", data))
    assert not errors
    assert (ferry.title, ferry.outlet, ferry.published) == (
        "Fähre, spät",
        "Küstenblatt",
        "2033-02-14T07:45:00",
    )
    assert ferry.text == "Die Fähre nach Olm fuhr nicht; es gab Eis.\r\nKeiner kam."
    assert (gate.published, gate.meta["published"]) == ("2033-03-02", "2. März 2033")
    assert "read: title from 'Überschrift', text from 'Volltext'" in " ".join(ferry.notes)


def test_marks_inside_cells_do_not_decide_what_parts_them() -> None:
    text = "Titel|Inhalt\n" + "A, b, c; d|E, f; g, h\n" * 5
    assert dialect(text)["delimiter"] == "|"


def test_quotation_marks_may_be_written_with_a_backslash(tmp_path: Path) -> None:
    content = 'headline,content\n"A","He said \\"no\\", and left."\n"B","She stayed."\n'
    documents, errors = read(put(tmp_path / "a.csv", content))
    assert ([document.text for document in documents], errors) == (
        ['He said "no", and left.', "She stayed."],
        [],
    )


def test_a_table_without_text_is_one_error_that_names_its_columns(tmp_path: Path) -> None:
    content = "Kopf,Prosa\n" + "a,b\n" * 200
    documents, errors = read(put(tmp_path / "a.csv", content))
    assert (documents, len(errors)) == ([], 1)
    assert "among 'Kopf', 'Prosa'; --column text=NAME" in errors[0].reason
    documents, errors = read(tmp_path / "a.csv", columns="text=Prosa, title=Kopf")
    assert (len(documents), documents[0].title, errors) == (200, "a", [])


def test_one_fault_is_said_once_with_its_places(tmp_path: Path) -> None:
    rows = "".join(f"t{n},{'' if n % 2 else 'Some words.'}\n" for n in range(40))
    documents, (error,) = read(put(tmp_path / "a.csv", f"headline,body\n{rows}"))
    assert (len(documents), error.line) == (20, 3)
    assert "20 records: also at 5, 7, 9" in error.reason
    assert "12 more" in error.reason


def test_faults_of_many_kinds_end_in_a_count(tmp_path: Path) -> None:
    content = "".join(f'{{"text": {n}}}\n' for n in range(100)) + '{"text": "Good words."}\n'
    documents, errors = read(put(tmp_path / "a.jsonl", content))
    assert (len(documents), len(errors)) == (1, 21)
    assert "and 80 further records" in errors[-1].reason


def test_a_row_is_named_as_a_spreadsheet_numbers_it_too(tmp_path: Path) -> None:
    content = 'headline,body\nA,"one\ntwo\nthree"\nB,\n'
    _, (error,) = read(put(tmp_path / "a.csv", content))
    assert (error.line, error.reason.startswith("row 3 of the table: its text is empty")) == (5, True)


def test_columns_of_one_name_and_extra_names_are_kept(tmp_path: Path) -> None:
    (document,), _ = read(put(tmp_path / "a.csv", "body,tag,tag,source,Source\nSome words.,x,y,Post,Blog\n"))
    assert document.meta == {"tag": "x", "tag (3)": "y", "Source": "Blog"}
    assert document.outlet == "Post"


def test_a_column_of_another_name_may_hold_markup(tmp_path: Path) -> None:
    content = '{"title": "T", "content": "<p>Snow fell on the pass.</p><p>Nobody came.</p>"}'
    (document,), _ = read(put(tmp_path / "a.jsonl", content))
    assert document.text.split("\n") == ["Snow fell on the pass.", "Nobody came."]
    (document,), _ = read(put(tmp_path / "b.jsonl", '{"text": "<p>As it stands.</p>"}'))
    assert document.text == "<p>As it stands.</p>"


def test_a_text_that_is_no_article_is_named(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", "word " * 100)
    _, (error,) = read(tmp_path / "a.txt", max_text=400)
    assert "more than 400 characters" in error.reason


def test_a_german_table_of_dispatches_has_usual_names(tmp_path):
    path = tmp_path / "meldungen.csv"
    path.write_bytes(
        'Quelle;Meldung;Zeitpunkt\nAFP;"Die Fähre blieb am Montag im Hafen.";03.02.2031 05:00\n'.encode(
            "cp1252"
        )
    )
    (found,) = readers.read(path, role="wire")
    assert (found.text.strip(), found.agency) == ("Die Fähre blieb am Montag im Hafen.", "AFP")
    assert str(found.published).startswith("2031-02-03T05:00")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Beitragstext", "Erschienen am"),
        ("Texte intégral", "Date et heure"),
        ("Texto completo", "Fecha y hora"),
    ],
)
def test_headings_of_other_languages_are_known(text, day):
    assert columns.match([text, day]) == {"text": text, "published": day}
