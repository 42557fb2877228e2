"""Start JupyterLab on the project's notebooks, with its plugin."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import typer

from provenance.errors import MissingExtra
from provenance.readers.samples import folder as packaged


def start(folder: Path | None, options: Sequence[str] = ()) -> None:
    """Run JupyterLab in a folder that holds the notebooks, with further options of its own, and end with its status.

    In a checkout that is ``notebooks/``; an installed package's notebooks are copied to ``provenance-notebooks/`` first,
    and a notebook that is there already is never overwritten.
    """
    for package in ("jupyterlab", "anywidget", "ipywidgets"):
        if importlib.util.find_spec(package) is None:
            raise MissingExtra(package, "widgets")
    source = packaged("notebooks")
    in_checkout = (source.parent / "pyproject.toml").is_file()
    target = folder or (source if in_checkout else Path("provenance-notebooks"))
    if target.resolve() != source.resolve():
        copy(source, target)
        typer.echo(f"The notebooks are in {target}; what stands there already was left as it is.", err=True)
    command = [sys.executable, "-m", "jupyterlab", str(target), *options]
    with tempfile.TemporaryDirectory() as data:
        shown = {
            **os.environ,
            "JUPYTER_PATH": os.pathsep.join(
                filter(None, (_plugged(Path(data)), os.environ.get("JUPYTER_PATH")))
            ),
        }
        status = subprocess.run(command, check=False, env=shown).returncode  # noqa: S603 - our own interpreter and a path
    raise typer.Exit(status)


def _plugged(data: Path) -> str:
    """Put the plugin where JupyterLab looks for it: an editable install, as `make demo` makes, does not."""
    spec = importlib.util.find_spec("provenance_widgets")
    plugin = Path((spec and spec.origin) or ".").parent / "labextension"
    if (plugin / "package.json").is_file():
        place = data / "labextensions" / "@wire-provenance"
        place.mkdir(parents=True)
        shutil.copytree(plugin, place / "labextension")
    return str(data)


def copy(source: Path, target: Path) -> None:
    """Copy the notebooks that are not in ``target`` yet."""
    target.mkdir(parents=True, exist_ok=True)
    for notebook in sorted(source.glob("*.ipynb")):
        if not (target / notebook.name).exists():
            shutil.copyfile(notebook, target / notebook.name)
