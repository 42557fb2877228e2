"""Formats of exchange, read back by programs of others: offsets cut the same words in every script."""

from __future__ import annotations

import dataclasses
import io
import json
import re
import zipfile
from itertools import pairwise
from pathlib import Path

import jsonschema
import pytest
from exporters.test_exporters import HOSTILE, TEXT, sample, written
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from provenance import exporters, readers
from provenance import records as rec
from provenance.contract import annotation_to_dict, schema
from provenance.exporters.brat import brat_name, plain
from provenance.exporters.bundle import file_name
from provenance.exporters.cas import SEGMENT, cas
from provenance.exporters.labels import LABELS, label
from provenance.exporters.publishing import ninjs, schemaorg
from provenance.exporters.spacy import displacy_options

TEI = "{http://www.tei-c.org/ns/1.0}"
SCRIPTS = st.text(
    st.sampled_from("ab .\r\n\té\u0301\u200d\u202e\U0001f4a9\U0001f468مرف\u05d0\u2028") | st.characters(exclude_categories=["Cs"]),
    min_size=1, max_size=60,
)  # fmt: skip


def judged(text: str, cuts: list[int]) -> rec.Annotation:
    """Return an annotation whose segments are the pieces of a text."""
    places = sorted({0, len(text), *(cut % (len(text) + 1) for cut in cuts)})
    found = tuple(
        rec.Finding(rec.Segment(start, end, "body"), rec.Verdict("original", confidence=0.5))
        for start, end in pairwise(places)
    )
    return sample(document=rec.Document(id="a", text=text), credits=(), findings=found)


def segments(annotation: rec.Annotation) -> list[str]:
    text = annotation.document.text
    return [
        text[item.segment.start : item.segment.end] for item in annotation.findings if label(item.verdict)
    ]


# --- the contract ----------------------------------------------------------------------------------------------------------------


def test_the_published_schema_is_one_and_takes_what_is_written() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    for sources in (False, True):
        jsonschema.validate(annotation_to_dict(sample(), sources=sources), schema())


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("verdict", "certainly"),
        ("format", "provenance-annotation/2"),
        ("sha256", "x"),
        ("text", None),
        ("segments", [{"start": -1}]),
    ],
)
def test_the_schema_refuses_what_is_none(key: str, value: object) -> None:
    values = annotation_to_dict(sample()) | {key: value}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(values, schema())


def test_real_results_fit_the_schema() -> None:
    import provenance as pv

    for annotation in pv.annotate(
        readers.read_list("seeds/cases", role="article")[:20] or [rec.Document("a", TEXT)]
    ):
        jsonschema.validate(annotation_to_dict(annotation), schema())


# --- offsets ---------------------------------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(text=SCRIPTS, cuts=st.lists(st.integers(0, 60), max_size=4))
def test_prodigy_counts_code_points(text: str, cuts: list[int]) -> None:
    annotation = judged(text, cuts)
    task = json.loads(written("prodigy", [annotation]))
    assert [task["text"][span["start"] : span["end"]] for span in task["spans"]] == segments(annotation)


@settings(max_examples=60, deadline=None)
@given(text=SCRIPTS, cuts=st.lists(st.integers(0, 60), max_size=4))
def test_cassis_reads_the_same_words(text: str, cuts: list[int]) -> None:
    cassis = pytest.importorskip("cassis")
    annotation = judged(text, cuts)
    found = cassis.load_cas_from_json(json.dumps(cas(annotation)))
    assert found.sofa_string == text
    assert [item.get_covered_text() for item in found.select(SEGMENT)] == segments(annotation)


@settings(max_examples=60, deadline=None)
@given(text=SCRIPTS, cuts=st.lists(st.integers(0, 60), max_size=4))
def test_brat_places_cut_the_words_that_stand_beside_them(text: str, cuts: list[int]) -> None:
    file = zipfile.ZipFile(io.BytesIO(written("brat", [judged(text, cuts)])))
    kept = file.read(f"{file_name('a')}.txt").decode()
    assert kept == plain(text)
    assert io.StringIO(kept, newline=None).read() == kept  # no reader's line ends move an offset
    lines = [line for line in file.read(f"{file_name('a')}.ann").decode().split("\n") if line.startswith("T")]
    for line in lines:
        _, places, words = line.split("\t", 2)
        stretches = [piece.split() for piece in places.partition(" ")[2].split(";")]
        assert " ".join(text[int(start) : int(end)] for start, end in stretches) == words


