"""brat stand-off: a text file and an annotation file for each article, and the configuration that goes with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from provenance.config import Config
from provenance.contract import DIGITS
from provenance.exporters.bundle import bundling, namer
from provenance.exporters.files import Destination
from provenance.exporters.labels import LABELS, label
from provenance.records import Annotation, Finding

_LINES: Final = re.compile(r"[^\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
"""A stretch without a line break: brat's files are lines, and a span over a break is several stretches."""
_LONE: Final = re.compile("[\ud800-\udfff]")
_CR: Final = re.compile("\r\n?")


def export_brat(annotations: Iterable[Annotation], destination: Destination, *, config: Config) -> None:  # noqa: ARG001
    """Write ``NAME.txt`` and ``NAME.ann`` for each article into a folder or a zip file; offsets are code points."""
    named = namer()
    with bundling(destination) as add:
        for annotation in annotations:
            text = _LONE.sub("\ufffd", annotation.document.text)
            name = named(annotation.document.id)
            add(f"{name}.txt", plain(text).encode("utf-8"))
            add(f"{name}.ann", "".join(f"{line}\n" for line in _lines(annotation, text)).encode("utf-8"))
        add("annotation.conf", _configuration().encode("utf-8"))


def brat_name(name: str) -> str:
    """Return a label as brat writes them: words in capitals without hyphens.

    >>> brat_name("wire-verbatim")
    'WireVerbatim'
    """
    return "".join(part.capitalize() for part in name.split("-"))


def plain(text: str) -> str:
    r"""Return a text whose line breaks hold no carriage return, as long as it was: many readers drop them, and every offset behind.

    >>> plain("a\r\nb\rc")
    'a \nb\nc'
    """
    return _CR.sub(lambda found: " \n" if len(found[0]) > 1 else "\n", text)


def _lines(annotation: Annotation, text: str) -> Iterator[str]:
    number = 0
    for finding in annotation.findings:
        name = label(finding.verdict)
        stretches = [(found.start(), found.end()) for found in _LINES.finditer(text, *_span(finding))]
        if name is None or not stretches:
            continue
        number += 1
        places = ";".join(f"{start} {end}" for start, end in stretches)
        words = " ".join(text[start:end] for start, end in stretches)
        yield f"T{number}\t{brat_name(name)} {places}\t{words}"
        if finding.verdict.certainty:
            yield f"A{number}\tCertainty T{number} {finding.verdict.certainty}"
        facts = [
            finding.verdict.agency,
            f"{finding.verdict.confidence or 0:.{DIGITS}f}",
            finding.verdict.rule,
        ]
        yield f"#{number}\tAnnotatorNotes T{number}\t{' | '.join(_line(fact) for fact in facts if fact)}"


def _span(finding: Finding) -> tuple[int, int]:
    return finding.segment.start, finding.segment.end


def _line(text: str) -> str:
    return " ".join(_LONE.sub("\ufffd", text).split())


def _configuration() -> str:
    names = "\n".join(dict.fromkeys(map(brat_name, LABELS)))
    certainty = "Certainty Arg:<ENTITY>, Value:matched|likely|possible"
    return f"[entities]\n{names}\n\n[relations]\n\n[events]\n\n[attributes]\n{certainty}\n"
