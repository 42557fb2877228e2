"""What is kept of a trace once it is let go: the best passages of one library for each sentence of an article.

A trace takes megabytes; what is held of it takes a hundredth, and can be written aside until the other articles are
known. The archive and the other articles are held apart and joined by the same order in which they were found.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import Any

from provenance.config import Config
from provenance.match import Logistic, Match, Peers, Trace, find_parts, make_evidence, make_translated
from provenance.records import Drift, Evidence, Part, SourceRole

Ranked = tuple[float, Evidence]
"""A passage and what it is worth keeping for (0-1)."""


@dataclass(frozen=True, slots=True)
class Held:
    """The best passages of one library for each segment of an article, best first, and the segments that it explains.

    ``compared`` tells that translations were looked for. ``languages`` are the codes of the sources that were compared, sorted; ``explained`` are segments that a source likely explains: what is shared with them is shared through that source.
    """

    passages: Mapping[int, tuple[Ranked, ...]] = field(default_factory=dict)
    explained: frozenset[int] = frozenset()
    languages: tuple[str, ...] = ()
    compared: bool = False

    def dump(self) -> bytes:
        """Return it as one line of JSON, exactly."""
        rows = {
            number: [[worth, *_row(item)] for worth, item in found] for number, found in self.passages.items()
        }
        return json.dumps(
            [sorted(self.explained), rows, self.languages, self.compared], separators=(",", ":")
        ).encode("ascii")

    @classmethod
    def load(cls, line: bytes) -> Held:
        """Return what :meth:`dump` wrote."""
        explained, rows, languages, compared = json.loads(line)
        passages = {
            int(number): tuple((worth, _evidence(row)) for worth, *row in found)
            for number, found in rows.items()
        }
        return cls(passages, frozenset(explained), tuple(languages), compared)


def hold(
    found: Trace | None,
    *,
    config: Config,
    peers: Peers | None = None,
    models: Mapping[str, Logistic] | None = None,
) -> Held:
    """Return what is worth keeping of a trace: at most ``alignment.evidence`` passages a segment, none below ``alignment.floor``.

    Args:
        found: The trace of an article through one library; None where there was none.
        config: Settings of all stages.
        peers: The library, where it is the other articles: passages that a dispatch explains there are left out.
        models: The fitted models; those of the package where none are given.
    """
    if found is None:
        return Held()
    table = _by_segment(found.matches, peers.explained if peers else frozenset())
    passages = {}
    for number, matches in table.items():
        worths = [(_worth(item, config), item) for item in matches]
        ranked = sorted(
            (pair for pair in worths if pair[0] >= config.alignment.floor), key=lambda pair: -pair[0]
        )
        kept = [
            (worth, _made(found, item, peers, models, config))
            for worth, item in ranked[: config.alignment.evidence]
        ]
        if kept:
            parts = find_parts(found.article, found.sources, matches, models=models, config=config.alignment)
            kept[0] = (kept[0][0], replace(kept[0][1], parts=parts))
            passages[number] = tuple(kept)
    for item in found.translated:
        made = make_translated(found.article, found.sources[item.source], item, config=config)
        passages[item.segment] = _with_translation(passages.get(item.segment, ()), made, config)
    likely = {item.segment for item in found.matches if item.probability >= config.decision.likely}
    likely |= {item.segment for item in found.translated}
    languages = sorted({source.prepared.language for source in found.sources.values()})
    return Held(passages, frozenset(likely), tuple(languages), found.compared)


def _with_translation(ranked: tuple[Ranked, ...], made: Evidence, config: Config) -> tuple[Ranked, ...]:
    """Return the passages of a segment with its translated one in their order; it is always kept."""
    kept = ranked[: config.alignment.evidence - 1]
    return tuple(sorted((*kept, (made.score, made)), key=lambda pair: -pair[0]))


def joined(wires: Sequence[Ranked], others: Sequence[Ranked], *, config: Config) -> tuple[Evidence, ...]:
    """Return the best passages of both libraries for a segment, the best dispatch and the best other article always among them."""
    ranked = sorted(
        [(worth, False, item) for worth, item in wires] + [(worth, True, item) for worth, item in others],
        key=lambda row: (-row[0], row[1]),
    )
    leading = [item for _, item in (*wires[:1], *others[:1])]
    rest = [item for _, _, item in ranked if not any(item is first for first in leading)]
    return (*leading, *rest[: config.alignment.evidence - len(leading)])


def _by_segment(matches: Sequence[Match], leave_out: Set[tuple[str, int]]) -> dict[int, list[Match]]:
    table: dict[int, list[Match]] = {}
    for item in matches:
        if (item.source, item.sentence) not in leave_out:
            table.setdefault(item.segment, []).append(item)
    return table


def _worth(item: Match, config: Config) -> float:
    """Return what a match is worth keeping for: derivation, or speech where there is enough of it."""
    speech = item.speech if item.quoted >= config.decision.spoken_words else 0.0
    return max(item.probability, config.alignment.speech_worth * speech)


def _made(
    found: Trace, item: Match, peers: Peers | None, models: Mapping[str, Logistic] | None, config: Config
) -> Evidence:
    source = found.sources[item.source]
    role: SourceRole = "wire"
    agency = source.prepared.document.agency
    if peers is not None:
        agency = peers.credited(item.source, item.sentence)
        role = "reprint" if agency else "article"
    return make_evidence(found.article, source, item, role=role, agency=agency, models=models, config=config)


def _row(item: Evidence) -> list[Any]:
    """Return the fields of a passage, in order, as JSON has them."""
    return [
        *(getattr(item, name) for name in _PLAIN),
        item.blocks,
        item.quoted,
        [[part.start, part.end, part.edit, part.words] for part in item.parts],
        [[d.kind, d.start, d.end, d.source_start, d.source_end, d.note] for d in item.drift],
        item.features,
        item.exclusive,
        item.version,
        item.translated,
    ]


def _evidence(row: list[Any]) -> Evidence:
    *plain, blocks, quoted, parts, drift, features, exclusive, version, translated = row
    told: tuple[Any, ...] = (
        tuple((a, b, c, d) for a, b, c, d in blocks),
        quoted,
        tuple(Part(*part) for part in parts),
        tuple(Drift(*item) for item in drift),
        tuple(features),
        exclusive,
        version,
        translated,
    )
    return Evidence(*plain, *told)


_PLAIN = ("doc", "agency", "role", "published", "start", "end", "score", "edit")
