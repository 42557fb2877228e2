"""What a web page says about itself: JSON-LD first, then ``meta`` and ``link``; nothing is looked up.

Field names are those of schema.org (NewsArticle) and Open Graph. A claim of a page is a claim: stages judge it.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import html as lxml_html

from provenance.readers.dates import read_date
from provenance.readers.fields import is_time, tidy
from provenance.readers.jsonld import Graph, Item, PageNames, listed, squash, unarchived

_LONG = 500
"""Code points of a fact; a longer value is no headline, name or date."""
_ESCAPES = 3
"""Times that a text may have been escaped on its way into a page."""
_MAX_HEADINGS = 20
"""Headings of the first rank that a page may call itself by; a page with more is a list of stories."""

_META: Mapping[str, tuple[str, ...]] = {
    "title": ("og:title", "twitter:title", "dc.title", "headline"),
    "outlet": ("og:site_name", "application-name", "dc.publisher"),
    "published": (
        "article:published_time",
        "og:article:published_time",
        "datepublished",
        "date",
        "dc.date",
        "dc.date.issued",
        "dcterms.created",
        "pubdate",
        "publishdate",
        "publish-date",
        "parsely-pub-date",
        "sailthru.date",
        "cxenseparse:recs:publishtime",
        "pdate",
        "vr:published_time",
        "publication_date",
        "publish_date",
        "citation_publication_date",
    ),
    "updated": ("article:modified_time", "datemodified", "og:updated_time", "last-modified"),
    "byline": (
        "author",
        "article:author",
        "og:article:author",
        "article:author_name",
        "dc.creator",
        "dcterms.creator",
        "byl",
        "parsely-author",
        "sailthru.author",
        "cxenseparse:author",
        "vr:author",
        "citation_author",
        "written by",
    ),
    "credit": ("credit", "syndication-credit", "source", "article:source", "article_source"),
    "url": ("og:url",),
    "language": ("language", "content-language"),
    "section": ("article:section", "og:article:section", "parsely-section"),
}
_NAMES = ("name", "@value", "legalName", "alternateName")
"""Where an object of JSON-LD says what it is called, the plainest first."""
_ADDRESS = re.compile(r"^(?:https?:)?//|^www\.|^\W*\d*\W*$|^@", re.IGNORECASE)
"""What stands in an author field and names nobody: an address, an account, a number."""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page states: the fields of a Document, its whole text where it gives that apart, and whether all may read it.

    ``fields`` has the ``section`` beside the fields of a Document. ``heads`` are what it calls itself: its titles in the order of trust. ``window`` is the title of its window, which
    may name the site as well, or nothing else.
    """

    fields: dict[str, str]
    heads: tuple[str, ...] = ()
    window: str = ""
    body: str | None = None
    is_free: bool = True


def page_facts(root: lxml_html.HtmlElement) -> PageFacts:
    """Return what a page states, each fact once, the most explicit place first."""
    metas = _metas(root)
    marked = dict(_first(_from_markup(root, metas)))
    graph = Graph(root)
    heads = _heads(root, metas)
    window = _title(root)
    items = graph.articles(PageNames(heads, marked.get("url"), window))
    facts = dict(_first(pair for item in items for pair in _from_item(item, graph)))
    if author := _second_author(metas, facts):
        facts["byline"] += f", {author}"
    bodies = [body for item in items for key in ("articleBody", "text") if (body := _body(item.get(key)))]
    stated = [metas[key] for key in _META["title"] if key in metas]
    named = (*stated, facts.get("title", ""), window)
    return PageFacts(
        {**marked, **facts}, named, window, max(bodies, key=len, default=None), _is_free(items, metas)
    )


def tidy_time(value: str) -> str:
    """Return a time as ISO 8601 where it is in another form that sites state; else as it is.

    >>> tidy_time("Tue, 05 Mar 2024 11:00:00 +0100"), tidy_time("2024-03-05 11:00:00 +0100")
    ('2024-03-05T11:00:00+01:00', '2024-03-05T11:00:00+01:00')
    """
    value = value.strip()
    found = None if is_time(value) else read_date(value)
    return value if found is None or found.open else found.day_first or found.month_first or value


