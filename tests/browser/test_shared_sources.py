"""Shared sources in a real browser: both renderers alike, links that arrive, no hostile word that acts, accessible."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from sample_annotations import annotations
from test_report import OUTLINE, VIEW_JS, compare, mounted
from test_report import files as files  # noqa: PLC0414  a fixture
from test_report import page as page  # noqa: PLC0414  a fixture

from provenance.claim.groups import find_groups
from provenance.show.html import keys_of, render_report, write_report
from provenance.show.view import compare_view, groups_view

pytestmark = pytest.mark.browser
HOSTILE = '</script><img src=x onerror="window.hit=1">{{7*7}}\u202e' + "w" * 400


def hostile() -> list[Any]:
    """Return the sample with hostile names and with hostile words in place of equally long ones."""
    made = []
    for item in annotations():
        text = item.document.text
        bad = text.replace("receipt", "<b>&lt;").replace("Vestrian", "<script>")
        assert len(bad) == len(text)
        made.append(replace(item, document=replace(item.document, text=bad, outlet=HOSTILE, title=HOSTILE)))
    return made


def test_both_renderers_make_the_same_elements(page: Any, files: dict[str, str]):
    page.goto(files["empty"])
    static = page.evaluate(
        f"text => ({OUTLINE})(new DOMParser().parseFromString(text, 'text/html').querySelector('.grp'))",
        Path(files["all"].removeprefix("file://")).read_text("utf-8"),
    )
    built = page.evaluate(
        f"""async ([code, view]) => {{
            const module = await import(URL.createObjectURL(new Blob([code], {{type: 'text/javascript'}})));
            return ({OUTLINE})(module.build(view));
        }}""",
        [VIEW_JS.read_text("utf-8"), groups_view(annotations(), keys=keys_of(annotations()))],
    )
    compare(json.loads(static), json.loads(built), [])


def test_the_masthead_leads_there_and_a_witness_leads_to_its_sentence(page: Any, files: dict[str, str]):
    page.goto(files["all"])
    page.locator(".top a", has_text="Shared sources").click()
    page.wait_for_function("document.querySelector('.grp').checkVisibility()")
    assert page.locator(".view:visible").count() == 1
    assert page.locator(".top a[aria-current]").all_inner_texts() == ["Shared sources"]
    witness = page.locator(".wit a.s").first
    words = witness.inner_text()
    witness.click()
    page.wait_for_function("document.querySelector('.art a.s[aria-current=true]')")
    assert words.split()[0] in page.locator(".art a.s[aria-current=true]").inner_text()
    assert page.locator(".top a[aria-current]").count() == 0
    page.go_back()
    page.wait_for_function("document.querySelector('.grp').checkVisibility()")


def test_a_passage_has_an_address(page: Any, files: dict[str, str]):
    page.goto(f"{files['all']}#pv-shared-2-3")
    assert page.locator(".grp").is_visible()
    assert page.locator("#pv-shared-2-3").bounding_box()["y"] < 400


def test_a_folder_of_pages_links_from_its_first_page(page: Any, tmp_path: Path):
    made = write_report(annotations(), tmp_path / "folder", split=True)
    page.goto(made[1].as_uri())
    page.locator(".top a", has_text="Shared sources").click()
    page.wait_for_function("document.querySelector('.grp')?.checkVisibility()")
    page.locator(".wit a.s").first.click()
    page.wait_for_function("document.querySelector('.art a.s[aria-current=true]')")


def test_without_the_script_every_witness_can_be_read(browser: Any, files: dict[str, str]):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(files["all"])
    for index in range(page.locator(".wt").count()):
        assert page.locator(".wt").nth(index).is_visible()
    assert page.locator(".ct").count() > 8
    context.close()


def test_hostile_words_are_only_words(page: Any, tmp_path: Path):
    (tmp_path / "bad.html").write_text(render_report(hostile()), "utf-8")
    page.goto(f"{(tmp_path / 'bad.html').as_uri()}#pv-shared")
    assert page.evaluate("window.hit") is None
    assert page.locator(".grp img, .grp b b, .grp script").count() == 0
    assert "<b>&lt;" in page.locator(".grp").inner_text()
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_built_view_is_as_safe(page: Any, files: dict[str, str]):
    mounted(page, files, groups_view(hostile()))
    assert page.evaluate("window.hit") is None
    assert page.locator(".grp img, .grp b b, .grp script").count() == 0
    page.evaluate("window.handle.destroy()")
    assert page.locator(".grp").count() == 0


def test_compare_shows_the_common_text(page: Any, files: dict[str, str]):
    argus = next(a for a in annotations() if a.document.id == "w2-velkvalleyargus")
    mounted(page, files, compare_view(argus))
    lines = page.locator(".common li").all_inner_texts()
    assert len(lines) == len(find_groups([argus])) > 4
    copper = next(line for line in lines if "copper" in line)
    assert copper.startswith(("Lusara’s two {", "Lusara's two {")) and "} copper producers" in copper
    assert page.locator(".common .mk").all_inner_texts() == ["A", "B"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Any, files: dict[str, str], scheme: str):
    context = browser.new_context(
        viewport={"width": 1100, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.goto(f"{files['all']}#pv-shared")
    results = Axe().run(page)
    found = [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in results.response["violations"]]
    context.close()
    assert found == []


@pytest.mark.parametrize("width", [390, 700, 1400])
def test_nothing_is_wider_than_the_page(page: Any, files: dict[str, str], width: int):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{files['all']}#pv-shared")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_print_keeps_the_marks(page: Any, files: dict[str, str]):
    page.goto(f"{files['all']}#pv-shared")
    page.emulate_media(media="print")
    assert page.locator(".wh").first.is_visible()
    assert (
        page.locator(".wit a.s").first.evaluate("e => getComputedStyle(e).backgroundColor")
        == "rgba(0, 0, 0, 0)"
    )
