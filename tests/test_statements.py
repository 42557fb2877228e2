"""Every statement is printed when it is true and not when it is false: one case of each, from annotations made by hand."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from rich.console import Console

import provenance.show.statements as table
from provenance.config import Config
from provenance.records import (
    Annotation,
    Coverage,
    Credit,
    Document,
    Evidence,
    Finding,
    Note,
    Part,
    Review,
    Run,
    Segment,
    Source,
    Verdict,
)
from provenance.show.html import render_report
from provenance.show.notebook import mimebundle
from provenance.show.statements import STATEMENTS, say
from provenance.show.statements.desk import ItemFacts, ListFacts
from provenance.show.statements.facts import GroupFacts
from provenance.show.statements.study import MethodFacts
from provenance.show.statements.wording import fill, per_cent, share
from provenance.show.terminal import print_article as show_article
from provenance.show.terminal import totals
from provenance.show.view import Sharing, article_view, compare_view, corpus_view, groups_view, review_view
from provenance.show.view.steps import at

WORDS = "The mayor of Elmsgate opened bridge number {n} on Friday."
DISPATCH = "The mayor of Elmsgate opened a bridge on Friday, officials said. Nobody came to see it."
KIND = {
    "w": Verdict("wire", "AFP", "verbatim", ("match",), "matched", 0.95, "match", "It stands in AFP dispatch d1."),
    "e": Verdict("wire", "AFP", "light", ("match",), "likely", 0.8, "match", "It stands in AFP dispatch d1."),
    "r": Verdict("wire", "AFP", "light", ("match",), "possible", 0.5, "match", "It stands in AFP dispatch d1."),
    "c": Verdict("wire", "AFP", None, ("credit",), "likely", 0.8, "credit", "Credited."),
    "s": Verdict("shared", None, "light", (), "likely", 0.8, "shared", "The same narration stands in p1."),
    "q": Verdict("quote", None, None, (), "likely", 0.8, "speech_elsewhere", "The quoted words stand in d1."),
    "n": Verdict("original", None, None, (), "matched", 1.0, "nothing", "No source found in the 99 items searched."),
    "b": Verdict("original", None, None, (), "likely", 0.8, "background", "A stock background phrase."),
    "p": Verdict("wire", "AFP", "verbatim", ("reprint",), "likely", 0.8, "reprint", "It stands in a page."),
    "u": Verdict("wire", None, "light", ("match",), "likely", 0.8, "match", "It stands in a dispatch d1."),
    "m": Verdict("wire", None, "light", ("match",), "likely", 0.8, "common", "Two agencies have it."),
    "j": Verdict("wire", None, "light", ("match",), "likely", 0.8, "joint", "Two agencies carry it."),
    "o": Verdict("original", None, None, (), "matched", 0.9, "own", "It speaks of the outlet itself."),
    "z": Verdict("shared", None, "light", (), "possible", 0.5, "shared", "The same narration stands in p1."),
}  # fmt: skip
"""A verdict by letter: s shared, p a credited page, u no agency stated, m several agencies, z possibly shared,
j a joint statement, o the outlet's own work."""
SEARCHED = Coverage(5, 50, {"AFP": 3, "Reuters": 2}, "2032-03-10T08:00:00Z", "2032-03-12T08:00:00Z")
AT_HAND = Coverage(8, 80, {"AFP": 5, "Reuters": 3}, "2032-03-01", "2032-03-12")
NONE = Coverage()
D1 = Source("d1", DISPATCH, "wire", "AFP", title="Bridge opens", published="2032-03-12T08:00:00Z")
P1 = Source("p1", DISPATCH, "article", None, outlet="The Other Post", published="2032-03-12T09:00:00Z")


def made(
    letters: str,
    *,
    credits: tuple[Credit, ...] = (),
    line: str = "",
    verdict: str = "partly",
    archive: Coverage = AT_HAND,
    searched: Coverage = SEARCHED,
    published: str | None = "2032-03-13T05:00:00Z",
    sources: tuple[Source, ...] = (D1, P1),
    settings: dict[str, object] | None = None,
    change: Callable[[Finding], Finding] = lambda finding: finding,
    notes: tuple[Note, ...] = (),
    name: str = "a",
) -> Annotation:
    """Return an article of one body sentence a letter, decided by hand; ``line`` is a line of the page without a claim."""
    text, findings = (f"{line}\n\n" if line else ""), []
    if line:
        findings.append(Finding(Segment(0, len(line), "furniture"), Verdict(None)))
    for number, letter in enumerate(letters):
        start = len(text)
        text += WORDS.format(n=number) + "\n\n"
        findings.append(change(_finding(letter, start, len(text) - 2)))
    config = Config().with_settings(settings or {})
    run = Run("0", config.to_dict(), config.sha256)
    document = Document(name, text.rstrip(), title="A bridge", outlet="The Post", published=published)
    known = {source.id: source for source in sources}
    return Annotation(
        document, verdict, credits, tuple(findings), archive, run, known, searched, notes  # type: ignore[arg-type]
    )  # fmt: skip


