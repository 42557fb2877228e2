"""What a credit form means in its place: one ordered table, the first row that fits decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from provenance.page.agencies import agency
from provenance.page.agencies.forms import Form
from provenance.page.agencies.names import GENERIC_NAME
from provenance.page.credits.places import Place, PlaceName
from provenance.records import CreditCertainty, CreditRole, CreditScope

_LOWER: dict[CreditCertainty, CreditCertainty] = {"high": "medium", "medium": "low", "low": "low"}
_PICTURES: frozenset[PlaceName] = frozenset({"caption", "under_caption"})
_STORY: frozenset[PlaceName] = frozenset({"lead", "body", "close"})


@dataclass(frozen=True, slots=True)
class Sense:
    """What a form is in its place; ``None`` as scope drops it."""

    role: CreditRole
    scope: CreditScope
    certainty: CreditCertainty
    note: str | None = None


Test = Callable[[Form, Place], bool]
Outcome = Callable[[Form, Place], Sense | None]


def sense(form: Form, line: Place) -> tuple[Sense | None, str]:
    """Return what a form means where its line stands (None: nothing), and the sentence of the row that says so."""
    for sentence, test, outcome in TABLE:
        if test(form, line):
            return outcome(form, line), sentence
    return None, "no row of the table fits it here"


def _is(roles: str, *places: PlaceName) -> Test:
    """Return a test for a form's role (several with blanks between) and the line's place (any where none is given)."""
    names, allowed = roles.split(), frozenset(places)
    return lambda form, line: form.role in names and (not allowed or line.place in allowed)


def _drop(_form: Form, _line: Place) -> None:
    return None


def _as(
    scope: CreditScope, role: CreditRole | None = None, *, lower: bool = False, note: str | None = None
) -> Outcome:
    def outcome(form: Form, _line: Place) -> Sense | None:
        kind = role or form.role
        if kind == "version":
            return None
        certainty = _LOWER[form.strength] if lower else form.strength
        return Sense(kind, scope, certainty, note or form.note)

    return outcome


def _set(
    scope: CreditScope, role: CreditRole, certainty: CreditCertainty, note: str | None = None
) -> Outcome:
    return lambda _form, _line: Sense(role, scope, certainty, note)


def _by_picture(form: Form, _line: Place) -> Sense:
    """Return a picture's credit; the picture beside it makes even an ambiguous short form fairly sure."""
    return Sense("photo", "image", "high" if form.strength == "high" else "medium", form.note)


def _by_agency(form: Form) -> bool:
    """Tell whether a byline cannot be a photographer's: the word "by" or an office stands in it."""
    return form.rule in ("B1", "B3") or (form.rule == "B2" and form.strength == "high")


def _closing(form: Form, line: Place) -> bool:
    """Tell whether a form ends its line, with nothing but a stop behind it."""
    return not line.text[form.end :].strip(" .)]\xa0")


def _opens(form: Form, line: Place) -> bool:
    """Tell whether a sure form stands at the beginning of its line."""
    return form.strength == "high" and not line.text[: form.start].strip()


def _apart(form: Form, line: Place) -> bool:
    """Tell whether a form is a line, a bracket or the end of one: not words in the middle of a sentence."""
    before = line.text[: form.start].rstrip()
    short = len(line.text) < _SHORT
    return form.whole or not before or before[-1] in '([.!?—–-_"”' or (short and _closing(form, line))


def _bare(form: Form) -> bool:
    return form.rule in ("L1", "S1") and form.role == "creditline"


def _signed(form: Form, line: Place) -> bool:
    """Tell whether a bare name carries what only a credit carries: a date, a dash, German brackets, or no name."""
    if form.rule == "S1" or form.agencies == (GENERIC_NAME,) or (line.text[:1] == "(" and _some_german(form)):
        return True
    return line.text[:1] in "-–—" or any(char.isdigit() for char in line.text)


def _some_german(form: Form) -> bool:
    return any(item is not None and item.country in _GERMAN for item in map(agency, form.agencies))


def _dated(form: Form, line: Place) -> bool:
    """Tell whether a bare name or a byline carries its date, or an agency's desk stands for the reporter."""
    dated = form.rule in ("L1", "B1", "B2", "B4") and any(char.isdigit() for char in line.text)
    return (dated or form.rule in ("B3", "B4")) and not _pictures(form)


def _full(form: Form, line: Place) -> bool:
    """Tell whether a bare name is written out or is no name: picture credits are short."""
    words = line.text[form.start : form.end].strip("/-–— ").split()
    written_out = len(words) > 1 and len(form.agencies) == 1 and not line.text.startswith("(")
    return form.agencies == (GENERIC_NAME,) or written_out or line.text.startswith("/")


def _pictures(form: Form) -> bool:
    """Tell whether a form names a picture agency."""
    return any(item is not None and item.category == "photo" for item in map(agency, form.agencies))


