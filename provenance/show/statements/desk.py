"""What is said on the editor's list: what to look at, in neutral words, and when it is true."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from provenance.show.statements.wording import Statement, about

LABELS = {
    "withdrawn": "Withdrawn dispatch",
    "corrected": "Corrected dispatch",
    "embargo": "Before the embargo",
    "exclusive": "Given to one agency",
    "uncredited": "Not credited",
    "quote": "Quotation differs",
    "number": "Number differs",
    "lookalike": "Look-alike credit",
    "name": "Name differs",
    "unmatched": "Credit without a match",
    "maybe": "Possible source",
    "unchecked": "Credit not checked",
}
"""What can stand on the list, in the order of the legend."""


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What is known of one entry.

    ``sentences`` of the ``body`` sentences are concerned, which match, or may rest on, ``partners``; ``page`` tells how the agency stands
    on the page: ``absent``, ``named``, ``letters`` (its letters stand there, perhaps by chance) or ``""``. ``searched`` counts dispatches of
    the agency; ``text`` is a credit line, what was found out about the dispatch, or the first change in words.
    """

    kind: str
    agency: str = ""
    sentences: int = 0
    body: int = 0
    page: str = ""
    partners: str = "dispatches"
    searched: int = 0
    text: str = ""

    @property
    def where(self) -> str:
        """Return what the sentences match: a page that credits an agency is never called a dispatch."""
        if not self.agency:
            return self.partners
        pages = f"pages credited to {self.agency}"
        return {"dispatches": f"dispatches of {self.agency}", "credited pages": pages}.get(
            self.partners, f"dispatches of {self.agency} or {pages}"
        )


@dataclass(frozen=True, slots=True)
class ListFacts:
    """What is known of a whole list.

    ``entries`` stand in ``flagged`` of ``articles`` articles, ``new`` of them for the first time; ``earlier`` articles came out before
    ``since`` (in words, ``""`` for no limit, ``future`` where it is still to come and no article is of then); ``undated`` state no time, ``apart`` of them with entries. ``dispatches`` were at hand; ``maybe`` body sentences need a look.
    """

    articles: int = 0
    flagged: int = 0
    entries: int = 0
    new: int = 0
    known: bool = False
    since: str = ""
    earlier: int = 0
    undated: int = 0
    dispatches: int = 0
    repeated: int = 0
    maybe: int = 0
    apart: int = 0
    future: bool = False


_item = about(ItemFacts)
_list = about(ListFacts)


def _is(*kinds: str) -> Callable[[ItemFacts], bool]:
    return lambda f: f.kind in kinds


def _page(page: str) -> Callable[[ItemFacts], bool]:
    return lambda f: f.kind == "uncredited" and bool(f.agency) and f.page == page


