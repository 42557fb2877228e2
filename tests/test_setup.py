"""Setting up says plainly what is missing, does nothing twice, and the examples of the README run."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ("bash", "env", "dirname", "sha256sum", "cut", "cat", "id", "make", "grep", "sed", "expand")


@pytest.fixture
def checkout(tmp_path):
    """A project folder with the set-up script, and a PATH with everyday tools and no Python."""
    (tmp_path / "project" / ".ci").mkdir(parents=True)
    shutil.copy(ROOT / ".ci" / "setup", tmp_path / "project" / ".ci" / "setup")
    shutil.copy(ROOT / "Makefile", tmp_path / "project")
    (tmp_path / "project" / "pyproject.toml").write_text("[project]\n")
    (tmp_path / "bin").mkdir()
    for tool in TOOLS:
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool))
    return tmp_path


def command(checkout, *args):
    env = {"PATH": str(checkout / "bin"), "HOME": str(checkout)}
    return subprocess.run(
        args, cwd=checkout / "project", env=env, capture_output=True, text=True, check=False
    )


def fake(checkout, name, script):
    path = checkout / "bin" / name
    path.write_text(f"#!{shutil.which('bash')}\n{script}\n")
    path.chmod(0o755)


def test_without_python_it_says_what_it_needs(checkout):
    done = command(checkout, "bash", ".ci/setup", "demo")
    assert done.returncode == 1
    assert "needs Python 3.11, 3.12, 3.13 or 3.14" in done.stderr


def test_an_old_python_and_a_shim_that_fails_are_passed_over(checkout):
    fake(checkout, "python3.12", "exit 127")
    fake(checkout, "python3", '[[ "$*" == *version_info* ]] && exit 1; echo old')
    done = command(checkout, "bash", ".ci/setup", "demo")
    assert done.returncode == 1
    assert "found none" in done.stderr


def test_what_is_set_up_is_not_set_up_again(checkout):
    project = checkout / "project"
    (project / ".venv" / "bin").mkdir(parents=True)
    python = project / ".venv" / "bin" / "python"
    python.write_text(
        f'#!{shutil.which("bash")}\n[[ "$*" == *"pip --version"* ]] || {{ echo "called: $*"; exit 3; }}\n'
    )
    python.chmod(0o755)
    digest = hashlib.sha256((project / "pyproject.toml").read_bytes()).hexdigest()
    (project / ".venv" / ".provenance-demo").write_text(digest + "\n")
    done = command(checkout, "bash", ".ci/setup", "demo")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    (project / "pyproject.toml").write_text("[project]\nname = 'changed'\n")
    done = command(checkout, "bash", ".ci/setup", "demo")
    assert done.returncode == 3
    assert "Installing wire-provenance" in done.stdout


def test_without_chromium_and_without_leave_the_browser_tests_are_said_to_be_skipped(checkout):
    project = checkout / "project"
    (project / ".venv" / "bin").mkdir(parents=True)
    fake(checkout, "true-python", "exit 0")
    shutil.copy(checkout / "bin" / "true-python", project / ".venv" / "bin" / "python")
    done = command(checkout, "bash", ".ci/setup", "test")
    assert done.returncode == 0, done.stderr
    assert "No Chromium was found" in done.stderr
    assert "apt-get install chromium" in done.stderr


def test_make_lists_its_targets(checkout):
    done = command(checkout, "make")
    assert done.returncode == 0, done.stderr
    assert {"demo", "test", "lint", "mutants", "docs", "notebooks", "screenshots", "frontend"} <= set(
        re.findall(r"make (\w+)", done.stdout)
    )


@pytest.mark.parametrize("script", [".ci/setup", ".ci/run"])
def test_scripts_are_well_formed_and_may_be_run(script):
    assert os.access(ROOT / script, os.X_OK)
    assert subprocess.run(["bash", "-n", str(ROOT / script)], capture_output=True, check=False).stderr == b""


ANY = """
case "$*" in
  *"-m venv"*) mkdir -p out/minimal/venv/bin; cp "$0" out/minimal/venv/bin/python; cp "$0" out/minimal/venv/bin/provenance ;;
  demo*) mkdir -p demo; echo . > demo/report.html ;;
  *" test") echo "9 passed"; exit ${PYTEST:-0} ;;
  *lint*) exit ${LINT:-0} ;;
esac
"""
"""Stands in for every tool of .ci/run."""


@pytest.mark.parametrize(
    ("failing", "status", "said"),
    [
        ({}, 0, []),
        ({"LINT": "2"}, 1, ["FAILED so far: Lint, types, layers"]),
        ({"PYTEST": "1"}, 1, []),
        ({"PYTEST": "1", "LINT": "2"}, 1, ["FAILED so far: Lint, types, layers"]),
    ],
)
def test_ci_fails_where_any_step_fails_and_pytest_has_the_last_word(checkout, failing, status, said):
    project = checkout / "project"
    for tool in ("mkdir", "cp", "rm"):
        (checkout / "bin" / tool).symlink_to(shutil.which(tool))
    for tool in ("make", "npm", "git"):
        (checkout / "bin" / tool).unlink(missing_ok=True)
        fake(checkout, tool, ANY)
    shutil.copy(ROOT / ".ci" / "run", project / ".ci" / "run")
    for place in (project / ".ci" / "setup", project / ".venv" / "bin" / "python"):
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(checkout / "bin" / "npm", place)
    (project / "widgets").mkdir()
    env = {"PATH": str(checkout / "bin"), "HOME": str(checkout), **failing}
    done = subprocess.run(
        [project / ".ci" / "run"], cwd=project, env=env, capture_output=True, text=True, check=False
    )
    lines = done.stdout.splitlines()
    assert (done.returncode, lines[-1]) == (status, "9 passed"), done.stdout + done.stderr
    assert [line for line in lines if line.startswith("FAILED")] == said


def test_the_example_in_the_readme_runs():
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