@settings(max_examples=60, deadline=None)
@given(text=SCRIPTS, cuts=st.lists(st.integers(0, 60), max_size=4))
def test_tei_holds_the_whole_text_and_its_segments(text: str, cuts: list[int]) -> None:
    annotation = judged(text, cuts)
    root = etree.fromstring(written("tei", [annotation]))
    (block,) = root.iter(f"{TEI}ab")
    legal = re.sub("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)
    assert "".join(block.itertext()) == legal
    assert len(list(block.iter(f"{TEI}seg"))) == len(annotation.findings)


@settings(max_examples=40, deadline=None)
@given(text=SCRIPTS, cuts=st.lists(st.integers(0, 60), max_size=4))
def test_conll_tokens_are_cut_from_the_text(text: str, cuts: list[int]) -> None:
    rows = [
        line.split("\t") for line in written("conll", [judged(text, cuts)]).decode().split("\n")[1:] if line
    ]
    for form, start, end, name in rows:
        assert (text[int(start) : int(end)], name[:2] in ("B-", "I-", "O")) == (form, True)


def test_bio_begins_where_a_segment_does() -> None:
    rows = [line.split("\t") for line in written("conll", [sample()]).decode().split("\n") if "\t" in line]
    assert [row[3] for row in rows if row[3].startswith("B-")] == [
        "B-original",
        "B-wire_verbatim",
        "B-wire_credited",
    ]
    assert {row[3] for row in rows} >= {"I-wire_verbatim", "O"}


# --- read back by others ---------------------------------------------------------------------------------------------------------


def test_prov_reads_its_document_back() -> None:
    prov = pytest.importorskip("prov.model")
    document = prov.ProvDocument.deserialize(content=written("prov", [sample()]).decode(), format="json")
    kinds = [type(record).__name__ for record in document.get_records()]
    assert {"ProvEntity", "ProvActivity", "ProvDerivation", "ProvAssociation"} <= set(kinds)
    assert prov.ProvDocument.deserialize(content=document.serialize(format="json"), format="json") == document


def test_a_cas_keeps_features_and_views() -> None:
    cassis = pytest.importorskip("cassis")
    found = cassis.load_cas_from_json(json.dumps(cas(sample())))
    wire = [item for item in found.select(SEGMENT) if item.label == "wire-verbatim"]
    assert [(item.agency, item.certainty, item.confidence, item.kind) for item in wire] == [
        ("AFP", "matched", 0.9346, "body")
    ]
    assert [item.get_covered_text() for item in found.select("provenance.Credit")] == ["By AFP"]


def test_every_ana_of_tei_has_its_category_and_every_id_is_one() -> None:
    root = etree.fromstring(written("tei", [sample(), sample()]))
    ids = [
        item.get("{http://www.w3.org/XML/1998/namespace}id")
        for item in root.iter()
        if item.get("{http://www.w3.org/XML/1998/namespace}id")
    ]
    assert len(ids) == len(set(ids))
    assert {item.get("ana")[1:] for item in root.iter(f"{TEI}seg") if item.get("ana")} <= set(ids)
    assert root.findtext(f".//{TEI}titleStmt/{TEI}title") == "Provenance of sentences"
    assert [item.text for item in root.iter(f"{TEI}idno")] == [HOSTILE, HOSTILE]


def test_brat_knows_every_label_and_its_attribute() -> None:
    file = zipfile.ZipFile(io.BytesIO(written("brat", [sample()])))
    configuration = file.read("annotation.conf").decode()
    assert {brat_name(name) for name in LABELS} <= set(configuration.split())
    lines = file.read(f"{file_name(HOSTILE)}.ann").decode().splitlines()
    assert [line.split("\t")[1].split(" ")[0] for line in lines if line.startswith("T")] == [
        "Original",
        "WireVerbatim",
        "WireCredited",
    ]


def test_schema_org_states_credit_and_dispatch_and_nothing_else() -> None:
    found = schemaorg(sample())
    assert (found["creditText"], found["isBasedOn"]["identifier"]) == ("AFP, dpa", "w-1")
    silent = schemaorg(sample(credits=(), findings=()))
    assert not {"creditText", "isBasedOn", "sourceOrganization"} & silent.keys()
    photo = dataclasses.replace(sample().credits[0], scope="image")
    assert "creditText" not in schemaorg(sample(credits=(photo,), findings=()))


def test_a_page_with_the_suggestion_is_read_by_trafilatura() -> None:
    import trafilatura

    article = sample(
        document=rec.Document("a", "x", title="Ferry aground", outlet="Gazette", published="2021-03-04")
    )
    block = json.dumps(schemaorg(article))
    page = f'<html><head><script type="application/ld+json">{block}</script></head><body><p>Words.</p></body></html>'
    found = trafilatura.extract_metadata(page)
    assert (found.title, found.date) == ("Ferry aground", "2021-03-04")


def test_ninjs_has_only_keys_of_the_standard_and_is_read_again(tmp_path: Path) -> None:
    """ninjs 3.1 takes no other keys; those used here stand in its schema."""
    allowed = {
        "standard",
        "uri",
        "type",
        "language",
        "versionCreated",
        "headlines",
        "by",
        "infoSources",
        "bodies",
    }
    item = ninjs(sample())
    assert set(item) <= allowed
    assert item["infoSources"][0]["name"] == "AFP"
    path = tmp_path / "a.ninjs"
    exporters.export([sample()], path, output_format="ninjs")
    (found,) = readers.read(path, role="article")
    assert isinstance(found, rec.Document)
    assert "We wait" in found.text


def test_displacy_shows_the_spans_in_our_colours(tmp_path: Path) -> None:
    from spacy import displacy
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    path = tmp_path / "a.spacy"
    exporters.export([sample()], path)
    (doc,) = DocBin().from_disk(path).get_docs(Vocab())
    options = displacy_options()
    shown = displacy.render(doc, style="span", options=options)
    assert {"wire", "shared", "quote", "original"} == set(options["colors"])
    assert options["colors"]["wire"] in shown
    assert HOSTILE not in shown  # escaped


# --- files in files --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["brat", "cas"])
def test_a_folder_gets_a_file_for_each_article_and_a_zip_the_same(tmp_path: Path, name: str) -> None:
    exporters.export([sample()], f"{tmp_path}/out/", output_format=name)
    zipped = zipfile.ZipFile(io.BytesIO(written(name, [sample()])))
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(zipped.namelist())


@pytest.mark.parametrize(
    "name",
    ["../../x", "CON", "a" * 300, "\0", ".", "", "a/b\\c", "é" * 200, "=cmd|' /C calc'!A0", "\u202egnp.exe"],
)
def test_no_id_is_a_path(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9-]{1,70}", file_name(name))
    assert file_name(name).split("-")[0] not in ("", ".")
    assert file_name(name) != file_name(name + "x")