ITEMS: tuple[Statement[Any], ...] = (
    _item("item: told", "{text}", _is("withdrawn", "corrected", "embargo")),
    _item(
        "item: exclusive",
        "{sentences:# sentence has words|# sentences have words} that {agency} says were given to it alone; {agency} is not "
        "named on this page.",
        _is("exclusive"),
    ),
    _item(
        "item: absent",
        "{sentences} of {body:# body sentence|# body sentences} {sentences:matches|match} {where}; {agency} is "
        "not named on this page.",
        _page("absent"),
    ),
    _item(
        "item: named",
        "{sentences} of {body:# body sentence|# body sentences} {sentences:matches|match} {where}; {agency} is "
        "named on this page, but not credited for its text.",
        _page("named"),
    ),
    _item(
        "item: letters",
        "{sentences} of {body:# body sentence|# body sentences} {sentences:matches|match} {where}; {agency} is "
        "not credited for the text of this page.",
        _page("letters"),
    ),
    _item(
        "item: several",
        "{sentences} of {body:# body sentence|# body sentences} {sentences:matches|match} {where} with no agency to "
        "name; the page credits none.",
        lambda f: f.kind == "uncredited" and not f.agency,
    ),
    _item(
        "item: quote",
        "In {sentences:# sentence|# sentences} the quoted words differ from those of the source.",
        _is("quote"),
    ),
    _item(
        "item: number",
        "In {sentences:# sentence|# sentences} a number differs from that of the source.",
        _is("number"),
    ),
    _item(
        "item: name",
        "In {sentences:# sentence|# sentences} a name differs from that of the source.",
        _is("name"),
    ),
    _item(
        "item: lookalike",
        "“{text}” has letters that imitate an agency’s name; it is not counted as a credit.",
        _is("lookalike"),
    ),
    _item(
        "item: unmatched",
        "“{text}” credits {agency}; {searched:the one dispatch of {agency} that could be searched does not match|none of the # dispatches of "
        "{agency} that could be searched matches}.",
        _is("unmatched"),
    ),
    _item(
        "item: unchecked",
        "“{text}” credits {agency}; no dispatch of {agency} was searched, so it was not checked.",
        _is("unchecked"),
    ),
    _item(
        "item: maybe",
        "{sentences} of {body:# body sentence|# body sentences} {sentences:needs|need} a look: {sentences:it|they} may rest on {where}.",
        _is("maybe"),
    ),
    _item("item: change", "{text}", lambda f: f.kind in ("quote", "number", "name") and bool(f.text)),
)
"""One entry: what was found, as a fact about two texts, never about what anybody did or meant."""

LIST: tuple[Statement[Any], ...] = (
    _list(
        "list: some",
        "{flagged:# article has|# articles have} something to look at.",
        lambda f: f.flagged > 0,
    ),
    _list("list: none", "Nothing to look at was found.", lambda f: f.articles > 0 and not f.flagged),
    _list("list: earlier", "No article is of {since} or later.", lambda f: not f.articles and f.earlier > 0),
    _list("list: empty", "No article was read.", lambda f: not f.articles and not f.earlier),
    _list(
        "list.rest: new",
        "{new:# entry is|# entries are} new since the day before.",
        lambda f: f.known and f.new > 0,
    ),
    _list(
        "list.rest: known",
        "Nothing is new since the day before.",
        lambda f: f.known and not f.new and f.entries > 0,
    ),
    _list(
        "list.rest: searched",
        "{articles:# article was|# articles were} looked at; {dispatches:# dispatch was|# dispatches were} at hand.",
        lambda f: f.articles > 0 and f.dispatches > 0,
    ),
    _list(
        "list.rest: bare",
        "{articles:# article was|# articles were} looked at; no dispatch was at hand, so only the pages themselves speak.",
        lambda f: f.articles > 0 and not f.dispatches,
    ),
    _list("list.rest: maybe", "{maybe:# sentence needs|# sentences need} a look.", lambda f: f.maybe > 0),
    _list("list.rest: future", "{since} lies in the future.", lambda f: f.future),
    _list(
        "list.rest: earlier",
        "{earlier:# article|# articles} of before {since} {earlier:is|are} left out.",
        lambda f: f.earlier > 0,
    ),
    _list(
        "list.rest: undated",
        "{undated:# article states|# articles state} no time, so nobody can tell whether {undated:it is|they are} of before.",
        lambda f: bool(f.since) and f.undated > 0,
    ),
    _list(
        "list.rest: apart",
        "{apart} of these {apart:stands|stand} apart at the end of the list.",
        lambda f: f.apart > 0,
    ),
    _list(
        "list.rest: repeated",
        "{repeated:# article was|# articles were} given more than once and {repeated:is|are} counted once.",
        lambda f: f.repeated > 0,
    ),
    _list(
        "list.limits: searched",
        "Only dispatches that were at hand can be named; a text that stands in none of them is not on this list.",
        lambda f: f.articles > 0,
    ),
    _list(
        "list.limits: licence",
        "Whether an outlet holds a licence, or was told by telephone, cannot be known from text. A match says where words also "
        "stand, not that their use was improper.",
        lambda f: f.articles > 0,
    ),
)
"""The head and the foot of the list."""

STATEMENTS: tuple[Statement[Any], ...] = (*ITEMS, *LIST)
