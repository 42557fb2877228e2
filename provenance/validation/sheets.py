"""What coders get: the sentences of a sample in their context, and an empty label; nothing of the tool's answers.

For CSV, Excel and Label Studio one file a coder, and one page that says what each label means. Passages are shown in the order
of their time and without a probability: a coder has to see the dispatch to say whether a sentence is made of it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from provenance.contract import CODING, dump
from provenance.errors import FormatError
from provenance.exporters.excel import fitting, workbook
from provenance.exporters.files import writing
from provenance.exporters.tables import disarmed
from provenance.records import ORIGIN_KINDS, Annotation
from provenance.validation.sampling import Item, Sample

Row = dict[str, str]
COLUMNS: Final = (
    "unit", "article", "outlet", "title", "published", "before", "sentence", "after", "passages", "label", "note",
)  # fmt: skip
PASSAGES: Final = 3
"""Passages shown with a sentence, at most."""
_WIDTHS: Final = {"sentence": 60, "before": 40, "after": 40, "passages": 70, "label": 24, "note": 30}
_GUIDE: Final = (
    "For coders: one label a sentence, in the column 'label'. Judge the sentence itself; before and after are its context.",
    "Compare it with the passages, and look into the dispatches where you can: what a search did not find is not shown here.",
    "Write the letter or the words. Leave out what you did not look at; ? means that you looked and cannot tell.",
    "",
)
_MEANING: Final = {
    "W": "a dispatch has these words in this order; only case, marks or a dateline differ",
    "E": "written from a dispatch: words changed, cut, added, reordered, merged or told anew",
    "S": "the same account stands in another outlet's article, and no dispatch explains it",
    "C": "the page credits an agency for it, and no dispatch was at hand to compare",
    "Q": "what is shared is public speech or a document; the words around it are the outlet's own",
    "N": "no source found: the outlet's own words, as far as can be seen",
    "?": "you looked and cannot tell",
    "X": "no sentence of the story: a caption, a credit line, a menu",
}


def write(
    sample: Sample,
    annotations: Iterable[Annotation],
    folder: str | Path,
    *,
    forms: Sequence[str] | None = None,
    passages: int = PASSAGES,
) -> list[Path]:
    """Write a sample into a folder: ``sample.json`` to keep, and in ``coders/`` what is given to them. Return the files.

    Args:
        sample: The sentences drawn.
        annotations: What they were drawn from.
        folder: Where to.
        forms: Of ``csv``, ``excel`` and ``labelstudio``; all where not given, Excel where it can be written.
        passages: Most passages that are shown with a sentence; 0 shows none.

    Raises:
        FormatError: A form is not known, the annotations lack a sentence of the sample, or the folder holds another
            sample or sheets that somebody wrote in.
        MissingExtra: Excel is asked for and its writer is not installed.
    """
    chosen = list(FORMS) if forms is None else list(forms)
    if unknown := [form for form in chosen if form not in FORMS]:
        raise FormatError(f"no form named {unknown[0]!r} for coders; there are {', '.join(FORMS)}")
    if forms is None and find_spec("xlsxwriter") is None:
        chosen.remove("excel")
    rows = context(sample, annotations, passages=passages)
    place = Path(folder)
    files = {place / "sample.json": b"", place / "coders" / "README.txt": _guide()}
    if "labelstudio" in chosen:
        files[place / "coders" / "labelstudio.xml"] = configuration().encode()
    sheets: dict[Path, bytes] = {}
    for coder in sample.coders:
        mine = [rows[item.id] for item in sample.of(coder)]
        for suffix, make in (FORMS[form] for form in chosen):
            sheets[place / "coders" / f"{coder}{suffix}"] = make(mine)
    _keep_labels(place, sample, sheets)
    files |= sheets
    for path, data in files.items():
        with writing(path) as stream:
            stream.write(data)
    sample.save(place / "sample.json")
    return list(files)


def _keep_labels(place: Path, sample: Sample, sheets: Mapping[Path, bytes]) -> None:
    """Refuse a folder whose sheets may hold labels: of another sample, or changed since they were written."""
    other = (place / "sample.json").exists() and Sample.load(place / "sample.json") != sample
    changed = [path for path, data in sheets.items() if path.exists() and path.read_bytes() != data]
    if other or changed:
        raise FormatError(
            f"{changed[0] if changed else place}: a sample is there already, and its sheets may hold labels; name another "
            "folder, or move that one away"
        )


def context(sample: Sample, annotations: Iterable[Annotation], *, passages: int = PASSAGES) -> dict[str, Row]:
    """Return what coders see of each sentence, by its id in the sample."""
    wanted: dict[tuple[str, str], list[Item]] = {}
    for item in sample.items:
        wanted.setdefault((item.article, item.sha256), []).append(item)
    rows: dict[str, Row] = {}
    for annotation in annotations:
        items = wanted.pop((annotation.document.id, annotation.document.sha256), [])
        rows |= {item.id: _row(annotation, item, passages) for item in items}
    if wanted:
        name = next(iter(wanted))[0]
        raise FormatError(
            f"these are not the annotations that the sample was drawn from: {len(wanted)} of its articles, such as {name!r}, "
            "are not among them or have another text"
        )
    return rows


def _row(annotation: Annotation, item: Item, passages: int) -> Row:
    document = annotation.document
    content = [f for f in annotation.findings if f.segment.kind in ORIGIN_KINDS]
    number = next(i for i, f in enumerate(content) if (f.segment.start, f.segment.end) == item.unit[1:])

    def text(place: int) -> str:
        if not 0 <= place < len(content):
            return ""
        segment = content[place].segment
        return " ".join(document.text[segment.start : segment.end].split())

    given = (document.outlet, document.title, document.published)
    return {
        "unit": item.id, "article": document.id, **dict(zip(COLUMNS[2:5], (value or "" for value in given), strict=True)),
        "before": text(number - 1), "sentence": text(number), "after": text(number + 1),
        "passages": "\n".join(_passages(annotation, content[number].evidence[:passages])), "label": "", "note": "",
    }  # fmt: skip


def _passages(annotation: Annotation, evidence: Iterable[Any]) -> Iterable[str]:
    for item in sorted(evidence, key=lambda item: (item.published or "", item.doc, item.start)):
        source = annotation.sources.get(item.doc)
        if source is not None:
            who = item.agency or source.outlet or item.doc
            text = " ".join(source.text[item.start : item.end].split())
            yield f"[{who}, {item.published or 'undated'}] {text}"


def _guide() -> bytes:
    lines = [f"{kind.letter}  {kind.coder}: {_MEANING[kind.letter]}" for kind in CODING]
    return "\n".join([*_GUIDE, *lines, ""]).encode()


def _csv(rows: Sequence[Row]) -> bytes:
    """Return what a spreadsheet opens by a double click, with no cell that it would run."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([disarmed(row[name]) for name in COLUMNS] for row in rows)
    return out.getvalue().encode("utf-8-sig", "backslashreplace")


