"""Pages of several items: entries of live pages with their own times, and credits that speak for one item alone."""

from __future__ import annotations

import json

import pytest

import provenance as pv
from provenance.contract import annotation_from_dict, to_json_line
from provenance.page import prepare
from provenance.records import Document

BARGE = "The last barge left the lock at Orne before the water fell below the sill of the upper gate."
LORRIES = "Some forty lorries stood in line at the mill, and the drivers had made a fire of pallets."
KEEPER = "The lock keeper, Ada Orr, said that she had never seen the river so low in thirty years."
CRANE = "A crane came from Vell to lift the beam that had blocked the gate since Tuesday night."
COUNCIL = "The council met behind closed doors and nobody would say what it had decided to do."


def posted(text, title="Lock closed: live updates", **facts):
    """Return the time of each paragraph of a page by its first words."""
    found = prepare(Document("live", f"{title}\n\n{text}", title=title, **facts))
    return {
        text_of: item.posted
        for item in found.segments
        if item.kind == "body"
        and (text_of := " ".join(found.document.text[item.start : item.end].split()[:3]))
    }


def kinds(text, title):
    document = Document("live", f"{title}\n\n{text}", title=title)
    return [(document.text[item.start : item.end], item.kind) for item in prepare(document).segments]


@pytest.mark.parametrize(
    ("first", "second", "third", "published", "times"),
    [  # newest first, as the pages print it
        ("14.32 GMT", "KEY UPDATE 13.05 GMT", "9.10 GMT", "2031-05-06T14:40:00Z", ("06T14:32:00+00:00", "06T13:05:00+00:00", "06T09:10:00+00:00")),
        ("2:32 p.m. EDT", "1:05 p.m. EDT", "11:40 a.m. EDT", "2031-05-06T18:40:00Z", ("06T14:32:00-04:00", "06T13:05:00-04:00", "06T11:40:00-04:00")),
        ("14h32", "13 h 05", "9h10", "2031-05-06T14:40:00+02:00", ("06T14:32:00+02:00", "06T13:05:00+02:00", "06T09:10:00+02:00")),
        ("14.32 Uhr", "13.05 Uhr", "9 Uhr", "2031-05-06T14:40:00+02:00", ("06T14:32:00+02:00", "06T13:05:00+02:00", "06T09:00:00+02:00")),
        ("00:20 GMT", "23:50 GMT", "23:10 GMT", "2031-05-06T00:25:00Z", ("06T00:20:00+00:00", "05T23:50:00+00:00", "05T23:10:00+00:00")),
        ("Updated at 14:32 GMT", "Updated at 13:05 GMT", "Updated at 09:10 GMT", "2031-05-06T09:10:00Z", ("06T14:32:00+00:00", "06T13:05:00+00:00", "06T09:10:00+00:00")),
        ("14:32", "13:05", "09:10", "2031-05-06", ("06T14:32:00", "06T13:05:00", "06T09:10:00")),
        ("Ada Orr 14:32 GMT", "Ben Imrie 3h ago", "Ada Orr 09:10 GMT", "2031-05-06T14:40:00Z", ("06T14:32:00+00:00", "06T14:32:00+00:00", "06T09:10:00+00:00")),
        ("14:32 GMT", "3h ago", "09:10 GMT", "2031-05-06T14:40:00Z", ("06T14:32:00+00:00", "06T14:32:00+00:00", "06T09:10:00+00:00")),
        ("5 minutes ago", "an hour ago", "3h ago", "2031-05-06T14:40:00Z", (None, None, None)),
        ("14:32", "13:05", "09:10", None, (None, None, None)),
    ],
)  # fmt: skip
def test_an_entry_has_the_time_of_its_stamp(first, second, third, published, times):
    found = posted(f"{first}\n\n{BARGE}\n\n{second}\n\n{LORRIES}\n\n{third}\n\n{KEEPER}", published=published)
    expected = tuple(time and f"2031-05-{time}" for time in times)
    assert tuple(found.values()) == expected


