"""Fixtures for every test: where the development data lies."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of development data, or skip where it is absent."""
    folder = Path(os.environ.get("PROVENANCE_SHARED", ROOT.parent / "shared"))
    if not (folder / "contract.md").is_file():
        pytest.skip(f"no development data at {folder}: set PROVENANCE_SHARED or put it beside the project")
    return folder
