"""Captions that do not say so, rows below the story, and posts that a page embeds."""

from __future__ import annotations

import pytest

from provenance.match.archive import Archive
from provenance.page import prepare
from provenance.pipeline import annotate
from provenance.records import Document

STORY = (
    "The ferry company cut its winter crossings to Orrin on Monday after a quarrel over fuel.",
    "Islanders said the boat had been late on most mornings since the new timetable began.",
    "The council met in the evening and put off its answer for a week.",
)


def kinds(*lines: str) -> dict[str, str]:
    document = Document(id="a", text="\n\n".join(["Ferry cuts its crossings", *lines]))
    found = prepare(document)
    return {document.text[s.start : s.end]: s.kind for s in found.segments}


@pytest.mark.parametrize(
    "line",
    [
        "Mayor Ada Orr waves to islanders as she arrives at the harbour in Orrin, Tuesday, May 9, 2034.",
        "People wait for the early boat at the harbour of Orrin on 9 May 2034 after the crossings were cut.",
        "Mayor Ada Orr, left, and the ferry's owner Jon Rask in the harbour office at Orrin.",
        "Ada Orr, Jon Rask and Tove Lind, from left to right, at the harbour office of Orrin.",
        "FILE In this file photo taken in May 2033, the early boat lies at the quay in the harbour of Orrin.",
    ],
)
def test_a_picture_shows_itself_by_two_signs(line):
    assert kinds(STORY[0], line, *STORY[1:])[line] == "caption"


@pytest.mark.parametrize(
    "line",
    [
        "Gov. Ada Orr (R) is expected to sign the ferry bill before the summer recess, her office announced.",
        "Rep. Jon Rask (R-Orrin) joined a chorus of islanders calling for the owner to resign over the cuts.",
        "The charges follow the wreck of the old boat off the harbour of Orrin on December 21, 2029.",
        "The new timetable was drawn up in a hurry after the fire of May 9, 2034, the owner wrote.",
        "Figures of May 9, 2034, show that fewer islanders take the boat than in any year before.",
        "Ada Orr said people wait for the boat in the rain since May 9, 2034, and nobody answers them.",
    ],
)
def test_one_sign_or_a_party_makes_no_caption(line):
    assert kinds(STORY[0], line, *STORY[1:])[line] == "body"


def test_the_present_tense_above_a_pictures_credit_is_a_caption():
    line = "Mayor Ada Orr attends a breakfast with the ferry's owner at the harbour office in Orrin."
    assert kinds(STORY[0], line, "(Photo: Jon Lind, AP)", *STORY[1:])[line] == "caption"
    told = "Mayor Ada Orr attended a breakfast with the ferry's owner and left without an answer."
    assert kinds(STORY[0], told, "(Photo: Jon Lind, AP)", *STORY[1:])[told] == "body"


def test_the_head_of_a_running_account_is_furniture_and_with_a_dateline_a_credit():
    bare = "The Latest on the ferry quarrel (all times local):"
    credited = "ORRIN (AP) — The Latest on the ferry quarrel (all times local):"
    assert kinds(bare, *STORY)[bare] == "furniture"
    assert kinds(credited, *STORY)[credited] == "credit"


BOX = (
    "The ferry in figures",
    "Boats: 3, one of them laid up",
    "Crossings: 14 a week, down from 22",
    "Islanders: 2,140",
)
TABLE = ("Boat | Built | Seats", "Orrin | 2011 | 140", "Tern | 1998 | 90", "Gannet | 2024 | 210")


def test_boxes_and_tables_below_the_story_belong_to_it():
    found = kinds(*STORY, *BOX, "Fleet of the company", *TABLE)
    assert {found[row] for row in BOX[1:]} == {"body"}
    assert {found[row] for row in ("Fleet of the company", *TABLE)} == {"table"}
    assert found[BOX[0]] == "subhead"


def test_headlines_of_other_pages_are_no_box():
    others = (
        "Mayor: I will walk if I must", "Weather: rain and then more rain", "Harbour: a history in pictures",
        "Council: who sits where and why",
    )  # fmt: skip
    found = kinds(*STORY, *others)
    assert {found[row] for row in others} == {"furniture"}


POST = "Nobody on this island will wait in the rain for a boat that never comes!"


def test_an_embedded_post_is_speech_of_who_signed_it():
    document = Document(
        id="a",
        text="\n\n".join(["Mayor posts", STORY[0], POST, "— Ada Orr (@adaorr) May 9, 2034", *STORY[1:]]),
    )
    (quote,) = prepare(document).quotes
    assert document.text[quote.start : quote.end] == POST
    assert quote.speaker == "Ada Orr"


def test_a_story_is_not_compared_with_the_captions_of_a_dispatch():
    caption = "Islanders wait for the last tickets at the harbour office of Orrin, Tuesday, May 9, 2034."
    dispatch = Document(
        id="d",
        agency="AP",
        text="\n\n".join(["Ferry company cuts winter crossings", *STORY[:2], caption, STORY[2]]),
    )
    told = "Islanders wait for the last tickets at the harbour office of Orrin, as every year."
    (found,) = annotate(
        [Document(id="a", text="\n\n".join(["Boats and tickets", told]))], Archive.build([dispatch])
    )
    (finding,) = [item for item in found.findings if item.segment.kind == "body"]
    place = dispatch.text.index(caption)
    assert all(item.start != place for item in finding.evidence)
    (again,) = annotate(
        [Document(id="a", text="\n\n".join(["Boats", STORY[0], caption]))], Archive.build([dispatch])
    )
    (shown,) = [item for item in again.findings if item.segment.kind == "caption"]
    assert shown.evidence[0].start == place
