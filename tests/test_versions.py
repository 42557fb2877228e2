"""Corrections and withdrawals: which text is meant, and what an article that used the old one is told."""

from __future__ import annotations

import pytest

from provenance.match.archive import Archive
from provenance.match.versions import changes, marks
from provenance.pipeline import annotate
from provenance.records import Document

LINES = [
    "The ropeworks at Calder Haven burned down on Monday night and 12 people were hurt.",
    "Flames spread from the tar house to the long walk within minutes, harbour master Ida Quill said.",
    "The works has spun hawsers for the herring fleet since the reign of Queen Osla.",
    "Insurers put the loss of rope and timber at four million crowns on Tuesday.",
]
RIGHT = LINES[0].replace("12 people were hurt", "21 people were hurt")
FIRST = Document(
    id="q1", agency="AFP", title="Ropeworks burns in Calder Haven", published="2034-02-01T08:00:00Z",
    text="Ropeworks burns in Calder Haven\n\n" + "\n\n".join(LINES),
)  # fmt: skip


def second(
    status: str = "usable", title: str = "Ropeworks burns in Calder Haven", **more: object
) -> Document:
    return Document(
        id="q2", agency="AFP", title=title, status=status, published="2034-02-01T11:00:00Z", meta=more,
        text=f"{title}\n\n" + "\n\n".join([RIGHT, *LINES[1:]]),
    )  # fmt: skip


def article(first: str) -> Document:
    return Document(
        id="a",
        text="Rope works lost\n\n" + "\n\n".join([first, *LINES[1:]]),
        published="2034-02-01T15:00:00Z",
    )


@pytest.mark.parametrize(
    ("title", "status", "story"),
    [
        ("CORRECTED-Mill burns", "corrected", "mill burns"),
        ("UPDATE 3-Mill burns", "usable", "mill burns"),
        ("UPDATE 1-CORRECTED-Mill burns", "corrected", "mill burns"),
        ("WITHDRAWN-Mill burns", "withdrawn", "mill burns"),
        ("STORY WITHDRAWN: Mill burns", "withdrawn", "mill burns"),
        ("1er lead - Mill burns", "usable", "mill burns"),
        ("2ND LEAD: Mill burns", "usable", "mill burns"),
        ("Mill burns", "usable", "mill burns"),
        ("Corrections officer hurt", "usable", "corrections officer hurt"),
        ("", "usable", ""),
    ],
)
def test_marks_of_a_version_are_read_and_the_headline_is_what_versions_share(title, status, story):
    assert marks(Document(id="x", text="", title=title)) == (status, story)


@pytest.mark.parametrize(
    "later",
    [
        second("corrected"),
        second("corrected", "A wholly other headline", replaces=["q1"]),
        second(title="CORRECTED-Ropeworks burns in Calder Haven"),
    ],
    ids=["status", "replaces", "mark"],
)
def test_an_article_with_the_old_text_of_a_corrected_item_says_so(later):
    (found,) = annotate([article(LINES[0])], Archive.build([FIRST, later]))
    (note,) = [note for note in found.notes if note.code == "corrected"]
    assert "item q1" in note.text and "corrected by q2 (2034-02-01T11:00:00Z)" in note.text
    assert LINES[0] in note.text and RIGHT in note.text
    assert note.text.endswith("The article has the old text.")


def test_a_withdrawal_is_named_even_where_nothing_of_the_text_is_left():
    kill = Document(
        id="k", agency="AFP", status="withdrawn", text="Please do not use this story.", published="2034-02-02T08:00:00Z",
        meta={"replaces": "q1"},
    )  # fmt: skip
    (found,) = annotate([article(LINES[0])], Archive.build([FIRST, kill]))
    (note,) = [note for note in found.notes if note.code == "withdrawn"]
    assert "item q1, which was withdrawn by k" in note.text


@pytest.mark.parametrize(
    "other",
    [
        second(),
        Document(id="z", agency="AFP", status="corrected", title="Another fire", text="Another fire.\n\nIn a mill.", published="2034-02-01T11:00:00Z"),
        Document(id="y", agency="AP", status="withdrawn", title="Ropeworks burns in Calder Haven", text="Withdrawn.", published="2034-02-01T11:00:00Z"),
        Document(id="x", agency="AFP", status="withdrawn", title="Ropeworks burns in Calder Haven", text="Withdrawn.", published="2034-03-01T11:00:00Z"),
    ],
    ids=["an update", "another story", "another agency", "long after"],
)  # fmt: skip
def test_what_is_no_correction_of_the_item_is_not_named(other):
    (found,) = annotate([article(LINES[0])], Archive.build([FIRST, other]))
    assert {note.code for note in found.notes} & {"corrected", "withdrawn"} == set()


def test_notices_outlive_a_merge_and_go_with_a_removal(tmp_path):
    archive = Archive.open(tmp_path / "wires", create=True)
    archive.add([FIRST])
    archive.add([second("corrected")])
    archive.compact()
    (found,) = annotate([article(LINES[0])], Archive.open(tmp_path / "wires"))
    assert [note.code for note in found.notes if note.code == "corrected"] == ["corrected"]
    archive.remove(["q2"])
    (found,) = annotate([article(LINES[0])], archive)
    assert [note.code for note in found.notes if note.code == "corrected"] == []


def test_what_a_correction_changed_is_named_sentence_by_sentence():
    assert changes("One. Two boats sank. Three.", "One. Nine boats sank. Three. Four.") == [
        ("Two boats sank.", "Nine boats sank.")
    ]
    assert changes("One. Wholly different words.", "One.") == [("Wholly different words.", "")]
