"""The table of credit forms: what a line is matched against, in order, each with the reason for its place.

Patterns are written over reduced lines (:mod:`provenance.agencies.names`): one mark stands for an agency name. All are
case-sensitive, anchored or bounded, without back-references or look-around over open ranges: linear in the line.
Ids are those of the field's rule list: D datelines, B bylines, L lines of their own, S shared and source lines,
C copyright, T trailers and sign-offs, P pictures, A mentions, V versions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import regex

from provenance.agencies.names import AMBIGUOUS, GENERIC, OUTLET, PICTURE, PLAIN
from provenance.records import CreditCertainty, CreditRole

Place = Literal["start", "end", "line", "any"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One form.

    ``place``: the part of the line it needs; ``careful``: weaker with an ambiguous short form; ``many``: all matches
    of the line count, not the first alone; ``agencies``: what the form implies without naming it.
    """

    id: str
    role: CreditRole | Literal["version"]
    pattern: regex.Pattern[str]
    strength: CreditCertainty
    place: Place = "any"
    careful: bool = True
    many: bool = False
    agencies: tuple[str, ...] = ()


A, B, G, F, OTHER = PLAIN, AMBIGUOUS, GENERIC, PICTURE, OUTLET
X = f"[{A}{B}]"
N = f"[{A}{B}{F}]"
ANY = f"[{A}{B}{G}{F}]"
SEP = r"(?: ?(?:[/,&+;|·–—-]|,? and|,? und|,? et| y| e| en| och| og| or| via| with| und der| et l['’]) ?(?:[Tt]he |der |die |l['’]|la )?)"
LIST = rf"{X}(?:{SEP}{ANY}){{0,8}}"
MIXED = rf"{ANY}(?:{SEP}{ANY}){{0,8}}"
ART = r"(?:[Tt]he |THE |[Ll]a |[Ll]['’]|[Dd]er |[Dd]ie |[Dd]e |agencia |agence |agenzia )?"
DASH = r"(?:--|\.-|[-–—_:−])"
PARTICLE = r"(?:de|del|della|la|le|el|les|los|las|da|do|dos|di|du|des|der|den|dem|am|an|im|in|of|and|the|y|e|et|und|bei|ob|sur|sous|en|upon|op|aan|zee|al|bin|von|van|zu|ad|ash)"
WORD = r"[\p{Lu}\p{Lo}][\p{L}\p{M}.'’-]{0,24}"
CAPS = r"[\p{Lu}\p{Lo}][\p{Lu}\p{Lo}\p{M}.'’-]{1,24}"
REGION = rf"(?:,? ?[(\[]?{WORD}(?: {WORD}){{0,2}}[)\]]?)?"
PLACE = rf"{WORD}(?:(?: |/|-){{1,2}}(?:{WORD}|{PARTICLE})){{0,5}}(?:, ?{WORD}(?: (?:{WORD}|{PARTICLE})){{0,2}}(?:/{WORD}(?: {WORD})?)?)?(?: [(\[]{WORD}(?: {WORD}){{0,2}}[)\]])?"
CAPITALS = rf"{CAPS}(?:(?: |/|-){{1,2}}(?:{CAPS}|{PARTICLE})){{0,4}}(?:, ?{WORD}(?: (?:{WORD}|{PARTICLE})){{0,2}}(?:/{WORD}(?: {WORD})?)?)?(?: [(\[]{WORD}(?: {WORD}){{0,2}}[)\]])?"
MONTH = (
    r"(?i:jan|feb|fév|mar|mär|mrt|apr|avr|abr|may|mai|mei|mag|maj|jun|juin|giu|jul|juil|lug|aug|août|aoû|aout|ago"
    r"|sep|set|oct|okt|out|ott|nov|dec|déc|dez|dic|des|ene|gen|янв|фев|мар|апр|мая|май|июн|июл|авг|сен|окт|ноя|дек"
    r"|oca|şub|nis|haz|tem|ağu|eyl|eki|kas|ara|led|úno|bře|dub|kvě|čer|srp|zář|říj|lis|pro|sty|lut|kwi|cze|lip|sie|wrz|paź|gru)"
    r"\p{L}{0,7}\.?"
)
"""How the months begin in some fifteen languages; a number must stand beside it."""
DAY = r"\d{1,2}(?:st|nd|rd|th|er|\.|º)?"
DATE = rf"(?:(?:{MONTH} {DAY}|{DAY} (?:de |of )?{MONTH})(?:,? (?:de )?\d{{4}})?|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}})"
"""A day and a month, or a date in figures."""
STAMP = (
    rf"(?:[ ,|•·–—-]{{0,5}}(?:(?i:updated|published|posted|last|mis à jour|publié|aktualisiert|stand|veröffentlicht"
    rf"|actualizado|publicado|aggiornato|pubblicato|bijgewerkt)\b.{{0,90}}|(?:\p{{L}}{{2,9}}\.?,? )?{DATE}.{{0,90}}"
    rf"|\d{{1,2}}[:.h]\d\d.{{0,60}}|\d{{1,4}}))?"
)
"""What a content system prints behind a byline: a date, a time, a count of comments."""
BY = (
    r"(?:[Bb]y|BY|[Pp]ar|PAR|[Vv]on|VON|[Pp]or|POR|[Dd]i|DI|[Dd]a|[Dd]oor|DOOR|Av|Af|Od|Autor(?:in)?|Auteur|Author"
    r"|Redaktion|Text|Texte|Testo|Texto|Tekst|[Ff]rom|FROM|Written by|Posted by|Story by)(?: ?:)?"
)
JOINER = rf"(?:[Aa]nd|AND|und|et|y|e|en|og|och|i|&|de|da|del|di|van|von|der|den|bin|ibn|al|el|la|ter|dos|[Ff]or|[{A}{B}],?)"
NAME = rf"(?:[\p{{Lu}}\p{{Lo}}][\p{{L}}\p{{M}}.'’-]{{0,30}}\)?,?|{JOINER})"
NAMES = rf"[\p{{Lu}}\p{{Lo}}][\p{{L}}\p{{M}}.'’-]{{0,30}},?(?: {{1,2}}{NAME}){{0,30}}"
TITLE = r"(?: (?:[\p{Lu}][\p{L}&-]{1,20} ){0,3}(?:[Ww]riters?|WRITERS?|[Rr]eporters?|[Cc]orrespondents?|[Ee]ditors?|[Ss]taff|STAFF|[Nn]ewswire|[Nn]ews [Ss]ervice|[Ss]ports|[Ss]ervice|[Jj]ournalists?|[Cc]olumnists?))?"
HOUSE = r"(?:[Ss]taff|STAFF|[Rr]edaktion|[Rr]édaction|[Rr]edacción|[Rr]edazione|[Rr]edactie|[Dd]esk|[Bb]ureau|[Ww]riters?|[Rr]eporters?|[Cc]orrespondents?|[Ss]ervices?|online|Online|red|Red|web|Web|team|Team)"


