"""Quality never falls below what is written in tests/floors.json."""

from __future__ import annotations

import json
from pathlib import Path

import floors
import pytest

SETS = floors.load()
OURS = [name for name in SETS if not floors.is_shared(SETS[name])]
SHARED = [name for name in SETS if floors.is_shared(SETS[name])]


@pytest.mark.parametrize("name", OURS)
def test_no_figure_on_our_own_stories_falls_below_its_floor(name):
    figures = floors.measure(SETS[name], Path("nowhere"))
    assert floors.misses(SETS[name]["floors"], figures) == []


@pytest.mark.shared
@pytest.mark.parametrize("name", SHARED)
def test_no_figure_on_the_development_data_falls_below_its_floor(name, shared):
    figures = floors.measure(SETS[name], shared)
    assert floors.misses(SETS[name]["floors"], figures) == []


def test_every_set_states_floors_and_two_need_nothing_beside_the_project():
    assert all(spec["floors"] for spec in SETS.values())
    assert {"worlds", "cases"} <= set(OURS)


def test_a_figure_below_its_floor_above_its_ceiling_or_absent_is_a_miss():
    bounds = {"origin_f1": 0.8, "ece": 0.05, "zone_f1": 0.9}
    lines = floors.misses(bounds, {"origin_f1": 0.79, "ece": 0.06})
    assert [line.split()[0] for line in lines] == ["origin_f1", "ece", "zone_f1"]
    assert floors.misses(bounds, {"origin_f1": 0.8, "ece": 0.05, "zone_f1": 0.9}) == []


def test_pinning_never_lowers_a_floor_or_lifts_a_ceiling():
    assert floors.pinned("origin_f1", 0.8, 0.7) == 0.8
    assert floors.pinned("origin_f1", 0.8, 0.9) == pytest.approx(0.89)
    assert floors.pinned("ece", 0.05, 0.2) == 0.05
    assert floors.pinned("chance_ece", 0.2, 0.05) == pytest.approx(0.06)


def test_of_a_large_set_the_same_articles_are_taken_every_time(tmp_path):
    source = tmp_path / "all.jsonl"
    source.write_text("".join(json.dumps({"id": f"a{i}", "text": "x"}) + "\n" for i in range(90)), "utf-8")
    spec = {"articles": [f"shared:{source.name}"], "every": 3}
    taken = []
    for folder in (tmp_path / "one", tmp_path / "two"):
        folder.mkdir()
        (sample,) = floors.chosen(spec, [], tmp_path, folder)
        taken.append([item["id"] for item in floors.records(sample)])
    assert taken[0] == taken[1]
    assert 15 < len(taken[0]) < 45


def test_the_line_break_that_a_text_file_ends_with_is_the_only_difference_allowed():
    assert floors.ended({"text": "One."}, {"text": "One.\n"})["text"] == "One.\n"
    assert floors.ended({"text": "One."}, {"text": "Two.\n"})["text"] == "One."