def _finding(letter: str, start: int, end: int) -> Finding:
    verdict = KIND[letter]
    if letter in "cn":
        return Finding(Segment(start, end, "body"), verdict, words=10)
    role, doc, agency = "wire", "d1", verdict.agency
    if letter in "szp":
        role, doc = ("reprint" if letter == "p" else "article"), "p1"
    parts = (Part(start, start + 22, "verbatim"), Part(start + 22, end, "new"))
    blocks = ((start, start + 21, 0, 21),)
    evidence = Evidence(
        doc, agency, role, "2032-03-12T08:00:00Z", 0, 64, 0.9, "light", blocks, parts=parts  # type: ignore[arg-type]
    )  # fmt: skip
    whole = verdict.edit == "verbatim"
    kept = (Part(start, end, "verbatim"),) if whole else parts
    rests = None if letter == "b" else 0
    return Finding(Segment(start, end, "body"), verdict, (), (evidence,), kept, rests=rests, words=10)


def credit(*agencies: str, scope: str = "article", role: str = "byline", text: str = "By the desk") -> Credit:
    return Credit(0, 0, text, role, agencies, scope, "high", "B1")  # type: ignore[arg-type]


def status(letters: str, value: str) -> Annotation:
    return made(letters, sources=(replace(D1, status=value), P1))


def near(finding: Finding) -> Finding:
    """Give a sentence for which nothing was found a passage that came near."""
    start, end = finding.segment.start, finding.segment.end
    item = Evidence("d1", "AFP", "wire", None, 0, 64, 0.3, "heavy", ((start, end - 30, 0, 20),))
    return replace(finding, evidence=(item,))


def undated(finding: Finding) -> Finding:
    return replace(finding, evidence=tuple(replace(item, published=None) for item in finding.evidence))


def _whole(finding: Finding) -> Finding:
    """Let a sentence stand word for word in its passage."""
    (item,) = finding.evidence
    start, end = finding.segment.start, finding.segment.end
    same = replace(item, end=end - start, blocks=((start, end, 0, end - start),), parts=finding.parts)
    return replace(finding, evidence=(same,))


def _second(finding: Finding) -> Finding:
    """Let the first sentence stand in the second one of its source, the second in the first."""
    (item,) = finding.evidence
    place = (66, len(DISPATCH)) if finding.segment.start == 0 else (0, 64)
    return replace(finding, evidence=(replace(item, start=place[0], end=place[1]),))


AFP = (credit("AFP"),)
REUTERS = (credit("Reuters"),)
BARE = {"archive": NONE, "searched": NONE}
PEERS = {"archive": NONE, "searched": Coverage(peers=4)}
SHUT = {"searched": Coverage(outside_window=8)}
OLD = {"searched": NONE}
MANY = "w" * 15 + "n" * 10


@dataclass(frozen=True)
class Case:
    """When a statement is printed, what it says then, and when it is not printed."""

    yes: Annotation | list[Annotation]
    text: str
    no: Annotation | list[Annotation]


