"""Every colour of the table is legible: ratios recomputed, light and dark (WCAG 1.4.3, 1.4.11)."""

from __future__ import annotations

import json

import pytest
from sight import EDGE, TEXT, ratio

from provenance.contract.kinds import BADGES, KINDS, PALETTE, TABLE

THEMES = ("light", "dark")
FILLED = [kind for kind in KINDS.values() if kind.fill]


def test_the_formula_gives_the_ratios_of_the_recommendation():
    assert ratio("#FFFFFF", "#000000") == pytest.approx(21)
    assert ratio("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("kind", FILLED, ids=lambda kind: kind.key)
def test_a_filled_sentence_is_legible_and_its_edge_is_seen(kind, theme):
    at = THEMES.index(theme)
    assert ratio(PALETTE["ink"][at], kind.fill[at]) >= TEXT
    assert ratio(kind.edge[at], kind.fill[at]) >= EDGE
    assert ratio(kind.edge[at], PALETTE["page"][at]) >= EDGE


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", ["ink", "mute", "link"])
def test_words_on_the_page_are_legible(name, theme):
    at = THEMES.index(theme)
    assert ratio(PALETTE[name][at], PALETTE["page"][at]) >= TEXT
    assert ratio(PALETTE[name][at], PALETTE["raise"][at]) >= TEXT


@pytest.mark.parametrize("theme", THEMES)
def test_borders_without_a_fill_are_seen(theme):
    at = THEMES.index(theme)
    bare = [kind.edge for kind in KINDS.values() if kind.edge and not kind.fill]
    assert bare
    for pair in (PALETTE["ctl"], *bare):
        assert ratio(pair[at], PALETTE["page"][at]) >= EDGE


def test_every_badge_is_legible_in_white():
    assert {"several", "other"} < set(BADGES)
    for name, badge in BADGES.items():
        assert ratio("#FFFFFF", badge.edge[0]) >= TEXT, name


@pytest.mark.parametrize("theme", THEMES)
def test_colour_by_agency_and_by_certainty_is_legible(theme):
    at = THEMES.index(theme)
    strengths = json.loads(TABLE.read_text("utf-8"))["strengths"]
    pairs = [(badge.fill, badge.edge) for badge in BADGES.values()]
    pairs += [(row["fill"], row["edge"]) for row in strengths if row["fill"]]
    assert len(pairs) == 8
    for fill, edge in pairs:
        assert ratio(PALETTE["ink"][at], fill[at]) >= TEXT, fill
        assert ratio(edge[at], fill[at]) >= EDGE, fill
        assert ratio(edge[at], PALETTE["page"][at]) >= EDGE, fill
