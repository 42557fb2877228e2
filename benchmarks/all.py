"""Every measurement of time, size and memory in one command; ``docs/performance.md`` and the picture of growth from it.

usage: python -m benchmarks.all [--sizes N,N,...] [--articles N] [--segments FEW,MANY] [--run N] [--document]

The default takes about half an hour of processor time. 5,000,000 among the sizes takes some three hours more and 2 GB of disk.
"""

from __future__ import annotations

import argparse
import json
import math
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from jinja2 import Template

from benchmarks import annotate, memory, peers, scale
from benchmarks.annotate import machine, put

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "performance.md"
PICTURE = ROOT / "docs" / "img" / "growth.svg"
LINES = {
    "ratio": ("new", ""),
    "no_window_ratio": ("no window", "6 3"),
    "seen_warm_ratio": ("seen (warm)", "2 2"),
}
"""What the picture shows: a column of the table of sizes, its label, and its dashes."""

Row = Mapping[str, object]


def table(rows: Sequence[Row], name: str) -> str:
    """Return rows with the same columns as a table, one line a column and one column a row."""
    heads = [str(row[name]) if isinstance(row[name], str) else f"{row[name]:,.0f}" for row in rows]
    keys = list(dict.fromkeys(key for row in rows for key in row if key != name))
    lines = [f"| {name} | {' | '.join(heads)} |", f"|---|{'---:|' * len(rows)}"]
    lines += [
        f"| {key.replace('_', ' ')} | {' | '.join(_cell(row.get(key)) for row in rows)} |" for key in keys
    ]
    return "\n".join(lines)


def _cell(value: object) -> str:
    if isinstance(value, bool) or value is None:
        return {True: "yes", False: "no", None: "–"}[value]
    return f"{value:,.2f}" if isinstance(value, float | int) else str(value)


def picture(rows: Sequence[Row]) -> str:
    """Draw the ratios over the size of the archive, both axes logarithmic in size only."""
    sizes = [float(str(row["sentences"])) for row in rows]
    most = max(float(str(row[key])) for row in rows for key in LINES)
    low, wide = math.log10(sizes[0]), max(1e-9, math.log10(sizes[-1]) - math.log10(sizes[0]))
    step = 10 ** math.floor(math.log10(most)) / 2

    def at(size: float, value: float) -> tuple[float, float]:
        return 70 + 440 * (math.log10(size) - low) / wide, 250 - 220 * value / most

    lines = []
    for key, (label, dash) in LINES.items():
        points = [at(size, float(str(row[key]))) for size, row in zip(sizes, rows, strict=True)]
        text = " ".join(f"{x:.0f},{y:.0f}" for x, y in points)
        lines.append({"points": text, "dash": dash, "label": label, "y": round(points[-1][1]) + 4})
    ticks = [
        {"y": round(250 - 220 * step * n / most), "label": f"{step * n:g}"}
        for n in range(int(most / step) + 1)
    ]
    marks = [{"x": round(at(size, 0)[0]), "label": f"{size:,.0f}"} for size in sizes]
    template = (Path(__file__).parent / "growth.svg.jinja").read_text("utf-8")
    return Template(template).render(lines=lines, ticks=ticks, marks=marks)


def measure(args: argparse.Namespace, folder: Path) -> dict[str, list[dict[str, object]]]:
    """Run everything; return tables by name."""
    found: dict[str, list[dict[str, object]]] = {"annotate": [dict(annotate.figures(15))]}
    for kind, sizes in (("words", args.sizes), ("news", args.sizes[:2])):
        counts = args.segments if kind == "words" else ()
        rows = list(scale.run(sizes, args.articles, folder / kind, kind, counts, two=kind == "words"))
        found[kind], found[f"{kind}_laid_out"] = [dict(row) for row in rows[: len(sizes)]], []
        if rows[len(sizes) :]:
            found[f"{kind}_laid_out"] = [
                {key: value for row in rows[len(sizes) :] for key, value in row.items()}
            ]
    place = folder / "words" / str(args.sizes[min(1, len(args.sizes) - 1)])
    found["memory"] = [
        {
            **memory.measured("writer", folder / "written", place / "dispatches.jsonl"),
            **memory.measured("stream", place / "wires", place / "articles.jsonl", args.run),
        }
    ]
    found["peers"] = list(peers.figures(1000, 20))
    return found


def write(found: Mapping[str, list[dict[str, object]]]) -> None:
    """Put the tables into the page and draw the picture."""
    for name, rows in found.items():
        if not rows:
            continue
        column = {"words": "sentences", "news": "sentences", "peers": "tool"}.get(name)
        text = (
            table(rows, column)
            if column
            else "\n".join(
                [
                    "| figure | value |",
                    "|---|---:|",
                    *(f"| {k.replace('_', ' ')} | {_cell(v)} |" for k, v in rows[0].items()),
                ]
            )
        )
        put(PAGE, name, f"Measured on {machine()}.\n\n{text}")
    PICTURE.write_text(picture(found["words"]) + "\n", "utf-8")


def main() -> None:
    """Measure, print, and write where asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=scale.sizes_of, default=scale.SIZES)
    parser.add_argument("--articles", type=int, default=25)
    parser.add_argument("--segments", type=scale.sizes_of, default=(12, 120))
    parser.add_argument("--run", type=int, default=1000, help="articles of the run whose memory is watched")
    parser.add_argument(
        "--document", action="store_true", help="write docs/performance.md and docs/img/growth.svg"
    )
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="provenance-benchmark-") as folder:
        found = measure(args, Path(folder))
    print(json.dumps(found, indent=1))
    if args.document:
        write(found)


if __name__ == "__main__":
    main()
