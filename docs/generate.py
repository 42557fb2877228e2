"""Write docs/settings.md, docs/rules.md, docs/tables.md, docs/analyses.md and the pictures of docs/concepts.md from the code.

usage: python docs/generate.py [--check]        --check writes nothing and fails where a page is stale

The tables are found by what they hold, wherever they stand, so that moving a module changes nothing here.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import Field, fields
from pathlib import Path
from typing import Any

import provenance
from provenance.config import Config

ROOT = Path(__file__).resolve().parent.parent
WRITTEN = "This page is written by `make docs` from the code; a test fails where it is stale.\n"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        "| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines
    )


def settings() -> str:
    """Return the page of settings: every number that can change a claim, with unit, range and source."""
    parts = [
        "# Settings\n",
        WRITTEN,
        "Every number that can change a claim stands here and in the hash of a result. Change one for a run with"
        " `--set section.key=value`, for several runs with `--config FILE` (TOML; `provenance config` prints a file to"
        ' start from), in Python with `Config().with_settings({"section.key": value})`.\n',
    ]
    config = Config()
    for section in fields(config):
        values = getattr(config, section.name)
        rows = [_setting(item, getattr(values, item.name)) for item in fields(values)]
        parts.append(f"## `[{section.name}]` {_first(type(values)).rstrip('.')}\n")
        parts.append(table(("setting", "default", "unit", "range", "why this value"), rows) + "\n")
    return "\n".join(parts)


def _setting(item: Field[Any], value: object) -> tuple[str, ...]:
    shown = str(value).lower() if isinstance(value, bool) else str(value)
    limits = _range(item.metadata["low"], item.metadata["high"])
    return (
        f"`{item.name}`",
        f"`{shown}`" if shown else "empty",
        item.metadata["unit"],
        limits,
        item.metadata["source"],
    )


def _range(low: float | None, high: float | None) -> str:
    if low is None and high is None:
        return ""
    return f"from {low:g}" if high is None else f"up to {high:g}" if low is None else f"{low:g} to {high:g}"


def _first(thing: object) -> str:
    """Return the first sentence of a docstring."""
    return " ".join((inspect.getdoc(thing) or "").split("\n\n")[0].split())


def tables() -> Iterator[tuple[Any, ...]]:
    """Yield every ordered table of rules in the package, each once."""
    seen: set[int] = set()
    for module in pkgutil.walk_packages(provenance.__path__, "provenance."):
        if module.name.endswith("__main__"):
            continue
        loaded = importlib.import_module(module.name)
        for name in ("RULES", "TABLE"):
            found = getattr(loaded, name, ())
            if isinstance(found, tuple) and found and id(found) not in seen:
                seen.add(id(found))
                yield found


def the_table(holds: Callable[[Any], bool]) -> tuple[Any, ...]:
    """Return the one table whose rows are of a form; nothing where there is none."""
    return next((found for found in tables() if all(map(holds, found))), ())


def _has(*names: str) -> Callable[[Any], bool]:
    return lambda row: all(hasattr(row, name) for name in names)


def _is_verdict(row: object) -> bool:
    return inspect.isfunction(row) and list(inspect.signature(row).parameters) == ["case"]


def _is_meaning(row: object) -> bool:
    return isinstance(row, tuple) and isinstance(row[0], str) and all(map(callable, row[1:]))


def rules() -> str:
    """Return the page of rules, each kind of table in its order."""
    kinds, forms = the_table(_has("kind", "sentence")), the_table(_has("pattern", "strength"))
    meanings, verdicts = the_table(_is_meaning), the_table(_is_verdict)
    sections = [
        (
            "Kinds of line",
            "Several rules may claim a line; the first here has it (`kind_rule` in a result).",
            ("rule", "kind", "because"),
            [(f"`{row.name}`", row.kind, row.sentence) for row in kinds],
        ),
        (
            "Forms of credit",
            "What a line can say, wherever it stands (`rule` of a credit). [credits.md](credits.md) has an example of each.",
            ("form", "role", "strength", "patterns"),
            _forms(forms),
        ),
        (
            "What a form means in its place",
            "The first row that fits decides.",
            ("", "because"),
            [(number, row[0]) for number, row in enumerate(meanings, 1)],
        ),
        (
            "Verdicts",
            "The first rule that answers wins (`rule` of a segment).",
            ("rule", "what it says"),
            [(f"`{row.__name__}`", _first(row)) for row in verdicts],
        ),
    ]
    parts = ["# Rules\n", WRITTEN]
    for title, words, head, rows in sections:
        if rows:
            parts += [f"## {title}\n", f"{words}\n", table(head, rows) + "\n"]
    return "\n".join(parts)


def _forms(found: Iterable[Any]) -> list[tuple[object, ...]]:
    """Return one row an id, in the order of the table."""
    by_id: dict[str, list[Any]] = {}
    for row in found:
        by_id.setdefault(row.id, []).append(row)
    return [
        (name, _each(row.role for row in rows), _each(row.strength for row in rows), len(rows))
        for name, rows in by_id.items()
    ]


def _each(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(words))


def columns() -> str:
    """Return the page of tables: every column with its type and meaning."""
    from provenance.exporters.tables import DICTIONARY

    parts = ["# Tables\n", WRITTEN, "A number is a share or a probability, 0 to 1.\n"]
    for name, found in DICTIONARY.items():
        rows = [(f"`{column}`", kind, meaning) for column, (kind, meaning) in found.items()]
        parts += [f"## `{name}`\n", table(("column", "type", "meaning"), rows) + "\n"]
    return "\n".join(parts)


ASKED = """What to ask of annotated articles, each in one call: `pv.analyse(corpus, "composition")`, or all of them at once by

