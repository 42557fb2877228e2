"""The command line: what it writes, what it says, and how it ends."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

import provenance as pv
from provenance.cli import app
from provenance.cli.console import Session, _spread, safe
from provenance.cli.options import hours
from provenance.exporters import formats
from provenance.show.terminal import overview, totals
from provenance.show.terminal import print_article as show_article

ARTICLES, WIRES = str(pv.sample("articles")), str(pv.sample("wires"))
STORY = "By AFP\n\nThe dam above Orrin failed at dawn, and the lower town was under water within the hour.\n\nNobody was hurt.\n"


def run(*args, text=None):
    """Run a command in this process."""
    return CliRunner().invoke(app, [str(arg) for arg in args], input=text)


def spawn(*args, data=b"", env=None):
    """Run the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "provenance", *map(str, args)],
        input=data,
        capture_output=True,
        env=env,
        check=False,
    )


def rows(text):
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "dam.txt"
    path.write_text(STORY, "utf-8")
    return path


@pytest.fixture(scope="module")
def sample_result():
    return pv.annotate(pv.read(ARTICLES), pv.Archive.build(pv.read(WIRES)))


@pytest.fixture(scope="module")
def stored_sample(sample_result, tmp_path_factory):
    path = tmp_path_factory.mktemp("stored") / "a.jsonl"
    sample_result.write(path)
    return path


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    """Four sample articles in a file of their own, where four prove as much as sixteen."""
    path = tmp_path_factory.mktemp("few") / "few.jsonl"
    path.write_text("".join(Path(ARTICLES).read_text("utf-8").splitlines(keepends=True)[:4]), "utf-8")
    return path


# --- annotate ---------------------------------------------------------------------------------------------------------


def test_annotate_writes_jsonl_in_a_pipe_and_sums_up_on_standard_error():
    done = run("annotate", ARTICLES, "--wires", WIRES)
    assert done.exit_code == 0, done.stderr
    found = rows(done.stdout)
    assert len(found) == 16
    assert {item["format"] for item in found} == {"provenance-annotation/1"}
    assert {item["archive"]["documents"] for item in found} == {10}
    assert "16 articles" in done.stderr
    assert "10 dispatches were at hand" in done.stderr


def test_the_summary_says_what_a_reader_must_know(tmp_path, story):
    late = {"id": "late", "published": "2033-03-01", "text": "The ferry to Lom was late again on Monday."}
    (tmp_path / "late.jsonl").write_text(json.dumps(late) + "\n", "utf-8")
    assert (
        "no date (1 article); no dispatches given (2 articles)"
        in run("annotate", story, tmp_path / "late.jsonl").stderr
    )
    done = run("annotate", tmp_path / "late.jsonl", "--wires", WIRES)
    (found,) = rows(done.stdout)
    assert (found["searched"]["documents"], found["searched"]["outside_window"]) == (0, 10)
    assert found["notes"][0]["code"] == "nothing_in_window"
    assert found["notes"][0]["text"] in done.stderr
    assert found["segments"][0]["why"] == "No source found: no dispatch lay in the time window."


def test_quiet_says_nothing_but_writes_everything(story):
    done = run("annotate", story, "--quiet")
    assert (done.exit_code, done.stderr) == (0, "")
    assert rows(done.stdout)[0]["text"] == STORY


@pytest.mark.parametrize(
    "order",
    [
        ["{a}", "--wires", "{w}", "{w2}"],
        ["--wires", "{w}", "{a}"],
        ["--wires", "{w}", "--wires", "{w2}", "--quiet", "{a}"],
        ["{a}", "--wires", "{w}", "--wires", "{w2}", "--quiet"],
    ],
)
def test_wires_takes_several_values_as_a_shell_writes_them(order, story, tmp_path):
    for name in ("w", "w2"):
        item = {
            "id": name,
            "agency": "AFP",
            "text": "The ferry to Lom stopped running on Monday, the harbour office said.",
        }
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(item) + "\n", "utf-8")
    names = {"a": story, "w": tmp_path / "w.jsonl", "w2": tmp_path / "w2.jsonl"}
    done = run("annotate", *(part.format(**names) for part in order))
    assert done.exit_code == 0, done.stderr
    (found,) = rows(done.stdout)
    assert found["id"] == "dam"
    assert found["archive"]["documents"] == ("{w2}" in order) + 1


def test_spreading_an_option_leaves_everything_else_alone():
    assert list(_spread(["a", "--wires", "b", "c", "-o", "d", "-"], "--wires")) == [
        *("a", "--wires", "b", "--wires", "c", "-o", "d", "-")
    ]
    assert list(_spread(["--wires", "-", "b"], "--wires")) == ["--wires", "-", "--wires", "b"]


def test_the_output_format_follows_the_suffix(story, tmp_path):
    target = tmp_path / "new folder" / "result.csv"
    assert run("annotate", story, "-o", target).exit_code == 0
    table = list(csv.DictReader(io.StringIO(target.read_text("utf-8-sig"))))
    assert any("dam above Orrin" in value for row in table for value in row.values())


@pytest.mark.parametrize("name", ["result.jsonl", "result.csv", "tables/"])
def test_the_last_line_says_where_the_results_are(name, story, tmp_path):
    done = run("annotate", story, "-o", f"{tmp_path}/{name}")
    assert done.stderr.splitlines()[-1] == f"Written: {tmp_path}/{name}"
    assert run("annotate", story, "-o", f"{tmp_path}/{name}", "--quiet").stderr == ""
    assert "Written" not in run("annotate", story, "--format", "jsonl").stderr


