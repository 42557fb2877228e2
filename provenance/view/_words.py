"""The words of every view: kinds of sentence, certainty, numbers, and text made safe to look at.

Words are neutral (domain R12): "matches", "not named on this page"; never a charge.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from provenance.records import ORIGIN_KINDS, Finding
from provenance.statements.wording import count, listed

__all__ = [
    "BADGES",
    "KIND_NOTES",
    "LOOKS",
    "Look",
    "badge",
    "clip",
    "count",
    "in_sentence",
    "listed",
    "look_of",
    "on_page",
    "show",
    "slug",
    "source_title",
    "title_of",
    "units",
]


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind of sentence is named: CSS class, tag letter, short label (legend) and long label (panel)."""

    key: str
    tag: str
    label: str
    title: str


LOOKS: dict[str, Look] = {
    look.key: look
    for look in (
        Look("w", "W", "Same as dispatch", "Same words as a dispatch"),
        Look("e", "E", "Edited from dispatch", "Edited from a dispatch"),
        Look("c", "C", "Credited, not checked", "Credited, not checked"),
        Look("sh", "S", "Shared, source not seen", "Shared, source not seen"),
        Look("r", "?", "Needs a look", "Needs a look"),
        Look("q", "Q", "Public quote", "Public quote"),
        Look("n", "N", "No source found", "No source found"),
        Look("x", "–", "Not body text", "Not body text"),
    )
}
"""In the order of legends and bars."""

KIND_NOTES = {
    "headline": "headline",
    "deck": "standfirst",
    "subhead": "cross-heading",
    "body": "",
    "caption": "caption",
    "credit": "credit",
    "furniture": "page furniture",
    "table": "table",
}
BADGES = frozenset({"AFP", "Reuters", "AP", "dpa"})
"""Agencies with a colour of their own; the name is always spelled out beside it."""

_BIDI = {
    0x061C: "ALM",
    0x200E: "LRM",
    0x200F: "RLM",
    0x202A: "LRE",
    0x202B: "RLE",
    0x202C: "PDF",
    0x202D: "LRO",
    0x202E: "RLO",
    0x2066: "LRI",
    0x2067: "RLI",
    0x2068: "FSI",
    0x2069: "PDI",
}
_SHOWN = {code: f"⟨{name}⟩" for code, name in _BIDI.items()} | {
    code: chr(0x2400 + code) for code in range(32) if chr(code) not in "\t\n\r"
}
_SHOWN |= dict.fromkeys((127, *range(128, 160), *range(64976, 65008), 65534, 65535), "�")
_MARKS = re.compile(r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{9,}")
_RESERVED = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
_SURROGATES = re.compile(r"[\ud800-\udfff]")


def show(text: str) -> str:
    r"""Return text fit to look at: bidi and control characters visible, floods of combining marks cut to eight.

    >>> show("a\u202eb")
    'a⟨RLO⟩b'
    """
    shown = _MARKS.sub(lambda run: run.group()[:8], text.translate(_SHOWN))
    return _SURROGATES.sub("\ufffd", shown)


def look_of(finding: Finding) -> Look:
    """Return the kind that a finding is shown as; "possible" is never shown as a match (mock notes)."""
    verdict = finding.verdict
    if finding.segment.kind not in ORIGIN_KINDS or verdict.origin is None:
        return LOOKS["x"]
    plain = {"quote": "q", "original": "n"}.get(verdict.origin)
    if plain is not None:
        return LOOKS[plain]
    if verdict.basis == ("credit",):
        return LOOKS["c"]
    if verdict.certainty == "possible":
        return LOOKS["r"]
    copied = "w" if verdict.edit == "verbatim" else "e"
    return LOOKS["sh" if verdict.origin == "shared" else copied]


def on_page(finding: Finding) -> bool:
    """Tell whether a match rests on another page that credits the agency, and on no dispatch."""
    return "reprint" in finding.verdict.basis and "match" not in finding.verdict.basis


def title_of(finding: Finding) -> str:
    """Return the long label; a witness that is another outlet's page is never called a dispatch."""
    return source_title(look_of(finding).key, "credited pages" if on_page(finding) else "dispatches")


def source_title(key: str, partners: str) -> str:
    """Return the long label of a kind whose sentences match dispatches, credited pages, or either.

    >>> source_title("e", "credited pages"), source_title("q", "dispatches")
    ('Edited from a credited page', 'Public quote')
    """
    title = LOOKS[key].title
    one = {"dispatches": "a dispatch", "credited pages": "a credited page"}.get(
        partners, "a dispatch or credited page"
    )
    return title.replace("a dispatch", one) if key in "we" else title


def in_sentence(look: Look) -> str:
    """Return a short label as it stands inside a sentence, with its letter."""
    return f"{look.label[0].lower()}{look.label[1:]} ({look.tag})"


def badge(agency: str | None) -> str:
    """Return the badge class of an agency name."""
    if agency is None:
        return ""
    if agency in BADGES:
        return agency
    return "several" if " and " in agency or "," in agency or agency == "agencies" else "other"


def clip(text: str, most: int) -> str:
    """Return a text of at most ``most`` characters, cut between words.

    >>> clip("one two three", 9)
    'one two …'
    """
    return text if len(text) <= most else f"{text[: most - 1].rsplit(' ', 1)[0].rstrip()} …"


def slug(text: str) -> str:
    """Return ``[a-z0-9-]`` for ids and file names, at most 48 characters, distinct for distinct text.

    A hash is added whenever anything was lost, so that two ids never meet.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    short = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")
    if short == text and short and not _RESERVED.fullmatch(short):
        return short
    from hashlib import sha256

    mark = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:7]
    return f"{short}-{mark}" if short else mark


def units(length: int, longest: int) -> int:
    """Return a share of 100 as a whole number from 1: sizes are classes ``u1``-``u100``, never inline style."""
    return max(1, min(100, round(100 * length / longest))) if longest else 1
