"""The questions of a study: each takes annotated articles and gives an :class:`Answer`.

An analysis is one function in one module, ``name(given, ...) -> Answer``, one line in :data:`ANALYSES` and one section in
``columns.toml``. It never matches or decides again (only ``sensitivity`` decides again, from kept evidence), never reads the clock,
and takes its ``seed``. Where a corpus cannot answer (empty, one class only, no times, no archive), the answer says so in ``says``
and its table is empty: never a wrong number.
"""

from __future__ import annotations

from provenance.analysis.answer import ALL_FORMS, FORMS, Answer, answer
from provenance.analysis.asking import ANALYSES, Analysis, analyse
from provenance.analysis.columns import meanings
from provenance.analysis.composition import composition
from provenance.analysis.coverage import coverage
from provenance.analysis.delay import delay, delays, survival, waiting
from provenance.analysis.diversity import diversity
from provenance.analysis.editing import editing
from provenance.analysis.error import measured, tool_error
from provenance.analysis.events import events
from provenance.analysis.homogeneity import homogeneity
from provenance.analysis.joining import find_events
from provenance.analysis.matrix import matrix
from provenance.analysis.network import graph, network
from provenance.analysis.page import as_page
from provenance.analysis.position import position
from provenance.analysis.selection import selection
from provenance.analysis.sensitivity import sensitivity
from provenance.analysis.spelling import outlet_key
from provenance.analysis.tables import CLASSES, Tables, as_tables, gather, read_events
from provenance.analysis.transparency import placed, transparency
from provenance.analysis.uncertainty import Share, bootstrap, share, shares, wilson
from provenance.analysis.versions import versions
from provenance.analysis.wording import basis, between

__all__ = [
    "ALL_FORMS",
    "ANALYSES",
    "CLASSES",
    "FORMS",
    "Analysis",
    "Answer",
    "Share",
    "Tables",
    "analyse",
    "answer",
    "as_page",
    "as_tables",
    "basis",
    "between",
    "bootstrap",
    "composition",
    "coverage",
    "delay",
    "delays",
    "diversity",
    "editing",
    "events",
    "find_events",
    "gather",
    "graph",
    "homogeneity",
    "matrix",
    "meanings",
    "measured",
    "network",
    "outlet_key",
    "placed",
    "position",
    "read_events",
    "selection",
    "sensitivity",
    "share",
    "shares",
    "survival",
    "tool_error",
    "transparency",
    "versions",
    "waiting",
    "wilson",
]
