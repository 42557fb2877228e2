"""JSON-LD of a web page: the blocks as sites print them, references followed, and the item that is this page's article.

A page often describes other stories beside its own (related ones, a list of the latest). Of several items the one whose
headline or address is the page's own is taken; an item whose headline and address are both another's is none of ours.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import html as lxml_html
from rapidfuzz import fuzz

from provenance.readers import microdata

Item = Mapping[str, object]

_ARTICLE = ("Article", "BlogPosting", "Report", "LiveBlogPosting")
"""A type that ends in one of these describes an article."""
_LIMIT = 2_000_000
"""Characters of one JSON-LD block that are read."""
_NODES = 20_000
"""Objects of all blocks that are looked at."""
_OPENING = re.compile(
    r"(?:[\s\ufeff(]|/\*[^*{\[]*+(?:\*(?!/)[^*{\[]*+)*\*/|//[^{\[<\n]*|/\*|\*/|<!--|-->|>|<!\[CDATA\[|\]\]>|;|,"
    r"|\b(?:var|let|const)?\s{0,9}[\w$.]{1,60}\s{0,9}=)+"
)
"""What stands before a value: blanks, a comment in words, the name that a script gives it, and the marks by which old browsers passed over a script."""
_COMMA = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\Z)|,(?=\s*[}\]])', re.DOTALL)
"""A string (kept whole), or a comma before a closing bracket."""
_REMARK = re.compile(r"^\s*//[^\n]*$", re.MULTILINE)
_NO_ESCAPE = re.compile(r"(\\\\)|\\(?=')")
"""A backslash before an apostrophe, which JSON does not know; two of them are one."""
_PARTS = ("@graph", "mainEntity", "mainEntityOfPage")
"""Where an item holds the article that it stands for; lists of other stories (``itemListElement``) are not among them."""
_OF_PAGES = ("datePublished", "dateModified", "author", "publisher", "isAccessibleForFree")
"""What a ``WebPage`` says that holds for its article as well."""
_ALIKE = 80.0
"""Likeness (0-100, rapidfuzz) from which two headlines are those of one story: editors reword for search engines."""
_SHORTEST = 12
"""Letters and digits of a headline that is compared by inclusion."""
_MARKS = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class PageNames:
    """What the page calls itself outside JSON-LD: its headings and stated titles, its address, the title of its window.

    A window may be called by the name of the site alone: its title can show that an item is the page's, never that it is
    another's.
    """

    heads: tuple[str, ...] = ()
    url: str | None = None
    window: str = ""


class Graph:
    """All objects of a page's JSON-LD blocks, by their ``@id``."""

    def __init__(self, root: lxml_html.HtmlElement) -> None:
        """Read every block; one that cannot be read is passed over, since a page with a broken block is a page."""
        self.items = [item for block in _blocks(root) for item in _members(block)]
        self.items += microdata.items(root)
        self._by_id: dict[str, Item] = {}
        for item in _walk(self.items):
            name = item.get("@id")
            if isinstance(name, str) and len(item) > 1:
                for key in {name, _fragment(name)} - {""}:
                    self._by_id[key] = {**item, **self._by_id.get(key, {})}

    def named(self, value: object) -> object:
        """Return the object that a bare reference points to; anything else as it is."""
        name = value.get("@id") if isinstance(value, dict) and "name" not in value else value
        if not isinstance(name, str):
            return value
        return self._by_id.get(name) or self._by_id.get(_fragment(name), value)

    def articles(self, page: PageNames) -> tuple[Item, ...]:
        """Return the items that describe the page's own article, the best first; none where all are of other stories."""
        found = list(self._of_type(_ARTICLE))
        own = [item for item in found if _is_own(item, page)]
        found = own or [item for item in found if not _is_other(item, page)][:1]
        # what the page as such says of its day and its author comes last: its name is that of the window
        pages = [item for item in self._of_type(("WebPage",)) if _is_own(item, page)]
        return (*found, *({key: item[key] for key in _OF_PAGES if key in item} for item in pages))

    def _of_type(self, types: tuple[str, ...]) -> Iterator[Item]:
        stack = list(reversed(self.items))
        seen: set[int] = set()
        while stack and len(seen) < _NODES:
            item = stack.pop()
            if id(item) in seen:
                continue
            seen.add(id(item))
            if any(str(kind).endswith(types) for kind in listed(item.get("@type"))):
                yield item
            parts = [part for key in _PARTS for part in listed(item.get(key))]
            stack += [found for part in reversed(parts) if isinstance(found := self.named(part), dict)]


