"""Start JupyterLab on the project's notebooks."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import typer

from provenance.errors import MissingExtra
from provenance.readers.samples import folder as packaged


def start(folder: Path | None) -> None:
    """Run JupyterLab in a folder that holds the notebooks, and end with its status.

    In a checkout that is ``notebooks/``; an installed package's notebooks are copied to ``provenance-notebooks/`` first,
    and a notebook that is there already is never overwritten.
    """
    if importlib.util.find_spec("jupyterlab") is None:
        raise MissingExtra("jupyterlab", "widgets")
    source = packaged("notebooks")
    in_checkout = (source.parent / "pyproject.toml").is_file()
    target = folder or (source if in_checkout else Path("provenance-notebooks"))
    if target.resolve() != source.resolve():
        copy(source, target)
    command = [sys.executable, "-m", "jupyterlab", str(target)]
    raise typer.Exit(subprocess.run(command, check=False).returncode)  # noqa: S603 - our own interpreter and a path


def copy(source: Path, target: Path) -> None:
    """Copy the notebooks that are not in ``target`` yet."""
    target.mkdir(parents=True, exist_ok=True)
    for notebook in sorted(source.glob("*.ipynb")):
        if not (target / notebook.name).exists():
            shutil.copyfile(notebook, target / notebook.name)