def _site(line: Place) -> bool:
    """Tell whether a line is the foot of a site: links to its terms stand in it, or the rights are merely reserved."""
    terms = any(word in line.text for word in _SITE_WORDS)
    reserved = "rights reserved" in line.text.casefold() and "may not be" not in line.text
    return terms or (line.place == "alone" and reserved)


def _german(form: Form, _line: Place) -> bool:
    """Tell whether all agencies of a form are of the German-speaking press, which signs its texts in brackets."""
    records = [agency(name) for name in form.agencies]
    return bool(records) and all(item is not None and item.country in _GERMAN for item in records)


def _in(form: Form, line: Place, roles: str, places: frozenset[PlaceName]) -> bool:
    return form.role in roles.split() and line.place in places


_GERMAN = ("DE", "AT", "CH")
_SITE_WORDS = (
    "Terms",
    "Privacy",
    "Cookie",
    "Site Map",
    "Advertis",
    "Powered by",
    "Careers",
    "Help /",
    "Toolbar",
)
_SHORT = 160
"""Code points of a line that may be a credit as a whole."""
_ALONE: frozenset[PlaceName] = frozenset({"head", "tail", "between", "alone"})
_BELOW: frozenset[PlaceName] = frozenset({"foot", "menu"})
_NAMES_ITSELF = ("T1", "T8", "T9")
_PICTURE_DOUBT = "a bare name above the text: read as its credit, could be a picture's"
_NO_PLACE = "a bare name whose place tells nothing: read it by hand"

Row = tuple[str, Test, Outcome]

