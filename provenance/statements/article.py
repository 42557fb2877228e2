"""What is said of one article, and when it is true."""

from __future__ import annotations

from typing import Any

from provenance.statements.facts import AgencyCount, ArticleFacts, Reach
from provenance.statements.wording import Statement

_A = Statement[ArticleFacts]
_R = Statement[Reach]
_G = Statement[AgencyCount]

VERDICT = (
    _A("verdict", "empty", "No body sentence was found in this text", lambda f: not f.counts.body),
    _A(
        "verdict",
        "credited",
        "{counts.credited} of {counts.body:# sentence|# sentences} {counts.credited:is|are} credited to "
        "{counts.credited_to}, not checked",
        lambda f: bool(f.counts.credited and not f.counts.matched),
    ),
    _A(
        "verdict",
        "matched",
        "{counts.matched} of {counts.body:# sentence|# sentences} {counts.matched:matches|match} {counts.partners}",
        lambda f: bool(f.counts.matched),
    ),
    _A(
        "verdict",
        "none",
        "0 of {counts.body:# sentence|# sentences} match dispatches",
        lambda f: f.counts.body > 0 and not f.counts.matched and not f.counts.credited and f.reach.could,
    ),
    _A(
        "verdict",
        "shared",
        "{counts.shared} of {counts.body:# sentence|# sentences} {counts.shared:shares|share} words with another outlet, "
        "their source not seen",
        lambda f: bool(f.counts.shared) and not (f.counts.matched or f.counts.credited or f.reach.could),
    ),
    _A(
        "verdict",
        "unsearched",
        "No dispatch was searched for {counts.body:this sentence|these # sentences}",
        lambda f: (
            f.counts.body > 0
            and not (f.counts.matched or f.counts.credited or f.counts.shared)
            and not f.reach.could
        ),
    ),
    _A(
        "verdict.more",
        "maybe",
        "; {counts.maybe:# more needs|# more need} a look",
        lambda f: bool(f.counts.maybe),
    ),
    _A(
        "verdict.rest",
        "credited",
        "{counts.credited:# is|# are} credited to {counts.credited_to}, not checked",
        lambda f: bool(f.counts.credited and f.counts.matched),
    ),
    _A(
        "verdict.rest",
        "shared",
        "{counts.shared:# shares|# share} words with another outlet, their source not seen",
        lambda f: bool(f.counts.shared and (f.counts.matched or f.counts.credited or f.reach.could)),
    ),
    _A(
        "verdict.rest",
        "nothing",
        "{counts.nothing:# has|# have} no source in what was searched",
        lambda f: bool(f.counts.nothing and (f.reach.could or f.reach.peers)),
    ),
    _A(
        "verdict.rest",
        "unsearched",
        "for {counts.nothing} no source could be looked for",
        lambda f: bool(f.counts.nothing) and not (f.reach.could or f.reach.peers),
    ),
    _A(
        "verdict.rest",
        "quotes",
        "{counts.quotes:# is a public quote|# are public quotes}",
        lambda f: bool(f.counts.quotes),
    ),
)
"""Counts first: the sentence that leads a page, and what follows it."""

REACH = (
    _R(
        "reach",
        "searched",
        "{dispatches:# dispatch was|# dispatches were} searched",
        lambda f: f.dispatches > 0 and not f.outside,
    ),
    _R(
        "reach",
        "window",
        "{dispatches:# dispatch was|# dispatches were} searched, {outside:# more lies|# more lie} outside its time window",
        lambda f: f.dispatches > 0 and f.outside > 0,
    ),
    _R(
        "reach",
        "shut",
        "{outside:the one dispatch at hand lies|all # dispatches at hand lie} outside its time window, so none was searched",
        lambda f: f.shut,
    ),
    _R("reach", "bare", "no archive of dispatches was searched", lambda f: f.bare),
    _R(
        "reach",
        "unrecorded",
        "how much of the archive was searched is not recorded in this result",
        lambda f: not f.recorded,
    ),
    _R(
        "reach",
        "peers",
        "it was compared with {peers:# other article|# other articles}",
        lambda f: f.peers > 0,
    ),
)
"""How much was searched for this article: it stands beside every "no source found"."""

