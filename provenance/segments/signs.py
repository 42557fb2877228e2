"""What one line is by its own words, wherever it stands: furniture, a credit, a caption with its picture credit."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from provenance.agencies import AGENCIES
from provenance.agencies.forms import Form, find_forms
from provenance.records import Kind
from provenance.segments.lines import Line
from provenance.segments.phrases import phrases

Sign = Literal[
    "furniture",
    "date",
    "list",
    "byline",
    "credit",
    "photo",
    "bare",
    "sign_off",
    "trailer",
    "caption",
    "version",
]
"""``end``: the story is over; ``list``: other pages follow; ``photo``: a picture credit alone; ``bare``: an agency's name alone."""

_MONTH = (
    r"(?:jan(?:uary|uar|vier|eiro)?|enero|gennaio|feb(?:ruary|ruar|rero|braio|ruari)?|f[ée]v(?:rier|ereiro)?|mar(?:ch|s|zo|ço)?"
    r"|märz|maart|apr(?:il|ile)?|avr(?:il)?|abr(?:il)?|may|mai|mayo|maio|maggio|mei|june?|jui?n|juni|giugno|jun[ih]o|july?"
    r"|juil(?:let)?|juli|luglio|jul[ih]o|aug(?:ust|ustus)?|août|agosto|sept?(?:ember|embre|iembre|tembre|embro)?"
    r"|set(?:tembre|embro)?|oct(?:ober|obre|ubre)?|okt(?:ober)?|ottobre|out(?:ubro)?|nov(?:ember|embre|iembre|embro)?"
    r"|dec(?:ember)?|d[ée]c(?:embre)?|dez(?:ember|embro)?|dic(?:iembre|embre)?)\.?"
)
_NUMERIC = r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})"
_DATE = rf"(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?|\d{{1,2}}(?:st|nd|rd|th|\.|º)?(?: de)? {_MONTH}(?:,?(?: de)? \d{{4}})?|{_NUMERIC})"
_DATED = re.compile(_DATE)
_TIME = re.compile(r"\b\d{1,2}[:.h]\d{2}\b")
_DATE_NOISE = re.compile(
    rf"{_DATE}|\d{{1,2}}[:.h]\d{{2}}(?::\d\d)?|\b(?:[ap]\.?m\b\.?|published|updated|publi[ée]e?|mise? à jour|publicado|actualizado|atualizado|pubblicato|aggiornato|ver[öo]ffentlicht|aktualisiert|gepubliceerd|bijgewerkt|erstellt|ore|hrs|il|ore|op|posted|modified|created|last|first|on|at|ist|gmt|utc|bst|c?e[sd]?t|[pcm][sd]t|uhr|le|el|em|à|às|alle|om|um|stand|von|the"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|date|hours?|minutes?|mins?|hrs?|days?|ago|\d+|a\+|a-|aedt|aest|hkt|sgt|time|local)\b|[^\w]"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_AGO = re.compile(r"(?:\d+|an?|one) (?:hours?|minutes?|mins?|hrs?|days?) ago")
_CRUMB = re.compile(r" (?:>|»|›|→|/|\||•|·|::) ")
_VERSION = re.compile(
    r"\((?:advisory|adds|updates|recasts|corrects|refiles|rewrites|writes through|changes|supersedes|see |eds|repeat|attn|note|in \w+\.? \d+ (?:story|item)|pic|graphic|snap|fuller|substitut)\b"
    r"|(?:eds|editor's note|attention editors|advisory|embargo(?:ed)?|attn|not for publication)\b ?[:_-]"
)
_BULLET = re.compile(r"^(?:[*•▪■◦●·‣»►–—-]|\d{1,2}[.)])\s")
_PICTURED = re.compile(
    r"^image caption[,:]? |^(?:pictured|in the picture|file photo|file picture|file image|file -|file —|above|below|left|right|im bild|auf dem foto|sur la photo|photo d'illustration|en la foto|en la imagen|nella foto|na foto|na imagem|op de foto)(?: [a-z]+)?: |\((?:pictured|file photo|file pic|file|left|right|centre|center|above|l|r|c|im bild|links|rechts|mitte|foto|à gauche|à droite|izquierda|derecha)\b[^)]{0,40}\)|^pictured "
)
_TAIL = re.compile(r"(?:[—–|/©(\[]|- |\. ?)\s?([^—–|/©(\[]{0,60})$")
_SLASH = re.compile(
    r"(?:[A-Z][\w.’'-]+ ){1,3}?[A-Z][\w.’'-]+ ?/ ?[A-Z][\w .&-]{1,30}(?: (?:via|through) [A-Z][\w ]{2,24})?\)?$"
)
_RIGHTS = re.compile(r"^(?:©|\(c\)|copyright)\s")
_FRAME = re.compile(r"[/()©|—–]|: ?[A-Z]| -{1,2} ")
_ARTICLES = frozenset(["the", "a", "an", "this", "der", "die", "das", "le", "la", "el"])
_DOTS = re.compile(r" ?[·•|] ?")
_SOURCE = re.compile(r"(?:image|photo|picture|video) (?:source|copyright|credit|courtesy)\b")
_CROSS_HEAD = re.compile(r"[-–—] ?\S.{0,60}\S ?[-–—]$")
_SEPARATOR = re.compile(r"[\W_]+$")
_SIGN_OFF = re.compile(
    r"[a-z]{2,4}(?:[-/][a-z]{2,4}){1,5}$|dpa(?: [a-z]{2,3}){1,5}$|(?:mf|mfl|ends?|more|snap|pa|xx|ms|nnnn|-30-|30)$",
    re.IGNORECASE,
)
_NO_SIGN_OFF = frozenset(
    ["and/or", "he/she", "his/her", "s/he", "on/off", "either/or", "yes/no", "him/her", "win-win", "so-so"]
)


