"""Readers of agencies' formats and databases' exports: an invented item in each, recognised by content under any name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from readers import wire_samples as samples
from readers.wire_samples import FIRST, SAMPLES, SECOND, Sample, xml

import provenance as pv
from provenance import readers
from provenance.errors import ReadError
from provenance.records import Document


def read(tmp_path: Path, data: bytes, name: str = "a.dat") -> list[Document | ReadError]:
    path = tmp_path / name
    path.write_bytes(data)
    return list(readers.read(path, role="wire"))


def one(tmp_path: Path, data: bytes) -> Document:
    (found,) = read(tmp_path, data)
    assert isinstance(found, Document), found
    return found


def test_every_format_has_a_sample() -> None:
    assert set(SAMPLES) == {item.name for item in readers.FEEDS}


@pytest.mark.parametrize("suffix", [".dat", ".txt", ".xml", ".json"])
@pytest.mark.parametrize("name", SAMPLES)
def test_a_format_is_recognised_by_content(tmp_path: Path, name: str, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(SAMPLES[name].data)
    head = SAMPLES[name].data[:65_536]
    assert (
        readers.sniff(head, path.name, readers.REGISTRY.by_suffix(path.name), readers.REGISTRY.recognised)
        == name
    )


@pytest.mark.parametrize(("name", "sample"), SAMPLES.items())
def test_an_item_gives_its_facts(tmp_path: Path, name: str, sample: Sample) -> None:
    found = one(tmp_path, sample.data)
    assert (found.agency, found.published, found.title) == (sample.agency, sample.published, sample.title)
    assert FIRST in found.text
    assert SECOND.rstrip(".") in found.text
    assert found.text.startswith(str(found.title))
    for fact, value in sample.facts:
        assert (fact, getattr(found, fact)) == (fact, value)


@pytest.mark.parametrize("body", [samples.XHTML, samples.NITF_INSIDE, samples.CDATA, samples.ESCAPED])
def test_a_body_of_newsml_g2_may_be_markup_or_a_string(tmp_path: Path, body: str) -> None:
    found = one(tmp_path, xml(samples.G2 % body))
    assert found.text.split("\n") == [
        "Ferry runs aground off Osterhavn", "By Ada Quill", f"OSTERHAVN, March 4 (AFP) - {FIRST}", SECOND
    ]  # fmt: skip


def test_what_an_editor_must_know_is_kept(tmp_path: Path) -> None:
    meta = one(tmp_path, SAMPLES["newsmlg2"].data).meta
    kept = ("embargo", "replaces", "story", "editor_notes", "originator", "distributor", "first_created")
    assert [meta[key] for key in kept] == [
        "2031-03-04T12:00:00+00:00", ["urn:x:ferry:1"], "urn:x:ferry", ["Adds owners"], "AFP", "afp.com; AFP", "2031-03-04T09:00:00Z",
    ]  # fmt: skip


def test_nitf_with_a_name_space_is_the_same(tmp_path: Path) -> None:
    plain = one(tmp_path, xml(samples.NITF % ""))
    named = one(tmp_path, xml(samples.NITF % ' xmlns="http://iptc.org/std/NITF/2006-10-18/"'))
    assert (named.text, named.meta) == (plain.text, plain.meta)
    assert plain.meta["tables"] == ["Ferries\t3\t2"]
    assert plain.meta["embargo"] == "2031-03-04T12:00:00+00:00"


def test_a_row_of_a_table_is_judged_as_one(tmp_path: Path) -> None:
    found = pv.annotate(one(tmp_path, xml(samples.NITF % "")))
    text = found.document.text
    kinds = {text[item.segment.start : item.segment.end]: item.segment for item in found.findings}
    assert (kinds["Ferries\t3\t2"].kind, kinds["Ferries\t3\t2"].rule) == ("table", "marked_table")


@pytest.mark.parametrize("value", [samples.NINJS1, samples.NINJS3])
def test_ninjs_of_every_version_is_one_item(tmp_path: Path, value: dict) -> None:
    found = one(tmp_path, json.dumps(value).encode())
    assert (found.id, found.agency, found.title) == (
        "urn:x:ferry:2",
        "AFP",
        "Ferry runs aground off Osterhavn",
    )
    assert (found.meta["embargo"], found.meta["editor_notes"]) == (
        "2031-03-04T12:00:00+00:00",
        ["Adds owners"],
    )


def test_ninjs_comes_in_lists_lines_and_envelopes(tmp_path: Path) -> None:
    first, second = samples.NINJS1, samples.NINJS1 | {"uri": "urn:x:other"}
    for data in (
        json.dumps([first, second]),
        f"{json.dumps(first)}\n{json.dumps(second)}\n",
        json.dumps({"_items": [first, {"uri": "p", "type": "picture", "pubstatus": "usable"}, second]}),
    ):
        found = read(tmp_path, data.encode())
        assert [getattr(item, "id", item) for item in found] == ["urn:x:ferry:2", "urn:x:other:2"]


def test_superdesk_says_kill_by_its_state(tmp_path: Path) -> None:
    item = samples.NINJS1 | {
        "guid": "g",
        "state": "killed",
        "rewrite_of": "urn:x:before",
        "source": "AAP",
        "infosource": [],
    }
    del item["uri"]
    found = one(tmp_path, json.dumps(item).encode())
    assert (found.status, found.agency, found.meta["replaces"]) == (
        "withdrawn",
        "AAP",
        ["g:1", "urn:x:before"],
    )


@pytest.mark.parametrize(
    ("code", "status"),
    [("stat:canceled", "withdrawn"), ("stat:withheld", "withdrawn"), ("stat:usable", "corrected")],
)
def test_the_gravest_state_counts(tmp_path: Path, code: str, status: str) -> None:
    assert one(tmp_path, xml((samples.G2 % samples.XHTML).replace("stat:usable", code))).status == status


def test_the_sender_is_not_the_writer(tmp_path: Path) -> None:
    """An item of AFP that AAP passes on is AFP's; a maker of data is no agency where one is named."""
    passed = (
        (samples.NITF % "")
        .replace("</docdata>", '<doc.rights owner="AAP"/></docdata>')
        .replace("By Ada Quill<byttl>AFP</byttl>", "")
    )
    found = one(tmp_path, xml(passed))
    assert (found.agency, found.meta["originator"], found.meta["distributor"]) == (
        "AFP",
        "Agence France Presse; AFP",
        "AFP; AAP",
    )
    opta = (
        (samples.G2 % samples.XHTML)
        .replace('literal="AFP"', 'literal="Opta Sports"')
        .replace("afp.com", "reuters.com")
        .replace("AFP", "Opta")
    )
    found = one(tmp_path, xml(opta))
    assert (found.agency, found.meta["originator"]) == ("Reuters", "Opta Sports")


