"""The parts that credit patterns are built from: names, places, dates, reporters.

Patterns are written over reduced lines (:mod:`provenance.page.agencies.names`), where one mark stands for an agency's name.
All are case-sensitive, anchored or bounded, without back-references: their time is linear in the line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from provenance.page.agencies.names import AMBIGUOUS, GENERIC, OUTLET, PICTURE, PLAIN
from provenance.records import CreditCertainty, CreditRole

Where = Literal["start", "end", "line", "any"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One form of credit.

    ``pattern``: over reduced text, made ready when the first line is read; ``where``: the part of the line that it needs; ``careful``: weaker where only an ambiguous short form stands for the
    agency; ``many``: all matches of a line count; ``agencies``: what the form implies without naming it; ``needs``: words in
    small letters of which one stands in every match, asked first where the pattern itself is slow to say no.
    """

    id: str
    role: CreditRole | Literal["version"]
    pattern: str
    strength: CreditCertainty
    where: Where = "any"
    careful: bool = True
    many: bool = False
    agencies: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()

    @property
    def named(self) -> bool:
        """Whether the form needs an agency's, an outlet's or a class's name in the line."""
        return any(mark in self.pattern for mark in (A, B, G, F, OTHER))


def rule(
    head: str,
    pattern: str,
    where: Where = "any",
    *,
    sure: bool = False,
    many: bool = False,
    agencies: tuple[str, ...] = (),
    needs: tuple[str, ...] = (),
) -> Rule:
    """Build a rule from its head, ``"id role strength"``, and its pattern over reduced text.

    ``sure`` says that the frame itself makes an ambiguous short form safe.

    >>> rule("L1 creditline medium", "^x$", "line").role
    'creditline'
    """
    name, role, strength = head.split()
    return Rule(name, role, pattern, strength, where, not sure, many, agencies, needs)  # type: ignore[arg-type]


# -- names --------------------------------------------------------------------------------------------------------
A, B, G, F, OTHER = PLAIN, AMBIGUOUS, GENERIC, PICTURE, OUTLET
X = f"[{A}{B}]"
"""An agency."""
N = f"[{A}{B}{F}]"
"""An agency or a picture agency."""
ANY = f"[{A}{B}{G}{F}]"
THE = r"(?:[Tt]he |THE |[Ll]a |[Ll]['’]|[Dd]er |[Dd]ie |[Dd]e |agencia |agence |agenzia |agência )?"
SEP = (
    r"(?: ?(?:[/,&+;|·–—-]|,? and|,? und|,? et| y| e| en| och| og| or| via| with| und der| et l['’]) ?"
    r"(?:[Tt]he |der |die |l['’]|la )?)"
)
LIST = rf"{X}(?:{SEP}{ANY}){{0,8}}"
MIXED = rf"{ANY}(?:{SEP}{ANY}){{0,8}}"
DESK = r"(?:/\p{Ll}{2,5})"
"""A regional or author's mark behind an agency: ``dpa/lni``."""

# -- places and dates ---------------------------------------------------------------------------------------------
DASH = r"(?:--|\.-|[-–—_:−])"
BULLET = r"[|•·●]"
"""What parts the members of a byline, beside commas and dashes."""
SMALL = (
    r"(?:de|del|della|la|le|el|les|los|las|da|do|dos|di|du|des|der|den|dem|am|an|im|in|of|and|the|y|e|et|und|bei|ob|sur"
    r"|sous|en|upon|op|aan|zee|al|bin|von|van|zu|ad|ash)"
)
"""Small words inside the names of places."""
WORD = r"[\p{Lu}\p{Lo}][\p{L}\p{M}.'’-]{0,24}"
CAPS = r"[\p{Lu}\p{Lo}][\p{Lu}\p{Lo}\p{M}.'’-]{1,24}"
_REGION = rf"(?:, ?{WORD}(?: (?:{WORD}|{SMALL})){{0,2}}(?:/{WORD}(?: {WORD})?)?)?(?: [(\[]{WORD}(?: {WORD}){{0,2}}[)\]])?"
PLACE = rf"{WORD}(?:(?: |/|-){{1,2}}(?:{WORD}|{SMALL})){{0,4}}{_REGION}"
CAPITALS = rf"{CAPS}(?:(?: |/|-){{1,2}}(?:{CAPS}|{SMALL})){{0,4}}{_REGION}"
_MONTH = (
    r"(?i:jan|feb|fév|mar|mär|mrt|apr|avr|abr|may|mai|mei|mag|maj|jun|juin|giu|jul|juil|lug|aug|août|aoû|aout|ago|sep|set"
    r"|oct|okt|out|ott|nov|dec|déc|dez|dic|des|ene|gen|янв|фев|мар|апр|мая|май|июн|июл|авг|сен|окт|ноя|дек|oca|şub|nis"
    r"|haz|tem|ağu|eyl|eki|kas|ara|led|úno|bře|dub|kvě|čer|srp|zář|říj|lis|pro|sty|lut|kwi|cze|lip|sie|wrz|paź|gru)"
    r"\p{L}{0,7}\.?"
)
"""How the months begin in some fifteen languages; a number must stand beside it."""
_DAY = r"\d{1,2}(?:st|nd|rd|th|er|\.|º)?"
DATE = rf"(?:(?:{_MONTH} {_DAY}|{_DAY} (?:de |of )?{_MONTH})(?:,? (?:de )?\d{{4}})?|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}})"
_STAMPED = (
    r"updated|published|posted|last|mis à jour|publié|aktualisiert|stand|veröffentlicht|actualizado|publicado|aggiornato"
    r"|pubblicato|bijgewerkt"
)
_TAIL = (
    rf"(?:\P{{L}}|\p{{Lu}}\p{{L}}*|(?:(?i:{_STAMPED})|[ap]\.?m|h|min|mins|hrs?|hours?|minutes?|days?|ago|at|on|of|and|a|by|to|le|la|il"
    r"|el|les|à|às|um|om|kl|am|ore|alle|de|du|das|uhr|ist|est|gmt|utc|bst|cet|cest|et|time|local|modified|comments?|read|shares?"
    r"|views?|par|von|jour|mis|hace|vor|stunden|minuten|lesezeit|caption|close)(?!\p{L})){0,60}"
)
"""What may follow a date or a time on its line: figures, capitals, and the small words of stamps. Never prose: a stamp
that swallowed any words made a credit line of ``(AFP) - PARIS, March 12 - Deputies passed the bill``."""
STAMP = (
    rf"(?:[ ,|•·–—-]{{0,5}}(?:(?i:{_STAMPED})\b{_TAIL}|(?:\p{{L}}{{2,9}}\.?,? )?{DATE}{_TAIL}"
    rf"|\d{{1,2}}[:.h]\d\d{_TAIL}|\d{{1,4}}))?[ ,|–—-]{{0,3}}$"
)
"""What a content system prints behind a byline (a date, a time, a count of comments), to the end of the line."""

