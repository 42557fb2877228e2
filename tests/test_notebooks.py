"""The notebooks run, and what they keep is fit to be shown."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest
from traitlets.config import Config

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def outputs(path):
    return [
        output for cell in json.loads(path.read_text("utf-8"))["cells"] for output in cell.get("outputs", [])
    ]


def test_there_are_notebooks():
    assert {"01_one_article.ipynb", "02_a_corpus.ipynb"} <= {path.name for path in NOTEBOOKS}


@pytest.fixture(scope="module")
def shell(tmp_path_factory):
    """Return what runs the cells of a kernel, without one: a kernel for each notebook took most of the time."""
    made = pytest.importorskip("IPython.core.interactiveshell").InteractiveShell
    return made(
        ipython_dir=str(tmp_path_factory.mktemp("ipython")),
        user_module=ModuleType(
            "cells"
        ),  # else it takes the place of __main__, which processes that later tests begin ask for
        config=Config({"HistoryManager": {"enabled": False}}),
    )


@pytest.mark.parametrize("path", NOTEBOOKS[1:], ids=lambda path: path.name)
def test_the_cells_of_a_notebook_run_from_top_to_bottom(path, shell, monkeypatch):
    monkeypatch.chdir(path.parent)
    shell.reset(new_session=False)
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            shell.run_cell("".join(cell["source"])).raise_error()
    pd.reset_option("display.max_colwidth")


def test_a_notebook_runs_in_a_kernel():
    pytest.importorskip("ipykernel")
    command = [sys.executable, str(ROOT / "docs" / "run_notebooks.py"), str(NOTEBOOKS[0]), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=220)
    assert done.returncode == 0, done.stderr[-3000:]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_what_a_notebook_keeps_can_be_shown(path):
    found = outputs(path)
    assert found, "outputs are kept, so that a code-hosting site shows them"
    assert [output for output in found if output["output_type"] == "error"] == []
    assert not any(
        kind.startswith("application/vnd.jupyter.widget")
        for output in found
        for kind in output.get("data", {})
    )
    assert any("background-color" in "".join(output.get("data", {}).get("text/html", "")) for output in found)
    assert path.stat().st_size < 1_500_000


def test_a_picture_shows_colours_where_html_loses_them():
    kinds = [kind for path in NOTEBOOKS[:2] for output in outputs(path) for kind in output.get("data", {})]
    assert kinds.count("image/svg+xml") >= 2
