"""A sample of sentences for coders: drawn by strata of the tool's answers, with the weights that undo the choice.

Coders should see many sentences of the rare kinds and of the doubtful ones, and few of those that nobody doubts. Every stratum
gets its share of the sample, a small one at least ``minimum`` sentences; each sentence drawn then stands for ``population / drawn``
sentences of its stratum, and figures that use these weights are figures of the whole corpus.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import provenance
from provenance.claim import Unit
from provenance.config import known
from provenance.errors import ConfigError, ReadError
from provenance.exporters.files import writing
from provenance.records import ORIGIN_KINDS, Annotation, Finding
from provenance.validation.parsing import content, parsed

FORMAT: Final = "provenance-sample/1"
MINIMUM: Final = 10
"""Sentences that a stratum gets at least: with fewer, one wrong label moves its error rate by more than a tenth."""

BY: Final[Mapping[str, Callable[[Annotation, Finding], str | None]]] = {
    "class": lambda _, finding: finding.verdict.origin,
    "edit": lambda _, finding: finding.verdict.edit,
    "certainty": lambda _, finding: finding.verdict.certainty,
    "kind": lambda _, finding: finding.segment.kind,
    "rule": lambda _, finding: finding.verdict.rule,
    "agency": lambda _, finding: finding.verdict.agency,
    "outlet": lambda annotation, _: annotation.document.outlet,
    "language": lambda annotation, _: annotation.language,
    "verdict": lambda annotation, _: annotation.verdict,
}
"""What strata may be made of."""


@dataclass(frozen=True, slots=True)
class Stratum:
    """Sentences that the tool answered alike: how many there are, and how many were drawn."""

    name: str
    population: int
    drawn: int

    @property
    def weight(self) -> float:
        """How many sentences of the corpus each one drawn stands for."""
        return self.population / self.drawn


@dataclass(frozen=True, slots=True)
class Item:
    """One sentence drawn: its place, the number of its stratum, and who codes it. ``id`` says nothing about the answer."""

    id: str
    article: str
    start: int
    end: int
    sha256: str
    stratum: int
    coders: tuple[str, ...]

    @property
    def unit(self) -> Unit:
        """What is judged, as decisions name it."""
        return (self.article, self.start, self.end)


@dataclass(frozen=True, slots=True)
class Sample:
    """The sentences drawn, in the order in which they are coded, with all that is needed to draw them again."""

    items: tuple[Item, ...]
    strata: tuple[Stratum, ...]
    coders: tuple[str, ...]
    by: tuple[str, ...]
    kinds: tuple[str, ...]
    seed: int
    minimum: int
    overlap: float
    articles: int
    config_sha256: str
    version: str

    @property
    def population(self) -> int:
        """How many sentences it was drawn from."""
        return sum(stratum.population for stratum in self.strata)

    def of(self, coder: str) -> tuple[Item, ...]:
        """Return the sentences of one coder."""
        known(coder, list(self.coders), "coder in this sample")
        return tuple(item for item in self.items if coder in item.coders)

    def units(self, coder: str = "") -> frozenset[Unit]:
        """Return the places of the sentences: those of a coder whom the sample knows, else all."""
        return frozenset(i.unit for i in self.items if coder not in self.coders or coder in i.coders)

    def save(self, path: str | Path) -> None:
        """Write it as JSON (``provenance-sample/1``). It tells the strata, so coders should not have it."""
        values = {"format": FORMAT, **asdict(self)}
        with writing(Path(path)) as stream:
            stream.write(json.dumps(values, ensure_ascii=False, indent=1).encode() + b"\n")

    @classmethod
    def load(cls, path: str | Path) -> Sample:
        """Read what :meth:`save` wrote. Raises :class:`ReadError` where the file is something else."""
        return cls._from(parsed(content(path), str(path)), str(path))

    @classmethod
    def _from(cls, values: Any, path: str) -> Sample:  # noqa: ANN401  (of JSON)
        if not isinstance(values, dict) or values.get("format") != FORMAT:
            raise ReadError(path, f"is no sample: its format must be {FORMAT!r}")
        try:
            made = {name: value for name, value in values.items() if name in cls.__dataclass_fields__}
            for name in ("coders", "by", "kinds"):
                made[name] = tuple(made[name])
            made["items"] = tuple(
                Item(**(item | {"coders": tuple(item["coders"])})) for item in made["items"]
            )
            made["strata"] = tuple(Stratum(**item) for item in made["strata"])
            return cls(**made)
        except (KeyError, TypeError) as error:
            raise ReadError(path, f"is a damaged sample: {error}") from error


def sample(
    annotations: Iterable[Annotation],
    n: int,
    *,
    by: Sequence[str] = ("class", "edit", "certainty"),
    coders: int | Sequence[str] = 2,
    overlap: float = 1.0,
    minimum: int = MINIMUM,
    kinds: Collection[str] = ("body",),
    seed: int = 0,
) -> Sample:
    """Draw sentences for coders.

    Args:
        annotations: The decided articles.
        n: Sentences to draw; where there are fewer, all are drawn.
        by: What strata are made of, of :data:`BY`.
        coders: Their names, or how many.
        overlap: Share (0-1) of the sentences that every coder gets; the others go to one coder each, in turn.
        minimum: Sentences of each stratum at least, where it has as many.
        kinds: Kinds of segment that are drawn from.
        seed: Seed of the draw: equal input and seed give the same sample.

    Raises:
        ConfigError: A value does not fit, or there are more strata than sentences wanted.
    """
    names = _names(coders)
    _check(n, by, kinds, overlap)
    kept = tuple(annotations)
    strata = _strata(kept, by, frozenset(kinds))
    sizes = {name: len(found) for name, found in strata.items()}
    minimum = max(1, min(minimum, n // max(1, len(sizes))))
    shares = allocate(sizes, n, minimum)
    rng = random.Random(seed)  # noqa: S311  (no secret: a draw that anybody can repeat)
    drawn = [
        (place, number)
        for number, (name, found) in enumerate(strata.items())
        for place in rng.sample(found, shares[name])
    ]
    who = _assigned(len(drawn), names, overlap, rng)
    return Sample(
        items=_in_order(kept, drawn, who, rng),
        strata=tuple(Stratum(name, size, shares[name]) for name, size in sizes.items()),
        coders=names,
        by=tuple(by),
        kinds=tuple(sorted(kinds)),
        seed=seed,
        minimum=minimum,
        overlap=overlap,
        articles=len(kept),
        config_sha256=kept[0].run.config_sha256 if kept else "",
        version=provenance.__version__,
    )


def allocate(sizes: Mapping[str, int], n: int, minimum: int = MINIMUM) -> dict[str, int]:
    """Return how many sentences each stratum gives: in proportion, but at least ``minimum``, by largest remainders.

    A stratum whose share would be smaller gets ``minimum`` (all that it has, where that is less; an even part of the sample, where
    the minima alone would take more), and the others share the rest in proportion.

    >>> allocate({"a": 900, "b": 95, "c": 5}, 100, 10)
    {'a': 85, 'b': 10, 'c': 5}
    """
    if n >= sum(sizes.values()):
        return dict(sizes)
    if n < len(sizes):
        raise ConfigError(
            f"{n} sentences cannot stand for {len(sizes)} strata ({', '.join(sizes)}): draw at least {len(sizes)}, or "
            "make strata of fewer columns"
        )
    least = max(1, min(minimum, n // len(sizes)))
    fixed: dict[str, int] = {}
    while True:
        rest, open_ = n - sum(fixed.values()), {k: size for k, size in sizes.items() if k not in fixed}
        total = sum(open_.values())
        small = {
            k: min(least, size) for k, size in open_.items() if rest * size < least * total or size <= least
        }
        if not small:
            break
        fixed |= small
    shares = fixed | _remainders(open_, rest)
    return {name: shares[name] for name in sizes}


def _remainders(sizes: Mapping[str, int], n: int) -> dict[str, int]:
    """Share out whole sentences in proportion: the largest fractions get what rounding down left."""
    total = sum(sizes.values())
    shares = {name: n * size // total for name, size in sizes.items()}
    left = n - sum(shares.values())
    for name in sorted(sizes, key=lambda name: (-(n * sizes[name] % total), name))[:left]:
        shares[name] += 1
    return shares


def _names(coders: int | Sequence[str]) -> tuple[str, ...]:
    names = tuple(f"coder-{i + 1}" for i in range(coders)) if isinstance(coders, int) else tuple(coders)
    if not names or len(set(names)) < len(names) or any(not n.strip() or set(n) & set("/\\") for n in names):
        raise ConfigError(
            f"coders takes a number from 1 on, or different names without slashes, not {coders!r}"
        )
    return names


def _check(n: int, by: Sequence[str], kinds: Collection[str], overlap: float) -> None:
    for name in by:
        known(name, list(BY), "column for strata")
    for kind in kinds:
        known(kind, sorted(ORIGIN_KINDS), "kind of segment with an origin")
    if n < 1 or not 0 <= overlap <= 1:
        raise ConfigError(
            f"n is at least 1 and overlap a share from 0 to 1, not n={n!r}, overlap={overlap!r}"
        )


Place = tuple[int, int]
"""Which annotation, and which of its findings."""


def _strata(
    annotations: Sequence[Annotation], by: Sequence[str], kinds: frozenset[str]
) -> dict[str, list[Place]]:
    """Return the places of the sentences of each stratum, strata by name."""
    found: dict[str, list[Place]] = defaultdict(list)
    for article, annotation in enumerate(annotations):
        for number, finding in enumerate(annotation.findings):
            if finding.segment.kind in kinds:
                name = " / ".join(BY[column](annotation, finding) or "–" for column in by) or "all"
                found[name].append((article, number))
    return dict(sorted(found.items()))


def _assigned(
    count: int, coders: tuple[str, ...], overlap: float, rng: random.Random
) -> Iterator[tuple[str, ...]]:
    """Yield who codes each sentence: of every run of sentences the share ``overlap`` goes to all, through all strata alike."""
    begin, turn = rng.random(), 0
    for number in range(count):
        if int((number + 1) * overlap + begin) > int(number * overlap + begin):
            yield coders
        else:
            yield (coders[turn % len(coders)],)
            turn += 1


def _in_order(
    annotations: Sequence[Annotation],
    drawn: Sequence[tuple[Place, int]],
    who: Iterable[tuple[str, ...]],
    rng: random.Random,
) -> tuple[Item, ...]:
    """Return the items, articles in random order and their sentences as they stand: order and id tell nothing of strata."""
    rank = list(range(len(annotations)))
    rng.shuffle(rank)
    rows = sorted(zip(drawn, who, strict=True), key=lambda row: (rank[row[0][0][0]], row[0][0][1]))
    items = []
    for number, (((article, place), stratum), coders) in enumerate(rows, start=1):
        document, segment = annotations[article].document, annotations[article].findings[place].segment
        items.append(
            Item(f"u{number:04d}", document.id, segment.start, segment.end, document.sha256, stratum, coders)
        )
    return tuple(items)
