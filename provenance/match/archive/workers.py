"""Dispatches read for the index by several processes, in order; writing stays with the one that holds the lock."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice

from provenance.config import Config
from provenance.errors import ArchiveError
from provenance.match.archive.building import Read, read
from provenance.page import Prepared
from provenance.records import Document

TOGETHER = 200
"""Dispatches that a process is given at once."""
AHEAD = 3
"""Batches that wait for each process: what is read but not yet written stays small."""


def read_all(documents: Iterable[Document | Prepared], config: Config, *, jobs: int) -> Iterator[Read]:
    """Yield what the index needs of dispatches, in their order.

    Raises:
        ArchiveError: A process ended before its work did.
    """
    if jobs < 2:
        yield from (read(document, config) for document in documents)
        return
    context = multiprocessing.get_context(
        "spawn"
    )  # a fork copies locks of threads that are not there any more
    waiting: deque[Future[list[Read]]] = deque()
    given = iter(documents)
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        try:
            while batch := list(islice(given, TOGETHER)):
                waiting.append(pool.submit(_read_batch, batch, config))
                if len(waiting) > AHEAD * jobs:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool as error:
            raise ArchiveError(
                "a worker process was ended from outside (memory?); what was reported as added is there. "
                "Add the rest again, with fewer --jobs"
            ) from error
        finally:
            for future in waiting:
                future.cancel()


def _read_batch(documents: list[Document | Prepared], config: Config) -> list[Read]:
    return [read(document, config) for document in documents]
