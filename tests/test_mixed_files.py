"""Many files, a third of them broken or hostile: every good one is done, every bad one named with format, place and remedy."""

from __future__ import annotations

import json
import re
from pathlib import Path

import mixed_files
import pytest
from typer.testing import CliRunner

import provenance as pv
from provenance import readers
from provenance.cli import app
from provenance.config import ReadConfig
from provenance.errors import ReadError

LONGEST = "read.max_text=1_000_000"
"""A limit below the longest texts of the folder."""


def test_a_thousand_files_of_which_three_hundred_cannot_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    good, wrong = mixed_files.write(folder, 700, 300)
    found = list(readers.read(folder, config=ReadConfig(max_text=1_000_000)))
    errors = [item for item in found if isinstance(item, ReadError)]
    assert (len(found) - len(errors), len(wrong)) == (good, 300)
    assert {Path(error.source).name for error in errors} == wrong
    for error in errors:
        assert error.remedy, error
        known = Path(error.source).suffix in {".txt", ".html", ".csv", ".json", ".jsonl", ".parquet"}
        assert error.form or not known or "is no file" in error.reason, error


@pytest.fixture(scope="module")
def mixed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mixed") / "in"
    folder.mkdir()
    return folder, *mixed_files.write(folder, 30, 4 + len(mixed_files.BAD))


@pytest.mark.parametrize("command", ["annotate", "report", "credits", "archive add"])
def test_every_command_does_what_can_be_done(mixed, tmp_path: Path, command: str) -> None:
    folder, good, wrong = mixed
    to = {"archive add": "--into", "credits": "--format"}.get(command, "-o")
    out = {"annotate": "out.jsonl", "report": "out.html", "credits": "jsonl", "archive add": "kept"}[command]
    target = out if command == "credits" else tmp_path / out
    asked = [*command.split(), folder, to, target, "--set", LONGEST]
    done = CliRunner().invoke(app, list(map(str, asked)))
    assert done.exit_code == 1, done.output
    assert f"{len(wrong)} inputs failed; everything else is done." in done.stderr
    told = [line for line in done.stderr.splitlines() if line.startswith("provenance: ")]
    assert len(told) == len(wrong)
    for name in wrong:
        (line,) = (line for line in told if f"/{name}:" in line)
        assert ". What to do: " in line
    assert _done(command, tmp_path / out, done) == good


def _done(command: str, target: Path, done) -> int:
    if command == "annotate":
        return len(target.read_text().splitlines())
    if command == "credits":
        return len({json.loads(line)["id"] for line in done.stdout.splitlines()})
    if command == "report":
        (count,) = re.findall(r"^(\d+) articles", done.stderr, re.M)
        return int(count) if target.read_text().startswith("<!doctype html>") else 0
    return len(pv.Archive.open(target))


def test_one_bad_record_does_not_cost_its_neighbours(tmp_path: Path) -> None:
    deep = '{"text": "The quay was shut.", "more": ' + "[" * 700 + "]" * 700 + "}"
    lines = ['{"text": "One."}', deep, "{broken", '{"text": ""}', '{"text": "Two."}']
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    found = list(readers.read(tmp_path / "a.jsonl"))
    assert [item.text for item in found if not isinstance(item, ReadError)] == ["One.", "Two."]
    assert [item.line for item in found if isinstance(item, ReadError)] == [2, 3, 4]


def test_an_article_behind_many_blank_lines_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\n" * 100_000 + "The quay was shut.")
    (document,) = readers.read(tmp_path / "a.txt")
    assert not isinstance(document, ReadError)
    assert document.text.endswith("shut.")
