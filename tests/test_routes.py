"""Three people and what they hold, from their files to a right page, in at most three commands or cells and with no option."""

from __future__ import annotations

import csv
import re
import warnings
from pathlib import Path

import pandas as pd
import pytest
from mixed_files import story
from typer.testing import CliRunner

import provenance as pv
from provenance.cli import app

COPY = (
    "The ferry to Ostholm stayed in port on Monday because the wind rose above what its captain would accept, the port said.",
    "Travellers were given rooms in the town hall and soup from the school kitchen until the evening boat could sail again.",
)
OWN = "Our reporter met a baker who had brought forty loaves to the quay and took none of them home."
ARTICLE = "\n\n".join((*COPY, OWN))
LATER = "OSTHOLM (AP) - The evening boat to Ostholm sailed again on Wednesday with two hundred travellers, the port said."


@pytest.fixture
def wires(tmp_path: Path) -> Path:
    """Dispatches as an editor keeps them: text files with the time in their names."""
    folder = tmp_path / "wires"
    folder.mkdir()
    (folder / "2031-02-03_0500.txt").write_text("OSTHOLM (AFP) - " + "\n\n".join(COPY))
    (folder / "20310305T0900 ostholm.txt").write_text(LATER)
    return folder


def shown(*args: object) -> str:
    """Run a command that must do all that it is asked; return what it says."""
    done = CliRunner().invoke(app, list(map(str, args)))
    assert done.exit_code == 0, done.output
    return " ".join(done.stderr.split())


def page_of(path: Path) -> str:
    """Return what a page says, without its markup."""
    text = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", path.read_text("utf-8"), flags=re.S)
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("head", "saved"),
    [
        (("Headline", "Body", "Newspaper", "Date"), (",", "02/{:02}/2031", "utf-8")),
        (("Überschrift", "Volltext", "Zeitung", "Erscheinungsdatum"), (";", "{:02}.02.2031", "cp1252")),
    ],
    ids=["English, month first", "German, as Excel saves it"],
)
def test_a_scientist_with_a_table(
    tmp_path: Path, wires: Path, head: tuple[str, ...], saved: tuple[str, ...]
) -> None:
    separator, day, encoding = saved
    with (tmp_path / "table.csv").open("w", newline="", encoding=encoding) as file:
        rows = csv.writer(file, delimiter=separator)
        rows.writerow(head)
        rows.writerow(["Ferry stays in port", ARTICLE, "Coast Gazette", day.format(4)])
        rows.writerows([f"News {n}", story(n), "Hill Post", day.format(14 + n % 14)] for n in range(60))
    said = shown("report", tmp_path / "table.csv", "--wires", wires, "-o", tmp_path / "report.html")
    assert "2 dispatches: AFP 1, AP 1 (from their datelines); 2 dated by file names" in said
    assert f"title from {head[0]!r}" in said
    page = page_of(tmp_path / "report.html")
    assert "Ferry stays in port" in page
    shown("annotate", tmp_path / "table.csv", "--wires", wires, "-o", tmp_path / "out.jsonl")
    first, *others = pv.load(tmp_path / "out.jsonl")
    assert (first.document.published, first.document.outlet) == ("2031-02-04", "Coast Gazette")
    assert [item.verdict.agency for item in first.findings] == ["AFP", "AFP", None]
    assert not [item for one in others for item in one.findings if item.verdict.origin == "wire"]


def test_an_editor_with_folders_of_text_files(tmp_path: Path, wires: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "2031-02-04 ferry.txt").write_text(f"Ferry stays in port\n\n{ARTICLE}\n")
    (articles / "2031-01-30 before.txt").write_text(f"Ferry may stay in port\n\n{ARTICLE}\n")
    said = shown("annotate", articles, "--wires", wires, "-o", tmp_path / "out.jsonl")
    assert "2 dispatches: AFP 1, AP 1" in said
    before, after = pv.load(tmp_path / "out.jsonl")
    assert after.document.published == "2031-02-04"
    assert [item.verdict.agency for item in after.findings if item.segment.kind == "body"] == [
        "AFP",
        "AFP",
        None,
    ]
    assert not [
        item for item in before.findings if item.verdict.origin == "wire"
    ]  # the dispatch came out days later
    shown("report", tmp_path / "out.jsonl", "-o", tmp_path / "report.html")
    assert "2031-02-03_0500" in page_of(tmp_path / "report.html")


def test_a_journalist_with_a_data_frame(tmp_path: Path, wires: Path) -> None:
    table = pd.DataFrame(
        {
            "headline": ["Ferry stays in port", "Harbour fair opens"],
            "content": [ARTICLE, story(3)],
            "source": ["Coast Gazette", "Hill Post"],
            "date": pd.to_datetime(["2031-02-04", "2031-02-20"]),
        }
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = pv.annotate(table, wires)
    assert [item.verdict.agency for item in result[0].findings] == ["AFP", "AFP", None]
    assert list(result.articles()["outlet"]) == ["Coast Gazette", "Hill Post"]
    assert "Ferry stays in port" in page_of(result.report(tmp_path / "report.html"))
