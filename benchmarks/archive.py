"""How long an article takes against a large archive: build, size on disk, and milliseconds an article.

usage: python -m benchmarks.archive [--sentences N] [--articles N] [--markdown FILE] [--json]

The archive is invented: words made of syllables, used as often as words of a language are (Zipf), put into dispatches
of 25 sentences over one year. Articles have 40 sentences: half of them copied from three dispatches, a quarter of
those with words left out, half their own. Every article is new to the process, as it is to a newsroom; bare spaCy
tokenisation of the same articles, new to it as well, is measured in the same run. Times are of
processor time, as in :mod:`benchmarks.annotate`. All lies in a temporary folder.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

import spacy

import provenance as pv
from benchmarks.annotate import machine, write_table

SENTENCES = 25
"""Sentences of a dispatch: METER's have 16, agencies' main stories 20 to 40."""
WORDS = 60_000
"""Distinct words: as many as a year of English news uses more than once."""
START = datetime(2024, 1, 1, tzinfo=UTC)
WARM = 10
"""Articles that the process has behind it when the clock starts."""
AGENCIES = ("AFP", "Reuters", "AP", "dpa")


class Language:
    """Invented sentences of words that are as frequent as words are."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - invented text, nothing secret
        syllables = [
            a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "il", "os")
        ]
        made: dict[str, None] = {}
        while len(made) < WORDS:
            made["".join(self.random.choices(syllables, k=self.random.choice((1, 2, 2, 3, 3, 4))))] = None
        self.words = list(made)
        self.weights = list(accumulate(1 / (rank + 2.7) for rank in range(WORDS)))

    def sentence(self) -> str:
        """Return one sentence of 12 to 34 words, every eighth with a number, some words capitalised as names are."""
        words = self.random.choices(self.words, cum_weights=self.weights, k=self.random.randint(12, 34))
        for place in range(len(words)):
            if self.random.random() < 0.08:
                words[place] = words[place].capitalize()
        if self.random.random() < 0.125:
            words[self.random.randrange(len(words))] = str(self.random.randint(2, 9_999))
        return " ".join([words[0].capitalize(), *words[1:]]) + "."

    def dispatch(self, number: int, count: int) -> pv.Document:
        """Return one dispatch of a year of ``count``."""
        when = START + timedelta(days=365) * (number / count)
        text = "\n".join(self.sentence() for _ in range(SENTENCES))
        agency = self.random.choice(AGENCIES)
        return pv.Document(id=f"d{number}", text=text, agency=agency, published=when.isoformat())

    def article(self, number: int, sources: list[pv.Document]) -> pv.Document:
        """Return an article of 40 sentences that draws on some dispatches and comes three hours after the last."""
        copied = []
        for source in sources:
            first = self.random.randrange(SENTENCES - 7)
            for sentence in source.text.split("\n")[first : first + 7]:
                words = sentence.split()
                if self.random.random() < 0.25:
                    del words[len(words) // 2 : len(words) // 2 + 4]
                copied.append(" ".join(words))
        lines = copied[:20] + [self.sentence() for _ in range(20)]
        latest = max(datetime.fromisoformat(source.published or "") for source in sources)
        published = (latest + timedelta(hours=3)).isoformat()
        return pv.Document(id=f"a{number}", text="\n\n".join(lines), published=published)


def make_articles(language: Language, dispatches: dict[int, pv.Document], count: int) -> list[pv.Document]:
    """Return articles, each from three dispatches that follow each other."""
    firsts = sorted(number for number in dispatches if number + 2 in dispatches)
    chosen = language.random.sample(firsts, count)
    return [
        language.article(number, [dispatches[first + step] for step in range(3)])
        for number, first in enumerate(chosen)
    ]


def timed(work: Callable[[pv.Document], object], documents: list[pv.Document]) -> list[float]:
    """Return the milliseconds of processor time of each call."""
    times = []
    for document in documents:
        began = time.process_time()
        work(document)
        times.append(1000 * (time.process_time() - began))
    return times


def figures(sentences: int, articles: int, folder: Path) -> dict[str, float]:
    """Build an archive and annotate articles against it."""
    language, count, kept = Language(1), sentences // SENTENCES, {}

    def feed() -> Iterator[pv.Document]:
        for number in range(count):
            document = language.dispatch(number, count)
            if number % max(8, count // (4 * (articles + WARM))) < 3:
                kept[number] = document
            yield document

    archive = pv.Archive.open(folder, create=True)
    began = time.process_time()
    archive.add(feed())
    built = time.process_time() - began
    began = time.process_time()
    archive = pv.Archive.open(folder)
    archive.coverage()
    opened = time.process_time() - began
    made = make_articles(language, kept, articles + WARM)
    nlp = spacy.blank("en")
    for document in made[:WARM]:  # what a running process has behind it
        nlp(document.text)
        pv.annotate(document, archive)
    bare = timed(lambda document: nlp(document.text), made[WARM:])
    found = timed(lambda document: pv.annotate(document, archive), made[WARM:])
    right = [
        sum(finding.verdict.origin == "wire" for finding in pv.annotate(document, archive).findings[:20])
        for document in made[WARM:]
    ]
    return {
        "archive_sentences": archive.sentences,
        "build_s": built,
        "build_sentences_per_s": archive.sentences / built,
        "disk_mb": sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6,
        "open_s": opened,
        "annotate_ms": statistics.median(found),
        "annotate_best_ms": min(found),
        "annotate_p90_ms": sorted(found)[int(0.9 * len(found))],
        "bare_ms": statistics.median(bare),
        "ratio": statistics.median(a / b for a, b in zip(found, bare, strict=True)),
        "copied_found": sum(right) / (20 * len(right)),
    }


def main() -> None:
    """Print the figures, and write them into a page where one is named."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sentences", type=int, default=1_000_000)
    parser.add_argument("--articles", type=int, default=25)
    parser.add_argument("--markdown", type=Path, help="a page with a place for this table")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="provenance-benchmark-") as folder:
        result = figures(args.sentences, args.articles, Path(folder) / "archive")
    if args.markdown:
        write_table(args.markdown, "archive", result)
    if args.json:
        print(json.dumps(result, indent=1))
        return
    print(f"an invented archive, new articles of 40 sentences, one run, medians; {machine()}")
    for name, value in result.items():
        print(f"  {name.replace('_', ' '):26} {value:12,.2f}")


if __name__ == "__main__":
    main()
