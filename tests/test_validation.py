"""Samples, labels, agreement, errors and what follows from them: hand-computed, published, and planted values."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import math
import random
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from typer.testing import CliRunner
from validation_corpus import corpus

import provenance as pv
from provenance.alarms import Alarms
from provenance.claim import Decision, ReviewStore, refit, unfit
from provenance.cli import app
from provenance.config import Config
from provenance.contract import to_json_line
from provenance.pipeline import redecide
from provenance.validation import (
    COLUMNS,
    VERDICTS,
    Coded,
    Errors,
    Sample,
    agreement,
    agreement_of,
    allocate,
    corrected,
    load_errors,
    read_coded,
    sample,
    validate,
    write,
)
from provenance.validation.judging import Judged, decided
from provenance.validation.labels import CLASSES, tool_letter
from provenance.validation.measures import calibration_gap, calibration_rows, class_rows, errors, errors_of
from provenance.validation.methods import limits
from provenance.validation.recalibration import Scored, fit
from provenance.validation.resampling import DRAWS


def run(*args):
    return CliRunner().invoke(app, [str(arg) for arg in args])


def decision(label, coder="ada", start=0, article="a0", **more):
    return Decision(article, start, start + 1, label, coder, "", **more)


def codes(**rows):
    """Return decisions, a string of letters a coder; a full stop is a sentence that was not judged."""
    return [
        decision(label, coder, start)
        for coder, labels in rows.items()
        for start, label in enumerate(labels)
        if label != "."
    ]


# --- agreement --------------------------------------------------------------------------------------------------------

PUBLISHED = {"a": "123321412...", "b": "1233224125.3", "c": ".3332342251.", "d": "12332441251."}
"""Krippendorff, "Computing Krippendorff's alpha-reliability" (2011), example C: four observers, missing judgements."""


@pytest.mark.parametrize(("metric", "alpha"), [("nominal", 0.743), ("ordinal", 0.815)])
def test_alpha_is_that_of_the_published_example(metric, alpha):
    judged = {
        unit: {name: row[unit] for name, row in PUBLISHED.items() if row[unit] != "."} for unit in range(12)
    }
    found = agreement_of(judged, "12345", metric=metric)
    assert found.alpha == pytest.approx(alpha, abs=0.0005)
    assert (found.units, found.cohen) == (11, None)
    assert found.low < found.alpha < found.high


def test_alpha_of_two_coders_is_computed_by_hand():
    # W W W N / W W N N: 8 judgements, 5 W and 3 N; observed 2 of 8, expected 2 * 5 * 3 / (8 * 7); alpha = 1 - 0.25 / (30 / 56)
    found = agreement(codes(ada="WWWN", ben="WWNN"))
    assert found.alpha == pytest.approx(1 - 0.25 / (30 / 56))
    assert found.percent == 0.75


def test_kappa_is_that_of_the_textbook_table():
    # 50 units: both yes 20, both no 15, only the first yes 5, only the second yes 10: kappa 0.4
    found = agreement(codes(ada="W" * 25 + "N" * 25, ben="W" * 20 + "N" * 5 + "W" * 10 + "N" * 15))
    assert found.percent == pytest.approx(0.7)
    assert found.cohen == pytest.approx(0.4)


def test_agreement_is_undefined_where_nothing_was_judged_twice_or_one_label_was_given():
    assert agreement([]).percent is None
    assert agreement(codes(ada="WN")).percent is None
    assert agreement(codes(ada="WW", ben="WW")).alpha is None


def test_an_interval_is_narrower_with_more_units_and_the_same_with_the_same_seed():
    few, many = (agreement(codes(ada="WWNNEQ" * n, ben="WENNEQ" * n)) for n in (3, 30))
    assert many.high - many.low < few.high - few.low
    assert agreement(codes(ada="WWNNEQ" * 3, ben="WENNEQ" * 3)) == few
    assert agreement(codes(ada="WWNNEQ" * 3, ben="WENNEQ" * 3), seed=1).low != few.low


def test_neighbouring_verdicts_disagree_less_than_the_ends():
    def alpha(second):
        pairs = zip(("none", "partly", "mainly", "wholly") * 3, (*second, *VERDICTS * 2), strict=True)
        table = {i: {"a": one, "b": other} for i, (one, other) in enumerate(pairs)}
        return agreement_of(table, VERDICTS, metric="ordinal").alpha

    assert alpha(("partly", "partly", "mainly", "wholly")) > alpha(("wholly", "partly", "mainly", "wholly"))


# --- samples ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sizes", "n", "minimum", "shares"),
    [
        ({"a": 900, "b": 95, "c": 5}, 100, 10, {"a": 85, "b": 10, "c": 5}),
        ({"a": 50, "b": 30, "c": 20}, 10, 1, {"a": 5, "b": 3, "c": 2}),
        (
            {"a": 10, "b": 10, "c": 10},
            10,
            1,
            {"a": 4, "b": 3, "c": 3},
        ),  # the largest remainder, then the name
        ({"a": 3, "b": 2}, 9, 1, {"a": 3, "b": 2}),
        ({"a": 1000, "b": 1}, 2, 10, {"a": 1, "b": 1}),
        ({}, 5, 1, {}),
    ],
)
def test_a_sample_is_shared_out_in_proportion_with_a_minimum(sizes, n, minimum, shares):
    assert allocate(sizes, n, minimum) == shares


def test_every_allocation_is_whole_and_within_its_stratum():
    rng = random.Random(1)  # noqa: S311
    for _ in range(300):
        sizes = {str(i): rng.randrange(1, 200) for i in range(rng.randrange(1, 12))}
        n = rng.randrange(len(sizes), sum(sizes.values()) + 1)
        shares = allocate(sizes, n, rng.randrange(1, 15))
        assert sum(shares.values()) == n
        assert all(1 <= shares[name] <= size for name, size in sizes.items())


def test_weights_give_back_the_corpus():
    drawn = sample(corpus(), 60, coders=["ada", "ben"], seed=2)
    assert len(drawn.items) == 60
    weights = Counter()
    for item in drawn.items:
        weights[drawn.strata[item.stratum].name.split(" / ")[0]] += drawn.strata[item.stratum].weight
    counts = Counter(f.verdict.origin for a in corpus() for f in a.findings)
    assert {name: round(value, 6) for name, value in weights.items()} == counts


def test_a_seed_gives_the_same_sample_and_another_seed_another():
    assert sample(corpus(), 40, seed=5) == sample(corpus(), 40, seed=5)
    assert sample(corpus(), 40, seed=5).items != sample(corpus(), 40, seed=6).items


def test_a_sample_is_read_back_as_it_was(tmp_path):
    drawn = sample(corpus(), 40, by=("class", "agency"), coders=3, overlap=0.25)
    drawn.save(tmp_path / "sample.json")
    assert Sample.load(tmp_path / "sample.json") == drawn
    (tmp_path / "other.json").write_text('{"format": "other/1"}')
    with pytest.raises(pv.ReadError, match="is no sample"):
        Sample.load(tmp_path / "other.json")


@pytest.mark.parametrize(("overlap", "both"), [(1, 60), (0.25, 15), (0, 0)])
def test_coders_share_the_part_that_is_asked_for(overlap, both):
    drawn = sample(corpus(), 60, coders=["ada", "ben"], overlap=overlap)
    assert abs(sum(len(item.coders) == 2 for item in drawn.items) - both) <= 1
    assert abs(len(drawn.of("ada")) - len(drawn.of("ben"))) <= 1


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"n": 2}, "cannot stand for"),
        ({"n": 0}, "at least 1"),
        ({"n": 9, "by": ("mood",)}, "no column for strata named 'mood'"),
        ({"n": 9, "kinds": ("credit",)}, "no kind of segment"),
        ({"n": 9, "coders": ["ada", "ada"]}, "different names"),
        ({"n": 9, "coders": ["../ada"]}, "without slashes"),
        ({"n": 9, "overlap": 2}, "overlap"),
    ],
)
def test_what_cannot_be_drawn_is_said(given, says):
    with pytest.raises(pv.ConfigError, match=says):
        sample(corpus(), **given)


def test_a_sample_of_nothing_is_empty():
    assert sample([], 10).items == ()


# --- what coders get --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def drawn():
    return sample(corpus(), 80, coders=["ada", "ben"], seed=3)


def test_coders_see_nothing_of_the_answers(tmp_path, drawn):
    """The same files come of annotations with other answers."""
    wrong = [
        replace(
            a, findings=tuple(replace(f, verdict=pv.Verdict("quote", rule="x", why="y")) for f in a.findings)
        )
        for a in corpus()
    ]
    for name, given in (("one", corpus()), ("two", wrong)):
        write(drawn, given, tmp_path / name, forms=["csv", "labelstudio"])
    files = sorted((tmp_path / "one" / "coders").iterdir())
    assert len(files) == 6
    assert all(file.read_bytes() == (tmp_path / "two" / "coders" / file.name).read_bytes() for file in files)
    (first, *_) = csv.DictReader(
        io.StringIO((tmp_path / "one" / "coders" / "ada.csv").read_text("utf-8-sig"))
    )
    assert list(first) == [
        "unit", "article", "outlet", "title", "published", "before", "sentence", "after", "passages", "label", "note",
    ]  # fmt: skip


def test_no_probability_orders_the_passages(drawn):
    items = {item.id: item for item in drawn.items}
    from provenance.validation.sheets import context

    for unit, row in context(drawn, corpus()).items():
        assert row["sentence"] in row["passages"] or not row["passages"]
        assert items[unit].article == row["article"]
    assert all(row["passages"] == "" for row in context(drawn, corpus(), passages=0).values())


def test_label_studio_gets_a_choice_for_every_key_of_a_coder(tmp_path, drawn):
    from lxml import etree

    from provenance.contract import CODING

    write(drawn, corpus(), tmp_path, forms=["labelstudio"])
    view = etree.parse(tmp_path / "coders" / "labelstudio.xml").getroot()
    assert [c.get("alias") for c in view.iter("Choice")] == [kind.letter for kind in CODING]
    shown = {item.get("value") for item in view.iter("Text", "Header") if item.get("value").startswith("$")}
    (task, *_) = json.loads((tmp_path / "coders" / "ada.labelstudio.json").read_text())
    assert {name.removeprefix("$") for name in shown} <= task["data"].keys()


def test_a_workbook_offers_the_labels_and_runs_nothing(tmp_path):
    import openpyxl

    from provenance.contract import CODING

    bad = [replace(a, document=replace(a.document, title="=cmd()", outlet="@x")) for a in corpus()]
    write(sample(bad, 20, coders=["ada"]), bad, tmp_path)
    book = openpyxl.load_workbook(tmp_path / "coders" / "ada.xlsx")
    (offered,) = book["sentences"].data_validations.dataValidation
    assert offered.formula1 == f"labels!$B$1:$B${len(CODING)}"
    assert [book["labels"].cell(row, 2).value for row in range(1, 9)] == [kind.coder for kind in CODING]
    assert book["sentences"]["D2"].data_type == "s"
    # no clock in it: else the sheet of a later second would pass for one that somebody wrote in
    assert book.properties.created == book.properties.modified == dt.datetime(2000, 1, 1)
    (first, *_) = csv.DictReader(io.StringIO((tmp_path / "coders" / "ada.csv").read_text("utf-8-sig")))
    assert (first["title"], first["outlet"]) == ("'=cmd()", "'@x")


def test_annotations_of_another_corpus_are_refused(tmp_path, drawn):
    with pytest.raises(pv.FormatError, match="not the annotations that the sample was drawn from"):
        write(drawn, corpus()[:3], tmp_path)
    with pytest.raises(pv.FormatError, match="no form named 'paper'"):
        write(drawn, corpus(), tmp_path, forms=["paper"])


def test_sheets_that_may_hold_labels_are_never_written_over(tmp_path, drawn):
    write(drawn, corpus(), tmp_path)
    write(drawn, corpus(), tmp_path)
    with pytest.raises(pv.FormatError, match="name another folder"):
        write(sample(corpus(), 20, coders=["zoe"]), corpus(), tmp_path)
    sheet = tmp_path / "coders" / "ada.csv"
    fill(sheet, labels_of(drawn, "ada"))
    before = sheet.read_bytes()
    with pytest.raises(pv.FormatError, match=r"ada\.csv: a sample is there already"):
        write(drawn, corpus(), tmp_path)
    assert sheet.read_bytes() == before


# --- what they bring back ---------------------------------------------------------------------------------------------


def labels_of(drawn, coder, wrong=0.0):
    """Return what a coder says of each sentence: the truth planted by its number, and something else for a part of them."""
    rng = random.Random(coder)  # noqa: S311
    return {i.id: "N" if rng.random() < wrong else "WEN"[int(i.id[1:]) % 3] for i in drawn.of(coder)}


def fill(path, labels, *, delimiter=",", name="label"):
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        head = [name if column == "label" else column for column in rows[0]]
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(head)
        writer.writerows([*[*row.values()][:-2], labels.get(row["unit"], ""), "a note"] for row in rows)


@pytest.fixture
def folder(tmp_path, drawn):
    write(drawn, corpus(), tmp_path / "sample")
    return tmp_path / "sample"


def letters(coded, coder):
    return {(d.article, d.start): d.label for d in coded.decisions if d.coder == coder}


def expected(drawn, coder):
    units = {item.id: item.unit for item in drawn.items}
    return {units[name][:2]: label for name, label in labels_of(drawn, coder).items()}


def by_excel(folder, drawn):
    import openpyxl

    path = folder / "coders" / "ada.xlsx"
    book = openpyxl.load_workbook(path)
    sheet, labels = book["sentences"], labels_of(drawn, "ada")
    for row in sheet.iter_rows(min_row=2):
        row[9].value = {"W": "Same words", "E": "edited", "N": "n"}[labels[row[0].value]]
    book.save(path)


def by_label_studio(folder, drawn, *, flat=False):
    path = folder / "coders" / "ada.labelstudio.json"
    tasks, labels = json.loads(path.read_text()), labels_of(drawn, "ada")
    if flat:
        done = [task["data"] | {"label": labels[task["data"]["unit"]], "annotator": 7} for task in tasks]
    else:
        done = [
            task | {"annotations": [{"completed_by": 7, "result": [
                {"from_name": "label", "type": "choices", "value": {"choices": [labels[task["data"]["unit"]]]}},
                {"from_name": "note", "type": "textarea", "value": {"text": ["a note"]}},
            ]}]}
            for task in tasks
        ]  # fmt: skip
    path.write_text(json.dumps(done))


@pytest.mark.parametrize(
    "by",
    [
        lambda folder, drawn: fill(folder / "coders" / "ada.csv", labels_of(drawn, "ada")),
        lambda folder, drawn: fill(folder / "coders" / "ada.csv", labels_of(drawn, "ada"), delimiter=";"),
        lambda folder, drawn: fill(folder / "coders" / "ada.csv", labels_of(drawn, "ada"), name=" Label"),
        by_excel,
        by_label_studio,
        lambda folder, drawn: by_label_studio(folder, drawn, flat=True),
    ],
    ids=["csv", "semicolons", "another head", "excel", "label studio", "label studio, flat"],
)
def test_labels_come_back_from_every_form(folder, drawn, by):
    by(folder, drawn)
    coded = read_coded(folder)
    assert coded.problems == ()
    assert coded.sample == drawn
    assert letters(coded, "ada") == expected(drawn, "ada")
    assert coded.missing == {"ben": tuple(item.id for item in drawn.of("ben"))}


def test_an_export_of_label_studio_is_the_coder_s_whose_name_its_file_has(folder, drawn):
    """Under the name that Label Studio gave it, it is nobody's of the sample, and what to call it is said."""
    by_label_studio(folder, drawn)
    fill(folder / "coders" / "ben.csv", labels_of(drawn, "ben"))
    export = folder / "coders" / "ada.labelstudio.json"
    theirs = export.rename(folder / "coders" / "project-1-at-2033-05-10-11-12-abcd.json")
    unknown = validate(corpus(), read_coded(folder))
    assert "annotator 7" in unknown.coders.coders
    told = " ".join(limits(unknown))
    assert f"ada left out all {len(drawn.of('ada'))} of the sample's sentences" in told
    assert "annotator 7 is no coder of the sample: where one of them is ada, name the file ada.json" in told
    theirs.rename(folder / "coders" / "ada.json")
    named = read_coded(folder)
    assert letters(named, "ada") == expected(drawn, "ada") and named.missing == {}


