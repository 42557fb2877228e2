"""A segment: some dispatches with their index, written once and never changed; mapped into memory, not read into it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from provenance.errors import ArchiveError
from provenance.match.archive import disk, records
from provenance.match.archive.packing import pack, unpack
from provenance.match.archive.tables import Index, lengths
from provenance.match.versions import Notice
from provenance.records import Document

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEVER = -(2**62)
"""``when`` of a dispatch without a time: they stand first."""
_INDEX = ("keys", "at", "low", "high", "rarer")


def name_hash(name: str) -> int:
    """Return the number that an id is looked up by."""
    raw = hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(raw, "little")


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Everything of a segment but its text; dispatches stand in order of time, and so do sentences.

    ``when`` is the earliest release in whole seconds, ``first[d]:first[d + 1]`` the sentences of dispatch *d*,
    ``ids[id_at[d]:id_at[d + 1]]`` its id; it is line ``slot[d]`` of the block at ``block_at[block[d]]``. ``length`` is the
    number of keys of a sentence, at most 255; ``agencies[agency[d]]`` is its agency and ``languages[language[d]]`` the code of its
    language, empty where it must be asked. ``notices`` are the dispatches that correct or withdraw others.
    """

    index: Index
    when: NDArray[np.int64]
    first: NDArray[np.uint32]
    hashes: NDArray[np.uint64]
    id_at: NDArray[np.uint32]
    ids: NDArray[np.uint8]
    block: NDArray[np.uint32]
    slot: NDArray[np.uint16]
    block_at: NDArray[np.uint64]
    agency: NDArray[np.uint16]
    published: NDArray[np.bytes_]
    length: NDArray[np.uint8]
    language: NDArray[np.uint16]
    agencies: tuple[str, ...]
    languages: tuple[str, ...]
    notices: tuple[tuple[int, Notice], ...] = ()

    @property
    def documents(self) -> int:
        """The number of dispatches, removed ones included."""
        return len(self.when)

    @property
    def sentences(self) -> int:
        """The number of sentences, removed ones included."""
        return len(self.length)

    @property
    def sizes(self) -> NDArray[np.int64]:
        """The number of sentences of each dispatch."""
        return lengths(self.first)

    def name(self, place: int) -> str:
        """Return the id of a dispatch."""
        raw = self.ids[self.id_at[place] : self.id_at[place + 1]].tobytes()
        return raw.decode("utf-8", "surrogatepass")

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return every array by name."""
        own = [
            name for name in Columns.__slots__ if name not in {"index", "agencies", "languages", "notices"}
        ]
        return {name: getattr(self.index, name) for name in _INDEX} | {
            name: getattr(self, name) for name in own
        }


def freeze(columns: Columns) -> list[disk.Buffer]:
    """Return the pieces of an index file."""
    fields = {
        "agencies": columns.agencies,
        "languages": columns.languages,
        "notices": [[place, asdict(item)] for place, item in columns.notices],
    }
    return pack(fields, columns.arrays())


def thaw(data: disk.Buffer) -> Columns:
    """Return the columns in an index file, without copying them.

    Raises:
        ValueError: The file is no index.
    """
    fields, arrays = unpack(data)
    index = Index(*(arrays.pop(name) for name in _INDEX))
    arrays.setdefault("language", np.zeros(len(arrays["when"]), dtype=np.uint16))  # not kept before 0.3
    return Columns(
        index=index,
        agencies=tuple(fields["agencies"]),
        languages=tuple(fields.get("languages", [""])),
        notices=numbered(fields["notices"]),
        **arrays,
    )


def numbered(items: Iterable[tuple[int, dict[str, Any]]]) -> tuple[tuple[int, Notice], ...]:
    """Return notices with their numbers, as a file has them."""
    return tuple((number, Notice(**{**item, "replaces": tuple(item["replaces"])})) for number, item in items)


class Segment:
    """One segment, opened: nothing of it is believed before its checksum was compared, once, on first use.

    Args:
        name: Its name, for messages.
        index: The index file.
        text: The file of stored text; every block of it has a checksum of its own.
        check: The checksum of the index; None for one that was made in this process.
    """

    def __init__(
        self, name: str, index: bytes | memoryview, text: bytes | memoryview, *, check: str | None = None
    ) -> None:
        self.name, self._index, self._text, self._check = name, index, text, check
        self.lines = lru_cache(maxsize=64)(self._lines)

    @property
    def raw(self) -> tuple[bytes, bytes]:
        """The index and the text as they lie in their files."""
        return bytes(self._index), bytes(self._text)

    @cached_property
    def columns(self) -> Columns:
        """The columns, checked.

        Raises:
            ArchiveError: The file is not as it was written.
        """
        if self._check is not None and disk.digest(self._index) != self._check:
            raise self._damaged("index")
        try:
            return thaw(self._index)
        except (ValueError, KeyError, TypeError) as error:
            raise self._damaged("index") from error

    def line(self, place: int) -> bytes:
        """Return the stored JSON of a dispatch."""
        return self.lines(int(self.columns.block[place]))[int(self.columns.slot[place])]

    def document(self, place: int) -> Document:
        """Return a dispatch."""
        return records.load(self.line(place))

    def block(self, number: int) -> bytes:
        """Return a block of stored text as it lies in the file."""
        ends = self.columns.block_at
        return bytes(self._text[int(ends[number]) : int(ends[number + 1])])

    def _lines(self, block: int) -> list[bytes]:
        try:
            return records.unpack(self._text, int(self.columns.block_at[block]))
        except ValueError as error:
            raise self._damaged("text") from error

    def _damaged(self, what: str) -> ArchiveError:
        return ArchiveError(
            f"the {what} of segment {self.name} is damaged and was not searched; `provenance archive verify DIR` "
            "names what is in it, `provenance archive repair DIR` saves what can be read"
        )


@dataclass(frozen=True, slots=True)
class Counts:
    """How much of a segment counts: what the manifest says of it, so that nothing need be opened to know.

    ``start`` and ``end`` are the first and the last release as stated, ``low`` and ``high`` in seconds since 1970; None
    where nothing has a time.
    """

    documents: int
    sentences: int
    agencies: Mapping[str, int]
    start: str | None
    end: str | None
    low: int | None
    high: int | None


def count(columns: Columns, alive: NDArray[np.bool_], low: int = 0, high: int | None = None) -> Counts:
    """Count the dispatches in a range of places, without removed ones."""
    chosen = np.flatnonzero(alive[low:high]) + low
    sentences = columns.first[chosen + 1].astype(np.int64) - columns.first[chosen]
    by_agency = np.bincount(columns.agency[chosen], minlength=len(columns.agencies)).tolist()
    dated = chosen[columns.when[chosen] > NEVER]
    first = int(columns.when[dated[0]]) if len(dated) else None
    last = int(columns.when[dated[-1]]) if len(dated) else None
    return Counts(
        documents=len(chosen),
        sentences=int(sentences.sum()),
        agencies={name: n for name, n in zip(columns.agencies, by_agency, strict=True) if n},
        start=min(_stated(columns, dated, first), default=None),
        end=max(_stated(columns, dated, last), default=None),
        low=first,
        high=last,
    )


def _stated(columns: Columns, dated: NDArray[np.intp], when: int | None) -> set[str]:
    """Return how dispatches of one second state it: of several the order of adding must not choose."""
    if when is None:
        return set()
    first, last = (int(np.searchsorted(columns.when[dated], when, side=side)) for side in ("left", "right"))
    return {item.decode("utf-8", "replace") for item in columns.published[dated[first:last]].tolist()}
