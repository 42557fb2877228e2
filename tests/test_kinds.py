"""One table of kinds, and one default threshold: no copy of either, and nothing made of them is stale."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from provenance.config import Config
from provenance.contract.kinds import BADGES, CODING, KINDS, LINES, TABLE, kind_of
from provenance.exporters.labels import LABELS
from provenance.records import ORIGIN_KINDS, Verdict
from provenance.show.view.steps import threshold_of

ROOT = Path(__file__).resolve().parent.parent
WIDGETS = ROOT / "widgets"
GENERATED = [WIDGETS / "core" / "src" / name for name in ("generated.ts", "generated.css")]
PLUGIN = WIDGETS / "labextension" / "schema" / "plugin.json"
BUILT = (
    "provenance/show/static/",
    "widgets/provenance_widgets/static/",
    "widgets/provenance_widgets/labextension/",
)
SOURCES = {".py", ".ts", ".css", ".html", ".mjs", ".cjs", ".js", ".json", ".toml", ".md"}
TEXT = TABLE.read_text("utf-8")
HEX = re.compile(r"#[0-9a-f]{6}\b")


def sources() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    apart = {TABLE, *GENERATED, Path(__file__), ROOT / "tests" / "test_colours.py"}
    return [
        ROOT / name
        for name in listed
        if Path(name).suffix in SOURCES and not name.startswith(BUILT) and ROOT / name not in apart
    ]


def elsewhere(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    found = ((path, pattern.search(path.read_text("utf-8", "replace"))) for path in paths if path.is_file())
    return [f"{path.relative_to(ROOT)}: {match.group()}" for path, match in found if match]


# --- one table --------------------------------------------------------------------------------------------------------


def test_no_colour_of_the_table_stands_anywhere_else():
    """To change a colour is to change one line in kinds.json and to say `make frontend`."""
    colours = set(HEX.findall(TEXT.lower()))
    assert len(colours) > 40
    paths = sources()
    assert len(paths) > 200
    assert elsewhere(re.compile("|".join(sorted(colours)), re.I), paths) == []


def test_the_sheets_state_no_colour_of_their_own():
    """Black, white and grey of print apart, which have three digits."""
    sheets = [*(WIDGETS / "core" / "src").glob("*.css"), *(WIDGETS / "labextension" / "style").glob("*.css")]
    assert elsewhere(re.compile(HEX.pattern, re.I), [path for path in sheets if path not in GENERATED]) == []


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.key)
def test_no_name_of_a_kind_stands_in_code_elsewhere(kind):
    code = [
        path for path in sources() if path.suffix in {".ts", ".css", ".html"} or "provenance" in path.parts
    ]
    code = [path for path in code if path.suffix != ".md" and "tests" not in path.parts and path != PLUGIN]
    names = re.compile(
        "|".join(f"(?<![\\w ]){re.escape(name)}[\"'`]" for name in {kind.label, kind.title, kind.reprint})
    )
    assert elsewhere(names, code) == []


def test_the_table_is_whole():
    table = json.loads(TEXT)
    for field in ("key", "tag", "letter", "label", "title", "reprint"):
        assert len({getattr(kind, field) for kind in KINDS.values()}) == len(KINDS), field
    assert set(CODING) == set(KINDS.values())
    assert [key for key, _ in table["rules"]][-1] == "e"
    assert {key for key, _ in table["rules"]} == set(KINDS)
    assert set(table["lines"]["prose"]) == ORIGIN_KINDS
    assert set(LINES) == ORIGIN_KINDS | {"credit", "furniture", "table"}
    assert len(set(LABELS)) == len(LABELS)
    assert all(name.isalpha() for name in BADGES), "a badge's name is part of a class in CSS"
    assert all(kind.line == "none" for kind in KINDS.values() if kind.edge is None)


@pytest.mark.parametrize(
    ("verdict", "key"),
    [
        (Verdict(None), "x"),
        (Verdict("quote", "dpa", certainty="possible"), "q"),
        (Verdict("original", certainty="possible"), "n"),
        (Verdict("wire", basis=("credit",), certainty="possible"), "c"),
        (Verdict("wire", edit="verbatim", basis=("match", "credit"), certainty="possible"), "r"),
        (Verdict("shared", edit="verbatim", certainty="possible"), "r"),
        (Verdict("shared", edit="verbatim", certainty="likely"), "sh"),
        (Verdict("wire", edit="verbatim", basis=("match", "credit"), certainty="likely"), "w"),
        (Verdict("wire", edit="light", basis=("reprint",), certainty="matched"), "e"),
        (Verdict("wire", edit="heavy", basis=("match",), certainty="matched"), "e"),
        (Verdict("wire", edit=None, basis=("match",)), "e"),
    ],
)
def test_a_verdict_has_the_kind_of_the_first_rule_that_holds(verdict, key):
    assert kind_of(verdict).key == key


# --- one default ------------------------------------------------------------------------------------------------------


def test_the_front_end_has_the_defaults_of_python():
    done = subprocess.run(
        [sys.executable, "-c", "import defaults; print(defaults.text(), end='')"],
        cwd=WIDGETS,
        capture_output=True,
        text=True,
        check=True,
    )
    assert (WIDGETS / "defaults.json").read_text("utf-8") == done.stdout, "python widgets/defaults.py"


def test_the_default_threshold_is_the_same_everywhere():
    threshold = Config().decision.threshold
    assert json.loads(PLUGIN.read_text("utf-8"))["properties"]["threshold"]["default"] == threshold
    built = WIDGETS / "provenance_widgets/labextension/schemas/@wire-provenance/labextension/plugin.json"
    assert json.loads(built.read_text("utf-8"))["properties"]["threshold"]["default"] == threshold
    assert f"export const THRESHOLD = {threshold};" in GENERATED[0].read_text("utf-8")
    assert threshold_of({}) == threshold


def test_the_plugins_commands_have_the_default_threshold():
    lab = pytest.importorskip("provenance_widgets.lab")
    for command in (lab.annotate_file, lab.export_report):
        assert command.__kwdefaults__["threshold"] == Config().decision.threshold


# --- nothing stale ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", GENERATED, ids=lambda path: path.name)
def test_what_is_generated_is_fresh(path):
    """Without Node the digest of what it was made from has to do; `.ci/run` makes everything again and compares."""
    text = TEXT + "".join((WIDGETS / name).read_text("utf-8") for name in ("defaults.json", "generate.mjs"))
    assert hashlib.sha256(text.encode()).hexdigest()[:16] in path.read_text("utf-8"), "make frontend"


@pytest.mark.parametrize(
    "name", ["provenance/show/static/view.css", "widgets/provenance_widgets/static/widget.css"]
)
def test_the_built_sheets_hold_the_colours_of_the_table(name):
    built = (ROOT / name).read_text("utf-8").lower()
    for kind in KINDS.values():
        for shades in filter(None, (kind.fill, kind.edge)):
            assert f"light-dark({','.join(shades)})".lower() in built
    for badge in BADGES.values():
        assert f"--gf:light-dark({','.join(badge.fill)})".lower() in built


def test_the_settings_of_the_plugin_name_the_kinds_with_a_fill():
    fills = json.loads(PLUGIN.read_text("utf-8"))["definitions"]["fills"]["properties"]
    assert list(fills) == [kind.tag for kind in KINDS.values() if kind.marked]