@pytest.mark.parametrize("name", ["out.docx", "out.json.gz", "out.xyzw", "a.b"])
@pytest.mark.parametrize("command", ["annotate", "convert"])
def test_a_suffix_of_no_format_is_an_error_and_writes_nothing(command, name, story, tmp_path):
    (tmp_path / "a.jsonl").write_text(run("annotate", story, "--quiet").stdout, "utf-8")
    given = story if command == "annotate" else tmp_path / "a.jsonl"
    done = run(command, given, "-o", tmp_path / name)
    assert done.exit_code == 2
    said = " ".join(done.stderr.split())
    assert "the suffix belongs to no format; known are .jsonl, .ndjson, .json, .csv" in said
    assert not (tmp_path / name).exists()
    assert run(command, given, "-o", tmp_path / name, "--format", "jsonl").exit_code == 0
    assert pv.load(tmp_path / name).ids() == ["dam"]


@pytest.mark.parametrize("name", ["page.docx", "page.jsonl", "page.pdf"])
def test_a_report_is_never_written_under_another_name(name, story, tmp_path):
    done = run("report", story, "-o", tmp_path / name)
    assert done.exit_code == 2
    assert ".html" in done.stderr
    assert not (tmp_path / name).exists()
    with pytest.raises(pv.FormatError, match=r"a report is a page"):
        pv.annotate(pv.read(story)).report(tmp_path / name)


def test_dispatches_are_never_written_under_another_name(story, tmp_path):
    run("archive", "add", story, "--into", tmp_path / "wires")
    done = run("archive", "export", tmp_path / "wires", "-o", tmp_path / "all.csv")
    assert done.exit_code == 2
    assert "JSONL" in done.stderr
    assert run("archive", "export", tmp_path / "wires", "-o", tmp_path / "all.ndjson").exit_code == 0


def test_a_name_without_a_suffix_takes_the_default_and_a_folder_is_no_name(story, tmp_path):
    assert run("annotate", story, "-o", tmp_path / "result").exit_code == 0
    assert len(rows((tmp_path / "result").read_text("utf-8"))) == 1
    (tmp_path / "tables.v2").mkdir()
    assert run("annotate", story, "-o", tmp_path / "tables.v2", "--format", "csv").exit_code == 0
    assert {path.name for path in (tmp_path / "tables.v2").iterdir()} >= {"sentences.csv", "articles.csv"}
    (tmp_path / "more").mkdir()
    assert run("annotate", story, "-o", tmp_path / "more").exit_code == 0
    assert "sentences.csv" in {path.name for path in (tmp_path / "more").iterdir()}
    done = run("annotate", story, "-o", tmp_path / "more", "--format", "jsonl")
    assert done.exit_code == 2
    assert "is a folder" in done.stderr


def test_a_link_stays_a_link_and_what_it_leads_to_is_written(story, tmp_path):
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "real.jsonl").write_text("old\n")
    for name, target in (("link.jsonl", "kept/real.jsonl"), ("new.jsonl", "kept/made.jsonl")):
        (tmp_path / name).symlink_to(target)
        assert run("annotate", story, "-o", tmp_path / name).exit_code == 0
        assert (tmp_path / name).is_symlink()
        assert pv.load(tmp_path / target).ids() == ["dam"]
    page = tmp_path / "page.html"
    page.symlink_to("kept/page.html")
    pv.annotate(pv.read(story)).report(page)
    assert page.is_symlink()


def test_a_device_and_a_pipe_are_written_to(story, tmp_path):
    assert run("annotate", story, "-o", "/dev/null", "--quiet").exit_code == 0
    assert Path("/dev/null").is_char_device()
    pipe = tmp_path / "pipe.jsonl"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        assert run("annotate", story, "-o", pipe, "--quiet").exit_code == 0
        assert len(rows(reader.communicate(timeout=60)[0].decode())) == 1
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_failure_leaves_what_was_there_before(story, tmp_path, monkeypatch):
    def broken(annotations, destination, **_):
        if isinstance(destination, io.BytesIO):
            return  # a rehearsal: the disk is not asked yet
        if isinstance(destination, Path):
            (destination / "one.csv").write_bytes(b"half")
        else:
            destination.write(b"half")
        raise OSError(28, "No space left on device", "x")

    from provenance.exporters import REGISTRY

    monkeypatch.setattr(REGISTRY, "load", lambda _: broken)
    (tmp_path / "was.csv").write_text("before")
    (tmp_path / "link.csv").symlink_to("was.csv")
    for name in ("was.csv", "link.csv", "new.csv", "folder/", "sub/new.csv"):
        done = run("annotate", story, "-o", f"{tmp_path}/{name}", "--format", "csv")
        assert done.exit_code == 2, name
        assert "No space left" in done.stderr
    assert (tmp_path / "was.csv").read_text() == "before"
    kept = sorted(
        path for path in tmp_path.rglob("*") if ".partial" not in str(path)
    )  # to go on from (--resume)
    assert [path.name for path in kept] == ["dam.txt", "link.csv", "sub", "was.csv"]


def test_a_file_that_is_written_again_keeps_its_rights(story, tmp_path):
    (tmp_path / "own.jsonl").touch(mode=0o600)
    assert run("annotate", story, "-o", tmp_path / "own.jsonl").exit_code == 0
    assert stat.S_IMODE((tmp_path / "own.jsonl").stat().st_mode) == 0o600


def test_standard_input_and_output(story):
    done = spawn("annotate", "-", "-o", "-", data=STORY.encode())
    assert done.returncode == 0, done.stderr
    (found,) = rows(done.stdout.decode())
    assert (found["source"], found["text"]) == ("-", STORY)


