"""The tutorial as a newcomer follows it: every block is run in order in one folder, and prints what the page says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "tutorial.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.M | re.S)


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    """Run every block; return the folder and what each printed."""
    folder = tmp_path_factory.mktemp("tutorial")
    program = folder / "bin" / "provenance"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m provenance "$@"\n')
    program.chmod(0o755)
    env = {**os.environ, "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}"}
    said = []
    for kind, block in BLOCKS:
        if kind == "text":
            continue
        command = ["bash", "-euc", block] if kind == "sh" else [sys.executable, "-c", block]
        done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{block}\n{done.stderr}"
        said.append(done.stdout + done.stderr)
    return folder, said


def test_every_block_runs_and_leaves_what_it_says(followed):
    folder, _ = followed
    names = {path.name for path in folder.iterdir()}
    assert {
        "report.html",
        "result.xlsx",
        "result.jsonl",
        "again.html",
        "tables",
        "archive",
        "week.html",
    } <= names


def test_what_is_printed_is_what_the_page_says(followed):
    _, said = followed
    (shown,) = (block for kind, block in BLOCKS if kind == "text")
    told = "\n".join(said)
    for line in shown.splitlines():
        assert line in told, told


def test_every_page_that_it_names_is_there():
    docs = Path(__file__).resolve().parent.parent / "docs"
    assert [name for name in re.findall(r"\]\((\w+\.md)\)", PAGE) if not (docs / name).is_file()] == []
