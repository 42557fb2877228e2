"""Worker processes and a Dask cluster of this machine, on the same articles: what each costs, as a ratio of one run.

usage: python -m benchmarks.engines [--copies N] [--jobs J] [--rounds R]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import replace

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


def timed(
    name: str | None, jobs: int, given: Sequence[Document], archive: Archive
) -> tuple[float, list[bytes]]:
    """Return the seconds of a run, its workers begun and warm, and what it made."""
    config = Config()
    with begun(name, jobs=jobs) as engine:
        for _ in run(Work(given[: 4 * jobs], archive, config, line), engine):
            pass
        began = time.perf_counter()
        made = [result or b"" for _, result in run(Work(given, archive, config, line), engine)]
        return time.perf_counter() - began, made


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--copies", type=int, default=8)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    given, archive = articles(options.copies), Archive.build(pv.read(pv.sample("wires")))
    seconds: dict[str, list[float]] = {"processes": [], "dask": []}
    made: list[list[bytes]] = []
    for _ in range(options.rounds):  # turn by turn, so that what else the machine does hits both
        for name, found in seconds.items():
            took, result = timed(name, options.jobs, given, archive)
            found.append(took)
            made.append(result)
    best = {name: min(found) for name, found in seconds.items()}
    print(f"{machine()}; {len(given)} articles, {options.jobs} workers, the best of {options.rounds}.")
    for name, found in best.items():
        print(f"{name:10} {found:6.1f} s, {len(given) / found:6.1f} articles a second")
    print(f"dask does  {best['processes'] / best['dask']:6.2f} of what processes do in the same time")
    print(f"the output is {'the same' if all(item == made[0] for item in made) else 'NOT THE SAME'}")


if __name__ == "__main__":
    main()