def test_a_validation_that_is_none_says_how_one_is_made(folder):
    for path in (folder, folder / "sample.json"):
        with pytest.raises(pv.ReadError, match="What to do: compare what coders brought back first"):
            load_errors(path)


def test_marked_articles_come_back_from_label_studio(tmp_path):
    """Those that ``convert --format labelstudio`` wrote: a person corrects what the tool marked."""
    path, (first, *_) = tmp_path / "project.json", corpus()
    pv.Corpus([first]).write(path, output_format="labelstudio")
    (task,) = json.loads(path.read_text())
    marked = task.pop("predictions")[0]["result"]
    assert {item["value"]["labels"][0] for item in marked} >= {"wire-light", "original"}
    marked[0]["value"]["labels"] = ["quote"]
    path.write_text(
        json.dumps([task | {"annotations": [{"completed_by": {"email": "cy@x"}, "result": marked}]}])
    )
    coded = read_coded(path)
    assert coded.problems == ()
    assert {d.coder for d in coded.decisions} == {"cy@x"}
    found = validate([first], coded)
    assert len(found.judged) == len(first.findings)
    assert [(row.truth, row.sentence) for row in found.disagreements().itertuples()] == [("quote", 0)]


@pytest.mark.parametrize(
    "task",
    [
        3,
        {"data": []},
        {"data": {}, "annotations": [3]},
        {"data": {}, "annotations": [{"result": [{"type": "choices", "value": {"choices": []}}]}]},
        {
            "data": {},
            "annotations": [
                {"result": [{"type": "labels", "value": {"start": "x", "end": 2, "labels": ["quote"]}}]}
            ],
        },
        {"label": "W"},
    ],
)
def test_a_broken_task_is_named(tmp_path, task):
    (tmp_path / "tasks.json").write_text(json.dumps([task]))
    (problem,) = read_coded(tmp_path / "tasks.json").problems
    assert "tasks.json:1: " in str(problem)


