"""In a real JupyterLab 4: run a notebook, click a sentence, see the evidence; the choice reaches Python."""

from __future__ import annotations

import time
from pathlib import Path

import pages
import pytest
import samples
from server import PATIENCE
from shades import fill

pytestmark = pytest.mark.browser


def wait_text(path: Path, expected: str | None = None, seconds: float = PATIENCE) -> str:
    """Return what the kernel wrote: the expected text where one is given, else the first text at all."""
    end = time.monotonic() + seconds
    while not (text := path.read_text() if path.exists() else "") or (
        expected is not None and text != expected
    ):
        assert time.monotonic() < end, f"{path.name} holds {text!r}, not {expected or 'anything'!r}"
        time.sleep(0.05)
    return text


def test_click_a_sentence_and_python_knows(book, lab):
    pages.show(book, samples.WIDGET)
    text = pages.wait_output(book, ".jp-OutputArea-output .pv .txt").first
    sentence = text.locator("a.s.e").nth(2)
    pages.click_line(book, sentence)
    wait_text(lab.root / "selected.txt", sentence.get_attribute("id"))
    assert sentence.get_attribute("aria-current") == "true"
    panel = book.locator(".pv .ev-col .ev:visible").first
    panel.wait_for()
    assert "In the dispatch" in panel.inner_text()
    assert "before publication" in panel.inner_text()


def test_python_moves_the_page(book):
    move = "widget.selected = widget.view['paragraphs'][5]['sentences'][0]['id']\nwidget.mode = 'agency'"
    pages.show(book, samples.WIDGET, move)
    pages.wait_output(book, ".pv .art[data-mode=agency]")
    current = book.locator(".pv a.s[aria-current=true]")
    current.wait_for()
    assert current.count() == 1


def test_a_bare_result_shows_coloured(book):
    pages.show(book, "articles[0]")
    sentence = pages.wait_output(book, ".jp-Provenance a.s.w").first
    assert sentence.evaluate("e => getComputedStyle(e).backgroundColor") == fill("w")
    pages.theme(book, "JupyterLab Dark")
    dark = f"e => getComputedStyle(e).backgroundColor === '{fill('w', 1)}'"
    book.wait_for_function(dark, arg=sentence.element_handle())


EXPLORER = """from pathlib import Path
import provenance_widgets as pw
explorer = pw.Explorer(articles)
def note(change):
    Path(f'{change.name}.txt').write_text(str(change.new))
explorer.observe(note, ['reading', 'threshold'])
explorer"""


def test_explorer_opens_an_article_and_moves_the_threshold(book, lab):
    pages.show(book, EXPLORER)
    rows = pages.wait_output(book, ".jp-OutputArea-output .corp tbody tr")
    assert rows.count() == 16
    before = book.locator(".pv .verdict").inner_text()
    slider = book.locator(".pv .thr input")
    slider.focus()
    for _ in range(9):
        slider.press("ArrowRight")
    assert float(wait_text(lab.root / "threshold.txt")) > 0.5
    assert book.locator(".pv .verdict").inner_text() != before
    rows.first.locator("a.hl").click()
    assert wait_text(lab.root / "reading.txt") not in ("", "None")
    book.locator(".pv .txt").wait_for()
    assert book.locator(".pv .ev:visible").count() >= 1
    book.locator(".pv-back button").first.click()
    book.locator(".pv .corp").wait_for()


def test_keys_inside_an_article_are_for_the_article(book):
    """A notebook in command mode would take j, k and the arrows for its cells."""
    pages.show(book, "articles[0]", "1 + 1")
    first = pages.wait_output(book, ".jp-Provenance a.s.w").first
    pages.click_line(book, first)
    cell = "() => window.jupyterapp.shell.currentWidget.content.activeCellIndex"
    before = book.evaluate(cell)
    book.keyboard.press("j")
    book.keyboard.press("ArrowDown")
    current = book.locator(".jp-Provenance a.s[aria-current=true]")
    assert current.get_attribute("id") != first.get_attribute("id")
    assert book.evaluate(cell) == before
