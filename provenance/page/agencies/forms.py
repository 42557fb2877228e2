"""Every credit form that one line of text can be read as, wherever the line stands.

:func:`find_forms` is position-free: it gives all candidate readings of a line, and the stage ``credits`` lets the
line's place decide between them (a bare ``AFP`` is a picture credit under a caption and a text credit at the end).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import regex

from provenance.page.agencies import agency
from provenance.page.agencies.grammar import Rule
from provenance.page.agencies.names import AMBIGUOUS, OUTLET, Reduced, imitations, reduce
from provenance.page.agencies.rules import RULES, SIGN_OFF_STOP
from provenance.records import CreditCertainty, CreditRole

HEAD, TAIL = 200, 200
"""Code points read at the start and at the end of a line longer than :data:`LONGEST`."""
LONGEST = 400
"""Code points of a line that is read whole (domain §7: credit rules read no longer line)."""
NAMELESS: tuple[Rule, ...] = tuple(rule for rule in RULES if not rule.named)
"""The rules that can apply to a line in which no agency is named."""
_SIGNED = 40
"""Code points of text before ``(dpa)`` from which it signs a text rather than names a photographer's agency."""
_UNSEEN = "\u200b\u200e\u200f\u2060\ufeff"
_OPENING, _CLOSING = f" ([{_UNSEEN}", f" .)]{_UNSEEN}"
"""What may stand around a form that takes up its line."""
IMITATION = "X1"
"""The rule id of a name in letters that imitate an agency's: flagged, never accepted."""


@dataclass(frozen=True, slots=True)
class Form:
    """One reading of a stretch of a line; offsets are code points of the line.

    ``agencies`` holds short names, ``("agencies",)`` where none is named, or nothing (a dateline without an agency,
    a version tag, a trailer whose agency its context must tell). ``strength`` says how sure the reading is from the
    line alone. ``whole`` is true where the form takes up the whole line.
    """

    rule: str
    role: CreditRole | Literal["version"]
    start: int
    end: int
    agencies: tuple[str, ...]
    strength: CreditCertainty
    whole: bool = False
    note: str | None = None


def find_forms(line: str, *, longest: int = LONGEST) -> tuple[Form, ...]:
    """Return all readings of one line, in the order of the rule table (most telling first).

    Args:
        line: One line of text, without its line break. Of a line of more than 400 code points only the first and
            the last 200 are read, so that a line of any length costs the same.
        longest: Code points of a line that is still read whole.

    >>> [(form.rule, form.agencies) for form in find_forms("KYIV, Feb 11 (AFP) - Snow fell.")]
    [('D1', ('AFP',))]
    """
    if len(line) <= longest:
        return _read(line, 0, edges=(True, True))
    tail = max(HEAD, len(line) - TAIL)
    return (
        *_read(line[:HEAD], 0, edges=(True, False)),
        *_read(line[tail:], tail, edges=(False, True)),
    )


@lru_cache(maxsize=4096)
def _read(line: str, offset: int, *, edges: tuple[bool, bool]) -> tuple[Form, ...]:
    """Read one short line; remembered, since pages of one site print the same lines."""
    reduced = reduce(line)
    low = reduced.text.lower()
    found: list[Form] = []
    taken: set[str] = set()
    for rule, family, pattern in _asked(edges, named=bool(reduced.names)):
        if (family in taken and not rule.many) or not _may_match(rule, low):
            continue
        matches = _matches(rule, pattern, reduced.text)
        if matches:
            found.extend(_form(rule, match, reduced, line, offset) for match in matches)
            taken.add(family)
    found.extend(_forged(line, offset))
    return tuple(form for form in found if not _is_shadowed(form, found))


