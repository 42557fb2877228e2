"""What docs/accuracy.md is made of besides counts: false alarms, ablations, mistakes, tables, the picture."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from lxml import etree

from benchmarks import accuracy_ablation, accuracy_cases, accuracy_errors, calibrate
from benchmarks.accuracy_backwards import alarms, backwards, later, same_story
from benchmarks.accuracy_chart import Panel, points, reliability
from benchmarks.accuracy_counts import Interval
from benchmarks.accuracy_findings import _change, _short, table
from benchmarks.accuracy_page import confusion
from provenance import assembly, decision, prepared
from provenance.alignment import Vocabulary
from provenance.archive import Archive
from provenance.lexis import term
from provenance.pipeline import annotate
from provenance.records import Document
from provenance.times import moment

ROOT = Path(__file__).resolve().parent.parent
STORY = (
    "The ferry Marigold ran aground off Tolsund on Tuesday with 212 people aboard.\n"
    "Divers found a tear of nine metres in the hull below the engine room.\n"
    "The harbour master, Ilse Brandt, closed the northern channel until the weekend."
)


def dispatch(name, published):
    return Document(id=name, text=STORY, agency="AFP", published=published)


@pytest.fixture(scope="module")
def paper():
    return Document(id="paper", text=STORY, outlet="The Tolsund Post", published="2033-05-03")


def test_an_article_is_moved_past_the_last_moment_its_date_allows(paper):
    true, moved = moment(paper.published), moment(later(paper, days=10).published)
    assert moved.earliest - true.latest == 10 * 86_400
    with pytest.raises(ValueError, match="no date"):
        later(replace(paper, published=None))


def test_only_what_came_out_afterwards_is_searched(paper):
    before, after = dispatch("before", "2033-05-02T10:00:00Z"), dispatch("after", "2033-05-09T10:00:00Z")
    (chance,) = backwards([paper], Archive.build([before, after]), days=30)
    assert {item.doc for finding in chance.findings for item in finding.evidence} == {"after"}
    assert alarms_of(chance) == (3, 3)
    (clean,) = backwards([paper], Archive.build([before]), days=30)
    assert alarms_of(clean) == (3, 0)
    (too_late,) = backwards([paper], Archive.build([after]), days=2)
    assert alarms_of(too_late) == (3, 0)


def alarms_of(annotation):
    named = replace(
        annotation, document=replace(annotation.document, id="times/courts/01.02.33/ferry12_times")
    )
    findings = tuple(
        replace(f, evidence=tuple(replace(e, doc="pa/courts/09.02.33/ferry/ferry1") for e in f.evidence))
        for f in annotation.findings
    )
    counted = alarms(replace(named, findings=findings))
    assert counted[2] == 0  # the same catchline: a story that went on
    return tuple(counted[:2].astype(int).tolist())


def test_a_catchline_tells_whether_a_story_went_on():
    assert same_story("times/courts/01.02.33/ferry12_times", "pa/courts/09.02.33/ferry/ferry3")
    assert not same_story("times/courts/01.02.33/ferry12_times", "pa/courts/09.02.33/harbour/harbour3")


def sample_rows():
    rng = np.random.default_rng(1)
    x = rng.normal(size=(80, 2))
    y = ["derived" if a + b > 0 else "not" for a, b in x]
    return calibrate.Rows(
        [tuple(row) for row in x.tolist()], y, [i % 4 for i in range(80)], ["worlds_dev"] * 80
    )


def fitted(columns):
    return calibrate.fit(sample_rows(), columns, ("not", "derived"), leave_out=None, strength=1.0)


def test_a_column_left_out_gets_no_weight_and_comes_back():
    with accuracy_ablation.without(frozenset({"coverage"})):
        less = fitted(("coverage", "run"))
    whole = fitted(("coverage", "run"))
    assert less.coefficients[0, 0] == pytest.approx(0, abs=1e-9)
    assert abs(less.coefficients[0, 1]) > 0.5
    assert abs(whole.coefficients[0, 0]) > 0.5


def test_a_column_that_no_model_has_is_an_error():
    with pytest.raises(ValueError, match="coverge"), accuracy_ablation.without(frozenset({"coverge"})):
        pass


@pytest.mark.parametrize("ablation", accuracy_ablation.ABLATIONS, ids=lambda item: item.name)
def test_every_ablation_changes_something_and_puts_it_back(ablation):
    def state():
        return Vocabulary.weight, prepared.term, assembly.find_anchors, calibrate.fit

    before = state()
    with ablation.replaced(), accuracy_ablation.without(ablation.columns):
        changed = sum(a is not b for a, b in zip(before, state(), strict=True))
        assert changed + bool(ablation.columns) >= 2  # fit is always wrapped
    assert all(a is b for a, b in zip(before, state(), strict=True))


def test_a_word_as_written_keeps_its_form_and_stop_words_stay_out():
    assert term("organised") == term("organizes")
    assert accuracy_ablation.as_written("organised") != accuracy_ablation.as_written("organizes")
    assert accuracy_ablation.as_written("twelve") == "#twelve"
    assert accuracy_ablation.as_written("the") == ""


def test_each_rule_can_be_left_out_but_the_first_and_the_last():
    rules = accuracy_ablation.rules()
    assert list(rules) == [rule.__name__ for rule in decision.RULES[1:-1]]
    for name, change in rules.items():
        with change():
            assert [rule.__name__ for rule in decision.RULES].count(name) == 0
        assert name in [rule.__name__ for rule in decision.RULES]


def test_texts_that_are_not_ours_are_never_shown():
    with pytest.raises(ValueError, match="not ours"):
        accuracy_errors.mistakes(SimpleNamespace(name="meter_dev"), {})


def test_the_finding_that_holds_most_of_a_range_is_judged(paper):
    (annotation,) = annotate([paper])
    first, second, _ = annotation.findings
    middle = first.segment.end
    assert accuracy_errors.overlapping(annotation.findings, middle - 3, middle + 20) == second
    assert accuracy_errors.overlapping(annotation.findings, middle - 20, middle + 3) == first
    assert accuracy_errors.overlapping(annotation.findings, 10_000, 10_010) is None


def test_a_case_is_marked_sentence_by_sentence(paper):
    (annotation,) = annotate([paper], Archive.build([dispatch("d", "2033-05-02T10:00:00Z")]))
    segments = [
        {"start": f.segment.start, "end": f.segment.end, "origin": "wire", "agency": agency, "edit": edit}
        for f, agency, edit in zip(
            annotation.findings, ("AFP", "AP", "AFP"), ("verbatim", "verbatim", "heavy"), strict=True
        )
    ]
    marks = accuracy_cases.mark({"segments": segments}, annotation)
    assert marks == accuracy_cases.Marks(sentences=3, origin=3, agency=2, edit=2)


def test_empty_bins_have_no_point_and_words_are_escaped():
    bins = np.array([[0, 0, 0], [4, 2.0, 3], [12, 9.0, 6]])
    assert points(bins) == [(0.5, 0.75, 0.25), (0.75, 0.5, 0.75)]
    picture = etree.fromstring(reliability([Panel("a < b", "x", "y", bins)] * 2, label="“a” & b"))
    space = "{http://www.w3.org/2000/svg}"
    assert len(picture.findall(f"{space}circle")) == 4
    assert picture.findall(f"{space}text")[0].text == "a < b"


def test_numbers_stand_to_the_right_and_empty_columns_are_left_out():
    lines = table(("what", "how much"), [("a", "0.1"), ("b", "**−0.2 (−0.3 to −0.1)**")]).split("\n")
    assert lines[1] == "| --- | --: |"
    shown = confusion(np.array([[3.0, 1, 0], [0, 0, 0], [0, 0, 0]]), ("x", "y"), "none")
    assert shown.split("\n")[2:] == ["| **x** | 3 (75 %) | 1 (25 %) |"]
    assert "none" not in shown


def test_a_change_is_bold_where_its_interval_leaves_out_zero():
    assert _change(Interval(-0.02, -0.04, 0.0)) == "−0.020 (−0.040 to +0.000)"
    assert _change(Interval(-0.02, -0.04, -0.01)) == "**−0.020 (−0.040 to −0.010)**"
    assert _change(Interval(-0.0001, -0.0002, 0.1)) == "+0.000 (+0.000 to +0.100)"


def test_a_sentence_is_cut_at_a_word_and_cannot_break_the_page():
    assert _short("a_b <i> | [c]\n d") == r"a\_b \<i\> \| \[c\] d"
    assert _short("word " * 80).endswith("word …")


def test_the_page_is_about_the_models_in_the_package():
    page = (ROOT / "docs" / "accuracy.md").read_text("utf-8")
    models = hashlib.sha256((ROOT / "provenance" / "calibration.json").read_bytes()).hexdigest()
    assert f"SHA-256 `{models[:16]}`" in page, "run python -m benchmarks.accuracy --document"


def test_the_page_hides_no_miss():
    page = (ROOT / "docs" / "accuracy.md").read_text("utf-8")
    reached, total, missed = map(
        int, re.search(r"(\d+) of the (\d+) figures asked for are reached, (\d+) are missed", page).groups()
    )
    asked = page.split("## Asked for and reached")[1].split("\n## ")[0]
    assert reached + missed == total == asked.count("| reached |") + asked.count("| **missed by ")
    assert asked.count("| **missed by ") == missed
