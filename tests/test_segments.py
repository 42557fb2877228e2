"""Each line of pages in many manners gets its kind; segments are sentences, in order, apart and complete."""

from __future__ import annotations

from pathlib import Path

import pytest
from source_lines import KINDS as SOURCES

from provenance.config import SegmentConfig
from provenance.page.kinds import segment
from provenance.records import Document, Segment
from provenance.text.tokens import tokenise

KINDS = {
    "H": "headline", "D": "deck", "S": "subhead", "B": "body", "C": "caption", "R": "credit", "F": "furniture", "T": "table",
}  # fmt: skip
PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))


def kinds_by_line(document: Document) -> dict[int, set[str]]:
    """Return the kinds found on each line, by its number from 1."""
    found: dict[int, set[str]] = {}
    for item in segments_of(document):
        first = document.text.count("\n", 0, item.start) + 1
        for line in range(first, first + document.text.count("\n", item.start, item.end) + 1):
            found.setdefault(line, set()).add(item.kind)
    return found


def segments_of(document: Document) -> tuple[Segment, ...]:
    return segment(document, tokenise(document.text), config=SegmentConfig())


def labelled(path: Path) -> tuple[str, dict[int, str]]:
    """Return the text of a page and the kind of each line by its number."""
    lines = path.read_text("utf-8").split("\n")
    text = "\n".join(line[2:] for line in lines)
    return text, {n: KINDS[line[0]] for n, line in enumerate(lines, 1) if line.strip()}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
@pytest.mark.parametrize("titled", [False, True], ids=["text only", "with title"])
def test_every_line_of_a_page_has_its_kind(path, titled):
    text, expected = labelled(path)
    title = (
        next(text.split("\n")[n - 1] for n, kind in expected.items() if kind == "headline")
        if titled
        else None
    )
    found = kinds_by_line(Document("x", text, title=title))
    lines = text.split("\n")
    wrong = {lines[n - 1]: (found.get(n), kind) for n, kind in expected.items() if found.get(n) != {kind}}
    assert not wrong


@pytest.mark.parametrize(
    "path", [p for p in PAGES if "\n\n" not in p.read_text("utf-8")], ids=lambda path: path.stem
)
def test_empty_lines_between_paragraphs_change_no_content(path):
    """A page keeps its story when a scraper puts an empty line after each line, or writes CRLF."""
    text, expected = labelled(path)
    for apart, step in (("\n\n", 2), ("\r\n", 1)):
        spaced = apart.join(text.rstrip("\n").split("\n"))
        found = kinds_by_line(Document("x", spaced))
        story = {n for n, kind in expected.items() if kind in ("headline", "body")}
        assert {n: found[(n - 1) * step + 1] for n in story} == {n: {expected[n]} for n in story}


