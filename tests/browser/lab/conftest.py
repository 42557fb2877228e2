"""One JupyterLab for all its tests, and a page that collects errors and requests that leave."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from server import Server, running


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A JupyterLab server whose settings and files are its own."""
    with running(tmp_path_factory.mktemp("lab"), app="lab") as server:
        yield server


@pytest.fixture
def page(browser: Any, lab: Server) -> Iterator[Any]:
    """A fresh page in the light theme; the test fails if any request left this machine."""
    theme = lab.home / "settings" / "@jupyterlab" / "apputils-extension" / "themes.jupyterlab-settings"
    theme.unlink(missing_ok=True)
    context = browser.new_context(viewport={"width": 1400, "height": 1000}, reduced_motion="reduce")
    page = context.new_page()
    left: list[str] = []
    page.on("request", lambda request: left.append(request.url) if leaves(request.url) else None)
    yield page
    context.close()
    assert left == []


def leaves(url: str) -> bool:
    """Say whether an address is neither ours nor on this machine."""
    return not url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:", "about:", "file:"))
