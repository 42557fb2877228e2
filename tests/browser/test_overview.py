"""The overview in a real browser: what pointing lights, where a dispatch leads, what follows the threshold, what is captured."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from sample_annotations import annotations
from test_report import files, page, slide  # noqa: F401

from provenance.config import Config
from provenance.pipeline import redecide
from provenance.show.view import corpus_view

pytestmark = pytest.mark.browser


def test_a_strip_a_story_with_every_article_in_it(page: Any, files: dict[str, str]):  # noqa: F811
    page.goto(files["all"])
    assert page.locator("h1").first.inner_text() == "Lusara and Quorvane"
    assert page.locator(".tl .strip").count() == 2
    assert page.locator(".tl .strip [data-key]").count() == 16
    assert page.locator(".tl .nm").first.evaluate("e => getComputedStyle(e).paintOrder").startswith("stroke")


def test_pointing_lights_what_belongs_together_and_says_it(page: Any, files: dict[str, str]):  # noqa: F811
    page.goto(files["all"])
    dispatch = page.locator(".tl [data-doc='w2-ap-1']")
    dispatch.hover()
    lit = page.locator(".tl .ln.on")
    assert lit.count() >= 2 and set(lit.evaluate_all("all => all.map(e => e.dataset.from)")) == {"w2-ap-1"}
    said = page.locator(".tlbox + .say").inner_text()
    assert said.startswith("AP, 11 Mar") and "sentences in" in said
    agency = page.locator(".tl .strip").first.locator("[data-agency=AFP]")
    agency.hover()
    assert page.locator(".mx td.dimc[data-col=Reuters]").count() > 3
    assert page.locator(".mx td.dimc[data-col=AFP]").count() == 0
    page.mouse.move(5, 5)
    assert page.locator(".tl .on, .dimc").count() == 0
    assert page.evaluate("location.hash") == ""  # pointing opens nothing


def test_the_timeline_is_one_tab_stop_with_arrows_inside(page: Any, files: dict[str, str]):  # noqa: F811
    page.goto(files["all"])
    assert page.locator(".tl [tabindex='0']").count() == 1
    page.locator(".tl [tabindex='0']").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    assert page.locator(".tl [tabindex='0']").count() == 1
    assert page.locator(".tlbox + .say.now").count() == 1
    page.keyboard.press("Escape")
    assert page.locator(".tlbox + .say.now").count() == 0


def test_from_a_dispatch_to_every_article_that_used_it(page: Any, files: dict[str, str]):  # noqa: F811
    page.goto(files["all"])
    view = corpus_view(annotations())
    users = [row for row in view["rows"] if row["links"].get("w2-ap-1")]
    assert len(users) > 1
    page.locator(".tl [data-doc='w2-ap-1']").click()
    assert page.locator(".corp tbody tr:visible").count() == len(users)
    page.get_by_role("button", name="Clear filters").click()
    assert page.locator(".corp tbody tr:visible").count() == 16
    page.locator(".corp tr", has_text="Coastal Financial Review").locator("a.hl").click()
    page.locator(".view:visible a.s.e[data-g=AP]").first.click()
    page.locator(".view:visible .ev:visible").get_by_role("button", name="Used by").click()
    page.wait_for_function("document.querySelectorAll('.corp tbody tr:not([hidden])').length < 16")
    assert page.locator(".corp tbody tr:visible").count() == len(users)


def test_every_figure_of_the_page_follows_the_threshold(page: Any, files: dict[str, str]):  # noqa: F811
    page.goto(files["all"])
    slide(page, 0.95)
    decided = list(redecide(annotations(), Config().with_settings({"decision.threshold": 0.95})))
    view = corpus_view(decided)
    now = {row["outlet"]: [cell["n"] for cell in row["cells"]] for row in view["matrix"]["rows"]}
    columns = [column["key"] for column in view["matrix"]["columns"]]
    for row in page.locator(".mx tbody tr").all():
        name = row.get_attribute("data-outlet")
        shown = {
            td.get_attribute("data-col"): td.locator(".num").inner_text()
            if td.locator(".num").count()
            else "0"
            for td in row.locator("td[data-col]").all()
        }
        assert [int(shown[key]) for key in columns] == now[name], name
    notes = [strip["note"] for strip in view["timeline"]["strips"]]
    assert page.locator(".tl .sn").all_text_contents() == notes
    shares = [item["share"] for item in view["legend"]]
    assert page.locator(".ckey b").all_text_contents() == shares


def test_filters_say_what_they_act_on_and_act_on_the_list_alone(page: Any, files: dict[str, str]):  # noqa: F811
    page.goto(files["all"])
    before = page.locator(".mx").inner_text()
    page.locator("[data-filter=story]").select_option("1")
    assert page.locator(".corp tbody tr:visible").count() == 8
    assert page.locator(".mx").inner_text() == before
    assert "everything above is of all 16 articles" in page.locator(".shown").inner_text()


def test_filters_fold_on_a_narrow_page_and_open_on_a_wide_one(page: Any, files: dict[str, str]):  # noqa: F811
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(files["all"])
    find = page.locator("[data-find]")
    find.wait_for(state="hidden")
    page.locator(".over .filt > summary").click()
    find.fill("rationed")
    assert page.locator(".over .filt > summary").inner_text().split() == ["Filters", "1"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 1180, "height": 900})
    page.locator(".over .filt > summary").wait_for(state="hidden")
    assert find.is_visible()


def test_a_capture_of_the_whole_page_has_every_row(page: Any, files: dict[str, str]):  # noqa: F811
    from PIL import Image

    page.set_viewport_size({"width": 1280, "height": 700})
    page.goto(files["all"])
    boxes = [row.bounding_box() for row in page.locator(".corp tbody tr").all()]
    picture = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("L")
    for box in boxes:
        area = picture.crop(
            (
                int(box["x"]),
                int(box["y"]) + 4,
                int(box["x"] + box["width"]),
                int(box["y"] + box["height"]) - 4,
            )
        )
        assert area.getextrema()[0] < 100, box


def test_a_print_has_every_row_and_every_outlet(page: Any, files: dict[str, str]):  # noqa: F811
    page.goto(files["all"])
    page.emulate_media(media="print")
    assert page.locator(".mx tbody tr:visible").count() == 17
    rows = page.locator(".corp tbody tr")
    assert rows.count() == 16 and all(row.is_visible() for row in rows.all())
    page.emulate_media(media="screen")


@pytest.mark.parametrize("name", ["all", "one"])
def test_nothing_is_lost_at_twice_the_size(page: Any, files: dict[str, str], name: str):  # noqa: F811
    page.set_viewport_size({"width": 640, "height": 450})  # 1280 by 900 at 200 %
    page.goto(files[name])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("h1:visible").count() == 1


def test_forced_colours_keep_every_sign(browser: Any, files: dict[str, str]):  # noqa: F811
    context = browser.new_context(forced_colors="active", viewport={"width": 1100, "height": 900})
    made = context.new_page()
    made.goto(files["all"])
    edges = made.locator(".compo .cf").evaluate_all(
        "all => all.map(e => getComputedStyle(e).borderBottomStyle)"
    )
    assert {"solid", "dashed", "double"} <= set(edges)
    fills = made.locator(".mx .mb i:not(.rest)").first.evaluate("e => getComputedStyle(e).backgroundColor")
    page_ = made.evaluate("getComputedStyle(document.body).backgroundColor")
    assert fills != page_
    context.close()


def test_days_are_columns_where_there_are_many_articles(page: Any, tmp_path: Any):  # noqa: F811
    from provenance.show.html import render_report

    many = [
        replace(
            a,
            document=replace(
                a.document, id=f"{a.document.id}-{n}", published=f"2032-03-{10 + n}T0{n}:00:00Z"
            ),
        )
        for n in range(4)
        for a in annotations()
    ]
    (tmp_path / "many.html").write_text(render_report(many), "utf-8")
    page.goto((tmp_path / "many.html").as_uri())
    assert page.locator(".tl.cal .day").count() == 4
    assert page.locator(".tl.cal .lane").count() >= 3
    page.locator(".tl.cal .day").nth(1).hover(position={"x": 5, "y": 5}, force=True)
    assert page.locator(".tlbox + .say").inner_text().startswith("11 Mar 2032: 16 articles, ")
