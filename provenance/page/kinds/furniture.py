"""Lines that belong to the page and not to the story: dates, menus, invitations, notices, rights."""

from __future__ import annotations

import re

from provenance.page.agencies import canonical
from provenance.page.kinds.lines import Line
from provenance.page.kinds.phrases import phrases
from provenance.text import folders, language

_MONTH = (
    r"(?:jan(?:uary|uar|vier|eiro)?|enero|gennaio|feb(?:ruary|ruar|rero|braio|ruari)?|f[ée]v(?:rier|ereiro)?|mar(?:ch|s|zo|ço)?"
    r"|märz|maart|apr(?:il|ile)?|avr(?:il)?|abr(?:il)?|may|mai|mayo|maio|maggio|mei|june?|jui?n|juni|giugno|jun[ih]o|july?"
    r"|juil(?:let)?|juli|luglio|jul[ih]o|aug(?:ust|ustus)?|août|agosto|sept?(?:ember|embre|iembre|tembre|embro)?"
    r"|set(?:tembre|embro)?|oct(?:ober|obre|ubre)?|okt(?:ober)?|ottobre|out(?:ubro)?|nov(?:ember|embre|iembre|embro)?"
    r"|dec(?:ember)?|d[ée]c(?:embre)?|dez(?:ember|embro)?|dic(?:iembre|embre)?)\.?"
)
_NUMERIC = r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})"
_DATE = (
    rf"(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?"
    rf"|\d{{1,2}}(?:st|nd|rd|th|\.|º)?(?: de)? {_MONTH}(?:,?(?: de)? \d{{4}})?|{_NUMERIC})"
)


def _weekdays(code: str) -> frozenset[str]:
    """Return the weekdays of a language in small letters."""
    return frozenset(day.lower() for day in language(code).listed("numbers", "weekdays"))


_DATE_WORDS = (
    r"[ap]\.?m\b\.?|published|updated|posted|modified|created|last|first|on|at|date|time|local|the|publi[ée]e?|mise? à jour"
    r"|publicado|actualizado|atualizado|pubblicato|aggiornato|ver[öo]ffentlicht|aktualisiert|erstellt|stand|gepubliceerd"
    r"|bijgewerkt|uhr|ore|hrs|il|le|el|em|à|às|alle|om|op|um|von|ist|gmt|utc|bst|c?e[sd]?t|[pcm][sd]t|aedt|aest|hkt|sgt"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch"
    r"|hours?|minutes?|mins?|hrs?|days?|ago|\d+|a\+|a-"
    rf"|{'|'.join(sorted({day for code in folders() for day in _weekdays(code)}))}"
)
_DATED = re.compile(_DATE)
_DIGIT = re.compile(r"\d")
_NOISE = re.compile(
    rf"{_DATE}|\d+[hmd] ago|il y a|vor|hace|há|fa|geleden|\d{{1,2}} ?[:.h] ?\d{{2}}(?::\d\d)?(?: ?[ap]\.?m\b\.?)?|\b(?:{_DATE_WORDS})\b|[^\w]"
)
_STAMPED = re.compile(r"(?:\w+ ){0,3}(?:published|posted|updated)\b.*\b(?:updated|modified)\b")
_TIME = re.compile(r"\b\d{1,2}[:.h]\d{2}(?!\d)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_AGO = re.compile(
    r"(?:\d+|an?|one) ?(?:hours?|minutes?|mins?|hrs?|days?|[hmd]) ago|(?:il y a|vor|hace|há) (?:\d+|un[ae]?|einer|einem)"
    r" ?(?:heures?|minutes?|jours?|stunden?|minuten?|tage?n?|horas?|minutos?|d[ií]as?|h|min)\b"
    r"|\d+ (?:ore|minuti|giorni) fa|\d+ (?:uur|minuten|dagen) geleden"
)
_CODE = re.compile(r"\b(?:window|document|function|var|const|let|jQuery)\b ?[.\w(= ].*[{};]")
_SCRIPT = frozenset(["window", "document", "function", "var", "const", "let", "jquery"])
"""The words of :data:`_CODE` in small letters."""
_CODE_MARKS = 6
"""Brackets, stops and signs of equality in a line of script; prose holds two or three."""
_POST = re.compile(rf"[—–-]{{1,2}} ?[^()]{{2,50}}\(@\w{{2,20}}\)\W{{1,4}}{_DATE}\W*$")
_CRUMB = re.compile(r" (?:>|»|›|→|/|\||•|·|::) ")
_PATH = re.compile(r" [>»›] ")
_DOTS = re.compile(r" ?[·•|] ?")
_RIGHTS = re.compile(r"(?:all contents? )?(?:©|\(c\)\s|copyright\b)")
_TOLD = re.compile(r"copyright(?: [a-z]+)?(?= )")
_RESERVED = re.compile(
    r"reserved|reservados|riservat[ai]|réservés|vorbehalten|voorbehouden|derechos|reservert|interdite|prohibi|forbidden"
    r"|verboten|permission"
)
_OF_TEXT = re.compile(rf"copyright|infocom|{_RESERVED.pattern}")
_VERSION = re.compile(
    r"\((?:advisory|adds|updates|recasts|corrects|refiles|rewrites|writes through|changes|supersedes|see |eds|repeat|attn"
    r"|note|in \w+\.? \d+ (?:story|item)|pic|graphic|snap|fuller|substitut)\b"
    r"|(?:eds|editor's note|attention editors|advisory|embargo(?:ed)?|attn|not for publication)\b ?[:_-]"
)
_ADDRESS = re.compile(r"(?:https?://|www\.|pic\.twitter\.)\S+$|follow @|\S+@\S+\.\w+$")
_CLOSERS = "\"'”’»)"
_SPEAKS = re.compile(
    r"\b(?:said|says|told|asked|added|wrote|writes|argued?|argues|ruled|rules|ruling|heard|noted|warned|claimed|announced|complained"
    r"|tells|jokes?d?|insists?|insisted|admits|admitted|shouted|screamed|explains|explained|confirmed|urged|replied|recalled"
    r"|testified|demanded|declared|stated|reported|according to|sagte?|erklärte?|teilte|rief|fragte|schrieb|warnte|betonte"
    r"|dite?|affirmé|déclaré|expliqué|selon|dijo|dice|afirmó|según|explicó|advirtió|declaró|ha detto|disse|zei|zegt)\b"
)
_PAST = re.compile(r"\b(?:was|were|had|did|opened|closed|began)\b")
"""Verbs that tell of what was; an invitation asks for what is to be done."""
_TO_READER = re.compile(
    r"^our\b|\b(?:you|your|yours|we|us|here|click|this (?:site|website|web site|page|article|report|story|newsletter|content|service|form|material)"
    r"|website|reproduced|republished|redistribut\w+|rewritten|prohibited|without (?:\w+ ){0,2}permission|uses? cookies|cookies?"
    r"|sie|ihre?n?|wir|vous|votre|nous|usted|su correo)\b|©|\(c\)|copyright \d|\bcomments? (?:are|is|may|must)\b"
)
"""A notice talks to the reader or of its own page, or claims rights; an account of one hardly ever does."""
_SMALL = re.compile(r"(?<![\w'’-])[a-z]{2,}(?!\w)")
_NOTICE = 30
"""Most words of a notice."""
_SENTENCE = 6
"""Words of a line below which it is a notice or a heading, whatever it ends with."""
_CLAUSE = 3
"""Small words behind a phrase that opens a sentence: it is the subject of one, no heading or notice."""
_RUNS_IN = re.compile(r"(?:^|[^.!?:|©] )(?:[\"'“‘]?[\w'’-]+ ){2}[\"'“‘]?[^.!?|©]*$")
_EDGES = " .:…|»›>→<«•*-–—()[]0123456789!+,"


