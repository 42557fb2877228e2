"""Film JupyterLab: a result, its evidence, a corpus, the threshold, a review. Writes docs/img/jupyterlab.gif and .png.

usage: python docs/capture.py        needs Chromium; `make screenshots` sees to it
"""

from __future__ import annotations

import io
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright
from shots import FLAGS, IMAGES, ROOT, browser_path

sys.path[:0] = [str(ROOT / "tests" / "browser" / "lab")]

import pages  # noqa: E402
from server import running  # noqa: E402

SIZE = {"width": 1240, "height": 800}
WIDTH = 930
COLOURS = 144
CELLS = (
    'import provenance as pv, provenance_widgets as pw\n\narchive = pv.Archive.build(pv.read(pv.sample("wires")))\n'
    'result = pv.annotate(pv.read(pv.sample("articles")), archive)',
    'result["w2-belisarmorningnews"]',
    'pw.Explorer(result, title="Two stories in sixteen papers")',
    'pw.Review(result[:2], "coded.jsonl", coder="Ada")',
)


@dataclass
class Film:
    """Frames of one page, each with how long it stands."""

    page: Page
    frames: list[Image.Image] = field(default_factory=list)
    times: list[int] = field(default_factory=list)

    def take(self, milliseconds: int) -> None:
        """Add what the page shows now."""
        picture = Image.open(io.BytesIO(self.page.screenshot(animations="disabled")))
        size = (WIDTH, round(WIDTH * picture.height / picture.width))
        small = picture.convert("RGB").resize(size, Image.Resampling.LANCZOS)
        self.frames.append(small.quantize(COLOURS, dither=Image.Dither.NONE))
        self.times.append(milliseconds)

    def save(self, path: Path) -> None:
        """Write the frames as a GIF that repeats."""
        first, *rest = self.frames
        first.save(path, save_all=True, append_images=rest, duration=self.times, loop=0, optimize=True)
        print(f"{path.relative_to(ROOT)}: {len(self.frames)} frames, {path.stat().st_size // 1000} kB")


def top(page: Page, number: int) -> None:
    """Bring the cell with this number to the head of the notebook, and open its result if it has folded."""
    cell = page.locator(".jp-Notebook .jp-Cell").nth(number)
    cell.evaluate("e => e.scrollIntoView({block: 'start'})")
    page.wait_for_timeout(300)
    folded = cell.locator(".folded .unfold")
    if folded.count():
        folded.click()
        cell.evaluate("e => e.scrollIntoView({block: 'start'})")
    page.wait_for_timeout(300)


def article(page: Page, film: Film) -> None:
    """Show three results in one window, then a bare one, and walk through its evidence."""
    page.locator(".jp-Notebook .jp-Cell").nth(1).evaluate("e => e.scrollIntoView({block: 'start'})")
    page.wait_for_timeout(300)
    film.take(1900)
    top(page, 1)
    film.take(2200)
    view = page.locator(".jp-Provenance").first
    for look, number in (("w", 0), ("e", 2), ("r", 0)):
        sentence = view.locator(f".txt a.s.{look}").nth(number)
        sentence.evaluate("e => e.scrollIntoView({block: 'center'})")
        pages.click_line(page, sentence)
        page.wait_for_timeout(300)
        film.take(1900)
        if look == "e":
            page.screenshot(path=IMAGES / "jupyterlab.png", animations="disabled")
    view.locator(".filt > summary").click()
    view.locator("[data-mode=agency]").click()
    page.wait_for_timeout(300)
    film.take(1600)
    view.locator(".filt > summary").click()


def corpus(page: Page, film: Film) -> None:
    """Show the corpus, move the threshold, and open an article beside its sources."""
    top(page, 2)
    film.take(1900)
    slider = page.locator(".thr input").first
    slider.focus()
    film.take(900)
    for _ in range(4):
        slider.press("ArrowRight")
        slider.press("ArrowRight")
        page.wait_for_timeout(200)
        film.take(450)
    row = page.locator(".corp tbody tr", has_text="Belisar Morning News").first
    row.locator("a.hl").click()
    page.get_by_role("button", name="Beside its sources").click()
    page.wait_for_timeout(500)
    film.take(1200)
    page.locator(".pv .cmp").first.evaluate("e => e.scrollIntoView({block: 'start'})")
    page.wait_for_timeout(400)
    film.take(2400)


def review(page: Page, film: Film) -> None:
    """Label three sentences with three keys."""
    top(page, 3)
    focus = page.locator(".pv [data-focus]").first
    focus.focus()
    film.take(1200)
    for key in "ene":
        page.keyboard.press(key)
        page.wait_for_timeout(300)
        film.take(900)
        page.keyboard.press("j")
        page.wait_for_timeout(300)
    film.take(900)


def main() -> None:
    """Run the notebook and film it."""
    with (
        tempfile.TemporaryDirectory() as home,
        running(Path(home)) as server,
        sync_playwright() as playwright,
    ):
        pages.notebook(server.root / "two_stories.ipynb", *CELLS)
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        page = browser.new_page(viewport=SIZE, reduced_motion="reduce")
        page.goto(server.address("two_stories.ipynb"))
        pages.run_all(page)
        page.evaluate("() => window.jupyterapp.shell.collapseLeft()")
        pages.wait_output(page, ".pv [data-focus]").first.wait_for()
        film = Film(page)
        article(page, film)
        corpus(page, film)
        review(page, film)
        film.save(IMAGES / "jupyterlab.gif")
        browser.close()


if __name__ == "__main__":
    main()
