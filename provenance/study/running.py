"""A study is run: step after step, each kept, until its report and its parcel are written."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import provenance
from provenance.analysis import Tables, gather, read_events
from provenance.errors import ProvenanceError, ReadError
from provenance.exporters.stored import ids
from provenance.match import Archive
from provenance.readers import Role
from provenance.readers.inputs import expand
from provenance.records import Annotation
from provenance.result import stream
from provenance.study import making, parcel, report
from provenance.study.plan import Plan
from provenance.study.steps import Step, Steps, digest, sha256
from provenance.study.versions import code, versions

Showing = Callable[[str], AbstractContextManager[making.Progress | None]]
KEPT = ".study"
"""The folder in the results in which steps are kept."""


@dataclass(frozen=True, slots=True)
class Done:
    """A study that was run: its report, its parcel, the steps taken, and what could not be done, in words."""

    report: Path
    parcel: Path
    steps: tuple[Step, ...]
    failures: tuple[str, ...]


def study(
    plan: Plan | str | Path,
    folder: str | Path,
    *,
    say: Callable[[str], None] = lambda _: None,
    showing: Showing = lambda _: nullcontext(None),
) -> Done:
    """Run a study and write its results: ``report.html``, tables, figures, pages of articles, and ``study.zip``.

    Args:
        plan: What is asked for, or the path of a ``study.toml``.
        folder: Where results go. A step that was taken there before, from the same inputs, settings and version, is kept.
        say: Told what is done, a line a step.
        showing: Gives, for what is being done, something to move a bar with.

    Raises:
        ProvenanceError: The study says what cannot be, or nothing of its articles could be read.
    """
    wanted = plan if isinstance(plan, Plan) else Plan.load(plan)
    parcel.guard(Path(folder))
    return _Run(wanted, Path(folder), say, showing).done()


class _Run:
    """One run of a study: what each step is made from, and what came of it."""

    def __init__(self, plan: Plan, folder: Path, say: Callable[[str], None], showing: Showing) -> None:
        self.plan, self.folder, self.say, self.showing = plan, folder, say, showing
        self.steps = Steps(folder / KEPT, f"{provenance.__version__} {code()}", say)
        self.failures: list[str] = []
        self.files: list[tuple[str, str]] = []

    def done(self) -> Done:
        """Take every step."""
        plan, annotated = self.plan, self._annotated()
        facts = self._facts(annotated)
        alarms = self._alarms()
        validation = self._validation(annotated, alarms)
        answers = [step for name in plan.wanted if (step := self._answer(name, annotated, validation))]
        pages = self._pages(annotated) if plan.pages else None
        parts = report.Parts(plan, facts, answers, alarms, validation, pages, tuple(self.failures))
        pair = [
            report.page(parts, self._given_events, linked=linked).encode()
            for linked in (True, plan.keep_annotations)
        ]
        written = parcel.lay(self.folder, parts, (pair[0], pair[1]), annotated, self.files)
        self.say(f"report: {written[0]}")
        return Done(*written, tuple(self.steps.taken), tuple(self.failures))

    # --- what goes in ---------------------------------------------------------------------------------------------

    def _digest(self, names: tuple[str, ...]) -> str:
        """Return the digest of all files of some inputs, and keep their names and checksums for the parcel."""
        found = []
        for item in expand(self.plan.located(names)):
            if isinstance(item, ReadError):
                continue  # the step that reads it names it
            name = Path(os.path.relpath(item.path, self.plan.folder)).as_posix()
            found.append((name, item.path))
        self.files += [(name, sha256(path)) for name, path in found if (name, "") not in self.files]
        return digest(found)

    def _reading(self, names: tuple[str, ...], role: Role) -> making.Reading:
        return making.Reading(self.plan.located(names), self.plan.folder, self.plan.config, role)

    def _take(self, name: str, made_from: Mapping[str, object], make: Callable[[Path], None]) -> Step:
        """Take a step, and name again what failed in it when it was made."""
        step = self.steps.take(name, made_from, make)
        self.failures += [
            text for text in making.read_json(step.place / making.FAILED) if text not in self.failures
        ]
        return step

    @cached_property
    def _store(self) -> Archive | None:
        """The dispatches: an archive that is named, or one made of those that are given."""
        plan = self.plan
        if plan.archive is not None:
            return Archive.open(plan.folder / plan.archive, config=plan.config)
        if not plan.wires:
            return None
        made_from = {"files": self._digest(plan.wires), "settings": plan.config.sha256}
        step = self._take(
            "archive", made_from, lambda to: making.make_archive(to, self._reading(plan.wires, "wire"))
        )
        return Archive.open(step.place / "archive", config=plan.config)

    @property
    def _state(self) -> str:
        return self._store.state if self._store is not None else ""

    # --- what is made of it ---------------------------------------------------------------------------------------

    def _annotated(self) -> Step:
        plan = self.plan
        if plan.annotations:
            made_from = {"files": self._digest(plan.annotations)}
            return self._take(
                "annotations",
                made_from,
                lambda to: making.take_annotations(
                    to, plan.located(plan.annotations), plan.folder, plan.config
                ),
            )
        store = self._store
        made_from = {
            "files": self._digest(plan.articles),
            "archive": self._state,
            "settings": plan.config.sha256,
        }

        def make(to: Path) -> None:
            with self.showing("Annotating") as progress:
                making.make_annotations(to, self._reading(plan.articles, "article"), store, progress)

        return self._take("annotations", made_from, make)

    def _stored(self, annotated: Step) -> Iterator[Annotation]:
        return stream(annotated.place / making.ANNOTATIONS)

    def _facts(self, annotated: Step) -> Step:
        def make(to: Path) -> None:
            making.make_facts(to, self._stored(annotated), making.page_keys(self._stored(annotated)))

        return self._take("facts", {"annotations": annotated.digest}, make)

    @cached_property
    def _given_events(self) -> dict[str, str] | None:
        return read_events(self.plan.folder / self.plan.events) if self.plan.events else None

    def _tables(self, annotated: Step) -> Tables:
        """Return the tables of all articles; gathered when the first analysis is not kept."""
        if "tables" not in self.__dict__:
            with self.showing("Gathering") as progress:
                place = annotated.place / making.ANNOTATIONS
                found = gather(stream(place, bare=True), progress=progress, ids=ids(place))
            events = self._given_events
            found = found if events is None else found.with_events(events)
            self.__dict__["tables"] = found.with_archive(self._store)
        tables: Tables = self.__dict__["tables"]
        return tables

    def _answer(self, name: str, annotated: Step, validation: Step | None) -> Step | None:
        options = {**self.plan.options.get(name, {})}
        made_from = {
            "annotations": annotated.digest, "seed": self.plan.seed, "options": options,
            "events": self._given_events, "packages": versions(), "archive": self._state,
            "validation": validation.digest if validation else "",
        }  # fmt: skip
        asked = {"seed": self.plan.seed, "validation": validation.place if validation else None, **options}
        try:
            return self._take(
                f"analysis/{name}",
                made_from,
                lambda to: making.make_answer(to, self._tables(annotated), name, asked),
            )
        except ProvenanceError as error:
            self._failed(f"analysis {name}", error)
            return None

    def _alarms(self) -> Step | None:
        plan, store = self.plan, self._store if self.plan.alarms_days else None
        if store is None:
            return None
        made_from = {
            "files": self._digest(plan.articles), "archive": store.state, "settings": plan.config.sha256,
            "days": plan.alarms_days,
        }  # fmt: skip

        def make(to: Path) -> None:
            with self.showing("Counting alarms") as progress:
                making.make_alarms(
                    to, self._reading(plan.articles, "article"), store, plan.alarms_days, progress
                )

        return self._take("alarms", made_from, make)

    def _validation(self, annotated: Step, alarms: Step | None) -> Step | None:
        plan = self.plan
        if not plan.coded:
            return None
        made_from = {
            "annotations": annotated.digest, "coded": self._digest(plan.coded), "seed": plan.seed,
            "alarms": alarms.digest if alarms else "", "packages": versions(),
        }  # fmt: skip
        place = alarms.place / "alarms.json" if alarms else None
        try:
            return self._take(
                "validation",
                made_from,
                lambda to: making.make_validation(
                    to, self._stored(annotated), plan.located(plan.coded), plan.seed, place
                ),
            )
        except ProvenanceError as error:
            self._failed("validation", error)
            return None

    def _pages(self, annotated: Step) -> Step:
        made_from = {"annotations": annotated.digest, "title": self.plan.title}
        return self._take(
            "pages", made_from, lambda to: making.make_pages(to, self._stored(annotated), self.plan.title)
        )

    def _failed(self, what: str, error: Exception) -> None:
        text = f"{what}: {making.plain(str(error), self.plan.folder)}"
        self.failures.append(text)
        self.say(text)
