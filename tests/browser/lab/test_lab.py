"""In a real JupyterLab 4: run a notebook, click a sentence, see the evidence; the choice reaches Python."""

from __future__ import annotations

import time
from pathlib import Path

import pages
import pytest
import samples
from shades import fill

pytestmark = pytest.mark.browser


def wait_text(path: Path, expected: str | None = None, seconds: float = 15.0) -> str:
    """Return what the kernel wrote: the expected text where one is given, else the first text at all."""
    end = time.monotonic() + seconds
    while not (text := path.read_text() if path.exists() else "") or (
        expected is not None and text != expected
    ):
        assert time.monotonic() < end, f"{path.name} holds {text!r}, not {expected or 'anything'!r}"
        time.sleep(0.05)
    return text


def test_click_a_sentence_and_python_knows(page, lab):
    pages.notebook(lab.root / "widget.ipynb", samples.SETUP, samples.WIDGET)
    page.goto(lab.address("widget.ipynb"))
    pages.run_all(page)
    text = pages.wait_output(page, ".jp-OutputArea-output .pv .txt").first
    sentence = text.locator("a.s.e").nth(2)
    pages.click_line(page, sentence)
    wait_text(lab.root / "selected.txt", sentence.get_attribute("id"))
    assert sentence.get_attribute("aria-current") == "true"
    panel = page.locator(".pv .ev-col .ev:visible").first
    panel.wait_for()
    assert "In the dispatch" in panel.inner_text()
    assert "before publication" in panel.inner_text()


def test_python_moves_the_page(page, lab):
    move = "widget.selected = widget.view['paragraphs'][5]['sentences'][0]['id']\nwidget.mode = 'agency'"
    pages.notebook(lab.root / "move.ipynb", samples.SETUP, samples.WIDGET, move)
    page.goto(lab.address("move.ipynb"))
    pages.run_all(page)
    pages.wait_output(page, ".pv .art[data-mode=agency]")
    current = page.locator(".pv a.s[aria-current=true]")
    current.wait_for()
    assert current.count() == 1


def test_a_bare_result_shows_coloured(page, lab):
    pages.notebook(lab.root / "bare.ipynb", samples.SETUP, "articles[0]")
    page.goto(lab.address("bare.ipynb"))
    pages.run_all(page)
    sentence = pages.wait_output(page, ".jp-Provenance a.s.w").first
    assert sentence.evaluate("e => getComputedStyle(e).backgroundColor") == fill("w")
    pages.theme(page, "JupyterLab Dark")
    dark = f"e => getComputedStyle(e).backgroundColor === '{fill('w', 1)}'"
    page.wait_for_function(dark, arg=sentence.element_handle(), timeout=10_000)


EXPLORER = """from pathlib import Path
import provenance_widgets as pw
explorer = pw.Explorer(articles)
def note(change):
    Path(f'{change.name}.txt').write_text(str(change.new))
explorer.observe(note, ['reading', 'threshold'])
explorer"""


def test_explorer_opens_an_article_and_moves_the_threshold(page, lab):
    pages.notebook(lab.root / "explorer.ipynb", samples.SETUP, EXPLORER)
    page.goto(lab.address("explorer.ipynb"))
    pages.run_all(page)
    rows = pages.wait_output(page, ".jp-OutputArea-output .corp tbody tr")
    assert rows.count() == 16
    before = page.locator(".pv .verdict").inner_text()
    slider = page.locator(".pv .thr input")
    slider.focus()
    for _ in range(9):
        slider.press("ArrowRight")
    assert float(wait_text(lab.root / "threshold.txt")) > 0.5
    assert page.locator(".pv .verdict").inner_text() != before
    rows.first.locator("a.hl").click()
    assert wait_text(lab.root / "reading.txt") not in ("", "None")
    page.locator(".pv .txt").wait_for()
    assert page.locator(".pv .ev:visible").count() >= 1
    page.locator(".pv-back button").first.click()
    page.locator(".pv .corp").wait_for()


def test_keys_inside_an_article_are_for_the_article(page, lab):
    """A notebook in command mode would take j, k and the arrows for its cells."""
    pages.notebook(lab.root / "keys.ipynb", samples.SETUP, "articles[0]", "1 + 1")
    page.goto(lab.address("keys.ipynb"))
    pages.run_all(page)
    first = pages.wait_output(page, ".jp-Provenance a.s.w").first
    pages.click_line(page, first)
    cell = "() => window.jupyterapp.shell.currentWidget.content.activeCellIndex"
    before = page.evaluate(cell)
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    current = page.locator(".jp-Provenance a.s[aria-current=true]")
    assert current.get_attribute("id") != first.get_attribute("id")
    assert page.evaluate(cell) == before
