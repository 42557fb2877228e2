"""Shared passages over a corpus: all and only those, joined beyond pairs, in order, with the text they have in common."""

from __future__ import annotations

import itertools
import json
import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_annotations import WORLDS, annotation, annotations

from provenance.claim.groups import DISPLAY_KINDS, find_groups, find_sources
from provenance.claim.reconstruction import Telling, reconstruct
from provenance.config import Config, GroupConfig
from provenance.pipeline import annotate, redecide
from provenance.records import Document, Review
from provenance.result import Corpus
from provenance.show.view import groups_view

PAIRS = [
    {"w5-art-7", "w5-art-8"},
    {"w2-coastalfinancialreview", "w2-velkvalleyargus"},
]
"""The articles of the sample whose unseen source the gold file knows."""


def gold() -> dict[str, list[dict]]:
    lines = (WORLDS / "gold.jsonl").read_text("utf-8").splitlines()
    return {item["id"]: item["segments"] for item in map(json.loads, lines)}


def common(*texts: str):
    return reconstruct([Telling(f"d{i}", text, ((0, len(text)),)) for i, text in enumerate(texts)])


def carriers(piece) -> list[set[str]]:
    return [{doc for doc, _, _ in reading.places} for reading in piece.readings]


# ---- grouping, through the real pipeline


def test_the_sample_shares_two_unseen_sources():
    assert [set(source.documents) for source in find_sources(annotations())] == PAIRS


def test_every_shared_sentence_is_a_witness_once_and_nothing_else_is():
    witnesses = Counter(
        (w.doc, w.start, w.end) for group in find_groups(annotations()) for w in group.witnesses
    )
    shared = {
        (a.document.id, f.segment.start, f.segment.end)
        for a in annotations()
        for f in a.findings
        if f.verdict.origin == "shared" and f.evidence[0].blocks
    }
    assert len(shared) > 20
    assert max(witnesses.values()) == 1
    assert shared <= set(witnesses)
    assert (
        len(set(witnesses) - shared) <= 1
    )  # the passage a verdict rests on may itself be too heavily rewritten


def test_witnesses_are_the_gold_passages():
    """A witness overlaps a gold sentence of the same unseen source, and its group points where the gold points."""
    known = gold()
    for group in find_groups(annotations()):
        for witness in group.witnesses:
            fitting = [
                s for s in known[witness.doc]
                if s.get("origin") == "shared" and s["start"] < witness.end and s["end"] > witness.start
            ]  # fmt: skip
            assert fitting, witness
            if witness.kind in DISPLAY_KINDS:
                continue
            pointed = {(x["doc"], x["start"], x["end"]) for s in fitting for x in s["src"]}
            others = [w for w in group.witnesses if w.doc != witness.doc and w.told]
            assert all(
                any(d == w.doc and a < w.end and b > w.start for d, a, b in pointed) for w in others
            ), (witness, others)


def test_a_group_has_two_documents_and_its_places_hold_its_words():
    text = {a.document.id: a.document.text for a in annotations()}
    for group in find_groups(annotations()):
        assert len(group.documents) > 1
        told = {w.doc for w in group.witnesses if w.told}
        assert told == set(group.documents)
        for piece in group.common.pieces:
            here = {doc for reading in piece.readings for doc, _, _ in reading.places} | set(piece.absent)
            assert here == told
            for reading in piece.readings:
                words = {" ".join(text[doc][start:end].split()) for doc, start, end in reading.places}
                assert reading.text in words


def test_the_common_text_reads_as_an_edition():
    found = {group.common.text for group in find_groups(annotations())}
    assert (
        "Lusara's two {largest | biggest} copper producers have agreed to sell half [of] their export earnings to "
        "the central bank for the next three months, the [country’s] mining chamber said [on] Thursday."
    ) in found
    assert (
        "Under Vestrian law, the company could be fined {up to four per cent | as much as 4%} of its worldwide "
        "turnover, or about 3.1 billion crowns."
    ) in found
    assert '"I {cannot | can’t} put a receipt in the tank."' in found


