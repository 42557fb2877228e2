"""What a few words, a quotation, a common document or an outlet's own work may prove: each kind through the whole line."""

from __future__ import annotations

import pytest

from provenance.claim.signs import announces, speaks_of_itself
from provenance.match.archive import Archive
from provenance.pipeline import annotate, redecide
from provenance.records import Annotation, Document, Finding

WHEN, LATER = "2035-06-01T08:00:00Z", "2035-06-01T20:00:00Z"
MILL = (
    "NORRVIK (AFP) - Dust from a collapsed flour mill hung over the harbour of Norrvik on Friday as divers searched the "
    "flooded cellars for four missing bakers.",
    "The mill, built by herring merchants in 1871, folded into the canal shortly after the night shift had begun.",
    '"I heard the beams groaning like an old ship, and then the floor simply walked away," shift leader Maud Renner told AFP.',
    "Neighbours passed ladders and bedsheets through broken windows before the first engine could cross the drawbridge.",
    "Mayor Piet Sandoval said the building had been condemned twice and reopened twice.",
    '"Whoever signed those papers will answer to the widows first and to the court second," Sandoval told a news conference.',
    "Prosecutors sealed the offices of the owner, Golden Sheaf, and took away three boxes of inspection letters.",
)
MILL_AP = (
    "NORRVIK (AP) — A flour mill crumbled into a canal in Norrvik before dawn Friday, trapping workers in water up to their "
    "necks.",
    'Sandoval said: "Whoever signed those papers will answer to the widows first and to the court second."',
)
OWN = (
    "Bread was already scarce in the lanes behind the fish hall, and two schools sent their pupils home at ten.",
    "By evening the tram ran only as far as the botanical garden, and nobody could say when it would go further.",
)


def wire(name: str, agency: str, *paragraphs: str, title: str, when: str = WHEN) -> Document:
    text = "\n\n".join((title, *paragraphs))
    return Document(id=name, text=text, title=title, agency=agency, published=when)


def page(*paragraphs: str, title: str, outlet: str = "Norrvik Chronicle", name: str = "a") -> Document:
    text = "\n\n".join((title, *paragraphs))
    return Document(id=name, text=text, title=title, outlet=outlet, published=LATER)


def bare(paragraph: str) -> str:
    return paragraph.rsplit(") - ", maxsplit=1)[-1].rsplit(") — ", maxsplit=1)[-1]


@pytest.fixture(scope="module")
def mill() -> Archive:
    return Archive.build(
        [
            wire("afp", "AFP", *MILL, title="Divers search for bakers after Norrvik flour mill collapses"),
            wire("ap", "AP", *MILL_AP, title="Flour mill crumbles into canal, workers trapped"),
        ]
    )


def read(archive: Archive | None, *documents: Document) -> Annotation:
    return annotate(documents, archive)[0]


def line(annotation: Annotation, words: str) -> Finding:
    text = annotation.document.text
    (found,) = [f for f in annotation.findings if words in text[f.segment.start : f.segment.end]]
    return found


@pytest.mark.parametrize(
    "title",
    [
        "Bakers missing in collapsed mill",
        "Mill collapse: divers search cellars",
        "Condemned twice, reopened twice",
        "Prosecutors seal offices of Golden Sheaf",
    ],
)
def test_a_headline_over_copied_text_is_possible_at_most(mill, title):
    annotation = read(mill, page(bare(MILL[0]), MILL[1], MILL[3], title=title))
    verdict = line(annotation, title).verdict
    assert verdict.origin != "wire" or verdict.certainty == "possible"
    assert line(annotation, "herring merchants").verdict.certainty == "matched"


@pytest.mark.parametrize(
    "title", ["What to bake at the weekend", "Our tram is late again", "Letters to the Chronicle"]
)
def test_a_headline_of_its_own_over_copied_text_needs_a_look_at_most(mill, title):
    annotation = read(mill, page(bare(MILL[0]), MILL[1], MILL[3], title=title))
    verdict = line(annotation, title).verdict
    assert verdict.origin == "original" or verdict.certainty == "possible"


