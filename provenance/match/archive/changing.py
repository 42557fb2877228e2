"""The changes of an archive, each one step: dispatches come, go, or move into fewer segments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from provenance.config import Config
from provenance.match.archive import building
from provenance.match.archive import manifest as m
from provenance.match.archive.files import Place
from provenance.match.archive.live import Live
from provenance.match.archive.segment import Columns, count, freeze
from provenance.match.archive.summary import summed
from provenance.match.archive.view import View
from provenance.match.versions import earlier

if TYPE_CHECKING:
    from numpy.typing import NDArray

TOGETHER = 8
"""Segments of one size that become one, so that there are few however small the changes are."""
SPARSE = 0.3
"""Share of removed dispatches above which a segment is written anew."""


def put(place: Place, dispatches: Sequence[building.Read], config: Config) -> int:
    """Add dispatches, in place of those with their ids, and return how many were replaced.

    The text that another version came in place of is kept under an id of its own.
    """
    if not dispatches:
        return 0
    with place.writing() as view:
        kept, replaced = without(view, [item.name for item in dispatches])
        added = [*dispatches, *_earlier(view, dispatches, config)] if replaced else dispatches
        switch(place, view, [*kept, stored(place, _name(view), added)])
    return replaced


def _earlier(view: View, dispatches: Sequence[building.Read], config: Config) -> list[building.Read]:
    """Return the texts that dispatches come in place of and that are other versions, each once."""
    new = {item.name: item for item in dispatches}
    made = []
    for live, place in view.found(new):
        old = earlier(live.segment.document(place), new[live.columns.name(place)].document)
        if old is not None and old.id not in new and view.find(old.id) is None:
            made.append(building.read(old, config))
    return made


def remove(place: Place, names: Sequence[str], *, counted: Sequence[str]) -> int:
    """Remove dispatches and return how many of those that count as such there were."""
    if not names:
        return 0
    with place.writing() as view:
        kept, removed = without(view, names)
        if removed:
            switch(place, view, kept)
        return sum(view.find(name) is not None for name in counted)


def without(view: View, names: Sequence[str]) -> tuple[list[m.Entry], int]:
    """Return the segments with some dispatches marked as removed, and how many were."""
    gone: dict[Live, list[int]] = {}
    for live, place in view.found(set(names)):
        gone.setdefault(live, []).append(place)
    kept = []
    for live in view.lives:
        if live not in gone:
            kept.append(live.entry)
            continue
        alive = live.alive.copy()
        alive[gone[live]] = False
        places = tuple(np.flatnonzero(~alive).tolist())
        kept.append(live.entry.counted(count(live.columns, alive), places))
    return kept, sum(map(len, gone.values()))


def tidy(place: Place) -> None:
    """Make one of many small segments, and write those anew of which much was removed; until nothing is left to do."""
    while True:
        with place.writing() as view:
            chosen = _worn(view) or _alike(view)
            if not chosen:
                return
            _merge(place, view, chosen)


def compact(place: Place) -> None:
    """Write everything into as few segments as can be, without what was removed."""
    done: set[str] = set()
    while True:
        with place.writing() as view:
            groups = _filled([live for live in view.lives if live.entry.name not in done])
            if not groups:
                return
            if len(groups[0]) > 1 or groups[0][0].entry.removed:
                done.add(_merge(place, view, groups[0]))
            else:
                done.add(groups[0][0].entry.name)


def _filled(lives: Sequence[Live]) -> list[list[Live]]:
    """Return segments in order of time, in groups that one segment can hold."""
    groups: list[list[Live]] = []
    size = building.LARGEST + 1
    for live in sorted(lives, key=lambda live: (live.entry.low or 0, live.entry.name)):
        size += live.entry.sentences
        if size > building.LARGEST:
            groups.append([])
            size = live.entry.sentences
        groups[-1].append(live)
    return groups


def _worn(view: View) -> list[Live]:
    """Return a segment of which much was removed."""
    for live in view.lives:
        gone = len(live.entry.removed)
        if gone > SPARSE * (gone + live.entry.documents):
            return [live]
    return []


def _alike(view: View) -> list[Live]:
    """Return segments of one size that are enough to become one."""
    sizes: dict[int, list[Live]] = {}
    for live in view.lives:
        sizes.setdefault(max(1, live.entry.sentences).bit_length() // 3, []).append(live)
    for _, lives in sorted(sizes.items()):
        if len(lives) >= TOGETHER:
            group = _filled(lives)[0]
            if len(group) > 1:
                return group
    return []


def _merge(place: Place, view: View, lives: Sequence[Live]) -> str:
    """Put one segment in place of some, and return its name."""
    names = {live.entry.name for live in lives}
    kept = [live.entry for live in view.lives if live.entry.name not in names]
    merging = building.Merging([live.segment for live in lives], [live.alive for live in lives])
    name = _name(view)
    if any(live.entry.documents for live in lives):
        packed: list[tuple[int, int]] = []

        def text() -> Iterable[bytes]:
            for block, lines in merging.text():
                packed.append((len(block), lines))
                yield block

        stored = place.store(name, "text", text())
        columns = merging.columns(packed)
        kept.append(_entry(name, (place.store(name, "index", freeze(columns)), stored), columns))
    switch(place, view, kept)
    return name


def _name(view: View) -> str:
    return f"{view.manifest.number + 1:08d}"


def stored(place: Place, name: str, dispatches: Sequence[building.Read]) -> m.Entry:
    """Keep dispatches as a segment that no state names yet."""
    columns, blocks = building.build(list(dispatches))
    text = place.store(name, "text", blocks)
    return _entry(name, (place.store(name, "index", freeze(columns)), text), columns)


def _entry(name: str, files: tuple[m.File, m.File], columns: Columns) -> m.Entry:
    alive: NDArray[np.bool_] = np.ones(columns.documents, dtype=np.bool_)
    return m.entry(name, files, count(columns, alive), columns.when)


def switch(place: Place, view: View, entries: Sequence[m.Entry]) -> None:
    """Make the archive consist of some segments."""
    old = {live.entry.name: live for live in view.lives}
    lives = []
    for entry in entries:
        known = old.get(entry.name)
        lives.append(known if known and known.entry is entry else Live(place.opened(entry), entry))
    manifest = replace(view.manifest, number=view.manifest.number + 1, segments=tuple(entries), summary=None)
    made = summed(lives, view.lives, view.summary)
    place.switch(View(manifest, lives, lambda: made))
