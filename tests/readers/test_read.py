"""Reading files, folders, globs and standard input: what comes out, and what is said of the rest."""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
from pathlib import Path

import pytest

from provenance import readers
from provenance.config import ReadConfig
from provenance.errors import FormatError, ReadError
from provenance.records import Document


def split(items: object) -> tuple[list[Document], list[ReadError]]:
    found = list(items)
    return [x for x in found if isinstance(x, Document)], [x for x in found if isinstance(x, ReadError)]


def put(path: Path, data: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return path


def one(path: Path, **options: object) -> Document:
    documents, errors = split(readers.read(path, **options))
    assert not errors, errors
    assert len(documents) == 1
    return documents[0]


def refused(path: Path, **options: object) -> ReadError:
    documents, errors = split(readers.read(path, **options))
    assert not documents
    assert len(errors) == 1
    return errors[0]


# --- plain text -------------------------------------------------------------------------------------------------------

HARD = "A\r\nb\u00a0c e\u0301 \U0001f4a9\n\n مرفأ \u200b.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_the_text_is_the_decoded_file_unaltered(tmp_path: Path, encoding: str) -> None:
    text = HARD if encoding != "utf-16-le" else "Plain text without a mark\r\nsecond line\n"
    document = one(put(tmp_path / "port.v2.txt", text.encode(encoding)))
    assert document.text == text
    assert document.id == "port.v2"


def test_cp1252_is_guessed_and_the_guess_is_recorded(tmp_path: Path) -> None:
    document = one(put(tmp_path / "a.txt", "The café “Nord” – closed".encode("cp1252")))
    assert document.text == "The café “Nord” – closed"
    assert document.notes == ("encoding: guessed cp1252",)


def test_another_script_is_not_read_as_cp1252(tmp_path: Path) -> None:
    text = "Порт закрыт из-за шторма, сообщили власти города в понедельник утром. " * 5
    document = one(put(tmp_path / "a.txt", text.encode("cp1251")))
    assert document.text == text
    assert document.notes[0].startswith("encoding: guessed ")


def test_a_few_broken_bytes_do_not_turn_the_rest_into_noise(tmp_path: Path) -> None:
    document = one(put(tmp_path / "a.txt", "“Näh” ".encode() * 5 + b"caf\xe9"))
    assert document.text == "“Näh” " * 5 + "café"
    assert "1 broken bytes" in document.notes[0]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"  \r\n\t", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"%PDF-1.7 ...", "is a PDF that cannot be read"),
        (b"PK\x03\x04rest", "zip: is damaged"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"text\0with nul" * 3, "is binary"),
        (bytes(range(1, 9)) * 20, "is binary"),
        (b"a" * 70_000 + b"\0", "is binary"),
        (b'<?xml version="1.0"?><unknown/>', "XML of a kind that is not read"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    error = refused(put(tmp_path / "a.dat", data))
    assert reason in error.reason
    assert error.source == str(tmp_path / "a.dat")


def test_a_line_of_ten_megabytes_is_read(tmp_path: Path) -> None:
    assert len(one(put(tmp_path / "a.txt", "word " * 2_000_000)).text) == 10_000_000


def test_a_file_above_the_limit_is_named_and_left_out(tmp_path: Path) -> None:
    assert (
        "larger than 10 bytes"
        in refused(put(tmp_path / "a.txt", "x" * 11), config=ReadConfig(max_bytes=10)).reason
    )


# --- records ----------------------------------------------------------------------------------------------------------


def test_json_lines_keep_every_field(tmp_path: Path) -> None:
    record = {
        "id": "n1", "text": HARD, "title": "T", "outlet": "O", "published": "2031-02-03T10:00:00Z",
        "updated": "2031-02-04", "url": "https://o.example/", "byline": ["A B", "C D"], "credit": "X",
        "language": "de", "agency": "AFP", "version": 2, "status": "canceled", "section": {"deep": [1, None]},
    }  # fmt: skip
    document = one(put(tmp_path / "a.jsonl", json.dumps(record)), role="wire")
    assert document == Document(
        id="n1", text=HARD, title="T", outlet="O", published="2031-02-03T10:00:00Z", updated="2031-02-04",
        url="https://o.example/", byline="A B, C D", credit="X", language="de", agency="AFP", version="2",
        status="withdrawn", source="a.jsonl", meta={"section": {"deep": [1, None]}},
    )  # fmt: skip


def test_a_bad_line_is_named_and_the_others_are_done(tmp_path: Path) -> None:
    lines = [
        '{"id": "a", "text": "one"}', "{broken", "", '{"id": "c"}', "[1]", '{"id": "e", "text": " "}',
        '{"id": "f", "text": 5}', "[" * 100_000, '{"text": "last", "n": NaN, "big": ' + "9" * 5000 + "}", '{"text": "end"}',
    ]  # fmt: skip
    documents, errors = split(readers.read(put(tmp_path / "a.jsonl", "\n".join(lines))))
    assert [document.id for document in documents] == ["a", "a:10"]
    assert [error.line for error in errors] == [2, 4, 5, 6, 7, 8, 9]
    path = tmp_path / "a.jsonl"
    assert str(errors[0]).startswith(f"{path}:2: is not valid JSON: ")
    assert "no field 'text' or 'html'" in errors[1].reason
    assert "must be a JSON object" in errors[2].reason
    assert "its text is empty" in errors[3].reason
    assert "'text' must be text, not 5" in errors[4].reason


def test_json_holds_one_record_or_a_list(tmp_path: Path) -> None:
    assert one(put(tmp_path / "a.json", json.dumps({"text": "x", "n": 1}, indent=2))).id == "a"
    documents, errors = split(
        readers.read(put(tmp_path / "b.json", '[{"text": "x"}, {}, {"id": 7, "text": "y"}]'))
    )
    assert [document.id for document in documents] == ["b:1", "7"]
    assert errors[0].line == 2


def test_lines_are_found_in_a_file_that_is_called_json(tmp_path: Path) -> None:
    long = json.dumps({"text": "x" * 100_000})
    for name, content in (("a.json", '{"text": "x"}\n{"text": "y"}\n'), ("b.json", f"{long}\n{long}\n")):
        documents, errors = split(readers.read(put(tmp_path / name, content)))
        assert (len(documents), errors) == (2, [])


def test_utf16_json_lines(tmp_path: Path) -> None:
    documents, errors = split(
        readers.read(put(tmp_path / "a.jsonl", '{"text": "é"}\n{"text": "ü"}\n'.encode("utf-16")))
    )
    assert ([document.text for document in documents], errors) == (["é", "ü"], [])


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_csv_with_any_separator_quotes_and_line_breaks(tmp_path: Path, mark: str) -> None:
    rows = (
        ["id", "Text", "published", "desk"],
        ["1", '"a ""b""\r\n=c"', "2031-02-03", "x"],
        ["", "second", "soon", ""],
    )
    document, second = readers.read_list(put(tmp_path / "a.csv", "\n".join(mark.join(row) for row in rows)))
    assert (document.text, document.meta) == ('a "b"\r\n=c', {"desk": "x"})
    assert (second.id, second.published, second.meta["published"]) == ("a:4", None, "soon")
    assert "no date that can be read" in second.notes[0]


def test_a_csv_row_that_does_not_fit_is_named(tmp_path: Path) -> None:
    content = 'id,text\n1,good\n2,a,b\n3,"x"y\n4,last\n' + '5,"' + "never closed\n"
    documents, errors = split(readers.read(put(tmp_path / "a.csv", content)))
    assert [document.id for document in documents] == ["1", "4"]
    assert [error.line for error in errors] == [3, 4, 6]


def test_a_csv_cell_may_be_long(tmp_path: Path) -> None:
    assert len(one(put(tmp_path / "a.csv", f"id,text\n1,{'x' * 300_000}\n")).text) == 300_000


def test_parquet(tmp_path: Path) -> None:
    import pandas as pd

    frame = pd.DataFrame(
        {
            "id": [1, 2],
            "text": ["x", None],
            "published": pd.to_datetime(["2031-02-03", None]),
            "n": [float("nan"), 1.0],
        }
    )
    frame.to_parquet(tmp_path / "a.bin")
    documents, errors = split(readers.read(tmp_path / "a.bin"))
    assert (documents[0].id, documents[0].published, documents[0].meta) == (
        "1",
        "2031-02-03T00:00:00",
        {"n": None},
    )
    assert (errors[0].line, "its text is empty" in errors[0].reason) == (2, True)
    assert (
        "not a readable Parquet file" in refused(put(tmp_path / "b.parquet", b"PAR1 and nothing PAR1")).reason
    )


def test_only_a_dispatch_is_an_agencys_own(tmp_path: Path) -> None:
    path = put(tmp_path / "a.jsonl", '{"text": "x", "agency": "AFP"}')
    assert one(path, role="wire").agency == "AFP"
    article = one(path, role="article")
    assert (article.agency, article.meta) == (None, {"agency": "AFP"})


def test_a_result_can_be_read_as_an_article_again(tmp_path: Path) -> None:
    record = {
        "format": "provenance-annotation/1",
        "id": "a",
        "text": "x",
        "segments": [{}],
        "run": {},
        "desk": "d",
    }
    assert one(put(tmp_path / "a.jsonl", json.dumps(record))).meta == {"desk": "d"}


# --- inputs -----------------------------------------------------------------------------------------------------------


def test_folders_and_globs_are_sorted_and_nothing_is_read_twice(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden", ".git/d.txt"):
        put(tmp_path / "in" / name, name)
    folder = tmp_path / "in"
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "gone.txt").symlink_to(folder / "nowhere")
    documents, errors = split(readers.read([folder, str(folder / "*.txt"), folder / "a.txt"]))
    assert [document.source for document in documents] == ["in/a.txt", "in/b.txt", "in/sub/c.txt"]
    assert [error.source for error in errors] == [str(folder / "gone.txt")]
    assert [d.id for d in split(readers.read(str(folder / "**/*.txt")))[0]][:2] == ["a", "b"]


def test_a_name_with_pattern_characters_is_a_name_first(tmp_path: Path) -> None:
    assert one(put(tmp_path / "[1].txt", "x")).id == "[1]"


@pytest.mark.parametrize("name", ["nothing.txt", "*.nothing", "a\0b"])
def test_what_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    error = refused(name)
    assert (error.source, "no such file" in error.reason) == (name, True)


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    assert "holds no files" in refused(tmp_path).reason


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user that may be refused")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", "x").chmod(0)
    assert "cannot be opened or read" in refused(tmp_path / "a.txt").reason


