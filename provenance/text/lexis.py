"""The matching form of words: stems, numbers and spellings that mean the same, and the words that mean little.

One word gives one term. Terms find candidates and measure shared content; verbatim comparison uses the folded words.
"""

from __future__ import annotations

import re
from functools import lru_cache

import snowballstemmer

_STEMMER = snowballstemmer.stemmer("english")

STOP = frozenset(
    """a about above across after again against all almost also although am among an and any are as at be became because
    been before being below between both but by can could did do does doing down during each either else ever every few
    for from further had has have having he her here hers herself him himself his how i if in into is it its itself just
    last less many may me might more most much must my myself neither no nor not now of off on once one only or other our
    ours out over own per quite rather same shall she should since so some still such than that the their theirs them
    themselves then there these they this those though through to too under until up upon us very was we well were what
    when where whether which while who whom whose why will with within without would yet you your yours
    said says say told tell added mr mrs ms dr sir 's n't 'm 're 've 'll 'd ca wo na ta""".split()
)
"""Function words, speech verbs and titles: shared, they are no evidence of anything."""

_NUMBER = re.compile(r"^[£$€]?(\d[\d,]*(?:\.\d+)?)(?:st|nd|rd|th|s|bn|mn|m|k|pc|p|km|kg|am|pm)?$")
_WORDS = {
    word: str(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {
    "thirty": "30",
    "forty": "40",
    "fifty": "50",
    "sixty": "60",
    "seventy": "70",
    "eighty": "80",
    "ninety": "90",
}
_SAME = {
    "bn": "billion", "bln": "billion", "mln": "million", "mn": "million", "pc": "percent", "cent": "percent",
    "pct": "percent", "uk": "britain", "british": "britain", "lorry": "truck", "lorries": "truck", "trucks": "truck",
    "petrol": "gasoline", "pm": "premier", "film": "movie", "sept": "september", "jan": "january", "feb": "february",
    "aug": "august", "oct": "october", "nov": "november", "dec": "december",
}  # fmt: skip
"""Written forms of one word that a desk exchanges by its style book; no synonyms of meaning."""
_SPELLING = (
    (re.compile(r"is(e|ed|es|ing|ation|ations|er|ers)$"), r"iz\1"),
    (re.compile(r"(?<=[a-z]{2})our(s|ed|ing|ite|able|ly|hood|)$"), r"or\1"),
    (re.compile(r"(?<=[a-z]{3}[bt])re(s|)$"), r"er\1"),
    (re.compile(r"(?<=[a-z]{2})ll(ed|ing|er|ers)$"), r"l\1"),
    (re.compile(r"(?<=[a-z]{3})ence(s|)$"), r"ense\1"),
    (re.compile(r"ogue(s|)$"), r"og\1"),
)  # British to American, applied to both sides: a wrong guess changes both alike.


def number(word: str) -> str | None:
    """Return the plain digits of a number word or numeral, None where there is none.

    >>> number("24,500"), number("twelve"), number("4.20bn"), number("orin")
    ('24500', '12', '4.2', None)
    """
    if word in _WORDS:
        return _WORDS[word]
    match = _NUMBER.match(word)
    if match is None:
        return None
    digits = match[1].replace(",", "")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits.lstrip("0") or "0"


@lru_cache(maxsize=500_000)
def term(word: str) -> str:
    """Return the term of a folded word; ``""`` for function words and marks.

    >>> term("organised") == term("organizes"), term("24.50"), term("the")
    (True, '#24.5', '')
    """
    digits = number(word)
    if digits is not None:
        return f"#{digits}"
    bare = word.strip(".'-") or word
    if word in STOP or bare in STOP or not any(char.isalnum() for char in bare):
        return ""
    return str(_STEMMER.stemWord(spelled(bare)))


def spelled(word: str) -> str:
    """Return a folded word in one of its spellings: American, style-book abbreviations written out, not stemmed.

    >>> spelled("organised"), spelled("feb"), spelled("lorry")
    ('organized', 'february', 'truck')
    """
    bare = _SAME.get(word, word)[:60]
    if len(bare) > 4:
        for pattern, replacement in _SPELLING:
            bare = pattern.sub(replacement, bare)
    return bare
