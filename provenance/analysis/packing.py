"""Rows of annotations packed into tables: of an annotation nothing is held but its rows, and of those only some at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from provenance.analysis.extras import EXTRAS
from provenance.analysis.keeping import SETTINGS, setting_rows, telling, terms_of
from provenance.exporters.rows import ROWS, evidence_facts, sentence_facts
from provenance.exporters.tables import COLUMNS, as_column, as_frame
from provenance.records import Annotation

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

AT_ONCE: Final = 10_000
"""Rows of a table that are held as Python objects before they are packed."""
MADE: Final[Mapping[str, Callable[[Annotation], Iterable[Mapping[str, Any]]]]] = {
    **ROWS,
    "sentences": sentence_facts,
    "evidence": evidence_facts,
}
"""What makes the rows of each exported table: of the two long ones only the columns that an analysis reads."""
LEFT_OUT: Final[Mapping[str, tuple[str, ...]]] = {
    "sentences": (
        "kind", "text", "why", "paragraph", "reviewed_origin", "coder", "published", "start", "end", "edit", "basis", "certainty", "confidence",
        "rule", "quoted_share", "evidence", "best_source", "best_role", "best_score", "verbatim_share", "drift",
    ),
    "articles": ("sha256",),
    "credits": ("text",),
    "evidence": ("source_text", "start", "end", "edit", "quoted", "shared_words_share", "source_published"),
    "runs": (),
}  # fmt: skip
"""Columns that no analysis reads; the exported tables have them."""
TABLES: Final = (*ROWS, *(name for name in EXTRAS if name not in ROWS), "words", "settings")


class Packed:
    """The tables of a stream of annotations."""

    def __init__(self, thresholds: tuple[float, ...]) -> None:
        self._thresholds = thresholds
        self._names: list[str] = []
        self._parts: dict[str, list[pd.DataFrame]] = {name: [] for name in TABLES}
        self._empty()

    def _empty(self) -> None:
        self._rows = {
            name: _Columns(key for key in COLUMNS[name] if key not in LEFT_OUT[name]) for name in ROWS
        }
        self._extras = {name: _Columns(columns) for name, (_, columns) in EXTRAS.items()}
        self._words: list[tuple[NDArray[np.uint32], NDArray[np.bool_]]] = []
        self._settings = _Columns(SETTINGS)

    def add(self, annotation: Annotation, *, again: bool) -> None:
        """Add what an annotation tells; ``again`` is whether it is decided again at other thresholds."""
        fewer = telling(annotation)
        for name, make in MADE.items():
            self._rows[name].add(make(fewer if name == "evidence" else annotation))
        for name, (further, _) in EXTRAS.items():
            self._extras[name].add(further(fewer if name == "evidence" else annotation))
        self._names.append(annotation.document.id)
        self._words.append(terms_of(annotation))
        if again:
            self._settings.add(setting_rows(annotation, self._thresholds))
        if max(columns.rows for columns in self._rows.values()) >= AT_ONCE:
            self._pack()

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return the tables by name, those without rows with their columns."""
        import pandas as pd

        if self._words or not self._parts["words"]:
            self._pack()
        whole = {}
        for name in TABLES:  # the parts of a table are let go before those of the next are put together
            parts = self._parts.pop(name)
            whole[name] = pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0]
            del parts
        whole["words"]["article"] = _named(whole["words"]["article"].to_numpy(), self._names)
        whole["sources"] = whole["sources"].drop_duplicates(["source", "role"], ignore_index=True)
        return whole | {"runs": _summed(whole["runs"])}

    def _pack(self) -> None:
        import pandas as pd

        for name, rows in self._rows.items():
            self._parts[name].append(as_frame(name, rows.lists))
        for name, (_, columns) in EXTRAS.items():
            extra = _typed(self._extras[name], columns)
            if name in ROWS:
                self._parts[name][-1] = pd.concat([self._parts[name][-1], extra], axis=1)
            else:
                self._parts[name].append(extra)
        self._parts["words"].append(_words(self._words, len(self._names) - len(self._words)))
        self._parts["settings"].append(_typed(self._settings, SETTINGS))
        self._empty()


class _Columns:
    """Rows kept as one list a column: a fifth of what they take as mappings."""

    def __init__(self, names: Iterable[str]) -> None:
        self.lists: dict[str, list[Any]] = {name: [] for name in names}
        self.rows = 0

    def add(self, rows: Iterable[Mapping[str, Any]]) -> None:
        kept = list(rows)
        for name, values in self.lists.items():
            values += [row[name] for row in kept]
        self.rows += len(kept)


def _typed(columns: _Columns, kinds: Mapping[str, str]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame({name: as_column(columns.lists[name], kind) for name, kind in kinds.items()})


def _words(found: list[tuple[NDArray[np.uint32], NDArray[np.bool_]]], first: int) -> pd.DataFrame:
    """Return one row a term and article: the article's number, the term's, and whether it stands outside agency text too."""
    import numpy as np
    import pandas as pd

    numbers = np.arange(first, first + len(found), dtype=np.int32)
    return pd.DataFrame({
        "article": np.repeat(numbers, [len(words) for words, _ in found]),
        "word": np.concatenate([np.array([], np.uint32), *(words for words, _ in found)]),
        "outside": np.concatenate([np.array([], bool), *(outside for _, outside in found)]),
    })  # fmt: skip


def _named(numbers: NDArray[np.int32], names: list[str]) -> pd.Categorical:
    """Return a column of names from their places: each name stands once, and not once for every word of its article."""
    import pandas as pd

    once = pd.Categorical(as_column(names, "string"))
    return pd.Categorical.from_codes(once.codes[numbers], once.categories)


def _summed(runs: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each version, settings and archive, with all its articles."""
    keys = [key for key in runs.columns if key != "articles"]
    counts: Any = runs.groupby(keys, sort=False, dropna=False)["articles"].sum()
    found: pd.DataFrame = counts.reset_index()[list(runs.columns)]
    return found
