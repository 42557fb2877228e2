"""Which blocks of a page are its article: the extractor's choice, completed and cleared by the page's own structure.

The extractor (trafilatura) finds the text; it leaves out headlines, bylines, credits and captions, stops where a page
parts its text into several boxes, and at times takes a box of other stories along. All three are told from the elements
that hold the lines it kept: those are the article's own, and what stands in another element beside them is judged by
what else that element holds.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import html
from rapidfuzz import fuzz

from provenance.readers.jsonld import squash
from provenance.readers.markup import Block, class_names, squeeze, visible

_SHARE = 0.2
"""Share (0-1) of the kept text from which an element that holds it is the article's own, whatever it is called."""
_ANCHOR = 40
"""Code points of a kept line by which the place of the article is told; a shorter one may stand elsewhere as well."""
_PARAGRAPH = 60
"""Code points of a paragraph that is put back because it stands like the others or is stated."""
_MAX_STATED = 200_000
"""Letters and digits of a stated text in which paragraphs are looked for."""
_LINK_WORDS = 4
"""Words of a link or a heading that names another story."""
_ABOVE, _BELOW = 8, 6
"""Blocks above and below the article in which its credits are looked for; further off they are other stories'."""
_HEAD_BLOCKS = 40
"""Blocks below the headline in which the article's credits stand above its text."""
_MOST = 0.5
"""Share (0-1) of the kept text that is never dropped: a page that is all boxes is one."""
_ALIKE = 80.0
"""Likeness (0-100, rapidfuzz) from which a heading is the headline that the page states."""
_BOXES = re.compile(
    r"(?:^|-)(?:related|relatedposts|recommend(?:ed|ations?)?|recirc(?:ulation)?|newsletters?|sign-?up|log-?in|promos?"
    r"|trending|popular|most-read|mostread|weather|cookies?|consent|share|sharing|comments?|breadcrumbs?|outbrain|taboola"
    r"|also-read|read-more|readmore|more-stories|author-bio|author-box)(?:$|-)"
)
"""Names of boxes that hold no part of an article."""
_BY = re.compile(r"^(?:by|von|par|por|di|da|door|af|av)[ :]+", re.IGNORECASE)
_TITLES = ("h2", "h3", "h4", "h5")
_NOT_STORY = ("nav", "footer", "a")
_CREDITING = ("byline", "creditline", "shared", "sign_off", "trailer")
"""Roles of a line that credits the text above it, whatever the page calls its element."""
_CREDIT_LINE = 120
"""Code points of such a line; a longer one is a paragraph."""


@dataclass(frozen=True, slots=True)
class Story:
    """The lines of an article, and which of them the page's markup calls its headline and its captions."""

    lines: list[str]
    headline: str | None
    captions: tuple[str, ...]


def complete(lines: Sequence[str], blocks: Sequence[Block], *, heads: Sequence[str], stated: str) -> Story:
    """Return the article of a page.

    Args:
        lines: What the extractor kept.
        blocks: The page's blocks of text, in order.
        heads: What the page calls itself, to know its headline by.
        stated: The text that the page states apart from its markup, or nothing.
    """
    page = _Page(lines, blocks)
    if not page.anchors:
        return Story(list(lines), None, ())
    headline = _headline(page, heads)
    page.find_heads(headline)
    page.drop_boxes()
    wanted = _wanted(page, headline, squash(stated)[:_MAX_STATED])
    found = page.put_back(wanted, headline)
    shown = set(found)
    captions = [block.text for block in blocks if block.role == "caption" and block.text in shown]
    head = blocks[headline].text if headline >= 0 else None
    return Story(found, head, tuple(dict.fromkeys(captions)))


