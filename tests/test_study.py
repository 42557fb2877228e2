"""A study from one file: what it asks for, steps that are kept, what fails, the same bytes, and what reviewers get."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
import zipfile
from pathlib import Path

import desk_corpus
import pytest
from typer.testing import CliRunner

import provenance as pv
from provenance.analysis import ANALYSES
from provenance.cli import app
from provenance.show import inline_svg, marked
from provenance.study import Plan, study, template
from provenance.study.steps import Steps

FIELDS = ("id", "text", "title", "outlet", "published", "agency", "status")
ASKED = """
[study]
title = "Ferries & <ropes>"
authors = ["Orla Penn"]
seed = 3
[input]
articles = ["articles.jsonl", "torn.jsonl"]
wires = ["wires.jsonl"]
[analyses]
only = ["events"]
"""


def put(folder: Path, name: str, documents) -> None:
    lines = [json.dumps({key: getattr(one, key) for key in FIELDS}) for one in documents]
    (folder / name).write_text("\n".join(lines) + "\n", "utf-8")


def inputs(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    put(folder, "articles.jsonl", desk_corpus.articles())
    put(folder, "wires.jsonl", desk_corpus.dispatches())
    (folder / "torn.jsonl").write_text("{", "utf-8")
    (folder / "study.toml").write_text(ASKED, "utf-8")
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = inputs(tmp_path_factory.mktemp("study"))
    return folder, study(folder / "study.toml", folder / "results")


def names(done):
    return {step.name: step.kept for step in done.steps}


def test_every_step_is_taken_and_the_report_says_what_was_done(made):
    _, done = made
    assert set(names(done)) == {"archive", "annotations", "facts", "analysis/events", "pages"}
    page = done.report.read_text("utf-8")
    assert "Ferries &amp; &lt;ropes&gt;" in page and "<script" not in page
    told = re.sub(r"<[^>]+>", "", page)
    for words in (
        "8 articles of 8 outlets of 9–11 May 2033",
        "1 of them states no time.",
        "5 dispatches (AFP 2, AP 2, Reuters 1; released 8–11 May 2033)",
        "from a calibrated probability of 0.4 (setting: default)",
        "seed 3",
        "96.1\u202f% (89.6 to 100.0\u202f%) of what it called wire copy was",
        f"wire-provenance {pv.__version__}",
    ):
        assert words in told, words
    assert re.search(r'<svg[^>]* role="img"[^>]* aria-label="[^"]{20,}', page)
    assert (done.report.parent / re.search(r'href="(articles/[^"]+)"', page)[1]).is_file()


def test_a_broken_input_is_named_and_the_rest_is_done(made):
    folder, done = made
    (failure,) = done.failures
    assert failure.startswith("torn.jsonl") and str(folder) not in failure
    assert "torn.jsonl" in done.report.read_text("utf-8")


def test_an_unchanged_step_is_not_run_again_and_a_changed_one_is(made, tmp_path):
    folder, _ = made
    said: list[str] = []
    again = study(folder / "study.toml", folder / "results", say=said.append)
    assert all(names(again).values()) and "annotations: unchanged, not run again" in said
    assert len(again.failures) == 1  # named again, though nothing was read
    copy = tmp_path / "study"
    shutil.copytree(folder, copy)
    (copy / "study.toml").write_text(ASKED.replace("seed = 3", "seed = 4"), "utf-8")
    kept = names(study(copy / "study.toml", copy / "results"))
    assert {name for name, same in kept.items() if not same} == {"analysis/events"}
    put(copy, "articles.jsonl", desk_corpus.articles()[:1])
    kept = names(study(copy / "study.toml", copy / "results"))
    assert {name for name, same in kept.items() if same} == {"archive"}


def test_the_same_inputs_give_the_same_bytes_anywhere(made, tmp_path, monkeypatch):
    _, done = made
    elsewhere = inputs(tmp_path / "elsewhere")
    monkeypatch.chdir(elsewhere)
    other = study("study.toml", "out")
    assert other.parcel.read_bytes() == done.parcel.read_bytes()
    assert other.report.read_bytes() == done.report.read_bytes()


def test_the_parcel_holds_what_a_reviewer_asks_for(made):
    folder, done = made
    with zipfile.ZipFile(done.parcel) as parcel:
        held = {name: parcel.read(name) for name in parcel.namelist()}
    assert {
        "README.txt",
        "study.toml",
        "settings.toml",
        "inputs.csv",
        "versions.txt",
        "report.html",
        "checksums.txt",
    } <= set(held)
    assert {"tables/events.csv", "figures/events.svg"} <= set(held)
    assert not any(
        name.startswith("articles/") or name == "annotations.jsonl" for name in held
    )  # texts of others
    assert b'href="articles/' not in held["report.html"]
    for line in held["checksums.txt"].decode().splitlines():
        digest, name = line.split("  ", 1)
        assert hashlib.sha256(held[name]).hexdigest() == digest
    rows = {row["file"]: row["sha256"] for row in csv.DictReader(io.StringIO(held["inputs.csv"].decode()))}
    assert rows["wires.jsonl"] == hashlib.sha256((folder / "wires.jsonl").read_bytes()).hexdigest()
    assert pv.Config.from_toml(_written(folder, held["settings.toml"])) == pv.Config()


def _written(folder: Path, data: bytes) -> Path:
    path = folder / "again.toml"
    path.write_bytes(data)
    return path


def test_files_of_others_are_never_written_over(made, tmp_path):
    folder, _ = made
    (tmp_path / "report.html").write_text("mine", "utf-8")
    with pytest.raises(pv.ConfigError, match=r"report\.html, which no study wrote"):
        study(folder / "study.toml", tmp_path)
    assert (tmp_path / "report.html").read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("[input]\n", "articles, or annotations of them"),
        ('[input]\narticles = "a"\nwires = "w"\narchive = "x"\n', "not both"),
        ('[input]\narticls = "a"\n', "did you mean 'articles'"),
        ('[stdy]\ntitle = "a"\n', "did you mean 'study'"),
        ("[input]\narticles = 3\n", "takes a name or a list of names, not 3"),
        ('[study]\nseed = "one"\n[input]\narticles = "a"\n', "takes a whole number, not 'one'"),
        ('[input]\narticles = "a"\n[analyses]\nonly = ["compositon"]\n', "did you mean 'composition'"),
        ('[input]\narticles = "a"\n[settings.decision]\nthreshhold = 0.3\n', "did you mean 'threshold'"),
        ('[input]\nannotations = "a"\n[settings.decision]\nthreshold = 0.3\n', "nothing in annotations"),
        ('[input]\narticles = "a"\n[analyses.options.composition]\nbi = "outlet"\n', "did you mean 'by'"),
        ("[input", "is no study file"),
        ('[input]\narticles = "a"\n[analyses.options]\ncomposition = 3\n', "is a table of keys, not 3"),
        ('[study]\nseed = -1\n[input]\narticles = "a"\n', "[study] seed is 0 or more, not -1"),
        (
            '[input]\narticles = "a"\nwires = "w"\n[validation]\nalarms_days = -4\n',
            "alarms_days is 0 or more",
        ),
        ('[input]\narticles = "a"\n[validation]\nalarms_days = 4\n', "name wires or an archive"),
    ],
)
def test_what_cannot_be_asked_is_said_before_anything_is_run(tmp_path, asked, says):
    (tmp_path / "study.toml").write_text(asked, "utf-8")
    with pytest.raises(pv.ConfigError, match=re.escape(says)):
        Plan.load(tmp_path / "study.toml")
    with pytest.raises(
        pv.ConfigError, match=r"none\.toml: No such file or directory\. `provenance study --new`"
    ):
        Plan.load(tmp_path / "none.toml")


def test_events_of_the_study_are_used(made, tmp_path):
    folder, _ = made
    shutil.copy(folder / "results" / ".study" / "annotations" / "annotations.jsonl", tmp_path / "saved.jsonl")
    (tmp_path / "events.csv").write_text("article,event\npier,fog\nold,fog\n", "utf-8")
    asked = (
        '[input]\nannotations = "saved.jsonl"\n[events]\nfile = "events.csv"\n[analyses]\nonly = "events"\n'
    )
    more = "[report]\nannotations = true\npages = false\n"
    (tmp_path / "study.toml").write_text(asked + more, "utf-8")
    done = study(tmp_path / "study.toml", tmp_path / "out")
    assert "7 events were given with the study." in re.sub(r"<[^>]+>", "", done.report.read_text("utf-8"))
    assert not done.failures and not (tmp_path / "out" / "articles").exists()
    with zipfile.ZipFile(done.parcel) as parcel:
        assert len(parcel.read("annotations.jsonl").splitlines()) == 8


def test_settings_of_the_study_are_those_of_its_run(tmp_path):
    more = "[settings.decision]\nthreshold = 0.6\n[report]\nwithhold = true\n"
    (tmp_path / "study.toml").write_text(
        ASKED.replace("seed = 3", 'seed = 3\nsetting = "sensitive"') + more, "utf-8"
    )
    config = Plan.load(tmp_path / "study.toml").config
    assert (config.decision.threshold, config.report.withhold) == (0.6, True)


def test_the_template_is_a_study_as_it_stands(tmp_path):
    runner = CliRunner()
    path = tmp_path / "study.toml"
    assert runner.invoke(app, ["study", "--new", str(path)]).exit_code == 0
    assert path.read_text("utf-8") == template() and Plan.load(path).wanted == tuple(ANALYSES)
    assert runner.invoke(app, ["study", "--new", str(path)]).exit_code == 2
    uncommented = (
        re.sub(r"(?m)^# (?=\[|\w+ = )", "", template())
        .replace("archive = ", "# ")
        .replace("annotations = [", "# [")
    )
    path.write_text(
        uncommented.replace('only = ["composition", "transparency"]', 'only = ["composition"]'), "utf-8"
    )
    assert Plan.load(path).alarms_days == 30  # every example in it is a key that is known


def test_the_command_says_what_it_does_and_what_failed(made, tmp_path):
    folder, _ = made
    done = CliRunner().invoke(app, ["study", str(folder / "study.toml"), "-o", str(folder / "results")])
    assert done.exit_code == 1
    assert "analysis/events: unchanged, not run again" in done.stderr and "torn.jsonl" in done.stderr


def test_a_study_that_is_stopped_says_where_it_goes_on(made, tmp_path, monkeypatch):
    def stop(*_given, **_named):
        raise KeyboardInterrupt

    monkeypatch.setattr("provenance.cli.study.run_study", stop)
    monkeypatch.setattr("provenance.cli.stopping.STOP.told", False)
    done = CliRunner().invoke(app, ["study", str(made[0] / "study.toml"), "-o", str(tmp_path / "out")])
    assert done.exit_code != 0 and f"kept in {tmp_path / 'out'}; the same command" in done.stderr
    assert "nothing was written" not in done.stderr


def test_a_step_that_fails_leaves_nothing_behind(tmp_path):
    steps = Steps(tmp_path, "1", lambda _: None)

    def broken(folder: Path) -> None:
        (folder / "half").write_text("x", "utf-8")
        raise pv.ProvenanceError("no")

    with pytest.raises(pv.ProvenanceError):
        steps.take("one", {}, broken)
    assert list(tmp_path.iterdir()) == []


def test_a_figure_brings_shapes_and_words_and_nothing_else():
    svg = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="x()"><script>x()</script>'
        b'<defs><clipPath id="c0"><path d="M0,0"/></clipPath></defs><g clip-path="url(#c0)" style="a:b" role="x"><text>Fog</text></g>'
        b'<foreignObject/><image href="http://a.b/"/></svg>'
    )
    made = inline_svg(svg, prefix="one", alt='Fog & "ropes"')
    assert 'id="one-c0"' in made and "url(#one-c0)" in made and "<text>Fog</text>" in made
    assert not re.search(r"script|onload|foreign|image|style|http://a", made)
    assert 'aria-label="Fog &amp; &quot;ropes&quot;"' in made


def test_the_title_of_a_figure_is_left_to_the_heading_above_it():
    drawn = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><g class="mark-text role-title-text"><text>Ferries</text></g>'
        b'<g class="mark-text role-title-subtitle"><text>n = 7</text></g></svg>'
    )
    page = inline_svg(drawn, prefix="f", alt="Ferries")
    assert "<text>Ferries" not in page and "n = 7" in page and 'aria-label="Ferries"' in page
    assert marked("see `x < y`") == "see <code>x &lt; y</code>"
