"""The head of a page: headline, deck, byline, date, captions above the story; and where the story begins and ends."""

from __future__ import annotations

import re

from provenance.segments.lines import Line
from provenance.segments.page import Page, runs_on
from provenance.segments.signs import is_bullet
from provenance.segments.sources import is_names

_MARKS = re.compile(r"[\W_]+")
HEAD_LINES = 12
"""A byline stands in the first lines that hold text; one further down belongs to something else."""


def take_back(page: Page) -> None:
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


def read_record(page: Page) -> None:
    """Use what the record says: its byline and credit, where a line repeats them."""
    known = {_bare(value) for value in (page.document.byline, page.document.credit) if value}
    for i, line in enumerate(page.lines):
        if len(line.words) <= 20 and (
            _bare(line.text) in known or _bare(line.text.removeprefix("By ")) in known
        ):
            page.signs[i], page.kinds[i] = "byline", "credit"


def _bare(text: str) -> str:
    return _MARKS.sub(" ", text.casefold()).strip()


def find_headline(page: Page) -> None:
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
    told = 0
    for i, line in enumerate(page.lines[:40]):
        told += page.open_prose(i) and line.stop
        if told > 2:  # a story has begun: further down stand the titles of other pages
            break
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
        labelled = found == "furniture" and i == 0 and ": " in line.text[:25] and len(line.words) >= 6
        if kind is not None and not (labelled and not line.stop):  # "Analysis: ..." on top is the headline
            continue
        if (line.prose and (line.stop or not line.ask)) or len(line.words) > 40 or runs_on(page, i):
            break
        if is_bullet(line):
            break
        if line.text[0] == "(" and line.text[-1] == ")" and len(line.words) <= 10:
            continue
        if page.document.title and (is_names(line) or _is_place(line)):
            continue
        if len(line.words) >= 4:
            return i
        if short < 0:
            short = i
    return short if len(page.lines) > 1 and not page.document.title else -1


def find_bounds(page: Page) -> None:
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


def name_head(page: Page) -> None:
    """Name the open lines between the headline and the story."""
    decks = 0
    for i in range(page.headline + 1, page.first):
        line = page.lines[i]
        if page.kinds[i] is not None:
            decks += page.kinds[i] == "deck"
        elif page.headline < 0 and not page.document.title:
            page.kinds[i] = "credit" if is_names(line) else "deck" if is_bullet(line) else None
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