_ANYWHERE: tuple[Row, ...] = (
    ("a version tag credits nobody", _is("version"), _drop),
    (
        "letters that imitate a name are flagged wherever they stand",
        lambda f, _: f.rule == "X1",
        _as("mention"),
    ),
    ("a place without an agency says where, not who", lambda f, _: f.rule == "D0", _drop),
    ("a syndication notice covers the text, not the headline", _is("syndication"), _as("article")),
)
_AT_PICTURES: tuple[Row, ...] = (
    (
        "a byline under a caption starts the text below",
        lambda f, x: x.place == "under_caption" and f.role == "byline" and _by_agency(f),
        _as("article"),
    ),
    (
        "a dateline under a caption starts the text below",
        lambda f, x: x.place == "under_caption" and f.role == "dateline" and f.strength == "high",
        _as("article"),
    ),
    (
        "a shared credit under a caption keeps its sense",
        lambda f, x: x.place == "under_caption" and f.role == "shared" and f.strength == "high",
        _as("part"),
    ),
    (
        "a roll under a caption keeps its sense",
        lambda f, x: x.place == "under_caption" and f.role == "trailer",
        _as("article"),
    ),
    ("a caption may name a source", _is("mention", "caption", "under_caption"), _as("mention")),
    ("initials and rolls by a picture are words", _is("sign_off trailer", "caption", "under_caption"), _drop),
    (
        "whatever else names an agency by a picture is the picture's",
        lambda _, x: x.place in _PICTURES,
        _by_picture,
    ),
)
_OFF_TEXT: tuple[Row, ...] = (
    ("a heading may name a source", _is("mention", "title"), _as("mention")),
    (
        "a dateline or byline that was taken for a heading",
        lambda f, x: _in(f, x, "dateline byline", frozenset({"title"})) and f.whole and f.strength == "high",
        _as("article"),
    ),
    (
        "a dateline is one though its line was taken for a deck, or opens what was taken for a heading",
        lambda f, x: _in(f, x, "dateline", frozenset({"title"})) and (x.kind == "deck" or _opens(f, x)),
        _as("article"),
    ),
    (
        "a roll or an agency's notice is one wherever the page prints it",
        lambda f, x: (
            x.place in _BELOW and (f.rule in _NAMES_ITSELF or (f.rule == "S2" and f.strength == "high"))
        ),
        _as("part", lower=True),
    ),
    (
        "a dated agency line above the text is a byline, though it looks like furniture",
        lambda f, x: x.place == "menu" and f.whole and _dated(f, x),
        _as("article", lower=True),
    ),
    (
        "nothing else in headings, menus and page footers is a credit",
        lambda _, x: x.place in _BELOW or x.place == "title",
        _drop,
    ),
)
_BY_TEXT: tuple[Row, ...] = (
    (
        "a line that names a picture agency is a picture's",
        lambda f, _: f.role in ("byline", "creditline", "shared") and _pictures(f),
        _as("image", "photo"),
    ),
    (
        "principles without a text tell nothing",
        lambda f, x: f.rule == "T2" and f.whole and x.place == "alone",
        _set("mention", "trailer", "low", _NO_PLACE),
    ),
    ("the copyright of a site is not the text's", lambda f, x: f.role == "copyright" and _site(x), _drop),
    ("a dateline opens the text", _is("dateline", "lead", "head", "alone"), _as("article")),
    (
        "a dateline that stands alone below the text",
        lambda f, x: _in(f, x, "dateline", frozenset({"tail"})) and f.whole,
        _as("article"),
    ),
    (
        "a dateline further down credits its own item at most",
        _is("dateline"),
        _set("part", "dateline", "low", "stands below the first paragraphs"),
    ),
    ("a byline below the text signs it", _is("byline", "tail"), _as("article", "creditline")),
    ("a byline above the text", _is("byline", "head", "alone"), _as("article")),
    (
        "a whole line that is a byline, among the paragraphs",
        lambda f, x: f.role == "byline" and f.whole and x.place in ("lead", "between"),
        _as("article"),
    ),
    ("a byline inside a paragraph is prose", _is("byline"), _drop),
    (
        "a bare name or source line below the text credits it",
        lambda f, x: _bare(f) and x.place == "tail",
        _as("article", note="stands below the text"),
    ),
    (
        "a bare name without a text: a date or a dash makes it a credit",
        lambda f, x: _bare(f) and x.place == "alone" and _signed(f, x),
        _as("article", lower=True),
    ),
    (
        "a bare name without a text tells nothing",
        lambda f, x: _bare(f) and x.place == "alone",
        _set("mention", "creditline", "low", _NO_PLACE),
    ),
    (
        "a source line above the text",
        lambda f, x: f.rule == "S1" and _bare(f) and x.place == "head",
        _as("article"),
    ),
    (
        "a full name, or agencies at large, above the text are no picture's",
        lambda f, x: _bare(f) and x.place == "head" and _full(f, x),
        _as("article"),
    ),
    (
        "a bare name above the text may also be a picture's",
        lambda f, x: _bare(f) and x.place == "head",
        _as("article", lower=True, note=_PICTURE_DOUBT),
    ),
    (
        "a bare name that is the last paragraph signs the text",
        lambda f, x: _bare(f) and f.whole and x.last,
        _as("article"),
    ),
    ("a bare name elsewhere", lambda f, _: _bare(f), _set("part", "creditline", "low", _NO_PLACE)),
    (
        "brackets at the very end credit the text",
        lambda f, x: f.rule == "L2" and x.place != "alone" and (x.last or x.place == "tail"),
        _set("article", "creditline", "medium"),
    ),
    (
        "brackets at the end of a lone paragraph: a text's in German, a picture's elsewhere",
        lambda f, x: f.rule == "L2" and x.place == "alone" and _german(f, x),
        _set("article", "creditline", "low"),
    ),
    (
        "brackets at the end of a lone paragraph",
        lambda f, x: f.rule == "L2" and x.place == "alone",
        _set("image", "photo", "low"),
    ),
    (
        "brackets at a paragraph's end credit that paragraph",
        lambda f, x: f.rule == "L2" and x.place in _STORY,
        _set("part", "creditline", "low", "in brackets at the end of one paragraph"),
    ),
    (
        "a bare copyright sign above the text may also be a picture's",
        lambda f, x: f.role == "copyright" and x.place == "head" and f.strength != "high",
        _as("article", lower=True, note=_PICTURE_DOUBT),
    ),
    (
        "copyright of an agency around the text",
        lambda f, x: f.role == "copyright" and (x.place in _ALONE or f.whole or x.place == "close"),
        _as("article"),
    ),
    ("copyright inside a paragraph is prose", _is("copyright"), _drop),
    (
        "a roll of writers or editors",
        lambda f, x: f.role == "trailer" and (x.place in _ALONE or _apart(f, x)),
        _as("article"),
    ),
    ("a roll inside a sentence is prose", _is("trailer"), _drop),
    (
        "initials with an agency around the text",
        lambda f, x: f.rule in ("T4", "T5", "T6") and (x.place in _ALONE or (x.last and _closing(f, x))),
        _as("article"),
    ),
    (
        "initials at the very end sign the text",
        lambda f, x: f.role == "sign_off" and f.whole and x.last and x.place != "alone",
        _as("article"),
    ),
    ("initials elsewhere are words", _is("sign_off"), _drop),
    (
        "a shared credit on its own",
        lambda f, x: f.role == "shared" and (x.place in ("head", "tail", "between") or _apart(f, x)),
        _as("part"),
    ),
    (
        "a shared credit in a sentence is a source",
        lambda f, _: f.role == "shared",
        _set("mention", "mention", "low"),
    ),
)
_REST: tuple[Row, ...] = (
    ("a picture credit among the credits", _is("photo", "head", "tail", "between", "alone"), _as("image")),
    (
        "a picture credit that a paragraph ends with or consists of",
        lambda f, x: f.role == "photo" and (f.whole or (f.strength == "high" and _closing(f, x))),
        _as("image", lower=True),
    ),
    ("a slash between names is not a credit in prose", _is("photo"), _drop),
    ("a source in the text", _is("mention"), _as("mention")),
)

TABLE: tuple[Row, ...] = (*_ANYWHERE, *_AT_PICTURES, *_OFF_TEXT, *_BY_TEXT, *_REST)
"""What each form means in its place: (what the row says, test, outcome), in order; the first row that fits decides.

What no place can change stands first. Pictures come before texts, since taking a picture credit for a text credit is
the commonest error of all (domain §1.2); headings and menus before texts, so that no row below needs to think of
them; sources come last, since they are what remains.
"""
