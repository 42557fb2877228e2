"""Agencies as data, and the credit forms of single lines, wherever they stand."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from provenance.errors import ConfigError
from provenance.page.agencies import AGENCIES, agency, by_domain, canonical, load
from provenance.page.agencies.forms import LONGEST, Form, find_forms
from provenance.page.agencies.names import imitations, reduce
from provenance.page.agencies.rules import RULES


def forms(line: str) -> dict[str, Form]:
    """Return the first form of each rule."""
    found: dict[str, Form] = {}
    for form in find_forms(line):
        found.setdefault(form.rule, form)
    return found


# -- data ---------------------------------------------------------------------------------------------------------
def test_every_record_is_complete_and_its_names_lead_back_to_it():
    assert len(AGENCIES) >= 120
    for item in AGENCIES:
        assert item.aliases or item.ambiguous_forms, item.id
        assert canonical(item.short) == item.short, item.id
        assert not set(item.aliases) & set(item.ambiguous_forms), item.id
        assert len(item.country) == 2, item.id


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Agence France-Presse", "AFP"),
        ("the associated press", "AP"),
        ("REUTERS", "Reuters"),
        ("DPA", "dpa"),
        ("Deutsche Presse-Agentur", "dpa"),
        ("Press Association", "PA"),
        ("ČTK", "CTK"),
        ("PRNewswire", "PR Newswire"),
        ("Getty Images", "Getty"),
        ("  AFP ", "AFP"),
        ("The Quayside Courier", None),
        ("", None),
    ],
)
def test_canonical_names(name, short):
    assert canonical(name) == short


def test_categories_keep_pictures_releases_and_syndicates_apart():
    kinds = {name: agency(name).category for name in ("AFP", "Bloomberg", "Business Wire", "Getty Images")}
    assert kinds == {
        "AFP": "agency",
        "Bloomberg": "syndicate",
        "Business Wire": "pr_wire",
        "Getty Images": "photo",
    }


def test_short_names_that_mean_something_else_are_marked():
    assert all(agency(name).ambiguous for name in ("AP", "AAP", "UPI", "PA", "CP", "UNI", "ANI", "TT"))
    assert not any(agency(name).ambiguous for name in ("AFP", "Reuters", "dpa", "Xinhua", "TASS"))


@pytest.mark.parametrize(
    ("address", "short"),
    [
        ("https://www.reuters.com/world/", "Reuters"),
        ("apnews.com", "AP"),
        ("https://notreuters.com/", None),
        ("http://[broken", None),
        ("", None),
    ],
)
def test_agency_of_an_address(address, short):
    found = by_domain(address)
    assert (found.short if found else None) == short


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[agency]]\nid='x'", "lacks short"),
        ("[[agency", "not TOML"),
        ("[[agency]]\nid='x'\nshort='X'\nname='X'\naliases='X'\ncountry='SE'", "list of words"),
        (
            "[[agency]]\nid='x'\nshort='X'\nname='X'\naliases=['X']\ncountry='SE'\ncategory='blog'",
            "category 'blog'",
        ),
        ("[[agency]]\nid='x'\nshort='X'\nname='X'\naliases=['X']\ncountry='SE'\n" * 2 + "", None),
        (
            "[[agency]]\nid='x'\nshort='X'\nname='X'\naliases=['X']\ncountry='SE'\n"
            "[[agency]]\nid='y'\nshort='X'\nname='Y'\naliases=['Y']\ncountry='SE'",
            "already belongs to 'x'",
        ),
    ],
)
def test_a_wrong_list_of_agencies_is_named(text, message):
    if message is None:
        assert len(load(text)) == 2
        return
    with pytest.raises(ConfigError, match=message):
        load(text)


# -- names in a line ----------------------------------------------------------------------------------------------
@given(st.text(max_size=300) | st.text(alphabet="AFP Reuters(/)-–.,dpa’s共同 ", max_size=300))
def test_reduced_lines_map_back(line):
    reduced = reduce(line)
    assert len(reduced.origin) == len(reduced.text) + 1
    start, end = (len(line) - len(line.lstrip("\xad")), len(line.rstrip("\xad")))  # soft hyphens are not read
    found = reduced.span(0, len(reduced.text)) if reduced.text else (0, len(line))
    assert 0 <= found[0] <= start
    assert end <= found[1] <= len(line)
    for place, _ in reduced.names:
        start, end = reduced.span(place, place + 1)
        assert 0 <= start < end <= len(line)


@pytest.mark.parametrize("line", ["dpa-Meldung", "see reuters.com", "@Reuters", "Reuterswagen", "AFPs", "ap"])
def test_a_name_is_a_whole_word(line):
    assert not [name for _, name in reduce(f"x {line} y").names if line != "ap"]


@pytest.mark.parametrize(
    "line",
    [
        "By \u0410FP",
        "By \u0391FP",
        "R\u0435uters",
        "A\u200bFP in Kyiv",
        "(\uff21\uff26\uff30)",
        "d\u0440\u0430 sagte",
    ],
)
def test_imitated_names_are_flagged_and_never_credited(line):
    assert imitations(line)
    found = find_forms(line)
    assert [form.rule for form in found] == ["X1"]
    assert found[0].agencies == () and "imitate" in (found[0].note or "")


def test_an_agency_in_its_own_script_is_no_imitation():
    assert not imitations("МОСКВА, 3 марта. /ТАСС/. Паром")
    assert forms("МОСКВА, 3 марта. /ТАСС/. Паром")["D4"].agencies == ("TASS",)


# -- forms --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("line", "rule", "agencies"),
    [
        ("OSTERHAVN, Aug 29, 2031 (AFP) - A ferry", "D1", ("AFP",)),
        ("OSTERHAVN (Reuters) -The ferry", "D1", ("Reuters",)),
        ("PORT ELBA (AP) _ A ferry", "D1", ("AP",)),
        ("PORT ELBA, Mass. (AP) — The ferry", "D1", ("AP",)),
        ("Osterhavn (dpa/lno) – Eine Fähre", "D1", ("dpa",)),
        ("San Elba (tca/dpa) - The", "D1", ("TCA", "dpa")),
        ("Puerto Elba, 2 ene (EFE).- El", "D1", ("EFE",)),
        ("Osterhavn [Norland], February 11 (ANI): The", "D1", ("ANI",)),
        ("OSTERHAVN, 11th February, 2031 (WAM) -- The", "D1", ("WAM",)),
        ("أوسترهافن (أ ف ب)", "D1", ("AFP",)),
        ("Osterhavn, Norland (CNN) The ferry to", "D1", ("CNN",)),
        ("Jan 3 (Reuters) - Passengers", "D2", ("Reuters",)),
        ("(ANSA) - OSTERHAVN, 11 OTT - Un", "D3", ("ANSA",)),
        ("(AP) OSTERHAVN - A ferry to the northern islands ran", "D3", ("AP",)),
        ("OSTERHAVN, February 11. /TASS/. A", "D4", ("TASS",)),
        ("OSTERHAVN, Nov 26 AFP - A ferry", "D5", ("AFP",)),
        ("ОСТЕРХАВН, 3 мар — РИА Новости. Паром", "D5", ("RIA Novosti",)),
        ("【オスター共同】フェリー", "D6", ("Kyodo",)),
        ("新华社北京2月11日电", "D6", ("Xinhua",)),
        ("(서울=연합뉴스)", "D6", ("Yonhap",)),
        ("Ferry sails twiceBy Jo Roe OSTERHAVN (Reuters) - A", "D7", ("Reuters",)),
        ("OSTERHAVN: A ferry", "D0", ()),
        ("By AFP", "B1", ("AFP",)),
        ("By ASSOCIATED PRESS", "B1", ("AP",)),
        ("Von dpa", "B1", ("dpa",)),
        ("Par l’AFP", "B1", ("AFP",)),
        ("Por EFE", "B1", ("EFE",)),
        ("Di ANSA", "B1", ("ANSA",)),
        ("Door ANP", "B1", ("ANP",)),
        ("By Agencies", "B1", ("agencies",)),
        ("By Jo Roe, Associated Press", "B2", ("AP",)),
        ("JO ROE and AL POE, Associated Press", "B2", ("AP",)),
        ("JO ROE - Associated Press", "B2", ("AP",)),
        ("Jo Roe Associated Press", "B2", ("AP",)),
        ("By Jo Roe, Chief Reporter, PA News", "B2", ("PA",)),
        ("AP Business Writer", "B3", ("AP",)),
        ("Agence France-Presse in Osterhavn", "B4", ("AFP",)),
        ("Argus Staff and Agencies", "B5", ("agencies",)),
        ("From Staff and Wire Reports", "B5", ("agencies",)),
        ("red, argus.at/Agenturen", "B5", ("agencies",)),
        ("Reuters", "L1", ("Reuters",)),
        ("(AFP, dpa)", "L1", ("AFP", "dpa")),
        ("Reuters Updated: January 16, 2031", "L1", ("Reuters",)),
        ("Die Fähre fährt öfter. (dpa)", "L2", ("dpa",)),
        ("Source: Argus and agencies", "S1", ("agencies",)),
        ("Quelle: dpa-AFX", "S1", ("dpa",)),
        ("Argus Staff With Inputs From AFP", "S2", ("AFP",)),
        ("Agence France-Presse contributed to this report", "S2", ("AFP",)),
        ("(avec AFP)", "S2", ("AFP",)),
        ("mit Material von dpa", "S2", ("dpa",)),
        ("Con información de EFE y Reuters", "S2", ("EFE", "Reuters")),
        ("(con ANSA)", "S2", ("ANSA",)),
        ("Com agências", "S2", ("agencies",)),
        ("met medewerking van ANP", "S2", ("ANP",)),
        (
            "(This story has not been edited by Argus staff and is auto-generated from a syndicated feed.)",
            "S3",
            (),
        ),
        ("© 2031 AFP", "C1", ("AFP",)),
        ("(c) Copyright Thomson Reuters 2031", "C1", ("Reuters",)),
        ("(Reporting by Jo Roe, editing by Al Poe)", "T1", ("Reuters",)),
        ("Our Standards: The Thomson Reuters Trust Principles.", "T2", ("Reuters",)),
        ("hh/ph/ts/hd", "T3", ()),
        ("dpa wsz jln npr", "T4", ("dpa",)),
        ("PTI SKL NSD NSD", "T4", ("PTI",)),
        ("Press Trust of India | Vell | Updated: 6 May 2031 14:30 IST", "B4", ("PTI",)),
        ("AP-WF-03-11-31 1432GMT", "T5", ("AP",)),
        ("det/dpa", "T6", ("dpa",)),
        ("kb/rt (AFP, AP, dpa)", "T7", ("AFP", "AP", "dpa")),
        ("This report by The Canadian Press was first published Feb. 11, 2031.", "T8", ("CP",)),
        ("AP writers Jo Roe in Elba and Al Poe in Osterhavn contributed to this report.", "T9", ("AP",)),
        ("Jo Roe/AFP via Getty Images", "P1", ("AFP", "Getty")),
        ("REUTERS/Jo Roe", "P2", ("Reuters",)),
        ("AP Photo/Jo Roe", "P2", ("AP",)),
        ("Foto: dpa", "P2", ("dpa",)),
        ("Jo Roe/AP", "P3", ("AP",)),
        ("A ferry in the harbour of Osterhavn. — AP", "P1", ("AP",)),
        ("the minister told AFP on Monday", "A1", ("AFP",)),
        ("which could not be verified by Reuters", "A1", ("Reuters",)),
        ("Interfax news agency reported, citing", "A1", ("Interfax",)),
        ("according to news agency TT, which", "A1", ("TT",)),
        ("sagte der dpa am Montag", "A1", ("dpa",)),
        ("selon l’AFP, le bac", "A1", ("AFP",)),
        ("Norland news agencies quoted officials", "A2", ("agencies",)),
        ("UPDATE 2-Ferry sails twice", "V2", ()),
        ("(Adds comments, detail)", "V1", ()),
    ],
)
def test_a_form_is_read(line, rule, agencies):
    found = forms(line)
    assert rule in found, [form.rule for form in find_forms(line)]
    assert found[rule].agencies == agencies


@pytest.mark.parametrize(
    "line",
    [
        "The AAP said it would contest the polls",
        "UPI payments rose 5%",
        "AP High Court quashes order",
        "By BERNARD FERRIER",
        "and/or",
        "his/her",
        "Senior students took the Calculus (AP) - exam",
        "Stone wall (AP) exam",
        "Agencies must spend less",
        "Discover Thomson Reuters",
        "Follow Reuters",
        "dpa-Themenpaket",
        "The ferry to the northern islands sails twice a day",
    ],
)
def test_look_alikes_are_no_text_credit(line):
    text_roles = {
        "byline",
        "dateline",
        "creditline",
        "trailer",
        "sign_off",
        "shared",
        "copyright",
        "syndication",
    }
    assert not [form for form in find_forms(line) if form.role in text_roles]


def test_another_outlet_is_a_mention_without_an_agency():
    found = forms("she told NBC News on Friday")
    assert found["A3"].agencies == () and "NBC News" in (found["A3"].note or "")


def test_offsets_are_those_of_the_line():
    line = "\u00a0 By\u00a0AFP  "
    form = forms(line)["B1"]
    assert line[form.start : form.end] == "By\u00a0AFP" and form.whole
    line = "A ferry at dusk 🌊 in Osterhavn. — AP"
    form = forms(line)["P1"]
    assert line[form.start : form.end] == "— AP" and not form.whole


def test_only_the_ends_of_a_long_line_are_read():
    line = (
        "OSTERHAVN (Reuters) - "
        + "A ferry sails twice a day. " * 40
        + "He told AFP so. "
        + "It sails. " * 40
        + "(dpa)"
    )
    assert len(line) > LONGEST
    found = find_forms(line)
    assert {form.rule for form in found} >= {"D1"} and "A1" not in {form.rule for form in found}
    assert all(line[form.start : form.end].strip() for form in found)


@given(st.text(max_size=500) | st.text(alphabet="Aa (AFP)/-–.,: Bydpa©1", max_size=500))
def test_any_line_is_read_without_an_error_and_within_its_bounds(line):
    for form in find_forms(line):
        assert 0 <= form.start < form.end <= len(line)


ADVERSARIAL = [
    "Aa " * 133, "A" * 400, "(" * 400, "AFP/" * 100, "Aa, " * 100, "By " * 133, "a/" * 200, "AFP " * 100, "© " * 200,
    "Reporting by A " * 26, "AP, A AP " * 44, "with reporting " * 26, "photo " * 66 + "AP", "12 Jan " * 57, "agencies " * 44,
    "Aa Bb " * 60 + "(AFP)", "By A, " * 66 + "AFP", "\u0410FP " * 100, "AFP" + "-" * 390, "told the AFP " * 30,
]  # fmt: skip


@pytest.mark.timeout(20)
@pytest.mark.parametrize("line", ADVERSARIAL)
def test_no_pattern_is_slow(line):
    """Each rule alone on lines made to defeat it: a pattern that backtracks would take seconds."""
    text = reduce(line[:LONGEST]).text
    for rule in RULES:
        regex.search(rule.pattern, text)


@pytest.mark.timeout(20)
def test_a_huge_line_costs_no_more_than_a_long_one():
    line = "Aa bb, " * 1_500_000
    assert find_forms(line) == ()


PERSONS = (
    "By Timothy Reuter", "By Dr. Edzard Reuter", "By Ana Lusa", "By Hina Khan", "By Efe Demir", "By A.P. Singh", "By Dr. A.P. Rao",
    "By Mara Reuter and Jo Lind", "By Belga Moore", "By Ansa Khan", "Hina Khan", "Ana Lusa", "Von Mina Lusa",
)  # fmt: skip
AGENCY_BYLINES = (
    ("By Agence France\xa0Presse", "AFP"), ("By Agence\u2009France\u2011Presse", "AFP"), ("By Agence France\u2013Presse", "AFP"),
    ("By The Associated\u202fPress", "AP"), ("By Deutsche\xa0Presse\u2011Agentur", "dpa"), ("By Reu\xadters", "Reuters"),
    ("By AFP with Mara Solheim", "AFP"), ("By AFP and Mara Solheim", "AFP"), ("AFP with Mara Solheim", "AFP"),
    ("By Mara Solheim \u2022 AFP", "AFP"), ("Mara Solheim \u2022 Reuters", "Reuters"), ("AFP \u2022 Mara Solheim", "AFP"),
    ("AFP | Ostholm | 3 February 2031", "AFP"), ("BY AFP NEWS AGENCY", "AFP"), ("By the AFP news agency", "AFP"), ("By AFP - Paris", "AFP"),
    ("AP writer Jo Lind contributed from Ostholm.", "AP"), ("with AFP", "AFP"), ("Additional reporting by Reuters", "Reuters"),
    ("Author of the article: The Associated Press", "AP"), ("Author of the article:The Associated Press", "AP"),
    ("By Mara SolheimAFP", "AFP"), ("By AFPFebruary 3, 2031", "AFP"), ("ReutersPublished 3 February 2031", "Reuters"),
    ("By Antonio Silva Lusa", "Lusa"), ("By Efe Demir, AFP", "AFP"),
)  # fmt: skip


@pytest.mark.parametrize("line", PERSONS)
def test_a_person_is_no_agency(line: str) -> None:
    assert [form for form in find_forms(line) if form.agencies] == []
    assert reduce(line).names == ()


@pytest.mark.parametrize(("line", "agency"), AGENCY_BYLINES)
def test_an_agency_in_a_byline_is_found_however_it_is_set(line: str, agency: str) -> None:
    found = [form for form in find_forms(line) if form.role not in ("photo", "mention")]
    assert agency in {name for form in found for name in form.agencies}
    assert all(0 <= form.start < form.end <= len(line) for form in found)