@pytest.mark.parametrize("inner", ["Boxes of apples", "Inspection of kitchens", "A long shift"])
def test_one_word_in_a_line_between_copied_paragraphs_is_no_source(mill, inner):
    annotation = read(mill, page(bare(MILL[0]), MILL[1], inner, MILL[3], title="Mill falls"))
    assert line(annotation, inner).verdict.origin == "original"


@pytest.mark.parametrize(
    "title",
    [
        "Divers search for bakers after Norrvik flour mill collapses",
        "Divers search for bakers after flour mill collapses",
    ],
)
def test_a_copied_headline_is_proven_by_its_words(mill, title):
    verdict = line(read(mill, page(bare(MILL[0]), MILL[1], title=title)), title).verdict
    assert (verdict.origin, verdict.agency) == ("wire", "AFP")
    assert verdict.certainty in {"matched", "likely"}


@pytest.mark.parametrize(
    "fragment",
    ["Ladders and bedsheets.", "Three boxes of letters.", "Condemned twice.", "Four missing bakers."],
)
def test_a_fragment_is_possible_at_most(mill, fragment):
    annotation = read(mill, page(bare(MILL[0]), MILL[1], f"{fragment} {OWN[0]}", MILL[3], title="Mill falls"))
    verdict = line(annotation, fragment).verdict
    assert verdict.origin != "wire" or verdict.certainty == "possible"


def test_a_short_sentence_inside_a_copied_stretch_is_proven_by_it():
    shut = "The canal was shut."
    archive = Archive.build([wire("afp", "AFP", MILL[0], MILL[1], shut, MILL[3], title="Mill collapses")])
    verdict = line(
        read(archive, page(bare(MILL[0]), MILL[1], shut, MILL[3], title="Bread short")), shut
    ).verdict
    assert (verdict.origin, verdict.edit, verdict.certainty) == ("wire", "verbatim", "matched")


def test_a_limit_says_why(mill):
    title = "Divers search cellars for bakers"
    verdict = line(read(mill, page(bare(MILL[0]), MILL[1], MILL[3], title=title)), title).verdict
    assert verdict.certainty == "possible"
    assert "Words of it stand in AFP dispatch afp." in verdict.why


@pytest.mark.parametrize(
    "sentence",
    [
        "“Whoever signed those papers will answer to the widows first and to the court second,” Sandoval said.",
        "Sandoval, pale under the arc lamps of the fish hall, said “whoever signed those papers will answer to the widows "
        "first and to the court second”, and would not be drawn further.",
        "“Whoever signed those papers will answer to the widows first and to the court second,” the mayor shouted over the "
        "crowd from the back of a lorry.",
    ],
)
def test_a_shared_quotation_alone_is_public_speech_at_any_threshold(mill, sentence):
    annotation = read(mill, page(OWN[0], sentence, OWN[1], title="A town without bread"))
    assert line(annotation, "the court second").verdict.origin == "quote"
    (lower,) = redecide([annotation], annotation_config(threshold=0.2))
    assert line(lower, "the court second").verdict.origin == "quote"


def annotation_config(**settings: float):
    from provenance.config import Config

    return Config().with_settings({f"decision.{name}": value for name, value in settings.items()})


def test_the_same_quotation_inside_a_running_copy_came_with_it(mill):
    annotation = read(mill, page(MILL[3], MILL[4], MILL[5], MILL[6], title="Papers signed twice"))
    verdict = line(annotation, "the court second").verdict
    assert (verdict.origin, verdict.agency) == ("wire", "AFP")


@pytest.mark.parametrize(
    "sentence",
    [
        "“I heard the beams groaning like an old ship, and then the floor simply walked away,” Maud Renner said.",
        "“I heard the beams groaning like an old ship, and then the floor simply walked away,” Maud Renner told the Chronicle.",
        "Renner, 44, recalled: “I heard the beams groaning like an old ship, and then the floor simply walked away.”",
    ],
)
def test_what_was_told_to_one_agency_is_its_own_and_the_loss_is_told(mill, sentence):
    found = line(read(mill, page(OWN[0], sentence, OWN[1], title="A town without bread")), "groaning")
    assert (found.verdict.origin, found.verdict.agency) == ("wire", "AFP")
    assert "attribution" in {drift.kind for drift in found.drift}


