"""Every colour of the sheet is legible: ratios recomputed from the built file, light and dark (WCAG 1.4.3, 1.4.11)."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

CORE = Path(__file__).resolve().parent.parent / "widgets" / "core" / "src"
SHEET = "\n".join(path.read_text("utf-8") for path in sorted(CORE.glob("*.css")))
THEMES = ("light", "dark")
FILLED = ("w", "e", "c", "s", "r")
TEXT, EDGE = 4.5, 3.0


@cache
def colours() -> dict[str, tuple[str, str]]:
    """Return the custom properties of the sheet as (light, dark)."""
    pairs = re.findall(
        r"--([\w-]+):(?:var\([\w-]+,)?light-dark\((#[0-9A-Fa-f]{6}),(#[0-9A-Fa-f]{6})\)", SHEET
    )
    return {name: (light.upper(), dark.upper()) for name, light, dark in pairs}


def luminance(colour: str) -> float:
    values = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_formula_agrees_with_the_domain_table():
    assert round(ratio("#111111", "#8DB7E8"), 2) == 9.06
    assert round(ratio("#F2F2F2", "#094FDD"), 2) == 5.91


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("kind", FILLED)
def test_a_filled_sentence_is_legible_and_its_edge_is_seen(kind: str, theme: str):
    at = THEMES.index(theme)
    ink, page = colours()["mark-ink"][at], colours()["page"][at]
    fill, edge = colours()[kind][at], colours()[f"{kind}-e"][at]
    assert ratio(ink, fill) >= TEXT
    assert ratio(edge, fill) >= EDGE
    assert ratio(edge, page) >= EDGE


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", ["ink", "mute", "link"])
def test_words_on_the_page_are_legible(name: str, theme: str):
    at = THEMES.index(theme)
    assert ratio(colours()[name][at], colours()["page"][at]) >= TEXT
    assert ratio(colours()[name][at], colours()["raise"][at]) >= TEXT


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", ["ctl", "q-e", "x-e"])
def test_borders_of_controls_are_seen(name: str, theme: str):
    at = THEMES.index(theme)
    assert ratio(colours()[name][at], colours()["page"][at]) >= EDGE


def test_every_badge_is_legible_in_white():
    badges = dict(re.findall(r"\.ag-(\w+)\{background:(#[0-9A-Fa-f]{6})\}", SHEET))
    assert set(badges) == {"AFP", "Reuters", "AP", "dpa", "other", "several"}
    for name, colour in badges.items():
        assert ratio("#FFFFFF", colour) >= TEXT, name


@pytest.mark.parametrize("theme", THEMES)
def test_colour_by_agency_is_legible(theme: str):
    at = THEMES.index(theme)
    pairs = re.findall(r"--ga:light-dark\((#\w{6}),(#\w{6})\);--gf:light-dark\((#\w{6}),(#\w{6})\)", SHEET)
    assert len(pairs) == 6
    for pair in pairs:
        edge, fill = pair[at], pair[2 + at]
        assert ratio(colours()["mark-ink"][at], fill) >= TEXT, pair
        assert ratio(edge, fill) >= EDGE, pair
        assert ratio(edge, colours()["page"][at]) >= EDGE, pair


@pytest.mark.parametrize("theme", THEMES)
def test_colour_by_certainty_is_legible(theme: str):
    at = THEMES.index(theme)
    rules = re.findall(
        r"\[data-c=\w+\][^{]*\{background:light-dark\((#\w{6}),(#\w{6})\);"
        r"border-bottom:3px \w+ light-dark\((#\w{6}),(#\w{6})\)",
        SHEET,
    )
    assert len(rules) == 2
    for rule in rules:
        fill, edge = rule[at], rule[2 + at]
        assert ratio(colours()["mark-ink"][at], fill) >= TEXT
        assert ratio(edge, fill) >= EDGE


def test_the_fills_are_those_of_the_domain_table():
    assert colours()["w"] == ("#8DB7E8", "#094FDD")
    assert colours()["e"] == ("#CDE6FC", "#042378")
    assert colours()["c"] == ("#E6EE5A", "#676404")
    assert colours()["s"] == ("#F49FB6", "#984566")
    assert colours()["r"] == ("#FFD2AB", "#472D03")
