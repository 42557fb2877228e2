"""Who is said to speak, and the word that says so: ``"...," Ilse Korvan told reporters``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from provenance.text import DEFAULT, language, word_set

CUES = language(DEFAULT).words("speech", "cues")
"""Verbs of speech, in the forms that stand beside a quotation."""
_PRONOUNS = word_set("he she they it i we who")
_OFFICES = word_set(
    """Mr Mrs Ms Miss Dr Prof Professor Sir Dame Lord Lady Sen Rep Gov Gen Lt Col Capt Maj Sgt Adm Rev Judge
    Justice President Vice Prime Minister Foreign Defence Defense Finance Interior Health Home Deputy
    Secretary State Chancellor Governor Senator Mayor King Queen Prince Princess Pope Chief Executive
    Chairman Chairwoman Chair Director General Spokesman Spokeswoman Spokesperson Commissioner Ambassador
    Detective Inspector Superintendent Constable Officer Captain Colonel Herr Frau M Mme Mlle Monsieur Madame Señor
    Señora US UK EU UN US's"""
)
_PARTICIPLES = frozenset(["saying", "adding", "telling"])
_AUXILIARIES = word_set("has had have")
_FIRST = word_set(
    """Nor The A An In On At By For From But And Or So As When While After Before If It This That These Those There
    Then However Meanwhile Earlier Later Yesterday Today Tonight Monday Tuesday Wednesday Thursday Friday
    Saturday Sunday Asked Speaking Another One Both Der Die Das Le La Les El Los Las Il Lo I De O Os"""
)
_PARTICLES = word_set("""de da do dos das di van von der den del la el al bin ibn ben""")
_BODIES = word_set(
    """Department Office House Ministry Council Party Court Bank Committee Commission Service Police"""
)
_ACCORDING = re.compile(r"\baccording to\s+", re.IGNORECASE)
_WORD = re.compile(r"(?<![\w-])[^\W\d_]+")
_SOURCES = ("ccording",)
_END = re.compile(r"[.;!?](?:\s|$)|[\"“”«»„]")
_PIECE = re.compile(r" (?:of|at|from|for|in|by|with|from|des|der|du|de la|von) |,|\s[—–-]\s|:")
_CLAUSE = re.compile(
    rf"\b(?:and|but|while|as|that|when|because|whether|which)\b|(?<![\w-])(?:{'|'.join(sorted(CUES, key=len, reverse=True))})(?!\w)"
)
_SHORT = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Capt|Prof|St|[A-Z])\.")
_SECRETARY = re.compile(r"\bSecretary of State\b")
_SOME_OFFICE = re.compile(
    r"(?:(?:the|a|an|its|their|his|her|der|die|das|le|la|el|il|o|a|het) )[\w’'-]+(?: [\w’'-]+){0,4}",
    re.IGNORECASE,
)
_LONE = re.compile(r"\b(?:and|but|then)(?: also| then| later)?\s*$")
REACH = 170
"""Code points before and after a quotation in which its attribution may stand."""


def attribution(before: str, after: str) -> tuple[str | None, str | None]:
    """Return speaker and cue of a quotation from the rest of its sentence, None where not stated.

    Args:
        before: The text of the sentence up to the opening mark.
        after: The text of the sentence behind the closing mark.

    >>> attribution("", " Ilse Korvan told reporters.")
    ('Ilse Korvan', 'told')
    """
    tail = after[:REACH].lstrip(" ,.\xa0")
    stop = _END.search(_shield(tail))
    tail = tail[: stop.start()] if stop else tail
    found = _after(tail) if tail else None
    return found or _before(before[-REACH:]) or (None, None)


def _cues(text: str) -> Iterator[re.Match[str]]:
    return (word for word in _WORD.finditer(text) if word.group() in CUES)


def _shield(text: str) -> str:
    """Return the text with the full stops of titles and initials hidden, length kept."""
    return _SHORT.sub(lambda m: m.group()[:-1] + "_", text) if "." in text else text


def _after(tail: str) -> tuple[str | None, str] | None:
    """Read what follows: ``X said``, ``said X``, ``according to X``."""
    according = _ACCORDING.match(tail)
    if according:
        return name_in(tail[according.end() :]), according.group().strip().lower()
    cue = next(_cues(tail), None)
    if cue is None or cue.group() in _PARTICIPLES:
        return None
    lead = tail[: cue.start()].strip()
    if not lead or lead.lower() in _AUXILIARIES:
        return name_in(tail[cue.end() :]), cue.group()
    if len(lead.split()) > 16 or _breaks(lead):
        return None
    return name_in(lead, last=True), cue.group()


