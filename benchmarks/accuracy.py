"""Measure accuracy on articles that the models have not seen; keep the figures, and write docs/accuracy.md from them.

    python -m benchmarks.accuracy [SECTION...]              measure and print (all sections where none is named)
    python -m benchmarks.accuracy [SECTION...] --document   ... and keep them in docs/accuracy.json, write page and picture
    python -m benchmarks.accuracy --page                    write page and picture again from docs/accuracy.json

For each fold the models are fitted on the other folds, the fold's articles are annotated against *all* dispatches of
their set, and the union is judged. The words stand in accuracy.md.jinja, what was asked for in accuracy.toml.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from benchmarks import counts, errors
from benchmarks.alarms import DAYS, by_event, meter_backwards, newsrooms
from benchmarks.calibrate import AROUND, WEIGHT, all_models, digest, to_json
from benchmarks.development import DATA, ROOT, SHARED, read_jsonl
from benchmarks.sets import WORLDS, Bench, grouped, total
from provenance.config import Config
from provenance.contract import annotation_to_dict, to_json_line
from provenance.pipeline import redecide

KEPT = ROOT / "docs" / "accuracy.json"
THRESHOLDS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
FEW = 15
"""A bin of calibration with fewer sentences says nothing about the worst gap (as in the scorer)."""
CLOSE = 0.15
"""Coefficients of standardised columns may differ by this much: columns that say nearly the same share their weight now one
way and now another, and no answer changes."""


def tables(row: counts.Row, *names: str) -> dict[str, Any]:
    """Return tables of counts."""
    return {name: counts.part(row, name).tolist() for name in names}


def modern(bench: Bench) -> dict[str, Any]:
    """Modern pages: single sentences that two readers labelled."""
    rows = bench.rows("modern_dev")
    outlets = {row["id"]: row["outlet"] for row in read_jsonl(DATA / "modern_dev" / "articles.jsonl")}
    units = grouped(rows, outlets)
    whole = total(units)
    said = _by_the_scorer("modern.py", bench, "modern_dev", "labels.jsonl")
    _confirm("modern_dev", {key.replace(".", "_"): v for key, v in _scorers(whole).items()}, said)
    gaps = [abs(s - r) / n for n, s, r in counts.part(whole, "stated").tolist() if n >= FEW]
    held = tables(whole, "modern", "natural", "heavy", "stock", "stated", "any")
    return {
        "figures": counts.intervals(units),
        "tables": held,
        "worst": max(gaps, default=0.0),
        "outlets": len(units),
    }


def _scorers(row: counts.Row) -> dict[str, float]:
    """Return our figures under the names of modern.py."""
    mine = counts.figures(row)
    names = {"wire": "modern", "natural": "natural"}
    found = {f"{a}.{k}": float(mine[f"{b}.{k}"]) for a, b in names.items() for k in ("p", "r", "f1")}
    return found | {"heavy.right": float(mine["heavy.right"]), "ece.all": float(mine["any.ece"])}


def _by_the_scorer(script: str, bench: Bench, name: str, labels: str) -> dict[str, Any]:
    """Return what a scorer of the development data says of a set's annotations."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "found.jsonl"
        lines = [to_json_line(annotation) + "\n" for annotation in bench.found(name).values()]
        path.write_text("".join(lines), "utf-8")
        more = ["--parts", "--classes", str(DATA / name / "classes.json")] if name == "meter_dev" else []
        return _script(script, str(DATA / name / labels), str(path), *more)


def _script(name: str, *args: str) -> dict[str, Any]:
    """Run a scorer and return its figures."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    command = [sys.executable, str(SHARED / "eval" / name), *args, "--json"]
    done = subprocess.run(
        command, env=os.environ | {"PATH": path}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{name} ended with {done.returncode}:\n{done.stderr}")
    return dict(json.loads(done.stdout))


def _confirm(name: str, mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> None:
    """Stop where our counts and the scorer's figures differ."""
    for key, value in theirs.items():
        if isinstance(value, float) and key in mine and not np.isclose(value, mine[key], rtol=0, atol=1e-9):
            raise SystemExit(f"{name}: {key} is {value} by the scorer and {mine[key]} by our counts")


