"""How long the questions of a study take from saved annotations, in processor time and as a ratio to bare tokenisation of the same text.

usage: python -m benchmarks.analyse [--articles N] [--sentences N] [--keep FILE] [--json]

The articles are made of the sample: their lines put together until each has its sentences, annotated once, and laid out over days and
outlets with the dispatches of their day. Reading the file, gathering the tables and every question are timed apart.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import cycle, islice
from pathlib import Path

import provenance as pv
from provenance.analysis import ANALYSES, as_tables
from provenance.config import Config
from provenance.exporters import export
from provenance.page.preparation import prepare
from provenance.records import Annotation
from provenance.result import stream
from provenance.text import tokenise

ARTICLES, SENTENCES, OUTLETS = 2_000, 40, 60
BASE = 16


def whole(articles: list[pv.Document], sentences: int) -> Iterator[pv.Document]:
    """Yield articles of so many body sentences, each begun with another article of the sample."""
    for first in range(BASE):
        turned = cycle(articles[first % len(articles) :] + articles[: first % len(articles)])
        lines = (line for document in turned for line in document.text.split("\n") if line.strip())
        begun = articles[first % len(articles)]
        kept = list(islice(lines, sentences // 2))
        while len(prepare(pv.Document(id="x", text="\n".join(kept))).content) < sentences:
            kept.append(next(lines))
        yield replace(begun, id=f"base-{first}", text="\n".join(kept))


def later(text: str | None, days: int) -> str | None:
    """Return a time so many days later."""
    return None if text is None else (datetime.fromisoformat(text) + timedelta(days=days)).isoformat()


def laid_out(base: pv.Corpus, number: int) -> Iterator[Annotation]:
    """Yield copies of annotated articles: another outlet each, another day for every turn, with the dispatches of that day."""
    for at, annotation in enumerate(islice(cycle(base), number)):
        day = at // len(base)
        document = annotation.document
        named = replace(
            document,
            id=f"{document.id}-{day}",
            outlet=f"Outlet {at * 7 % OUTLETS:02}",
            published=later(document.published, day),
        )
        findings = tuple(
            replace(
                finding,
                evidence=tuple(
                    replace(item, doc=f"{item.doc}-{day}", published=later(item.published, day))
                    for item in finding.evidence
                ),
            )
            for finding in annotation.findings
        )
        sources = {
            f"{name}-{day}": replace(source, id=f"{name}-{day}", published=later(source.published, day))
            for name, source in annotation.sources.items()
        }
        yield replace(annotation, document=named, findings=findings, sources=sources)


def make(path: Path, articles: int, sentences: int) -> None:
    """Write so many annotations as ``annotate --format jsonl`` does."""
    sample = [pv.Document(**item) for item in read("articles.jsonl")]
    base = pv.annotate(
        list(whole(sample, sentences)),
        pv.Archive.build([pv.Document(**item) for item in read("wires.jsonl")]),
    )
    export(laid_out(base, articles), str(path), output_format="jsonl", config=Config(), sources=True)


def read(name: str) -> Iterator[dict[str, str]]:
    fields = ("id", "text", "title", "outlet", "published", "agency")
    path = Path(__file__).resolve().parent.parent / "seeds" / "worlds" / name
    for line in path.read_text("utf-8").splitlines():
        yield {key: value for key, value in json.loads(line).items() if key in fields}


def timed(work: Callable[[], object]) -> float:
    """Return the seconds of processor time of a call."""
    began = time.process_time()
    work()
    return time.process_time() - began


def measure(path: Path) -> Mapping[str, float]:
    """Return the seconds of every step, and the ratio of their sum to bare tokenisation."""
    next(stream(path, bare=True))  # imports are not counted
    tokens = timed(lambda: sum(bool(tokenise(one.document.text)) for one in stream(path, bare=True)))
    found = {"read": timed(lambda: sum(1 for _ in stream(path, bare=True)))}
    tables = None

    def gathered() -> None:
        nonlocal tables
        tables = as_tables(path)

    found["read and gather"] = timed(gathered)
    for name, item in ANALYSES.items():
        found[name] = timed(lambda item=item: item(tables, 0))
    total = sum(seconds for name, seconds in found.items() if name != "read")
    return {**found, "total": total, "ratio to tokenisation": total / max(tokens - found["read"], 1e-9)}


def main() -> None:
    """Make the annotations where none are kept, and print how long each step takes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--sentences", type=int, default=SENTENCES)
    parser.add_argument(
        "--keep", type=Path, help="annotations of an earlier run; made where there is no such file"
    )
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = args.keep or Path(folder) / "annotations.jsonl"
        if not path.exists():
            make(path, args.articles, args.sentences)
        found = dict(measure(path))
        found["megabytes read"] = path.stat().st_size / 1e6
    found["peak megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1e6 if sys.platform == "darwin" else 1e3
    )
    print(
        json.dumps(found)
        if args.json
        else "\n".join(f"{name:24} {value:10.2f}" for name, value in found.items())
    )


if __name__ == "__main__":
    main()
