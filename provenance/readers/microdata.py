"""Microdata of a web page, as the objects that JSON-LD gives: the same facts in attributes of the page's own elements."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import html

_SCOPES = 200
"""Items of a page that are looked at."""
_PROPERTIES = 200
"""Properties of one item that are kept."""
_LONG = 500
"""Code points of a property that is a fact; a text longer than that is read where the page shows it."""
_PICTURED = ("figure", "figcaption", "picture")
"""Elements whose properties are a picture's, whatever item they stand in."""
_VALUE = {"meta": "content", "time": "datetime", "link": "href", "a": "href", "data": "value"}
"""The attribute that holds a property's value, by its element."""


def items(root: html.HtmlElement) -> Iterator[dict[str, object]]:
    """Yield the items of a page that stand for themselves and name their headline, in page order.

    Their ``@type`` is that of JSON-LD; an item within a property of another is found there. Cards without a headline say
    nothing that could be told to be of this page's story.
    """
    scopes = root.xpath("//*[@itemscope and @itemtype and not(@itemprop)]")[:_SCOPES]
    for item in map(_item, scopes):
        if "headline" in item:
            yield item


def _item(scope: html.HtmlElement) -> dict[str, object]:
    found: dict[str, object] = {"@type": (scope.get("itemtype") or "").rstrip("/").rpartition("/")[2]}
    stack = [child for child in reversed(scope) if isinstance(child.tag, str)]
    while stack and len(found) < _PROPERTIES:
        element = stack.pop()
        nested = element.get("itemscope") is not None
        value = _item(element) if nested and element.get("itemprop") else _value(element)
        for name in (element.get("itemprop") or "").split():
            _add(found, name, value)
        if not nested and element.tag not in _PICTURED:
            stack += [child for child in reversed(element) if isinstance(child.tag, str)]
    return found


def _add(found: dict[str, object], name: str, value: object) -> None:
    known = found.get(name)
    if value in (None, ""):
        return
    found[name] = value if known is None else [*known, value] if isinstance(known, list) else [known, value]


def _value(element: html.HtmlElement) -> str | None:
    """Return what an element says of its property; nothing where that is a text to be read on the page."""
    if not element.get("itemprop"):
        return None
    stated = element.get("content") or element.get(_VALUE.get(str(element.tag), "content"))
    if stated is not None:
        return str(stated).strip()
    text = " ".join("".join(element.itertext()).split())
    return text if len(text) <= _LONG else None