def events(bench: Bench) -> dict[str, Any]:
    """Newsrooms that wrote on their own about one event: what is found between them is false."""
    groups = by_event(read_jsonl(DATA / "sameevent_dev" / "articles.jsonl"))
    result: dict[str, Any] = {"events": len(groups)}
    for name, pool in (("one", False), ("pool", True)):
        units = list(newsrooms(groups, bench, pool=pool).values())
        result[name] = {"figures": counts.intervals(units), **tables(total(units), "alarms")}
    return result


def pages(_bench: Bench) -> dict[str, Any]:
    """Saved pages as they are read, by the scorer."""
    return _script("pages.py", str(DATA / "pages_dev"))


def worlds(bench: Bench) -> dict[str, Any]:
    """Our own worlds: every sentence labelled."""
    rows: dict[str, counts.Row] = {}
    each: dict[str, dict[str, float]] = {}
    for name in WORLDS:
        data, some = bench.sets[name], bench.rows(name)
        said = _by_the_scorer("score.py", bench, name, "gold.jsonl")
        _confirm(name, counts.figures(total(some.values())), said)
        for world in sorted({data.story(key) for key in some}):
            units = [row for key, row in some.items() if data.story(key) == world]
            each[world] = {key: float(value) for key, value in counts.figures(total(units)).items()}
        rows |= some
    held = tables(total(rows.values()), "origins", "edits", "zones", "bins", "certain")
    ours = bench.sets["worlds_dev"]
    wrong = errors.mistakes(ours, bench.found("worlds_dev"))
    sentences = sum(s["origin"] is not None for g in ours.gold.values() for s in g["segments"])
    return {"figures": counts.intervals(list(rows.values())), "each": each, "tables": held, "articles": len(rows)} | {
        "mistakes": wrong, "sentences": sentences
    }  # fmt: skip


def meter(bench: Bench) -> dict[str, Any]:
    """METER: every word of British court and show-business stories marked."""
    data, rows = bench.sets["meter_dev"], bench.rows("meter_dev")
    units = grouped(rows, {name: data.story(name) for name in rows})
    whole = total(units)
    _confirm("meter_dev", counts.figures(whole), _by_the_scorer("score.py", bench, data.name, "gold.jsonl"))
    held = tables(whole, "parts", "verdicts", "read", "claimed", "chances", "certain")
    return {"figures": counts.intervals(units), "tables": held, "articles": len(data.articles)} | {
        "stories": len(units), "marked": len(data.gold)
    }  # fmt: skip


def thresholds(bench: Bench) -> list[dict[str, float]]:
    """Every set decided again at other thresholds."""
    result = []
    for threshold in THRESHOLDS:
        line = {"threshold": threshold}
        for name in ("modern_dev", *bench.sets):
            found = counts.figures(bench.redecided(name, {"decision.threshold": threshold}))
            line |= {f"{name}:{key}": float(value) for key, value in found.items()}
        result.append(line)
    return result


def later(bench: Bench) -> dict[str, Any]:
    """METER's articles against the takes of the year after them, at several thresholds."""
    data, found = bench.sets["meter_dev"], meter_backwards(bench)
    stories = {name: data.story(name) for name in found}
    result: dict[str, Any] = {"days": DAYS, "thresholds": []}
    for threshold in sorted({0.3, 0.5, 0.7, 0.9, Config().decision.threshold}):
        settings = {"retrieval.window_hours": DAYS * 24.0, "decision.threshold": threshold}
        again = redecide(tuple(found.values()), Config().with_settings(settings))
        rows = {
            a.document.id: counts.count_alarms(annotation_to_dict(a), same_story=errors.same_story)
            for a in again
        }
        units = grouped(rows, stories)
        held = tables(total(units), "alarms")
        result["thresholds"].append({"threshold": threshold, "figures": counts.intervals(units), **held})
    return result