def test_what_was_told_to_one_agency_stays_so_where_other_pages_print_it_too(mill):
    said = "“I heard the beams groaning like an old ship, and then the floor simply walked away,” Maud Renner {}."
    pages = [
        page(OWN[0], said.format("told AFP"), title="Bread short", name="a"),
        page(OWN[1], said.format("said"), title="Trams stop", name="b", outlet="Lowland Star"),
    ]
    for annotation in annotate(pages, mill):
        assert line(annotation, "groaning").verdict.agency == "AFP"


def test_an_interview_goes_on_in_the_next_paragraph():
    archive = Archive.build(
        [
            wire(
                "ap",
                "AP",
                "NORRVIK (AP) — The miller's guild elected its first woman in three centuries on Friday.",
                "Klara Vandeput told The Associated Press in an interview that she would open the ledgers.",
                '"There is more rot in those books than in any granary on this coast," Vandeput said.',
                '"A guild that hides its flour deserves its weevils," harbour warden Olaf Strand said.',
                title="Millers elect a woman",
            )
        ]
    )
    said = "“There is more rot in those books than in any granary on this coast,” she said."
    other = "“A guild that hides its flour deserves its weevils,” Strand said."
    annotation = read(archive, page(OWN[0], said, OWN[1], other, title="Guild"))
    assert line(annotation, "granary").verdict.agency == "AP"
    assert line(annotation, "weevils").verdict.origin == "quote"


@pytest.mark.parametrize(
    "sentence",
    [
        "The Chronicle asked Golden Sheaf for the inspection letters, and its offices answered that prosecutors had taken them.",
        "A baker who had left the night shift early told the Norrvik Chronicle that the mill had folded before.",
        "Our reporter saw neighbours pass ladders through the broken windows of the mill.",
        "Correction: the mill was built by herring merchants in 1871, and not in 1817.",
    ],
)
def test_an_outlets_own_work_inside_copied_text_is_its_own(mill, sentence):
    annotation = read(mill, page(bare(MILL[0]), MILL[1], sentence, MILL[3], MILL[6], title="Mill falls"))
    verdict = line(annotation, sentence).verdict
    assert (verdict.origin, verdict.rule) == ("original", "own")
    assert "speaks of the outlet itself" in verdict.why


def test_an_outlets_own_work_under_an_agencys_byline_is_its_own():
    text = page(
        "By AFP", bare(MILL[0]), "The mayor told the Chronicle that he would resign.", title="Mill falls"
    )
    annotation = read(None, text)
    assert line(annotation, "told the Chronicle").verdict.rule == "own"
    assert line(annotation, "herring" if "herring" in text.text else "divers").verdict.rule == "credit"


def test_a_copied_sentence_is_copied_though_it_speaks_of_an_outlet():
    told = (
        "The owner told the Chronicle in March that the beams were sound, court papers seen on Friday show."
    )
    archive = Archive.build([wire("afp", "AFP", MILL[0], MILL[1], told, MILL[3], title="Mill collapses")])
    verdict = line(
        read(archive, page(bare(MILL[0]), MILL[1], told, MILL[3], title="Papers")), "told the Chronicle"
    ).verdict
    assert (verdict.origin, verdict.agency) == ("wire", "AFP")


@pytest.mark.parametrize(
    ("sentence", "outlet", "words"),
    [
        ("She told the Courier that she would stay.", "Tarn Courier", "told the Courier"),
        ("The Courier has asked for the list.", "The Tarn Courier", "The Courier has asked"),
        ("He spoke exclusively to Tarn Courier.", "Tarn Courier", "spoke exclusively to Tarn Courier"),
        ("Our correspondent reports from the quay.", None, "Our correspondent"),
        ("An earlier version of this article said so.", None, "earlier version of this article"),
        ("She told the court that she would stay.", "Tarn Courier", ""),
        ("The courier asked for a signature.", "Tarn Courier", ""),
        ("The Times Square crowd cheered.", "The Times", ""),
        ("The Guardian Council met.", "The Guardian", ""),
        ("Our readers are waiting.", "Mirror Online", "Our readers"),
    ],
)
def test_the_words_by_which_a_sentence_speaks_of_its_outlet(sentence, outlet, words):
    found = speaks_of_itself(sentence, outlet)
    assert [told for _, told in found] == ([words] if words else [])


