"""The published form of an annotation, the notes that go with it, and the table of kinds of sentence.

This face is all that other rooms may import; what stands behind it can be moved.
"""

from __future__ import annotations

from provenance.contract.fields import DESKS, MEDIA, fact
from provenance.contract.kinds import BADGES, CODING, KINDS, LINES, PALETTE, Kind, kind_of
from provenance.contract.lines import Lines, id_of
from provenance.contract.notes import (
    CREDITED,
    NOTHING_FOUND,
    Credited,
    Facts,
    Search,
    find_notes,
    say,
)
from provenance.contract.once import Gap, Once, with_texts
from provenance.contract.reading import annotation_from_dict
from provenance.contract.schema import schema
from provenance.contract.summing import sum_up
from provenance.contract.wording import PERCENT, count, percent
from provenance.contract.writing import DIGITS, annotation_to_dict, dump, to_json_line

__all__ = [
    "BADGES",
    "CODING",
    "CREDITED",
    "DESKS",
    "DIGITS",
    "KINDS",
    "LINES",
    "MEDIA",
    "NOTHING_FOUND",
    "PALETTE",
    "PERCENT",
    "Credited",
    "Facts",
    "Gap",
    "Kind",
    "Lines",
    "Once",
    "Search",
    "annotation_from_dict",
    "annotation_to_dict",
    "count",
    "dump",
    "fact",
    "find_notes",
    "id_of",
    "kind_of",
    "percent",
    "say",
    "schema",
    "sum_up",
    "to_json_line",
    "with_texts",
]