def sign(line: Line) -> Sign | None:
    """Return what a line is by its words, None where only its place can tell (or it is prose)."""
    if not line.words or _SEPARATOR.match(line.text):
        return "furniture"
    if _CROSS_HEAD.match(line.text):
        return "subhead"
    found = _furniture(line) or _source(line) or _picture(line)
    return found


def forms(line: Line) -> tuple[Form, ...]:
    """Return the credit forms of a line that is short enough to be one."""
    return find_forms(line.text)


def is_bullet(line: Line) -> bool:
    """Tell whether a line begins with a list mark."""
    return _BULLET.match(line.text) is not None


def _furniture(line: Line) -> Sign | None:
    words = phrases()
    low, size = line.low, len(line.words)
    if size > 60:
        return None
    bare = low.strip(" .:…|»›>→<«•*-–—()[]0123456789!+,")
    if bare in words.list_heads:
        return "list"
    if bare in words.ends:
        return "end"
    parts = _DOTS.split(bare)
    if all(part.strip() in words.whole for part in parts) or words.whole_pattern.match(bare):
        return "furniture"
    if _is_date(line):
        return "date"
    if words.lead.match(low) and (size <= 30 or not line.stop):
        return "furniture"
    if _RIGHTS.match(low):
        return _rights(line)
    if words.start.match(low) and (size <= 40 if not line.stop else size <= 16):
        return "furniture"
    if words.inside.search(low) and size <= 30:
        return "furniture"
    return "furniture" if _is_crumbs(line) else "version" if _VERSION.match(low) and size <= 30 else None


def _is_date(line: Line) -> bool:
    """Tell whether a line says when the page was published and little else."""
    low = line.low
    if len(line.words) > 24:
        return False
    if not (_DATED.search(low) or _AGO.search(low) or (_TIME.search(low) and len(line.words) <= 6)):
        return False
    rest = _DATE_NOISE.sub("", low)
    placed = len(line.words) <= 12 and _YEAR.search(low) is not None and _TIME.search(low) is not None
    return len(rest) <= (14 if placed and not line.stop else 3)


def _rights(line: Line) -> Sign:
    """Tell what a line with a copyright mark credits: a picture, the text, or the outlet itself."""
    named = any(form.agencies and form.role != "mention" for form in find_forms(line.text))
    dated = any(len(word) == 4 and word.isdigit() for word in line.words)
    if named:
        return "trailer" if dated or "copyright" in line.low or "infocom" in line.low else "photo"
    return "furniture" if dated or len(line.words) > 6 or "rights" in line.low else "photo"


def _is_crumbs(line: Line) -> bool:
    """Tell whether a line is a path of sections or a row of menu entries."""
    if line.stop or len(line.words) > 25:
        return False
    parts = _CRUMB.split(line.text)
    short = all(0 < len(part.split()) <= 3 for part in parts)
    return short and (
        len(parts) >= 3
        or (len(parts) == 2 and (" > " in line.text or " » " in line.text or " › " in line.text))
    )


def _source(line: Line) -> Sign | None:
    """Return whether a line says who wrote or sent the text."""
    words = phrases()
    low, size = line.low, len(line.words)
    if size > 60:
        return None
    if words.trailer.match(low) and (low[0] in "([" or ";" in low or size <= 16):
        return "trailer"
    if words.credit.search(low) and (
        size <= 14 or low[0] in "([_" or not line.stop or " contributed " in low
    ):
        return "trailer"
    if _SIGN_OFF.match(low) and low not in _NO_SIGN_OFF and size <= 8 and (line.text.islower() or size == 1):
        return "sign_off"
    if size <= 14 and words.by.match(low) and is_names(line, skip=words.by.match(low)):
        return "byline"
    return _by_form(line) if _may_be_form(line) else None


