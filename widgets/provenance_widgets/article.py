"""One article in a notebook cell: coloured text, evidence on click, and the choices made there back in Python."""

from __future__ import annotations

from typing import Final

import traitlets

from provenance import Annotation, Corpus, Finding
from provenance.show import article_view, bounded
from provenance_widgets.base import Shown

MODES: Final = ("provenance", "agency", "certainty", "edit")


class Article(Shown):
    """Show an annotated article; click a sentence, or walk with the arrow keys, to see where its words stand.

    Args:
        annotation: One article, as ``result[0]``.

    Attributes:
        selected: Id of the sentence whose evidence is open, or None. Set it to open another.
        hidden: Classes (``w e c sh r q n``) whose colour is switched off in the legend.
        mode: What the colours say: ``provenance``, ``agency``, ``certainty`` or ``edit``.
        threshold: Probability (0-1) from which a passage counts as a source; None is the one it was decided with.

    All four are traits: ``observe`` them, or link them between widgets with ``ipywidgets.jslink``.
    """

    view = traitlets.Dict().tag(sync=True)
    selected = traitlets.Unicode(None, allow_none=True).tag(sync=True)
    hidden = traitlets.List(traitlets.Unicode(), default_value=["n"]).tag(sync=True)
    mode = traitlets.Enum(MODES, default_value="provenance").tag(sync=True)
    threshold = traitlets.Float(None, allow_none=True, min=0.0, max=1.0).tag(sync=True)

    def __init__(self, annotation: Annotation, **traits: object) -> None:
        if not isinstance(annotation, Annotation):
            raise TypeError(f"Article takes one annotation, as result[0], not {annotation!r:.80}")
        self._annotation = annotation
        super().__init__(**traits)
        self._show()

    @property
    def annotation(self) -> Annotation:
        """The article that is shown; set another to show that one instead."""
        return self._annotation

    @annotation.setter
    def annotation(self, annotation: Annotation) -> None:
        self._annotation = annotation
        self.selected = None
        self._show()

    @property
    def finding(self) -> Finding | None:
        """The selected sentence with its verdict and evidence, as it is shown; None where nothing is selected."""
        ids = [sentence["id"] for paragraph in self.view["paragraphs"] for sentence in paragraph["sentences"]]
        decided = decided_at(self._annotation, self.threshold)
        return decided.findings[ids.index(self.selected)] if self.selected in ids else None

    @traitlets.observe("threshold")
    def _show(self, _change: object = None) -> None:
        """Send the article as it is decided at the threshold: every count and sentence of it is made again."""
        self.view = bounded([article_view(decided_at(self._annotation, self.threshold))])[0]

    def _kept(self) -> Annotation:
        return self._annotation


def decided_at(annotation: Annotation, threshold: float | None) -> Annotation:
    """Return an article as it is decided at a threshold, from the evidence that was kept; None leaves it as it is."""
    return annotation if threshold is None else Corpus([annotation]).redecide(threshold=threshold)[0]
