"""The matching form of words: stems, numbers and spellings that mean the same, and the words that mean little.

One word gives one term. Terms find candidates and measure shared content; verbatim comparison uses the folded words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import cast

from provenance.text.languages import DEFAULT, language, unmarked

_ENGLISH_NUMBER = re.compile(r"^[£$€]?(\d[\d,]*(?:\.\d+)?)(?:st|nd|rd|th|s|bn|mn|m|k|pc|p|km|kg|am|pm)?$")
_NUMBER = re.compile(r"^[£$€]?(\d+(?:[.’']\d{3})*|\d+)(?:[,.](\d+))?(?:er|e|º|ª|\.|m|k|km|kg|h|%)?$")
"""A numeral where a comma parts the decimals and a point the thousands."""
_SPELLING = (
    (re.compile(r"is(e|ed|es|ing|ation|ations|er|ers)$"), r"iz\1"),
    (re.compile(r"(?<=[a-z]{2})our(s|ed|ing|ite|able|ly|hood|)$"), r"or\1"),
    (re.compile(r"(?<=[a-z]{3}[bt])re(s|)$"), r"er\1"),
    (re.compile(r"(?<=[a-z]{2})ll(ed|ing|er|ers)$"), r"l\1"),
    (re.compile(r"(?<=[a-z]{3})ence(s|)$"), r"ense\1"),
    (re.compile(r"ogue(s|)$"), r"og\1"),
)  # British to American, applied to both sides: a wrong guess changes both alike.

_BRITISH = (
    *(f"is{end}" for end in ("e", "ed", "es", "ing", "ation", "ations", "er", "ers")),
    *(f"our{end}" for end in ("", "s", "ed", "ing", "ite", "able", "ly", "hood")),
    *("re", "res", "lled", "lling", "ller", "llers", "ence", "ences", "ogue", "ogues"),
)
"""How every word ends that one of the patterns changes: most do not, and are not asked."""


def number(word: str, code: str = DEFAULT) -> str | None:
    """Return the plain digits of a number word or numeral of a language, None where there is none.

    >>> number("24,500"), number("twelve"), number("4.20bn"), number("orin")
    ('24500', '12', '4.2', None)
    """
    spoken = number_words(code).get(word)
    if spoken is not None:
        return f"{spoken:g}"
    if not any(map(str.isdigit, word)):
        return None
    digits = _digits(word) if code == DEFAULT else _digits_with_comma(word)
    if digits is None:
        return None
    return digits.rstrip("0").rstrip(".") if "." in digits else digits.lstrip("0") or "0"


def _digits(word: str) -> str | None:
    match = _ENGLISH_NUMBER.match(word)
    return match[1].replace(",", "") if match else None


def _digits_with_comma(word: str) -> str | None:
    match = _NUMBER.match(word)
    if match is None:
        return None
    whole = re.sub(r"\D", "", match[1])
    return f"{whole}.{match[2]}" if match[2] else whole


@lru_cache(maxsize=50)
def number_words(code: str) -> Mapping[str, float]:
    """Return the words of numbers of a language in their matching form: units, tens, what its table lists, compounds."""
    here = language(code)
    units = [unmarked(word).casefold() for word in here.listed("numbers", "units")]
    tens = [unmarked(word).casefold() for word in here.listed("numbers", "tens")]
    found = {word: float(value) for value, word in enumerate(units)}
    found |= {word: 10.0 * ten for ten, word in enumerate(tens, start=3)}
    found |= {unmarked(word): float(value) for word, value in here.table("numbers").get("words", {}).items()}
    link = here.table("numbers").get("compound")
    if link:
        ones = [
            (n, word.removesuffix("s") if n == 1 else word) for n, word in enumerate(units[1:10], start=1)
        ]
        decades = [(20.0, units[20]), *((10.0 * n, word) for n, word in enumerate(tens, start=3))]
        found |= {f"{one}{link}{ten}": n + value for n, one in ones for value, ten in decades}
    return found


HALF = re.compile("[\ud800-\udfff]")
"""Half a character, which no stemmer can hold."""


KEPT = 500_000
"""Words whose terms are remembered."""


@lru_cache(maxsize=KEPT)
def term(word: str, code: str = DEFAULT) -> str:
    """Return the term of a folded word of a language; ``""`` for function words and marks.

    >>> term("organised") == term("organizes"), term("24.50"), term("the"), term("villes", "fr") == term("ville", "fr")
    (True, '#24.5', '', True)
    """
    here = language(code)
    bare = word.strip(".'-") or word
    articles = here.words("numbers", "articles") if code != DEFAULT else ()
    digits = None if word in articles else number(word, code)
    if digits is not None:
        return f"#{digits}"
    if word in here.stop or bare in here.stop or not any(char.isalnum() for char in bare):
        return ""
    return here.stem(spelled(HALF.sub("\ufffd", bare), code))


_TERMS: defaultdict[str, dict[str, str]] = defaultdict(dict)


def terms(words: Sequence[str], code: str = DEFAULT) -> tuple[str, ...]:
    """Return the term of each of many words: :func:`term`, asked once a word.

    >>> terms(["the", "organised", "organizes"])
    ('', 'organ', 'organ')
    """
    known = _TERMS[code]
    found = list(map(known.get, words))
    if None in found:
        if len(known) > KEPT:
            known.clear()
        known.update({word: term(word, code) for word in words if word not in known})
        found = [known[word] for word in words]
    return tuple(cast(list[str], found))


def spelled(word: str, code: str = DEFAULT) -> str:
    """Return a folded word in one of its spellings: style-book abbreviations written out, English as Americans write it.

    >>> spelled("organised"), spelled("feb"), spelled("lorry"), spelled("mrd", "de")
    ('organized', 'february', 'truck', 'milliarde')
    """
    bare = _same(code).get(word, word)[:60]
    if len(bare) > 4 and code == DEFAULT and bare.endswith(_BRITISH):
        for pattern, replacement in _SPELLING:
            bare = pattern.sub(replacement, bare)
    return bare


@lru_cache(maxsize=50)
def _same(code: str) -> Mapping[str, str]:
    """Return the written forms of one word that a desk exchanges by its style book; no synonyms of meaning."""
    table = language(code).table("words").get("same", {})
    return {unmarked(word): unmarked(other) for word, other in table.items()}
