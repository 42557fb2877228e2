"""Human decisions about sentences: an append-only file, and undo.

The file is JSONL, one action a line, and is only ever appended to: ``decide`` states a label, ``undo`` takes back that
coder's last standing decision, which it names: what another kernel wrote meanwhile stays. Whatever was written stays readable after a kernel dies in the middle of a line: a torn
last line is left aside and reported, never merged with the next. No clock is read here: the caller gives the time.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final, cast

from provenance.contract import CODING
from provenance.errors import ReadError
from provenance.records import Annotation, Finding, Origin, Review

FORMAT: Final = "provenance-review/1"

LABELS: Final[Mapping[str, tuple[Origin | None, str]]] = {
    kind.letter: (kind.origin, kind.coder) for kind in CODING
}
"""The letter that a coder presses, the origin that it stands for and its words (the letters of every view)."""

Unit = tuple[str, int, int]
"""What is judged: the article's id and the sentence's range in its text."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One coder's label for one sentence. ``time`` is ISO 8601 as the caller gives it; ``sha256`` pins the text."""

    article: str
    start: int
    end: int
    label: str
    coder: str
    time: str
    reason: str = ""
    note: str = ""
    sha256: str | None = None

    @property
    def unit(self) -> Unit:
        """The sentence that this is about."""
        return (self.article, self.start, self.end)

    def as_review(self) -> Review:
        """Return the record that stands beside the tool's verdict."""
        return Review(LABELS[self.label][0], self.coder, self.time, self.reason, self.note, self.label)


@dataclass(frozen=True, slots=True)
class Undo:
    """A coder takes back a decision: the one of that unit and time; the last one where a line of before names none."""

    coder: str
    unit: Unit | None = None
    decided: str = ""

    def place(self, stack: Sequence[Decision]) -> int | None:
        """Return where the decision stands in the coder's stack."""
        if self.unit is None:
            return len(stack) - 1 if stack else None
        named = (
            i
            for i in reversed(range(len(stack)))
            if (stack[i].unit, stack[i].time) == (self.unit, self.decided)
        )
        return next(named, None)


class ReviewStore:
    """Decisions in one file, folded into what stands now.

    Several coders may share a file, and several kernels may append to it: a line is written in one call and synced to
    the disk before :meth:`decide` returns.

    Args:
        path: The JSONL file; it is made when the first decision is written.

    Attributes:
        problems: Lines that could not be read, each with its number and the reason; they are kept in the file.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        self.problems: tuple[str, ...] = ()
        self._stacks: dict[str, list[Decision]] = {}
        self.reload()

    def reload(self) -> None:
        """Read the file again, for instance after another kernel wrote to it."""
        self._stacks, problems = {}, []
        lines = self.path.read_bytes().split(b"\n") if self.path.exists() else []
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                self._fold(parse_line(line, source=self.path.name, line=number))
            except ReadError as error:
                problems.append(str(error))
        self.problems = tuple(problems)

    def decide(self, decision: Decision) -> None:
        """Write a decision; it replaces the same coder's earlier one about the same sentence.

        Raises:
            ReadError: The label is not one of :data:`LABELS`, or the coder has no name.
        """
        _check(decision, self.path.name, None)
        self._append({"action": "decide", **asdict(decision)})
        self._fold(decision)

    def undo(self, coder: str, time: str) -> Decision | None:
        """Take back the coder's last standing decision that this store knows and return it; None where nothing stands."""
        stack = self._stacks.get(coder)
        if not stack:
            return None
        taken = stack[-1]
        named = {"article": taken.article, "start": taken.start, "end": taken.end, "decided": taken.time}
        self._append({"action": "undo", "coder": coder, "time": time, **named})
        return stack.pop()

    def decisions(self, coder: str | None = None) -> tuple[Decision, ...]:
        """Return what stands now, for one coder or all, in the order in which it was decided."""
        names = list(self._stacks) if coder is None else [coder]
        standing: dict[tuple[str, Unit], Decision] = {}
        for name in names:
            for decision in self._stacks.get(name, ()):
                standing.pop((name, decision.unit), None)
                standing[(name, decision.unit)] = decision
        return tuple(standing.values())

    @property
    def coders(self) -> tuple[str, ...]:
        """The names of all who have a standing decision, sorted."""
        return tuple(sorted(name for name, stack in self._stacks.items() if stack))

    def _fold(self, action: Decision | Undo) -> None:
        stack = self._stacks.setdefault(action.coder, [])
        if isinstance(action, Decision):
            stack.append(action)
        elif (place := action.place(stack)) is not None:
            stack.pop(place)

    def _append(self, values: Mapping[str, object]) -> None:
        line = json.dumps({"format": FORMAT, **values}, ensure_ascii=True).encode("ascii") + b"\n"
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("ab") as out:
            if out.tell() and not _ends_with_newline(self.path):
                line = b"\n" + line
            out.write(line)
            out.flush()
            os.fsync(out.fileno())


