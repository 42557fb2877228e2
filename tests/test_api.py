"""What a notebook does: read, annotate, look, decide again, write, load; and the same in a spaCy pipeline."""

from __future__ import annotations

import doctest
import io
import json

import pytest

import provenance as pv
from provenance.config import Config


@pytest.fixture(scope="module")
def archive():
    return pv.Archive.build(pv.read(pv.sample("wires")))


@pytest.fixture(scope="module")
def corpus(archive):
    return pv.annotate(pv.read(pv.sample("articles")), archive)


def test_one_document_gives_one_annotation_and_several_a_corpus(archive):
    document = pv.read(pv.sample("articles"))[0]
    one = pv.annotate(document, archive)
    assert isinstance(one, pv.Annotation)
    assert one.document == document
    many = pv.annotate([document], archive)
    assert isinstance(many, pv.Corpus)
    assert many[0] == one


def test_annotate_says_what_it_takes():
    with pytest.raises(pv.ProvenanceError, match=r"annotate takes a data frame .* item 1 is int: 5"):
        pv.annotate([5])


def test_a_corpus_is_a_sequence_with_ids(corpus):
    assert len(corpus) == len(list(corpus)) == 16
    name = corpus.ids()[3]
    assert corpus[name] is corpus[3]
    assert isinstance(corpus[:4], pv.Corpus)
    assert corpus[:4].ids() == corpus.ids()[:4]
    assert corpus[-1] in corpus
    with pytest.raises(KeyError, match="no article with the id 'nobody'"):
        corpus["nobody"]
    assert repr(corpus).startswith("<Corpus of 16 articles: ")
    assert repr(corpus[:0]) == "<Corpus of 0 articles>"


def test_things_are_shown_in_one_short_line(corpus):
    document = pv.Document(
        id="a\nb" * 99, text="The ferry.\nIt left.", outlet="The\nBell", published="2034-03-05"
    )
    assert (
        repr(pv.Document(id="a", text="The ferry.", agency="AFP")) == "<Document 'a', 'AFP': 10 characters>"
    )
    assert repr(corpus[0]).startswith(f"<Annotation {corpus[0].document.id!r}: {corpus[0].verdict}, ")
    for thing in (document, pv.annotate(document), corpus[0].document, corpus[0], corpus):
        assert "\n" not in repr(thing)
        assert len(repr(thing)) < 200


def test_tables_have_a_row_for_each_thing(corpus):
    assert len(corpus.to_frame()) == sum(len(item.findings) for item in corpus)
    assert len(corpus.articles()) == 16
    assert len(corpus.credits()) == sum(len(item.credits) for item in corpus)
    assert len(corpus.evidence()) == sum(
        len(finding.evidence) for item in corpus for finding in item.findings
    )


def test_tables_of_nothing_have_their_columns(corpus):
    empty = pv.Corpus([])
    for name in ("to_frame", "articles", "credits", "evidence"):
        table = getattr(empty, name)()
        assert len(table) == 0
        assert list(table.columns) == list(getattr(corpus, name)().columns)


def test_deciding_again_at_the_same_threshold_changes_nothing(corpus):
    assert corpus.redecide(threshold=Config().decision.threshold) == corpus


def test_a_higher_threshold_names_fewer_sources_and_a_lower_one_more(corpus):
    def named(result):
        return sum(
            f.verdict.origin == "wire" and "match" in f.verdict.basis
            for item in result
            for f in item.findings
        )

    default = Config().decision.threshold
    low, middle, high = (named(corpus.redecide(threshold=value)) for value in (0.05, default, 0.99))
    assert low >= middle > high
    assert corpus.redecide(threshold=0.99).redecide(threshold=default) == corpus


def test_deciding_again_equals_annotating_with_that_threshold(corpus, archive):
    config = pv.Config().with_settings({"decision.threshold": 0.8})
    afresh = pv.annotate(pv.read(pv.sample("articles")), archive, config=config)
    again = corpus.redecide(threshold=0.8)
    assert again[0].run == afresh[0].run
    assert [claims(item) for item in again] == [claims(item) for item in afresh]


def claims(annotation):
    return [(f.segment.start, f.verdict.origin, f.verdict.agency) for f in annotation.findings]


def test_deciding_again_takes_no_unknown_setting(corpus):
    with pytest.raises(pv.ConfigError, match="did you mean 'likely'"):
        corpus.redecide(settings={"decision.likly": 0.8})


def test_what_is_written_can_be_loaded(corpus, tmp_path):
    for name in ("a.jsonl", "a.json"):
        corpus.write(tmp_path / "new" / name)
        loaded = pv.load(tmp_path / "new" / name)
        assert loaded.ids() == corpus.ids()
        assert [item.verdict for item in loaded] == [item.verdict for item in corpus]
        assert loaded.redecide(threshold=0.9).ids() == corpus.ids()


def test_loading_names_what_is_wrong(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"format": "provenance-annotation/1", "id": 3}\n')
    with pytest.raises(pv.ReadError, match=r"a\.jsonl:1"):
        pv.load(tmp_path / "a.jsonl")
    (tmp_path / "b.jsonl").write_text("")
    with pytest.raises(pv.ReadError, match="is empty"):
        pv.load(tmp_path / "b.jsonl")


def test_a_corpus_writes_to_a_stream_and_a_report(corpus, tmp_path):
    stream = io.BytesIO()
    corpus[:1].write(stream, output_format="jsonl")
    assert json.loads(stream.getvalue())["id"] == corpus[0].document.id
    path = corpus[:1].report(tmp_path / "report.html")
    assert path.read_text("utf-8").lstrip().lower().startswith("<!doctype html>")


