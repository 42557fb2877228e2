"""What stands on the editor's list."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from provenance.records import Coverage
from provenance.show import LABELS, Beside, ListFacts


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at in one article.

    ``certainty`` is that of the surest sentence (matched, likely, possible), ``stated`` where it rests on words of the page itself.
    ``weight`` (0-100) orders the list; ``sentences`` are concerned, of which ``places`` shows some. ``key`` is the same on every
    day on which the same is found; ``new`` tells that it was not on the list of a day before.
    """

    kind: str
    agency: str
    certainty: str
    weight: float
    says: str
    sentences: int
    places: tuple[Beside, ...]
    key: str = ""
    new: bool = False

    @property
    def label(self) -> str:
        """Return the name of the kind."""
        return LABELS[self.kind]


@dataclass(frozen=True, slots=True)
class Entry:
    """An article with what to look at in it, the weightiest first. ``published`` is as stated, ``when`` the same in words."""

    id: str
    outlet: str
    title: str
    published: str | None
    when: str
    url: str
    items: tuple[Item, ...]

    @property
    def weight(self) -> float:
        """Return the weight of the weightiest item."""
        return self.items[0].weight

    @property
    def new(self) -> bool:
        """Tell whether anything of it is new."""
        return any(item.new for item in self.items)


class Listing(Protocol):
    """What pages and tables ask of a list."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return the articles in order."""

    @property
    def undated(self) -> tuple[Entry, ...]:
        """Return those apart that state no time."""

    @property
    def facts(self) -> ListFacts:
        """Return what is known of the whole list."""

    @property
    def made(self) -> tuple[tuple[str, str], ...]:
        """Return version and settings."""

    @property
    def archive(self) -> Coverage:
        """Return what was at hand."""

    def __iter__(self) -> Iterator[tuple[Entry, Item]]: ...


def key_of(article: str, item: Item) -> str:
    """Return what an item is known by from day to day: the article, the kind, the agency and the sentences shown."""
    parts = [article, item.kind, item.agency, *(place.text for place in item.places)]
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
