"""The tutorial as a newcomer follows it: every block is run in order in one folder, and prints what the page says."""

from __future__ import annotations

import re

import blocks

PAGE = blocks.DOCS / "tutorial.md"


def test_every_block_runs_prints_what_it_says_and_leaves_its_files(tmp_path):
    blocks.follow(PAGE, tmp_path)
    left = {"report.html", "result.xlsx", "result.jsonl", "again.html", "tables", "archive", "week.html"}
    assert left <= {path.name for path in tmp_path.iterdir()}


def test_every_page_that_it_names_is_there():
    named = re.findall(r"\]\((\w+\.md)\)", PAGE.read_text("utf-8"))
    assert [name for name in named if not (blocks.DOCS / name).is_file()] == []
