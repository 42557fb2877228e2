"""Dates in the forms that people write, and what decides between the two readings of figures."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance import readers
from provenance.config import ReadConfig
from provenance.errors import ConfigError
from provenance.readers.dates import find_date, read_date
from provenance.readers.dating import date_in_name, date_in_text


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2033-06-09 08:15:00 +0200", "2033-06-09 08:15:00+0200"),
        ("2033-06-09T08:15:00 +02:00", "2033-06-09T08:15:00+02:00"),
        ("Thu, 09 Jun 2033 08:15:00 +0200", "2033-06-09T08:15:00+02:00"),
        ("Thu, 09 Jun 2033 08:15:00 GMT", "2033-06-09T08:15:00+00:00"),
        ("9 June 2033, 08:15", "2033-06-09T08:15:00"),
        ("June 9, 2033 8:15 p.m. EDT", "2033-06-09T20:15:00-04:00"),
        ("June 9th, 2033 at 12 am", "2033-06-09T00:00:00"),
        ("09.06.2033 08:15 Uhr", "2033-06-09T08:15:00"),
        ("9. Juni 2033", "2033-06-09"),
        ("jeudi 9 juin 2033 à 8h15", "2033-06-09T08:15:00"),
        ("9 de junio de 2033", "2033-06-09"),
        ("09/Aug/2033", "2033-08-09"),
        ("2033/06/09", "2033-06-09"),
        ("20330609", "2033-06-09"),
        ("2001830400", "2033-06-08T08:00:00+00:00"),
        ("2001830400000", "2033-06-08T08:00:00+00:00"),
        ("48738", "2033-06-08"),
        ("9 июня 2033", "2033-06-09"),
        ("2033年6月9日", "2033-06-09"),
        ("soon", None), ("2033", None), ("31 June 2033", None), ("The 9 boats of 2033", None), ("", None), ("9 June", None),
    ],
)  # fmt: skip
def test_common_forms(text: str, iso: str | None) -> None:
    found = read_date(text)
    assert (found.day_first if found else None) == iso


def test_figures_may_be_two_dates_and_points_never_are() -> None:
    assert read_date("04/06/2033").open
    assert read_date("14/06/2033").proof == "day"
    assert read_date("06/14/2033").proof == "month"
    assert not read_date("04.06.2033").open


@given(st.text(max_size=60) | st.from_regex(r"\A[\d /.:-]{6,30}\Z"))
def test_any_text_is_a_date_or_none(text: str) -> None:
    for found in (read_date(text), find_date(text)):
        assert found is None or found.day_first or found.month_first


def table(path: Path, *dates: str) -> Path:
    path.write_text("headline,body,date\n" + "".join(f"h,Some words.,{date}\n" for date in dates))
    return path


def days(path: Path, **settings: str) -> list[str | None]:
    return [document.published for document in readers.read_list(path, config=ReadConfig(**settings))]


def test_one_date_decides_for_its_file_wherever_it_stands(tmp_path: Path) -> None:
    assert days(table(tmp_path / "a.csv", "04/06/2033", "06/14/2033", "05/06/2033")) == [
        "2033-04-06", "2033-06-14", "2033-05-06",
    ]  # fmt: skip
    path = table(tmp_path / "b.csv", "04/06/2033", "14/06/2033")
    assert days(path) == ["2033-06-04", "2033-06-14"]
    first = readers.read_list(path)[0]
    assert "read: dates day first, as 14/06/2033 shows" in first.notes
    assert first.meta["published"] == "04/06/2033"


def test_where_nothing_decides_the_dates_lie_close_and_a_note_says_so(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", "06/04/2033", "06/05/2033", "06/06/2033")
    assert days(path) == ["2033-06-04", "2033-06-05", "2033-06-06"]
    assert any(
        "--set read.dates=day reads it the other way" in note for note in readers.read_list(path)[0].notes
    )
    assert days(path, dates="day")[0] == "2033-04-06"
    assert days(table(tmp_path / "b.csv", "04/06/2033")) == ["2033-06-04"]
    with pytest.raises(ConfigError, match="auto, day, month"):
        days(path, dates="year")


@pytest.mark.parametrize(
    ("name", "iso"),
    [
        ("DPA_2033-06-09T0815", "2033-06-09T08:15"), ("20330609_ferry", "2033-06-09"), ("ferry-2033.06.09-081530", "2033-06-09T08:15:30"),
        ("2033-06-09_0815Z", "2033-06-09T08:15Z"), ("09-06-2033 ferry", "09/06/2033"), ("ferry-12345678", None), ("2033-13-09", None),
        ("DPA 9 June 2033", "9 June 2033"), ("afp_12-mars-2033_ferry", "12 mars 2033"), ("11 ferries 2033", None), ("31 June 2033", None),
    ],
)  # fmt: skip
def test_a_file_name_may_hold_a_date(name: str, iso: str | None) -> None:
    assert date_in_name(name) == iso


def test_a_dispatch_is_dated_by_a_month_spelt_in_its_file_name(tmp_path: Path) -> None:
    (tmp_path / "DPA 9 June 2033.txt").write_text("The ferry sank off Lerwick.", "utf-8")
    (found,) = readers.read_list(tmp_path, role="wire")
    assert found.published == "2033-06-09"


@pytest.mark.parametrize(
    ("line", "stated"),
    [
        ("Published: 9 June 2033, 08:15", "9 June 2033, 08:15"),
        ("First published on June 9, 2033 | Updated June 10, 2033", "June 9, 2033"),
        ("Veröffentlicht am 09.06.2033", "09.06.2033"),
        ("9 June 2033 08:15", "9 June 2033 08:15"),
        ("Published works of 2033 were few, said the editor of the ninth book.", None),
        ("The ferry sank on 9 June 2033.", None),
    ],
)
def test_a_text_may_state_its_date(line: str, stated: str | None) -> None:
    assert date_in_text(f"Ferry sinks\n\nBy A Writer\n{line}\n\nThe ferry sank at dawn.") == stated
