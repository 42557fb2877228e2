"""Forms beside the byline: versions, notices, copyright, rolls and sign-offs, pictures, mentions."""

from __future__ import annotations

from provenance.page.agencies.grammar import (
    DATE,
    DESK,
    LIST,
    OTHER,
    PERSON,
    SEP,
    STAFF,
    START,
    THE,
    F,
    G,
    N,
    Rule,
    X,
    rule,
)

_TAGS = (
    r"(?:(?:UPDATE|WRAPUP|FACTBOX|TIMELINE|INSIGHT|ANALYSIS) ?\d+ ?-"
    r"|(?:REFILE|CORRECTED|RPT|EXCLUSIVE|UPDATE|WRAPUP|FACTBOX|CORRECTION|WITHDRAWN|REPEAT)(?:-| ?:)"
    r"|\d(?:ST|ND|RD|TH|st|nd|rd|th) (?:LEAD|Ld|LD)(?:-Writethru)?"
    r"|(?:REFILE|EXTRA|URGENT|ABRIDGED|WITHDRAWN|STORY WITHDRAWN|ALERT)(?: |$))"
)
_ADVISORY = (
    r"(?:\(?(?:Adds|Updates|Recasts|Corrects|Refiles|Rewrites|Writes through|Changes|UPDATES|ADDS|CORRECTS|RECASTS)\b"
    r"|\((?:Eds|In [\p{Lu}][\p{L}. ]{2,12}\d{0,2} story)[:,]|EDITOR['’]S NOTE _)"
)

VERSIONS: tuple[Rule, ...] = (
    # What leaks from an item's header stands first: it is stripped before anything else is read.
    rule("V2 version high", rf"{START}{_TAGS}", "start"),
    rule("V1 version high", rf"{START}{_ADVISORY}", "start"),
)

_UNEDITED = (
    r"(?i:not (?:been )?edited by .{2,40} staff|auto-generated from a(?:n agency| syndicated| wire)? ?(?:syndicated )?feed"
    r"|published from an? (?:syndicated|wire agency|agency|third.party) .{0,30}feed|without (?:any )?modifications? to the text"
    r"|sourced from a third.party syndicated feed|generado automáticamente|publicad[oa] sin (?:editar|modificaciones)"
    r"|automatisch (?:übernommen|importiert|generiert|eingestellt)|wurde (?:unverändert|ungeprüft) (?:übernommen|von)"
    r"|publiée? (?:automatiquement|sans (?:aucune )?modification)|pubblicat[oa] (?:automaticamente|senza modifiche)"
    r"|publicad[oa] automaticamente|automatisch (?:geplaatst|overgenomen))"
)
_UNEDITED_WORDS = (
    "edited by ", "feed", "modification", "automáticamente", "publicad", "automatisch", "unverändert", "ungeprüft", "publié",
    "pubblicat",
)  # fmt: skip
_SIGN = r"(?:©|[(][cC][)]|[Cc]opyright|COPYRIGHT)[ ©,]{0,3}(?:\([cC]\) ?)?(?:[Cc]opyright )?"
_RESERVED = (
    r"(?i:all rights (?:are )?reserved|alle rechte (?:sind )?vorbehalten|tous (?:les )?droits (?:sont )?réservés"
    r"|(?:reservados )?todos los derechos(?: reservados)?|(?:tutti i )?diritti (?:sono )?riservati|riproduzione (?:è )?riservata"
    r"|todos os direitos reservados|alle rechten voorbehouden|alle rettigheter reservert"
    r"|(?:no |any )?(?:reproduction|republication|reuse)(?: (?:is )?(?:interdite|prohibited|forbidden|reserved)| without permission)"
    r"|nachdruck verboten|reproducción prohibida)"
)

NOTICES: tuple[Rule, ...] = (
    # Nobody edited the text: the strongest sign of syndication, though it may name no agency.
    rule("S3 syndication high", _UNEDITED, needs=_UNEDITED_WORDS),
    # With a year or the reserved rights an agency's copyright is the text's; the sign alone may be a picture's.
    rule(
        "C1 copyright high",
        rf"{_SIGN}\d{{1,4}}(?: ?[-–,] ?\d{{4}})?[ ,]{{0,2}}(?:by |BY )?{THE}(?P<a>{LIST})(?!/)",
    ),
    rule("C1 copyright high", rf"^.{{0,60}}(?P<a>{LIST})[., ]{{0,2}}(?: ?[-–—|] ?)?{_RESERVED}", "start"),
    rule("C1 copyright high", rf"^ *{_SIGN}(?:by )?{THE}(?P<a>{LIST}),? \d{{4}}\b", "start"),
    rule(
        "C1 copyright high",
        rf"{_RESERVED}[ ,.:;|/()–—-]{{0,4}}(?i:(?:used )?(?:by|with) permission (?:of |from )?)?(?:{_SIGN})?(?:\d{{4}} )?{THE}(?P<a>{LIST})",
        sure=True,
    ),
    rule(
        "C1 copyright medium",
        rf"^ *{_SIGN}(?:by )?{THE}(?P<a>{LIST})(?:(?:, ?|/|:)[\p{{L}}\d.:/-]{{0,40}})?\.? *$",
        "line",
    ),
)

