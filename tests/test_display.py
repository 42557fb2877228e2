"""A bare result: three forms, bounded, and nothing in the HTML that JupyterLab's sanitiser would drop or run."""

from __future__ import annotations

import json
import re

import html5lib
import pytest
from hostile_annotations import HOSTILE, poisoned
from sample_annotations import annotations

from provenance.show.notebook import MAX_ARTICLES, MAX_BYTES, MIME, bounded, mimebundle, plain
from provenance.show.view import article_view

TAGS = {"html", "head", "body", "div", "p", "span", "bdi", "strong", "u", "sup", "br", "details", "summary",
        "blockquote", "table", "thead", "tbody", "tr", "th", "td"}  # fmt: skip
ATTRIBUTES = {"lang", "style", "title"}
STYLES = {"background-color", "color", "padding", "margin", "margin-top", "max-width", "width", "font-family", "font-size",
          "font-weight", "line-height", "border-bottom", "border", "border-left", "border-top", "border-collapse", "padding-left",
          "text-align", "vertical-align", "text-decoration"}  # fmt: skip
"""What JupyterLab 4.6's sanitiser lets pass on any tag, of what this page uses."""


def walk(html):
    for element in html5lib.parse(html, namespaceHTMLElements=False).iter():
        if isinstance(element.tag, str):
            yield element


def test_an_annotation_shows_itself():
    data, metadata = annotations()[0]._repr_mimebundle_()
    assert set(data) == {MIME, "text/html", "text/plain"}
    assert metadata == {}
    assert data[MIME]["articles"][0] == article_view(annotations()[0])


def test_the_data_is_json_and_the_same_every_time():
    first, second = (json.dumps(mimebundle(annotations())[0], sort_keys=True) for _ in range(2))
    assert first == second


def test_every_coloured_sentence_has_its_letter_in_the_text():
    one = annotations()[0]
    html = mimebundle(one)[0]["text/html"]
    shown = "".join(html5lib.parse(html, namespaceHTMLElements=False).itertext())
    for paragraph in article_view(one)["paragraphs"]:
        for sentence in paragraph["sentences"]:
            words = "".join(run["t"] for run in sentence["runs"])
            mark = f"[{sentence['tag']}{sentence['mark']}]" if sentence["class"] not in "nx" else ""
            assert words + mark in shown


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("many", [False, True])
def test_hostile_text_is_text(text, many):
    bad = poisoned(text)
    html = mimebundle([bad, bad] if many else bad)[0]["text/html"]
    for element in walk(html):
        assert element.tag in TAGS
        assert set(element.attrib) <= ATTRIBUTES
        for rule in filter(None, element.get("style", "").split(";")):
            assert rule.split(":")[0] in STYLES
            assert "(" not in rule
    assert "\u202e" not in html


def test_colours_and_edges_are_those_of_the_page():
    """The static page has the light fills and edges of the style sheet, so that both look the same."""
    from pathlib import Path

    from provenance.show.static_html import STYLES as LOOKS

    sheet = (Path(__file__).parent.parent / "widgets" / "core" / "src" / "generated.css").read_text("utf-8")
    for key in ("w", "e", "c", "sh", "r"):
        fill = re.search(rf"--{key}:light-dark\((#[0-9A-F]{{6}})", sheet)
        edge = re.search(rf"--{key}-e:light-dark\((#[0-9A-F]{{6}})", sheet)
        assert fill is not None
        assert edge is not None
        assert fill[1] in LOOKS[key]
        assert edge[1] in LOOKS[key]


def test_a_large_article_keeps_every_sentence_and_stays_bounded():
    view = article_view(annotations()[0])
    paragraphs = view["paragraphs"] * 40
    big = view | {"paragraphs": paragraphs, "panels": view["panels"] * 200}
    (slim,) = bounded([big], limit=2_000_000)
    assert slim["paragraphs"] == paragraphs
    assert len(slim["panels"]) == len(big["panels"])
    assert len(json.dumps(slim)) < len(json.dumps(big))


def test_a_large_corpus_says_how_many_are_left_out():
    one = annotations()[0]
    data, _ = mimebundle([one] * (MAX_ARTICLES + 7))
    assert data[MIME]["omitted"] + len(data[MIME]["articles"]) == MAX_ARTICLES + 7
    assert len(json.dumps(data[MIME])) < MAX_BYTES * 1.1
    assert "7 more articles" in data["text/plain"]
    assert "7 more articles" in data["text/html"]


def test_figures_of_a_part_of_a_corpus_say_of_which_part(monkeypatch):
    one = annotations()[0]
    monkeypatch.setattr("provenance.show.notebook.MAX_ROWS", 2)
    whole, part = (mimebundle([one] * count)[0] for count in (2, 5))
    assert "first of" not in str(whole[MIME]["overview"]["scope"])
    assert part[MIME]["overview"]["kick"] == "2 articles"
    assert part[MIME]["overview"]["scope"][0].startswith("the first of 5")
    assert "the counts are of the first 2" in part["text/html"]


def test_nothing_annotated_says_so():
    data, _ = mimebundle([])
    assert "No article" in data["text/html"]
    assert data[MIME]["articles"] == []


def test_plain_text_is_bounded():
    text = plain([article_view(annotations()[0])] * 30)
    assert "more lines" in text
    assert len(text.splitlines()) <= 201


def test_nothing_of_jupyter_is_imported_with_the_package():
    import subprocess
    import sys

    code = "import provenance, provenance.show.notebook, sys; print(sorted(m for m in sys.modules if m.split('.')[0] in {'IPython', 'ipywidgets', 'anywidget', 'traitlets', 'jupyterlab', 'nbformat'}))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