def _first(pairs: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for name, value in pairs:
        if name not in seen:
            seen.add(name)
            yield name, value


def _body(value: object) -> str:
    """Return a stated text, which may be a list of its paragraphs, or markup written as text."""
    parts = [part for part in listed(value) if isinstance(part, str)]
    text = "\n".join(parts)
    for _ in range(_ESCAPES):
        if "<" in text or "&lt;" not in text.replace("&amp;lt;", "&lt;"):
            break
        text = html.unescape(text)
    return text


def _is_free(items: Sequence[Item], metas: Mapping[str, str]) -> bool:
    """Tell whether nothing on a page says that its text, or a part of it, is not free to read."""
    parts = [part for item in items for part in listed(item.get("hasPart")) if isinstance(part, dict)]
    said = [value for item in (*items, *parts) for value in listed(item.get("isAccessibleForFree"))]
    said.append(metas.get("isaccessibleforfree"))
    closed = any(str(value).rpartition("/")[2].lower() == "false" for value in said)
    return not closed and metas.get("article:content_tier", "").lower() != "locked"


def _heads(root: lxml_html.HtmlElement, metas: Mapping[str, str]) -> tuple[str, ...]:
    """Return what the page calls itself, the title of its window apart."""
    headings = [" ".join(element.itertext()) for element in root.iter("h1")]
    stated = [metas[key] for key in _META["title"] if key in metas]
    # a page with many headings of the first rank lists other stories under them
    shown = headings if len(headings) <= _MAX_HEADINGS else []
    return tuple(head for head in (*shown, *stated) if 0 < len(head) <= _LONG)


def _from_item(item: Item, graph: Graph) -> Iterator[tuple[str, str]]:
    stated = [item.get(key) for key in ("creditText", "sourceOrganization", "provider", "copyrightHolder")]
    fields = {
        "title": item.get("headline") or item.get("name"),
        "outlet": item.get("publisher"),
        "published": item.get("datePublished") or item.get("dateCreated"),
        "updated": item.get("dateModified"),
        "byline": item.get("author") or item.get("creator"),
        "credit": next((value for value in stated if value), None),
        "url": item.get("url"),
        "language": item.get("inLanguage"),
        "section": listed(item.get("articleSection"))[:1],  # the others are its place among them
    }
    for name, value in fields.items():
        names = [text for part in _flat(value) if (text := _name(graph.named(part)))]
        if fact := _fact(name, ", ".join(dict.fromkeys(names))):
            yield name, fact


def _flat(value: object) -> Iterator[object]:
    """Yield the members of a value that may be a list of lists, or an object that holds one."""
    held = value.get("@list", value.get("@set", value)) if isinstance(value, dict) else value
    for part in listed(held):
        yield from part if isinstance(part, list) else [part]


def _fact(name: str, text: str) -> str | None:
    """Return a stated value as it is kept, None where it says nothing."""
    if not 0 < len(text) <= _LONG:
        return None
    if name == "url":
        return unarchived(text) if _is_web(unarchived(text)) else None
    if name in ("published", "updated"):
        return tidy_time(text)
    return None if name in ("byline", "outlet", "credit") and _ADDRESS.match(text) else text


def _from_markup(root: lxml_html.HtmlElement, metas: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield from _canonical(root)
    for name, keys in _META.items():
        for key in filter(metas.__contains__, keys):
            if fact := _fact(name, metas[key]):
                yield name, fact
    language = (root.get("lang") or "").strip()
    if 0 < len(language) <= 35:
        yield "language", language


def _title(root: lxml_html.HtmlElement) -> str:
    title = next((tidy(element.text_content()) for element in root.iter("title")), "")
    return title if len(title) <= _LONG else ""


def _canonical(root: lxml_html.HtmlElement) -> Iterator[tuple[str, str]]:
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and (fact := _fact("url", link.get("href") or "")):
            yield "url", fact


def _metas(root: lxml_html.HtmlElement) -> dict[str, str]:
    """Return the page's meta tags by name, the first of each."""
    metas: dict[str, str] = {}
    for element in root.iter("meta"):
        content = tidy(element.get("content") or "")
        # a tag may carry two names, such as name="author" property="article:author"
        names = {(element.get(key) or "").strip().lower() for key in ("name", "property", "itemprop")}
        if 0 < len(content) <= _LONG:
            for key in sorted(names - {""}):
                metas.setdefault(key, content)
    for number in ("1", "2"):  # a card for sharing names what it says: "Written by", then who
        if (label := metas.get(f"twitter:label{number}", "")) and (
            data := metas.get(f"twitter:data{number}")
        ):
            metas.setdefault(label.lower(), data)
    return {**_of_one(metas.get("parsely-page", "")), **metas}


def _of_one(text: str) -> dict[str, str]:
    """Return the facts that one meta tag holds as JSON, under the names of single tags."""
    try:
        values = json.loads(text) if text.startswith("{") else {}
    except ValueError:
        return {}
    stated = {
        "parsely-pub-date": values.get("pub_date"),
        "parsely-author": values.get("authors") or values.get("author"),
    }
    names = {key: ", ".join(map(str, listed(value))) for key, value in stated.items()}
    return {key: value for key, value in names.items() if 0 < len(value) <= _LONG}


def _second_author(metas: Mapping[str, str], facts: Mapping[str, str]) -> str | None:
    """Return the author of ``article:author`` where JSON-LD names only another: a desk there, the agency here."""
    author = metas.get("article:author", "")
    byline, outlet = facts.get("byline"), facts.get("outlet") or metas.get("og:site_name") or ""
    if not byline or not _fact("byline", author) or squash(author) in squash(byline + outlet):
        return None
    return author


def _name(value: object) -> str:
    if isinstance(value, dict):
        value = next((value[key] for key in _NAMES if value.get(key)), None)
        value = value[0] if isinstance(value, list) and value else value
        value = value.get("@value") if isinstance(value, dict) else value
    return tidy(value) if isinstance(value, str) else ""


def _is_web(url: str) -> bool:
    try:
        return urlsplit(url.strip()).scheme in ("http", "https")
    except ValueError:
        return False
