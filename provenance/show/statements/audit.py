"""What is said of declared, found and different, and of how much was searched, and when it is true."""

from __future__ import annotations

from typing import Any

from provenance.show.statements.facts import AgencyCount, ArticleFacts, Reach
from provenance.show.statements.wording import Statement, about, always

_article = about(ArticleFacts)
_reach = about(Reach)
_agency = about(AgencyCount)

AUDIT: tuple[Statement[Any], ...] = (
    _article("declared: none", "No agency is credited for the text.", lambda f: not f.declared),
    _article(
        "declared: nameless", "An agency is credited, none is named.", lambda f: f.nameless and not f.credits
    ),
    _article(
        "declared: other",
        "What is declared names no agency.",
        lambda f: f.declared and not f.nameless and not f.credits,
    ),
    _agency("agency: sure", "{sure:# sentence matches|# sentences match}", lambda f: f.sure > 0),
    _agency("agency: maybe", "{maybe:# more needs|# more need} a look", lambda f: f.sure > 0 and f.maybe > 0),
    _agency(
        "agency: only",
        "{maybe:# sentence needs|# sentences need} a look",
        lambda f: not f.sure and f.maybe > 0,
    ),
    _article(
        "found: none",
        "No sentence matches a dispatch.",
        lambda f: not (f.counts.matched or f.counts.maybe) and f.reach.could,
    ),
    _article(
        "found: unsearched",
        "No dispatch was searched, so none could match.",
        lambda f: not (f.counts.matched or f.counts.maybe or f.reach.could),
    ),
    _article(
        "found: maybe",
        "No sentence surely matches; {counts.maybe:# needs|# need} a look.",
        lambda f: bool(f.counts.maybe) and not f.counts.matched and not f.counts.found,
    ),
    _article(
        "found: unattributed",
        "{counts.unattributed:# sentence matches|# sentences match} {counts.partners} with no agency to name.",
        lambda f: f.counts.unattributed > 0,
    ),
    _article(
        "found: several",
        "{counts.several:# of them stands|# of them stand} in dispatches of several agencies.",
        lambda f: f.counts.several > 0,
    ),
    _article(
        "difference: absent", "{absent} {absent:is|are} not named on this page.", lambda f: bool(f.absent)
    ),
    _article(
        "difference: named",
        "{named} {named:is|are} named on this page, but not credited for its text.",
        lambda f: bool(f.named),
    ),
    _article(
        "difference: uncredited",
        "{uncredited} {uncredited:is|are} not credited for the text of this page.",
        lambda f: bool(f.uncredited),
    ),
    _article(
        "difference: unchecked",
        "{unchecked} {unchecked:is|are} credited; no dispatch of {unchecked:it|them} was searched.",
        lambda f: bool(f.unchecked),
    ),
    _article(
        "difference: missed",
        "{missed} {missed:is|are} credited; no dispatch of {missed:it|them} matches.",
        lambda f: bool(f.missed),
    ),
    _article(
        "difference: unsure",
        "{unsure} {unsure:is|are} credited; what matches needs a look.",
        lambda f: bool(f.unsure),
    ),
    _article(
        "difference: same",
        "What is declared was found.",
        lambda f: bool(f.credits) and not f.gap and not f.counts.unattributed,
    ),
    _article(
        "difference: nameless",
        "The credit names no agency that could be checked.",
        lambda f: f.declared and not f.credits,
    ),
    _article(
        "difference: nothing",
        "Nothing is declared and nothing was found.",
        lambda f: f.unsaid and not f.counts.claims and f.reach.could,
    ),
    _article(
        "difference: unclaimed",
        "No agency is declared, and none is found for certain.",
        lambda f: f.unsaid and f.counts.claims > 0,
    ),
    _article(
        "difference: unsearched",
        "Nothing is declared, and no dispatch was searched.",
        lambda f: f.unsaid and not f.counts.claims and not f.reach.could,
    ),
    _article(
        "difference: unattributed",
        "{counts.unattributed:# match|# matches} can be laid at no agency’s door.",
        lambda f: f.counts.unattributed > 0,
    ),
    _article(
        "difference.note: licence",
        "Whether the outlet holds a licence cannot be known from text.",
        lambda f: f.declared or bool(f.counts.matched or f.counts.maybe),
    ),
)
"""Declared, found, difference: a credit, a mention and a match stay three facts."""

LIMITS: tuple[Statement[Any], ...] = (
    _reach("limits: searched", "{dispatches:# dispatch|# dispatches}{listing}.", lambda f: f.dispatches > 0),
    _reach("limits: dates", "Released {dates}.", lambda f: f.dispatches > 0 and bool(f.dates)),
    _reach(
        "limits: outside",
        "{outside:# more was at hand and lies|# more were at hand and lie} outside the time window of this article.",
        lambda f: f.dispatches > 0 and f.outside > 0,
    ),
    _reach(
        "limits: shut",
        "No dispatch: {outside:the one at hand lies|all # at hand lie} outside the time window of this article.",
        lambda f: f.shut,
    ),
    _reach(
        "limits: hours",
        "Window before publication: {hours:g} hours.",
        lambda f: f.hours > 0 and f.dated and not f.bare,
    ),
    _reach("limits: always", "All times before publication.", lambda f: not f.hours and f.dated and f.could),
    _reach(
        "limits: undated",
        "The article states no time, so dispatches of all times can be its source.",
        lambda f: not f.dated and not f.bare,
    ),
    _reach("limits: bare", "No archive of dispatches; the credits of the page were read.", lambda f: f.bare),
    _reach(
        "limits: unrecorded",
        "How much of the archive was searched is not recorded in this result.",
        lambda f: not f.recorded,
    ),
    _reach(
        "limits: peers",
        "{peers:# other article|# other articles} of the same run {peers:was|were} compared with this one.",
        lambda f: f.peers > 0,
    ),
    _reach(
        "limits.not: other",
        "Other agencies, local services, press releases, social media. Later versions of these dispatches, if there were any. "
        "Pictures, and sources in other languages.",
        lambda f: f.could,
    ),
    _reach(
        "limits.not: all",
        "Dispatches of any agency, local services, press releases, social media. Pictures, and sources in other languages.",
        lambda f: not f.could,
    ),
    _reach(
        "limits.text: always",
        "Licences, telephone calls, a press release both writers held. A match says where words also stand, not that their use "
        "was improper.",
        always,
    ),
)
"""The limits box that every article carries."""

STATEMENTS: tuple[Statement[Any], ...] = (*AUDIT, *LIMITS)
