"""One home for what decides: numbers that can change a claim stand in the settings, where they are hashed and explained."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "provenance"
DECIDING = [
    "match/alignment.py",
    "claim/anchors.py",
    "claim/assembly.py",
    "match/peers.py",
    "claim/case.py",
    "claim/rules.py",
    "claim/signs.py",
    "match/drift/__init__.py",
    "match/drift/figures.py",
    "match/drift/gaps.py",
    "match/drift/names.py",
    "match/drift/wording.py",
    "match/drift/quantities.py",
    "match/evidence.py",
    "claim/groups.py",
    "claim/passages.py",
    "pipeline.py",
    "claim/reconstruction.py",
    "match/retrieval.py",
    "match/tracing.py",
    "match/translation.py",
    "match/usage.py",
    "match/weighing.py",
    "text/words.py",
]
"""``features.py``, ``wording.py``, ``parts.py`` and ``model.py`` are not here: their numbers define the columns that ``calibration.json``
was fitted on, so that another number needs another fit; ``test_weighing.py`` holds columns and coefficients together."""
PLAIN = {0, 1, -1}
REASONS = {
    ("match/alignment.py", "KEPT", 512): "a cache",
    ("claim/signs.py", "KEPT", 1024): "a cache",
    ("match/translation.py", "_of_one", 2): "the second best",
    ("match/translation.py", "_in_order", 2): "pairs",
    ("match/alignment.py", "MOST_PLACES", 200): "a limit for texts that repeat themselves without end",
    ("match/alignment.py", "MOST_WORDS", 500_000): "memory: when another vocabulary is begun",
    ("match/alignment.py", "LAST_CODE", 0x10FFFF): "Unicode",
    ("match/alignment.py", "LAST_CODE", 0x800): "Unicode: the surrogates",
    ("match/alignment.py", "_next", 0xD800): "Unicode: the surrogates",
    ("match/alignment.py", "_next", 0x800): "Unicode: the surrogates",
    ("match/alignment.py", "weight", 0.1): "part of the fitted columns: no term weighs nothing",
    ("match/alignment.py", "FACTS", 0.2): "part of the fitted columns: which pairs are chance",
    ("match/alignment.py", "CHANCE", 2): "part of the fitted columns: which pairs are chance",
    ("match/alignment.py", "_runs", 2): "part of the fitted columns: runs of two function words are chance",
    ("match/alignment.py", "weighed", 4): "the four fields that weighing adds",
    ("claim/anchors.py", "find_anchors", 2): "the sentence after one: the end of a half-open range",
    ("claim/assembly.py", "_explained", 10_000): "scores in whole numbers, for a sum in any order",
    ("claim/rules.py", "background", 10): "the length of a date",
    ("match/drift/__init__.py", "_held_elsewhere", 2): "an order of standing, no amount",
    ("match/drift/figures.py", "differing", 2): "pairs",
    ("match/drift/wording.py", "unit", 2): "the word after a number, past one sign",
    ("match/drift/wording.py", "_around", 2): "a mark and its space",
    ("claim/groups.py", "find_sources", 2): "pairs",
    ("claim/groups.py", "_ordered", 0.5): "the middle of a text, for what stands alone",
    ("claim/reconstruction.py", "_smooth", 2): "the run after one: the end of a half-open range",
    ("claim/rules.py", "nothing", 4): "decimals",
    ("claim/rules.py", "_spoken", 4): "decimals",
    ("match/drift/gaps.py", "gaps", 2): "the last of the aligned pairs: an edge, not a limit",
    ("match/drift/names.py", "_one_name", 2): "a name of two letters is an initial",
    ("match/evidence.py", "DIGITS", 5): "decimals",
    ("match/evidence.py", "make_evidence", 4): "decimals",
    ("claim/groups.py", "_released", 2): "the middle of an interval",
    ("pipeline.py", "IN_MEMORY", 100): "memory: the others are read twice, with the same result",
    ("pipeline.py", "ON_DISK", 5_000): "memory: the library is the same wherever it lies",
    ("pipeline.py", "library", 2): "one article has no others",
    ("claim/reconstruction.py", "agreed", 2): "more than half",
    ("claim/reconstruction.py", "reconstruct", 4): "decimals",
    ("match/usage.py", "READ", 200): "a limit for texts without end",
    ("match/usage.py", "SURE", 4.0): "part of the fitted columns: an order that leaves no doubt",
    ("match/usage.py", "order_z", 4): "part of the fitted columns: fewer places have no order",
    ("match/usage.py", "order_z", 2): "Kendall's variance",
    ("match/usage.py", "order_z", 5): "Kendall's variance",
    ("match/usage.py", "order_z", 18): "Kendall's variance",
    ("match/tracing.py", "window", 3600): "seconds of an hour",
    ("match/drift/quantities.py", "_is_year", 1900): "what a year looks like",
    ("match/drift/quantities.py", "_is_year", 2100): "what a year looks like",
    ("match/drift/quantities.py", "_is_year", 2): "what a year looks like",
    ("match/drift/quantities.py", "same", 1e-9): "equal, as floating numbers go",
    ("match/drift/quantities.py", "same", 2): "the middle between two steps",
    ("match/drift/quantities.py", "same", 1e4): "what is given in tens of thousands is rounded",
    ("match/drift/quantities.py", "ABOUT", 24): "how far before a number the pattern for 'about' can begin",
    ("match/drift/quantities.py", "KEPT", 2_048): "a cache",
    ("match/drift/quantities.py", "LONGEST", 4_000): "a limit for the pattern",
}
"""Numbers that may stand in code, by module, function or constant, and value."""
WORDS_FOR_NUMBERS = {"_SCALES", "_SMALL", "_FRACTIONS", "_read", "_calendar", "_numeral", "_spelled"}
"""What number words and months are worth, in ``match/drift/quantities.py``: facts of a language."""


class Numbers(ast.NodeVisitor):
    """Collects the numbers of a module with the innermost function or constant they stand in."""

    def __init__(self) -> None:
        self.inside = [""]
        self.found: list[tuple[str, float, int]] = []

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self.within(node.name, node)

    def visit_Assign(self, node: ast.Assign) -> None:
        names = [ast.unparse(target) for target in node.targets]
        if len(self.inside) == 1 and names[0].isupper():
            self.within(names[0], node)
        else:
            self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        self.within(ast.unparse(node.target), node) if len(self.inside) == 1 else self.generic_visit(node)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        """An index names a part; a slice may be a limit."""
        self.visit(node.value)
        if not isinstance(node.slice, ast.Constant):
            self.visit(node.slice)

    def visit_Constant(self, node: ast.Constant) -> None:
        if (
            isinstance(node.value, int | float)
            and not isinstance(node.value, bool)
            and node.value not in PLAIN
        ):
            self.found.append((self.inside[-1], node.value, node.lineno))

    def within(self, name: str, node: ast.AST) -> None:
        self.inside.append(name)
        self.generic_visit(node)
        self.inside.pop()


def numbers(source: str) -> list[tuple[str, float, int]]:
    visitor = Numbers()
    visitor.visit(ast.parse(source))
    return visitor.found


def unexplained(module: str) -> Iterator[str]:
    for where, value, line in numbers((PACKAGE / module).read_text("utf-8")):
        known = module == "match/drift/quantities.py" and where in WORDS_FOR_NUMBERS
        if not known and (module, where, value) not in REASONS:
            yield f"provenance/{module}:{line}: {value} in {where or 'the module'}"


@pytest.mark.parametrize("module", DECIDING)
def test_no_bare_number_decides(module):
    assert list(unexplained(module)) == [], (
        "move it into provenance/config/sections.py, or say here why it may stay"
    )


def test_every_exception_is_still_needed():
    found = {
        (module, where, value)
        for module in DECIDING
        for where, value, _ in numbers((PACKAGE / module).read_text("utf-8"))
    }
    assert set(REASONS) <= found


def test_a_bare_number_would_be_found():
    planted = (
        "LIMIT = 7\ndef rule(item):\n    return item.score >= 0.85 and item.words[3] and item.blocks[:9]\n"
    )
    assert numbers(planted) == [("LIMIT", 7, 1), ("rule", 0.85, 3), ("rule", 9, 3)]
