"""The head of a page: headline, deck, byline, date, captions above the story; and where the story begins and ends."""

from __future__ import annotations

import re
from bisect import bisect_left

from provenance.page.kinds.lines import Line
from provenance.page.kinds.page import Page, runs_on
from provenance.page.kinds.signs import is_bullet
from provenance.page.kinds.sources import is_names
from provenance.records import Document

_MARKS = re.compile(r"[\W_]+")
_BY = re.compile(r"(?:by|von|par|por|di|da|door|af|av):? ", re.IGNORECASE)
_REPORTS = ("reports", "berichtet", "writes", "reporting")
_TITLE_LINES = 3
"""Lines that a broken headline goes on for below its first."""
HEAD_LINES = 12
"""A byline stands in the first lines that hold text; one further down belongs to something else."""


def take_back(page: Page) -> None:
    """Take back what words alone said where only the end or the head of a page allows it."""
    prose = [i for i in range(len(page.lines)) if page.open_prose(i)]
    if not prose:
        return
    for i in range(len(page.lines)):
        if _is_early_sign_off(page, i, prose[-1]) or _is_late_byline(page, i, prose):
            page.withdraw(i)


def _is_early_sign_off(page: Page, i: int, last: int) -> bool:
    """Tell whether one word that looks like initials stands above the last paragraph: ``and/or``."""
    return page.signs[i] == "sign_off" and i < last and len(page.lines[i].words) == 1


def _is_late_byline(page: Page, i: int, prose: list[int]) -> bool:
    """Tell whether names without a "by" stand deep inside the story."""
    late = page.signs[i] == "byline" and i > HEAD_LINES and prose[0] < i < prose[-1]
    return late and not page.lines[i].low.startswith("by ")


def read_record(page: Page) -> None:
    """Use what the record says: its byline and credit, where a line repeats them, and what its markup calls captions and rows of tables."""
    known = {_bare(value) for value in (page.document.byline, page.document.credit) if value}
    captions, rows = _marked(page.document, "captions"), _marked(page.document, "tables")
    if not known | captions | rows:
        return
    for i, line in enumerate(page.lines):
        if known and _repeats(line, known):
            page.claim(i, "record_credit")
        bare = _bare(line.text) if captions or rows else ""
        if bare in captions and page.signs[i] not in ("photo", "bare"):
            page.claim(i, "marked_caption")
        if bare in rows:
            page.claim(i, "marked_table")


def _repeats(line: Line, known: set[str]) -> bool:
    """Tell whether a short line is one of the texts, with or without a "by"."""
    found = _BY.match(line.text)
    texts = (line.text, line.text[found.end() :] if found else line.text)
    return len(line.words) <= 20 and not known.isdisjoint(map(_bare, texts))


def _marked(document: Document, name: str) -> frozenset[str]:
    """Return what the markup of a page calls so: the reader of web pages keeps it in ``meta``."""
    value = document.meta.get(name)
    texts = value if isinstance(value, list) else [value]
    return frozenset(_bare(text) for text in texts if isinstance(text, str) and text)


def _bare(text: str) -> str:
    return _MARKS.sub(" ", text.casefold()).strip()


def find_headline(page: Page) -> None:
    """Find the headline: the title where the record has one, else the first line of the head that reads like one."""
    lines = _titled_lines(page)
    rule = "title" if lines else "first_heading"
    found = lines.start if lines else _first_heading(page)
    if found < 0:
        return
    lines = lines or range(found, found + 1)
    page.headline = lines[-1]
    for i in lines:
        page.claim(i, rule)
    for i in range(found):
        if page.is_open(i):
            page.claim(i, "above_headline")


def _titled_lines(page: Page) -> range | None:
    """Return the line, or the lines, that one of the titles of the record is; None where it has none or it stands nowhere."""
    known = (*_marked(page.document, "headline"), _bare(page.document.title or ""))
    titles = [title for title in known if title]
    found = next((i for title in titles if (i := _titled(page, title)) >= 0), -1)
    if found >= 0:
        return range(found, found + 1)
    return next((lines for title in titles if (lines := _broken(page, title))), None)


