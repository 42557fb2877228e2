"""Every output format: what it says, that it is the same twice, and that hostile text stays text."""

from __future__ import annotations

import dataclasses
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_annotations import annotations

import provenance as pv
from provenance import exporters
from provenance import records as rec
from provenance.config import Config
from provenance.contract import annotation_from_dict, annotation_to_dict
from provenance.errors import FormatError
from provenance.exporters import tables
from provenance.exporters.labels import LABELS, label, utf16
from provenance.exporters.labelstudio import configuration

HOSTILE = '</script><img src=x onerror="alert(1)">'
TEXT = f"=HYPERLINK(1) e\u0301 \U0001f4a9\r\n\nBy AFP\n\nThe مرفأ \U0001f4a9 closed, “We wait,” she said. {HOSTILE}\nOwn line."
WIRE = "The مرفأ closed on Monday."


def span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def finding(words: str, kind: str, verdict: rec.Verdict, **rest: object) -> rec.Finding:
    start, end = span(words)
    return rec.Finding(rec.Segment(start, end, kind), verdict, **rest)


def sample(**changes: object) -> rec.Annotation:
    wire = rec.Evidence(
        "w-1", "AFP", "wire", "2031-02-03", 0, 15, 0.93456, "verbatim", ((*span("The مرفأ"), 0, 8),), 0.25
    )
    weak = rec.Evidence("other", None, "article", None, 3, 9, 0.05, "heavy")
    body = "The مرفأ \U0001f4a9 closed, “We wait,” she said."
    annotation = rec.Annotation(
        document=rec.Document(
            id=HOSTILE, text=TEXT, outlet="Gazette", title=HOSTILE, url="https://o.example/a b"
        ),
        verdict="partly",
        credits=(
            rec.Credit(*span("By AFP"), "By AFP", "byline", ("AFP", "dpa"), "article", "high", "B1", HOSTILE),
        ),
        findings=(
            finding(
                "=HYPERLINK(1) e\u0301 \U0001f4a9",
                "headline",
                rec.Verdict("original", confidence=0.6, rule="R0", why="=why"),
            ),
            finding("By AFP", "credit", rec.Verdict(None)),
            finding(
                body,
                "body",
                rec.Verdict(
                    "wire", "AFP", "verbatim", ("match", "credit"), "matched", 0.93456, "R1", "because"
                ),
                quotes=(rec.Quote(*span("“We wait,”"), "she", "said"),),
                evidence=(wire, weak),
                rests=0,
                parts=(rec.Part(*span("The مرفأ"), "verbatim"), rec.Part(*span(" \U0001f4a9"), "new")),
                drift=(rec.Drift("name", *span("مرفأ"), 4, 8, "n"),),
                review=rec.Review("shared", "ada", "2031-02-04"),
            ),
            finding("Own line.", "body", rec.Verdict("wire", "AFP", None, ("credit",), "possible", 0.5)),
        ),
        archive=rec.Coverage(3, 40, {"AFP": 2, "AP": 1}, "2031-02-01", "2031-02-03"),
        searched=rec.Coverage(2, 30, {"AFP": 2}, "2031-02-02", "2031-02-03", outside_window=1, peers=4),
        notes=(rec.Note("cut_off", "It goes on."), rec.Note("script", "Arabic.")),
        language="ar",
        run=rec.Run("0.1", {}, "c0ffee" * 8),
        sources={"w-1": rec.Source("w-1", WIRE, "wire", "AFP")},
    )
    return dataclasses.replace(annotation, **changes)


def written(name: str, annotations: list[rec.Annotation], **options: object) -> bytes:
    stream = io.BytesIO()
    exporters.export(iter(annotations), stream, output_format=name, **options)
    return stream.getvalue()


OURS = [item.name for item in exporters.formats() if item.name != "html"]


# --- every format -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("item", exporters.formats(), ids=lambda item: item.name)
def test_every_format_is_described_and_loads(item: object) -> None:
    assert item.description
    assert callable(exporters.REGISTRY.load(item.name))