def _excel(rows: Sequence[Row]) -> bytes:
    """Return a workbook whose column ``label`` offers the labels in a list."""
    buffer = io.BytesIO()
    book = workbook(buffer, "Sentences to label")
    head = book.add_format({"bold": True, "bottom": 1})
    cell = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet("sentences")
    sheet.freeze_panes(1, 1)
    for column, name in enumerate(COLUMNS):
        sheet.set_column(column, column, _WIDTHS.get(name, 14))
        sheet.write_string(0, column, name, head)
        for number, row in enumerate(rows, start=1):
            sheet.write_string(number, column, fitting(row[name]), cell)
    _offer(book, sheet, len(rows))
    book.close()
    return buffer.getvalue()


def _offer(book: Any, sheet: Any, rows: int) -> None:  # noqa: ANN401  (of a library without types)
    """Write what each label means on a sheet of its own, from which the column ``label`` takes its list."""
    guide, place = book.add_worksheet("labels"), COLUMNS.index("label")
    guide.set_column(1, 1, 28)
    guide.set_column(2, 2, 90)
    for number, kind in enumerate(CODING):
        for column, text in enumerate((kind.letter, kind.coder, _MEANING[kind.letter])):
            guide.write_string(number, column, text)
    for number, line in enumerate(_GUIDE, start=len(CODING) + 1):
        guide.write_string(number, 2, line)
    offered = f"=labels!$B$1:$B${len(CODING)}"
    options = {"validate": "list", "source": offered, "error_type": "warning"}
    sheet.data_validation(1, place, max(rows, 1), place, options)


def _labelstudio(rows: Sequence[Row]) -> bytes:
    """Return a list of tasks, one a sentence; :func:`configuration` goes with it."""
    tasks = [{"data": {name: row[name] for name in COLUMNS if name not in ("label", "note")}} for row in rows]
    return dump(tasks, indent=1).encode() + b"\n"


def configuration() -> str:
    """Return the labelling configuration that goes with the tasks: one choice a sentence, by key."""
    choices = "".join(
        f'    <Choice value="{kind.coder}" alias="{kind.letter}" hotkey="{kind.letter.lower()}"/>\n'
        for kind in CODING
    )
    shown = "".join(
        f'  <Header value="{name.capitalize()}" size="5"/>\n  <Text name="{name}" value="${name}"/>\n'
        for name in ("before", "sentence", "after", "passages")
    )
    return (
        f'<View>\n  <Header value="$title"/>\n{shown}  <Choices name="label" toName="sentence" choice="single" '
        f'required="true">\n{choices}  </Choices>\n  <TextArea name="note" toName="sentence" rows="1"/>\n</View>\n'
    )


FORMS: Final[Mapping[str, tuple[str, Callable[[Sequence[Row]], bytes]]]] = {
    "csv": (".csv", _csv),
    "excel": (".xlsx", _excel),
    "labelstudio": (".labelstudio.json", _labelstudio),
}
"""Each form with the end of its files' names and what makes it."""