def test_settings_travel_into_the_result(story, tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text("[decision]\nthreshold = 0.6\nlikely = 0.75\n", "utf-8")
    done = run("annotate", story, "--config", file, "--set", "decision.likely=0.8", "--window", "3d")
    config = rows(done.stdout)[0]["run"]["config"]
    assert (config["decision"]["threshold"], config["decision"]["likely"]) == (0.6, 0.8)
    assert config["retrieval"]["window_hours"] == 72.0


@pytest.mark.parametrize(("text", "value"), [("90m", 1.5), ("72h", 72), ("3d", 72), ("2w", 336), ("all", 0)])
def test_lengths_of_time(text, value):
    assert hours(text) == value


# --- how it ends ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["annotate"], "Missing argument"),
        (["annotate", "{a}", "--format", "tsv"], "no format named 'tsv'"),
        (["annotate", "{a}", "--set", "decision.treshold=1"], "did you mean 'threshold'"),
        (["annotate", "{a}", "--set", "threshold"], "section.key=value"),
        (["annotate", "{a}", "--window", "3 fortnights"], "72h"),
        (["annotate", "{a}", "--config", "{a}"], "dam.txt"),
        (["annotate", "{a}", "--archive", "{a}.nowhere"], "is no archive"),
        (["annotate", "{a}", "--input-format", "telegram"], "telegram"),
        (["report", "{a}"], "Missing option"),
        (["nonsense"], "No such command"),
    ],
)
def test_what_cannot_be_done_as_given_is_said_in_one_line_and_ends_with_2(args, words, story):
    done = run(*(arg.format(a=story) for arg in args))
    assert done.exit_code == 2
    assert words in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_an_output_that_cannot_be_written_is_named(story, tmp_path):
    (tmp_path / "file").write_text("x")
    done = run("annotate", story, "-o", tmp_path / "file" / "result.jsonl")
    assert done.exit_code == 2
    assert str(tmp_path / "file") in done.stderr


def test_version_help_and_completion():
    assert run("--version").stdout == f"provenance {pv.__version__}\n"
    listed = run("--help").stdout
    commands = ["annotate", "report", "credits", "archive", "convert", "agree", "demo", "config", "lab"]
    assert all(command in listed for command in commands)
    assert "--install-completion" in listed


def test_a_closed_pipe_ends_quietly():
    command = f"{sys.executable} -m provenance annotate {ARTICLES} --quiet | head -c 20"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert done.stdout == b'{"format": "provenan'
    assert done.stderr == b""


def test_text_is_utf8_whatever_the_locale(tmp_path):
    (tmp_path / "é.txt").write_text(
        "Müller’s œuvre — “naïve” 東京 🚢 were shown in the town hall of Orrin.", "utf-8"
    )
    env = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "PATH": ""}
    done = spawn("annotate", tmp_path / "é.txt", "--format", "csv", env=env)
    assert done.returncode == 0, done.stderr
    assert "東京 🚢" in done.stdout.decode("utf-8-sig")


OTHERWISE = """
import sys
from typer.testing import CliRunner
from provenance.cli import app
articles, wires, folder = sys.argv[1:]
for args in (
    ["annotate", articles, "--wires", wires, "-o", f"{folder}/made.jsonl"],
    ["convert", f"{folder}/made.jsonl", "-o", f"{folder}/made.html"],
    ["convert", f"{folder}/made.jsonl", "-o", f"{folder}/made.csv"],
):
    done = CliRunner().invoke(app, args)
    assert done.exit_code == 0, done.stderr
"""