# -- reporters ----------------------------------------------------------------------------------------------------
START = r"^ *(?:<\p{L}{1,6}>)?[\"“”'*^|>• ]{0,4}"
BY = (
    r"(?:[Aa]uthors? of (?:the|this) article|[Aa]rticle (?:from|by)|[Bb]y|BY|[Pp]ar|PAR|[Vv]on|VON|[Pp]or|POR|[Dd]i|DI|[Dd]a|[Dd]oor|DOOR|Av|Af|Od|Autor(?:in)?|Auteur|Author"
    r"|Redaktion|Text|Texte|Testo|Texto|Tekst|[Ff]rom|FROM|(?:Written|Posted|Story|Published|Reported|Edited) [Bb]y)(?: ?:)?"
)
_JOINER = rf"(?:[Aa]nd|AND|und|et|y|e|en|og|och|i|&|de|da|del|di|van|von|der|den|bin|ibn|al|el|la|ter|dos|[Ff]or|[{A}{B}],?)"
_NAME = rf"(?:[\p{{Lu}}\p{{Lo}}][\p{{L}}\p{{M}}.'’-]{{0,30}}\)?,?|{_JOINER})"
NAMES = rf"[\p{{Lu}}\p{{Lo}}{A}{B}][\p{{L}}\p{{M}}.'’-]{{0,30}},?(?: {{1,2}}{_NAME}){{0,30}}"
NO_NAME = (
    r"(?!(?i:photos?|fotos?|picture|image|imagen|bild\w*|video|credits?|graphic|grafik|illustration|source|quelle|fuente|fonte"
    r"|about|follow|connect|contact|discover|trending|more|latest|read|watch|see|visit|get|join|subscribe|share|via|copyright"
    r"|related|category|tags?|topics?|learn|fill|all|dépêche|the|this|these|that|news(?! (?:desk|service|team|staff))|live)\b)"
)
"""A line that begins so is a caption, a menu or a link, and names no reporter."""
_OFFICES = (
    r"(?:[Ww]riters?|WRITERS?|[Rr]eporters?|[Cc]orrespondents?|[Ee]ditors?|[Ee]ditorial|[Ss]taff|STAFF|[Nn]ewswire"
    r"|[Nn]ews [Ss]ervice|[Ss]ports|[Ss]ervice|[Jj]ournalists?|[Cc]olumnists?|[Dd]esk|[Bb]ureau)"
)
TITLE = rf"(?: (?:[\p{{Lu}}][\p{{L}}&-]{{1,20}} ){{0,3}}{_OFFICES})"
HOUSE = (
    r"(?:[Ss]taff|STAFF|[Rr]edaktion|[Rr]édaction|[Rr]edacción|[Rr]edazione|[Rr]edactie|[Dd]esk|[Bb]ureau|[Ss]ervices?"
    r"|[Oo]nline|[Rr]ed|[Ww]eb|[Tt]eam)"
)
PEOPLE = r"(?:[Ww]riters?|[Rr]eporters?|[Cc]orrespondents?)"
PERSON = r"[\p{Lu}][\p{L}\p{M}.'’-]{0,24}(?: [\p{Lu}][\p{L}\p{M}.'’-]{0,24}){0,3}"
STAFF = (
    r"(?:[\p{L}]{2,12} ){0,2}(?:[Ww]riters?|[Jj]ournalists?|[Rr]eporters?|[Cc]orrespondents?|[Pp]hotographers?"
    r"|videojournalists?|[Pp]roducers?|contributors?|staff|[Ee]ditors?)"
)
