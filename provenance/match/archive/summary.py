"""What is known of all segments at once, so that none is asked in vain: how rare each key is, and where each dispatch stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from provenance.match.archive.packing import pack, unpack
from provenance.match.archive.segment import name_hash, numbered

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.match.archive.disk import Buffer
    from provenance.match.archive.live import Live
    from provenance.match.keys import Keys
    from provenance.match.versions import Notice

_TABLES = ("keys", "counts", "hashes", "segment", "place")


@dataclass(frozen=True, slots=True, eq=False)
class Summary:
    """The tables of one state; removed dispatches are not in them.

    Key *i*, ascending, stands in ``counts[i]`` sentences. Ids are known by their numbers, ``hashes``, ascending: the dispatch is
    number ``place[i]`` of the segment ``segment[i]``. ``length`` is the number of keys of all sentences and ``size`` that of
    the sentences, removed ones included. ``notices`` come with the number of their segment.
    """

    keys: Keys
    counts: NDArray[np.uint32]
    hashes: NDArray[np.uint64]
    segment: NDArray[np.uint32]
    place: NDArray[np.uint32]
    length: int
    size: int
    notices: tuple[tuple[int, Notice], ...]

    @classmethod
    def thaw(cls, data: Buffer) -> Self:
        """Return the summary in a file, without copying it.

        Raises:
            ValueError: The file is of another kind.
        """
        fields, arrays = unpack(data)
        return cls(
            **arrays, length=fields["length"], size=fields["size"], notices=numbered(fields["notices"])
        )

    def freeze(self) -> list[Buffer]:
        """Return the pieces of a file."""
        notices = [[number, asdict(item)] for number, item in self.notices]
        fields = {"length": self.length, "size": self.size, "notices": notices}
        return pack(fields, {name: getattr(self, name) for name in _TABLES})

    def frequencies(self, keys: Keys) -> NDArray[np.int64]:
        """Return in how many sentences each key stands."""
        if not len(self.keys):
            return np.zeros(len(keys), dtype=np.int64)
        place = np.minimum(self.keys.searchsorted(keys), len(self.keys) - 1)
        return np.where(self.keys[place] == keys, self.counts[place], 0).astype(np.int64)

    def rows(self, names: Iterable[str]) -> NDArray[np.intp]:
        """Return the rows of the dispatches that may have one of some ids: others can have its number too."""
        wanted = np.unique(np.array([name_hash(name) for name in names], dtype=np.uint64))
        first, last = (self.hashes.searchsorted(wanted, side) for side in ("left", "right"))
        counts = last - first
        return np.repeat(first - np.cumsum(counts) + counts, counts) + np.arange(int(counts.sum()))


EMPTY = Summary(
    keys=np.zeros(0, np.uint64),
    counts=np.zeros(0, np.uint32),
    hashes=np.zeros(0, np.uint64),
    segment=np.zeros(0, np.uint32),
    place=np.zeros(0, np.uint32),
    length=0,
    size=0,
    notices=(),
)


def summed(lives: Sequence[Live], before: Sequence[Live] = (), known: Summary = EMPTY) -> Summary:
    """Return the summary of some segments.

    Args:
        lives: The segments.
        before: Segments of a state before.
        known: The summary of these; only what came and what went since then is read.
    """
    now, then = set(lives), set(before)
    came = [live for live in lives if live not in then]
    went = [live for live in before if live not in now]
    keys, counts = _counted(came, went, known)
    number = {live: place for place, live in enumerate(lives)}
    moved = np.array([number.get(live, -1) for live in before], dtype=np.int64)
    stays = moved[known.segment] >= 0 if len(moved) else np.zeros(0, np.bool_)
    places = [np.flatnonzero(live.alive) for live in came]
    new = [live.columns.hashes[found] for live, found in zip(came, places, strict=True)]
    hashes = np.concatenate([known.hashes[stays], *new])
    segments = np.repeat([number[live] for live in came], [len(found) for found in places])
    order = np.argsort(hashes, kind="stable")
    notices = [(int(moved[old]), item) for old, item in known.notices if moved[old] >= 0]
    notices += [(number[live], item) for live in came for at, item in live.columns.notices if live.alive[at]]
    return Summary(
        keys=keys,
        counts=counts,
        hashes=hashes[order],
        segment=np.concatenate([moved[known.segment[stays]], segments]).astype(np.uint32)[order],
        place=np.concatenate([known.place[stays], *places]).astype(np.uint32)[order],
        length=known.length + sum(map(_length, came)) - sum(map(_length, went)),
        size=known.size
        + sum(live.columns.sentences for live in came)
        - sum(live.columns.sentences for live in went),
        notices=tuple(sorted(notices, key=lambda item: item[0])),
    )


def _counted(came: Sequence[Live], went: Sequence[Live], known: Summary) -> tuple[Keys, NDArray[np.uint32]]:
    """Return the keys and their counts after some segments came and others went."""
    parts = [(known.keys, known.counts.astype(np.int64))] if len(known.keys) else []
    parts += [(live.columns.index.keys, live.counts) for live in came]
    parts += [(live.columns.index.keys, -live.counts) for live in went]
    names = np.concatenate([np.zeros(0, np.uint64), *(keys for keys, _ in parts)])
    total = np.concatenate([np.zeros(0, np.int64), *(counts for _, counts in parts)])
    if len(parts) > 1:  # of one, names are distinct and in order
        names, place = np.unique(names, return_inverse=True)
        total = np.bincount(place, weights=total, minlength=len(names))
    return names[total > 0], total[total > 0].astype(np.uint32)


def _length(live: Live) -> int:
    return int(live.columns.length.sum(dtype=np.int64))
