"""Words of scripts that write none apart: BudouX's small models for Chinese, Japanese and Thai."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from provenance.text.languages import UNSPACED

if TYPE_CHECKING:
    from budoux import Parser
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

MODELS = {"zh": "simplified_chinese", "ja": "japanese", "th": "thai"}
"""Languages that can be split; others without spaces are declined."""
_PIECE = re.compile(r"\n|[A-Za-z0-9][A-Za-z0-9.,:/%-]*|[^\W\d_a-zA-Z]+|\d+|[^\w\s]|_")


def can_split(language: str) -> bool:
    """Tell whether the words of a language can be told apart."""
    return language in MODELS or language not in UNSPACED


def split(text: str, language: str) -> list[str]:
    """Return the words and marks of a text, in order; joined they are the text without its white space.

    >>> split("港口引航员周二结束了罢工。", "zh")
    ['港口', '引', '航员', '周二', '结束', '了', '罢工', '。']
    """
    parse = _parser(language).parse
    found: list[str] = []
    for piece in _PIECE.findall(text):
        found += parse(piece) if piece[0].isalpha() and not piece[0].isascii() else [piece]
    return found


class Splitter:
    """A tokeniser of the form that spaCy's have, for a language that :data:`MODELS` has."""

    def __init__(self, language: str, vocab: Vocab) -> None:
        self.language, self.vocab = language, vocab

    def __call__(self, text: str) -> Doc:
        """Return the words of a text as a Doc."""
        from spacy.tokens import Doc

        words, spaces, at = [], [], 0
        for word in split(text, self.language):
            start = text.index(word, at)
            words += [" "] * (start - at)
            spaces += [False] * (start - at)
            words.append(word)
            spaces.append(False)
            at = start + len(word)
        return Doc(self.vocab, words=words, spaces=spaces)


@lru_cache(maxsize=4)
def _parser(language: str) -> Parser:
    import budoux

    parser: Parser = getattr(budoux, f"load_default_{MODELS[language]}_parser")()
    return parser
