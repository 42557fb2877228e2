"""The articles of a run, written aside as they are read, so that many of them take no memory."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import overload

from provenance.match.archive import records
from provenance.records import Document
from provenance.spool import Spool


class Shelf(Sequence[Document]):
    """Documents by number; each is read again when it is asked for."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._spool, sums = Spool(), hashlib.sha256()
        for number, document in enumerate(documents):
            line = records.dump(document)
            self._spool.put(number, line)
            sums.update(line + b"\n")
        self.digest = sums.hexdigest()
        """What tells these documents, in this order, from others."""

    def __len__(self) -> int:
        return len(self._spool)

    @overload
    def __getitem__(self, number: int) -> Document: ...
    @overload
    def __getitem__(self, number: slice) -> list[Document]: ...
    def __getitem__(self, number: int | slice) -> Document | list[Document]:
        if isinstance(number, slice):
            return [self[place] for place in range(*number.indices(len(self)))]
        if not -len(self) <= number < len(self):
            raise IndexError(f"there are {len(self)} articles, and none with number {number}")
        return records.load(self._spool.get(number % len(self)))
