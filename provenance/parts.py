"""Word by word: which words of a sentence stand in its source, which were rewritten from it, which are new."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from provenance.alignment import Alignment, Profile
from provenance.features import log_odds
from provenance.model import Logistic, calibration
from provenance.records import Part, PartEdit
from provenance.weighing import Weighed

PARTS = (
    "block",  # log of the run of equal words it stands in, best source sentence
    "block_2",  # the same, any other aligned sentence of any source
    "alone",  # in a run of one word
    "sentence",  # its word or term stands in the best source sentence
    "window",  # ... or beside it
    "source",  # ... or anywhere in that source
    "anywhere",  # ... or in an aligned sentence of another source
    "rarity",
    "function",  # a function word
    "number",
    "capital",
    "quoted",
    "odds",  # log-odds that most of the sentence's words come from the source
    "coverage",
    "containment",
    "left",  # the word before is in a run
    "right",
    "near",  # share of the three words on either side that are in a run
    "wide",  # of the six
    "near_term",  # share of the three words on either side whose term stands in the source
    "derived_function",  # probability x function word outside a run
    "derived_term",  # probability x term in the source outside a run
    "derived_new",  # probability x word that the source does not have
)
"""Columns of the word model."""

SOURCES = 6
"""Alignments read beside the best one."""


def part_rows(
    article: Profile, sources: Mapping[str, Profile], weighed: Sequence[Weighed]
) -> NDArray[np.float64]:
    """Return one row of :data:`PARTS` a word of the segment that ``weighed`` (best first) belongs to."""
    best = weighed[0]
    number = best.alignment.segment
    words = article.words[number]
    prepared = article.prepared
    block = _run_sizes(best.alignment, article)
    others = [_run_sizes(item.alignment, article) for item in weighed[1:SOURCES]]
    block2 = {t: max((sizes.get(t, 0) for sizes in others), default=0) for t in words}
    source = sources[best.alignment.source]
    rings = _rings(source, best.alignment)
    far = set().union(
        *[_vocabulary(sources[w.alignment.source], w.alignment.sentence) for w in weighed[1:SOURCES]]
    )
    in_run = np.array([bool(block.get(t) or block2[t]) for t in words], dtype=np.float64)
    keys = [{prepared.tokens.text[t], prepared.terms[t]} - {""} for t in words]
    known = np.array([bool(key & rings[2]) for key in keys], dtype=np.float64)
    odds, probability = log_odds(best.reuse), best.reuse
    near, wide, near_term = _around(in_run, 3), _around(in_run, 6), _around(known, 3)
    rows = []
    for place, (t, key) in enumerate(zip(words, keys, strict=True)):
        term = prepared.terms[t]
        size, size2 = block.get(t, 0), block2[t]
        out = not (size or size2)
        inside = bool(key & rings[1])
        rows.append(
            (
                math.log1p(size),
                math.log1p(size2),
                float(size == 1),
                float(bool(key & rings[0])),
                float(inside),
                float(bool(known[place])),
                float(bool(key & far)),
                article.terms[number].get(term, 0.0) / 8,
                float(not term),
                float(term[:1] == "#"),
                float(prepared.document.text[int(prepared.tokens.start[t])].isupper()),
                float(prepared.quoted[t]),
                odds,
                best.alignment.coverage,
                best.alignment.containment,
                in_run[place - 1] if place else 0.0,
                in_run[place + 1] if place + 1 < len(words) else 0.0,
                near[place],
                wide[place],
                near_term[place],
                probability * float(out and not term),
                probability * float(out and inside and bool(term)),
                probability * float(out and not known[place]),
            )
        )
    return np.array(rows, dtype=np.float64).reshape(-1, len(PARTS))


def find_parts(
    article: Profile,
    sources: Mapping[str, Profile],
    weighed: Sequence[Weighed],
    *,
    models: Mapping[str, Logistic] | None = None,
) -> tuple[Part, ...]:
    """Return stretches that cover the whole segment; marks go with the word before them.

    Args:
        article: The article's profile.
        sources: The profiles that ``weighed`` names.
        weighed: The alignments of one segment, best first; at least one.
        models: The fitted models; ``parts`` is used.
    """
    segment = article.prepared.segments[weighed[0].alignment.segment]
    words = article.words[weighed[0].alignment.segment]
    if not words:
        return (Part(segment.start, segment.end, "new"),)
    model = (models or calibration())["parts"]
    classes = model.probabilities(part_rows(article, sources, weighed)).argmax(axis=1)
    starts = [int(article.prepared.tokens.start[t]) for t in words]
    starts[0] = segment.start
    parts: list[Part] = []
    for start, chosen in zip(starts, classes, strict=True):
        edit: PartEdit = model.classes[int(chosen)]  # type: ignore[assignment]
        if parts and parts[-1].edit == edit:
            continue
        if parts:
            parts[-1] = Part(parts[-1].start, start, parts[-1].edit)
        parts.append(Part(start, segment.end, edit))
    return tuple(parts)


def _run_sizes(alignment: Alignment, article: Profile) -> dict[int, int]:
    """Return the size of the run that each matched article token stands in."""
    place = {token: i for i, token in enumerate(article.words[alignment.segment])}
    runs: list[list[tuple[int, int]]] = []
    for pair in alignment.matches:
        if runs and place[pair[0]] == place[runs[-1][-1][0]] + 1 and 0 < pair[1] - runs[-1][-1][1] <= 2:
            runs[-1].append(pair)
        else:
            runs.append([pair])
    return {token: len(run) for run in runs for token, _ in run}


def _rings(source: Profile, alignment: Alignment) -> tuple[set[str], set[str], set[str]]:
    """Return the words and terms of the source sentence, with its neighbours, and of the whole source."""
    here = _vocabulary(source, alignment.sentence)
    beside = here.union(*[_vocabulary(source, alignment.sentence + step) for step in (-1, 1)])
    return here, beside, beside | set(source.postings)


def _vocabulary(source: Profile, sentence: int) -> set[str]:
    prepared = source.prepared
    tokens = source.words.get(sentence, ())
    return {prepared.tokens.text[t] for t in tokens} | {
        prepared.terms[t] for t in tokens if prepared.terms[t]
    }


def _around(flags: NDArray[np.float64], reach: int) -> NDArray[np.float64]:
    """Return the mean of the flags within ``reach`` words on either side, the word itself left out."""
    window = np.ones(2 * reach + 1)
    window[reach] = 0
    total = np.convolve(flags, window, mode="full")[reach : reach + len(flags)]
    count = np.convolve(np.ones(len(flags)), window, mode="full")[reach : reach + len(flags)]
    return np.asarray(total / np.maximum(count, 1), dtype=np.float64)
