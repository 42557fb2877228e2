"""Private memory of a process of its own: one that reads an archive, one that writes one, one that annotates a thousand articles.

usage: python -m benchmarks.memory reader ARCHIVE ARTICLES | writer ARCHIVE DISPATCHES | stream ARCHIVE ARTICLES [--articles N]

Prints megabytes as JSON. *Private* is what the process alone holds (clean and dirty, from the kernel's own count); what is
mapped from an archive's files is shared with every other reader. Linux only.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import provenance as pv
from provenance.pipeline import stream

EVERY = 0.05
"""Seconds between two looks at a process."""
_PRIVATE = re.compile(r"^Private_(?:Clean|Dirty): +(\d+) kB", re.MULTILINE)


def private_mb() -> float:
    """Return the megabytes that this process alone holds."""
    return sum(map(int, _PRIVATE.findall(Path("/proc/self/smaps_rollup").read_text("utf-8")))) / 1024


class Peak(threading.Thread):
    """Looks at the process while it works and remembers the most it held."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most, self._end = 0.0, threading.Event()

    def run(self) -> None:
        while not self._end.wait(EVERY):
            self.most = max(self.most, private_mb())

    def stop(self) -> float:
        self._end.set()
        self.join()
        return max(self.most, private_mb())


def reader(archive: str, articles: str, _: int) -> dict[str, float]:
    """Annotate a few articles one by one."""
    held = pv.Archive.open(archive)
    bare = private_mb()
    for document in pv.read(articles, role="article"):
        pv.annotate(document, held)
    return {"reader_opened_mb": bare, "reader_mb": private_mb()}


def writer(archive: str, dispatches: str, _: int) -> dict[str, float]:
    """Build an archive."""
    peak = Peak()
    peak.start()
    pv.Archive.open(archive, create=True).add(pv.read(dispatches, role="wire"))
    return {"writer_peak_mb": peak.stop()}


def many(archive: str, articles: str, count: int) -> dict[str, float]:
    """Annotate many articles as one run, results let go as they come; tell what is held along the way."""
    given = itertools.cycle(pv.read(articles, role="article"))
    documents = [
        replace(document, id=f"{document.id}-{number}")
        for number, document in enumerate(itertools.islice(given, count))
    ]
    peak = Peak()
    peak.start()
    seen = [
        private_mb()
        for number, _ in enumerate(stream(documents, pv.Archive.open(archive)), 1)
        if number in (count // 10, count // 2, count)
    ]
    return {
        "articles_in_one_run": count,
        "after_a_tenth_mb": seen[0],
        "after_half_mb": seen[1],
        "after_all_mb": seen[2],
        "run_peak_mb": peak.stop(),
    }


MODES = {"reader": reader, "writer": writer, "stream": many}


def measured(mode: str, archive: Path, documents: Path, articles: int = 1000) -> dict[str, float]:
    """Return the figures of a fresh process."""
    command = [
        sys.executable,
        "-m",
        "benchmarks.memory",
        mode,
        str(archive),
        str(documents),
        "--articles",
        str(articles),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def main() -> None:
    """Print the figures of this process."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("mode", choices=MODES)
    parser.add_argument("archive")
    parser.add_argument("documents")
    parser.add_argument("--articles", type=int, default=1000)
    args = parser.parse_args()
    print(json.dumps(MODES[args.mode](args.archive, args.documents, args.articles)))


if __name__ == "__main__":
    main()
