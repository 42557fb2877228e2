"""The language of a text by its own letters and function words: no model, no list but those that matching uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import lru_cache
from typing import TYPE_CHECKING

from provenance.config import LanguageConfig
from provenance.text.languages import DEFAULT, folders, language, primary, spacy_stop, unmarked

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")
_BEYOND = re.compile(r"[^\x00-\x7f\W\d_]")
"""A letter beyond ASCII."""
_LETTERS = bytes(ord(chr(code).lower()) if chr(code).isalpha() else 32 for code in range(128)) + bytes(128)
"""Of ASCII makes its letters, in small, with blanks for the rest."""
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]"), 0.1),
    ("zh", re.compile(r"[\u3400-\u9fff]"), 0.4),
    ("ko", re.compile(r"[\u1100-\u11ff\uac00-\ud7af]"), 0.4),
    ("th", re.compile(r"[\u0e00-\u0e7f]"), 0.4),
    ("lo", re.compile(r"[\u0e80-\u0eff]"), 0.4),
    ("km", re.compile(r"[\u1780-\u17ff]"), 0.4),
    ("my", re.compile(r"[\u1000-\u109f]"), 0.4),
    ("ar", re.compile(r"[\u0600-\u06ff\u0750-\u077f]"), 0.4),
    ("he", re.compile(r"[\u0590-\u05ff]"), 0.4),
    ("el", re.compile(r"[\u0370-\u03ff]"), 0.4),
    ("hi", re.compile(r"[\u0900-\u097f]"), 0.4),
    ("bn", re.compile(r"[\u0980-\u09ff]"), 0.4),
    ("ru", re.compile(r"[\u0400-\u04ff]"), 0.4),
)
"""Scripts, the language that is read in them, and the share of a text's letters from which it is in them."""
_IN_SCRIPT = re.compile("[" + "".join(of.pattern[1:-1] for _, of, _ in _SCRIPTS) + "]")
"""A letter of any of these scripts."""
_LATIN = (*folders(), "af", "ca", "cs", "da", "et", "fi", "ga", "hr", "hu", "id", "is", "lt", "lv", "nb", "pl", "ro", "sk",
          "sl", "sq", "sv", "tr", "vi")  # fmt: skip
"""Languages in Latin letters that are told apart by their function words."""
_OF_SCRIPTS = frozenset(code for code, _, _ in _SCRIPTS)


def detect(text: str, *, config: LanguageConfig | None = None, default: str = DEFAULT) -> str:
    """Return the language of a text; ``default`` where its words are too few, or of none that is known.

    >>> detect("Le train a déraillé mardi matin à l'entrée de la gare, selon la préfecture."), detect("1-0")
    ('fr', 'en')
    """
    config = config or LanguageConfig()
    sample = text[: config.sample]
    return (_by_script(sample) or _by_words(sample, config) or default) if sample else default


def language_of(
    named: str | None, text: str, *, setting: str = "", config: LanguageConfig | None = None
) -> str:
    """Return the language that a document is read in: what its record says, else the setting, else what is detected.

    >>> language_of("pt-BR", ""), language_of(None, "", setting="de")
    ('pt', 'de')
    """
    return primary(named or "") or primary(setting) or detect(text, config=config)


def other_language(text: str, here: str, *, config: LanguageConfig | None = None) -> str | None:
    """Return the language of a paragraph that is clearly another than its page's, None where it is the same or not told.

    >>> other_language("The port said in a statement that it would not pay for what was lost that night.", "fr")
    'en'
    """
    config = config or LanguageConfig()
    sample = text[: config.sample]
    latin = here in _LATIN
    if not latin and here not in _OF_SCRIPTS:
        return None  # nothing is known of the page's own words
    if latin and (found := _by_script(sample)) is not None:
        return found
    return _clearly(_words(sample), here, config)


