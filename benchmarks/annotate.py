"""How long annotating takes, as a ratio to the bare cost of spaCy tokenisation of the same text in the same run.

usage: python benchmarks/annotate.py [--repeat N] [--json]

A ratio compares machines and versions fairly; milliseconds do not. The archive is built before the clock starts: it is
what a newsroom keeps open.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable

import spacy

import provenance as pv


def best(work: Callable[[], object], repeat: int) -> float:
    """Return the median seconds of one call, after one call that is not counted."""
    work()
    times = []
    for _ in range(repeat):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def figures(repeat: int) -> dict[str, float]:
    """Measure and return the figures by name."""
    articles = pv.read(pv.sample("articles"))
    wires = pv.read(pv.sample("wires"))
    archive = pv.Archive.build(wires)
    nlp = spacy.blank("en")
    forty = max(articles, key=lambda document: len(document.text))
    sentences = len(pv.annotate(forty, archive).findings)
    bare = best(lambda: [nlp(document.text) for document in articles], repeat)
    whole = best(lambda: pv.annotate(articles, archive), repeat)
    one = best(lambda: pv.annotate(forty, archive), repeat)
    bare_one = best(lambda: nlp(forty.text), repeat)
    build = best(lambda: pv.Archive.build(wires), max(1, repeat // 3))
    return {
        "articles": len(articles),
        "words": sum(len(document.text.split()) for document in articles),
        "tokenise_ms": 1000 * bare,
        "annotate_ms": 1000 * whole,
        "ratio": whole / bare,
        "longest_article_segments": sentences,
        "longest_article_ms": 1000 * one,
        "longest_article_ratio": one / bare_one,
        "build_archive_ms": 1000 * build,
    }


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--repeat", type=int, default=9)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    result = figures(args.repeat)
    if args.json:
        print(json.dumps(result, indent=1))
        return
    print("annotate : bare spaCy tokenisation, sample corpus, one run, medians")
    for name, value in result.items():
        print(f"  {name.replace('_', ' '):26} {value:10.1f}")


if __name__ == "__main__":
    main()