def listed(value: object) -> list[object]:
    """Return a value of JSON-LD, which may stand alone or in a list, as a list."""
    return value if isinstance(value, list) else [] if value is None else [value]


def squash(text: str) -> str:
    """Return the letters and digits of a text in small letters: what remains of a headline however it is printed."""
    return _MARKS.sub("", html.unescape(text).casefold())


def _blocks(root: lxml_html.HtmlElement) -> Iterator[object]:
    for script in root.iter("script"):
        text = script.text or ""
        if "ld+json" in (script.get("type") or "").lower() and 0 < len(text) <= _LIMIT:
            yield from _parsed(text)


def _parsed(text: str) -> Iterator[object]:
    """Yield the values of a block: comment and CDATA marks, what follows a value, and slips of the pen are forgiven."""
    for mend in (str, _forgiven, html.unescape):
        if values := list(_values(mend(text))):
            yield from values
            return


def _values(text: str) -> Iterator[object]:
    """Yield the values at the beginning of a text, one after another, up to what is none."""
    decoder = json.JSONDecoder(strict=False)
    place = 0
    while place < len(text):
        opening = _OPENING.match(text, place)
        try:
            value, place = decoder.raw_decode(text, opening.end() if opening else place)
        except (ValueError, RecursionError):
            return
        yield value


def _forgiven(text: str) -> str:
    """Return a block without what scripts allow and JSON does not: remarks, escaped apostrophes, surplus commas."""
    text = _NO_ESCAPE.sub(lambda found: found[1] or "", _REMARK.sub("", text))
    return _COMMA.sub(lambda found: "" if found.group() == "," else found.group(), text)


def _members(block: object) -> list[Item]:
    """Return the objects at the top of a block, lists in lists opened."""
    found: list[Item] = []
    stack = [block]
    while stack and len(found) < _NODES:
        value = stack.pop()
        if isinstance(value, dict):
            found.append(value)
        elif isinstance(value, list):
            stack += reversed(value)
    return found


def _walk(items: Sequence[Item]) -> Iterator[Item]:
    """Yield every object within some items, without recursion."""
    stack: list[object] = list(reversed(items))
    count = 0
    while stack and count < _NODES:
        value = stack.pop()
        if isinstance(value, dict):
            count += 1
            yield value
            stack += value.values()
        elif isinstance(value, list):
            stack += value


def _fragment(name: str) -> str:
    """Return the part of a reference that names an object within its page, whatever the page is called."""
    return name[name.find("#") :] if "#" in name[:-1] else ""


def _is_own(item: Item, page: PageNames) -> bool:
    return _same_head(item, (*page.heads, page.window)) is True or _same_url(item, page) is True


def _is_other(item: Item, page: PageNames) -> bool:
    """Tell whether an item is another story's: its address is another, or its headline is where it names no address."""
    same = _same_url(item, page)
    return same is False if same is not None else _same_head(item, page.heads) is False


def _same_head(item: Item, names: Sequence[str]) -> bool | None:
    """Tell whether an item's headline is one of the page's; None where either has none."""
    heads = [head for key in ("headline", "name", "alternativeHeadline") if (head := _text(item.get(key)))]
    known = [head for head in map(squash, names) if head]
    if not heads or not known:
        return None
    return any(_alike(squash(head), other) for head in heads for other in known)


def _alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return (len(short) >= _SHORTEST and short in long) or fuzz.ratio(one, other, score_cutoff=_ALIKE) > 0


def _same_url(item: Item, page: PageNames) -> bool | None:
    """Tell whether an item's address is the page's; None where either has none."""
    stated = [item.get("url"), item.get("@id"), item.get("mainEntityOfPage")]
    texts = [value.get("@id") or value.get("url") if isinstance(value, dict) else value for value in stated]
    found = [address for text in texts if isinstance(text, str) and (address := place(text))]
    own = place(page.url or "")
    return own in found if found and own else None


def place(url: str) -> str:
    """Return host and path of an address, which name a page whatever the scheme, the query and the archive it is in.

    >>> place("https://web.archive.org/web/2024/http://www.post.example/a/?x=1#c")
    'post.example/a'
    """
    try:
        parts = urlsplit(unarchived(url))
    except ValueError:
        return ""
    path = parts.path.rstrip("/")
    return f"{parts.netloc.lower().removeprefix('www.')}{path}" if parts.netloc and path else ""


def unarchived(url: str) -> str:
    """Return the address that a page had before a web archive kept it."""
    return re.sub(r"^https?://web\.archive\.org/web/\w{4,20}/", "", url.strip())


def _text(value: object) -> str:
    return value if isinstance(value, str) and len(value) <= 500 else ""
