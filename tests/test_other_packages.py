"""What another package adds by an entry point is found, and what it does wrong is said with its name."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

QUAYSIDE = """
[[agency]]
id = "qns"
short = "QNS"
name = "Quayside News Service"
aliases = ["Quayside News Service"]
ambiguous = ["QNS"]
country = "NO"
domains = ["quayside.example"]
"""
READ = '''
"""Read the lines of a ship's log."""
from provenance.records import Document

def read_log(stream, stem, *, config, role=None):
    """ship's log, one document a file"""
    yield Document(id=stem, text=stream.read().decode("utf-8"))

read_log.suffixes = (".shiplog",)
'''
READER = "ship = quayside:read_log"
AGENCIES = "quayside = quayside:AGENCIES"


@pytest.fixture
def package(tmp_path):
    """Install a package beside ours, as pip would leave it, and run code that sees it."""

    def run(code, *, group, entry, toml=QUAYSIDE):
        folder = tmp_path / "site"
        (folder / "quayside-1.0.dist-info").mkdir(parents=True)
        (folder / "quayside-1.0.dist-info" / "METADATA").write_text("Name: quayside\nVersion: 1.0\n")
        (folder / "quayside-1.0.dist-info" / "entry_points.txt").write_text(f"[{group}]\n{entry}\n")
        (folder / "quayside.py").write_text(
            READ + "\nfrom pathlib import Path\nAGENCIES = Path(__file__).with_name('agencies.toml')\n"
        )
        (folder / "agencies.toml").write_text(toml, "utf-8")
        path = os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])
        return subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONPATH": path},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


CREDITED = """
import provenance as pv
text = "OSTERHAVN, March 3 (QNS) - The ferry Marigold ran aground at dawn.\\n\\nNobody was hurt."
print(pv.annotate(pv.Document(id="a", text=text)).credits[0].agencies)
"""


def test_an_agency_of_another_package_is_credited_like_ours(package):
    done = package(CREDITED, group="provenance.agencies", entry=AGENCIES)
    assert (done.stdout, done.stderr) == ("('QNS',)\n", "")


def test_without_the_package_nobody_knows_the_agency(package):
    done = package(CREDITED, group="somebody.else", entry=AGENCIES)
    assert "QNS" not in done.stdout


@pytest.mark.parametrize(
    ("entry", "toml", "said"),
    [
        (AGENCIES, QUAYSIDE.replace("QNS", "AFP"), "'AFP' already belongs to 'afp'"),
        (AGENCIES, QUAYSIDE.replace('name = "', 'nom = "'), "lacks name"),
        (AGENCIES, "[[agency", "not TOML"),
        ("quayside = quayside:LISTS", QUAYSIDE, "LISTS"),
    ],
)
def test_a_wrong_list_is_said_with_the_package_that_brought_it(package, entry, toml, said):
    done = package("import provenance.page.agencies", group="provenance.agencies", entry=entry, toml=toml)
    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-1]
    assert "ConfigError: agencies of 'quayside' (quayside:" in last
    assert said in last


def test_a_reader_of_another_package_is_found_by_suffix(package, tmp_path):
    (tmp_path / "marigold.shiplog").write_text("The ferry left Osterhavn at dawn.")
    code = "import provenance as pv; (d,) = pv.read('marigold.shiplog'); print(d.id, d.text)"
    done = package(code, group="provenance.readers", entry=READER)
    assert (done.stdout, done.stderr) == ("marigold The ferry left Osterhavn at dawn.\n", "")
