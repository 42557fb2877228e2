"""Which sentences of an article come from wire copy, and which are the outlet's own?

>>> import provenance as pv
>>> articles = pv.read(pv.sample("articles"))
>>> archive = pv.Archive.build(pv.read(pv.sample("wires")))
>>> result = pv.annotate(articles, archive)
>>> len(result)
16

Names are imported when they are first used, so that ``import provenance`` is quick and needs no optional package.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from provenance import _moved as _moved

if TYPE_CHECKING:
    from provenance.analysis import analyse
    from provenance.auditing import audit
    from provenance.config import Config
    from provenance.errors import (
        ArchiveError,
        ConfigError,
        FormatError,
        MissingExtra,
        ProvenanceError,
        ReadError,
    )
    from provenance.explanation import explain
    from provenance.match import Archive
    from provenance.readers.samples import sample
    from provenance.records import Annotation, Credit, Document, Evidence, Finding, Quote, Segment, Verdict
    from provenance.result import Corpus, annotate, load, read

__version__ = "0.2.0"

__all__ = [
    "Annotation",
    "Archive",
    "ArchiveError",
    "Config",
    "ConfigError",
    "Corpus",
    "Credit",
    "Document",
    "Evidence",
    "Finding",
    "FormatError",
    "MissingExtra",
    "ProvenanceError",
    "Quote",
    "ReadError",
    "Segment",
    "Verdict",
    "analyse",
    "annotate",
    "audit",
    "explain",
    "load",
    "read",
    "sample",
]

_HOMES = {
    "analysis": ["analyse"],
    "auditing": ["audit"],
    "config": ["Config"],
    "errors": ["ArchiveError", "ConfigError", "FormatError", "MissingExtra", "ProvenanceError", "ReadError"],
    "explanation": ["explain"],
    "match": ["Archive"],
    "readers.samples": ["sample"],
    "records": ["Annotation", "Credit", "Document", "Evidence", "Finding", "Quote", "Segment", "Verdict"],
    "result": ["Corpus", "annotate", "load", "read"],
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'provenance' has no attribute {name!r}")
    value = getattr(import_module(f"provenance.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