def _ends_with_newline(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


def parse_line(content: bytes, *, source: str, line: int | None = None) -> Decision | Undo:
    """Read one line of a review file: a decision, or that a coder took one back."""
    try:
        values = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ReadError(source, f"not a line of JSON ({error}); it is left aside", line=line) from error
    if not isinstance(values, dict) or values.get("format") != FORMAT:
        raise ReadError(source, f"not a review line: format must be {FORMAT!r}", line=line)
    if values.get("action") == "undo" and isinstance(values.get("coder"), str):
        return _undo(values)
    if values.get("action") != "decide":
        raise ReadError(source, f"action must be 'decide' or 'undo', not {values.get('action')!r}", line=line)
    return _decision(values, source, line)


def _undo(values: Mapping[str, object]) -> Undo:
    article, start, end = values.get("article"), values.get("start"), values.get("end")
    if isinstance(article, str) and isinstance(start, int) and isinstance(end, int):
        return Undo(str(values["coder"]), (article, start, end), str(values.get("decided", "")))
    return Undo(str(values["coder"]))


def apply(
    annotations: Iterable[Annotation], decisions: Sequence[Decision], *, coder: str | None = None
) -> tuple[Annotation, ...]:
    """Return the annotations with the decisions in each finding's ``review``; the tool's verdicts stay as they are.

    Args:
        annotations: What was reviewed. A decision about another text (another ``sha256``) is not applied.
        decisions: From :meth:`ReviewStore.decisions`.
        coder: Take this coder's decisions only. With several coders a label that all gave stands under all their names;
            where they differ the review says ``?`` and the note who said what.
    """
    by_unit: dict[Unit, list[Decision]] = {}
    for decision in decisions:
        if coder is None or decision.coder == coder:
            by_unit.setdefault(decision.unit, []).append(decision)
    return tuple(_apply_one(annotation, by_unit) for annotation in annotations)


def _apply_one(annotation: Annotation, by_unit: Mapping[Unit, Sequence[Decision]]) -> Annotation:
    document = annotation.document

    def reviewed(finding: Finding) -> Finding:
        found = by_unit.get((document.id, finding.segment.start, finding.segment.end), ())
        fitting = [decision for decision in found if decision.sha256 in (None, document.sha256)]
        return replace(finding, review=_together(fitting)) if fitting else finding

    return replace(annotation, findings=tuple(reviewed(finding) for finding in annotation.findings))


def _together(decisions: Sequence[Decision]) -> Review:
    """Return one review from every coder's decision about the same sentence."""
    if len(decisions) == 1:
        return decisions[0].as_review()
    coders = ", ".join(decision.coder for decision in decisions)
    latest = max(decision.time for decision in decisions)
    if len({decision.label for decision in decisions}) == 1:
        reasons = "; ".join(dict.fromkeys(d.reason for d in decisions if d.reason))
        notes = "; ".join(dict.fromkeys(d.note for d in decisions if d.note))
        return Review(LABELS[decisions[0].label][0], coders, latest, reasons, notes, decisions[0].label)
    said = "; ".join(f"{decision.coder}: {decision.label}" for decision in decisions)
    return Review(None, coders, latest, "coders differ", said, "?")


_TEXT_FIELDS: Final = ("article", "label", "coder", "time", "reason", "note")


def _decision(values: Mapping[str, object], source: str, line: int | None) -> Decision:
    """Build a decision from a parsed line; the message of an error names the field."""
    for name in _TEXT_FIELDS:
        if not isinstance(values.get(name), str):
            raise ReadError(source, f"{name} must be text, not {values.get(name)!r}", line=line)
    for name in ("start", "end"):
        if not isinstance(values.get(name), int) or isinstance(values.get(name), bool):
            raise ReadError(source, f"{name} must be a whole number, not {values.get(name)!r}", line=line)
    sha256 = values.get("sha256")
    if sha256 is not None and not isinstance(sha256, str):
        raise ReadError(source, f"sha256 must be text or null, not {sha256!r}", line=line)
    texts = {name: cast(str, values[name]) for name in _TEXT_FIELDS}
    decision = Decision(
        start=cast(int, values["start"]), end=cast(int, values["end"]), sha256=sha256, **texts
    )
    _check(decision, source, line)
    return decision


def _check(decision: Decision, source: str, line: int | None) -> None:
    """Raise where the label is unknown, the coder nameless or the range empty."""
    if decision.label not in LABELS:
        raise ReadError(source, f"label must be one of {' '.join(LABELS)}, not {decision.label!r}", line=line)
    if not decision.coder.strip():
        raise ReadError(source, "coder must be a name: decisions stand under it", line=line)
    if not 0 <= decision.start < decision.end:
        raise ReadError(source, f"not a range of the text: {decision.start}-{decision.end}", line=line)
