"""The kind of each line from its words, its place and its neighbours: head, body and tail of the page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from provenance.config import SegmentConfig
from provenance.records import Document, Kind
from provenance.segments.lines import Line
from provenance.segments.repeats import Repeats
from provenance.segments.signs import Sign, is_bullet, is_names, sign

HEAD_LINES = 12
"""A byline stands in the first lines that hold text; one further down belongs to something else."""
_PLAIN: dict[Sign, Kind] = {
    "furniture": "furniture", "date": "furniture", "list": "furniture", "version": "furniture", "byline": "credit",
    "subhead": "subhead", "end": "furniture", "credit": "credit", "photo": "credit", "bare": "credit", "sign_off": "credit", "trailer": "credit", "caption": "caption",
}  # fmt: skip
_TOGGLES = frozenset(["hide caption", "toggle caption", "enlarge this image"])
_NARRATION = frozenset(
    """he she it they his her their i we you when while but and however although if after before from since for meanwhile
    so yet er sie es aber il elle mais él ella pero""".split()
)
"""Words that open a sentence of a story and hardly ever a caption."""
_LABEL = re.compile(r"[^\W\d_][\w.'’ -]{0,30}: ")
_SPOKEN = re.compile(r": [\"“‘'«„]")
_SAID = frozenset("said says told added asked wrote warned insisted".split())


@dataclass(slots=True)
class Page:
    """The lines of one document while their kinds are being found; ``kinds`` holds None where still open."""

    document: Document
    lines: list[Line]
    config: SegmentConfig
    signs: list[Sign | None] = field(default_factory=list)
    kinds: list[Kind | None] = field(default_factory=list)
    repeats: Repeats = field(init=False)
    headline: int = -1
    first: int = 0
    last: int = -1

    def __post_init__(self) -> None:
        """Read each line's own words."""
        self.signs = [sign(line) if len(line.text) <= self.config.max_line else None for line in self.lines]
        self.kinds = [_PLAIN[found] if found else None for found in self.signs]
        self.repeats = Repeats(self.lines)

    def open_prose(self, i: int) -> bool:
        """Whether line ``i`` is prose that no rule has claimed."""
        return self.kinds[i] is None and self.lines[i].prose


def judge(document: Document, lines: list[Line], config: SegmentConfig) -> list[Kind]:
    """Return the kind of each line, in order."""
    page = Page(document, lines, config)
    _signs_in_prose(page)
    _metadata(page)
    _headline(page)
    _bounds(page)
    _photo_credits(page)
    _head(page)
    _tail(page)
    _middle(page)
    _copies(page)
    return [kind or "body" for kind in page.kinds]


def _signs_in_prose(page: Page) -> None:
    """Take back readings that only the end or the head of a page allows."""
    prose = [i for i, line in enumerate(page.lines) if page.kinds[i] is None and line.prose]
    if not prose:
        return
    for i, found in enumerate(page.signs):
        if found == "sign_off" and i < prose[-1] and len(page.lines[i].words) == 1:
            page.signs[i], page.kinds[i] = None, None
        if (
            found == "byline"
            and prose[0] < i < prose[-1]
            and i > HEAD_LINES
            and not page.lines[i].low.startswith("by ")
        ):
            page.signs[i], page.kinds[i] = None, None


def _metadata(page: Page) -> None:
    """Use what the record says: its byline and credit, where a line repeats them."""
    known = {_bare(value) for value in (page.document.byline, page.document.credit) if value}
    for i, line in enumerate(page.lines):
        if len(line.words) <= 20 and (
            _bare(line.text) in known or _bare(line.text.removeprefix("By ")) in known
        ):
            page.signs[i], page.kinds[i] = "byline", "credit"


def _bare(text: str) -> str:
    return " ".join("".join(char if char.isalnum() else " " for char in text.casefold()).split())


def _headline(page: Page) -> None:
    """Find the headline: the title where the record has one, else the first line of the head that reads like one."""
    found = _titled(page) if page.document.title else -1
    if found < 0:
        found = _first_heading(page)
    if found < 0:
        return
    page.headline = found
    page.kinds[found] = "headline"
    for i in range(found):
        if page.kinds[i] is None:
            page.kinds[i] = "furniture"


def _titled(page: Page) -> int:
    title = _bare(page.document.title or "")
    for i, line in enumerate(page.lines[:40]):
        bare = _bare(line.text)
        if bare and (
            bare == title
            or (len(line.words) >= 4 and title.startswith(bare) and len(bare) >= 0.8 * len(title))
        ):
            return i
        if len(title) >= 20 and bare.startswith(title) and len(title) >= 0.8 * len(bare):
            return i
    return -1


def _first_heading(page: Page) -> int:
    """Return the first line before the prose that could be a headline, -1 where the text begins with its story."""
    short = -1
    for i, line in enumerate(page.lines[:60]):
        kind, found = page.kinds[i], page.signs[i]
        if kind is not None and not (
            found == "furniture" and i == 0 and len(line.words) >= 6 and not line.stop
        ):
            continue
        if (line.prose and (line.stop or not line.ask)) or len(line.words) > 40 or _runs_on(page, i):
            break
        if line.text[0] == "(" and line.text[-1] == ")" and len(line.words) <= 10:
            continue
        if len(line.words) >= 4:
            return i
        if short < 0:
            short = i
    return short if len(page.lines) > 1 else -1