LICENCE = "Whether the outlet holds a licence cannot be known from text."
CASES: dict[str, Case] = {
    "verdict: empty": Case(made(""), "No body sentence was found in this text", made("n")),
    "verdict: credited": Case(made("ccn"), "2 of 3 sentences are credited to AFP, not checked", made("cw")),
    "verdict: matched": Case(made("wen"), "2 of 3 sentences match dispatches", made("nr")),
    "verdict: none": Case(made("nn"), "0 of 2 sentences match dispatches", made("nn", **SHUT)),
    "verdict: shared": Case(
        made("sn", **PEERS),
        "1 of 2 sentences shares words with another outlet, their source not seen",
        made("sn"),
    ),
    "verdict: unsearched": Case(
        made("nn", **SHUT), "No dispatch was searched for these 2 sentences", made("nn")
    ),
    "verdict.more: maybe": Case(made("wrr"), "; 2 more need a look", made("w")),
    "verdict.rest: credited": Case(made("wc"), "1 is credited to AFP, not checked", made("cc")),
    "verdict.rest: shared": Case(
        made("ws"), "1 shares words with another outlet, their source not seen", made("s", **PEERS)
    ),
    "verdict.rest: nothing": Case(made("wnn"), "2 have no source in what was searched", made("nn", **PEERS)),
    "verdict.rest: alone": Case(made("snn", **PEERS), "2 stand in no other article", made("nn", **BARE)),
    "verdict.rest: unsearched": Case(made("nn", **BARE), "for 2 no source could be looked for", made("nn")),
    "verdict.rest: quotes": Case(made("wqq"), "2 are public quotes", made("w")),
    "brief: share": Case(made(MANY), "60\u202f% match dispatches", made("wn")),
    "brief.n: share": Case(made(MANY), " (15 of 25)", made("wn")),
    "reach: searched": Case(made("n"), "5 dispatches were searched", made("n", **SHUT)),
    "reach: window": Case(
        made("n", searched=replace(SEARCHED, outside_window=3)),
        "5 dispatches were searched, 3 more lie outside its time window",
        made("n"),
    ),
    "reach: shut": Case(
        made("n", **SHUT),
        "all 8 dispatches at hand lie outside its time window, so none was searched",
        made("n"),
    ),
    "reach: bare": Case(made("n", **PEERS), "no archive of dispatches was searched", made("n", **SHUT)),
    "reach: unrecorded": Case(
        made("n", **OLD),
        "how much of the archive was searched is not recorded in this result",
        made("n", **BARE),
    ),
    "reach: peers": Case(made("n", **PEERS), "it was compared with 4 other articles", made("n", **BARE)),
    "declared: none": Case(made("w"), "No agency is credited for the text.", made("w", credits=AFP)),
    "declared: nameless": Case(
        made("w", credits=(credit("agencies"),)),
        "An agency is credited, none is named.",
        made("w", credits=AFP),
    ),
    "declared: other": Case(made("w", credits=(credit(),)), "What is declared names no agency.", made("w")),
    "agency: sure": Case(made("ww"), "2 sentences match", made("rr")),
    "agency: maybe": Case(made("wr"), "1 more needs a look", made("w")),
    "agency: only": Case(made("rr"), "2 sentences need a look", made("wr")),
    "found: none": Case(made("n"), "No sentence matches a dispatch.", made("u")),
    "found: unsearched": Case(made("n", **BARE), "No dispatch was searched, so none could match.", made("n")),
    "found: maybe": Case(made("zn"), "No sentence surely matches; 1 needs a look.", made("rn")),
    "found: unattributed": Case(
        made("uu"), "2 sentences match dispatches with no agency to name.", made("ww")
    ),
    "found: several": Case(made("um"), "1 of them stands in dispatches of several agencies.", made("u")),
    "difference: absent": Case(
        made("w"), "AFP is not named on this page.", made("w", line="Copyright AFP 2032")
    ),
    "difference: named": Case(
        made("w", credits=(credit("AFP", scope="mention", role="mention"),)),
        "AFP is named on this page, but not credited for its text.",
        made("w", credits=AFP),
    ),
    "difference: uncredited": Case(
        made("w", line="See afp.com for more"), "AFP is not credited for the text of this page.", made("w")
    ),
    "difference: unchecked": Case(
        made("n", credits=(credit("dpa"),)),
        "dpa is credited; no dispatch of it was searched.",
        made("n", credits=AFP),
    ),
    "difference: missed": Case(
        made("n", credits=AFP), "AFP is credited; no dispatch of it matches.", made("w", credits=AFP)
    ),
    "difference: unsure": Case(
        made("r", credits=AFP), "AFP is credited; what matches needs a look.", made("w", credits=AFP)
    ),
    "difference: same": Case(
        made("w", credits=AFP), "What is declared was found.", made("w", credits=REUTERS)
    ),
    "difference: nameless": Case(
        made("n", credits=(credit("agencies"),)),
        "The credit names no agency that could be checked.",
        made("n"),
    ),
    "difference: nothing": Case(made("n"), "Nothing is declared and nothing was found.", made("sn")),
    "difference: unclaimed": Case(
        made("sn"), "No agency is declared, and none is found for certain.", made("n")
    ),
    "difference: unsearched": Case(
        made("n", **SHUT), "Nothing is declared, and no dispatch was searched.", made("n")
    ),
    "difference: unattributed": Case(made("u"), "1 match can be laid at no agency’s door.", made("w")),
    "difference.note: licence": Case(made("w"), LICENCE, made("n")),
    "limits: searched": Case(made("n"), "5 dispatches: AFP 3, Reuters 2.", made("n", **SHUT)),
    "limits: dates": Case(made("n"), "Released 10–12 Mar 2032.", made("n", **BARE)),
    "limits: outside": Case(
        made("n", searched=replace(SEARCHED, outside_window=3)),
        "3 more were at hand and lie outside the time window of this article.",
        made("n"),
    ),
    "limits: shut": Case(
        made("n", **SHUT),
        "No dispatch: all 8 at hand lie outside the time window of this article.",
        made("n"),
    ),
    "limits: hours": Case(made("n"), "Window before publication: 72 hours.", made("n", published=None)),
    "limits: always": Case(
        made("n", settings={"retrieval.window_hours": 0.0}), "All times before publication.", made("n")
    ),
    "limits: undated": Case(
        made("n", published=None),
        "The article states no time, so dispatches of all times can be its source.",
        made("n"),
    ),
    "limits: bare": Case(
        made("n", **PEERS), "No archive of dispatches; the credits of the page were read.", made("n", **SHUT)
    ),
    "limits: unrecorded": Case(
        made("n", **OLD), "How much of the archive was searched is not recorded in this result.", made("n")
    ),
    "limits: peers": Case(
        made("n", **PEERS), "4 other articles of the same run were compared with this one.", made("n")
    ),
    "limits.not: other": Case(
        made("n"), "Other agencies, local services, press releases, social media.", made("n", **BARE)
    ),
    "limits.not: all": Case(made("n", **BARE), "Dispatches of any agency, local services,", made("n")),
    "limits.text: always": Case(
        made("n"), "Licences, telephone calls, a press release both writers held.", []
    ),
    "label: matched": Case(made("pp", **PEERS), "Partly from credited pages", made("wc")),
    "label: both": Case(made("wc"), "Partly matched or credited", made("w")),
    "label: few": Case(made("wn", verdict="none"), "Few sentences match", made("n", verdict="none")),
    "label: credited": Case(made("c", verdict="wholly"), "Credited, not checked", made("wc")),
    "label: maybe": Case(made("r"), "Needs a look", made("w")),
    "label: none": Case(made("n", verdict="none"), "No dispatch found", made("wn", verdict="none")),
    "label: unsearched": Case(
        made("n", **SHUT, verdict="none"), "No dispatch searched", made("n", verdict="none")
    ),
    "label: empty": Case(made("", verdict="undetermined"), "No body text", made("n")),
    "label.shared: beside": Case(made("ws"), "; and an unseen source", made("s", verdict="none")),
    "label.shared: alone": Case(made("s", verdict="none"), "; shares an unseen source", made("w")),
    "row: matched": Case(made("wn"), "1 of 2 sentences", made("nn", **SHUT)),
    "row: unsearched": Case(made("nn", **SHUT), "2 sentences", made("nn")),
    "row: credited": Case(made("wc"), "1 credited only", made("w")),
    "row: maybe": Case(made("wr"), "1 to look at", made("w")),
    "row.agencies: none": Case(made("n"), "none found", made("n", **BARE)),
    "row.agencies: unsearched": Case(made("n", **BARE), "no dispatch searched", made("n")),
    "row.agencies: credited": Case(made("c"), "credited, not checked", made("wc")),
    "row.agencies: unattributed": Case(made("u"), "no agency to name", made("w")),
    "flag.un: absent": Case(made("w"), "AFP not named", made("w", credits=AFP)),
    "flag.uc: named": Case(made("w", line="Copyright AFP 2032"), "AFP named, not credited", made("w")),
    "flag.uc: uncredited": Case(made("w", line="See afp.com for more"), "AFP not credited", made("w")),
    "legend: counts": Case(
        made("n"), "Counts are of body sentences; a source needs a certainty of 0.40.", []
    ),
    "legend: absent": Case(made("n"), "None here is: same as dispatch (W),", made("wecsrqn")),
    "head: empty": Case([], "No article was annotated.", [made("n")]),
    "head: bodiless": Case([made("")], "No body sentence was found.", [made("n")]),
    "head: share": Case([made(MANY)], "60\u202f% of 25 sentences match dispatches", [made("wn")]),
    "head: count": Case([made("wn")], "1 of 2 sentences matches dispatches", [made(MANY)]),
    "head: credited": Case(
        [made("cccn", **BARE)], "3 of 4 sentences are credited to an agency and not checked", [made("cccn")]
    ),
    "head: shared": Case(
        [made("sn", **PEERS)],
        "1 of 2 sentences is shared between outlets, their source not seen",
        [made("sn")],
    ),
    "head: none": Case([made("nn", **PEERS)], "No dispatch was at hand for these 2 sentences", [made("nn")]),
    "head.n: matched": Case([made(MANY)], " (15)", [made("wn")]),
    "head.n: credited": Case([made("c" * 15 + "n" * 10, **BARE)], " (60\u202f%)", [made("c", **BARE)]),
    "head.n: shared": Case([made("s" * 15 + "n" * 10, **PEERS)], " (60\u202f%)", [made("s", **PEERS)]),
    "head.rest: credited": Case(
        [made("wc")], "1 is credited to an agency and not checked", [made("c", **BARE)]
    ),
    "head.rest: shared": Case(
        [made("ws" * 10)],
        "50\u202f% (10) are shared between outlets, their source not seen",
        [made("s", **PEERS)],
    ),
    "head.rest: pages": Case([made("wp")], "1 matches a page that credits an agency", [made("w")]),
    "head.rest: maybe": Case([made("wr")], "1 needs a look", [made("w")]),
    "head.more: unnamed": Case(
        [made("w"), made("n", name="b")],
        "1 of 2 articles matches an agency not named on its page.",
        [made("n")],
    ),
    "head.more: uncredited": Case(
        [made("w", line="Copyright AFP 2032")],
        "1 of 1 article matches an agency that its page names and does not credit.",
        [made("w")],
    ),
    "head.more: at_hand": Case([made("w")], "8 dispatches were at hand.", [made("n", **PEERS)]),
    "head.more: unreached": Case(
        [made("w"), made("n", **SHUT, name="b")],
        "For 1 article no dispatch lies inside the time window.",
        [made("w")],
    ),
    "head.more: unrecorded": Case(
        [made("n", **OLD)], "How many of them were searched for 1 article is not recorded.", [made("n")]
    ),
    "head.more: bare": Case(
        [made("c", **BARE)],
        "No dispatch was at hand, so nothing here says that a sentence matches one.",
        [made("n")],
    ),
    "effect: matched": Case([made("wsn")], "1 of 3 match dispatches, 1 is shared", [made("c", **BARE)]),
    "effect: shared": Case(
        [made("cs", **BARE)], "0 match a page that credits an agency, 1 is shared", [made("w")]
    ),
    "drawing: dispatches": Case(
        [made("w"), made("n", name="b")],
        "the share of its sentences that match dispatches.",
        [made("p"), made("n", name="b")],
    ),
    "drawing: pages": Case(
        [made("p"), made("n", name="b")],
        "the share of its sentences that match dispatches or credited pages",
        [made("w"), made("n", name="b")],
    ),
    "matches: any": Case([made("w")], "match dispatches", [made("c", **BARE)]),
    "missing: credited": Case(
        [made("ccn", **BARE)],
        "Dispatches. With them the 2 credited sentences can be checked, and a source can be looked for where 1 sentence has none.",
        [made("ccn")],
    ),
    "missing: check": Case(
        [made("cc", **BARE)], "Dispatches. With them the 2 credited sentences can be checked.", [made("cc")]
    ),
    "missing: look": Case(
        [made("nn", **PEERS)],
        "Dispatches. With them a source can be looked for where 2 sentences have none.",
        [made("nn")],
    ),
    "totals: all": Case([made("wn")], "1 article, 2 body sentences", []),
    "totals.kinds: matched": Case([made("wn")], "1 matches dispatches", [made("n", **BARE)]),
    "totals.kinds: credited": Case([made("cn")], "1 credited and not checked", [made("n")]),
    "totals.kinds: shared": Case([made("sn")], "1 shared", [made("n")]),
    "totals.kinds: maybe": Case([made("rn")], "1 to look at", [made("n")]),
    "totals.kinds: quotes": Case([made("qn")], "1 public quote", [made("n")]),
    "totals.kinds: nothing": Case([made("wn")], "1 without a source found", [made("w")]),
    "compare.empty: none": Case(
        made("n"), "No source matches this article, so there is nothing to put beside it.", made("w")
    ),
    "compare.empty: lost": Case(
        made("w", sources=()),
        "No text of a source was kept with this result, so nothing can be put beside it.",
        made("n"),
    ),
    "compare: match": Case(made("wen"), "2 of 3 article sentences match this dispatch", made("s")),
    "compare: share": Case(made("sn"), "1 of 2 article sentences shares words with this article", made("w")),
    "compare.more: maybe": Case(made("wr"), "; 1 more needs a look", made("w")),
    "compare.more: also": Case(made("wq"), "; 1 more stands here too and rests on another source", made("w")),
    "compare.rest: unused": Case(made("w"), "1 of its 2 sentences was not used", made("s")),
    "compare.rest: alone": Case(made("s"), "1 of its 2 sentences has no partner here", made("w")),
    "pair: same": Case(made("w", change=_whole), "all 10 words, in the same order", made("e")),
    "pair: kept": Case(made("e"), "4 of 10 words kept", made("n")),
    "fold: nothing": Case(made("wn"), "1 sentence with no source found", made("w")),
    "fold: match": Case(made("sw"), "1 sentence matches AFP", made("w")),
    "fold: maybe": Case(made("sr"), "1 sentence may match AFP", made("r")),
    "fold: shared": Case(made("ws"), "1 sentence shared with another outlet", made("s")),
    "fold: credited": Case(made("wc"), "1 sentence credited, not checked", made("w")),
    "fold: quote": Case(made("sq"), "1 public quote of other sources", made("s")),
    "fold: unused": Case(made("w"), "1 sentence of this dispatch was not used", made("s")),
    "fold: alone": Case(made("s"), "1 sentence of the other article has no partner here", made("w")),
    "compare.rest: moved": Case(made("ww", change=_second), "1 stands in another order", made("ww")),
    "lead: matched": Case(made("w"), "Matched.", made("n")),
    "lead: likely": Case(made("e"), "Likely.", made("w")),
    "lead: possible": Case(made("r"), "Possible.", made("w")),
    "lead: credited": Case(made("c"), "Credited.", made("w")),
    "lead: quote": Case(made("q"), "Public words.", made("w")),
    "lead: near": Case(made("n", change=near), "Not enough.", made("n")),
    "lead: nothing": Case(made("n"), "Nothing found.", made("n", **BARE)),
    "lead: unsearched": Case(made("n", **BARE), "Nothing searched.", made("n")),
    "why: given": Case(made("w"), "It stands in AFP dispatch d1.", made("n", change=near)),
    "why: unchecked": Case(
        made("c", **BARE), "The page credits its text to AFP; no dispatch of it was searched.", made("c")
    ),
    "why: missed": Case(
        made("c"),
        "The page credits its text to AFP; of its dispatches that were searched none holds this sentence.",
        made("c", **BARE),
    ),
    "why: nothing": Case(
        made("n"), "No source was found in what was searched: 5 dispatches were searched.", made("n", **BARE)
    ),
    "why: unsearched": Case(made("n", **BARE), "No source could be looked for:", made("n")),
    "why.end: all": Case(made("w"), "All 10 words are the same, in the same order.", made("e")),
    "why.end: kept": Case(made("e"), "4 of 10 words are the same.", made("w")),
    "why.end: joint": Case(
        made("j"), "A text that several sides issue has no agency and no outlet for its author.", made("m")
    ),
    "why.end: not_own": Case(
        made("n"), "This does not show that the sentence is the outlet’s own.", made("o")
    ),
    "others: none": Case(made("w"), "Nothing else matches in what was searched.", made("n")),
    "passage.head: wire": Case(made("w"), "In the dispatch", made("s")),
    "passage.head: reprint": Case(made("p"), "In the credited page", made("w")),
    "passage.head: article": Case(made("s"), "In the other article", made("w")),
    "near.head: near": Case(
        made("n", change=near), "Nearest passage, not enough to name a source", made("w")
    ),
    "passage.when: stated": Case(made("w"), "12 Mar, 08:00 UTC", made("w", change=undated)),
    "passage.when: undated": Case(made("w", change=undated), "no time stated", made("w")),
    "passage.when: article": Case(made("w", published=None), "the article states none", made("w")),
    "passage.alert: corrected": Case(
        status("w", "corrected"),
        "This is the agency’s corrected text: earlier versions of the dispatch differ.",
        status("w", "withdrawn"),
    ),
    "passage.alert: withdrawn": Case(
        status("w", "withdrawn"), "The agency withdrew this dispatch.", made("w")
    ),
    "flag.co: corrected": Case(
        status("w", "corrected"), "AFP corrected this dispatch", status("n", "corrected")
    ),
    "flag.co: withdrawn": Case(status("w", "withdrawn"), "AFP withdrew this dispatch", made("w")),
    "passage.note: missing": Case(
        made("w", sources=()), "The text of this source was not kept with the result.", made("w")
    ),
    "passage.note: withheld": Case(
        made("w", settings={"report.withhold": True}),
        "Wire text is withheld: only matched fragments of at most 12 words are shown.",
        made("w"),
    ),
    "review: found": Case(made("w"), "Passage found", []),
    "review: none": Case(made("w"), "No passage is shown for this sentence", []),
    "nearest: none": Case(made("n"), "Nothing was found, and no passage came near.", made("w")),
    "nearest: unsearched": Case(
        made("n", **BARE), "Nothing was found: there was nothing to compare it with.", made("n")
    ),
    "nearest: some": Case(
        made("n", change=near),
        "Nothing was found. The nearest passage stands in AFP d1, probability 0.30.",
        made("n"),
    ),
}
GROUPS = {
    "groups: none": (GroupFacts(), GroupFacts(sources=1)),
    "groups: some": (GroupFacts(sources=1, passages=2, articles=3), GroupFacts()),
    "groups.rest: at_hand": (GroupFacts(at_hand=2), GroupFacts()),
    "groups.rest: bare": (GroupFacts(), GroupFacts(at_hand=2)),
    "groups.rest: unknown": (GroupFacts(sources=1), GroupFacts()),
    "stretches: one": (GroupFacts(stretches=1), GroupFacts(stretches=2)),
    "stretches: several": (GroupFacts(stretches=2), GroupFacts(stretches=1)),
    "stretches: order": (GroupFacts(stretches=2, agreed=False), GroupFacts(stretches=2)),
    "stretches: hidden": (GroupFacts(hidden=1), GroupFacts()),
    "passages: order": (GroupFacts(agreed=False), GroupFacts()),
    "common: some": (GroupFacts(passages=1), GroupFacts()),
}
"""Shared sources are found by :mod:`provenance.claim.groups`; their statements are asked of facts."""

