"""Review in Python: what the page asks for is done, written down, and there again after a restart."""

from __future__ import annotations

import itertools

import provenance_widgets as pw
import pytest


@pytest.fixture
def ticks():
    count = itertools.count()
    return lambda: f"2032-03-13T05:00:{next(count):02d}Z"


@pytest.fixture
def review(result, tmp_path, ticks):
    return pw.Review(result[:2], tmp_path / "review.jsonl", coder="Ada", clock=ticks)


def ask(widget, **content):
    widget._heard(widget, content, [])


def test_a_key_in_the_page_becomes_a_line_in_the_file(review, result):
    ident = review.view["items"][0]["id"]
    ask(review, action="decide", id=ident, letter="E", coder="Ada", reason="cut short")
    (line,) = review.path.read_text().splitlines()
    assert '"label": "E"' in line
    assert result[0].document.sha256 in line
    assert [d["letter"] for d in review.decisions] == ["E"]
    assert review.done == 1


def test_another_kernel_goes_on_where_the_first_was_left(review, result, ticks):
    for item, letter in zip(review.view["items"], "WEN", strict=False):
        ask(review, action="decide", id=item["id"], letter=letter, coder="Ada")
    again = pw.Review(result[:2], review.path, coder="Ada", clock=ticks)
    assert [d["letter"] for d in again.view["decisions"]] == ["W", "E", "N"]
    ask(again, action="undo", coder="Ada")
    assert [d["letter"] for d in again.decisions] == ["W", "E"]


def test_decisions_stand_beside_the_verdicts_in_the_corpus(review, result):
    item = review.view["items"][3]
    review.decide(item["id"], "N", coder="Ada", reason="own reporting")
    reviewed = [f for f in review.corpus[0].findings if f.review]
    assert [f.review.label for f in reviewed] == ["N"]
    assert reviewed[0].verdict in [f.verdict for f in result[0].findings]


def test_coders_are_compared(review):
    for coder, letters in (("Ada", "WWNN"), ("Ben", "WWNE")):
        for item, letter in zip(review.view["items"], letters, strict=False):
            review.decide(item["id"], letter, coder=coder)
    assert review.agreement.percent == pytest.approx(0.75)


@pytest.mark.parametrize(
    "bad",
    [
        {"letter": "Y", "coder": "Ada"},
        {"letter": "W", "coder": " "},
        {"letter": "W", "coder": "Ada", "id": "x"},
    ],
)
def test_what_cannot_be_written_is_shown_in_the_page(review, bad):
    ask(review, **({"action": "decide", "id": review.view["items"][0]["id"]} | bad))
    assert review.problem.startswith("Not written")
    assert review.decisions == []
    assert not review.path.exists()
    ask(review, action="decide", id=review.view["items"][0]["id"], letter="W", coder="Ada")
    assert review.problem == ""


def test_a_full_disk_is_shown_in_the_page(review, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    ask(review, action="decide", id=review.view["items"][0]["id"], letter="W", coder="Ada")
    assert "No space left" in review.problem


def test_evidence_is_sent_when_it_is_wanted(review, monkeypatch):
    sent = []
    monkeypatch.setattr(review, "send", sent.append)
    ident = review.view["items"][-1]["id"]
    ask(review, need=ident)
    assert sent[0]["panels"][ident]["title"]


def test_a_torn_line_is_named(review, result):
    review.decide(review.view["items"][0]["id"], "W", coder="Ada")
    review.path.write_bytes(review.path.read_bytes() + b'{"format": "prov')
    assert "review.jsonl:2" in pw.Review(result[:2], review.path).problem


def test_only_the_sentences_of_a_sample_are_asked_for(result, tmp_path, ticks):
    from provenance.validation import read_coded, sample

    drawn = sample(result, 40, coders=["Ada", "Ben"], overlap=0, seed=1)
    review = pw.Review(result, tmp_path / "review.jsonl", coder="Ada", sample=drawn, clock=ticks)
    asked = {tuple(item["unit"].values()): item["id"] for item in review.view["items"]}
    assert asked.keys() == {item.unit for item in drawn.of("Ada")}
    assert len(pw.Review(result, review.path, coder="Cy", sample=drawn).view["items"]) == 40
    first = drawn.of("Ada")[0]
    ask(review, action="decide", id=asked[first.unit], letter="Q", coder="Ada")
    coded = read_coded(review.path, sample=drawn)
    assert [(d.unit, d.label) for d in coded.decisions] == [(first.unit, "Q")]
    assert len(coded.missing["Ada"]) == len(drawn.of("Ada")) - 1
