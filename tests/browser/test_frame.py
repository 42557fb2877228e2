"""A result in a cell of a notebook: how high it is, what its keys do, what folds, and what is left when it is printed."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from sample_annotations import annotation, annotations
from test_views import ONE, STATIC, page  # noqa: F401

from provenance.show.view import article_view, compare_view, corpus_view, review_view

pytestmark = pytest.mark.browser
NOTEBOOK = """<!doctype html><html lang=en><meta charset=utf-8><title>cells</title><body style="margin:0">
<main class="jp-Notebook" tabindex="0"><h1>Cells</h1></main>"""


def cells(page: Any, *views: dict[str, Any], width: int = 720, **options: Any) -> None:  # noqa: F811
    """Show each view as the output of a cell; the page notes every key that reaches the notebook."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("about:blank")
    page.set_content(NOTEBOOK)
    page.add_style_tag(content=(STATIC / "view.css").read_text("utf-8"))
    page.evaluate(
        """async ([code, views, options]) => {
            const module = await import(URL.createObjectURL(new Blob([code], {type: 'text/javascript'})));
            const notebook = document.querySelector('main');
            window.patches = [];
            window.passed = [];
            notebook.addEventListener('keydown', event => window.passed.push(event.key));
            for (const [index, view] of views.entries()) {
                const cell = document.createElement('div');
                cell.className = 'jp-Cell';
                cell.innerHTML = '<div class="jp-InputArea-prompt"></div><div class=out></div>';
                cell.firstChild.textContent = `[${index + 3}]:`;
                notebook.append(cell);
                module.mount(cell.lastChild, view, {...options, boxed: true, onChange: p => window.patches.push(p)});
                await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
            }
        }""",
        [(STATIC / "view.js").read_text("utf-8"), list(views), options],
    )


def press(page: Any, sentence: Any) -> None:  # noqa: F811
    """Click in the first line of a sentence: the middle of its box may lie between lines."""
    sentence.evaluate("e => e.scrollIntoView({block: 'center'})")
    x, y = sentence.evaluate(
        "e => { const r = e.getClientRects()[0]; return [r.x + r.width / 2, r.y + r.height / 2]; }"
    )
    page.mouse.click(x, y)


def test_a_result_is_at_most_most_of_the_window_high_until_all_is_wanted(page: Any):  # noqa: F811
    cells(page, article_view(annotation(ONE)))
    box = page.locator(".boxed")
    assert 300 < box.bounding_box()["height"] <= 0.7 * 900 + 10
    page.get_by_role("button", name="Show all").click()
    assert box.bounding_box()["height"] > 1200
    page.get_by_role("button", name="Show less").click()
    assert box.bounding_box()["height"] <= 0.7 * 900 + 10
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_three_results_take_about_one_window_and_the_newest_is_open(page: Any):  # noqa: F811
    cells(page, article_view(annotation(ONE)), article_view(annotations()[0]), corpus_view(annotations()))
    boxes = page.locator(".boxed")
    heights = [box.bounding_box()["height"] for box in boxes.all()]
    assert heights[0] < 110 and heights[1] < 110 and heights[2] > 300 and sum(heights) < 900
    assert page.locator(".folded .code:visible").count() == 2
    boxes.first.get_by_role("button", name="Open").click()
    assert boxes.first.bounding_box()["height"] > 300
    assert boxes.first.locator("a.s:visible").count() > 10


def test_a_result_that_somebody_uses_does_not_fold(page: Any):  # noqa: F811
    cells(page, article_view(annotation(ONE)))
    press(page, page.locator("a.s.e").first)
    page.evaluate(
        "document.dispatchEvent(new CustomEvent('provenance-arrived', {detail: document.body.appendChild(document.createElement('p'))}))"
    )
    assert page.locator(".folded").count() == 0


def test_each_result_is_named_by_its_cell(page: Any):  # noqa: F811
    cells(page, article_view(annotation(ONE)), article_view(annotations()[0]))
    names = [box.get_attribute("aria-label") for box in page.locator(".boxed section[data-view]").all()]
    assert names[0].startswith("Result of cell 3: ") and names[1].startswith("Result of cell 4: ")


@pytest.mark.parametrize(
    "place", [".ev .pass", ".kh", ".ctxp[data-after]", "[data-where]", "[data-said]", ".keys"]
)
def test_a_click_anywhere_in_a_review_makes_its_keys_live(page: Any, place: str):  # noqa: F811
    view = review_view([annotation(ONE)], coder="Ana")
    shown = next(item["id"] for item in view["items"][2:] if item["panel"]["passages"])
    cells(page, view, selected=shown)
    spot = page.locator(place).first
    spot.scroll_into_view_if_needed()
    spot.click(position={"x": 3, "y": 3}, force=True)
    ring = page.locator(".boxed").evaluate("e => getComputedStyle(e).outlineStyle")
    assert ring == "solid" and page.locator(".kh .onk:visible").count() == 1
    page.keyboard.press("x")
    assert page.locator("[data-letter=X]").get_attribute("aria-pressed") == "true"
    assert page.evaluate("window.passed") == []


