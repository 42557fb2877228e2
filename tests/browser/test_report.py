"""The report in a real browser: same elements from both renderers, keys, toggles, print, accessibility, no request."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import shades
from axe_playwright_python.sync_playwright import Axe
from large_annotations import corpus
from sample_annotations import annotation, annotations

from provenance.config import Config
from provenance.pipeline import redecide
from provenance.show.html import keys_of, render_report
from provenance.show.view import article_view, corpus_view

pytestmark = pytest.mark.browser
VIEW_JS = Path(__file__).resolve().parents[2] / "provenance" / "show" / "static" / "view.js"
ONE = "w2-belisarmorningnews"

OUTLINE = """root => {
  const skip = new Set(['href']);
  const number = value => /^-?[\\d.]+$/.test(value) ? String(Math.round(parseFloat(value) * 100) / 100) : value;
  const walk = node => {
    if (node.nodeType === 3) return node.data.replace(/\\s+/g, ' ').trim() ? node.data.replace(/\\s+/g, ' ') : null;
    if (node.nodeType !== 1) return null;
    const attributes = [...node.attributes].filter(a => !skip.has(a.name)).map(a => a.name + '=' + number(a.value.trim())).sort();
    return [node.localName, attributes, [...node.childNodes].map(walk).filter(x => x !== null)];
  };
  root.normalize();
  return JSON.stringify(walk(root));
}"""


@pytest.fixture
def page(browser: Any) -> Any:
    context = browser.new_context(viewport={"width": 1100, "height": 900}, color_scheme="light")
    made = context.new_page()
    made.problems = []
    made.on("pageerror", lambda error: made.problems.append(str(error)))
    made.on(
        "console", lambda message: made.problems.append(message.text) if message.type == "error" else None
    )
    made.on(
        "request",
        lambda request: (
            made.problems.append(request.url) if not request.url.startswith(("file:", "blob:")) else None
        ),
    )
    yield made
    problems = list(made.problems)
    context.close()
    assert problems == []


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("report")
    made = {"one": render_report([annotation(ONE)]), "all": render_report(annotations())}
    for name, text in made.items():
        (folder / f"{name}.html").write_text(text, "utf-8")
    (folder / "empty.html").write_text("<!doctype html><html lang=en><title>x</title><body>", "utf-8")
    return {path.stem: path.as_uri() for path in folder.glob("*.html")}


def mounted(page: Any, files: dict[str, str], view: dict[str, Any], options: str = "{}") -> None:
    """Build a view from its data in an empty page, with the built module."""
    page.goto(files["empty"])
    page.evaluate(
        """async ([code, view, options]) => {
            const module = await import(URL.createObjectURL(new Blob([code], {type: 'text/javascript'})));
            const style = document.createElement('style');
            const el = document.createElement('main');
            document.body.append(el);
            window.patches = [];
            window.handle = module.mount(el, view, {...JSON.parse(options), onChange: p => window.patches.push(p)});
        }""",
        [VIEW_JS.read_text("utf-8"), view, options],
    )


def outline(page: Any, selector: str) -> Any:
    return json.loads(page.locator(selector).first.evaluate(OUTLINE))


def test_both_renderers_make_the_same_elements(browser: Any, files: dict[str, str]):
    quiet = browser.new_context(java_script_enabled=True)
    page = quiet.new_page()
    page.route("**/*", lambda route: route.continue_())
    decided = annotations()
    overview = corpus_view(decided, keys=keys_of(decided))
    for name, view, selector in (("one", article_view(annotation(ONE)), ".art"), ("all", overview, ".over")):
        page.goto(files["empty"])
        static = page.evaluate(
            f"text => ({OUTLINE})(new DOMParser().parseFromString(text, 'text/html').querySelector('{selector}'))",
            Path(files[name].removeprefix("file://")).read_text("utf-8"),
        )
        built = page.evaluate(
            f"""async ([code, view]) => {{
                const module = await import(URL.createObjectURL(new Blob([code], {{type: 'text/javascript'}})));
                return ({OUTLINE})(module.build(view));
            }}""",
            [VIEW_JS.read_text("utf-8"), view],
        )
        compare(json.loads(static), json.loads(built), [])
    quiet.close()


def compare(a: Any, b: Any, path: list[str]) -> None:
    """Fail at the first place where two outlines differ."""
    if isinstance(a, str) or isinstance(b, str):
        assert a == b, path
        return
    assert a[0] == b[0], path
    assert a[1] == b[1], [*path, a[0]]
    here = [*path, f"{a[0]} {' '.join(x for x in a[1] if x.startswith(('id=', 'class=')))}"]
    assert len(a[2]) == len(b[2]), (here, a[2], b[2])
    for left, right in zip(a[2], b[2], strict=True):
        compare(left, right, here)


def test_click_opens_the_evidence_of_a_sentence(page: Any, files: dict[str, str]):
    page.goto(files["one"])
    sentence = page.locator("a.s.w").nth(1)
    sentence.click()
    assert sentence.get_attribute("aria-current") == "true"
    shown = page.locator(".ev:visible")
    assert shown.count() == 1 and f"#{shown.get_attribute('id')}" == sentence.get_attribute("href")
    assert page.locator(".map a[aria-current]").count() == 1


def test_keys_move_open_and_return(page: Any, files: dict[str, str]):
    page.goto(files["one"])
    page.locator("a.s.e").first.click()
    first = page.evaluate("document.activeElement.id")
    page.keyboard.press("ArrowDown")
    second = page.evaluate("document.activeElement.id")
    assert first != second
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.id") == first
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className") == "what"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == first
    assert page.locator('.txt [tabindex="0"]').count() == 1


def test_hover_alone_changes_nothing(page: Any, files: dict[str, str]):
    page.goto(files["one"])
    before = page.locator(".ev:visible").get_attribute("id")
    page.locator("a.s.w").nth(2).hover()
    assert page.locator(".ev:visible").get_attribute("id") == before


def test_the_legend_and_the_agencies_filter(page: Any, files: dict[str, str]):
    page.goto(files["one"])
    sentence = page.locator(".txt a.s.w[data-g=AFP]").first
    fill = "e => getComputedStyle(e).backgroundColor"
    on = sentence.evaluate(fill)
    assert on == shades.fill("w")
    page.locator("[data-k=w]").click()
    assert sentence.evaluate(fill) == "rgba(0, 0, 0, 0)"
    page.locator("[data-k=w]").click()
    page.locator('[data-agency="AFP"]').click()
    assert sentence.evaluate(fill) == "rgba(0, 0, 0, 0)"
    page.locator('[data-agency="AFP"]').click()
    assert sentence.evaluate(fill) == on


def test_colours_follow_the_question(page: Any, files: dict[str, str]):
    page.goto(files["one"])
    sentence = page.locator(".txt a.s[data-g=Reuters]").first
    seen = {sentence.evaluate("e => getComputedStyle(e).backgroundColor")}
    for mode in ("agency", "certainty", "edit"):
        page.locator(f"[data-mode={mode}]").click()
        seen.add(sentence.evaluate("e => getComputedStyle(e).backgroundColor"))
        tag = sentence.locator(".t").evaluate("e => getComputedStyle(e, '::after').content")
        assert tag not in ("none", "normal", '""')
    assert len(seen) >= 3


def test_a_narrow_page_opens_the_panel_under_the_paragraph(page: Any, files: dict[str, str]):
    page.set_viewport_size({"width": 480, "height": 900})
    page.goto(files["one"])
    page.locator("a.s.e").nth(1).click()
    assert page.evaluate("document.querySelector('.ev-col').parentElement.classList.contains('txt')")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_one_view_at_a_time_by_address(page: Any, files: dict[str, str]):
    page.goto(files["all"])
    assert page.locator(".view:visible").count() == 1 and page.locator(".over").is_visible()
    page.locator("a.hl").nth(2).click()
    page.wait_for_function("location.hash.length > 1")
    assert page.locator(".view:visible").count() == 1 and page.locator(".art:visible").count() == 1
    page.go_back()
    page.wait_for_function("document.querySelector('.over').checkVisibility()")


def test_a_permalink_opens_its_sentence(page: Any, files: dict[str, str]):
    page.goto(files["all"])
    page.locator("a.hl").nth(3).click()
    ident = page.locator(".art").locator("a.s.e, a.s.w, a.s.sh").nth(1).get_attribute("id")
    page.goto(files["empty"])
    page.goto(f"{files['all']}#{ident}")
    assert page.locator(f"#{ident}").get_attribute("aria-current") == "true"
    assert page.locator(".art:visible").count() == 1


def test_without_the_script_everything_can_be_read(browser: Any, files: dict[str, str]):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(files["one"])
    panels = page.locator(".ev")
    assert panels.count() > 5 and all(panels.nth(i).is_visible() for i in range(panels.count()))
    assert not page.locator(".by").is_visible()
    href = page.locator("a.s.w").first.get_attribute("href")
    assert page.locator(href).count() == 1
    page.goto(files["all"])
    assert page.locator(".art:visible").count() == len(annotations())
    context.close()


def test_print_shows_tags_in_brackets_and_every_panel(page: Any, files: dict[str, str]):
    page.goto(files["one"])
    page.emulate_media(media="print")
    tag = page.locator("a.s.e .t").first
    assert tag.evaluate("e => getComputedStyle(e, '::before').content") == '"["'
    panels = page.locator(".ev:not(.n)")
    assert all(panels.nth(i).is_visible() for i in range(panels.count()))
    assert (
        page.locator("a.s.w").first.evaluate("e => getComputedStyle(e).backgroundColor") == "rgba(0, 0, 0, 0)"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["one", "all"])
def test_axe_finds_nothing(browser: Any, files: dict[str, str], name: str, scheme: str):
    context = browser.new_context(
        viewport={"width": 1100, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.goto(files[name])
    results = Axe().run(page)
    found = [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in results.response["violations"]]
    context.close()
    assert found == []


def test_mounting_tells_the_host_and_obeys_it(page: Any, files: dict[str, str]):
    view = article_view(annotation(ONE))
    mounted(page, files, view, json.dumps({"mode": "agency"}))
    page.locator("a.s.w").nth(1).click()
    patches = page.evaluate("window.patches")
    assert patches[-1]["selected"] == page.locator("a.s.w").nth(1).get_attribute("id")
    assert page.locator(".txt.by-agency").count() == 1
    page.evaluate("window.handle.update({mode: 'edit', hidden: ['w']})")
    assert page.locator(".txt.by-edit.off-w").count() == 1
    page.evaluate("window.handle.destroy()")
    assert page.locator(".pv").count() == 0


def slide(page: Any, value: float) -> None:
    """Put the slider somewhere, as a hand would."""
    page.locator(".thr input").evaluate(
        "(e, v) => { e.value = v; e.dispatchEvent(new Event('input', {bubbles: true})); }", str(value)
    )


def test_the_slider_shows_what_deciding_again_shows(page: Any, files: dict[str, str]):
    page.goto(files["all"])
    before = outline(page, ".corp tbody")
    for threshold in (0.9, 0.3):
        slide(page, threshold)
        config = Config.from_mapping(annotations()[0].run.config).with_settings(
            {"decision.threshold": threshold}
        )
        wanted = corpus_view(redecide(annotations(), config), keys=keys_of(annotations()))
        for row in wanted["rows"]:
            shown = page.locator(f'tr[data-key="{row["key"]}"]')
            assert shown.locator(".vd").text_content() == row["verdictLabel"]
            assert shown.locator(".vn").text_content() == row["matched"]
            assert shown.locator(".bar").get_attribute("aria-label") == row["barLabel"]
            assert shown.locator(".code path").count() == 2 * len(row["barcode"])
            for index, part in enumerate(row["barcode"]):
                assert shown.locator(".code path").nth(2 * index).get_attribute("d") == part["fill"]
            assert shown.locator(".flags li").all_text_contents() == [f["text"] for f in row["flags"]]
            assert shown.locator(".ag").all_text_contents() == [a["name"] for a in row["agencies"]]
        assert page.locator("[data-head]").text_content() == wanted["verdict"]["bold"]
        assert page.locator("[data-rest]").text_content() == wanted["verdict"]["rest"]
    page.locator("[data-reset]").click()
    compare(before, outline(page, ".corp tbody"), [])


def test_search_filters_and_sorting(page: Any, files: dict[str, str]):
    page.goto(files["all"])
    rows = page.locator(".corp tbody tr")
    page.locator("[data-find]").fill("Coral")
    assert page.locator(".corp tbody tr:visible").count() == 1
    shown = page.locator("[data-shown]").inner_text()
    assert shown == f"1 of {len(annotations())} articles: 21 of 21 sentences match dispatches"
    page.locator("[data-find]").fill("no such words anywhere")
    assert page.locator(".empty").is_visible()
    page.locator("[data-find]").fill("")
    page.locator("[data-filter=agency]").select_option("AP")
    assert 0 < page.locator(".corp tbody tr:visible").count() < rows.count()
    page.locator("[data-filter=agency]").select_option("")
    page.locator("[data-filter=credit]").select_option("none")
    assert all("No credit" in text for text in page.locator(".corp tbody tr:visible").all_text_contents())
    page.locator("[data-filter=credit]").select_option("")
    page.locator("[data-from-day]").fill("2032-03-13")
    late = page.locator(".corp tbody tr:visible").evaluate_all("all => all.map(e => e.dataset.time)")
    assert late and min(late) >= "2032-03-13" and len(late) < rows.count()
    page.locator("[data-from-day]").fill("")
    page.locator("[data-flag=un]").click()
    assert all("not named" in text for text in page.locator(".corp tbody tr:visible").all_text_contents())
    page.locator("[data-flag=un]").click()
    page.locator("th[data-sort=share] button").click()
    shares = [float(value) for value in rows.evaluate_all("all => all.map(e => e.dataset.share)")]
    assert shares == sorted(shares, reverse=True)
    assert page.locator("th[data-sort=share]").get_attribute("aria-sort") == "descending"


def test_a_large_report_opens_small(page: Any, tmp_path: Path):
    many = corpus(96)
    text = render_report(many)
    assert len(text.encode()) / len(many) < 50_000  # 25 MB for 500 articles
    (tmp_path / "many.html").write_text(text, "utf-8")
    static = page.evaluate(
        f"text => ({OUTLINE})(new DOMParser().parseFromString(text, 'text/html').querySelector('.cal'))", text
    )
    page.goto((tmp_path / "many.html").as_uri())
    assert page.locator("*").count() < 10_000
    slide(page, 0.95)
    assert outline(page, ".cal") != json.loads(static)
    page.locator("[data-reset]").click()
    heights = "all => all.map(e => Math.round(e.getAttribute('height')))"
    drawing = corpus_view(many)["timeline"]
    shown = page.locator(".cal .part").evaluate_all(heights)
    assert shown == [round(part["h"]) for day in drawing["days"] for part in day["parts"]]
    shown = page.locator(".cal .dn2").evaluate_all(heights)
    assert shown == [round(bar["down"]) for lane in drawing["lanes"] for bar in lane["bars"]]


def test_article_and_dispatch_side_by_side_and_back(page: Any, files: dict[str, str]):
    page.goto(files["all"])
    page.locator("a.hl").nth(2).click()
    page.locator(".view:visible a.s.e[data-g=Reuters]").first.click()
    page.get_by_role("button", name="Side by side").click()
    page.wait_for_function("location.hash.endsWith('-c')")
    assert page.locator(".pane:visible .colh.rt .ag").inner_text() == "Reuters"
    assert page.locator(".pane:visible .rb").count() > 2
    page.locator(".back:visible a").click()
    page.wait_for_function("!location.hash.endsWith('-c')")
    assert page.locator(".art:visible").count() == 1


def test_the_link_of_a_sentence_is_its_address(page: Any, files: dict[str, str]):
    page.goto(files["one"])
    sentence = page.locator("a.s.w").nth(1)
    sentence.click()
    page.locator(".ev:visible .acts a").click()
    assert page.url.endswith(f"#{sentence.get_attribute('id')}")


def test_find_looks_into_the_text_of_articles_that_are_not_open(page: Any, files: dict[str, str]):
    page.goto(files["all"])
    page.locator("[data-find]").fill("zinc bathtub")
    assert page.locator(".corp tbody tr:visible").count() == 1


def test_a_witness_is_one_step_away(page: Any, files: dict[str, str]):
    page.goto(f"{files['all']}#pv-w2-velkvalleyargus")
    page.locator(".view:visible a.s.sh").nth(1).click()
    page.locator(".ev:visible").get_by_text("read it there").first.click()
    page.wait_for_function("location.hash.includes('coastal')")
    sentence = page.locator(".view:visible a.s[aria-current=true]")
    assert f"#{sentence.get_attribute('id')}" == page.evaluate("location.hash")


def test_every_article_can_be_laid_open(page: Any, files: dict[str, str]):
    page.goto(files["all"])
    page.get_by_role("button", name="Show every article").click()
    assert page.locator(".art:visible").count() == len(annotations())