def _bounds(page: Page) -> None:
    """Find the first and the last line of the story itself."""
    prose = [i for i in range(page.headline + 1, len(page.lines)) if page.open_prose(i)]
    if page.headline >= 0:
        while len(prose) > 1 and not page.lines[prose[0]].stop and len(page.lines[prose[0]].words) <= 40:
            prose.pop(0)
    prose = _cut(page, prose)
    page.first = prose[0] if prose else len(page.lines)
    page.last = prose[-1] if prose else page.headline
    if not prose:
        return
    mark = _head_mark(page, prose)
    before = [i for i in prose if i < mark]
    if not before or len(before) == len(prose) or page.headline < 0:
        _standfirst(page, prose)
        return
    broken = False
    for n, i in enumerate(before):
        broken = broken or any(
            page.signs[j] in ("date", "photo", "furniture") for j in range(page.headline + 1, i)
        )
        page.kinds[i] = "deck" if n == 0 and not (broken and _is_captioned(page, i)) else "caption"
    page.first = next(i for i in prose if i > mark)


def _cut(page: Page, prose: list[int]) -> list[int]:
    """Leave out the few short paragraphs below a mark that the story is over, such as a note on its author."""
    for n in range(len(prose) - 1, max(len(prose) // 2, len(prose) - 4), -1):
        short = all(len(page.lines[i].words) <= 30 for i in prose[n:])
        marks = page.signs[prose[n - 1] + 1 : prose[n]]
        if short and ("end" in marks or "trailer" in marks or "sign_off" in marks):
            return prose[:n]
    return prose


def _is_captioned(page: Page, i: int) -> bool:
    return i + 1 < len(page.lines) and page.signs[i + 1] in ("photo", "bare") and not page.lines[i + 1].gap


def _head_mark(page: Page, prose: list[int]) -> int:
    """Return the last byline or date of the head that stands below at most three lines of prose, or -1."""
    mark = -1
    for i in range(page.headline + 1, min(len(page.lines), page.headline + HEAD_LINES)):
        above = sum(p < i for p in prose)
        if above > 3:
            break
        if page.signs[i] == "byline" or (page.signs[i] == "date" and above <= 1):
            mark = i
        if page.signs[i] in ("photo", "bare") and above == 1 and _is_second(page, prose, i):
            mark = i
    return mark


def _is_second(page: Page, prose: list[int], i: int) -> bool:
    """Tell whether a bare picture credit stands after deck and caption, both above the story."""
    return i - 1 in prose and page.signs[i] == "photo"


def _standfirst(page: Page, prose: list[int]) -> None:
    """Take the first paragraph for a deck where a later one says most of it again."""
    if page.headline < 0 or len(prose) < 3:
        return
    i = prose[0]
    if i == page.headline + 1 and page.repeats.share(i, after=i) >= 0.35 and len(page.lines[i].words) <= 45:
        page.kinds[i] = "deck"
        page.first = prose[1]


def _photo_credits(page: Page) -> None:
    """Make the line above a picture credit its caption."""
    gaps = sum(line.gap for line in page.lines) * 2 > len(page.lines)
    _toggled(page)
    for i in range(1, len(page.lines)):
        above, line = page.lines[i - 1], page.lines[i]
        if page.signs[i] not in ("photo", "bare") or page.kinds[i - 1] not in (None, "deck", "caption"):
            continue
        tight = gaps and not line.gap and above.gap
        if (
            page.signs[i] == "bare"
            and not tight
            and not page.repeats.is_copied(i - 1, page.config.caption_repeat)
        ):
            continue
        if i > page.last and not tight:
            continue
        if len(above.words) < 4 or is_names(above):
            continue
        if not above.stop or tight or (not gaps and len(above.words) <= 40 and page.signs[i] == "photo"):
            page.kinds[i - 1] = "caption"
    while page.first < len(page.lines) and page.kinds[page.first] == "caption":
        page.first += 1


def _toggled(page: Page) -> None:
    """Read ``hide caption`` buttons: above them stand a caption and its credit, below them the credit again."""
    for i, line in enumerate(page.lines):
        if line.low not in _TOGGLES or i < 2 or page.kinds[i - 1] is not None or not is_names(page.lines[i - 1]):
            continue
        names = page.lines[i - 1].low
        for j in range(i - 1, min(i + 3, len(page.lines))):
            if page.lines[j].low == names:
                page.kinds[j] = "credit"
        if page.kinds[i - 2] in (None, "deck"):
            page.kinds[i - 2] = "caption"


def _head(page: Page) -> None:
    """Name the open lines between the headline and the story."""
    decks = 0
    for i in range(page.headline + 1, page.first):
        line = page.lines[i]
        if page.kinds[i] is not None:
            decks += page.kinds[i] == "deck"
        elif page.headline < 0:
            page.kinds[i] = "credit" if is_names(line) else None
        elif _is_byline(page, i) or _is_place(line):
            page.kinds[i] = "credit"
        elif is_bullet(line):
            page.kinds[i] = "deck"
        elif page.repeats.is_copied(i, page.config.caption_repeat) and decks:
            page.kinds[i] = "caption"
        elif len(line.words) >= 5 and decks < 4:
            page.kinds[i] = "deck"
            decks += 1
        else:
            page.kinds[i] = "furniture"


def _is_byline(page: Page, i: int) -> bool:
    line = page.lines[i]
    if is_names(line):
        return True
    words = line.text.split()
    reports = [n for n, word in enumerate(words) if word in ("reports", "berichtet", "writes", "reporting")]
    return (
        bool(reports)
        and len(words) <= 12
        and 1 <= reports[0] <= 5
        and all(w[:1].isupper() or w in ("and", "&") for w in words[: reports[0]])
    )


def _is_place(line: Line) -> bool:
    """Tell whether a line is a dateline alone: a place in capitals, perhaps with a date."""
    place = line.text.split(",")[0].rstrip(".:")
    return (
        place.isupper()
        and len(place.split()) <= 4
        and len(line.words) <= 8
        and place.replace(" ", "").isalpha()
    )


def _tail(page: Page) -> None:
    """Name the open lines after the story: names at once below it are a credit, the rest is furniture."""
    if page.last < 0 or page.last < page.first:
        return
    signed = any(
        page.signs[i] == "byline" or page.kinds[i] == "credit"
        for i in range(min(page.first, len(page.lines)))
    )
    for i in range(page.last + 1, len(page.lines)):
        if page.kinds[i] is None:
            names = i == page.last + 1 and not signed and is_names(page.lines[i])
            page.kinds[i] = "credit" if names else "furniture"


def _middle(page: Page) -> None:
    """Name the open lines within the story that do not end like prose."""
    inside = [i for i in range(page.first, page.last + 1) if page.kinds[i] is None]
    loose = [i for i in inside if not page.lines[i].prose]
    long = [i for i in loose if len(page.lines[i].words) > 10]
    trusted = len(long) <= 0.4 * len(inside)
    for i in loose:
        page.kinds[i] = _loose(page, i, trusted=trusted)


def _loose(page: Page, i: int, *, trusted: bool) -> Kind:
    line = page.lines[i]
    size = len(line.words)
    if is_bullet(line) or line.stop or _runs_on(page, i) or line.text[0].islower() or _is_dialogue(line):
        return "body"
    if i and page.signs[i - 1] in ("list", "end") or (i and page.kinds[i - 1] == "furniture" and _in_list(page, i)):
        return "furniture"
    if line.text[0] in "\"“'‘«„" and any(word.lower() in _SAID for word in line.words) and size >= 6:
        return "body"
    if any(char.isdigit() for char in line.text) and _is_tabular(line):
        return "table"
    if size <= 10:
        return "subhead"
    if page.repeats.is_copied(i, page.config.caption_repeat):
        return "caption"
    told = line.words[0].lower() in _NARRATION or page.document.agency is not None
    return "body" if line.ask or told or not trusted else "caption"


def _is_dialogue(line: Line) -> bool:
    """Tell whether a line is somebody's speech: ``COUNSEL: Did you?``, ``She asked: "Why?"``."""
    return _SPOKEN.search(line.text) is not None or (line.ask and _LABEL.match(line.text) is not None)


def _runs_on(page: Page, i: int) -> bool:
    """Tell whether the sentence of a line goes on in the next: that begins with a small letter."""
    return i + 1 < len(page.lines) and page.lines[i + 1].text[0].islower() and not page.lines[i].stop and page.kinds[i + 1] is None and not is_names(page.lines[i + 1])


def _in_list(page: Page, i: int) -> bool:
    """Tell whether a line stands in the row of lines below a heading of other pages."""
    for j in range(i - 1, max(-1, i - 8), -1):
        if page.signs[j] in ("list", "end"):
            return True
        if page.kinds[j] != "furniture":
            return False
    return False


def _is_tabular(line: Line) -> bool:
    numbers = sum(word[0].isdigit() for word in line.words)
    return numbers >= 3 and numbers * 2 >= len(line.words)


def _copies(page: Page) -> None:
    """Make the copy of a caption a caption, and of two equal paragraphs of the story the second."""
    share = page.config.caption_repeat
    for i, line in enumerate(page.lines):
        if page.kinds[i] in (None, "body") and len(line.words) >= 6 and _is_copy(page, i, share):
            page.kinds[i] = "caption"
    for i in range(page.first, page.last + 1):
        if page.kinds[i] == "subhead" and len(page.lines[i].words) >= 6 and page.repeats.is_copied(i, share):
            page.kinds[i] = "caption"


def _is_copy(page: Page, i: int, share: float) -> bool:
    """Tell whether a paragraph only says again what a caption, or an earlier paragraph, says in the same words."""
    for j in page.repeats.twins(i, share):
        if page.lines[i].stop != page.lines[j].stop or not page.repeats.same(i, j):
            continue
        if page.kinds[j] == "caption" or (j < i and page.kinds[j] in (None, "body")):
            return True
    return False