def test_a_time_that_opens_a_paragraph_is_its_stamp():
    text = f"14.32 Uhr: {BARGE}\n\n13.05 Uhr – {LORRIES}\n\n++ 9.10 Uhr: {KEEPER}"
    found = posted(text, title="Schleuse gesperrt", published="2031-05-06T14:40:00+02:00")
    assert [time[11:16] for time in found.values()] == ["14:32", "13:05", "09:10"]


def test_an_update_inside_an_entry_makes_it_later():
    text = f"14:32 GMT\n\n{BARGE}\n\n10:20 GMT\n\n{LORRIES}\n\nUpdated at 10.24 GMT\n\n09:05 GMT\n\n{KEEPER}"
    found = posted(text, published="2031-05-06T14:40:00Z")
    assert [time[11:16] for time in found.values()] == ["14:32", "10:24", "09:05"]


@pytest.mark.parametrize(
    "text",
    [
        f"Published 09:05 GMT\n\nUpdated 14:40 GMT\n\n{BARGE}\n\n{LORRIES}",  # a page's own times
        f"{BARGE}\n\nThe ferry sails at 14:32, the bus at 15:10.\n\n{LORRIES}",
        f"May 4, 2031 2:37 pm\n\n{BARGE}\n\nMay 3, 2031 2:37 pm\n\n{LORRIES}\n\nMay 1, 2031\n\n{KEEPER}",
    ],
)
def test_a_page_without_entries_has_none(text):
    found = posted(text, title="Lock closed at Orne", published="2031-05-06T14:40:00Z")
    assert set(found.values()) == {None}


def test_the_heading_of_an_entry_is_a_cross_head_and_its_stamp_furniture():
    text = f"14.32 GMT\n\nKEY UPDATE\n\nMinister stops the barges\n\n{BARGE}\n\n13.05 GMT\n\n{LORRIES}"
    found = dict(kinds(text, "Lock closed: live"))
    assert (found["14.32 GMT"], found["KEY UPDATE"], found["Minister stops the barges"]) == (
        "furniture",
        "furniture",
        "subhead",
    )
    assert found[BARGE] == found[LORRIES] == "body"


LIVE = Document(
    "live",
    f"Lock closed: as it happened\n\n14.32 GMT\n\n{BARGE} {LORRIES}\n\n11.05 GMT\n\n{KEEPER}\n\n"
    "“We shall open the gate when the beam is out and not an hour before,” Ada Orr told a crowd at the mill.\n\n"
    f"09.10 GMT\n\n{CRANE}",
    title="Lock closed: as it happened",
    published="2031-05-06T09:12:00Z",  # when the page was opened
)
NOON = Document(
    "w",
    f"ORNE, May 6 (Reuters) - {BARGE} {LORRIES}\n\n{KEEPER} {CRANE}\n\n“We shall open the gate when the beam is out"
    " and not an hour before,” she said on the quay.",
    agency="Reuters",
    published="2031-05-06T13:00:00Z",
)


@pytest.fixture(scope="module")
def live():
    return pv.annotate([LIVE], pv.Archive.build([NOON]))[0]


def told(annotation):
    text = annotation.document.text
    return {text[f.segment.start : f.segment.end]: f.verdict.origin for f in annotation.findings}


def test_an_entry_has_nothing_from_a_dispatch_that_came_after_it(live):
    found = told(live)
    assert (found[BARGE], found[LORRIES], found[KEEPER], found[CRANE]) == (
        "wire",
        "wire",
        "original",
        "original",
    )
    (speech,) = [origin for text, origin in found.items() if text.startswith("“We shall")]
    assert speech == "quote"  # public speech stays public, whenever others print it


