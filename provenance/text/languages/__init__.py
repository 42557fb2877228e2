"""What a language hangs on, as tables: one folder a language, and the languages of a text told by its own words.

A folder holds ``words.toml`` (stop words, stemmer, abbreviations), ``numbers.toml``, ``speech.toml`` and ``page.toml``;
docs/languages.md walks through one. A language without a folder has the stop words and the stemmer that libraries
know, and nothing else.
"""

from __future__ import annotations

import ast
import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

import snowballstemmer

DEFAULT = "en"
"""What a text is read as where nothing tells its language."""
UNSPACED = frozenset(["zh", "ja", "th", "lo", "km", "my"])
"""Languages that write no space between words."""
Level = Literal["calibrated", "measured", "tables", "unknown", "unspaced"]
"""What is known of results in a language: probabilities were fitted on it; its figures were measured; it has tables and
no figures; only what libraries know; and no spaces between words."""
_FOLDER = files("provenance.text.languages")
_CODE = re.compile(r"[a-z]{2,3}")
_KEPT_MARKS = frozenset("äöüåÄÖÜÅ")
"""Letters that a mark makes another letter of: *könnte* is not *konnte*."""
_PLAIN = {
    ord(char): unicodedata.normalize("NFD", char)[0]
    for char in map(chr, range(0xC0, 0x250))
    if char not in _KEPT_MARKS and unicodedata.normalize("NFD", char)[0].isascii()
}
"""Latin letters with a mark, and the letter alone: *L'Etat* is *L'État*, *Petrovic* is *Petrović*."""


def unmarked(word: str) -> str:
    """Return a word without the accents that writers leave out.

    >>> unmarked("Petrović à l'État, könnte")
    "Petrovic a l'Etat, könnte"
    """
    return word if word.isascii() else word.translate(_PLAIN)


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """The tables of one language. ``stop`` holds its function words, ``stem`` makes one form of a word's many."""

    code: str
    name: str
    stop: frozenset[str] = field(repr=False)
    stem: Callable[[str], str] = field(repr=False)
    tables: Mapping[str, Mapping[str, Any]] = field(repr=False)

    @property
    def level(self) -> Level:
        """How far results in it can be relied on: its folder says so; without spaces or a folder less."""
        if not self.spaced:
            return "unspaced"
        level: Level = self.table("words").get("level", "unknown")
        return level

    @property
    def spaced(self) -> bool:
        """Whether it writes spaces between words."""
        return self.code not in UNSPACED

    def table(self, section: str) -> Mapping[str, Any]:
        """Return one file of its folder, empty where there is none."""
        return self.tables.get(section, {})

    def words(self, section: str, key: str) -> frozenset[str]:
        """Return the words of a table in their matching form; none where there is no such table."""
        return _words(self.code, section, key)

    def listed(self, section: str, key: str) -> tuple[str, ...]:
        """Return the words or phrases of a table as they are written."""
        value = self.table(section).get(key, ())
        return tuple(value.split() if isinstance(value, str) else value)


@lru_cache(maxsize=1000)
def _words(code: str, section: str, key: str) -> frozenset[str]:
    return frozenset(unmarked(word).casefold() for word in language(code).listed(section, key))


@lru_cache(maxsize=200)
def language(code: str) -> Language:
    """Return a language by its primary code; one without a folder has what libraries know of it."""
    tables = _tables(code)
    words = tables.get("words", {})
    stop = frozenset(unmarked(word).casefold() for word in words.get("stop", "").split())
    if not words.get("own_stop"):
        stop = (stop | spacy_stop(code)) - {unmarked(w) for w in words.get("content", "").split()}
    return Language(
        code,
        words.get("name") or _NAMES.get(code, code),
        stop,
        _stemmer(words.get("stemmer", _ALGORITHMS.get(code, ""))),
        tables,
    )


@lru_cache(maxsize=1)
def folders() -> tuple[str, ...]:
    """Return the codes of the languages that have a folder, sorted."""
    return tuple(sorted(item.name for item in _FOLDER.iterdir() if item.joinpath("words.toml").is_file()))


def primary(code: str) -> str:
    """Return the primary code of a language tag, ``""`` where it is none.

    >>> primary("pt-BR"), primary("EN_us"), primary("?")
    ('pt', 'en', '')
    """
    first = code.strip().replace("_", "-").partition("-")[0].lower()
    return first if _CODE.fullmatch(first) else ""


def _tables(code: str) -> Mapping[str, Mapping[str, Any]]:
    folder = _FOLDER.joinpath(code) if _CODE.fullmatch(code) else None
    if folder is None or not folder.is_dir():
        return {}
    found = [item for item in folder.iterdir() if item.name.endswith(".toml")]
    return {item.name.removesuffix(".toml"): tomllib.loads(item.read_text("utf-8")) for item in found}


@lru_cache(maxsize=200)
def spacy_stop(code: str) -> frozenset[str]:
    """Return spaCy's function words of a language; its module is read, not run.

    >>> "nicht" in spacy_stop("de"), spacy_stop("xx")
    (True, frozenset())
    """
    path = _SPACY / code / "stop_words.py"
    if not _CODE.fullmatch(code) or not path.is_file():
        return frozenset()
    parts = [node for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.Assign)]
    listed = [node for part in parts if _names(part) == {"STOP_WORDS"} for node in ast.walk(part.value)]
    texts = [node.value for node in listed if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return frozenset(unmarked(word).casefold() for text in texts for word in text.split())


def _names(part: ast.Assign) -> set[str]:
    return {target.id for target in part.targets if isinstance(target, ast.Name)}


def _spacy_folder() -> Path:
    spec = find_spec("spacy")
    return Path(spec.origin).parent / "lang" if spec and spec.origin else Path()


_SPACY = _spacy_folder()
_NAMES = {
    "ar": "Arabic", "ca": "Catalan", "cs": "Czech", "da": "Danish", "el": "Greek", "fi": "Finnish", "he": "Hebrew",
    "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "ja": "Japanese", "ko": "Korean",
    "nb": "Norwegian", "pl": "Polish", "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "th": "Thai", "tr": "Turkish",
    "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
_ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "el": "greek", "et": "estonian", "eu": "basque",
    "fi": "finnish", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "lt": "lithuanian", "nb": "norwegian", "no": "norwegian", "pl": "polish", "ro": "romanian", "ru": "russian",
    "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip


def _stemmer(name: str) -> Callable[[str], str]:
    if name not in snowballstemmer.algorithms():
        return str
    stem: Callable[[str], str] = snowballstemmer.stemmer(name).stemWord
    return stem