def test_words_of_others_do_not_speak_of_the_outlet(mill):
    sentence = "“Our readers are waiting for the ladders and bedsheets that neighbours passed,” said the publisher of a rival."
    annotation = read(mill, page(bare(MILL[0]), MILL[1], sentence, MILL[3], title="Mill falls"))
    assert line(annotation, "Our readers").verdict.rule != "own"


PACT = (
    "The two harbours bind themselves to keep one pilot list and to open it to any master who asks for it in writing.",
    "Neither shall turn away a vessel in distress on account of its flag, its cargo or the debts of its owner.",
)
AFP_PACT = "NORRVIK (AFP) - Rival ports Norrvik and Ostmark made peace on Friday over a bowl of eel soup."
REUTERS_PACT = "OSTMARK, June 1 (Reuters) - Shipping shares rose on Friday after two ports ended a feud that had cost them millions."


def pact(announced: str) -> Archive:
    return Archive.build(
        [
            wire("afp", "AFP", AFP_PACT, announced, *PACT, title="Ports make peace"),
            wire("reuters", "Reuters", REUTERS_PACT, announced, *PACT, title="Shares rise on ports' pact"),
        ]
    )


@pytest.mark.parametrize(
    ("there", "here"),
    [
        ("Following is the text of their joint statement:", "The joint statement reads:"),
        ("Here is the communique issued by the two ports.", "The ports published a communiqué at noon."),
        ("The full text:", "We print the joint declaration in full."),
    ],
)
def test_a_joint_statement_that_agencies_carry_is_shown_as_such(there, here):
    annotation = read(pact(there), page(OWN[0], here, *PACT, OWN[1], title="Bread short"))
    for words in ("one pilot list", "in distress"):
        verdict = line(annotation, words).verdict
        assert (verdict.origin, verdict.agency, verdict.rule) == ("wire", None, "joint")
        assert verdict.why.startswith(
            "AFP (afp) and Reuters (reuters) carry the same text, announced as a joint statement"
        )
    assert line(annotation, OWN[1]).verdict.origin == "original"


def test_the_same_words_without_an_announcement_are_held_in_common():
    annotation = read(pact("It was signed with a borrowed pen."), page(OWN[0], *PACT, title="Bread short"))
    verdict = line(annotation, "one pilot list").verdict
    assert (verdict.agency, verdict.rule) == (None, "common")


def test_a_joint_statement_that_outlets_carry_is_shown_as_such():
    pages = [
        page(OWN[0], "The joint statement reads:", *PACT, title="Bread short", name="a"),
        page(
            "What the ports say in their joint statement:",
            *PACT,
            title="Peace",
            name="b",
            outlet="Ostmark Star",
        ),
    ]
    for annotation in annotate(pages):
        verdict = line(annotation, "one pilot list").verdict
        assert (verdict.origin, verdict.rule) == ("shared", "joint")
        assert "a joint statement" in verdict.why


def test_the_copied_statement_does_not_show_that_the_dispatch_around_it_was_used():
    annotation = read(
        pact("Following is the text of their joint statement:"),
        page(
            "The two ports issued a joint statement on Friday.",
            *PACT,
            "Rival skippers shared soup.",
            title="Peace",
        ),
    )
    for words in ("issued a joint statement", "Rival skippers"):
        verdict = line(annotation, words).verdict
        assert verdict.origin == "original" or verdict.certainty == "possible"


@pytest.mark.parametrize(
    ("text", "announced"),
    [
        ("They issued a joint statement. ", True),
        ("Voici la déclaration commune : ", True),
        ("Aus der gemeinsamen Erklärung: ", True),
        ("They made a statement in court. ", False),
        ("", False),
    ],
)
def test_how_a_document_is_announced(text, announced):
    assert announces(f"{text}We resolve.", len(text)) is announced


