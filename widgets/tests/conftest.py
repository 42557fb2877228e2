"""The sample corpus of the main tests, for the widgets too."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))


@pytest.fixture(scope="session")
def result():
    """Return the sample articles, decided."""
    from sample_annotations import annotations

    from provenance import Corpus

    return Corpus(annotations())