def _rule(
    id: str,  # noqa: A002
    role: CreditRole | Literal["version"],
    strength: CreditCertainty,
    pattern: str,
    place: Place = "any",
    *,
    careful: bool = True,
    many: bool = False,
    agencies: tuple[str, ...] = (),
) -> Rule:
    return Rule(id, role, regex.compile(pattern), strength, place, careful, many, agencies)


START = r"^ *(?:<\p{L}{1,6}>)?[\"“”'*^|>• ]{0,4}"

_VERSIONS = (
    # What leaks from an item's header stands first: it is stripped before anything else is read.
    _rule(
        "V2",
        "version",
        "high",
        rf"{START}(?:(?:UPDATE|WRAPUP|FACTBOX|TIMELINE|INSIGHT|ANALYSIS) ?\d+ ?-|(?:REFILE|CORRECTED|RPT|EXCLUSIVE|UPDATE|WRAPUP|FACTBOX|CORRECTION|WITHDRAWN|REPEAT)(?:-| ?:)|\d(?:ST|ND|RD|TH|st|nd|rd|th) (?:LEAD|Ld|LD)(?:-Writethru)?|(?:REFILE|EXTRA|URGENT|ABRIDGED|WITHDRAWN|STORY WITHDRAWN|ALERT)(?: |$))",
        "start",
    ),
    _rule(
        "V1",
        "version",
        "high",
        rf"{START}(?:\(?(?:Adds|Updates|Recasts|Corrects|Refiles|Rewrites|Writes through|Changes|UPDATES|ADDS|CORRECTS|RECASTS)\b|\((?:Eds|In [\p{{Lu}}][\p{{L}}. ]{{2,12}}\d{{0,2}} story)[:,]|EDITOR['’]S NOTE _)",
        "start",
    ),
)

