"""The command ``provenance``: exit status 0 = done, 1 = some inputs failed and are named, 2 = cannot be done as given, 130 or 143 = stopped."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

from provenance.cli.stopping import STOP

if TYPE_CHECKING:
    from provenance.cli.commands import app

__all__ = ["app", "main"]


def main() -> None:
    """Run the command line; a closed pipe ends it quietly, and text is UTF-8 whatever the locale says."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        STOP.install()
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        from provenance.cli.commands import app  # here, for an interrupt may come while all of it is read
        from provenance.workers import collect_seldom

        collect_seldom()
        app(prog_name="provenance")
    except KeyboardInterrupt:
        sys.stderr.write("provenance: stopped before anything was begun; nothing was written\n")
        sys.exit(STOP.code)


def __getattr__(name: str) -> object:
    if name != "app":
        raise AttributeError(f"module 'provenance.cli' has no attribute {name!r}")
    from provenance.cli.commands import app

    return app
