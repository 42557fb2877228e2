"""The page about one answer, in a browser: axe finds nothing, nothing is fetched, no scroll sideways, light and dark."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from sample_annotations import annotations

from provenance.explanation import explain


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return pages of a match and of nothing found."""
    folder, pages = tmp_path_factory.mktemp("explained"), {}
    for rule in ("match", "nothing"):
        item, n = next(
            (item, n)
            for item in annotations()
            for n, finding in enumerate(item.findings, 1)
            if finding.verdict.rule == rule and finding.evidence
        )
        path = folder / f"{rule}.html"
        path.write_text(explain(item, n).to_html(), "utf-8")
        pages[rule] = path.as_uri()
    return pages


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1180, 390])
@pytest.mark.parametrize("rule", ["match", "nothing"])
def test_it_reads_at_every_width_in_both_themes(
    browser: Any, files: dict[str, str], rule: str, width: int, scheme: str
):
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True
    )
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(files[rule])
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
    found = [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in Axe().run(page).response["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth")
    low = page.evaluate("[...document.querySelectorAll('summary')].filter(e => e.offsetHeight < 24).length")
    context.close()
    assert found == []
    assert wide == width
    assert low == 0
    assert asked == [files[rule]]


@pytest.mark.browser
def test_a_bar_stands_where_its_numbers_say(browser: Any, files: dict[str, str]):
    context = browser.new_context(viewport={"width": 1180, "height": 800})
    page = context.new_page()
    page.goto(files["match"])
    bars = page.locator(".cand[open] .wf .bb").all()
    lines = page.locator(".cand[open] .wf .wb").all()
    assert len(bars) >= 3
    boxes = [bar.bounding_box() for bar in bars]
    scale = lines[0].bounding_box()
    assert all(
        scale["x"] - 1 <= box["x"] and box["x"] + box["width"] <= scale["x"] + scale["width"] + 1
        for box in boxes
    )
    assert {round(box["height"]) for box in boxes} == {20}
    context.close()