```
provenance annotate articles/ --archive wires -o result.jsonl
provenance analyse result.jsonl -o analysis/ --archive wires    # tables, figures, and index.html with all of them
```

An answer is a table (one row an observation), the figure drawn from it, a sentence that says what it shows with n, coverage and threshold, and what
it cannot show; in a notebook it shows all of that, and `answer.table` is a data frame. Figures need the extra `analysis`.

Shares are of body sentences, words or articles, never of captions, headlines and furniture. Their intervals are drawn by *event*, since articles on one
event are not independent; where there are fewer than {0} events, or all are alike, Wilson's interval over events stands instead (column `method`), which is
wide because little is known. Events are found from common passages, or given with `--events FILE` (columns `article` and `event`). What
is found is right and not all: on the study sample (12 events, 80 articles) every pair of articles that is joined is of one event, and a third of the pairs
that are (precision 1.00, recall .33, adjusted Rand index .47; `python -m benchmarks.events`), since reports of one happening without a common passage stay apart.
Intervals then take them for independent and are a little narrow: give the events where you know them. A number that a corpus
cannot give is not given: the sentence says why, and the table is empty. Times that name a day only, or no zone, take part in no delay.
"""


def analyses() -> str:
    """Return the page of analyses: what each asks, its columns, and the numbers behind them."""
    from provenance.analysis import ANALYSES, meanings
    from provenance.config import ANALYSIS

    parts = ["# Analyses\n", WRITTEN, ASKED.format(ANALYSIS.clusters)]
    for name, item in ANALYSES.items():
        rows = [(f"`{column}`", meaning) for column, meaning in meanings(name).items()]
        parts += [
            f"## `{name}`: {item.asks}\n",
            f"{_first(item.function)}\n",
            table(("column", "meaning"), rows) + "\n",
        ]
    common = [(f"`{column}`", meaning) for column, meaning in meanings("common").items()]
    parts += ["## Columns of several tables\n", table(("column", "meaning"), common) + "\n"]
    rows = [_setting(item, getattr(ANALYSIS, item.name)) for item in fields(ANALYSIS) if item.metadata]
    parts += ["## Numbers\n", "They change no annotation, and stand in no hash of a result.\n"]
    return "\n".join([*parts, table(("setting", "default", "unit", "range", "why this value"), rows) + "\n"])


def labels() -> dict[Path, str]:
    """Return the pictures of docs/concepts.md: its own code makes them."""
    page = (ROOT / "docs" / "concepts.md").read_text("utf-8")
    made: dict[str, Any] = {}
    exec(page.partition("```python\n")[2].partition("```")[0], made)  # noqa: S102 - our own page
    return {
        ROOT / "docs" / target: made["pictures"][name] + "\n"
        for name, target in re.findall(r"!\[([\w ]+): .*?\]\((.*?)\)", page)
    }


def pages() -> dict[Path, str]:
    """Return what each generated page should be."""
    docs = ROOT / "docs"
    written = {docs / "settings.md": settings(), docs / "rules.md": rules(), docs / "tables.md": columns()}
    written[docs / "analyses.md"] = analyses()
    return written | labels()


def main() -> int:
    """Write the pages, or say which are stale."""
    written = pages()
    stale = [path for path, text in written.items() if not path.is_file() or path.read_text("utf-8") != text]
    for path in stale:
        print(f"{path.relative_to(ROOT)}: {'stale, run make docs' if '--check' in sys.argv else 'written'}")
        if "--check" not in sys.argv:
            path.write_text(written[path], "utf-8")
    return bool(stale and "--check" in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
