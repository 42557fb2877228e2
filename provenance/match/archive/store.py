"""The archive itself: add, find, read back. Every change is one atomic step; readers keep a state until they ask anew."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np

from provenance.config import Config
from provenance.errors import ArchiveError
from provenance.match import keys as k
from provenance.match.alignment import Vocabulary
from provenance.match.archive import building, changing, searching, travel
from provenance.match.archive import manifest as m
from provenance.match.archive.files import Folder, Memory, Place
from provenance.match.archive.segment import NEVER
from provenance.match.archive.travel import Ticket
from provenance.match.archive.view import Hit, View
from provenance.match.archive.workers import read_all
from provenance.match.corrections import alike
from provenance.match.versions import earlier, marks
from provenance.page import Prepared, prepare
from provenance.records import Coverage, Document, Source
from provenance.text import moment

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.match.keys import Keys

BATCH = 5_000
"""Dispatches of one change: what is added, and reported, together."""
MOST = 128_000
"""Sentences of one change, whichever comes first: about 150 MB of memory."""
WAIT = 10.0
"""Seconds to wait for another writer."""
KEPT = 512
"""Dispatches that are kept as they were read."""
CODES = 65_536
"""Dispatches whose language is kept: two letters each."""


class Archive:
    """Dispatches that can be searched by their sentences.

    Use :meth:`open` for a folder on disk and :meth:`build` for documents in memory. An archive that is open elsewhere
    follows the changes made there; :meth:`pinned` gives one that does not, for the length of a run.
    """

    def __init__(
        self, place: Place, *, config: Config | None = None, view: View | None = None, follows: bool = True
    ) -> None:
        self._place, self.config = place, config or Config()
        self._follows = follows
        self._vocabulary: Vocabulary
        self._take(view or place.state())

    @classmethod
    def open(
        cls, path: str | Path, *, create: bool = False, config: Config | None = None, wait: float = WAIT
    ) -> Self:
        """Open the archive in a folder.

        Args:
            path: The folder, or a path that fsspec understands (``s3://wires/2031``): it is copied to this disk first, and
                cannot be changed there (``staged`` in ``match/archive/travel.py``).
            create: Make an empty archive where there is none; the folder must hold nothing else.
            config: Settings that dispatches are read with.
            wait: Seconds to wait for another writer before a change gives up.

        Raises:
            ArchiveError: The folder is no archive (and ``create`` is false), is damaged, or has another format.
        """
        if "://" in str(path):
            return cls(travel.located(path), config=config)
        folder = Path(path)
        if folder.is_file():
            raise ArchiveError(
                f"{folder} is a file, and an archive is a folder: give dispatches with --wires (in Python, "
                f"Archive.build(read(...))), or make an archive of them: provenance archive add {folder} --into wires/"
            )
        if create and not (folder / m.NAME).is_file():
            m.create(folder)
        return cls(Folder(folder, wait=wait), config=config)

    @classmethod
    def build(cls, documents: Iterable[Document | Prepared] = (), *, config: Config | None = None) -> Self:
        """Build an archive of documents in memory; nothing is written to disk."""
        archive = cls(Memory(), config=config)
        archive.add(documents)
        return archive

    def joined(self, documents: Iterable[Document]) -> Self:
        """Return this archive with more dispatches, held in memory; what is stored stays as it is, and unread."""
        base = (self._place, self._view) if isinstance(self._place, Folder) else None
        archive = type(self)(Memory(self._view, base), config=self.config)
        archive.add(documents)
        return archive

    def pinned(self) -> Self:
        """Return the archive as it is now, whatever is changed in it elsewhere: what one run should search."""
        self._refresh()
        same = type(self).__new__(type(self))
        same.__dict__.update(self.__dict__)  # what was read of this state is shared, and stays right
        same._follows = False
        return same

    @property
    def folder(self) -> Path | None:
        """The folder it lies in, None in memory."""
        return self._place.path if isinstance(self._place, Folder) else None

    def __reduce__(self) -> tuple[Callable[[type[Archive], Ticket], Archive], tuple[type[Self], Ticket]]:
        """Travel to another process as the path of the folder; dispatches in memory travel as they are."""
        ticket = Ticket.of(self._place, self._view, config=self.config, follows=self._follows)
        return _redeemed, (type(self), ticket)

    @property
    def state(self) -> str:
        """What tells this state apart from any with other dispatches."""
        self._refresh()
        return self._view.manifest.state

    def add(
        self,
        documents: Iterable[Document | Prepared | building.Read],
        *,
        batch: int = BATCH,
        jobs: int = 1,
        done: Callable[[int, int], object] | None = None,
    ) -> int:
        """Add dispatches, replacing those with the same id, and return how many were given.

        Every batch is one atomic change: after a failure all that ``done`` was told of is there, and nothing else.

        Args:
            documents: The dispatches; they are read as they come, never all at once.
            batch: The most dispatches of one change; smaller needs less memory, larger is faster.
            jobs: Processes that read dispatches; one process writes.
            done: Called after each change with the number of dispatches added so far, and how many of them replaced one.
        """
        count = replaced = 0
        held: dict[str, building.Read] = {}
        given = sentences = 0
        for item in read_all(map(self._as_dispatch, documents), self.config, jobs=jobs):
            if item.name in held and (kept := earlier(held[item.name].document, item.document)):
                held[kept.id] = building.read(kept, self.config)
            held[item.name] = item
            given, sentences = given + 1, sentences + item.count
            if given >= batch or sentences >= MOST:
                replaced += self._put(held)
                count, given, sentences = count + given, 0, 0
                held = {}
                if done is not None:
                    done(count, replaced)
        replaced += self._put(held)
        count += given
        if given and done is not None:
            done(count, replaced)
        return count

    def _as_dispatch(self, item: Document | Prepared | building.Read) -> Document | Prepared | building.Read:
        """Return what is added, with the agency and time that it says itself: not all who read it said what it is."""
        from provenance.readers import as_dispatch  # here, for a search needs no reader

        return as_dispatch(item, config=self.config.read) if isinstance(item, Document) else item

    def remove(self, ids: Iterable[str]) -> int:
        """Remove dispatches by id, all in one step, and return how many stood in the archive."""
        self._refresh()
        names = list(dict.fromkeys(ids))
        count = changing.remove(self._place, [*names, *self._view.stories.earlier(names)], counted=names)
        changing.tidy(self._place)
        self._take(self._place.state())
        return count

    def compact(self) -> None:
        """Write everything into as few segments as can be; what was removed goes from the disk."""
        changing.compact(self._place)
        self._take(self._place.state())

    def search(
        self,
        keys: Iterable[str | int],
        *,
        limit: int,
        after: float | None = None,
        before: float | None = None,
    ) -> list[Hit]:
        """Return the sentences that hold most of the rarest keys, best first.

        Args:
            keys: Index keys (terms and term pairs), or their numbers.
            limit: The most hits returned.
            after: Earliest release, in seconds since 1970; dispatches without a time are always searched.
            before: Latest release, likewise.
        """
        return self.search_many([k.as_keys(keys)], limit=limit, after=after, before=before)[0]

    def search_many(
        self, queries: Sequence[Keys], *, limit: int, after: float | None = None, before: float | None = None
    ) -> list[list[Hit]]:
        """Return :meth:`search` of many sentences at once, each given by the numbers of its keys."""
        self._refresh()
        return searching.search(self._view, queries, limit=limit, after=after, before=before)

    def passage(self, hit: Hit) -> tuple[Document, int, int]:
        """Return the dispatch of a hit, and the code points of the sentence in it."""
        document = self._view.document(hit.doc)
        return document, *building.passage(document, hit.sentence, self.config)

    def weight(self, key: str) -> float:
        """Return the rarity of a key: its inverse document frequency over the archive's sentences.

        A small archive knows too little of rarity: it is counted as at least 2,000 sentences.
        """
        return self._view.weight(key)

    def frequency(self, key: str) -> int:
        """Return in how many sentences a key stands; removed ones do not count."""
        return self._view.frequency(key)

    def frequencies(self, keys: Keys) -> NDArray[np.int64]:
        """Return in how many sentences each of some keys stands, given by number."""
        return self._view.frequencies(keys)

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary that dispatches are packed with for alignment."""
        if self._vocabulary.full:
            self._vocabulary = Vocabulary(self._view.weight)
        return self._vocabulary

    def learn(self, terms: Iterable[str]) -> None:
        """Look up the rarity of many terms at once, before they are asked for one by one."""
        self._view.learn(terms)

    def coverage(
        self, *, after: float | None = None, before: float | None = None, without: str = ""
    ) -> Coverage:
        """Return how much the archive holds: dispatches, sentences, agencies and the range of release times.

        Args:
            after: Earliest release, as in :meth:`search`: only what it would search is counted.
            before: Latest release, likewise.
            without: The id of the article that asks: nothing is compared with itself.
        """
        self._refresh()
        return self._view.coverage(after, before, without=without)

    def undated(self, *, without: str = "") -> int:
        """Return how many dispatches have no time."""
        return self._view.undated(without=without)

    def document(self, name: str) -> Document:
        """Return a dispatch as it was given; raises KeyError where there is none with this id."""
        return self._view.document(name)

    def documents(self) -> Iterator[Document]:
        """Yield every dispatch of the present state, segment by segment in order of time."""
        self._refresh()
        for live in self._view.lives:
            for place in np.flatnonzero(live.alive).tolist():
                yield live.segment.document(place)

    @property
    def sentences(self) -> int:
        """The number of sentences that can be found."""
        return self._view.sentences

    def notices(self, document: Source) -> list[Document]:
        """Return the dispatches that correct or withdraw a dispatch, in order of release."""
        when = moment(document.published)
        at, story = math.floor(when.earliest) if when else NEVER, marks(_as_document(document))[1]
        sure, maybe = self._view.stories.about(document, at, story)
        likely = [self._view.document(item.doc) for item in maybe]
        return [self._view.document(item.doc) for item in sure] + [
            item for item in likely if alike(document.text, item.text)
        ]

    def __contains__(self, name: str) -> bool:
        self._refresh()
        return self._view.find(name) is not None

    def __len__(self) -> int:
        return self.coverage().documents

    def _put(self, held: dict[str, building.Read]) -> int:
        if not held:
            return 0
        replaced = changing.put(self._place, list(held.values()), self.config)
        changing.tidy(self._place)
        self._take(self._place.state())
        return replaced

    def _refresh(self) -> None:
        """Follow what was changed elsewhere."""
        if self._follows and self._place.moved():
            self._take(self._place.state())

    def _take(self, view: View) -> None:
        self._view = view
        self.get = lru_cache(maxsize=KEPT)(partial(_read, view, self.config))
        self.language = lru_cache(maxsize=CODES)(partial(_language, view, self.config))
        self._vocabulary = Vocabulary(view.weight)


def _redeemed(kind: type[Archive], ticket: Ticket) -> Archive:
    place, view = ticket.redeem()
    return kind(place, config=ticket.config, view=view, follows=ticket.follows)


def _read(view: View, config: Config, name: str) -> Prepared:
    """Return a dispatch, prepared; its words are looked up all at once."""
    prepared = prepare(view.document(name), config=config)
    view.learn(prepared.terms)
    return prepared


def _language(view: View, config: Config, name: str) -> str:
    """Return the language of a dispatch, told without reading it."""
    if not config.read.language and (kept := view.language(name)):
        return kept
    return building.language(view.document(name), config)


def _as_document(source: Source) -> Document:
    return Document(id=source.id, text=source.text, title=source.title, agency=source.agency)