_DATELINES = (
    # Between slashes only TASS, Ritzau and their kin write their name: no other reading exists.
    _rule(
        "D4",
        "dateline",
        "high",
        rf"{START}{PLACE}(?:[,.] ?{DATE})?[.,]? ?/ ?(?P<a>{LIST}) ?/",
        "start",
        careful=False,
    ),
    # Place and agency before a dash: the classic; the dash makes even an ambiguous name safe.
    _rule(
        "D1",
        "dateline",
        "high",
        rf"{START}{PLACE}(?:[,.]? {{1,2}}{DATE})?[,.]? ?\((?P<a>{LIST}(?:/\p{{Ll}}{{2,5}})?)\) ?{DASH}",
        "start",
        careful=False,
    ),
    _rule(
        "D1",
        "dateline",
        "high",
        rf"{START}{PLACE}(?:[,.]? {{1,2}}{DATE})[,.]? ?\((?P<a>{LIST}(?:/\p{{Ll}}{{2,5}})?)\)",
        "start",
    ),
    # Without a dash capitals (or a script without case) must carry it: "Jim Watson (AFP)" is a photographer.
    _rule(
        "D1",
        "dateline",
        "medium",
        rf"{START}{CAPITALS}(?:[,.]? {DATE})?,? ?\((?P<a>{LIST}(?:/\p{{Ll}}{{2,5}})?)\)",
        "start",
    ),
    # Date and agency, no city: Reuters and Bloomberg.
    _rule("D2", "dateline", "high", rf"{START}{DATE},? ?\((?P<a>{LIST})\) ?{DASH}?", "start", careful=False),
    # The agency first, then place or text: ANSA, AP on radio sites, Reuters and CNN without a city.
    _rule(
        "D3",
        "dateline",
        "high",
        rf"{START}\((?P<a>{LIST}(?:/\p{{Ll}}{{2,5}})?)\) ?{DASH} {{0,2}}[\p{{L}}\d\"“„«'‘]",
        "start",
        careful=False,
    ),
    _rule(
        "D3",
        "dateline",
        "medium",
        rf"{START}\((?P<a>{LIST})\) {{1,2}}[\p{{Lu}}\p{{Lo}}\"“„«][^()]{{25}}",
        "start",
    ),
    # No brackets: place, date and name must all be there, and a dash (AAP, GNA, SPA).
    _rule("D5", "dateline", "medium", rf"{START}{PLACE}[,.] {{1,2}}{DATE},? (?P<a>{LIST}) ?{DASH}", "start"),
    _rule("D5", "dateline", "medium", rf"{START}{PLACE}[,.] {{1,2}}{DATE} {DASH} (?P<a>{LIST})[.:]", "start"),
    # East Asian papers print the agency inside the dateline's own brackets.
    _rule(
        "D6",
        "dateline",
        "high",
        rf"{START}(?:【[^】]{{0,20}}(?P<a>{X})[^】]{{0,12}}】|\([\p{{Hangul}}·]{{1,12}}=(?P<a>{X})\)|(?P<a>{X})[^ ]{{1,12}}\d{{1,2}}月\d{{1,2}}日[电電])",
        "start",
        careful=False,
    ),
    # A dateline behind a glued byline or link text: capitals, brackets and a dash are needed.
    _rule(
        "D7",
        "dateline",
        "medium",
        rf"(?:^|[ .!?>\p{{Ll}}])(?:{CAPITALS}(?:,? {DATE})?|{DATE}) ?\((?P<a>{LIST})\) ?{DASH} ",
    ),
    _rule(
        "D7",
        "dateline",
        "low",
        rf"^.{{0,160}}?\p{{Ll}}[\p{{Lu}}][\p{{L}}-]{{2,20}} \((?P<a>{A}(?:/\p{{Ll}}{{2,5}})?)\) {DASH} ",
        "start",
    ),
    # A place without an agency says where, not who: read last, stripped for matching, never a credit.
    _rule(
        "D0",
        "dateline",
        "low",
        rf"{START}[\p{{Lu}}][\p{{Lu}} .'’/-]{{2,40}}(?:, [\p{{L}}. ]{{2,24}})?(?:,? {DATE})?(?::| -| –| —) ",
        "start",
    ),
)