def test_stretches_are_neighbours_and_say_where_the_order_differs():
    moved, halves = find_sources(annotations())
    assert (
        len(halves.stretches) == 2 and not halves.agreed
    )  # the two outlets tell the two halves the other way round
    assert all(stretch.agreed for stretch in halves.stretches)
    assert (
        len(moved.stretches) == 1 and not moved.stretches[0].agreed
    )  # a quotation stands one sentence later


def test_a_headline_joins_its_passage_and_takes_no_part_in_the_text():
    headlines = [w for group in find_groups(annotations()) for w in group.witnesses if w.kind == "headline"]
    assert headlines and not any(witness.told for witness in headlines)


def test_equal_input_gives_equal_groups_in_any_order_of_articles():
    forward = find_sources(annotations())
    assert find_sources(annotations()) == forward
    assert find_sources(tuple(reversed(annotations()))) == forward


def test_an_article_alone_knows_its_witnesses_from_its_sources():
    whole = {
        group.common.text for group in find_groups(annotations()) if "w2-velkvalleyargus" in group.documents
    }
    alone = find_groups([annotation("w2-velkvalleyargus")])
    assert len(alone) > 4 and {group.common.text for group in alone} <= whole
    assert {doc for group in alone for doc in group.documents} == PAIRS[1]


def test_moving_the_threshold_moves_the_groups():
    strict = redecide(annotations(), Config().with_settings({"decision.threshold": 0.99}))
    assert 0 < len(find_groups(strict)) < len(find_groups(annotations()))


def test_a_person_has_the_last_word():
    item = annotation("w2-velkvalleyargus")
    no = Review("original", "ann", "2032-03-13T10:00:00Z")
    reviewed = [replace(f, review=no) if f.verdict.origin == "shared" else f for f in item.findings]
    others = [a for a in annotations() if a.document.id != item.document.id]
    left = find_groups([*others, replace(item, findings=tuple(reviewed))])
    wire = Review("wire", "ann", "2032-03-13T10:00:00Z")
    sourced = [replace(f, review=wire) for f in item.findings]
    none = find_groups([*others, replace(item, findings=tuple(sourced))])
    assert len(left) <= len(find_groups(annotations()))
    assert not [g for g in none if "w2-velkvalleyargus" in g.documents]


def test_no_archive_and_no_common_words_give_no_group():
    decided = annotate(
        [
            Document(
                id="a",
                text="Ferry line sold\n\nThe island's only ferry line was sold on Monday for a token coin.",
            ),
            Document(
                id="b",
                text="School roof falls\n\nA school roof fell in overnight; nobody was in the building.",
            ),
        ]
    )
    assert find_groups(decided) == () == find_sources(decided)
    assert find_groups([]) == () == find_sources([])


STORY = (
    "Divers raised the bronze bell of the steamer Ottoline from the harbour mud near Pell Quay early on Saturday.",
    "It weighs 310 kilograms and still carries the shipyard's mark, according to the museum that paid for the search.",
    "The Ottoline sank within nine minutes in 1911 after striking an unlit coal barge off the northern mole.",
)
OWN = {
    "a": "Our reporter counted forty onlookers on the pier, most of them holding umbrellas against the drizzle.",
    "b": "Ticket prices at the aquarium will rise next season, its director told this newspaper in an interview.",
    "c": "Readers have sent in photographs of the old tram depot, and a selection appears on page nine.",
}