def test_relative_names_stay_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "in" / "a.txt", "x")
    monkeypatch.chdir(tmp_path)
    assert one(Path("in")).source == "in/a.txt"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    data = gzip.compress(b'{"text": "x"}\n{"text": "y"}\n')
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    documents, errors = split(readers.read("-"))
    assert ([document.id for document in documents], errors) == (["stdin:1", "stdin:2"], [])
    assert documents[0].source == "-"


def test_the_second_document_with_an_id_is_renamed_and_kept(tmp_path: Path) -> None:
    put(
        tmp_path / "a.jsonl",
        "\n".join(json.dumps({"id": name, "text": str(n)}) for n, name in enumerate("aab")),
    )
    put(tmp_path / "sub" / "a.txt", "3")
    put(tmp_path / "z.jsonl", '{"id": "a~2", "text": "4"}')
    documents, errors = split(readers.read(tmp_path))
    assert not errors
    assert [(d.text, d.id) for d in documents] == [
        ("0", "a"),
        ("1", "a~2"),
        ("2", "b"),
        ("4", "a~2~2"),
        ("3", "a~3"),
    ]
    assert "already used" in documents[1].notes[0]


def test_reading_is_lazy(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", "x")
    late = put(tmp_path / "b.txt", "y")
    items = readers.read(tmp_path)
    next(items)
    late.write_text("changed")
    assert next(items).text == "changed"


def test_read_list_raises_only_where_nothing_can_be_read(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", "x")
    assert len(readers.read_list([tmp_path, "nowhere"])) == 1
    with pytest.raises(ReadError, match="nowhere"):
        readers.read_list("nowhere")


def test_content_beats_suffix_and_the_caller_beats_both(tmp_path: Path) -> None:
    page = "<!DOCTYPE html><html><body><p>A storm closed the port of Nordhavn on Monday morning.</p></body></html>"
    assert "<" not in one(put(tmp_path / "a.txt", page)).text
    assert one(tmp_path / "a.txt", input_format="text").text == page
    assert one(put(tmp_path / "b.txt", '{"text": "x"}')).text == "x"
    assert one(put(tmp_path / "c.txt", "[Photo: a mole]\nThe port.")).text.startswith("[Photo")
    assert one(put(tmp_path / "d.txt", "{sic} brackets")).text == "{sic} brackets"
    with pytest.raises(FormatError, match="did you mean 'jsonl'"):
        readers.read(tmp_path, input_format="jsnl")


def test_the_formats_are_listed_for_help() -> None:
    assert {item.name for item in readers.formats()} >= {"text", "jsonl", "json", "csv", "parquet", "html"}
    for item in readers.formats():
        assert item.description
        assert callable(readers.REGISTRY.load(item.name))


# --- gzip -------------------------------------------------------------------------------------------------------------


def test_gzip_is_found_from_content(tmp_path: Path) -> None:
    assert one(put(tmp_path / "a.txt.gz", gzip.compress(b"x"))).id == "a"
    assert one(put(tmp_path / "b.txt", gzip.compress(b"x"))).text == "x"


def test_a_gzip_bomb_is_refused_quickly(tmp_path: Path) -> None:
    put(tmp_path / "a.txt.gz", gzip.compress(b"a" * 100_000_000))
    assert "more than 200 times its size" in refused(tmp_path / "a.txt.gz").reason


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-9], lambda data: data[:30] + b"\xff" * 20 + data[50:]]
)
def test_damaged_gzip_is_named(tmp_path: Path, damage: object) -> None:
    data = damage(gzip.compress(os.urandom(3000).hex().encode()))
    assert "is damaged gzip" in refused(put(tmp_path / "a.txt.gz", data)).reason


def test_gzip_inside_gzip_is_not_unpacked(tmp_path: Path) -> None:
    assert (
        "gzip inside a compressed file"
        in refused(put(tmp_path / "a.gz", gzip.compress(gzip.compress(b"x")))).reason
    )


# --- development data -------------------------------------------------------------------------------------------------


@pytest.mark.shared
def test_the_development_data_reads(shared: Path) -> None:
    texts = sorted((shared / "seeds").glob("*.txt"))
    documents, errors = split(readers.read([str(path) for path in texts]))
    assert not errors
    assert [document.id for document in documents] == [path.stem for path in texts]
    assert [document.text for document in documents] == [path.read_bytes().decode("utf-8") for path in texts]
    for name in ("articles.jsonl", "wires.jsonl"):
        path = shared / "data" / "worlds_dev" / name
        documents, errors = split(readers.read(path))
        records = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
        assert not errors
        assert [(d.id, d.text, d.published) for d in documents] == [
            (r["id"], r["text"], r.get("published")) for r in records
        ]
