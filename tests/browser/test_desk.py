"""The editor's list and the report of a study in a browser: nothing for axe to find, no sideways scroll, filters without a script."""

from __future__ import annotations

import desk_corpus
import pytest
from axe_playwright_python.sync_playwright import Axe

import provenance as pv
from provenance.analysis import analyse
from provenance.show import inline_svg, study_page

VIEWS = [(1180, "light"), (390, "dark")]


@pytest.fixture(scope="module")
def listed(tmp_path_factory):
    return pv.audit(desk_corpus.annotations()).write(tmp_path_factory.mktemp("desk") / "list.html")


@pytest.fixture(scope="module")
def studied(tmp_path_factory):
    """Return a report with a figure and a table, as :mod:`provenance.study.report` puts it together."""
    told = analyse(desk_corpus.annotations(), "composition")
    cells = [[{"text": "a", "number": False}, {"text": "0.25", "number": True}]]
    columns = [{"name": "outlet", "number": False}, {"name": "share", "number": True}]
    table = {
        "columns": columns,
        "rows": cells,
        "shown": 1,
        "total": 2,
        "more": True,
        "file": "t.csv",
        "meanings": [["share", "0-1"]],
    }
    figure = inline_svg(told.picture("svg"), prefix="fig", alt=told.alt)
    answer = {
        "name": "one",
        "title": told.title,
        "says": told.says,
        "limits": ["No."],
        "missing": "",
        "figure": figure,
        "table": table,
    }
    row = {
        "title": "Fog",
        "outlet": "Post",
        "when": "9 May 2033",
        "matched": 1,
        "body": 2,
        "href": "articles/a.html",
    }
    view = {
        "title": "A study", "authors": "Orla Penn", "kick": "8 articles", "failures": ["torn.jsonl: is torn"], "methods": "So.",
        "answers": [answer, answer | {"name": "two", "title": "Another", "figure": ""}], "articles": [row], "more": "",
        "validation": {"limits": ["Few."], "tables": [table | {"title": "Classes"}]}, "boxes": [["Made by", "this"]], "parameters": [["Seed", "1"]],
    }  # fmt: skip
    path = tmp_path_factory.mktemp("study") / "report.html"
    path.write_text(study_page(view), "utf-8")
    return path


@pytest.fixture
def opened(browser):
    pages = []

    def show(path, width=1180, scheme="light", **options):
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, **options)
        pages.append(page)
        page.goto(path.as_uri())
        return page

    yield show
    for page in pages:
        page.close()


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), VIEWS)
@pytest.mark.parametrize("name", ["listed", "studied"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(name, width, scheme, opened, request):
    page = opened(request.getfixturevalue(name), width, scheme, bypass_csp=True)
    page.evaluate("document.querySelectorAll('details').forEach(item => item.open = true)")
    found = Axe().run(page).response["violations"]
    assert [(item["id"], item["nodes"][0]["html"]) for item in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.browser
def test_a_kind_can_be_shown_alone_by_keyboard_without_a_script(listed, opened):
    page = opened(listed, java_script_enabled=False)
    every = page.locator(".it:visible").count()
    page.locator("#f-all").focus()
    page.keyboard.press("ArrowRight")
    shown = page.locator(".it:visible")
    assert 0 < shown.count() < every and page.locator(".en:visible").count() == shown.count()
    assert "Withdrawn dispatch" in shown.first.inner_text()


@pytest.mark.browser
def test_a_figure_follows_the_paper(studied, opened):
    fills = {
        scheme: opened(studied, 1180, scheme)
        .locator("figure svg text")
        .first.evaluate("item => getComputedStyle(item).fill")
        for scheme in ("light", "dark")
    }
    assert fills["light"] != fills["dark"]
