"""The lines of one document while their kinds are being found: rules claim lines, the most trusted has them."""

from __future__ import annotations

from dataclasses import dataclass, field

from provenance.config import SegmentConfig
from provenance.page.kinds.lines import Line, Sign
from provenance.page.kinds.repeats import Repeats
from provenance.page.kinds.rules import BY_NAME, RANK, KindRule
from provenance.page.kinds.signs import read_ends, read_words
from provenance.page.kinds.sources import is_names
from provenance.records import Document, Kind


@dataclass(slots=True)
class Page:
    """The lines of one document while their kinds are being found.

    ``claims`` holds the names of the rules that claim each line and ``held`` the most trusted of them; ``signs`` is what
    a line is by its own words, by which the place of the others is told.
    """

    document: Document
    lines: tuple[Line, ...]
    config: SegmentConfig
    signs: list[Sign | None] = field(default_factory=list)
    held: list[KindRule | None] = field(default_factory=list)
    claims: list[list[str]] = field(default_factory=list)
    repeats: Repeats = field(init=False)
    headline: int = -1
    first: int = 0
    last: int = -1

    def __post_init__(self) -> None:
        """Read each line's own words."""
        self.repeats = Repeats(self.lines)
        for i, line in enumerate(self.lines):
            self.signs.append(None)
            self.held.append(None)
            self.claims.append([])
            rule = (read_words if len(line.text) <= self.config.max_line else read_ends)(line)
            if rule:
                self.claim(i, rule.name)

    def claim(self, i: int, name: str) -> None:
        """Let a rule claim line ``i``: it has the line unless a more trusted rule has it."""
        self.claims[i].append(name)
        held = self.held[i]
        if held is None or RANK[name] < RANK[held.name]:
            rule = self.held[i] = BY_NAME[name]
            self.signs[i] = rule.sign or self.signs[i]

    def withdraw(self, i: int) -> None:
        """Open a line again whose words alone claimed it, in a place where they mean nothing."""
        self.signs[i], self.held[i], self.claims[i] = None, None, []

    def kind(self, i: int) -> Kind | None:
        """Return the kind of line ``i`` so far, None where no rule has claimed it."""
        rule = self.held[i]
        return rule.kind if rule else None

    def has(self, i: int, name: str) -> bool:
        """Whether line ``i`` is held by the rule of this name."""
        rule = self.held[i]
        return rule is not None and rule.name == name

    def is_open(self, i: int) -> bool:
        """Whether no rule has claimed line ``i``."""
        return self.held[i] is None

    def open_prose(self, i: int) -> bool:
        """Whether line ``i`` is prose that no rule has claimed, or is known to be text by the credit that it ends in."""
        if i >= len(self.lines):
            return False
        return self.has(i, "signed_text") or (self.held[i] is None and self.lines[i].prose)


def runs_on(page: Page, i: int) -> bool:
    """Tell whether the sentence of a line goes on in the next: that begins with a small letter."""
    if i + 1 >= len(page.lines) or page.lines[i].stop or not page.is_open(i + 1):
        return False
    below = page.lines[i + 1]
    return below.text[0].islower() and len(below.words) >= 4 and not is_names(below)
