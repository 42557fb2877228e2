"""Agency names in one line, as single marks, so that the credit patterns stay short and linear.

:func:`reduce` replaces every agency name by one private-use character that says how far it can be trusted; the
patterns of :mod:`provenance.page.agencies.rules` are written over those marks, and :meth:`Reduced.span` leads back to the
line's own code points.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import regex

from provenance.page.agencies import AGENCIES, Agency
from provenance.page.agencies.persons import is_personal
from provenance.text import words_in

PLAIN, AMBIGUOUS, GENERIC, PICTURE, OUTLET = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004"
"""Marks: a name that stands for itself; one that needs a credit frame; "agencies"; a picture agency; another outlet."""
GENERIC_NAME = "agencies"
"""What a record says where a text credits agencies and names none."""

_GENERIC = (
    r"(?i:(?:news |wire |press |foreign )?agencies|(?:news )?wire (?:services|reports)|news services|wires"
    r"|(?:nachrichten|presse)?agenturen|agences(?: de presse)?|agencias(?: de noticias)?|agenzie(?: di stampa)?"
    r"|agências(?: de notícias| internacionais)?|(?:pers|nieuws)bureaus|agentschappen|nyhetsbyråer|agentur)"
    r"|وكالات|агентства|通讯社"
)
_OUTLET = (
    r"(?:NBC|ABC|CBS|Fox|FOX|Sky|BBC|CNBC|MSNBC|ITV|PBS|Al Jazeera|Bloomberg TV|Axios|Politico|POLITICO|Yahoo)(?: News)?"
    r"|(?:[Tt]he )?(?:New York Times|Washington Post|Wall Street Journal|Financial Times|Guardian|Economist|Daily Mail"
    r"|Daily Telegraph|Sunday Times|Los Angeles Times|Atlantic|Hill|Independent)|NDTV|USA T(?:ODAY|oday)|Le Monde|Le Figaro"
    r"|Der Spiegel|Bild|El País|Corriere della Sera|La Repubblica"
)
_CLASSES = frozenset(
    (
        "agencies", "agenturen", "nachrichtenagenturen", "presseagenturen", "agences", "agencias", "agenzie", "agências",
        "persbureaus", "nieuwsbureaus", "agentschappen", "nyhetsbyråer", "agentur", "wire", "wires", "services", "وكالات", "агентства",
    )
)  # fmt: skip
"""A word of every name in :data:`_GENERIC`, in lower case."""
_CLASS_PARTS = tuple(part for part in _CLASSES if not any(o in part and o != part for o in _CLASSES))
"""One of these stands in every such word: most lines hold none."""
_OUTLETS = frozenset(
    (
        "NBC", "ABC", "CBS", "Fox", "FOX", "Sky", "BBC", "CNBC", "MSNBC", "ITV", "PBS", "Jazeera", "Bloomberg", "Axios", "Politico",
        "POLITICO", "Yahoo", "Times", "Post", "Journal", "Guardian", "Economist", "Mail", "Telegraph", "Atlantic", "Hill",
        "Independent", "NDTV", "TODAY", "Today", "Monde", "Figaro", "Spiegel", "Bild", "País", "Corriere", "Repubblica",
    )
)  # fmt: skip
"""A word of every name in :data:`_OUTLET`, as it is written there."""
_WORDS = regex.compile(r"\w+")
_EAST_ASIAN = regex.compile(r"[\p{Han}\p{Hangul}\p{Katakana}]")
_JOINED = regex.compile(r"[\p{Han}\p{Hangul}\p{Katakana}]|\bA\.[A-Z]\.")
_EDGE = r"(?![\w@])(?!-\p{Lu}?\p{Ll})(?!['’]s\b)(?!\.(?:com|org|net|co|de|fr|in|it|es)\b)"
"""A name is a whole word: not the first half of a compound (``dpa-Meldung``), not a web address."""
_CONFUSABLE = str.maketrans(
    dict(zip("АВЕЅКМНОРСТХУІЈ", "ABESKMHOPCTXYIJ", strict=True))
    | dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX", strict=True))
    | dict(zip("асеорхуіѕԁгտ", "aceopxyisdrt", strict=True))
)
"""Cyrillic, Greek and Armenian letters that look like Latin ones (Unicode confusables, capitals and agency letters)."""
_INVISIBLE = regex.compile(r"[\p{Cf}\p{Mn}]")
_WORD = regex.compile(r"[\p{L}\p{M}\p{Cf}.]{2,40}")
_SPACE = regex.compile(r"[\s\p{Zs}\u200b\ufeff]")
_LETTERS = re.compile(r"[^\W\d_]+")
_PRIVATE = regex.compile(r"[\ue000-\ue00f]")
_HYPHEN = regex.compile(r"[\u2010\u2011]|(?<=\p{L})[\u2012-\u2014\u2212](?=\p{L})")
"""Dashes within a word, which content systems put for hyphens."""
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"
_UNSEEN = regex.compile(
    r"\xad|(?<!\w)[\u200b\u200e\u200f\u2060\ufeff]|[\u200b\u200e\u200f\u2060\ufeff](?!\w)"
)
"""What typesetting and content systems leave in a line: soft hyphens, and marks of no width beside a word, not within."""
_GLUED = 120
"""Code points of a line in which words that a page ran together are taken apart."""
_SEAM = regex.compile(
    r"(?<=\p{Ll}\p{Ll})(?=(?:AFP|AP|Reuters|REUTERS|The Associated Press|Associated Press)(?:$|[\s,|•·]))"
    r"|(?<=\bAFP|\bReuters|\bREUTERS|\bAssociated Press)(?=(?:Published|Updated|Posted|\p{Lu}\p{Ll}{2,8} \d{1,2}\b|\d{1,2}[ :/.]))"
    r"|(?<=^(?:Author of the article|By|Source|Autor|Auteur|Quelle|Fuente):)(?=\p{Lu})"
)
"""Where a page ran a name and an agency, or an agency and a date, together."""
_SEAM_PARTS = ("AP", "AFP", "Reuters", "REUTERS", "Associated Press", ":")
"""One of these stands at every such place: most lines hold none, and are not asked."""


Loose = tuple[str, frozenset[str], str]
"""A form of a name, its words, and whose it is."""


@dataclass(frozen=True, slots=True)
class Reduced:
    """A line with its agency names as marks. ``origin`` maps each of its characters, and its end, to the line."""

    text: str
    origin: Sequence[int]
    names: tuple[tuple[int, str], ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the half-open range of the line that stands behind a range of the reduced text."""
        return self.origin[start], (
            self.origin[end - 1] + self._width(end - 1)
        ) if end > start else self.origin[start]

    def _width(self, place: int) -> int:
        return self.origin[place + 1] - self.origin[place]

    def agencies(self, start: int, end: int) -> tuple[str, ...]:
        """Return the short names within a range, in order, each once."""
        return tuple(dict.fromkeys(name for place, name in self.names if start <= place < end))