_BYLINES = (
    # "By AFP" and its kin in eight languages: nothing else on the line but a place or a date.
    _rule(
        "B1",
        "byline",
        "high",
        rf"{START}{BY} {ART}(?P<a>{MIXED}){TITLE}(?:,? (?:in|at|à|en|aus|da|from) {PLACE})?=?{STAMP} *$",
        "line",
        careful=False,
    ),
    # A reporter's name, then the agency: behind "By" any separator will do.
    _rule(
        "B2",
        "byline",
        "high",
        rf"{START}{BY} {NAMES} ?(?:,|\||/| -| –| —|;|:| of| for| @)? ?{ART}(?P<a>{LIST}){TITLE}=?{STAMP} *$",
        "line",
        careful=False,
    ),
    # Without "By" the slash is a photographer's; comma, dash, bar and bracket are a reporter's.
    _rule(
        "B2",
        "byline",
        "medium",
        rf"{START}{NAMES} ?(?:,|\||-|–|—|;|\(|:) ?{ART}(?P<a>{LIST})\)?{TITLE}=?{STAMP} *$",
        "line",
    ),
    _rule("B2", "byline", "medium", rf"{START}{NAMES} {ART}(?P<a>{LIST}){TITLE}=?{STAMP} *$", "line"),
    # A line that gives the office only: the reporter's name stands on the line before it.
    _rule(
        "B3",
        "byline",
        "medium",
        rf"{START}{ART}(?P<a>{X}) (?:[\p{{Lu}}][\p{{L}}&-]{{1,20}} ){{0,3}}(?:[Ww]riters?|[Rr]eporters?|[Cc]orrespondents?|[Ss]taff(?: [Ww]riters?)?|[Jj]ournalists?|[Ee]ditors?)=?{STAMP} *$",
        "line",
        careful=False,
    ),
    # The agency first, then its reporter or its bureau.
    _rule(
        "B4",
        "byline",
        "medium",
        rf"{START}{ART}(?P<a>{LIST}){TITLE}(?: [Ii]n {PLACE})?, {NAMES}{STAMP} *$",
        "line",
    ),
    _rule(
        "B4", "byline", "medium", rf"{START}{ART}(?P<a>{LIST}) (?:[Ii]n|à|en|aus) {PLACE}{STAMP} *$", "line"
    ),
)

