"""Measure every set of tests/floors.json with the scorer of the development data, and show or raise the floors.

usage: python tests/floors.py [SET...] [--pin]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ROOT / "tests" / "floors.json"
MARGIN = 0.01
"""Pinned floors stand this far below the measured figure, so that equal code passes on another machine."""
CEILINGS = {"ece"}
"""Figures that must stay below their bound."""


def load() -> dict:
    """Return the sets by name."""
    return json.loads(FLOORS.read_text("utf-8"))["sets"]


def measure(spec: dict, shared: Path) -> dict[str, float]:
    """Annotate the articles of a set with the command itself, score them, and return the scorer's figures."""
    gold = place(spec["gold"], shared)
    truth = [json.loads(line) for line in gold.read_text("utf-8").splitlines() if line.strip()]
    ids = [item["id"] for item in truth]
    articles = [str(path) for pattern in spec["articles"] for path in inputs(pattern, ids, shared)]
    wires = [str(place(name, shared)) for name in spec["wires"]]
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "result.jsonl"
        command = [
            "annotate",
            *articles,
            "--wires",
            *wires,
            "--format",
            "jsonl",
            "-o",
            str(result),
            "--quiet",
        ]
        run(sys.executable, "-m", "provenance", *command)
        gold = Path(folder) / "gold.jsonl"
        gold.write_text("".join(json.dumps(item) + "\n" for item in ended(truth, result)), "utf-8")
        scored = run(
            sys.executable, shared / "eval" / "score.py", gold, result, "--json", *options(spec, shared)
        )
    return {name: value for name, value in json.loads(scored).items() if isinstance(value, int | float)}


def ended(truth: list[dict], result: Path) -> list[dict]:
    """Return the gold with the line break at the end of the text that a plain text file adds: the offsets are the same."""
    texts = {item["id"]: item["text"] for item in map(json.loads, result.read_text("utf-8").splitlines())}
    return [
        {**item, "text": texts[item["id"]]} if texts.get(item["id"]) == item["text"] + "\n" else item
        for item in truth
    ]


def place(name: str, shared: Path) -> Path:
    """Return the path of a file in the project, or in the development data where its name begins with ``shared:``."""
    return shared / name.removeprefix("shared:") if name.startswith("shared:") else ROOT / name


def inputs(pattern: str, ids: list[str], shared: Path) -> list[Path]:
    """Return the files of a pattern: one for each id where it holds ``{id}``."""
    names = [pattern.format(id=name) for name in ids] if "{id}" in pattern else [pattern]
    return [place(name, shared) for name in names]


def options(spec: dict, shared: Path) -> list[str]:
    """Return the scorer's options, with files found."""
    return [
        str(place(option, shared)) if option.startswith("shared:") else option for option in spec["options"]
    ]


def run(*command: object) -> str:
    """Run a command and return what it prints; its own words are the error."""
    done = subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(
            f"{' '.join(map(str, command))[:300]} ended with {done.returncode}:\n{done.stderr or done.stdout}"
        )
    return done.stdout


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
        figures = measure(spec, shared)
        print(name)
        for key, figure in figures.items():
            print(
                f"  {key:14} {figure:8.3f}   {'bound ' + str(spec['floors'][key]) if key in spec['floors'] else ''}"
            )
        spec["floors"] = {key: pinned(key, old, figures[key]) for key, old in spec["floors"].items()}
    if args.pin:
        FLOORS.write_text(json.dumps(whole, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
