"""Forms that credit a text: datelines, bylines, lines of their own, shared credits."""

from __future__ import annotations

from provenance.page.agencies.grammar import (
    ANY,
    BULLET,
    BY,
    CAPITALS,
    DASH,
    DATE,
    DESK,
    HOUSE,
    LIST,
    MIXED,
    NAMES,
    NO_NAME,
    PEOPLE,
    PLACE,
    SMALL,
    STAMP,
    START,
    THE,
    TITLE,
    WORD,
    A,
    G,
    N,
    Rule,
    X,
    rule,
)
from provenance.page.agencies.names import GENERIC_NAME

_ONE_PLACE = rf"(?:{WORD}(?:/{WORD})?|{WORD}(?: (?:{WORD}|{SMALL})){{0,2}}, {WORD}(?: {WORD})?)"
_GLUED = r"[\p{L}\"”“.!?][\p{Lu}]\p{Ll}[\p{L}-]{1,20}(?: [\p{Lu}][\p{L}-]{2,20}){0,2}"
_BREAK = r"(?: ?[,:] ?| (?:--|-|–|—|_) )"
_DASH_OF_STORY = r"(?: ?(?:--|–|—|_) ?| -|: )(?= *[\p{Lu}\p{Lo}\"“„«])"

DATELINES: tuple[Rule, ...] = (
    # Between slashes only TASS, Ritzau and their kin write their name; a picture credit goes on behind the slash.
    rule(
        "D4 dateline high",
        rf"{START}{PLACE}(?:[,.] ?{DATE})?[.,]? ?/ ?(?P<a>{LIST}) ?/(?!\p{{L}}| ?{N})",
        "start",
        sure=True,
    ),
    # Place and agency before a dash: the classic; the dash makes even an ambiguous name safe.
    rule(
        "D1 dateline high",
        rf"{START}{PLACE}(?:[,.]? {{1,2}}{DATE})?[,.:]? ?[(\[](?P<a>{LIST}{DESK}?)[)\]] ?{DASH}",
        "start",
        sure=True,
    ),
    rule(
        "D1 dateline high", rf"{START}{PLACE}(?:[,.]? {{1,2}}{DATE})[,.]? ?\((?P<a>{LIST}{DESK}?)\)", "start"
    ),
    # A regional desk behind the agency needs no dash: nothing else writes "(dpa/lni)" behind a place.
    rule(
        "D1 dateline high",
        rf"{START}{PLACE} \((?P<a>{LIST}{DESK})\)[. ]{{1,2}}[\p{{Lu}}„]",
        "start",
        sure=True,
    ),
    # Without a dash capitals (or a script without case) must carry it: "Jim Watson (AFP)" is a photographer.
    rule(
        "D1 dateline medium", rf"{START}{CAPITALS}(?:[,.]? {DATE})?[,:]? ?\((?P<a>{LIST}{DESK}?)\)", "start"
    ),
    # Mixed case without a dash: a place of one word, or with its region, alone or with the story behind it.
    rule(
        "D1 dateline medium",
        rf"{START}{_ONE_PLACE} \((?P<a>{LIST})\)(?: *$| {{1,2}}[\p{{Lu}}\p{{Lo}}\"“„«])",
        "start",
    ),
    # Date and agency, no city: Reuters and Bloomberg.
    rule("D2 dateline high", rf"{START}{DATE},? ?\((?P<a>{LIST})\) ?{DASH}?", "start", sure=True),
    # The agency first, then place or text: ANSA, AP on radio sites, Reuters and CNN without a city.
    rule(
        "D3 dateline high",
        rf"{START}\((?P<a>{LIST}{DESK}?)\) ?{DASH} {{0,2}}[\p{{L}}\d\"“„«'‘]",
        "start",
        sure=True,
    ),
    rule(
        "D3 dateline medium", rf"{START}\((?P<a>{LIST})\) {{1,2}}[\p{{Lu}}\p{{Lo}}\"“„«][^()]{{25}}", "start"
    ),
    # No brackets: place, date and name must all be there, and a dash (AAP, GNA, SPA).
    rule(
        "D5 dateline medium", rf"{START}{PLACE}[,.] {{1,2}}{DATE},? (?P<a>{LIST}) ?{DASH}", "start", sure=True
    ),
    rule(
        "D5 dateline medium",
        rf"{START}{PLACE}(?:[,.]| [-–—]) {{1,2}}{DATE} {DASH} (?P<a>{LIST})[.:]",
        "start",
    ),
    rule(
        "D5 dateline medium",
        rf"{START}{PLACE} \({DATE}\) ?{DASH} ?\((?P<a>{LIST})\)",
        "start",
        sure=True,
    ),
    # Agency, place and date in any other order, apart by commas, slashes or dashes: a place (in capitals where it comes
    # first, since a photographer's name stands there too) or a date must be there, and a dash before the story.
    rule(
        "D8 dateline medium",
        rf"{START}{PLACE} [(\[](?P<a>{LIST}),? {DATE}[)\]] ?{DASH}",
        "start",
        sure=True,
    ),
    rule(
        "D8 dateline medium",
        rf"{START}[(\[](?P<a>{LIST})(?:[,/]| ?{DASH}) ?(?:{PLACE}(?:,? {DATE})?|{DATE})[)\]] ?{DASH}",
        "start",
        sure=True,
    ),
    rule(
        "D8 dateline medium",
        rf"{START}(?:[(\[](?P<a>{LIST})[)\]](?:{_BREAK}| )|(?P<a>{LIST}){_BREAK})(?:{PLACE}(?:[,.]? {DATE})?|{DATE})"
        rf"{_DASH_OF_STORY}",
        "start",
    ),
    rule(
        "D8 dateline medium",
        rf"{START}(?P<a>{X}) ?/ ?{CAPITALS}(?:[,.]? {DATE})?{_DASH_OF_STORY}",
        "start",
    ),
    rule("D8 dateline medium", rf"{START}(?P<a>{LIST}) {CAPITALS}[,.]? {DATE}{_DASH_OF_STORY}", "start"),
    rule("D8 dateline medium", rf"{START}{CAPITALS} ?\| ?(?P<a>{LIST}) ?\| ?(?=[\p{{Lu}}\"“„«])", "start"),
    rule(
        "D8 dateline medium",
        rf"{START}(?:{CAPITALS}(?:[,.]? {DATE})?|{PLACE}[,.]? {DATE}|{DATE})(?:{_BREAK}|/)[(\[]?(?P<a>{LIST})[)\]]?{_DASH_OF_STORY}",
        "start",
    ),
    # East Asian papers print the agency inside the dateline's own brackets.
    rule("D6 dateline high", rf"{START}【[^】]{{0,20}}(?P<a>{X})[^】]{{0,12}}】", "start", sure=True),
    rule("D6 dateline high", rf"{START}\([\p{{Hangul}}·]{{1,12}}=(?P<a>{X})\)", "start", sure=True),
    rule(
        "D6 dateline high", rf"{START}(?P<a>{X})[^ ]{{1,12}}\d{{1,2}}月\d{{1,2}}日[电電]", "start", sure=True
    ),
    # Behind a glued headline, byline or link: capitals or a date, brackets and a dash are needed.
    rule(
        "D7 dateline medium",
        rf"(?:^|[ .!?>\p{{Ll}}])(?:{CAPITALS}(?:,? {DATE})?|{DATE}) ?\((?P<a>{LIST})\) ?{DASH} ",
    ),
    rule("D7 dateline low", rf"^.{{0,160}}?{_GLUED} \((?P<a>{A}{DESK}?)\) {DASH} ", "start"),
    # A place without an agency says where, not who: stripped for matching, never a credit.
    rule(
        "D0 dateline low",
        rf"{START}[\p{{Lu}}][\p{{Lu}} .'’/-]{{2,40}}(?:, [\p{{L}}. ]{{2,24}})?(?:,? {DATE})?(?::| -| –| —) ",
        "start",
    ),
)

