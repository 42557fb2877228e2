"""What coders may say, in every spelling that a coded file may have, and the classes that truth and tool are compared in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from provenance.claim import LABELS
from provenance.contract import CODING, Kind
from provenance.exporters.labels import label
from provenance.records import Verdict

Level = Literal["origin", "kind"]
"""Whether classes are origins, or kinds of sentence: then same words, edited and credited stand apart."""
UNSURE: Final = "?"
"""The letter of a coder who cannot tell."""
NONE: Final = "none"
"""The class of what is no text of the story's own."""
WIRE: Final = "wire"


def _flat(kind: Kind) -> str:
    return kind.flat[0] if len(kind.flat) == 1 else f"{WIRE}-edited"


CLASSES: Final[Mapping[Level, Mapping[str, str]]] = {
    "origin": {kind.letter: kind.origin or NONE for kind in CODING if kind.letter != UNSURE},
    "kind": {kind.letter: _flat(kind) if kind.flat else NONE for kind in CODING if kind.letter != UNSURE},
}
"""Letter to class, on each level."""
_LETTERS: Final[Mapping[str, str]] = {
    name.casefold(): kind.letter for kind in CODING for name in (kind.letter, kind.coder, *kind.flat)
} | {"wire-edited": "E", NONE: "X"}


def letter_of(text: str) -> str | None:
    """Return the letter of a label: a letter itself, a coder's words for it, or a flat label; None for another text.

    >>> letter_of("same words"), letter_of("wire-light"), letter_of("e"), letter_of("maybe")
    ('W', 'E', 'E', None)
    """
    return _LETTERS.get(text.strip().casefold())


def allowed() -> str:
    """Return the labels that there are, for a message."""
    return ", ".join(f"{letter} ({words})" for letter, (_, words) in LABELS.items())


def classes(level: Level) -> tuple[str, ...]:
    """Return the classes of a level, in order.

    >>> classes("origin")
    ('wire', 'shared', 'quote', 'original', 'none')
    """
    return tuple(dict.fromkeys(CLASSES[level].values()))


def tool_letter(verdict: Verdict) -> str:
    """Return the letter of the tool's answer, whatever its certainty."""
    return letter_of(label(verdict) or NONE) or "X"


def derives(name: str) -> bool:
    """Tell whether a class, of either level, is wire copy."""
    return name.startswith(WIRE)