_SHARED = (
    # House and agencies together: a shared credit, since nobody says which sentences are whose.
    _rule(
        "B5",
        "shared",
        "medium",
        rf"{START}(?:{BY} )?[\p{{L}}\d.' ,’-]{{0,60}}\b{HOUSE} ?(?:,|/|&|\+|-|and|AND|und|y|et|with|mit)? ?{ART}(?P<a>{MIXED})(?: [^ ]{{1,12}})?{STAMP} *$",
        "line",
    ),
    _rule(
        "B5",
        "shared",
        "medium",
        rf"{START}(?:{BY} )?(?P<a>{MIXED}) ?(?:,|/|&|\+|and|und|y|et|with) ?[\p{{L}}\d.' ’-]{{0,40}}\b{HOUSE}{STAMP} *$",
        "line",
    ),
    _rule("B5", "shared", "medium", rf"{START}[\p{{L}}\d., ’-]{{2,40}}/(?P<a>{G}){STAMP} *$", "line"),
    # "With inputs from ..." in seven languages, wherever the line holds it.
    _rule(
        "S2",
        "shared",
        "high",
        rf"(?i:\bwith (?:additional |some |further |agency |agencies )?(?:inputs?|reporting|files?|material|reports?|contributions?|information|content|wire reports)(?: from| by|:)? ?)[^.]{{0,80}}?(?P<a>{MIXED})",
    ),
    _rule(
        "S2",
        "shared",
        "high",
        rf"(?i:additional (?:reporting|material|information)(?: provided)?(?: by| from|:) ?)[^.]{{0,80}}?(?P<a>{MIXED})",
    ),
    _rule(
        "S2",
        "shared",
        "high",
        rf"(?P<a>{MIXED})(?: and [\p{{L}} .,'’]{{2,60}})?,? (?:also |have |has )?contributed (?:reporting )?to this (?:report|story|article|piece|dispatch)",
    ),
    _rule(
        "S2",
        "shared",
        "high",
        rf"(?i:(?:some |the )?information (?:for|in|from) this .{{0,60}}|(?:contains|includes|using|compiled from|based on) (?:material|information|reports?|reporting|wire reports)(?: supplied| provided)?(?: from| by)? ?|^ *contribut(?:ing|ors?|ions?): .{{0,120}}?|provided by )(?:[Tt]he )?(?P<a>{MIXED})",
    ),
    _rule(
        "S2",
        "shared",
        "medium",
        rf"(?i:\bavec (?:les |l['’]|la |des )?|\bmit (?:material|agenturmaterial|informationen|inhalten|texten|meldungen)?(?: von| der| des| dem| den)? ?(?:der |dem |den |des )?|\bunter verwendung von .{{0,40}}|\bcon (?:informaci[oó]n(?:es)?|datos|reportes|material|despachos|notas|aportes|fonte|informazioni|notizie|materiale)(?: adicional(?:es)?)?(?: de| da| di| dell['’]| del| dalle?)? ?(?:la |las |los |le )?(?:agencias? )?|\bcon (?:la |las |l['’])?|\bcom (?:informações|agências|agência|dados|conteúdo)?(?: da| das| de| do)? ?|\bmet (?:medewerking|informatie|materiaal|dank)?(?: van| aan)? ?|\bmed (?:material|information|innhold)? ?(?:fra|från)? ?)(?P<a>{MIXED})[) .]*$",
        "end",
    ),
    _rule(
        "S2",
        "shared",
        "medium",
        rf"^ *\(?[\p{{L}}\d .'’-]{{2,30}} (?:with|and|&|/|avec|mit|con|et|und|y) (?P<a>{MIXED})\)?\.? *$",
        "line",
    ),
    # "Source: ..." names the source alone, or the house beside it.
    _rule(
        "S1",
        "creditline",
        "medium",
        rf"^ *[(\[—–-]?(?i:sources?|quellen?|fonte|fonti|fuentes?|bron|bronnen|kilde|källa|źródło|zdroj|источник|via|agency|agencia|agentur|provided by|distributed by|copyright)(?: ?[:|] ?| )(?:[Tt]he )?(?P<a>{MIXED})[)\]]?\.?{STAMP} *$",
        "line",
    ),
    _rule(
        "S1",
        "shared",
        "medium",
        rf"^ *[(\[—–-]?(?i:sources?|quellen?|fonte|fonti|fuentes?|bron|bronnen|kilde|källa)(?: ?: ?)[^.:]{{0,60}}?(?P<a>{MIXED})[^.]{{0,40}}$",
        "line",
    ),
    # Initials of the desk, then the agencies in brackets: Deutsche Welle.
    _rule(
        "T7",
        "shared",
        "high",
        rf"^ *(?:\p{{Ll}}{{2,4}}[/,] ?){{0,4}}\p{{Ll}}{{2,4}} *\((?P<a>{MIXED})\) *$",
        "line",
        careful=False,
    ),
)

_NOTICES = (
    # A notice that nobody edited the text: the strongest sign of syndication, though it may name no agency.
    _rule(
        "S3",
        "syndication",
        "high",
        r"(?i:not (?:been )?edited by .{2,40} staff|auto-generated from a(?:n agency| syndicated| wire)? ?(?:syndicated )?feed|published from an? (?:syndicated|wire agency|agency|third.party) .{0,30}feed|without (?:any )?modifications? to the text|sourced from a third.party syndicated feed|generado automáticamente|sin (?:editar|modificaciones)|automatisch (?:übernommen|importiert|generiert|eingestellt)|wurde (?:unverändert|ungeprüft) (?:übernommen|von)|sans (?:aucune )?modification|non (?:è stato )?modificat[oa] dall)",
    ),
    # Copyright of an agency: with a year or the reserved rights it credits the text; the sign alone may be a picture's.
    _rule(
        "C1",
        "copyright",
        "high",
        rf"(?:©|[(][cC][)]|[Cc]opyright|COPYRIGHT)[ ©,]{{0,3}}(?:\([cC]\) ?)?(?:[Cc]opyright )?(?:\d{{1,4}}(?: ?[-–,] ?\d{{4}})?)[ ,]{{0,2}}(?:by |BY )?{ART}(?P<a>{LIST})(?!/)",
    ),
    _rule(
        "C1",
        "copyright",
        "high",
        rf"^.{{0,60}}(?P<a>{LIST})[., ]{{1,3}}(?i:all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|tutti i diritti riservati|todos os direitos reservados|alle rechten voorbehouden)",
        "start",
    ),
    _rule(
        "C1",
        "copyright",
        "medium",
        rf"^ *(?:©|[(][cC][)]|[Cc]opyright|COPYRIGHT)[ ©:]{{0,3}}(?:\([cC]\) ?)?(?:by )?{ART}(?P<a>{LIST})(?: ?, ?{A}?[\p{{L}}\d:/-]{{0,40}})?\.? *$",
        "line",
    ),
)

