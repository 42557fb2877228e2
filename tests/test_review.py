"""Decisions survive, undo goes back one step."""

from __future__ import annotations

import pytest

from provenance import records as rec
from provenance.claim.review import LABELS, Decision, ReviewStore, apply
from provenance.errors import ReadError


def decide(label, coder="ada", start=0, end=5, **more):
    return Decision("a1", start, end, label, coder, more.pop("time", "2032-03-13T05:00:00Z"), **more)


def annotation():
    document = rec.Document("a1", "Alpha beta. Gamma delta.")
    findings = tuple(
        rec.Finding(rec.Segment(start, end, "body"), rec.Verdict("original"))
        for start, end in ((0, 11), (12, 24))
    )
    return rec.Annotation(document, "none", (), findings, rec.Coverage(), rec.Run("0", {}, ""))


def test_decisions_stand_after_the_store_is_opened_again(tmp_path):
    path = tmp_path / "deep" / "review.jsonl"
    store = ReviewStore(path)
    store.decide(decide("W", reason="word for word"))
    store.decide(decide("Q", start=6, end=9))
    again = ReviewStore(path)
    assert [d.label for d in again.decisions()] == ["W", "Q"]
    assert again.decisions()[0].reason == "word for word"


def test_a_later_decision_replaces_and_undo_brings_the_earlier_back(tmp_path):
    store = ReviewStore(tmp_path / "r.jsonl")
    store.decide(decide("W"))
    store.decide(decide("E"))
    assert [d.label for d in store.decisions()] == ["E"]
    undone = store.undo("ada", "2032-03-13T05:01:00Z")
    assert undone is not None
    assert undone.label == "E"
    assert [d.label for d in ReviewStore(store.path).decisions()] == ["W"]


def test_undo_takes_back_only_the_own_decision(tmp_path):
    store = ReviewStore(tmp_path / "r.jsonl")
    store.decide(decide("W", "ada"))
    store.decide(decide("N", "ben"))
    assert store.undo("ada", "t").label == "W"
    assert store.undo("ada", "t") is None
    assert [d.coder for d in ReviewStore(store.path).decisions()] == ["ben"]


def test_a_torn_last_line_is_reported_and_the_next_line_stays_whole(tmp_path):
    path = tmp_path / "r.jsonl"
    store = ReviewStore(path)
    store.decide(decide("W"))
    store.decide(decide("N", start=6, end=9))
    path.write_bytes(path.read_bytes()[:-20])
    torn = ReviewStore(path)
    assert len(torn.problems) == 1
    assert "r.jsonl:2" in torn.problems[0]
    torn.decide(decide("Q", start=10, end=12))
    assert [d.label for d in ReviewStore(path).decisions()] == ["W", "Q"]


@pytest.mark.parametrize(
    "bad", [decide("Z"), decide("W", " "), decide("W", start=5, end=5), decide("W", start=-1)]
)
def test_a_decision_that_means_nothing_is_refused_and_not_written(tmp_path, bad):
    store = ReviewStore(tmp_path / "r.jsonl")
    with pytest.raises(ReadError):
        store.decide(bad)
    assert not store.path.exists()


@pytest.mark.parametrize(
    "line", [b"[]", b"{}", b"nonsense", b'{"format": "provenance-review/1", "action": "drop"}',
             b'{"format": "provenance-review/1", "action": "decide", "article": 5}'],
)  # fmt: skip
def test_a_bad_line_is_named_and_the_others_count(tmp_path, line):
    path = tmp_path / "r.jsonl"
    ReviewStore(path).decide(decide("W"))
    path.write_bytes(line + b"\n" + path.read_bytes())
    store = ReviewStore(path)
    assert "r.jsonl:1" in store.problems[0]
    assert [d.label for d in store.decisions()] == ["W"]


def test_hostile_text_is_kept_as_it_is(tmp_path):
    nasty = "</script>\u202e\n\u2028\ud800"
    store = ReviewStore(tmp_path / "r.jsonl")
    store.decide(decide("W", nasty, note=nasty))
    assert ReviewStore(store.path).decisions()[0].note == nasty


def test_apply_puts_one_coders_decision_beside_the_verdict():
    before = annotation()
    (after,) = apply([before], [decide("E", end=11, reason="cut")])
    assert after.findings[0].review == rec.Review("wire", "ada", "2032-03-13T05:00:00Z", "cut", "", "E")
    assert after.findings[0].verdict == before.findings[0].verdict
    assert after.findings[1].review is None


def test_apply_says_who_said_what_where_coders_differ():
    (after,) = apply([annotation()], [decide("W", "ada", end=11), decide("N", "ben", end=11)])
    review = after.findings[0].review
    assert (review.origin, review.label, review.note) == (None, "?", "ada: W; ben: N")


def test_apply_leaves_decisions_about_another_text_aside():
    (after,) = apply([annotation()], [decide("W", end=11, sha256="0" * 64)])
    assert after.findings[0].review is None


def test_every_letter_has_words():
    assert set(LABELS) == set("WESCQN?X")
