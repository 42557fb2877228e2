"""Work spread over a Dask cluster: many machines, or processes of this one. Needs the extra ``dask``."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from importlib import import_module
from multiprocessing.reduction import ForkingPickler
from threading import Lock
from typing import Any, TypeVar

from provenance.errors import EngineError, MissingExtra
from provenance.workers import AHEAD, Lost

Item = TypeVar("Item")
Result = TypeVar("Result")
ANSWER = 30
"""Seconds to wait for a scheduler, and for its first worker."""
_STATED = 8
_QUIET = {
    "distributed.worker.profile.enabled": False,
    "distributed.worker.memory.monitor-interval": "1s",
    "distributed.admin.system-monitor.interval": "10s",
    "distributed.admin.tick.interval": "1s",
    "distributed.scheduler.active-memory-manager.start": False,
}
"""Settings of a cluster that is begun here: nobody reads the profile and the monitor that Dask keeps of its workers, and they
take a twentieth of the time, whatever is worked on (measured: .59 s of processor time in 12 s with nothing to do, .11 with these)."""
_ALONE = Lock()
"""A worker with several threads does one piece at a time: what a library remembers is not made for two at once."""


class Cluster:
    """Workers of a Dask scheduler. A worker that is lost is survived: Dask does its pieces again elsewhere.

    Args:
        scheduler: The scheduler's address; None begins a cluster of ``jobs`` processes on this machine.
        jobs: How many processes, where a cluster is begun.

    Raises:
        MissingExtra: Dask is not installed.
        EngineError: No scheduler answers, or it has no workers.
    """

    near = False

    def __init__(self, scheduler: str | None, jobs: int) -> None:
        try:
            distributed: Any = import_module("distributed")
        except ImportError as error:
            raise MissingExtra("dask", "dask") from error
        self._distributed, self._cluster = distributed, None
        self._client: Any = None
        try:
            if scheduler is None:
                with import_module("dask").config.set(_QUIET):
                    self._cluster = distributed.LocalCluster(
                        n_workers=jobs,
                        threads_per_worker=1,
                        processes=True,
                        dashboard_address=None,
                        silence_logs=50,
                    )
            self._client = distributed.Client(scheduler or self._cluster, timeout=ANSWER)
            self._client.wait_for_workers(1, timeout=ANSWER)
        except (OSError, TimeoutError, ValueError) as error:
            raise EngineError(
                f"no Dask scheduler with workers answers at {scheduler or 'this machine'}: {error}. Begin one with "
                "`dask scheduler` and `dask worker ADDRESS`, and give its address"
            ) from error

    @property
    def jobs(self) -> int:
        """How many workers there are now."""
        return max(1, len(self._client.nthreads()))

    def share(self, value: object) -> Any:  # noqa: ANN401 - a future of Dask's, which has no types
        """Send a value to every worker, as bytes that each reads once."""
        return self._client.scatter(bytes(ForkingPickler.dumps(value)), broadcast=True, hash=False)

    def map(
        self, work: Callable[..., Result], items: Iterable[Item], *shared: object
    ) -> Iterator[Result | Lost[Item]]:
        """Yield ``work(item, *shared)`` of each item, in order.

        Raises:
            EngineError: The scheduler or all of its workers are gone.
        """
        waiting: deque[tuple[Item, Any]] = deque()
        given = iter(items)
        try:
            while True:
                while len(waiting) <= AHEAD * self.jobs and (item := next(given, _END)) is not _END:
                    waiting.append((item, self._client.submit(do, work, item, *shared, pure=False)))
                if not waiting:
                    return
                item, future = waiting[0]
                result = self._taken(item, future)
                waiting.popleft()
                yield result
        finally:
            self._client.cancel([future for _, future in waiting])

    def close(self) -> None:
        """Leave the cluster; one that was begun here ends."""
        self._client.close()
        if self._cluster is not None:
            self._cluster.close()

    def _taken(self, item: Item, future: Any) -> Any:  # noqa: ANN401
        dist = self._distributed
        try:
            return future.result()
        except dist.KilledWorker:
            return Lost(item)
        except (dist.CancelledError, dist.comm.CommClosedError) as error:
            raise EngineError(
                f"the Dask scheduler or all of its workers are gone ({error}); what was done by then is kept"
            ) from error


_END: Any = object()


def do(work: Callable[..., Result], item: Item, *shared: bytes) -> Result:
    """Do a piece on a worker."""
    with _ALONE:
        return work(item, *map(_read, shared))


@lru_cache(maxsize=_STATED)
def _read(data: bytes) -> object:
    return ForkingPickler.loads(data)
