"""What a reader must know of the language that an article is read in."""

from __future__ import annotations

import re
from collections.abc import Mapping

from provenance.text import Level

LEVELS: Mapping[Level, str] = {
    "measured": "How sure the answers are was learned from English text; in this language it was only checked (docs/languages.md).",
    "tables": "Nothing was measured in this language: certainty is 'likely' at most (docs/languages.md).",
    "unknown": (
        "Of this language only stop words and stems are known, its verbs of speech, numbers and page furniture are not:"
        " certainty is 'likely' at most, and less is found (docs/languages.md)."
    ),
    "unspaced": (
        "This language writes no spaces between words, which are told apart by a small model: certainty is 'possible' at"
        " most (docs/languages.md)."
    ),
}
"""What a reader must know of a language, by how far results in it can be relied on."""
FOREIGN = 0.5
"""Share of the letters outside the Latin script from which a text is of another script."""
_LETTER, _LATIN = re.compile(r"[^\W\d_]"), re.compile("[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿﬀ-ﬆＡ-Ｚａ-ｚ]")
SAMPLE = 50_000
"""Code points that are looked at to tell the script."""


def foreign(text: str) -> bool:
    """Tell whether most letters of a text are of another script than the Latin one."""
    if text.isascii():
        return False
    letters, latin = (len(pattern.findall(text[:SAMPLE])) for pattern in (_LETTER, _LATIN))
    return letters - latin > FOREIGN * letters