def _titled(page: Page, title: str) -> int:
    """Return the line that is a title, -1 where none is."""
    told = 0
    for i, line in enumerate(page.lines[:40]):
        told += page.open_prose(i) and line.stop
        if told > 2:  # a story has begun: further down stand the titles of other pages
            break
        if _is_title(_bare(line.text), title, len(line.words)):
            return i
    return -1


def _broken(page: Page, title: str) -> range | None:
    """Return the first lines that together are a title, as a scrape prints one that its page broke; None where none are."""
    for i in range(min(HEAD_LINES, len(page.lines))):
        told = _bare(page.lines[i].text)
        for end in range(i + 1, min(i + 1 + _TITLE_LINES, len(page.lines))):
            if not told or not title.startswith(told):
                break
            told = f"{told} {_bare(page.lines[end].text)}".strip()
            if told == title:
                return range(i, end + 1)
    return None


def _is_title(bare: str, title: str, size: int) -> bool:
    """Tell whether a line is the record's title, or either is the beginning of the other."""
    if not bare or bare == title:
        return bool(bare)
    if size >= 4 and title.startswith(bare) and len(bare) >= 0.8 * len(title):
        return True
    return len(title) >= 20 and bare.startswith(title) and len(title) >= 0.8 * len(bare)


def _first_heading(page: Page) -> int:
    """Return the first line before the prose that could be a headline, -1 where the text begins with its story."""
    short = -1
    for i, line in enumerate(page.lines[:60]):
        if not page.is_open(i) and not _is_labelled(page, i):
            continue
        if _begins_story(page, i):
            break
        if _is_no_heading(page, line):
            continue
        if len(line.words) >= 4:
            return i
        if short < 0:
            short = i
    return short if len(page.lines) > 1 and not page.document.title else -1


def _is_labelled(page: Page, i: int) -> bool:
    """Tell whether the first line is a headline behind a label: ``Analysis: ...``."""
    line = page.lines[i]
    furniture = i == 0 and page.signs[i] == "furniture"
    return furniture and ": " in line.text[:25] and len(line.words) >= 6 and not line.stop


def _begins_story(page: Page, i: int) -> bool:
    """Tell whether the story begins with a line, so that no headline follows."""
    line = page.lines[i]
    told = line.prose and (line.stop or not line.ask)
    return told or len(line.words) > 40 or runs_on(page, i) or is_bullet(line) or line.dateline


def _is_no_heading(page: Page, line: Line) -> bool:
    """Tell whether an open line above the story is something else: words in brackets, or names where a title is known."""
    if line.text[0] == "(" and line.text[-1] == ")" and len(line.words) <= 10:
        return True
    return page.document.title is not None and (is_names(line) or _is_place(line))


def find_bounds(page: Page) -> None:
    """Find the first and the last line of the story itself."""
    prose = _cut(page, _prose_below(page))
    page.first = prose[0] if prose else len(page.lines)
    page.last = prose[-1] if prose else page.headline
    if not prose:
        return
    mark = _head_mark(page, prose)
    before = [i for i in prose if i < mark]
    if not before or len(before) == len(prose) or page.headline < 0:
        _standfirst(page, prose)
        return
    _name_above_mark(page, before)
    page.first = prose[len(before)]


def _prose_below(page: Page) -> list[int]:
    """Return the lines of prose below the headline, without questions right below it: those are decks."""
    prose = [i for i in range(page.headline + 1, len(page.lines)) if page.open_prose(i)]
    while (
        page.headline >= 0
        and len(prose) > 1
        and page.is_open(prose[0])
        and _is_open_end(page.lines[prose[0]])
    ):
        prose.pop(0)
    return prose


def _is_open_end(line: Line) -> bool:
    return not line.stop and len(line.words) <= 40


