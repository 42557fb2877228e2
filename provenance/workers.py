"""Work spread over processes of this machine: results come in the order of the work, and a worker that is ended is survived."""

from __future__ import annotations

import gc
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from threading import Thread, current_thread, main_thread
from types import TracebackType
from typing import Any, Generic, Protocol, Self, TypeVar

from provenance.errors import EngineError

Item = TypeVar("Item")
Result = TypeVar("Result")
AHEAD = 3
"""Pieces of work that wait for each process: what is given out but not yet taken back stays small."""
PRELOADED = ("spacy", "provenance.pipeline")
"""What every worker needs: read once by the process that they are forked from, where the system can fork."""
ALONE = 2
"""Times that a piece is given to a process of its own after one that had it was ended."""
_PATIENCE = 5.0
"""Seconds that the end of a pool is waited for."""
_SELDOM = (20_000, 20, 50)
"""Things made between two looks at the youngest, looks between two at the middle, and at all."""
_STATED = 8
"""Values that a process keeps of those that were shared with it."""


@dataclass(frozen=True, slots=True)
class Lost(Generic[Item]):
    """A piece of work whose process was ended every time."""

    item: Item


class Engine(Protocol):
    """Where work runs. Results come in order; what is shared is sent once, not with every piece."""

    @property
    def jobs(self) -> int:
        """Return how many pieces are worked on at a time."""

    @property
    def near(self) -> bool:
        """Tell whether all workers see this machine's disk."""

    def share(self, value: object) -> Any:  # noqa: ANN401 - a handle, of the engine's own kind
        """Return what stands for a value in :meth:`map`."""

    def map(
        self, work: Callable[..., Result], items: Iterable[Item], *shared: object
    ) -> Iterator[Result | Lost[Item]]:
        """Yield ``work(item, *shared)`` of each item, in order."""

    def close(self) -> None:
        """End what was begun."""


class Workers:
    """Processes of this machine, begun when they are needed; use it in a ``with`` block.

    A process that is ended from outside (memory, a kill) takes the pool with it. What it had not finished is then done
    one piece at a time; a piece that ends its process each time is given back as :class:`Lost`.

    Args:
        jobs: How many processes.
        pulse: Called before a piece is tried again; what it raises ends the work. Who ends a whole command ends its
            processes too, and then nothing should be tried again.
        ahead: Pieces of work that wait for each process.
    """

    near = True

    def __init__(self, jobs: int, pulse: Callable[[], object] = lambda: None, *, ahead: int = AHEAD) -> None:
        self.jobs, self._pulse, self._ahead = jobs, pulse, ahead
        self._pool: ProcessPoolExecutor | None = None
        self._done = self._broken = 0
        self._folder: Path | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def share(self, value: object) -> Path:
        """Write a value to a file that every process reads once."""
        self._folder = self._folder or Path(tempfile.mkdtemp(prefix="provenance-"))
        handle, name = tempfile.mkstemp(dir=self._folder)
        with os.fdopen(handle, "wb") as file:
            file.write(ForkingPickler.dumps(value))  # as multiprocessing sends arguments
        return Path(name)

    def map(
        self, work: Callable[..., Result], items: Iterable[Item], *shared: object
    ) -> Iterator[Result | Lost[Item]]:
        """Yield ``work(item, *shared)`` of each item, in order; ``shared`` are what :meth:`share` returned.

        Raises:
            EngineError: No process can be begun.
        """
        waiting: deque[tuple[Item, Future[Result]]] = deque()
        given = iter(items)
        try:
            while True:
                while len(waiting) <= self._ahead * self.jobs and (item := next(given, _END)) is not _END:
                    waiting.append((item, self._submit(work, item, shared)))
                if not waiting:
                    return
                item, future = waiting.popleft()
                try:
                    yield self._taken(future)
                except BrokenProcessPool:
                    yield from self._one_by_one(work, shared, [(item, future), *waiting])
                    waiting.clear()
        finally:
            for _, future in waiting:
                future.cancel()

    def soon(self, work: Callable[[Item], Result], item: Item) -> Callable[[], Result]:
        """Give out one piece of work now, and return what waits for its result; a piece whose process was ended is done here."""
        future = self._submit(work, item, ())

        @cache
        def result() -> Result:
            try:
                return self._taken(future)
            except BrokenProcessPool:
                return work(item)

        return result

    def close(self) -> None:
        """End the processes at once, and forget what was shared."""
        if self._pool is not None:
            with _unpiped():
                for process in list((getattr(self._pool, "_processes", None) or {}).values()):
                    process.kill()  # what is still at work there is of no use to anyone
                _end(self._pool)
            self._pool = None
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _submit(self, work: Callable[..., Result], item: Item, shared: tuple[Any, ...]) -> Future[Result]:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self.jobs, mp_context=_context(), initializer=_begin)
        try:
            with _nameless():
                return self._pool.submit(_do, work, item, shared)
        except BrokenProcessPool as error:  # found later, with what was given before it
            failed: Future[Result] = Future()
            failed.set_exception(error)
            return failed

    def _taken(self, future: Future[Result]) -> Result:
        result = future.result()
        self._done += 1
        return result

    def _one_by_one(
        self,
        work: Callable[..., Result],
        shared: tuple[Any, ...],
        pieces: Iterable[tuple[Item, Future[Result]]],
    ) -> Iterator[Result | Lost[Item]]:
        """Do what a broken pool left, each alone, so that what breaks it is found."""
        self._drop()
        for item, future in pieces:
            finished = future.done() and not future.cancelled() and future.exception() is None
            yield self._taken(future) if finished else self._alone(work, item, shared)

    def _alone(self, work: Callable[..., Result], item: Item, shared: tuple[Any, ...]) -> Result | Lost[Item]:
        for _ in range(ALONE):
            self._pulse()
            try:
                return self._taken(self._submit(work, item, shared))
            except BrokenProcessPool:
                self._drop()
        return Lost(item)

    def _drop(self) -> None:
        if self._pool is not None:
            _end(self._pool)
            self._pool, self._broken = None, self._broken + 1
        if not self._done and self._broken > ALONE:
            raise EngineError(
                "no worker process lives long enough to do anything: is there too little memory? "
                "Without --jobs everything runs in one process"
            )


