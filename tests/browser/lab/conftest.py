"""One JupyterLab for all its tests, a fresh page or a kept notebook in it, and a list of the requests that leave."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import pages
import samples
from server import Server, running


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A JupyterLab server whose settings and files are its own."""
    with running(tmp_path_factory.mktemp("lab"), app="lab") as server:
        samples.put(server.root)
        yield server


@pytest.fixture
def page(browser: Any, lab: Server) -> Iterator[Any]:
    """A fresh page in the light theme; the test fails if any request left this machine."""
    page, left = fresh(browser, lab)
    yield page
    page.context.close()
    assert left == []


@pytest.fixture
def book(request: pytest.FixtureRequest, browser: Any, lab: Server, kept: list[Any]) -> Iterator[Any]:
    """The page of a notebook whose kernel has the sample ``articles``: kept from test to test, for ``pages.show``.

    To load JupyterLab and to begin a kernel takes longer than most tests. After a test that failed it is a new one.
    """
    failed = request.session.testsfailed
    if not kept:
        kept[:] = fresh(browser, lab)
        pages.notebook(lab.root / "book.ipynb", f"{samples.SETUP}\nprint('ready')")
        kept[0].goto(lab.address("book.ipynb"))
        pages.run_all(kept[0])
        pages.wait_output(kept[0], ".jp-OutputArea-output:has-text('ready')")
    page, left = kept
    page.set_viewport_size(SIZE)
    page.evaluate(
        "() => { const shell = window.jupyterapp.shell; shell.expandLeft(); shell.collapseRight(); }"
    )
    pages.theme(page, "JupyterLab Light")
    yield page
    if request.session.testsfailed > failed:
        kept.clear()
        page.context.close()
    assert left == []


@pytest.fixture(scope="session")
def kept() -> list[Any]:
    """What ``book`` keeps: a page and the list of what left it."""
    return []


SIZE = {"width": 1400, "height": 1000}


def fresh(browser: Any, lab: Server) -> tuple[Any, list[str]]:
    """Return a page in the light theme, and the list that every address outside of this machine will be added to."""
    theme = lab.home / "settings" / "@jupyterlab" / "apputils-extension" / "themes.jupyterlab-settings"
    theme.unlink(missing_ok=True)
    page = browser.new_context(viewport=SIZE, reduced_motion="reduce").new_page()
    left: list[str] = []
    page.on("request", lambda request: left.append(request.url) if leaves(request.url) else None)
    return page, left


def leaves(url: str) -> bool:
    """Say whether an address is neither ours nor on this machine."""
    return not url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:", "about:", "file:"))
