"""An interrupt, whenever it comes: at once while nothing is being made, after the article at hand while something is."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

CODES = {signal.SIGINT: 130, signal.SIGTERM: 143}
"""How shells know a command that was ended by a signal."""


class Stopping:
    """What the user asked for: ``asked`` is the signal that came, None for none; ``told`` whether it was said what is done."""

    def __init__(self) -> None:
        self.asked: int | None = None
        self.told = False
        self._patient = False

    def install(self) -> None:
        """Take the signals; only the main thread can."""
        for number in CODES:
            if (
                signal.getsignal(number) is not signal.SIG_IGN
            ):  # a command begun in the background ignores them
                signal.signal(number, self._came)

    @property
    def code(self) -> int:
        """The exit status of a command that was stopped."""
        return CODES.get(signal.Signals(self.asked), 130) if self.asked else 130

    @contextmanager
    def patiently(self) -> Iterator[None]:
        """Let a first signal only be noted, for :meth:`check` to find; a second one ends the block at once."""
        self._patient = True
        try:
            yield
        finally:
            self._patient = False

    def check(self) -> None:
        """End the work here if that was asked for; called between articles."""
        if self.asked is not None:
            raise KeyboardInterrupt

    def _came(self, number: int, _: FrameType | None) -> None:
        again, self.asked = self.asked is not None, number
        if not self._patient or again:
            raise KeyboardInterrupt
        sys.stderr.write("\nprovenance: stopping after the articles at hand; once more stops at once\n")


STOP = Stopping()
"""There is one command in a process."""
