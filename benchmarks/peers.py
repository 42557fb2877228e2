"""What others can do for the same job: which of 1,000 dispatches does each of 20 articles draw on?

usage: python -m benchmarks.peers [--documents N] [--articles N] [--json]

Every article copies from three dispatches, a quarter of its sentences with words left out, and has as many sentences of its
own (:mod:`benchmarks.newslike`). A tool *finds* a pair of article and dispatch, or raises a *false alarm*. Times are of
processor time for the whole job, reading the dispatches included. Peers are asked where they are installed
(``pip install datasketch copydetect text-matcher``); the standard library's own matcher is banned from this project and
left out, but for what text-matcher makes of it. text-matcher compares two texts at a time: it is asked about 25 dispatches an
article, the three true ones among them, and its time is scaled.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import io
import json
import random
import time
from collections.abc import Callable, Iterator, Sequence

import provenance as pv
from benchmarks.archive import make_articles
from benchmarks.newslike import Newslike

Pair = tuple[str, str]
Answer = tuple[set[Pair], float]
"""The pairs found, and by how much the time of a sample is to be multiplied."""
CUTOFF = 75
"""token_sort_ratio from which two sentences are one: four words of twenty may be gone."""
SHINGLE, LIKE = 3, 0.5
"""Words of a shingle and the likeness asked of MinHash: a sentence without four of its words keeps about so many."""
GRAMS, WINDOW, COPIED = 25, 10, 0.05
"""copydetect: its own default of 25 characters, a narrower window, and the share of an article that is a claim."""
SAMPLE = 25


def provenance(dispatches: Sequence[pv.Document], articles: Sequence[pv.Document]) -> Answer:
    """Ask this project: the dispatches that verdicts of wire copy rest on."""
    archive = pv.Archive.build(dispatches)
    found = set()
    for article in articles:
        for finding in pv.annotate(article, archive).findings:
            if finding.verdict.origin == "wire" and finding.rests is not None:
                found.add((article.id, finding.evidence[finding.rests].doc))
    return found, 1.0


def brute_force(dispatches: Sequence[pv.Document], articles: Sequence[pv.Document]) -> Answer:
    """Compare every sentence with every sentence, words sorted, by rapidfuzz."""
    from rapidfuzz import fuzz, process

    sources = [
        (document.id, " ".join(sorted(line.lower().split())))
        for document in dispatches
        for line in document.text.split("\n")
    ]
    texts, found = [text for _, text in sources], set()
    for article in articles:
        lines = [" ".join(sorted(line.lower().split())) for line in article.text.split("\n\n")]
        scores = process.cdist(lines, texts, scorer=fuzz.ratio, score_cutoff=CUTOFF)
        found |= {(article.id, sources[place][0]) for place in scores.max(axis=0).nonzero()[0].tolist()}
    return found, 1.0


def minhash(dispatches: Sequence[pv.Document], articles: Sequence[pv.Document]) -> Answer:
    """Look sentences up in a locality-sensitive index of their shingles, by datasketch."""
    from datasketch import MinHash, MinHashLSH

    def sketch(line: str) -> MinHash:
        words = line.lower().split()
        shingles = {" ".join(words[at : at + SHINGLE]).encode() for at in range(len(words) - SHINGLE + 1)}
        made = MinHash(num_perm=64)
        made.update_batch(list(shingles))
        return made

    index = MinHashLSH(threshold=LIKE, num_perm=64)
    for document in dispatches:
        for number, line in enumerate(document.text.split("\n")):
            index.insert((document.id, number), sketch(line))
    found = {
        (article.id, doc)
        for article in articles
        for line in article.text.split("\n\n")
        for doc, _ in index.query(sketch(line))
    }
    return found, 1.0


def winnowing(dispatches: Sequence[pv.Document], articles: Sequence[pv.Document]) -> Answer:
    """Compare the fingerprints of whole texts, by copydetect."""
    from copydetect import CodeFingerprint, compare_files

    def prints(document: pv.Document) -> CodeFingerprint:
        flat = " ".join(document.text.lower().split())
        return CodeFingerprint(document.id, GRAMS, WINDOW, filter=False, fp=io.StringIO(flat))

    known = [prints(document) for document in dispatches]
    found = set()
    for article in articles:
        mine = prints(article)
        for theirs in known:
            _, (share, _), _ = compare_files(mine, theirs)
            if share >= COPIED:
                found.add((article.id, theirs.filename))
    return found, 1.0


def text_matcher(dispatches: Sequence[pv.Document], articles: Sequence[pv.Document]) -> Answer:
    """Compare two texts at a time, by text-matcher; stop words stay, since their list is not packaged."""
    from text_matcher.matcher import Matcher, Text

    rng, found = random.Random(3), set()  # noqa: S311 - a sample, nothing secret
    with contextlib.redirect_stdout(io.StringIO()):
        for article in articles:
            asked = {*sources_of(article), *(item.id for item in rng.sample(list(dispatches), SAMPLE - 3))}
            mine = Text(article.text, article.id, removeStopwords=False)
            for document in dispatches:
                if (
                    document.id in asked
                    and Matcher(
                        mine, Text(document.text, document.id, removeStopwords=False), removeStopwords=False
                    ).numMatches
                ):
                    found.add((article.id, document.id))
    return found, len(dispatches) / SAMPLE


TOOLS: dict[str, tuple[str, Callable[[Sequence[pv.Document], Sequence[pv.Document]], Answer]]] = {
    "this project": ("provenance", provenance),
    "rapidfuzz, every pair": ("rapidfuzz", brute_force),
    "datasketch": ("datasketch", minhash),
    "copydetect": ("copydetect", winnowing),
    "text-matcher (sample, scaled)": ("text_matcher", text_matcher),
}


def sources_of(article: pv.Document) -> list[str]:
    """Return the ids of the dispatches that an article was made from."""
    return list(article.meta["sources"])  # type: ignore[call-overload]


def task(documents: int, articles: int) -> tuple[list[pv.Document], list[pv.Document]]:
    """Return dispatches and articles that name their sources."""
    language = Newslike(7)
    dispatches = [language.dispatch(number, documents) for number in range(documents)]
    firsts = language.random.sample(range(documents - 3), articles)
    made = []
    for number, first in enumerate(firsts):
        sources = dispatches[first : first + 3]
        article = make_articles(language, dict(enumerate(sources)), 1)[0]
        made.append(
            pv.Document(
                id=f"a{number}",
                text=article.text,
                published=article.published,
                meta={"sources": [item.id for item in sources]},
            )
        )
    return dispatches, made


def figures(documents: int, articles: int) -> Iterator[dict[str, object]]:
    """Yield one row a tool: seconds, ratio to this project, recall, false alarms."""
    dispatches, made = task(documents, articles)
    true = {(article.id, name) for article in made for name in sources_of(article)}
    own = 0.0
    for name, (package, ask) in TOOLS.items():
        if importlib.util.find_spec(package) is None:
            yield {"tool": name, "installed": False}
            continue
        began = time.process_time()
        found, scale = ask(dispatches, made)
        seconds = (time.process_time() - began) * scale
        own = own or seconds
        yield {
            "tool": name,
            "installed": True,
            "seconds": seconds,
            "ratio": seconds / own,
            "recall": len(found & true) / len(true),
            "false_alarms": len(found - true) * (scale if scale > 1 else 1),
        }


def main() -> None:
    """Print one row a tool."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--articles", type=int, default=20)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    for row in figures(args.documents, args.articles):
        print(json.dumps(row) if args.json else row)


if __name__ == "__main__":
    main()
