"""Take the pictures in docs/img from what the project writes: the demo report, and the terminal.

usage: python docs/shots.py        needs Chromium; `make screenshots` sees to it
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

import provenance as pv
from provenance.show.svg import Picture

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "img"
ARTICLE = "w2-belisarmorningnews"
"""The article in the README: two agencies, edits, its own reporting."""
FLAGS = ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none", "--force-color-profile=srgb"]


def browser_path() -> str:
    """Return the system's Chromium."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        sys.exit("no Chromium found; on Debian or Ubuntu: apt-get install chromium")
    return found


def shoot(page: Page, name: str, **options: object) -> None:
    """Save what the page shows now."""
    page.wait_for_load_state("load")
    page.screenshot(path=IMAGES / f"{name}.png", animations="disabled", **options)
    print(f"docs/img/{name}.png")


def main() -> None:
    """Write the reports and photograph them."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    result = pv.annotate(pv.read(pv.sample("articles")), pv.Archive.build(pv.read(pv.sample("wires"))))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        one, many, picture = (
            Path(folder) / "one.html",
            Path(folder) / "many.html",
            Path(folder) / "terminal.svg",
        )
        pv.Corpus([result[ARTICLE]]).report(one)
        result.report(many)
        picture.write_text(Picture(result[ARTICLE]).svg(), "utf-8")
        chromium = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        for theme, mark in (("light", ""), ("dark", "-dark")):
            page = chromium.new_page(
                viewport={"width": 1180, "height": 860}, color_scheme=theme, device_scale_factor=1.25
            )
            page.goto(one.as_uri())
            select(page)
            shoot(page, f"report{mark}")
            page.set_viewport_size({"width": 1180, "height": 1240})
            page.evaluate("scrollTo(0, 0)")
            if theme == "light":
                shoot(page, "report-top")
            page.goto(many.as_uri())
            shoot(page, f"corpus{mark}")
            page.close()
        phone = chromium.new_page(viewport={"width": 390, "height": 844}, device_scale_factor=2)
        phone.goto(one.as_uri())
        shoot(phone, "report-phone")
        phone.emulate_media(media="print")
        phone.set_viewport_size({"width": 794, "height": 1123})
        shoot(phone, "report-print")
        page = chromium.new_page(viewport={"width": 820, "height": 600}, device_scale_factor=1.5)
        page.goto(picture.as_uri())
        shoot(page, "terminal")
        explained(chromium, result, Path(folder) / "explain.html")
        chromium.close()
    squeeze()


def explained(chromium: Browser, result: pv.Corpus, path: Path) -> None:
    """Photograph the page about one edited sentence, from the question to the end of the waterfall."""
    article = result[ARTICLE]
    number = next(n for n, f in enumerate(article.findings, 1) if f.verdict.edit == "light")
    path.write_text(pv.explain(article, number).to_html(), "utf-8")
    page = chromium.new_page(viewport={"width": 1180, "height": 900})
    page.goto(path.as_uri())
    end = page.locator(".cand[open] .hint").first.bounding_box()
    shoot(page, "explain", full_page=True, clip={"x": 0, "y": 60, "width": 1180, "height": end["y"] - 24})


def select(page: Page) -> None:
    """Open the evidence of the first edited sentence of the body, as a reader would: with a click."""
    page.locator("a.s.e", has_text="six-minute").first.click()
    page.evaluate("scrollBy(0, -190)")


def squeeze() -> None:
    """Make the pictures smaller where the tool for it is there."""
    tool = shutil.which("pngquant")
    if tool:
        for path in sorted(IMAGES.glob("*.png")):
            subprocess.run([tool, "--force", "--ext", ".png", "--skip-if-larger", str(path)], check=False)


if __name__ == "__main__":
    main()