_AGENCY = r"(?i: (?:news|press) agency| agency| newsroom| news ?wire)"
_EDITED = rf"(?:[,|]? ?(?i:edited|curated|compiled|published) [Bb]y ?:? {NAMES})"
"""The house's editor behind an agency: "Reported By: PTI, Edited By: Jo Roe"."""
_TOGETHER = r"(?:,? (?i:with|and|und|et|y|con|avec|mit|in collaboration with) | ?[/&+] ?)"

_BAR = rf"(?:{BULLET}|/|–|—|-)"

BYLINES: tuple[Rule, ...] = (
    # "By AFP" and its kin in eight languages: nothing else on the line but an office, a place or a date.
    rule(
        "B1 byline high",
        rf"{START}{BY} {THE}(?P<a>{MIXED})(?:{TITLE}|{_AGENCY})?(?:(?:,? (?:in|at|à|en|aus|da|from)| ?[–—|-]) {PLACE})?=?{_EDITED}?{STAMP}",
        "line",
        sure=True,
    ),
    rule(
        "B1 byline medium",
        rf"{START}{BY} (?:\p{{Ll}}{{2,5}}[/,] ?){{1,3}}(?P<a>{MIXED}){STAMP}",
        "line",
        sure=True,
    ),
    # A reporter's name, then the agency: behind "By" any separator will do.
    rule(
        "B2 byline high",
        rf"{START}{BY} {NAMES} ?(?:,|{BULLET}|/| -| –| —|;|:|\(| of| for| via| @)? ?{THE}(?P<a>{LIST})\)?{TITLE}?=?{STAMP}",
        "line",
        sure=True,
    ),
    # Without "By" the slash is a photographer's; comma, dash, bar and bracket are a reporter's.
    rule(
        "B2 byline medium",
        rf"{START}{NO_NAME}{NAMES} ?(?:,|{BULLET}|-|–|—|;)? ?\(?(?:[Vv]ia )?{THE}(?P<a>{LIST})\)?{TITLE}=?{STAMP}",
        "line",
        sure=True,
    ),
    rule(
        "B2 byline medium",
        rf"{START}{NO_NAME}{NAMES} ?(?:,|{BULLET}|-|–|—|;|\() ?(?:[Vv]ia )?{THE}(?P<a>{LIST})\)?{STAMP}",
        "line",
    ),
    # Name beside name without any mark needs a first and a last one: "Follow Reuters" has not.
    rule("B2 byline medium", rf"{START}{NO_NAME}{WORD} {{1,2}}{NAMES} {THE}(?P<a>{LIST}){STAMP}", "line"),
    # A line that gives the office only: the reporter's name stands on the line before it.
    rule(
        "B3 byline medium",
        rf"{START}{THE}(?P<a>{X}){TITLE}=?(?:, [\w.,: -]{{0,60}})?{STAMP}",
        "line",
        sure=True,
    ),
    # The agency first, then its reporter or its bureau.
    rule(
        "B4 byline medium", rf"{START}{THE}(?P<a>{LIST}){TITLE}?(?: [Ii]n {PLACE})?, {NAMES}{STAMP}", "line"
    ),
    rule("B4 byline medium", rf"{START}{THE}(?P<a>{LIST}) (?:[Ii]n|à|en|aus) {PLACE}{STAMP}", "line"),
    rule("B4 byline medium", rf"{START}{THE}(?P<a>{LIST}) ?[•·●] ?{WORD} {NAMES}{STAMP}", "line", sure=True),
    rule("B4 byline low", rf"{START}{THE}(?P<a>{X}) ?\| ?{NO_NAME}{WORD} {WORD}$", "line"),
    # Agency, place and date between bars: without the date it is a row of menu entries.
    rule(
        "B4 byline medium",
        rf"{START}(?:{BY} )?{THE}(?P<a>{LIST}) ?{_BAR} ?{PLACE} ?{_BAR} ?(?:\p{{L}}{{2,9}}[,:]? ){{0,2}}{DATE}[\d ,:|•·hapmISTGU.]{{0,24}}$",
        "line",
        sure=True,
    ),
    # ... and may stand beside its place alone, as Spanish and Indian pages print it: never more than a hint.
    rule(
        "B4 byline low", rf"{START}{THE}(?P<a>{MIXED})(?: ?\||,| [–—-]) ?{NO_NAME}{_ONE_PLACE}{STAMP}", "line"
    ),
)

