"""Direction is claimed only where the times prove it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.text.times import may_precede, moment, surely_precedes

HOUR = 3600.0


@pytest.mark.parametrize("text", [None, "", "yesterday", "2032-13-01", "12/03/2032", "2032-02-30T10:00Z"])
def test_what_is_no_iso_time_is_unknown(text):
    assert moment(text) is None


def test_a_time_with_a_zone_is_one_moment():
    a, b = moment("2032-03-10T16:40:00Z"), moment("2032-03-10T22:10:00+05:30")
    assert a == b
    assert a.earliest == a.latest


def test_a_time_without_a_zone_may_lie_anywhere_on_the_globe():
    span = moment("2032-03-10T12:00:00")
    assert (span.latest - span.earliest) / HOUR == 26
    assert span.earliest <= moment("2032-03-10T12:00:00Z").earliest <= span.latest


def test_a_day_is_the_whole_day_everywhere():
    span = moment("2032-03-10")
    assert (span.latest - span.earliest) / HOUR == 50


@pytest.mark.parametrize(
    ("source", "article", "may", "surely"),
    [
        ("2032-03-10T10:00Z", "2032-03-10T11:00Z", True, True),
        ("2032-03-10T11:00Z", "2032-03-10T10:00Z", False, False),
        ("2032-03-10T11:00Z", "2032-03-10", True, False),  # the same day: nothing is proved
        ("2032-03-12T13:00Z", "2032-03-10", False, False),  # later wherever the article's day lies
        ("2032-03-08T09:00Z", "2032-03-10", True, True),
        ("2032-03-10T11:00Z", "2032-03-10T10:00", True, False),  # the article's clock may stand in the west
        ("2032-03-11T11:00Z", "2032-03-10T10:00", False, False),
        (None, "2032-03-10", True, False),
        ("2032-03-10", None, True, False),
    ],
)
def test_unknown_parts_never_prove_direction(source, article, may, surely):
    assert may_precede(moment(source), moment(article)) is may
    assert surely_precedes(moment(source), moment(article)) is surely


def test_the_tolerance_lets_clocks_differ():
    late, early = moment("2032-03-10T10:05Z"), moment("2032-03-10T10:00Z")
    assert not may_precede(late, early)
    assert may_precede(late, early, tolerance_hours=0.1)


@given(st.text(max_size=30))
def test_any_text_is_a_moment_or_none(text):
    found = moment(text)
    assert found is None or found.earliest <= found.latest
