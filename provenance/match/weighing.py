"""How likely is it that a sentence derives from a passage? Matches in, calibrated probabilities out.

Two small logistic models in a row (``calibration.json``): the first sees one sentence against one source sentence, the
second sees the first one's answers around it, because wire copy comes in runs and in order. Three limits then keep the
answer to what the sentence itself can carry: neighbours support its words and never replace them; rewriting that nothing
proves is doubted; speech counts where copied narration stands beside it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from provenance.config import AlignmentConfig, WeighConfig
from provenance.match.alignment import Match, Profile
from provenance.match.features import (
    OWN,
    context,
    edit_row,
    log_odds,
    neighbourhood,
    own_rows,
    probability_of,
)
from provenance.match.model import Logistic, calibration
from provenance.match.usage import Best, Use, carried, use

_EDGE = float(np.finfo(np.float64).tiny)


def weigh(
    article: Profile,
    matches: Iterable[Match],
    *,
    models: Mapping[str, Logistic] | None = None,
    config: AlignmentConfig | None = None,
    limits: WeighConfig | None = None,
) -> tuple[Match, ...]:
    """Return every match with its features and probabilities, by segment and best first.

    The best match of a segment with each source gets the second model's probability, but never more than that of
    the segment's leading source: the model was fitted on leading sources, and the highest of many guesses is too high.
    Further sentences of the same source get the smaller of that and their own.

    Args:
        article: The article's profile.
        matches: Its matches with any number of sources, not weighed.
        models: ``own``, ``context``, ``reuse`` and ``edit``; those of the package where none are given.
        config: How sources that tie are put in order.
        limits: How far neighbours may lift a sentence, and what proves rewriting.
    """
    models, config, limits = models or calibration(), config or AlignmentConfig(), limits or WeighConfig()
    given = list(matches)
    if not given:
        return ()
    rows, alone = _alone(given, models["own"])
    found = {
        source: {number: given[i].weighed(tuple(rows[i].tolist()), alone[i]) for number, i in places.items()}
        for source, places in _best_places(given, alone).items()
    }
    order = article.prepared.content
    taken = {source: use(items, order, limits) for source, items in found.items()}
    best = {
        source: limited(items, order, taken[source], models=models, config=limits)
        for source, items in second_pass(in_context(article, found, limits, taken), models).items()
    }
    leads = leading(best, lengths(article), explains=config.explains)
    weighed = []
    for match, row, own in zip(given, rows, alone, strict=True):
        known, lead = best[match.source][match.segment], best[leads[match.segment]][match.segment]
        derived = (
            known.probability if known is lead else min(known.probability, config.tie * lead.probability)
        )
        if match.sentence != known.sentence:
            weighed.append(_beside(match, row, own, min(config.tie * derived, own), known.reuse, config))
        elif derived != known.probability:
            weighed.append(known.weighed(known.features, known.alone, derived, known.reuse))
        else:
            weighed.append(known)
    return tuple(sorted(weighed, key=_rank))


def first_pass(matches: Iterable[Match], model: Logistic) -> list[Match]:
    """Return every match with its own features and the first model's probability."""
    given = list(matches)
    return [
        match.weighed(tuple(row.tolist()), own)
        for match, row, own in zip(given, *_alone(given, model), strict=True)
    ]


def _beside(  # noqa: PLR0917 - a match and what weighing adds to it
    match: Match,
    row: NDArray[np.float64],
    alone: float,
    probability: float,
    reuse: float,
    config: AlignmentConfig,
) -> Match:
    """Return a match that is not its source's best; what the models read is written out only where it may be evidence."""
    worth = max(probability, config.speech_worth * match.speech)
    return match.weighed(tuple(row.tolist()) if worth >= config.floor else (), alone, probability, reuse)


def _alone(matches: Sequence[Match], model: Logistic) -> tuple[NDArray[np.float64], list[float]]:
    """Return the own features of matches, one row each, and the first model's probabilities."""
    if not matches:
        return np.zeros((0, len(OWN))), []
    rows = own_rows(matches)
    return rows, model.probability(rows).tolist()


def best_by_source(first: Iterable[Match]) -> dict[str, dict[int, Match]]:
    """Return, for each source and segment, the match with the highest probability; earlier sentences win ties."""
    given = list(first)
    places = _best_places(given, [match.alone for match in given])
    return {source: {number: given[i] for number, i in best.items()} for source, best in places.items()}


