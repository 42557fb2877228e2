"""What the documentation shows is run, and what it names is there."""

from __future__ import annotations

import re
from pathlib import Path

import blocks
import pytest

import provenance as pv

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
FOLLOWED = [*sorted((DOCS / "howto").glob("*.md")), DOCS / "concepts.md", DOCS / "faq.md"]
"""Pages whose blocks are run from the first to the last; `test_tutorial.py` runs the tutorial."""
PAGES = [*sorted(DOCS.rglob("*.md")), ROOT / "README.md"]


@pytest.mark.parametrize("page", FOLLOWED, ids=lambda page: page.stem)
def test_every_block_of_a_page_runs(page, tmp_path):
    assert {kind for kind, _ in blocks.blocks(page)} <= {"sh", "python", "text", "console"}
    blocks.follow(page, tmp_path)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_command_that_is_shown_is_one_with_these_options(page):
    assert [fault for _, block in blocks.blocks(page) for fault in blocks.unknown(block)] == []


def test_a_command_or_an_option_that_is_not_there_is_found():
    found = blocks.unknown(
        "provenance anotate x\nprovenance annotate x --colum a=b\nprovenance annotate x --column a=b | jq -r --x\n"
    )
    assert [line.rpartition(": ")[2] for line in found] == ["no command anotate", "no option --colum"]


def test_a_line_that_nothing_printed_is_found(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("```sh\necho one\n```\n\n```text\none\n```\n\n```text\ntwo\n```\n", "utf-8")
    with pytest.raises(AssertionError):
        blocks.follow(page, tmp_path)


def test_every_page_is_in_the_navigation():
    """A page that no menu names is found by nobody."""
    index = (DOCS / "index.md").read_text("utf-8")
    named = {(DOCS / name).resolve() for name in re.findall(r"^(?:[^<\n]+<)?([\w./-]+)>?$", index, re.M)}
    pages = [page for page in DOCS.rglob("*.md") if page.name != "index.md"] + list(
        ROOT.glob("notebooks/*.ipynb")
    )
    assert [page.name for page in pages if page.with_suffix("") not in named] == []


def test_one_version_stands_everywhere():
    said = {
        "pyproject.toml": r'^version = "(.+)"$',
        "CITATION.cff": r"^version: (.+)$",
        "widgets/labextension/package.json": r'"version": "(.+)"',
    }
    found = {name: re.search(form, (ROOT / name).read_text("utf-8"), re.M)[1] for name, form in said.items()}
    assert set(found.values()) == {pv.__version__}, found
