"""Runs of characters that English spaCy splits by rules simple enough to follow here, at a twentieth of its time.

A run is taken apart only where every step of spaCy's is known: marks at both ends come off one by one, a possessive comes
off, a hyphen, dash or slash before a letter parts words. Whatever may hold a special case is left to spaCy.
"""

from __future__ import annotations

import re
from collections.abc import Collection

_RUN = re.compile(
    r"([\"“‘’'`(\[$£€]{0,3})"
    r"((?:[A-Za-z]+|[0-9]+(?:[.,:][0-9]+)*)(?:[-–—/][A-Za-z]+)*)"
    r"(['’][sS])?"
    r"(%?[\"”’'’)\],:;?!.]{0,4})"
)
_PARTS = re.compile(r"[-–—/]|[^-–—/]+")
_LETTERS = re.compile(r"[A-Za-z]+")
_KEPT = re.compile(r"(?<![0-9a-z\"”’')\],:;?!%])(?<![A-Z][A-Z])\.|(?<![0-9])%")
"""A full stop that belongs to its word, as in ``J.``, and a sign that only a number loses."""


class Simple:
    """Takes simple runs apart; ``special`` are the runs that a tokeniser has rules of its own for."""

    def __init__(self, special: Collection[str]) -> None:
        self._special = frozenset(special)
        self._within = frozenset(part for run in special for part in _LETTERS.findall(run)) | {"s", "S"}
        marks = [re.escape(run) for run in special if len(run) > 1 and not any(map(str.isalnum, run))]
        self._marks = re.compile("|".join([r"\.\.", *sorted(marks)]))

    def words(self, run: str) -> tuple[str, ...]:
        """Return the words of a run, which together are the run; none where spaCy is to be asked.

        >>> simple = Simple(["w/o", ":)"])
        >>> simple.words('"well-kept",'), simple.words("w/o."), simple.words("(well:)")
        (('"', 'well', '-', 'kept', '"', ','), (), ())
        """
        if run.isalpha() and run.isascii():
            return () if run in self._special else (run,)
        match = _RUN.fullmatch(run)
        if match is None or self._may_be_special(match):
            return ()
        before, body, owner, after = match.groups("")
        parts = (body,) if body.isalnum() else _PARTS.findall(body)
        return (*before, *parts, *filter(None, [owner]), *after)

    def _may_be_special(self, match: re.Match[str]) -> bool:
        """Tell whether a word, marks beside each other or a full stop may be one of spaCy's special cases."""
        before, body, _, after = match.groups()
        if not self._within.isdisjoint(_PARTS.findall(body)):
            return True
        if any(len(marks) > 1 and self._marks.search(marks) for marks in (before, after)):
            return True
        return bool(after.strip(",") and _KEPT.search(match.string, match.end(2)))