AUDIT: tuple[Statement[Any], ...] = (
    _A("declared", "none", "No agency is credited for the text.", lambda f: not f.declared),
    _A(
        "declared",
        "nameless",
        "An agency is credited, none is named.",
        lambda f: f.nameless and not f.credits,
    ),
    _A(
        "declared",
        "other",
        "What is declared names no agency.",
        lambda f: f.declared and not f.nameless and not f.credits,
    ),
    _G("agency", "sure", "{sure:# sentence matches|# sentences match}", lambda f: f.sure > 0),
    _G("agency", "maybe", "{maybe:# more needs|# more need} a look", lambda f: f.sure > 0 and f.maybe > 0),
    _G(
        "agency",
        "only",
        "{maybe:# sentence needs|# sentences need} a look",
        lambda f: not f.sure and f.maybe > 0,
    ),
    _A(
        "found",
        "none",
        "No sentence matches a dispatch.",
        lambda f: not (f.counts.matched or f.counts.maybe) and f.reach.could,
    ),
    _A(
        "found",
        "unsearched",
        "No dispatch was searched, so none could match.",
        lambda f: not (f.counts.matched or f.counts.maybe or f.reach.could),
    ),
    _A(
        "found",
        "maybe",
        "No sentence surely matches; {counts.maybe:# needs|# need} a look.",
        lambda f: bool(f.counts.maybe) and not f.counts.matched and not f.counts.found,
    ),
    _A(
        "found",
        "unattributed",
        "{counts.unattributed:# sentence matches|# sentences match} {counts.partners} with no agency to name.",
        lambda f: f.counts.unattributed > 0,
    ),
    _A(
        "found",
        "several",
        "{counts.several:# of them stands|# of them stand} in dispatches of several agencies.",
        lambda f: f.counts.several > 0,
    ),
    _A(
        "difference",
        "absent",
        "{absent} {absent:is|are} not named on this page.",
        lambda f: bool(f.absent),
    ),
    _A(
        "difference",
        "named",
        "{named} {named:is|are} named on this page, but not credited for its text.",
        lambda f: bool(f.named),
    ),
    _A(
        "difference",
        "uncredited",
        "{uncredited} {uncredited:is|are} not credited for the text of this page.",
        lambda f: bool(f.uncredited),
    ),
    _A(
        "difference",
        "unchecked",
        "{unchecked} {unchecked:is|are} credited; no dispatch of {unchecked:it|them} was searched.",
        lambda f: bool(f.unchecked),
    ),
    _A(
        "difference",
        "missed",
        "{missed} {missed:is|are} credited; no dispatch of {missed:it|them} matches.",
        lambda f: bool(f.missed),
    ),
    _A(
        "difference",
        "unsure",
        "{unsure} {unsure:is|are} credited; what matches needs a look.",
        lambda f: bool(f.unsure),
    ),
    _A(
        "difference",
        "same",
        "What is declared was found.",
        lambda f: bool(f.credits) and not f.gap and not f.counts.unattributed,
    ),
    _A(
        "difference",
        "nameless",
        "The credit names no agency that could be checked.",
        lambda f: f.declared and not f.credits,
    ),
    _A(
        "difference",
        "nothing",
        "Nothing is declared and nothing was found.",
        lambda f: f.unsaid and not f.counts.claims and f.reach.could,
    ),
    _A(
        "difference",
        "unclaimed",
        "No agency is declared, and none is found for certain.",
        lambda f: f.unsaid and f.counts.claims > 0,
    ),
    _A(
        "difference",
        "unsearched",
        "Nothing is declared, and no dispatch was searched.",
        lambda f: f.unsaid and not f.counts.claims and not f.reach.could,
    ),
    _A(
        "difference",
        "unattributed",
        "{counts.unattributed:# match|# matches} can be laid at no agency’s door.",
        lambda f: f.counts.unattributed > 0,
    ),
    _A(
        "difference.note",
        "licence",
        "Whether the outlet holds a licence cannot be known from text.",
        lambda f: f.declared or bool(f.counts.matched or f.counts.maybe),
    ),
)
"""Declared, found, difference: a credit, a mention and a match stay three facts."""

LIMITS: tuple[Statement[Any], ...] = (
    _R("limits", "searched", "{dispatches:# dispatch|# dispatches}{listing}.", lambda f: f.dispatches > 0),
    _R("limits", "dates", "Released {dates}.", lambda f: f.dispatches > 0 and bool(f.dates)),
    _R(
        "limits",
        "outside",
        "{outside:# more was at hand and lies|# more were at hand and lie} outside the time window of this article.",
        lambda f: f.dispatches > 0 and f.outside > 0,
    ),
    _R(
        "limits",
        "shut",
        "No dispatch: {outside:the one at hand lies|all # at hand lie} outside the time window of this article.",
        lambda f: f.shut,
    ),
    _R(
        "limits",
        "hours",
        "Window before publication: {hours:g} hours.",
        lambda f: f.hours > 0 and f.dated and not f.bare,
    ),
    _R("limits", "always", "All times before publication.", lambda f: not f.hours and f.dated and f.could),
    _R(
        "limits",
        "undated",
        "The article states no time, so dispatches of all times can be its source.",
        lambda f: not f.dated and not f.bare,
    ),
    _R("limits", "bare", "No archive of dispatches; the credits of the page were read.", lambda f: f.bare),
    _R(
        "limits",
        "unrecorded",
        "How much of the archive was searched is not recorded in this result.",
        lambda f: not f.recorded,
    ),
    _R(
        "limits",
        "peers",
        "{peers:# other article|# other articles} of the same run {peers:was|were} compared with this one.",
        lambda f: f.peers > 0,
    ),
    _R(
        "limits.not",
        "other",
        "Other agencies, local services, press releases, social media. Later versions of these dispatches, if there were any. "
        "Pictures, and sources in other languages.",
        lambda f: f.could,
    ),
    _R(
        "limits.not",
        "all",
        "Dispatches of any agency, local services, press releases, social media. Pictures, and sources in other languages.",
        lambda f: not f.could,
    ),
    _R(
        "limits.text",
        "always",
        "Licences, telephone calls, a press release both writers held. A match says where words also stand, not that their use "
        "was improper.",
        lambda f: True,
    ),
)
"""The limits box that every article carries."""

