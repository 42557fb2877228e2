"""The markup of a web page: read within bounds, cleaned of what nobody sees, and cut into blocks of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from lxml import etree, html

from provenance.errors import ReadError

MAX_ATTRIBUTES = 2_000
"""Attributes of one tag: the parser compares each with all others (measured: minutes at 300,000)."""

Role = Literal["headline", "caption", "credit", "text"]

_TAG = re.compile(
    r"""<(?:!--(?:-?>|[^-]*+(?:-(?!->)[^-]*+)*+(?:-->|\Z))"""
    r"""|(script|style|textarea|title)\b(?:[^<>=]|=\s*(?:"[^"]*"|'[^']*')?)*+>[^<]*+(?:<(?!/\1\b)[^<]*+)*+"""
    r"""|[A-Za-z](?:[^<>=]|=\s*(?:"[^"]*"|'[^']*')?)*+)""",
    re.IGNORECASE,
)
"""A quote begins a value only behind ``=``; elsewhere it is a slip of the page. A comment, a script with all its code (in which ``i<n`` is no tag), or a tag."""
_ATTRIBUTES = re.compile(r"""(?:[^<>=]|=\s*(?:"[^"]*"|'[^']*')?)*+""")
_VALUE = re.compile(r"""=\s*(?:"[^"]*"|'[^']*')""")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_INNERMOST = (
    *_HEADINGS, "p", "li", "blockquote", "figcaption", "td", "th", "dd", "dt", "pre", "time"
)  # fmt: skip
BLOCKS = (*_INNERMOST, "div", "section", "article")
"""Elements that begin a line of their own."""
_PARTS = ("div", "section", "figure", "figcaption")
"""Boxes that part the text of a block from what stands before them."""
_SILENT = (
    "script", "style", "noscript", "template", "svg", "math", "head", "iframe", "object", "textarea", "select", "button"
)  # fmt: skip
_LAYOUT = ("div", "p")
"""Boxes in which some sites set the lines of a headline."""
_WITHIN_WORDS = ("ruby", "rb", "rt", "rp", "rtc", "wbr")
"""Elements within a word: the text goes on through them."""
_BLOCK = re.compile(r"display\s*:\s*(?:block|table|flex|grid)", re.IGNORECASE)
_ARCHIVE_IDS = ("wm-ipp-base", "wm-ipp", "wm-ipp-print", "donato")
"""What the Wayback Machine adds to a page that it keeps."""
_CREDIT = re.compile(
    r"(?:^|-)(?:bylines?|authors?|auteurs?|autor(?:en|es)?|autore|writers?|reporters?|contributors?|credits?|agency|agence"
    r"|agentur|agencia|agenzia|sources?|quelle|fonte|fuente|datelines?|posted-by|written-by|firma|signature)(?:$|-)"
)
_CAPTION = re.compile(
    r"(?:^|-)(?:captions?|cutlines?|bildunterschrift|bildtext|legende|legend|pie-de-foto)(?:$|-)"
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|[\s_:]+|-{2,}")
PARAGRAPH = 12
"""Words of a paragraph that is a story's: what asks for scripts or for consent is shorter."""
_MAX_PIECES = 400
"""Pieces of text of one block that are read, so that nested blocks cost linear time."""
_BREAK = "\x1e"
_MAX_CREDIT = 200
"""Code points: a longer element is no byline, whatever its class says."""
_MAX_CAPTION = 800
"""Code points of an element that its class calls a caption; a longer one holds more than that."""


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """One line of text of a page: what its markup calls it, its element, and the block that it stands in (or -1)."""

    text: str
    role: Role
    element: html.HtmlElement
    parent: int


def parse(page: str) -> html.HtmlElement:
    """Return the tree of a page.

    Raises:
        ReadError: A tag has so many attributes that reading it would take too long, or this is no markup.
    """
    for tag in _TAG.finditer(page):
        # of a script only its own tag counts, not its code
        own = _ATTRIBUTES.match(tag.group(), 1) if tag[1] else tag
        if own is not None and _is_endless(own.group()):
            reason = f"has a tag with more than {MAX_ATTRIBUTES:,} attributes: refused"
            raise ReadError("", reason, remedy="save the article's text alone")
    try:
        # Bytes, because lxml refuses text that declares an encoding; surrogates and NUL cannot stand in markup.
        data = page.encode("utf-8", "replace").replace(b"\0", b"")
        root = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8", no_network=True))
    except (etree.LxmlError, ValueError) as error:
        raise ReadError("", f"is not readable as HTML: {error}") from error
    etree.strip_elements(root, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    return root


def _is_endless(tag: str) -> bool:
    if len(tag) <= MAX_ATTRIBUTES or tag.startswith("<!"):
        return False
    # the words of one long value, such as a page's data kept in an attribute, are one attribute
    return len(_VALUE.sub("=v", tag).split()) > MAX_ATTRIBUTES


def drop_unseen(root: html.HtmlElement) -> None:
    """Take out what a reader of the page does not see, and what an archive put there; the text around it stays."""
    etree.strip_elements(root, *_SILENT, with_tail=False)
    etree.strip_tags(root, *_WITHIN_WORDS)
    for element in [element for element in root.iter("*") if _is_unseen(element)]:
        if element.getparent() is not None:
            element.drop_tree()
    for element in list(root.iter("br", "span", *_LAYOUT)):  # a break within a headline is a matter of layout
        if element.tag == "span" and not _BLOCK.search(element.get("style") or ""):
            continue
        if any(above.tag in _HEADINGS for above in islice(element.iterancestors(), 3)):
            element.tail = f" {element.tail or ''}"
            element.drop_tag()


def kept_back(root: html.HtmlElement) -> list[str]:
    """Return the paragraphs that a page holds for readers without scripts, or in a template that a script would fill in."""
    found = (squeeze("".join(visible(p))) for box in root.iter("noscript", "template") for p in box.iter("p"))
    return [text for text in found if len(text.split()) >= PARAGRAPH]


def _is_unseen(element: html.HtmlElement) -> bool:
    return element.get("hidden") is not None or element.get("id") in _ARCHIVE_IDS


def blocks(root: html.HtmlElement) -> Iterator[Block]:
    """Yield the text of each innermost block in page order, with what its markup calls it."""
    places: dict[html.HtmlElement, int] = {}
    count = 0
    for element in root.iter(*BLOCKS, "span", "address", "small", "cite", "a"):
        role = _role(element)
        if role == "text" and element.tag not in _INNERMOST:
            continue
        whole = "".join(islice(visible(element), _MAX_PIECES))
        if len(whole) > {"credit": _MAX_CREDIT, "caption": _MAX_CAPTION}.get(role, len(whole)):
            continue
        parent = next((places[above] for above in element.iterancestors() if above in places), -1)
        for text in filter(None, map(squeeze, whole.split(_BREAK))):
            places[element] = count
            yield Block(text, role, element, parent)
            count += 1


def _role(element: html.HtmlElement) -> Role:
    if element.tag == "h1":
        return "headline"
    names = class_names(element)
    if element.tag == "figcaption" or _CAPTION.search(names):
        return "caption"
    if _is_of_picture(element):
        return "caption"
    # a box around the headline is more than its byline
    return "credit" if _CREDIT.search(names) and next(element.iter("h1"), None) is None else "text"


def _is_of_picture(element: html.HtmlElement) -> bool:
    """Tell whether an element is a property of a picture: the item around it says so."""
    around = islice((e for e in element.iterancestors() if e.get("itemscope") is not None), 1)
    return any(
        (e.get("itemprop") or "") in ("image", "video", "thumbnail", "associatedMedia") for e in around
    )


def class_names(element: html.HtmlElement) -> str:
    """Return what an element is called in its markup: words in small letters with hyphens between, however written.

    >>> class_names(html.fromstring('<p class="Article__authorName" rel="author">x</p>'))
    'article-author-name-author'
    """
    names = " ".join(element.get(key) or "" for key in ("class", "itemprop", "rel", "data-testid"))
    return _CAMEL.sub("-", names.strip()).lower() if len(names) < 500 else ""


def visible(element: html.HtmlElement) -> Iterator[str]:
    """Yield the pieces of text within an element, without recursion."""
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            if node.tag in _PARTS and node is not element:
                yield _BREAK
            yield _BREAK if node.tag == "br" else node.text or ""
        elif node is not element and node.tail:
            yield node.tail


def all_lines(root: html.HtmlElement) -> Iterator[str]:
    """Yield all visible text of a page, one line a block."""
    pieces: list[str] = []
    for event, node in etree.iterwalk(root.body if root.body is not None else root, events=("start", "end")):
        if node.tag in (*BLOCKS, "br", "tr", "ul", "ol", "body"):
            if line := squeeze("".join(pieces)):
                yield line
            pieces = []
        pieces.append((node.text if event == "start" else node.tail) or "")
    if line := squeeze("".join(pieces)):
        yield line


def squeeze(text: str) -> str:
    """Return a text with single spaces, as a browser shows it; other blanks stay."""
    return _SPACE.sub(" ", text).strip()
