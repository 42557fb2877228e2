"""One kind, many forms: credits, names and pages that are read alike however a page prints them."""

from __future__ import annotations

import pytest

from provenance.config import ReadConfig
from provenance.page.credits import find_credits
from provenance.page.kinds import segment
from provenance.readers.html import document_from_html
from provenance.records import Credit, Document
from provenance.text.tokens import tokenise

TITLE = "Lighthouse keepers of Holm vote to stay"
STORY = (
    "The last four lighthouse keepers of Holm voted on Thursday to stay at their posts for another winter.",
    "Their lamps were to be switched off in May, when a new beacon on the reef was meant to take over.",
    "Divers found cracks in the footing of the beacon, however, and the harbour office has put off the change.",
)


def credits_of(text: str, **fields: str) -> tuple[Credit, ...]:
    """Return what the whole line reads of one text: kinds first, then credits."""
    document = Document(id="a", text=text, **fields)
    return find_credits(document, segment(document, tokenise(text)))


def for_text(found: tuple[Credit, ...]) -> list[Credit]:
    return [c for c in found if c.scope in ("article", "part") and c.role not in ("photo", "mention")]


def above(line: str) -> tuple[Credit, ...]:
    return credits_of("\n\n".join((TITLE, line, *STORY)))


def below(line: str) -> tuple[Credit, ...]:
    return credits_of("\n\n".join((TITLE, *STORY, line)))


@pytest.mark.parametrize(
    "line",
    [
        "By Jonna Reuters",
        "By OLAF REUTER",
        "By Birk Kyodo",
        "By Antara Holt",
        "By Jonna Ritzau",
        "By Mehr Winter",
        "Jiji Holt",
    ],
)
def test_a_reporter_called_like_an_agency_is_none(line):
    assert for_text(above(line)) == []
    assert for_text(credits_of("\n\n".join(STORY), byline=line.removeprefix("By "))) == []


@pytest.mark.parametrize(
    "line", ["By Jonna Holt Reuters", "By Staff Reuters", "Avec Reuters", "Tasnim News Agency"]
)
def test_an_agency_behind_two_names_or_a_desk_is_one(line):
    assert for_text(above(line)) or for_text(below(line))


@pytest.mark.parametrize(
    "line",
    [
        "By \u200bReuters",
        "By AFP\u200b",
        "By Agence France\u2212Presse",
        "By The\u00a0 Associated\u00a0Press",
        "\u200eBy AFP",
    ],
)
def test_marks_that_nobody_sees_hide_no_name(line):
    assert for_text(above(line))


@pytest.mark.parametrize(
    "line",
    [
        "By: PTI | Holm |",
        "ANI |",
        "By ANI | Holm | March 12, 2031",
        "Reuters / Holm / March 12, 2031",
        "AFP – Holm – 12 mars 2031",
        "By AP with Jonna Holt in Holm",
        "AP and Jonna Holt",
        "Reported By: PTI, Edited By: Jonna Holt",
        "Edited by Jonna Holt | PTI",
        "By Jonna Holt via Reuters",
        "News Desk with AFP",
        "AFP News Agency",
    ],
)
def test_a_byline_is_read_in_any_order_and_with_any_marks(line):
    assert for_text(above(line))


@pytest.mark.parametrize("line", ["EFE | Holm", "EFE - Holm", "IANS | Holm"])
def test_an_agency_beside_a_place_alone_is_a_hint(line):
    assert [c.certainty for c in for_text(above(line))] == ["low"]


@pytest.mark.parametrize(
    "line",
    [
        "With agency inputs",
        "mit Agenturmaterial",
        "Edited from AFP copy",
        "(Avec les informations de l'AFP)",
        "(avec dpa)",
        "AFP reporters contributed.",
        "The AFP news agency contributed to this report.",
        "Information from AFP was included in this report.",
        "This story was originally published by AFP.",
        "First published by AFP.",
        "Source(s): AFP",
        "jh, AFP",
        "(Red./dpa)",
    ],
)
def test_a_credit_below_the_text_is_read_however_it_is_said(line):
    assert for_text(below(line))


@pytest.mark.parametrize(
    "opening",
    [
        "HOLM - March 12 - AFP: ",
        "HOLM [AFP] - ",
        "AFP / HOLM — ",
        "HOLM (March 12, 2031) — (AFP) ",
        "HOLM: (AFP) ",
        "AFP HOLM, March 12 — ",
        "HOLM | AFP | ",
    ],
)
def test_a_dateline_credits_its_agency_in_any_order(opening):
    found = for_text(credits_of("\n\n".join((TITLE, opening + STORY[0], *STORY[1:]))))
    assert [(c.role, c.agencies) for c in found] == [("dateline", ("AFP",))]


def html(inside: str, below_it: str = "") -> str:
    paragraphs = "".join(f"<p>{line}</p>" for line in STORY)
    return (
        f"<html lang='en'><head><title>{TITLE}</title></head><body><main><article><h1>{TITLE}</h1>{inside}"
        f"{paragraphs}</article>{below_it}</main></body></html>"
    )


def test_the_byline_of_a_next_story_on_the_page_is_not_this_storys():
    follows = (
        "<article><h1>Bread prices rise in the hill towns</h1><div class='byline'>By AFP</div><p>Bakers in the hill towns"
        " raised their prices on Friday for the second time this year.</p></article>"
    )
    page = html("<div class='byline'>By Jonna Holt</div>", follows)
    text = document_from_html(page, "a", config=ReadConfig()).text
    assert "By Jonna Holt" in text
    assert "AFP" not in text
