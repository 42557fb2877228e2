"""The rules, one at a time, over evidence made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.claim.case import Anchors, Case, Speech
from provenance.claim.rules import RULES
from provenance.claim.rules import decide as ruling
from provenance.claim.verdict import Shares, article_verdict
from provenance.config import DecisionConfig
from provenance.contract.notes import Search
from provenance.records import Coverage, Evidence, Segment, Verdict

CONFIG = DecisionConfig()
BODY = Segment(0, 100, "body")
TOLD = Speech(quoted=0, narrated=20)


def evidence(
    doc="w1", role="wire", *, agency="AFP", score=0.95, edit="light", quoted=0.0, day=1, held=90
) -> Evidence:
    return Evidence(
        doc, agency, role, f"2034-02-{day:02}T10:00Z", 0, 100, score, edit, ((0, held, 0, held),), quoted
    )


def case(*found: Evidence, kind="body", speech=TOLD, credit=(), firm=True, **more) -> Case:
    anchors = Anchors(frozenset(found) if firm else frozenset())
    values = {
        "segment": replace(BODY, kind=kind),
        "speech": speech,
        "evidence": tuple(sorted(found, key=lambda item: -item.score)),
        "credit": credit,
        "credit_high": bool(credit),
        "checked": False,
        "anchors": anchors,
        "searched": Search(Coverage(documents=12), 12),
        "config": CONFIG,
    }
    return Case(**(values | more))


def decide(found: Case) -> Verdict:
    return ruling(found).verdict


@pytest.mark.parametrize("kind", ["credit", "furniture", "table"])
def test_what_is_no_prose_has_no_origin(kind):
    verdict = decide(case(evidence(score=1.0, edit="verbatim"), kind=kind))
    assert (verdict.origin, verdict.rule) == (None, "no_origin")
    assert kind in verdict.why


def test_a_dispatch_that_holds_the_narration_is_named():
    verdict = decide(case(evidence()))
    assert (verdict.origin, verdict.agency, verdict.edit, verdict.basis) == (
        "wire",
        "AFP",
        "light",
        ("match",),
    )
    assert (verdict.certainty, verdict.confidence) == ("matched", 0.95)
    assert verdict.why == "It stands in AFP dispatch w1, with light edits."


def test_a_match_that_the_page_credits_has_both_grounds():
    assert decide(case(evidence(), credit=("AFP",))).basis == ("match", "credit")
    assert decide(case(evidence(), credit=("Reuters",))).basis == ("match",)


@pytest.mark.parametrize(("score", "word"), [(0.95, "matched"), (0.75, "likely"), (0.6, "possible")])
def test_the_word_for_certainty_follows_the_probability(score, word):
    assert decide(case(evidence(score=score))).certainty == word


def test_below_the_threshold_there_is_no_source_and_the_doubt_is_told():
    verdict = decide(case(evidence(score=CONFIG.threshold - 0.01)))
    assert (verdict.origin, verdict.rule) == ("original", "nothing")
    assert verdict.confidence == pytest.approx(1 - CONFIG.threshold + 0.01)
    assert (
        verdict.why
        == "No source found in the 12 dispatches searched. The nearest passage is too far from it."
    )


def test_where_nothing_was_searched_nothing_is_claimed():
    verdict = decide(case(searched=Search(Coverage(), 0)))
    assert verdict.why == "No source found: there was nothing to search, for no dispatches were given."


def test_a_dispatch_outweighs_a_reprint_and_a_reprint_an_article():
    wire = evidence(score=0.7)
    page = evidence("p1", "reprint", agency="AP", score=0.99)
    peer = evidence("a1", "article", agency=None, score=0.99)
    assert decide(case(wire, page, peer)).rule == "match"
    verdict = decide(case(page, peer))
    assert (verdict.origin, verdict.agency, verdict.rule) == ("wire", "AP", "reprint")
    assert verdict.certainty == "likely"
    shared = decide(case(peer))
    assert (shared.origin, shared.agency) == ("shared", None)
    assert "Which of the two had it first cannot be told" in shared.why


def test_a_credit_counts_only_where_nothing_was_checked():
    verdict = decide(case(credit=("AFP",)))
    assert (verdict.origin, verdict.basis, verdict.certainty) == ("wire", ("credit",), "likely")
    assert decide(case(credit=("AFP",), checked=True)).origin == "original"
    assert decide(case(credit=("AFP",), kind="headline")).origin == "original"
    assert decide(case(credit=("AFP", "AP"))).agency is None


def test_public_speech_is_no_derivation():
    said = evidence("w1", quoted=1.0, score=0.1)
    verdict = decide(case(said, speech=Speech(quoted=12, narrated=10)))
    assert (verdict.origin, verdict.agency) == ("quote", None)
    assert decide(case(said, speech=Speech(quoted=3, narrated=10))).origin == "original"


SPOKEN = Speech(quoted=12, narrated=10)


def test_where_the_speech_stands_elsewhere_too_more_is_needed_to_name_a_source():
    """Two outlets may have the words from the speaker: the narration around them must show it (R6)."""
    sensitive = replace(CONFIG, threshold=CONFIG.speech_needs - 0.2)

    def answer(*items, speech=SPOKEN):
        return decide(replace(case(*items, speech=speech), config=sensitive)).origin

    witness = evidence("s1", "article", agency=None, score=0.05, quoted=1.0)
    between = evidence(score=CONFIG.speech_needs - 0.1)
    assert answer(between, witness) == "quote"
    assert answer(between) == "wire"
    assert answer(evidence(score=CONFIG.speech_needs), witness) == "wire"
    assert answer(between, witness, speech=Speech(quoted=CONFIG.spoken_words - 1, narrated=10)) == "wire"


@pytest.mark.parametrize("role", ["reprint", "article"])
def test_the_higher_bar_holds_for_every_kind_of_passage(role):
    sensitive = replace(CONFIG, threshold=CONFIG.speech_needs - 0.2)
    found = evidence("p1", role, agency="AP", score=CONFIG.speech_needs - 0.1, quoted=1.0)
    low, high = case(found, speech=SPOKEN), case(replace(found, score=0.9), speech=SPOKEN)
    assert decide(replace(low, config=sensitive)).origin == "quote"
    assert decide(replace(high, config=sensitive)).origin == ("wire" if role == "reprint" else "quote")


def test_a_near_copy_elsewhere_beats_a_dispatch_that_is_only_possible():
    dispatch, peer = (
        evidence("w1", score=0.47, edit="heavy"),
        evidence("p1", "article", agency=None, score=0.99),
    )
    assert decide(case(dispatch, peer)).origin == "shared"
    assert decide(case(replace(dispatch, score=0.8), peer)).origin == "wire"
    assert decide(case(dispatch, replace(peer, edit="heavy"))).origin == "wire"


def test_two_newsrooms_may_word_the_facts_alike():
    reworded = evidence("p1", "article", agency=None, score=0.6, edit="heavy")
    assert decide(case(reworded)).origin == "original"
    assert decide(case(replace(reworded, score=0.8))).origin == "shared"
    assert decide(case(replace(reworded, edit="light"))).origin == "shared"


def test_speech_given_to_one_agency_is_that_agencys_unless_another_has_it_too():
    given = replace(evidence("w1", score=0.1, quoted=1.0), exclusive=True)
    verdict = decide(case(given, speech=SPOKEN))
    assert (verdict.origin, verdict.agency, verdict.rule) == ("wire", given.agency, "told")
    other = evidence("w2", agency="Reuters", score=0.1, quoted=0.9)
    assert decide(case(given, other, speech=SPOKEN)).origin == "quote"
    assert decide(case(replace(given, exclusive=False), speech=SPOKEN)).origin == "quote"
    assert decide(case(given, speech=Speech(quoted=2, narrated=12))).origin != "wire"


def test_a_quotation_rests_on_the_witness_that_has_most_of_it_and_of_equals_on_the_likelier():
    half = evidence("w1", score=0.3, quoted=0.6)
    whole, sure = evidence("w2", score=0.1, quoted=1.0), evidence("w3", score=0.2, quoted=1.0)
    answer = ruling(case(half, whole, sure, speech=SPOKEN))
    assert (answer.verdict.rule, answer.rests) == ("speech_elsewhere", sure)
    assert answer.verdict.confidence == pytest.approx(CONFIG.speech_base + CONFIG.speech_gain)
    part = ruling(case(half, speech=SPOKEN)).verdict
    assert part.confidence == pytest.approx(CONFIG.speech_base + 0.6 * CONFIG.speech_gain)
    assert decide(case(replace(half, quoted=CONFIG.quote - 0.01), speech=SPOKEN)).origin == "original"


@pytest.mark.parametrize(
    ("quoted", "narrated", "alone"),
    [
        (6, 5, True),
        (6, 6, False),  # as many words as a frame needs
        (5, 5, True),  # half of it is speech
        (4, 5, False),  # less than half: a sentence of narration, however short
        (0, 3, False),
        (0, 0, False),
    ],
)
def test_speech_is_alone_where_it_is_most_of_a_sentence_and_its_frame_is_short(quoted, narrated, alone):
    assert Speech(quoted, narrated).alone(CONFIG) is alone


def test_a_short_sentence_that_agencies_share_names_the_best_of_them():
    """Five words of narration are too few to call it a common document."""
    both = evidence(score=0.98), evidence("r1", agency="Reuters", score=0.96)
    short = Speech(quoted=0, narrated=CONFIG.frame_words - 1)
    assert (decide(case(*both, speech=short)).rule, decide(case(*both, speech=short)).agency) == (
        "match",
        "AFP",
    )
    assert decide(case(*both, speech=Speech(0, CONFIG.frame_words))).rule == "common"


def test_speech_alone_needs_copied_narration_beside_it():
    said = evidence(quoted=1.0, score=0.99, edit="verbatim")
    alone = Speech(quoted=12, narrated=2)
    assert decide(case(said, speech=alone)).origin == "quote"
    assert decide(case(said, speech=alone, anchors=Anchors(running=frozenset(["w1"])))).origin == "wire"


def test_a_passage_of_another_article_must_be_firm_or_lean_on_a_firm_one():
    peer = evidence("a1", "article", agency=None)
    assert decide(case(peer, firm=False)).origin == "original"
    assert decide(case(peer, firm=False, anchors=Anchors(beside=frozenset(["a1"])))).origin == "shared"
    assert (
        decide(case(peer, kind="headline", firm=False, anchors=Anchors(beside=frozenset(["a1"])))).origin
        == "original"
    )
    assert (
        decide(case(peer, kind="headline", firm=False, anchors=Anchors(pillars=frozenset(["a1"])))).origin
        == "shared"
    )


def test_a_likely_rewrite_counts_where_its_article_holds_much_of_this_one():
    peer = evidence("a1", "article", agency=None, score=0.8, edit="heavy")
    much = Anchors(pillars=frozenset(["a1"]))
    assert decide(case(peer, firm=False)).origin == "original"
    assert decide(case(peer, firm=False, anchors=much)).origin == "shared"
    assert decide(case(replace(peer, score=0.6), firm=False, anchors=much)).origin == "original"


def test_only_copied_words_make_more_than_a_possibility_of_a_headline():
    found = evidence(edit="light")
    proof = Anchors(frozenset([found]), copied=frozenset([found]))
    assert decide(case(found, kind="headline")).certainty == "possible"
    assert decide(case(found, kind="headline", anchors=proof)).certainty == "matched"
    assert decide(case(found, anchors=Anchors(fragment=True))).certainty == "possible"
    running = Anchors(running=frozenset(["w1"]), fragment=True)
    assert decide(case(replace(found, edit="verbatim"), anchors=running)).certainty == "matched"


def test_a_rewrite_needs_something_of_this_dispatch_alone():
    pooled = Anchors(pooled=frozenset(["w1"]))
    sure, possible = evidence(edit="heavy", score=0.95), evidence(edit="heavy", score=0.5)
    assert decide(case(sure, anchors=pooled)).certainty == "possible"
    assert "another agency has as well" in decide(case(sure, anchors=pooled)).why
    assert decide(case(possible, anchors=pooled)).origin == "original"
    assert decide(case(possible)).origin == "wire"


def test_a_quotation_in_a_frame_of_its_own_needs_copied_narration_beside_it():
    said = evidence(quoted=1.0, score=CONFIG.speech_needs)
    framed = Anchors(frozenset([said]), spoken=frozenset([said]))
    assert decide(case(said, speech=SPOKEN, anchors=framed)).origin == "quote"
    beside = replace(framed, running=frozenset(["w1"]))
    assert decide(case(said, speech=SPOKEN, anchors=beside)).origin == "wire"


def test_a_caption_needs_a_near_copy_and_no_byline_covers_it():
    assert decide(case(evidence(score=0.95), kind="caption")).origin == "wire"
    assert decide(case(evidence(score=0.95, held=80), kind="caption")).origin == "original"
    assert decide(case(evidence(score=0.65), kind="caption")).origin == "original"
    assert decide(case(kind="caption", credit=("AFP",))).origin == "original"


def test_agencies_that_hold_the_same_narration_are_both_stated_and_neither_is_named():
    verdict = decide(case(evidence(score=0.98), evidence("r1", agency="Reuters", score=0.96)))
    assert (verdict.origin, verdict.agency, verdict.rule, verdict.basis) == (
        "wire",
        None,
        "common",
        ("match",),
    )
    assert verdict.why.startswith("AFP (w1) and Reuters (r1) hold the same narration")


@pytest.mark.parametrize(
    "rival",
    [
        evidence("r1", agency="Reuters", score=0.96, edit="heavy"),
        evidence("r1", agency="Reuters", score=0.3),
        evidence("r1", agency="Reuters", score=0.96, held=70),
        evidence("w2", agency="AFP", score=0.96),
    ],
)
def test_a_rival_that_holds_less_does_not_hide_the_agency(rival):
    assert decide(case(evidence(score=0.98), rival)).agency == "AFP"


def test_the_same_speech_in_two_dispatches_does_not_hide_the_agency():
    spoken = Speech(quoted=14, narrated=8)
    found = decide(case(evidence(score=0.98), evidence("r1", agency="Reuters", score=0.97), speech=spoken))
    assert found.agency == "AFP"


def test_a_credit_decides_between_agencies_that_hold_the_same():
    both = evidence(score=0.98), evidence("r1", agency="Reuters", score=0.96)
    verdict = decide(case(*both, credit=("Reuters",)))
    assert (verdict.agency, verdict.rule, verdict.basis) == ("Reuters", "match", ("match", "credit"))
    assert "AFP also has it" in verdict.why


def piece(first: int, last: int, *, score: float, start: int = 100, doc: str = "w1") -> Evidence:
    """Return a passage of a dispatch that holds some code points of the sentence."""
    block = ((first, last, first, last),)
    return Evidence(doc, "AFP", "wire", "2034-02-01", start, start + 100, score, "light", block)


@pytest.mark.parametrize(
    ("other", "joined"),
    [
        (piece(50, 90, score=0.9), True),
        (piece(50, 90, score=CONFIG.likely), True),
        (piece(50, 90, score=CONFIG.likely - 0.01), False),  # too unlikely a passage adds nothing
        (piece(50, 74, score=0.9), False),  # less than a quarter of the sentence
        (piece(50, 75, score=0.9), True),
        (piece(30, 90, score=0.9), False),  # what the first has already is not new
        (piece(50, 90, score=0.9, doc="w2"), False),
        (piece(50, 90, score=0.9, start=0), False),  # the same passage
    ],
)
def test_a_sentence_is_made_of_two_where_a_likely_second_passage_adds_enough(other, joined):
    verdict = decide(case(piece(0, 48, score=0.97, start=0), other))
    assert verdict.edit == ("heavy" if joined else "light")
    assert ("two of its sentences" in verdict.why) is joined


def stock(*days: int) -> list[Evidence]:
    return [
        evidence(f"w{n}", agency=("AFP", "AP", "Reuters")[n % 3], score=0.9, day=day)
        for n, day in enumerate(days)
    ]


def test_a_phrase_of_three_days_that_nothing_follows_is_background():
    verdict = decide(case(*stock(1, 2, 3)))
    assert (verdict.origin, verdict.rule) == ("original", "background")
    assert "3 dispatches of different days" in verdict.why


def test_two_days_or_a_copied_neighbour_make_it_no_background():
    assert decide(case(*stock(1, 1, 2))).origin == "wire"
    assert decide(case(*stock(1, 2, 3), anchors=Anchors(beside=frozenset(["w1"])))).origin == "wire"
    assert decide(case(*stock(1, 2, 3), anchors=Anchors(pillars=frozenset(["w2"])))).origin == "wire"


def test_a_verdict_says_what_it_rests_on():
    wire, page = evidence(score=0.7), evidence("p1", "reprint", agency="AP", score=0.99)
    peer, said = evidence("a1", "article", agency=None, score=0.99), evidence("s1", score=0.1, quoted=1.0)
    spoken = Speech(quoted=12, narrated=10)
    assert ruling(case(page, peer, wire)).rests is wire
    assert ruling(case(peer, page)).rests is page
    assert ruling(case(page, peer, kind="caption")).rests in {page, peer}
    assert ruling(case(peer, said)).rests is peer
    assert ruling(case(evidence(score=0.2), said, speech=spoken)).rests is said
    both = evidence(score=0.96), evidence("r1", agency="Reuters", score=0.98)
    assert ruling(case(*both)).rests is both[1]
    assert ruling(case(*both, credit=("AFP",))).rests is both[0]


@pytest.mark.parametrize(
    ("found", "more", "rule"),
    [
        ([evidence(score=0.2)], {"credit": ("AFP",)}, "credit"),
        ([evidence(score=0.2)], {}, "nothing"),
        ([evidence()], {"kind": "table"}, "no_origin"),
        ([evidence(f"w{day}", score=0.9, day=day) for day in (1, 2, 3)], {}, "background"),
    ],
)
def test_a_verdict_that_claims_no_passage_rests_on_none(found, more, rule):
    answer = ruling(case(*found, **more))
    assert (answer.verdict.rule, answer.rests) == (rule, None)


def test_the_last_rule_always_answers():
    assert RULES[-1](case()) is not None
    assert RULES[-1](case(kind="headline", searched=Search(Coverage(), 0))) is not None


FOUND = st.lists(
    st.builds(
        evidence,
        doc=st.sampled_from(["w1", "w2", "p1", "a1"]),
        role=st.sampled_from(["wire", "reprint", "article"]),
        agency=st.sampled_from(["AFP", "AP"]),
        score=st.floats(0, 1),
        edit=st.sampled_from(["verbatim", "light", "heavy"]),
        quoted=st.floats(0, 1),
        day=st.integers(1, 9),
        held=st.integers(1, 100),
    ),
    max_size=5,
)


@given(
    found=FOUND,
    kind=st.sampled_from(["headline", "body", "caption", "credit"]),
    speech=st.builds(Speech, quoted=st.integers(0, 30), narrated=st.integers(0, 30)),
    credit=st.sampled_from([(), ("AFP",), ("AFP", "AP"), ("agencies",)]),
    firm=st.booleans(),
)
def test_every_case_has_a_verdict_that_says_why(found, kind, speech, credit, firm):
    verdict = decide(case(*found, kind=kind, speech=speech, credit=credit, firm=firm))
    assert verdict.rule and verdict.why.endswith(".")
    assert verdict.confidence is None or 0 <= verdict.confidence <= 1
    assert (verdict.origin is None) == (kind == "credit")


@given(found=FOUND, speech=st.builds(Speech, quoted=st.integers(0, 30), narrated=st.integers(0, 30)))
def test_a_higher_threshold_never_finds_more(found, speech):
    found = [item for item in found if item.role == "wire" and item.agency == "AFP"]
    found = [replace(item, published="2034-02-01") for item in found]
    claims = [
        decide(case(*found, speech=speech, config=replace(CONFIG, threshold=t))).origin == "wire"
        for t in (0.1, 0.3, 0.5, 0.7, 0.9)
    ]
    assert claims == sorted(claims, reverse=True)


@pytest.mark.parametrize(
    ("shares", "verdict"),
    [
        ([Shares(100, 100, 100, 100)], "wholly"),
        ([Shares(100, 100, 100, 20), Shares(40, 0, 0, 0)], "mainly"),
        ([Shares(100, 50, 50, 95)], "wholly"),
        ([Shares(100, 49, 49, 94)], "partly"),
        ([Shares(100, 0, 0, 95)], "none"),  # words read as derived are no claim where no sentence matches
        ([Shares(100, 49, 49, 94), Shares(100, 51, 51, 96)], "wholly"),
        ([Shares(100, 36, 0, 45)], "partly"),  # much is read as the dispatch's
        ([Shares(100, 36, 0, 44)], "none"),
        ([Shares(100, 15, 15, 0)], "none"),
        ([Shares(100, 0, 0, 0), Shares(20, 20, 20, 20)], "partly"),
        ([Shares(100, 0, 0, 0), Shares(4, 4, 4, 4)], "none"),
        ([], "undetermined"),
        ([Shares(0, 0, 0, 0)], "undetermined"),
    ],
)
def test_the_article_is_judged_by_its_words(shares, verdict):
    assert article_verdict(shares, config=CONFIG) == verdict
