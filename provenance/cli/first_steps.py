"""What a newcomer does next: the same commands on files of their own, called as this one was."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path

from provenance.errors import install

NEXT = """
Report:      {folder}/report.html   (open it in a browser)
Annotations: {folder}/annotations.jsonl

Next, with your own files. ARTICLES is a CSV or Excel table, a folder of .txt, or saved pages; DISPATCHES likewise:
  {command} report ARTICLES --wires DISPATCHES -o report.html
  {command} annotate ARTICLES --wires DISPATCHES -o result.csv
  {command} credits ARTICLES
Ten minutes with a table of yours: docs/tutorial.md. Notebooks: {command} lab{office}{activate}"""
OFFICE = "\nFor Excel, PDF and notebooks, once, "
ACTIVATE = "\n`source {folder}/activate` makes the command `provenance` in this terminal."


def first_steps(folder: Path) -> str:
    """Return what to do next, and where the demo's results are."""
    command = called()
    inside = Path(command).parent.as_posix() if command.endswith("/provenance") else ""
    activate = ACTIVATE.format(folder=inside) if inside else ""
    wanted = all(importlib.util.find_spec(name) for name in ("openpyxl", "anywidget", "jupyterlab"))
    office = "" if wanted else OFFICE + install("office,widgets")
    return NEXT.format(folder=folder.as_posix(), command=command, office=office, activate=activate)


def called() -> str:
    """Return how the command was called, so that it can be called again: by its name where the shell finds it."""
    given = sys.argv[0]
    if Path(given).name == "provenance":
        found = shutil.which("provenance")
        return "provenance" if found and Path(found).samefile(given) else given
    return "python -m provenance"
