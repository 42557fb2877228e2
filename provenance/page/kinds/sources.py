"""Lines that say who wrote or sent the text: bylines, trailers, sign-offs, an agency's name alone."""

from __future__ import annotations

import re
from functools import lru_cache

from provenance.page.agencies import AGENCIES, canonical
from provenance.page.agencies.forms import Form
from provenance.page.kinds.lines import Line
from provenance.page.kinds.phrases import phrases
from provenance.text import words_in

_FORMS = {"creditline": "bare_form", "byline": "agency_byline", "dateline": "agency_byline"}
"""Which rule a whole line fits, by the role of its form; any other role credits the text all the same."""
_ARTICLES = frozenset(["the", "a", "an", "this", "der", "die", "das", "le", "la", "el"])
_FRAME = re.compile(r"[/()©|—–]|: ?[A-Z]| -{1,2} ")
_JOINT = re.compile(r", | and | & | in | und | et | y | e | en ")
_BETWEEN = re.compile(r" ?[/,&] ?| and | und | et | y | e ")
_SIGN_OFF = re.compile(r"[a-z]{2,4}(?:[-/][a-z]{2,4}){1,5}$|dpa(?: [a-z]{2,3}){1,5}$")
_NO_SIGN_OFF = frozenset(
    ["and/or", "he/she", "his/her", "s/he", "on/off", "either/or", "yes/no", "him/her", "win-win", "so-so"]
)
_DOES = re.compile(
    r" (?:has|had|was|were|is|will|would|could|said|says|told|sold|withdrew|took|won|[a-z]{2,}ed)\b"
)
_STORY = 4
"""Words behind a dateline that are the story: the line is more than a credit."""
_LONGEST_BYLINE = 14
"""Words of a line that can hold names alone."""


def declared(line: Line) -> str | None:
    """Name the rule of a line that says in words who wrote or sent the text."""
    words, low, size = phrases(), line.low, len(line.words)
    if _is_trailer(line):
        return "trailer"
    if _SIGN_OFF.match(low) and low not in _NO_SIGN_OFF and line.text.islower():
        return "sign_off"
    by = words.by.match(low) if size <= _LONGEST_BYLINE else None
    return "byline_form" if by and is_names(line, skip=by.end()) else None


def _is_trailer(line: Line) -> bool:
    """Tell whether a line names who reported, wrote or edited, or what else the text was made from."""
    words, low, size = phrases(), line.low, len(line.words)
    if words.trailer.match(low) and (low[0] in "([" or ";" in low or size <= 16):
        return True
    return words.credit.search(low, line.held) is not None and (
        size <= 14 or low[0] in "([_" or not line.stop or " contributed " in low
    )


def _may_be_form(line: Line) -> bool:
    """Tell whether a line may be a credit as a whole: short, without a full stop, or with a name's frame at its end."""
    size = len(line.words)
    return size <= 8 or (size <= 60 and (not line.stop or _FRAME.search(line.text[-60:]) is not None))


def form(line: Line) -> str | None:
    """Name the rule of a line that is, or ends with, a form in which pages credit an agency."""
    found = next((item for item in line.forms if _tells(line, item)), None) if _may_be_form(line) else None
    if found is None or _opens_story(line, found) or _acts(line, found):
        return None
    if found.role != "photo":
        return _whole(found)
    told = [] if found.whole else line.raw[: found.start].split()
    captioned = len(told) > 3 and any(word.islower() and word != "via" for word in told)
    return "captioned_form" if captioned else "picture_form"


def _acts(line: Line, found: Form) -> bool:
    """Tell whether a sentence tells what an agency did, and credits nothing to it: ``Getty Images withdrew the picture``."""
    return line.stop and not found.whole and _DOES.match(line.raw, found.end) is not None


def _tells(line: Line, found: Form) -> bool:
    """Tell whether a form says what its line is: it is all of the line, a picture's credit, or opens a story."""
    if found.role in ("mention", "version") or found.rule == "D0":
        return False
    return found.whole or found.role == "photo" or _opens_story(line, found)