def code(line: Line) -> str | None:
    """Name the rule of a line that is script or a signature of an embedded post: what a page's widgets leave behind."""
    scripted = not _SCRIPT.isdisjoint(line.held) and sum(map(line.text.count, "{}();=[]")) >= _CODE_MARKS
    if scripted and _CODE.search(line.text):
        return "code"
    return "post_signature" if _POST.match(line.low) else None


def phrase(line: Line) -> str | None:
    """Name the rule of a line that holds one of the known phrases and nothing else."""
    words = phrases()
    bare = line.low.strip(_EDGES)
    if bare in words.list_heads:
        return "list_head"
    if bare in words.ends:
        return "story_end"
    parts = _DOTS.split(bare) if any(map(bare.__contains__, "·•|")) else [bare]
    known = all(part.strip() in words.whole for part in parts) or words.whole_pattern.match(bare)
    return "phrase" if known else None


def date(line: Line) -> str | None:
    """Name the rule of a line that says when the page was published and little else."""
    if not is_date(line):
        return None
    return "dated_agency" if any(canonical(word) for word in line.words if word.isalpha()) else "date"


def is_date(line: Line) -> bool:
    """Tell whether a line holds a date, a time or how long ago something was, and little else."""
    low = line.low
    if not _DIGIT.search(low) and " ago" not in low:
        return False
    if not (_DATED.search(low) or _AGO.search(low) or (_TIME.search(low) and len(line.words) <= 6)):
        return False
    return len(_NOISE.sub("", low)) <= (14 if _is_placed(line) and not line.stop else 3)


def is_relative(line: Line) -> bool:
    """Tell whether a line says how long ago something was, which nobody can date: ``3h ago``, ``il y a 2 heures``."""
    return _AGO.search(line.low) is not None


def _is_placed(line: Line) -> bool:
    """Tell whether a line holds year and time and is short or says twice when: a place or a house may stand with them."""
    brief = len(line.words) <= 12 or _STAMPED.match(line.low) is not None
    return brief and _YEAR.search(line.low) is not None and _TIME.search(line.low) is not None


