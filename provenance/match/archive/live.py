"""A segment without what was removed from it since."""

from __future__ import annotations

import math
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from provenance.match.archive import tables
from provenance.match.archive.manifest import Entry
from provenance.match.archive.segment import NEVER, Columns, Segment

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Live:
    """A segment as one state of the archive sees it: without the dispatches that were removed."""

    def __init__(self, segment: Segment, entry: Entry) -> None:
        self.segment, self.entry = segment, entry

    @property
    def columns(self) -> Columns:
        """The columns of the segment."""
        return self.segment.columns

    @cached_property
    def alive(self) -> NDArray[np.bool_]:
        """Which dispatches count."""
        alive = np.ones(self.columns.documents, dtype=np.bool_)
        alive[list(self.entry.removed)] = False
        return alive

    @cached_property
    def sentences(self) -> NDArray[np.bool_] | None:
        """Which sentences count; None for all."""
        if not self.entry.removed:
            return None
        return np.repeat(self.alive, self.columns.sizes)

    @cached_property
    def counts(self) -> NDArray[np.int64]:
        """In how many sentences that count each key stands."""
        index = self.columns.index
        return (
            index.counts
            if self.sentences is None
            else tables.summed(self.sentences[index.sentences()], index.at)
        )

    def places(self, after: float | None, before: float | None) -> tuple[int, int, int]:
        """Return where undated dispatches end, and the range of those inside a window."""
        when = self.columns.when
        undated = int(np.searchsorted(when, NEVER, side="right"))
        low = undated if after is None else int(np.searchsorted(when, math.floor(after)))
        high = len(when) if before is None else int(np.searchsorted(when, math.floor(before), side="right"))
        return undated, max(low, undated), max(high, low, undated)
