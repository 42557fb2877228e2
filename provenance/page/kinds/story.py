"""The story and what follows it: cross-heads, captions, lists of other pages, copies of captions, the tail."""

from __future__ import annotations

import re

from provenance.page.kinds.lines import Line
from provenance.page.kinds.page import Page, runs_on
from provenance.page.kinds.scenes import is_scene
from provenance.page.kinds.signs import is_bullet
from provenance.page.kinds.sources import is_names
from provenance.text import word_set

_RIGHTS = re.compile(r"©|\(c\)|copyright\b")
_STOP = re.compile(r"[a-z0-9)\"”’][.!?][\"”’]? [\"“‘]?[A-ZÀ-Þ]")
_TOGGLES = frozenset(["hide caption", "toggle caption", "enlarge this image"])
_NARRATION = word_set(
    """he she it they his her their i we you when while but and however although if after before from since for
    meanwhile so yet er sie es aber il elle mais él ella pero"""
)
"""Words that open a sentence of a story and hardly ever a caption."""
_LABEL = re.compile(r"[^\W\d_][\w.'’ -]{0,30}: ")
_DATELINE = re.compile(r"(?:[A-ZÀ-Þ][\w .,’'/-]{2,60})?\([A-Za-z][A-Za-z/ ]{1,24}\)\.? ?[-–—_:.]")
_SPOKEN = re.compile(r": [\"“‘'«„]")
_FULL_DATE = re.compile(r"\d,? (?:19|20)\d\d\b")
_SHARED, _SLIDES = 0.35, 3
"""Share of its words (0-1) that a slide's text has in common with others, and the least number of those others."""
_TOLD = (None, "body")
_PRINTED = 3
"""Paragraphs in the order of an earlier printing from which it is one, and no caption."""
_SAID = word_set("""said says told added asked wrote warned insisted""")


def caption_pictures(page: Page) -> None:
    """Make the line above a picture credit its caption."""
    gaps = sum(line.gap for line in page.lines) * 2 > len(page.lines)
    _toggled(page)
    for i in range(1, len(page.lines)):
        if page.signs[i] in ("photo", "bare") and _is_captioned(page, i, gaps=gaps):
            page.claim(i - 1, "above_picture_credit")
    while page.first < len(page.lines) and page.kind(page.first) == "caption":
        page.first += 1


def _is_captioned(page: Page, i: int, *, gaps: bool) -> bool:
    """Tell whether the line above a picture credit, or an agency's bare name, is a caption.

    Args:
        page: The page.
        i: The line of the credit.
        gaps: Whether the page puts an empty line between its paragraphs; a line without one belongs to that above.
    """
    above, line = page.lines[i - 1], page.lines[i]
    if len(above.words) < 4 or is_names(above):
        return False
    # on a page of empty lines, none stands between a caption and its credit
    if (gaps and above.gap > line.gap) or _is_shown(page, i):
        return True
    if i > page.last:
        return False
    if page.signs[i] == "bare":
        return _is_repeated_line(page, i - 1)
    return not above.stop or (_is_short(above) and _in_gallery(page, i, gaps=gaps))


def _is_repeated_line(page: Page, i: int) -> bool:
    return not page.lines[i].stop and page.repeats.is_copied(i, page.config.caption_repeat)


def _is_shown(page: Page, i: int) -> bool:
    """Tell whether what the line above a picture's credit says is seen in the picture."""
    return page.signs[i] == "photo" and is_scene(page.lines[i - 1])


def _in_gallery(page: Page, i: int, *, gaps: bool) -> bool:
    """Tell whether picture credits stand two lines apart, each below one sentence: a gallery, or pictures in a row.

    On a page without empty lines one picture is enough: its credit is no paragraph of its own.
    """
    if not gaps:
        return True
    near = [j for j in (i - 2, i + 2) if 0 < j < len(page.lines) and page.signs[j] == "photo"]
    return any(_is_short(page.lines[j - 1]) for j in near)


def _is_short(line: Line) -> bool:
    """Tell whether a paragraph with a full stop could be a caption: one sentence in which nobody speaks."""
    spoken = any(word.lower() in _SAID for word in line.words) or line.text[0] in "\"“‘'«„"
    return len(line.words) <= 30 and not spoken and _STOP.search(line.text) is None


