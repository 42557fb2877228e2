"""What the words of a sentence say of themselves: that the outlet speaks of its own work, or that a document follows.

Plain phrases, looked up outside quotation marks; the texts are read once each.
"""

from __future__ import annotations

import re
from functools import lru_cache

KEPT = 1024
"""Outlets and texts that a cache keeps."""
_TOLD = (
    r"(?:told|tells|telling|said to|spoke(?: exclusively)? (?:to|with)|speaking(?: exclusively)? (?:to|with)|talked to"
    r"|(?:interview|conversation) with|statement to|statement sent to|(?:seen|obtained|reviewed|contacted|commissioned"
    r"|compiled|approached|published|asked) by|(?:shown|sent|shared with|provided to|given to|addressed to))"
)
_DID = (
    r"(?:(?:has|had|have|also|first|later|then|can|could|was|were|is)\s+){0,3}(?:asked?|contacted|approached|reported"
    r"|reveal(?:ed|s)?|understands?|understood|learn(?:ed|t)|found|counted|spoke|visited|sent|wrote|writes|obtained"
    r"|seen|saw|published|investigated|requested|tried|called|analy[sz]ed|reviewed|interviewed|told|shown|unable"
    r"|given|reaches|reached|put)\b"
)
_OWN = re.compile(
    r"\b(?:(?:our|this newspaper['’]s|this website['’]s)\s+(?:own\s+)?(?:\w+\s+)?(?:reporters?|correspondents?|newsroom"
    r"|columnists?|photographers?|readers?|reckoning|editors?|survey|count|archives?|files|desk)"
    r"|this (?:newspaper|paper|website|reporter|column)|(?:told|telling|wrote to|written to|spoke to|speaking to) us"
    r"|(?:unsere?[rmns]?|dieser) (?:Zeitung|Redaktion|Archivs?|Reporter(?:in)?)|notre (?:journal|rédaction|correspondante?)"
    r"|(?:nuestro|nuestra) (?:diario|periódico|redacción|corresponsal))\b",
    re.IGNORECASE,
)
"""How a page speaks of those who make it. A dispatch that is copied with such words is told by its copied words."""
_NOTICE = re.compile(
    r"\b(?:earlier|previous|original) version of this (?:article|story|report|page)\b"
    r"|\bthis (?:article|story|report|page) (?:was|has been) (?:updated|amended|corrected)\b"
    r"|(?<![^\n])[ \t]*(?:Correction|Clarification|Editor['’]s note)s?[ \t]*[:–—]",
    re.IGNORECASE,
)
"""How a page speaks of its own text, whatever words of a dispatch it needs for that."""
_EMPTY = frozenset(
    {"online", "news", "media", "digital", "com", "website", "group", "network", "live", "magazine"}
)
"""Words of an outlet's name by which nobody calls it."""
_DOCUMENT = re.compile(
    r"\b(?:joint|common) (?:statement|declaration|communiqu[eé]|press release|letter|appeal)"
    r"|\b(?:text|wording) of (?:the|a|an|their|its) (?:\w+ ){0,2}(?:statement|declaration|communiqu[eé]|agreement|pact"
    r"|accord|letter|resolution|treaty|appeal)"
    r"|\bcommuniqu[eé]s?\b|\bpress release\b|\bpool report\b|\b(?:the )?full text\b"
    r"|\b(?:déclaration|lettre) (?:commune|conjointe)|\bgemeinsamen? (?:Erklärung|Schreiben|Mitteilung)"
    r"|\b(?:declaración|declaração) conjunta|\bcomunicado\b|\bdichiarazione congiunta|\bcomunicato\b"
    r"|\bgezamenlijke verklaring",
    re.IGNORECASE,
)
"""How texts announce a document that belongs to those who signed it."""


@lru_cache(maxsize=KEPT)
def speaks_of_itself(text: str, outlet: str | None) -> tuple[tuple[int, str], ...]:
    """Return where a text speaks of the outlet that prints it, and in which words; in quotations too, which others speak.

    >>> speaks_of_itself("He told the Courier so.", "Tarn Courier")
    ((3, 'told the Courier'),)
    """
    found = (item for pattern in (_NOTICE, _OWN, *_named(outlet)) for item in pattern.finditer(text))
    return tuple(sorted((item.start(), item.group().strip()) for item in found))


def is_notice(words: str) -> bool:
    """Tell whether the words by which a sentence speaks of its outlet are those of a correction or an update."""
    return _NOTICE.search(words) is not None


@lru_cache(maxsize=KEPT)
def _named(outlet: str | None) -> tuple[re.Pattern[str], ...]:
    """Return how others are said to speak to an outlet, and how it is said to have acted."""
    words = [word for word in re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", outlet or "") if len(word) > 1]
    called = [word for word in words if word.casefold() not in _EMPTY]
    if not called:
        return ()
    full = r"\s+".join(map(re.escape, words))
    name = rf"(?:(?:[Tt]he\s+)?(?:{full})|[Tt]he\s+{re.escape(called[-1])})"
    return re.compile(rf"\b{_TOLD}\s+{name}\b"), re.compile(rf"(?<!\w){name}\s+{_DID}")


@lru_cache(maxsize=KEPT)
def _announcements(text: str) -> tuple[int, ...]:
    return tuple(found.end() for found in _DOCUMENT.finditer(text))


def announces(text: str, start: int) -> bool:
    """Tell whether a text says, before a passage, that a document follows."""
    return any(end <= start for end in _announcements(text))