def test_a_rewritten_headline_rests_on_the_lead(mill):
    title = "Missing bakers: divers comb the flooded cellars of fallen mill"
    found = line(read(mill, page(bare(MILL[0]), MILL[1], MILL[3], title=title)), title)
    source = next(d for d in mill.documents() if d.id == "afp")
    assert (
        source.text[found.evidence[0].start :].startswith("NORRVIK (AFP)")
        or found.verdict.origin == "original"
    )


@pytest.mark.parametrize("names", [("take-a", "take-b"), ("take-b", "take-a")])
def test_of_takes_with_the_same_words_the_one_that_explains_more_is_named(names):
    first, second = names
    archive = Archive.build(
        [
            wire(first, "AFP", MILL[0], MILL[1], MILL[3], title="Mill collapses"),
            wire(
                second,
                "AFP",
                MILL[0],
                MILL[1],
                MILL[3],
                MILL[4],
                MILL[6],
                title="Mill collapses",
                when="2035-06-01T12:00:00Z",
            ),
        ]
    )
    annotation = read(archive, page(bare(MILL[0]), MILL[1], MILL[4], MILL[6], title="Papers"))
    found = [f for f in annotation.findings if f.segment.kind == "body"]
    assert {f.evidence[0].doc for f in found} == {second}


def test_agencies_with_the_same_words_are_both_said():
    archive = Archive.build(
        [
            wire("afp", "AFP", MILL[0], MILL[4], title="Mill collapses"),
            wire("ap", "AP", MILL_AP[0], MILL[4], title="Mill crumbles"),
        ]
    )
    annotation = read(archive, page(OWN[0], MILL[4], OWN[1], title="Bread short"))
    verdict = line(annotation, "condemned twice").verdict
    assert verdict.agency is None
    assert "AFP (afp) and AP (ap)" in verdict.why


def test_a_page_whose_every_sentence_is_matched_is_wholly_wire_copy(mill):
    edited = (
        bare(MILL[0]).replace("hung over", "settled on").replace("on Friday", "yesterday"),
        MILL[1].replace("shortly after", "not long after"),
        MILL[3].replace("first engine", "first fire engine of the brigade"),
        MILL[6].replace("took away", "carried off").replace("three boxes", "a stack of boxes"),
    )
    annotation = read(mill, page(*edited, title="Mill falls"))
    assert {f.verdict.origin for f in annotation.findings if f.segment.kind == "body"} == {"wire"}
    assert annotation.verdict == "wholly"
    assert read(mill, page(*edited, OWN[0], OWN[1], title="Mill falls")).verdict != "wholly"


@pytest.mark.parametrize(
    ("mine", "theirs", "shared"),
    [
        ({"outlet": "The Herald"}, {"outlet": "HERALD"}, False),
        ({"outlet": "Herald"}, {"outlet": "Lowland Star"}, True),
        (
            {"url": "https://www.herald.example/mill"},
            {"url": "https://m.herald.example/mill?ref=home"},
            False,
        ),
        ({"url": "https://herald.example/a"}, {"url": "https://herald.example/b"}, False),
        ({"url": "https://herald.example/a"}, {"url": "https://star.example/a"}, True),
        (
            {"outlet": "Herald", "url": "https://news.example/x?id=7"},
            {"outlet": "Star", "url": "https://news.example/x?id=8"},
            True,
        ),
        ({"outlet": "Herald"}, {}, True),
    ],
)
def test_another_text_of_one_newsroom_is_no_witness(mine, theirs, shared):
    told = f"{MILL[1]} {MILL[3]}"
    pages = [
        Document(
            id="a", text=f"Mill falls\n\n{told}\n\n{OWN[0]}", title="Mill falls", published=LATER, **mine
        ),
        Document(
            id="b", text=f"Bread short\n\n{OWN[1]}\n\n{told}", title="Bread short", published=LATER, **theirs
        ),
    ]
    origin = line(annotate(pages)[0], "herring merchants").verdict.origin
    assert origin == ("shared" if shared else "original")
