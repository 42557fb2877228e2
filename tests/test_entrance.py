"""The command's entrance: what it understood is said, and one bad file never ends a run."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import threading
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from typer.testing import CliRunner

import provenance as pv
from provenance import readers
from provenance.cli import app
from provenance.errors import ReadError
from provenance.readers import inputs

STORY = "Ice closed the harbour of Olm on Monday, and forty boats waited behind the breakwater.\n\nThe pilots said that it would be open by Friday."


def run(*args):
    return CliRunner().invoke(app, [str(arg) for arg in args])


@pytest.fixture
def place(tmp_path):
    (tmp_path / "articles.csv").write_text(
        f'Headline,Content,Newspaper,Date\nIce,"{STORY}",Post,06/14/2033\nFair,The fair was held.,Post,06/03/2033\n'
    )
    (tmp_path / "wires").mkdir()
    (tmp_path / "wires" / "2033-06-13T0500.txt").write_text(f"OLM (AFP) - {STORY}")
    return tmp_path


def test_a_table_and_dated_dispatches_without_an_option(place):
    done = run("annotate", place / "articles.csv", "--wires", place / "wires", "-o", place / "out.jsonl")
    assert done.exit_code == 0, done.output
    annotation, _ = pv.load(place / "out.jsonl")
    assert [finding.verdict.agency for finding in annotation.findings] == ["AFP", "AFP"]
    assert annotation.document.published == "2033-06-14"
    said = " ".join(done.stderr.split())
    assert (
        "1 dispatch: AFP 1 (from their datelines); dated by file names" in said
        or "1 dated by file names" in said
    )
    assert (
        "title from 'Headline', text from 'Content', outlet from 'Newspaper', published from 'Date'" in said
    )
    assert "dates month first, as 06/14/2033 shows" in said


def test_options_say_what_nothing_else_says(place):
    (place / "a.csv").write_text(f'Kopf,Prosa\nEis,"{STORY}"\n')
    (place / "wires" / "2033-06-13T0500.txt").write_text(STORY)
    args = ("annotate", place / "a.csv", "--wires", place / "wires", "-o", place / "out.jsonl")
    assert run(*args).exit_code == 1
    done = run(*args, "--column", "text=Prosa", "--agency", "dpa", "--time-zone", "Europe/Berlin")
    assert done.exit_code == 0, done.output
    (annotation,) = pv.load(place / "out.jsonl")
    assert annotation.document.text == STORY
    evidence = annotation.findings[0].evidence[0]
    assert (evidence.agency, evidence.published) == ("dpa", "2033-06-13T05:00:00+02:00")
    assert "Warning: no article has a column 'Prose'" in " ".join(run("annotate", place / "articles.csv", "--column", "text=Prose").stderr.split())  # fmt: skip


def test_wrong_words_are_answered_with_the_right_ones(place):
    articles = place / "articles.csv"
    run("archive", "add", place / "wires", "--into", place / "kept")
    for args, says in (
        (("annotate", articles, "--wires", place / "kept"), f"give it as --archive {place / 'kept'}"),
        (("annotate", articles, "--window", "3"), "3 of what? write 3h or 3d"),
        (("annotate", articles, "--set", "threshold"), "did you mean decision.threshold=...?"),
        (("annotate", articles, "--set", "decision.threshold"), "give it a value"),
        (("annotate", articles, "--column", "Content"), "--column takes FIELD=NAME"),
    ):
        done = run(*args)
        assert (done.exit_code, says in done.stderr) == (2, True), done.stderr


def test_a_folder_is_filled_with_tables(place):
    run("annotate", place / "articles.csv", "-o", place / "out.jsonl")
    assert run("convert", place / "out.jsonl", "-o", f"{place / 'tables'}/").exit_code == 0
    assert {"articles.csv", "sentences.csv", "credits.csv"} <= {
        path.name for path in (place / "tables").iterdir()
    }


def test_agreement_needs_common_articles(place):
    run("annotate", place / "articles.csv", "-o", place / "out.jsonl")
    gold = place / "gold.jsonl"
    gold.write_text(json.dumps({"id": "other", "segments": [{"start": 0, "end": 5, "origin": "wire"}]}))
    done = run("agree", place / "out.jsonl", gold)
    assert done.exit_code == 2
    assert "its ids are such as 'other', theirs such as 'articles:2'" in " ".join(done.stderr.split())


def test_no_bad_file_ends_a_run(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("one", "two"):
        (folder / f"{name}.txt").write_text(STORY)
    Path(os.fsdecode(os.fsencode(folder) + b"/ferry\xe9.txt")).write_text("The ferry stayed in port all day.")
    (folder / "deep.json").write_text("[" * 700 + "]" * 700)
    (folder / "deeper.json").write_text('{"a":' * 90_000)
    (folder / "half.jsonl").write_text(
        '{"id": "\\ud801", "title": "\\ud800", "text": "Ice \\ud800 closed the harbour of Olm."}'
    )
    (folder / "long.txt").write_text("word " * 500_000)
    os.mkfifo(folder / "pipe")
    done = run("annotate", folder, "-o", tmp_path / "out.jsonl", "--set", "read.max_text=100_000")
    assert done.exit_code == 1, done.output
    assert pv.load(tmp_path / "out.jsonl").ids() == ["ferry\\udce9", "\\ud801", "one", "two"]
    for name in ("deep.json", "deeper.json", "long.txt", "pipe"):
        assert f"in/{name}" in done.stderr


def test_a_pipe_that_nobody_fills_is_left(tmp_path, monkeypatch):
    monkeypatch.setattr(inputs, "PATIENCE", 0.05)
    os.mkfifo(tmp_path / "pipe")
    (error,) = readers.read(tmp_path / "pipe")
    assert isinstance(error, ReadError)
    assert "nothing came for 0.05 seconds" in error.reason


def test_a_pipe_with_a_writer_is_read(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    writer = threading.Thread(target=lambda: (tmp_path / "pipe").write_text(STORY))
    writer.start()
    (document,) = readers.read(tmp_path / "pipe")
    writer.join()
    assert document.text == STORY


def test_a_device_stays_a_device(place):
    assert run("annotate", place / "articles.csv", "-o", "/dev/null").exit_code == 0
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_archive_add_is_told_what_dispatches_do_not_say(place):
    (place / "wires" / "2033-06-13T0500.txt").write_text(STORY)
    (place / "wires" / "2033-06-14T0500.txt").write_text(f"TARN (Reuters) - {STORY}")
    kept = place / "kept"
    done = run("archive", "add", place / "wires", "--into", kept)
    said = " ".join(done.stderr.split())
    assert "Warning: 1 of 2 dispatches name no agency, such as" in said
    told = run(
        "archive", "add", place / "wires", "--into", kept, "--agency", "dpa", "--time-zone", "Europe/Berlin"
    )
    assert told.exit_code == 0, told.output
    assert {(item.agency, item.published) for item in pv.Archive.open(kept).documents()} == {
        ("dpa", "2033-06-13T05:00:00+02:00"),
        ("Reuters", "2033-06-14T05:00:00+02:00"),
    }
    assert run("archive", "add", place / "wires", "--into", kept, "--time-zone", "Mars").exit_code == 2


def test_a_report_is_made_of_a_plain_jsonl_with_the_passages_in_it(place):
    run("annotate", place / "articles.csv", "--wires", place / "wires", "-o", place / "out.jsonl")
    assert run("report", place / "out.jsonl", "-o", place / "again.html").exit_code == 0
    assert "2033-06-13T0500" in (place / "again.html").read_text()
    lines = [json.loads(line) for line in (place / "out.jsonl").read_text().splitlines()]
    assert [bool(line["run"]["config"]) for line in lines] == [True, False]
    assert [one.run.config for one in pv.load(place / "out.jsonl")] == [lines[0]["run"]["config"]] * 2
    piped = run(
        "annotate", place / "articles.csv", "--wires", place / "wires", "--format", "jsonl", "--quiet"
    )
    assert piped.stdout.encode() == (place / "out.jsonl").read_bytes()
    run(
        "annotate",
        place / "articles.csv",
        "--wires",
        place / "wires",
        "-o",
        place / "bare.jsonl",
        "--option",
        "sources=false",
    )
    assert "sources" not in json.loads((place / "bare.jsonl").read_text().splitlines()[0])


def test_the_shell_completes_commands(monkeypatch):
    asked = {"_PROVENANCE_COMPLETE": "complete_bash", "COMP_WORDS": "provenance conv", "COMP_CWORD": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "provenance"],
        env={**os.environ, **asked},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["convert"]


# --- as people save and name things ------------------------------------------------------------------------------------


PAGE = f"<html><body><article><h1>Ice at Olm</h1>{''.join(f'<p>{line}</p>' for line in STORY.splitlines() if line)}</article></body></html>"
SAVED = {
    "Ice.html": PAGE,
    "Ice_files/ad.html": "<script>x()</script>",
    "Ice_files/main.css": "body{}",
    "Fair.htm": PAGE,
    "Fair-Dateien/a.js": "x()",
    "notes_files/a.txt": STORY,
}
"""Pages with the folders that browsers save beside them, and a folder that is only called like one."""


@pytest.fixture
def saved(tmp_path):
    for name, text in SAVED.items():
        (tmp_path / "saved" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "saved" / name).write_text(text)
    return tmp_path / "saved"


def test_the_folder_that_a_browser_saves_beside_a_page_is_part_of_the_page(saved):
    wanted = {"Ice.html", "Fair.htm", "a.txt"}
    assert {Path(found.source).name for found in readers.read(saved)} == wanted
    assert {Path(found.source).name for found in readers.read(sorted(saved.iterdir()))} == wanted
    assert "holds no text" in next(iter(readers.read(saved / "Ice_files"))).reason


@pytest.mark.parametrize(("flag", "written"), [(0, "utf-8"), (0, "cp437"), (0x800, "utf-8")])
def test_names_in_a_zip_are_read_whether_it_says_their_code_or_not(saved, flag, written):
    packed = saved.with_suffix(".zip")
    with zipfile.ZipFile(packed, "w") as file:
        for name, text in SAVED.items():
            file.writestr(name.replace("Ice", "Jce"), text)
    packed.write_bytes(packed.read_bytes().replace(b"Jce", "Übe"[:2].encode(written).ljust(3, b"x")[:3]))
    data = bytearray(packed.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = -1
        while (start := data.find(mark, start + 1)) >= 0:
            data[start + place : start + place + 2] = flag.to_bytes(2, "little")
    packed.write_bytes(data)
    ids = {found.id for found in readers.read(packed)}
    assert ids == {"Üb" if written == "utf-8" else "Übx", "Fair", "a"}


def test_the_zone_of_articles_that_name_none_is_told_once_for_all(place):
    table = (place / "articles.csv").read_text().replace("06/03/2033", "2033-06-03T08:15:00+00:00")
    (place / "articles.csv").write_text(table.replace("06/14/2033", "2033-06-14 09:30"))
    done = run(
        "annotate", place / "articles.csv", "--article-zone", "Europe/Berlin", "-o", place / "out.jsonl"
    )
    assert done.exit_code == 0, done.output
    assert [found.document.published for found in pv.load(place / "out.jsonl")] == [
        "2033-06-14T09:30:00+02:00",
        "2033-06-03T08:15:00+00:00",
    ]
    assert run("annotate", place / "articles.csv", "--article-zone", "Mars").exit_code == 2


def test_a_name_that_is_wrong_is_said_before_the_dispatches_are_read(place):
    done = run("annotate", place / "artikles.csv", "--wires", place / "wires")
    assert done.exit_code == 1
    assert "no such file" in done.stderr
    assert "dispatch" not in done.stderr.replace(str(place), "")
    for wrong in (["annotate", "--column", "Prosa"], ["audit", "--since", "noon"]):
        done = run(wrong[0], place / "articles.csv", "--wires", place / "wires", *wrong[1:])
        assert (done.exit_code, "1 dispatch" in done.stderr) == (2, False), done.stderr


def test_what_was_written_is_said_and_an_article_is_asked_for_by_its_title(place):
    made = place / "made.jsonl"
    run("annotate", place / "articles.csv", "--wires", place / "wires", "-o", made)
    done = run("convert", made, "-o", place / "made.csv")
    assert (done.exit_code, done.stderr) == (0, f"Written: {place / 'made.csv'}\n")
    assert run("explain", made, "Ice", 1).stdout == run("explain", made, "articles:2", 1).stdout != ""
    asked = run("explain", made, "Ic")
    assert (asked.exit_code, "\n  articles:2  (Ice)\n" in asked.stderr) == (2, True), asked.stderr


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("decision.threshold=0,5", "takes a number such as 0.5, not '0,5'"),
        ("retrieval.terms=many", "takes a whole number such as 3, not 'many'"),
    ],
)
def test_what_a_setting_takes_is_said_without_words_of_python(place, change, told):
    assert told in run("annotate", place / "articles.csv", "--set", change).stderr


def test_an_archive_of_one_dispatch_and_one_that_is_whole_are_told_as_such(place):
    done = run("archive", "add", place / "wires", "--into", place / "kept")
    assert "1 dispatch added (1 new, 0 replaced); 1 in all." in done.stderr
    assert "nothing was damaged" in run("archive", "repair", place / "kept").stderr


def mail(*parts, **headers):
    message = EmailMessage()
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(parts[0], subtype="html" if parts[0].startswith("<") else "plain")
    for part in parts[1:]:
        message.add_alternative(part, subtype="html" if part.startswith("<") else "plain")
    return message.as_bytes()


def test_a_page_that_a_browser_saved_as_one_file_is_read_as_the_page(tmp_path):
    address = "https://post.example/ice"
    (tmp_path / "Ice.mhtml").write_bytes(
        mail(PAGE, Snapshot_Content_Location=address, Subject="Ice", Date="Mon, 13 Jun 2033 10:00:00 -0000")
    )
    (found,) = readers.read(tmp_path)
    assert (found.id, found.title, found.url, found.published) == ("Ice", "Ice at Olm", address, None)
    assert found.text.startswith("Ice at Olm\nIce closed the harbour")


@pytest.mark.parametrize("name", ["a.eml", "a.txt", "a"])
@pytest.mark.parametrize("parts", [(STORY,), (STORY, PAGE), (PAGE,)])
def test_an_e_mail_has_its_subject_and_its_time(tmp_path, name, parts):
    (tmp_path / name).write_bytes(mail(*parts, Subject="Küste", Date="Mon, 13 Jun 2033 10:00:00 +0200"))
    (found,) = readers.read(tmp_path)
    assert (found.title, found.published) == ("Küste", "2033-06-13T10:00:00+02:00")
    assert "forty boats waited" in found.text
    assert "MIME" not in found.text


def test_a_letter_that_only_looks_like_mail_is_text_and_mail_of_pictures_is_named(tmp_path):
    (tmp_path / "a.txt").write_text(f"From: the port\nSubject: ice\n\n{STORY}")
    (tmp_path / "b.eml").write_text("MIME-Version: 1.0\nContent-Type: image/png\n\nx")
    letter, picture = readers.read(tmp_path)
    assert letter.text.startswith("From: the port")
    assert "holds no text" in picture.reason


def test_an_address_is_not_fetched_and_it_is_said(tmp_path):
    (found,) = readers.read("https://post.example/ice")
    assert "nothing is ever fetched" in found.reason


def test_however_dispatches_are_given_they_have_the_agency_and_time_that_they_say(place):
    (plain,) = pv.read(place / "wires")
    made = pv.Document("made", f"OLM, June 13, 2033 (AFP) - {STORY}")
    assert (plain.agency, made.agency, made.published) == (None, None, None)
    for archive in (
        pv.Archive.build(pv.read(place / "wires")),
        pv.Archive.build([plain]),
        pv.Archive.build([made]),
    ):
        coverage = archive.coverage()
        assert (coverage.agencies, coverage.start[:10]) == ({"AFP": 1}, "2033-06-13")
    (found,) = pv.annotate([{"text": STORY, "published": "2033-06-14"}], [made])
    assert found.findings[0].verdict.agency == "AFP"
    told = pv.Document("told", f"OLM (AFP) - {STORY}", agency="dpa", published="2033-06-12")
    assert pv.Archive.build([told]).coverage().agencies == {"dpa": 1}
