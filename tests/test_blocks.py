"""Tables, score cards, line-ups and key figures: rows of lines that are no prose and tell something all the same."""

from __future__ import annotations

import pytest

import provenance as pv
from provenance.page import prepare
from provenance.records import Document

STORY = """Ferries win at last in the Harbour Cup

The Ferries beat the Tugs by five wickets at the quay on Monday, their first win of the summer, after rain had stopped.

The captain said that nobody had believed in it, and that the crews would have their evening in the harbour now.
"""
CARD = """
Scoreboard

THE TUGS – Second innings

A Orr c Vale b Pike 12

O Dean not out 101

J Roe lbw b Lunt 7

Extras (b6, lb9) 15

Total (2 wkts, 40 overs) 135
"""
TEAMS = """
The teams

Ferries: Ada Orr, Otto Vale, Jonas Roe, Keld Friis, Marta Weil (capt), Ruud Akker

Tugs: Orla Dean, Ned Rice, Lis Aamund, Heike Stroth (capt), Braulio Cid, Solenn Bihan

Umpires: Hugo Sarn (TAM), Pieter Lund (KOR)
"""
PRICES = """
Monday's closing prices, Tollen

Company | Price | Change

Quayside | 3.38 | -8.6%

Harbour Bread | 11.07 | +3.1%

Tollen 30 | 2,911.4 | -0.4%
"""
FOOT = """
More from the harbour

Sign up to our newsletter
"""


def kinds(text: str, agency: str | None = None) -> dict[str, str]:
    prepared = prepare(Document("a", text, agency=agency))
    return {text[s.start : s.end]: s.kind for s in prepared.segments}


def test_a_score_card_is_a_table_and_ends_the_story():
    found = kinds(STORY + CARD + FOOT)
    assert found["Scoreboard"] == "subhead"
    assert {found[line] for line in CARD.strip().split("\n\n")[1:]} == {"table"}
    assert found["Sign up to our newsletter"] == found["More from the harbour"] == "furniture"


def test_rows_of_cells_are_a_table_and_a_menu_is_none():
    found = kinds(STORY + PRICES + FOOT)
    assert {found[line] for line in PRICES.strip().split("\n\n")} == {"table"}
    menu = "\nNews | Sport | Weather\n\nOpinion | Culture | Travel\n\nHome | Help | Contact\n"
    assert "table" not in kinds(STORY + menu).values()


def test_labels_with_their_facts_are_text_of_the_story():
    found = kinds(STORY + TEAMS + FOOT)
    assert found["The teams"] == "subhead"
    assert {found[line] for line in TEAMS.strip().split("\n\n")[1:]} == {"body"}


@pytest.mark.parametrize(
    "foot", ["Editor: Ada Orr\n\nPhone: 555 0101\n\nPublisher: Otto Vale", "Fixtures and results: Page 31"]
)
def test_an_imprint_is_no_list(foot):
    found = kinds(STORY + "\n" + foot)
    assert "body" not in {found[line] for line in foot.split("\n\n")}


def test_line_ups_are_found_in_the_dispatch():
    wire = pv.Document("w", STORY + TEAMS, agency="AFP", published="2031-04-02T06:00:00Z")
    page = pv.Document(
        "a", "Cup day\n\n" + STORY.split("\n\n", 1)[1] + TEAMS, published="2031-04-02T09:00:00Z"
    )
    found = pv.annotate(page, pv.Archive.build([wire]))
    lines = {page.text[f.segment.start : f.segment.end]: f for f in found.findings}
    assert {lines[line].verdict.origin for line in TEAMS.strip().split("\n\n")[1:]} == {"wire"}


def test_stamps_of_a_live_page_are_furniture_and_who_writes_is_a_credit():
    live = (
        "Harbour closed: live\n\nThe pilots are out and the harbour is closed, the port said in a note on its door.\n\n"
        "14.32 GMT\n\nKEY UPDATE\n\nThe minister has asked both sides to come to his office in the evening, she says.\n\n"
        "3h ago\n\nAFP writes:\n\nForty ships were waiting offshore when the wind dropped, the coast guard told everybody.\n"
    )
    found = kinds(live)
    assert {found[line] for line in ("14.32 GMT", "KEY UPDATE", "3h ago")} == {"furniture"}
    assert found["AFP writes:"] == "credit"
