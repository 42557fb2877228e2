"""A file of annotations says once what many of its lines share: the settings, and the texts that passages point into.

The first line with certain settings carries them, later ones ``"config": {}`` and the same ``config_sha256``. A dispatch, or
another article, stands among the ``sources`` of the first line that points to it. A line that is taken out of its file may
therefore lack both; what it states of its own article stays whole.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from provenance import records as rec
from provenance.contract.writing import annotation_to_dict, dump, sources_of


def with_texts(annotation: rec.Annotation) -> dict[str, Any]:
    """Return the annotation object of the published format, and the documents that its evidence points to."""
    return {**annotation_to_dict(annotation), "sources": sources_of(annotation)}


class Once:
    """Leave out of each object what one before it said, in the order in which they are written to one file."""

    def __init__(self) -> None:
        self._settings: set[str] = set()
        self._texts: set[bytes] = set()

    def __call__(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return an object of :func:`with_texts` with what no line before it said."""
        run = values["run"]
        if run["config_sha256"] in self._settings:
            run = {**run, "config": {}}
        self._settings.add(run["config_sha256"])
        new = {key: text for key, text in values["sources"].items() if self._is_new(text)}
        return {**values, "run": run, "sources": new}

    def _is_new(self, text: Mapping[str, object]) -> bool:
        digest = hashlib.sha256(dump(text).encode()).digest()
        new = digest not in self._texts
        self._texts.add(digest)
        return new


class Again:
    """Give each parsed object of one file back what a line before it said."""

    def __init__(self) -> None:
        self._settings: dict[object, object] = {}
        self._texts: dict[str, object] = {}

    def __call__(self, values: Mapping[str, object]) -> dict[str, object]:
        """Return the object with its settings and with the texts that its evidence points into."""
        whole = dict(values)
        run, sources = whole.get("run"), whole.get("sources")
        if isinstance(run, Mapping):
            made = str(run.get("config_sha256"))
            if run.get("config"):
                self._settings[made] = run["config"]
            elif made in self._settings:
                whole["run"] = {**run, "config": self._settings[made]}
        if isinstance(sources, Mapping):
            self._texts.update(sources)
            named = (name for name in _documents(whole) if name in self._texts)
            whole["sources"] = {**{name: self._texts[name] for name in named}, **sources}
        return whole


def _documents(values: Mapping[str, object]) -> Iterator[str]:
    """Yield the documents that evidence points to; what is malformed is named where it is read."""
    for segment in _objects(values.get("segments")):
        for evidence in _objects(segment.get("evidence")):
            if isinstance(name := evidence.get("doc"), str):
                yield name


def _objects(found: object) -> list[Mapping[str, object]]:
    return [item for item in found if isinstance(item, Mapping)] if isinstance(found, list) else []
