"""Hostile text in every field is text: in saved notebooks, untrusted and trusted, in every widget, after nbconvert."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pages
import pytest
import samples
from hostile_annotations import HOSTILE, poisoned
from server import environment
from shades import INK, fill

pytestmark = pytest.mark.browser

TRAP = "<img src=x onerror=\"window.caught='img'\"><script>window.caught='script'</script>"
PLANTED = """root => [...root.querySelectorAll('*')].filter(e =>
    ['SCRIPT', 'IFRAME', 'OBJECT', 'EMBED', 'FORM', 'IMG', 'BASE', 'META', 'LINK'].includes(e.tagName)
    || [...e.attributes].some(a => a.name.startsWith('on') || a.name.startsWith('data-commandlinker')
        || (/^(href|src|action)$/.test(a.name) && !/^(#|$)/.test(a.value)))).map(e => e.outerHTML.slice(0, 200))"""
"""Elements that run, load or lead somewhere: the views have none of them, so any of them came out of a text."""


@pytest.fixture
def watched(page):
    """The page, which fails the test if a dialog opens or a planted script ran."""
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    yield page
    assert dialogs == []
    assert page.evaluate("() => window.caught ?? null") is None


def output(annotation):
    from provenance.show.notebook import mimebundle

    data, metadata = mimebundle(annotation)
    return {"output_type": "execute_result", "data": data, "metadata": metadata, "execution_count": 1}


def static_only(annotation):
    made = output(annotation)
    del made["data"]["application/vnd.provenance.annotation+json"]
    return made


@pytest.mark.parametrize("make", [output, static_only], ids=["plugin", "static html"])
def test_an_untrusted_notebook(watched, lab, make):
    bad = poisoned(TRAP)
    path = pages.notebook(lab.root / "bad.ipynb", pages.code("result", [make(bad)]))
    watched.goto(lab.address(path.name))
    area = watched.locator(".jp-OutputArea-output")
    area.get_by_text("onerror").first.wait_for()
    assert area.first.evaluate(PLANTED) == []


def test_the_static_page_keeps_colours_borders_and_letters_in_an_untrusted_notebook(page, lab):
    from sample_annotations import annotations

    pages.notebook(lab.root / "static.ipynb", pages.code("result", [static_only(annotations()[0])]))
    page.goto(lab.address("static.ipynb"))
    sentence = page.locator(".jp-OutputArea-output span[title*='Same words']").first
    sentence.wait_for()
    style = (
        "e => { const s = getComputedStyle(e); return [s.backgroundColor, s.borderBottomStyle, s.color]; }"
    )
    assert sentence.evaluate(style) == [fill("w"), "solid", INK]
    assert sentence.inner_text().endswith("]")
    assert page.locator(".jp-OutputArea-output details summary").count() >= 1


WIDGETS = """import provenance_widgets as pw
from hostile_annotations import poisoned
bad = [poisoned({text!r}), poisoned({text!r})]
display(bad[0], pw.Article(bad[0]), pw.Explorer(bad), pw.Compare(bad[0]), pw.Review(bad, 'bad.jsonl', coder={text!r}))
print('shown')"""


def test_every_widget_in_a_trusted_notebook(watched, lab):
    text = TRAP + " ".join(HOSTILE) + "\u202e" + "x" * 3000
    pages.notebook(lab.root / "run.ipynb", samples.SETUP, WIDGETS.format(text=text))
    watched.goto(lab.address("run.ipynb"))
    pages.run_all(watched)
    pages.wait_output(watched, ".jp-OutputArea-output .pv [data-focus]").first.wait_for()
    for area in watched.locator(".jp-OutputArea-output .pv").all():
        assert area.evaluate(PLANTED) == []
        assert "\u202e" not in area.inner_text()
    wide = "() => [...document.querySelectorAll('.pv')].filter(e => e.scrollWidth > e.clientWidth + 1).length"
    assert watched.evaluate(wide) == 0


def test_after_nbconvert_it_is_text_and_asks_for_nothing(watched, lab, tmp_path):
    bad = [poisoned(TRAP), poisoned(HOSTILE[0])]
    path = pages.notebook(tmp_path / "bad.ipynb", pages.code("result", [output(bad)]))
    offline = ["--HTMLExporter.require_js_url=", "--HTMLExporter.mathjax_url=", "--HTMLExporter.jquery_url="]
    command = [sys.executable, "-m", "nbconvert", "--to", "html", *offline, str(path)]
    subprocess.run(
        command, check=True, capture_output=True, env={**os.environ, **environment(tmp_path / "home")}
    )
    watched.goto(path.with_suffix(".html").as_uri())
    area = watched.locator(".jp-OutputArea-output")
    area.get_by_text("onerror").first.wait_for()
    assert area.first.evaluate(PLANTED) == []


def test_a_hostile_file_name_is_data(watched, lab):
    """The name of a file is put into the code that a kernel runs: it must stay a string there."""
    name = "a'); import os; os.mkdir('owned'); ('\\\".txt"
    (lab.root / name).write_text("By AFP\n\nThe council met on Tuesday and adjourned early.\n")
    watched.goto(lab.address(""))
    pages.wait_app(watched)
    pages.execute(watched, "provenance:annotate-file", {"path": name})
    watched.locator("#jp-main-dock-panel .jp-Provenance .pv").or_(
        watched.locator(".jp-Dialog")
    ).first.wait_for()
    assert not (lab.root / "owned").exists()
    made = [p for p in lab.root.iterdir() if p.name.startswith("a')") and p.name.endswith(".provenance.json")]
    assert len(made) == 1
    assert json.loads(made[0].read_text())["format"] == "provenance-annotation/1"
