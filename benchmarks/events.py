"""How well events are found: pairs of articles of the study sample that are one event, by its own labels.

usage: python -m benchmarks.events

Precision and recall are of pairs; Rand's index is adjusted for chance (Hubert and Arabie 1985).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from math import comb
from pathlib import Path

import provenance as pv
from provenance.analysis import gather


def compared(found: Mapping[str, str], given: Mapping[str, str]) -> dict[str, float]:
    """Return precision and recall of pairs and the adjusted Rand index (0 by chance, 1 alike) of the articles given.

    >>> compared({"a": "1", "b": "1", "c": "2"}, {"a": "x", "b": "x", "c": "x"})
    {'precision': 1.0, 'recall': 0.3333333333333333, 'rand': 0.0}
    """
    both = _pairs((found[name], given[name]) for name in given)
    ours, theirs = _pairs(found[name] for name in given), _pairs(given.values())
    chance = ours * theirs / comb(len(given), 2)
    whole = (ours + theirs) / 2 - chance
    return {
        "precision": both / ours if ours else 1.0,
        "recall": both / theirs if theirs else 1.0,
        "rand": (both - chance) / whole if whole else 1.0,
    }


def _pairs(groups: Iterable[object]) -> int:
    return sum(comb(number, 2) for number in Counter(groups).values())


def main() -> None:
    """Annotate the sample, find its events, and print the figures."""
    path = Path(pv.sample("study"))
    lines = path.read_text("utf-8").splitlines()
    given = {record["id"]: record["event"] for record in map(json.loads, lines)}
    archive = pv.Archive.build(pv.read(pv.sample("study-wires"), role="wire"))
    articles = gather(pv.annotate(path, archive)).articles
    found = dict(zip(articles["article"], articles["event"], strict=True))
    figures = ", ".join(f"{name} {value:.3f}" for name, value in compared(found, given).items())
    print(
        f"{len(given)} articles, {len(set(given.values()))} events given, {len(set(found.values()))} found: {figures}"
    )


if __name__ == "__main__":
    main()
