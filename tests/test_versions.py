"""Corrections and withdrawals: which text is meant, and what an article that used the old one is told."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from provenance.claim import Held
from provenance.config import Config
from provenance.contract import annotation_from_dict, to_json_line
from provenance.match.archive import Archive
from provenance.match.corrections import became, changes, noted
from provenance.match.versions import marks, version_of
from provenance.pipeline import annotate, hold_wires, prepare
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
        ("REFILE-CORRECTED-UPDATE 1-Mill burns", "corrected", "mill burns"),
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
    assert note.text.endswith(
        "“… on Monday night and 12 people were hurt.” became “… on Monday night and 21 people were hurt.” "
        "The article has the old text."
    )


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("It was four.", "It was five.", "“It was four.” became “It was five.”"),
        ("a b c d e f", "a b c d e f g", "“… c d e f” became “… c d e f g”."),
        (
            "a b c d e f g h i j k",
            "a b c d e X g h i j k",
            "“… b c d e f g h i j …” became “… b c d e X g h i j …”.",
        ),
        ("no no no", "no no", "“no no no” became “no no”."),
        ("It burned.", "", "“It burned.” was left out."),
    ],
)
def test_only_what_was_changed_in_a_sentence_is_quoted(old, new, told):
    assert became(old, new) == told


def test_an_item_whose_id_names_its_agency_is_not_said_to_be_its_agencys_twice():
    named = replace(FIRST, id="AFP 2034-02-01")
    (found,) = annotate(
        [article(LINES[0])],
        Archive.build([named, replace(second("corrected"), meta={"replaces": [named.id]})]),
    )
    (note,) = [note for note in found.notes if note.code == "corrected"]
    assert " rest on the item AFP 2034-02-01, which was corrected by q2" in note.text
    assert noted(note, found.sources.values()) == (named.id, "old")
    before = replace(note, text=note.text.replace("the item", "AFP's item"))  # as version 0.2.0 wrote it
    assert noted(before, found.sources.values()) == (named.id, "old")


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


def test_the_mark_of_a_correction_is_no_change_of_its_headline():
    earlier = "Quarry pact fails\n\nIt would have moved 34 carts of slate."
    later = "CORRECTED-Quarry pact fails\n\n(Corrects carts)\n\nIt would have moved 43 carts of slate."
    assert changes(earlier, later) == [
        ("It would have moved 34 carts of slate.", "It would have moved 43 carts of slate.")
    ]


def notes(found, *codes):
    return [note.text for note in found.notes if note.code in codes]


@pytest.mark.parametrize(
    ("more", "version"),
    [
        ({"title": "UPDATE 2-Mill burns"}, "UPDATE 2"),
        ({"title": "1er lead - Mill burns"}, "1er lead"),
        ({"title": "CORRECTED-UPDATE 2-Mill burns"}, "CORRECTED, UPDATE 2"),
        ({"title": "UPDATE 2-Mill burns", "version": "7"}, "7"),
        ({"title": "Mill burns"}, None),
    ],
)
def test_a_dispatch_says_which_version_it_is(more, version):
    assert version_of(Document(id="x", text="", **more)) == version


def test_evidence_names_the_version():
    first = replace(FIRST, title="1er lead - Ropeworks burns", id="v")
    (found,) = annotate([article(LINES[0])], Archive.build([first]))
    assert {item.version for finding in found.findings for item in finding.evidence} == {"1er lead"}
    assert found.sources["v"].version == "1er lead"
    loaded = annotation_from_dict(json.loads(to_json_line(found)))
    assert {item.version for finding in loaded.findings for item in finding.evidence} == {"1er lead"}
    kept = Held.load(hold_wires(prepare(article(LINES[0])), Archive.build([first]), config=Config()).dump())
    assert {item.version for row in kept.passages.values() for _, item in row} == {"1er lead"}


@pytest.mark.parametrize(
    "line", ["(In Feb. 1 story, corrects number of people hurt)", "(Corrects figure in paragraph 1)"]
)
def test_a_line_of_advice_says_that_a_text_is_a_correction(line):
    later = second(title="Ropeworks burns in Calder Haven")
    later = replace(later, text=later.text.replace("\n\n", f"\n\n{line}\n\n", 1))
    (found,) = annotate([article(LINES[0])], Archive.build([FIRST, later]))
    (note,) = notes(found, "corrected")
    assert note.endswith("The article has the old text.")


def test_the_slug_may_say_it():
    later = second(title="Ropeworks burns in Calder Haven", slug="CORRECTED-FIRE/CALDER")
    (found,) = annotate([article(LINES[0])], Archive.build([FIRST, later]))
    assert len(notes(found, "corrected")) == 1


def test_a_headline_that_the_correction_changed_is_known_by_the_text_under_it():
    first = replace(FIRST, title="Ropeworks burns in Calder Haven, 12 hurt")
    later = second(title="CORRECTED-Ropeworks burns in Calder Haven, 21 hurt")
    other = replace(later, id="o", text="Ropeworks burns\n\n" + "Of another fire.\n\n" * 4)
    (found,) = annotate([article(LINES[0])], Archive.build([first, later, other]))
    (note,) = notes(found, "corrected")
    assert "corrected by q2" in note


def test_a_withdrawal_reaches_the_first_text_through_the_updates_between():
    update = second(title="UPDATE 1-Fire at ropeworks put out", replaces=["q1"])
    kill = Document(
        id="k", agency="AFP", status="withdrawn", text="Do not use.", published="2034-02-01T18:00:00Z",
        meta={"replaces": ["q2"]},
    )  # fmt: skip
    (found,) = annotate([article(LINES[0])], Archive.build([FIRST, update, kill]))
    assert any("item q1, which was withdrawn by k" in note for note in notes(found, "withdrawn"))


def test_an_item_that_was_withdrawn_as_it_stands_is_named():
    (found,) = annotate([article(LINES[0])], Archive.build([replace(FIRST, status="withdrawn")]))
    (note,) = notes(found, "withdrawn")
    assert note.endswith("of this article rest on AFP's item q1, which its agency withdrew.")


NEW = replace(second("corrected"), id="q1", version="2")


@pytest.mark.parametrize("batch", [1, 9])
def test_a_text_that_was_replaced_under_its_id_is_kept_and_an_article_with_it_says_so(tmp_path, batch):
    archive = Archive.open(tmp_path / "wires", create=True)
    archive.add([replace(FIRST, version="1"), NEW], batch=batch)
    archive.add([NEW])
    archive.compact()
    archive = Archive.open(tmp_path / "wires")
    assert sorted(item.id for item in archive.documents()) == ["q1", "q1#1"]
    assert archive.document("q1").text == NEW.text
    old, new = annotate([article(LINES[0]), replace(article(RIGHT), id="b", outlet="B")], archive)
    (note,) = notes(old, "corrected")
    assert "item q1#1 (version 1), which was corrected by q1" in note
    assert (
        "… on Monday night and 12 people were hurt.” became “… on Monday night and 21 people were hurt.”"
        in note
    )
    assert note.endswith("The article has the old text.")
    assert not any("old text" in note for note in notes(new, "corrected"))
    assert archive.remove(["q1"]) == 1
    assert len(archive) == 0, "what was replaced goes with what replaced it"


def test_a_later_text_with_the_same_id_in_the_same_reading_is_known_by_it():
    later = replace(second("corrected", "Quite another headline"), id="q1~2")
    (found,) = annotate([article(LINES[0])], Archive.build([FIRST, later]))
    (note,) = notes(found, "corrected")
    assert "corrected by q1~2" in note


def test_the_same_item_read_again_keeps_nothing():
    archive = Archive.build([FIRST])
    archive.add([replace(FIRST, text=FIRST.text + " ")])
    archive.add([replace(FIRST, version="2")])
    assert [item.id for item in archive.documents()] == ["q1"]


@pytest.mark.parametrize(("until", "said"), [("2034-02-01T20:00:00Z", 1), ("2034-02-01T14:00:00Z", 0)])
def test_an_embargo_is_kept_and_a_breach_is_said(until, said):
    (found,) = annotate([article(LINES[0])], Archive.build([replace(FIRST, meta={"embargo": until})]))
    assert len(notes(found, "embargo")) == said
    assert all(f"not to be published before {until}" in note for note in notes(found, "embargo"))


@pytest.mark.parametrize(
    ("meta", "said"),
    [
        (
            {"originator": "Opta Sports", "distributor": "AAP"},
            "written by Opta Sports and distributed by AAP",
        ),
        ({"originator": "Agence France-Presse", "distributor": "AFP"}, ""),
        ({"distributor": "feeds.example"}, ""),
    ],
)
def test_who_wrote_and_who_sent_an_item_stand_beside_its_agency(meta, said):
    (found,) = annotate([article(LINES[0])], Archive.build([replace(FIRST, meta=meta)]))
    assert bool(notes(found, "relayed")) == bool(said)
    assert all(said in note for note in notes(found, "relayed"))