_PERSON = r"[\p{Lu}][\p{L}\p{M}.'’-]{0,24}(?: [\p{Lu}][\p{L}\p{M}.'’-]{0,24}){0,3}"
_OFFICE = r"(?:[\p{L}]{2,12} ){0,2}(?:[Ww]riters?|[Jj]ournalists?|[Rr]eporters?|[Cc]orrespondents?|[Pp]hotographers?|videojournalists?|[Pp]roducers?|contributors?|staff|[Ee]ditors?)"
_TRAILERS = (
    # Reuters prints its principles under every story: nobody else does.
    _rule(
        "T2",
        "trailer",
        "high",
        r"(?i:thomson|(?:our )?standards ?:)? ?(?:The )?(?:Thomson )?[\ue000] Trust Principles",
        agencies=("Reuters",),
    ),
    _rule(
        "T8",
        "trailer",
        "high",
        rf"(?i:this (?:report|story|article|content)(?: by| from)) {ART}(?P<a>{LIST}) was (?:first |originally )?published",
        careful=False,
    ),
    # The roll of AP's writers: the agency is named, so the line is its own.
    _rule(
        "T9",
        "trailer",
        "high",
        rf"{ART}(?P<a>{X}) {_OFFICE}.{{0,240}}?\b(?:contributed|reported|helped)\b",
        careful=False,
    ),
    _rule(
        "T9",
        "trailer",
        "medium",
        rf"^ *{_PERSON} .{{0,80}}?\b(?:is|are|was) an? {_OFFICE} (?:for|with|at) {ART}(?P<a>{X})",
        "start",
    ),
    # The Reuters roll: two offices in one roll are its house style, one alone may be anybody's.
    _rule(
        "T1",
        "trailer",
        "medium",
        r"(?:^|[(.] ?)\(?(?:Additional [Rr]eporting|[Rr]eporting|[Ww]riting|[Ee]diting|Compiled|Translated)(?: and [\p{L}]{6,12})? by [\p{Lu}].{0,300}?(?:[;,.]| )\s?(?:[Aa]dditional reporting|[Ww]riting|[Ee]di?ti?t?n?ing|[Pp]roduction|[Tt]ranslat(?:ed|ion))(?: and [\p{L}]{6,12})? by [\p{Lu}]",
        agencies=("Reuters",),
    ),
    _rule(
        "T1",
        "trailer",
        "medium",
        r"^ *\((?:Additional [Rr]eporting|[Rr]eporting|[Ww]riting|[Ee]diting)(?: and [\p{L}]{6,12})? by [\p{Lu}][^()]{2,300}[)] *$",
        "line",
        agencies=("Reuters",),
    ),
    _rule(
        "T1",
        "trailer",
        "low",
        r"^ *\(?(?:Additional [Rr]eporting|[Rr]eporting|[Ww]riting|[Ee]diting|Compiled|Translated|Produced) by [\p{Lu}]",
        "start",
    ),
    # Initials of the desk: only the last line of a text can be one.
    _rule("T4", "sign_off", "medium", rf"^ *(?P<a>{X})(?: \p{{Ll}}{{2,3}}){{1,5}} *$", "line"),
    _rule(
        "T5", "sign_off", "high", rf"^ *{X}-[A-Z]{{2}}-\d\d-\d\d-\d\d \d{{4}}GMT", "line", agencies=("AP",)
    ),
    _rule(
        "T6",
        "sign_off",
        "medium",
        rf"^ *\(?(?:\p{{Ll}}{{2,5}}/){{1,3}}(?P<a>{LIST})\)? *$|\((?P<a>{X}(?:[/,] ?{X}){{0,4}}/\p{{Ll}}{{2,5}})\) *$",
        "line",
    ),
    _rule(
        "T3", "sign_off", "low", r"^ *[\p{Ll}\p{Lo}]{1,4}(?: ?[-/] ?[\p{Ll}\p{Lo}]{1,4} ?){1,5} *$", "line"
    ),
)