@pytest.mark.parametrize("name", OURS)
def test_every_format_writes_the_same_bytes_twice_and_no_annotations_at_all(name: str) -> None:
    assert written(name, [sample(), sample()]) == written(name, [sample(), sample()])
    assert written(name, [])[:1] != b"" or name in ("jsonl", "prodigy", "conll", "ninjs")  # nothing a line


@pytest.mark.parametrize("name", OURS)
def test_every_format_bears_lone_surrogates_and_empty_text(name: str) -> None:
    hard = rec.Document(id="\ud800", text="a \ud800 b", title="\udfff", outlet="\ud83d")
    odd = sample(
        document=hard, credits=(), findings=(rec.Finding(rec.Segment(0, 5, "body"), rec.Verdict("original")),)
    )
    empty = sample(document=rec.Document(id="e", text=""), credits=(), findings=())
    assert written(name, [odd, empty])


@pytest.mark.parametrize(
    "item",
    [item for item in exporters.formats() if item.suffixes and item.name != "html"],
    ids=lambda i: i.name,
)
def test_the_suffix_names_the_format_and_no_half_file_stays(tmp_path: Path, item: object) -> None:
    target = tmp_path / "new" / f"out{item.suffixes[0]}"
    exporters.export([sample()], target)
    assert target.read_bytes() == written(item.name, [sample()])
    assert [path.name for path in target.parent.iterdir()] == [target.name]

    def broken() -> object:
        yield sample()
        raise RuntimeError("stop")

    before = target.read_bytes()
    with pytest.raises(RuntimeError):
        exporters.export(broken(), target)
    assert target.read_bytes() == before
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_an_unknown_format_suffix_or_option_is_named() -> None:
    with pytest.raises(FormatError, match="did you mean 'parquet'"):
        exporters.export([], io.BytesIO(), output_format="parket")
    with pytest.raises(FormatError, match="the suffix names no format"):
        exporters.export([], "out.xyz")
    with pytest.raises(FormatError, match=r"'csv' has no option 'sheet'\. Known: separator, spreadsheet"):
        exporters.export([], io.BytesIO(), output_format="csv", sheet=True)


def test_standard_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    exporters.export([sample()], "-")
    assert json.loads(capfdbinary.readouterr().out)["id"] == HOSTILE


# --- JSON -------------------------------------------------------------------------------------------------------------


def test_json_lines_come_back() -> None:
    lines = written("jsonl", [sample(), sample()], sources=True).decode().splitlines()
    assert [annotation_from_dict(json.loads(line)).document.text for line in lines] == [TEXT, TEXT]
    assert "sources" in json.loads(lines[0])
    plain = written("json", [sample(), sample()], sources=False)
    assert json.loads(plain) == [annotation_to_dict(sample())] * 2
    assert json.loads(written("json", [])) == []


def test_settings_and_texts_stand_once_in_a_file_and_every_annotation_has_them_again(tmp_path: Path) -> None:
    made = list(annotations())
    lines = [json.loads(line) for line in written("jsonl", made).splitlines()]
    assert [bool(line["run"]["config"]) for line in lines] == [True] + [False] * (len(made) - 1)
    texts = [key for line in lines for key in line["sources"]]
    assert len(texts) == len(set(texts)) == len({key for one in made for key in one.sources})
    assert len(written("jsonl", made)) < len(written("jsonl", made, sources=True))
    for name in ("jsonl", "json"):
        (tmp_path / "a").write_bytes(written(name, made))
        again = pv.load(tmp_path / "a")
        assert [one.sources for one in again] == [one.sources for one in made]
        assert all(one.run.config == made[0].run.config for one in again)
        assert again.redecide(threshold=0.9).ids() == [one.document.id for one in made]


def test_a_line_taken_out_of_its_file_is_still_read(tmp_path: Path) -> None:
    made = list(annotations())
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(written("jsonl", made).splitlines()[5:7]))
    with pytest.warns(
        UserWarning, match=r"a\.jsonl lacks the settings of a run, .* texts that passages of 2 articles"
    ):
        assert pv.load(tmp_path / "a.jsonl").ids() == [one.document.id for one in made[5:7]]
    assert "sources" not in json.loads(written("jsonl", made[:1], sources=False))