@lru_cache(maxsize=8)
def _asked(edges: tuple[bool, bool], *, named: bool) -> tuple[tuple[Rule, str, regex.Pattern[str]], ...]:
    """Return the rules that a stretch of a line can fit, with their families and patterns.

    Args:
        edges: Whether the stretch holds the start and the end of its line.
        named: Whether a name stands in it.
    """
    reached = {"start": edges[0], "end": edges[1], "line": all(edges), "any": True}
    patterns = _patterns()
    return tuple(
        (rule, _family(rule.id), patterns[rule.pattern])
        for rule in (RULES if named else NAMELESS)
        if reached[rule.where]
    )


@lru_cache(maxsize=1)
def _patterns() -> dict[str, regex.Pattern[str]]:
    """Return every pattern, ready: it takes a second, which whoever only adds dispatches to an archive need not wait for."""
    return {rule.pattern: regex.compile(rule.pattern) for rule in RULES}


def _form(rule: Rule, match: regex.Match[str], reduced: Reduced, line: str, offset: int) -> Form:
    """Return the form that a rule finds at one place of a line."""
    area = _area(rule, match)
    start, end = reduced.span(*_trim(match))
    names = rule.agencies or reduced.agencies(*area)
    outlet = OUTLET in match.group() and rule.role == "mention"
    return Form(
        rule=rule.id,
        role=rule.role,
        start=start + offset,
        end=end + offset,
        agencies=() if outlet else names,
        strength=_strength(rule, reduced.text[area[0] : area[1]]),
        whole=not line[:start].strip().strip(_OPENING) and not line[end:].strip().strip(_CLOSING),
        note=f"an outlet, not an agency: {', '.join(names)}" if outlet else None,
    )


def _is_shadowed(form: Form, forms: list[Form]) -> bool:
    """Tell whether a picture's reading is ruled out: German papers sign a text with ``(dpa)``, a picture ``Foto: dpa``."""
    long = form.start > _SIGNED
    return form.rule == "P1" and _is_german(form) and (long or any(other.rule == "L2" for other in forms))


def _is_german(form: Form) -> bool:
    records = [agency(name) for name in form.agencies]
    return bool(records) and all(item is not None and item.country in ("DE", "AT", "CH") for item in records)


def _area(rule: Rule, match: regex.Match[str]) -> tuple[int, int]:
    """Return where a form's agencies stand: its list of names; of a byline its whole span, of a notice its line."""
    if rule.role == "syndication":
        return 0, len(match.string)
    named = "a" in match.re.groupindex and match["a"] is not None and rule.role != "byline"
    return match.span("a") if named else match.span()


def _family(rule: str) -> str:
    """Return what a line can be but once: a dateline of any kind, else the rule itself."""
    return "D" if rule.startswith("D") else rule


def _may_match(rule: Rule, low: str) -> bool:
    return not rule.needs or any(map(low.__contains__, rule.needs))


def _matches(rule: Rule, pattern: regex.Pattern[str], text: str) -> list[regex.Match[str]]:
    if rule.many:
        return [match for match in pattern.finditer(text) if match.group()]
    match = pattern.search(text)
    if match is None or (rule.id == "T3" and SIGN_OFF_STOP.search(match.group())):
        return []
    return [match]


def _trim(match: regex.Match[str]) -> tuple[int, int]:
    """Return the span of a match without the blanks at its ends."""
    text, start, end = match.group(), match.start(), match.end()
    return start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())


def _strength(rule: Rule, area: str) -> CreditCertainty:
    """Return the rule's strength, one step lower where only an ambiguous short form stands for the agency."""
    if rule.careful and AMBIGUOUS in area:
        return "low"
    return rule.strength


def _forged(line: str, offset: int) -> list[Form]:
    return [
        Form(
            rule=IMITATION,
            role="mention",
            start=start + offset,
            end=end + offset,
            agencies=(),
            strength="low",
            whole=not line[:start].strip() and not line[end:].strip(),
            note=f"letters that imitate {name}: not accepted as a credit",
        )
        for start, end, name in imitations(line)
    ]
