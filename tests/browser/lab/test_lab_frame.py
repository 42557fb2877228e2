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


def test_review_by_keys_with_the_mouse_used_everywhere(book):
    pages.show(book, REVIEW.replace("coded", "mouse"), "'a cell'")
    pages.wait_output(book, FOCUS).first.wait_for()
    number = book.evaluate(CELLS)
    pressed = book.locator(".pv [data-letter=X]")
    for place in PLACES:
        spot = book.locator(f".boxed {place}").first
        if not spot.count():
            continue
        spot.scroll_into_view_if_needed()
        spot.click(position={"x": 4, "y": 4}, force=True)
        book.keyboard.press("x")
        book.wait_for_function("e => e.getAttribute('aria-pressed') === 'true'", arg=pressed.element_handle())
        assert book.evaluate(CELLS) == number, place
        book.keyboard.press("z")
        book.wait_for_function(
            "e => e.getAttribute('aria-pressed') === 'false'", arg=pressed.element_handle()
        )
    before = book.locator(FOCUS).inner_text()
    book.locator(".pv [data-letter=N]").click()
    book.keyboard.press("Enter")
    book.wait_for_function(f"words => document.querySelector('{FOCUS}').innerText !== words", arg=before)
    assert book.evaluate(CELLS) == number


def test_escape_gives_the_keys_back_to_the_notebook(book):
    pages.show(book, "articles[0]", "'a cell'")
    pages.click_line(book, pages.wait_output(book, ".jp-Provenance a.s.w").first)
    number = book.evaluate(CELLS)
    book.keyboard.press("d")
    book.keyboard.press("d")
    assert book.evaluate(CELLS) == number
    book.keyboard.press("Escape")
    book.keyboard.press("d")
    book.keyboard.press("d")
    book.wait_for_function(f"number => ({CELLS})() === number - 1", arg=number)


def test_three_results_in_about_one_window(book):
    pages.show(book, "articles[0]", "articles[1]", samples.WIDGET)
    pages.wait_output(book, ".boxed").nth(2).wait_for(state="attached")
    book.wait_for_function("document.querySelectorAll('.boxed.folded').length === 2")
    heights = book.locator(".boxed").evaluate_all("all => all.map(e => e.offsetHeight)")
    window = book.evaluate("innerHeight")
    assert sorted(heights)[2] <= 0.7 * window + 2 and sum(heights) < window
    named = "new Set([...document.querySelectorAll('.boxed section[data-view]')].map(e => e.getAttribute('aria-label'))).size"
    book.wait_for_function(f"{named} === 3")


def test_a_result_in_a_narrow_column_beside_the_side_panel_is_all_there(book):
    book.set_viewport_size({"width": 720, "height": 900})
    pages.show(book, "articles[0]")
    box = pages.wait_output(book, ".boxed").first
    assert box.evaluate("e => e.scrollWidth <= e.clientWidth")
    assert box.locator(".tools .leg button:visible").count() >= 2
    assert box.locator(".tools .filt > summary:visible").count() == 1