def test_a_review_file_is_read_with_the_sample(tmp_path, drawn):
    store = ReviewStore(tmp_path / "review.jsonl")
    item = drawn.items[0]
    store.decide(Decision(*item.unit, "Q", "ada", "2032-03-13T05:00:00Z", sha256=item.sha256))
    coded = read_coded(store.path, sample=drawn)
    assert letters(coded, "ada") == {item.unit[:2]: "Q"}
    assert len(coded.missing["ada"]) == 79


def test_what_is_wrong_in_a_coded_file_is_named_and_the_rest_is_taken(folder, drawn):
    path = folder / "coders" / "ada.csv"
    fill(path, labels_of(drawn, "ada") | {drawn.items[0].id: "perhaps"})
    with path.open("a", encoding="utf-8") as file:
        file.write("u9999,,,,,,,,,W,\n" + f"{drawn.items[1].id},,,,,,,,,Q,\n")
    (folder / "coders" / "ben.xlsx").write_bytes(b"PK no workbook")
    (folder / "coders" / "cy.csv").write_text("name,age\nx,1\n")
    coded = read_coded(folder)
    told = "\n".join(map(str, coded.problems))
    for words in ("no label named 'perhaps'; there are W (Same words)", "ada.csv:82: no unit 'u9999'", "two labels",
                  "ben.xlsx: is no Excel workbook", "cy.csv: has the columns name, age; a coded file needs"):  # fmt: skip
        assert words in told
    assert len(coded.decisions) == 79
    assert coded.missing["ada"] == (drawn.items[0].id,)
    assert any("rows or files could not be read" in line for line in validate(corpus(), coded).limits())


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.json", b"[" * 100_000, "is not JSON"),
        ("a.csv", b"", "is empty"),
        ("a.csv", b"unit,label\0\n\0", "columns"),
        ("a.csv", b'unit,label\nx,"' + b"y" * 200_000, "is no CSV"),
        ("a.jsonl", b'{"id": 1, "segments": [{"start": "x"}]}', "is no gold record"),
        ("a.jsonl", b"{'id': 1}", "is not JSON"),
        ("a.csv", bytes(range(128, 256)), "columns"),
    ],
)
def test_no_bad_file_ends_the_reading(tmp_path, name, data, says):
    (tmp_path / name).write_bytes(data)
    before = csv.field_size_limit(131_072)  # as a fresh process has it: readers of tables allow longer cells
    try:
        (problem,) = read_coded(tmp_path).problems
    finally:
        csv.field_size_limit(before)
    assert says in str(problem)
    assert name in str(problem)