_OFFICE = (
    r"(?:[Rr]eporting|[Ww]riting|[Ee]diting|Edtitng|Compiled|Translated)(?: and [\p{L}]{6,12})? by [\p{Lu}]"
)
_SECOND = (
    r"(?:[;,.]| ) ?(?:[Aa]dditional reporting|[Ww]riting|[Ee]di?ti?t?n?ing|[Pp]roduction|[Tt]ranslat(?:ed|ion))"
    r"(?: and [\p{L}]{6,12})? by [\p{Lu}]"
)

TRAILERS: tuple[Rule, ...] = (
    # Reuters prints its principles under every story: nobody else does.
    rule("T2 trailer high", rf"(?i:our standards ?: ?)?(?:The )?(?P<a>{X}) Trust Principles", sure=True),
    rule(
        "T8 trailer high",
        rf"(?i:this (?:report|story|article|content)(?: by| from)) {THE}(?P<a>{LIST}) was (?:first |originally )?published",
        sure=True,
    ),
    rule(
        "T8 trailer medium",
        rf"^ *\(?(?i:(?:this (?:report|story|article|piece) (?:was )?)?(?:first|originally) (?:published|appeared)(?: by| on| in)):? {THE}(?P<a>{LIST})[.)]{{0,2}} *$",
        "line",
        sure=True,
    ),
    # The roll of AP's writers: the agency is named, so the line is its own.
    rule(
        "T9 trailer high",
        rf"{THE}(?P<a>{X}) {STAFF}.{{0,240}}?\b(?:contributed (?:to|reporting|from [\p{{Lu}}])|reported from [\p{{Lu}}]|helped with this)",
        sure=True,
    ),
    rule(
        "T9 trailer medium",
        rf"^ *{PERSON} .{{0,80}}?\b(?:is|are) an? {STAFF} (?:for|with|at) {THE}(?P<a>{X})",
        "start",
    ),
    # Two offices in one roll are Reuters' house style; one alone may be anybody's.
    rule(
        "T1 trailer medium",
        rf"(?:^|[(.] ?)\(?(?:Additional )?{_OFFICE}.{{0,300}}?{_SECOND}",
        agencies=("Reuters",),
        needs=(" by ",),
    ),
    rule(
        "T1 trailer medium",
        rf"^ *\((?:Additional )?{_OFFICE}[^()]{{2,300}}[)] *$",
        "line",
        agencies=("Reuters",),
    ),
    rule("T1 trailer medium", rf"^ *\((?:Additional )?{_OFFICE}.{{2,300}}{X}", "line", agencies=("Reuters",)),
    rule("T1 trailer low", rf"^ *\(?(?:Additional )?{_OFFICE}", "start"),
    # Initials of the desk: only the last line of a text can be one.
    rule(
        "T4 sign_off medium",
        rf"^ *(?P<a>{X})(?:(?:/|, ?)\p{{Ll}}{{1,3}}|(?: \p{{Ll}}{{2,3}}){{1,5}}) *$",
        "line",
    ),
    # desks in India sign in capitals: "PTI SKL NSD"
    rule("T4 sign_off medium", rf"^ *(?P<a>{X})(?: \p{{Lu}}{{2,4}}){{2,6}} *$", "line"),
    rule("T5 sign_off high", rf"^ *{X}-[A-Z]{{2}}-\d\d-\d\d-\d\d \d{{4}}GMT", "line", agencies=("AP",)),
    rule("T6 sign_off medium", rf"^ *\(?(?:\p{{Ll}}{{2,5}}(?:/|, ?)){{1,3}}(?P<a>{LIST})\)? *$", "line"),
    rule("T6 sign_off medium", rf"\((?P<a>{X}(?:[/,] ?{X}){{0,4}}{DESK})\) *$", "end"),
    rule("T3 sign_off low", r"^ *[\p{Ll}\p{Lo}]{1,4}(?: ?[-/] ?[\p{Ll}\p{Lo}]{1,4}){1,5} *$", "line"),
)

