"""Plant faults in the core, run the tests that guard it, and name the faults that nothing noticed.

usage: python tests/mutants.py [ROOM...] [--sample N] [--seed S] [--jobs J] [--planted] [--within TEXT]

A fault is one small change of one module: a comparison flipped, a constant moved, `and` for `or`, a `not` taken away,
`min` for `max`, nothing returned, a filter left out. Maintained tools were looked at: mutmut and cosmic-ray run every
mutant they can make, some 4,000 here, and neither draws a sample or has a table of which tests guard which room.
Besides the drawn ones there are named faults (`PLANTED`), one for each rule that once had no test.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import queue
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS: dict[str, tuple[str, str]] = {
    "claim": ("claim/**/*.py", "decision anchors pipeline corpus groups cases"),
    "match": ("match/**/*.py", "retrieval alignment weighing times archive drift corpus pipeline cases"),
    "page": ("page/**/*.py", "segments credits quotes agencies readings seeds"),
}
"""Of each room the modules, and the test files that guard it, the quick ones first."""

PLANTED: tuple[tuple[str, str, str, str, str], ...] = (
    ("claim", "no higher bar for speech", "needed", r"return max\(.*speech_needs\) if spoken else (.*)", r"return \1"),
    ("claim", "speech alone is narration", "alone", r"return .* and .*", "return False"),
    ("claim", "the worst witness", "witness", r"return max\(", "return min("),
    ("claim", "names count as narration", "is_firm", r"sum\(not word\[0\]\.isupper\(\) for _, word in run\)", "len(run)"),
    ("claim", "any passage joins", "joins", r" and other\.score >= likely", ""),
    ("claim", "one rival agency is enough for none", "rivals", r"\n\s+and copies\(other, likely=likely\)", ""),
    ("claim", "a caption needs no near copy", "caption", r"item\.score >= case\.config\.caption", "True"),
    ("claim", "background though followed", "background", r" or followed\.intersection\(holders\)", ""),
    ("claim", "a reprint is as sure as the dispatch", "reprint", r"min\(item\.score, case\.config\.never_above\)", "item.score"),
    ("claim", "credited headlines", "credit", r" or case\.segment\.kind == .headline.", ""),
    ("claim", "wholly without claims", "article_verdict", r" and wire > config\.partly", ""),
    ("claim", "partly without a sentence that matches", "article_verdict", r"wire and derived", "derived"),
    ("match", "a reprint covers what stands above its byline", "credited", r"return agencies\[0\] if inside else None", "return agencies[0]"),
    ("match", "votes are not summed", "retrieve", r"votes\[doc\] \+= score", "votes[doc] = max(votes[doc], score)"),
    ("match", "a later dispatch is a source", "may_precede", r"return (?!None).*", "return True"),
    ("page", "a byline covers what stands above it", "covers", r"return segment\.end > credit\.start", "return True"),
    ("page", "a credit covers captions", "covers", r'segment\.kind != "body" or ', ""),
)  # fmt: skip
"""Named faults: room, what it does, the function (wherever it stands), a pattern in it and what is put in its place."""

FLIPS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
SWAPS = {"min": "max", "max": "min", "any": "all", "all": "any"}
SKIPPED = {"annotation", "returns", "decorator_list", "type_params", "keywords"}
"""Fields that decide nothing, or that are checked by the type checker."""


@dataclass(frozen=True)
class Fault:
    """One change of one module: in words, and as a function that gives the module's whole text."""

    room: str
    path: str
    line: int
    words: str
    text: Callable[[], str]


