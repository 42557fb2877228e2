"""A JupyterLab (or Notebook) server of our own, in a temporary folder, that no user setting can reach."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TOKEN = "t"
PATIENCE = 90.0
"""Seconds that anything is waited for: a busy machine is slow, not wrong."""
PLUGIN = Path(__file__).resolve().parents[3] / "widgets" / "provenance_widgets" / "labextension"
NO_NEWS = {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}


@dataclass(frozen=True)
class Server:
    """A running server: where it listens and the folder that it shows."""

    url: str
    root: Path
    home: Path

    def address(self, name: str, app: str = "lab") -> str:
        """Return the page that opens file ``name`` in a fresh workspace."""
        if app == "notebook":
            return f"{self.url}/notebooks/{name}?token={TOKEN}"
        path = f"/tree/{name}" if name else ""
        return f"{self.url}/lab{path}?token={TOKEN}&reset"


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(home: Path) -> dict[str, str]:
    """Return the environment of a server whose every Jupyter folder is its own."""
    config = home / "config"
    (config / "labconfig").mkdir(parents=True, exist_ok=True)
    (config / "labconfig" / "page_config.json").write_text(json.dumps(NO_NEWS), encoding="utf-8")
    link = home / "data" / "labextensions" / "@wire-provenance" / "labextension"
    if not link.exists():
        link.parent.mkdir(parents=True)
        link.symlink_to(PLUGIN)  # the plugin of this checkout, whatever is installed
    return {
        **os.environ,
        "JUPYTER_PREFER_ENV_PATH": "0",  # else a copy of the plugin in the virtual environment would win
        "JUPYTER_CONFIG_DIR": str(config),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "IPYTHONDIR": str(home / "ipython"),
        "XDG_CACHE_HOME": str(home / "cache"),
    }


def command(port: int, root: Path, app: str) -> list[str]:
    """Return the command that serves ``root``; it asks no password and never opens a browser."""
    exposed = "LabApp" if app == "lab" else "JupyterNotebookApp"
    return [
        sys.executable,
        "-m",
        "jupyterlab" if app == "lab" else app,
        "--no-browser",
        "--allow-root",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--ServerApp.root_dir={root}",
        f"--IdentityProvider.token={TOKEN}",
        f"--{exposed}.expose_app_in_browser=True",
    ]


def wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the server answers; a server that ended or never answers fails with its log."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}:\n{log.read_text()}")
        try:
            with urllib.request.urlopen(f"{url}/api/status?token={TOKEN}", timeout=2):  # noqa: S310
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"no answer from the server in {PATIENCE:.0f} s:\n{log.read_text()}")


@contextmanager
def running(home: Path, *, app: str = "lab") -> Iterator[Server]:
    """Run a server in ``home`` and end it, with its kernels, in the end."""
    root = home / "files"
    root.mkdir(parents=True, exist_ok=True)
    log = home / f"{app}.log"
    port = free_port()
    with log.open("wb") as out:
        process = subprocess.Popen(
            command(port, root, app), cwd=home, env=environment(home), stdout=out, stderr=subprocess.STDOUT
        )
    try:
        url = f"http://127.0.0.1:{port}"
        wait(url, process, log)
        yield Server(url, root, home)
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:  # a busy machine: its kernels end with it all the same
            process.kill()
            process.wait()