def _toggled(page: Page) -> None:
    """Read ``hide caption`` buttons: above them stand a caption and its credit, below them the credit again."""
    for i, line in enumerate(page.lines):
        if line.low not in _TOGGLES or i < 2 or not page.is_open(i - 1) or not is_names(page.lines[i - 1]):
            continue
        names = page.lines[i - 1].low
        for j in range(i - 1, min(i + 3, len(page.lines))):
            if page.lines[j].low == names:
                page.claim(j, "toggled_credit")
        page.claim(i - 2, "toggled_caption")


def name_tail(page: Page) -> None:
    """Name what stands below the story: names directly below it are a credit, the rest is furniture."""
    if page.last < 0 or page.last < page.first:
        return
    signed = _is_signed(page)
    for i in range(page.last + 1, len(page.lines)):
        if _reserves(page, i):
            page.claim(i, "rights_below")
        if page.is_open(i):
            names = i == page.last + 1 and not signed and is_names(page.lines[i])
            page.claim(i, "names_below" if names else "below_end")


def _reserves(page: Page, i: int) -> bool:
    """Tell whether what looks like a picture's credit claims rights, and no caption stands above it."""
    pictured = page.signs[i] == "photo" and page.kind(i - 1) != "caption"
    return pictured and _RIGHTS.match(page.lines[i].low) is not None


def _is_signed(page: Page) -> bool:
    """Tell whether a byline or a credit stands above the story."""
    return any(page.signs[i] == "byline" or page.kind(i) == "credit" for i in range(page.first))


def name_story(page: Page) -> None:
    """Name the open lines within the story that do not end like prose."""
    inside = [i for i in range(page.first, page.last + 1) if page.is_open(i)]
    loose = [i for i in inside if not page.lines[i].prose]
    long = [i for i in loose if len(page.lines[i].words) > 10]
    trusted = len(long) <= 0.4 * len(inside)
    for i in loose:
        page.claim(i, _loose(page, i, trusted=trusted))


def _loose(page: Page, i: int, *, trusted: bool) -> str:
    """Return the rule of a line within the story that does not end like prose.

    Args:
        page: The page.
        i: The line.
        trusted: Whether the page ends its sentences, so that a missing full stop means something.
    """
    line = page.lines[i]
    if _is_telling(page, i):
        return "telling"
    if _in_list(page, i):
        return "in_list"
    if _is_tabular(line):
        return "figures"
    if len(line.words) <= 10:
        return "cross_heading"
    if page.repeats.is_copied(i, page.config.caption_repeat):
        return "repeated_line"
    told = line.ask or line.words[0].lower() in _NARRATION or page.document.agency is not None
    return "open_sentence" if told or not trusted else "no_full_stop"


def _is_telling(page: Page, i: int) -> bool:
    """Tell whether a line without a full stop tells the story all the same: a list, speech, the half of a sentence."""
    line = page.lines[i]
    if line.stop or line.text[0].islower() or runs_on(page, i) or _is_dialogue(line):
        return True
    if is_bullet(line):
        return not _is_numbered_heading(page, i)
    return len(line.words) > 10 and _DATELINE.match(line.text) is not None


def _is_numbered_heading(page: Page, i: int) -> bool:
    """Tell whether a numbered line is a heading: it is short and prose stands below it."""
    line = page.lines[i]
    return line.text[0].isdigit() and len(line.words) <= 8 and page.open_prose(i + 1)


def _is_dialogue(line: Line) -> bool:
    """Tell whether a line is somebody's speech: ``COUNSEL: Did you?``, ``She asked: "Why?"``, ``"No," he said``."""
    if _SPOKEN.search(line.text) or (line.ask and _LABEL.match(line.text)):
        return True
    opened = line.text[0] in "\"“‘'«„" and len(line.words) >= 6
    return opened and any(word.lower() in _SAID for word in line.words)


