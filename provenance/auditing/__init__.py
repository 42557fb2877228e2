"""What an editor should look at today: :func:`audit` makes the list from annotated articles.

This face is all that other rooms may import; what stands behind it can be moved.
"""

from __future__ import annotations

from provenance.auditing.items import Entry, Item
from provenance.auditing.listing import Audit, audit
from provenance.auditing.seen import Seen

__all__ = ["Audit", "Entry", "Item", "Seen", "audit"]
