"""Review and Compare in a real JupyterLab: three decisions, undo, a dead kernel, and all still there."""

from __future__ import annotations

import json

import pages
import pytest
import samples
from server import PATIENCE
from test_lab import wait_text

pytestmark = pytest.mark.browser

REVIEW = """import provenance_widgets as pw
review = pw.Review(articles[:2], 'coded.jsonl', coder='Ada')
review"""
FOCUS = ".pv [data-focus]"


def labels(lab):
    lines = (lab.root / "coded.jsonl").read_text().splitlines()
    return [json.loads(line).get("label", "undo") for line in lines]


def wait_labels(page, lab, expected):
    for _ in range(int(PATIENCE * 20)):
        if (lab.root / "coded.jsonl").exists() and labels(lab) == expected:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"expected {expected} in the file, there is {labels(lab)}")


def test_three_decisions_an_undo_and_a_dead_kernel(page, lab):
    pages.notebook(lab.root / "review.ipynb", samples.SETUP, REVIEW)
    page.goto(lab.address("review.ipynb"))
    pages.run_all(page)
    pages.wait_output(page, FOCUS).first.focus()
    first = page.locator(FOCUS).inner_text()
    for number, key in enumerate("ewn", start=1):
        page.keyboard.press(key)
        wait_labels(page, lab, list("EWN"[:number]))
        page.keyboard.press("j")
    assert page.locator(FOCUS).inner_text() != first
    page.keyboard.press("z")
    wait_labels(page, lab, ["E", "W", "N", "undo"])
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    pages.execute(page, "notebook:clear-all-cell-outputs")
    page.locator(FOCUS).wait_for(state="detached")
    pages.run_all(page)
    pages.wait_output(page, FOCUS).first.wait_for()
    pressed = page.locator(".pv [data-letter=E][aria-pressed=true]")
    for _ in range(6):
        if pressed.count():
            break
        page.locator(FOCUS).first.focus()
        page.keyboard.press("k")
    assert pressed.count() == 1
    assert labels(lab) == ["E", "W", "N", "undo"]


COMPARE = """from pathlib import Path
import provenance_widgets as pw
article = max(articles, key=lambda a: len({e.doc for f in a.findings for e in f.evidence}))
compare = pw.Compare(article)
compare.observe(lambda change: Path('doc.txt').write_text(str(change.new)), 'doc')
compare"""


def test_compare_shows_ribbons_and_tells_which_source_is_open(book, lab):
    book.set_viewport_size({"width": 1700, "height": 1000})
    pages.show(book, COMPARE)
    pages.wait_output(book, ".pv .cmp").first.wait_for()
    book.wait_for_function("() => document.querySelectorAll('.pv .cmp > svg path').length > 3")
    book.locator(".pv [role=tab]").nth(1).click()
    assert wait_text(lab.root / "doc.txt") not in ("", "None")