def outlets() -> list[Document]:
    told = {
        "a": STORY,
        "b": (STORY[0].replace("early on", "on"), STORY[1].replace("310 kilograms", "310 kilos"), STORY[2]),
        "c": (STORY[1], STORY[0].replace("early on", "early"), STORY[2].replace("within", "in")),
    }
    return [
        Document(
            id=name,
            outlet=f"Outlet {name.upper()}",
            published=f"2033-05-0{day}T08:00:00Z",
            text=f"{OWN[name][:30]}\n\n{' '.join(told[name][:2])}\n\n{told[name][2]}\n\n{OWN[name]}",
        )
        for day, name in enumerate("abc", 1)
    ]


def test_three_outlets_make_one_group_a_passage():
    (source,) = find_sources(annotate(outlets()))
    assert source.documents == ("a", "b", "c")
    assert [len(group.witnesses) for group in source.groups] == [3, 3, 3]
    assert [stretch.agreed for stretch in source.stretches] == [False]  # c begins with the second sentence
    bell, weight, sunk = (group.common.text for group in source.groups)
    assert "Pell Quay early {on Saturday | Saturday}" not in bell and bell.endswith(
        "near Pell Quay early on Saturday."
    )
    assert weight == STORY[1]  # two of three have "kilograms"
    assert sunk == STORY[2]


def test_the_corpus_offers_both():
    corpus = Corpus(annotations())
    assert corpus.groups() == find_groups(annotations())
    assert corpus.shared_sources() == find_sources(annotations())


# ---- the common text


def test_equal_tellings_are_their_common_text():
    result = common("The pier closed at noon.", "The pier closed at noon.")
    assert result.text == "The pier closed at noon." and result.kept == 1
    assert [piece.kind for piece in result.pieces] == ["agreed"]


def test_case_marks_and_quotes_are_not_variants():
    result = common("“The pier,” he said, “is closed”.", 'The pier, he said, "is closed."')
    assert [piece.kind for piece in result.pieces] == ["agreed"]


def test_of_two_tellings_neither_is_preferred():
    result = common("The old pier closed at noon.", "The wooden pier closed at noon.")
    assert result.text == "The {old | wooden} pier closed at noon."
    assert carriers(result.pieces[1]) == [{"d0"}, {"d1"}]


def test_of_three_tellings_the_majority_stands_and_the_other_is_kept_beside_it():
    result = common(
        "The old pier closed at noon.", "The wooden pier closed at noon.", "The old pier closed at noon."
    )
    assert result.text == "The old pier closed at noon."
    (dissent,) = [piece for piece in result.pieces if len(piece.readings) > 1]
    assert [reading.text for reading in dissent.readings] == ["old", "wooden"]
    assert carriers(dissent) == [{"d0", "d2"}, {"d1"}]


def test_two_against_two_is_no_majority():
    result = common(
        "The old pier closed.", "The wooden pier closed.", "The old pier closed.", "The wooden pier closed."
    )
    assert result.text == "The {old | wooden} pier closed."


def test_a_cut_does_not_vote():
    result = common(
        "The pier closed at noon after the storm.", "The pier closed at noon after the storm.", "The pier closed.", "The pier closed."
    )  # fmt: skip
    assert result.text == "The pier closed at noon after the storm."
    assert result.pieces[-1].absent == ("d2", "d3")


def test_words_of_one_telling_are_marked():
    result = common("The pier closed at noon on Sunday.", "The pier closed at noon.")
    assert result.text == "The pier closed at noon [on Sunday.]"
    assert result.pieces[-1].absent == ("d1",)


def test_chance_words_between_rewritings_are_no_common_text():
    result = common(
        "Fuel prices climbed in every single town of the valley as the blockade went on and on.",
        "Motorists paid more for petrol after a week in which the road stayed shut to all traffic.",
    )
    assert result.kept == 0 and [piece.kind for piece in result.pieces] == ["variant"]


def test_a_very_long_telling_is_not_aligned():
    long = "word " * (GroupConfig().longest + 1)
    result = common(long, "word")
    assert [piece.kind for piece in result.pieces] == ["variant"] and result.kept == 0


