"""Measure large views in JupyterLab: size, time to paint, long tasks, scrolling, a step of the threshold slider.

usage: python benchmarks/browser.py

Needs Chromium. Times are milliseconds of a headless browser with software rendering: read them as upper bounds.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "browser" / "lab")]

import pages  # noqa: E402
import samples  # noqa: E402
from server import Server, running  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Page

CELL = """import sys
sys.path[:0] = {paths!r}
import time, json
from large_annotations import article, corpus
import provenance_widgets as pw
start = time.perf_counter()
shown = {shown}
made = time.perf_counter() - start
from pathlib import Path
Path('made.json').write_text(json.dumps([made, len(json.dumps(shown.view))]))
shown"""
CASES = {
    "article, 2,000 sentences": ("pw.Article(article(2000))", "a.s"),
    "corpus, 1,000 articles": ("pw.Explorer(corpus(1000))", ".corp tbody tr"),
    "corpus, 2,000 articles": ("pw.Explorer(corpus(2000))", ".corp tbody tr"),
}
WATCH = """() => { window.long = []; new PerformanceObserver(list => { for (const e of list.getEntries())
  window.long.push(e.duration); }).observe({entryTypes: ['longtask']}); window.seen = 0;
  new MutationObserver((_, o) => { if (document.querySelector('.pv.live')) { o.disconnect(); window.seen = performance.now();
  requestAnimationFrame(() => requestAnimationFrame(() => { window.painted = performance.now(); })); } })
  .observe(document.body, {childList: true, subtree: true}); }"""
SCROLL = """async () => { const box = document.querySelector('.jp-WindowedPanel-outer') ?? document.scrollingElement;
  const gaps = []; let last = performance.now();
  for (let i = 0; i < 120; i++) { box.scrollTop += 120; await new Promise(requestAnimationFrame);
    const now = performance.now(); gaps.push(now - last); last = now; }
  gaps.sort((a, b) => a - b); return [gaps[60], gaps[114]]; }"""
STEP = """async () => { const slider = document.querySelector('.pv .thr input'); const times = [];
  for (const value of ['0.55', '0.6', '0.65', '0.7', '0.75', '0.8']) { const start = performance.now();
    slider.value = value; slider.dispatchEvent(new Event('input', {bubbles: true}));
    slider.getBoundingClientRect(); times.push(performance.now() - start); } return times; }"""


def main() -> None:
    """Print one line a case."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("needs Chromium: apt-get install chromium")
    with (
        sync_playwright() as playwright,
        tempfile.TemporaryDirectory() as home,
        running(Path(home)) as server,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, (shown, selector) in CASES.items():
            page = browser.new_page(viewport={"width": 1400, "height": 1000})
            print(f"{name}: {json.dumps(measure(page, server, shown, selector))}")
            page.close()


def measure(page: Page, server: Server, shown: str, selector: str) -> dict[str, float]:
    """Return the figures of one widget in a notebook of its own."""
    cell = CELL.format(paths=[str(ROOT), str(samples.TESTS), str(ROOT / "widgets")], shown=shown)
    pages.notebook(server.root / "big.ipynb", cell)
    page.goto(server.address("big.ipynb"))
    pages.wait_kernel(page)
    page.evaluate(WATCH)
    start = time.monotonic()
    pages.execute(page, "notebook:run-all-cells")
    pages.wait_output(page, f".pv {selector}", seconds=240).first.wait_for()
    page.wait_for_function("() => window.painted", timeout=60_000)
    whole = time.monotonic() - start
    made, size = json.loads((server.root / "made.json").read_text())
    page.wait_for_timeout(1000)
    long = page.evaluate("() => window.long")
    painted = page.evaluate("() => window.painted - window.seen")
    median, p95 = page.evaluate(SCROLL)
    found = {
        "python_s": round(made, 2), "state_kB": round(size / 1000), "run_to_paint_s": round(whole, 2),
        "build_to_paint_ms": round(painted), "long_tasks": len(long), "longest_ms": round(max(long, default=0)),
        "frame_ms_median": round(median, 1), "frame_ms_p95": round(p95, 1),
    }  # fmt: skip
    if page.locator(".pv .thr input").count():
        steps = page.evaluate(STEP)
        found |= {"first_step_ms": round(steps[0]), "later_step_ms_max": round(max(steps[1:]))}
    return found


if __name__ == "__main__":
    main()
