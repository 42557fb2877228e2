"""Worker processes and a Dask cluster of this machine, on the same articles: what each costs, as a ratio of one run.

Two ratios: by the clock, which says something only on a machine with nothing else to do, and in work, the processor time of
all processes once workers have begun and are warm (asked of ``psutil``, which Dask brings).

usage: python -m benchmarks.engines [--copies N] [--jobs J] [--rounds R]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import replace

import psutil

import provenance as pv
from benchmarks.annotate import machine
from provenance.config import Config
from provenance.contract import to_json_line
from provenance.engine import Work, begun, run
from provenance.match import Archive
from provenance.records import Annotation, Document


def line(annotation: Annotation) -> bytes:
    """Return an annotation as it is written."""
    return to_json_line(annotation).encode()


def articles(copies: int) -> list[Document]:
    """Return the sample's articles, so many times, each time of another outlet."""
    found = pv.read(pv.sample("articles"))
    return [replace(item, id=f"{item.id}-{n}", outlet=f"Paper {n}") for n in range(copies) for item in found]


def spent() -> float:
    """Return the seconds of processor time of this process and all that it began."""
    here = psutil.Process()
    times = [process.cpu_times() for process in (here, *here.children(recursive=True))]
    return sum(item.user + item.system for item in times)


def timed(
    name: str | None, jobs: int, given: Sequence[Document], archive: Archive
) -> tuple[float, float, list[bytes]]:
    """Return the seconds of a run by the clock and in work, its workers begun and warm, and what it made."""
    config = Config()
    with begun(name, jobs=jobs) as engine:
        for _ in run(Work(given[: 4 * jobs], archive, config, line), engine):
            pass
        began, work = time.perf_counter(), spent()
        made = [result or b"" for _, result in run(Work(given, archive, config, line), engine)]
        return time.perf_counter() - began, spent() - work, made


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--copies", type=int, default=8)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    given, archive = articles(options.copies), Archive.build(pv.read(pv.sample("wires")))
    found: dict[str, list[tuple[float, float]]] = {"processes": [], "dask": []}
    made: list[list[bytes]] = []
    for _ in range(options.rounds):  # turn by turn, so that what else the machine does hits both
        for name, times in found.items():
            clock, work, result = timed(name, options.jobs, given, archive)
            times.append((clock, work))
            made.append(result)
    print(f"{machine()}; {len(given)} articles, {options.jobs} workers, the best of {options.rounds}.")
    best = {name: (min(c for c, _ in times), min(w for _, w in times)) for name, times in found.items()}
    for name, (clock, work) in best.items():
        print(f"{name:10} {clock:6.1f} s by the clock, {work:6.1f} s of work")
    for place, kind in enumerate(("by the clock", "in work")):
        print(f"dask does {best['processes'][place] / best['dask'][place]:5.2f} of what processes do, {kind}")
    print(f"the output is {'the same' if all(item == made[0] for item in made) else 'NOT THE SAME'}")


if __name__ == "__main__":
    main()
