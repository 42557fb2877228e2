"""Run the notebooks and keep their outputs, without anything that changes from one run to the next.

usage: python docs/run_notebooks.py [NOTEBOOK...] [--check] [--strict]

With --check nothing is written: it fails where a notebook does not run, and says where what it shows is no longer what is
kept. That alone fails with --strict only, because another pandas prints another table.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent
WIDGETS = "application/vnd.jupyter.widget-"
MOST = 500_000
"""Characters of one form of an output that the repository keeps: the others show the same."""


def run(path: Path) -> nbformat.NotebookNode:
    """Return the notebook with fresh outputs."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook, timeout=180, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}
    ).execute()
    return tidy(notebook)


def tidy(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Drop times, ids of widgets and the name of this machine's kernel."""
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number:02}"
        cell["metadata"] = {key: value for key, value in cell["metadata"].items() if key == "tags"}
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            for kind in [kind for kind in data if kind.startswith(WIDGETS) or len(str(data[kind])) > MOST]:
                del data[kind]
    return notebook


def shown(notebook: nbformat.NotebookNode) -> list[object]:
    """Return the text that each cell shows."""
    found: list[object] = []
    for cell in notebook.cells:
        outputs = cell.get("outputs", [])
        found.append([output.get("text") or output.get("data", {}).get("text/plain") for output in outputs])
    return found


def main() -> int:
    """Run the notebooks that are named, or all."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("notebooks", nargs="*", type=Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--strict", action="store_true")
    args = parser.parse_args()
    stale = []
    for path in args.notebooks or sorted((ROOT / "notebooks").glob("*.ipynb")):
        kept = nbformat.read(path, as_version=4)
        fresh = run(path)
        if args.check:
            stale += [str(path)] if shown(kept) != shown(fresh) else []
        else:
            nbformat.write(fresh, path)
        print(f"{path.name}: done")
    for name in stale:
        print(f"{name}: shows something else now; run `make notebooks` and look at it", file=sys.stderr)
    return bool(stale and args.strict)


if __name__ == "__main__":
    sys.exit(main())
