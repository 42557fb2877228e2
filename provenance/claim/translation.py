"""The one rule that rests on what a dispatch says, and not on its words."""

from __future__ import annotations

from provenance.claim.case import Case, Ruling, needed
from provenance.records import Verdict
from provenance.text import language


def translation(case: Case) -> Ruling | None:
    """A dispatch in another language tells the sentence, and others around it: possible at most, for reports of one event are alike (R16)."""
    item = case.translated
    if item is None or item.score < needed(case) or case.speech.alone(case.config):
        return None
    why = (
        f"Translated, it may be: {item.agency or 'a'} dispatch {item.doc} in {language(item.translated or '').name} tells the same, and other "
        "sentences here follow it. Compared by meaning, not by words."
    )
    verdict = Verdict(
        "wire",
        agency=item.agency,
        edit=item.edit,
        basis=("match", "credit") if item.agency in case.credit else ("match",),
        certainty="possible",
        confidence=item.score,
        rule="translation",
        why=why,
    )
    return Ruling(verdict, item)
