"""Pictures of articles hold colours, letters and text, and nothing that runs or loads."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

import provenance as pv
from provenance.show.svg import COLUMNS, Picture
from provenance.show.terminal import FILLS

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def result():
    return pv.annotate(pv.read(pv.sample("articles")), pv.Archive.build(pv.read(pv.sample("wires"))))


def drawn(annotation):
    return ET.fromstring(Picture(annotation)._repr_svg_())  # noqa: S314 - our own picture


def test_a_picture_shows_fills_and_letters(result):
    picture = drawn(result[0])
    fills = {shape.get("fill") for shape in picture.iter(f"{SVG}rect")}
    assert FILLS["w"].lower() in fills
    text = " ".join(shape.text for shape in picture.iter(f"{SVG}text"))
    assert "[W·AFP·" in text
    assert "Verdict" in text


def test_a_picture_holds_nothing_that_runs_or_loads(result):
    for annotation in result:
        picture = drawn(annotation)
        assert {shape.tag.removeprefix(SVG) for shape in picture.iter()} <= {
            "svg",
            "title",
            "rect",
            "g",
            "text",
        }
        names = {name for shape in picture.iter() for name in shape.keys()}  # noqa: SIM118 - an element, not a dict
        assert not [name for name in names if "href" in name or name.startswith("on") or name == "style"]


def test_every_run_of_text_stays_within_its_columns(result):
    for shape in drawn(result[0]).iter(f"{SVG}text"):
        assert float(shape.get("x")) + float(shape.get("textLength")) <= 20 + COLUMNS * 8.4 + 1


def test_text_that_xml_cannot_hold_is_shown_as_such():
    document = pv.Document(
        id="<a&b>",
        text="By AFP\n\nThe \x00ferry\x0b to \ud800 <script>alert(1)</script> & Lom was late again.",
    )
    text = " ".join(shape.text for shape in drawn(pv.annotate(document)).iter(f"{SVG}text"))
    assert "<script>alert(1)</script> & Lom" in text
