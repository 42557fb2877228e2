"""What coders bring back: CSV, Excel, Label Studio's export, a review file, or a gold file; told apart by what they hold.

What cannot be read is named with its file, its row and the reason, and the rest is taken. What was not judged is named too.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from provenance.claim import FORMAT as REVIEW
from provenance.claim import Decision, ReviewStore, Unit
from provenance.errors import MissingExtra, ReadError
from provenance.exporters.labels import label
from provenance.records import Verdict
from provenance.validation.coders import VERDICTS
from provenance.validation.columns import COLUMNS
from provenance.validation.labels import WIRE, allowed, letter_of
from provenance.validation.parsing import content, parsed
from provenance.validation.sampling import FORMAT as SAMPLE
from provenance.validation.sampling import Item, Sample

GOLD: Final = "gold"
"""The coder of a gold file."""
_NO_FILES: Final = (".txt", ".xml", ".md", ".toml")
"""Ends of the names of files in a sample's folder that nobody codes."""
_SAVED: Final = frozenset({"validation.html", "validation.json", *(f"{name}.csv" for name in COLUMNS)})
"""What a validation saved there, which nobody coded either."""
_COLUMNS: Final = (
    "needs the columns label and unit (with the sample's file), or label, article, start and end"
)


@dataclass(frozen=True, slots=True)
class Coded:
    """The labels that coders gave.

    ``verdicts`` are verdicts on whole articles, by article and coder. ``coarse`` tells that some label says only that a sentence is wire
    copy, and not how it was edited. ``problems`` could not be read; ``missing`` are the ids that each coder of the sample left out.
    """

    decisions: tuple[Decision, ...] = ()
    verdicts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sample: Sample | None = None
    coarse: bool = False
    problems: tuple[ReadError, ...] = ()
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class _Reading:
    """What was read so far: one label of a coder for a sentence, and the file it is from."""

    sample: Sample | None
    labels: dict[tuple[str, Unit], Decision] = field(default_factory=dict)
    verdicts: dict[str, dict[str, str]] = field(default_factory=dict)
    problems: list[ReadError] = field(default_factory=list)
    coarse: bool = False
    items: dict[str, Item] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.items = {item.id: item for item in self.sample.items} if self.sample else {}

    def add(self, decision: Decision, source: str, line: int | None = None) -> None:
        known = self.labels.setdefault((decision.coder, decision.unit), decision)
        if known.label != decision.label:
            reason = f"{decision.coder} gave this sentence two labels, {known.label} and {decision.label}; the first is taken"
            self.problems.append(ReadError(source, reason, line=line))


def read_coded(paths: str | Path | Iterable[str | Path], *, sample: Sample | None = None) -> Coded:
    """Read what coders brought back, from files or from the folder of a sample.

    Args:
        paths: Files or folders; a sample's file among them is read as such.
        sample: The sample that was coded, where its file is not among ``paths``.

    Raises:
        ReadError: A folder or file is not there.
    """
    given = [paths] if isinstance(paths, str | Path) else list(paths)
    files = [file for path in given for file in _files(Path(path))]
    contents = {file: content(file) for file in files}
    for file, data in contents.items():
        if sample is None and _holds(data, SAMPLE):
            sample = Sample.load(file)
    reading = _Reading(sample)
    for file, data in contents.items():
        try:
            if not _holds(data, SAMPLE):
                _reader(file, data)(reading, file, data)
        except ReadError as error:
            reading.problems.append(error)
    decisions = tuple(reading.labels.values())
    missing = {} if sample is None else _missing(sample, decisions)
    return Coded(decisions, reading.verdicts, sample, reading.coarse, tuple(reading.problems), missing)


def _missing(sample: Sample, decisions: Sequence[Decision]) -> dict[str, tuple[str, ...]]:
    done = {(decision.coder, decision.unit) for decision in decisions}
    left = {
        coder: tuple(item.id for item in sample.of(coder) if (coder, item.unit) not in done)
        for coder in sample.coders
    }
    return {coder: ids for coder, ids in left.items() if ids}


def _files(path: Path) -> list[Path]:
    if not path.exists():
        raise ReadError(str(path), "is not there: name a coded file, or the folder of a sample")
    if not path.is_dir():
        return [path]
    found = sorted(
        item for item in path.rglob("*") if item.is_file() and not item.name.startswith((".", "~$"))
    )
    return [item for item in found if not item.name.endswith(_NO_FILES) and item.name not in _SAVED]