def test_a_unit_without_its_sample_has_no_place(folder, drawn):
    fill(folder / "coders" / "ada.csv", labels_of(drawn, "ada"))
    coded = read_coded(folder / "coders" / "ada.csv")
    assert coded.decisions == ()
    assert "give the sample's file as well" in str(coded.problems[0])
    with pytest.raises(pv.ReadError, match="is not there"):
        read_coded(folder / "none.csv")


def test_places_and_verdicts_need_no_sample(tmp_path):
    (tmp_path / "ada.csv").write_text(
        "article,start,end,label\na0,0,9,wire\na0,10,12,quote\na0,20,12,quote\n"
    )
    (tmp_path / "verdicts.csv").write_text(
        "article,coder,verdict\na0,ada,partly\na1,ben,wholly\na2,ben,huge\n"
    )
    coded = read_coded(tmp_path)
    assert [(d.start, d.label, d.coder) for d in coded.decisions] == [(0, "W", "ada"), (10, "Q", "ada")]
    assert coded.coarse
    assert coded.verdicts == {"a0": {"ada": "partly"}, "a1": {"ben": "wholly"}}
    assert ["not a range" in str(coded.problems[0]), "no verdict named 'huge'" in str(coded.problems[1])] == [
        True,
        True,
    ]
    with pytest.raises(pv.ConfigError, match="say only that a sentence is wire copy"):
        validate(corpus(), coded, level="kind")


# --- whose label counts -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("letters", "adjudicator", "truth"),
    [
        ({"a": "W", "b": "W", "c": "N"}, None, "wire"),
        ({"a": "W", "b": "E"}, None, "wire"),
        ({"a": "W", "b": "N"}, None, "coders differ"),
        ({"a": "W", "b": "N"}, "b", "original"),
        ({"a": "W", "b": "?"}, "b", "wire"),
        ({"a": "?"}, None, "cannot tell"),
        ({"a": "X"}, None, "none"),
    ],
)
def test_the_adjudicator_decides_else_the_majority(letters, adjudicator, truth):
    assert decided(letters, "origin", adjudicator) == truth


def said(annotations, tell, coder="ada"):
    """Return decisions about every sentence: ``tell`` gives the letter of a finding, None where it is not judged."""
    found = []
    for a in annotations:
        for number, f in enumerate(a.findings):
            if letter := tell(f, number):
                found.append(Decision(a.document.id, f.segment.start, f.segment.end, letter, coder, ""))
    return tuple(found)


