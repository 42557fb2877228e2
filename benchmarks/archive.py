"""A large archive: build, size on disk, memory, milliseconds an article, and how much is found.

usage: python -m benchmarks.archive [--sentences N] [--articles N] [--markdown FILE] [--json]

The archive is invented: words made of syllables, used as often as words of a language are (Zipf), put into dispatches
of 25 sentences over one year. Articles have 40 sentences: half of them copied from three dispatches, a quarter of
those with words left out, half their own. Every article is new to the process, as it is to a newsroom, but where *seen*
says otherwise; a fresh blank spaCy pipeline on the same text, new to it as well, is measured in the same run. Times are of
processor time, as in :mod:`benchmarks.annotate`. All lies in a temporary folder.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

import spacy

import provenance as pv
from benchmarks.annotate import machine, write_table
from provenance.config import RetrievalConfig
from provenance.match.retrieval import rare_keys
from provenance.page.preparation import prepare

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


def edited(language: Language, sentence: str, share: float, *, reorder: bool = False) -> str:
    """Return a sentence of which a share of the words is exchanged for others, its halves perhaps too."""
    words = sentence.rstrip(".").split()
    for place in language.random.sample(range(len(words)), round(share * len(words))):
        words[place] = language.random.choices(language.words, cum_weights=language.weights)[0]
    if reorder:
        words = words[len(words) // 2 :] + words[: len(words) // 2]
    return " ".join(words) + "."


LEVELS = {"verbatim": (0.0, False), "10": (0.1, False), "30_reordered": (0.3, True), "50": (0.5, False)}
"""Levels of edit: the share of exchanged words, and whether the halves change places."""


def recall(language: Language, archive: pv.Archive, sources: list[pv.Document]) -> dict[str, float]:
    """Return how often a sentence's dispatch is among the ten best hits in the whole archive, by level of edit."""
    config = RetrievalConfig()
    found = {}
    for name, (share, reorder) in LEVELS.items():
        right = 0
        for source in sources:
            line = language.random.choice(source.text.split("\n"))
            query = prepare(pv.Document(id="query", text=edited(language, line, share, reorder=reorder)))
            keys = rare_keys(query, query.content, archive, config)
            hits = archive.search_many(keys, limit=10)
            right += source.id in {hit.doc for hits_of_one in hits for hit in hits_of_one}
        found[f"recall_at_10_{name}"] = right / len(sources)
    return found


def on_disk(folder: Path) -> dict[str, int]:
    """Return the bytes of an archive by kind of file."""
    sizes: dict[str, int] = {}
    for path in (folder / "segments").iterdir():
        sizes[path.suffix[1:]] = sizes.get(path.suffix[1:], 0) + path.stat().st_size
    return sizes


def built(folder: Path, source: Path) -> tuple[pv.Archive, float]:
    """Build an archive from a file of JSON lines; return it with the seconds of processor time."""
    began = time.process_time()
    archive = pv.Archive.open(folder, create=True)
    archive.add(pv.read(source, role="wire"))
    return pv.Archive.open(folder), time.process_time() - began


def written(path: Path, language: Language, count: int, keep: int) -> dict[int, pv.Document]:
    """Write dispatches as JSON lines and return some, in threes that follow each other."""
    kept = {}
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            document = language.dispatch(number, count)
            if number % max(8, count // (2 * keep)) < 3:
                kept[number] = document
            fields = {name: getattr(document, name) for name in ("id", "agency", "published", "text")}
            file.write(json.dumps(fields) + "\n")
    return kept


def fresh(language: Language) -> float:
    """Return the seconds that a fresh blank pipeline takes for a sentence of text that the process has not seen."""
    documents = [language.dispatch(number, 400) for number in range(400)]
    nlp = spacy.blank("en")
    return sum(timed(lambda document: nlp(document.text), documents)) / 1000 / (400 * SENTENCES)


def figures(sentences: int, articles: int, folder: Path) -> dict[str, float]:
    """Build an archive and annotate articles against it."""
    language = Language(1)
    source = folder / "dispatches.jsonl"
    kept = written(source, language, sentences // SENTENCES, articles + WARM)
    bare_build = fresh(language)
    archive, seconds = built(folder / "wires", source)
    sizes = on_disk(folder / "wires")
    began = time.process_time()
    archive = pv.Archive.open(folder / "wires")
    archive.coverage()
    opened = time.process_time() - began
    began = time.process_time()
    archive.search(["unknown"], limit=1)
    checked = time.process_time() - began
    made = make_articles(language, kept, articles + WARM)
    return {
        "archive_sentences": archive.sentences,
        "build_sentences_per_s": archive.sentences / seconds,
        "build_to_fresh_spacy": seconds / archive.sentences / bare_build,
        "index_bytes_a_sentence": (sizes["index"] + sizes.get("summary", 0)) / archive.sentences,
        "text_bytes_a_sentence": sizes["text"] / archive.sentences,
        "open_ms": 1000 * opened,
        "check_on_first_search_ms": 1000 * checked,
        **articles_new_and_seen(archive, made),
        **recall(language, archive, list(kept.values())[: 4 * articles]),
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    }


def articles_new_and_seen(archive: pv.Archive, made: list[pv.Document]) -> dict[str, float]:
    """Annotate articles that the process has not seen, inside the time window and in the whole archive, and again."""
    everything = pv.Config().with_settings({"retrieval.window_hours": 0})
    nlp = spacy.blank("en")
    for document in made[:WARM]:  # what a running process has behind it
        nlp(document.text)
        pv.annotate(document, archive)
    half = (len(made) - WARM) // 2
    inside, outside = made[WARM : WARM + half], made[WARM + half :]
    bare = (
        timed(lambda document: nlp(document.text), inside),
        timed(lambda document: nlp(document.text), outside),
    )
    new = timed(lambda document: pv.annotate(document, archive), inside)
    whole = timed(lambda document: pv.annotate(document, archive, config=everything), outside)
    seen = timed(lambda document: pv.annotate(document, archive), inside)
    right = [
        sum(finding.verdict.origin == "wire" for finding in pv.annotate(document, archive).findings[:20])
        for document in inside
    ]
    return {
        "fresh_spacy_ms": statistics.median(bare[0]),
        "annotate_ms": statistics.median(new),
        "annotate_p90_ms": sorted(new)[int(0.9 * len(new))],
        "ratio": statistics.median(a / b for a, b in zip(new, bare[0], strict=True)),
        "no_window_ratio": statistics.median(a / b for a, b in zip(whole, bare[1], strict=True)),
        "seen_warm_ratio": statistics.median(a / b for a, b in zip(seen, bare[0], strict=True)),
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
        result = figures(args.sentences, args.articles, Path(folder))
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
