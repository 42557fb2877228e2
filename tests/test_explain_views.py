"""An explanation in a notebook and on a page: the same facts, escaped, with the colours of the table and nothing fetched."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from pathlib import Path

import html5lib
import pytest
from hostile_annotations import HOSTILE, poisoned
from sample_annotations import annotation, annotations
from test_display import ATTRIBUTES, STYLES, TAGS, walk

from provenance.contract.kinds import KINDS, PALETTE
from provenance.explanation import explain
from provenance.show.explained import page as page_module
from provenance.show.explained.telling import tell
from provenance.show.explained.weights import TICKS, factor, percent, probability

ONE = "w2-belisarmorningnews"


def first(rule):
    """Return an explanation of a sentence that a rule decided."""
    for item in annotations():
        for n, finding in enumerate(item.findings, 1):
            if finding.verdict.rule == rule and (
                finding.rests is not None or rule in ("nothing", "no_origin", "credit")
            ):
                return explain(item, n)
    raise AssertionError(rule)


RULES = ["match", "shared", "speech_elsewhere", "nothing", "no_origin"]


def words(html):
    """Return what a page says to somebody who sees no style."""
    return spaced("".join(html5lib.parse(html, namespaceHTMLElements=False).itertext()))


def spaced(text):
    """Return a text with its lines joined; the narrow space before a percent sign is part of the number."""
    return re.sub(r"[ \n]+", " ", text)


@pytest.mark.parametrize("rule", RULES)
def test_every_form_says_the_same(rule):
    found = first(rule)
    told = tell(found)
    forms = [words(found.to_html()), words(found._repr_html_()), spaced(found.to_text())]
    for form in forms:
        assert told.title in form
        assert told.rest in form
        for step in told.steps:
            for row in step.rows:
                assert row.text in form
            for item in step.passages:
                assert item.score in form
                assert item.why in form
    for bar in (told.steps[2].passages or told.steps[1].passages or [None])[:1]:
        for reading in bar.weights.bars if bar and bar.weights else ():
            for form in forms[:2]:
                assert reading.says in form
                assert factor(reading.odds) in form
                assert reading.so_far in form


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text_in_a_notebook_and_on_a_page(text):
    bad = poisoned(text)
    for n in (1, next(n for n, f in enumerate(bad.findings, 1) if f.evidence)):
        found = explain(bad, n)
        for element in walk(found._repr_html_()):
            assert element.tag in TAGS | {"pre"}
            assert set(element.attrib) <= ATTRIBUTES
            for rule in filter(None, element.get("style", "").split(";")):
                assert rule.split(":")[0] in STYLES
                assert "(" not in rule
        html = found.to_html()
        for element in walk(html):
            assert element.tag not in ("script", "img", "svg", "button", "form", "iframe", "link", "object")
            assert not any(name.startswith("on") or name in ("style", "src") for name in element.attrib)
            assert element.get("id") in (None, "pv-main")
            assert element.get("href") in (None, "#pv-main")
        assert "\u202e" not in html + found._repr_html_() + found.to_text()
        assert html.count("<style>") == 1


def test_the_policy_names_the_only_style_sheet_and_no_script():
    html = first("match").to_html()
    style = re.search(r"<style>(.*?)</style>", html, re.S)
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'; base-uri" in html
    assert " style=" not in html
    assert "http" not in html.replace("http-equiv", "")


def test_the_page_and_the_picture_have_no_colour_of_their_own():
    sheet = Path(page_module.__file__).with_name("explain.css").read_text("utf-8")
    assert not re.search(r"#[0-9A-Fa-f]{3,8}\b|rgb|hsl", sheet)
    known = {shade for shades in PALETTE.values() for shade in shades}
    known |= {shade for kind in KINDS.values() for pair in (kind.fill, kind.edge) if pair for shade in pair}
    for rule in RULES:
        used = set(re.findall(r"#[0-9A-F]{6}", first(rule)._repr_html_()))
        badges = set(
            re.findall(
                r"background-color:(#[0-9A-F]{6});color:#F{6};padding:0 5px", first(rule)._repr_html_()
            )
        )
        assert used - badges <= known


def test_a_waterfall_has_at_most_seven_rows_and_its_bars_join():
    found = tell(first("match")).steps[2].passages[0].weights
    assert len(found.bars) <= 7
    assert any(bar.says.startswith("All the rest") for bar in found.bars)
    at = found.before.end
    for bar in found.bars:
        assert bar.start == pytest.approx(at)
        assert (bar.end > bar.start) == (bar.odds > 0)
        assert 0 <= bar.end <= 1
        at = bar.end


def test_a_weight_is_as_long_wherever_it_stands():
    found = tell(first("match")).steps[2].passages[0].weights
    lengths = {round((bar.end - bar.start) / bar.odds, 6) for bar in found.bars if abs(bar.odds) > 0.01}
    assert len(lengths) == 1


def test_what_speaks_against_is_hatched_and_outlined_without_colour():
    html = first("match")._repr_html_()
    edge = (KINDS["r"].edge or ("", ""))[0]
    assert re.search(rf"border:1px solid {edge};color:{edge};font-weight:bold;\">/+</td>", html)
    assert ".bb.dn{background:repeating-linear-gradient" in first("match").to_html()


def test_the_ruler_stands_where_the_settings_are():
    item = annotation(ONE)
    n = next(n for n, f in enumerate(item.findings, 1) if f.verdict.rule == "match" and not f.spoken)
    ruler = tell(explain(item, n)).ruler
    assert [(low, name) for low, _, name in ruler.bands] == [
        (0.0, "not counted"), (0.4, "possible"), (0.7, "likely"), (0.9, "matched"),
    ]  # fmt: skip
    other = explain(item, n)
    other = replace(other, edges=replace(other.edges, needed=0.8))
    assert [name for *_, name in tell(other).ruler.bands] == ["not counted", "likely", "matched"]
    assert tell(first("nothing")).ruler is None


def test_what_an_answer_is_called_is_the_reader_s_question():
    assert tell(first("nothing")).title == "Why was nothing found?"
    assert tell(first("no_origin")).title == "Why is this not judged?"
    found = first("match")
    assert tell(found).title in (f"Why is this called {found.answer}?", "Why does this need a look?")


def test_nothing_is_certain():
    assert probability(1.0) == "above 0.99"
    assert probability(0.0) == "below 0.01"
    assert [percent(value) for value in (0.0, 1.0)] == ["<0.1\u202f%", ">99.9\u202f%"]
    assert 0.5 in TICKS


def test_a_notebook_gets_both_forms():
    data, metadata = first("shared")._repr_mimebundle_()
    assert set(data) == {"text/html", "text/plain"}
    assert metadata == {}
    assert "Explanation of" in repr(first("shared"))


def test_a_line_of_time_shows_the_window_before_the_article_and_says_it_in_words():
    told = first("nothing")
    line = next(step.line for step in tell(told).steps if step.line)
    marks = {mark.kind: mark for mark in line.marks}
    assert marks["window"].end == marks["article"].start > marks["window"].start
    assert min(mark.start for mark in line.marks) >= 0 and max(mark.end for mark in line.marks) <= 1
    page = told.to_html()
    assert 'class="article ' in page and all(mark.label in page for mark in line.marks)
    drawn = next(
        row for row in told.to_text().splitlines() if set(row.strip()) <= set(".-=*A") and "A" in row
    )
    assert len(drawn) <= 80 and drawn.index("-") < drawn.index("A")
