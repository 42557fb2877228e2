"""Which source, how alike, how likely, what changed: from a document read to its matches and evidence.

This face is all that other rooms may import; what stands behind it can be moved.
"""

from __future__ import annotations

from provenance.match.alignment import Match
from provenance.match.archive import Archive, Read, migrate, read, repair, verify
from provenance.match.corrections import noted, version_notes
from provenance.match.drift import gather
from provenance.match.evidence import make_evidence, make_translated
from provenance.match.features import CONTEXT, LIMITS, OWN, log_odds, probability_of
from provenance.match.model import Logistic, calibration
from provenance.match.parts import find_parts
from provenance.match.peers import Peers
from provenance.match.retrieval import rare_keys
from provenance.match.shelf import Shelf
from provenance.match.tracing import Trace, trace, window
from provenance.match.versions import version_of

__all__ = [
    "CONTEXT",
    "LIMITS",
    "OWN",
    "Archive",
    "Logistic",
    "Match",
    "Peers",
    "Read",
    "Shelf",
    "Trace",
    "calibration",
    "find_parts",
    "gather",
    "log_odds",
    "make_evidence",
    "make_translated",
    "migrate",
    "noted",
    "probability_of",
    "rare_keys",
    "read",
    "repair",
    "trace",
    "verify",
    "version_notes",
    "version_of",
    "window",
]
