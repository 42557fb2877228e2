"""The annotation object, back in from JSON: lenient towards results of other versions, strict about what cannot be meant."""

from __future__ import annotations

import dataclasses
import json
import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import Any, Final, cast, get_args

import provenance
from provenance import records as rec
from provenance.config import Config
from provenance.contract.checked import Node
from provenance.contract.fields import restored
from provenance.contract.notes import Made, reading_notes
from provenance.contract.once import Earlier
from provenance.contract.writing import DOCUMENT_EXTRAS, FORMAT
from provenance.errors import ReadError
from provenance.text import paragraphs


def annotation_from_dict(
    values: Mapping[str, object],
    *,
    source: str = "annotation",
    line: int | None = None,
    earlier: Earlier | None = None,
) -> rec.Annotation:
    """Build the record again from :func:`annotation_to_dict`; unknown keys are left aside.

    Args:
        values: The parsed JSON object.
        source: Named in errors: the file the object stands in.
        line: Named in errors: the 1-based line in that file.
        earlier: What the lines before it said for this one too.

    Raises:
        ReadError: Something is missing, of the wrong type, not an allowed word or outside the text; the message names
            the place, as in ``segments[3].origin``.
    """
    node = Node(values, "", source, line)
    if (form := node.text("format")) != FORMAT:
        other = form.startswith(FORMAT.partition("/")[0] + "/")
        node.fail("format", f"must be {FORMAT!r}, not {form!r}", remedy=_OTHER if other else "")
    text = node.text("text")
    document = _read_document(node, text)
    if node.values.get("sha256") not in (None, document.sha256):
        node.fail(
            "sha256",
            "does not belong to this text: the text was changed after annotating, so offsets mean nothing",
        )
    starts = [start for start, _ in paragraphs(text)]
    earlier = earlier or Earlier()
    run = earlier.run(_read_run(node.child("run")))
    archive, searched = _read_search(node)
    findings = tuple(_read_finding(item, text, starts) for item in node.items("segments"))
    return rec.Annotation(
        document=document,
        verdict=node.word("verdict", rec.ArticleVerdict),
        credits=tuple(_read_credit(item, text) for item in node.items("credits")),
        findings=findings,
        archive=archive,
        run=run,
        sources=earlier.sources(_read_sources(node), findings),
        searched=searched,
        notes=noted(
            tuple(rec.Note(item.text("code"), item.text("text")) for item in node.items("notes")),
            run,
            unsaid="searched" not in node.values and archive.documents > 0,
        ),
        language=node.maybe("language"),
    )


_OTHER: Final = "read it with the version of this package that wrote it (its `run.version` says which), or annotate the articles again with this one"


def _read_document(node: Node, text: str) -> rec.Document:
    extra = node.child("document")
    facts: dict[str, Any] = {name: extra.maybe(name) for name in DOCUMENT_EXTRAS}
    facts["status"] = facts["status"] or "usable"
    known: dict[str, Any] = {name: node.maybe(name) for name in ("title", "outlet", "published", "source")}
    return rec.Document(
        id=node.text("id"),
        text=text,
        notes=extra.texts("notes"),
        meta=restored(extra.mapping("meta"), node.values),
        **known,
        **facts,
    )


def _read_credit(node: Node, text: str) -> rec.Credit:
    start, end = node.span(len(text))
    return rec.Credit(
        start=start,
        end=end,
        text=node.text("text", text[start:end]),
        role=node.word("role", rec.CreditRole),
        agencies=node.texts("agencies"),
        scope=node.word("scope", rec.CreditScope),
        certainty=node.word("certainty", rec.CreditCertainty),
        rule=node.text("rule", ""),
        note=node.maybe("note"),
        stretch=_read_stretch(node, len(text)),
    )


