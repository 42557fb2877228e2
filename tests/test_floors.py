"""Quality never falls below what is written in tests/floors.json."""

from __future__ import annotations

import floors
import pytest

SETS = floors.load()


@pytest.mark.shared
@pytest.mark.parametrize("name", SETS)
def test_no_figure_falls_below_its_floor(name, shared):
    figures = floors.measure(SETS[name], shared)
    assert floors.misses(SETS[name]["floors"], figures) == [], figures


def test_every_set_states_floors():
    assert all(spec["floors"] for spec in SETS.values())


def test_a_figure_below_its_floor_above_its_ceiling_or_absent_is_a_miss():
    bounds = {"origin_f1": 0.8, "ece": 0.05, "zone_f1": 0.9}
    lines = floors.misses(bounds, {"origin_f1": 0.79, "ece": 0.06})
    assert [line.split()[0] for line in lines] == ["origin_f1", "ece", "zone_f1"]
    assert floors.misses(bounds, {"origin_f1": 0.8, "ece": 0.05, "zone_f1": 0.9}) == []


def test_pinning_never_lowers_a_floor_or_lifts_a_ceiling():
    assert floors.pinned("origin_f1", 0.8, 0.7) == 0.8
    assert floors.pinned("origin_f1", 0.8, 0.9) == pytest.approx(0.89)
    assert floors.pinned("ece", 0.05, 0.2) == 0.05
