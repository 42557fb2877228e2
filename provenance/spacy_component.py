r"""The spaCy component ``provenance``: labelled spans in ``doc.spans["provenance"]``, on any pipeline.

>>> import spacy
>>> nlp = spacy.blank("en")
>>> _ = nlp.add_pipe("provenance")
>>> doc = nlp("By AFP\n\nThe dam failed at dawn, and the lower town was under water within the hour.")
>>> [span.label_ for span in doc.spans["provenance"]]
['credit', 'wire']

A span's label is its origin, or its kind where it has none (credit, furniture, table); ``span.kb_id_`` is the agency.
``span._.provenance`` is the sentence's annotation and ``doc._.provenance`` the article's, as plain JSON values, so
that a Doc can be stored. Set ``doc._.provenance_facts = {"id": ..., "published": ...}`` before the component runs to
tell it what the text does not say.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from provenance.config import Config
from provenance.contract import annotation_to_dict
from provenance.records import Document

if TYPE_CHECKING:
    from provenance.match import Archive

KEY = "provenance"
"""The name of the span group and of the extension attributes."""


class Annotator:
    """The component: a callable that fills a Doc. It opens its archive on first use."""

    def __init__(self, archive: str | None, settings: Mapping[str, object]) -> None:
        self.config = Config().with_settings(settings)
        self._path = archive
        self._archive: Archive | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Annotate the text of a Doc; the Doc's tokens stay as they are."""
        from provenance.pipeline import annotate

        facts = {"id": "doc", **doc._.provenance_facts}
        (annotation,) = annotate([Document(text=doc.text, **facts)], self._open(), config=self.config)
        values = annotation_to_dict(annotation)
        doc._.provenance = values
        spans = [span for item in values["segments"] if (span := _span(doc, item)) is not None]
        attrs = {name: values[name] for name in ("verdict", "searched", "archive", "notes")}
        doc.spans[KEY] = SpanGroup(doc, name=KEY, spans=spans, attrs=attrs)
        return doc

    def _open(self) -> Archive | None:
        if self._archive is None and self._path is not None:
            from provenance.match import Archive

            self._archive = Archive.open(self._path)
        return self._archive


def _span(doc: Doc, item: Mapping[str, Any]) -> Span | None:
    span = doc.char_span(
        item["start"],
        item["end"],
        label=item["origin"] or item["kind"],
        kb_id=item["agency"] or "",
        alignment_mode="expand",
    )
    return span  # noqa: RET504 - mypy needs the name: spaCy has no types here


def _of_span(span: Span) -> dict[str, Any] | None:
    """Return the annotation of the sentence in which a span begins."""
    segments: list[dict[str, Any]] = (span.doc._.provenance or {"segments": []})["segments"]
    place = bisect_left(segments, span.start_char + 1, key=lambda item: item["start"]) - 1
    return segments[place] if place >= 0 and span.start_char < segments[place]["end"] else None


Doc.set_extension(KEY, default=None, force=True)
Doc.set_extension("provenance_facts", default={}, force=True)
Span.set_extension(KEY, getter=_of_span, force=True)


@Language.factory(
    KEY,
    default_config={"archive": None, "settings": {}},
    assigns=["doc.spans", f"doc._.{KEY}", f"span._.{KEY}"],
)
def make_component(nlp: Language, name: str, archive: str | None, settings: dict[str, object]) -> Annotator:  # noqa: ARG001
    """Return the component.

    Args:
        nlp: The pipeline it joins.
        name: Its name there.
        archive: The folder of a wire archive, or None.
        settings: Changed settings, as ``{"decision.threshold": 0.8}``.
    """
    return Annotator(archive, settings)