def _opens_story(line: Line, found: Form) -> bool:
    """Tell whether a form is a dateline with a story behind it: the line is more than a credit."""
    return found.role == "dateline" and len(line.raw[found.end :].split()) >= _STORY


def _whole(found: Form) -> str:
    """Name the rule of a form that takes up its line."""
    if not _pictures().isdisjoint(found.agencies):
        return "picture_form"
    return _FORMS.get(found.role, "agency_credit")


@lru_cache(maxsize=1)
def _pictures() -> frozenset[str]:
    """Return the agencies that send pictures only."""
    return frozenset(item.short for item in AGENCIES if item.category == "photo")


def is_names(line: Line, skip: int = 0) -> bool:
    """Tell whether a line holds only names, linking words and words for those who write (``BMN Bureau``).

    Args:
        line: The line.
        skip: Code points of ``line.text`` in front of the names (``By ``); after them a single name will do.
    """
    rest = line.text[skip:]
    parts = _parts(rest)
    if not parts or _ends_prose(rest):
        return False
    has_role = _has_role(parts)
    if parts[0].lower() in _ARTICLES and not (has_role and len(parts) <= (_LONGEST_BYLINE if skip else 4)):
        return False
    if has_role:
        return _is_titled(rest, parts, lenient=bool(skip))
    return all(map(_is_name, parts)) and _is_joined(rest, parts, least=1 if skip else 2)


def _parts(text: str) -> list[str]:
    """Return the words of a line without the marks around them, none where they are too many for names."""
    parts = [part.strip("()[],;:|/*•") for part in text.replace("/", " ").replace("|", " ").split()]
    parts = [part for part in parts if part]
    return parts if len(parts) <= _LONGEST_BYLINE else []


def _has_role(parts: list[str]) -> bool:
    return not phrases().roles.isdisjoint(part.lower().rstrip(".") for part in parts)


def _ends_prose(text: str) -> bool:
    return text.endswith((".", "?", "!", ":")) and not text.endswith(("Jr.", "Sr."))


def _is_joined(text: str, parts: list[str], *, least: int) -> bool:
    """Tell whether names are so many words at least, and where they need two, of many words each name is short."""
    if len(parts) <= 6 or least == 1:
        return len(parts) >= least
    return all(len(name.split()) <= 3 for name in _JOINT.split(text))


def _is_titled(text: str, parts: list[str], *, lenient: bool) -> bool:
    """Tell whether names come with an office: ``Ada Orr, business reporter``, ``Argus reporters``."""
    roles = phrases().roles
    before = text[: text.find(",")].split() if text.find(",") > 0 else []
    if before and all(_is_name(part) for part in before):
        return len(parts) <= 12
    loose = [part for part in parts if part.lower().rstrip(".") not in roles and not _is_name(part)]
    return len(loose) <= (1 if len(parts) <= 4 or lenient else 0)


def _is_name(word: str) -> bool:
    """Tell whether a word can stand in a byline: a capital in front, a small linking word, an account's name."""
    if word[:1] == "@" or word.lower() in phrases().links or (word.islower() and canonical(word)):
        return True
    return word[:1].isupper() and not any(char.isdigit() for char in word)


def rule_of_sentence(text: str) -> str | None:
    """Name the rule of a sentence that stands out in its paragraph: a trailer or a notice in brackets."""
    low, words = text.lower().replace("’", "'"), phrases()
    if low[:1] not in "([" or low.rstrip(" .")[-1:] not in ")]":
        return None
    held = words_in(low)
    if words.inside.search(low, held):
        return "inner_notice"
    if all(map(canonical, _BETWEEN.split(text.strip("()[]. ")))):
        return "inner_trailer"
    return "inner_trailer" if words.trailer.match(low) or words.credit.search(low, held) else None
