"""The annotations of one file, line by line: whole records straight from the bytes, and what is not in order read with care.

A line whose every field has its type and lies where it must becomes records in one step (msgspec makes them as it parses, five times
as fast as :mod:`json` and a check of each field). Any other line, of another version or broken, is read by
:func:`~provenance.contract.reading.annotation_from_dict`, which fills in what may be missing and names what is wrong.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable
from typing import Annotated, Any, ClassVar, Final, Literal

import msgspec

from provenance import records as rec
from provenance.contract.fields import FIELDS, restored
from provenance.contract.once import Earlier, Gap
from provenance.contract.reading import annotation_from_dict, noted, remember
from provenance.errors import ReadError
from provenance.text import paragraphs

Natural = Annotated[int, msgspec.Meta(ge=0)]
Probability = Annotated[float, msgspec.Meta(ge=0, le=1)]


class _Named(msgspec.Struct):
    id: str


_NAMED: Final = msgspec.json.Decoder(_Named)


def id_of(line: bytes) -> str | None:
    """Return the id of the article of a line, without reading the rest; None where it is no annotation."""
    try:
        return _NAMED.decode(line).id
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


class Lines:
    """Read the lines of one file in their order; each gets what a line before it said for both.

    Args:
        source: The file's name in errors.
        bare: Leave out of passages what only their picture and their explanation need (``parts``, ``drift``, ``features``),
            unread and unchecked: half of what there is to parse.
    """

    def __init__(self, source: str, *, bare: bool = False) -> None:
        self._source, self._earlier = source, Earlier()
        self._decode: Callable[[bytes], _Line] = (_BARE if bare else _WHOLE).decode

    def line(self, line: bytes, number: int) -> rec.Annotation:
        """Return the annotation of a line, given with its 1-based number.

        Raises:
            ReadError: It is no annotation; the message names the place in it.
        """
        try:
            found = self._decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return self.values(self._parsed(line, number), number)
        document = _document(found)
        if found.sha256 in (None, document.sha256) and _is_sound(found):
            return _annotation(found, document, self._earlier)
        return self.values(self._parsed(line, number), number)

    def gap(self) -> Gap | None:
        """Return what the lines read so far left to others that were not there."""
        return self._earlier.gap()

    def values(self, values: object, number: int) -> rec.Annotation:
        """Return the annotation of a parsed object, read with care; raise as :meth:`line` does."""
        if not isinstance(values, dict):
            raise ReadError(
                self._source, f"an annotation is a JSON object, not {type(values).__name__}", line=number
            )
        remember(values, self._earlier)
        return annotation_from_dict(values, source=self._source, line=number, earlier=self._earlier)

    def _parsed(self, line: bytes, number: int) -> object:
        try:
            return json.loads(line.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise ReadError(self._source, f"is not UTF-8: {error}", line=number) from error
        except (ValueError, RecursionError) as error:
            raise ReadError(self._source, f"is not JSON: {error}", line=number) from error


class _Coverage(msgspec.Struct, rename={"start": "from", "end": "to"}):
    documents: Natural = 0
    sentences: Natural = 0
    agencies: dict[str, Natural] = {}
    start: str | None = None
    end: str | None = None
    outside_window: Natural = 0
    peers: Natural = 0


class _Segment(msgspec.Struct):
    start: Natural
    end: Natural
    kind: rec.Kind
    words: Natural
    origin: rec.Origin | None = None
    agency: str | None = None
    edit: rec.Edit | None = None
    basis: tuple[rec.Basis, ...] = ()
    certainty: rec.Certainty | None = None
    confidence: Probability | None = None
    rule: str = ""
    why: str = ""
    quotes: tuple[rec.Quote, ...] = ()
    evidence: tuple[rec.Evidence, ...] = ()
    parts: tuple[rec.Part, ...] = ()
    drift: tuple[rec.Drift, ...] = ()
    review: rec.Review | None = None
    rests: Natural | None = None
    spoken: Natural = 0
    kind_rule: str = ""
    lang: str | None = None
    posted: str | None = None


class _Extras(msgspec.Struct):
    updated: str | None = None
    url: str | None = None
    byline: str | None = None
    credit: str | None = None
    language: str | None = None
    agency: str | None = None
    version: str | None = None
    status: str | None = None
    notes: tuple[str, ...] = ()
    meta: dict[str, Any] = {}


class _Line(msgspec.Struct):
    format: Literal["provenance-annotation/1"]
    id: str
    text: str
    verdict: rec.ArticleVerdict
    run: rec.Run
    searched: _Coverage
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    source: str | None = None
    sha256: str | None = None
    desk: str | None = None
    medium: str | None = None
    document: _Extras = msgspec.field(default_factory=_Extras)
    credits: tuple[rec.Credit, ...] = ()
    segments: tuple[_Segment, ...] = ()
    language: str | None = None
    notes: tuple[rec.Note, ...] = ()
    archive: _Coverage = msgspec.field(default_factory=_Coverage)
    sources: dict[str, rec.Source] | msgspec.UnsetType = msgspec.UNSET


class _Passage(msgspec.Struct):
    """A piece of evidence without what is left out of a bare one."""

    doc: str
    agency: str | None
    role: rec.SourceRole
    published: str | None
    start: Natural
    end: Natural
    score: Probability
    edit: rec.Edit
    blocks: tuple[rec.Block, ...] = ()
    quoted: Probability = 0.0
    exclusive: bool = False
    version: str | None = None
    translated: str | None = None
    parts: ClassVar[tuple[rec.Part, ...]] = ()
    drift: ClassVar[tuple[rec.Drift, ...]] = ()

    def record(self) -> rec.Evidence:
        return rec.Evidence(
            self.doc,
            self.agency,
            self.role,
            self.published,
            self.start,
            self.end,
            self.score,
            self.edit,
            self.blocks,
            self.quoted,
            exclusive=self.exclusive,
            version=self.version,
            translated=self.translated,
        )


class _BareSegment(_Segment):
    evidence: tuple[_Passage, ...] = ()  # type: ignore[assignment]


class _BareLine(_Line):
    segments: tuple[_BareSegment, ...] = ()


_WHOLE: Final = msgspec.json.Decoder(_Line)
_BARE: Final = msgspec.json.Decoder(_BareLine)


def _is_sound(line: _Line) -> bool:
    """Tell whether everything lies where it must: ends after starts, inside the text, and what is pointed to is there."""
    size = len(line.text)
    return (
        all(_lies(item, size) and _lies_stretch(item, size) for item in line.credits)
        and all(_is_sound_segment(item, size) for item in line.segments)
        and all(name == source.id for name, source in (line.sources or {}).items())
    )


def _is_sound_segment(item: _Segment, size: int) -> bool:
    return (
        item.start <= item.end <= size
        and (item.rests is None or item.rests < len(item.evidence))
        and all(_lies(quote, size) for quote in item.quotes)
        and (not (item.parts or item.drift) or _are_sound_changes(item, size))
        and all(_is_sound_evidence(evidence, size) for evidence in item.evidence)
    )


def _is_sound_evidence(item: rec.Evidence | _Passage, size: int) -> bool:
    return (
        0 <= item.start <= item.end
        and 0 <= item.score <= 1
        and 0 <= item.quoted <= 1
        and all(0 <= start <= end and 0 <= first <= last for start, end, first, last in item.blocks)
        and (not (item.parts or item.drift) or _are_sound_changes(item, size))
    )


def _are_sound_changes(item: _Segment | rec.Evidence | _Passage, size: int) -> bool:
    return all(_lies(part, size) and part.words >= 0 for part in item.parts) and all(
        _lies(drift, size) and 0 <= drift.source_start <= drift.source_end for drift in item.drift
    )


def _lies(item: rec.Credit | rec.Quote | rec.Part | rec.Drift, size: int) -> bool:
    return 0 <= item.start <= item.end <= size


def _lies_stretch(item: rec.Credit, size: int) -> bool:
    return item.stretch is None or 0 <= item.stretch[0] <= item.stretch[1] <= size


def _annotation(line: _Line, document: rec.Document, earlier: Earlier) -> rec.Annotation:
    starts = [start for start, _ in paragraphs(line.text)]
    findings = tuple(_finding(item, starts) for item in line.segments)
    run = earlier.run(line.run)
    return rec.Annotation(
        document=document,
        verdict=line.verdict,
        credits=line.credits,
        findings=findings,
        archive=_coverage(line.archive),
        run=run,
        sources=earlier.sources(None if line.sources is msgspec.UNSET else line.sources, findings),
        searched=_coverage(line.searched),
        notes=noted(line.notes, run),
        language=line.language,
    )


def _document(line: _Line) -> rec.Document:
    extra = line.document
    return rec.Document(
        id=line.id,
        text=line.text,
        title=line.title,
        outlet=line.outlet,
        published=line.published,
        source=line.source,
        updated=extra.updated,
        url=extra.url,
        byline=extra.byline,
        credit=extra.credit,
        language=extra.language,
        agency=extra.agency,
        version=extra.version,
        status=extra.status or "usable",
        notes=extra.notes,
        meta=restored(extra.meta, {name: getattr(line, name) for name in FIELDS}),
    )


def _finding(item: _Segment, starts: list[int]) -> rec.Finding:
    paragraph = max(bisect_right(starts, item.start) - 1, 0)
    return rec.Finding(
        rec.Segment(item.start, item.end, item.kind, paragraph, item.kind_rule, item.lang, item.posted),
        rec.Verdict(
            item.origin,
            item.agency,
            item.edit,
            item.basis,
            item.certainty,
            item.confidence,
            item.rule,
            item.why,
        ),
        item.quotes,
        tuple(one.record() for one in item.evidence) if isinstance(item, _BareSegment) else item.evidence,
        item.parts,
        item.drift,
        item.review,
        item.rests,
        item.words,
        item.spoken,
    )


def _coverage(item: _Coverage) -> rec.Coverage:
    return rec.Coverage(
        item.documents,
        item.sentences,
        item.agencies,
        item.start,
        item.end,
        item.outside_window,
        item.peers,
    )
