"""What a reader must know: every sentence, where it is true and where it is not."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

import provenance
from provenance.config import Config
from provenance.contract import sum_up
from provenance.contract.notes import (
    CREDITED,
    NOTES,
    NOTHING_FOUND,
    READING,
    Credited,
    Facts,
    Made,
    Search,
    cut_off,
    find_notes,
    foreign,
    reading_notes,
    say,
)
from provenance.readers.decoding import decode
from provenance.records import Annotation, Coverage, Document, Note, Run

PLAIN = "The ferry to Lom left pier 3 at noon on Monday."
FOUR = Coverage(documents=4, sentences=40, agencies={"AFP": 4})


def facts(text=PLAIN, *, notes=(), **changes):
    values = {
        "document": Document("a", text, notes=tuple(notes)),
        "language": "en",
        "dated": True,
        "searched": FOUR,
        "undated": 0,
        "hours": 72.0,
    }
    return Facts(**{**values, **changes})


def told(given):
    return {note.code: note.text for note in find_notes(given)}


def test_where_everything_is_known_nothing_is_said():
    assert told(facts()) == {}


SAID = [
    (
        "undated",
        {"dated": False},
        "No date was read for this article, so no dispatch is ruled out by its time.",
    ),
    (
        "undated_dispatches",
        {"undated": 1},
        "1 of the 4 dispatches searched has no date: whether it came before the article is not known.",
    ),
    (
        "undated_dispatches",
        {"undated": 3},
        "3 of the 4 dispatches searched have no date: whether they came before the article is not known.",
    ),
    (
        "nothing_in_window",
        {"searched": Coverage(outside_window=4)},
        "No dispatch lies inside the time window: none of the 4 at hand was released in the 72 hours before this article.",
    ),
    (
        "nothing_in_window",
        {"searched": Coverage(outside_window=1), "hours": 0.0},
        "No dispatch lies inside the time window: the one at hand was not released before this article.",
    ),
    (
        "no_archive",
        {"searched": Coverage(peers=1)},
        "No dispatches were given; 1 other article was compared.",
    ),
    (
        "no_archive",
        {"searched": Coverage()},
        "No dispatches were given, and no other article to compare with: only what the page says was read.",
    ),
    (
        "language",
        {"language": "pt"},
        "This text is read as Portuguese. How sure the answers are was learned from English text; in this language it was only checked (docs/languages.md).",
    ),
    (
        "entries",
        {"entries": 7},
        "A live page with 7 times of entries: a dispatch is a source of what was posted after it alone.",
    ),
    (
        "mixed_languages",
        {"mixed": ("English",)},
        "Paragraphs of this text in English are read in that language.",
    ),
    (
        "other_languages",
        {"abroad": ("French", "German")},
        "Dispatches in French and German share names or numbers with this article: what was translated from them was not looked for.",
    ),
    (
        "translations",
        {"abroad": ("French",), "by_meaning": True},
        "Dispatches in French share names or numbers with this article: what may be translated from them was told by its meaning, which is possible at most.",
    ),
    (
        "not_compared",
        {"notes": ["not compared: 2 sentences of more than 2,000 words", "id 'a' was already used"]},
        "Not compared with any source: 2 sentences of more than 2,000 words.",
    ),
    (
        "unreadable",
        {"text": "The caf\ufffd in Lom."},
        "1 character of this text could not be read and stood as \ufffd in it already: words with them match nothing.",
    ),
]


@pytest.mark.parametrize(("code", "changes", "sentence"), SAID)
def test_each_note_says_what_is_known(code, changes, sentence):
    assert told(facts(**changes)) == {code: sentence}


def test_every_note_is_described():
    page = (Path(__file__).resolve().parent.parent / "docs" / "formats.md").read_text("utf-8")
    described = re.findall(
        r"^\| `(\w+)` \|", page[page.index("### Notes") : page.index("### Add an exporter")], re.M
    )
    assert described == [item.code for item in (*NOTES, *READING)]


def test_every_note_is_tested_here():
    elsewhere = {"repaired", "cut_off", "script", "damaged_marks"}  # the last in test_mending.py
    assert {item.code for item in NOTES} == {code for code, _, _ in SAID} | elsewhere
    assert all(item.brief for item in (*NOTES, *READING))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("Der Fährmann schloß die Brücke für große Züge.".encode("cp1252"), "guessed cp1252"),
        ("Der Fährmann schloß".encode() + b" die Br\xfccke", "UTF-8 with 1 broken bytes, read as cp1252"),
        ("Der Fährmann".encode(), None),
        ("Der Fährmann".encode("utf-16"), None),
    ],
)
def test_characters_that_were_guessed_are_said_and_declared_ones_are_not(data, said):
    text, notes = decode(data)
    found = told(facts(text, notes=notes))
    assert found == (
        {}
        if said is None
        else {
            "repaired": f"The characters of this text had to be guessed or repaired ({said}): some words may be wrong."
        }
    )


@pytest.mark.parametrize(
    "ending",
    [
        "This article is for subscribers.",
        "Already a subscriber? Log in to continue reading.",
        "Subscribe to read the full story",
        "You have reached your limit of 3 free articles.",
        "The minister said that the [+2345 chars]",
        "The minister said that the […]",
    ],
)
def test_a_text_that_says_that_it_goes_on_elsewhere_is_cut_off(ending):
    assert set(told(facts(f"{PLAIN}\n\n{ending}\n"))) == {"cut_off"}


@pytest.mark.parametrize(
    "ending",
    [
        "Subscribe to our newsletter.",
        "And so it went on, she said, for years ...",
        "The union told its members to continue reading the contract.",
        "The paper lost a third of its subscribers.",
        "Register to vote by Friday.",
    ],
)
def test_other_endings_are_no_cut(ending):
    assert not cut_off(f"{PLAIN}\n\n{ending}\n")


def test_a_wall_far_above_the_end_is_no_cut():
    assert not cut_off("Log in to continue reading.\n" + f"{PLAIN}\n" * 40)


def test_most_letters_decide_the_script():
    assert set(told(facts("Паром в Лом ушёл от третьего причала в полдень."))) == {"script"}
    assert foreign("渡船在星期一中午离开了三号码头。")
    assert not foreign("Żółta łódź płynęła do Łomży, a ß und Ø standen am Kai. 12 %")
    assert not foreign(PLAIN + " (Паром)")
    assert not foreign("“2031” – 12")


# --- results that are read --------------------------------------------------------------------------------------------


def test_what_another_version_wrote_is_said_once_and_replaced_by_what_is_true_now():
    made = Made("9.9", "0.1.0", unknown=("decision.mood",))
    known = (Note("undated", "No date."), Note("unknown_settings", "said elsewhere"))
    notes = reading_notes(known, made)
    assert [note.code for note in notes] == ["undated", "unknown_settings"]
    assert notes[1].text == (
        "Version 0.1.0 does not have, or does not take, some settings of this result, and leaves them aside: decision.mood."
    )
    assert reading_notes(known, Made("0.1.0", "0.1.0")) == known


def test_a_result_that_does_not_know_its_window_says_so():
    (note,) = reading_notes((), Made("0.1.0", "0.2.0", unsaid=True))
    assert note == Note(
        "window_unknown",
        "Made by version 0.1.0, which did not record how many of the dispatches at hand lay inside the time window of "
        "this article.",
    )


# --- nothing found ----------------------------------------------------------------------------------------------------

SEARCHES = [
    (Search(FOUR, 4), "No source found in the 4 dispatches searched."),
    (
        Search(replace(FOUR, documents=1, peers=2), 9),
        "No source found in the 1 dispatch searched, nor in the 2 other articles compared.",
    ),
    (Search(Coverage(outside_window=3), 3), "No source found: no dispatch lay in the time window."),
    (
        Search(Coverage(outside_window=3, peers=1), 3),
        "No source found: no dispatch lay in the time window; 1 other article was compared.",
    ),
    (
        Search(Coverage(), 1_200),
        "No source found in what was searched of the 1,200 dispatches at hand.",
    ),
    (
        Search(Coverage(peers=15), 0),
        "No source found: no dispatches were given; 15 other articles were compared.",
    ),
    (
        Search(Coverage(), 0),
        "No source found: there was nothing to search, for no dispatches were given.",
    ),
]


@pytest.mark.parametrize(("search", "sentence"), SEARCHES)
def test_nothing_found_says_in_what(search, sentence):
    assert say(NOTHING_FOUND, search) == sentence


def test_exactly_one_is_true_whatever_was_searched():
    for documents in (0, 2):
        for outside in (0, 3):
            for peers in (0, 5):
                for more in (0, 1):
                    search = Search(
                        Coverage(documents=documents, outside_window=outside, peers=peers),
                        documents + outside + more,
                    )
                    assert sum(item.when(search) for item in NOTHING_FOUND) == 1, search
    assert {item.code for item in NOTHING_FOUND} == {
        item.code for search, _ in SEARCHES for item in NOTHING_FOUND if item.when(search)
    }


@pytest.mark.parametrize(
    ("names", "search", "sentence"),
    [
        (
            ("AFP",),
            Search(FOUR, 4),
            "The page credits its text to AFP; this sentence was not found in the 4 dispatches of it that could be searched.",
        ),
        (
            ("AP", "dpa"),
            Search(FOUR, 4),
            "The page credits its text to AP and dpa; no dispatch of them was searched to check this sentence against.",
        ),
        (
            ("agencies",),
            Search(FOUR, 4),
            "The page credits its text to a syndicated feed; nothing was found to check this sentence against.",
        ),
        (
            ("AFP",),
            Search(Coverage(), 4),
            "The page credits its text to AFP; nothing was found to check this sentence against.",
        ),
    ],
)
def test_a_credit_says_whether_dispatches_of_the_agency_were_searched(names, search, sentence):
    credited = Credited(names, search)
    assert say(CREDITED, credited) == sentence
    assert sum(item.when(credited) for item in CREDITED) == 1


# --- in one line ------------------------------------------------------------------------------------------------------


def annotation(*notes):
    run = Run(provenance.__version__, Config().to_dict(), "")
    return Annotation(Document("a", PLAIN), "none", (), (), Coverage(), run, notes=notes)


def test_one_article_has_its_notes_in_full_and_several_have_them_counted():
    undated, alone = Note("undated", "No date."), Note("no_archive", "No dispatches.")
    assert sum_up([annotation(undated, alone)]) == "No date. No dispatches."
    assert sum_up([annotation(undated, alone), annotation(alone), annotation()]) == (
        "To know: no date (1 article); no dispatches given (2 articles)."
    )
    assert (
        sum_up([annotation(Note("from_elsewhere", "x")), annotation()])
        == "To know: from_elsewhere (1 article)."
    )
    assert sum_up([annotation(), annotation()]) == ""