# --- tables -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", tables.FRAMES)
def test_columns_are_the_documented_ones(name: str) -> None:
    documented = (Path(__file__).resolve().parents[2] / "docs" / "tables.md").read_text("utf-8")
    section = documented.split(f"## `{name}`")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \| (.+) \|$", section, re.M)
    assert rows == [(column, *said) for column, said in tables.DICTIONARY[name].items()]
    for made in (tables.FRAMES[name]([sample()]), tables.FRAMES[name]([])):
        assert {column: str(kind) for column, kind in made.dtypes.items()} == dict(tables.COLUMNS[name])


def test_the_sentences_table() -> None:
    frame = tables.sentences_frame([sample()])
    row = frame.iloc[2]
    assert (row["article"], row["sentence"], row["agency"], row["basis"]) == (
        HOSTILE,
        2,
        "AFP",
        "match;credit",
    )
    assert (row["confidence"], row["best_score"], row["best_source"], row["evidence"]) == (
        0.9346,
        0.9346,
        "w-1",
        2,
    )
    assert (row["words"], row["drift"], row["reviewed_origin"], row["coder"]) == (7, "name", "shared", "ada")
    assert row["verbatim_share"] == pytest.approx(0.8)
    assert row["text"] == TEXT[row["start"] : row["end"]]
    assert frame["origin"].isna().tolist() == [False, True, False, False]


def test_the_articles_table_counts_words_of_judged_text_only() -> None:
    row = tables.articles_frame([sample()]).iloc[0]
    assert (row["words"], row["wire_words"], row["original_words"], row["sentences"]) == (11, 9, 2, 3)
    assert row["wire_share"] == pytest.approx(9 / 11, abs=1e-4)
    assert (row["agencies"], row["credited"]) == ("AFP", "AFP;dpa")
    assert (row["searched_documents"], row["outside_window"], row["peers"]) == (2, 1, 4)
    assert (row["searched_from"], row["searched_to"]) == ("2031-02-02", "2031-02-03")
    assert (row["language"], row["notes"]) == ("ar", "cut_off;script")


def test_nothing_found_is_never_called_matched() -> None:
    own = finding("Own line.", "body", rec.Verdict("original", certainty="matched", confidence=1.0))
    plain = sample(findings=(own,))
    assert tables.sentences_frame([plain])["certainty"].isna().all()
    assert b"certainty: matched" not in written("webannotation", [plain])
    assert b"certainty: matched" in written("webannotation", [sample()])


def test_links_lead_to_what_the_verdict_rests_on_and_to_nothing_where_it_rests_on_nothing() -> None:
    assert b"prov:Quotation" in written("prov", [sample()])
    loose = sample(findings=tuple(dataclasses.replace(item, rests=None) for item in sample().findings))
    assert b"wasDerivedFrom" not in written("prov", [loose])
    assert b"SpecificResource" in written("webannotation", [sample()])
    assert b'"linking"' not in written("webannotation", [loose])


def test_credits_evidence_and_runs() -> None:
    assert tables.credits_frame([sample()]).iloc[0]["agencies"] == "AFP;dpa"
    evidence = tables.evidence_frame([sample()])
    assert evidence["rank"].tolist() == [1, 2]
    assert evidence["source_text"].tolist()[0] == WIRE[0:15]
    assert evidence["source_text"].isna().tolist() == [False, True]
    runs = tables.runs_frame([sample(), sample()])
    assert runs["articles"].tolist() == [2]
    assert runs["archive_documents"].tolist() == [3]


def test_a_carriage_return_in_an_id_is_no_new_row_of_a_csv_file() -> None:
    plain = sample()
    odd = dataclasses.replace(plain, document=dataclasses.replace(plain.document, id="a\rb"))
    back = pd.read_csv(io.BytesIO(written("csv", [odd])))
    assert set(back["article"]) == {"a\rb"}
    assert len(back) == len(plain.findings)


