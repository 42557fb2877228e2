"""One word for a verdict, for formats that know only flat labels, and offsets for programs that count UTF-16."""

from __future__ import annotations

import uuid
from bisect import bisect_left
from collections.abc import Callable
from typing import Final

from provenance.contract import KINDS
from provenance.records import Annotation, Finding, Verdict

NAMESPACE: Final = uuid.uuid5(uuid.NAMESPACE_DNS, "wire-provenance")
"""Every id that is written is a name in this namespace, so equal annotations get equal ids."""

LABELS: Final = tuple(name for kind in KINDS.values() for name in kind.flat)


def label(verdict: Verdict) -> str | None:
    """Return the flat label of a verdict; ``wire-credited`` is a credit that no passage confirms."""
    if verdict.origin != "wire":
        return verdict.origin
    if verdict.edit is None or set(verdict.basis) == {"credit"}:
        return "wire-credited"
    return f"wire-{verdict.edit}"


def certainty(verdict: Verdict) -> str | None:
    """Return the word for how sure a source is; None where none was found: nothing is matched there."""
    return None if verdict.origin == "original" else verdict.certainty


def stable_id(*parts: object) -> str:
    """Return a ``urn:uuid:`` that depends on the parts alone."""
    name = "\x1f".join(str(part).encode("utf-8", "backslashreplace").decode("utf-8") for part in parts)
    return f"urn:uuid:{uuid.uuid5(NAMESPACE, name)}"


def segment_id(annotation: Annotation, finding: Finding) -> str:
    """Return the id of one decision: the text, the span and the settings that made it."""
    segment, document = finding.segment, annotation.document
    return stable_id(
        "segment", document.id, document.sha256, segment.start, segment.end, annotation.run.config_sha256
    )


def utf16(text: str) -> Callable[[int], int]:
    r"""Return a function from code points of a text to UTF-16 code units.

    >>> [utf16("a\U0001f4a9b")(place) for place in (0, 1, 2, 3)]
    [0, 1, 3, 4]
    """
    wide = [place for place, char in enumerate(text) if char > "\uffff"]
    return lambda place: place + bisect_left(wide, place)
