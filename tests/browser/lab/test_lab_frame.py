"""Results in the cells of a real JupyterLab: keys that cannot hurt, wherever the mouse was, and three results in one window."""

from __future__ import annotations

import pages
import pytest
import samples
from test_lab_review import FOCUS, REVIEW

pytestmark = pytest.mark.browser
PLACES = (
    ".ev .pass",
    ".ctxp[data-after]",
    ".kh",
    "[data-where]",
    "[data-said]",
    ".track",
    FOCUS.removeprefix(".pv "),
)
CELLS = "() => window.jupyterapp.shell.currentWidget.content.widgets.length"


def test_review_by_keys_with_the_mouse_used_everywhere(page, lab):
    pages.notebook(lab.root / "mouse.ipynb", samples.SETUP, REVIEW.replace("coded", "mouse"), "'a cell'")
    page.goto(lab.address("mouse.ipynb"))
    pages.run_all(page)
    pages.wait_output(page, FOCUS).first.wait_for()
    number = page.evaluate(CELLS)
    pressed = page.locator(".pv [data-letter=X]")
    for place in PLACES:
        spot = page.locator(f".boxed {place}").first
        if not spot.count():
            continue
        spot.scroll_into_view_if_needed()
        spot.click(position={"x": 4, "y": 4}, force=True)
        page.keyboard.press("x")
        page.wait_for_function("e => e.getAttribute('aria-pressed') === 'true'", arg=pressed.element_handle())
        assert page.evaluate(CELLS) == number, place
        page.keyboard.press("z")
        page.wait_for_function(
            "e => e.getAttribute('aria-pressed') === 'false'", arg=pressed.element_handle()
        )
    before = page.locator(FOCUS).inner_text()
    page.locator(".pv [data-letter=N]").click()
    page.keyboard.press("Enter")
    page.wait_for_function(f"words => document.querySelector('{FOCUS}').innerText !== words", arg=before)
    assert page.evaluate(CELLS) == number


def test_escape_gives_the_keys_back_to_the_notebook(page, lab):
    pages.notebook(lab.root / "back.ipynb", samples.SETUP, "articles[0]", "'a cell'")
    page.goto(lab.address("back.ipynb"))
    pages.run_all(page)
    pages.click_line(page, pages.wait_output(page, ".jp-Provenance a.s.w").first)
    number = page.evaluate(CELLS)
    page.keyboard.press("d")
    page.keyboard.press("d")
    assert page.evaluate(CELLS) == number
    page.keyboard.press("Escape")
    page.keyboard.press("d")
    page.keyboard.press("d")
    page.wait_for_function(f"number => ({CELLS})() === number - 1", arg=number)


def test_three_results_in_about_one_window(page, lab):
    pages.notebook(lab.root / "three.ipynb", samples.SETUP, "articles[0]", "articles[1]", samples.WIDGET)
    page.goto(lab.address("three.ipynb"))
    pages.run_all(page)
    pages.wait_output(page, ".boxed").nth(2).wait_for(state="attached")
    page.wait_for_function("document.querySelectorAll('.boxed.folded').length === 2")
    heights = page.locator(".boxed").evaluate_all("all => all.map(e => e.offsetHeight)")
    window = page.evaluate("innerHeight")
    assert sorted(heights)[2] <= 0.7 * window + 2 and sum(heights) < window
    named = "new Set([...document.querySelectorAll('.boxed section[data-view]')].map(e => e.getAttribute('aria-label'))).size"
    page.wait_for_function(f"{named} === 3")


def test_a_result_in_a_narrow_column_beside_the_side_panel_is_all_there(page, lab):
    pages.notebook(lab.root / "narrow.ipynb", samples.SETUP, "articles[0]")
    page.set_viewport_size({"width": 720, "height": 900})
    page.goto(lab.address("narrow.ipynb"))
    pages.run_all(page)
    box = pages.wait_output(page, ".boxed").first
    assert box.evaluate("e => e.scrollWidth <= e.clientWidth")
    assert box.locator(".tools .leg button:visible").count() >= 2
    assert box.locator(".tools .filt > summary:visible").count() == 1
