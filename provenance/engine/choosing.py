"""Which engine a run is given, by name."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from provenance.config import known
from provenance.errors import ConfigError
from provenance.workers import Engine, Workers

ENGINES = ("processes", "dask")


@contextmanager
def begun(
    name: str | None = None,
    *,
    jobs: int | None = None,
    scheduler: str | None = None,
    pulse: Callable[[], object] = lambda: None,
) -> Iterator[Engine | None]:
    """Begin an engine for the length of the block; None where everything runs in this process.

    Args:
        name: ``processes`` of this machine, or ``dask``; processes where only ``jobs`` is given.
        jobs: How many workers; as many as there are processors where it is not given. With a scheduler they are its own.
        scheduler: The address of a Dask scheduler, such as ``tcp://10.0.0.1:8786``; without one a cluster of processes is
            begun on this machine.
        pulse: Called before work is tried again; what it raises ends the run.

    Raises:
        ConfigError: The engine is not known, or does not go with what else is given.
        MissingExtra: Dask is not installed.
        EngineError: No scheduler answers there.
    """
    _check(name, jobs, scheduler)
    if name is None and jobs in (None, 1):
        yield None
        return
    count = jobs or os.cpu_count() or 1
    engine = _cluster(scheduler, count) if name == "dask" else Workers(count, pulse)
    try:
        yield engine
    finally:
        engine.close()


def _check(name: str | None, jobs: int | None, scheduler: str | None) -> None:
    if name is not None:
        known(name, list(ENGINES), "engine")
    if scheduler is not None and name != "dask":
        raise ConfigError(
            f"a scheduler ({scheduler!r}) goes with the engine 'dask', not with {name or 'processes'!r}"
        )
    if jobs is not None and jobs < 1:
        raise ConfigError(f"jobs must be 1 or more, not {jobs}")


def _cluster(scheduler: str | None, jobs: int) -> Engine:
    from provenance.engine.dask import Cluster

    return Cluster(scheduler, jobs)