LABEL = (
    _A(
        "label",
        "matched",
        "{extent} from {counts.partners}",
        lambda f: bool(f.extent and f.counts.matched and not f.counts.credited),
    ),
    _A(
        "label",
        "both",
        "{extent} matched or credited",
        lambda f: bool(f.extent and f.counts.matched and f.counts.credited),
    ),
    _A("label", "few", "Few sentences match", lambda f: bool(f.counts.matched) and not f.extent),
    _A(
        "label",
        "credited",
        "Credited, not checked",
        lambda f: bool(f.counts.credited) and not f.counts.matched,
    ),
    _A(
        "label",
        "maybe",
        "Needs a look",
        lambda f: bool(f.counts.maybe) and not f.counts.matched and not f.counts.credited,
    ),
    _A(
        "label",
        "none",
        "No dispatch found",
        lambda f: (
            f.counts.body > 0
            and f.reach.could
            and not (f.counts.matched or f.counts.credited or f.counts.maybe)
        ),
    ),
    _A(
        "label",
        "unsearched",
        "No dispatch searched",
        lambda f: (
            f.counts.body > 0
            and not f.reach.could
            and not (f.counts.matched or f.counts.credited or f.counts.maybe)
        ),
    ),
    _A("label", "empty", "No body text", lambda f: not f.counts.body),
    _A("label.shared", "beside", "; and an unseen source", lambda f: bool(f.counts.shared and f.extent)),
    _A(
        "label.shared",
        "alone",
        "; shares an unseen source",
        lambda f: bool(f.counts.shared) and not f.extent,
    ),
)
"""The verdict in a few words: a credit alone is no match, one match is not none, an unseen source is named."""

ROW = (
    _A(
        "row",
        "matched",
        "{counts.matched} of {counts.body:# sentence|# sentences}",
        lambda f: bool(f.counts.matched) or f.reach.could,
    ),
    _A(
        "row",
        "unsearched",
        "{counts.body:# sentence|# sentences}",
        lambda f: not f.counts.matched and not f.reach.could,
    ),
    _A("row", "credited", "{counts.credited} credited only", lambda f: bool(f.counts.credited)),
    _A("row", "maybe", "{counts.maybe} to look at", lambda f: bool(f.counts.maybe)),
    _A(
        "row.agencies",
        "none",
        "none found",
        lambda f: not (f.counts.matched or f.counts.credited) and f.reach.could,
    ),
    _A(
        "row.agencies",
        "unsearched",
        "no dispatch searched",
        lambda f: not (f.counts.matched or f.counts.credited or f.reach.could),
    ),
    _A(
        "row.agencies",
        "credited",
        "credited, not checked",
        lambda f: bool(f.counts.credited) and not f.counts.matched,
    ),
    _A("row.agencies", "unattributed", "no agency to name", lambda f: f.counts.unattributed > 0),
    _A("flag.un", "absent", "{absent} not named", lambda f: bool(f.absent)),
    _A("flag.uc", "named", "{named} named, not credited", lambda f: bool(f.named)),
    _A("flag.uc", "uncredited", "{uncredited} not credited", lambda f: bool(f.uncredited)),
    _A(
        "legend",
        "counts",
        "Counts are of body sentences; a source needs a certainty of {threshold:.2f}.",
        lambda f: True,
    ),
    _A("legend", "absent", "None here is: {kinds_absent}.", lambda f: bool(f.kinds_absent)),
)
"""A row of the overview, its flags, and the line under the legend."""

STATEMENTS: tuple[Statement[Any], ...] = (*VERDICT, *REACH, *AUDIT, *LIMITS, *LABEL, *ROW)