SILENT = ItemFacts("exclusive", "AFP", 1, text="This is not said.")
DESK = {
    "item: told": (ItemFacts("withdrawn", text="It was withdrawn."), SILENT),
    "item: exclusive": (ItemFacts("exclusive", "AFP", 1), ItemFacts("quote", "AFP", 1)),
    "item: absent": (ItemFacts("uncredited", "AFP", 2, 9, page="absent"), ItemFacts("uncredited", "AFP", 2, 9, page="named")),
    "item: named": (ItemFacts("uncredited", "AFP", 2, 9, page="named"), ItemFacts("uncredited", "AFP", 2, 9, page="letters")),
    "item: letters": (ItemFacts("uncredited", "AFP", 1, 9, page="letters"), ItemFacts("uncredited", "AFP", 2, 9, page="absent")),
    "item: several": (ItemFacts("uncredited", "", 2, 9), ItemFacts("uncredited", "AFP", 2, 9, page="absent")),
    "item: quote": (ItemFacts("quote", sentences=1), ItemFacts("number", sentences=1)),
    "item: number": (ItemFacts("number", sentences=2), ItemFacts("name", sentences=2)),
    "item: name": (ItemFacts("name", sentences=2), ItemFacts("quote", sentences=2)),
    "item: lookalike": (ItemFacts("lookalike", text="A"), ItemFacts("unmatched", "AFP", text="A")),
    "item: unmatched": (ItemFacts("unmatched", "AFP", searched=3, text="A"), ItemFacts("unchecked", "AFP", text="A")),
    "item: unchecked": (ItemFacts("unchecked", "AFP", text="A"), ItemFacts("unmatched", "AFP", searched=1, text="A")),
    "item: change": (ItemFacts("quote", text="A"), SILENT),
    "item: maybe": (ItemFacts("maybe", "AFP", 1, 9), ItemFacts("uncredited", "AFP", 1, 9, page="absent")),
    "list: some": (ListFacts(2, 1), ListFacts(2)),
    "list: none": (ListFacts(2), ListFacts(2, 1)),
    "list: earlier": (ListFacts(since="12 Mar", earlier=2), ListFacts()),
    "list: empty": (ListFacts(), ListFacts(since="12 Mar", earlier=2)),
    "list.rest: new": (ListFacts(2, 1, 1, new=1, known=True), ListFacts(2, 1, 1, new=1)),
    "list.rest: known": (ListFacts(2, 1, 1, known=True), ListFacts(2, 1, 1, new=1, known=True)),
    "list.rest: searched": (ListFacts(2, dispatches=1), ListFacts(2)),
    "list.rest: bare": (ListFacts(2), ListFacts(2, dispatches=1)),
    "list.rest: maybe": (ListFacts(2, maybe=1), ListFacts(2)),
    "list.rest: earlier": (ListFacts(2, since="12 Mar", earlier=1), ListFacts(2, since="12 Mar")),
    "list.rest: undated": (ListFacts(2, since="12 Mar", undated=1), ListFacts(2, undated=1)),
    "list.rest: future": (ListFacts(2, since="12 Mar", future=True), ListFacts(2, since="12 Mar")),
    "list.rest: apart": (ListFacts(2, since="12 Mar", undated=2, apart=1), ListFacts(2, since="12 Mar", undated=2)),
    "list.rest: repeated": (ListFacts(2, repeated=1), ListFacts(2)),
    "list.limits: searched": (ListFacts(1), ListFacts()),
    "list.limits: licence": (ListFacts(1), ListFacts()),
    "methods: articles": (MethodFacts(2, 1, 9), MethodFacts()),
    "methods: undated": (MethodFacts(2, undated=1), MethodFacts(2)),
    "methods: failed": (MethodFacts(2, failed=1), MethodFacts(2)),
    "methods: searched": (MethodFacts(2, dispatches=3), MethodFacts(2)),
    "methods: bare": (MethodFacts(2), MethodFacts(2, dispatches=3)),
    "methods: window": (MethodFacts(2, dispatches=3, hours=72), MethodFacts(2, dispatches=3)),
    "methods: always": (MethodFacts(2, dispatches=3), MethodFacts(2, dispatches=3, hours=72)),
    "methods: decided": (MethodFacts(2, threshold="0.4"), MethodFacts()),
    "methods: found": (MethodFacts(2, events=3), MethodFacts(2, events=3, stated=True)),
    "methods: stated": (MethodFacts(2, events=3, stated=True), MethodFacts(2, events=3)),
    "methods: drawn": (MethodFacts(2, events=3), MethodFacts(2)),
    "methods: validated": (MethodFacts(2, validated="Two coders."), None),
    "methods: known": (MethodFacts(2, judged=9), MethodFacts(2, validated="A", judged=9)),
    "methods: alarms": (MethodFacts(2, alarms=1, alarmed=9), MethodFacts(2)),
    "methods: none": (MethodFacts(), None),
}  # fmt: skip
"""The editor's list is made in :mod:`provenance.auditing`; and a study in :mod:`provenance.study`: their statements are asked of facts too."""


