"""Import paths from before the house was rebuilt go on working, and say what to write instead."""

from __future__ import annotations

import importlib
import sys

import pytest

import provenance.match.archive
from provenance._moved import MOVED, renamed


@pytest.mark.parametrize("old", sorted(MOVED))
def test_an_old_path_gives_the_module_of_the_new_one(old, monkeypatch):
    monkeypatch.delitem(sys.modules, f"provenance.{old}", raising=False)
    new = importlib.import_module(f"provenance.{MOVED[old]}")
    spec = new.__spec__
    with pytest.warns(DeprecationWarning, match=MOVED[old]):
        assert importlib.import_module(f"provenance.{old}") is new
    assert new.__spec__ is spec


def test_a_module_below_an_old_package_is_not_loaded_twice(monkeypatch):
    from provenance.match.archive import store

    monkeypatch.setitem(sys.modules, "provenance.archive", provenance.match.archive)  # warned above
    monkeypatch.delitem(sys.modules, "provenance.archive.store", raising=False)
    with pytest.warns(DeprecationWarning, match="match.archive.store"):
        assert importlib.import_module("provenance.archive.store") is store


@pytest.mark.parametrize("name", ["provenance.records", "provenance.match.archive", "archive", "provenance"])
def test_other_names_are_left_alone(name):
    assert renamed(name) == ""
