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
from server import PATIENCE, Server, running


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


@pytest.fixture(scope="session")
def kept() -> dict[str, tuple[Any, list[str]]]:
    """What ``book`` and ``desk`` keep: a page each, and the list of what left it."""
    return {}


@pytest.fixture
def book(request: pytest.FixtureRequest, browser: Any, lab: Server, kept: dict[str, Any]) -> Iterator[Any]:
    """The page of a notebook whose kernel has the sample ``articles``: kept from test to test, for ``pages.show``.

    To load JupyterLab and to begin a kernel takes longer than most tests. After a test that failed it is a new one.
    """
    if "book" not in kept:
        page, _ = kept["book"] = fresh(browser, lab)
        pages.notebook(lab.root / "book.ipynb", f"{samples.SETUP}\nprint('ready')")
        page.goto(lab.address("book.ipynb"))
        pages.run_all(page)
        pages.wait_output(page, ".jp-OutputArea-output:has-text('ready')")
    yield from going_on("book", request, kept)


@pytest.fixture
def desk(request: pytest.FixtureRequest, browser: Any, lab: Server, kept: dict[str, Any]) -> Iterator[Any]:
    """A page where no file is open: kept from test to test, for ``pages.open_file``."""
    if "desk" not in kept:
        page, _ = kept["desk"] = fresh(browser, lab)
        page.goto(lab.address(""))
        pages.wait_app(page)
    kept["desk"][0].evaluate("() => window.jupyterapp.commands.execute('application:close-all')")
    yield from going_on("desk", request, kept)


def going_on(name: str, request: pytest.FixtureRequest, kept: dict[str, Any]) -> Iterator[Any]:
    """Hand out a kept page as a new one looks; the test fails if any request left this machine."""
    failed = request.session.testsfailed
    page, left = kept[name]
    page.set_viewport_size(SIZE)
    page.evaluate(
        "() => { const shell = window.jupyterapp.shell; shell.expandLeft(); shell.collapseRight(); }"
    )
    pages.theme(page, "JupyterLab Light")
    yield page
    if request.session.testsfailed > failed:
        del kept[name]
        page.context.close()
    assert left == []


SIZE = {"width": 1400, "height": 1000}


def fresh(browser: Any, lab: Server) -> tuple[Any, list[str]]:
    """Return a page in the light theme, and the list that every address outside of this machine will be added to."""
    theme = lab.home / "settings" / "@jupyterlab" / "apputils-extension" / "themes.jupyterlab-settings"
    theme.unlink(missing_ok=True)
    page = browser.new_context(viewport=SIZE, reduced_motion="reduce").new_page()
    page.set_default_timeout(PATIENCE * 1000)
    left: list[str] = []
    page.on("request", lambda request: left.append(request.url) if leaves(request.url) else None)
    return page, left


def leaves(url: str) -> bool:
    """Say whether an address is neither ours nor on this machine."""
    return not url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:", "about:", "file:"))
