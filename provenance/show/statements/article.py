"""What is said of one article, and when it is true."""

from __future__ import annotations

from typing import Any

from provenance.contract import KINDS
from provenance.show.statements.facts import ArticleFacts, Reach
from provenance.show.statements.wording import Statement, about, always

_article = about(ArticleFacts)
_reach = about(Reach)


VERDICT: tuple[Statement[Any], ...] = (
    _article("verdict: empty", "No body sentence was found in this text", lambda f: not f.counts.body),
    _article(
        "verdict: credited",
        "{counts.credited} of {counts.body:# sentence|# sentences} {counts.credited:is|are} credited to "
        "{counts.credited_to}, not checked",
        lambda f: bool(f.counts.credited and not f.counts.matched),
    ),
    _article(
        "verdict: matched",
        "{counts.matched} of {counts.body:# sentence|# sentences} {counts.matched:matches|match} {counts.partners}",
        lambda f: bool(f.counts.matched),
    ),
    _article(
        "verdict: none",
        "0 of {counts.body:# sentence|# sentences} match dispatches",
        lambda f: f.counts.body > 0 and not f.counts.matched and not f.counts.credited and f.reach.could,
    ),
    _article(
        "verdict: shared",
        "{counts.shared} of {counts.body:# sentence|# sentences} {counts.shared:shares|share} words with another outlet, "
        "their source not seen",
        lambda f: bool(f.counts.shared) and not (f.counts.matched or f.counts.credited or f.reach.could),
    ),
    _article(
        "verdict: unsearched",
        "No dispatch was searched for {counts.body:this sentence|these # sentences}",
        lambda f: (
            f.counts.body > 0
            and not (f.counts.matched or f.counts.credited or f.counts.shared)
            and not f.reach.could
        ),
    ),
    _article(
        "verdict.more: maybe",
        "; {counts.maybe:# more needs|# more need} a look",
        lambda f: bool(f.counts.maybe),
    ),
    _article(
        "verdict.rest: credited",
        "{counts.credited:# is|# are} credited to {counts.credited_to}, not checked",
        lambda f: bool(f.counts.credited and f.counts.matched),
    ),
    _article(
        "verdict.rest: shared",
        "{counts.shared:# shares|# share} words with another outlet, their source not seen",
        lambda f: bool(f.counts.shared and (f.counts.matched or f.counts.credited or f.reach.could)),
    ),
    _article(
        "verdict.rest: nothing",
        "{counts.nothing:# has|# have} no source in what was searched",
        lambda f: bool(f.counts.nothing) and f.reach.could,
    ),
    _article(
        "verdict.rest: alone",
        "{counts.nothing:# stands|# stand} in no other article",
        lambda f: bool(f.counts.nothing and f.reach.peers) and not f.reach.could,
    ),
    _article(
        "verdict.rest: unsearched",
        "for {counts.nothing} no source could be looked for",
        lambda f: bool(f.counts.nothing) and not (f.reach.could or f.reach.peers),
    ),
    _article(
        "verdict.rest: quotes",
        "{counts.quotes:# is a public quote|# are public quotes}",
        lambda f: bool(f.counts.quotes),
    ),
    _article(
        "brief: share",
        "{counts.matched_share} match {counts.partners}",
        lambda f: bool(f.counts.matched) and f.counts.many,
    ),
    _article(
        "brief.n: share",
        " ({counts.matched} of {counts.body})",
        lambda f: bool(f.counts.matched) and f.counts.many,
    ),
)
"""Counts first: the sentence that leads a page, and what follows it."""

