"""Damaged quotation marks are seen through: the text stays, the speech is found."""

from __future__ import annotations

import pytest

from provenance.page.preparation import prepare
from provenance.pipeline import annotate
from provenance.records import Document
from provenance.text import mend, tokenise

SPEECH = "“The kiln is cold and so are we,” said Ada Roe."


@pytest.mark.parametrize(
    ("opened", "closed"),
    [
        ("â€œ", "â€\x9d"),
        ("â€œ", "â€"),
        ("\x93", "\x94"),
        ("&ldquo;", "&rdquo;"),
        ("&#8220;", "&#8221;"),
        ("&quot;", "&quot;"),
        ("\ufffd", "\ufffd"),
        ("?", "?"),
        ("â\x80\x9c", "â\x80\x9d"),
        ("ÔÇ£", "ÔÇØ"),
        ("‚Äú", "‚Äù"),
        ("вЂњ", "вЂќ"),
        ("&amp;ldquo;", "&amp;rdquo;"),
        ("&#147;", "&#148;"),
    ],
)
def test_speech_between_damaged_marks_is_speech(opened, closed):
    text = "Potters wait\n\nNobody worked at the pottery today. " + SPEECH.replace("“", opened).replace(
        "”", closed
    )
    assert len(mend(text)) == len(text)
    prepared = prepare(Document(id="a", text=text))
    (quote,) = prepared.quotes
    assert "The kiln is cold and so are we," in text[quote.start : quote.end]
    kept = "".join(text[s.start : s.end] for s in prepared.segments)
    assert [char for char in kept if char.isalnum()] == [char for char in text if char.isalnum()]
    quoted = [word for word, inside in zip(prepared.tokens.text, prepared.quoted, strict=True) if inside]
    assert [word for word in quoted if word.isalpha()] == "the kiln is cold and so are we".split()


@pytest.mark.parametrize("mark", ["â€™", "\x92", "&rsquo;", "\ufffd"])
def test_a_damaged_apostrophe_keeps_its_word(mark):
    whole, damaged = tokenise("The potter’s wheel"), tokenise(f"The potter{mark}s wheel")
    assert damaged.text == whole.text


@pytest.mark.parametrize(
    "text",
    [
        "Ren\ufffd and Jos\ufffd sang.",
        "R&D; and “so on”",
        "Château, 5 € a head",
        "plain",
        "Who? Me? Yes.",
        "Is it ?odd and so on? No.",
    ],
)
def test_what_is_no_damaged_mark_is_left_alone(text):
    assert mend(text) == text


def test_a_lost_mark_closes_speech_before_a_comma_too():
    assert mend("He called it \ufffda cold kiln\ufffd, and left.") == "He called it “a cold kiln”, and left."


def test_marks_that_were_seen_through_are_not_called_unreadable():
    text = "Potters wait\n\n\ufffdThe kiln is cold and so are we,\ufffd said Ada Roe at the pottery."
    (annotation,) = annotate([Document(id="a", text=text)])
    codes = {note.code for note in annotation.notes}
    assert "damaged_marks" in codes
    assert "unreadable" not in codes


def test_a_note_says_so_only_where_marks_are_damaged():
    good, bad = (
        Document(id=name, text=f"Potters wait\n\n{text}")
        for name, text in (("g", SPEECH), ("b", SPEECH.replace("“", "â€œ").replace("”", "â€\x9d")))
    )
    codes = [{note.code for note in annotate([document])[0].notes} for document in (good, bad)]
    assert "damaged_marks" not in codes[0]
    assert "damaged_marks" in codes[1]
