"""Probabilities are ordered, bounded, and higher where the neighbourhood agrees."""

from __future__ import annotations

import itertools
import json
import math
from importlib.resources import files

import numpy as np
import pytest

from provenance.match.alignment import Vocabulary, align, profile
from provenance.match.evidence import blocks_of, judge_edit
from provenance.match.features import CONTEXT, EDIT, LIMITS, OWN, log_odds, own
from provenance.match.model import Logistic, calibration
from provenance.match.parts import PARTS, find_parts
from provenance.match.weighing import best_by_source, explained, first_pass, leading, weigh
from provenance.page.preparation import prepare
from provenance.records import Document

SENTENCES = [
    "A turbine blade tore loose above the village of Hollin and fell into a churchyard.",
    "Nobody was hurt, but eleven graves were damaged.",
    "The operator switched off the other nine machines on the ridge.",
    "Engineers found a crack that had been painted over.",
    "The parish will be paid for new headstones by Easter.",
]


def traced(mine: list[str], *sources: list[str]):
    vocabulary = Vocabulary(lambda _: 4.0)
    packed = {
        f"w{n}": profile(
            prepare(Document(id=f"w{n}", text="\n\n".join(["Wire title", *rows]), agency="AFP")), vocabulary
        )
        for n, rows in enumerate(sources)
    }
    article = profile(prepare(Document(id="a", text="\n\n".join(["Blade falls", *mine]))), vocabulary)
    found = [item for source in packed.values() for item in align(article, source)]
    return article, packed, weigh(article, found), found


def test_every_model_has_the_columns_that_the_code_makes():
    models = calibration()
    assert models["own"].columns == OWN
    assert models["context"].columns == models["reuse"].columns == CONTEXT
    assert models["edit"].columns == EDIT
    assert models["parts"].columns == PARTS


def test_the_calibration_names_its_data_and_command():
    value = json.loads(files("provenance.match").joinpath("calibration.json").read_text("utf-8"))
    assert {"models", "command"} <= set(value)


def test_probabilities_of_all_classes_sum_to_one():
    model = calibration()["parts"]
    rows = np.random.default_rng(7).normal(size=(50, len(model.columns)))
    assert model.probabilities(rows).sum(axis=1) == pytest.approx(np.ones(50))


def test_a_model_of_two_classes_is_a_logistic():
    model = Logistic(("x",), ("no", "yes"), np.zeros(1), np.ones(1), np.array([[2.0]]), np.array([-1.0]))
    assert model.probability(np.array([[0.5], [1.0]])) == pytest.approx([0.5, 1 / (1 + np.exp(-1.0))])


def test_a_copied_run_is_near_certain_and_chance_words_are_not():
    _, _, copied, _ = traced(SENTENCES, SENTENCES)
    best = {item.segment: item.probability for item in reversed(copied)}
    assert min(best[n] for n in range(1, 6)) > 0.95
    _, _, chance, _ = traced(
        ["Engineers met in Hollin to speak about trains.", "The parish hall was full.", "Tea was served."],
        SENTENCES,
    )
    assert max((item.probability for item in chance), default=0.0) < 0.5


def test_weighed_alignments_come_by_segment_and_best_first():
    _, _, weighed, found = traced(SENTENCES, SENTENCES, SENTENCES[::-1])
    assert len(weighed) == len(found)
    keys = [(item.segment, -item.probability) for item in weighed]
    assert keys == sorted(keys)
    assert all(0 <= item.probability <= 1 and 0 <= item.reuse <= 1 for item in weighed)


def test_no_source_stands_above_the_leading_one():
    _, _, weighed, _ = traced(SENTENCES, SENTENCES, SENTENCES[:2])
    for number in range(1, 6):
        ranked = [item for item in weighed if item.segment == number]
        assert ranked[0].source == "w0"
        assert all(item.probability <= ranked[0].probability for item in ranked)


def test_a_short_sentence_is_surer_inside_a_copied_run():
    short = "The operator switched off nine."
    filler = ["Lambs were sold at the market.", "Rain is expected.", "The choir sang twice."]
    _, _, inside, _ = traced([*SENTENCES[:2], short, *SENTENCES[3:]], SENTENCES)
    _, _, alone, _ = traced([filler[0], filler[1], short, filler[2]], SENTENCES)
    chance = {item.segment: item.probability for item in reversed(alone)}
    assert {i.segment: i.probability for i in reversed(inside)}[3] > chance.get(3, 0.0)