REACH: tuple[Statement[Any], ...] = (
    _reach(
        "reach: searched",
        "{dispatches:# dispatch was|# dispatches were} searched",
        lambda f: f.dispatches > 0 and not f.outside,
    ),
    _reach(
        "reach: window",
        "{dispatches:# dispatch was|# dispatches were} searched, {outside:# more lies|# more lie} outside its time window",
        lambda f: f.dispatches > 0 and f.outside > 0,
    ),
    _reach(
        "reach: shut",
        "{outside:the one dispatch at hand lies|all # dispatches at hand lie} outside its time window, so none was searched",
        lambda f: f.shut,
    ),
    _reach("reach: bare", "no archive of dispatches was searched", lambda f: f.bare),
    _reach(
        "reach: unrecorded",
        "how much of the archive was searched is not recorded in this result",
        lambda f: not f.recorded,
    ),
    _reach(
        "reach: peers", "it was compared with {peers:# other article|# other articles}", lambda f: f.peers > 0
    ),
)
"""How much was searched for this article: it stands beside every "no source found"."""

LABEL: tuple[Statement[Any], ...] = (
    _article(
        "label: matched",
        "{extent} from {counts.partners}",
        lambda f: bool(f.extent and f.counts.matched and not f.counts.credited),
    ),
    _article(
        "label: both",
        "{extent} matched or credited",
        lambda f: bool(f.extent and f.counts.matched and f.counts.credited),
    ),
    _article("label: few", "Few sentences match", lambda f: bool(f.counts.matched) and not f.extent),
    _article("label: credited", KINDS["c"].label, lambda f: bool(f.counts.credited) and not f.counts.matched),
    _article(
        "label: maybe",
        KINDS["r"].label,
        lambda f: bool(f.counts.maybe) and not f.counts.matched and not f.counts.credited,
    ),
    _article(
        "label: none",
        "No dispatch found",
        lambda f: (
            f.counts.body > 0
            and f.reach.could
            and not (f.counts.matched or f.counts.credited or f.counts.maybe)
        ),
    ),
    _article(
        "label: unsearched",
        "No dispatch searched",
        lambda f: (
            f.counts.body > 0
            and not f.reach.could
            and not (f.counts.matched or f.counts.credited or f.counts.maybe)
        ),
    ),
    _article("label: empty", "No body text", lambda f: not f.counts.body),
    _article("label.shared: beside", "; and an unseen source", lambda f: bool(f.counts.shared and f.extent)),
    _article(
        "label.shared: alone", "; shares an unseen source", lambda f: bool(f.counts.shared) and not f.extent
    ),
)
"""The verdict in a few words: a credit alone is no match, one match is not none, an unseen source is named."""

ROW: tuple[Statement[Any], ...] = (
    _article(
        "row: matched",
        "{counts.matched} of {counts.body:# sentence|# sentences}",
        lambda f: bool(f.counts.matched) or f.reach.could,
    ),
    _article(
        "row: unsearched",
        "{counts.body:# sentence|# sentences}",
        lambda f: not f.counts.matched and not f.reach.could,
    ),
    _article("row: credited", "{counts.credited} credited only", lambda f: bool(f.counts.credited)),
    _article("row: maybe", "{counts.maybe} to look at", lambda f: bool(f.counts.maybe)),
    _article(
        "row.agencies: none",
        "none found",
        lambda f: not (f.counts.matched or f.counts.credited) and f.reach.could,
    ),
    _article(
        "row.agencies: unsearched",
        "no dispatch searched",
        lambda f: not (f.counts.matched or f.counts.credited or f.reach.could),
    ),
    _article(
        "row.agencies: credited",
        "credited, not checked",
        lambda f: bool(f.counts.credited) and not f.counts.matched,
    ),
    _article("row.agencies: unattributed", "no agency to name", lambda f: f.counts.unattributed > 0),
    _article("flag.un: absent", "{absent} not named", lambda f: bool(f.absent)),
    _article("flag.uc: named", "{named} named, not credited", lambda f: bool(f.named)),
    _article("flag.uc: uncredited", "{uncredited} not credited", lambda f: bool(f.uncredited)),
    _article(
        "legend: counts",
        "Counts are of body sentences; a source needs a certainty of {threshold:.2f}.",
        always,
    ),
    _article("legend: absent", "None here is: {kinds_absent}.", lambda f: bool(f.kinds_absent)),
)
"""A row of the overview, its flags, and the line under the legend."""

STATEMENTS: tuple[Statement[Any], ...] = (*VERDICT, *REACH, *LABEL, *ROW)