def test_who_agrees_with_the_tool_is_right_everywhere():
    found = validate(corpus(), Coded(said(corpus(), lambda f, _: tool_letter(f.verdict))))
    assert found.accuracy.value == 1
    assert 0.95 < found.accuracy.low < 1
    assert list(found.disagreements().index) == []
    assert set(found.classes()["class"]) == {"wire", "original"}
    assert (found.classes()["precision"] == 1).all()
    assert (found.classes()["precision_low"] < 1).all()


def test_planted_disagreements_are_counted_and_listed():
    wrong = {("a0", 0), ("a0", 1), ("a3", 2)}
    places = {(a.document.id, f.segment.start): n for a in corpus() for n, f in enumerate(a.findings)}
    right = said(corpus(), lambda f, _: tool_letter(f.verdict))
    coded = Coded(
        tuple(
            replace(d, label="W" if d.label == "N" else "N")
            if (d.article, places[d.article, d.start]) in wrong
            else d
            for d in right
        )
    )
    found = validate(corpus(), coded)
    listed = found.disagreements()
    assert {(row.article, row.sentence) for row in listed.itertuples()} == wrong
    assert found.accuracy.value == pytest.approx(1 - 3 / 200)
    assert listed["text"].str.len().min() > 20
    assert listed["why"].notna().all()


def test_sentences_without_a_place_are_counted_by_reason():
    given = [f.segment for f in corpus()[0].findings]
    decisions = (
        Decision("a0", given[0].start, given[0].end, "?", "ada", ""),
        Decision("a0", given[1].start, given[1].end, "W", "ada", ""),
        Decision("a0", given[1].start, given[1].end, "N", "ben", ""),
        Decision("a0", given[2].start, given[2].end, "W", "ada", "", sha256="0" * 64),
        Decision("zz", 0, 5, "W", "ada", ""),
    )
    found = validate(corpus(), Coded(decisions))
    assert found.judged == ()
    assert found.left_out == {
        "another text": 1, "cannot tell": 1, "coders differ": 1, "not in the annotations": 1,
    }  # fmt: skip
    assert "No sentence was judged by people and by the tool" in found.limits()[0]
    assert found.tables()["classes"].empty


# --- errors -----------------------------------------------------------------------------------------------------------


def judged(rows):
    """Return judged sentences of (article, truth, tool, weight, confidence)."""
    plain = corpus()[0].findings[0]
    return [
        Judged(
            article, 0, "", truth, tool, weight, {}, replace(plain, verdict=pv.Verdict(tool, confidence=sure))
        )
        for article, truth, tool, weight, sure in rows
    ]


def test_weighted_precision_and_recall_are_computed_by_hand():
    # wire called wire 3 x 2, original called wire 1 x 2, wire called original 1 x 5, original called original 2 x 5
    rows = [("a", "wire", "wire", 2.0, 0.9)] * 3 + [("b", "original", "wire", 2.0, 0.9)]
    rows += [("c", "wire", "original", 5.0, 0.9)] + [("d", "original", "original", 5.0, 0.9)] * 2
    found = judged(rows)
    table = {row["class"]: row for row in class_rows(errors(found, ("wire", "original")), found)}
    assert table["wire"]["precision"] == pytest.approx(6 / 8)
    assert table["wire"]["recall"] == pytest.approx(6 / 11)
    assert table["wire"]["f1"] == pytest.approx(2 * 6 / (8 + 11))
    assert (table["wire"]["n_tool"], table["wire"]["n_truth"]) == (4, 4)
    assert table["original"]["recall"] == pytest.approx(10 / 12)
    assert all(row["precision_low"] <= row["precision"] <= row["precision_high"] for row in table.values())


def test_an_interval_without_errors_is_about_that_of_wilson():
    # 40 of 40 right: Wilson's interval is 0.912 to 1, Jeffreys' 0.939 to 1
    found = judged([(f"a{i}", "wire", "wire", 1.0, 0.9) for i in range(40)])
    (row,) = class_rows(errors(found, ("wire", "original")), found)
    assert 0.90 < row["precision_low"] < 0.95
    assert row["precision_high"] == 1


def test_sentences_of_one_article_tell_less_than_those_of_many():
    def width(name):
        rows = [(name(i), "wire", "wire" if i % 10 < 7 else "original", 1.0, 0.9) for i in range(200)]
        found = judged(rows)
        (row,) = (r for r in class_rows(errors(found, ("wire", "original")), found) if r["class"] == "wire")
        return row["recall_high"] - row["recall_low"]

    def by_articles(i):  # three articles of ten are wholly missed
        return f"a{i % 10}"

    assert width(by_articles) > 2 * width(lambda i: f"a{i}")


def test_calibration_is_computed_by_hand():
    rows = [("a", "wire", "wire", 1.0, 0.95)] * 3 + [("b", "original", "wire", 1.0, 0.95)]
    rows += [("c", "wire", "wire", 2.0, 0.55), ("d", "original", "wire", 2.0, 0.55)]
    found = judged(rows)
    bins = list(calibration_rows(found))
    assert [(row["from"], row["n"], row["right"]) for row in bins] == [(0.5, 2, 0.5), (0.9, 4, 0.75)]
    # |0.5 - 0.55| for half of the weight, |0.75 - 0.95| for the other half
    assert calibration_gap(found).value == pytest.approx((4 * 0.05 + 4 * 0.2) / 8)
    assert calibration_gap([]).value is None


def test_a_sweep_decides_again_and_loses_recall_as_the_threshold_rises():
    config = Config()
    truth = Coded(said(corpus(), lambda f, n: "N" if n % 4 == 3 else "W"))
    table = validate(corpus(), truth).sweep()
    assert list(table["recall"]) == sorted(table["recall"], reverse=True)
    assert list(table.loc[table["chosen"], "threshold"]) == [config.decision.threshold]
    at = table.set_index("threshold").loc[0.7, "recall"]
    again = redecide(corpus(), config.with_settings({"decision.threshold": 0.7}))
    wire = sum(f.verdict.origin == "wire" for a in again for n, f in enumerate(a.findings) if n % 4 != 3)
    assert at == pytest.approx(wire / 160)  # of ten sentences two have no passage and are not wire copy


