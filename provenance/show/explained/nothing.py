"""Why nothing was found: what was searched, what came nearest, what ruled it out, and the one thing that would help."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from provenance.explanation import Explanation, Nearest, Search
from provenance.show.explained.line import line_of_time
from provenance.show.explained.model import Passage, Row, Step
from provenance.show.explained.weights import probability
from provenance.show.view._times import in_words, lag, span
from provenance.show.view._words import badge, count, tongue

BEFORE = "Released before the article?"
INSIDE = "Released inside the window?"
ENOUGH = "Probable enough?"


def answer(search: Search, why: str) -> tuple[str, str]:
    """Return the first line: whether anything was searched comes before what was found."""
    if not search.empty:
        return ("Searched, and not found." if search.known else "Nothing found."), why
    at_hand = search.at_hand.documents
    hand = (
        "1 dispatch is at hand, and it did not come"
        if at_hand == 1
        else f"{at_hand:,} dispatches are at hand, and none came"
    )
    when = f"in the {search.window:g} hours before publication" if search.window else "before the article"
    reason = f"{hand} out {when}" if at_hand else "None was given"
    peers = search.searched.peers
    others = (
        f"; {count(peers, 'other article')} were compared, and none came near enough" if peers > 1 else ""
    )
    return (
        "No dispatch was searched.",
        f"{reason}{others}. “No source found” says nothing about dispatches here.",
    )


def steps(explanation: Explanation, passages: Sequence[Passage]) -> Iterator[Step]:
    """Yield the four steps that only "nothing found" has."""
    search = explanation.search
    if search is None:
        return
    yield _searched(explanation, search)
    yield _nearest(explanation, search, passages)
    yield Step("RULED OUT", "What ruled it out?", rows=tuple(_ruled_out(explanation, search)))
    yield suggestion(explanation, search)


def _searched(explanation: Explanation, search: Search) -> Step:
    """Return what was searched: dispatches and other articles are two things."""
    at_hand, searched = search.at_hand.documents, search.searched.documents
    if not at_hand:
        dispatches = "None was given."
    elif not search.known:
        dispatches = f"{at_hand:,} at hand; how many of them were searched is not kept in this result."
    else:
        when = span(search.at_hand.start, search.at_hand.end)
        dispatches = f"{searched:,} of {at_hand:,} at hand were searched{f' (those at hand are of {when})' if when else ''}."
    rows = [Row("Dispatches", dispatches)]
    if at_hand:
        rows.append(Row("Window", _window(search)))
    peers = search.searched.peers
    rows.append(Row("Other articles", f"{peers:,} compared." if peers else "None compared."))
    note = f"{searched:,} of {count(at_hand, 'dispatch', 'dispatches')}" if search.known and at_hand else ""
    line = line_of_time(explanation, search)
    return Step("SEARCHED", "What was searched?", note, rows=tuple(rows), line=line)


def _window(search: Search) -> str:
    if not search.dated:
        return "The article states no time, so every dispatch was searched."
    return (
        f"{search.window:g} hours before publication."
        if search.window
        else "None: dispatches of any time before."
    )


def _nearer(explanation: Explanation, search: Search) -> Nearest | None:
    """Return the nearest passage of all at hand where it is nearer than what the search itself kept."""
    kept = max((item.evidence.score for item in explanation.candidates), default=-1.0)
    return search.nearest if search.nearest is not None and search.nearest.score > kept else None


def _nearest(explanation: Explanation, search: Search, passages: Sequence[Passage]) -> Step:
    """Return the nearest passage of all at hand where it was looked for, else what the search kept."""
    near = _nearer(explanation, search)
    title, note = "What came nearest?", "Kept from the search"
    if near is None:
        if search.looked and not passages:
            lead = "No dispatch at hand, of any time, has a rare word of it."
        else:
            lead = "" if passages else "No passage came near."
        return Step("NEAREST", title, note if passages else "", lead=lead, passages=tuple(passages[:3]))
    amount, side = lag(near.published, explanation.document.published)
    when = " · ".join(
        filter(None, [in_words(near.published) or "no time stated", f"{amount} {side}".strip()])
    )
    found = Passage(
        score=probability(near.score),
        agency=near.agency or near.doc,
        badge=badge(near.agency) if near.agency else "other",
        when=f"dispatch · {when}",
        why=f"{near.same} of {count(explanation.finding.words, 'word')} in the same order",
        pieces=((" ".join(near.passage.split()), False),),
        lang=tongue(near.passage),
        note=""
        if near.obstacle == "probability"
        else f"{probability(near.score)} is what it would get if time did not rule it out.",
    )
    others = [item for item in passages if tuple(text for text, _ in item.pieces) != (near.passage,)]
    return Step(
        "NEAREST",
        title,
        "Of all dispatches at hand, looked at for this page only",
        passages=(found, *others[:2]),
    )


def _ruled_out(explanation: Explanation, search: Search) -> Iterator[Row]:
    near = _nearer(explanation, search)
    if near is None:
        yield _kept_out(explanation)
    elif near.obstacle == "later":
        yield Row(BEFORE, "it came out after the article, so it cannot be its source", "No", "won")
        yield Row("Not asked any more", "the window · its probability", look="off")
    else:
        yield from _in_time(near, search, explanation.edges.needed)


def _kept_out(explanation: Explanation) -> Row:
    """Return why the best passage that the search kept is no source."""
    best = max((item.evidence.score for item in explanation.candidates), default=None)
    needed = explanation.edges.needed
    if best is None:
        return Row("", "There was nothing to rule out.")
    if explanation.finding.segment.kind == "caption":
        return Row(
            ENOUGH, f"it is at {probability(best)}, and a caption needs nearly the same words", "No", "won"
        )
    if best < needed:
        return Row(ENOUGH, _weak(best, needed), "No", "won")
    return Row(
        "May it count?",
        f"it is at {probability(best)}; the rules below say why that is not enough",
        "No",
        "won",
    )


def _in_time(near: Nearest, search: Search, needed: float) -> Iterator[Row]:
    """Yield what ruled out a passage that may be older than the article: the window, its probability, or both."""
    weak = near.score < needed
    if near.hours is None:
        yield Row(BEFORE, "a time is not stated, so it was not ruled out by it", "Perhaps")
    else:
        yield Row(BEFORE, "", "Yes")
    if near.obstacle == "window" and near.hours is not None:
        old = f"{search.window:g} hours are searched, this is {near.hours:,.0f} hours old; it was never compared"
        yield Row(INSIDE, old, "No", "won")
        would = f"{_weak(near.score, needed)}, so a wider window would not help"
        yield Row(ENOUGH, would if weak else f"it would be at {probability(near.score)}; {needed:.2f} is needed", "No" if weak else "Yes")  # fmt: skip
        return
    yield Row(INSIDE, "", "Yes")
    why = (
        _weak(near.score, needed)
        if weak
        else "too little of it shows that one text rests on the other, so it may not count"
    )
    yield Row(ENOUGH, why, "No", "won")


def _weak(score: float, needed: float) -> str:
    return f"it is at {probability(score)}; {needed:.2f} is needed"


def suggestion(explanation: Explanation, search: Search) -> Step:
    """Return the one thing that would help most, with the command and its effect."""
    title, command = "What would help?", ""
    wider, at_hand = search.wider, search.at_hand.documents
    if wider is not None and wider.gained:
        this = (
            "This sentence would then match a dispatch"
            if wider.this_one
            else "This sentence would stay as it is"
        )
        lead = (
            f"Search without a window. {this}; {wider.gained} of {count(wider.of, 'sentence')} would match."
        )
        command = "provenance annotate ARTICLES --archive wires/ --window all"
    elif not at_hand:
        lead = "Give dispatches to search. Until then an article is compared with other articles only."
        command = "provenance annotate ARTICLES --archive wires/"
    elif search.empty:
        lead = "Add dispatches of the days before the article. None of them is at hand."
        command = "provenance archive add FEED --into wires/"
    elif not search.looked:
        lead = "Give the archive to this command: it looks for the nearest dispatch of any time."
        command = f"provenance explain RESULT {shlex.quote(explanation.document.id)} {explanation.number} --archive wires/"
    else:
        lead = "Add dispatches: those at hand do not hold it."
        command = "provenance archive add FEED --into wires/"
    return Step("TRY", title, lead=lead, command=command)
