"""The archive itself: add, find, read back. One writer, many readers; every change is one atomic commit a shard."""

from __future__ import annotations

import json
import math
import shutil
import tempfile
import weakref
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Self

import tantivy

from provenance.config import Config
from provenance.errors import ArchiveError
from provenance.match.alignment import Vocabulary
from provenance.match.archive import schema
from provenance.match.archive.ledger import Ledger
from provenance.page import Prepared, prepare
from provenance.records import Coverage, Document
from provenance.text import tokenise, year_month

HEAP = 64_000_000
"""Bytes of memory of the index writer."""
BATCH = 2_000
"""Dispatches between two commits while adding."""
MARGIN = 3 * 86_400
"""Seconds by which a dispatch of uncertain time may lie outside the month its shard is named after."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence found: the dispatch's id, the segment's number in it, and the BM25 score."""

    doc: str
    sentence: int
    score: float


class Archive:
    """Dispatches that can be searched by their sentences.

    Use :meth:`open` for a folder on disk and :meth:`build` for documents in memory (a temporary folder that goes
    when the archive does). Documents are read lazily and kept in a small cache.
    """

    def __init__(self, folder: Path, *, config: Config | None = None) -> None:
        self.folder, self.config = folder, config or Config()
        self._shards: dict[str, tantivy.Index] = {}
        for path in sorted(folder.glob("shards/*")):
            self._shards[path.name] = tantivy.Index.open(str(path))
        self._searchers = {name: index.searcher() for name, index in self._shards.items()}
        self.get = lru_cache(maxsize=512)(self._read)
        self.frequency = lru_cache(maxsize=200_000)(self._frequency)
        self._vocabulary = Vocabulary(self.weight)
        self._counted: Ledger | None = None
        self._sentences: int | None = None

    @classmethod
    def open(cls, path: str | Path, *, create: bool = False, config: Config | None = None) -> Self:
        """Open the archive in a folder.

        Raises:
            ArchiveError: The folder is no archive (and ``create`` is false), is damaged, or has another format.
        """
        folder = Path(path)
        mark = folder / "archive.json"
        if not mark.is_file():
            if not create:
                raise ArchiveError(
                    f"{path} is no archive; make one with: provenance archive add FILES --into {path}"
                )
            if folder.exists() and any(folder.iterdir()):
                raise ArchiveError(f"{path} holds other files; name a new or empty folder for the archive")
            (folder / "shards").mkdir(parents=True, exist_ok=True)
            mark.write_text(json.dumps({"format": schema.FORMAT}) + "\n", "utf-8")
        try:
            found = json.loads(mark.read_text("utf-8")).get("format")
        except (ValueError, AttributeError) as error:
            raise ArchiveError(f"{mark} cannot be read: {error}") from error
        if found != schema.FORMAT:
            raise ArchiveError(f"{path} has format {found!r}; this version reads {schema.FORMAT!r}")
        try:
            return cls(folder, config=config)
        except ValueError as error:
            raise ArchiveError(f"{path} is damaged: {error}") from error

    @classmethod
    def build(cls, documents: Iterable[Document | Prepared] = (), *, config: Config | None = None) -> Self:
        """Build an archive of documents in a temporary folder, removed with the object."""
        folder = Path(tempfile.mkdtemp(prefix="provenance-"))
        archive = cls.open(folder, create=True, config=config)
        weakref.finalize(archive, shutil.rmtree, folder, ignore_errors=True)
        archive.add(documents)
        return archive

    def add(self, documents: Iterable[Document | Prepared]) -> int:
        """Add dispatches, replacing those with the same id, and return how many were given."""
        count, batch = 0, []
        for document in documents:
            batch.append(
                document if isinstance(document, Prepared) else prepare(document, config=self.config)
            )
            count += 1
            if len(batch) >= BATCH:
                self._commit(batch)
                batch = []
        self._commit(batch)
        return count

    def remove(self, ids: Iterable[str]) -> int:
        """Remove dispatches by id and return how many stood in the archive."""
        wanted = list(dict.fromkeys(ids))
        found = [name for name in wanted if name in self]
        for index in self._shards.values():
            writer = index.writer(HEAP, 1)
            for name in found:
                writer.delete_documents_by_term("doc", name)
            writer.commit()
            writer.wait_merging_threads()
        self._changed()
        return len(found)

    def search(
        self, keys: Iterable[str], *, limit: int, after: float | None = None, before: float | None = None
    ) -> list[Hit]:
        """Return the sentences that hold most of the rarest keys, best first.

        Args:
            keys: Index keys (terms and term pairs).
            limit: The most hits returned.
            after: Earliest release, in seconds since 1970; dispatches without a time are always searched.
            before: Latest release, likewise.
        """
        wanted = sorted(keys)
        hits = [
            hit
            for name in self._within(after, before)
            for hit in self._search(name, wanted, limit, after, before)
        ]
        return sorted(hits, key=lambda hit: (-hit.score, hit.doc, hit.sentence))[:limit]

    def weight(self, key: str) -> float:
        """Return the rarity of a key: its inverse document frequency over the archive's sentences.

        A small archive knows too little of rarity: it is counted as at least 2,000 sentences.
        """
        return math.log(max(self.sentences, 2_000) / (1 + self.frequency(key)))

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary that dispatches are packed with for alignment."""
        if self._vocabulary.full:
            self._vocabulary = Vocabulary(self.weight)
        return self._vocabulary

    def coverage(
        self, *, after: float | None = None, before: float | None = None, without: str = ""
    ) -> Coverage:
        """Return how much the archive holds: dispatches, sentences, agencies and the range of release times.

        Args:
            after: Earliest release, as in :meth:`search`: only what it would search is counted.
            before: Latest release, likewise.
            without: The id of the article that asks.
        """
        return self._ledger().coverage(after=after, before=before, without=without)

    def undated(self, *, without: str = "") -> int:
        """Return how many dispatches have no time."""
        return self._ledger().undated(without=without)

    def _ledger(self) -> Ledger:
        if self._counted is None:
            self._counted = Ledger(schema.entry(record) for record in self._records())
        return self._counted

    def documents(self) -> Iterator[Document]:
        """Yield every dispatch, by shard and id."""
        for record in self._records():
            yield schema.load(record)[0]

    def _records(self) -> Iterator[bytes]:
        for index in self._shards.values():
            searcher = index.searcher()
            query = tantivy.Query.term_query(index.schema, "type", "dispatch", "basic")
            hits = searcher.search(query, limit=max(1, searcher.num_docs)).hits
            records = [searcher.doc(address) for _, address in hits]
            for record in sorted(records, key=lambda item: str(item.get_first("doc"))):
                yield _bytes(record)

    @property
    def sentences(self) -> int:
        """The number of sentences that can be found."""
        if self._sentences is None:
            self._sentences = sum(self._count(index, "type", "sentence") for index in self._shards.values())
        return self._sentences

    def __contains__(self, name: str) -> bool:
        return any(self._count(index, "doc", name) for index in self._shards.values())

    def __len__(self) -> int:
        return self.coverage().documents

    def _read(self, name: str) -> Prepared:
        for index in self._shards.values():
            searcher = index.searcher()
            both = [
                (tantivy.Occur.Must, tantivy.Query.term_query(index.schema, "doc", name, "basic")),
                (tantivy.Occur.Must, tantivy.Query.term_query(index.schema, "type", "dispatch", "basic")),
            ]
            hits = searcher.search(tantivy.Query.boolean_query(both), limit=1).hits
            if hits:
                document, segments, declared, quotes = schema.load(_bytes(searcher.doc(hits[0][1])))
                tokens = tokenise(document.text, language=document.language or self.config.read.language)
                return Prepared.of(document, tokens, segments, declared, quotes)
        raise KeyError(name)

    @staticmethod
    def _count(index: tantivy.Index, field: str, value: str) -> int:
        """Return how many records hold a value; a document frequency would count removed ones until they are merged."""
        query = tantivy.Query.term_query(index.schema, field, value, "basic")
        found = index.searcher().search(query, limit=1, count=True)
        return int(found.count or 0)  # type: ignore[attr-defined]  # the library's stub leaves it out

    def _frequency(self, key: str) -> int:
        """Return in how many sentences a key stands; removed ones count until their segment is merged."""
        return sum([searcher.doc_freq("terms", key) for searcher in self._searchers.values()])

    def _search(
        self, name: str, keys: list[str], limit: int, after: float | None, before: float | None
    ) -> list[Hit]:
        index = self._shards[name]
        should = [
            (tantivy.Occur.Should, tantivy.Query.term_query(index.schema, "terms", key, "basic"))
            for key in keys
        ]
        if not should:
            return []
        query = tantivy.Query.boolean_query(should)
        if name != "undated" and (after is not None or before is not None):
            span = tantivy.Query.range_query(
                index.schema,
                "at",
                tantivy.FieldType.Integer,
                None if after is None else math.floor(after),
                None if before is None else math.ceil(before),
            )
            query = tantivy.Query.boolean_query(
                [
                    (tantivy.Occur.Must, query),
                    (tantivy.Occur.Must, tantivy.Query.const_score_query(span, 0.0)),
                ]
            )
        searcher = self._searchers[name]
        found = [
            (score, searcher.doc(address))
            for score, address in searcher.search(query, limit=limit, count=False).hits
        ]
        return [
            Hit(str(item.get_first("doc")), int(str(item.get_first("sentence"))), float(score))
            for score, item in found
        ]

    def _within(self, after: float | None, before: float | None) -> list[str]:
        """Return the shards that can hold a release in the range; a shard's name is compared by month."""
        low = "" if after is None else month_name(after - MARGIN)
        high = "9999-99" if before is None else month_name(before + MARGIN)
        return [name for name in self._shards if name == "undated" or low <= name <= high]

    def _commit(self, batch: list[Prepared]) -> None:
        if not batch:
            return
        known = [item.document.id for item in batch if item.document.id in self]
        if known:
            self.remove(known)
        by_shard: dict[str, dict[str, Prepared]] = {}
        for item in batch:
            for others in by_shard.values():
                others.pop(item.document.id, None)
            by_shard.setdefault(year_month(item.when), {})[item.document.id] = item
        for name, items in sorted(by_shard.items()):
            writer = self._shard(name).writer(HEAP, 1)
            for item in items.values():
                for record in schema.records(item):
                    writer.add_document(record)
            writer.commit()
            writer.wait_merging_threads()
        self._changed()

    def _shard(self, name: str) -> tantivy.Index:
        if name not in self._shards:
            path = self.folder / "shards" / name
            path.mkdir(parents=True, exist_ok=True)
            self._shards[name] = tantivy.Index(schema.build(), path=str(path))
            self._shards = dict(sorted(self._shards.items()))
        return self._shards[name]

    def _changed(self) -> None:
        for index in self._shards.values():
            index.reload()
        self._searchers = {name: index.searcher() for name, index in self._shards.items()}
        self.get.cache_clear()
        self.frequency.cache_clear()
        self._vocabulary = Vocabulary(self.weight)
        self._counted = self._sentences = None


def _bytes(record: tantivy.Document) -> bytes:
    """Return the stored JSON of a dispatch record."""
    value = record.get_first("record")
    return bytes(value) if value is not None else b""


def month_name(seconds: float) -> str:
    """Return the month of a moment in UTC, as a shard is named; far years are clipped to the first and the last."""
    return datetime.fromtimestamp(min(max(seconds, -62_000_000_000), 253_000_000_000), UTC).strftime("%Y-%m")
