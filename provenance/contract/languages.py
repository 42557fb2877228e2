"""What a reader must know of the language that an article is read in."""

from __future__ import annotations

from collections.abc import Mapping

from provenance.text import Level

LEVELS: Mapping[Level, str] = {
    "measured": "Probabilities were fitted on English text; in this language they were measured only (docs/languages.md).",
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
