"""The archive of dispatches: an embedded index of their sentences, in memory or on disk."""

from provenance.archive.store import Archive
from provenance.archive.view import Hit

__all__ = ["Archive", "Hit"]
