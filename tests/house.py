"""Measure the house: modules, layers, record types, the longest and the most tangled functions.

usage: python tests/house.py [ROOT]        ROOT: another checkout, to compare with
"""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "provenance"
BRANCHES = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.IfExp, ast.match_case)


@dataclass(frozen=True)
class Function:
    """One function: where it stands, its lines without docstring and parameters, and its complexity."""

    path: str
    line: int
    name: str
    lines: int
    complexity: int

    @property
    def key(self) -> str:
        """Return the name that survives a move of the file to another folder."""
        return f"{Path(self.path).stem}.{self.name}"


def modules(root: Path) -> dict[str, ast.Module]:
    """Return every module of the package by its dotted name, parsed."""
    found = {}
    for path in sorted((root / PACKAGE).rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = ast.parse(path.read_text("utf-8"))
    return found


def functions(root: Path) -> Iterator[Function]:
    """Yield every function of the package."""
    for path in sorted((root / PACKAGE).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
                lines = (body[-1].end_lineno or 0) - body[0].lineno + 1
                place = path.relative_to(root).as_posix()
                yield Function(place, node.lineno, node.name, lines, complexity(node))


def complexity(function: ast.AST) -> int:
    """Return the paths through a function: branches as ruff counts them, conditional expressions, `and` and `or`."""
    total = 1
    for node in ast.walk(function):
        total += isinstance(node, BRANCHES)
        total += len(node.values) - 1 if isinstance(node, ast.BoolOp) else 0
    return total


def imported(tree: ast.Module, name: str, known: set[str]) -> set[str]:
    """Return the modules of the package that a module imports when it is loaded."""
    found: set[str] = set()
    for node in _loaded(tree.body):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= (inner & known) or {node.module}
    return (found & known) - {name, PACKAGE}


def _loaded(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield what runs on import: not functions, not what only type checkers see."""
    for node in body:
        if isinstance(node, ast.If | ast.Try):
            if "TYPE_CHECKING" not in ast.dump(node):
                yield from _loaded(node.body)
        else:
            yield node


def levels(trees: dict[str, ast.Module]) -> int:
    """Return how many modules stand on each other in the longest chain of imports."""
    graph = {name: imported(tree, name, set(trees)) for name, tree in trees.items()}

    @cache
    def height(name: str) -> int:
        return 1 + max(map(height, graph[name]), default=0)

    return max(height(name) for name in graph if name != PACKAGE)


def layers(root: Path) -> int:
    """Return how many layers import-linter checks."""
    settings = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    return max(len(contract.get("layers", ())) for contract in settings["contracts"])


def records(trees: dict[str, ast.Module]) -> list[str]:
    """Return the classes that are dataclasses, named tuples or typed dictionaries."""
    return [
        node.name
        for tree in trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        and any(
            word in ast.unparse(item)
            for item in (*node.decorator_list, *node.bases)
            for word in ("dataclass", "NamedTuple", "TypedDict")
        )
    ]


def report(root: Path) -> str:
    """Return the figures of a checkout, a line each."""
    trees, found = modules(root), list(functions(root))
    top = list((root / PACKAGE).glob("*.py"))
    folders = [item for item in (root / PACKAGE).iterdir() if (item / "__init__.py").is_file()]
    texts = [path.read_text("utf-8") for path in (root / PACKAGE).rglob("*.py")]
    remarks = sum("#" in line and not line.startswith("#!") for text in texts for line in text.split("\n"))
    sizes = sorted(item.lines for item in found)
    lines = [
        f"modules                 {len(trees)}",
        f"modules on the landing  {len(top)}, beside {len(folders)} packages",
        f"layers                  {layers(root)} in pyproject.toml; {levels(trees)} modules in the longest chain of imports",
        f"record types            {len(records(trees))}",
        f"lines                   {sum(text.count(chr(10)) for text in texts)}, {remarks} with a comment",
        f"functions               {len(found)}, median {sizes[len(sizes) // 2]} lines, 90th percentile {sizes[len(sizes) * 9 // 10]}",
        f"over complexity 10      {sum(item.complexity > 10 for item in found)}",
        "longest functions",
        *(_line(item, item.lines) for item in sorted(found, key=lambda item: -item.lines)[:8]),
        "most complex functions",
        *(_line(item, item.complexity) for item in sorted(found, key=lambda item: -item.complexity)[:8]),
    ]
    return "\n".join(lines)


def _line(item: Function, figure: int) -> str:
    return f"  {figure:4}  {item.path}:{item.line} {item.name}"


if __name__ == "__main__":
    print(report(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT))
