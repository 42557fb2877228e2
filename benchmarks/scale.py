"""Archives from small to large: one row a size, one run, ratios to a fresh blank spaCy on the same text.

usage: python -m benchmarks.scale [--sizes N,N,...] [--articles N] [--text words|news] [--segments N,N] [--jobs] [--json]

Each size is built from JSON lines and asked for articles that are new to the process, inside the time window and without
one, and again for the same articles (*seen*, warm). ``--segments`` also lays the largest size out in so many segments
each, and compares article by article, the two sides in turn and both warm.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import provenance as pv
from benchmarks.archive import (
    SENTENCES,
    WARM,
    Language,
    articles_new_and_seen,
    built,
    fresh,
    make_articles,
    on_disk,
    recall,
    written,
)
from benchmarks.memory import measured
from benchmarks.newslike import LANGUAGES
from provenance.match.archive import building, changing, store

_SUBREAPER = 36
"""Linux's ``PR_SET_CHILD_SUBREAPER``."""
SIZES = (10_000, 100_000, 1_000_000)
ASKED = {"inside window": pv.Config(), "no window": pv.Config().with_settings({"retrieval.window_hours": 0})}


@contextmanager
def unmerged() -> Iterator[None]:
    """Leave segments as they were added, however large."""
    kept = changing.TOGETHER, store.MOST
    changing.TOGETHER = store.MOST = 1_000_000_000
    try:
        yield
    finally:
        changing.TOGETHER, store.MOST = kept


def files(
    folder: Path, size: int, articles: int, kind: str
) -> tuple[Language, dict[int, pv.Document], list[pv.Document]]:
    """Write dispatches and articles of one size; return their language, dispatches that were kept, and the articles."""
    folder.mkdir(parents=True)
    language: Language = LANGUAGES[kind](1)
    kept = written(folder / "dispatches.jsonl", language, size // SENTENCES, articles + WARM)
    made = make_articles(language, kept, articles + WARM)
    (folder / "articles.jsonl").write_text(
        "".join(json.dumps({"id": d.id, "published": d.published, "text": d.text}) + "\n" for d in made),
        "utf-8",
    )
    return language, kept, made


def row(size: int, articles: int, folder: Path, kind: str) -> dict[str, float]:
    """Build an archive of one size and measure it; its files stay in ``folder``."""
    language, kept, made = files(folder, size, articles, kind)
    bare = fresh(language)
    archive, seconds = built(folder / "wires", folder / "dispatches.jsonl")
    sizes = on_disk(folder / "wires")
    return {
        "sentences": archive.sentences,
        "build_sentences_per_s": archive.sentences / seconds,
        "build_to_fresh_spacy": seconds / archive.sentences / bare,
        "index_bytes_a_sentence": (sizes["index"] + sizes.get("summary", 0)) / archive.sentences,
        "text_bytes_a_sentence": sizes["text"] / archive.sentences,
        **articles_new_and_seen(archive, made),
        **recall(language, archive, list(kept.values())[: 4 * articles]),
        **measured("reader", folder / "wires", folder / "articles.jsonl"),
    }


def laid_out(folder: Path, counts: Sequence[int]) -> list[pv.Archive]:
    """Build archives of a folder's dispatches in about so many segments each; every dispatch is read once."""
    source, config = folder / "dispatches.jsonl", pv.Config()
    total = sum(1 for _ in source.open(encoding="utf-8"))
    made = [pv.Archive.open(folder / f"segments-{count}", create=True) for count in counts]
    held: list[list[building.Read]] = [[] for _ in counts]
    with unmerged():
        for number, document in enumerate(pv.read(source, role="wire"), start=1):
            item = building.read(document, config)
            for archive, count, waiting in zip(made, counts, held, strict=True):
                waiting.append(item)
                if number == total or len(waiting) >= -(-total // count):
                    archive.add(waiting, batch=total)
                    waiting.clear()
    return made


def segments(folder: Path, counts: Sequence[int]) -> dict[str, float]:
    """Compare two layouts of the same dispatches, article by article and in turn, after both have seen each article."""
    few, many = laid_out(folder, counts)
    articles = list(pv.read(folder / "articles.jsonl", role="article"))
    result: dict[str, float] = {f"segments_{n}": count for n, count in enumerate(counts)}
    for name, config in ASKED.items():
        ratios = []
        for article in articles:
            times = []
            for archive in (few, many):
                pv.annotate(article, archive, config=config)
                began = time.process_time()
                pv.annotate(article, archive, config=config)
                times.append(time.process_time() - began)
            ratios.append(times[1] / times[0])
        result[f"{name.replace(' ', '_')}_many_to_few"] = statistics.median(ratios)
    return result


def jobs(source: Path) -> dict[str, float]:
    """Build by `archive add` with one process and with two; say how many times as fast two are, and how much more work they do.

    The first is by the clock, and true only on a machine with nothing else to do; the second is of processor time of all
    processes, their beginning included, and holds on any.
    """
    took, work = [], []
    _adopt()
    for count in (1, 2):
        began, spent = time.perf_counter(), _spent()
        command = (
            f"-m provenance archive add {source} --jobs {count} --quiet --into {source.parent}/jobs-{count}"
        )
        subprocess.run([sys.executable, *command.split()], check=True)
        took.append(time.perf_counter() - began)
        work.append(_spent() - spent)
    return {"two_jobs_to_one_by_the_clock": took[0] / took[1], "work_of_two_jobs_to_one": work[1] / work[0]}


def _adopt() -> None:
    """Become the parent of processes whose own has ended (Linux): those that workers are forked from end after it."""
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)


def _spent() -> float:
    """Return the seconds of processor time of the processes that this one began, and that they began; waits for their end."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, 0):
            pass
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Print one row a size, then what was asked of the largest."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=sizes_of, default=SIZES)
    parser.add_argument("--articles", type=int, default=25)
    parser.add_argument("--text", choices=LANGUAGES, default="words")
    parser.add_argument("--segments", type=sizes_of, default=())
    parser.add_argument("--jobs", action="store_true", help="two processes that build against one")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="provenance-benchmark-") as folder:
        for result in run(args.sizes, args.articles, Path(folder), args.text, args.segments, two=args.jobs):
            print(json.dumps(result) if args.json else result, flush=True)


def run(
    sizes: Sequence[int], articles: int, folder: Path, kind: str, counts: Sequence[int], *, two: bool = False
) -> Iterator[dict[str, float]]:
    """Yield one row a size; then the comparison of layouts on the largest, and that of jobs on the second."""
    for size in sizes:
        yield row(size, articles, folder / str(size), kind)
    if counts:
        yield segments(folder / str(sizes[-1]), counts)
    if two:
        yield jobs(folder / str(sizes[min(1, len(sizes) - 1)]) / "dispatches.jsonl")


def sizes_of(text: str) -> tuple[int, ...]:
    """Return the numbers of a list with commas."""
    return tuple(int(part.replace("_", "")) for part in text.split(","))


if __name__ == "__main__":
    main()
