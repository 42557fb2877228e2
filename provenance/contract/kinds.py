"""The kinds of sentence and the badges of agencies: letters, names, colours and edges, from one table.

``kinds.json`` is that table. Python reads it here; the npm build makes TypeScript and CSS of it. Nothing else in the
project states a letter, a name of a kind or a colour of either.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from typing import Any, Final, Literal

from provenance.records import Origin, Verdict

TABLE: Final = Path(__file__).with_name("kinds.json")

Shades = tuple[str, str]
"""A colour on light paper and on dark."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of sentence is named and drawn: fill, edge and letter each say it alone.

    Attributes:
        key: The class in CSS and in a view.
        tag: The letter behind a sentence.
        letter: The key that a coder presses for it.
        label: The name in a legend.
        title: The name in a panel.
        reprint: The same where the source is another outlet's page, which is never called a dispatch.
        coder: The name on a coder's key.
        fill, edge: Colours, or None where there is none.
        line: How the edge is drawn: a ``box`` goes round the words, a ``bar`` stands beside them.
        width: Pixels of the edge.
        origin: The origin that a coder states with the letter.
        flat: The labels of formats that know only flat ones (:mod:`provenance.exporters.labels`).
        bar: Its height in a barcode, which says the kind without colour.
        flags: Whether a changed number, name or quotation in such a sentence is worth a flag.
    """

    key: str
    tag: str
    letter: str
    label: str
    title: str
    reprint: str
    coder: str
    fill: Shades | None
    edge: Shades | None
    line: Literal["solid", "dashed", "dotted", "double", "box", "bar", "none"]
    width: int
    origin: Origin | None
    flat: tuple[str, ...]
    bar: int
    flags: bool

    @property
    def marked(self) -> bool:
        """Whether the words themselves are filled; a bar stands beside the words of a page's furniture."""
        return self.fill is not None and self.line != "bar"


@dataclass(frozen=True, slots=True)
class Badge:
    """The colours of an agency; its badge is the light edge with white letters."""

    fill: Shades
    edge: Shades


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _fields(row: Mapping[str, object]) -> dict[str, Any]:
    return {name: _frozen(value) for name, value in row.items()}


_TABLE: Final[dict[str, Any]] = json.loads(TABLE.read_text("utf-8"))

KINDS: Final[Mapping[str, Kind]] = {row["key"]: Kind(**_fields(row)) for row in _TABLE["kinds"]}
"""In the order of legends and bars."""
CODING: Final[tuple[Kind, ...]] = tuple(KINDS[key] for key in _TABLE["coding"])
"""In the order of a coder's keys."""
LINES: Final[Mapping[str, str]] = _TABLE["lines"]["prose"] | _TABLE["lines"]["other"]
"""What stands beside a line of each kind that is no body text."""
BADGES: Final[Mapping[str, Badge]] = {name: Badge(**_fields(row)) for name, row in _TABLE["agencies"].items()}
"""Agencies with a colour of their own, then ``several`` and ``other``; the name is always spelled out beside it."""
PALETTE: Final[Mapping[str, Shades]] = {
    name: (light, dark) for name, (light, dark) in _TABLE["palette"].items()
}
"""What is no kind: the page, the ink, and what stands between."""

_RULES: Final = tuple((KINDS[key], _fields(when)) for key, when in _TABLE["rules"])
_NAMES: Final = tuple(dict.fromkeys(name for _, when in _RULES for name in when))
_ASKED: Final = attrgetter(*_NAMES)
"""Takes from a verdict what the rules ask."""


def kind_of(verdict: Verdict) -> Kind:
    """Return the kind that a verdict is shown as: the first of the table's rules whose every condition holds.

    The rules ask only fields of the published format, so that the browser can ask them of a bare file.
    """
    return _kind_of(_ASKED(verdict))


@lru_cache(maxsize=1_000)
def _kind_of(found: tuple[object, ...]) -> Kind:
    values = dict(zip(_NAMES, found, strict=True))
    return next(kind for kind, when in _RULES if all(values[name] == value for name, value in when.items()))