class _Page:
    """The kept lines, each in the page's own characters, and the elements that hold them."""

    def __init__(self, lines: Sequence[str], blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        known = {_key(block.text): block.text for block in reversed(blocks)}
        self.lines = [_own_words(line, known) for line in lines]
        kept = {line.removeprefix("- ") for line in self.lines}
        self.kept = [number for number, block in enumerate(blocks) if block.text in kept]
        long = [number for number in self.kept if len(blocks[number].text) >= _ANCHOR]
        self.anchors = long or self.kept
        self.own = self._own()
        self.heads: set[html.HtmlElement] = set()
        self._tops: dict[html.HtmlElement, bool] = {}

    def find_heads(self, headline: int) -> None:
        """Note the headings of this page's own story: its headline, and the first of the highest rank."""
        first = [block.element for block in self.blocks if block.element.tag == "h1"][:1]
        self.heads = {*first, *([self.blocks[headline].element] if headline >= 0 else [])}

    def _own(self) -> set[html.HtmlElement]:
        """Return the elements that hold a good share of the kept text."""
        sizes: Counter[html.HtmlElement] = Counter()
        for number in self.anchors:
            for above in self.blocks[number].element.iterancestors():
                sizes[above] += len(self.blocks[number].text)
        total = sum(len(self.blocks[number].text) for number in self.anchors)
        return {element for element, size in sizes.items() if size >= _SHARE * total}

    def chain(self, number: int) -> Iterator[html.HtmlElement]:
        """Yield a block's element and those around it, up to the first that is the article's own."""
        element = self.blocks[number].element
        while element is not None and element not in self.own:
            yield element
            element = element.getparent()

    def is_boxed(self, number: int) -> bool:
        """Tell whether a block stands in a link, a menu or a box of the page's own, as no part of an article does."""
        chain = list(self.chain(number))
        return any(e.tag in _NOT_STORY or _BOXES.search(class_names(e)) for e in chain[1:])

    def is_beside(self, number: int) -> bool:
        """Tell whether a block belongs to another story: the outermost element around it links or names one."""
        chain = list(self.chain(number))
        if len(chain) < 2 or any(e.tag in ("nav", "footer") for e in chain):
            return len(chain) >= 2
        top = chain[-1]
        if top not in self._tops:
            self._tops[top] = _lists_stories(top, self.heads)
        return self._tops[top] or (self.is_boxed(number) and chain[0].tag != "a" and chain[1].tag != "a")

    def drop_boxes(self) -> None:
        """Take out the kept lines that stand only in boxes, unless they are most of the text."""
        places: dict[str, list[int]] = {}
        for number in self.kept:
            places.setdefault(self.blocks[number].text, []).append(number)
        lost = {text for text, numbers in places.items() if all(map(self.is_boxed, numbers))}
        left = [line for line in self.lines if line.removeprefix("- ") not in lost]
        if sum(map(len, left)) >= _MOST * sum(map(len, self.lines)):
            self.lines = left

    def put_back(self, wanted: set[int], headline: int) -> list[str]:
        """Insert each wanted block before the kept line that follows it on the page; after the last where none does."""
        # the extractor may move the headline, or keep a part of a credit: both are put where the page has them
        title = {self.blocks[headline].text} if headline >= 0 else set()
        parts = title | {
            self.blocks[number].text for number in self.kept if self.blocks[number].parent in wanted
        }
        self.lines = [line for line in self.lines if line not in parts]
        places = {line.removeprefix("- "): n for n, line in reversed(list(enumerate(self.lines)))}
        # a page says its headline again in its menus: each line stands where it is said first
        first = {self.blocks[number].text: number for number in reversed(self.kept)}
        inserts: dict[int, list[int]] = {}
        following = len(self.lines)
        for number in range(len(self.blocks) - 1, -1, -1):
            text = self.blocks[number].text
            if text in places:
                following = min(following, places[text]) if number == first.get(text) else following
            elif number in wanted:
                inserts.setdefault(following, []).insert(0, number)
        return list(self._woven(inserts, set(places)))

    def _woven(self, inserts: dict[int, list[int]], known: set[str]) -> Iterator[str]:
        """Yield kept and inserted lines in order; what a line beside it already says is not said again."""
        seen = {_said(text) for text in known}
        for place in range(len(self.lines) + 1):
            beside = "\n".join(self.lines[max(0, place - 1) : place + 1])
            for number in inserts.get(place, ()):
                text = self.blocks[number].text
                if _said(text) not in seen and not self._is_within(number, known) and not _ends(beside, text):
                    seen.add(_said(text))
                    known.add(text)
                    yield text
            yield from self.lines[place : place + 1]

    def _is_within(self, number: int, known: set[str]) -> bool:
        """Tell whether a block around this one is in the text already."""
        parent = self.blocks[number].parent
        while parent >= 0:
            if self.blocks[parent].text in known:
                return True
            parent = self.blocks[parent].parent
        return False


def _wanted(page: _Page, headline: int, stated: str) -> set[int]:
    """Return the blocks that must not be lost: the headline, credits and captions near the text, parted paragraphs."""
    first, last = page.anchors[0], page.anchors[-1]
    start = first - _ABOVE
    if 0 <= headline < first <= headline + _HEAD_BLOCKS:
        start = min(start, headline)
    near = range(max(0, start), min(len(page.blocks), last + _BELOW + 1))
    found = {n for n in near if page.blocks[n].role in ("caption", "credit") and not page.is_beside(n)}
    found |= {n for n in near if n > last and _credits(page, n)}
    if headline >= 0:
        found.add(headline)
    shape = _shape(page)
    below = range(max(0, start), len(page.blocks))
    return found | {n for n in below if _is_paragraph(page, n, shape, stated)}


def _credits(page: _Page, number: int) -> bool:
    """Tell whether a block below the text credits it: *(with AFP)* behind the element that holds the story."""
    from provenance.page import find_forms  # here, for a page without such a line never needs the agencies

    block = page.blocks[number]
    if (
        block.element.tag == "a"
        or len(block.text) > _CREDIT_LINE
        or page.is_boxed(number)
        or page.is_beside(number)
    ):
        return False
    return any(form.role in _CREDITING and form.agencies for form in find_forms(block.text))


def _is_paragraph(page: _Page, number: int, shape: set[tuple[str, str]], stated: str) -> bool:
    """Tell whether a block is a paragraph of the article that stands in another box, or that the page states."""
    block = page.blocks[number]
    if block.element.tag != "p" or len(block.text) < _PARAGRAPH or page.is_boxed(number):
        return False
    return _signature(block.element.getparent()) in shape or (bool(stated) and squash(block.text) in stated)


def _shape(page: _Page) -> set[tuple[str, str]]:
    """Return what the boxes are called that hold the article's paragraphs."""
    sizes: Counter[tuple[str, str]] = Counter()
    for number in page.anchors:
        sizes[_signature(page.blocks[number].element.getparent())] += len(page.blocks[number].text)
    return {name for name, size in sizes.items() if name[1] and size >= _SHARE * sum(sizes.values())}


def _signature(element: html.HtmlElement | None) -> tuple[str, str]:
    return ("", "") if element is None else (str(element.tag), element.get("class") or "")


def _headline(page: _Page, heads: Sequence[str]) -> int:
    """Return the block that is the headline, -1 where none is: the heading that is most like what the page is called.

    ``heads`` stand in the order of trust: what the page wants to be shared as is what it shows.
    """
    stated = [head for head in map(squash, heads) if head]
    last = page.anchors[-1]
    rows = [n for n, block in enumerate(page.blocks[:last]) if block.role == "headline"]
    rows = [n for n in rows if not page.is_boxed(n)] or rows
    others = [n for n, block in enumerate(page.blocks[: page.anchors[0]]) if block.element.tag in _TITLES[:1]]
    for head in stated:
        scored = [(_likeness(squash(page.blocks[n].text), [head]), -n) for n in (*rows, *others)]
        best, place = max(scored, default=(0.0, 0))
        if best >= _ALIKE:
            return -place
    above = [n for n in rows if n <= page.anchors[0] and len(page.blocks[n].text.split()) >= 3]
    return above[-1] if above else -1


def _likeness(text: str, stated: Sequence[str]) -> float:
    return max(
        (fuzz.ratio(text, head) if len(text) < 12 or text not in head else 100.0 for head in stated),
        default=0,
    )


def _lists_stories(element: html.HtmlElement, heads: set[html.HtmlElement]) -> bool:
    """Tell whether an element links or names other stories; one that holds a heading of this page's is its head."""
    if not heads.isdisjoint(element.iter("h1", "h2")):
        return False
    return any(len(_text(inner).split()) >= _LINK_WORDS for inner in element.iter("a", "h1", *_TITLES))


def _text(element: html.HtmlElement) -> str:
    return squeeze("".join(visible(element)))[:500]


def _own_words(line: str, known: dict[str, str]) -> str:
    """Return a kept line in the characters of the page: the extractor composes letters and marks anew."""
    mark = "- " if line.startswith("- ") else ""
    return mark + known.get(_key(line.removeprefix("- ")), line.removeprefix("- "))


def _key(text: str) -> str:
    return squeeze(unicodedata.normalize("NFC", text).replace("\xa0", " "))


def _said(text: str) -> str:
    """Return what a credit says, whatever stands before its name."""
    return squash(_BY.sub("", text)) or text


def _ends(lines: str, text: str) -> bool:
    """Tell whether one of some lines begins or ends with a text that is more than a word."""
    return " " in text and any(line.endswith(text) or line.startswith(text) for line in lines.split("\n"))