def test_a_time_in_the_place_of_a_dateline_is_none(tmp_path: Path) -> None:
    found = one(
        tmp_path,
        xml(
            (samples.G2 % samples.XHTML).replace(
                "OSTERHAVN, March 4 (AFP) -", "2031-03-04 10:05:00 GMT+00:00"
            )
        ),
    )
    assert "dateline" not in found.meta
    assert "GMT+00:00" not in found.text


def test_a_story_in_one_paragraph_is_cut_at_its_indents(tmp_path: Path) -> None:
    wrapped = FIRST.replace(" at dawn", "\nat dawn")
    body = f"<p>(Adds owners)\n    By Ada Quill\n    March 4 (AFP) - {wrapped}\n    {SECOND}\n</p>"
    html = samples.XHTML.replace(samples.NARRATION, body)
    lines = one(tmp_path, xml(samples.G2 % html)).text.split("\n")
    assert lines[1:] == ["(Adds owners)", "By Ada Quill", f"March 4 (AFP) - {FIRST}", SECOND]


def test_a_full_line_is_no_paragraph(tmp_path: Path) -> None:
    body = f"<p>{FIRST[:56]}<br/>{FIRST[56:]}</p><p>Osterhavn 1<br/>Lower Osterhavn 2</p>"
    text = one(tmp_path, xml((samples.NITF % "").replace(f"<p>OSTERHAVN (AFP) - {FIRST}</p>", body))).text
    assert FIRST in text.replace("  ", " ")
    assert "Osterhavn 1\nLower Osterhavn 2" in text


def test_newsml_1_in_two_languages_gives_two_documents(tmp_path: Path) -> None:
    part = '<NewsComponent><NewsLines><HeadLine>{0}</HeadLine></NewsLines><DescriptiveMetadata><Language FormalName="{1}"/></DescriptiveMetadata><ContentItem><DataContent><p>{0} and more words.</p></DataContent></ContentItem></NewsComponent>'
    item = f"<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>businesswire.com</ProviderId><PublicIdentifier>urn:1</PublicIdentifier></NewsIdentifier></Identification><NewsComponent>{part.format('Ferry', 'en')}{part.format('Fähre', 'de')}</NewsComponent></NewsItem></NewsML>"
    found = read(tmp_path, xml(item))
    assert [(item.id, item.language, item.title) for item in found if isinstance(item, Document)] == [
        ("urn:1:en", "en", "Ferry"),
        ("urn:1:de", "de", "Fähre"),
    ]


def test_nexis_of_before_2019_parts_its_documents(tmp_path: Path) -> None:
    first, second = read(tmp_path, samples.NEXIS_OLD.encode())
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.agency, first.title, first.published) == (
        "AFP",
        "Ferry runs aground off Osterhavn",
        "2031-03-04T10:05:00+00:00",
    )
    assert (second.agency, second.outlet, second.title, second.published) == (
        None,
        "The Village Post",
        "Bridge reopens",
        "2031-03-05",
    )
    assert "LOAD-DATE" not in first.text