def _in_list(page: Page, i: int) -> bool:
    """Tell whether a line stands in the row of lines below a heading of other pages."""
    for j in range(i - 1, max(-1, i - 9), -1):
        if page.signs[j] in ("list", "end"):
            return True
        if page.kind(j) != "furniture":
            return False
    return False


def _is_tabular(line: Line) -> bool:
    """Tell whether a line is a row of figures."""
    numbers = sum(word[0].isdigit() for word in line.words)
    return numbers >= 3 and numbers * 2 >= len(line.words)


def _name_second_printing(page: Page) -> None:
    """Set aside the paragraphs of a story that the page prints again from its beginning or middle, in the same order."""
    told = [i for i, line in enumerate(page.lines) if page.kind(i) in _TOLD and len(line.words) >= 6]
    place = {i: n for n, i in enumerate(told)}
    again: list[int] = []
    for i in [*told, -1]:
        follows = again and i >= 0 and _printed_before(page, i, told[place[_first(page, again[-1])] + 1])
        if again and not follows:
            _set_aside(page, again, least=max(_PRINTED, place[again[0]] / 2))
            again = []
        if i >= 0 and (follows or _first(page, i) < i):
            again.append(i)


def _set_aside(page: Page, again: list[int], *, least: float) -> None:
    for i in again if len(again) >= least else ():
        page.claim(i, "printed_again")


def _first(page: Page, i: int) -> int:
    """Return the first line of the story that has the same words."""
    earlier = (j for j in page.repeats.twins(i, page.config.caption_repeat) if j < i)
    return next((j for j in earlier if page.kind(j) in _TOLD and page.repeats.same(i, j)), i)


def _printed_before(page: Page, i: int, j: int) -> bool:
    return j < i and page.repeats.same(i, j)


def name_copies(page: Page) -> None:
    """Make the copy of a caption a caption, and of two equal paragraphs of the story the second."""
    if not page.repeats.any:
        return
    _name_second_printing(page)
    for i, line in enumerate(page.lines):
        if page.kind(i) in _TOLD and len(line.words) >= 6:
            name = _copy_rule(page, i)
            if name:
                page.claim(i, name)
    for i in range(page.first, page.last + 1):
        if _is_repeated_heading(page, i):
            again = page.headline >= 0 and page.repeats.same(i, page.headline)
            page.claim(i, "printed_again" if again else "repeated_heading")


def _is_repeated_heading(page: Page, i: int) -> bool:
    long = page.kind(i) == "subhead" and len(page.lines[i].words) >= 6
    return long and page.repeats.is_copied(i, page.config.caption_repeat)


def _copy_rule(page: Page, i: int) -> str | None:
    """Return the rule by which a line of the story is none for its repeated words: a caption's, or the story's own."""
    copied = _copied(page, i, page.config.caption_repeat)
    if copied is not None:
        shown = page.kind(copied) == "caption" or is_scene(page.lines[i])
        return "repeat" if shown else "printed_again"
    return "slide_show" if _is_slide(page, i) else None


def _is_slide(page: Page, i: int) -> bool:
    """Tell whether a line is the text of one picture among others: it shares words with several, and shows a picture's marks."""
    if len(page.lines[i].words) < 10 or len(page.repeats.twins(i, _SHARED)) < _SLIDES:
        return False
    pictured = _FULL_DATE.search(page.lines[i].low) or any(
        form.role == "photo" for form in page.lines[i].forms
    )
    return bool(pictured) or (i + 1 < len(page.lines) and page.signs[i + 1] == "photo")


def _copied(page: Page, i: int, share: float) -> int | None:
    """Return the caption, or the earlier paragraph, whose words a paragraph only says again; None where it says its own."""
    for j in page.repeats.twins(i, share):
        if page.kind(j) == "caption" and abs(i - j) == 1 and not page.repeats.same(i, j):
            return j  # shown with its credit and without
        if page.lines[i].stop != page.lines[j].stop or not page.repeats.same(i, j):
            continue
        if page.kind(j) == "caption" or (j < i and page.kind(j) in _TOLD):
            return j
    return None


def name_rest(page: Page) -> None:
    """Take what is left for the story's own sentences."""
    for i in range(len(page.lines)):
        if page.is_open(i):
            page.claim(i, "prose")
