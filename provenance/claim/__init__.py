"""What may be said of a sentence and of an article, why, and what it rests on; reads only what a result keeps.

This face is all that other rooms may import; what stands behind it can be moved.
"""

from __future__ import annotations

from provenance.claim.assembly import (
    cases,
    covering,
    keep_evidence,
    keep_sources,
    may_differ,
    rulings,
    settle,
)
from provenance.claim.case import Case, given, given_alone, needed, witness
from provenance.claim.groups import (
    SharedGroup,
    SharedSource,
    Stretch,
    Witness,
    config_of,
    find_groups,
    find_sources,
)
from provenance.claim.holding import Held, hold
from provenance.claim.passages import copies, rivals
from provenance.claim.reconstruction import Piece, Reading
from provenance.claim.refitting import kept_with, refit, refitted, unfit
from provenance.claim.review import FORMAT, LABELS, Decision, ReviewStore, Unit, apply
from provenance.claim.rules import RULES, outdone

__all__ = [
    "FORMAT",
    "LABELS",
    "RULES",
    "Case",
    "Decision",
    "Held",
    "Piece",
    "Reading",
    "ReviewStore",
    "SharedGroup",
    "SharedSource",
    "Stretch",
    "Unit",
    "Witness",
    "apply",
    "cases",
    "config_of",
    "copies",
    "covering",
    "find_groups",
    "find_sources",
    "given",
    "given_alone",
    "hold",
    "keep_evidence",
    "keep_sources",
    "kept_with",
    "may_differ",
    "needed",
    "outdone",
    "refit",
    "refitted",
    "rivals",
    "rulings",
    "settle",
    "unfit",
    "witness",
]