def test_a_page_of_factiva_is_its_table(tmp_path: Path) -> None:
    rows = "".join(
        f"<tr><td><b>{line[:2]}</b></td><td>{line[4:]}</td></tr>"
        for line in samples.FACTIVA.replace("LP\n", "LP  ").replace("TD\n", "TD  ").splitlines()
    )
    found = one(tmp_path, f"<html><body><div><table>{rows}</table></div></body></html>".encode())
    assert (found.agency, found.published, found.title) == (
        "AFP",
        "2031-03-04T10:05:00",
        "Ferry runs aground off Osterhavn",
    )
    assert SECOND in found.text


def test_a_plain_word_file_is_one_text(tmp_path: Path) -> None:
    assert one(tmp_path, samples.docx(f"{FIRST}\n{SECOND}")).text == f"{FIRST}\n{SECOND}"


def test_an_old_encoding_name_on_utf8_is_seen_through(tmp_path: Path) -> None:
    text = (samples.NITF % "").replace("Osterhavn", "Østerhavn")
    found = one(tmp_path, f'<?xml version="1.0" encoding="iso-8859-1"?>{text}'.encode())
    assert "Østerhavn" in str(found.title)


def test_names_of_characters_are_read_without_a_dtd(tmp_path: Path) -> None:
    text = (samples.NITF % "").replace("ran aground", "ran&nbsp;aground &ndash; hard")
    data = f'<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf.dtd" [<!ENTITY % more SYSTEM "../dtd/nitf-3-0.dtd"> %more;]>{text}'
    assert "ran\xa0aground – hard" in one(tmp_path, data.encode()).text


def test_what_stands_before_a_fault_is_read(tmp_path: Path) -> None:
    whole = samples.G2 % samples.XHTML
    item = whole[whole.index("<newsItem") : whole.index("</itemSet>")]
    twice = whole.replace(item, item + item.replace("urn:x:ferry", "urn:x:other"))
    found = read(tmp_path, xml(twice)[:-300])
    assert isinstance(found[0], Document)
    assert isinstance(found[1], ReadError)
    assert "NewsML-G2: is not well-formed XML" in found[1].reason
    assert found[1].line


@pytest.mark.parametrize("name", [name for name in SAMPLES if name not in ("docx", "warc")])
def test_a_file_cut_off_says_its_format(tmp_path: Path, name: str) -> None:
    """Half of a structured file is an error with format and reason, or the part of its text that is there."""
    data = SAMPLES[name].data
    for item in read(tmp_path, data[: len(data) // 2], f"a.{name}"):
        if isinstance(item, ReadError):
            assert ": " in item.reason or name == "records"  # half of one is XML of no known kind


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (xml('<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet><packageItem guid="p"/></itemSet></newsMessage>'), "holds 1 packageItem, and no newsItem with text"),
        (xml((samples.G2 % samples.XHTML).replace(samples.NARRATION, "")), "item 'urn:x:ferry:2' holds no text"),
        (xml("<nitf><body/></nitf>"), "NITF: item 'a' holds no text"),
        (xml('<rss version="2.0"><channel><title>x</title></channel></rss>'), "RSS/Atom: holds no entry"),
        (json.dumps({"uri": "u", "type": "picture", "pubstatus": "usable", "headlines": []}).encode(), "ninjs: holds 1 picture, and no item with text"),
        (samples.warc("x", "image/png"), "WARC: holds 1 records, and none is a web page"),
        (b"{\\rtf1 " + b"{" * 500 + b"x" + b"}" * 501, "RTF: groups are nested more than 400 deep"),
    ],
)  # fmt: skip
def test_an_item_without_text_says_why(tmp_path: Path, data: bytes, said: str) -> None:
    (found,) = read(tmp_path, data)
    assert isinstance(found, ReadError)
    assert said in found.reason


def test_an_article_keeps_the_agency_of_its_file_in_meta(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(SAMPLES["newsmlg2"].data)
    (found,) = readers.read(path, role="article")
    assert isinstance(found, Document)
    assert (found.agency, found.meta["agency"]) == (None, "AFP")


def test_a_folder_of_mixed_feeds_is_an_archive(tmp_path: Path) -> None:
    from provenance.match import Archive

    for name, sample in SAMPLES.items():
        (tmp_path / f"{name}.dat").write_bytes(sample.data)
    archive = Archive.build(
        item for item in readers.read(tmp_path, role="wire") if isinstance(item, Document)
    )
    wanted = [sample.agency for sample in SAMPLES.values() if sample.agency]
    assert archive.coverage().documents == len(SAMPLES)
    counted = dict(archive.coverage().agencies)
    assert counted.pop("unknown") == len(SAMPLES) - len(wanted)
    assert counted == {agency: wanted.count(agency) for agency in set(wanted)}
