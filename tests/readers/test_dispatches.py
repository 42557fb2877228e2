"""Dispatches as people hold them: agency and time from wherever the file says them."""

from __future__ import annotations

from pathlib import Path

import pytest

from provenance import readers
from provenance.config import ReadConfig
from provenance.errors import ConfigError
from provenance.records import Document

STORY = "The ferry to Olm was stopped by ice on Monday, and nobody could say when it would sail."


def dispatches(folder: Path, **settings: str) -> list[Document]:
    return readers.read_list(folder, config=ReadConfig(**settings), role="wire")


def put(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".txt").write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("name", "text", "agency", "place"),
    [
        ("a", f"Ferry stops\n\nOLM, June 9 (Reuters) - {STORY}", "Reuters", "dateline"),
        ("b", f"Ferry stops\n\nBy AFP\n\n{STORY}", "AFP", "byline"),
        ("AFP_ferry", STORY, "AFP", "file name"),
        ("dpa__ferry", STORY, "dpa", "folder"),
    ],
)
def test_the_agency_stands_somewhere(tmp_path: Path, name: str, text: str, agency: str, place: str) -> None:
    (document,) = dispatches(put(tmp_path / "in", **{name: text}))
    assert document.agency == agency
    assert f"read: agency from its {place}" in document.notes


def test_an_article_has_no_agency_of_its_own(tmp_path: Path) -> None:
    put(tmp_path, AFP_ferry=f"OLM, June 9 (AFP) - {STORY}")
    assert readers.read_list(tmp_path, role="article")[0].agency is None


@pytest.mark.parametrize(
    ("name", "text", "published"),
    [
        ("2033-06-09T0815", STORY, "2033-06-09T08:15"),
        ("a", f"OLM, June 9, 2033 (Reuters) - {STORY}", "2033-06-09"),
        ("a", f"Ferry\n\nPublished: 9 June 2033, 08:15\n\n{STORY}", "2033-06-09T08:15:00"),
        ("a", f"OLM (AFP) - {STORY}\n\nab/cd\nAFP 090815 GMT JUN 33", "2033-06-09T08:15:00+00:00"),
        ("a", f"OLM, June 9 (Reuters) - {STORY}", None),
    ],
)
def test_the_time_stands_somewhere(tmp_path: Path, name: str, text: str, published: str | None) -> None:
    (document,) = dispatches(put(tmp_path / "in", **{name: text}))
    assert document.published == published


def test_what_the_user_says_counts_where_the_dispatch_is_silent(tmp_path: Path) -> None:
    put(tmp_path, **{"2033-06-09T0815": STORY, "2033-06-10": f"By AFP\n\n{STORY}"})
    first, second = dispatches(tmp_path, agency="Reuters", time_zone="Europe/Oslo")
    assert (first.agency, first.published) == ("Reuters", "2033-06-09T08:15:00+02:00")
    assert (second.agency, second.published) == ("AFP", "2033-06-10")
    with pytest.raises(ConfigError, match="no time zone named 'Oslo time'"):
        dispatches(tmp_path, time_zone="Oslo time")


def test_what_was_understood_is_one_line(tmp_path: Path) -> None:
    put(
        tmp_path,
        **{
            "2033-06-09_a": f"OLM (AFP) - {STORY}",
            "2033-06-09_b": f"OLM (AFP) - {STORY}",
            "c": f"OLM (Reuters) - {STORY}",
        },
    )
    found = dispatches(tmp_path)
    assert (
        readers.summary(found)
        == "3 dispatches: AFP 2, Reuters 1 (from their datelines); 2 dated by file names, 1 undated"
    )
    assert readers.doubts(found) == []


def test_dispatches_of_nobody_and_of_no_time_are_doubted(tmp_path: Path) -> None:
    agency, time = readers.doubts(dispatches(put(tmp_path, a=STORY)))
    assert "--agency NAME" in agency
    assert "no dispatch has a time" in time
