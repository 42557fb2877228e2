"""spaCy DocBin: one Doc an article, with the span groups ``provenance`` and ``credits``; user data is not stored.

A span's label is its origin, or its kind where it has none, and ``kb_id_`` the agency, as in the spaCy component.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from provenance.contract import DIGITS, KINDS, PALETTE
from provenance.exporters.files import Destination, writing
from provenance.records import Annotation
from provenance.text import DEFAULT, Tokens, tokenise

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

Marked = tuple[int, int, str, str]
"""Start, end, label and agency of a span."""

_LONE = re.compile("[\ud800-\udfff]")


def export_spacy(annotations: Iterable[Annotation], destination: Destination, **_: object) -> None:
    """Write a DocBin; load it with ``DocBin().from_disk(path).get_docs(nlp.vocab)``.

    The id of the article, and confidence and rule of each span, stand in the ``attrs`` of the span groups.
    """
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    vocab = Vocab()
    store = DocBin(attrs=["ORTH", "SPACY", "SENT_START"], store_user_data=False)
    for annotation in annotations:
        store.add(_doc(annotation, vocab, annotation.language or DEFAULT))
    with writing(destination) as stream:
        stream.write(store.to_bytes())


def displacy_options() -> dict[str, Any]:
    """Return the options with which ``spacy.displacy.render(doc, style="span", options=…)`` shows the spans in the colours of every view.

    >>> sorted(displacy_options())
    ['colors', 'spans_key']
    """
    colors = {
        kind.origin: (kind.fill or kind.edge or PALETTE["rule"])[0]
        for kind in reversed(list(KINDS.values()))
        if kind.origin
    }
    return {"spans_key": "provenance", "colors": colors}


def _doc(annotation: Annotation, vocab: Vocab, language: str) -> Doc:
    from spacy.tokens import Doc

    # spaCy cannot hold a lone surrogate; the replacement is as long, so offsets stay.
    text = _LONE.sub("\ufffd", annotation.document.text)
    pieces = list(_pieces(text, tokenise(text, language=language)))
    doc = Doc(
        vocab,
        words=[word for word, _, _ in pieces],
        spaces=[space for _, space, _ in pieces],
        sent_starts=[start for _, _, start in pieces],
    )
    name, findings = annotation.document.id, annotation.findings
    spans = [
        (
            item.segment.start,
            item.segment.end,
            item.verdict.origin or item.segment.kind,
            item.verdict.agency or "",
        )
        for item in findings
    ]
    details = [
        {"confidence": round(item.verdict.confidence or 0.0, DIGITS), "rule": item.verdict.rule}
        for item in findings
    ]
    _group(doc, "provenance", name, spans, details)
    credited = [(item.start, item.end, item.role, ";".join(item.agencies)) for item in annotation.credits]
    _group(
        doc,
        "credits",
        name,
        credited,
        [{"scope": item.scope, "rule": item.rule} for item in annotation.credits],
    )
    return doc


def _pieces(text: str, tokens: Tokens) -> Iterator[tuple[str, bool, bool]]:
    """Yield word, whether one space follows, and whether a sentence starts, so that the words spell the text again."""
    starts = set(tokens.sentence)
    bounds = [*zip(tokens.start.tolist(), tokens.end.tolist(), strict=True), (len(text), len(text))]
    if gap := text[: bounds[0][0]]:
        yield gap, False, False
    for (start, end), (following, _) in pairwise(bounds):
        gap = text[end:following]
        yield text[start:end], gap.startswith(" "), start in starts
        if gap.removeprefix(" "):
            yield gap.removeprefix(" "), False, False


def _group(
    doc: Doc, name: str, article: str, spans: Sequence[Marked], details: Sequence[dict[str, Any]]
) -> None:
    from spacy.tokens import SpanGroup

    found = [
        doc.char_span(start, end, label=label, kb_id=agency, alignment_mode="expand") if end > start else None
        for start, end, label, agency in spans
    ]
    kept = [(span, detail) for span, detail in zip(found, details, strict=True) if span is not None]
    attrs = {"article": _LONE.sub("\ufffd", article), "spans": [detail for _, detail in kept]}
    doc.spans[name] = SpanGroup(doc, name=name, spans=[span for span, _ in kept], attrs=attrs)