def test_csv_is_raw_and_a_spreadsheet_form_is_an_option() -> None:
    def texts(data: bytes) -> pd.DataFrame:
        return pd.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False)

    plain, safe = texts(written("csv", [sample()])), texts(written("csv", [sample()], spreadsheet=True))
    assert plain["text"][0].startswith("=HYPERLINK")
    assert safe["text"][0].startswith("'=HYPERLINK")
    assert safe["why"][0] == "'=why"
    assert plain["text"][2] == tables.sentences_frame([sample()])["text"][2]


@pytest.mark.parametrize("name", ["csv", "parquet"])
def test_a_folder_gets_every_table(tmp_path: Path, name: str) -> None:
    exporters.export(iter([sample()]), f"{tmp_path}/out/", output_format=name)
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        f"{table}.{name}" for table in tables.FRAMES
    }


def test_parquet_comes_back_equal() -> None:
    back = pd.read_parquet(io.BytesIO(written("parquet", [sample()])))
    made = tables.sentences_frame([sample()])
    assert list(back.columns) == list(made.columns)
    assert back["text"].tolist() == made["text"].tolist()
    assert back["start"].tolist() == made["start"].tolist()


# --- labels and offsets -----------------------------------------------------------------------------------------------


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30), st.data())
def test_utf16_offsets_cut_the_same_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    units, place = text.encode("utf-16-le", "surrogatepass"), utf16(text)
    assert units[2 * place(start) : 2 * place(end)].decode("utf-16-le", "surrogatepass") == text[start:end]


def test_labels() -> None:
    assert [label(item.verdict) for item in sample().findings] == [
        "original",
        None,
        "wire-verbatim",
        "wire-credited",
    ]
    assert label(rec.Verdict("wire", edit="heavy", basis=("reprint",))) == "wire-heavy"
    assert {label(rec.Verdict(origin)) for origin in ("shared", "quote", "original")} < set(LABELS)


# --- Label Studio -----------------------------------------------------------------------------------------------------


def test_label_studio_counts_code_points_and_its_configuration_knows_every_label() -> None:
    (task,) = json.loads(written("labelstudio", [sample()]))
    text = task["data"]["text"]
    results = task["predictions"][0]["result"]
    assert [result["value"]["labels"] for result in results] == [
        ["original"],
        ["wire-verbatim"],
        ["wire-credited"],
    ]
    for result in results:
        value = result["value"]
        assert text[value["start"] : value["end"]] == value["text"]
        assert (result["from_name"], result["to_name"], result["type"]) == ("provenance", "text", "labels")
    assert task["predictions"][0]["score"] == 0.5
    root = ET.fromstring(configuration())  # noqa: S314 - our own
    assert [item.get("value") for item in root.iter("Label")] == list(LABELS)
    assert (root[0].get("name"), root[0].get("toName"), root[1].get("name")) == ("provenance", "text", "text")


# --- Web Annotation ---------------------------------------------------------------------------------------------------

IRI = re.compile(r"(?:urn:(?:uuid|sha256):[0-9a-f-]+|https?://\S+)")