_PICTURE_WORD = (
    r"(?i:\bphotos? ?(?:credit|illustration)?|\bphotograph(?:s|er|ie)?|\bpictures?(?: credit)?|\bimage(?:s|n|ns)?(?: credit)?"
    r"|fotos?|\bfotografías?|\bfotograf(?:ie|in|ia)?|\bbild(?:er|rechte|quelle)?|rubriklistenbild|symbolbild|archivbild|titelbild"
    r"|\bcrédits?(?: photo)?|credits?|\billustration|\bvideo|\bgraphic|\bgrafik|\barchive)"
)
_NAMED = r"(?:[\p{Lu}][\p{L}\p{M}.'’-]{0,24}[ ,/]{1,3}){0,8}"

PICTURES: tuple[Rule, ...] = (
    # A picture agency's own name: it sells no text.
    rule("P1 photo high", rf"(?:{N}{SEP}){{0,3}}{F}(?:{SEP}{N}){{0,3}}", sure=True, many=True),
    # The word for a picture and a colon, bar or bracket, or "by" and a name.
    rule(
        "P2 photo high",
        rf"{_PICTURE_WORD} ?(?:[:|/©=]|\.\.\.)[^.:]{{0,60}}?(?P<a>{N}(?:{SEP}{N}){{0,3}})",
        sure=True,
    ),
    rule(
        "P2 photo high",
        rf"{_PICTURE_WORD}(?: [Bb]y:?| de| di| von| par| por)? {_NAMED}(?P<a>{N}(?:{SEP}{N}){{0,3}})(?! \p{{Ll}})",
        sure=True,
    ),
    rule(
        "P2 photo high",
        rf"(?P<a>{N}) ?(?:[Pp]hotos?|PHOTOS?|[Ff]ile|FILE|[Ff]oto|Images|Pool|POOL|Bildfunk|Archivbild)(?: ?/ ?| |$|\)|,)",
        sure=True,
    ),
    # A slash beside a name is the photographer's: REUTERS/Name and Name/REUTERS.
    rule("P2 photo medium", rf"(?P<a>{X}(?:/{N}){{0,2}}) ?/ ?(?:[\p{{Lu}}][\p{{L}}.'’-]{{1,24}}|[Ff]ile)"),
    rule(
        "P3 photo high",
        rf"[\p{{Lu}}][\p{{L}}\p{{M}}.'’-]{{1,24}}\)? ?/ ?(?P<a>{X}(?: ?/ ?{N}){{0,3}})(?: (?:via|through) {N})?(?: [Pp]hoto)?",
        sure=True,
    ),
    rule("P3 photo high", rf"(?:via|/|\|) ?{THE}(?P<a>{X}(?: ?/ ?{N}){{0,2}})[)\]]? *$", "end", sure=True),
    rule("P3 photo medium", rf"©[^©]{{2,60}}?(?P<a>{N})[)\]]? *$", "end"),
    # The tail of a caption: a dash or brackets, then the name alone.
    rule(
        "P1 photo medium",
        rf"(?<=[\p{{L}}\d.,\"”’)] ?)(?:[—–]|-|\||\(|\[) ?(?P<a>{N}(?:{SEP}{N}){{0,3}})(?: [Pp]hotos?)?[)\]]?\.? *$",
        "end",
    ),
    # A video's text ends with its day in brackets and the agency.
    rule("P5 photo medium", rf"[.!?\"”] \({DATE}\) (?P<a>{N})\.? *$", "end", sure=True),
    rule("P4 photo medium", rf"(?P<a>{N}).{{0,20}}(?:hide caption|toggle caption|[Ss]lideshow|Enlarge)"),
)

