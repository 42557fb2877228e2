"""Shares of a corpus corrected by a validation of it: as an analysis, with and without one."""

from __future__ import annotations

import pytest
from validation_corpus import corpus

import provenance as pv
from provenance.analysis import ANALYSES
from provenance.analysis.corrected import corrected
from provenance.claim import Decision
from provenance.validation import Coded, validate


def coded(tell):
    return Coded(
        tuple(
            Decision(a.document.id, f.segment.start, f.segment.end, tell(f, n), "ada", "")
            for a in corpus()
            for n, f in enumerate(a.findings)
        )
    )


@pytest.fixture(scope="module")
def validation():
    """People find that every fifth sentence called wire copy is none, and one in twenty of the others is."""

    def tell(finding, number):
        wrong = (
            finding.segment.start % 5 == 0
            if finding.verdict.origin == "wire"
            else finding.segment.start % 20 == 0
        )
        return "NW"[(finding.verdict.origin == "wire") != wrong]

    return validate(corpus(), coded(tell))


def test_the_corpus_that_was_coded_whole_gets_the_share_that_people_gave(validation):
    found = corrected(corpus(), validation=validation)
    row = found.table.set_index(["by", "class"]).loc[("all", "wire")]
    people = sum(item.truth == "wire" for item in validation.judged) / len(validation.judged)
    assert row["share"] == pytest.approx(people)
    assert row["found"] == pytest.approx(
        sum(i.tool == "wire" for i in validation.judged) / len(validation.judged)
    )
    assert row["low"] < row["share"] < row["high"]
    assert (row["n"], row["judged"], row["how"]) == (200, 200, "predictive")
    (outlet,) = found.table[(found.table["by"] == "outlet") & (found.table["class"] == "wire")].to_dict(
        "records"
    )
    assert (outlet["group"], outlet["how"]) == ("Gull", "inverse")
    assert outlet["share"] == pytest.approx(people)
    assert "200 judged sentences" in found.says


def test_a_saved_validation_gives_the_same(validation, tmp_path):
    validation.save(tmp_path)
    one, other = (corrected(corpus(), validation=given).table for given in (validation, tmp_path))
    assert one.equals(other)


def test_without_a_validation_nothing_is_corrected():
    found = ANALYSES["corrected"].function(corpus())
    assert found.table.empty
    assert found.says.startswith("No validation is given")
    assert corrected([], validation=None).says.startswith("No article")


def test_what_was_never_judged_gives_no_share():
    some = validate(corpus(), coded(lambda f, n: "W" if f.verdict.origin == "wire" else "?"))
    found = corrected(corpus(), validation=some)
    assert found.table.empty
    assert "some class was never judged" in found.says


def test_what_is_no_validation_of_origins_is_refused(validation):
    with pytest.raises(pv.ConfigError, match="need level='origin'"):
        corrected(corpus(), validation=validate(corpus(), validation.coded, level="kind"))
    with pytest.raises(pv.ConfigError, match="takes a Validation"):
        corrected(corpus(), validation=3)
    with pytest.raises(pv.FormatError, match="not by 'mood'"):
        corrected(corpus(), validation=validation, by="mood")


def test_the_figure_says_how_many_and_what_is_hollow(validation):
    told = corrected(corpus(), validation=validation).picture("svg").decode()
    assert "hollow: as found" in told
    assert "n = 200 sentences" in told


def test_the_command_takes_a_validation(validation, tmp_path):
    from typer.testing import CliRunner

    from provenance.cli import app
    from provenance.contract import to_json_line

    validation.save(tmp_path / "validation")
    (tmp_path / "a.jsonl").write_text(
        "".join(to_json_line(a, sources=True) + "\n" for a in corpus()), "utf-8"
    )
    asked = [tmp_path / "a.jsonl", "--only", "corrected", "--format", "csv", "-o", tmp_path / "out"]
    done = CliRunner().invoke(
        app, ["analyse", *map(str, asked), "--validation", str(tmp_path / "validation")]
    )
    assert done.exit_code == 0, done.output
    assert (tmp_path / "out" / "corrected.csv").read_text("utf-8").count("\n") == 5
    done = CliRunner().invoke(app, ["analyse", *map(str, asked), "--validation", str(tmp_path / "a.jsonl")])
    assert (done.exit_code, "is not JSON" in done.output) == (2, True)
