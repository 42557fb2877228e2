"""What is said of several articles, of shared sources, and of an article beside a source, and when it is true."""

from __future__ import annotations

from typing import Any

from provenance.show.statements.facts import (
    BesideFacts,
    CompareFacts,
    CorpusFacts,
    FoldFacts,
    GroupFacts,
    PairFacts,
)
from provenance.show.statements.wording import Statement, about, always

_corpus = about(CorpusFacts)
_beside = about(CompareFacts)
_groups = about(GroupFacts)
_sources = about(BesideFacts)
_pair = about(PairFacts)
_fold = about(FoldFacts)


HEAD: tuple[Statement[Any], ...] = (
    _corpus("head: empty", "No article was annotated.", lambda f: not f.articles),
    _corpus("head: bodiless", "No body sentence was found.", lambda f: f.articles > 0 and not f.counts.body),
    _corpus(
        "head: share",
        "{counts.matched_share} of {counts.body:# sentence|# sentences} match {counts.partners}",
        lambda f: f.key == "matched" and f.counts.many and f.counts.matched > 0,
    ),
    _corpus(
        "head: count",
        "{counts.matched} of {counts.body:# sentence|# sentences} {counts.matched:matches|match} {counts.partners}",
        lambda f: f.key == "matched" and (not f.counts.many or not f.counts.matched),
    ),
    _corpus(
        "head: credited",
        "{counts.credited} of {counts.body:# sentence|# sentences} {counts.credited:is|are} credited to an agency and not checked",
        lambda f: f.key == "credited",
    ),
    _corpus(
        "head: shared",
        "{counts.shared} of {counts.body:# sentence|# sentences} {counts.shared:is|are} shared between outlets, their source not "
        "seen",
        lambda f: f.key == "shared",
    ),
    _corpus(
        "head: none",
        "No dispatch was at hand for {counts.body:this sentence|these # sentences}",
        lambda f: f.key == "none" and f.counts.body > 0,
    ),
    _corpus(
        "head.n: matched",
        " ({counts.matched})",
        lambda f: f.key == "matched" and f.counts.many and f.counts.matched > 0,
    ),
    _corpus("head.n: credited", " ({credited_share})", lambda f: f.key == "credited" and f.counts.many),
    _corpus("head.n: shared", " ({shared_share})", lambda f: f.key == "shared" and f.counts.many),
    _corpus(
        "head.rest: credited",
        "{credited} {counts.credited:is|are} credited to an agency and not checked",
        lambda f: bool(f.counts.credited) and f.key != "credited",
    ),
    _corpus(
        "head.rest: shared",
        "{shared} {counts.shared:is|are} shared between outlets, their source not seen",
        lambda f: bool(f.counts.shared) and f.key != "shared",
    ),
    _corpus(
        "head.rest: pages",
        "{pages} {counts.pages:matches|match} a page that credits an agency",
        lambda f: f.counts.pages > 0 and (f.key == "credited" or f.counts.pages < f.counts.matched),
    ),
    _corpus("head.rest: maybe", "{maybe} {counts.maybe:needs|need} a look", lambda f: bool(f.counts.maybe)),
    _corpus(
        "head.more: unnamed",
        "{unnamed} of {articles:# article|# articles} {unnamed:matches|match} an agency not named on {unnamed:its page|their "
        "pages}.",
        lambda f: f.unnamed > 0,
    ),
    _corpus(
        "head.more: uncredited",
        "{uncredited} of {articles:# article|# articles} {uncredited:matches|match} an agency that {uncredited:its page names|"
        "their pages name} and {uncredited:does|do} not credit.",
        lambda f: f.uncredited > 0,
    ),
    _corpus(
        "head.more: at_hand", "{at_hand:# dispatch was|# dispatches were} at hand.", lambda f: f.at_hand > 0
    ),
    _corpus(
        "head.more: unreached",
        "For {unreached:# article|# articles} no dispatch lies inside the time window.",
        lambda f: f.unreached > 0,
    ),
    _corpus(
        "head.more: unrecorded",
        "How many of them were searched for {unrecorded:# article|# articles} is not recorded.",
        lambda f: f.unrecorded > 0,
    ),
    _corpus(
        "head.more: bare",
        "No dispatch was at hand, so nothing here says that a sentence matches one.",
        lambda f: not f.at_hand,
    ),
    _corpus(
        "effect: matched",
        "{counts.matched} of {counts.body} match {counts.partners}, {counts.shared:# is|# are} shared",
        lambda f: f.key == "matched",
    ),
    _corpus(
        "effect: shared",
        "{counts.pages:# matches|# match} a page that credits an agency, {counts.shared:# is|# are} shared",
        lambda f: f.key != "matched",
    ),
    _corpus(
        "drawing: dispatches",
        "the share of its sentences that match dispatches",
        lambda f: not f.counts.pages,
    ),
    _corpus(
        "drawing: pages",
        "the share of its sentences that match dispatches or credited pages",
        lambda f: f.counts.pages > 0,
    ),
    _corpus("matches: any", "match {counts.partners}", lambda f: f.key == "matched"),
    _corpus(
        "missing: credited",
        "Dispatches. With them {counts.credited:the credited sentence|the # credited sentences} can be checked, and a source can "
        "be looked for where {counts.nothing:# sentence has|# sentences have} none.",
        lambda f: f.articles > 0 and not f.at_hand and f.counts.credited > 0 and f.counts.nothing > 0,
    ),
    _corpus(
        "missing: check",
        "Dispatches. With them {counts.credited:the credited sentence|the # credited sentences} can be checked.",
        lambda f: not f.at_hand and f.counts.credited > 0 and not f.counts.nothing,
    ),
    _corpus(
        "missing: look",
        "Dispatches. With them a source can be looked for where {counts.nothing:# sentence has|# sentences have} none.",
        lambda f: not f.at_hand and not f.counts.credited and f.counts.nothing > 0,
    ),
    _corpus(
        "totals: all",
        "{articles:# article|# articles}, {counts.body:# body sentence|# body sentences}",
        always,
    ),
    _corpus(
        "totals.kinds: matched",
        "{counts.matched:# matches|# match} {counts.partners}",
        lambda f: f.at_hand > 0 or f.counts.matched > 0,
    ),
    _corpus(
        "totals.kinds: credited",
        "{counts.credited} credited and not checked",
        lambda f: bool(f.counts.credited),
    ),
    _corpus("totals.kinds: shared", "{counts.shared} shared", lambda f: bool(f.counts.shared)),
    _corpus("totals.kinds: maybe", "{counts.maybe} to look at", lambda f: bool(f.counts.maybe)),
    _corpus(
        "totals.kinds: quotes",
        "{counts.quotes:# public quote|# public quotes}",
        lambda f: bool(f.counts.quotes),
    ),
    _corpus(
        "totals.kinds: nothing", "{counts.nothing} without a source found", lambda f: bool(f.counts.nothing)
    ),
)
"""The key sentence of many articles is built from what was done: matches only where something could match."""

