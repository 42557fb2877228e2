"""``provenance explain``: what decided one sentence, from its kind to what would change the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from provenance.cli.console import safe
from provenance.cli.output import emit
from provenance.errors import FormatError, ProvenanceError
from provenance.explanation import answer, explain
from provenance.exporters.files import writing
from provenance.match import Archive
from provenance.records import Annotation, Source
from provenance.show import listing


def one(annotations: Sequence[Annotation], name: str | None) -> Annotation:
    """Return the article of an id, or of a title that only one has, with the texts of the other articles that it points to.

    An error names those there are.
    """
    named = [a for a in annotations if a.document.id == name] or [
        a for a in annotations if name is not None and a.document.title == name
    ]
    if len(named) == 1:
        return _with_pages(named[0], annotations)
    listed = "".join(_named(annotation) for annotation in (named or annotations)[:LISTED])
    more = len(named or annotations) - LISTED
    asked = "which article? give its id" if name is None else f"no article has the id {name!r}"
    asked = f"{len(named)} articles have the title {name!r}; give the id" if named else asked
    rest = f"\n  and {more:,} more: `provenance convert` writes them all as a table" if more > 0 else ""
    raise ProvenanceError(f"{asked}; there are{listed}{rest}" if annotations else f"{asked}; there are none")


LISTED: Final = 20
"""Articles that are named where one was asked for that is not there."""


def _named(annotation: Annotation) -> str:
    document = annotation.document
    title = f"  ({document.title:.60})" if document.title else ""
    return f"\n  {document.id}{title}"


def _with_pages(annotation: Annotation, annotations: Sequence[Annotation]) -> Annotation:
    """Return an article with what the same file says of its sources: the texts of other articles are in it."""
    pointed = {
        item.doc: item.role
        for finding in annotation.findings
        for item in finding.evidence
        if item.role != "wire"
    }
    pages = {
        item.document.id: Source(
            item.document.id,
            item.document.text,
            pointed[item.document.id],
            outlet=item.document.outlet,
            published=item.document.published,
        )
        for item in annotations
        if item.document.id in pointed
    }
    return replace(annotation, sources=pages | dict(annotation.sources))


def is_page(output: str | None, sentence: int | None) -> bool:
    """Tell whether an output is a page, by its suffix.

    Raises:
        FormatError: The output is neither text nor a page, or a page of no one sentence.
    """
    suffix = Path(output).suffix.lower() if output and output != "-" else ".txt"
    if suffix not in (".txt", ".html", ".htm"):
        raise FormatError(f"explain writes text (.txt) or a page (.html), not {output!r}")
    if suffix != ".txt" and sentence is None:
        raise FormatError(
            f"{output!r} is a page about one sentence: give its number after the id of the article"
        )
    return suffix != ".txt"


def said(annotation: Annotation, sentence: int | None, archive: Archive | None, *, paged: bool) -> str:
    """Return the explanation of one sentence as text or page, or the numbered list of all where none is named."""
    if sentence is not None:
        found = explain(annotation, sentence, archive)
        return found.to_html() if paged else safe(found.to_text())
    body = annotation.document.text
    rows = [
        (number, answer(finding.verdict), body[finding.segment.start : finding.segment.end])
        for number, finding in enumerate(annotation.findings, 1)
    ]
    return safe(listing(rows))


def save(output: str | None, content: str) -> None:
    """Write to standard output or to a file, whole or not at all."""
    if output is None or output == "-":
        emit(content.encode())
        return
    with writing(Path(output)) as stream:
        stream.write(content.encode())
