"""What a web page says about itself: JSON-LD first, then ``meta`` and ``link``; nothing is looked up.

Field names are those of schema.org (NewsArticle) and Open Graph. A claim of a page is a claim: stages judge it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from lxml import html

_ARTICLE = ("Article", "BlogPosting", "Report", "LiveBlogPosting")
"""A type that ends in one of these describes the page's own article."""
_LIMIT = 2_000_000
"""Characters of one JSON-LD block that are read."""
_LONG = 500
"""Code points of a fact; a longer value is no headline, name or date."""

_META: Mapping[str, tuple[str, ...]] = {
    "title": ("og:title", "twitter:title", "dc.title", "headline"),
    "outlet": ("og:site_name", "application-name", "dc.publisher"),
    "published": (
        "article:published_time",
        "datepublished",
        "date",
        "dc.date.issued",
        "pubdate",
        "publish-date",
    ),
    "updated": ("article:modified_time", "datemodified", "og:updated_time", "last-modified"),
    "byline": ("author", "article:author", "dc.creator", "byl", "parsely-author"),
    "credit": ("credit", "syndication-credit"),
    "url": ("og:url",),
    "language": ("language", "content-language"),
}


def page_facts(root: html.HtmlElement) -> dict[str, object]:
    """Return the fields of a Document that a page states, each at most once, the most explicit place first."""
    facts: dict[str, object] = {}
    for item in _articles(root):
        for name, value in _from_item(item):
            facts.setdefault(name, value)
    for name, value in _from_markup(root):
        facts.setdefault(name, value)
    return facts


def _articles(root: html.HtmlElement) -> Iterator[Mapping[str, object]]:
    for script in root.iter("script"):
        text = script.text or ""
        if "ld+json" not in (script.get("type") or "") or not 0 < len(text) <= _LIMIT:
            continue
        try:
            found = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue  # a page with a broken block is still a page; its meta tags are read
        items = [item for item in _list(found) if isinstance(item, dict)]
        graphs = [inner for item in items for inner in _list(item.get("@graph")) if isinstance(inner, dict)]
        yield from filter(_is_article, (*items, *graphs))


def _is_article(item: Mapping[str, object]) -> bool:
    return any(str(kind).endswith(_ARTICLE) for kind in _list(item.get("@type")))


def _from_item(item: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    stated = [item.get(key) for key in ("creditText", "sourceOrganization", "provider")]
    fields = {
        "title": item.get("headline") or item.get("name"),
        "outlet": item.get("publisher"),
        "published": item.get("datePublished"),
        "updated": item.get("dateModified"),
        "byline": item.get("author"),
        "credit": next((value for value in stated if value), None),
        "url": item.get("url"),
        "language": item.get("inLanguage"),
    }
    for name, value in fields.items():
        text = ", ".join(filter(None, map(_name, _list(value))))
        if name == "url" and not _is_web(text):
            continue
        if text and len(text) <= _LONG:
            yield name, text


def _from_markup(root: html.HtmlElement) -> Iterator[tuple[str, object]]:
    metas = _metas(root)
    yield from _canonical(root)
    for name, keys in _META.items():
        for key in filter(metas.__contains__, keys):
            if name != "url" or _is_web(metas[key]):
                yield name, metas[key]
    language = (root.get("lang") or "").strip()
    if 0 < len(language) <= 35:
        yield "language", language
    title = next((element.text_content().strip() for element in root.iter("title")), "")
    if 0 < len(title) <= _LONG:
        yield "title", title


def _canonical(root: html.HtmlElement) -> Iterator[tuple[str, object]]:
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and _is_web(link.get("href") or ""):
            yield "url", link.get("href")


def _metas(root: html.HtmlElement) -> dict[str, str]:
    """Return the page's meta tags by name, the first of each."""
    metas: dict[str, str] = {}
    for element in root.iter("meta"):
        named = (element.get(key) for key in ("name", "property", "itemprop"))
        key = next(filter(None, named), "").strip().lower()
        content = (element.get("content") or "").strip()
        if key and 0 < len(content) <= _LONG:
            metas.setdefault(key, content)
    return metas


def _name(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("name")
    return " ".join(value.split()) if isinstance(value, str) else ""


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _is_web(url: str) -> bool:
    try:
        return urlsplit(url.strip()).scheme in ("http", "https")
    except ValueError:
        return False