def _read_stretch(node: Node, size: int) -> tuple[int, int] | None:
    """Return the part of the text that a credit speaks for; None where it is not stated, or is no part of the text."""
    given = node.values.get("stretch")
    if not isinstance(given, list) or len(given) != 2 or not all(type(place) is int for place in given):
        return None
    start, end = given
    return (start, end) if 0 <= start <= end <= size else None


def _read_finding(node: Node, text: str, starts: list[int]) -> rec.Finding:
    start, end = node.span(len(text))
    paragraph = bisect_right(starts, start) - 1
    kind = node.word("kind", rec.Kind)
    verdict = rec.Verdict(
        origin=node.maybe_word("origin", rec.Origin),
        agency=node.maybe("agency"),
        edit=node.maybe_word("edit", rec.Edit),
        basis=_read_basis(node),
        certainty=node.maybe_word("certainty", rec.Certainty),
        confidence=None if node.values.get("confidence") is None else node.share("confidence"),
        rule=node.text("rule", ""),
        why=node.text("why", ""),
    )
    review = node.child("review") if node.values.get("review") is not None else None
    finding = rec.Finding(
        segment=rec.Segment(
            start,
            end,
            kind,
            max(paragraph, 0),
            node.text("kind_rule", ""),
            node.maybe("lang"),
            node.maybe("posted"),
        ),
        verdict=verdict,
        quotes=tuple(
            rec.Quote(*item.span(len(text)), item.maybe("speaker"), item.maybe("cue"))
            for item in node.items("quotes")
        ),
        evidence=tuple(_read_evidence(item, len(text)) for item in node.items("evidence")),
        parts=tuple(_read_part(item, len(text)) for item in node.items("parts")),
        drift=tuple(_read_drift(item, len(text)) for item in node.items("drift")),
        review=None if review is None else _read_review(review),
        rests=None if node.values.get("rests") is None else node.whole("rests"),
        words=node.whole("words", 0),
        spoken=node.whole("spoken", 0),
    )
    if finding.rests is not None and finding.rests >= len(finding.evidence):
        node.fail("rests", f"must be the place of one of {len(finding.evidence)} pieces of evidence")
    return finding if "words" in node.values else _completed(text, finding)


def _completed(text: str, finding: rec.Finding) -> rec.Finding:
    """Fill in what older versions did not write: words are counted, and the deciding passage stood first."""
    from provenance.text import counted

    verdict = finding.verdict
    passage = verdict.origin in ("shared", "quote") or not {"match", "reprint"}.isdisjoint(verdict.basis)
    return counted(text, dataclasses.replace(finding, rests=0 if passage and finding.evidence else None))


def _read_run(node: Node) -> rec.Run:
    return rec.Run(node.text("version"), node.mapping("config"), node.text("config_sha256"))


def _read_basis(node: Node) -> tuple[Any, ...]:
    words = node.texts("basis")
    for word in words:
        if word not in get_args(rec.Basis):
            node.fail("basis", f"must hold only {', '.join(get_args(rec.Basis))}, not {word!r}")
    return words


def _read_evidence(node: Node, length: int) -> rec.Evidence:
    start, end = node.span()
    return rec.Evidence(
        doc=node.text("doc"),
        agency=node.maybe("agency"),
        role=node.word("role", rec.SourceRole),
        published=node.maybe("published"),
        start=start,
        end=end,
        score=node.share("score"),
        edit=node.word("edit", rec.Edit),
        blocks=_read_blocks(node),
        quoted=node.share("quoted", 0.0),
        parts=tuple(_read_part(item, length) for item in node.items("parts")),
        drift=tuple(_read_drift(item, length) for item in node.items("drift")),
        features=_read_features(node),
        exclusive=node.values.get("exclusive") is True,
        version=node.maybe("version"),
        translated=node.maybe("translated"),
    )


def _read_features(node: Node) -> tuple[float, ...]:
    found = node.sequence("features")
    if all(type(value) is float and math.isfinite(value) for value in found):
        return tuple(found)
    for number, value in enumerate(found):
        if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
            node.fail(f"features[{number}]", f"must be a number, not {value!r:.80}")
    return tuple(float(cast(float, value)) for value in found)