COMPARE: tuple[Statement[Any], ...] = (
    _sources(
        "compare.empty: none",
        "No source matches this article, so there is nothing to put beside it.",
        lambda f: not f.sources and f.kept,
    ),
    _sources(
        "compare.empty: lost",
        "No text of a source was kept with this result, so nothing can be put beside it.",
        lambda f: not f.sources and not f.kept,
    ),
    _beside(
        "compare: match",
        "{resting} of {body:# article sentence|# article sentences} {resting:matches|match} this {noun}",
        lambda f: f.role != "article",
    ),
    _beside(
        "compare: share",
        "{resting} of {body:# article sentence|# article sentences} {resting:shares|share} words with this article",
        lambda f: f.role == "article",
    ),
    _beside("compare.more: maybe", "; {maybe:# more needs|# more need} a look", lambda f: f.maybe > 0),
    _beside(
        "compare.more: also",
        "; {also:# more stands here too and rests|# more stand here too and rest} on another source",
        lambda f: f.also > 0,
    ),
    _beside(
        "compare.rest: unused",
        "{unused} of its {sentences:# sentence|# sentences} {unused:was|were} not used",
        lambda f: f.role != "article",
    ),
    _beside(
        "compare.rest: alone",
        "{unused} of its {sentences:# sentence|# sentences} {unused:has|have} no partner here",
        lambda f: f.role == "article",
    ),
    _pair("pair: same", "all {words} words, in the same order", lambda f: f.same),
    _pair("pair: kept", "{kept} of {words} words kept", lambda f: not f.same),
    _fold("fold: nothing", "{number:# sentence|# sentences} with no source found", lambda f: f.kind == "n"),
    _fold("fold: match", "{number:# sentence matches|# sentences match} {names}", lambda f: f.kind == "w"),
    _fold("fold: maybe", "{number:# sentence|# sentences} may match {names}", lambda f: f.kind == "r"),
    _fold(
        "fold: shared",
        "{number:# sentence|# sentences} shared with another outlet",
        lambda f: f.kind == "sh",
    ),
    _fold("fold: credited", "{number:# sentence|# sentences} credited, not checked", lambda f: f.kind == "c"),
    _fold("fold: quote", "{number:# public quote|# public quotes} of other sources", lambda f: f.kind == "q"),
    _fold(
        "fold: unused",
        "{number:# sentence|# sentences} of this {noun} {number:was|were} not used",
        lambda f: f.kind == "unused",
    ),
    _fold(
        "fold: alone",
        "{number:# sentence of the other article has|# sentences of the other article have} no partner here",
        lambda f: f.kind == "alone",
    ),
    _beside("compare.rest: moved", "{moved:# stands|# stand} in another order", lambda f: f.moved > 0),
)
"""An article beside one source. "Not used" is said of dispatches only: which came first cannot be told of articles."""