def test_the_time_of_an_entry_is_written_and_read_again(live):
    line = to_json_line(live, sources=True)
    assert {"2031-05-06T14:32:00+00:00", None} <= {
        item.get("posted") for item in json.loads(line)["segments"]
    }
    assert annotation_from_dict(json.loads(line)) == live


def covered(text, title, **facts):
    """Return which paragraphs the credits of items speak for, and which the credits of the page."""
    found = prepare(Document("letter", f"{title}\n\n{text}", title=title, **facts))
    names = {BARGE: "barge", LORRIES: "lorries", KEEPER: "keeper", CRANE: "crane", COUNCIL: "council"}
    return {
        (credit.agencies[0], credit.scope): " ".join(
            name
            for words, name in names.items()
            if credit.stretch and credit.stretch[0] <= found.document.text.find(words) < credit.stretch[1]
        )
        for credit in found.credits
        if credit.scope in ("article", "part")
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"#1 The lock\n\n{BARGE}\n\nSource: AFP\n\n#2 The mill\n\n{LORRIES}", {("AFP", "part"): "barge"}),
        (f"1. The lock\n\n{BARGE} {KEEPER}\n\nReuters\n\n2. The mill\n\n{LORRIES}\n\n3. The crane\n\n{CRANE}", {("Reuters", "part"): "barge keeper"}),
        (f"The lock\n\n{BARGE}\n\n— Reuters\n\nThe crane\n\n{CRANE}\n\n— AFP\n\nThe council\n\n{COUNCIL}", {("Reuters", "part"): "barge", ("AFP", "part"): "crane"}),
        (f"The lock\n\n{BARGE} (AFP)\n\nThe crane\n\n{CRANE} (Reuters)", {("AFP", "part"): "barge", ("Reuters", "part"): "crane"}),
        (f"{BARGE} {KEEPER} (Reuters)\n\n{CRANE} {LORRIES} (AFP)\n\n{COUNCIL}", {("Reuters", "part"): "barge keeper", ("AFP", "part"): "lorries crane"}),
        (f"{COUNCIL}\n\n***\n\nBy AFP\n\n{BARGE} {KEEPER}\n\n***\n\n{LORRIES}\n\n***\n\n{CRANE}", {("AFP", "part"): "barge keeper"}),
        (f"{COUNCIL}\n\n***\n\nORNE (AFP) - {BARGE}\n\n***\n\n{LORRIES}\n\nThat is all for today.", {("AFP", "part"): "barge"}),
        # one story with cross-heads: its credit is the page's
        (f"{BARGE}\n\nThe mill\n\n{LORRIES}\n\nThe crane\n\n{CRANE} {COUNCIL}\n\nReuters", {("Reuters", "article"): ""}),
        (f"By AFP\n\n{BARGE}\n\n1. The mill\n\n{LORRIES}\n\n2. The crane\n\n{CRANE}", {("AFP", "article"): ""}),
    ],
)  # fmt: skip
def test_a_credit_inside_an_item_covers_that_item(text, expected):
    assert covered(text, "Five things to know today") == expected


def test_the_credit_of_an_entry_covers_that_entry():
    text = f"Lock closed: live\n\n14.32 GMT\n\n{BARGE}\n\n13.05 GMT\n\n{LORRIES} (AFP)\n\n09.10 GMT\n\n{KEEPER}\n\nAdditional reporting by Reuters"
    assert covered(text, "Lock closed: live") == {("AFP", "part"): "lorries", ("Reuters", "part"): ""}


def test_an_item_is_credited_and_the_page_is_not():
    text = f"Three things today\n\n1. The lock\n\n{BARGE} {KEEPER}\n\nAFP\n\n2. The mill\n\n{LORRIES}\n\n3. The crane\n\n{CRANE}"
    (found,) = pv.annotate([Document("letter", text, published="2031-05-06")])
    assert [text for text, origin in told(found).items() if origin == "wire"] == [BARGE, KEEPER]
    assert annotation_from_dict(json.loads(to_json_line(found, sources=True))) == found