def test_the_same_input_gives_the_same_bytes(stored_sample, tmp_path):
    """In another process, whose sets have another order: the annotations, a page and a table of them."""
    seed = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"
    done = subprocess.run(
        [sys.executable, "-c", OTHERWISE, ARTICLES, WIRES, str(tmp_path)],
        env=os.environ | {"PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    for name in ("html", "csv"):
        assert run("convert", stored_sample, "-o", tmp_path / f"here.{name}").exit_code == 0
    (tmp_path / "here.jsonl").write_bytes(stored_sample.read_bytes())
    for name in ("jsonl", "html", "csv"):
        here, made = ((tmp_path / f"{which}.{name}").read_bytes() for which in ("here", "made"))
        assert len(here) > 10_000
        # digests: pytest needs minutes to say where two megabytes differ
        assert hashlib.sha256(here).digest() == hashlib.sha256(made).digest(), name


# --- bad input --------------------------------------------------------------------------------------------------------


def failing(tmp_path, story, name, data):
    """Annotate a bad file and a good one; return what was said, and check that the good one is done."""
    path = tmp_path / name
    path.write_bytes(data)
    done = run("annotate", path, story)
    assert done.exit_code == 1, done.stderr
    assert any(item["id"] == "dam" for item in rows(done.stdout))
    assert name in done.stderr
    assert "Traceback" not in done.stderr
    return done


def test_an_empty_file_is_named(tmp_path, story):
    assert "empty" in failing(tmp_path, story, "empty.txt", b"").stderr


def test_a_binary_file_is_named(tmp_path, story):
    data = b"\x7fELF\x02\x01\x01\x00" + bytes(range(256)) * 40
    failing(tmp_path, story, "program.txt", data)


def test_a_missing_file_is_named_and_the_others_are_done(tmp_path, story):
    done = run("annotate", tmp_path / "nowhere.txt", story)
    assert done.exit_code == 1
    assert "nowhere.txt" in done.stderr
    assert len(rows(done.stdout)) == 1


def test_a_malformed_json_line_is_named_with_its_number(tmp_path, story):
    good = json.dumps({"id": "one", "text": "The ferry to Lom was late again."}).encode()
    done = failing(
        tmp_path, story, "lines.jsonl", good + b'\n{"id": "two", "text": \n' + good.replace(b"one", b"three")
    )
    assert "lines.jsonl:2" in done.stderr
    assert {item["id"] for item in rows(done.stdout)} == {"one", "three", "dam"}


def test_a_record_without_text_is_named(tmp_path, story):
    done = failing(tmp_path, story, "untold.jsonl", b'{"id": "silent", "title": "Nothing to say"}\n')
    assert "text" in done.stderr


@pytest.mark.parametrize("command", ["annotate", "report"])
def test_a_source_that_cannot_be_read_stops_the_run(command, tmp_path, story):
    good, bad = tmp_path / "good.jsonl", tmp_path / "bad.jsonl"
    good.write_text(json.dumps({"id": "w", "agency": "AP", "text": "The ferry to Lom was late."}), "utf-8")
    bad.write_bytes(b"{not json\n")
    target = tmp_path / "out.html"
    args = [command, story, "--wires", good, bad, tmp_path / "nowhere.jsonl", "-o", target]
    done = run(*args)
    assert done.exit_code == 2
    assert "bad.jsonl" in done.stderr
    assert "nowhere.jsonl" in done.stderr
    assert "2 of the sources named above could not be read" in done.stderr
    assert "--keep-going" in done.stderr
    assert not target.exists()
    again = run(*args, "--keep-going")
    assert again.exit_code == 1
    assert target.exists()


def test_keep_going_searches_what_could_be_read(tmp_path, story):
    good = tmp_path / "good.jsonl"
    good.write_text(json.dumps({"id": "w", "agency": "AP", "text": "The ferry to Lom was late."}), "utf-8")
    (tmp_path / "bad.jsonl").write_bytes(b"{not json\n")
    done = run("annotate", story, "--wires", good, tmp_path / "bad.jsonl", "--keep-going")
    assert rows(done.stdout)[0]["searched"]["documents"] == 1
    lost = run("annotate", story, "--archive", tmp_path / "no archive", "--wires", good, "--keep-going")
    assert lost.exit_code == 1
    assert "is no archive" in lost.stderr
    assert rows(lost.stdout)[0]["archive"]["documents"] == 1


def test_a_file_in_another_encoding_is_read_and_the_guess_is_said(tmp_path):
    text = "Der Fährmann Jörg Müßig schloß für große Züge die Brücke über die Elbe. Später öffnete er sie wieder für Fußgänger."
    (tmp_path / "alt.txt").write_bytes(text.encode("cp1252"))
    done = run("annotate", tmp_path / "alt.txt", "--verbose")
    assert done.exit_code == 0, done.stderr
    assert rows(done.stdout)[0]["text"] == text
    assert "alt.txt" in done.stderr


def test_a_line_of_three_megabytes_is_done_in_good_time(tmp_path):
    (tmp_path / "long.txt").write_text("(" * 500_000 + "word " * 500_000, "utf-8")
    done = run("annotate", tmp_path / "long.txt", "--quiet")
    assert done.exit_code in {0, 1}, done.stderr
    if done.exit_code == 0:
        (found,) = rows(done.stdout)
        assert len(found["text"]) == 3_000_000
    else:
        assert "long.txt" in done.stderr


def test_duplicate_ids_lose_nothing(tmp_path):
    items = [
        {"id": "same", "text": f"The ferry to Lom left pier {number} at noon on Monday."}
        for number in (1, 2, 3)
    ]
    (tmp_path / "twins.jsonl").write_text("".join(json.dumps(item) + "\n" for item in items), "utf-8")
    done = run("annotate", tmp_path / "twins.jsonl")
    assert done.exit_code == 0
    assert [item["id"] for item in rows(done.stdout)] == ["same", "same~2", "same~3"]
    assert [item["text"] for item in rows(done.stdout)] == [item["text"] for item in items]
    assert "2 of 3 inputs read with a remark" in done.stderr
    assert "'same~2'" in run("annotate", tmp_path / "twins.jsonl", "--verbose").stderr


def test_the_same_file_given_twice_is_read_once(story):
    assert len(rows(run("annotate", story, story).stdout)) == 1


def test_an_article_with_the_id_of_a_dispatch_is_never_its_own_source(tmp_path):
    text = "The dam above Orrin failed at dawn, and the lower town was under water within the hour, the mayor's office said."
    item = {"id": "one", "agency": "AFP", "published": "2032-03-01T06:00:00Z", "text": text}
    (tmp_path / "wires.jsonl").write_text(json.dumps(item) + "\n", "utf-8")
    (tmp_path / "articles.jsonl").write_text(
        json.dumps({**item, "agency": None, "published": "2032-03-01T09:00:00Z"}) + "\n", "utf-8"
    )
    done = run("annotate", tmp_path / "articles.jsonl", "--wires", tmp_path / "wires.jsonl")
    assert done.exit_code == 0, done.stderr
    (found,) = rows(done.stdout)
    assert [
        evidence
        for segment in found["segments"]
        for evidence in segment["evidence"]
        if evidence["doc"] == "one"
    ] == []


HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>\u202e]]>-->{{7*7}}<!--'


def test_hostile_text_in_every_field_is_text_in_the_report(tmp_path):
    fields = ("title", "outlet", "url", "byline", "credit", "version", "published", "updated")
    item = {
        "id": HOSTILE,
        **dict.fromkeys(fields, HOSTILE),
        "text": f"By AFP\n\n{HOSTILE} stood on the wall of the town hall in Orrin on Monday.",
    }
    (tmp_path / "bad.jsonl").write_text(json.dumps(item) + "\n", "utf-8")
    done = run("report", tmp_path / "bad.jsonl", "-o", tmp_path / "bad.html")
    assert done.exit_code in {0, 1}, done.stderr
    if done.exit_code == 1:
        assert "bad.jsonl" in done.stderr
    page = (tmp_path / "bad.html").read_text("utf-8")
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "{{7*7}}" in page
    assert "Content-Security-Policy" in page


