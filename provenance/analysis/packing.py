"""Rows of annotations packed into tables: of an annotation nothing is held but its rows, and of those only some at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from provenance.analysis.extras import EXTRAS
from provenance.analysis.keeping import SETTINGS, setting_rows, telling, terms_of
from provenance.exporters.tables import ROWS, as_column, as_frame
from provenance.records import Annotation

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

AT_ONCE: Final = 20_000
"""Rows of a table that are held as Python objects before they are packed."""
LEFT_OUT: Final[Mapping[str, tuple[str, ...]]] = {
    "sentences": ("text", "why", "paragraph", "reviewed_origin", "coder"),
    "articles": ("sha256",),
    "credits": ("text",),
    "evidence": ("source_text", "start", "end"),
    "runs": (),
}
"""Columns that no analysis reads: texts, and what stands in the annotation."""
TABLES: Final = (*ROWS, *(name for name in EXTRAS if name not in ROWS), "words", "settings")


class Packed:
    """The tables of a stream of annotations."""

    def __init__(self, thresholds: tuple[float, ...]) -> None:
        self._thresholds = thresholds
        self._parts: dict[str, list[pd.DataFrame]] = {name: [] for name in TABLES}
        self._empty()

    def _empty(self) -> None:
        self._rows: dict[str, list[Any]] = {name: [] for name in ROWS}
        self._extras: dict[str, list[Any]] = {name: [] for name in EXTRAS}
        self._words: list[tuple[str, NDArray[np.uint32], NDArray[np.bool_]]] = []
        self._settings: list[Any] = []

    def add(self, annotation: Annotation, *, again: bool) -> None:
        """Add what an annotation tells; ``again`` is whether it is decided again at other thresholds."""
        fewer = telling(annotation)
        for name, make in ROWS.items():
            self._rows[name] += make(fewer if name == "evidence" else annotation)
        for name, (further, _) in EXTRAS.items():
            self._extras[name] += further(fewer if name == "evidence" else annotation)
        self._words.append((annotation.document.id, *terms_of(annotation)))
        if again:
            self._settings += setting_rows(annotation, self._thresholds)
        if max(map(len, self._rows.values())) >= AT_ONCE:
            self._pack()

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return the tables by name, those without rows with their columns."""
        import pandas as pd

        if self._words or not self._parts["words"]:
            self._pack()
        whole = {
            name: pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0]
            for name, parts in self._parts.items()
        }
        self._parts.clear()
        whole["sources"] = whole["sources"].drop_duplicates(["source", "role"], ignore_index=True)
        return whole | {"runs": _summed(whole["runs"])}

    def _pack(self) -> None:
        import pandas as pd

        for name, rows in self._rows.items():
            self._parts[name].append(as_frame(name, rows, without=LEFT_OUT[name]))
        for name, (_, columns) in EXTRAS.items():
            extra = _typed(self._extras[name], columns)
            if name in ROWS:
                self._parts[name][-1] = pd.concat([self._parts[name][-1], extra], axis=1)
            else:
                self._parts[name].append(extra)
        self._parts["words"].append(_words(self._words))
        self._parts["settings"].append(_typed(self._settings, SETTINGS))
        self._empty()


def _typed(rows: list[Any], columns: Mapping[str, str]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(
        {name: as_column([row[name] for row in rows], kind) for name, kind in columns.items()}
    )


def _words(found: list[tuple[str, NDArray[np.uint32], NDArray[np.bool_]]]) -> pd.DataFrame:
    """Return one row a term and article: its number, and whether it stands outside agency text too."""
    import numpy as np
    import pandas as pd

    names = np.array([name for name, _, _ in found], dtype=object)
    return pd.DataFrame({
        "article": as_column(np.repeat(names, [len(words) for _, words, _ in found]), "string"),
        "word": np.concatenate([np.array([], np.uint32), *(words for _, words, _ in found)]),
        "outside": np.concatenate([np.array([], bool), *(outside for _, _, outside in found)]),
    })  # fmt: skip


def _summed(runs: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each version, settings and archive, with all its articles."""
    keys = [key for key in runs.columns if key != "articles"]
    counts: Any = runs.groupby(keys, sort=False, dropna=False)["articles"].sum()
    found: pd.DataFrame = counts.reset_index()[list(runs.columns)]
    return found