def test_a_sample_is_weighed_back_whatever_was_left_uncoded(drawn):
    some = {item.unit for item in drawn.items[:60]}
    decisions = tuple(d for d in said(corpus(), lambda f, _: tool_letter(f.verdict)) if d.unit in some)
    found = validate(corpus(), Coded(decisions, sample=drawn))
    seen = {item.stratum for item in found.judged}
    population = sum(s.population for n, s in enumerate(drawn.strata) if n in seen)
    assert sum(found.pairs.values()) == pytest.approx(population)


def test_every_table_has_the_columns_that_are_explained():
    found = validate(corpus(), Coded(said(corpus(), lambda f, n: "W" if n else "N")))
    assert {name: list(table.columns) for name, table in found.tables().items()} == {
        name: list(columns) for name, columns in COLUMNS.items()
    }


# --- corrected shares -------------------------------------------------------------------------------------------------


def planted(n, prevalence, rates, rng, by=20):
    """Return rows of sentences with a planted share of each truth, which the tool calls by given rates; some an article."""
    names = list(prevalence)
    truths = rng.choice(len(names), size=n, p=list(prevalence.values()))
    tools = (rng.random(n)[:, None] > np.cumsum(rates, axis=1)[truths]).sum(axis=1)
    return [
        (f"a{i // by}", names[t], names[s], 1.0) for i, (t, s) in enumerate(zip(truths, tools, strict=True))
    ]


RATES = {
    2: [[0.85, 0.15], [0.05, 0.95]],
    3: [[0.80, 0.05, 0.15], [0.10, 0.70, 0.20], [0.02, 0.03, 0.95]],
}
TRUE = {2: {"wire": 0.4, "original": 0.6}, 3: {"wire": 0.3, "shared": 0.2, "original": 0.5}}


@pytest.mark.parametrize("method", ["predictive", "inverse"])
@pytest.mark.parametrize("classes", [2, 3])
def test_a_planted_share_is_recovered_within_its_interval(classes, method):
    """Of twenty corpora with a true share that is known, the 95 % interval misses no more than a few."""
    missed = biased = 0
    for seed in range(20):
        rng = np.random.default_rng(seed)
        rows = planted(6_000, TRUE[classes], RATES[classes], rng)
        told = Counter(row[2] for row in rows)
        wanted = Counter(row[1] for row in rows)["wire"] / len(rows)
        checked = [rows[i] for i in rng.choice(len(rows), size=400, replace=False)]
        found = corrected(told, errors_of(checked, list(TRUE[classes]), seed=seed), method=method)["wire"]
        missed += not found.low <= wanted <= found.high
        biased += told["wire"] / len(rows) < found.low
    assert missed <= 3
    assert biased >= (
        4 if classes == 2 else 0
    )  # the tool's own share, 0.37, often lies below all of the interval


def test_other_shares_are_recovered_by_inverting_the_same_errors():
    rng = np.random.default_rng(3)
    known = errors_of(planted(1_500, TRUE[2], RATES[2], rng), list(TRUE[2]))
    rows = planted(6_000, {"wire": 0.8, "original": 0.2}, RATES[2], rng)
    told = Counter(row[2] for row in rows)
    found = corrected(told, known, method="inverse")["wire"]
    assert told["wire"] / 6_000 < 0.72
    assert found.low <= 0.8 <= found.high
    assert (
        corrected(told, known, method="predictive")["wire"].high < 0.8
    )  # its assumption does not hold there


def test_two_classes_give_the_formula_of_rogan_and_gladen():
    pairs = {
        ("wire", "wire"): 90,
        ("wire", "original"): 10,
        ("original", "wire"): 20,
        ("original", "original"): 180,
    }
    sensitivity, specificity, seen = 0.9, 0.9, 0.3
    found = corrected({"wire": 30, "original": 70}, pairs, method="inverse")
    assert found["wire"].value == pytest.approx((seen + specificity - 1) / (sensitivity + specificity - 1))
    assert found["wire"].value + found["original"].value == pytest.approx(1)
    # of those called wire 90 of 110 are, of the others 10 of 190
    assert corrected({"wire": 30, "original": 70}, pairs)["wire"].value == pytest.approx(
        0.3 * 90 / 110 + 0.7 * 10 / 190
    )


def test_a_share_is_clipped_and_its_uncertainty_grows_with_that_of_the_corpus():
    pairs = {
        ("wire", "wire"): 90,
        ("wire", "original"): 10,
        ("original", "wire"): 20,
        ("original", "original"): 180,
    }
    assert corrected({"wire": 2, "original": 98}, pairs, method="inverse")["wire"].value == 0
    rng = np.random.default_rng(0)
    draws = [{"wire": w, "original": 1 - w} for w in rng.normal(0.3, 0.08, 500)]
    alone, both = (
        corrected({"wire": 30, "original": 70}, pairs, replicates=given)["wire"] for given in (None, draws)
    )
    assert both.value == alone.value
    assert both.high - both.low > 1.5 * (alone.high - alone.low)


@pytest.mark.parametrize(
    ("shares", "pairs", "method", "says"),
    [
        ({"wire": 1}, {}, "predictive", "no sentence was judged"),
        ({"wire": 1, "quote": 1}, {("wire", "wire"): 9}, "predictive", "calls quote no sentence was judged"),
        ({"wire": 1, "quote": 1}, {("wire", "wire"): 9}, "inverse", "calls quote no sentence was judged"),
        (
            {"wire": 1, "quote": 1},
            {("wire", "wire"): 9, ("wire", "quote"): 2},
            "inverse",
            "no judged sentence is quote",
        ),
        ({"wire": 0}, {("wire", "wire"): 9}, "predictive", "every count is 0"),
        (
            {"wire": 1, "original": 1},
            {
                ("wire", "wire"): 5,
                ("wire", "original"): 5,
                ("original", "wire"): 5,
                ("original", "original"): 5,
            },
            "inverse",
            "too little about the truth",
        ),
    ],
)
def test_what_cannot_be_corrected_is_said(shares, pairs, method, says):
    with pytest.raises(pv.ConfigError, match=says):
        corrected(shares, pairs, method=method)


