"""The project keeps its own rules: public names, registries, sizes, what may not be used, what may not be copied."""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
import re
import subprocess
import sys
import tomllib
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType

import house
import pytest
from hypothesis import settings

import provenance as pv

ROOT = Path(__file__).resolve().parent.parent
LISTED = subprocess.run(
    ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
    cwd=ROOT,
    capture_output=True,
    text=True,
    check=False,
)
FILES = [ROOT / name for name in LISTED.stdout.split("\0") if name and (ROOT / name).is_file()]
CODE = [path for path in FILES if path.suffix == ".py" and path.is_relative_to(ROOT / "provenance")]
PYTHON = [path for path in FILES if path.suffix == ".py"]
FUNCTIONS = list(house.functions(ROOT))
BUILT = re.compile(
    r"widgets/(package-lock\.json|.*/labextension/static/|provenance_widgets/(labextension|static)/)|provenance/show/static/"
)

PUBLIC = [
    "Annotation",
    "Archive",
    "ArchiveError",
    "Config",
    "ConfigError",
    "Corpus",
    "Credit",
    "Document",
    "Evidence",
    "Finding",
    "FormatError",
    "MissingExtra",
    "ProvenanceError",
    "Quote",
    "ReadError",
    "Segment",
    "Verdict",
    "analyse",
    "annotate",
    "audit",
    "explain",
    "load",
    "read",
    "sample",
]


def test_there_are_files_to_look_at():
    assert len(CODE) > 30


# --- public names -----------------------------------------------------------------------------------------------------


def test_the_public_names_are_these_and_sorted():
    assert pv.__all__ == PUBLIC == sorted(PUBLIC)
    assert all(getattr(pv, name) is not None for name in pv.__all__)
    assert dir(pv) == PUBLIC


def test_what_a_door_lists_is_no_module_of_that_name():
    rooms = [room.name for room in pkgutil.walk_packages(pv.__path__, "provenance.") if room.ispkg]
    doors = map(importlib.import_module, rooms)
    listed = [(door, name) for door in doors for name in getattr(door, "__all__", ())]
    assert len(listed) > 100
    assert [
        (door.__name__, name) for door, name in listed if isinstance(getattr(door, name), ModuleType)
    ] == []


HEAVY = ("pandas", "pyarrow", "spacy", "tantivy", "lxml", "trafilatura", "jinja2", "numpy")
"""What `import provenance` and `provenance --version` have no use for."""


@pytest.mark.parametrize(
    "code",
    [
        "import provenance",
        "import provenance.cli.commands",
        "import provenance; provenance.Document, provenance.Config, provenance.load, provenance.annotate",
    ],
)
def test_heavy_packages_are_imported_where_they_are_used(code):
    asked = f"{code}; import sys; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_version_is_printed_without_them():
    args = [sys.executable, "-X", "importtime", "-m", "provenance", "--version"]
    done = subprocess.run(args, capture_output=True, text=True, check=True)
    assert done.stdout == f"provenance {pv.__version__}\n"
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "provenance.cli.commands" in loaded
    assert loaded.isdisjoint(HEAVY)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'anotate'"):
        pv.anotate  # noqa: B018


def test_importing_brings_nothing_heavy():
    code = "import sys, provenance; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert not loaded & {
        "spacy",
        "pandas",
        "numpy",
        "pyarrow",
        "tantivy",
        "rich",
        "typer",
        "trafilatura",
        "jinja2",
    }


def test_every_error_is_ours_and_a_builtin_too():
    for name in (name for name in PUBLIC if name.endswith("Error") or name == "MissingExtra"):
        error = getattr(pv, name)
        assert issubclass(error, pv.ProvenanceError)
        assert name == "ProvenanceError" or issubclass(error, ValueError | RuntimeError | ImportError)


# --- registries -------------------------------------------------------------------------------------------------------


def registries():
    return {name: importlib.import_module(f"provenance.{name}").REGISTRY for name in ("exporters", "readers")}


@pytest.mark.parametrize("name", ["exporters", "readers"])
def test_every_entry_of_a_registry_loads_and_describes_itself(name):
    registry = registries()[name]
    seen = set()
    for item in registry.formats():
        assert callable(registry.load(item.name)), item.name
        assert item.description, item.name
        assert not seen & set(item.suffixes), item.suffixes
        seen |= set(item.suffixes)
        assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in item.suffixes)
    assert len(set(registry.names())) == len(registry.names())


@pytest.mark.parametrize("name", ["exporters", "readers"])
def test_every_format_is_in_the_documentation(name):
    pages = "".join(
        (ROOT / "docs" / page).read_text("utf-8")
        for page in ("formats.md", "guide.md")
        if (ROOT / "docs" / page).is_file()
    )
    assert [item for item in registries()[name].names() if f"`{item}`" not in pages] == []


def test_every_entry_point_of_the_distribution_loads():
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]
    for group, points in groups.items():
        for name in points:
            (point,) = entry_points(group=group, name=name)
            assert callable(point.load())


def test_every_command_is_in_the_guide():
    from provenance.cli import app

    guide = (ROOT / "docs" / "guide.md").read_text("utf-8")
    names = [command.name or command.callback.__name__ for command in app.registered_commands]
    inner = [
        f"archive {command.callback.__name__}"
        for group in app.registered_groups
        for command in group.typer_instance.registered_commands
    ]
    assert [name for name in (*names, *inner) if f"provenance {name}" not in guide] == []


