"""The archive of dispatches: an embedded index of their sentences, in memory or on disk."""

from provenance.match.archive.building import Read, read
from provenance.match.archive.checking import repair, verify
from provenance.match.archive.migration import migrate
from provenance.match.archive.store import Archive
from provenance.match.archive.view import Hit

__all__ = ["Archive", "Hit", "Read", "migrate", "read", "repair", "verify"]
