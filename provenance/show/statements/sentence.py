"""What is said of one sentence and of the passages beside it, and when it is true."""

from __future__ import annotations

from typing import Any

from provenance.show.statements.facts import NearestFacts, PassageFacts, ReviewFacts, SentenceFacts
from provenance.show.statements.wording import Statement, about, always

_sentence = about(SentenceFacts)
_passage = about(PassageFacts)
_nearest = about(NearestFacts)
_coder = about(ReviewFacts)


_CLAIMED = ("w", "e", "sh")
_REPLACED = ("nothing", "credit")
"""Rules whose reason is said again from what was searched for this article."""

PANEL: tuple[Statement[Any], ...] = (
    _sentence("lead: matched", "Matched.", lambda f: f.look in _CLAIMED and f.certainty == "matched"),
    _sentence("lead: likely", "Likely.", lambda f: f.look in _CLAIMED and f.certainty == "likely"),
    _sentence("lead: possible", "Possible.", lambda f: f.look == "r"),
    _sentence("lead: credited", "Credited.", lambda f: f.look == "c"),
    _sentence("lead: quote", "Public words.", lambda f: f.look == "q"),
    _sentence("lead: near", "Not enough.", lambda f: f.look == "n" and f.near),
    _sentence("lead: nothing", "Nothing found.", lambda f: f.look == "n" and not f.near and f.compared),
    _sentence(
        "lead: unsearched", "Nothing searched.", lambda f: f.look == "n" and not f.near and not f.compared
    ),
    _sentence("why: given", "{why}", lambda f: bool(f.why) and f.rule not in _REPLACED),
    _sentence(
        "why: unchecked",
        "The page credits its text to {source}; no dispatch of it was searched.",
        lambda f: f.rule == "credit" and not f.at_hand,
    ),
    _sentence(
        "why: missed",
        "The page credits its text to {source}; of its dispatches that were searched none holds this sentence.",
        lambda f: f.rule == "credit" and f.at_hand,
    ),
    _sentence(
        "why: nothing",
        "No source was found in what was searched:",
        lambda f: f.rule == "nothing" and f.compared,
    ),
    _sentence(
        "why: unsearched", "No source could be looked for:", lambda f: f.rule == "nothing" and not f.compared
    ),
    _sentence(
        "why.end: all",
        "All {words} words are the same, in the same order.",
        lambda f: f.shown and f.verbatim and f.kept == f.words > 0,
    ),
    _sentence(
        "why.end: kept",
        "{kept} of {words:# word|# words} {kept:is|are} the same.",
        lambda f: f.shown and not (f.verbatim and f.kept == f.words) and f.words > 0,
    ),
    _sentence(
        "why.end: joint",
        "A text that several sides issue has no agency and no outlet for its author.",
        lambda f: f.rule == "joint",
    ),
    _sentence(
        "why.end: not_own",
        "This does not show that the sentence is the outlet’s own.",
        lambda f: f.look == "n" and f.rule != "own",
    ),
    _sentence(
        "others: none",
        "Nothing else matches in what was searched.",
        lambda f: f.shown and not f.others and f.look != "q",
    ),
)
"""The evidence panel: how sure, why, and what else there is. A certainty is never said of "none found"."""

PASSAGE: tuple[Statement[Any], ...] = (
    _passage("passage.head: wire", "In the dispatch", lambda f: f.kept and f.role == "wire"),
    _passage("passage.head: reprint", "In the credited page", lambda f: f.kept and f.role == "reprint"),
    _passage("passage.head: article", "In the other article", lambda f: f.kept and f.role == "article"),
    _passage("near.head: near", "Nearest passage, not enough to name a source", always),
    _passage("passage.when: stated", "{when}", lambda f: bool(f.when)),
    _passage("passage.when: undated", "no time stated", lambda f: not f.when),
    _passage(
        "passage.when: article", "the article states none", lambda f: bool(f.when) and not f.article_dated
    ),
    _passage(
        "passage.alert: corrected",
        "This is the agency’s corrected text: earlier versions of the dispatch differ.",
        lambda f: f.role == "wire" and f.status == "corrected",
    ),
    _passage(
        "passage.alert: withdrawn",
        "The agency withdrew this dispatch.",
        lambda f: f.role == "wire" and f.status == "withdrawn",
    ),
    _passage(
        "flag.co: corrected",
        "{source} corrected this dispatch",
        lambda f: f.role == "wire" and f.status == "corrected",
    ),
    _passage(
        "flag.co: withdrawn",
        "{source} withdrew this dispatch",
        lambda f: f.role == "wire" and f.status == "withdrawn",
    ),
    _passage(
        "passage.note: missing", "The text of this source was not kept with the result.", lambda f: not f.kept
    ),
    _passage(
        "passage.note: withheld",
        "Wire text is withheld: only matched fragments of at most {words:# word|# words} are shown.",
        lambda f: f.kept and f.withheld,
    ),
)
"""A passage beside the sentence: where it stands, when it came out, and what its agency said of it since."""

REVIEW: tuple[Statement[Any], ...] = (
    _coder("review: found", "Passage found", lambda f: f.shown),
    _coder("review: none", "No passage is shown for this sentence", lambda f: not f.shown),
)
"""What stands over the evidence while a person decides: it must not tell what the tool did."""

NEAREST: tuple[Statement[Any], ...] = (
    _nearest(
        "nearest: none", "Nothing was found, and no passage came near.", lambda f: f.compared and not f.where
    ),
    _nearest(
        "nearest: unsearched",
        "Nothing was found: there was nothing to compare it with.",
        lambda f: not f.compared and not f.where,
    ),
    _nearest(
        "nearest: some",
        "Nothing was found. The nearest passage stands in {where}, probability {chance:.2f}.",
        lambda f: bool(f.where),
    ),
)
"""What a terminal says of an article in which nothing was found."""

STATEMENTS: tuple[Statement[Any], ...] = (*PANEL, *PASSAGE, *REVIEW, *NEAREST)