def label(line: Line) -> str | None:
    """Name the rule of a line that begins with a label, as links to other pages do."""
    leads = phrases().lead.match(line.low) and (len(line.words) <= 30 or not line.stop)
    pictured = any(form.role == "photo" and form.whole and form.agencies for form in line.forms)
    return "label" if leads and not pictured else None


def rights(line: Line) -> str | None:
    """Name the rule of a line that claims rights: it credits a picture, the text, or the outlet itself."""
    if not any(form.role == "copyright" for form in line.forms) and not _is_marked(line):
        return None
    dated = any(len(word) == 4 and word.isdigit() for word in line.words)
    if _is_credit(line):
        return _agency_rights(line, dated=dated)
    return "rights_site" if dated or len(line.words) > 6 or "rights" in line.low else "rights_picture"


def _is_marked(line: Line) -> bool:
    """Tell whether a line begins with a copyright mark, and not with a sentence about copyright."""
    return _RIGHTS.match(line.low) is not None and not _is_told(line)


def _is_credit(line: Line) -> bool:
    """Tell whether a form in which agencies are credited stands in a line."""
    return any(form.agencies and form.role != "mention" for form in line.forms)


def _agency_rights(line: Line, *, dated: bool) -> str:
    """Name the rule of a line in which an agency claims rights; ``dated``: whether a year stands in it."""
    if len(line.words) <= 4 and not dated and not _RESERVED.search(line.low):
        return "rights_name"
    return "rights_agency" if dated or _OF_TEXT.search(line.low) else "rights_picture"


def _is_told(line: Line) -> bool:
    """Tell whether a line that begins with "copyright" is a sentence about it: ``Copyright holders won the case``."""
    match = _TOLD.match(line.low)
    return match is not None and _is_account(line, match.end(), opening=True)


def notice(line: Line) -> str | None:
    """Name the rule of a line that invites or tells the reader, or the desk, something about the page."""
    words, low, size = phrases(), line.low, len(line.words)
    if _is_invitation(line):
        return "invitation"
    if _ADDRESS.match(low):
        return "address"
    if size > _NOTICE:
        return None
    if words.inside.search(low, line.held):
        return "running_head" if _is_dated(line) else "policy"
    if _is_policy(line):
        return "policy"
    return "version" if _VERSION.match(low) else None


def _is_dated(line: Line) -> bool:
    """Tell whether an agency's dateline stands in a line: it credits the text."""
    return any(form.role == "dateline" and form.agencies for form in line.forms)


def _is_invitation(line: Line) -> bool:
    """Tell whether a line opens like an invitation and does not go on to tell of somebody: ``Read on, he told us``."""
    opening = phrases().start.match(line.low) if len(line.words) <= (16 if line.stop else 40) else None
    if opening is None:
        return False
    told = _SPEAKS.search(line.low, opening.end()) or _PAST.search(line.low, opening.end())
    return told is None or not _is_account(line, opening.end(), opening=True)


def _is_policy(line: Line) -> bool:
    """Tell whether a line holds words of notices and is no sentence of an account that only speaks of them."""
    words, low = phrases(), line.low
    opening = words.policy_start.match(low) if len(line.words) <= (16 if line.stop else 40) else None
    found = opening or words.policy.search(low, line.held)
    if any(form.whole and form.agencies and form.role == "byline" for form in line.forms):
        return False  # "Posted by AFP" is a byline
    return found is not None and not _is_account(line, found.end(), opening=found.start() < 3)


def _is_account(line: Line, end: int, *, opening: bool) -> bool:
    """Tell whether a line that holds a phrase of notices is a sentence that tells about somebody.

    It ends like a sentence, and somebody speaks in it, or it neither talks to the reader nor claims rights and runs on
    around the phrase.

    Args:
        line: The line.
        end: Where the phrase ends.
        opening: Whether the line opens with the phrase: then the sentence must run on behind it.
    """
    low = line.low
    ended = low.rstrip(_CLOSERS).endswith((".", "!", "?", "…"))
    if not ended or low[0] in "([" or len(low.split()) < _SENTENCE:
        return False
    if _SPEAKS.search(low):
        return True
    if _TO_READER.search(low):
        return False
    if not opening:
        return _RUNS_IN.search(low[:end]) is not None
    return len(_SMALL.findall(re.split(r"[.!?|©]", line.text[end:])[0])) >= _CLAUSE


def path(line: Line) -> str | None:
    """Name the rule of a line that is a path of sections or a row of menu entries."""
    return "path" if not line.stop and _is_path(line) else None


def _is_path(line: Line) -> bool:
    words = line.low.split()
    if sum(word in phrases().whole for word in words) >= max(4, 0.4 * len(words)):
        return True
    parts = _CRUMB.split(line.text)
    short = all(0 < len(part.split()) <= 3 for part in parts)
    return short and (len(parts) >= 3 or (len(parts) == 2 and _PATH.search(line.text) is not None))