@lru_cache(maxsize=1)
def _pictures() -> frozenset[str]:
    """Return the agencies that send pictures only."""
    return frozenset(item.short for item in AGENCIES if item.category == "photo")


def _may_be_form(line: Line) -> bool:
    """Tell whether the agency rules are worth asking: they cost more than all else here."""
    size = len(line.words)
    return size <= 8 or (size <= 60 and (not line.stop or _FRAME.search(line.text[-60:]) is not None))


def _by_form(line: Line) -> Sign | None:
    """Ask the agency rules about a short line."""
    for form in find_forms(line.text):
        if form.role in ("mention", "version") or form.rule == "D0":
            continue
        if form.role == "photo":
            return (
                "photo"
                if form.whole or form.start < 4
                else "caption"
                if len(line.text[: form.start].split()) > 3
                else "photo"
            )
        if form.whole:
            if form.agencies and _pictures().issuperset(form.agencies):
                return "photo"
            return {"creditline": "bare", "byline": "byline", "dateline": "byline"}.get(form.role, "trailer")  # type: ignore[return-value]
    return None


def _picture(line: Line) -> Sign | None:
    """Return whether a line is a caption or the credit of a picture."""
    words = phrases()
    low, size = line.low, len(line.words)
    if size > 70:
        return None
    if _SOURCE.match(low) and size <= 10:
        return "photo"
    label = None
    for label in words.photo.finditer(low):
        pass
    if (
        label
        and len(low) - label.end() <= 70
        and (label.start() == 0 or low[label.start() - 1] in " ([.|©/—–")
        and _is_tail(low, label)
    ):
        return _caption_or_photo(line, label.start())
    house = None
    for house in words.houses.finditer(low):
        pass
    if (
        house
        and len(low) - house.end() <= 25
        and low[: house.start()].rstrip()[-1:] in ("", "/", "(", "|", "©", "—", "–", ":")
        and not low.endswith("?")
    ):
        return _caption_or_photo(
            line, max(low.rfind(mark, 0, house.start()) for mark in ".(©|—–") if house.start() else 0
        )
    if _PICTURED.search(low):
        return "caption"
    if size <= 6 and _SLASH.match(line.text):
        return "photo"
    return None


def _is_tail(low: str, label: re.Match[str]) -> bool:
    """Tell whether a picture label ends the line's prose: it opens the line or follows a stop or a bracket."""
    before = low[: label.start()].rstrip()
    return not before or before[-1] in ".!?(\"”')|©—–[/" or label.group().rstrip().endswith(":")


def _caption_or_photo(line: Line, at: int) -> Sign:
    return "caption" if len(line.text[: max(0, at)].split()) >= 3 else "photo"


def is_names(line: Line, skip: re.Match[str] | None = None) -> bool:
    """Tell whether a line holds only names, linking words and words for those who write (``BMN Bureau``)."""
    words = phrases()
    rest = line.text[skip.end() :] if skip else line.text
    if rest.endswith((".", "?", "!", ":")) and not rest.endswith(("Jr.", "Sr.")):
        return False
    parts = [part.strip("()[],;|/*•") for part in rest.replace("/", " ").replace("|", " ").split()]
    parts = [part for part in parts if part]
    if not 1 <= len(parts) <= 14:
        return False
    roles = [part.lower().rstrip(".") in words.roles for part in parts]
    if parts[0].lower() in _ARTICLES and not (any(roles) and (skip is not None or len(parts) <= 4)):
        return False
    if any(roles):
        comma = rest.find(",")
        named = [p for p, role in zip(parts, roles, strict=True) if not role]
        head = rest[:comma].split() if comma > 0 else []
        if head and all(_is_name(p) or p.lower() in words.links for p in head):
            return len(parts) <= 12
        loose = [p for p in named if not _is_name(p) and p.lower() not in words.links]
        return len(loose) <= (1 if len(parts) <= 4 or skip is not None else 0)
    return all(_is_name(p) or p.lower() in words.links for p in parts) and (
        skip is not None or 2 <= len(parts) <= 6
    )


def _is_name(word: str) -> bool:
    if word[:1] == "@":
        return True
    return word[:1].isupper() and any(char.isalpha() for char in word) and not any(char.isdigit() for char in word)


def sign_of_sentence(text: str) -> Kind:
    """Return the kind of a sentence inside a paragraph: only a bracketed trailer or a notice stands out."""
    low = text.lower().replace("’", "'")
    words = phrases()
    if low[:1] in "([" and low.rstrip(" .")[-1:] in ")]":
        if words.inside.search(low):
            return "furniture"
        if words.trailer.match(low) or words.credit.search(low):
            return "credit"
    return "body"