def _read_blocks(node: Node) -> tuple[rec.Block, ...]:
    blocks = []
    for number, block in enumerate(node.sequence("blocks")):
        whole = (
            isinstance(block, (list, tuple))
            and len(block) == 4
            and all(type(place) is int for place in block)
        )
        if not whole or min(block) < 0 or block[0] > block[1] or block[2] > block[3]:
            node.fail(
                f"blocks[{number}]", f"must be [start, end, source_start, source_end], not {block!r:.80}"
            )
        blocks.append((block[0], block[1], block[2], block[3]))
    return tuple(blocks)


def _read_part(node: Node, length: int) -> rec.Part:
    edit = node.word("edit", rec.PartEdit)
    return rec.Part(*node.span(length), edit, node.whole("words", 0))


def _read_drift(node: Node, length: int) -> rec.Drift:
    kind = node.word("kind", rec.DriftKind)
    return rec.Drift(kind, *node.span(length), *node.span(prefix="source_"), node.text("note", ""))


def _read_review(node: Node) -> rec.Review:
    origin = node.maybe_word("origin", rec.Origin)
    return rec.Review(
        origin,
        node.text("coder"),
        node.text("time"),
        node.text("reason", ""),
        node.text("note", ""),
        node.text("label", ""),
    )


def _read_coverage(node: Node) -> rec.Coverage:
    counts = node.child("agencies")
    return rec.Coverage(
        documents=node.whole("documents", 0),
        sentences=node.whole("sentences", 0),
        agencies={name: counts.whole(name) for name in counts.values},
        start=node.maybe("from"),
        end=node.maybe("to"),
        outside_window=node.whole("outside_window", 0),
        peers=node.whole("peers", 0),
    )


def _read_search(node: Node) -> tuple[rec.Coverage, rec.Coverage]:
    """Return what was at hand and what was searched."""
    archive, searched = _read_coverage(node.child("archive")), _read_coverage(node.child("searched"))
    if "searched" not in node.values and not archive.agencies:
        # before there was ``searched``, the other articles of a run without dispatches were counted as its archive
        return rec.Coverage(), rec.Coverage(peers=archive.documents)
    return archive, searched


def noted(known: Sequence[rec.Note], run: rec.Run, *, unsaid: bool = False) -> tuple[rec.Note, ...]:
    """Return the notes that a result carries, and what this version has to say of it.

    ``unsaid`` tells that it does not say how much of what was at hand was searched.
    """
    unknown = _unknown(json.dumps(run.config))
    return reading_notes(known, Made(run.version, provenance.__version__, unknown, unsaid))


def remember(values: Mapping[str, object], earlier: Earlier) -> None:
    """Let ``earlier`` know what an object says for those after it, whatever else is wrong with the object."""
    node = Node(values, "", "", None)
    with suppress(ReadError):  # what is wrong is named where the object is read
        earlier.run(_read_run(node.child("run")))
    with suppress(ReadError):
        for item in node.children("sources"):
            earlier.keep(_read_source(item))


@lru_cache(maxsize=16)
def _unknown(settings: str) -> tuple[str, ...]:
    """Return the settings, given as JSON, that this version does not have or not take; a file's articles share theirs."""
    return Config.from_result(json.loads(settings))[1]


def _read_sources(node: Node) -> dict[str, rec.Source] | None:
    if "sources" not in node.values:
        return None
    return {source.id: source for source in map(_read_source, node.children("sources"))}


def _read_source(node: Node) -> rec.Source:
    facts: dict[str, Any] = {
        name: node.maybe(name) for name in ("agency", "outlet", "title", "published", "version", "url")
    }
    role = node.word("role", rec.SourceRole)
    return rec.Source(
        id=node.text("id"), text=node.text("text"), role=role, status=node.text("status", "usable"), **facts
    )