def test_half_characters_are_kept_in_the_text_and_written_as_json_can(tmp_path):
    (tmp_path / "half.jsonl").write_text(
        '{"id": "half", "text": "By AFP\\n\\nThe ferry \\ud800 to Lom was late."}\n', "utf-8"
    )
    done = run("annotate", tmp_path / "half.jsonl", "--quiet")
    assert done.exit_code == 0, done.stderr
    assert rows(done.stdout_bytes.decode())[0]["text"] == "By AFP\n\nThe ferry \ud800 to Lom was late."


def test_nothing_on_a_terminal_is_obeyed():
    assert safe("a\x1b]0;title\x07b\u202ec") == "a\ufffd]0;title\ufffdb\ufffdc"
    assert safe("naïve\t東京\u00a0🚢\u200d") == "naïve\t東京\u00a0🚢\u200d"


# --- on a terminal ----------------------------------------------------------------------------------------------------


def printed(annotation, **options):
    console = Console(
        file=io.StringIO(),
        width=90,
        force_terminal=True,
        color_system="truecolor",
        highlight=False,
        **options,
    )
    show_article(annotation, console)
    return console.file.getvalue()


def test_a_terminal_shows_fills_and_letter_tags(sample_result):
    annotation = max(sample_result, key=lambda item: sum(f.verdict.origin == "wire" for f in item.findings))
    text = printed(annotation)
    assert "\x1b[38;2;17;17;17;48;2;" in text
    assert "[W·AFP·" in text or "[E·AFP·" in text
    assert "Declared" in text
    assert "7 dispatches: AFP 3, AP 1, Reuters 3" in " ".join(text.split())


def test_nothing_found_says_what_was_searched_and_what_came_nearest(tmp_path):
    document = pv.Document(
        id="own",
        text="The choir of Lom sang in the rain on Sunday, and nobody left.",
        published="2032-03-11T08:00:00Z",
    )
    text = " ".join(printed(pv.annotate(document, pv.Archive.build(pv.read(WIRES)))).split())
    assert "7 dispatches were searched, 3 more lie outside" in text
    assert "72 hours" in text
    assert "Nothing was found" in text
    assert "probability" in text or "no passage came near" in text


def test_the_overview_has_a_row_for_each_article(sample_result):
    console = Console(file=io.StringIO(), width=140)
    console.print(overview(sample_result))
    text = console.file.getvalue()
    assert all(name in text for name in sample_result.ids())
    assert totals(sample_result).startswith("16 articles")


def test_a_terminal_gets_the_coloured_text_and_a_pipe_gets_jsonl(story):
    import os
    import pty

    child, handle = pty.fork()
    if child == 0:
        os.execv(sys.executable, [sys.executable, "-m", "provenance", "annotate", str(story)])  # noqa: S606
    seen = b""
    try:
        while chunk := os.read(handle, 4096):
            seen += chunk
    except OSError:
        pass  # the terminal is gone: the command has ended
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert b"Declared" in seen
    assert b"provenance-annotation/1" not in seen


def test_no_progress_bar_in_a_pipe():
    with Session().progress("Annotating") as progress:
        assert progress is None


# --- the other commands -----------------------------------------------------------------------------------------------


def test_report_writes_one_page_or_one_for_each_article(tmp_path, few):
    assert run("report", few, "--wires", WIRES, "-o", tmp_path / "one.html").exit_code == 0
    page = (tmp_path / "one.html").read_text("utf-8")
    assert page.lstrip().lower().startswith("<!doctype html>")
    assert all(item.title in page for item in pv.read(few))
    assert run("report", few, "--wires", WIRES, "-o", tmp_path / "many", "--split").exit_code == 0
    assert len(list((tmp_path / "many").rglob("*.html"))) >= 4


def test_report_shows_annotations_as_they_are(tmp_path, stored_sample):
    few = pv.load(stored_sample)[:3]
    few.write(tmp_path / "a.jsonl")
    few.write(tmp_path / "a.json")
    pages = []
    for name in ("a.jsonl", "a.json"):
        done = run("report", tmp_path / name, "-o", tmp_path / "page.html")
        assert done.exit_code == 0, done.stderr
        pages.append((tmp_path / "page.html").read_text("utf-8"))
    pv.load(tmp_path / "a.jsonl").report(tmp_path / "own.html")
    assert pages == [(tmp_path / "own.html").read_text("utf-8")] * 2
    fed = spawn("report", "-", "-o", tmp_path / "fed.html", data=(tmp_path / "a.jsonl").read_bytes())
    assert fed.returncode == 0, fed.stderr
    assert (tmp_path / "fed.html").read_text("utf-8") == pages[0]


def test_report_takes_articles_beside_annotations_and_tells_them_apart(tmp_path, story):
    (tmp_path / "both").mkdir()
    (tmp_path / "both" / "a.jsonl").write_text(run("annotate", story, "--quiet").stdout, "utf-8")
    own = {"id": "own", "text": 'The choir sang "format": "provenance-annotation/1" in Lom on Sunday.'}
    (tmp_path / "both" / "own.jsonl").write_text(json.dumps(own) + "\n", "utf-8")
    done = run("report", tmp_path / "both", "-o", tmp_path / "page.html", "--window", "1d")
    assert done.exit_code == 0, done.stderr
    assert "2 articles" in done.stderr
    assert "Annotations are shown as they were made" in done.stderr


