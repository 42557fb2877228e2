"""Where modules stood before the house was rebuilt: their old import paths still work, with a warning that names the new one.

A table and a finder that knows no other names.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Sequence
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from types import ModuleType
from typing import Final

MOVED: Final = {
    "agencies": "page.agencies",
    "alignment": "match.alignment",
    "archive": "match.archive",
    "credits": "page.credits",
    "decision": "claim.rules",
    "display": "show.notebook",
    "drift": "match.drift",
    "groups": "claim.groups",
    "model": "match.model",
    "picture": "show.svg",
    "preparation": "page.preparation",
    "prepared": "page.prepared",
    "quotes": "page.speech",
    "retrieval": "match.retrieval",
    "review": "claim.review",
    "samples": "readers.samples",
    "segments": "page.kinds",
    "sentences": "text.sentences",
    "terminal": "show.terminal",
    "times": "text.times",
    "tracing": "match.tracing",
    "view": "show.view",
    "weighing": "match.weighing",
}
"""Old name to new, below ``provenance``: the modules that documents, notebooks and other packages named."""


class Finder(MetaPathFinder, Loader):
    """Finds a module under its old name and gives the one that took its place."""

    def __init__(self) -> None:
        self._own: dict[str, ModuleSpec | None] = {}

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return a spec for an old name, None for every other."""
        del path, target  # the protocol's; a name says enough
        return spec_from_loader(fullname, self) if renamed(fullname) else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Return the module under its new name, and say which that is."""
        new = renamed(spec.name)
        warnings.warn(f"{spec.name} is now {new}", DeprecationWarning, stacklevel=2)
        module = import_module(new)
        self._own[new] = module.__spec__
        return module

    def exec_module(self, module: ModuleType) -> None:
        """Give the module its own spec back, which importing replaced; it has run under its own name."""
        module.__spec__ = self._own.pop(module.__name__)


def renamed(fullname: str) -> str:
    """Return the new name of a module with an old one, empty for every other."""
    package, _, name = fullname.partition(".")
    head, dot, tail = name.partition(".")
    return f"provenance.{MOVED[head]}{dot}{tail}" if package == "provenance" and head in MOVED else ""


sys.meta_path.insert(0, Finder())  # first, or a path of the new package would load its modules a second time
