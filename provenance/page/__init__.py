"""A document is read once: each line's readings, its kind and credits, and its speech.

This face is all that other rooms may import; what stands behind it can be moved.
"""

from __future__ import annotations

from provenance.page.agencies import agency, by_domain
from provenance.page.agencies.forms import IMITATION, find_forms
from provenance.page.agencies.names import GENERIC_NAME, named, reduce
from provenance.page.credits import covers, text_credit
from provenance.page.preparation import prepare
from provenance.page.prepared import Prepared
from provenance.page.reading import LineReading, Reading, readings, rule_reading

__all__ = [
    "GENERIC_NAME",
    "IMITATION",
    "LineReading",
    "Prepared",
    "Reading",
    "agency",
    "by_domain",
    "covers",
    "find_forms",
    "named",
    "prepare",
    "readings",
    "reduce",
    "rule_reading",
    "text_credit",
]