def test_the_pages_that_are_written_from_the_code_are_fresh():
    command = [sys.executable, str(ROOT / "docs" / "generate.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr


# --- what may not be used ---------------------------------------------------------------------------------------------


def imports(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def test_nothing_is_pickled_and_nothing_uses_difflib():
    banned = {"difflib", "pickle", "shelve", "marshal", "dill", "joblib", "cloudpickle"}
    assert {
        str(path.relative_to(ROOT)): found for path in PYTHON if (found := banned & set(imports(path)))
    } == {}


def test_the_package_opens_no_connection():
    banned = {"socket", "http", "urllib3", "requests", "httpx", "aiohttp", "ftplib", "smtplib"}
    assert {
        str(path.relative_to(ROOT)): found for path in CODE if (found := banned & set(imports(path)))
    } == {}


def test_the_package_evaluates_no_text():
    calls = {
        (str(path.relative_to(ROOT)), node.lineno)
        for path in CODE
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"eval", "exec"}
    }
    assert calls == set()


# --- sizes ------------------------------------------------------------------------------------------------------------


def test_files_are_small():
    assert {
        str(path.relative_to(ROOT)): n for path in CODE if (n := path.read_text("utf-8").count("\n")) > 400
    } == {}


def test_functions_are_small():
    """Forty lines without the docstring and the parameters: what has to be understood at once."""
    assert {item.key: item.lines for item in FUNCTIONS if item.lines > 40} == {}


def test_functions_are_simple():
    """Ten paths, counted with conditional expressions, `and` and `or`."""
    assert {item.key: item.complexity for item in FUNCTIONS if item.complexity > 10} == {}


def test_a_path_is_counted_where_ruff_sees_none():
    (function,) = ast.parse("def f(a, b):\n    return (a and b or 1) if [x for x in a if x] else 2").body
    assert house.complexity(function) == 4


def test_no_file_is_large():
    allowed = {"widgets/package-lock.json"}
    large = {
        str(path.relative_to(ROOT)): path.stat().st_size for path in FILES if path.stat().st_size > 1_500_000
    }
    assert large.keys() <= allowed


def test_no_property_test_is_ended_by_a_clock():
    assert settings.default.deadline is None


# --- what may not be in the repository --------------------------------------------------------------------------------


def text_of(path):
    data = path.read_bytes()
    return "" if b"\0" in data[:2000] else data.decode("utf-8", "replace")


def test_no_path_of_a_machine_is_in_a_file():
    places = re.compile(r"(?<![\w.:/])/(?:work|home|root|Users)/\w")
    assert [
        str(path.relative_to(ROOT))
        for path in FILES
        if not BUILT.match(str(path.relative_to(ROOT))) and places.search(text_of(path))
    ] == []


def test_the_licence_is_stated():
    assert (ROOT / "LICENSE").read_text("utf-8").startswith("MIT License")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert (project["license"], project["license-files"]) == ("MIT", ["LICENSE"])


def test_links_between_documents_lead_somewhere():
    broken = []
    for page in (path for path in FILES if path.suffix == ".md"):
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)|src=\"([^\"]+)\"", page.read_text("utf-8")):
            link = target[0] or target[1]
            if not re.match(r"[a-z]+:", link) and not (page.parent / link).exists():
                broken.append(f"{page.relative_to(ROOT)}: {link}")
    assert broken == []


def test_the_files_that_documents_name_are_there():
    """After a move this lists the lines to mend; capitals such as NAME stand for anything."""
    named = re.compile(r"`((?:provenance|tests|docs|benchmarks|widgets|seeds|notebooks)/[^\s`{*:]+)`")
    missing = [
        f"{page.relative_to(ROOT)}: {path}"
        for page in FILES
        if page.suffix == ".md" and page.name != "CHANGELOG.md"
        for path in named.findall(page.read_text("utf-8"))
        if "NAME" not in path and not (ROOT / path).exists()
    ]
    assert missing == []


SHINGLE = 12
"""Words in a row that no two writers hit upon: enough to know a copied sentence by."""


NOTICES = """
Copyright The Associated Press. All rights reserved. This material may not be published, broadcast, rewritten or
redistributed without permission. This material may not be published, broadcast, rewritten, or redistributed.
"""
"""Standing notices under thousands of items: forms of credit, quoted as such in tests."""


def shingles(text):
    words = re.findall(r"[^\W_]+", text.casefold())
    return {hash(tuple(words[i : i + SHINGLE])) for i in range(len(words) - SHINGLE + 1)}


@pytest.mark.shared
def test_no_text_that_others_own_is_in_the_repository(shared):
    """Neither the source articles nor the evaluation sets; the worlds and the mock pages are ours."""
    owned: set[int] = set()
    for path in sorted((shared / "seeds").glob("*.txt")) + sorted((shared / "data" / "feeds_dev").iterdir()):
        owned |= shingles(re.sub(r"<[^>]{0,300}>", " ", path.read_bytes().decode("utf-8", "replace")))
    for folder in ("meter_dev", "credits_dev"):
        for path in sorted((shared / "data" / folder).glob("*.jsonl")):
            if path.name == "gold.jsonl":
                continue
            for line in path.read_text("utf-8").splitlines():
                owned |= set().union(
                    *(shingles(value) for value in json.loads(line).values() if isinstance(value, str))
                )
    assert len(owned) > 100_000
    owned -= shingles(NOTICES) | shingles(NOTICES.replace("Copyright", "", 1))
    copied = {}
    for path in FILES:
        if not BUILT.match(str(path.relative_to(ROOT))) and (hits := len(owned & shingles(text_of(path)))):
            copied[str(path.relative_to(ROOT))] = hits
    assert copied == {}
