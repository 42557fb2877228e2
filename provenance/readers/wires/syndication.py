"""RSS and Atom, read from bytes by feedparser, which is never given an address."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from provenance.config import ReadConfig
from provenance.errors import MissingExtra, ReadError
from provenance.readers.fields import Role
from provenance.readers.head import Head
from provenance.readers.inputs import read_all
from provenance.readers.wires.item import Item, document, texts
from provenance.readers.wires.lines import Line, of_string
from provenance.records import Document

WHAT = "RSS/Atom"
_ENTITY = re.compile(rb"<!ENTITY", re.I)
_SUMMARY = "the feed gives a summary: the text may be no more than the beginning of the article"
_TEXT_LEAST = 200
"""Code points: a shorter text of an entry is taken for the feed's summary."""


def recognise(head: Head) -> bool:
    """Tell RSS and Atom by the first element."""
    return (
        head.root == "rss"
        or (head.root == "feed" and "Atom" in head.attributes)
        or (head.root == "RDF" and "purl.org/rss" in head.text)
    )


def read_feed(
    stream: BinaryIO, stem: str, *, config: ReadConfig, role: Role | None = None
) -> Iterator[Document | ReadError]:
    """Read every entry; where a feed gives a summary alone, that is the text, and a note says so."""
    data = read_all(stream, config=config)
    if _ENTITY.search(data[:20_000]):
        raise ReadError("", f"{WHAT}: declares an entity: refused, no entity is read", line=1)
    try:
        import feedparser
    except ImportError as error:
        raise MissingExtra("feedparser", "formats") from error
    found: Any = feedparser.parse(io.BytesIO(data))
    for number, entry in enumerate(found.entries, start=1):
        try:
            yield document(_item(entry, found.feed), f"{stem}:{number}", role=role, what=WHAT)
        except ReadError as error:
            yield ReadError("", error.reason, line=number)
    wrong = found.get("bozo_exception") if found.get("bozo") else None
    place = getattr(wrong, "getLineNumber", lambda: None)()
    if not found.entries:
        yield ReadError("", f"{WHAT}: holds no entry{f': {wrong}' if wrong else ''}", line=place)
    elif place is not None:
        said = getattr(wrong, "getMessage", lambda: str(wrong))()
        yield ReadError(
            "", f"{WHAT}: is not well-formed XML: {said}; {len(found.entries)} entries were read", line=place
        )


def _item(entry: Any, feed: Any) -> Item:  # noqa: ANN401  (feedparser has no types)
    lines, short = _body(entry)
    authors = [author.get("name", "") for author in entry.get("authors", [])] or [entry.get("author", "")]
    updated = dict.get(
        entry, "updated", ""
    )  # feedparser's own get falls back to the publication, with a warning
    published = entry.get("published", "")
    source = entry.get("source", {}).get("title", "")
    return Item(
        id=next(filter(None, (entry.get("id"), entry.get("link"))), ""),
        headline=" ".join(line.text for line in of_string(entry.get("title", ""))),
        byline="; ".join(texts(authors)),
        outlet=feed.get("title", ""),
        url=entry.get("link", ""),
        language=entry.get("language", feed.get("language", "")),
        published=published or updated,
        updated=updated if published else "",
        credited=texts((*authors, source, entry.get("publisher", ""))),
        distributor=texts((feed.get("publisher", ""), feed.get("title", ""), _host(feed.get("link", "")))),
        lines=tuple(lines or [Line(entry.get("title", ""))]),
        notes=(_SUMMARY,) if short else (),
    )


def _body(entry: Any) -> tuple[list[Line], bool]:  # noqa: ANN401
    """Return the lines of an entry, and whether they may be no more than its beginning."""
    contents = [part.get("value", "") for part in entry.get("content", [])]
    lines = next(
        (found for text in (*contents, entry.get("summary", "")) if text and (found := of_string(text))), []
    )
    return lines, not contents or sum(len(line.text) for line in lines) < _TEXT_LEAST


def _host(address: str) -> str:
    return address.rsplit("//", maxsplit=1)[-1].split("/", maxsplit=1)[0]
