"""An explanation in words: the reader's question as title, the answer as the first line, then five steps.

Where nothing was found, what was searched stands first: "no dispatch searched" and "nothing found" are two answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from provenance.contract import kind_of
from provenance.explanation import LINE_NAMES, Asked, Candidate, Explanation
from provenance.show.explained import nothing
from provenance.show.explained.model import Passage, Row, Ruler, Step, Told
from provenance.show.explained.weights import probability, weights
from provenance.show.view._times import in_words, lag
from provenance.show.view._words import badge, count, tongue

LOUD = 5
"""Passages that are shown; the rest are counted."""
ROLES = {"wire": "dispatch", "reprint": "page that credits it", "article": "another article"}


def tell(explanation: Explanation) -> Told:
    """Return an explanation in words."""
    document, verdict = explanation.document, explanation.finding.verdict
    kind = kind_of(verdict)
    bold, rest = _answer(explanation)
    when = in_words(document.published) or "date not stated"
    tag = " ".join(filter(None, [kind.tag, verdict.agency])) if kind.edge and verdict.origin else ""
    return Told(
        title=_title(explanation),
        outlet=document.outlet or document.id,
        where=f"{when}, sentence {explanation.number} of {explanation.total}",
        kind=kind,
        tag=tag,
        sentence=" ".join(explanation.sentence.split()),
        bold=bold,
        rest=rest,
        number=_number(explanation),
        ruler=_ruler(explanation),
        steps=tuple(_steps(explanation)),
        lang=explanation.language,
    )


def _title(explanation: Explanation) -> str:
    verdict = explanation.finding.verdict
    asks = {
        "no_origin": "Why is this not judged?",
        "nothing": "Why was nothing found?",
        "background": "Why is this called background that everybody prints?",
        "common": "Why is no agency named here?",
        "joint": "Why is this called a joint statement?",
        "credit": f"Why is this credited to {verdict.agency or 'agencies'}, and not checked?",
    }
    if verdict.rule in asks:
        return asks[verdict.rule]
    return (
        "Why does this need a look?"
        if kind_of(verdict).key == "r"
        else f"Why is this called {explanation.answer}?"
    )


def _answer(explanation: Explanation) -> tuple[str, str]:
    """Return the answer in words, and why."""
    verdict, search = explanation.finding.verdict, explanation.search
    if search is not None:
        return nothing.answer(search, verdict.why)
    said = explanation.answer[:1].upper() + explanation.answer[1:]
    if kind_of(verdict).key == "r":
        said = f"Needs a look: perhaps {explanation.answer}"
    elif verdict.certainty and verdict.rule not in ("credit", "background", "own"):
        said += f", {verdict.certainty}"
    return f"{said}.", verdict.why


def _number(explanation: Explanation) -> str:
    """Return the probability as it may be said beside the answer; none where nothing was compared or nothing judged."""
    verdict, search = explanation.finding.verdict, explanation.search
    if verdict.confidence is None or (search is not None and search.empty):
        return ""
    said = probability(verdict.confidence)
    if verdict.rule == "credit":
        return f"{said}: what such a credit is taken to be worth, set beforehand"
    return (
        f"probability {said} that nothing of what was searched is its source" if search is not None else said
    )


def _ruler(explanation: Explanation) -> Ruler | None:
    """Return the ruler for an answer that rests on a passage that has to reach a threshold."""
    score, edges = explanation.finding.verdict.confidence, explanation.edges
    if score is None or explanation.finding.verdict.rule not in (
        "match",
        "common",
        "joint",
        "reprint",
        "shared",
        "caption",
    ):
        return None
    borders = [
        0.0,
        edges.needed,
        *(edge for edge in (edges.likely, edges.matched) if edge > edges.needed),
        1.0,
    ]
    names = ["not counted", *_words_of(edges.needed, edges.likely, edges.matched)]
    bands = tuple(zip(borders, borders[1:], names, strict=False))
    where = ", ".join(f"from {low:.2f} as {name}" for low, _, name in bands[1:])
    return Ruler(bands, score, probability(score), f"Probability {probability(score)}. It counts {where}.")


def _words_of(needed: float, likely: float, matched: float) -> list[str]:
    return (
        ["matched"]
        if needed >= matched
        else ["likely", "matched"]
        if needed >= likely
        else ["possible", "likely", "matched"]
    )


def _steps(explanation: Explanation) -> Iterator[Step]:
    kind, credits, rules = _kind(explanation), _credits(explanation), _rules(explanation)
    if explanation.search is not None:
        yield from nothing.steps(
            explanation, [_passage(explanation, i) for i in range(len(explanation.candidates))]
        )
        yield from (kind, credits, rules)
    else:
        yield from (kind, credits, _sources(explanation), rules)
    yield Step("CHANGES", "What would change it?", rows=tuple(Row("", text) for text in explanation.changes))


def _kind(explanation: Explanation) -> Step:
    segment = explanation.finding.segment
    name = LINE_NAMES.get(segment.kind, segment.kind)
    name = name[2:] if name.startswith("a ") else name
    return Step(
        "KIND",
        "What kind of line is it?",
        note=name[:1].upper() + name[1:],
        rows=tuple(_readings(explanation)) or (Row(name.capitalize(), "This result does not say why."),),
    )


def _readings(explanation: Explanation) -> Iterator[Row]:
    """Yield what decided, what fits as well and is trusted less, what its words say, and its shape."""
    decided = explanation.finding.segment.kind
    for reading in explanation.readings:
        name = LINE_NAMES.get(reading.kind or "", "").removeprefix("a ").capitalize()
        if reading.decides:
            yield Row(LINE_NAMES.get(decided, decided).removeprefix("a ").capitalize(), reading.sentence, "yes", "won",
                      f"rule: {reading.name}")  # fmt: skip
        elif reading.kind is not None:
            why = "says the same" if reading.kind == decided else "fits too, and is trusted less"
            yield Row(name, reading.sentence, why, aside=f"rule: {reading.name}")
        elif reading.name == "no_form":
            yield Row("Credit", reading.sentence, "no")
        else:
            yield (
                Row("Shape", _shape(explanation, reading.sentence))
                if reading.name == "shape"
                else Row("Its words", reading.sentence)
            )


def _shape(explanation: Explanation, sentence: str) -> str:
    """Return how a line ends, with its words as they are counted everywhere else."""
    return f"It has {count(explanation.finding.words, 'word')} and{sentence.partition(' and')[2]}"


def _credits(explanation: Explanation) -> Step:
    """Return the credits, those in force first; mentions are one row, for none of them credits anything."""
    steps = explanation.credits
    rows = []
    for step in steps:
        if step.credit.scope != "mention":
            reading = f"{step.reading[:1].upper()}{step.reading[1:]}. " if step.reading else ""
            look, state = ("won", "in force") if step.in_force else ("plain", "not here")
            rows.append(Row(_quoted(step.credit.text), reading + step.because, state, look, quote=True))  # type: ignore[arg-type]
    named = list(dict.fromkeys(_quoted(step.credit.text) for step in steps if step.credit.scope == "mention"))
    if named:
        more = f" and {len(named) - 4} more" if len(named) > 4 else ""
        said = ", ".join(f"“{text}”" for text in named[:4]) + more
        rows.append(
            Row("Named in the text", f"{said}: a source of facts is named, nothing is credited.", "not here")
        )
    force, text = (
        sum(step.in_force for step in steps),
        [step for step in steps if step.credit.scope != "mention"],
    )
    note = f"{force} of {len(text)}" if text else "none is declared"
    return Step(
        "CREDITS",
        "Which credits are in force?",
        note,
        rows=tuple(rows) or (Row("", "The page declares none."),),
    )


def _quoted(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else words[:59].rstrip() + "…"


def _sources(explanation: Explanation) -> Step:
    found = explanation.candidates
    shown = [_passage(explanation, number) for number in range(min(len(found), LOUD))]
    rows = [Row("", f"{count(len(found) - LOUD, 'weaker passage')} not shown.")] if len(found) > LOUD else []
    if not found:
        judged = explanation.finding.verdict.origin is not None
        rows = [
            Row("", "No passage came near." if judged else "A line of this kind is compared with nothing.")
        ]
    note = f"{count(len(found), 'passage')} kept" if found else ""
    return Step("SOURCES", "Where may it come from?", note, rows=tuple(rows), passages=tuple(shown))


def _passage(explanation: Explanation, number: int) -> Passage:
    item = explanation.candidates[number]
    evidence, finding = item.evidence, explanation.finding
    amount, side = lag(evidence.published, explanation.document.published)
    when = in_words(evidence.published) or "no time stated"
    rests = number == finding.rests
    return Passage(
        score=probability(evidence.score),
        agency=item.name,
        badge=badge(evidence.agency) if evidence.agency else "other",
        when=" · ".join(filter(None, [ROLES[evidence.role], when, f"{amount} {side}".strip()])),
        why=f"{item.same} of {count(finding.words, 'word')} in the same order",
        mark="the answer rests on it" if rests else "",
        pieces=_short(item),
        note=item.note if rests or not item.weights else "",
        weights=weights(item.weights) if item.weights else None,
        lang=tongue("".join(text for text, _ in item.passage)),
    )


def _short(item: Candidate, most: int = 400) -> tuple[tuple[str, bool], ...]:
    """Return the words of a passage, cut where it is long."""
    pieces: list[tuple[str, bool]] = []
    left = most
    for text, held in item.passage:
        if left <= 0:
            return (*pieces, (" …", False))
        pieces.append((text[:left], held))
        left -= len(text)
    return tuple(pieces)


def _rules(explanation: Explanation) -> Step:
    rows = [
        Row(item.question, _yes(explanation, item), "Yes", "won")
        if item.outcome == "answered"
        else Row(item.question, item.because, "No")
        for item in explanation.rules
        if item.outcome != "not asked"
    ]
    rest = [item.short for item in explanation.rules if item.outcome == "not asked"]
    if rest:
        rows.append(Row("Not asked any more", " · ".join(rest), look="off"))
    return Step(
        "RULES", "What was asked, in order?", "The first rule that answers decides", rows=tuple(_alike(rows))
    )


def _yes(explanation: Explanation, item: Asked) -> str:
    kind = explanation.finding.segment.kind
    if item.rule == "no_origin":
        return f"it is {LINE_NAMES.get(kind, kind)}."
    rests = explanation.finding.rests
    if rests is None or item.rule not in ("match", "common", "joint", "reprint", "shared"):
        return item.because
    found, needed = explanation.candidates[rests], explanation.edges.needed
    score = max(found.evidence.score, explanation.finding.verdict.confidence or 0.0)
    return f"{found.name}, {probability(score)}; {needed:.2f} is enough. {item.because}"


def _alike(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield rules one by one, and neighbours that failed for one and the same reason as one."""
    for reason, group in groupby(rows, key=lambda row: (row.state, row.text)):
        same = list(group)
        if reason[0] == "No" and len(same) > 1 and "no dispatch was searched" in reason[1]:
            yield Row(" ".join(row.head for row in same), same[0].text, "No")
        else:
            yield from same