_PICTURE_WORD = r"(?i:photos? ?(?:by|credit|illustration)?|photograph(?:s|er|y)?(?: by)?|pictures?(?: by| credit)?|image(?:s|n|ns|m|ns)?(?: credit| by)?|fotos?|fotografías?|fotograf(?:ie|in)?|bild(?:er|rechte|quelle)?|rubriklistenbild|symbolbild|archivbild|titelbild|crédits?(?: photo)?|credits?|credit\.\.\.|illustration|video|graphic|grafik|archive|file)"
_PICTURES = (
    # A picture agency's own name: it sells no text.
    _rule("P1", "photo", "high", rf"(?:{N}{SEP}){{0,3}}{F}(?:{SEP}{N}){{0,3}}", careful=False, many=True),
    # The word for a picture, then the name.
    _rule(
        "P2",
        "photo",
        "high",
        rf"{_PICTURE_WORD} ?(?:[:|/©=]|\.\.\.| by | )(?: ?(?:Credit)?(?:\.\.\.)?)[^.:]{{0,60}}?(?P<a>{N}(?:{SEP}{N}){{0,3}})",
        careful=False,
    ),
    _rule(
        "P2",
        "photo",
        "high",
        rf"(?P<a>{N}) ?(?:[Pp]hotos?|PHOTOS?|[Ff]ile|FILE|[Ff]oto|Images|Pool|POOL|Bildfunk|Archivbild)(?: ?/ ?| |$|\)|,)",
        careful=False,
    ),
    # A slash before a name: the photographer's. REUTERS/Name and Name/REUTERS.
    _rule(
        "P2", "photo", "medium", rf"(?P<a>{X}(?:/{N}){{0,2}}) ?/ ?(?:[\p{{Lu}}][\p{{L}}.'’-]{{1,24}}|[Ff]ile)"
    ),
    _rule(
        "P3",
        "photo",
        "high",
        rf"[\p{{Lu}}][\p{{L}}\p{{M}}.'’-]{{1,24}} ?/ ?(?P<a>{X}(?: ?/ ?{N}){{0,3}})(?: (?:via|through) {N})?(?: [Pp]hoto)?",
        careful=False,
    ),
    _rule("P3", "photo", "high", rf"(?:via|/|\|) ?{ART}(?P<a>{X}(?: ?/ ?{N}){{0,2}})[)\]]? *$", "end"),
    _rule("P3", "photo", "medium", rf"©[^©]{{2,60}}?(?P<a>{N})[)\]]? *$", "end"),
    # The tail of a caption: a dash or brackets, then the name alone.
    _rule(
        "P1",
        "photo",
        "medium",
        rf"[\p{{L}}\d.,\"”’)] ?(?:[—–]|-|\||\(|\[) ?(?P<a>{N}(?:{SEP}{N}){{0,3}})(?: [Pp]hotos?)?[)\]]?\.? *$",
        "end",
    ),
    _rule(
        "P4",
        "photo",
        "medium",
        rf"(?P<a>{N})\b?.{{0,20}}(?:hide caption|toggle caption|[Ss]lideshow|Enlarge)",
    ),
)

_CREDIT_LINES = (
    # The agency alone on its line: everything hangs on where the line stands.
    _rule(
        "L1",
        "creditline",
        "medium",
        rf"{START}[-–—•(/\[]{{0,2}} ?{ART}(?P<a>{MIXED})[)\]/]?\.?{STAMP} *$",
        "line",
    ),
    # The agency in brackets at the end of a paragraph: German house style for a text taken over.
    _rule(
        "L2",
        "creditline",
        "low",
        rf"[.!?\"”»“)] ?\((?P<a>{LIST}(?:/\p{{Ll}}{{2,5}})?)\) *$",
        "end",
        careful=False,
    ),
)

