"""The plugin in JupyterLab 4: saved notebooks without a kernel, files, commands, side panel, settings."""

from __future__ import annotations

import json

import pages
import pytest
import samples
from shades import fill, rgb

pytestmark = pytest.mark.browser

CONTENT = "#jp-main-dock-panel"
MINE = "#aabbcc"


def open_by_double_click(page, name):
    pages.execute(page, "filebrowser:refresh")
    item = page.locator(f".jp-DirListing-item[data-isdir=false]:has-text('{name}')")
    item.wait_for()
    item.dblclick()


def context_menu(page, name, label):
    page.locator(f".jp-DirListing-item:has-text('{name}')").first.click(button="right")
    page.locator(f".lm-Menu-item:has-text('{label}')").click()


def wait_or_dialog(page, locator):
    """Wait for ``locator``; a dialog that says why it will never come ends the wait."""
    dialog = page.locator(".jp-Dialog")
    locator.or_(dialog).first.wait_for()
    if dialog.count():
        raise AssertionError(dialog.inner_text())


def test_a_saved_notebook_shows_colours_without_kernel_or_trust(page, lab):
    path = samples.saved(lab.root / "saved.ipynb")
    content = json.loads(path.read_text())
    content["metadata"]["kernelspec"] = {
        "name": "no-such-kernel",
        "display_name": "gone",
        "language": "python",
    }
    path.write_text(json.dumps(content))
    page.goto(lab.address("saved.ipynb"))
    sentence = page.locator(".jp-Provenance a.s.w").first
    sentence.wait_for()
    assert sentence.evaluate("e => getComputedStyle(e).backgroundColor") == fill("w")
    trusted = "() => window.jupyterapp.shell.currentWidget.content.model.cells.get(0).trusted"
    assert page.evaluate(trusted) is False


@pytest.mark.parametrize("view", [True, False], ids=["with its view", "without"])
def test_an_annotation_file_opens_by_double_click(desk, lab, view):
    samples.annotation_file(lab.root / "one.provenance.json", view=view)
    open_by_double_click(desk, "one.provenance.json")
    desk.locator(f"{CONTENT} .jp-Provenance .pv .txt").wait_for()
    assert desk.locator(f"{CONTENT} a.s.w").count() == 15
    assert desk.locator(f"{CONTENT} .ev:visible").count() >= 1
    assert ("Plain view" in desk.locator(f"{CONTENT} .art > header").inner_text()) is not view
    assert desk.locator(f"{CONTENT} .audit").count() == view


def test_a_file_of_lines_opens_and_names_the_line_it_cannot_read(desk, lab):
    one = samples.annotation_file(lab.root / "x.provenance.json").read_text()
    (lab.root / "x.provenance.json").unlink()
    (lab.root / "many.provenance.jsonl").write_text(f"{one}\n{{broken\n{one}\n")
    pages.open_file(desk, "many.provenance.jsonl")
    desk.locator(f"{CONTENT} .jp-Provenance .pv").first.wait_for()
    assert "line 2" in desk.locator(".jp-Provenance-message").inner_text()
    assert desk.locator(".jp-Provenance-bar option").count() == 2


def test_a_file_that_is_no_annotation_says_so(desk, lab):
    (lab.root / "bad.provenance.json").write_text('{"format": "other"}')
    pages.open_file(desk, "bad.provenance.json")
    message = desk.locator(f"{CONTENT} .jp-Provenance-message")
    message.wait_for()
    assert "provenance-annotation/1" in message.inner_text()


def test_the_side_panel_follows_the_view_and_leads_to_it(desk, lab):
    samples.annotation_file(lab.root / "side.provenance.json")
    pages.open_file(desk, "side.provenance.json")
    desk.locator(f"{CONTENT} .jp-Provenance .pv .txt").wait_for()
    pages.execute(desk, "provenance:show-sentences")
    panel = desk.locator(".jp-Provenance-panel")
    panel.locator("button").first.wait_for()
    assert panel.locator("summary").count() >= 2
    sentence = desk.locator(f"{CONTENT} a.s.w").nth(4)
    pages.click_line(desk, sentence)
    here = panel.locator("button[aria-current=true]")
    assert here.get_attribute("data-sentence") == sentence.get_attribute("id")
    panel.locator("button").nth(1).click()
    target = panel.locator("button").nth(1).get_attribute("data-sentence")
    desk.locator(f"{CONTENT} a.s[id='{target}'][aria-current=true]").wait_for()


def test_annotate_from_the_context_menu_with_the_archive_of_the_settings(page, lab):
    from sample_annotations import documents

    from provenance.match.archive import Archive

    folder = lab.root / "news desk"
    folder.mkdir(exist_ok=True)
    text = documents("articles.jsonl")[0].text
    (folder / "it's “quoted”.txt").write_text(text, encoding="utf-8")
    settings(page, lab, archive="wires", threshold=0.5)
    if not (lab.root / "wires").exists():
        from sample_annotations import WORLDS

        import provenance as pv

        archive = Archive.open(lab.root / "wires", create=True)
        archive.add(pv.read(WORLDS / "wires.jsonl"))
    page.goto(f"{lab.url}/lab/tree/news desk?token=t&reset")
    pages.wait_app(page)
    page.locator(".jp-DirListing-item:has-text('quoted')").wait_for()
    context_menu(page, "quoted", "Annotate provenance of this file")
    wait_or_dialog(page, page.locator(f"{CONTENT} .jp-Provenance a.s.w").first)
    made = folder / "it's “quoted”.provenance.json"
    values = json.loads(made.read_text())
    assert values["text"] == text
    assert {segment["agency"] for segment in values["segments"]} >= {"AFP"}
    assert "view" in values


def test_export_a_report_beside_the_file(desk, lab):
    samples.annotation_file(lab.root / "export.provenance.json")
    pages.execute(desk, "filebrowser:refresh")
    desk.locator(".jp-DirListing-item:has-text('export.provenance.json')").wait_for()
    context_menu(desk, "export.provenance.json", "Export provenance report")
    wait_or_dialog(desk, desk.locator(".jp-DirListing-item:has-text('export.provenance.html')"))
    assert "<!doctype html>" in (lab.root / "export.provenance.html").read_text().lower()


def test_a_command_that_fails_says_why(page, lab):
    (lab.root / "empty.txt").write_text("")
    page.goto(lab.address(""))
    pages.wait_app(page)
    page.locator(".jp-DirListing-item:has-text('empty.txt')").wait_for()
    context_menu(page, "empty.txt", "Annotate provenance of this file")
    dialog = page.locator(".jp-Dialog")
    dialog.wait_for()
    assert "empty.txt: is empty" in dialog.inner_text()
    assert "Traceback" not in dialog.inner_text()


def test_colours_of_the_settings_are_taken(page, lab):
    settings(page, lab, colours={"light": {"W": MINE, "S": MINE}})
    samples.annotation_file(lab.root / "mine.provenance.json")
    page.goto(lab.address("mine.provenance.json"))
    sentence = page.locator(f"{CONTENT} a.s.w").first
    sentence.wait_for()
    assert sentence.evaluate("e => getComputedStyle(e).backgroundColor") == rgb(MINE)
    key = "() => getComputedStyle(document.querySelector('.pv')).getPropertyValue('--sh')"
    assert page.evaluate(key) == MINE
    settings(page, lab)


def settings(page, lab, **values):
    """Write the user's settings as the settings editor does: a file that JupyterLab reads at start."""
    folder = lab.home / "settings" / "@wire-provenance" / "labextension"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plugin.jupyterlab-settings").write_text(json.dumps(values))