def reduce(line: str) -> Reduced:
    """Replace the agency names of a line by marks; no other character changes its meaning.

    >>> reduced = reduce("Kyiv (AFP) -")
    >>> len(reduced.text), reduced.names, reduced.span(6, 7)
    (10, ((6, 'AFP'),), (6, 9))
    """
    line = line if _is_plain(line) else _PRIVATE.sub(" ", line)
    if (not line.isascii() and _UNSEEN.search(line)) or (len(line) <= _GLUED and _has_seam(line)):
        return _mended(line)
    return _reduced(line)


def _is_plain(line: str) -> bool:
    """Tell whether a line holds no blank but the space, no control, and no sign beyond ASCII: most lines of English."""
    return line.isascii() and line.isprintable()


def _has_seam(line: str) -> bool:
    return any(map(line.__contains__, _SEAM_PARTS)) and _SEAM.search(line) is not None


def _mended(line: str) -> Reduced:
    """Reduce a line without what nobody sees in it, and with a blank where a page ran two names together."""
    unseen = {found.start() for found in _UNSEEN.finditer(line)}
    seams = {found.start() for found in _SEAM.finditer(line)} if len(line) <= _GLUED else set()
    pieces: list[str] = []
    origin: list[int] = []
    for place, char in enumerate(line):
        if place in seams:
            pieces.append(" ")
            origin.append(place)
        if place not in unseen:
            pieces.append(char)
            origin.append(place)
    reduced = _reduced("".join(pieces))
    origin.append(len(line))
    return Reduced(reduced.text, tuple(origin[place] for place in reduced.origin), reduced.names)


