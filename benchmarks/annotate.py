"""How long annotating takes, as a ratio to the bare cost of spaCy tokenisation of the same text in the same run.

usage: python -m benchmarks.annotate [--repeat N] [--markdown FILE] [--json]

A ratio compares machines and versions fairly; milliseconds do not. Both are of processor time, which on a machine with
nothing else to do is the time one waits: work beside it does not blur it. The archive is built before the clock starts: it is
what a newsroom keeps open. These articles were seen before by tokeniser and annotator alike;
``python -m benchmarks.archive`` measures articles that neither has seen.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import spacy

import provenance as pv
from provenance.claim import Held, hold, keep_evidence
from provenance.config import Config
from provenance.match.archive import Archive
from provenance.match.tracing import trace
from provenance.page.credits import find_credits
from provenance.page.kinds import segment
from provenance.page.preparation import prepare
from provenance.page.speech import find_quotes
from provenance.text.tokens import tokenise

SENTENCES = 40


def best(work: Callable[[], object], repeat: int) -> float:
    """Return the milliseconds of processor time of the quickest of several calls, after one that is not counted."""
    work()
    times = []
    for _ in range(repeat):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return 1000 * min(times)


def forty(articles: list[pv.Document]) -> pv.Document:
    """Return an article of 40 sentences: the longest of the sample, and lines of the next until it has as many."""
    by_length = sorted(articles, key=lambda document: -len(document.text))
    lines = [line for document in by_length[:3] for line in document.text.split("\n") if line.strip()]
    for end in range(1, len(lines) + 1):
        document = pv.Document(id="forty", text="\n".join(lines[:end]), published=by_length[0].published)
        if len(prepare(document).content) >= SENTENCES:
            return document
    raise SystemExit(f"the sample has no {SENTENCES} sentences")


def import_seconds() -> float:
    """Return the seconds that ``import provenance`` takes in a fresh process, the best of five."""
    code = "import time; began = time.perf_counter(); import provenance; print(time.perf_counter() - began)"
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        for _ in range(5)
    ]
    return min(float(run.stdout) for run in runs)


def new_article() -> float:
    """Return the milliseconds of processor time of the article in a process that has annotated, but never these words.

    Python's collector runs before the clock does: once in some fifteen articles it walks through all that the process has
    loaded, which takes as long as half an article, and which article has it is chance.
    """
    code = """
import gc, json, sys, time
import provenance as pv
given = json.loads(sys.stdin.read())
archive = pv.Archive.build(pv.read(pv.sample("wires")))
pv.annotate(pv.Document(id="other", text="By Someone\\n\\nThe cat sat on the mat, he said.", published="2022-01-01"), archive)
document = pv.Document(**given)
gc.collect()
began = time.process_time()
pv.annotate(document, archive)
print(1000 * (time.process_time() - began))
"""
    one = forty(list(pv.read(pv.sample("articles"))))
    given = json.dumps({"id": one.id, "text": one.text, "published": one.published})
    runs = [
        subprocess.run([sys.executable, "-c", code], input=given, capture_output=True, text=True, check=True)
        for _ in range(3)
    ]
    return min(float(run.stdout) for run in runs)


def stages(document: pv.Document, archive: Archive, repeat: int) -> dict[str, float]:
    """Return the milliseconds of each stage for one article."""
    config = Config()
    tokens = tokenise(document.text)
    segments = segment(document, tokens)
    prepared = prepare(document)
    found = trace(prepared, archive, config=config, timed=True)
    return {
        "tokenise_and_split_ms": best(lambda: tokenise(document.text), repeat),
        "segments_ms": best(lambda: segment(document, tokens), repeat),
        "credits_ms": best(lambda: find_credits(document, segments), repeat),
        "quotes_ms": best(lambda: find_quotes(document, segments, tokens), repeat),
        "trace_ms": best(lambda: trace(prepared, archive, config=config, timed=True), repeat),
        "evidence_ms": best(
            lambda: keep_evidence(prepared, hold(found, config=config), Held(), config=config), repeat
        ),
    }


def figures(repeat: int) -> dict[str, float]:
    """Measure and return the figures by name."""
    articles = list(pv.read(pv.sample("articles")))
    wires = list(pv.read(pv.sample("wires")))
    archive = pv.Archive.build(wires)
    nlp = spacy.blank("en")
    one = forty(articles)
    fresh = spacy.blank("en")
    fresh("A pipeline that has read something else.")
    began = time.process_time()
    fresh(one.text)
    fresh_one = 1000 * (time.process_time() - began)
    bare_one = best(lambda: nlp(one.text), repeat)
    annotate_one = best(lambda: pv.annotate(one, archive), repeat)
    bare = best(lambda: [nlp(document.text) for document in articles], repeat)
    fresh = spacy.blank("en")
    fresh("A pipeline that has read something else.")
    began = time.process_time()
    for document in articles:
        fresh(document.text)
    fresh_corpus = 1000 * (time.process_time() - began)
    alone = best(lambda: [pv.annotate(document, archive) for document in articles], max(3, repeat // 3))
    whole = best(lambda: pv.annotate(articles, archive), max(3, repeat // 3))
    return {
        "import_s": import_seconds(),
        "sentences": len(prepare(one).content),
        "words": len(one.text.split()),
        "bare_ms": bare_one,
        "annotate_ms": annotate_one,
        "ratio": annotate_one / bare_one,
        "fresh_spacy_ms": fresh_one,
        "seen_to_fresh_spacy": annotate_one / fresh_one,
        "new_to_fresh_spacy": new_article() / fresh_one,
        **stages(one, archive, repeat),
        "corpus_articles": len(articles),
        "corpus_bare_ms": bare,
        "corpus_annotate_ms": whole,
        "corpus_ratio": whole / bare,
        "corpus_one_by_one_ratio": alone / bare,
        "corpus_to_fresh_spacy": whole / fresh_corpus,
        "build_archive_ms": best(lambda: pv.Archive.build(wires), max(3, repeat // 5)),
    }


def machine() -> str:
    """Return what the figures were measured on, in general words."""
    system = f"{platform.system()} on {platform.machine()}, {os.cpu_count()} processors"
    return f"{system}, Python {platform.python_version()}, spaCy {spacy.__version__}"


def write_table(page: Path, name: str, result: dict[str, float]) -> None:
    """Put the figures between the marks ``<!-- name -->`` and ``<!-- /name -->`` of a page."""
    rows = [f"| {key.replace('_', ' ')} | {value:,.2f} |" for key, value in result.items()]
    put(page, name, "\n".join([f"Measured on {machine()}.", "", "| figure | value |", "|---|---:|", *rows]))


def put(page: Path, name: str, table: str) -> None:
    """Put some text between two marks of a page."""
    text = page.read_text("utf-8")
    pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    if not pattern.search(text):
        raise SystemExit(f"{page} has no place for the table {name!r}")
    page.write_text(pattern.sub(lambda match: f"{match[1]}{table}\n{match[2]}", text), "utf-8")


def main() -> None:
    """Print the figures, and write them into a page where one is named."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--repeat", type=int, default=15)
    parser.add_argument("--markdown", type=Path, help="a page with a place for this table")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    result = figures(args.repeat)
    if args.markdown:
        write_table(args.markdown, "annotate", result)
    if args.json:
        print(json.dumps(result, indent=1))
        return
    print(f"annotate : bare spaCy tokenisation, sample corpus, one run, best of {args.repeat}; {machine()}")
    for name, value in result.items():
        print(f"  {name.replace('_', ' '):26} {value:10.2f}")


if __name__ == "__main__":
    main()