def test_one_class_alone_is_no_error():
    found = corrected({"wire": 10}, {("wire", "wire"): 20}, method="inverse")
    assert found["wire"].value == 1
    assert Errors.of({("wire", "wire"): 20}).draws.shape == (DRAWS, 1, 1)


# --- refitted probabilities -------------------------------------------------------------------------------------------


def test_two_settings_move_every_probability_and_back():
    config = Config().with_settings({"decision.refit_slope": 0.5, "decision.refit_shift": -1.0}).decision
    assert refit(0.8, config) == pytest.approx(1 / (1 + math.exp(1 - 0.5 * math.log(4))))
    assert unfit(refit(0.8, config), config) == pytest.approx(0.8)
    assert refit(1.0, config) < 1


def test_deciding_again_takes_a_refit_back():
    moved = Config().with_settings({"decision.refit_slope": 0.5, "decision.refit_shift": -1.0})
    there = redecide(corpus(), moved)
    assert redecide(there, moved) == there
    kept = [e.score for a in there for f in a.findings for e in f.evidence]
    plain = [e.score for a in corpus() for f in a.findings for e in f.evidence]
    assert kept == pytest.approx([refit(score, moved.decision) for score in plain])
    back = redecide(there, Config())
    assert [e.score for a in back for f in a.findings for e in f.evidence] == pytest.approx(plain, abs=2e-6)
    assert [f.verdict.origin for a in back for f in a.findings] == [
        f.verdict.origin for a in corpus() for f in a.findings
    ]


def test_a_planted_slope_and_shift_are_found():
    rng = np.random.default_rng(1)
    (item,) = judged([("a", "wire", "wire", 1.0, 0.9)])
    odds = rng.normal(0, 2, 3_000)
    truth = rng.random(3_000) < 1 / (1 + np.exp(-(0.6 * odds - 1)))
    slope, shift = fit([Scored(item, float(o), bool(t)) for o, t in zip(odds, truth, strict=True)])
    assert (slope, shift) == (pytest.approx(0.6, abs=0.06), pytest.approx(-1, abs=0.12))


def by_chance(f, n):
    """Return a truth that the probabilities overstate: a passage at p is the source with the chance of log-odds less 1.5."""
    if not f.evidence:
        return "N"
    odds = math.log(f.evidence[0].score / (1 - f.evidence[0].score)) if 0 < f.evidence[0].score < 1 else 0
    return (
        "W" if random.Random(f"{f.segment.start}{n}{odds}").random() < 1 / (1 + math.exp(1.5 - odds)) else "N"  # noqa: S311
    )


def test_a_refit_helps_where_probabilities_are_too_high(tmp_path):
    found = validate(corpus(), Coded(said(corpus(), by_chance)))
    refitted = found.recalibrate()
    assert refitted.improves
    assert refitted.shift < -0.7
    assert refitted.gap[1] < refitted.gap[0]
    assert sum(refitted.changes.values()) == refitted.changes["wire", "original"] > 5
    same = redecide(
        corpus(), Config().with_settings({**refitted.settings, "decision.threshold": refitted.threshold})
    )
    assert [f.verdict.origin for a in same for f in a.findings] == [
        f.verdict.origin for a in corpus() for f in a.findings
    ]
    refitted.save(tmp_path / "own.toml")
    config = Config.from_toml(tmp_path / "own.toml")
    assert config == Config().with_settings(refitted.settings)
    again = redecide(corpus(), config)
    assert sum(
        a.verdict.origin != b.verdict.origin
        for one, other in zip(corpus(), again, strict=True)
        for a, b in zip(one.findings, other.findings, strict=True)
    ) == sum(refitted.changes.values())


def test_a_refit_that_does_not_help_is_not_written(tmp_path):
    found = validate(corpus(), Coded(said(corpus(), by_chance))).recalibrate()
    assert "Fewer origins are right" in replace(found, right=(0.9, 0.8)).says()
    worse = replace(found, loss=(0.4, 0.5))
    with pytest.raises(pv.ConfigError, match="does not help"):
        worse.save(tmp_path / "own.toml")
    assert not (tmp_path / "own.toml").exists()


@pytest.mark.parametrize(
    "tell",
    [lambda f, n: "W" if f.evidence else None, lambda f, n: "W" if n == 0 else "N" if n == 1 else None],
    ids=["one side only", "too few"],
)
def test_too_few_labels_refit_nothing(tell):
    with pytest.raises(pv.ConfigError, match="too few labels to refit"):
        validate(corpus(), Coded(said(corpus(), tell))).recalibrate()


# --- in words, and on the command line --------------------------------------------------------------------------------


def coded_by_two(drawn):
    units = {item.id: item for item in drawn.items}
    return Coded(
        tuple(
            Decision(*units[name].unit, label, coder, "", sha256=units[name].sha256)
            for coder, wrong in (("ada", 0.0), ("ben", 0.1))
            for name, label in labels_of(drawn, coder, wrong).items()
        ),
        sample=drawn,
    )


