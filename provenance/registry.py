"""Small registries: a table of built-in functions, imported on use, and the entry points of other packages.

An extension point is one :class:`Registry`. A package that adds to it needs one function and one line in its own
``pyproject.toml``; the function may carry ``suffixes`` (a tuple such as ``(".tei",)``) and ``recognise`` (a function that
is given the beginning of a file and tells whether it is of this format), and the first line of its docstring is its
description.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from provenance.errors import FormatError, near


@dataclass(frozen=True, slots=True)
class Format:
    """One entry: its name, the file suffixes it owns, one line that describes it, and ``module:function``.

    ``recognise`` is ``module:function`` of what tells the format by the beginning of a file; empty where nothing does.
    """

    name: str
    suffixes: tuple[str, ...]
    description: str
    target: str
    recognise: str = ""


class Registry:
    """Find a function by the name of its format.

    Args:
        what: The word for messages, such as ``input format``.
        group: The entry point group that other packages use.
        built_in: The formats of this package, in the order they are shown.
    """

    def __init__(self, what: str, group: str, built_in: tuple[Format, ...]) -> None:
        self.what, self.group, self.built_in = what, group, built_in

    @cached_property
    def _plugins(self) -> Mapping[str, EntryPoint]:
        known = {item.name for item in self.built_in}
        return {point.name: point for point in entry_points(group=self.group) if point.name not in known}

    def names(self) -> tuple[str, ...]:
        """Return the known names: built-ins in their order, then those of other packages, sorted."""
        return (*(item.name for item in self.built_in), *sorted(self._plugins))

    def formats(self) -> tuple[Format, ...]:
        """Return every entry with its suffixes and description; loads the functions of other packages."""
        return (*self.built_in, *(self._describe(name) for name in sorted(self._plugins)))

    def load(self, name: str) -> Callable[..., Any]:
        """Import and return the function of a format. Raises :class:`FormatError` naming the known and the nearest."""
        for item in self.built_in:
            if item.name == name:
                return _imported(item.target)
        if name in self._plugins:
            return self._plugins[name].load()  # type: ignore[no-any-return]
        meant = near(name, self.names())
        hint = f"; did you mean {meant!r}?" if meant else "."
        raise FormatError(f"no {self.what} named {name!r}{hint} Known: {', '.join(self.names())}")

    def recognised(self, head: object) -> str | None:
        """Return the name of the first format that recognises the beginning of a file, those of this package first."""
        for item in self.built_in:
            if item.recognise and _imported(item.recognise)(head):
                return item.name
        asked = ((name, getattr(self.load(name), "recognise", None)) for name in sorted(self._plugins))
        return next((name for name, recognise in asked if recognise is not None and recognise(head)), None)

    def by_suffix(self, file_name: str) -> str | None:
        """Return the name of the format that owns the suffix of a file name, the longest suffix first."""
        lowered = file_name.lower()
        owners = [
            (suffix, item.name)
            for item in self.formats()
            for suffix in item.suffixes
            if lowered.endswith(suffix)
        ]
        return max(owners, key=lambda owner: len(owner[0]))[1] if owners else None

    def _describe(self, name: str) -> Format:
        point = self._plugins[name]
        function = point.load()
        lines = (function.__doc__ or "").strip().splitlines() or [f"from {point.value}"]
        return Format(name, tuple(getattr(function, "suffixes", ())), lines[0], point.value)


def _imported(target: str) -> Callable[..., Any]:
    module, _, function = target.partition(":")
    return getattr(importlib.import_module(module), function)  # type: ignore[no-any-return]