def test_report_decides_annotations_again_where_a_threshold_is_given(tmp_path, stored_sample):
    pv.load(stored_sample)[:2].write(tmp_path / "a.jsonl")
    done = run("report", tmp_path / "a.jsonl", "-o", tmp_path / "p.html", "--set", "decision.threshold=0.95")
    assert done.exit_code == 0, done.stderr
    pv.load(tmp_path / "a.jsonl").redecide(threshold=0.95).report(tmp_path / "own.html")
    assert (tmp_path / "p.html").read_text("utf-8") == (tmp_path / "own.html").read_text("utf-8")


def test_a_report_of_nothing_is_not_written(tmp_path):
    done = run("report", tmp_path / "nowhere.txt", "-o", tmp_path / "page.html")
    assert done.exit_code == 1
    assert "Report:" not in done.stderr
    assert not (tmp_path / "page.html").exists()


def test_withheld_text_is_not_in_the_page(tmp_path, few):
    sentences = {line for item in pv.read(WIRES) for line in item.text.splitlines() if len(line) > 60}
    own = "\n".join(item.text for item in pv.read(few))
    shown = {}
    for name, more in (("whole", ()), ("held", ("--withhold",))):
        assert run("report", few, "--wires", WIRES, "-o", tmp_path / f"{name}.html", *more).exit_code == 0
        page = (tmp_path / f"{name}.html").read_text("utf-8")
        shown[name] = {line for line in sentences if line in page and line not in own}
    assert len(shown["whole"]) > 3
    assert shown["held"] == set()


def test_credits_lists_what_is_declared(story):
    (found,) = rows(run("credits", story).stdout)
    assert [(item["role"], item["agencies"]) for item in found["credits"]] == [("byline", ["AFP"])]
    table = run("credits", story, "--format", "table").stdout
    assert "byline" in table
    assert "By AFP" in table


def test_credits_says_so_where_nothing_is_declared(tmp_path):
    (tmp_path / "own.txt").write_text("The choir of Lom sang in the rain on Sunday, and nobody left.\n")
    assert "no credit of any kind" in run("credits", tmp_path / "own.txt", "--format", "table").stdout


def test_convert_gives_back_what_annotate_wrote(story, tmp_path):
    first = run("annotate", story, "--quiet").stdout
    (tmp_path / "a.jsonl").write_text(first, "utf-8")
    assert run("convert", tmp_path / "a.jsonl").stdout == first
    assert run("convert", tmp_path / "a.jsonl", "-o", tmp_path / "a.html").exit_code == 0
    assert "dam above Orrin" in (tmp_path / "a.html").read_text("utf-8")


def test_a_result_of_another_version_is_shown_converted_reported_and_decided_again(tmp_path, stored_sample):
    found = rows(stored_sample.read_text("utf-8"))[:4]
    for item in found:
        for key in ("searched", "notes", "language"):
            del item[key]
        for segment in item["segments"]:
            for key in ("rests", "kind_rule", "words", "spoken"):
                del segment[key]
        item["run"] = {
            "version": "9.9",
            "config_sha256": "",
            "config": {"oracle": {"x": 1}, "decision": {"likely": "very"}},
        }
    (tmp_path / "b.jsonl").write_text("".join(json.dumps(item) + "\n" for item in found), "utf-8")
    for item in formats():
        done = run(
            "convert", tmp_path / "b.jsonl", "--format", item.name, "-o", tmp_path / f"out.{item.name}"
        )
        assert done.exit_code == 0, done.stderr
        assert (tmp_path / f"out.{item.name}").stat().st_size > 1_000
    done = run("report", tmp_path / "b.jsonl", "-o", tmp_path / "b.html", "--set", "decision.threshold=0.9")
    assert done.exit_code == 0, done.stderr
    assert "settings of another version (4 articles)" in done.stderr
    assert "window not recorded (4 articles)" in done.stderr
    corpus = pv.load(tmp_path / "b.jsonl")
    assert [item.verdict for item in corpus.redecide()] == [item["verdict"] for item in found]
    assert "4 articles" in repr(corpus)
    assert corpus._repr_mimebundle_()[0]["text/plain"]


def test_convert_names_a_line_that_is_no_annotation(story, tmp_path):
    first = run("annotate", story, "--quiet").stdout
    (tmp_path / "a.jsonl").write_text(first + '{"format": "other/1"}\n{broken\n' + first, "utf-8")
    done = run("convert", tmp_path / "a.jsonl")
    assert done.exit_code == 1
    assert "a.jsonl:2" in done.stderr
    assert "a.jsonl:3" in done.stderr
    assert len(rows(done.stdout)) == 2


def test_agree_measures_against_gold_and_against_reviews(tmp_path, stored_sample):
    from provenance.claim.review import Decision, ReviewStore

    done = run("agree", stored_sample, pv.sample("gold"))
    assert done.exit_code == 0, done.stderr
    assert "sentences judged by people and by the tool: agreement 0.9" in done.stdout
    assert "wire" in done.stdout
    item = pv.load(stored_sample)[0]
    store = ReviewStore(tmp_path / "review.jsonl")
    wire = [f.segment for f in item.findings if f.verdict.origin == "wire"][:3]
    for segment, label in zip(wire, "WEN", strict=True):
        store.decide(
            Decision(item.document.id, segment.start, segment.end, label, "anna", "2032-03-11T09:00:00Z")
        )
    told = run("agree", stored_sample, tmp_path / "review.jsonl").stdout
    assert "3 sentences judged by people and by the tool: agreement 0.667" in told


def test_agree_names_what_is_no_gold(tmp_path, story):
    (tmp_path / "a.jsonl").write_text(run("annotate", story, "--quiet").stdout, "utf-8")
    (tmp_path / "gold.jsonl").write_text('{"id": "dam"}\n')
    done = run("agree", tmp_path / "a.jsonl", tmp_path / "gold.jsonl")
    assert done.exit_code == 2
    assert "gold.jsonl:1" in done.stderr
    assert "Traceback" not in done.stderr


