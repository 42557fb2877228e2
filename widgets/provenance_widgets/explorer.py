"""A corpus in a notebook cell: table, bars, timeline and a threshold; each row opens its article on demand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import traitlets

from provenance import Annotation, Corpus
from provenance.show import article_view, bounded, compare_view, corpus_view, keys_of
from provenance_widgets.article import MODES, decided_at
from provenance_widgets.base import Shown


class Explorer(Shown):
    """Show annotated articles as a table with bars and a timeline; a click opens the article beneath.

    The page gets the table only; an article and its evidence are sent when they are opened.

    Args:
        corpus: A result, or any annotations.
        title: The heading; by default the number of articles.

    Attributes:
        threshold: Probability (0-1) from which a source is named. Moving it labels everything again from the evidence
            that was kept; :attr:`corpus` gives the same in Python.
        reading: Id of the article that is open, or None. Set it to open one.
        beside: Whether the open article is shown beside its sources.
        selected, hidden, mode: Of the open article, as in :class:`~provenance_widgets.Article`.
    """

    view = traitlets.Dict().tag(sync=True)
    article = traitlets.Dict().tag(sync=True)
    reading = traitlets.Unicode(None, allow_none=True)
    beside = traitlets.Bool(False).tag(sync=True)
    opened = traitlets.Unicode(None, allow_none=True).tag(sync=True)
    find = traitlets.Unicode("").tag(sync=True)
    found: traitlets.List[str] = traitlets.List(traitlets.Unicode()).tag(sync=True)
    threshold = traitlets.Float(None, allow_none=True, min=0.0, max=1.0).tag(sync=True)
    selected = traitlets.Unicode(None, allow_none=True).tag(sync=True)
    hidden = traitlets.List(traitlets.Unicode(), default_value=["n"]).tag(sync=True)
    mode = traitlets.Enum(MODES, default_value="provenance").tag(sync=True)

    def __init__(self, corpus: Iterable[Annotation], *, title: str | None = None, **traits: object) -> None:
        self._corpus = Corpus(corpus)
        self._keys = keys_of(self._corpus.annotations)
        self._ids = dict(zip(self._keys, self._corpus.ids(), strict=True))
        view = corpus_view(self._corpus.annotations, keys=self._keys, title=title)
        super().__init__(view=view, **traits)

    @property
    def corpus(self) -> Corpus:
        """The articles as they are decided at the threshold that the slider shows."""
        if self.threshold is None:
            return self._corpus
        return self._corpus.redecide(threshold=self.threshold)

    @property
    def annotation(self) -> Annotation | None:
        """The article that is open; None where the table is shown."""
        key = self.opened
        return None if key is None else self._corpus[self._keys.index(key)]

    @traitlets.validate("reading")
    def _known(self, proposal: dict[str, Any]) -> str | None:
        value: str | None = proposal["value"]
        if value is not None and value not in self._ids.values():
            raise traitlets.TraitError(f"no article with the id {value!r}; corpus.ids() lists them")
        return value

    @traitlets.observe("reading")
    def _read(self, change: dict[str, Any]) -> None:
        self.opened = next((key for key, name in self._ids.items() if name == change["new"]), None)

    @traitlets.observe("find")
    def _find(self, _change: object) -> None:
        """Look for what was typed into the page in the articles' texts, which only Python has."""
        words = self.find.casefold()
        pairs = zip(self._keys, self._corpus, strict=True)
        self.found = [key for key, a in pairs if words and words in a.document.text.casefold()]

    @traitlets.observe("opened", "beside", "threshold")
    def _opened(self, change: dict[str, Any]) -> None:
        """Send the article that the page asked for, as it is decided at the slider's threshold: one threshold a page.

        An unknown key shows the table again.
        """
        key = self.opened
        if key is None or key not in self._ids:
            self.selected, self.article, self.reading = None, {}, None
            return
        annotation = decided_at(self._corpus[self._keys.index(key)], self.threshold)
        if change["name"] == "opened":
            self.selected, self.beside = None, False
        self.article = (
            compare_view(annotation, key=key)
            if self.beside
            else bounded([article_view(annotation, key=key, level=2)])[0]
        )
        self.reading = self._ids[key]

    def _kept(self) -> Corpus:
        return self._corpus
