"""Words that fit their numbers and names, and the form that every statement of the product has."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from string import Formatter
from typing import Generic, TypeVar

from provenance.contract import PERCENT

F = TypeVar("F")
FEW = 20
"""Below so many sentences a percentage says less than the count (mock notes, second set)."""


def listed(names: Sequence[str]) -> str:
    """Return names as a phrase.

    >>> listed(["AFP", "AP", "dpa"])
    'AFP, AP and dpa'
    """
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def share(part: int, whole: int) -> str:
    """Return a percentage with its number, and the number alone where there are too few to make a percentage of.

    >>> share(125, 307), share(3, 12), share(1, 307)
    ('41\u202f% (125)', '3', '<1\u202f% (1)')
    """
    return f"{per_cent(part, whole)} ({part:,})" if whole >= FEW else f"{part:,}"


def per_cent(part: int, whole: int) -> str:
    """Return a share as a whole percentage; what is there is never said to be 0 %, nor what lacks something 100 %."""
    rounded = round(100 * part / whole) if whole else 0
    if rounded == 0 and part:
        return f"<1{PERCENT}"
    return f"{'>99' if rounded == 100 and part < whole else rounded}{PERCENT}"


@dataclass(frozen=True, slots=True)
class Statement(Generic[F]):
    """A sentence that the product can print: where, what, and when it is true.

    ``slot`` is the place that prints it, every statement of a slot that is true in the order of the table; ``name`` is
    unique within the slot; ``about`` is the record of facts that ``template`` and ``when`` read.
    """

    about: type[F]
    slot: str
    name: str
    template: str
    when: Callable[[F], bool]


def about(facts: type[F]) -> Callable[[str, str, Callable[[F], bool]], Statement[F]]:
    """Return a maker of statements about one kind of facts; the first argument is ``"slot: name"``."""

    def statement(place: str, template: str, when: Callable[[F], bool]) -> Statement[F]:
        slot, _, name = place.partition(": ")
        return Statement(facts, slot, name, template, when)

    return statement


def always(_: object) -> bool:
    """Hold for all facts."""
    return True


class _Reader(Formatter):
    """Fills a template from the attributes of some facts; numbers and tuples of names choose their words."""

    def get_value(self, key: int | str, args: Sequence[object], _: Mapping[str, object]) -> object:
        return getattr(args[0], str(key))

    def format_field(self, value: object, spec: str) -> str:
        if isinstance(value, tuple):
            return _chosen(spec, one=len(value) == 1) if "|" in spec else listed(value)
        if isinstance(value, int):
            return (_chosen(spec, one=value == 1) if "|" in spec else "#").replace("#", f"{value:,}")
        return str(super().format_field(value, spec))


def _chosen(spec: str, *, one: bool) -> str:
    single, many = spec.split("|", 1)
    return single if one else many


_READER = _Reader()


def fill(template: str, facts: object) -> str:
    """Return a template with the facts in it: a spec ``one|many`` chooses words, in which ``#`` is the number.

    >>> from types import SimpleNamespace as Facts
    >>> fill("{n:# sentence is|# sentences are} by {who}; {who:it is|they are} named", Facts(n=1200, who=("AFP",)))
    '1,200 sentences are by AFP; it is named'
    """
    return _READER.vformat(template, (facts,), {})
