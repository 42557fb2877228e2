"""For every test: where the development data lies, no deadline for property tests, which tests share a process."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile("house", deadline=None)  # a busy machine is slow, not wrong
settings.load_profile("house")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # begun with `nohup` or `&`: the commands that tests begin would ignore interrupts as well
    signal.signal(signal.SIGINT, signal.default_int_handler)


LONG = [
    "tests/browser/lab",
    "tests/browser",
    "test_engine",
    "test_notebooks",
    "test_cli",
    "test_archive_faults",
]
"""The longest groups, begun first: one that began last would run on while the other processors have nothing to do."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep a file's tests in one process of `pytest -n`, and all that share a browser or a JupyterLab server."""
    for item in items:
        item.add_marker(pytest.mark.xdist_group(_group(item)))
    items.sort(key=lambda item: LONG.index(_group(item)) if _group(item) in LONG else len(LONG))


def _group(item: pytest.Item) -> str:
    folder = item.path.parent.relative_to(ROOT).as_posix()
    if folder.startswith("tests/browser"):
        return folder
    return item.name if item.path.stem == "test_floors" else item.path.stem


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of development data, or skip where it is absent."""
    folder = Path(os.environ.get("PROVENANCE_SHARED", ROOT.parent / "shared"))
    if not (folder / "contract.md").is_file():
        pytest.skip(f"no development data at {folder}: set PROVENANCE_SHARED or put it beside the project")
    return folder
