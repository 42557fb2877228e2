"""What needs several articles: each as a possible source of the others."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Self
from urllib.parse import urlsplit

from provenance.config import Config
from provenance.match.archive import Archive
from provenance.page import GENERIC_NAME, Prepared, covers, text_credit

_SITE = re.compile(
    r"^(?:https?://)?(?:www\.|m\.)?([\w.-]{2,60})\.(?:com|org|net|info|news|co\.\w\w|com\.\w\w|\w\w)/?$"
)
_EDITIONS = frozenset(["online", "print", "digital", "epaper", "web", "website"])
"""Words behind an outlet's name that say in which form it appeared."""


def _called(outlet: str) -> str:
    """Return an outlet's name as it is compared: "The Herald", "HERALD", "herald.com" and "Herald Online" are one."""
    plain = unicodedata.normalize("NFKD", html.unescape(outlet).casefold().strip())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    site = _SITE.match(plain)
    words = re.findall(r"\w+", site[1] if site else plain)
    while len(words) > 1 and words[-1] in _EDITIONS:
        words.pop()
    return "".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def _host(url: str) -> str:
    """Return the host of an address, without the prefixes that one site has for its readers' devices."""
    host = (urlsplit(url).hostname or "").casefold()
    return re.sub(r"^(?:www|m|amp|mobile)\.", "", host)


def _page(url: str) -> tuple[str, str, str]:
    """Return host, path and numbered fields of an address: the other fields say how a reader came to the page."""
    parts = urlsplit(url)
    numbered = sorted(field for field in parts.query.split("&") if field.rpartition("=")[2].isdigit())
    return _host(url), parts.path.rstrip("/"), "&".join(numbered)


class Peers:
    """The articles of one run as a library of sources.

    A credited body is a witness of a dispatch (*reprint*); any other article can only show that words are shared. The
    library is an archive of the articles, in memory or on disk: it holds their words, and an article is read again when
    another is compared with it.

    Args:
        library: The articles.
        held: Some of them as they were read, so that they need not be read again.
    """

    def __init__(self, library: Archive, held: Mapping[str, Prepared] | None = None) -> None:
        self.library, self._held = library, held or {}
        self.sentences, self.vocabulary = library.sentences, library.vocabulary
        self.explained: set[tuple[str, int]] = set()
        """Segments that a dispatch at hand explains: what is shared with them is shared through the dispatch."""
        self.weight, self.frequency = library.weight, library.frequency
        self.frequencies, self.search_many = library.frequencies, library.search_many
        self.document, self.language, self.learn = library.document, library.language, library.learn

    @classmethod
    def of(cls, articles: Iterable[Prepared], *, config: Config) -> Self:
        """Build the library of some articles in memory, and hold them."""
        held = {article.document.id: article for article in articles}
        return cls(Archive.build(held.values(), config=config), held)

    def __reduce__(
        self,
    ) -> tuple[Callable[[type[Peers], Archive, set[tuple[str, int]]], Peers], tuple[object, ...]]:
        """Travel to another process with the library, and without what is held."""
        return _arrived, (type(self), self.library, self.explained)

    @property
    def count(self) -> int:
        """The number of articles."""
        return len(self.library)

    def get(self, name: str) -> Prepared:
        """Return an article by id."""
        return self._held.get(name) or self.library.get(name)

    def witness(self, name: str, article: Prepared) -> bool:
        """Tell whether an article is of another outlet: a newsroom's own text, or another version of a page, shows nothing."""
        mine, theirs = article.document, self.get(name).document
        if mine.url and theirs.url and _page(mine.url) == _page(theirs.url):
            return False
        named = mine.outlet, theirs.outlet
        if all(named):
            return len({_called(outlet) for outlet in named if outlet}) > 1
        hosts = {_host(document.url) for document in (mine, theirs) if document.url}
        return len(hosts) != 1 or not (mine.url and theirs.url)

    def credited(self, name: str, sentence: int) -> str | None:
        """Return the agency that an article credits for one of its segments, None where it names none or several."""
        article = self.get(name)
        segment = article.segments[sentence]
        own = [credit for credit in article.credits if credit.stretch and covers(credit, segment)]
        agencies = own[0].agencies if own else text_credit(article.credits)
        if len(agencies) != 1 or agencies[0] == GENERIC_NAME or segment.kind not in {"body", "subhead"}:
            return None
        inside = any(
            covers(credit, segment)
            for credit in article.credits
            if (credit.scope == "article" or credit.stretch) and agencies[0] in credit.agencies
        )
        return agencies[0] if inside else None


def _arrived(kind: type[Peers], library: Archive, explained: set[tuple[str, int]]) -> Peers:
    peers = kind(library)
    peers.explained = explained
    return peers
