"""What a credit form means in its place: one ordered table, the first row that fits decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from provenance.agencies.forms import Form
from provenance.credits.places import Line, PlaceName
from provenance.records import CreditCertainty, CreditRole, CreditScope

_LOWER: dict[CreditCertainty, CreditCertainty] = {"high": "medium", "medium": "low", "low": "low"}
_PICTURES: frozenset[PlaceName] = frozenset({"caption", "under_caption"})
_AROUND: frozenset[PlaceName] = frozenset({"head", "tail", "under_caption"})
_STORY: frozenset[PlaceName] = frozenset({"lead", "body", "close"})


@dataclass(frozen=True, slots=True)
class Sense:
    """What a form is in its place; ``None`` as scope drops it."""

    role: CreditRole
    scope: CreditScope
    certainty: CreditCertainty
    note: str | None = None


Test = Callable[[Form, Line], bool]
Outcome = Callable[[Form, Line], Sense | None]


def sense(form: Form, line: Line) -> Sense | None:
    """Return what a form means where its line stands, or ``None`` where it means nothing."""
    for _, test, outcome in TABLE:
        if test(form, line):
            return outcome(form, line)
    return None


def _is(roles: str, *places: PlaceName) -> Test:
    """Return a test for a form's role (several with blanks between) and the line's place (any where none is given)."""
    names, allowed = roles.split(), frozenset(places)
    return lambda form, line: form.role in names and (not allowed or line.place in allowed)


def _drop(_form: Form, _line: Line) -> None:
    return None


def _as(
    scope: CreditScope, role: CreditRole | None = None, *, lower: bool = False, note: str | None = None
) -> Outcome:
    def outcome(form: Form, _line: Line) -> Sense | None:
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


def _by_agency(form: Form, line: Line) -> bool:
    """A byline that cannot be a photographer's: the word "by" or an office stands in it."""
    return form.rule in ("B1", "B3") or (form.rule == "B2" and form.strength == "high")


def _closing(form: Form, line: Line) -> bool:
    """A form at the very end of a paragraph, with nothing but a stop behind it."""
    return not line.text[form.end :].strip(" .)]\xa0")


def _apart(form: Form, line: Line) -> bool:
    """A form that is a line, a bracket or the end of one: not words in the middle of a sentence."""
    before = line.text[: form.start].rstrip()
    return (
        form.whole
        or not before
        or before[-1] in '([.!?—–-_"”'
        or (_closing(form, line) and len(line.text) < 160)
    )


def _bare_rule(form: Form, line: Line) -> bool:
    return form.rule in ("L1", "S1") and form.role == "creditline"


