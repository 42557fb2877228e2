"""Words that fit their numbers and names, and the form that every statement of the product has.

A template is read by :class:`string.Formatter` over the attributes of some facts. Numbers choose their words
(``{body:# sentence|# sentences}``), and so do lists of names (``{absent} {absent:is|are} not named``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from string import Formatter
from typing import Any, Generic, TypeVar

F = TypeVar("F")
FEW = 20
"""Below so many sentences a percentage says less than the count (mock notes, second set)."""


def count(number: int, one: str, many: str | None = None) -> str:
    """Return ``1 sentence`` or ``2 sentences``.

    >>> count(1, "item"), count(1200, "item")
    ('1 item', '1,200 items')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(names: Sequence[str]) -> str:
    """Return names as a phrase.

    >>> listed(["AFP", "AP", "dpa"])
    'AFP, AP and dpa'
    """
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


class Number(int):
    """A count that chooses its words: ``one|many``, in which ``#`` is the number itself.

    >>> f"{Number(1):# is|# are}, {Number(1200):# is|# are}, {Number(3)}"
    '1 is, 1,200 are, 3'
    """

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        figures = f"{int(self):,}"
        return _chosen(spec, single=self == 1).replace("#", figures) if "|" in spec else figures


class Names(tuple[str, ...]):
    """Some names that choose their words, and read as a phrase.

    >>> names = Names(("AFP", "AP"))
    >>> f"{names} {names:is|are} here"
    'AFP and AP are here'
    """

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        return _chosen(spec, single=len(self) == 1) if "|" in spec else listed(self)


def _chosen(spec: str, *, single: bool) -> str:
    one, many = spec.split("|", 1)
    return one if single else many


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
        return "<1\u202f%"
    return ">99\u202f%" if rounded == 100 and part < whole else f"{rounded}\u202f%"


@dataclass(frozen=True, slots=True)
class Statement(Generic[F]):
    """A sentence that the product can print: where, what, and when it is true.

    ``slot`` is the place that prints it, every statement of a slot that is true in the order of the table; ``name`` is
    unique within the slot.
    """

    slot: str
    name: str
    template: str
    when: Callable[[F], bool]


class _Reader(Formatter):
    """Reads the fields of a template from the attributes of the facts."""

    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        return getattr(args[0], str(key))


_READER = _Reader()


def filled(statement: Statement[Any], facts: object) -> str:
    """Return a statement with the facts in it."""
    return _READER.vformat(statement.template, (facts,), {})