def _holds(data: bytes, mark: str) -> bool:
    return f'"{mark}"'.encode() in data[:400]


_Reader = Callable[[_Reading, Path, bytes], None]


def _reader(file: Path, data: bytes) -> _Reader:
    """Return what reads a file, by what it begins with."""
    begins = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if data.startswith(b"PK"):
        return _excel
    if _holds(data, REVIEW):
        return _review
    if begins == b"[":
        return _tasks
    if begins == b"{":
        return _gold
    if not data.strip():
        raise ReadError(str(file), f"is empty; a coded file {_COLUMNS}")
    return _csv


# --- tables -----------------------------------------------------------------------------------------------------------


def _csv(reading: _Reading, file: Path, data: bytes) -> None:
    text = data.decode("utf-8-sig", "replace")
    head = text.split("\n", 1)[0]
    separator = max(",;\t", key=head.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise ReadError(str(file), f"is no CSV: {error}") from error
    _rows(reading, file, lines)


def _excel(reading: _Reading, file: Path, data: bytes) -> None:
    try:
        import openpyxl
    except ImportError as error:
        raise MissingExtra("openpyxl", "office") from error
    try:
        sheet = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets[0]
        lines = [
            ["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)
        ]
    except Exception as error:
        raise ReadError(str(file), f"is no Excel workbook: {error}") from error
    _rows(reading, file, lines)


def _rows(reading: _Reading, file: Path, lines: Sequence[Sequence[str]]) -> None:
    """Take the rows of a table below its head: labels of sentences, or verdicts on articles."""
    head = [name.strip().casefold() for name in lines[0]] if lines else []
    empty, columns = dict.fromkeys(head, ""), set(head)
    tidy = [empty | dict(zip(head, map(str.strip, line), strict=False)) for line in lines[1:]]
    if {"article", "verdict"} <= columns and "label" not in columns:
        return _verdicts(reading, file, tidy)
    if not ({"label", "unit"} <= columns or {"label", "article", "start", "end"} <= columns):
        raise ReadError(str(file), f"has the columns {', '.join(head)}; a coded file {_COLUMNS}")
    for number, row in enumerate(tidy, start=2):
        try:
            _row(reading, file, row, number)
        except ReadError as error:
            reading.problems.append(error)
    return None


def _row(reading: _Reading, file: Path, row: Mapping[str, str], line: int) -> None:
    if not row["label"]:
        return
    letter = letter_of(row["label"])
    if row["label"].casefold() == WIRE:
        letter, reading.coarse = "W", True
    if letter is None:
        reason = f"no label named {row['label']!r:.60}; there are {allowed()}"
        raise ReadError(str(file), reason, line=line)
    unit, sha256 = _unit(reading, file, row, line)
    coder = row.get("coder") or _coder(file)
    note = row.get("note", "")
    reading.add(
        Decision(*unit, letter, coder, row.get("time", ""), note=note, sha256=sha256), str(file), line
    )


def _coder(file: Path) -> str:
    """Return whose file it is by its name."""
    return file.name.removesuffix(".labelstudio.json").rsplit(".", 1)[0] or file.name


def _unit(reading: _Reading, file: Path, row: Mapping[str, str], line: int) -> tuple[Unit, str | None]:
    """Return the sentence that a row is about, and the hash of its text where the sample has it."""
    name, sample = row.get("unit", ""), reading.sample
    if name and sample is not None:
        found = reading.items.get(name)
        if found is None:
            known = f"{sample.items[0].id} to {sample.items[-1].id}" if sample.items else "none"
            raise ReadError(str(file), f"no unit {name!r:.40} in the sample; its ids are {known}", line=line)
        return found.unit, found.sha256
    try:
        start, end = int(row["start"]), int(row["end"])
    except (KeyError, ValueError) as error:
        reason = f"says no place: give the sample's file as well, or {_COLUMNS.removeprefix('needs ')}"
        raise ReadError(str(file), reason, line=line) from error
    if not 0 <= start < end:
        raise ReadError(str(file), f"not a range of the text: {start}-{end}", line=line)
    return (row.get("article", ""), start, end), row.get("sha256") or None


def _verdicts(reading: _Reading, file: Path, rows: Sequence[Mapping[str, str]]) -> None:
    for number, row in enumerate(rows, start=2):
        if row["verdict"] in VERDICTS:
            reading.verdicts.setdefault(row["article"], {})[row.get("coder") or _coder(file)] = row["verdict"]
        elif row["verdict"]:
            reason = f"no verdict named {row['verdict']!r:.60}; there are {', '.join(VERDICTS)}"
            reading.problems.append(ReadError(str(file), reason, line=number))


# --- JSON -------------------------------------------------------------------------------------------------------------


def _review(reading: _Reading, file: Path, _: bytes) -> None:
    store = ReviewStore(file)
    reading.problems += [ReadError(str(file), problem) for problem in store.problems]
    for decision in store.decisions():
        reading.add(decision, str(file))


def _tasks(reading: _Reading, file: Path, data: bytes) -> None:
    """Read Label Studio's export: JSON, or JSON-MIN."""
    for number, task in enumerate(parsed(data, str(file)), start=1):
        try:
            for coder, row in _answers(task, file, number, reading.sample):
                _row(reading, file, {**row, "coder": coder}, number)
        except ReadError as error:
            reading.problems.append(error)
        except (AttributeError, LookupError, TypeError) as error:
            reading.problems.append(
                ReadError(str(file), f"is no task of Label Studio: {error!r}", line=number)
            )


def _answers(
    task: object, file: Path, number: int, sample: Sample | None
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the coder and the row of each answer to a task."""
    if not isinstance(task, dict):
        raise ReadError(str(file), "is no task of Label Studio: an object is needed", line=number)
    if "annotations" not in task and "data" not in task:  # JSON-MIN: one flat object an answer
        yield (
            _who(task.get("annotator"), file, sample),
            {name: str(value) for name, value in task.items()} | {"label": str(task.get("label") or "")},
        )
        return
    place = {name: str(value) for name, value in task.get("data", {}).items()}
    for answer in task.get("annotations", ()):
        who, found = _who(answer.get("completed_by"), file, sample), answer.get("result", ())
        yield from ((who, place | _span(item, place)) for item in found if item.get("type") == "labels")
        chosen = [item["value"]["choices"][0] for item in found if item.get("type") == "choices"]
        if chosen:
            notes = (
                text for item in found if item.get("type") == "textarea" for text in item["value"]["text"]
            )
            yield who, place | {"label": str(chosen[0]), "note": " ".join(notes)}


def _span(item: Mapping[str, Any], place: Mapping[str, str]) -> dict[str, str]:
    """Return the row of a marked passage, of the tasks that ``convert --format labelstudio`` makes of whole articles."""
    value = item["value"]
    where = {"article": place.get("article_id", ""), "start": str(value["start"]), "end": str(value["end"])}
    return where | {"label": str(value["labels"][0])}


def _who(given: object, file: Path, sample: Sample | None) -> str:
    """Return a coder's name: the file's where it is called after one, else what Label Studio calls them."""
    if isinstance(given, dict):
        given = given.get("email") or given.get("id")
    coders = sample.coders if sample else ()
    if file.name.endswith(".labelstudio.json") or _coder(file) in coders or given is None:
        return _coder(file)
    return f"annotator {given}" if isinstance(given, int) else str(given)


def _gold(reading: _Reading, file: Path, data: bytes) -> None:
    """Read a gold file: whole articles, each with the ranges that were judged."""
    for number, line in enumerate(data.split(b"\n"), start=1):
        if not line.strip():
            continue
        values = parsed(line, str(file), number)
        try:
            _gold_article(reading, file, values)
        except (KeyError, TypeError, ValueError) as error:
            reason = "is no gold record: it needs id, and segments with start, end and origin"
            raise ReadError(str(file), reason, line=number) from error


def _gold_article(reading: _Reading, file: Path, values: Mapping[str, Any]) -> None:
    name = str(values["id"])
    for item in values["segments"]:
        verdict = Verdict(item["origin"], edit=item.get("edit"), basis=tuple(item.get("basis") or ()))
        bare = item["origin"] == WIRE and not verdict.edit and not verdict.basis
        letter = "W" if bare else letter_of(label(verdict) or "none")
        if letter is None:
            raise ValueError(item["origin"])
        reading.coarse |= bare
        reading.add(Decision(name, int(item["start"]), int(item["end"]), letter, GOLD, ""), str(file))
    if values.get("verdict") in VERDICTS:
        reading.verdicts.setdefault(name, {})[GOLD] = values["verdict"]