def test_demo_writes_a_report_and_a_summary(tmp_path):
    done = run("demo", "-o", tmp_path / "demo")
    assert done.exit_code == 0, done.stderr
    assert "16 articles" in done.stdout
    assert (tmp_path / "demo" / "report.html").stat().st_size > 50_000
    assert len(pv.load(tmp_path / "demo" / "annotations.jsonl")) == 16
    assert "report ARTICLES --wires DISPATCHES -o report.html" in done.stdout
    assert "docs/tutorial.md" in done.stdout


def test_what_comes_next_is_called_as_this_was(tmp_path, monkeypatch):
    from provenance.cli import first_steps as steps
    from provenance.cli.first_steps import first_steps

    for found, told in ((True, False), (None, True)):  # what is there already is not asked for
        monkeypatch.setattr(steps.importlib.util, "find_spec", lambda name, found=found: found)
        assert ("pip install '.[office,widgets]'" in first_steps(tmp_path)) is told
    program = tmp_path / "bin" / "provenance"
    program.parent.mkdir()
    program.touch(mode=0o755)
    monkeypatch.setattr(sys, "argv", [str(program), "demo"])
    monkeypatch.setenv("PATH", "/nowhere")
    assert f"{program} report ARTICLES" in first_steps(tmp_path)
    assert f"`source {program.parent}/activate`" in first_steps(tmp_path)
    monkeypatch.setenv("PATH", str(program.parent))
    assert "\n  provenance report ARTICLES" in first_steps(tmp_path)


def test_config_prints_what_config_reads(tmp_path):
    first = run("config", "--set", "decision.threshold=0.7").stdout
    (tmp_path / "c.toml").write_text(first, "utf-8")
    assert "threshold = 0.7" in first
    assert run("config", "--config", tmp_path / "c.toml").stdout == first


def test_lab_copies_the_notebooks_and_starts_jupyterlab(tmp_path, monkeypatch):
    from provenance.cli import lab

    started, plugins = [], []
    monkeypatch.setattr(
        lab.subprocess,
        "run",
        lambda command, **given: (
            started.append(command)
            or plugins.extend(
                Path(given["env"]["JUPYTER_PATH"].split(os.pathsep)[0]).glob("labextensions/*/*/package.json")
            )
            or subprocess.CompletedProcess(command, 0)
        ),
    )
    assert run("lab", "--no-browser", tmp_path / "work", "--port=8890").exit_code == 0
    assert started == [
        [sys.executable, "-m", "jupyterlab", str(tmp_path / "work"), "--no-browser", "--port=8890"]
    ]
    assert run("lab", "one", "two").exit_code == 2
    assert "01_one_article.ipynb" in {path.name for path in (tmp_path / "work").iterdir()}
    assert len(plugins) == 1  # an editable install has it too


def test_lab_says_what_is_missing_and_how_to_get_it(monkeypatch):
    from provenance.cli import lab

    monkeypatch.setattr(lab.importlib.util, "find_spec", lambda name: None)
    done = run("lab")
    assert done.exit_code == 2
    assert "jupyterlab is not installed; run in the project's folder:" in " ".join(done.stderr.split())
    assert "pip install '.[widgets]'" in done.stderr


# --- archive ----------------------------------------------------------------------------------------------------------


def test_an_archive_is_made_searched_changed_and_written_out(tmp_path):
    folder = tmp_path / "wires"
    done = run("archive", "add", WIRES, "--into", folder)
    assert "10 dispatches added (10 new, 0 replaced)" in done.stderr
    assert "(0 new, 10 replaced)" in run("archive", "add", WIRES, "--into", folder).stderr
    told = run("archive", "info", folder).stdout
    assert "AFP 4" in told
    assert "2032-" in told
    found = run("archive", "search", folder, "corridor of 38 to 40 to the dollar").stdout
    assert found.startswith("1. ")
    assert "corridor" in found
    exported = rows(run("archive", "export", folder).stdout)
    assert {item["id"] for item in exported} == {item.id for item in pv.read(WIRES)}
    assert {item["text"] for item in exported} == {item.text for item in pv.read(WIRES)}
    done = run("archive", "remove", folder, "w2-afp-1", "nobody")
    assert done.exit_code == 1
    assert "'nobody'" in done.stderr
    assert "1 removed, 9 left" in done.stderr


def test_an_archive_on_disk_gives_the_same_result_as_wires_in_memory(tmp_path, stored_sample):
    assert run("archive", "add", WIRES, "--into", tmp_path / "wires").exit_code == 0
    stored = run("annotate", ARTICLES, "--archive", tmp_path / "wires", "--quiet").stdout
    assert stored == stored_sample.read_text("utf-8")


def test_an_archive_and_wires_are_searched_together(tmp_path, story):
    assert run("archive", "add", WIRES, "--into", tmp_path / "wires").exit_code == 0
    (tmp_path / "new.jsonl").write_text(
        json.dumps({"id": "new", "agency": "AP", "text": "The ferry to Lom was late."}) + "\n"
    )
    found = run(
        "annotate", story, "--archive", tmp_path / "wires", "--wires", tmp_path / "new.jsonl", "--quiet"
    )
    assert rows(found.stdout)[0]["archive"]["documents"] == 11


def test_dispatches_without_an_agency_are_given_one(tmp_path, story):
    story.write_text(STORY.removeprefix("By AFP"), "utf-8")
    assert run("archive", "add", story, "--into", tmp_path / "wires", "--agency", "dpa").exit_code == 0
    assert "dpa 1" in run("archive", "info", tmp_path / "wires").stdout


