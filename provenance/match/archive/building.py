"""Segments are made here: of new dispatches, and of older segments that become one."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from provenance.config import Config
from provenance.match import keys as k
from provenance.match.archive import records, tables
from provenance.match.archive.segment import NEVER, Columns, Segment, name_hash
from provenance.match.versions import Notice, notice
from provenance.page import Prepared
from provenance.records import Document
from provenance.text import chunks_of, cleaned, language_of, moment, sentence_starts, trim, whole_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.match.keys import Keys

Scalar = TypeVar("Scalar", bound=np.generic)
LARGEST = 1 << k.BITS
"""Sentences that one segment can number."""
_PUBLISHED = 64
"""Bytes of a stated time that are kept beside the index, more than any time is written with; the dispatch keeps all."""

_NUMBERED: dict[str, k.Numbered] = {}


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """A dispatch as the index sees it: its terms in order, and which of its sentences each stands in, from 0.

    ``language`` is the code that its record names or its words tell; empty where a setting said it.
    """

    line: bytes
    name: str
    when: int
    published: str | None
    agency: str
    language: str
    terms: Keys
    sentences: NDArray[np.int32]
    notice: Notice | None

    @property
    def document(self) -> Document:
        """The dispatch, as it is stored."""
        return records.load(self.line)

    @property
    def count(self) -> int:
        """The number of sentences that hold a term."""
        return int(self.sentences[-1]) + 1 if len(self.sentences) else 0


def read(document: Document | Prepared, config: Config) -> Read:
    """Read a dispatch for the index.

    A dispatch is read as sentences and no further: what is a headline and what is speech is asked when one is compared.
    Of an article that was prepared the compared segments count.
    """
    if isinstance(document, Prepared):
        code = document.language
        terms, sentences = _of_prepared(document)
        document = document.document
    else:
        code = language(document, config)
        terms, sentences, _ = _of_text(document, code, config)
    when = moment(document.published)
    at = math.floor(when.earliest) if when else NEVER
    return Read(
        records.dump(document),
        document.id,
        at,
        document.published,
        document.agency or "unknown",
        "" if config.read.language else code,
        terms,
        sentences,
        notice(document, at),
    )


def passage(document: Document, number: int, config: Config) -> tuple[int, int]:
    """Return the code points of the sentence that the index of a dispatch numbers so."""
    _, sentences, units = _of_text(document, language(document, config), config)
    starts, held = units
    unit = int(held[np.searchsorted(sentences, number)])
    end = starts[unit + 1] if unit + 1 < len(starts) else len(document.text)
    return trim(document.text, starts[unit], end) or (starts[unit], end)


def language(document: Document, config: Config) -> str:
    """Return the language that a dispatch is read in."""
    return language_of(document.language, document.text, setting=config.read.language, config=config.language)


def _of_text(
    document: Document, language: str, config: Config
) -> tuple[Keys, NDArray[np.int32], tuple[list[int], NDArray[np.intp]]]:
    """Return the terms of a text, their sentences, and the bounds that these were counted by."""
    chunks = chunks_of(language)
    if language not in _NUMBERED or _NUMBERED[language].chunks is not chunks:
        _NUMBERED[language] = k.Numbered(chunks, language)
    text = cleaned(document.text)
    start, _, words = chunks.read(whole_words(text))
    starts = sentence_starts(text, language=language)
    unit = np.searchsorted(np.array(starts, dtype=np.int64), start, side="right") - 1
    long = np.bincount(unit, minlength=1) > config.segments.max_words if len(unit) else np.zeros(1, np.bool_)
    terms = _NUMBERED[language].of(words)
    telling = (terms != 0) & (unit >= 0) & ~long[unit]
    held = unit[telling]
    sentences = _dense(held)
    inside = sentences < config.segments.max_sentences
    return terms[telling][inside], sentences[inside], (starts, held)


def _of_prepared(prepared: Prepared) -> tuple[Keys, NDArray[np.int32]]:
    terms: list[int] = []
    segments: list[int] = []
    for segment in prepared.content:
        first, last = prepared.spans[segment]
        found = [k.number(name) for name in prepared.terms[first:last] if name]
        terms += found
        segments += [segment] * len(found)
    return np.array(terms, dtype=np.uint64), _dense(np.array(segments, dtype=np.intp))


def _dense(groups: NDArray[np.intp]) -> NDArray[np.int32]:
    """Number the groups of an ascending row from 0."""
    if not len(groups):
        return np.zeros(0, dtype=np.int32)
    return np.concatenate([[0], np.cumsum(groups[1:] != groups[:-1])]).astype(np.int32)


def build(dispatches: list[Read]) -> tuple[Columns, list[bytes]]:
    """Return the columns and the blocks of text of a segment of some dispatches."""
    ordered = sorted(dispatches, key=lambda item: item.when)
    first = np.concatenate([[0], np.cumsum([item.count for item in ordered])]).astype(np.uint32)
    size = int(first[-1])
    terms = np.concatenate([np.zeros(0, np.uint64), *(item.terms for item in ordered)])
    moved = [item.sentences + int(base) for item, base in zip(ordered, first[:-1], strict=True)]
    sentences = np.concatenate([np.zeros(0, np.int32), *moved]).astype(np.int32)
    packed = list(records.blocks(item.line for item in ordered))
    agencies = sorted({item.agency for item in ordered})
    languages = sorted({item.language for item in ordered})
    names = [item.name.encode("utf-8", "surrogatepass") for item in ordered]
    counts = [count for _, count in packed]
    columns = Columns(
        index=tables.build(terms, sentences, size),
        when=np.array([item.when for item in ordered], dtype=np.int64),
        first=first,
        hashes=np.array([name_hash(item.name) for item in ordered], dtype=np.uint64),
        id_at=np.concatenate([[0], np.cumsum([len(name) for name in names])]).astype(np.uint32),
        ids=np.frombuffer(b"".join(names), dtype=np.uint8),
        block=np.repeat(np.arange(len(counts)), counts).astype(np.uint32),
        slot=np.concatenate([np.zeros(0, int), *map(np.arange, counts)]).astype(np.uint16),
        block_at=np.concatenate([[0], np.cumsum([len(block) for block, _ in packed])]).astype(np.uint64),
        agency=_coded([item.agency for item in ordered], agencies),
        language=_coded([item.language for item in ordered], languages),
        published=np.array([_stated(item.published) for item in ordered], dtype=np.bytes_),
        length=np.minimum(2 * np.bincount(sentences, minlength=size) - 1, 255).astype(np.uint8),
        agencies=tuple(agencies),
        languages=tuple(languages),
        notices=tuple((place, item.notice) for place, item in enumerate(ordered) if item.notice),
    )
    return columns, [block for block, _ in packed]


def _coded(values: Sequence[str], names: Sequence[str]) -> NDArray[np.uint16]:
    """Return where each value stands among some names."""
    code = {name: place for place, name in enumerate(names)}
    return np.array([code[value] for value in values], dtype=np.uint16)


def _stated(published: str | None) -> bytes:
    return (published or "").encode("utf-8", "replace")[:_PUBLISHED]


@dataclass(slots=True, eq=False)
class Merging:
    """Segments that become one, without what was removed from them."""

    segments: list[Segment]
    alive: list[NDArray[np.bool_]]
    _source: NDArray[np.intp] = field(init=False)
    _place: NDArray[np.intp] = field(init=False)

    def __post_init__(self) -> None:
        places = [np.flatnonzero(alive) for alive in self.alive]
        source = np.repeat(np.arange(len(places)), [len(found) for found in places])
        place = np.concatenate([np.zeros(0, np.intp), *places])
        whens = [item.columns.when[found] for item, found in zip(self.segments, places, strict=True)]
        when = np.concatenate([np.zeros(0, np.int64), *whens])
        order = np.argsort(when, kind="stable")
        self._source, self._place = source[order], place[order]

    def columns(self, packed: list[tuple[int, int]]) -> Columns:
        """Return the columns; ``packed`` gives the size and the number of lines of each block of text."""
        old = [item.columns for item in self.segments]
        lengths = self._gather([item.sizes for item in old])
        first = np.concatenate([[0], np.cumsum(lengths)]).astype(np.uint32)
        size = int(first[-1])
        moved = self._moved(first)
        length = np.zeros(size, dtype=np.uint8)
        for item, there in zip(old, moved, strict=True):
            length[there[there >= 0]] = item.length[there >= 0]
        agencies = sorted({name for item in old for name in item.agencies})
        languages = sorted({name for item in old for name in item.languages})
        names = [old[source].name(place).encode("utf-8", "surrogatepass") for source, place in self._pairs()]
        counts = [count for _, count in packed]
        return Columns(
            index=tables.merge([tables.Part(i.index, m) for i, m in zip(old, moved, strict=True)], size),
            when=self._gather([item.when for item in old]),
            first=first,
            hashes=self._gather([item.hashes for item in old]),
            id_at=np.concatenate([[0], np.cumsum([len(name) for name in names])]).astype(np.uint32),
            ids=np.frombuffer(b"".join(names), dtype=np.uint8),
            block=np.repeat(np.arange(len(counts)), counts).astype(np.uint32),
            slot=np.concatenate([np.zeros(0, int), *map(np.arange, counts)]).astype(np.uint16),
            block_at=np.concatenate([[0], np.cumsum([size for size, _ in packed])]).astype(np.uint64),
            agency=self._gather([_coded(item.agencies, agencies)[item.agency] for item in old]),
            language=self._gather([_coded(item.languages, languages)[item.language] for item in old]),
            published=self._gather([item.published for item in old]),
            length=length,
            agencies=tuple(agencies),
            languages=tuple(languages),
            notices=self._notices(),
        )

    def _notices(self) -> tuple[tuple[int, Notice], ...]:
        held = [dict(segment.columns.notices) for segment in self.segments]
        return tuple(
            (new, held[source][place])
            for new, (source, place) in enumerate(self._pairs())
            if place in held[source]
        )

    def text(self) -> Iterator[tuple[bytes, int]]:
        """Yield the blocks of text with their numbers of lines; a block that stays whole is copied as it is."""
        pairs = self._pairs()
        at = 0
        held: list[bytes] = []
        while at < len(pairs):
            source, place = pairs[at]
            count = self._whole(pairs, at)
            if count:
                yield from records.blocks(held)
                held = []
                segment = self.segments[source]
                yield segment.block(int(segment.columns.block[place])), count
                at += count
                continue
            held.append(self.segments[source].line(place))
            at += 1
            if len(held) >= 64:
                yield from records.blocks(held)
                held = []
        yield from records.blocks(held)

    def _whole(self, pairs: list[tuple[int, int]], at: int) -> int:
        """Return how many dispatches the block that begins here has, if all of them follow in order; else 0."""
        source, place = pairs[at]
        columns = self.segments[source].columns
        if columns.slot[place]:
            return 0
        block = columns.block
        end = int(np.searchsorted(block, block[place], side="right"))
        wanted = [(source, other) for other in range(place, end)]
        return len(wanted) if pairs[at : at + len(wanted)] == wanted else 0

    def _pairs(self) -> list[tuple[int, int]]:
        return list(zip(self._source.tolist(), self._place.tolist(), strict=True))

    def _gather(self, columns: list[NDArray[Scalar]]) -> NDArray[Scalar]:
        """Return one column of all segments in the new order."""
        made: NDArray[Scalar] = np.zeros(len(self._source), dtype=np.result_type(*columns))
        for source, column in enumerate(columns):
            mine = self._source == source
            made[mine] = column[self._place[mine]]
        return made

    def _moved(self, first: NDArray[np.uint32]) -> list[NDArray[np.int32]]:
        """Return for each segment the new number of each of its sentences, -1 for removed ones."""
        made = []
        for source, segment in enumerate(self.segments):
            columns = segment.columns
            moved = np.full(columns.sentences, -1, dtype=np.int32)
            mine = np.flatnonzero(self._source == source)
            places = self._place[mine]
            counts = columns.sizes[places]
            shift = np.repeat(first[mine].astype(np.int64) - columns.first[places], counts)
            ends = np.cumsum(counts)
            inside = np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - counts, counts)
            old = np.repeat(columns.first[places].astype(np.int64), counts) + inside
            moved[old] = old + shift
            made.append(moved)
        return made
