"""A decided corpus of invented sentences whose truth is known: each has a passage of a chosen probability, or none."""

from __future__ import annotations

import random
from functools import cache

from provenance.config import Config
from provenance.pipeline import redecide
from provenance.records import (
    Annotation,
    Coverage,
    Document,
    Evidence,
    Finding,
    Run,
    Segment,
    Source,
    Verdict,
)

DEEDS = "crossed mended painted sold counted measured lifted carried burned opened".split()
PLACES = "bridge ferry orchard kiln lantern granary quarry weir mill chapel".split()
TIMES = "2031-01-01T08:00:00Z", "2031-01-01T12:00:00Z"


@cache
def corpus(articles: int = 20, sentences: int = 10, seed: int = 0) -> tuple[Annotation, ...]:
    """Return articles of body sentences, one in four without any passage, decided with the defaults."""
    rng, config = random.Random(seed), Config()  # noqa: S311
    made = [_article(number, sentences, rng, config) for number in range(articles)]
    return redecide(made, config)


def _article(number: int, sentences: int, rng: random.Random, config: Config) -> Annotation:
    lines = [
        f"The {rng.choice(PLACES)} keepers of Orrin {rng.choice(DEEDS)} {rng.randrange(100, 999)} crates of salt "
        f"near the {rng.choice(PLACES)} on day {number}{place} of frost."
        for place in range(sentences)
    ]
    text, source, start, findings = "\n\n".join(lines), f"w{number}", 0, []
    for place, line in enumerate(lines):
        end = start + len(line)
        passage = Evidence(
            source,
            "AFP",
            "wire",
            TIMES[0],
            start,
            end,
            round(rng.random(), 3),
            "light",
            ((start, end, start, end),),
        )
        evidence = () if place % 4 == 3 else (passage,)
        segment = Segment(start, end, "body", place)
        findings.append(Finding(segment, Verdict(None), (), evidence, words=len(line.split())))
        start = end + 2
    return Annotation(
        document=Document(f"a{number}", text, outlet="Gull", title="Frost in Orrin", published=TIMES[1]),
        verdict="undetermined",
        credits=(),
        findings=tuple(findings),
        archive=Coverage(),
        run=Run("0", config.to_dict(), config.sha256),
        sources={source: Source(source, text, "wire", "AFP")},
        language="en",
    )
