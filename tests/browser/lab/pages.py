"""What a tester does in JupyterLab: write a notebook, open it with its kernel connected, run it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from server import PATIENCE

READY = """async () => {
  const app = window.jupyterapp;
  await app.restored;
  const panel = app.shell.currentWidget;
  if (!panel || !panel.sessionContext) return 'no notebook is open';
  await panel.context.ready;
  await panel.sessionContext.ready;
  const kernel = panel.sessionContext.session && panel.sessionContext.session.kernel;
  if (!kernel) return 'no kernel';
  await kernel.info;
  return kernel.connectionStatus;
}"""
"""The status indicator lies: runs started when it says idle are lost in one of three starts."""


def code(source: str, outputs: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """Return a code cell; cells with ``outputs`` look as if they had been run and saved."""
    return {"cell_type": "code", "id": f"c{abs(hash(source)) % 10**8}", "metadata": {}, "source": source,
            "outputs": outputs or [], "execution_count": 1 if outputs else None}  # fmt: skip


def notebook(path: Path, *cells: dict[str, Any] | str) -> Path:
    """Write a notebook as plain JSON (nbformat takes two seconds to import) and return its path."""
    content = {
        "cells": [code(cell) if isinstance(cell, str) else cell for cell in cells],
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        "nbformat": 4, "nbformat_minor": 5,
    }  # fmt: skip
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def wait_app(page: Any) -> None:
    """Wait until the application has restored its layout."""
    page.wait_for_function("window.jupyterapp && window.jupyterapp.restored")
    page.evaluate("() => window.jupyterapp.restored.then(() => true)")


def wait_kernel(page: Any) -> None:
    """Wait until the open notebook's kernel is connected; raise with the state if it never is."""
    page.wait_for_function("window.jupyterapp && window.jupyterapp.restored")
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    state = page.evaluate(READY)
    if state != "connected":
        raise AssertionError(f"the kernel is {state!r}")


def execute(page: Any, name: str, args: dict[str, Any] | None = None) -> None:
    """Start a command of the application and do not wait for it: some never resolve."""
    page.evaluate(
        "([name, args]) => { void window.jupyterapp.commands.execute(name, args); }", [name, args or {}]
    )


def run_all(page: Any) -> None:
    """Run every cell of the open notebook."""
    wait_kernel(page)
    execute(page, "notebook:run-all-cells")


REPLACE = """sources => {
  const panel = window.jupyterapp.shell.currentWidget;
  const shared = panel.content.model.sharedModel;
  shared.deleteCellRange(0, shared.cells.length);
  shared.insertCells(0, sources.map(source => ({cell_type: 'code', source, metadata: {}, outputs: []})));
  panel.content.activeCellIndex = 0;
  panel.content.mode = 'command';
}"""


def show(page: Any, *sources: str) -> None:
    """Put other cells into the open notebook, whose kernel goes on, and run them."""
    page.evaluate(REPLACE, list(sources))
    execute(page, "notebook:run-all-cells")


def open_file(page: Any, name: str) -> None:
    """Open a file in what its name asks for."""
    execute(page, "docmanager:open", {"path": name})


def theme(page: Any, name: str) -> None:
    """Change JupyterLab's theme (``JupyterLab Light`` or ``JupyterLab Dark``) and wait until it shows."""
    execute(page, "apputils:change-theme", {"theme": name})
    light = "true" if name.endswith("Light") else "false"
    page.wait_for_selector(f"body[data-jp-theme-light='{light}']", state="attached")


def wait_output(page: Any, selector: str, seconds: float = PATIENCE) -> Any:
    """Wait until ``selector`` shows in the notebook and return it; a cell that failed ends the wait with its error."""
    error = ".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.stderr']:has-text('Traceback')"
    page.locator(f"{selector}, {error}").first.wait_for(timeout=seconds * 1000)
    if page.locator(error).count():
        raise AssertionError(page.locator(error).first.inner_text())
    return page.locator(selector)


def click_line(page: Any, sentence: Any) -> None:
    """Click in the first line of a sentence: the middle of its box may lie between lines."""
    sentence.scroll_into_view_if_needed()
    x, y = sentence.evaluate(
        "e => { const r = e.getClientRects()[0]; return [r.x + r.width / 2, r.y + r.height / 2]; }"
    )
    page.mouse.click(x, y)