def outputs(annotations: Annotation | list[Annotation]) -> str:
    """Return everything that any view prints of some articles at the threshold of their run, as one text."""
    several = [annotations] if isinstance(annotations, Annotation) else annotations
    corpus = corpus_view(several)
    corpus["heads"] = [at(corpus["heads"], corpus["threshold"])]
    for row in corpus["rows"]:
        del row["steps"]
    views = [corpus, groups_view(several), review_view(several)]
    views += [view(item) for item in several for view in (article_view, compare_view)]
    console = Console(file=io.StringIO(), width=4000)
    for item in several:
        show_article(item, console)
    bundle = mimebundle(several)[0]
    printed = [json.dumps(views, ensure_ascii=False), console.file.getvalue(), totals(several)]  # type: ignore[attr-defined]
    return "\n".join(
        [
            *printed,
            bundle["text/html"],
            bundle["text/plain"],
            re.sub("<script.*?</script>", "", render_report(several), flags=re.S),
        ]
    )


def test_every_statement_has_a_case():
    names = [f"{statement.slot}: {statement.name}" for statement in STATEMENTS]
    assert len(set(names)) == len(names)
    assert sorted(names) == sorted([*CASES, *GROUPS, *DESK])


@pytest.mark.parametrize("name", CASES)
def test_a_statement_is_printed_when_it_is_true_and_only_then(name, monkeypatch):
    case = CASES[name]
    mark = f"⟦{name}⟧"
    marked = tuple(
        replace(s, template=mark + s.template) if f"{s.slot}: {s.name}" == name else s for s in STATEMENTS
    )
    monkeypatch.setattr(table, "STATEMENTS", marked)
    table._slots.cache_clear()
    try:
        assert mark + case.text in outputs(case.yes)
        if case.no:
            assert mark not in outputs(case.no)
    finally:
        monkeypatch.undo()
        table._slots.cache_clear()