def variants(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what a node can be changed into."""
    fresh = copy.deepcopy(node)
    match fresh:
        case ast.Compare(ops=[operator]):
            for other in FLIPS[type(operator)]:
                yield ast.Compare(fresh.left, [other()], fresh.comparators)
        case ast.BoolOp():
            yield ast.BoolOp(ast.Or() if isinstance(fresh.op, ast.And) else ast.And(), fresh.values)
        case ast.UnaryOp(op=ast.Not()):
            yield fresh.operand
        case ast.Constant(value=int() | float() as value):
            yield ast.Constant(not value if isinstance(value, bool) else value + 1)
        case ast.Call(func=ast.Name(id=name)) if name in SWAPS:
            fresh.func.id = SWAPS[name]
            yield fresh
        case ast.BinOp(op=ast.Add() | ast.Sub()):
            yield ast.BinOp(
                fresh.left, ast.Sub() if isinstance(fresh.op, ast.Add) else ast.Add(), fresh.right
            )
        case ast.Return(value=ast.expr() as value) if ast.unparse(value) != "None":
            yield ast.Return(ast.Constant(None))
        case ast.comprehension(ifs=[_, *_]):
            fresh.ifs = []
            yield fresh


def places(node: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.AST]]:
    """Yield every node below one that decides something, with what holds it."""
    for name, value in ast.iter_fields(node):
        if name in SKIPPED:
            continue
        for number, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(child, ast.AST):
                yield node, name, number, child
                yield from places(child)


def changes(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Make every change that can be made in a module, one after the other: the tree is changed while one is yielded."""
    line = 1
    for holder, name, number, node in list(places(tree)):
        line = getattr(node, "lineno", line)
        for other in variants(node):
            put(holder, name, number, other)
            yield line, f"{ast.unparse(node).strip()}  ->  {ast.unparse(other).strip()}"
            put(holder, name, number, node)


def drawn(room: str, path: Path, root: Path) -> Iterator[Fault]:
    """Yield every fault that can be made in a module."""

    def text(number: int) -> str:
        tree = ast.parse(path.read_text("utf-8"))
        next(islice(changes(tree), number, None))
        return ast.unparse(tree)

    place = path.relative_to(root).as_posix()
    for number, (line, words) in enumerate(changes(ast.parse(path.read_text("utf-8")))):
        yield Fault(room, place, line, words, partial(text, number))


def put(holder: ast.AST, name: str, number: int | None, node: ast.AST) -> None:
    """Put a node in a place of the tree."""
    if number is None:
        setattr(holder, name, node)
    else:
        getattr(holder, name)[number] = node


def planted(root: Path) -> tuple[list[Fault], list[str]]:
    """Return the named faults, and the names of those whose place is not found."""
    faults, lost = [], []
    for room, words, function, pattern, replacement in PLANTED:
        found = _planted(root, room, words, (function, pattern, replacement))
        if found is None:
            lost.append(f"{words}: no `{pattern}` in a function {function}")
        else:
            faults.append(found)
    return faults, lost


def _planted(root: Path, room: str, words: str, change: tuple[str, str, str]) -> Fault | None:
    function, pattern, replacement = change
    for path in sorted((root / "provenance").rglob("*.py")):
        text = path.read_text("utf-8")
        if f"def {function}(" not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and node.name == function:
                old = ast.get_source_segment(text, node) or ""
                if (new := re.sub(pattern, replacement, old)) != old:
                    place = path.relative_to(root).as_posix()
                    return Fault(room, place, node.lineno, words, partial(text.replace, old, new))
    return None


def modules(room: str, root: Path) -> list[Path]:
    """Return the modules of a room."""
    patterns = ROOMS[room][0].split()
    return sorted({path for pattern in patterns for path in (root / "provenance").glob(pattern)})


def guards(room: str, path: str, root: Path) -> list[str]:
    """Return the test files of a room, the one that is named after the module first."""
    found = [f"tests/test_{name}.py" for name in ROOMS[room][1].split()]
    names = {Path(path).stem, Path(path).parent.name}
    known = [name for name in found if (root / name).is_file()]
    return sorted(known, key=lambda name: not any(part in name for part in names))


def run(folder: Path, tests: list[str], limit: float) -> str:
    """Return what the tests say where they fail in a copy of the project, or do not end in time; else nothing."""
    path = os.pathsep.join([str(folder), str(folder / "widgets"), os.environ.get("PYTHONPATH", "")])
    shared = os.environ.get("PROVENANCE_SHARED", str(ROOT.parent / "shared"))
    env = os.environ | {"PYTHONPATH": path, "PROVENANCE_SHARED": shared, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", *tests]
    try:
        done = subprocess.run(
            command, cwd=folder, env=env, capture_output=True, text=True, timeout=limit, check=False
        )
    except subprocess.TimeoutExpired:
        return f"not done in {limit:.0f} s"
    return done.stdout[-2000:] or "no test" if done.returncode else ""


def noticed(fault: Fault, folders: queue.Queue[Path], limit: float) -> bool:
    """Plant a fault in a copy of the project, and tell whether a test fails."""
    folder = folders.get()
    kept = (folder / fault.path).read_bytes()
    try:
        (folder / fault.path).write_text(fault.text(), "utf-8")
        return bool(run(folder, guards(fault.room, fault.path, ROOT), limit))
    finally:
        (folder / fault.path).write_bytes(kept)
        folders.put(folder)


def chosen(options: argparse.Namespace) -> list[Fault]:
    """Return the faults to plant: the named ones, and a sample of each room."""
    faults, lost = planted(ROOT)
    for line in lost:
        print(f"has lost its place  {line}")
    faults = [fault for fault in faults if fault.room in options.rooms and options.within in fault.path]
    if options.planted:
        return faults
    draw = random.Random(options.seed)  # noqa: S311 - a sample, no secret
    for room in options.rooms:
        every = [
            fault
            for path in modules(room, ROOT)
            if options.within in path.as_posix()
            for fault in drawn(room, path, ROOT)
        ]
        print(f"{room}: {len(every)} faults can be made, {min(len(every), options.sample)} are drawn")
        faults += draw.sample(every, min(len(every), options.sample))
    return faults


def main() -> int:
    """Plant the faults and print what happened to each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("rooms", nargs="*", default=list(ROOMS), metavar="ROOM", help=", ".join(ROOMS))
    parser.add_argument("--sample", type=int, default=40, help="faults drawn in each room (40)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--planted", action="store_true", help="the named faults alone")
    parser.add_argument("--within", default="", metavar="TEXT", help="only in modules whose path holds this")
    options = parser.parse_args()
    faults = chosen(options)
    with tempfile.TemporaryDirectory() as temporary:
        folders: queue.Queue[Path] = queue.Queue()
        for number in range(options.jobs):
            ignore = shutil.ignore_patterns(
                ".git", ".venv", "node_modules", "out", "dist", "__pycache__", ".*_cache"
            )
            folders.put(Path(shutil.copytree(ROOT, Path(temporary) / f"copy{number}", ignore=ignore)))
        limit = whole(options.rooms, folders.queue[0])
        with ThreadPoolExecutor(options.jobs) as pool:
            seen = list(pool.map(lambda fault: report(fault, folders, limit), faults))
    survivors = [fault for fault, killed in zip(faults, seen, strict=True) if not killed]
    print(f"{len(faults)} planted, {sum(seen)} killed, {len(survivors)} survived")
    for fault in survivors:
        print(f"  {fault.path}:{fault.line}  {fault.words}")
    return bool(survivors)


def whole(rooms: list[str], folder: Path) -> float:
    """Check that the tests pass as things are, and return the seconds after which a fault counts as noticed."""
    began = time.perf_counter()
    for room in rooms:
        if said := run(folder, guards(room, "", ROOT), 3600):
            sys.exit(f"{said}\n{room}: the tests fail without any fault")
    return 60 + 5 * (time.perf_counter() - began)


def report(fault: Fault, folders: queue.Queue[Path], limit: float) -> bool:
    """Plant one fault and say what happened."""
    killed = noticed(fault, folders, limit)
    print(
        f"{'killed  ' if killed else 'SURVIVED'}  {fault.path}:{fault.line}  {fault.words[:150]!r}",
        flush=True,
    )
    return killed


if __name__ == "__main__":
    sys.exit(main())