SECTIONS: dict[str, Callable[[Bench], Any]] = {
    "modern": modern,
    "events": events,
    "pages": pages,
    "worlds": worlds,
    "meter": meter,
    "thresholds": thresholds,
    "later": later,
    "rules": errors.rules,
    "cases": errors.cases,
}


def fingerprints(bench: Bench) -> dict[str, str]:
    """Return the digests of the development data and of the packaged models; stop where those are not what a fit gives."""
    (path,) = (ROOT / "provenance").rglob("calibration.json")
    text = path.read_bytes()
    packaged = json.loads(text)
    if packaged["data_sha256"] != digest():
        raise SystemExit(
            f"{path} is old, the development data is another: run python -m benchmarks.calibrate"
        )
    for name, model in to_json(all_models(bench.items, words=bench.words)).items():
        for key in ("coefficients", "intercept"):
            known = packaged["models"].get(name, {}).get(key)
            if np.shape(known) != np.shape(model[key]) or not np.allclose(known, model[key], atol=CLOSE):
                raise SystemExit(
                    f"{path} is old, a fit gives another model {name!r}: run benchmarks.calibrate"
                )
    return {"data": packaged["data_sha256"], "models": hashlib.sha256(text).hexdigest()}


def older(kept: Mapping[str, Any], figures: Mapping[str, Any]) -> list[str]:
    """Return the sections whose kept figures are of other models than those that were measured now."""
    same = kept.get("marks") == figures["marks"]
    return [name for name in SECTIONS if name not in figures and (not same or name in kept.get("older", ()))]


def rounded(value: object) -> object:
    """Return plain values with five decimals, so that the file is small and equal figures give equal bytes."""
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(item) for item in value]
    return round(float(value), 5) if isinstance(value, float | np.floating) else value


def render(figures: Mapping[str, Any]) -> dict[Path, str]:
    """Return the page and the picture made of some figures, by path."""
    environment = Environment(
        loader=FileSystemLoader(ROOT / "benchmarks"), undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True, autoescape=select_autoescape(["svg.jinja"]),
    )  # fmt: skip
    words = tomllib.loads((ROOT / "benchmarks" / "accuracy.toml").read_text("utf-8"))
    environment.globals |= {
        "short": errors.short,
        "names": counts,
        "config": Config(),
        "sensitive": Config.named("sensitive"),
        "weigh": WEIGHT,
        "around": AROUND,
    }
    return {
        ROOT / "docs" / path: environment.get_template(f"{Path(path).name}.jinja").render(**figures, **words)
        for path in ("accuracy.md", "img/reliability.svg")
    }


def measure(sections: Sequence[str]) -> dict[str, Any]:
    """Measure sections; each is said on standard error with its seconds."""
    bench, result = Bench(), {}
    for name in sections:
        began = time.perf_counter()
        result[name] = rounded(SECTIONS[name](bench))
        print(f"{time.perf_counter() - began:6.0f} s  {name}", file=sys.stderr, flush=True)
    return result | {"marks": fingerprints(bench)}


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=", ".join(SECTIONS))
    parser.add_argument("--document", action="store_true", help="keep the figures, write page and picture")
    parser.add_argument("--page", action="store_true", help="measure nothing, write page and picture")
    options = parser.parse_args()
    if unknown := set(options.sections) - set(SECTIONS):
        parser.error(f"no section {', '.join(sorted(unknown))}; there are {', '.join(SECTIONS)}")
    kept = json.loads(KEPT.read_text("utf-8")) if KEPT.is_file() else {}
    figures = {} if options.page else measure(options.sections or list(SECTIONS))
    if not (options.document or options.page):
        print(json.dumps(figures, indent=1))
        return
    figures = figures and figures | {"older": older(kept, figures)}
    lines = [
        f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in sorted((kept | figures).items())
    ]
    KEPT.write_text("{" + ",\n".join(lines) + "}\n", "utf-8")
    for path, text in render(kept | figures).items():
        path.write_text(text, "utf-8")
        print(f"{path.relative_to(ROOT)} written")


if __name__ == "__main__":
    main()
