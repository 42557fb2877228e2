"""Every figure of an analysis can be read: contrast, colour-blind and grey, titles, units, n and words; nothing is fetched."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest
from sample_annotations import annotations, documents
from sight import EDGE, TEXT, VISIONS, distance, ratio

from provenance import vega
from provenance.analysis import ANALYSES, Answer, Tables, as_tables, figures
from provenance.contract import BADGES, KINDS, PALETTE
from provenance.errors import MissingExtra
from provenance.match import Archive

THEMES = ("light", "dark")
SCAFFOLD = ("axis-grid", "legend-symbol", "legend-entry", "frame", "scope")
"""What helps the eye and says nothing by itself, and groups."""
NAMES = list(ANALYSES)


@pytest.fixture(scope="module")
def tables() -> Tables:
    return as_tables(annotations()).with_archive(Archive.build(documents("wires.jsonl")))


@pytest.fixture(scope="module")
def answers(tables: Tables) -> dict[str, Answer]:
    return {name: item(tables, 0) for name, item in ANALYSES.items()}


@pytest.fixture(scope="module")
def charts(answers: dict[str, Answer]) -> dict[str, Any]:
    return {name: found.chart() for name, found in answers.items() if found.chart is not None}


def items(node: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield mark type, role and item of everything that is drawn."""
    for item in node.get("items", []):
        if node.get("marktype") == "group":
            for inner in item.get("items", []):
                yield from items(inner)
        else:
            yield node["marktype"], node.get("role", ""), item


def drawn(chart: Any, theme: str) -> list[tuple[str, str, dict[str, Any]]]:
    scene = vega.converter().vegalite_to_scenegraph(figures.spec(chart, theme))
    return list(items(scene["scenegraph"]))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", NAMES)
def test_words_and_marks_of_every_figure_are_seen(charts, name, theme):
    if name not in charts:
        pytest.skip("the sample gives this question no figure")
    page = PALETTE["page"][THEMES.index(theme)]
    seen = {"text": 0, "mark": 0}
    for kind, role, item in drawn(charts[name], theme):
        if kind == "text":
            if str(item.get("text", "")).strip():
                seen["text"] += 1
                assert ratio(item["fill"], page) >= TEXT, item
        elif role not in SCAFFOLD:
            colours = [item[key] for key in ("fill", "stroke") if str(item.get(key, "")).startswith("#")]
            assert colours, (kind, role, item)
            seen["mark"] += 1
            assert max(ratio(colour, page) for colour in colours) >= EDGE, (kind, role, item)
            assert item.get("opacity", 1) == 1 or kind == "area", (
                "what shines through is of another colour; a band has its line"
            )
    assert all(seen.values())


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_says_what_it_shows_of_how_many_and_in_words(charts, answers, name):
    if name not in charts:
        pytest.skip("the sample gives this question no figure")
    found = figures.spec(charts[name])
    assert " ".join(found["title"]["text"]) == answers[name].title
    assert re.search(r"\d", " ".join(found["title"]["subtitle"]))
    assert len(found["description"]) > 40
    assert not answers[name].table.empty, "a figure has its table"
    titles = [item["text"] for kind, role, item in drawn(charts[name], "light") if role == "axis-title"]
    assert titles, "axes have units"


@pytest.mark.parametrize("name", NAMES)
def test_colours_stand_in_the_table_of_kinds_and_each_has_its_partner(charts, name):
    if name not in charts:
        pytest.skip("the sample gives this question no figure")
    light, dark = (
        re.findall(r"#[0-9A-Fa-f]{6}\b", str(figures.spec(charts[name], theme))) for theme in THEMES
    )
    assert light
    assert set(light) <= set(figures.PARTNERS)
    assert dark == [figures.PARTNERS[colour] for colour in light]


def test_a_shade_of_light_paper_has_one_partner():
    pairs = set(figures._pairs())
    assert len({light for light, _ in pairs}) == len(pairs)


def look(key: str, theme: int, *, hollow: bool = False) -> tuple[str, str, tuple[int, ...]]:
    """Return fill, edge and dash of a class of sentence in a figure."""
    kind = KINDS[key]
    fill = PALETTE["page"] if hollow or not kind.fill else kind.fill
    dash = figures.KIND_DASHES.get(kind.line, figures.KIND_DASHES["solid"])
    return fill[theme], (kind.edge or PALETTE["ctl"])[theme], tuple(dash)


@pytest.mark.parametrize("theme", (0, 1), ids=THEMES)
@pytest.mark.parametrize("vision", VISIONS)
def test_classes_are_told_apart_by_people_who_see_fewer_colours_and_in_grey(vision, theme):
    looks = {name: look(key, theme, hollow=name == "heavy") for name, key in figures.CLASS_KINDS.items()}
    for one, other in combinations(looks, 2):
        (fill, edge, dash), (fill_, edge_, dash_) = looks[one], looks[other]
        apart = max(distance(fill, fill_, vision), distance(edge, edge_, vision))
        assert apart >= 12 or dash != dash_, (one, other, apart)
        grey = abs(
            sum(ratio(colour, PALETTE["page"][theme]) for colour in (fill, edge))
            - sum(ratio(colour, PALETTE["page"][theme]) for colour in (fill_, edge_))
        )
        assert dash != dash_ or grey > 0.2, (one, other)


def test_agencies_have_a_dash_beside_their_colour():
    found = figures.agencies("agency", list(BADGES), dash=True)
    dashes = found["strokeDash"].to_dict()["scale"]["range"]
    assert len({tuple(dash) for dash in dashes}) == len(BADGES)


def test_the_simulation_of_vision_gives_known_differences():
    assert distance("#" + "0" * 6, "#" + "F" * 6) == pytest.approx(100, abs=0.1)
    assert distance("#FF0000", "#00FF00") == pytest.approx(170.6, abs=0.5)  # CIE76 of the primaries of sRGB
    assert distance("#FF0000", "#00FF00", "deuteranopia") < distance("#FF0000", "#00FF00") / 3


def shown(chart):
    return figures.spec(chart), figures.as_svg(chart)


def test_a_page_of_a_figure_carries_all_that_it_needs(charts):
    page = figures.html(*shown(charts["composition"]))
    assert figures.NEVER_FETCHED in page
    around = page.replace(figures.script(), "")
    assert len(around) < len(page) / 2
    assert not re.search(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=", around)
    assert "<svg" in page.rpartition("</script></head>")[2], "without script the picture stands there"
    assert "</script>" not in figures.figure(*shown(charts["composition"])).partition('+json">')[
        2
    ].removesuffix("</script>")


def test_a_figure_keeps_markup_that_outlets_bring(tables):
    sentences, articles = tables.sentences.copy(), tables.articles.copy()
    for frame in (sentences, articles):
        frame["outlet"] = "</script><img src=x onerror=alert(1)>"
    from dataclasses import replace

    found = ANALYSES["matrix"](replace(tables, sentences=sentences, articles=articles), 0)
    assert "<img src=x" not in figures.figure(*shown(found.chart()))


def test_pictures_are_pictures(charts):
    assert vega.png(figures.as_svg(charts["matrix"])).startswith(b"\x89PNG")
    assert figures.as_svg(charts["matrix"], "dark").startswith("<svg")


@pytest.mark.parametrize(("package", "call"), [("altair", figures.altair), ("vl_convert", vega.converter)])
def test_a_missing_package_names_its_extra(monkeypatch, package, call):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtra, match=r"\[analysis\]"):
        call()
