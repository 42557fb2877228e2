"""CoNLL columns with BIO labels: token, start, end, label; a blank line ends a sentence, a comment begins an article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from provenance.config import Config
from provenance.exporters.files import Destination, writing
from provenance.exporters.labels import label
from provenance.records import Annotation
from provenance.text import tokenise


def export_conll(annotations: Iterable[Annotation], destination: Destination, *, config: Config) -> None:
    """Write tokens with their places (code points) and labels such as ``B-wire_verbatim``; ``O`` where nothing is judged."""
    with writing(destination) as stream:
        for annotation in annotations:
            language = annotation.document.language or config.read.language
            text = "".join(f"{line}\n" for line in _lines(annotation, language))
            stream.write(text.encode("utf-8", "replace"))


def _lines(annotation: Annotation, language: str) -> Iterator[str]:
    text = annotation.document.text
    yield f"# newdoc id = {' '.join(annotation.document.id.split())}"
    tokens = tokenise(text, language=language)
    starts = set(tokens.sentence)
    labels = _labels(annotation)
    place, inside = 0, -1
    for number, (start, end) in enumerate(zip(tokens.start.tolist(), tokens.end.tolist(), strict=True)):
        if number and start in starts:
            yield ""
        while place < len(labels) and labels[place][1] <= start:
            place += 1
        name = "O"
        if place < len(labels) and labels[place][0] <= start:
            name = f"{'I' if inside == place else 'B'}-{labels[place][2]}"
            inside = place
        yield f"{text[start:end]}\t{start}\t{end}\t{name}"
    yield ""


def _labels(annotation: Annotation) -> list[tuple[int, int, str]]:
    found = [
        (item.segment.start, item.segment.end, name.replace("-", "_"))
        for item in annotation.findings
        if (name := label(item.verdict)) is not None
    ]
    return sorted(found)
