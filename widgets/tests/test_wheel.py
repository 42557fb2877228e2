"""The wheel, built and installed without Node, gives JupyterLab a plugin that it calls OK."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NAME = "@wire-provenance/labextension"


def run(*command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command on a path without Node."""
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:/bin", **variables}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=180)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder into which the wheel was installed, without its dependencies."""
    folder = tmp_path_factory.mktemp("wheel")
    built = run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder), str(ROOT))
    assert built.returncode == 0, built.stderr
    (wheel,) = folder.glob("*.whl")
    prefix = folder / "prefix"
    done = run(
        sys.executable,
        "-m",
        "pip",
        "install",
        "-q",
        "--no-deps",
        "--ignore-installed",
        "--prefix",
        str(prefix),
        str(wheel),
    )
    assert done.returncode == 0, done.stderr
    return prefix


def test_jupyterlab_finds_the_plugin_and_says_ok(installed, tmp_path):
    listed = run(
        sys.executable, "-m", "jupyter", "labextension", "list",
        JUPYTER_PATH=str(installed / "share" / "jupyter"),
        JUPYTER_DATA_DIR=str(tmp_path),
        JUPYTER_CONFIG_DIR=str(tmp_path / "config"),
    )  # fmt: skip
    lines = [line for line in (listed.stdout + listed.stderr).splitlines() if NAME in line]
    assert lines, listed.stdout + listed.stderr
    assert "enabled" in lines[0]
    assert "OK" in lines[0]


def test_the_plugin_names_the_package_that_brought_it(installed):
    folder = installed / "share" / "jupyter" / "labextensions" / NAME
    assert json.loads((folder / "install.json").read_text())["packageName"] == "wire-provenance"
    entry = json.loads((folder / "package.json").read_text())["jupyterlab"]["_build"]["load"]
    assert (folder / entry).is_file()


def test_widgets_find_their_front_end(installed):
    (package,) = installed.rglob("provenance_widgets")
    assert (package / "static" / "widget.js").stat().st_size > 1000
    assert (package / "static" / "widget.css").read_bytes() == (
        ROOT / "provenance" / "show" / "static" / "view.css"
    ).read_bytes()


def test_the_built_plugin_is_in_the_repository():
    """CI builds it again and compares; here only that nothing that is listed is missing."""
    built = ROOT / "widgets" / "provenance_widgets" / "labextension"
    values = json.loads((built / "package.json").read_text())
    assert (
        values["version"]
        == json.loads((ROOT / "widgets" / "labextension" / "package.json").read_text())["version"]
    )
    assert (built / values["jupyterlab"]["_build"]["load"]).is_file()
