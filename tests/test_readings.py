"""A line is read once: its readings, its kind with the rule that gave it, its credits with their reasons."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from provenance.config import Config, CreditConfig, SegmentConfig
from provenance.page.agencies import forms
from provenance.page.credits import find_credits, names_on_page
from provenance.page.kinds import kind_sentence, read_lines
from provenance.page.kinds.rules import BY_NAME, RULES
from provenance.page.kinds.signs import all_words, read_words
from provenance.page.preparation import prepare
from provenance.page.reading import readings
from provenance.records import Document, Segment

PAGES = [
    "\n".join(line[2:] for line in path.read_text("utf-8").split("\n"))
    for path in sorted((Path(__file__).parent / "pages").glob("*.txt"))
]
OPENING = "The ferry to Kaigata was cancelled for the third day on Sunday because of ice in the sound."
CLOSING = "The port office opened a waiting room with tea and blankets for the stranded."
SENTENCE = "Aldermen passed the harbour bill at dawn."


def page(*lines: str) -> Document:
    return Document("x", "\n\n".join(lines))


def segment_of(document: Document, words: str) -> Segment:
    """Return the first segment that holds some words."""
    segments = prepare(document).segments
    return next(item for item in segments if words in document.text[item.start : item.end])


def declared(document: Document) -> set[str]:
    """Return the agencies that the text, or part of it, is credited to."""
    found = prepare(document).credits
    return {name for credit in found if credit.scope in ("article", "part") for name in credit.agencies}


# -- one reading --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", PAGES)
def test_the_grammar_is_asked_once_a_line(text, monkeypatch):
    asked = []
    read = forms._read
    monkeypatch.setattr(
        forms, "_read", lambda line, *rest, **more: asked.append(line) or read(line, *rest, **more)
    )
    prepare(Document("x", text))
    lines = read_lines(text)
    del asked[len(asked) - len(lines) :]
    assert len(asked) == len(lines)


def test_a_hard_wrapped_credit_keeps_its_place_in_the_text():
    document = page("Ferry stays in port", OPENING, CLOSING, "Copyright  2031   The Associated  Press.")
    credit = prepare(document).credits[0]
    assert (credit.agencies, document.text[credit.start : credit.end]) == (("AP",), credit.text)


@pytest.mark.parametrize("text", PAGES)
def test_every_kind_carries_a_rule_of_the_table_that_gives_that_kind(text):
    for item in prepare(Document("x", text)).segments:
        assert BY_NAME[item.rule].kind == item.kind


@pytest.mark.parametrize("text", PAGES)
def test_the_judges_of_words_are_asked_in_the_order_of_the_table(text):
    names = [rule.name for rule in RULES]
    for line in read_lines(text):
        found = [names.index(rule.name) for rule in all_words(line)]
        assert found == sorted(found)
        assert read_words(line) == next(iter(all_words(line)), None)


def test_rules_have_short_names_and_one_sentence_each():
    assert len({rule.name for rule in RULES}) == len({rule.sentence for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.name.replace("_", "").isalpha()
        assert rule.name.islower()
        assert rule.sentence.startswith("It ") or rule.sentence.split()[0] in (
            "Several",
            "Another",
            "Half",
            "A",
            "The",
        )
        assert rule.sentence.endswith(".")
        assert kind_sentence(rule.name) == rule.sentence
    assert "not known" in kind_sentence("of a later version")


def test_what_is_too_long_or_too_much_says_so():
    config = Config(segments=SegmentConfig(max_words=10, max_sentences=2))
    document = page(
        "Fair put off",
        "It rained all day long on the fair of the town of Merrow.",
        "One came.",
        "Two left.",
        "It ended.",
    )
    rules = [item.rule for item in prepare(document, config=config).segments]
    assert rules == ["first_heading", "too_long", "prose", "too_many", "too_many"]


def test_readings_tell_in_words_what_decided():
    document = Document(
        "x", f"Ferry stays in port\n\nBy AFP\n\n{OPENING}\n\n{CLOSING}", title="Ferry stays in port"
    )
    title, byline, first, _ = readings(document)
    assert (title.kind, title.rule) == ("headline", "title")
    assert [item.name for item in byline.readings if item.decides] == ["byline_form"]
    assert "“By AFP” reads like a byline (AFP)." in [item.sentence for item in byline.readings]
    assert [(credit.agencies, why) for credit, why in byline.credits] == [
        (("AFP",), "a byline above the text")
    ]
    assert "It names no agency, and no form of credit fits it." in [item.sentence for item in first.readings]


@pytest.mark.parametrize("text", PAGES)
def test_readings_agree_with_what_was_prepared(text):
    document = Document("x", text)
    prepared = prepare(document)
    rows = readings(document)
    assert [credit for row in rows for credit, _ in row.credits] == list(prepared.credits)
    assert all(a.end <= b.start for a, b in pairwise(rows))
    for row in rows:
        first = next(item for item in prepared.segments if item.end > row.start)
        assert (row.kind, row.rule) == (first.kind, first.rule)
        assert row.readings[0].decides


def test_credits_without_lines_at_hand_read_them():
    document = page("Ferry stays in port", "By AFP", OPENING, CLOSING)
    prepared = prepare(document)
    assert find_credits(document, prepared.segments, config=CreditConfig()) == prepared.credits


# -- datelines ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "dateline",
    [
        "(AFP) - MERROW, March 12 -", "MERROW, March 12 (AFP) -", "(AFP) - MERROW, 12 MAR -", "AFP - Merrow -", "MERROW - AFP -",
        "March 12, MERROW (AFP) -", "MERROW (AFP, March 12) -", "(AFP, MERROW) -", "[AFP] Merrow, 12 March -", "AFP, Merrow, March 12 -",
        "MERROW/AFP -", "AFP/MERROW -", "(AFP) March 12 -", "(AFP) MERROW, March 12:", "MERROW, 12 March 2031 - AFP -", "12 March, AFP -",
    ],
)  # fmt: skip
def test_agency_place_and_date_in_any_order_open_a_sentence_of_the_story(dateline):
    document = page(
        "Bill through at last", f"{dateline} {SENTENCE}", "The vote was 61 to 44, after a night of talks."
    )
    assert segment_of(document, "harbour bill").kind == "body"
    assert declared(document) == {"AFP"}


@pytest.mark.parametrize(
    "words",
    ["By AFP, MERROW, March 12 -", "By AFP - March 12, 2031 -", "AFP MERROW March 12", "AFP published on Monday:", "(Reuters) 12:30 GMT -",
     "dpa 12. März 2031, 10:30 Uhr:", "AFP updated its count:"],
)  # fmt: skip
def test_a_stamp_swallows_no_prose(words):
    document = page(
        "Bill through at last", f"{words} {SENTENCE}", "The vote was 61 to 44, after a night of talks."
    )
    assert segment_of(document, "harbour bill").kind == "body"


@pytest.mark.parametrize(
    "line",
    ["By AFP | March 12, 2031 10:30 AM", "AFP, 12 March 2031 - Updated 13 March 2031, 9:15 GMT", "dpa, Stand: 12.03.2031, 10:30 Uhr",
     "Par AFP Publié le 12/03/2031 à 22h09 • Mis à jour le 13/03/2031 à 08h00", "Reuters Published: 12:30pm, 12 Mar, 2031"],
)  # fmt: skip
def test_a_stamp_behind_a_byline_is_one(line):
    document = page("Bill through at last", line, OPENING, CLOSING)
    assert segment_of(document, line[:8]).kind == "credit"
    assert len(declared(document)) == 1


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["MERROW (AP) — The Latest on the vote in Merrow (all times local):", "9:15 p.m."], "credit"),
        (["MERROW, May 2 (Reuters) - The Latest on the vote in Merrow:", "By Jo Roe", "May 3, 2031"], "body"),
        (["MERROW (AFP) — Merrow voted on its bridge on Monday.", "Updated May 3, 2031, 10:30"], "body"),
        (["MERROW (AP) — The Latest on the vote in Merrow"], "deck"),
        (
            ["VOTE - MERROW (AFP) - The Latest on the vote in Merrow (all times local):", "9:15 p.m."],
            "credit",
        ),
    ],
)
def test_a_dateline_is_read_though_its_line_stands_where_decks_do(lines, kind):
    document = page(
        "The Latest: Merrow votes on the bridge",
        *lines,
        "The mayor called it a triumph of patience.",
        CLOSING,
    )
    assert segment_of(document, lines[0]).kind == kind
    assert len(declared(document)) == 1


# -- rights, policy, short credits --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("RIPRODUZIONE RISERVATA © Copyright ANSA", "ANSA"), ("© RIPRODUZIONE RISERVATA ANSA", "ANSA"), ("Riproduzione riservata - ANSA", "ANSA"),
        ("© Copyright ANSA - Riproduzione riservata", "ANSA"), ("Tutti i diritti riservati © ANSA", "ANSA"), ("All rights reserved. © 2031 AFP", "AFP"),
        ("Alle Rechte vorbehalten. © dpa", "dpa"), ("Todos los derechos reservados © EFE", "EFE"), ("© AFP - Tous droits réservés", "AFP"),
        ("Reproduction interdite © AFP", "AFP"), ("Todos os direitos reservados. Lusa", "Lusa"), ("Alle rechten voorbehouden. © ANP", "ANP"),
        ("All rights reserved. Used with permission of The Associated Press.", "AP"), ("No reproduction without permission. © Reuters 2031", "Reuters"),
    ],
)  # fmt: skip
def test_an_agency_that_reserves_its_rights_is_credited(line, name):
    document = page("Ferry stays in port", OPENING, CLOSING, line)
    assert segment_of(document, line).rule == "rights_agency"
    assert declared(document) == {name}


@pytest.mark.parametrize(
    "line", ["© Riproduzione riservata", "All rights reserved. Herald Media Ltd 2031", "© 2031 Herald Media"]
)
def test_an_outlet_that_reserves_its_rights_is_furniture(line):
    document = page("Ferry stays in port", OPENING, CLOSING, line)
    assert segment_of(document, line).kind == "furniture"
    assert declared(document) == set()


@pytest.mark.parametrize(
    "line",
    [
        "The airline's privacy policy lets it sell the names of its guests, the judge found.",
        "Pelto rewrote its terms and conditions twice in one winter.",
        "The court noted that 'all rights reserved' is printed on the napkins.",
        "The minister mocked the plan as worthy of our newsletter of 1998.",
        "Pelto changed its cookie policy after the ruling.",
        "Its terms of service forbid any resale of tickets.",
        "Terms of the deal were not disclosed.",
        "Privacy policy changes at Pelto angered its guests in the north.",
        "Copyright holders won the case against the airline on Tuesday.",
        "“All rights reserved” was printed on the napkins.",
        "“You cannot hide behind your own privacy policy,” the judge said.",
        "Published in 1998, the rules have never been tested.",
        "The writer is in prison, his lawyer told the court.",
        "By clicking on one link the clerk released all the money.",
        "The airline sends to your inbox whatever it likes, a passenger complained.",
        "Pelto gave the agency feed of flight data to a rival.",
    ],
)
def test_a_sentence_of_news_about_notices_is_body(line):
    document = page(
        "Judge scolds Pelto over data",
        "A judge scolded the airline Pelto on Tuesday.",
        line,
        "Pelto will appeal.",
    )
    assert segment_of(document, line).kind == "body"


@pytest.mark.parametrize(
    "line",
    [
        "By signing up you agree to our privacy policy and terms of service.",
        "Use of this site constitutes acceptance of our terms and conditions.",
        "Our newsletter arrives in your inbox every morning.",
        "Our terms of service have changed.",
        "Herald Media Ltd. All rights reserved. No part of this page may be reproduced.",
        "All rights reserved by Herald Media Group.",
        "Copyright 2031 Herald Media Ltd. All rights reserved.",
        "With a digital subscription you will never miss a local story.",
        "We value your privacy: see our cookie policy.",
        "Terms and conditions apply.",
        "The views expressed are the author's own.",
    ],
)
def test_a_notice_to_the_reader_is_furniture(line):
    document = page(
        "Judge scolds Pelto over data",
        "A judge scolded the airline Pelto on Tuesday.",
        line,
        "Pelto will appeal.",
    )
    assert segment_of(document, line).kind == "furniture"


@pytest.mark.parametrize(
    "line",
    [
        "with AFP", "(with AFP)", "— with AFP", "Staff writers, with AFP", "By Staff Writer, with AFP", "Jo Roe, with AFP", "Herald staff, with AFP and dpa",
        "Additional reporting AFP", "Additional reporting by AFP", "(With AFP inputs)", "(AFP inputs)", "(Inputs from AFP)", "with AFP reports",
        "AFP contributed", "AFP contributed to this report", "Reporting by AFP", "Reporting by Jo Roe and AFP", "Writing by AFP", "Report: AFP",
        "Compiled from AFP", "Material from AFP was used in this report", "by our correspondent, with AFP",
    ],
)  # fmt: skip
def test_short_forms_below_the_text_credit_a_part_of_it(line):
    document = page("Ferry stays in port", OPENING, CLOSING, line)
    assert segment_of(document, line).kind == "credit"
    assert "AFP" in declared(document)


@pytest.mark.parametrize(
    "line",
    [
        "Connect with Reuters",
        "The captain spoke with Reuters.",
        "Nobody agreed with AFP on Monday.",
    ],
)
def test_links_and_sentences_with_an_agency_are_no_credits(line):
    assert declared(page("Ferry stays in port", OPENING, line, CLOSING)) == set()


# -- captions and what widgets leave ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("var ads = ads || []; ads.push({place: 'side', size: 3}); ads.run(true);", "code"),
        ("— Jo Roe (@joroe) March 12, 2031", "post_signature"),
        ("THE HERALD Published 1:42 p.m. ET March 12, 2031 | Updated 1:48 p.m. ET March 12, 2031", "date"),
        ("FILE - In this March 12, 2031 file photo the ferry Amina leaves the port of Merrow.", "pictured"),
        ("The ferry Amina has left the port of Merrow without a captain. (March 12) AP", "captioned_form"),
    ],
)
def test_what_widgets_and_pictures_leave_is_known_by_its_words(line, rule):
    assert segment_of(page("Ferry stays in port", OPENING, line, CLOSING), line[:30]).rule == rule


def test_sentences_above_picture_credits_in_a_row_are_captions():
    slides = [
        "The ferry lies at the pier.",
        "Jo Roe/AFP",
        "Guests sleep in the hall.",
        "Al Poe/AFP",
        "The captain looks at ice.",
        "Jo Roe/AFP",
    ]
    document = page("Ferry stays in port", OPENING, *slides, CLOSING)
    kinds = [item.kind for item in prepare(document).segments]
    assert kinds == ["headline", "body", *["caption", "credit"] * 3, "body"]


def test_slides_that_share_their_last_sentence_are_captions_and_the_story_is_not():
    shared = "Boats have not sailed from the island since Sunday, March 12, 2031, when its harbour froze."
    slides = [
        f"{who} in the waiting room of the port. {shared}"
        for who in ("A cook sleeps", "A band plays", "Two nuns sing", "A dog waits")
    ]
    document = page(
        "Ferry stays in port", OPENING, CLOSING, *slides, "Nobody could say when it would sail again."
    )
    kinds = [item.kind for item in prepare(document).segments]
    assert kinds == ["headline", "body", "body", *["caption"] * 4, "body"]


# -- names --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "The AFP news agency writes that the bill is through.", "“We saw AFP's man at the pier,” she said.", "The AFP-run office was shut.",
        "Photo: Jo Roe/AFP", "© 2031 AFP", "More: afp.com/harbour", "AGENCE  FRANCE\nPRESSE", "Follow @AFP",
    ],
)  # fmt: skip
def test_a_name_anywhere_on_the_page_is_named(line):
    assert names_on_page(page("Bill through at last", OPENING, line)) == ("AFP",)


def test_fields_of_the_record_name_and_parts_of_words_do_not():
    assert names_on_page(Document("x", OPENING, byline="Jo Roe, dpa")) == ("dpa",)
    assert names_on_page(page("The apartments of Pakistan", "He was apt to map the path.")) == ()
