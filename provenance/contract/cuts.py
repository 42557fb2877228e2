"""Whether a text says of itself that it goes on where this reader could not go: a paywall, a cut by a news interface."""

from __future__ import annotations

import re

LAST_LINES = 12
"""Lines at the end of a text that may say that it is cut off: what stands above the fold of a page says other things."""
_CUT = re.compile(
    r"\[ ?\+ ?\d{1,7} char(?:acter)?s? ?\]"
    r"|\b(?:this|the) (?:article|story|content|text) is (?:only )?(?:for|available to|reserved for) (?:our )?(?:paying )?subscribers\b"
    r"|\b(?:subscribe|sign in|log in|register)(?: now)? to (?:continue reading|keep reading|read on)\b"
    r"|\b(?:subscribe|log in|sign in)(?: now)? to read (?:the )?(?:full|whole|rest|more)\b"
    r"|\b(?:to )?(?:continue|keep) reading(?: this (?:article|story))?,? (?:subscribe|log in|sign in|register)\b"
    r"|\byou have (?:reached|read) (?:your|the) (?:limit|last) (?:of )?(?:\d{1,3} )?free articles?\b"
    r"|\b(?:read|see) the (?:full|whole|rest of the) (?:article|story) (?:at|on|in)\b"
    r"|\balready a subscriber\? *(?:log|sign) in\b"
    r"|\b(?:register|sign up)(?: for free)? to (?:continue|keep) reading\b"
    r"|^\W*(?:premium content\W+)?unlock (?:this|the) (?:article|story)\b"
    r"|\b(?:exclusive to|exclusively for|only for) (?:our )?(?:paying )?subscribers\W*$"
    r"|\bweiterlesen mit \S{2,20}|\bjetzt (?:abonnieren|testen) und weiterlesen|\b(?:artikel|text|inhalt) ist (?:nur|exklusiv) für (?:\S{2,20} )?abonnent"
    r"|^\W*(?:exklusiv|nur) für (?:\S{2,20} )?abonnent(?:en|innen)?\b.{0,40}$|\bals abonnent(?:in)? (?:können sie )?weiterlesen"
    r"|\b(?:article|contenu|suite) (?:est )?(?:exclusivement )?réservée? (?:à nos |aux )abonnés|\bil vous reste [\d.,]{1,5} ?% de cet article|\babonnez-vous pour (?:lire|continuer)"
    r"|\b(?:contenido|artículo|noticia) (?:es )?(?:exclusiv[oa]|sólo|solo) para (?:nuestros )?(?:suscriptores|abonados)|\bsuscríb[ae]\S{0,3} para (?:seguir|continuar) leyendo"
    r"|\b(?:articolo|contenuto) (?:è )?(?:riservato|esclusivo)(?: per)? (?:agli|gli) abbonati|\babbonati per (?:continuare a )?leggere"
    r"|\b(?:conteúdo|matéria) exclusiv[oa] para assinantes|\bassine para continuar lendo|\b(?:artikel|verhaal) is alleen voor abonnees",
    re.IGNORECASE,
)
"""Wordings by which a page says that its text goes on elsewhere; bounded, so that they run in linear time."""
_ENDS = ("[…]", "[...]", "(…)", "[ … ]", "[ ... ]")
"""Signs of a cut at the very end; a bare ellipsis ends a column as well."""
MAX_LINE = 400
"""Code points of a line that are looked at: longer ones are prose."""


def cut_off(text: str) -> bool:
    """Tell whether the end of a text says that the text goes on where this reader could not go."""
    lines = [line for line in text[-LAST_LINES * MAX_LINE :].splitlines() if line.strip()][-LAST_LINES:]
    return text.rstrip().endswith(_ENDS) or any(_CUT.search(line[-MAX_LINE:]) for line in lines)
