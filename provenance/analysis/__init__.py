"""The questions of a study: each takes :class:`Tables` of annotated articles and gives an :class:`Answer`.

An analysis is one function in one module, ``name(tables, ...) -> Answer``, and one line in ``ANALYSES``. It never matches or decides
again (only ``sensitivity`` decides again, from kept evidence), never reads the clock, and takes its ``seed``. Where a corpus cannot
answer (empty, one class only, no times, no archive), the answer says so in ``says`` and its table is empty: never a wrong number.
"""

from __future__ import annotations

from provenance.analysis.answer import Answer
from provenance.analysis.tables import Tables, gather

__all__ = ["Answer", "Tables", "gather"]
