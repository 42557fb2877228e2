"""Every analysis by name, and one call that answers one of them or all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, overload

from provenance.analysis.answer import Answer
from provenance.analysis.composition import composition
from provenance.analysis.corrected import corrected
from provenance.analysis.coverage import coverage
from provenance.analysis.delay import delay
from provenance.analysis.diversity import diversity
from provenance.analysis.editing import editing
from provenance.analysis.events import events
from provenance.analysis.homogeneity import homogeneity
from provenance.analysis.matrix import matrix
from provenance.analysis.network import network
from provenance.analysis.position import position
from provenance.analysis.selection import selection
from provenance.analysis.sensitivity import sensitivity
from provenance.analysis.tables import Tables, as_tables
from provenance.analysis.transparency import transparency
from provenance.analysis.versions import versions
from provenance.config import known


@dataclass(frozen=True, slots=True)
class Analysis:
    """One question: what it is called, what it asks, and the function that answers it from Tables."""

    name: str
    asks: str
    function: Callable[..., Answer]

    def __call__(self, tables: Tables, seed: int = 0, *, validation: object = None) -> Answer:
        """Answer, with a seed where something is drawn and a validation where shares are corrected."""
        import inspect

        common, takes = {"seed": seed, "validation": validation}, inspect.signature(self.function).parameters
        return self.function(tables, **{name: value for name, value in common.items() if name in takes})


ANALYSES: Final[Mapping[str, Analysis]] = {
    item.name: item
    for item in (
        Analysis("composition", "What are the articles made of?", composition),
        Analysis("corrected", "What would it be without the tool's errors? (needs a validation)", corrected),
        Analysis("transparency", "Do articles credit what they match?", transparency),
        Analysis("delay", "How long after the dispatch?", delay),
        Analysis("editing", "What do desks cut, merge, reorder, replace and change?", editing),
        Analysis("position", "Where in the article does it stand?", position),
        Analysis("versions", "Do articles rest on versions that were corrected or withdrawn?", versions),
        Analysis("events", "Which events are the articles about?", events),
        Analysis("matrix", "Which outlet has sentences of which agency?", matrix),
        Analysis("network", "From which agency to which outlet, and when?", network),
        Analysis("homogeneity", "How alike are outlets, with and without agency text?", homogeneity),
        Analysis("diversity", "On how many agencies does an outlet draw, and how evenly?", diversity),
        Analysis("selection", "Which dispatches were picked up? (needs the archive)", selection),
        Analysis("sensitivity", "What would another threshold say?", sensitivity),
        Analysis("coverage", "What does the archive hold, day by day? (needs the archive)", coverage),
    )
}
"""Every analysis, in the order of a report."""
COMMON: Final = ("seed", "validation")
"""Keywords that all analyses are asked with."""


@overload
def analyse(given: object, name: str, *, archive: object = None, **options: Any) -> Answer: ...
@overload
def analyse(
    given: object, name: None = None, *, archive: object = None, **options: Any
) -> dict[str, Answer]: ...
def analyse(
    given: object, name: str | None = None, *, archive: object = None, **options: Any
) -> Answer | dict[str, Answer]:
    """Answer one question about annotated articles, or all.

    Args:
        given: A Corpus, annotations, the files that hold them, or Tables.
        name: One of :data:`ANALYSES`; all of them, by name, where it is not given.
        archive: What the articles could have used: an Archive, its folder, or dispatches; some questions need it.
        options: Keywords of that analysis, such as ``by="outlet"``; for all of them only ``seed`` and ``validation``.

    Raises:
        ConfigError: There is no such analysis.
        ReadError: A file cannot be read.
    """
    known(name or next(iter(ANALYSES)), list(ANALYSES), "analysis")
    tables = as_tables(given).with_archive(archive)
    if name is not None:
        return ANALYSES[name].function(tables, **options)
    for option in options:
        known(option, list(COMMON), "keyword of all analyses")
    return {item.name: item(tables, **options) for item in ANALYSES.values()}