@pytest.mark.parametrize("name", [*GROUPS, *DESK])
def test_a_statement_made_elsewhere_depends_on_its_facts(name):
    statement = next(s for s in STATEMENTS if f"{s.slot}: {s.name}" == name)
    yes, no = {**GROUPS, **DESK}[name]
    assert fill(statement.template, yes) in say(statement.slot, yes)
    assert no is None or fill(statement.template, no) not in say(statement.slot, no)


def test_a_name_anywhere_on_the_page_is_a_name_on_the_page():
    for line in ("Photo: Ana Lom / AFP", "With files from Agence France-Presse", "More from AFP.com"):
        shown = outputs(made("w", line=line))
        assert "not named on this page" not in shown and "AFP not named" not in shown


def test_what_was_searched_is_said_of_this_article_never_of_the_archive():
    shown = json.dumps(article_view(made("n", **SHUT)), ensure_ascii=False)
    assert "8 dispatches were searched" not in shown and "5 dispatches" not in shown
    assert "99 items" not in shown


def test_no_article_of_the_run_is_called_a_dispatch():
    shown = outputs(made("sn", **PEERS))
    assert "4 dispatches" not in shown and "4 items" not in shown and "match dispatches" not in shown


def test_certainty_is_never_said_of_nothing_found():
    item = made("n")
    (row,) = article_view(item)["table"]
    assert row["certainty"] == "" and "1.00" not in outputs(item)
    assert "Matched." not in outputs(item)