def test_a_bare_result_shows_in_a_notebook(corpus):
    for thing in (corpus, corpus[0]):
        data, _ = thing._repr_mimebundle_()
        assert {"text/plain", "text/html"} < set(data)
        assert "background-color" in data["text/html"]


def test_reading_stops_or_warns_at_what_cannot_be_read(tmp_path):
    (tmp_path / "lines.jsonl").write_text('{"id": "a", "text": "The ferry to Lom was late."}\n{broken\n')
    with pytest.raises(pv.ReadError, match=r"lines\.jsonl:2"):
        pv.read(tmp_path / "lines.jsonl")
    with pytest.warns(UserWarning, match=r"lines\.jsonl:2"):
        assert [item.id for item in pv.read(tmp_path / "lines.jsonl", errors="warn")] == ["a"]
    with pytest.raises(pv.FormatError, match="'raise' or 'warn'"):
        pv.read(tmp_path / "lines.jsonl", errors="ignore")


def test_progress_counts_up_to_the_number_of_articles(archive):
    calls = []
    pv.annotate(
        pv.read(pv.sample("articles"))[:3], archive, progress=lambda done, total: calls.append((done, total))
    )
    assert calls[-1] == (3, 3)
    assert [done for done, _ in calls] == sorted(done for done, _ in calls)


@pytest.mark.parametrize(
    "module",
    [
        "provenance",
        "provenance.readers.samples",
        "provenance.cli.console",
        "provenance.readers.columns",
        "provenance.readers.dates",
        "provenance.readers.dating",
        "provenance.readers.dispatches",
        "provenance.readers.tabular",
        "provenance.config.setting",
        "provenance.spacy_component",
    ],
)
def test_examples_in_docstrings_hold(module):
    import importlib

    failed, tried = doctest.testmod(importlib.import_module(module), optionflags=doctest.ELLIPSIS)
    assert tried
    assert not failed


# --- spaCy ------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def nlp(tmp_path_factory):
    import spacy

    folder = tmp_path_factory.mktemp("spacy") / "wires"
    pv.Archive.open(folder, create=True).add(pv.read(pv.sample("wires")))
    nlp = spacy.blank("en")
    nlp.add_pipe("provenance", config={"archive": str(folder), "settings": {"decision.threshold": 0.5}})
    return nlp


def test_the_component_labels_spans_that_are_the_sentences(nlp, corpus):
    expected = max(corpus, key=lambda item: sum(f.verdict.origin == "wire" for f in item.findings))
    document = expected.document
    doc = nlp.make_doc(document.text)
    doc._.provenance_facts = {
        "id": document.id,
        "published": document.published,
        "title": document.title,
        "outlet": document.outlet,
    }
    doc = nlp(doc)
    spans = doc.spans["provenance"]
    assert len(spans) == len(expected.findings)
    for span, finding in zip(spans, expected.findings, strict=True):
        assert span.start_char <= finding.segment.start < finding.segment.end <= span.end_char
        assert span._.provenance["start"] == finding.segment.start
    wire = [span for span in spans if span.label_ == "wire"]
    assert len(wire) > 5
    assert {span.kb_id_ for span in wire} >= {"AFP"} or {span.kb_id_ for span in wire} & {"Reuters", "AP"}
    assert spans.attrs["archive"]["documents"] == 10
    assert spans.attrs["searched"]["documents"] == expected.searched.documents
    assert spans.attrs["notes"] == []


def test_a_doc_with_provenance_can_be_stored_and_the_pipeline_too(nlp, tmp_path):
    import spacy
    from spacy.tokens import Doc

    doc = nlp("By AFP\n\nThe ferry to Lom stopped running on Monday, the harbour office said.")
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert [span.label_ for span in again.spans["provenance"]] == [
        span.label_ for span in doc.spans["provenance"]
    ]
    assert again._.provenance == doc._.provenance
    nlp.to_disk(tmp_path / "pipeline")
    assert spacy.load(tmp_path / "pipeline").pipe_names == ["provenance"]


def test_the_component_takes_no_unknown_setting():
    import spacy

    with pytest.raises(pv.ConfigError, match="did you mean"):
        spacy.blank("en").add_pipe("provenance", config={"settings": {"decision.treshold": 0.4}})


def test_an_empty_doc_has_no_spans(nlp):
    doc = nlp("")
    assert list(doc.spans["provenance"]) == []
    assert doc._.provenance["verdict"] == "undetermined"


def test_progress_is_a_bar_or_what_is_called_and_anything_else_is_refused_before_work(capsys):
    told = []
    texts = ["Ice closed the harbour of Olm on Monday.", "The fair was held on the quay in the rain."]
    pv.annotate(texts, progress=lambda *numbers: told.append(numbers))
    assert told == [(1, 2), (2, 2)]
    assert "annotating" not in capsys.readouterr().err
    pv.annotate(texts, progress=True)
    assert "annotating" in capsys.readouterr().err
    with pytest.raises(pv.ConfigError, match="progress takes True"):
        pv.annotate(texts, progress="yes")


def test_a_number_that_no_article_has_is_said():
    with pytest.raises(IndexError, match="no article 3: there are 1, counted from 0"):
        pv.annotate(["Ice closed the harbour of Olm on Monday."])[3]
