"""WCAG 2.2 AA by axe-core on every widget in JupyterLab, light and dark, and the side panel; nothing but keys needed."""

from __future__ import annotations

import json
from pathlib import Path

import pages
import pytest
import samples
from server import PATIENCE

pytestmark = pytest.mark.browser

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
SHOWN = {
    "article": ("pw.Article(articles[2])", ".txt"),
    "explorer": ("pw.Explorer(articles)", ".corp"),
    "compare": ("pw.Compare(articles[2])", ".cmp"),
    "review": ("pw.Review(articles[:2], 'axe.jsonl', coder='Ada')", "[data-focus]"),
    "bare": ("articles[2]", ".txt"),
}


@pytest.fixture(scope="module")
def axe():
    """Return the source of axe-core, which a PyPI package brings."""
    import axe_playwright_python

    (source,) = Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")
    return source.read_text("utf-8")


def violations(page, axe, selector):
    page.evaluate(axe)
    # JupyterLab's body is 0 px high and hides overflow: axe then takes all text for clipped and checks no contrast
    page.evaluate("() => { document.documentElement.style.height = document.body.style.height = '100vh'; }")
    found = page.evaluate("([root, rules]) => axe.run(root, rules)", [{"include": [[selector]]}, RULES])
    return {
        item["id"]: [node["html"][:160] + " | " + node["failureSummary"][:300] for node in item["nodes"]][:3]
        for item in found["violations"]
    }


def assert_none(page, axe, selector):
    for theme in ("JupyterLab Light", "JupyterLab Dark"):
        pages.theme(page, theme)
        page.wait_for_timeout(300)
        found = violations(page, axe, selector)
        assert found == {}, f"{theme}: {json.dumps(found, indent=1)}"


@pytest.mark.parametrize("name", SHOWN)
def test_no_violation_in_light_or_dark(book, axe, name):
    shown, selector = SHOWN[name]
    pages.show(book, f"import provenance_widgets as pw\n{shown}")
    pages.wait_output(book, f".jp-OutputArea-output .pv {selector}").first.wait_for()
    assert_none(book, axe, ".jp-OutputArea-output .pv")


def test_the_side_panel_has_no_violation(desk, lab, axe):
    samples.annotation_file(lab.root / "axe.provenance.json")
    pages.open_file(desk, "axe.provenance.json")
    desk.locator("#jp-main-dock-panel .pv .txt").wait_for()
    pages.execute(desk, "provenance:show-sentences")
    desk.locator(".jp-Provenance-panel button").first.wait_for()
    assert_none(desk, axe, ".jp-Provenance-panel")


def test_the_check_has_teeth(page, lab, axe):
    samples.annotation_file(lab.root / "teeth.provenance.json")
    page.goto(lab.address("teeth.provenance.json"))
    page.locator("#jp-main-dock-panel .pv .txt").wait_for()
    pages.theme(page, "JupyterLab Light")
    page.add_style_tag(content=".pv .verdict { color: #bbbbbb !important; }")
    assert "color-contrast" in violations(page, axe, "#jp-main-dock-panel .pv")


WIDE = """e => {
  const scrolls = x => ["auto", "scroll"].includes(getComputedStyle(x).overflowX) && x.scrollWidth > x.clientWidth;
  const kept = x => { for (let up = x.parentElement; up && up !== e; up = up.parentElement) if (scrolls(up)) return true; return false; };
  const right = e.getBoundingClientRect().right + 1;
  return [...e.querySelectorAll("*")].filter(x => !x.closest(".vh, svg") && x.getBoundingClientRect().right > right && !kept(x))
    .map(x => x.outerHTML.slice(0, 120));
}"""
"""What is cut off on the right: a table, a timeline or a row of tabs that scrolls by itself is not."""


@pytest.mark.parametrize("name", SHOWN)
def test_at_200_percent_nothing_is_cut_off(book, name):
    """A window of half the size is what 200 % zoom leaves; the notebook scrolls down, never sideways."""
    shown, selector = SHOWN[name]
    pages.show(book, f"import provenance_widgets as pw\n{shown}")
    pages.wait_output(book, f".jp-OutputArea-output .pv {selector}").first.wait_for()
    book.evaluate(
        "() => { window.jupyterapp.shell.collapseLeft(); window.jupyterapp.shell.collapseRight(); }"
    )
    book.set_viewport_size({"width": 640, "height": 500})
    book.wait_for_timeout(400)
    assert book.locator(".jp-OutputArea-output .pv").first.evaluate(WIDE) == []


def test_forced_colours_leave_edges_and_letters(browser, lab):
    context = browser.new_context(viewport={"width": 1400, "height": 1000}, forced_colors="active")
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    samples.saved(lab.root / "forced.ipynb")
    page.goto(lab.address("forced.ipynb"))
    sentence = page.locator(".jp-Provenance a.s.w").first
    sentence.wait_for()
    style = sentence.evaluate(
        "e => { const s = getComputedStyle(e); return [s.borderBottomStyle, s.borderBottomWidth]; }"
    )
    assert style == ["solid", "3px"]
    assert sentence.locator(".t").inner_text().startswith("W")
    context.close()
