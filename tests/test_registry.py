"""Registries: other packages add formats by an entry point, and never replace a built-in one."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from provenance import registry
from provenance.errors import FormatError
from provenance.registry import Format, Registry


def read_slug(stream, stem, *, config, role=None):
    """Slug files, one document each.

    More words.
    """


read_slug.suffixes = (".slug", ".v2.slug")


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> Registry:
    points = [
        EntryPoint("slug", f"{__name__}:read_slug", "a.group"),
        EntryPoint("text", "nowhere:nothing", "a.group"),
    ]
    monkeypatch.setattr(registry, "entry_points", lambda group: points if group == "a.group" else [])
    return Registry("input format", "a.group", (Format("text", (".txt",), "plain", "pathlib:Path"),))


def test_names_suffixes_and_description_of_another_package(table: Registry) -> None:
    assert table.names() == ("text", "slug")
    assert table.formats()[1] == Format(
        "slug", (".slug", ".v2.slug"), "Slug files, one document each.", f"{__name__}:read_slug"
    )
    assert table.load("slug") is read_slug


def test_a_built_in_format_is_not_replaced(table: Registry) -> None:
    assert table.load("text") is Path


def test_the_longest_suffix_owns_a_file_in_any_case(table: Registry) -> None:
    assert table.by_suffix("A.V2.SLUG") == "slug"
    assert table.by_suffix("a.txt") == "text"
    assert table.by_suffix("a.pdf") is None


def test_an_unknown_name_is_named_with_the_known_ones(table: Registry) -> None:
    with pytest.raises(
        FormatError, match=r"no input format named 'slugs'; did you mean 'slug'\? Known: text, slug"
    ):
        table.load("slugs")
