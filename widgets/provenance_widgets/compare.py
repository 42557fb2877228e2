"""An article beside its sources in a notebook cell."""

from __future__ import annotations

import traitlets

from provenance import Annotation
from provenance.show import compare_view
from provenance_widgets.base import Shown


class Compare(Shown):
    """Show an article and its sources side by side: which passage became which, what moved, what was left out.

    Args:
        annotation: One article, as ``result[0]``.
        source: Id of the source to show first; by default the one that most sentences match.

    Attributes:
        doc: Id of the source that is shown. Set it to show another.
    """

    view = traitlets.Dict().tag(sync=True)
    doc = traitlets.Unicode(None, allow_none=True).tag(sync=True)

    def __init__(self, annotation: Annotation, source: str | None = None, **traits: object) -> None:
        if not isinstance(annotation, Annotation):
            raise TypeError(f"Compare takes one annotation, as result[0], not {annotation!r:.80}")
        self._annotation = annotation
        view = compare_view(annotation, source)
        first = view["tabs"][0]["doc"] if view["tabs"] else None
        super().__init__(view=view, doc=source or first, **traits)

    @property
    def annotation(self) -> Annotation:
        """The article that is shown."""
        return self._annotation

    def _kept(self) -> Annotation:
        return self._annotation