def test_the_features_of_a_match_give_its_probability_again():
    """What is kept with a match is what the models read: the row of the leading source adds up to its answer."""
    article, _, weighed, _ = traced(SENTENCES, SENTENCES, SENTENCES[:2])
    models, words = calibration(), {number: len(tokens) for number, tokens in article.words.items()}
    leads = leading(best_by_source(weighed), words)
    seen = set()
    for match in weighed:
        alone = np.array([match.features[: len(OWN)]])
        assert models["own"].probability(alone)[0] == pytest.approx(match.alone)
        if match.source == leads[match.segment] and match.segment not in seen:
            seen.add(match.segment)
            row = np.array([match.features[len(OWN) : -len(LIMITS)]])
            (second,) = models["context"].probability(row)
            odds = math.log(second / (1 - second)) + sum(match.features[-len(LIMITS) :])
            assert 1 / (1 + math.exp(-odds)) == pytest.approx(match.probability)
            assert models["reuse"].probability(row)[0] == pytest.approx(match.reuse)
    assert len(seen) > 4


def test_nothing_weighs_nothing():
    article, _, weighed, _ = traced(["Lambs were sold."], [])
    assert weighed == ()
    assert weigh(article, ()) == ()


def test_explained_is_a_share_of_the_words():
    article, _, _, found = traced(SENTENCES, SENTENCES)
    best = best_by_source(first_pass(found, calibration()["own"]))["w0"]
    words = {number: len(tokens) for number, tokens in article.words.items()}
    assert 0.5 < explained(best, words) <= 1
    assert explained({}, words) == 0
    assert explained({}, {}) == 0


def test_features_are_finite_and_bounded():
    _, _, _, found = traced([*SENTENCES, "?!", "“Yes,” he said."], SENTENCES)
    rows = np.array([own(item) for item in found])
    assert rows.shape[1] == len(OWN)
    assert np.isfinite(rows).all()
    assert log_odds(0.0) == pytest.approx(-log_odds(1.0))


@pytest.mark.parametrize(
    ("mine", "edit"),
    [
        (SENTENCES[0], "verbatim"),
        (SENTENCES[0].upper(), "verbatim"),
        (SENTENCES[0].replace("the village of ", ""), "light"),
        ("In a churchyard at Hollin they found a blade that a turbine up on the hill had lost.", "heavy"),
    ],
)
def test_how_far_a_sentence_was_edited(mine, edit):
    article, sources, weighed, _ = traced([mine, *SENTENCES[1:]], SENTENCES)
    first = next(item for item in weighed if item.segment == 1)
    assert judge_edit(article, sources["w0"], first) == edit


def test_blocks_hold_the_same_words_in_both_texts():
    article, sources, weighed, _ = traced(
        ["A blade tore loose above Hollin, and fell into a churchyard wall."], SENTENCES
    )
    mine, theirs = article.prepared.document.text, sources["w0"].prepared.document.text
    first = next(item for item in weighed if item.segment == 1)
    blocks = blocks_of(article, sources["w0"], first)
    assert len(blocks) >= 2
    for start, end, source_start, source_end in blocks:
        plain = [
            "".join(char for char in text.lower() if char.isalpha() or char == " ").split()
            for text in (mine[start:end], theirs[source_start:source_end])
        ]
        assert plain[0] == plain[1] != []


def parts_of(*mine: str):
    article, sources, weighed, _ = traced(list(mine), SENTENCES)
    text = article.prepared.document.text
    found = find_parts(article, sources, [item for item in weighed if item.segment == 1])
    return article.prepared.segments[1], [(text[p.start : p.end], p.edit) for p in found], found


def test_parts_cover_the_sentence_without_gap_or_overlap():
    segment, _, parts = parts_of(SENTENCES[0].replace("tore loose", "broke off"), *SENTENCES[1:])
    assert (parts[0].start, parts[-1].end) == (segment.start, segment.end)
    assert all(a.end == b.start and a.edit != b.edit for a, b in itertools.pairwise(parts))


def test_a_copied_sentence_is_verbatim_throughout():
    _, shown, _ = parts_of(*SENTENCES)
    assert shown == [(SENTENCES[0], "verbatim")]


def test_what_was_added_does_not_stand_in_the_source():
    added = "while the vicar and forty schoolchildren rehearsed a harvest pageant indoors"
    _, shown, _ = parts_of(SENTENCES[0].rstrip(".") + " " + added + ".", *SENTENCES[1:])
    verbatim = "".join(text for text, edit in shown if edit == "verbatim")
    assert "A turbine blade tore loose above the village of Hollin" in verbatim
    assert not {"vicar", "schoolchildren", "rehearsed", "pageant"} & set(verbatim.split())