def test_notes_stand_in_every_view_of_an_article():
    item = made("n", notes=(Note("undated", "The article states no date <at all>."),))
    console = Console(file=io.StringIO(), width=4000)
    show_article(item, console)
    assert "The article states no date <at all>." in console.file.getvalue()  # type: ignore[attr-defined]
    bundle = mimebundle(item)[0]
    assert "The article states no date <at all>." in bundle["text/plain"]
    assert "The article states no date &lt;at all&gt;." in bundle["text/html"]
    assert "The article states no date &lt;at all&gt;." in render_report([item])


def test_an_undated_article_says_so():
    assert article_view(made("n", published=None))["published"] == "date not stated"
    assert corpus_view([made("n", published=None)])["rows"][0]["published"] == "date not stated"


def test_words_are_marked_alike_in_the_article_the_difference_and_the_comparison():
    """A word that the parts call kept stands outside the blocks, and one inside them is called new."""
    text = "Ferries stopped at noon because the harbour froze."
    source = "Ferries stopped at noon. The harbour froze, officials said."
    new, kept = text.index("because"), text.index("harbour")
    parts = (
        Part(0, new, "verbatim"),
        Part(new, kept, "new"),
        Part(kept, len(text), "verbatim"),
    )
    blocks = ((0, 23, 0, 23), (text.index("the"), kept + 7, source.index("The"), source.index("The") + 11))
    evidence = Evidence("d1", "AFP", "wire", None, 0, len(source), 0.95, "light", blocks, parts=parts)
    verdict = Verdict("wire", "AFP", "light", ("match",), "matched", 0.95, "match")
    found = Finding(Segment(0, len(text), "body"), verdict, (), (evidence,), parts, rests=0, words=8)
    config = Config()
    item = Annotation(
        Document("a", text), "wholly", (), (found,), AT_HAND, Run("0", config.to_dict(), config.sha256),
        {"d1": Source("d1", source, "wire", "AFP")}, SEARCHED,
    )  # fmt: skip
    view = article_view(item)
    (sentence,) = view["paragraphs"][0]["sentences"]
    (panel,) = view["panels"]
    (tab,) = compare_view(item)["tabs"]
    marked = [run["t"].split() for run in sentence["runs"] if run["p"] == "new"]
    assert marked == [["because", "the"]]
    assert [run["t"].split() for run in tab["left"][0]["runs"] if run.get("p") == "new"] == marked
    assert [change["t"].split() for change in panel["passages"][0]["diff"] if change["o"] == "+"] == marked
    assert "6 of 8 words are the same." in panel["why"]


def test_a_record_that_says_not_what_it_rests_on_is_not_guessed():
    item = made("w", change=lambda finding: replace(finding, rests=None))
    (panel,) = article_view(item)["panels"]
    assert panel["passages"] == [] and len(panel["others"]) == 1
    assert corpus_view([item])["rows"][0]["links"] == {}


def test_a_share_always_has_its_number():
    assert share(125, 307) == "41\u202f% (125)"
    assert share(3, 19) == "3"
    assert per_cent(1, 1000) == "<1\u202f%" and per_cent(999, 1000) == ">99\u202f%"


def test_withheld_words_are_no_statement():
    item = made("w")
    view = article_view(item, sharing=Sharing(withhold=True, fragment=3))
    assert "at most 3 words are shown" in json.dumps(view)


def test_a_decision_by_hand_leaves_what_was_searched_standing():
    review = Review("wire", "Ana", "2032-03-14T10:00:00Z", label="W")
    item = made("n", change=lambda finding: replace(finding, review=review))
    (panel,) = article_view(item)["panels"]
    assert panel["lead"] == "Nothing found." and panel["facts"][0]["what"] == "Set by hand"