TABLE: tuple[tuple[str, Test, Outcome], ...] = (
    # -- what no place can change ---------------------------------------------------------------------------------
    ("a version tag credits nobody", _is("version"), _drop),
    (
        "letters that imitate a name are flagged wherever they stand",
        lambda form, _: form.rule == "X1",
        _as("mention"),
    ),
    ("a place without an agency says where, not who", lambda form, _: form.rule == "D0", _drop),
    # A notice or a principle is printed below the text or among the furniture, and covers the text.
    ("a syndication notice covers the text, not the headline", _is("syndication"), _as("article")),
    (
        "the Trust Principles stand under Reuters copy only",
        lambda form, line: form.rule == "T2" and line.place not in ("title", "caption"),
        _as("article"),
    ),
    # -- pictures: before the text forms, since a caption's "(AFP)" looks like a credit of its paragraph -----------
    (
        "a byline directly under a caption starts the text below",
        lambda form, line: line.place == "under_caption" and _by_agency(form, line),
        _as("article"),
    ),
    (
        "a whole-line dateline under a caption starts the text below",
        lambda form, line: (
            line.place == "under_caption" and form.role == "dateline" and form.strength == "high"
        ),
        _as("article"),
    ),
    (
        "a notice under a caption keeps its sense",
        lambda form, line: (
            line.place == "under_caption" and form.role in ("shared", "trailer") and form.strength == "high"
        ),
        _as("part"),
    ),
    (
        "copyright, name or reporter by a picture is the picture's",
        lambda form, line: line.place in _PICTURES and form.role not in ("mention", "photo"),
        _as("image", "photo"),
    ),
    ("a picture credit by a picture", _is("photo", "caption", "under_caption"), _as("image")),
    ("a caption may name a source", _is("mention", "caption"), _as("mention")),
    # -- titles and furniture: only what cannot stand there by chance ---------------------------------------------
    (
        "copyright below the text counts even among furniture",
        lambda form, line: (
            line.place == "furniture" and form.role in ("copyright", "trailer") and form.strength != "low"
        ),
        _as("article", lower=True),
    ),
    (
        "a dateline alone on a line that was taken for a heading",
        lambda form, line: (
            line.place == "title"
            and form.role in ("dateline", "byline")
            and form.whole
            and form.strength == "high"
        ),
        _as("article"),
    ),
    ("a heading may name a source", _is("mention", "title"), _as("mention")),
    (
        "nothing else in headings, menus and links is a credit",
        lambda form, line: line.place in ("title", "furniture"),
        _drop,
    ),
    # -- the text's own credits -----------------------------------------------------------------------------------
    ("a dateline opens the text", _is("dateline", "lead", "head"), _as("article")),
    (
        "a dateline that stands alone below the text",
        lambda form, line: form.role == "dateline" and line.place == "tail" and form.whole,
        _as("article"),
    ),
    (
        "a dateline further down credits its own item at most",
        _is("dateline"),
        _set("part", "dateline", "low", "stands below the first paragraphs"),
    ),
    ("a byline below the text signs it", _is("byline", "tail"), _as("article", "creditline")),
    ("a byline above the text", _is("byline", "head"), _as("article")),
    (
        "a whole line that is a byline, in the text",
        lambda form, line: form.role == "byline" and form.whole and line.place in ("lead", "between"),
        _as("article", lower=not True),
    ),
    ("a byline inside a paragraph is prose", _is("byline"), _drop),
    (
        "a bare name or source line below the text credits it",
        lambda form, line: _bare_rule(form, line) and line.place == "tail",
        _as("article", note="stands below the text"),
    ),
    (
        "a source line above the text",
        lambda form, line: form.rule == "S1" and form.role == "creditline" and line.place == "head",
        _as("article"),
    ),
    (
        "a bare name above the text may also be a picture's",
        lambda form, line: _bare_rule(form, line) and line.place == "head",
        _as(
            "article", lower=True, note="a bare name above the text: read as its credit, could be a picture's"
        ),
    ),
    (
        "a bare name that is the last paragraph signs the text",
        lambda form, line: _bare_rule(form, line) and form.whole and line.place in _STORY and line.last,
        _as("article"),
    ),
    (
        "a bare name elsewhere",
        lambda form, line: _bare_rule(form, line),
        _set("part", "creditline", "low", "a bare name between paragraphs: read it by hand"),
    ),
    (
        "an agency in brackets at the very end credits the text",
        lambda form, line: form.rule == "L2" and line.last,
        _set("article", "creditline", "medium"),
    ),
    (
        "an agency in brackets at a paragraph's end credits that paragraph",
        lambda form, line: form.rule == "L2" and line.place in _STORY,
        _set("part", "creditline", "low", "in brackets at the end of one paragraph"),
    ),
    (
        "an agency in brackets on a line below the text",
        lambda form, line: form.rule == "L2" and line.place in _AROUND,
        _set("article", "creditline", "medium"),
    ),
    (
        "copyright of an agency around the text",
        lambda form, line: (
            form.role == "copyright"
            and (line.place in ("head", "tail", "between") or form.whole or line.place == "close")
        ),
        _as("article"),
    ),
    ("copyright inside a paragraph is prose", _is("copyright"), _drop),
    (
        "a roll of writers or editors",
        lambda form, line: (
            form.role == "trailer"
            and (line.place in ("head", "tail", "between", "close") or _apart(form, line))
        ),
        _as("article"),
    ),
    ("a roll inside a sentence is prose", _is("trailer"), _drop),
    (
        "initials at the very end sign the text",
        lambda form, line: form.role == "sign_off" and line.last and (form.whole or _closing(form, line)),
        _as("article"),
    ),
    (
        "initials with an agency around the text",
        lambda form, line: (
            form.rule in ("T6", "T4", "T5")
            and (line.place in ("head", "tail") or (line.place == "close" and _closing(form, line)))
        ),
        _as("article"),
    ),
    ("initials elsewhere are words", _is("sign_off"), _drop),
    (
        "a shared credit on its own",
        lambda form, line: (
            form.role == "shared" and (line.place in ("head", "tail", "between") or _apart(form, line))
        ),
        _as("part"),
    ),
    (
        "a shared credit in a sentence is a source",
        lambda form, line: form.role == "shared" and bool(form.agencies),
        _set("mention", "mention", "low"),
    ),
    # -- pictures and sources in the text -------------------------------------------------------------------------
    ("a picture credit among the credits", _is("photo", "head", "tail", "between"), _as("image")),
    (
        "a picture credit that a paragraph ends with or consists of",
        lambda form, line: (
            form.role == "photo" and (form.whole or (form.strength == "high" and _closing(form, line)))
        ),
        _as("image", lower=True),
    ),
    ("a slash between names is not a credit in prose", _is("photo"), _drop),
    (
        "a source in the text",
        _is("mention", "lead", "body", "close", "tail", "between", "head"),
        _as("mention"),
    ),
)
"""(what the row says, test, outcome), in order. Pictures come before texts because mistaking a picture credit for a
text credit is the commonest error of all (domain §1.2); mentions come last, since they are what remains."""