def test_nothing_gives_nothing():
    assert common("", " — ").pieces == ()
    assert reconstruct([]).text == ""


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "junk", ["!" * 60_000 + "a", "a" + "!" * 60_000 + "a", "{|}[" * 9_000, "\u202e\x00\ud800 x", "x" * 60_000]
)
def test_hostile_tellings_stay_whole(junk):
    result = common(junk, f"The pier {junk} closed.")
    assert junk.split()[-1][:50] in result.text


TALE = st.lists(
    st.sampled_from("the pier closed at noon after a storm — broke two cranes , and".split()), max_size=14
)


@settings(max_examples=150, deadline=None)
@given(st.lists(TALE.map(" ".join), min_size=1, max_size=5))
def test_every_word_of_every_telling_stands_in_one_place(tellings):
    result = common(*tellings)
    for number, text in enumerate(tellings):
        spans = [
            (start, end)
            for piece in result.pieces
            for reading in piece.readings
            for doc, start, end in reading.places
            if doc == f"d{number}"
        ]
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))  # in order, and none twice
        covered = [word for a, b in spans for word in text[a:b].split() if word.isalnum()]
        assert covered == [word for word in text.split() if word.isalnum()]
    for piece in result.pieces:
        if piece.kind == "agreed":
            assert len(piece.readings[0].places) > 1
            assert all(len(piece.readings[0].places) > len(r.places) for r in piece.readings[1:])
        elif piece.kind == "only":
            assert len(piece.readings) == 1 and len(piece.readings[0].places) == 1
        else:
            assert len(piece.readings) > 1
    assert 0 <= result.kept <= 1


@pytest.mark.timeout(60)
def test_many_witnesses_tell_the_same_text():
    rng = random.Random(5)  # noqa: S311  no secret

    def many(number: int) -> list[Telling]:
        words = " ".join(STORY).split()
        made = []
        for i in range(number):
            text = " ".join(w for w in words if rng.random() > 0.05)
            made.append(Telling(f"d{i:04}", text, ((0, len(text)),)))
        return made

    def check(number: int) -> None:
        result = reconstruct(many(number))
        assert result.kept > 0.95
        assert result.text == " ".join(STORY)

    for number in (10, 200):
        check(number)


def copies(number: int):
    """Return the sample so many times over, each copy among documents of its own."""
    made = []
    for i in range(number):
        for item in annotations():
            findings = tuple(
                replace(f, evidence=tuple(replace(e, doc=f"{e.doc}/{i}") for e in f.evidence))
                for f in item.findings
            )
            document = replace(item.document, id=f"{item.document.id}/{i}")
            made.append(replace(item, document=document, findings=findings, sources={}))
    return made


@pytest.mark.timeout(60)
def test_many_shared_sources_are_told_apart():
    for number in (2, 30):
        assert len(find_sources(copies(number))) == 2 * number


def test_one_passage_in_a_great_many_articles():
    """A hundred outlets with one item: one source, found at once, and a view that stays small."""
    first = annotation("w2-velkvalleyargus")
    many = []
    for i in range(100):
        other = f"copy-{(i + 1) % 100:03}"
        findings = tuple(
            replace(
                f,
                evidence=tuple(
                    replace(e, doc=other, start=f.segment.start, end=f.segment.end)
                    for e in f.evidence[:1]
                    if f.verdict.origin == "shared"
                ),
            )
            for f in first.findings
        )
        document = replace(first.document, id=f"copy-{i:03}", outlet=f"Outlet {i}")
        many.append(replace(first, document=document, findings=findings, sources={}))
    (source,) = find_sources(many)
    assert len(source.documents) == 100 and all(stretch.agreed for stretch in source.stretches)
    assert all(group.common.kept == 1 for group in source.groups)
    view = groups_view(many)
    assert len(json.dumps(view)) < 60_000
    passage = view["sources"][0]["stretches"][0]["passages"][0]
    assert len(passage["witnesses"]) + len(passage["more"]) == 100