def _clearly(words: Sequence[str], here: str, config: LanguageConfig) -> str | None:
    """Return the language of some words, where it is another than the page's and clearly so."""
    # each word once: "5 cents on the dollar, 6 cents" says a word of French twice and is no French for that
    distinct = set(words)
    if len(words) < config.paragraph or not _may_lead(distinct, here, config):
        return None
    code = _leading(_scores(words), len(words), config)
    if code is None or code == here:
        return None
    once = _scores(distinct)
    return code if once[code] >= config.clear * once.get(here, 0.0) else None


def _may_lead(distinct: Set[str], here: str, config: LanguageConfig) -> bool:
    """Tell whether another language may be clearly ahead of a page's own in words that the page's has not.

    Nearly all paragraphs are in their page's language, and this is asked of every one.
    """
    own, others = _sides(here)
    mine = sum([own[word] for word in distinct if word in own])
    return len(distinct & others) >= (config.clear - 1) * mine


@lru_cache(maxsize=32)
def _sides(here: str) -> tuple[dict[str, float], frozenset[str]]:
    """Return the weights of a language's function words, and the function words that it has not."""
    weights = {word: dict(owned).get(here) for word, owned in _owners().items()}
    own = {word: weight for word, weight in weights.items() if weight is not None}
    return own, frozenset(weights.keys() - own.keys())


def _by_script(sample: str) -> str | None:
    if sample.isascii() or not _IN_SCRIPT.search(sample):
        return None
    letters = len(_LETTER.findall(sample)) or 1
    return next((code for code, of, least in _SCRIPTS if len(of.findall(sample)) >= least * letters), None)


def _by_words(sample: str, config: LanguageConfig) -> str | None:
    """Return the language whose function words make up most of a text, each counted by how few languages have it."""
    words = _words(sample)
    return _leading(_scores(words), len(words), config) if len(words) >= config.least else None


def _scores(words: Iterable[str]) -> dict[str, float]:
    """Return for each language how much of some words is its own, each word counted by how few languages have it."""
    numbers, weights, codes = _table()
    rows = [number for number in map(numbers.get, words) if number is not None]
    totals = weights[rows].sum(axis=0).tolist()
    return {code: total for code, total in zip(codes, totals, strict=True) if total}


def _leading(scores: Mapping[str, float], size: int, config: LanguageConfig) -> str | None:
    """Return the language that is ahead of all others among so many words; None where none is."""
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:2]
    if not ranked or ranked[0][1] < config.share * size:
        return None
    (first, best), *rest = ranked
    return first if not rest or best >= config.ahead * rest[0][1] else None


def _words(sample: str) -> list[str]:
    """Return the runs of letters of a text in their matching form; without a pattern where all its letters are of ASCII."""
    if sample.isascii() or not _BEYOND.search(sample):
        return sample.encode("ascii", "replace").translate(_LETTERS).decode("ascii").split()
    return _WORD.findall(unmarked(sample).casefold())


def _telling(code: str) -> frozenset[str]:
    """Return the words that tell a language: its function words, and where it has a folder those of news and speech."""
    here = language(code)
    if not here.tables:
        return spacy_stop(code)
    return (
        here.stop
        | here.words("words", "measures")
        | here.words("speech", "cues")
        | here.words("words", "formula")
    )


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, int], NDArray[np.float64], tuple[str, ...]]:
    """Return what :func:`_owners` says as an array, to add up the words of a text at once: a row a word, a column a language."""
    import numpy as np

    owners, codes = _owners(), tuple(dict.fromkeys(_LATIN))
    weights = np.zeros((len(owners), len(codes)))
    for row, owned in enumerate(owners.values()):
        for code, weight in owned:
            weights[row, codes.index(code)] = weight
    return {word: row for row, word in enumerate(owners)}, weights, codes


@lru_cache(maxsize=1)
def _owners() -> dict[str, tuple[tuple[str, float], ...]]:
    """Return for each function word the languages that have it, and its weight: one over their number."""
    found: dict[str, list[str]] = {}
    for code in dict.fromkeys(_LATIN):
        for word in _telling(code):
            if word.isalpha():
                found.setdefault(word, []).append(code)
    return {word: tuple((code, 1 / len(codes)) for code in codes) for word, codes in found.items()}
