"""Where paragraphs and sentences begin: line breaks first, then nupunkt, then the cases it is known to miss.

A line break ends a sentence, unless the text is hard-wrapped (broken at a fixed width in the middle of sentences, as
old feeds and mails are): there the lines of one paragraph are read as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from provenance.text.languages import DEFAULT, folders
from provenance.text.languages import language as tables

LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
"""One line of text."""
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f]")
"""Characters that feeds put before a paragraph and that stand for nothing."""

_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_CLEAN = str.maketrans(dict.fromkeys([*range(32), 0x7F, *range(0x80, 0xA0), 0xA0, 0x2028, 0x2029], " "))
_OPENERS = "\"'“”‘’„‚«»‹›([`"


def word_set(text: str) -> frozenset[str]:
    """Return the words of a table that is written as running text."""
    return frozenset(text.split())


_DAYS = word_set("""Mon Tue Tues Wed Weds Thu Thur Thurs Fri Sat Sun""")
_MONTHS = word_set(
    """Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec January February March April May June July August
    September October November December Januar Februar März Mai Juni Juli Oktober Dezember"""
)
_AFTER_HOUR = (
    _DAYS
    | _MONTHS
    | word_set(
        """Monday Tuesday Wednesday Thursday Friday Saturday Sunday GMT UTC BST CET CEST EET MSK IST PKT JST KST
    AEST AEDT EST EDT ET CST CDT CT MST MDT MT PST PDT PT HKT SGT WIB Eastern Central Mountain Pacific"""
    )
)
_HOUR = re.compile(r"\b\d{1,2}(?:[.:]\d\d)? ?[ap]\.m\.\s+(?=[\"'“‘]?([A-Z][A-Za-z]*)(?: (\w+))?)")
_DAY = re.compile(
    rf"\b(?:on|last|next|by|from|until|since) (?:{'|'.join(sorted(_DAYS))})\.\s+(?=[\"'“‘]?([A-Z][a-z]+))"
)
_GLUED = re.compile(
    r"(?<=[a-z]{2}[.!?])(?=[\"“‘]?[A-Z][a-z]* [a-z])|(?<=[a-z]{2}[.!?][\"”’])(?=[\"“‘]?[A-Z][a-z]* [a-z])"
)
_FOREIGN = re.compile(r"[؟。！？।]+[\"'”’»」』)]*\s*(?=\S)|(?<=[\w)][.!?])[“»]\s+(?=[A-ZÄÖÜÀ-Þ„«])")
_CLOSED = re.compile(r"[.!?](?=[\"”’“‘]{0,2}[A-Z])")
"""Where :data:`_GLUED` may match, found quickly: a mark with a capital after it."""
_STOP = re.compile(r"\.[\"”’»)]{0,2} +(?=[\"'“‘«„(¿¡]{0,2}[^\W\d_])")
"""A full stop before another word."""
_BEFORE_STOP = re.compile(r"(?<![\w.&@/'’-])[^\W\d_]{2,}\Z")
"""A word before it: where the next has a capital, a sentence ends; after two letters, if they are a function word."""
_NEXT = 20
"""Code points behind a full stop, or before it, that are looked at."""
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_SHORT_FORM = re.compile(r"(?<![\w.&@/'’-])[^\W\d_][\w.]{0,15}\Z")
_QUOTING = word_set("v vs e.g i.e cf approx p.ex z.b d.h")
"""Short forms that something else follows, whatever it begins with: ``v. The Queen``."""
_ASKED = re.compile(r"[?!…](?:[\"”’»'“]{1,2}|[ \xa0\u202f]»{1,2}) *$")
_WHO_ASKS = re.compile(
    r"(?:(?:[A-ZÀ-Þ][\w.'’-]*|of|the|de|van|von|al|bin|der|la) ){0,4}(?P<last>[A-ZÀ-Þ][\w.'’-]*)"
    r"(?:, [^.?!\"“”„«»]{2,80}?,)? (?:(?:a|ont|hat|haben|ha) )?(?P<verb>\w+)"
)
"""A name, perhaps with an office between commas, and its verb behind a quotation."""
_NO_SPEAKER = word_set(
    "Nobody No None Everyone Everybody Few Many Most Some It There This That But And Then Still So"
)
_INNER_MARK = re.compile(r"[.!?؟。！？।…].")
"""A mark that may end a sentence before the line's end: without one the line is one sentence."""
_DAY_DOTS = tuple(f"{day}." for day in sorted(_DAYS))
_OWN_LINE = re.compile(r"(?:By|BY|Von|Par|Por|Di) [A-Z][^\n.]{2,70}$|[-*•] ", re.MULTILINE)
_LAST_WORD = re.compile(r"([^\s\"'“”‘’„«»()\[\]]+)\.\s*$")
_ORDINAL_DATE = re.compile(r"\d{1,2}\.\s*$")
_FULL_ORDINAL = re.compile(r"[A-ZÄÖÜ]?[a-zäöü]+")


