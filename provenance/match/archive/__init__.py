"""The archive of dispatches: an embedded index of their sentences, in memory or on disk."""

from provenance.match.archive.store import Archive, Hit

__all__ = ["Archive", "Hit"]
