"""The command ``provenance``: exit status 0 = done, 1 = some inputs failed and are named, 2 = cannot be done as given."""

from __future__ import annotations

import signal
import sys

from provenance.cli.app import app

__all__ = ["app", "main"]


def main() -> None:
    """Run the command line; a closed pipe ends it quietly, and text is UTF-8 whatever the locale says."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app(prog_name="provenance")