def _name_above_mark(page: Page, before: list[int]) -> None:
    """Name the prose between headline and byline: a deck first, captions below it or behind a picture."""
    between = page.signs[page.headline + 1 : before[0]]
    broken = any(found in ("date", "photo", "furniture") for found in between)
    captioned = broken and _is_captioned(page, before[0])
    page.claim(before[0], "caption_above_byline" if captioned else "deck_above_byline")
    for i in before[1:]:
        page.claim(i, "caption_above_byline")


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
        above = bisect_left(prose, i)
        if above > 3 or any(page.lines[p].dateline for p in prose[:above]):
            break
        if _is_mark(page, prose, i, above):
            if mark >= 0 and above and page.signs[mark] == "byline" and _heads_item(page, prose, i):
                break
            mark = i
    return mark


def _heads_item(page: Page, prose: list[int], i: int) -> bool:
    """Tell whether a byline stands below a heading of its own: the text above that is another story, no deck."""
    return page.signs[i] == "byline" and page.is_open(i - 1) and i - 1 not in prose


def _is_mark(page: Page, prose: list[int], i: int, above: int) -> bool:
    """Tell whether a line of the head parts it from the story, with so many lines of prose above it."""
    found = page.signs[i]
    if found == "photo" and above == 1:
        return _is_second(page, prose, i)
    return found == "byline" or (found == "date" and above <= 1)


def _is_second(page: Page, prose: list[int], i: int) -> bool:
    """Tell whether a bare picture credit stands after deck and caption, both above the story."""
    return i - 1 in prose and page.signs[i] == "photo"


def _standfirst(page: Page, prose: list[int]) -> None:
    """Take the first paragraph for a deck where a later one says most of it again."""
    if page.headline < 0 or len(prose) < 3:
        return
    i = prose[0]
    if page.lines[i].dateline:
        return
    if i == page.headline + 1 and page.repeats.share(i, after=i) >= 0.35 and len(page.lines[i].words) <= 45:
        page.claim(i, "standfirst")
        page.first = prose[1]


def name_head(page: Page) -> None:
    """Name the open lines between the headline and the story."""
    decks = 0
    for i in range(page.headline + 1, page.first):
        name = _head_rule(page, i, decks) if page.is_open(i) else None
        if name:
            page.claim(i, name)
        decks += page.kind(i) == "deck" and name != "head_list"


def _head_rule(page: Page, i: int, decks: int) -> str | None:
    """Return the rule of an open line of the head; None leaves it to the story, where nothing stands above that."""
    line = page.lines[i]
    titled = page.headline >= 0 or page.document.title is not None
    rules = (
        ("head_names", is_names(line)),
        ("head_list", is_bullet(line) and not titled),
        (None, not titled),
        ("printed_again", page.headline >= 0 and page.repeats.same(i, page.headline)),
        ("head_names", _is_report(line)),
        ("head_place", _is_place(line)),
        ("head_list", is_bullet(line)),
        ("head_repeat", bool(decks) and page.repeats.is_copied(i, page.config.caption_repeat)),
        ("head_line", len(line.words) >= 5 and decks < 4),
    )
    return next((name for name, fits in rules if fits), "head_rest")


def _is_report(line: Line) -> bool:
    """Tell whether a short line says who reports: ``Ada Orr reports from the harbour``."""
    words = line.text.split()
    at = next((n for n, word in enumerate(words) if word in _REPORTS), 0)
    return len(words) <= 12 and 1 <= at <= 5 and all(w[:1].isupper() or w in ("and", "&") for w in words[:at])


def _is_place(line: Line) -> bool:
    """Tell whether a line is a dateline alone: a place in capitals, perhaps with a date."""
    place = line.text.split(",")[0].rstrip(".:")
    return (
        place.isupper()
        and len(place.split()) <= 4
        and len(line.words) <= 8
        and place.replace(" ", "").isalpha()
    )
