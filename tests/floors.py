"""Measure every set of tests/floors.json, and show or raise the floors.

usage: python tests/floors.py [SET...] [--pin]
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path
from zlib import crc32

import numpy as np
from typer.testing import CliRunner

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import counts  # noqa: E402 - found beside this folder, wherever it is run from
from benchmarks.alarms import by_event, newsrooms  # noqa: E402
from benchmarks.sets import Bench  # noqa: E402
from provenance.cli import app  # noqa: E402

FLOORS = ROOT / "tests" / "floors.json"
MARGIN = 0.01
"""Pinned floors stand this far below the measured figure, so that equal code passes on another machine."""
CEILINGS = {"ece", "chance_ece", "any.ece", "stock.wire", "alarms.wire", "alarms.heavy", "alarms.sure"}
"""Figures that must stay below their bound."""


def load() -> dict:
    """Return the sets by name."""
    return json.loads(FLOORS.read_text("utf-8"))["sets"]


def is_shared(spec: dict) -> bool:
    """Tell whether a set needs the development data beside the project."""
    return "shared:" in json.dumps(spec)


def measure(spec: dict, shared: Path) -> dict[str, float]:
    """Annotate the articles of a set with the command itself and return every figure by name.

    ``shared`` is not looked at where the set names nothing in it.
    """
    if "events" in spec:
        return alarms(spec, shared)
    truth = {item["id"]: item for item in records(place(spec["gold"], shared))}
    with tempfile.TemporaryDirectory() as folder:
        articles = chosen(spec, list(truth), shared, Path(folder))
        result = Path(folder) / "result.jsonl"
        wires = [place(name, shared) for name in spec["wires"]]
        command = ["annotate", *articles, "--wires", *wires, "--format", "jsonl", "-o", result, "--quiet"]
        run(*command)
        found = {item["id"]: item for item in records(result)}
    total = np.zeros(counts.WIDTH)
    for name, item in found.items():
        if name in truth and "labels" not in spec:
            total += counts.count(ended(truth[name], item), item, spans=spec.get("spans", False))
    for label in records(place(spec["labels"], shared)) if "labels" in spec else ():
        total += counts.count_label(label, found[label["id"]])
    classes = json.loads(place(spec["classes"], shared).read_text("utf-8")) if "classes" in spec else {}
    for name in classes.keys() & found.keys():
        total += counts.count_verdict(classes[name], found[name])
    return {name: float(value) for name, value in counts.figures(total).items()}


def alarms(spec: dict, shared: Path) -> dict[str, float]:
    """Return the shares of false alarms between newsrooms that wrote on their own, with all dispatches at hand."""
    events = by_event(records(place(spec["events"], shared)))
    kept = {key: value for key, value in events.items() if crc32(key.encode()) % spec.get("every", 1) == 0}
    rows = newsrooms(kept, Bench(sets={}), pool=True).values()
    return {name: float(value) for name, value in counts.figures(sum(rows)).items()}


def records(path: Path) -> list[dict]:
    """Return the records of a JSONL file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def chosen(spec: dict, ids: list[str], shared: Path, folder: Path) -> list[Path]:
    """Return the files to annotate; of a large set one article in ``every``, always the same ones."""
    files = [path for pattern in spec["articles"] for path in inputs(pattern, ids, shared)]
    if "every" not in spec:
        return files
    kept = [
        item for path in files for item in records(path) if crc32(item["id"].encode()) % spec["every"] == 0
    ]
    sample = folder / "articles.jsonl"
    sample.write_text("".join(json.dumps(item) + "\n" for item in kept), "utf-8")
    return [sample]


def ended(truth: dict, found: dict) -> dict:
    """Return the gold with the line break at the end of the text that a plain text file adds: the offsets are the same."""
    return {**truth, "text": found["text"]} if found["text"] == truth["text"] + "\n" else truth


def place(name: str, shared: Path) -> Path:
    """Return the path of a file in the project, or in the development data where its name begins with ``shared:``."""
    return shared / name.removeprefix("shared:") if name.startswith("shared:") else ROOT / name


def inputs(pattern: str, ids: list[str], shared: Path) -> list[Path]:
    """Return the files of a pattern: one for each id where it holds ``{id}``."""
    names = [pattern.format(id=name) for name in ids] if "{id}" in pattern else [pattern]
    return [place(name, shared) for name in names]


def run(*args: object) -> None:
    """Run a command of ours in this process; what it says on standard error is the error."""
    done = CliRunner().invoke(app, [str(arg) for arg in args])
    if done.exit_code:
        raise RuntimeError(
            f"{' '.join(map(str, args))[:300]} ended with {done.exit_code}:\n{done.stderr}"
        ) from done.exception


def misses(floors: dict[str, float], figures: dict[str, float]) -> list[str]:
    """Return one line for each figure on the wrong side of its bound, or absent."""
    lines = []
    for name, bound in floors.items():
        figure = figures.get(name)
        if figure is None or (figure > bound if name in CEILINGS else figure < bound):
            lines.append(f"{name} is {figure if figure is None else round(figure, 4)}, its bound is {bound}")
    return lines


def pinned(name: str, old: float, figure: float) -> float:
    """Return the bound moved towards the measured figure, never away from it."""
    if name in CEILINGS:
        return min(old, round(figure + MARGIN, 3))
    return max(old, round(figure - MARGIN, 3))


def main() -> None:
    """Print the figures beside their bounds."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="*", metavar="SET")
    parser.add_argument("--pin", action="store_true", help="raise the floors to what is measured")
    args = parser.parse_args()
    shared = Path(os.environ.get("PROVENANCE_SHARED", ROOT.parent / "shared"))
    whole = json.loads(FLOORS.read_text("utf-8"))
    for name, spec in whole["sets"].items():
        if args.sets and name not in args.sets:
            continue
        if is_shared(spec) and not shared.is_dir():
            print(f"{name}: no development data at {shared}")
            continue
        figures = measure(spec, shared)
        print(name)
        for key, bound in spec["floors"].items():
            print(f"  {key:24} {figures[key]:8.3f}   bound {bound}")
        spec["floors"] = {key: pinned(key, old, figures[key]) for key, old in spec["floors"].items()}
    if args.pin:
        FLOORS.write_text(json.dumps(whole, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