def test_the_methods_paragraph_is_filled_in_from_the_run(drawn):
    found = validate(corpus(), coded_by_two(drawn), seed=4)
    alarms = [Alarms(threshold, 9, 1, 250, 5, 1, 2, 2, 1) for threshold in (0.3, 0.4)]
    told = found.methods(alarms)
    for words in ("Of 200 body sentences in 20 articles 80 were drawn", "seed 3", "2 coders", "100\u202f% of the sentences went to both",
                  f"{found.coders.alpha:.3f} [{found.coders.low:.3f}", "threshold 0.4", "seed 4",
                  "2.0\u202f% of 250 body sentences in 9 articles are called wire copy"):  # fmt: skip
        assert words in told
    assert "were not measured" in found.methods()
    assert "Of 200" not in validate(corpus(), replace(coded_by_two(drawn), sample=None)).methods()


def test_kinds_tell_same_words_from_edited(drawn):
    found = validate(corpus(), coded_by_two(drawn), level="kind", adjudicator="ada")
    assert set(found.classes()["class"]) == {"wire-verbatim", "wire-edited", "original"}
    assert CLASSES["kind"]["C"] == "wire-credited"
    assert found.coders.units == 0  # the adjudicator is no second coder
    with pytest.raises(pv.ConfigError, match="'cy' coded nothing"):
        validate(corpus(), coded_by_two(drawn), adjudicator="cy")


def test_what_was_saved_gives_the_same_errors(tmp_path, drawn):
    found = validate(corpus(), coded_by_two(drawn), seed=4)
    found.save(tmp_path)
    again = load_errors(tmp_path)
    assert (again.draws == found.errors.draws).all()
    assert corrected({"wire": 5, "original": 5}, again) == corrected({"wire": 5, "original": 5}, found.errors)
    for name, data, says in (
        ("other.json", '{"format": "other/1"}', "is no validation"),
        ("list.json", "[]", "is no validation"),
        ("deep.json", "[" * 100_000, "is not JSON"),
        ("missing.json", None, "cannot be read"),
    ):
        if data is not None:
            (tmp_path / name).write_text(data)
        with pytest.raises(pv.ReadError, match=says):
            load_errors(tmp_path / name)
    page = (tmp_path / "validation.html").read_text("utf-8")
    assert "<script" not in page
    assert all(f'id="{name}"' in page for name in COLUMNS)


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    path = tmp_path_factory.mktemp("validation") / "a.jsonl"
    path.write_text("".join(to_json_line(a, sources=True) + "\n" for a in corpus()), "utf-8")
    return path


def test_a_user_draws_codes_and_compares(stored, tmp_path):
    done = run(
        "sample", stored, "-n", 80, "--coder", "ada", "--coder", "ben", "--seed", 3, "-o", tmp_path / "s"
    )
    assert done.exit_code == 0, done.stderr
    assert "80 of 200 sentences for ada, ben" in " ".join(done.stderr.split())
    empty = run("agree", stored, tmp_path / "s")
    assert (empty.exit_code, "no sentence has a label yet" in empty.stderr) == (2, True)
    drawn = Sample.load(tmp_path / "s" / "sample.json")
    for coder, wrong in (("ada", 0.0), ("ben", 0.1)):
        fill(tmp_path / "s" / "coders" / f"{coder}.csv", labels_of(drawn, coder, wrong))
    done = run("agree", stored, tmp_path / "s", "-o", tmp_path / "out")
    assert done.exit_code == 0, done.stderr
    assert "sentences judged by ada, ben: agreement 0." in done.stdout
    assert (tmp_path / "out" / "methods.txt").read_text("utf-8").startswith("Sentences were annotated with")
    values = json.loads(run("agree", stored, tmp_path / "s", "--format", "json").stdout)
    assert values["format"] == "provenance-validation/1"
    table = run("agree", stored, tmp_path / "s", "--format", "csv", "--table", "confusion").stdout
    assert table.startswith("truth,tool,n,weight\n")
    assert run("agree", stored, tmp_path / "s", "--format", "html").stdout.startswith("<!doctype html>")


def test_no_sample_is_drawn_of_what_is_no_annotation(stored, tmp_path):
    (tmp_path / "table.csv").write_text("id,text\n" + "n,A line of a story.\n" * 50, "utf-8")
    done = run("sample", tmp_path / "table.csv", "-o", tmp_path / "s")
    assert (done.exit_code, (tmp_path / "s").exists()) == (1, False)
    assert "1 input failed" in done.stderr and "50 others are no annotations" in done.stderr
    for command in (["sample", stored], ["agree", stored, stored], ["analyse", stored]):
        done = run(*command, "-o", stored)
        assert done.exit_code == 2 and "is a file; --output names the folder" in done.stderr, command
    assert run("sample", stored, "-n", 9, "-o", tmp_path / "s").exit_code == 0
    done = run("agree", tmp_path / "s")
    assert done.exit_code == 2 and "there are no annotations" in done.stderr


def test_a_refit_is_written_for_the_next_run(stored, tmp_path):
    rows = [["article", "start", "end", "label"]]
    rows += [[d.article, d.start, d.end, d.label] for d in said(corpus(), by_chance)]
    (tmp_path / "ada.csv").write_text("\n".join(",".join(map(str, row)) for row in rows), "utf-8")
    done = run("agree", stored, tmp_path / "ada.csv", "--recalibrate", tmp_path / "own.toml")
    assert done.exit_code == 0, done.stderr
    assert "refit_slope" in (tmp_path / "own.toml").read_text("utf-8")
    (tmp_path / "few.csv").write_text("\n".join(",".join(map(str, row)) for row in rows[:9]), "utf-8")
    done = run("agree", stored, tmp_path / "few.csv", "--recalibrate", tmp_path / "few.toml")
    assert (done.exit_code, "too few labels" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("args", "says"),
    [
        ((), "name a gold file"),
        (("--format", "pdf", "x.csv"), "no format named 'pdf'"),
        (("--level", "mood", "x.csv"), "no format named 'mood'"),
        (("missing.csv",), "is not there"),
    ],
)
def test_what_agree_cannot_do_is_said(stored, args, says):
    done = run("agree", stored, *args)
    assert (done.exit_code, says in " ".join(done.stderr.split())) == (2, True), done.stderr
