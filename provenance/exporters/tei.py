"""TEI P5: a corpus with a text for each article, its segments as ``seg`` with an analysis, in the order of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from lxml import etree

from provenance.config import Config
from provenance.contract import DIGITS, KINDS
from provenance.exporters.files import Destination, writing
from provenance.exporters.labels import label
from provenance.records import Annotation, Finding

NAMESPACE: Final = "http://www.tei-c.org/ns/1.0"
_XML: Final = "{http://www.w3.org/XML/1998/namespace}"
_ILLEGAL: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SURE: Final = {"matched": "high", "likely": "medium", "possible": "low"}


def export_tei(annotations: Iterable[Annotation], destination: Destination, *, config: Config) -> None:  # noqa: ARG001
    """Write a ``teiCorpus``; all text of an article stands in it, and what no XML may hold becomes U+FFFD."""
    with writing(destination) as stream, etree.xmlfile(stream, encoding="utf-8") as file:
        file.write_declaration()
        with file.element(f"{{{NAMESPACE}}}teiCorpus", nsmap={None: NAMESPACE}):
            file.write(_header("Provenance of sentences", None))
            for number, annotation in enumerate(annotations, start=1):
                file.write(_text(annotation, number))
    # a line break at the end of the file is nobody's business: the corpus is one element


def _header(title: str, annotation: Annotation | None) -> Any:  # noqa: ANN401  (lxml has no types)
    header = _element(None, "teiHeader")
    description = _element(header, "fileDesc")
    _element(_element(description, "titleStmt"), "title").text = clean(title)
    said = "Made by wire-provenance; what is not found is not found in what was searched."
    _element(_element(description, "publicationStmt"), "p").text = said
    source = _element(_element(description, "sourceDesc"), "bibl")
    if annotation is None:
        source.text = "News articles"
        _classes(_element(header, "encodingDesc"))
        return header
    document = annotation.document
    for name, text in (
        ("title", document.title),
        ("publisher", document.outlet),
        ("date", document.published),
    ):
        if text:
            _element(source, name).text = clean(text)
    _element(source, "idno").text = clean(document.id)
    return header


def _classes(parent: Any) -> None:  # noqa: ANN401
    """Write the classes as a taxonomy, so that every ``ana`` leads to its meaning."""
    taxonomy = _element(_element(parent, "classDecl"), "taxonomy")
    for kind in KINDS.values():
        for name in kind.flat:
            category = _element(taxonomy, "category")
            category.set(f"{_XML}id", name)
            _element(category, "catDesc").text = kind.title


def _text(annotation: Annotation, number: int) -> Any:  # noqa: ANN401
    tei = _element(None, "TEI")
    tei.append(_header(annotation.document.title or annotation.document.id, annotation))
    block = _element(_element(_element(tei, "text"), "body"), "ab")
    block.set(f"{_XML}space", "preserve")
    text = annotation.document.text
    last: Any = None
    at = 0
    for place, finding in enumerate(_in_order(annotation.findings)):
        start, end = max(finding.segment.start, at), finding.segment.end
        _append(block, last, clean(text[at:start]))
        last = _segment(block, finding, clean(text[start:end]), f"a{number}s{place}")
        at = end
    _append(block, last, clean(text[at:]))
    return tei


def _in_order(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings that do not overlap, by their place."""
    at = 0
    for finding in sorted(findings, key=lambda item: (item.segment.start, item.segment.end)):
        if finding.segment.end > max(at, finding.segment.start):
            yield finding
            at = finding.segment.end


def _segment(block: Any, finding: Finding, text: str, name: str) -> Any:  # noqa: ANN401
    segment, verdict = _element(block, "seg"), finding.verdict
    segment.set(f"{_XML}id", name)
    segment.set("type", finding.segment.kind)
    if analysis := label(verdict):
        segment.set("ana", f"#{analysis}")
    if verdict.certainty and verdict.origin != "original":
        segment.set("cert", _SURE[verdict.certainty])
    facts = [
        verdict.agency,
        verdict.rule,
        f"confidence={verdict.confidence:.{DIGITS}f}" if verdict.confidence is not None else "",
    ]
    if said := " ".join(filter(None, facts)):
        segment.set("n", clean(said))
    segment.text = text
    return segment


def _append(block: Any, last: Any, text: str) -> None:  # noqa: ANN401
    if last is None:
        block.text = text
    else:
        last.tail = text


def clean(text: str) -> str:
    """Return a text that XML can hold, as long as it was; a carriage return stays one by being written as a number."""
    return _ILLEGAL.sub("\ufffd", text)


def _element(parent: Any, name: str) -> Any:  # noqa: ANN401
    qualified = f"{{{NAMESPACE}}}{name}"
    return (
        etree.Element(qualified, nsmap={None: NAMESPACE})
        if parent is None
        else etree.SubElement(parent, qualified)
    )