def _reduced(line: str) -> Reduced:
    if not _is_plain(line):
        line = _plain(line)
        line = _HYPHEN.sub("-", line) if any(map(line.__contains__, _DASHES)) else line
    if not _may_name(line):
        return Reduced(line, range(len(line) + 1), ())
    pattern, forms = _surface()
    pieces: list[str] = []
    origin: list[int] = []
    names: list[tuple[int, str]] = []
    last = 0
    for found in pattern.finditer(line):
        if is_personal(line, found):
            continue
        origin.extend(range(last, found.start()))
        pieces.append(line[last : found.start()])
        mark, name = _mark(found, forms)
        names.append((len(origin), name))
        origin.append(found.start())
        pieces.append(mark)
        last = found.end()
    origin.extend(range(last, len(line) + 1))
    pieces.append(line[last:])
    return Reduced("".join(pieces), tuple(origin), tuple(names))


def _may_name(line: str) -> bool:
    """Tell in one quick pass whether a line holds the telling words of any name: most lines of an article do not."""
    words = words_in(line) if line.isascii() else frozenset(_WORDS.findall(line))
    ends = _ends()
    if any(not ends[word] or not ends[word].isdisjoint(words) for word in words & ends.keys()):
        return True
    if not words.isdisjoint(_OUTLETS) or (("A." in line or not line.isascii()) and _JOINED.search(line)):
        return True
    low = line.lower()
    return any(map(low.__contains__, _CLASS_PARTS)) and not _CLASSES.isdisjoint(map(str.lower, words))


@lru_cache(maxsize=1)
def _ends() -> dict[str, frozenset[str]]:
    """Return the first word of every surface form, an article before it left out, with the last words that may follow.

    No last word is needed where a form is one word: ``Press`` alone says nothing, ``Press`` and ``India`` may.
    """
    found: dict[str, set[str]] = {}
    for form in _surface()[1]:
        words = _WORDS.findall(form.removeprefix("The ").removeprefix("THE "))
        if len(words[0]) > 1 or not words[0].isascii():
            found.setdefault(words[0], set()).add(words[-1])
    return {first: frozenset(() if first in last else last) for first, last in found.items()}


def _plain(text: str) -> str:
    """Return the text with every kind of space and blank as U+0020, one for one."""
    return _SPACE.sub(" ", text)


def _mark(found: regex.Match[str], forms: dict[str, tuple[str, str]]) -> tuple[str, str]:
    if found.lastgroup == "generic":
        return GENERIC, GENERIC_NAME
    if found.lastgroup == "outlet":
        return OUTLET, found.group()
    return forms[found.group()]


@lru_cache(maxsize=1)
def _surface() -> tuple[regex.Pattern[str], dict[str, tuple[str, str]]]:
    """Return the pattern of every surface form, and what each stands for."""
    forms: dict[str, tuple[str, str]] = {}
    for item in AGENCIES:
        _enter(forms, item, PLAIN, item.aliases)
    for item in AGENCIES:
        _enter(forms, item, AMBIGUOUS, item.ambiguous_forms)
    joined = [form for form in forms if _EAST_ASIAN.search(form)]
    spaced = [form for form in forms if not _EAST_ASIAN.search(form)]
    pattern = (
        rf"(?<![\w@#])(?:(?P<name>{_either(spaced)})|(?P<generic>{_GENERIC})|(?P<outlet>{_OUTLET})){_EDGE}"
        rf"|(?P<joined>{_either(joined)})"
    )
    return regex.compile(pattern), forms


def _enter(forms: dict[str, tuple[str, str]], item: Agency, mark: str, names: tuple[str, ...]) -> None:
    """Enter names where no agency before has them; a long one that means nothing else also in capitals."""
    entry = (PICTURE if item.category == "photo" else mark, item.short)
    for name in names:
        forms.setdefault(name, entry)
        if mark == PLAIN and len(name) > 5 and name.isascii():
            forms.setdefault(name.upper(), entry)


def _either(forms: Collection[str]) -> str:
    """Return a pattern of any of the forms, the longest that fits first; those with a common beginning share it.

    Written out side by side, some 500 forms would be tried at every word: four times the time.
    """
    branches: dict[str, set[str]] = {}
    for form in forms:
        if form:
            branches.setdefault(form[0], set()).add(form[1:])
    pieces = [
        regex.escape(first, literal_spaces=True) + (f"(?:{_either(rest)})" if rest != {""} else "")
        for first, rest in sorted(branches.items())
    ]
    return "|".join([*pieces, ""] if "" in forms else pieces)


