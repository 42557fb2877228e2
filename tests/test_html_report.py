"""The report: self-contained, escaped, linked, equal for equal input, readable without its script."""

from __future__ import annotations

import base64
import hashlib
import html
import io
import json
import re
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path

import html5lib
import pytest
from sample_annotations import annotation, annotations

from provenance.config import Config
from provenance.records import Annotation, Document, Review
from provenance.show.html import (
    export_html,
    json_for_script,
    keys_of,
    render_report,
    report_page,
    write_report,
)
from provenance.show.view import article_view
from provenance.show.view._words import show

XHTML = "{http://www.w3.org/1999/xhtml}"
TAGS = {
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "div",
    "a",
    "nav",
    "noscript",
    "b",
    "main",
    "section",
    "header",
    "p",
    "strong",
    "h1",
    "h2",
    "h3",
    "h4",
    "dl",
    "dt",
    "dd",
    "span",
    "q",
    "button",
    "article",
    "aside",
    "sup",
    "kbd",
    "del",
    "ins",
    "details",
    "fieldset",
    "legend",
    "small",
    "circle",
    "summary",
    "ul",
    "li",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "label",
    "input",
    "select",
    "option",
    "output",
    "i",
    "svg",
    "text",
    "line",
    "path",
    "g",
    "rect",
    "tspan",
    "script",
    "br",
}
ATTRIBUTES = {
    "lang",
    "charset",
    "http-equiv",
    "content",
    "name",
    "class",
    "id",
    "href",
    "tabindex",
    "title",
    "role",
    "type",
    "for",
    "value",
    "min",
    "max",
    "step",
    "placeholder",
    "dir",
    "hidden",
    "disabled",
    "scope",
    "viewBox",
    "x",
    "y",
    "x1",
    "x2",
    "y1",
    "y2",
    "d",
    "width",
    "height",
    "rx",
    "text-anchor",
    "stroke-width",
    "preserveAspectRatio",
    "aria-label",
    "aria-labelledby",
    "aria-hidden",
    "aria-live",
    "aria-current",
    "aria-pressed",
    "aria-sort",
    "data-page",
    "data-view",
    "data-key",
    "data-k",
    "data-mode",
    "data-agency",
    "data-a",
    "data-b",
    "data-c",
    "data-d",
    "data-f",
    "data-g",
    "data-doc",
    "data-credit",
    "data-find",
    "data-first",
    "data-last",
    "data-from-day",
    "data-to-day",
    "data-outlet",
    "data-filter",
    "data-flag",
    "data-shown",
    "data-head",
    "data-rest",
    "data-reset",
    "data-effect",
    "data-sort",
    "data-time",
    "data-verdict",
    "data-share",
    "data-from",
    "data-to",
    "data-story",
    "data-why",
    "data-of",
    "data-idle",
    "data-title",
    "data-most",
    "data-col",
    "data-set",
    "data-clear",
    "open",
    "cx",
    "cy",
    "r",
}
VECTORS = [
    "</mark><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "</script><script>alert(1)</script>",
    "</style><style>*{display:none}</style>",
    "</title><script>alert(1)</script>",
    "<!--<script>",
    "]]><x>",
    "{{ 7*7 }}{% raw %}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u202egnp.exe\u2066",
    "\u2028\u2029",
    "<template><b>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "`${alert(1)}`",
    "<math><mi xlink:href=javascript:alert(1)>",
    "x" * 5000,
    "\ufeff\x00\x0b\x7f\ud800",
    "<a href=//evil.example>",
]


@cache
def whole() -> str:
    return render_report(annotations())


@cache
def single() -> str:
    return render_report([annotation("w2-belisarmorningnews")])


def parse(page: str):
    return html5lib.parse(page, treebuilder="etree")


def elements(page: str):
    for element in parse(page).iter():
        if isinstance(element.tag, str):
            yield element.tag.rpartition("}")[2], element