_WITH = (
    r"(?i:\bwith (?:additional |some |further |agency |agencies )?"
    r"(?:inputs?|reporting|files?|material|reports?|contributions?|information|content|wire reports)(?: from| by|:)? ?)"
)
_CONTRIBUTED = (
    r",? (?:also |have |has )?contributed (?:reporting )?to this (?:report|story|article|piece|dispatch)"
)
_INFORMATION = (
    r"(?i:(?:some |the )?information (?:for|in|from) this .{0,60}|(?:contains|includes|using|compiled from|based on) "
    r"(?:material|information|reports?|reporting|wire reports)(?: supplied| provided)?(?: from| by)? ?"
    r"|^ *contribut(?:ing|ors?|ions?): .{0,120}?|provided by )"
)
_WITH_ABROAD = (
    r"(?i:\bavec (?:les |l['’]|la |des )?(?:informations? (?:de |d['’])(?:l['’])?)?"
    r"|\bmit (?:material|agenturmaterial|informationen|inhalten|texten|meldungen)?(?: von| der| des| dem| den)? ?(?:der |dem |den |des )?"
    r"|\bunter verwendung von .{0,40}?|\b(?:meldung(?:en)?|nachrichten?|material) (?:der|des|von) "
    r"|\bcon (?:informaci[oó]n(?:es)?|datos|reportes|material|despachos|notas|aportes|fonte|informazioni|notizie|materiale)"
    r"(?: adicional(?:es)?)?(?: de| da| di| dell['’]| del| dalle?)? ?(?:la |las |los |le )?(?:agencias? )?|\bcon (?:la |las |l['’])?"
    r"|\bcom (?:informações|agências|agência|dados|conteúdo)?(?: da| das| de| do)? ?"
    r"|\bmet (?:medewerking|informatie|materiaal|dank)?(?: van| aan)? ?|\bmed (?:material|information|innhold)? ?(?:fra|från)? ?)"
)
_OPEN = r"^ *[(\[—–-]{0,2} ?"
_SHUT = rf"[)\].]{{0,3}}{STAMP}"
_GIVEN = r"(?:inputs?|reports?|reporting|files?|material|copy|information|wire reports)"
"""What an agency is said to have given to a text."""
_WRITERS = (
    rf"(?:{BY} (?:[Oo]ur |[Aa] )?{NAMES}(?: \p{{Ll}}{{4,14}})?,?|{BY} (?:[Oo]ur |[Aa] )?\p{{Ll}}{{4,14}},?|{WORD} {NAMES},?"
    rf"|{NAMES}(?: \p{{Ll}}{{4,14}})?,|{HOUSE}|{PEOPLE})"
)
"""Who wrote, in front of "with": a byline, two names, a name and a comma, a desk; never a lone "Connect"."""
_SOURCE = (
    r"(?i:source(?:s|\(s\))?|quellen?|fonte|fonti|fuentes?|bron|bronnen|kilde|källa|źródło|zdroj|источник|via|agency|agencia|agentur"
    r"|provided by|distributed by)"
)