def _best_places(matches: Sequence[Match], alone: Sequence[float]) -> dict[str, dict[int, int]]:
    """Return where the best match of each source and segment stands."""
    best: dict[str, dict[int, int]] = defaultdict(dict)
    for place, match in enumerate(matches):
        known = best[match.source]
        if match.segment not in known or alone[place] > alone[known[match.segment]]:
            known[match.segment] = place
    return dict(best)


def in_context(
    article: Profile,
    by_source: Mapping[str, Best],
    config: WeighConfig,
    taken: Mapping[str, Use] | None = None,
) -> dict[str, dict[int, Match]]:
    """Return the best matches with the features of their neighbourhood beside their own.

    ``taken`` is how the article uses each source, where that is known; read here where None.
    """
    order = article.prepared.content
    taken = taken or {source: use(best, order, config) for source, best in by_source.items()}
    around = neighbourhood(by_source, order, lengths(article))
    return {
        source: {
            number: match.weighed((*match.features, *row), match.alone)
            for (number, match), row in zip(best.items(), context(best, around, taken[source]), strict=True)
        }
        for source, best in by_source.items()
    }


def second_pass(by_source: Mapping[str, Best], models: Mapping[str, Logistic]) -> dict[str, dict[int, Match]]:
    """Return matches in their context with the second models' probabilities."""
    rows = [match.features[len(OWN) :] for best in by_source.values() for match in best.values()]
    if not rows:
        return {}
    table = np.array(rows, dtype=np.float64)
    both = zip(*(models[name].probability(table).tolist() for name in ("context", "reuse")), strict=True)
    return {
        source: {
            number: match.weighed(match.features, match.alone, *next(both)) for number, match in best.items()
        }
        for source, best in by_source.items()
    }


def limited(
    best: Best, order: Sequence[int], taken: Use, *, models: Mapping[str, Logistic], config: WeighConfig
) -> dict[int, Match]:
    """Return matches with their probability kept within what each sentence can carry, and what that took or gave.

    Neighbours lift a sentence by ``lift`` at most. Rewriting that nothing proves is doubted and never likely. Speech has
    at least what the copied narration beside it hands on.
    """
    rewritten = models["edit"].classify(np.array([edit_row(match) for match in best.values()]))
    lift = config.follows if taken.follows(config) else config.lift
    speech = carried(best, order, config)
    result = {}
    for (number, match), heavy in zip(best.items(), rewritten, strict=True):
        proven = not heavy or is_proven(match, taken, config)
        first = _odds(match.probability)
        lifted = min(first, log_odds(match.alone) + lift)
        kept = lifted if proven else min(lifted - config.doubt, _odds(config.unproven))
        given = max(kept, _odds(speech[number])) if number in speech else kept
        steps = (lifted - first, kept - lifted, given - kept)
        result[number] = match.weighed(
            (*match.features, *steps), match.alone, probability_of(given), match.reuse
        )
    return result


def is_proven(match: Match, taken: Use, config: WeighConfig) -> bool:
    """Tell whether rewriting is shown: one chosen word at least, and a use of the dispatch.

    That is a whole article in its order; or a passage copied elsewhere, where this sentence's own words speak for it too:
    a report that takes one paragraph may have the next from its own desk.
    """
    if not match.wording.matched:
        return False
    return taken.follows(config) or (taken.shown(match.segment, config) and match.alone >= config.own)


def _odds(probability: float) -> float:
    """Return log-odds as they are: only certainty itself is cut."""
    return math.log(max(probability, _EDGE)) - math.log(max(1 - probability, _EDGE))


def leading(
    by_source: Mapping[str, Best], words: Mapping[int, int], *, explains: float = AlignmentConfig().explains
) -> dict[int, str]:
    """Return each segment's leading source: log-odds of the first model, and ``explains`` by its share of the article.

    Of equals the first by name leads.
    """
    ranked: dict[int, tuple[float, str]] = {}
    for source, best in sorted(by_source.items()):
        share = explained(best, words)
        for number, match in best.items():
            rank = log_odds(match.alone) + explains * share
            if number not in ranked or rank > ranked[number][0]:
                ranked[number] = (rank, source)
    return {number: source for number, (_, source) in ranked.items()}


def explained(best: Best, words: Mapping[int, int]) -> float:
    """Return the share of the article's words that one source explains."""
    return sum(words[number] * match.alone for number, match in best.items()) / (sum(words.values()) or 1)


def lengths(article: Profile) -> dict[int, int]:
    """Return the words of each compared segment."""
    return {number: len(tokens) for number, tokens in article.words.items()}


def _rank(match: Match) -> tuple[int, float, float, str, int]:
    return (match.segment, -match.probability, -match.shared, match.source, match.sentence)