def hostile(value, vector: str):
    """Return a record with a vector put into every text field; identifiers and closed sets stay."""
    if is_dataclass(value):
        keep = {
            "kind",
            "origin",
            "role",
            "edit",
            "scope",
            "certainty",
            "basis",
            "verdict",
            "config",
            "sha256",
            "doc",
            "status",
        }
        changed = {}
        for item in fields(value):
            old = getattr(value, item.name)
            if item.name in keep and not is_dataclass(old):
                continue
            changed[item.name] = _hostile(old, vector, value, item.name)
        return replace(value, **changed)
    return value


def _hostile(old, vector: str, owner, name: str):
    if isinstance(old, str) and not (isinstance(owner, Document) and name == "text"):
        return f"{old}{vector}" if name in ("id", "published") else vector
    if old is None and name in ("outlet", "title", "published", "note", "speaker", "cue", "version"):
        return vector
    if isinstance(old, tuple):
        return tuple(vector if isinstance(v, str) else hostile(v, vector) for v in old)
    if name == "sources":
        return {k: replace(hostile(v, vector), text=v.text) for k, v in old.items()}
    if name == "agencies" and isinstance(old, dict):
        return {vector: 3}
    return hostile(old, vector) if is_dataclass(old) else old


@pytest.mark.parametrize("vector", VECTORS, ids=range(len(VECTORS)))
def test_hostile_text_in_any_field_is_only_text(vector):
    base = [annotation("w2-belisarmorningnews"), annotation("w2-velkvalleyargus")]
    made = []
    for item in base:
        text = item.document.text
        bad = hostile(item, vector)
        found = tuple(
            replace(f, review=Review("original", vector, vector, vector, vector)) for f in bad.findings
        )
        made.append(
            replace(
                bad,
                document=replace(bad.document, text=_spliced(text, vector), notes=(vector,)),
                findings=found,
            )
        )
    for page in (render_report(made), render_report(made[:1])):
        scripts = 0
        for tag, element in elements(page):
            assert tag in TAGS, tag
            scripts += tag == "script"
            for name in element.attrib:
                assert name in ATTRIBUTES, name
            href = element.attrib.get("href")
            assert href is None or re.fullmatch(r"#[a-z0-9-]*", href), href
            assert not [n for n in element.attrib if n.startswith("on") or n == "style"]
        assert scripts <= 2
        page.encode()