@pytest.mark.parametrize("width", [480, 720, 1000, 1300])
def test_labels_cover_neither_the_sentence_nor_are_out_of_sight(page: Any, width: int):  # noqa: F811
    view = review_view([annotation(ONE)], coder="Ana")
    shown = max(view["items"], key=lambda item: len(item["panel"]["passages"] and item["text"]))
    cells(page, view, width=width, selected=shown["id"])
    focus, keys, box = (page.locator(x).bounding_box() for x in ("[data-focus]", ".keys", ".boxed"))
    assert focus["y"] + focus["height"] <= keys["y"] + 1
    assert keys["y"] + keys["height"] <= box["y"] + box["height"]


def test_enter_after_a_click_on_a_label_goes_on(page: Any):  # noqa: F811
    cells(page, review_view([annotation(ONE)], coder="Ana"))
    before = page.locator("[data-focus]").inner_text()
    page.locator("[data-letter=N]").click()
    page.keyboard.press("Enter")
    assert page.locator("[data-focus]").inner_text() != before
    decided = [p["review"]["letter"] for p in page.evaluate("window.patches") if "review" in p]
    assert decided == ["N"]


def test_letters_stop_at_the_result_and_what_it_does_not_use_passes(page: Any):  # noqa: F811
    cells(page, article_view(annotation(ONE)))
    press(page, page.locator("a.s.e").first)
    for key in ("x", "d", "d", "j", "ArrowDown", "Enter", "Escape", "Shift+Enter", "Control+s"):
        page.keyboard.press(key)
    passed = [key for key in page.evaluate("window.passed") if key not in ("Shift", "Control")]
    assert passed == ["Enter", "s"]


def test_escape_gives_the_keys_back_to_the_notebook(page: Any):  # noqa: F811
    cells(page, article_view(annotation(ONE)))
    page.locator(".boxed .kh").click()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('.jp-Notebook')")
    page.keyboard.press("x")
    assert page.evaluate("window.passed") == ["x"]


def test_no_ring_while_words_are_typed(page: Any):  # noqa: F811
    cells(page, review_view([annotation(ONE)], coder="Ana"))
    page.locator("[data-coder]").click()
    page.keyboard.type("x")
    assert page.locator(".kh .onk:visible").count() == 0
    assert page.evaluate("window.passed") == []
    assert not [p for p in page.evaluate("window.patches") if "review" in p]


def test_filters_are_one_button_that_says_how_many_are_set(page: Any):  # noqa: F811
    cells(page, article_view(annotation(ONE)))
    assert page.locator(".tools .by:visible").count() == 0
    button = page.locator(".tools .filt > summary")
    button.click()
    page.locator("[data-mode=agency]").click()
    page.locator("[data-agency]").first.click()
    assert button.inner_text().split() == ["Filters", "2"]


def test_the_drawer_closes_and_enter_opens_it(page: Any):  # noqa: F811
    cells(page, article_view(annotation(ONE)))
    press(page, page.locator("a.s.e").nth(1))
    assert page.locator(".ev:visible").count() == 1
    page.get_by_role("button", name="Close the evidence").click()
    assert page.locator(".ev:visible").count() == 0
    page.keyboard.press("Enter")
    assert page.locator(".ev:visible").count() == 1


def test_a_sentence_that_a_key_moves_to_is_not_under_the_head(page: Any):  # noqa: F811
    cells(page, article_view(annotation(ONE)))
    press(page, page.locator("a.s.e").first)
    for _ in range(9):
        page.keyboard.press("j")
        box, tools = (page.locator(x).bounding_box() for x in ("a.s[aria-current]", ".boxed .tools"))
        foot = page.locator(".kh").bounding_box()
        assert box["y"] >= tools["y"] + tools["height"] - 4 and box["y"] < foot["y"]


def test_certainty_is_offered_where_the_host_decides_again(page: Any):  # noqa: F811
    cells(page, article_view(annotation(ONE)), decides=True)
    slider = page.locator("[data-certainty]")
    slider.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("window.patches.at(-1).threshold") == 0.45
    cells(page, article_view(annotation(ONE)))
    assert page.locator("[data-certainty]").count() == 0


def test_a_print_of_a_notebook_is_whole(page: Any):  # noqa: F811
    cells(page, article_view(annotation(ONE)), article_view(annotations()[0]))
    page.emulate_media(media="print")
    for box in page.locator(".boxed").all():
        inside = box.evaluate("e => e.scrollHeight - e.clientHeight")
        assert inside <= 1 and box.bounding_box()["height"] > 600
    page.emulate_media(media="screen")


@pytest.mark.parametrize("page", ["light", "dark"], indirect=True)
@pytest.mark.parametrize("width", [390, 720])
def test_axe_finds_nothing_in_a_cell(page: Any, width: int):  # noqa: F811
    views = (article_view(annotation(ONE)), corpus_view(annotations()), compare_view(annotation(ONE)))
    cells(page, *views, review_view([annotation(ONE)], coder="Ana"), width=width)
    page.locator(".unfold").evaluate_all("all => all.forEach(e => e.click())")
    found = Axe().run(page, context=".boxed").response["violations"]
    assert [(item["id"], item["nodes"][0]["html"][:200]) for item in found] == []
