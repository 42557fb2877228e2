"""What can stand alone between two articles, and what may lean on its neighbour."""

from __future__ import annotations

from dataclasses import replace

import pytest

from provenance.claim.anchors import count_speech, find_anchors, is_firm
from provenance.config import DecisionConfig
from provenance.records import Evidence, Finding, Part, Quote, Segment, Verdict
from provenance.text.words import counted

CONFIG = DecisionConfig(threshold=0.5, firm_run=6, firm_share=0.6, frame_words=6, reach=2, pillars=3)
TEXT = "The ferry left Port Ellery before dawn with ninety sacks of barley on deck."


def finding(text=TEXT, *items: Evidence, quotes: tuple[Quote, ...] = (), kind="body", start=0) -> Finding:
    whole = Finding(Segment(start, start + len(text), kind), Verdict(None), quotes, tuple(items))
    return counted("\n" * start + text, whole)


def item(*words: str, text=TEXT, role="article", doc="a1", score=0.9) -> Evidence:
    blocks = []
    for run in words:
        start = text.index(run)
        blocks.append((start, start + len(run), start, start + len(run)))
    return Evidence(doc, None, role, None, 0, 9, score, "light", tuple(blocks))


def test_words_are_counted_inside_and_outside_marks():
    text = "“We sank at noon,” Tam O’Dell said."
    speech = count_speech(finding(text, quotes=(Quote(0, 18),)))
    assert (speech.quoted, speech.narrated) == (4, 3)
    assert speech.share == pytest.approx(4 / 7)
    assert speech.alone(CONFIG)


def test_words_that_were_counted_are_not_counted_again():
    known = replace(finding(), words=3, spoken=2)
    assert counted(TEXT, known) is known
    speech = count_speech(known)
    assert (speech.quoted, speech.narrated) == (2, 1)


def test_the_words_of_parts_are_counted_with_the_sentence():
    parts = (Part(0, 14, "verbatim"), Part(14, len(TEXT), "new"))
    whole = replace(finding(), words=0, parts=parts, evidence=(replace(item(), parts=parts),))
    found = counted(TEXT, whole)
    assert [part.words for part in found.parts] == [3, 11]
    assert found.evidence[0].parts == found.parts
    assert found.words == 14


def test_no_words_have_no_share():
    speech = count_speech(finding("—"))
    assert (speech.quoted, speech.narrated, speech.share) == (0, 0, 0.0)


@pytest.mark.parametrize(
    ("runs", "firm"),
    [
        (["before dawn with ninety sacks of barley"], True),
        (["before dawn with ninety"], False),
        (["ferry left Port Ellery before dawn"], False),  # six words, but names are no narration
        (["ferry left Port Ellery before dawn with ninety"], True),  # six without the names
        (["The ferry left", "before dawn with", "of barley on deck"], True),  # much of it, though in pieces
        ([], False),
    ],
)
def test_a_passage_stands_alone_by_a_run_of_narration_or_most_of_it(runs, firm):
    assert is_firm(TEXT, finding(), item(*runs), config=CONFIG) is firm


def test_shared_speech_is_no_narration():
    text = "“before dawn with ninety sacks of barley on deck,” he said"
    spoken = finding(text, quotes=(Quote(0, 50),))
    shared = item("before dawn with ninety sacks of barley on deck", text=text)
    assert not is_firm(text, spoken, shared, config=CONFIG)


def test_a_sentence_leans_on_what_explains_its_neighbours():
    rows, text = [], ""
    for n in range(7):
        evidence = [item("before dawn with ninety sacks of barley")] if n == 2 else []
        moved = [
            Evidence(
                "a1",
                None,
                "article",
                None,
                0,
                9,
                0.9,
                "light",
                tuple((a + len(text), b + len(text), c, d) for a, b, c, d in e.blocks),
            )
            for e in evidence
        ]
        rows.append(finding(TEXT, *moved, start=len(text)))
        text += TEXT + "\n"
    content = list(range(7))
    found = find_anchors(text, rows, content, config=CONFIG)
    assert [bool(found[n].beside) for n in content] == [True, True, False, True, True, False, False]
    assert all(not found[n].pillars for n in content)
    assert found[2].firm == frozenset(rows[2].evidence)
    assert find_anchors(text, rows, content, config=replace(CONFIG, threshold=0.95))[1].beside == frozenset()


def test_a_source_of_three_sentences_is_a_pillar_of_the_whole_article():
    wire = item("before dawn with ninety sacks of barley", role="wire", doc="w1")
    rows = [finding(TEXT, wire) if n < 3 else finding() for n in range(12)]
    found = find_anchors(TEXT, rows, list(range(12)), config=CONFIG)
    assert found[11].pillars == frozenset(["w1"])
    assert found[11].beside == frozenset()
