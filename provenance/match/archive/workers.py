"""Dispatches read for the index by several processes, in order; writing stays with the one that holds the lock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from provenance.config import Config
from provenance.errors import ArchiveError
from provenance.match.archive.building import Read, read
from provenance.page import Prepared
from provenance.records import Document
from provenance.workers import Lost, Workers

TOGETHER = 200
"""Dispatches that a process is given at once."""
AHEAD = 12
"""Such parts that wait for each process: more than are read while a segment is written."""
Given = Document | Prepared | Read


def read_all(documents: Iterable[Given], config: Config, *, jobs: int) -> Iterator[Read]:
    """Yield what the index needs of dispatches, in their order; what was read for it already stays as it is.

    Raises:
        ArchiveError: Dispatches that end every process which reads them.
    """
    if jobs < 2:
        yield from (_read(document, config) for document in documents)
        return
    given = iter(documents)
    batches = iter(lambda: list(islice(given, TOGETHER)), [])
    with Workers(jobs, ahead=AHEAD) as workers:
        for found in workers.map(_read_batch, batches, workers.share(config)):
            if isinstance(found, Lost):
                raise ArchiveError(
                    f"the process that read {len(found.item)} dispatches, {_name(found.item[0])!r} the first of them, was "
                    "ended each time (memory?); what was reported as added is there. Add the rest again, without --jobs"
                )
            yield from found


def _read_batch(documents: list[Given], config: Config) -> list[Read]:
    return [_read(document, config) for document in documents]


def _read(document: Given, config: Config) -> Read:
    return document if isinstance(document, Read) else read(document, config)


def _name(given: Given) -> str:
    if isinstance(given, Read):
        return given.name
    return given.document.id if isinstance(given, Prepared) else given.id
