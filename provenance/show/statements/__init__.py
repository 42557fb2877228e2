"""Every sentence that the product prints about an article, its sentences and its sources, with when it is true.

One table, read by every view: a statement has one place, one wording and one condition over facts. What the browser prints
was said here too, for every threshold of the slider.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import Any

from provenance.show.statements import article, audit, corpus, desk, sentence
from provenance.show.statements.wording import Statement, fill

STATEMENTS: tuple[Statement[Any], ...] = (
    *article.STATEMENTS,
    *audit.STATEMENTS,
    *corpus.STATEMENTS,
    *desk.STATEMENTS,
    *sentence.STATEMENTS,
)
"""In the order in which they are printed."""


@lru_cache(maxsize=1)
def _slots() -> dict[str, list[Statement[Any]]]:
    slots: dict[str, list[Statement[Any]]] = defaultdict(list)
    for statement in STATEMENTS:
        slots[statement.slot].append(statement)
    return dict(slots)


def said(slot: str, facts: object) -> list[str]:
    """Return every statement of a slot that is true of some facts, in order."""
    return [fill(statement.template, facts) for statement in _slots()[slot] if statement.when(facts)]


def say(slot: str, facts: object, *, between: str = " ") -> str:
    """Return the true statements of a slot as one text."""
    return between.join(said(slot, facts))


def item_says(facts: desk.ItemFacts) -> str:
    """Return the sentence of an entry of the editor's list."""
    return say("item", facts)


def list_says(facts: desk.ListFacts) -> tuple[str, str]:
    """Return what is said of the whole list: the sentence that leads, and the rest."""
    return say("list", facts), say("list.rest", facts)


def list_limits(facts: desk.ListFacts) -> list[str]:
    """Return what the list cannot show."""
    return said("list.limits", facts)
