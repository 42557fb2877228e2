"""Words that a desk exchanges have one term; words that mean little have none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.text.lexis import number, spelled, term


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("organised", "organizes"),
        ("harbour", "harbors"),
        ("theatre", "theaters"),
        ("travelled", "traveled"),
        ("defence", "defense"),
        ("dialogue", "dialog"),
        ("twelve", "12"),
        ("1,900", "1900"),
        ("24.50", "24.5"),
        ("bn", "billion"),
        ("sept", "september"),
        ("lorries", "trucks"),
        ("7th", "7"),
    ],
)
def test_two_ways_of_writing_have_one_term(one, other):
    assert term(one) == term(other) != ""


@pytest.mark.parametrize(
    ("one", "other"), [("12", "21"), ("bank", "banker"), ("24.5", "245"), ("four", "fourth")]
)
def test_other_words_have_other_terms(one, other):
    assert term(one) != term(other)


@pytest.mark.parametrize("word", ["the", "said", "n't", "mr.", "—", "...", ""])
def test_function_words_and_marks_have_no_term(word):
    assert term(word) == ""


def test_numbers_are_marked_as_such():
    assert term("forty") == "#40"
    assert number("0") == number("zero") == number("000") == "0"
    assert number("b2b") is None


def test_spelling_is_not_stemmed():
    assert spelled("organising") == "organizing" != spelled("organised")


@given(st.text(max_size=200))
def test_any_word_has_a_short_term_and_the_same_one_again(word):
    assert len(term(word)) <= len(word) + 40
    assert term(word) == term(word)
