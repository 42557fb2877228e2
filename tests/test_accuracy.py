"""The counts behind docs/accuracy.md are those of the scorer, add up, and give honest intervals."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks import counts

TEXT = "The mill burned down. “We lost it all,” said Ada Roe.\nPhoto: Lund"
KINDS = ("headline", "body", "caption", "credit", "furniture", "table")


def span(start, end, **values):
    return {"start": start, "end": end, "kind": "body", "origin": None, "agency": None, "edit": None} | values


def gold(*segments, text=TEXT):
    return {"id": "a", "text": text, "segments": list(segments)}


def found(*segments, text=TEXT, verdict="none"):
    plain = {"confidence": None, "certainty": None, "evidence": [], "parts": [], "quotes": []}
    return {"id": "a", "text": text, "verdict": verdict, "segments": [plain | s for s in segments]}


def wire(start, end, **values):
    known = {"origin": "wire", "agency": "AFP", "edit": "light", "confidence": 0.95, "certainty": "matched"}
    return span(start, end, **known | values)


def figures(truth, annotation, **settings):
    return counts.figures(counts.count(truth, annotation, **settings))


def test_what_is_right_throughout_gives_one_everywhere():
    truth = gold(wire(0, 21), span(22, 53, origin="original"), span(54, 65, kind="credit"))
    said = found(wire(0, 21), span(22, 53, origin="original", confidence=0.95), span(54, 65, kind="credit"))
    result = figures(truth, said)
    for name in ("origin_f1", "zone_f1", "wire_p", "wire_r", "agency_acc", "edit_acc"):
        assert result[name] == 1, name
    assert result["ece"] == pytest.approx(0.05)


def test_figures_are_weighted_by_characters():
    truth = gold(wire(0, 20), span(20, 50, origin="original"))
    result = figures(truth, found(wire(0, 40), span(40, 50, origin="original", confidence=0.5)))
    assert result["wire_p"] == pytest.approx(20 / 40)
    assert result["origins.original.r"] == pytest.approx(10 / 30)


def test_a_wrong_agency_and_a_wrong_edit_count_where_wire_is_right():
    truth = gold(wire(0, 20), wire(20, 40))
    result = figures(truth, found(wire(0, 20, agency="AP"), wire(20, 40, edit="heavy")))
    assert (result["agency_acc"], result["edit_acc"], result["wire_p"]) == (0.5, 0.5, 1)


def test_the_first_three_pieces_of_evidence_are_judged():
    source = [{"doc": "d", "start": 5, "end": 9}]
    pieces = [{"doc": doc, "start": 0, "end": end} for doc, end in (("x", 9), ("d", 5), ("d", 6), ("d", 9))]
    first = figures(gold(wire(0, 20, src=source)), found(wire(0, 20, evidence=pieces[3:])))
    third = figures(gold(wire(0, 20, src=source)), found(wire(0, 20, evidence=pieces)))
    none = figures(gold(wire(0, 20, src=source)), found(wire(0, 20, evidence=pieces[:2])))
    assert [(r["source_hit1"], r["source_hit3"]) for r in (first, third, none)] == [(1, 1), (0, 1), (0, 0)]


def test_another_text_is_refused():
    with pytest.raises(ValueError, match="another text"):
        counts.count(gold(wire(0, 3)), found(wire(0, 3), text=TEXT + "!"))


def test_a_sentence_is_derived_where_half_of_its_words_are():
    text = "one two three four. five six seven eight."
    truth = gold(wire(0, 13, edit="verbatim"), span(13, 41, origin="original"), text=text)
    parts = [{"start": 0, "end": 19, "edit": "new"}]
    half = [{"start": 20, "end": 28, "edit": "verbatim"}, {"start": 28, "end": 41, "edit": "new"}]
    said = found(wire(0, 19, parts=parts), span(20, 41, origin="original", parts=half), text=text)
    row = counts.count(truth, said, spans=True)
    assert counts.part(row, "read").tolist() == [[0, 1], [1, 0]]
    assert counts.part(row, "claimed").tolist() == [[1, 0], [0, 1]]


def test_the_words_of_a_sentence_count_only_where_it_is_called_wire():
    text = "one two three four. five six seven eight."
    truth = gold(wire(0, 19), wire(20, 41), text=text)
    copied = [[{"start": start, "end": end, "edit": "rewritten"}] for start, end in ((0, 19), (20, 41))]
    said = found(wire(0, 19, parts=copied[0]), span(20, 41, origin="shared", parts=copied[1]), text=text)
    row = counts.count(truth, said, spans=True)
    assert counts.part(row, "parts")[1].tolist() == [0, 15, 17]
    assert counts.part(row, "read")[0].tolist() == [2, 0]


def test_a_sentence_of_speech_tells_nothing_about_the_probability_of_a_match():
    text = "“one two three four” he said."
    evidence = [{"doc": "d", "role": "wire", "score": 0.72, "start": 0, "end": 5}]
    truth = gold(wire(0, 29, edit="heavy"), text=text)
    narrated = counts.count(truth, found(wire(0, 29, evidence=evidence), text=text), spans=True)
    spoken = found(wire(0, 29, evidence=evidence, quotes=[{"start": 0, "end": 20}]), text=text)
    assert counts.part(narrated, "chances")[7].tolist() == [1, 0.72, 1]
    assert not counts.part(counts.count(truth, spoken, spans=True), "chances").any()


def label(one, two, *, start=0, end=19):
    return {"id": "a", "start": start, "end": end, "one": one, "two": two, "weight": 2.0}


def test_a_sentence_on_which_two_readers_differ_counts_nowhere():
    said = found(wire(0, 19, basis=["match"]))
    assert not counts.count_label(label("V", "I"), said).any()
    assert not counts.count_label(label("U", "U"), said).any()
    assert counts.part(counts.count_label(label("V", "H"), said), "modern").tolist() == [[1, 0], [0, 0]]


def test_a_credit_alone_is_no_claim_of_a_match_and_a_stock_line_counts_apart():
    credited = found(wire(0, 19, basis=["credit"]))
    assert counts.part(counts.count_label(label("V", "V"), credited), "modern").tolist() == [[0, 1], [0, 0]]
    matched = found(wire(0, 19, basis=["match"], edit="heavy", confidence=0.93))
    row = counts.count_label(label("I", "Q"), matched) + counts.count_label(label("I", "I"), matched)
    assert counts.part(row, "natural").tolist() == [[0, 0], [2, 0]]
    assert counts.part(row, "heavy").tolist() == [1, 0]
    assert counts.part(row, "stated")[9].tolist() == [1, 0.93, 0]
    stock = counts.count_label(label("B", "B"), matched)
    assert (counts.part(stock, "stock").tolist(), counts.part(stock, "modern").any()) == ([1, 1], False)


def test_undetermined_is_never_the_right_verdict():
    rows = [counts.count_verdict("non-derived", found(verdict=v)) for v in ("none", "undetermined")]
    assert counts.figures(sum(rows))["verdicts.non-derived.r"] == 0.5


def test_every_unit_is_drawn_as_often_as_any_other():
    drawn = counts.weights(8, resamples=400)
    assert (drawn.sum(axis=1) == 8).all()
    assert drawn.mean(axis=0) == pytest.approx(np.ones(8), abs=0.2)


def test_equal_units_have_no_spread_and_unequal_ones_do():
    good = counts.count(gold(wire(0, 20)), found(wire(0, 20)))
    bad = counts.count(gold(wire(0, 20)), found(span(0, 20, origin="original", confidence=0.9)))
    same = counts.intervals([good] * 6)["wire_r"]
    mixed = counts.intervals([good] * 5 + [bad])["wire_r"]
    assert same == (1, 1, 1)
    value, low, high = mixed
    assert value == pytest.approx(5 / 6)
    assert low < value < high


def scorer(shared):
    spec = importlib.util.spec_from_file_location("score", shared / "eval" / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def random_spans(rng, size, *, prediction):
    """Return spans that cover a text of a size, as gold sentences or as an annotation."""
    ends = sorted({*rng.choice(np.arange(1, size), 7, replace=False).tolist(), size})
    spans = []
    for start, end in zip([0, *ends], ends, strict=False):
        kind = str(rng.choice(KINDS))
        origin = None if kind in ("credit", "furniture", "table") else str(rng.choice(counts.ORIGINS))
        edit = str(rng.choice(("verbatim", "light", "heavy"))) if origin == "wire" else None
        agency = str(rng.choice(("AFP", "Reuters"))) if origin == "wire" else None
        more = {"src": [{"doc": "d", "start": 3, "end": 9}]} if origin == "wire" else {}
        if prediction:
            pieces = [
                {
                    "doc": str(rng.choice(("d", "e"))),
                    "start": 0,
                    "end": int(rng.integers(1, 9)),
                    "role": "wire",
                }
                for _ in range(4)
            ]
            more = {
                "confidence": round(float(rng.random()), 4) if origin else None,
                "certainty": "likely",
                "quotes": [],
                "evidence": [piece | {"score": 0.3} for piece in pieces],
                "parts": [{"start": start, "end": end, "edit": str(rng.choice(counts.PARTS))}],
            }
        spans.append(span(start, end, kind=kind, origin=origin, edit=edit, agency=agency) | more)
    return spans


@pytest.mark.shared
def test_the_figures_are_the_scorers(shared):
    judge, rng = scorer(shared), np.random.default_rng(3)
    truth, said = {}, {}
    for number in range(40):
        text = "".join(rng.choice(list("abc d.é1"), 60).tolist())
        truth[f"a{number}"] = {"id": f"a{number}", "text": text} | {
            "segments": random_spans(rng, 60, prediction=False)
        }
        segments = random_spans(rng, 60, prediction=True)
        said[f"a{number}"] = {
            "text": text,
            "verdict": str(rng.choice(("wholly", "mainly", "partly", "none"))),
        }
        said[f"a{number}"] |= {"segments": segments}
    classes = {name: str(rng.choice(counts.VERDICTS)) for name in truth}
    theirs = judge.score(truth, said) | judge.score_parts(truth, said) | judge.score_verdicts(classes, said)
    rows = [
        counts.count(truth[n], said[n], spans=True) + counts.count_verdict(classes[n], said[n]) for n in truth
    ]
    ours = counts.figures(sum(rows))
    plain = {key: value for key, value in theirs.items() if isinstance(value, float)}
    assert len(plain) == 12
    assert {key: float(ours[key]) for key in plain} == pytest.approx(plain, abs=1e-12)
    for group, table in (
        ("origins", "origins"),
        ("zones", "zones"),
        ("parts", "parts"),
        ("verdicts", "verdicts"),
    ):
        for label, values in theirs[table].items():
            assert ours[f"{group}.{label}.f1"] == pytest.approx(values["f1"], abs=1e-12), label


@pytest.mark.shared
def test_no_stretch_of_the_evaluation_sets_text_stands_on_the_page(shared):
    page = (Path(__file__).resolve().parent.parent / "docs" / "accuracy.md").read_text("utf-8")
    mine = runs(page)
    for name in ("articles", "wires"):
        for line in (shared / "data" / "meter_dev" / f"{name}.jsonl").read_text("utf-8").splitlines():
            record = json.loads(line)
            assert not mine & runs(record["text"]), record["id"]


def runs(text, size=7):
    words = text.casefold().split()
    return {tuple(words[i : i + size]) for i in range(len(words) - size + 1)}