@contextmanager
def _nameless() -> Iterator[None]:
    """Let processes begin without the caller's script: they would run it again, and with it what it began.

    A new process looks for the main module by these two names, so that work defined there is found; all of ours is in
    modules of the package, and a script or a cell need not hide what it does behind ``if __name__ == "__main__":``.
    """
    main = vars(sys.modules["__main__"])
    kept: dict[str, Any] = {name: main.pop(name) for name in ("__file__", "__spec__") if name in main}
    main["__spec__"] = None
    try:
        yield
    finally:
        main.update({"__spec__": None, **kept})


_END: Any = object()


def _context() -> BaseContext:
    """Return how processes are begun: a fork of this one would copy locks of threads that are not there any more.

    On Linux a process that does nothing but import what is needed, and then forks, costs that once. Windows cannot fork and
    what macOS brings does not bear it: there each worker imports by itself.
    """
    if sys.platform != "linux":  # pragma: no cover
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(PRELOADED))
    return context


def _end(pool: ProcessPoolExecutor) -> None:
    """Wait for the end of a pool.

    Before Python 3.11.7 one that broke while work was being sent waits for ever that somebody reads it (gh-94777): after
    a while nobody can read it any more.
    """
    thread, queue = getattr(pool, "_executor_manager_thread", None), getattr(pool, "_call_queue", None)
    with _unpiped():
        pool.shutdown(wait=False, cancel_futures=True)
        if thread is not None:
            thread.join(_PATIENCE)
            if thread.is_alive() and queue is not None:
                queue._reader.close()
                thread.join(_PATIENCE)


@contextmanager
def _unpiped() -> Iterator[None]:
    """Let what is still being sent to an ended process be an error there, where else it would end a command (SIGPIPE)."""
    number = getattr(signal, "SIGPIPE", None)
    if number is None or current_thread() is not main_thread():
        yield
        return
    before = signal.signal(number, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(number, before)


def collect_seldom() -> None:
    """Let Python look for garbage that holds itself a thirtieth as often: for processes that are this program's alone.

    Tables of languages live as long as the process, and to walk through them took a tenth of an article's time.
    """
    gc.set_threshold(*_SELDOM)


def _begin() -> None:
    """Leave an interrupt from the keyboard to the process that gives out the work, and end with that process."""
    collect_seldom()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with, args=(multiprocessing.parent_process(),), daemon=True).start()


def _end_with(parent: BaseProcess | None) -> None:
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _do(work: Callable[..., Result], item: Item, shared: tuple[Any, ...]) -> Result:
    return work(item, *map(_read, shared))


@lru_cache(maxsize=_STATED)
def _read(path: Path) -> object:
    return ForkingPickler.loads(path.read_bytes())