def _before(head: str) -> tuple[str | None, str] | None:
    """Read what leads to the quotation: ``X told reporters:``."""
    cut = max((m.end() for m in _END.finditer(_shield(head))), default=0)
    head = head[cut:]
    according = list(_ACCORDING.finditer(head)) if any(word in head for word in _SOURCES) else []
    if according and head.rstrip().endswith(","):
        return name_in(head[according[-1].end() :]), according[-1].group().strip().lower()
    cues = list(_cues(head))
    if not cues:
        return None
    cue = cues[-1]
    between = head[cue.end() :]
    if len(between.split()) > 8:
        return None
    lead = head[: cue.start()]
    if not lead.strip():
        return name_in(between), cue.group()
    return _subject(lead), cue.group()


def _subject(lead: str) -> str | None:
    """Return who is the subject of the verb that follows: of its clause, or of the sentence behind a lone ``and``."""
    parts = [part for part in _CLAUSE.split(lead) if part.strip(" ,")]
    if _LONE.search(lead):
        return name_in(parts[0]) if parts else None
    return name_in(parts[-1], last=True) if parts else None


def _breaks(lead: str) -> bool:
    """Tell whether words after a quotation begin another clause, so that a later verb is not its own."""
    first = lead.split(maxsplit=1)[0].lower()
    return first in (
        "and",
        "but",
        "while",
        "as",
        "when",
        "because",
        "to",
        "in",
        "on",
        "at",
        "for",
        "if",
        "that",
        "which",
        "with",
        "of",
    )


def name_in(phrase: str, *, last: bool = False) -> str | None:
    """Return the name that a phrase states, without office and title; ``the ...`` as it stands; None for a pronoun."""
    phrase = _shield(phrase.strip())
    phrase = _SECRETARY.sub("Secretary", phrase) if "Secretary" in phrase else phrase
    words = phrase.split()
    if not words or (words[-1] if last else words[0]).strip(",").lower() in _PRONOUNS:
        return None
    for piece in _pieces(phrase, last=last):
        runs = _runs(piece)
        if runs:
            return _named(piece, runs[-1] if last else runs[0])
    return _office(phrase)


def _pieces(phrase: str, *, last: bool) -> list[str]:
    """Return the parts of a phrase that may hold the name, the likeliest first."""
    nearest = phrase.rstrip(" ,").rsplit(",", 1)[-1].strip()
    first = [nearest] if last and nearest[:1].isupper() else []
    return [*first, *filter(str.strip, _PIECE.split(phrase))]


def _named(piece: str, run: str) -> str | None:
    """Return a run of capitals as a name, or the office that it belongs to: ``the Russian foreign ministry``."""
    if " " not in run and piece.lstrip()[:4].lower() == "the ":
        return _office(piece.strip())
    return run.replace("_", ".")


def _runs(piece: str) -> list[str]:
    """Return the runs of capitalised words of a piece, without the office in front of a name."""
    runs: list[str] = []
    current: list[str] = []
    for word in [*piece.split(), ""]:
        plain = word.strip("(),;:'\"’‘")
        if plain[:1].isupper() or (current and plain in _PARTICLES):
            current.append(plain)
        else:
            run = _without_office(current)
            current = []
            if run:
                runs.append(run)
    return runs


def _without_office(words: list[str]) -> str:
    """Return a name without sentence openers, titles and demonyms: ``British Foreign Secretary Liz Truss``."""
    words = _bare(words)
    if not words or words[-1].endswith(("'s", "’s")):
        return ""
    offices = [n for n, word in enumerate(words[:-1]) if word.rstrip("_.") in _OFFICES]
    rest = words[offices[-1] + 1 :] if offices else words
    if len(rest) == 1 and rest[0] in _BODIES:
        return " ".join(words)
    return "" if rest[0].rstrip("_.") in _OFFICES else " ".join(rest)


def _bare(words: list[str]) -> list[str]:
    """Return the words of a name without linking words at its end and openers in front."""
    while words and words[-1] in _PARTICLES:
        words = words[:-1]
    while words and (words[0] in _FIRST or words[0].lower() in _PRONOUNS):
        words = words[1:]
    return words


def _office(phrase: str) -> str | None:
    """Return ``the Russian foreign ministry`` where no person is named."""
    match = _SOME_OFFICE.match(phrase)
    return match.group().replace("_", ".") if match else None