_VERB = r"(?:reported|reports|quoted|cited|said|says|wrote|writes|confirmed|added|noted|learned|understands|berichtete?|meldete?|schreibt|zitierte?|rapporte|rapportait|indique|informó|informa|reportó|señaló|riferisce|riporta|informou|noticiou|meldt|meldde|bericht)"
_REPORT = r"(?:reported|reports|quoted|quotes|cited|cites|wrote|writes|berichtete?|meldete?|schreibt|zitierte?|rapporte|rapportait|informó|informa|reportó|riferisce|riporta|informou|noticiou|meldt|meldde|bericht)"
"""What an agency does and a party does not: "the AAP said" is the Aam Aadmi Party."""
_MENTIONS = (
    # In a sentence the name is a source, not a credit. Told whom; according to whom; who reported.
    _rule(
        "A1",
        "mention",
        "high",
        rf"(?i:\b(?:told|tells|telling|informed|spoke (?:to|with)|interview(?:ed)? (?:with|by)|statement to|speaking (?:to|with)|gegenüber(?: der)?|sagte(?: er| sie)?(?: der| dem)?|à l['’]|a indiqué à|déclaré à|dijo a(?: la)?|declaró a|aseguraba a|aseguró a|ha detto all['’]|disse à|zei tegen)) (?i:the |an? )?(?i:(?:french |german |russian |state |official |national )?(?:news )?agency )?(?P<a>{X}|(?<=told |told the ){OTHER})(?![/])",
        many=True,
    ),
    _rule(
        "A1",
        "mention",
        "high",
        rf"(?i:\b(?:according to|quoted by|cited by|citing|quoting|verified by|confirmed by|seen by|reviewed by|obtained by|contacted by|approached by|reported by|reports by|published by|compiled by|a tally by|polled by|poll by|survey by|carried by|said by|confirm(?:ed)? to|par l['’]|selon l['’]|selon|d['’]après l['’]|via l['’]|laut|nach angaben (?:von|der)|según|secondo(?: l['’])?|segundo a?|volgens|ifølge|enligt)) ?(?i:the |a |la |der |die |de )?(?i:(?:french |german |russian |state |official |national )?(?:news )?agency |nachrichtenagentur |agence |agencia |agenzia |persbureau )?(?P<a>{X})",
        many=True,
    ),
    _rule(
        "A1",
        "mention",
        "high",
        rf"(?P<a>{X})(?i: news agency| newswire| reporters?| correspondents?| journalists?| photographers?)? {_REPORT}\b",
        many=True,
    ),
    _rule(
        "A1",
        "mention",
        "high",
        rf"(?P<a>{X})(?i:['’]s? |\s)(?i:news agency|journalists?|reporters?|correspondents?|photographers?|analysis|investigation|poll|survey|interview|calculations|data|tally)\b",
        many=True,
    ),
    _rule(
        "A1",
        "mention",
        "high",
        rf"(?i:news agency|agency|nachrichtenagentur|agence(?: de presse)?|agencia|agenzia|persbureau|nyhetsbyrån|nyhedsbureauet) (?P<a>{X})",
        many=True,
    ),
    # No name: a class of agencies, or "the agency" spoken of before.
    _rule(
        "A2", "mention", "medium", rf"(?i:\bnews )?(?P<a>{G}) (?:[\p{{Lu}}][\p{{L}}-]+ )?{_VERB}\b", many=True
    ),
    _rule(
        "A2",
        "mention",
        "medium",
        rf"(?:[\p{{Lu}}][\p{{L}}-]+ (?:news|state news|press) agency {_VERB}|\b[Tt]he (?:news )?agency (?:added|said|reported|quoted|cited))\b",
        many=True,
        agencies=("agencies",),
    ),
    # An outlet that is no agency: kept apart so that nobody takes it for one.
    _rule(
        "A3",
        "mention",
        "medium",
        rf"(?i:\b(?:told|tells|according to|reported by|interview with)) (?i:the )?(?P<a>{OTHER})|(?P<a>{OTHER}) {_VERB}\b",
        many=True,
    ),
)

RULES: tuple[Rule, ...] = (
    *_VERSIONS,
    *_NOTICES,
    *_TRAILERS,
    *_DATELINES,
    *_SHARED,
    *_BYLINES,
    *_PICTURES,
    *_CREDIT_LINES,
    *_MENTIONS,
)
"""All forms in reading order: notices and trailers before bylines, since "reporting by" holds a "by"; shared credits
before bylines, since a house's name looks like a reporter's; mentions last, since a sentence is what remains."""

SIGN_OFF_STOP = regex.compile(
    r"^ *(?:and/or|he/she|she/he|his/her|s/he|on/off|either/or|him/her|n/a|w/o|ja/nein|und/oder|et/ou|y/o|e/o|oui/non|a/c|tv/radio) *$"
)
"""Words with a slash that are no desk's initials (found while testing on feeds)."""
