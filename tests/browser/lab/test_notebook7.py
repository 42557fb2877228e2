"""The same plugin and widgets in Notebook 7: colours without a kernel, a click that reaches Python, a file."""

from __future__ import annotations

import pages
import pytest
import samples
from server import running
from shades import fill
from test_lab import wait_text

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """Notebook 7 in the place of JupyterLab: the page fixture and the helpers stay the same."""
    pytest.importorskip("notebook", reason="Notebook 7 is not installed: pip install notebook")
    with running(tmp_path_factory.mktemp("notebook"), app="notebook") as server:
        samples.put(server.root)
        yield server


def test_a_saved_notebook_shows_colours(page, lab):
    samples.saved(lab.root / "saved.ipynb")
    page.goto(lab.address("saved.ipynb", "notebook"))
    sentence = page.locator(".jp-Provenance a.s.w").first
    sentence.wait_for()
    assert sentence.evaluate("e => getComputedStyle(e).backgroundColor") == fill("w")


def test_a_click_reaches_python(page, lab):
    pages.notebook(lab.root / "widget.ipynb", samples.SETUP, samples.WIDGET)
    page.goto(lab.address("widget.ipynb", "notebook"))
    pages.run_all(page)
    text = pages.wait_output(page, ".jp-OutputArea-output .pv .txt").first
    sentence = text.locator("a.s.e").nth(2)
    pages.click_line(page, sentence)
    wait_text(lab.root / "selected.txt", sentence.get_attribute("id"))


def test_an_annotation_file_opens(page, lab):
    samples.annotation_file(lab.root / "one.provenance.json")
    page.goto(f"{lab.url}/edit/one.provenance.json?token=t&factory=Provenance")
    page.locator(".jp-Provenance .pv .txt").wait_for()