def test_a_search_that_finds_nothing_says_how_much_was_searched(tmp_path):
    assert run("archive", "add", WIRES, "--into", tmp_path / "wires").exit_code == 0
    assert "10 dispatches" in run("archive", "search", tmp_path / "wires", "xylophone").stdout


# --- what a newcomer does ---------------------------------------------------------------------------------------------


def test_a_missing_package_or_a_wrong_option_is_said_before_anything_is_read(story, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    missing = run("annotate", story, "--wires", WIRES, "-o", tmp_path / "result.xlsx")
    wrong = run("annotate", story, "--wires", WIRES, "-o", tmp_path / "result.csv", "--option", "tint=1")
    for done, words in ((missing, "[office]"), (wrong, "no option 'tint'")):
        assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1)
        assert words in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == [story.name]


@pytest.mark.parametrize("item", formats(), ids=lambda item: item.name)
def test_every_format_can_be_rehearsed(item):
    from provenance.cli.output import rehearse

    rehearse(item.name, config=pv.Config(), options={})


@pytest.mark.parametrize(
    ("command", "name"), [("annotate", "kept.jsonl"), ("annotate", "kept.csv"), ("report", "kept.html")]
)
def test_where_no_article_was_read_an_earlier_output_stays(command, name, tmp_path):
    kept = tmp_path / name
    kept.write_text("of last week")
    done = run(command, tmp_path / "nowhere", "--wires", WIRES, "-o", kept)
    assert (done.exit_code, kept.read_text()) == (1, "of last week")
    assert f"No article was read, so {kept} was not written." in done.stderr and "Written" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_an_archive_and_a_folder_of_dispatches_are_told_apart(story, tmp_path):
    wires, archive = tmp_path / "wires", tmp_path / "archive"
    wires.mkdir()
    (wires / "2031-02-03T0500.txt").write_text(STORY, "utf-8")
    assert run("archive", "add", wires, "--into", archive).exit_code == 0
    for args, words in (
        (("annotate", story, "--archive", wires), f"give it as --wires {wires}"),
        (("annotate", story, "--wires", archive), f"give it as --archive {archive}"),
        (("annotate", archive, "--wires", wires), f"give it as --archive {archive}"),
        (("report", archive, "--wires", wires, "-o", tmp_path / "r.html"), "not articles"),
    ):
        done = run(*args)
        assert (done.exit_code, words in done.stderr) == (2, True), done.stderr
    (archive / "archive.json").unlink()
    assert "--wires" not in run("annotate", story, "--archive", archive).stderr


def test_explain_names_the_articles_where_none_is_asked_for(story, tmp_path):
    made = tmp_path / "result.jsonl"
    assert run("annotate", story, "-o", made).exit_code == 0
    done = run("explain", made)
    assert (done.exit_code, "give its id; there are\n  dam" in done.stderr) == (2, True)


def test_what_convert_cannot_open_is_told_what_it_reads(tmp_path):
    assert "annotate -o result.jsonl" in run("convert", tmp_path, "-o", tmp_path / "t.csv").stderr


def test_alarms_names_an_article_without_a_date_and_goes_on(story, tmp_path):
    alone = run("alarms", story, "--wires", WIRES, "--format", "jsonl")
    assert (alone.exit_code, "None" in alone.stderr, "--unrelated" in alone.stderr) == (1, False, True)
    assert "1 input failed; there was nothing else." in alone.stderr
    (tmp_path / "2031-02-03T0500.txt").write_text(STORY, "utf-8")
    both = run("alarms", tmp_path, "--wires", WIRES, "--format", "jsonl")
    assert (both.exit_code, {row["articles"] for row in rows(both.stdout)}) == (1, {1})
    assert "1 input failed; everything else is done." in both.stderr
    assert run("alarms", tmp_path, "--wires", WIRES, "--unrelated", "--format", "jsonl").exit_code == 0


def test_what_is_left_is_only_said_to_be_done_where_something_was_left(story, tmp_path):
    (tmp_path / "bad.jsonl").write_text("{", "utf-8")
    for args in (("annotate", "--wires", WIRES), ("report", "-o", tmp_path / "r.html"), ("credits",)):
        assert (
            "1 input failed; there was nothing else."
            in run(args[0], tmp_path / "bad.jsonl", *args[1:]).stderr
        )
        said = run(args[0], tmp_path / "bad.jsonl", story, *args[1:]).stderr
        assert "1 input failed; everything else is done." in said


def test_many_dispatches_that_say_the_same_of_themselves_are_remembered_as_one(tmp_path):
    items = [
        {"id": f"d{number % 150}", "agency": "AFP", "published": "2031-02-03", "text": f"Pier {number} fell."}
        for number in range(200)
    ]
    (tmp_path / "wires.jsonl").write_text("".join(json.dumps(item) + "\n" for item in items), "utf-8")
    done = run("archive", "add", tmp_path / "wires.jsonl", "--into", tmp_path / "a")
    assert "200 dispatches: AFP 200; 200 dated by fields" in done.stderr
    assert "50 of 200 inputs read with a remark" in done.stderr
    (tmp_path / "one.jsonl").write_text("\n".join(map(json.dumps, (items[0], items[150]))) + "\n", "utf-8")
    assert "1 of 2 inputs read with a remark" in run("credits", tmp_path / "one.jsonl").stderr


def test_a_small_archive_is_not_said_to_be_of_no_size(tmp_path):
    assert run("archive", "add", WIRES, "--into", tmp_path / "wires").exit_code == 0
    said = run("archive", "info", tmp_path / "wires").stdout
    assert "kB" in said
    assert "0.0" not in said
