"""The words of every view: kinds of sentence, certainty, numbers, and text made safe to look at.

Words are neutral (domain R12): "matches", "not named on this page"; never a charge.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from provenance.contract import BADGES, KINDS, LINES, Kind, count, kind_of
from provenance.records import ORIGIN_KINDS, Annotation, Finding
from provenance.show.statements.wording import listed
from provenance.text import detect, primary

__all__ = [
    "BADGES",
    "KIND_NOTES",
    "LOOKS",
    "badge",
    "clip",
    "count",
    "in_sentence",
    "keys_of",
    "lang",
    "listed",
    "look_of",
    "on_page",
    "own_lang",
    "show",
    "slug",
    "source_title",
    "title_of",
    "tongue",
    "units",
]

LOOKS = KINDS
"""In the order of legends and bars."""
KIND_NOTES = LINES

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


def look_of(finding: Finding) -> Kind:
    """Return the kind that a finding is shown as; "possible" is never shown as a match (mock notes)."""
    return kind_of(finding.verdict) if finding.segment.kind in ORIGIN_KINDS else KINDS["x"]


def on_page(finding: Finding) -> bool:
    """Tell whether a match rests on another page that credits the agency, and on no dispatch."""
    return "reprint" in finding.verdict.basis and "match" not in finding.verdict.basis


def title_of(finding: Finding) -> str:
    """Return the long label; a witness that is another outlet's page is never called a dispatch."""
    kind = look_of(finding)
    return kind.reprint if on_page(finding) else kind.title


def source_title(key: str, partners: str) -> str:
    """Return the long label of a kind whose sentences match dispatches, credited pages, or either."""
    kind = KINDS[key]
    if partners == "dispatches" or key not in "we":
        return kind.title
    return kind.reprint if partners == "credited pages" else f"{kind.title} or credited page"


def in_sentence(look: Kind) -> str:
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


def keys_of(annotations: Sequence[Annotation]) -> list[str]:
    """Return a distinct id prefix for each article; a repeated id gets a number."""
    seen: dict[str, int] = {}
    keys = []
    for annotation in annotations:
        base = f"pv-{slug(annotation.document.id)}"
        seen[base] = seen.get(base, 0) + 1
        keys.append(base if seen[base] == 1 else f"{base}-{seen[base]}")
    return keys


def units(length: int, longest: int) -> int:
    """Return a share of 100 as a whole number from 1: sizes are classes ``u1``-``u100``, never inline style."""
    return max(1, min(100, round(100 * length / longest))) if longest else 1


def lang(annotation: Annotation, finding: Finding | None = None) -> str:
    """Return the code of the language of an article, or of one of its sentences, for ``lang``; empty where it is not kept."""
    own = finding.segment.language if finding else None
    return primary(own or annotation.language or "")  # a result may hold anything


def own_lang(finding: Finding) -> str:
    """Return the code of the language of a sentence where it is another than its article's, empty elsewhere."""
    return primary(finding.segment.language or "")


@lru_cache(maxsize=4096)
def tongue(text: str) -> str:
    """Return the code of the language of a source's words; empty where they do not tell it."""
    return detect(text, default="")