def test_web_annotations_keep_the_rules_of_the_recommendation() -> None:
    page = json.loads(
        written("webannotation", [sample(), sample(document=dataclasses.replace(sample().document, id="b"))])
    )
    assert (page["@context"], page["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage")
    ids = [item["id"] for item in page["items"]]
    assert len(set(ids)) == len(ids) == 8
    for item in page["items"]:
        assert item["type"] == "Annotation"
        assert IRI.fullmatch(item["id"])
        assert item["motivation"] in ("classifying", "tagging")
        target = item["target"]
        assert "scope" not in target  # the address holds a blank, so it is no IRI
        quote, position = target["selector"]
        start, end = position["start"], position["end"]
        assert 0 <= start < end <= len(TEXT)
        assert quote["exact"] == TEXT[start:end]
        assert TEXT[:start].endswith(quote["prefix"])
        assert TEXT[end:].startswith(quote["suffix"])
        for body in item["body"]:
            assert body["type"] in ("TextualBody", "SpecificResource")
            assert body["purpose"] in ("classifying", "tagging", "describing", "linking")
            assert isinstance(body.get("value", ""), str)


def test_web_annotations_link_only_supporting_passages() -> None:
    page = json.loads(written("webannotation", [sample()]))
    links = [[body for body in item["body"] if body["type"] == "SpecificResource"] for item in page["items"]]
    assert [len(found) for found in links] == [0, 1, 0, 0]
    source = rec.Document("w-1", WIRE).sha256
    assert links[1][0]["source"] == f"urn:sha256:{source}"
    selector = links[1][0]["selector"]
    assert WIRE[selector["start"] : selector["end"]] == WIRE[0:15]


def test_a_real_address_is_the_scope() -> None:
    document = dataclasses.replace(sample().document, url="https://o.example/a")
    page = json.loads(written("webannotation", [sample(document=document)]))
    assert page["items"][0]["target"]["scope"] == "https://o.example/a"


# --- PROV -------------------------------------------------------------------------------------------------------------


def test_prov_states_a_derivation_only_for_a_matched_dispatch() -> None:
    found = json.loads(written("prov", [sample()]))
    derived = list(found["wasDerivedFrom"].values())
    labels = {name: values["prov:label"] for name, values in found["entity"].items()}
    ends = {(labels[item["prov:generatedEntity"]], labels[item["prov:usedEntity"]]) for item in derived}
    start, end = span("The مرفأ \U0001f4a9 closed, “We wait,” she said.")
    assert ends == {(f"{HOSTILE} {start}-{end}", "w-1"), (HOSTILE, "w-1")}
    assert [item["prov:label"] for item in found["agent"].values()] == ["wire-provenance 0.1", "AFP"]
    names = {*found["entity"], *found["agent"], *found["activity"]}
    for relation in ("wasDerivedFrom", "wasAttributedTo", "used", "wasAssociatedWith"):
        for item in found[relation].values():
            assert {value for key, value in item.items() if key != "prov:type"} <= names
    for name in names:
        prefix, _, local = name.partition(":")
        assert prefix in found["prefix"]
        assert re.fullmatch(r"[0-9a-f-]{36}", local)


@pytest.mark.parametrize(
    "verdict",
    [
        rec.Verdict("wire", "AFP", None, ("credit",)),
        rec.Verdict("wire", "AFP", "light", ("reprint",)),
        rec.Verdict("shared", None, "light", ("match",)),
        rec.Verdict("quote"),
        rec.Verdict("original"),
    ],
)
def test_prov_states_nothing_for_anything_less(verdict: rec.Verdict) -> None:
    findings = tuple(dataclasses.replace(item, verdict=verdict) for item in sample().findings)
    assert "wasDerivedFrom" not in json.loads(written("prov", [sample(findings=findings)]))


# --- spaCy ------------------------------------------------------------------------------------------------------------


def test_docbin_keeps_text_and_spans() -> None:
    import spacy
    from spacy.tokens import DocBin

    (doc,) = DocBin().from_bytes(written("spacy", [sample()])).get_docs(spacy.blank("en").vocab)
    assert doc.text == TEXT
    group = doc.spans["provenance"]
    assert [(item.label_, item.kb_id_) for item in group] == [
        ("original", ""),
        ("credit", ""),
        ("wire", "AFP"),
        ("wire", "AFP"),
    ]
    assert [(item.start_char, item.end_char) for item in group] == [
        (item.segment.start, item.segment.end) for item in sample().findings
    ]
    assert group.attrs["article"] == HOSTILE
    assert group.attrs["spans"][2] == {"confidence": 0.9346, "rule": "R1"}
    assert [item.text for item in doc.spans["credits"]] == ["By AFP"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=()), max_size=40), min_size=1, max_size=3))
def test_docbin_spells_any_text(texts: list[str]) -> None:
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    made = [sample(document=rec.Document("a", text), credits=(), findings=()) for text in texts]
    docs = DocBin().from_bytes(written("spacy", made)).get_docs(Vocab())
    assert [doc.text for doc in docs] == [re.sub("[\ud800-\udfff]", "\ufffd", text) for text in texts]


def test_config_is_handed_to_the_format() -> None:
    strict = Config().with_settings({"decision.threshold": 0.01})
    page = json.loads(written("webannotation", [sample()], config=strict))
    assert sum(body["type"] == "SpecificResource" for item in page["items"] for body in item["body"]) == 2