REPORTED: tuple[Rule, ...] = (
    # An office and an agency: before the rolls of reporters, which would take the office alone.
    rule(
        "S2 shared high",
        rf"{_OPEN}(?i:additional |further |some )?(?i:reporting|report|writing|{_GIVEN})(?: (?:by|from|of))?:? ?(?:{NAMES},? (?:and|with|&) )?{THE}(?P<a>{MIXED}){_SHUT}",
        "line",
        sure=True,
    ),
)

SHARED: tuple[Rule, ...] = (
    # House and agencies together: nobody says which sentences are whose.
    rule(
        "B5 shared medium",
        rf"{START}\(?(?:{BY} )?{NO_NAME}[\p{{L}}\d.' ,’-]{{0,60}}\b(?:{HOUSE}\.? ?(?:,|/|&|\+|-|and|AND|und|y|et|with|mit)?|{PEOPLE} ?(?:/|&|\+|and|AND|und|y|et|with|mit)) ?{THE}(?P<a>{MIXED})(?: [^ ]{{1,12}}|\))?{STAMP}",
        "line",
    ),
    rule(
        "B5 shared medium",
        rf"{START}(?:{BY} )?(?P<a>{MIXED}) ?(?:,|/|&|\+|and|und|y|et|with) ?[\p{{L}}\d.' ’-]{{0,40}}\b(?:{HOUSE}|{PEOPLE}){STAMP}",
        "line",
    ),
    rule("B5 shared medium", rf"{START}[\p{{L}}\d., ’-]{{2,40}}/(?P<a>{G}){STAMP}", "line"),
    # The agency first, then a reporter of the house: behind "by" whatever joins them, else only "with".
    rule(
        "B5 shared medium",
        rf"{START}{BY} {THE}(?P<a>{LIST}){_TOGETHER}{WORD} {NAMES}(?: (?:in|à|en|aus) {PLACE})?{STAMP}",
        "line",
        sure=True,
    ),
    rule(
        "B5 shared medium",
        rf"{START}{THE}(?P<a>{LIST}),? (?i:with|and|avec|mit|und|con) {WORD} {NAMES}(?: (?:in|à|en|aus) {PLACE})?{STAMP}",
        "line",
    ),
    rule(
        "B5 shared medium", rf"{START}[\p{{L}}\d-]{{2,30}}\.\p{{Ll}}{{2,3}} ?/ ?(?P<a>{MIXED}){STAMP}", "line"
    ),
    # "With inputs from ..." in seven languages, wherever the line holds it.
    rule("S2 shared high", rf"{_WITH}[^.]{{0,80}}?(?P<a>{MIXED})"),
    rule(
        "S2 shared high",
        rf"(?i:additional (?:reporting|material|information)(?: provided)?(?: by| from|:) ?)[^.]{{0,80}}?(?P<a>{MIXED})",
    ),
    rule("S2 shared high", rf"(?P<a>{MIXED}){_AGENCY}?(?: and [\p{{L}} .,'’]{{2,60}})?{_CONTRIBUTED}"),
    rule("S2 shared high", rf"{_INFORMATION}(?:[Tt]he )?(?P<a>{MIXED})"),
    rule("S2 shared medium", rf"{_WITH_ABROAD}(?P<a>{MIXED}(?: ?\({X}\))?)[) .]{{0,3}}{STAMP}", "end"),
    rule(
        "S2 shared medium",
        rf"^ *\(?{NO_NAME}[\p{{L}}\d .'’-]{{2,30}} (?:with|and|avec|mit|con|et|und|y) (?P<a>{MIXED})\)?\.? *$",
        "line",
    ),
    # The same said shortly, on a line of its own: "with AFP", "Jo Roe, with AFP", "Reporting AFP", "(AFP inputs)".
    rule(
        "S2 shared medium",
        rf"{_OPEN}{NO_NAME}(?:{_WRITERS} )?(?i:with|plus) {THE}(?P<a>{MIXED})(?: {_GIVEN})?{_SHUT}",
        "line",
        sure=True,
    ),
    rule("S2 shared medium", rf"^ *[(\[—–-]+ ?(?P<a>{MIXED}) {_GIVEN}{_SHUT}", "line", sure=True),
    rule("S2 shared medium", rf"^ *(?P<a>{MIXED}) inputs?{_SHUT}", "line", sure=True),
    rule(
        "S2 shared medium",
        rf"{_OPEN}{THE}(?P<a>{MIXED})(?:{_AGENCY}| {PEOPLE})? (?:also )?contributed(?: reporting)?{_SHUT}",
        "line",
        sure=True,
    ),
    rule(
        "S2 shared medium",
        rf"{_OPEN}(?i:compiled|adapted|edited|written|based) (?:with|from|on) {THE}(?P<a>{MIXED})(?: {_GIVEN})?{_SHUT}",
        "line",
    ),
    rule(
        "S2 shared high",
        rf"(?i:\b{_GIVEN}) (?:from|by|of) {THE}(?P<a>{MIXED}) (?:was|were|has been|have been|is|are) (?:used|included)",
    ),
    # Agencies at large, and not a name: "with agency inputs".
    rule(
        "S2 shared high",
        rf"{_OPEN}(?i:with (?:additional |news |some )?agenc(?:y|ies)['’]? (?:inputs?|reports?|reporting|copy|material|feeds?)|mit (?:agenturmaterial|agenturmeldungen))[)\].]{{0,3}} *$",
        "line",
        agencies=(GENERIC_NAME,),
        needs=("agenc", "agentur"),
    ),
    # What an agency wrote stands below, in a live blog: "AFP writes:".
    rule(
        "S2 shared medium",
        rf"^ *{THE}(?P<a>{LIST}) (?i:writes|reports|schreibt|berichtet|meldet|écrit|rapporte|escribe|informa|escreve|scrive|schrijft|meldt) ?: *$",
        "line",
        sure=True,
    ),
    # "Source: ..." names the source alone, or the house beside it.
    rule(
        "S1 creditline medium",
        rf"^(?: *| *[^|]{{2,60}}\| ?)[(\[—–-]?{_SOURCE}(?: ?[:|] ?| )(?:[Tt]he )?(?P<a>{MIXED}){_AGENCY}?[)\]]?\.?{STAMP}",
        "line",
        sure=True,
    ),
    rule(
        "S1 shared medium",
        rf"^ *[(\[—–-]?{_SOURCE}(?: ?: ?)[^.:]{{0,60}}?(?P<a>{MIXED})[^.]{{0,40}}$",
        "line",
    ),
    # Initials of the desk, then the agencies in brackets: Deutsche Welle.
    rule(
        "T7 shared high",
        rf"^ *(?:\p{{Ll}}{{2,4}}[/,] ?){{0,4}}\p{{Ll}}{{2,4}} *\((?P<a>{MIXED})\) *$",
        "line",
        sure=True,
    ),
)

LINES: tuple[Rule, ...] = (
    # The agency alone on its line: everything hangs on where the line stands.
    rule(
        "L1 creditline medium",
        rf"{START}[-–—•(/\[]{{0,2}} ?{THE}(?P<a>{MIXED}(?: {ANY}| ?\({X}\))?){_AGENCY}?[)\]/]?\.?{STAMP}",
        "line",
        sure=True,
    ),
    # The agency in brackets at the end of a paragraph: German house style for a text taken over.
    rule("L2 creditline low", rf"[.!?\"”»“)] ?\((?P<a>{LIST}{DESK}?)\) *$", "end", sure=True),
)
