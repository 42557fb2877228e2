"""XML of an unknown kind that holds records: an element that repeats, with children whose names are usual.

Agencies' own interfaces (Ritzau, NTB, press releases) and exports give a headline, a time and a body by names that every
newsroom would choose; the body is often escaped HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from provenance.config import ReadConfig
from provenance.errors import ReadError
from provenance.readers.columns import fold, match
from provenance.readers.fields import Role
from provenance.readers.head import Head
from provenance.readers.inputs import read_all
from provenance.readers.wires.item import Item, document, texts, versioned
from provenance.readers.wires.lines import Line, of_markup, of_string
from provenance.readers.wires.xml import Element, elements, language, local, words
from provenance.records import Document

WHAT = "XML records"
_NAME = re.compile(r"<([A-Za-z][\w.-]{0,60})[\s>/]")
_BODIES = (
    "content",
    "body",
    "text",
    "story",
    "articlebody",
    "bodytext",
    "fulltext",
    "brodtekst",
    "paragraphs",
    "tailparagraphs",
    "leadparagraph",
)
_TITLES = ("headline", "title", "hl1", "titel", "tittel", "rubrik", "overskrift", "otsikko")
_RECORDS = (
    "rbnews", "document", "release", "article", "item", "record", "story", "news", "newsarticle", "entry", "doc", "row", "post", "artikel", "nyhet", "message", "pressrelease", "dispatch", "feeditem",
)  # fmt: skip
_MORE = {
    "deck": ("subtitle", "subheadline", "deck", "leadtext", "ingress"),
    "dateline": ("dateline", "town", "city", "location"),
    "slug": ("strapline", "slug", "slugline", "keywords"),
    "source": ("origin", "source", "agency", "provider", "copyright", "credit", "sourcename", "publisher"),
    "embargo": ("embargo", "embargoed", "embargountil"),
    "status": ("status", "pubstatus", "annulleret", "state"),
    "replaces": ("replaces", "replacedid", "replacesid"),
    "notes": ("ednote", "editornote", "internalnote", "note"),
}


def recognise(head: Head) -> bool:
    """Tell XML that names an element of each kind, and one that can hold both."""
    if not head.root or head.root.casefold() in (
        "html",
        "svg",
        "plist",
        "opml",
        "kml",
        "gpx",
        "worksheet",
        "doc",
        "tei",
        "reuters",
    ):
        return False
    names = {fold(name) for name in _NAME.findall(head.text)}
    return bool(names & set(_BODIES) and names & set(_TITLES) and names & set(_RECORDS))


def read_records(
    stream: BinaryIO, stem: str, *, config: ReadConfig, role: Role | None = None
) -> Iterator[Document | ReadError]:
    """Read every element that has a title and a text among its children."""
    data = read_all(stream, config=config)
    name = _record_name(data)
    count = 0
    for element in elements(data, (name,), WHAT) if name else ():
        count += 1
        try:
            yield document(_item(element), f"{stem}:{count}", role=role, what=WHAT)
        except ReadError as error:
            yield ReadError("", error.reason, line=element.sourceline)
    if not count:
        yield ReadError("", f"{WHAT}: no element holds both a title and a text")


def _record_name(data: bytes) -> str:
    """Return the name of the first element whose own children are a title and a text."""
    names = {
        found for found in _NAME.findall(data[:200_000].decode("utf-8", "replace")) if fold(found) in _RECORDS
    }
    for element in elements(data, names, WHAT):
        inner = {fold(local(child)) for child in element}
        if inner & set(_BODIES) and inner & set(_TITLES):
            return local(element)
        nested = [
            child for child in element.iter() if child is not element and fold(local(child)) in _RECORDS
        ]
        found = next((child for child in nested if {fold(local(one)) for one in child} & set(_BODIES)), None)
        return local(found) if found is not None else local(element)
    return ""


def _item(element: Element) -> Item:
    children = {local(child): child for child in reversed(element)}
    fields = {field: words(children[name]) for field, name in match(list(children)).items()}
    folded = {fold(name): child for name, child in children.items()}
    more = {field: _first(folded, names) for field, names in _MORE.items()}
    name, version = fields.get("id") or _id(element), fields.get("version", "")
    withdrawn = more["status"].casefold() in ("true", "1")
    tongue = (fields.get("language"), language(element), element.get("lang"))
    return Item(
        id=versioned(name, version),
        story=name,
        version=version,
        headline=_first(folded, _TITLES),
        deck=more["deck"],
        byline=fields.get("byline", ""),
        dateline=more["dateline"] if "(" in more["dateline"] else "",
        slug=more["slug"],
        language=str(next(filter(None, tongue), "")),
        url=fields.get("url", ""),
        published=fields.get("published") or fields.get("updated", ""),
        embargo=more["embargo"],
        states=("canceled" if withdrawn else more["status"],),
        replaces=texts((more["replaces"],)),
        editor_notes=texts((more["notes"],)),
        credited=(fields.get("agency", ""), fields.get("credit", "")),
        distributor=(more["source"].removeprefix("Via ").strip("/"), fields.get("outlet", "")),
        hints=(_last(element),),
        lines=tuple(_lines(folded)),
    )


def _id(element: Element) -> str:
    """Return the first child whose name ends like an id, or the attribute."""
    named = (words(child) for child in element if fold(local(child)).endswith("id"))
    return next(filter(None, (*named, str(element.get("id") or ""))), "")


def _first(folded: dict[str, Element], names: tuple[str, ...]) -> str:
    """Return the text of the first of some children that has any."""
    return next((text for name in names if name in folded and (text := _text(folded[name]))), "")


def _last(element: Element) -> str:
    """Return the last line of the body, where an agency signs."""
    inner = [line for line in _lines({fold(local(child)): child for child in element}) if line.text]
    return inner[-1].text[:60] if inner else ""


def _lines(folded: dict[str, Element]) -> list[Line]:
    found: list[Line] = []
    for name in ("leadparagraph", *(body for body in _BODIES if body != "leadparagraph")):
        child = folded.get(name)
        if child is None or (found and name not in ("tailparagraphs",)):
            continue
        found += (
            of_markup(child)
            if len(child) and any(words(part) for part in child)
            else of_string(child.text or "")
        )
    return found


def _text(child: Element) -> str:
    """Return the text of a child in one line; it may be escaped HTML."""
    return " ".join(line.text for line in of_string(words(child)))
