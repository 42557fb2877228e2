"""What Python takes: whatever people hold, and an error of ours for what nobody can read."""

from __future__ import annotations

import datetime as dt
import warnings

import pandas as pd
import pytest

import provenance as pv

STORY = "Ice closed the harbour of Olm on Monday, and forty boats waited behind the breakwater. The pilots said that it would be open by Friday."
WIRE = {"body": f"OLM, June 9 (Reuters) - {STORY}", "date": "Thu, 09 Jun 2033 05:00:00 +0200"}


@pytest.fixture
def frame():
    days = pd.to_datetime(["2033-06-10", None])
    return pd.DataFrame(
        {"Words": [STORY, "The school in Tarn was shut."], "newspaper": ["Post", None], "date": days}
    )


def origins(result):
    return [finding.verdict.origin for finding in result.findings]


def test_a_data_frame_and_dispatches_as_records(frame):
    result = pv.annotate(frame, [WIRE], text="Words", window="3d", threshold=0.5, language="en")
    assert origins(result[0]) == ["wire", "wire"]
    first, second = (annotation.document for annotation in result)
    assert (first.outlet, first.published, first.text) == ("Post", "2033-06-10", STORY)
    assert (second.outlet, second.published) == (None, None)
    assert result[0].run.config["retrieval"]["window_hours"] == 72.0
    assert result[0].findings[0].verdict.agency == "Reuters"


def test_a_window_leaves_out_what_is_too_old(frame):
    old = {**WIRE, "date": "2033-05-01"}
    assert "wire" not in origins(pv.annotate(frame, [old], text="Words", window=dt.timedelta(days=2))[0])
    assert "wire" in origins(pv.annotate(frame, [old], text="Words", window="all")[0])


def test_files_folders_texts_and_records(tmp_path, frame):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "2033-06-10_harbour.txt").write_text(STORY)
    (tmp_path / "wires").mkdir()
    (tmp_path / "wires" / "AFP_2033-06-09.txt").write_text(f"OLM - {STORY}")
    for given in (tmp_path / "in", str(tmp_path / "in"), [tmp_path / "in"], [str(tmp_path / "in" / "*.txt")]):
        result = pv.annotate(given, tmp_path / "wires")
        assert isinstance(result, pv.Corpus)
        assert (result[0].document.published, result[0].findings[0].verdict.agency) == ("2033-06-10", "AFP")
    assert isinstance(pv.annotate(STORY), pv.Annotation)
    assert isinstance(pv.annotate({"headline": "Ice", "body": STORY}), pv.Annotation)
    assert pv.annotate([STORY, STORY]).ids() == ["text:1", "text:2"]
    assert len(pv.annotate(frame["Words"])) == 2
    assert len(pv.annotate(frame.iloc[:0], text="Words")) == 0


def test_what_cannot_be_read_is_warned_of_and_the_rest_is_done():
    with pytest.warns(UserWarning, match="left out: record:2: its text is empty"):
        result = pv.annotate([{"body": STORY}, {"body": " "}])
    assert len(result) == 1


def test_dispatches_of_nobody_are_warned_of():
    with pytest.warns(UserWarning) as found:
        pv.annotate(STORY, [STORY])
    assert {"agency" in str(item.message) for item in found} == {True, False}


def test_times_of_python_and_pandas():
    zone = dt.timezone(dt.timedelta(hours=2))
    rows = [
        {"text": "A.", "published": dt.date(2033, 6, 9)},
        {"text": "B.", "published": dt.datetime(2033, 6, 9, 8, tzinfo=zone)},
        {"text": "C.", "published": pd.Timestamp("2033-06-09 08:00", tz="UTC")},
        {"text": "D.", "published": pd.NaT},
        {"text": "E.", "published": float("nan"), "title": pd.NA},
    ]
    frame = pd.DataFrame({"text": ["F."], "published": pd.to_datetime(["2033-06-09 08:30"])})
    found = [annotation.document.published for given in (rows, frame) for annotation in pv.annotate(given)]
    assert found == [
        "2033-06-09",
        "2033-06-09T08:00:00+02:00",
        "2033-06-09T08:00:00+00:00",
        None,
        None,
        "2033-06-09T08:30:00",
    ]


@pytest.mark.parametrize(
    ("given", "options", "says"),
    [
        (5, {}, "annotate takes a data frame"),
        (b"x", {}, "not bytes"),
        ([STORY, 5], {}, "item 2 is int"),
        ("nowhere/", {}, "no such file"),
        ("my harbour.txt", {}, "no such file"),
        (pd.DataFrame({"prose": ["x"]}), {}, "write text='NAME'"),
        (pd.DataFrame({"body": ["x"]}), {"text": "prose"}, "no column 'prose'"),
        ({"prose": "x"}, {}, "no field 'text'"),
        (STORY, {"window": 3}, "3 of what"),
        (STORY, {"threshold": 7}, "between 0 and 1"),
        (STORY, {"archive": 5}, "archive takes a data frame"),
        (STORY, {"archive": "nowhere/"}, "no such file"),
        (STORY, {"columns": 5}, "columns takes"),
        (STORY, {"config": {"a": 1}}, "config takes a pv.Config"),
    ],
)  # fmt: skip
def test_every_error_is_ours_and_says_what_to_write(given, options, says):
    with pytest.raises(pv.ProvenanceError) as found:
        pv.annotate(given, **options)
    assert says in str(found.value)


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.parquet", "a.provenance.jsonl"])
def test_what_is_written_is_loaded(tmp_path, frame, name):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        result = pv.annotate(frame, [WIRE], text="Words")
    result.write(tmp_path / name)
    again = pv.load(tmp_path / name)
    assert [(a.document.outlet, a.document.published, a.verdict) for a in again] == [
        (a.document.outlet, a.document.published, a.verdict) for a in result
    ]
    if name.endswith((".parquet", ".provenance.jsonl")):
        assert again[0].sources == result[0].sources


def test_loading_says_what_is_wrong(tmp_path):
    pd.DataFrame({"a": [1]}).to_parquet(tmp_path / "a.parquet")
    with pytest.raises(pv.ReadError, match="table without annotations"):
        pv.load(tmp_path / "a.parquet")
    with pytest.raises(pv.ReadError, match="No such file"):
        pv.load(tmp_path / "b.jsonl")