@lru_cache(maxsize=512)
def named(text: str) -> tuple[str, ...]:
    """Return the short names of the agencies whose name stands in a text, in whatever form or frame.

    This errs towards naming: half of a compound, a name with an ending or in a web address, and a short form that may
    mean something else all count; names that mean nothing else are found in any case.

    >>> named("Nach dpa-Angaben sank die Fähre; Fotos: reuters.com. PA confirmed it.")
    ('Reuters', 'dpa', 'PA')
    """
    plain = " ".join(text.replace("\u200b", " ").replace("\ufeff", " ").split())
    texts = {False: plain, True: plain.casefold()}
    words = _stems(texts[False]) | _stems(texts[True])
    always, by_word = _loose()
    asked = chain(always, *(by_word[word] for word in words & by_word.keys()))
    found = {
        short
        for form, telling, short in asked
        if telling <= words and form in (held := texts[form.islower()]) and _standing(form).search(held)
    }
    return tuple(item.short for item in AGENCIES if item.short in found)


def _stems(text: str) -> set[str]:
    return {word.removesuffix("s") for word in set(_LETTERS.findall(text))}


@lru_cache(maxsize=1)
def _loose() -> tuple[list[Loose], dict[str, list[Loose]]]:
    """Return each form with its words and whose it is: those without words, and the others by one of them (to be quick).

    Names that mean nothing else stand in small letters; a Latin form stands apart from other letters, save an "s".
    """
    owners: dict[str, str] = {}
    for item in AGENCIES:
        for form in (item.short, item.name, *item.aliases, *item.ambiguous_forms):
            owners.setdefault(form if form in item.ambiguous_forms else form.casefold(), item.short)
    always: list[Loose] = []
    by_word: dict[str, list[Loose]] = {}
    for form, short in owners.items():
        telling = _telling(form)
        held = by_word.setdefault(max(sorted(telling), key=len), []) if telling else always
        held.append((form, telling, short))
    return always, by_word


def _telling(form: str) -> frozenset[str]:
    return frozenset(_stems(form) if form.isascii() else ())


@lru_cache(maxsize=1_000)
def _standing(form: str) -> regex.Pattern[str]:
    """Return the pattern of a form; made when its words are met, for five hundred of them cost a third of a second."""
    name = regex.escape(form, literal_spaces=True)
    return regex.compile(rf"(?<!\p{{L}}){name}s?(?!\p{{L}})" if form.isascii() else name)


def imitations(line: str) -> tuple[tuple[int, int, str], ...]:
    r"""Return words that look like an agency's name in other letters: ``(start, end, short name)``.

    Cyrillic, Greek, full-width or invisible characters count where the line is otherwise Latin, or the word itself
    mixes scripts; an agency's own name in its own script does not.

    >>> imitations("By \u0410FP")
    ((3, 6, 'AFP'),)
    """
    if line.isascii():
        return ()
    words = [word for word in _WORD.finditer(line) if not word.group().isascii()]
    read = [(word.start(), word.end(), short) for word in words if (short := _imitated(word.group()))]
    return tuple(item for item in read if _is_latin(line) or _mixes(line[item[0] : item[1]]))


def _imitated(word: str) -> str | None:
    """Return the agency whose name a word looks like without being it."""
    word = _UNSEEN.sub("", word)  # typesetting, not forgery
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", word)).translate(_CONFUSABLE).strip(".")
    return _names().get(plain) if plain.isascii() and plain != word.strip(".") else None


def _is_latin(line: str) -> bool:
    """Tell whether most letters of a line are those of English."""
    letters = [char.isascii() for char in line if char.isalpha()]
    return sum(letters) * 2 > len(letters)


def _mixes(word: str) -> bool:
    """Tell whether a word holds a Latin letter among others, as no word of another script does."""
    return any(char.isascii() and char.isalpha() for char in unicodedata.normalize("NFKC", word))


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Return single-word ASCII forms that a forger would imitate."""
    return {form: name for form, (_, name) in _surface()[1].items() if form.isascii() and " " not in form}