_REPORT = (
    r"(?:reported|reports|quoted|quotes|cited|cites|wrote|writes|berichtete?|meldete?|schreibt|zitierte?|rapporte|rapportait"
    r"|informó|informa|reportó|riferisce|riporta|informou|noticiou|meldt|meldde|bericht)"
)
"""What an agency does and a party does not: "the AAP said" is the Aam Aadmi Party."""
_SAY = rf"(?:{_REPORT}|said|says|added|noted|confirmed|learned|understands|indique|señaló)"
_TOLD = (
    r"(?i:\b(?:told|tells|telling|informed|spoke (?:to|with)|interview(?:ed)? (?:with|by)|statement to|speaking (?:to|with)"
    r"|gegenüber(?: der)?|sagte(?: er| sie)?(?: der| dem)?|à l['’]|a indiqué à|déclaré à|dijo a(?: la)?|declaró a"
    r"|aseguraba a|aseguró a|ha detto all['’]|disse à|zei tegen)) ?"
)
_TOLD_ABROAD = (
    r"(?:\b(?:sagten?|erklärten?|berichteten?|bestätigten?)\b[^.!?\"“”„«»]{1,80}? der (?:Deutschen )?(?=[\p{Lu}d])"
    r"|\b(?:dijo|declaró|explicó|señaló|relató|afirmó|aseguró|contó|dicho|declarado|explicado)\b[^.!?\"“”„«»]{0,80}? a (?:la )?"
    r"|\b(?:disse|afirmou|contou|explicou|declarou|adiantou|relatou)\b[^.!?\"“”„«»]{0,80}? à "
    r"|\b(?:detto|dichiarato|spiegato|raccontato)\b[^.!?\"“”„«»]{0,80}? all['’]"
    r"|\b(?:zei|vertelde|verklaarde)\b[^.!?\"“”„«»]{0,80}? (?:tegen|aan) (?:het )?"
    r"|\b(?:acceso|acesso|access[eo])\b (?:a |à )?(?:la )?"
    r"|\bcorrespondant(?:e|s)? de l['’]|\bsollicitations de l['’]|\bbilan de l['’]|\bbalanço da |\bcorrespondente da )"
)
_BY_WHOM = (
    r"(?i:\b(?:according to|quoted by|cited by|citing|quoting|verified by|confirmed by|seen by|reviewed by|obtained by"
    r"|contacted by|approached by|reported by|reports by|published by|compiled by|tally by|polled by|poll by|survey by"
    r"|carried by|said by|confirm(?:ed)? to|par l['’]|selon l['’]|selon|d['’]après l['’]|via l['’]|laut|nach angaben (?:von|der)"
    r"|según|secondo(?: l['’])?|segundo a?|volgens|ifølge|enligt)) ?"
)
_AGENCY = r"(?i:(?:the |an? |la |der |die |de )?(?:(?:french|german|russian|state|official|national|semi-official) )?(?:news )?agency |nachrichtenagentur |agence |agencia |agenzia |persbureau |the |la |der |die )?"

MENTIONS: tuple[Rule, ...] = (
    # In a sentence the name is a source, not a credit: told whom, according to whom, who reported.
    rule("A1 mention high", rf"{_TOLD}{_AGENCY}(?P<a>{X})(?!/)", many=True),
    rule("A1 mention high", rf"{_TOLD_ABROAD}{_AGENCY}(?P<a>{X})(?!/)", many=True),
    rule("A1 mention high", rf"{_BY_WHOM}{_AGENCY}(?P<a>{X})", many=True),
    rule(
        "A1 mention high", rf"(?P<a>{X})(?i: (?:state )?news agency| newswire) {_SAY}\b", many=True, sure=True
    ),
    rule(
        "A1 mention high",
        rf"(?P<a>{X})(?i: reporters?| correspondents?| journalists?| photographers?)? {_REPORT}\b",
        many=True,
    ),
    rule(
        "A1 mention high",
        rf"(?P<a>{X}) (?i:news agency|journalists?|reporters?|correspondents?|photographers?|analysis|investigation|poll|survey|interview|calculations|data|tally)\b",
        many=True,
    ),
    rule(
        "A1 mention high",
        rf"(?i:news agency|nachrichtenagentur|agence(?: de presse)?|agencia|agenzia|persbureau|nyhetsbyrån|nyhedsbureauet) (?P<a>{X})",
        many=True,
        sure=True,
    ),
    # No name: a class of agencies, or "the agency" spoken of before.
    rule("A2 mention medium", rf"(?i:\bnews )?(?P<a>{G}) (?:[\p{{Lu}}][\p{{L}}-]+ )?{_SAY}\b", many=True),
    rule(
        "A2 mention medium",
        rf"(?:[\p{{Lu}}][\p{{L}}-]{{1,24}} (?:news|state news|press) agency {_SAY}|\b[Tt]he (?:news )?agency {_SAY})\b",
        many=True,
        agencies=("agencies",),
        needs=("agency ",),
    ),
    # An outlet that is no agency is kept apart, so that nobody takes it for one.
    rule(
        "A3 mention medium",
        rf"(?i:\b(?:told|tells|according to|reported by|interview with)) (?i:the )?(?P<a>{OTHER})",
        many=True,
    ),
    rule("A3 mention medium", rf"(?P<a>{OTHER}) {_SAY}\b", many=True),
)