@lru_cache(maxsize=4)
def paragraphs(text: str) -> tuple[tuple[int, int], ...]:
    """Return the bounds of each line that holds text; the lines of a hard-wrapped paragraph are one.

    Bounds leave out white space and control characters at both ends. The last texts are remembered: words, sentences and
    kinds of one are read one after the other.
    """
    lines = [trimmed for line in LINE.finditer(text) if (trimmed := trim(text, line.start(), line.end()))]
    if len(lines) < 4 or not _is_wrapped(text, lines):
        return tuple(lines)
    width = sorted(end - start for start, end in lines)[len(lines) * 9 // 10]
    joined = lines[:1]
    for before, line in pairwise(lines):
        if _continues(text, before, line, width):
            joined[-1] = (joined[-1][0], line[1])
        else:
            joined.append(line)
    return tuple(joined)


def trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Shrink ``start:end`` to what is neither white space nor a control character; None where nothing is left."""
    piece = text[start:end]
    if not piece.isprintable():
        piece = piece.translate(_CLEAN)
    body = piece.strip()
    if not body:
        return None
    first = start + len(piece) - len(piece.lstrip())
    return first, first + len(body)


def sentence_starts(text: str, *, language: str = DEFAULT) -> list[int]:
    """Return the code point where each sentence begins, ascending."""
    starts: list[int] = []
    rules = _rules(language)
    for start, end in paragraphs(text):
        line = text[start:end]
        line = line if line.isprintable() else line.translate(_CLEAN)
        starts.extend([start + at for at in _starts_in(line, rules)])
    return starts


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """What tells the ends of sentences in one language.

    ``titles`` are always followed by their name, ``counted`` by a number; ``short`` are abbreviations that may end a
    sentence, and do before one of the ``openers``; ``verbs`` stand behind a speaker; ``small`` are function words of two
    letters (*kündigte ... an.*); ``ordinal`` stand before a number that counts; ``measured`` is a number with its unit.
    """

    titles: frozenset[str]
    counted: frozenset[str]
    short: frozenset[str]
    verbs: frozenset[str]
    small: frozenset[str]
    ordinal: frozenset[str]
    openers: frozenset[str]
    measured: re.Pattern[str]


@lru_cache(maxsize=50)
def _rules(code: str) -> Rules:
    here, base = tables(code), tables(DEFAULT)
    others = [word for other in folders() for word in tables(other).listed("words", "titles")]
    # of other languages, what is no word of this one: z.B., Dott.
    titles = frozenset(here.listed("words", "titles")) | {
        word for word in others if "." in word or (word[0].isupper() and len(word) > 2)
    }
    listed = frozenset(here.listed("words", "abbreviations"))
    return Rules(
        titles=titles | frozenset(base.listed("words", "titles")),
        counted=frozenset(here.listed("words", "counted") + base.listed("words", "counted")),
        short=listed | titles | {word.capitalize() for word in listed if word.islower()},
        verbs=frozenset(here.listed("speech", "cues")),
        small=frozenset(word for word in here.stop if len(word) == 2),
        ordinal=here.words("words", "before_ordinal"),
        openers=frozenset(word.capitalize() for word in here.listed("words", "openers")),
        measured=re.compile(rf"\d ?(?:{'|'.join(base.listed('words', 'units'))})\Z"),
    )


def _starts_in(line: str, rules: Rules) -> list[int]:
    """Return where sentences begin in one paragraph, 0 first."""
    if len(line) < 3 or _INNER_MARK.search(line) is None:
        return [0]
    from nupunkt import sent_spans

    found = {start + _lead(line, start) for start, _ in sent_spans(line)}
    found.update(_after_words(line, rules))
    kept = {at for at in found if at and at < len(line) and not _is_joined(line, at, rules)}
    return sorted(kept | set(_missed(line)) | {0})


def _after_words(line: str, rules: Rules) -> Iterator[int]:
    """Yield where a sentence begins behind an ordinary word, which nupunkt may hold for an abbreviation: month, park, hall."""
    for stop in _STOP.finditer(line):
        at = stop.start()
        word = _BEFORE_STOP.search(line, line.rfind(" ", 0, at) + 1, at)
        after = line[stop.end() : stop.end() + _NEXT].lstrip(_OPENERS + "¿¡")
        if not after[:1].isupper():
            continue
        first = _FIRST_WORD.match(after)
        opens = first is not None and first[0] in rules.openers and _ends_short(line, at, rules)
        if opens or (word and _may_end(word[0], rules)) or _is_measured(line, at, first, rules):
            yield stop.end()


def _ends_short(line: str, at: int, rules: Rules) -> bool:
    """Tell whether what stands before a full stop is a short form that is no title: ``U.S``, ``Inc``, the ``B`` of a plan."""
    found = _SHORT_FORM.search(line, max(0, at - _NEXT), at)
    if found is None or found[0] in rules.titles or found[0].casefold() in _QUOTING:
        return False
    return "." in found[0] or len(found[0]) == 1 or found[0] in rules.short


def _is_measured(line: str, at: int, first: re.Match[str] | None, rules: Rules) -> bool:
    """Tell whether a full stop stands behind a number and its unit, and no day behind it: ``5 pct. Monday``."""
    return rules.measured.search(line, max(0, at - 10), at) is not None and (
        first is None or first[0] not in _AFTER_HOUR
    )


def _may_end(word: str, rules: Rules) -> bool:
    """Tell whether a word before a full stop is none that is often shortened."""
    plain = len(word) > 2 or word in rules.small
    return plain and word not in rules.short


def _lead(line: str, start: int) -> int:
    rest = line[start : start + 200]
    return len(rest) - len(rest.lstrip())


def _is_joined(line: str, at: int, rules: Rules) -> bool:
    """Tell whether a proposed boundary stands inside a sentence: after a title, before a small letter, a speaker, a comma."""
    after = line[at : at + 160].lstrip(_OPENERS)
    if after[:1].islower():
        return not line[max(0, at - 8) : at].rstrip().endswith((":", ";"))
    before = line[max(0, at - 30) : at]
    if after[:1] in (",", ";") or _asks(before, after, rules):
        return True
    word = _LAST_WORD.search(before)
    if word and (word[1] in rules.titles or (after[:1].isdigit() and _is_counted(word[1], rules))):
        return True
    return _is_ordinal(before, after, rules)


def _is_counted(word: str, rules: Rules) -> bool:
    """Tell whether a number follows a word as its own: ``No. 5``, the house in a ``Hauptstr. 5``."""
    return word in rules.counted or word.endswith("str")


def _asks(before: str, after: str, rules: Rules) -> bool:
    """Tell whether who asked or cried follows a quotation: ``"Who pays?" Orla Dean asked``."""
    speaker = _WHO_ASKS.match(after) if _ASKED.search(before) else None
    return (
        speaker is not None
        and speaker["verb"] in rules.verbs
        and _NO_SPEAKER.isdisjoint(speaker.group().split(" ", 1)[:1])
    )


def _is_ordinal(before: str, after: str, rules: Rules) -> bool:
    """Tell whether a number with a full stop counts what follows: ``15. Februar``, ``im 2. Stock``."""
    found = _ORDINAL_DATE.search(before)
    if found is None:
        return False
    month = _FULL_ORDINAL.match(after)
    words = before[: found.start()].split()
    return (month is not None and month[0] in _MONTHS) or bool(words and words[-1].lower() in rules.ordinal)


def _missed(line: str) -> list[int]:
    """Return boundaries that nupunkt does not see: after an hour or a day, without a space, in other scripts."""
    starts = []
    if ".m." in line:
        starts += [m.end() for m in _HOUR.finditer(line) if m[1] not in _AFTER_HOUR and m[2] != "time"]
    if any(map(line.__contains__, _DAY_DOTS)):
        starts += [m.end() for m in _DAY.finditer(line) if m[1] not in _MONTHS]
    for closed in _CLOSED.finditer(line):
        starts += [at for at in (closed.end(), closed.end() + 1) if _GLUED.match(line, at)]
    if not line.isascii():
        starts += [
            m.end() for m in _FOREIGN.finditer(line) if m[0][0] not in "“»" or m[0][0] == "»" or "„" in line
        ]
    return starts


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Tell whether lines break inside sentences: many follow at once and begin with a small letter."""
    if sum(text[start].islower() for start, _ in lines) < 3:
        return False
    pairs = [(a, b) for a, b in pairwise(lines) if _is_next(text, a[1], b[0])]
    small = sum(text[b[0]].islower() and text[a[1] - 1] not in ".!?" for a, b in pairs)
    return small >= 3 and small >= 0.3 * len(pairs)


def _is_next(text: str, end: int, start: int) -> bool:
    return len(_BREAK.findall(text, end, start)) == 1


def _continues(text: str, before: tuple[int, int], line: tuple[int, int], width: int) -> bool:
    """Tell whether a line goes on with the paragraph of the line before it."""
    if not _is_next(text, before[1], line[0]) or _OWN_LINE.match(text, line[0]):
        return False
    if text[line[0]].islower() and text[before[1] - 1] not in ".!?":
        return True
    indented = _BREAK.split(text[before[1] : line[0]])[-1].count(" ") >= 2
    return not indented and before[1] - before[0] >= 0.75 * width