HEADLINE = "Ferry strikes the only rock in Idris bay, passengers safe"
STORY = [
    "The ferry Amina struck the only rock in Idris bay on Monday night with 311 people aboard, the coast guard said.",
    "Nobody was hurt. The captain, Yusuf Dahir, told an inquiry that he had been looking at the moon.",
    "“It was very large,” he said.",
    "The inquiry goes on.",
]
PLACES = {"kicker": 0, "head": 1, "mid": 3, "tail": 5}
LINES = [
    row.split("\t") for row in (Path(__file__).parent / "pages" / "lines.tsv").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize(
    ("place", "letter", "line"), LINES, ids=[f"{place}: {line[:50]}" for place, _, line in LINES]
)
def test_a_line_put_into_a_plain_story_has_its_kind_and_spoils_no_other(place, letter, line):
    page = [HEADLINE, *STORY]
    page.insert(PLACES[place], line)
    expected = {text: {"headline" if text == HEADLINE else "body"} for text in page} | {line: {KINDS[letter]}}
    for apart, title in (("\n", None), ("\n\n", None), ("\n", HEADLINE), ("\n\n", HEADLINE)):
        found = kinds_by_line(Document("x", apart.join(page), title=title))
        assert dict(zip(page, found.values(), strict=True)) == expected


def test_segments_are_sentences_numbered_by_paragraph():
    text = "A headline about the town fair\n\nIt rained. Nobody came.\n\nThe fair was put off to May 3."
    found = segments_of(Document("x", text))
    assert [(text[s.start : s.end], s.kind, s.paragraph) for s in found] == [
        ("A headline about the town fair", "headline", 0),
        ("It rained.", "body", 1),
        ("Nobody came.", "body", 1),
        ("The fair was put off to May 3.", "body", 2),
    ]


def test_a_story_in_one_line_keeps_its_trailer_apart():
    text = (
        "LORANA, May 2 (Reuters) - Lorana raised its bridge toll on Monday. Drivers hooted for an hour. "
        "(Reporting by Ana Bell; Editing by Tom Rye)"
    )
    found = [(text[s.start : s.end][:12], s.kind) for s in segments_of(Document("x", text))]
    assert found == [("LORANA, May ", "body"), ("Drivers hoot", "body"), ("(Reporting b", "credit")]


def test_the_copy_of_a_caption_is_a_caption_and_the_paragraph_stays():
    text = "\n".join(
        [
            "Crowds gather for the opening of the tallest sandcastle in Merrow",
            "The council opened the tallest sandcastle in the county on Monday, before the tide came in at noon.",
            "Children from four schools carried the last buckets up a ladder on Monday morning",
            "Children from four schools carried the last buckets up a ladder on Monday morning.",
            "The tide took it at ten past twelve.",
        ]
    )
    assert [s.kind for s in segments_of(Document("x", text))] == [
        "headline",
        "body",
        "caption",
        "body",
        "body",
    ]


def test_a_bare_agency_is_read_by_its_place():
    caption = "Boats lie in the mud of the harbour after the tide went out for good."
    head = f"The sea leaves Port Orrin\n\n{caption}\nAFP\n\n"
    story = "The sea left Port Orrin on Monday, officials said.\n\nNobody knows where it went, they said.\n\n"
    kinds = [s.kind for s in segments_of(Document("x", head + story + "Reuters\n"))]
    assert kinds == ["headline", "caption", "credit", "body", "body", "credit"]


def test_a_text_without_a_headline_has_none():
    text = "A MAN who stole a tram was jailed yesterday.\n\nHe said it had been left running.\n\nThe case continues."
    assert [s.kind for s in segments_of(Document("x", text))] == ["body"] * 3


@pytest.mark.parametrize("label", ["Analysis", "Explainer", "Opinion", "Watch"])
def test_a_headline_may_begin_with_a_label(label):
    text = (
        f"{label}: the lock gates nobody wanted to pay for\n\nThe gates were shut on Monday.\n\nNobody paid."
    )
    assert [s.kind for s in segments_of(Document("x", text))] == ["headline", "body", "body"]


def test_the_title_of_another_page_is_no_headline():
    story = [
        f"The {word} gate of the lock was shut on Monday, the harbour board said."
        for word in "east west north south".split()
    ]
    text = "\n".join([*story, "Recommended for you", "Lock gates open again in Port Idris"])
    found = segments_of(Document("x", text, title="Lock gates open again in Port Idris"))
    assert [s.kind for s in found] == ["body"] * 4 + ["furniture"] * 2


def test_a_record_whose_text_leaves_out_its_title_has_no_headline():
    text = "Maud Ellery\n\nMURVANE\n\nThe furnace went out on Monday.\n\nNobody wept, Owen Marsh said."
    found = segments_of(Document("x", text, title="Furnace goes cold"))
    assert [s.kind for s in found] == ["credit", "credit", "body", "body"]


def test_summary_bullets_of_a_dispatch_are_a_deck():
    text = "* Furnace out after 120 years\n\n* Union wants talks\n\nMURVANE, May 6 (Reuters) - A furnace went out.\n\nIt was cold."
    found = segments_of(Document("x", text, title="Furnace goes cold", agency="Reuters"))
    assert [s.kind for s in found] == ["deck", "deck", "body", "body"]


def test_a_byline_in_the_record_makes_its_line_a_credit():
    text = "Storm takes roof of the opera\n\nthe culture table\n\nThe roof of the opera is in the river.\n\nIt rained on Act II."
    plain = segments_of(Document("x", text))
    known = segments_of(Document("x", text, byline="The culture table"))
    assert (plain[1].kind, known[1].kind) == ("furniture", "credit")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t\n",
        "\x00\x01",
        "(" * 20_000,
        "a" * 100_000,
        "By " * 30_000,
        "Aa " * 60_000,
        "'a " * 40_000,
        "\n" * 50_000,
        "x\n" * 20_000,
    ],
    ids=["empty", "blank", "control", "brackets", "one word", "by", "capitals", "marks", "breaks", "lines"],
)
@pytest.mark.timeout(20)
def test_hostile_texts_are_read_in_linear_time(text):
    found = segments_of(Document("x", text))
    assert bool(found) == any(not char.isspace() and char.isprintable() for char in text)


@pytest.mark.shared
@pytest.mark.parametrize("name", sorted(SOURCES))
def test_every_line_of_the_source_articles_has_its_kind(shared, name):
    (path,) = (shared / "seeds").glob(f"{name}_*.txt")
    text = path.read_bytes().decode("utf-8")
    found = kinds_by_line(Document(name, text))
    expected = {n: {kind} for kind, numbers in SOURCES[name].items() for n in numbers}
    assert found == {n: expected.get(n, {"body"}) for n in found}
