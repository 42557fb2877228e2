"""Coding by hand in a notebook cell, keyboard first; every decision is in the file before the next one is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import traitlets

from provenance import Annotation, Corpus, ProvenanceError
from provenance.claim import Decision, ReviewStore, apply
from provenance.show import decision_views, keys_of, review_panel, review_view
from provenance.validation import Agreement, Sample, agreement
from provenance_widgets.base import Shown

Place = tuple[int, int]
"""Which annotation, and which of its findings."""
DEFAULT_PATH: Final = "provenance-review.jsonl"


def now() -> str:
    """Return the time of a decision, in UTC to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Review(Shown):
    """Confirm, change or dismiss the label of each sentence; one key a label, ``Z`` undoes, ``Enter`` goes on.

    Decisions are appended to a file as they are made, so that they survive a kernel that dies; a Review that opens the
    same file again goes on where it was left. Several coders may share a file: each has decisions of their own.

    Args:
        corpus: A result, or any annotations, in the order of work.
        path: The review file (JSONL); it is made with the first decision.
        coder: Your name; it may be typed in the page instead.
        blind: Hide the tool's own label, and other coders', until you have decided.
        sample: Ask only for its sentences: those of ``coder``, where the sample gave them some.
        clock: Gives the time of a decision, ISO 8601; the system's clock by default.

    Attributes:
        selected: Id of the sentence at hand.
        done: How many decisions stand, of all coders.
        problem: What could not be read or written, in words; empty where all is well.
    """

    view = traitlets.Dict().tag(sync=True)
    decisions: traitlets.List[Any] = traitlets.List().tag(sync=True)
    selected = traitlets.Unicode(None, allow_none=True).tag(sync=True)
    problem = traitlets.Unicode("").tag(sync=True)
    done = traitlets.Int(0)

    def __init__(
        self,
        corpus: Iterable[Annotation],
        path: str | Path = DEFAULT_PATH,
        *,
        coder: str = "",
        blind: bool = True,
        sample: Sample | None = None,
        clock: Callable[[], str] = now,
        **traits: object,
    ) -> None:
        self._corpus = Corpus(corpus)
        self._keys = keys_of(self._corpus.annotations)
        self._store = ReviewStore(path)
        self._clock = clock
        self._places = _places(self._corpus, self._keys)
        view = review_view(
            self._corpus.annotations,
            self._store.decisions(),
            coder=coder,
            blind=blind,
            file=self._store.path.name,
            keys=self._keys,
            only=None if sample is None else sample.units(coder),
        )
        problem = "; ".join(self._store.problems)
        super().__init__(view=view, decisions=view["decisions"], problem=problem, **traits)
        self.done = len(self._store.decisions())
        self.on_msg(self._heard)

    @property
    def path(self) -> Path:
        """The file that decisions are written to."""
        return self._store.path

    @property
    def corpus(self) -> Corpus:
        """The articles with the decisions beside the tool's verdicts, for every table, report and export."""
        return Corpus(apply(self._corpus, self._store.decisions()))

    @property
    def agreement(self) -> Agreement:
        """How far the coders of the file agree."""
        return agreement(self._store.decisions())

    def decide(self, ident: str, letter: str, *, coder: str, reason: str = "", note: str = "") -> None:
        """Label the sentence with the id ``ident``, as a key in the page does."""
        annotation, finding = self._finding(ident)
        decision = Decision(
            article=annotation.document.id,
            start=finding.segment.start,
            end=finding.segment.end,
            label=letter,
            coder=coder,
            time=self._clock(),
            reason=reason,
            note=note,
            sha256=annotation.document.sha256,
        )
        self._store.decide(decision)
        self._changed()

    def undo(self, coder: str) -> Decision | None:
        """Take back the coder's last standing decision, as ``Z`` in the page does."""
        gone = self._store.undo(coder, self._clock())
        self._changed()
        return gone

    def _finding(self, ident: str) -> tuple[Annotation, Any]:
        if ident not in self._places:
            raise KeyError(f"no sentence with the id {ident!r} in this review")
        article, index = self._places[ident]
        return self._corpus[article], self._corpus[article].findings[index]

    def _changed(self) -> None:
        standing = self._store.decisions()
        units = {
            (a.document.id, f.segment.start, f.segment.end): ident
            for ident, (a, f) in ((ident, self._finding(ident)) for ident in self._places)
        }
        self.decisions = decision_views(standing, units)
        self.done = len(standing)

    def _heard(self, _widget: object, content: Mapping[str, Any], _buffers: object) -> None:
        """Do what the page asks; what goes wrong is shown there, because nobody sees a kernel's log."""
        try:
            if "need" in content:
                self._send_panel(str(content["need"]))
            elif content.get("action") == "decide":
                self._decide_as_asked(content)
            elif content.get("action") == "undo":
                self.undo(str(content["coder"]))
            self.problem = ""
        except (ProvenanceError, OSError, KeyError) as error:
            self.problem = f"Not written: {error}"
            self._changed()

    def _decide_as_asked(self, content: Mapping[str, Any]) -> None:
        texts = {name: str(content.get(name, "")) for name in ("coder", "reason", "note")}
        self.decide(str(content["id"]), str(content["letter"]), **texts)

    def _send_panel(self, ident: str) -> None:
        article, index = self._places[ident]
        panel = review_panel(self._corpus[article], index, key=self._keys[article])
        self.send({"panels": {ident: panel}})

    def _kept(self) -> Corpus:
        return self.corpus

    def __repr__(self) -> str:
        sentences = len(self.view["items"])
        return f"<Review of {sentences} sentences: {self.done} decisions in {self.path.name}>"


def _places(corpus: Corpus, names: list[str]) -> dict[str, Place]:
    """Return where each sentence id of the view stands; ids count an article's findings from 1."""
    return {
        f"{name}-s{index + 1}": (article, index)
        for article, (annotation, name) in enumerate(zip(corpus, names, strict=True))
        for index in range(len(annotation.findings))
    }