def _spliced(text: str, vector: str) -> str:
    """Put the vector over the text from its tenth character on, at equal length, so that offsets hold."""
    return (text[:10] + (vector * (len(text) // len(vector) + 1))[: len(text) - 10]) if vector else text


def test_equal_input_gives_equal_bytes():
    assert render_report(annotations()) == whole()
    changed = render_report([annotation("w2-belisarmorningnews")], title="x")
    assert changed == single()


def test_an_article_is_rendered_when_the_page_comes_to_it(monkeypatch):
    made = []
    monkeypatch.setattr(
        "provenance.show.html.article_view",
        lambda *given, **more: (made.append(1), article_view(*given, **more))[1],
    )
    page = report_page(annotations())
    assert not made
    next(page)
    assert not made, "the overview comes first"
    assert "".join([*page]).endswith("</html>") and len(made) == len(annotations())


def test_nothing_is_fetched_and_the_policy_names_what_stands_in_the_page():
    for page in (single(), whole()):
        policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page).group(1).replace("&#39;", "'")
        assert policy.startswith("default-src 'none'")
        for tag, kind in (("style", "style-src"), ("script", "script-src")):
            body = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.S).group(1)
            digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
            assert f"{kind} 'sha256-{digest}'" in policy
        assert not re.search(r"(src|href)=[\"']?(https?:)?//", page)
        assert "@import" not in page and "url(" not in page


def test_every_id_is_unique_and_every_link_arrives():
    for page in (single(), whole()):
        ids = [e.attrib["id"] for _, e in elements(page) if "id" in e.attrib]
        assert len(ids) == len(set(ids))
        known = set(ids)
        for tag, element in elements(page):
            href = element.attrib.get("href", "")
            if href.startswith("#") and len(href) > 1:
                assert href[1:] in known, (tag, href)
            for name in ("aria-labelledby", "for"):
                if name in element.attrib:
                    assert element.attrib[name] in known


def test_the_text_reads_in_order_without_a_script():
    item = annotation("w2-belisarmorningnews")
    page = single()
    at = 0
    for found in item.findings:
        first = show(item.document.text[found.segment.start : found.segment.end]).split()[0]
        escaped = first.replace("&", "&amp;").replace('"', "&#34;").replace("'", "&#39;")
        at = page.find(escaped, at)
        assert at > 0, first
    body = re.search(r"<body.*?<script", page, re.S).group()
    assert body.count('class="ev ') == len(article_view(item)["panels"])


def test_the_limits_stand_on_every_article():
    assert whole().count("What text cannot show") == len(annotations())


def test_a_split_report_links_its_pages(tmp_path: Path):
    made = write_report(annotations(), tmp_path / "report", split=True)
    assert next(p.name for p in made) == "index.html" and len(made) == len(annotations()) + 1
    names = {p.name for p in made}
    index = (tmp_path / "report" / "index.html").read_text("utf-8")
    links = {e.attrib["href"] for _, e in elements(index) if "hl" in e.attrib.get("class", "").split()}
    assert links == names - {"index.html"}
    for path in made[1:]:
        assert 'href="index.html"' in path.read_text("utf-8")


def test_names_of_pages_are_safe(tmp_path: Path):
    names = ["../../x", "CON", "a" * 400, "a\x00b", ".", "é", "É", "", "x/y\\z"]
    items = [
        replace(annotations()[0], document=replace(annotations()[0].document, id=name)) for name in names
    ]
    made = write_report(items, tmp_path / "out", split=True)
    assert len({p.name.lower() for p in made}) == len(names) + 1
    assert {p.parent for p in made} == {tmp_path / "out"}


def test_a_repeated_id_gets_its_own_key():
    assert keys_of([annotations()[0], annotations()[0]]) == ["pv-w2-sundaraexpress", "pv-w2-sundaraexpress-2"]


def test_the_exporter_writes_to_a_stream_a_file_and_a_folder(tmp_path: Path):
    stream = io.BytesIO()
    export_html(annotations()[:2], stream, config=Config())
    export_html(annotations()[:2], tmp_path / "r.html", config=Config())
    assert stream.getvalue() == (tmp_path / "r.html").read_bytes()
    (tmp_path / "folder").mkdir()
    export_html(annotations()[:2], tmp_path / "folder", config=Config())
    assert (tmp_path / "folder" / "index.html").is_file()


def test_withheld_wire_text_is_not_in_the_page():
    item: Annotation = annotation("w2-belisarmorningnews")
    stream = io.BytesIO()
    export_html(
        [item], stream, config=Config().with_settings({"report.withhold": True, "report.fragment_words": 6})
    )
    page = stream.getvalue().decode()
    articles = [source.text for source in item.sources.values() if source.role != "wire"]
    own = " ".join(
        " ".join([item.document.text, *articles]).split()
    )  # other outlets' pages are not wire text
    for source in item.sources.values():
        if source.role != "wire":
            continue
        pieces = source.text.split()
        for i in range(0, len(pieces) - 9, 3):
            run = " ".join(pieces[i : i + 9])
            if run not in own:
                assert run.replace('"', "&#34;").replace("'", "&#39;") not in page
    assert "Wire text is withheld" in page


def test_withheld_headlines_are_not_in_the_overview():
    stream = io.BytesIO()
    export_html(annotations(), stream, config=Config().with_settings({"report.withhold": True}))
    page = html.unescape(stream.getvalue().decode())
    titles = {s.title for a in annotations() for s in a.sources.values() if s.role == "wire" and s.title}
    assert titles and not [title for title in titles if title in page]


def test_an_empty_report_says_so():
    page = render_report([])
    assert "0 articles" in page
    assert "There is no article here" in page
    assert "No dispatch was at hand" in page


def test_json_cannot_end_its_script():
    made = json_for_script({"x": "</script><!--\u2028&"})
    assert "<" not in made and ">" not in made and "&" not in made
    assert json.loads(made) == {"x": "</script><!--\u2028&"}