GROUPS: tuple[Statement[Any], ...] = (
    _groups(
        "groups: none",
        "No passage stands in two articles without a dispatch that explains it.",
        lambda f: not f.sources,
    ),
    _groups(
        "groups: some",
        "{passages:# passage|# passages} in {articles:# article|# articles} {passages:stands|stand} in more than one of them, and "
        "no dispatch at hand explains {passages:it|them}.",
        lambda f: f.sources > 0,
    ),
    _groups(
        "groups.rest: at_hand", "{at_hand:# dispatch was|# dispatches were} at hand.", lambda f: f.at_hand > 0
    ),
    _groups("groups.rest: bare", "No dispatch was at hand.", lambda f: not f.at_hand),
    _groups(
        "groups.rest: unknown", "Who had it from whom cannot be told from the text.", lambda f: f.sources > 0
    ),
    _groups("stretches: one", "{passages:# passage|# passages}.", lambda f: f.stretches < 2),
    _groups(
        "stretches: several",
        "{passages:# passage|# passages} in {stretches} stretches. It may be one item that each outlet cut, or several.",
        lambda f: f.stretches > 1,
    ),
    _groups(
        "stretches: order",
        "The articles do not have the stretches in the same order.",
        lambda f: f.stretches > 1 and not f.agreed,
    ),
    _groups(
        "stretches: hidden",
        "{hidden:# more article has|# more articles have} it and {hidden:is|are} not listed.",
        lambda f: f.hidden > 0,
    ),
    _groups(
        "passages: order",
        "The articles do not have these passages in the same order.",
        lambda f: not f.agreed,
    ),
    _groups(
        "common: some",
        "Both have these passages and no dispatch at hand explains them: a source that nobody here has seen may have held them. "
        "Who had it from whom cannot be told.",
        lambda f: f.passages > 0,
    ),
)
"""What articles share that no dispatch at hand explains."""

STATEMENTS: tuple[Statement[Any], ...] = (*HEAD, *COMPARE, *GROUPS)
