"""The editor's list: what is found, how it is ordered and said, what is new, and how it is written and watched."""

from __future__ import annotations

import ast
import csv
import errno
import io
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import desk_corpus
import pytest
import sample_annotations
from rich.console import Console
from typer.testing import CliRunner

import provenance as pv
from provenance.auditing import Seen
from provenance.auditing.since import since_of
from provenance.cli import app
from provenance.cli.audit import Wanted, as_table, told
from provenance.cli.console import Session
from provenance.cli.steps import Sources, Work
from provenance.cli.watching import Watch
from provenance.contract import dump, percent, with_texts
from provenance.show import totals
from provenance.show.statements import STATEMENTS
from provenance.show.statements.desk import LABELS

PACKAGE = Path(pv.__file__).parent
WEIGHTS = pv.Config().audit


@pytest.fixture(scope="module")
def found():
    return pv.audit(desk_corpus.annotations())


def rows_of(made):
    """Return the list as a terminal shows it."""
    console = Console(width=200, file=io.StringIO())
    console.print(as_table(made))
    return console.file.getvalue()


def items(found, article):
    return {item.kind: item for entry, item in found if entry.id == article}


@pytest.mark.parametrize(
    ("article", "kind", "agency", "says"),
    [
        ("fire", "withdrawn", "", "rest on AP's item d3, which was withdrawn by d4"),
        ("old", "corrected", "", "The article has the old text."),
        ("pier", "exclusive", "AFP", "1 sentence has words that AFP says were given to it alone"),
        ("pier", "uncredited", "AFP", "5 of 5 body sentences match dispatches of AFP; AFP is not named on this page."),
        ("pier", "quote", "", "AFP has “ringing”; here it is “singing”."),
        ("pier", "number", "", "AFP has “31”; here it is “47”."),
        ("forged", "lookalike", "", "“\u0410FP” has letters that imitate an agency’s name"),
        ("missed", "unmatched", "Reuters", "the one dispatch of Reuters that could be searched does not match."),
        ("unseen", "unchecked", "dpa", "no dispatch of dpa was searched, so it was not checked."),
    ],
)  # fmt: skip
def test_there_is_one_of_each(found, article, kind, agency, says):
    item = items(found, article)[kind]
    assert item.agency == agency
    assert says in item.says


def test_what_is_credited_named_or_not_found_is_not_called_uncredited(found):
    assert "uncredited" not in items(found, "old") and "exclusive" not in items(found, "old")
    assert "unmatched" not in items(found, "old") and "unmatched" not in items(found, "unseen")
    assert items(found, "own") == {}


def test_a_correction_that_the_article_does_not_have_weighs_little(found):
    assert items(found, "pier")["corrected"].weight == WEIGHTS.elsewhere
    assert items(found, "old")["corrected"].weight == WEIGHTS.corrected


def test_the_weightiest_comes_first_and_weights_are_settings(found):
    assert [entry.id for entry in found.entries][:2] == ["fire", "old"]
    weights = [entry.weight for entry in found.entries]
    assert weights == sorted(weights, reverse=True)
    turned = pv.Config().with_settings({"audit.unchecked": 100, "audit.withdrawn": 1})
    assert pv.audit(desk_corpus.annotations(), config=turned).entries[0].id == "unseen"


def test_both_passages_and_their_difference_stand_with_an_entry(found):
    (place,) = items(found, "pier")["number"].places
    assert "47 passengers" in place.text and "31 passengers" in place.there
    changes = [(change["o"], change["t"]) for change in place.passage["diff"] if change["o"] != "="]
    assert changes == [("-", "31"), ("+", "47")]


def test_an_article_given_twice_is_counted_once(found):
    twice = pv.audit([*desk_corpus.annotations(), desk_corpus.annotations()[0]])
    assert (len(twice), twice.facts.repeated) == (len(found), 1)


def test_only_articles_since_a_time_and_undated_ones_apart():
    late = pv.audit(desk_corpus.annotations(), since="2033-05-10")
    assert "fire" not in {entry.id for entry in late.entries} and late.facts.earlier == 1
    assert [entry.id for entry in late.undated] == ["undated"]
    assert (
        "1 article states no time, so nobody can tell whether it is of before. 1 of these stands apart"
        in told(late)
    )
    assert late.facts.future is False and "no time stated" in rows_of(late)
    never = pv.audit(desk_corpus.annotations(), since="2999-01-01")
    assert [entry.id for entry in (*never.entries, *never.undated)] == ["undated"]
    assert (
        "1 Jan 2999, 00:00 UTC lies in the future. 7 articles of before 1 Jan 2999, 00:00 UTC are left out."
        in told(never)
    )
    dated = [one for one in desk_corpus.annotations() if one.document.published]
    assert told(pv.audit(dated, since="2999-01-01")).startswith(
        "No article is of 1 Jan 2999, 00:00 UTC or later. "
    )
    hours = pv.audit(desk_corpus.annotations(), since="24h", now=datetime(2033, 5, 11, 18, tzinfo=UTC))
    assert hours.facts.earlier == 1
    with pytest.raises(pv.ConfigError, match="24h or 3d, not 'yesterday'"):
        since_of("yesterday", datetime(2033, 5, 11, tzinfo=UTC))


def test_each_morning_shows_what_is_new(tmp_path):
    state, first = tmp_path / "seen.json", desk_corpus.annotations()[:3]
    for day, articles, new in (
        ("2033-05-11", first, 0),  # nothing can be new on the first day
        ("2033-05-11", desk_corpus.annotations()[:4], 0),
        ("2033-05-12", desk_corpus.annotations()[:5], 1),
        ("2033-05-12", desk_corpus.annotations()[:5], 1),
        ("2033-05-13", desk_corpus.annotations()[:5], 0),
    ):
        seen = Seen(state, day)
        made = pv.audit(articles, seen=seen)
        seen.keep(item.key for _, item in made)
        assert made.facts.new == new, day
    state.write_text("[]")
    with pytest.raises(pv.ReadError, match="name another file with --state"):
        Seen(state, "2033-05-14")


def test_what_needs_a_look_is_on_the_list_with_the_numbers_that_annotate_prints(tmp_path):
    found = pv.audit(sample_annotations.annotations())
    maybe = {entry.id: item for entry, item in found if item.kind == "maybe"}
    number = int(re.search(r"(\d+) to look at", totals(sample_annotations.annotations()))[1])
    assert sum(item.sentences for item in maybe.values()) == found.facts.maybe == number > 0
    assert f"{number} sentences need a look." in told(found)
    assert all(item.certainty == "possible" and item.places for item in maybe.values())
    words = {item.says.partition(": ")[2] for item in maybe.values()}
    assert "they may rest on dispatches of AFP." in words and "it may rest on other articles." in words
    for name in ("l.html", "l.csv", "l.json"):
        text = found.write(tmp_path / name).read_text("utf-8")
        assert all(item.says in text for item in maybe.values()) and "maybe" in text, name


def test_an_article_with_nothing_but_possible_sources_is_listed():
    only = [a for a in sample_annotations.annotations() if not any(i.kind != "maybe" for _, i in pv.audit(a))]
    (one,) = [a for a in only if len(pv.audit(a))]
    assert pv.audit(one).facts.flagged == 1 and "1 article has something to look at." in told(pv.audit(one))


def test_saved_annotations_give_the_same_list(found, tmp_path):
    path = tmp_path / "saved.jsonl"
    path.write_text("".join(dump(with_texts(one)) + "\n" for one in desk_corpus.annotations()), "utf-8")
    again = pv.audit(path)
    assert [(e.id, i.kind, i.weight, i.says) for e, i in again] == [
        (e.id, i.kind, i.weight, i.says) for e, i in found
    ]


def test_page_table_and_json_have_every_entry(found, tmp_path):
    page = found.write(tmp_path / "list.html").read_text("utf-8")
    assert "<script" not in page and "http" not in re.sub(r"http-equiv|https?://www\.w3\.org", "", page)
    rows = list(csv.DictReader(io.StringIO(found.write(tmp_path / "list.csv").read_text("utf-8-sig"))))
    told = json.loads(found.write(tmp_path / "list.json").read_text("utf-8"))
    assert (
        len(rows)
        == len(found)
        == sum(len(entry["items"]) for entry in told["entries"])
        == page.count('<li class="it ')
    )
    assert all(item.label in page for _, item in found)
    assert found.write(tmp_path / "again.html").read_text("utf-8") == page
    with pytest.raises(pv.FormatError, match=r"list\.pdf"):
        found.write(tmp_path / "list.pdf")


def test_hostile_words_stay_words(tmp_path):
    one = next(a for a in desk_corpus.annotations() if a.document.id == "pier")
    document = replace(one.document, title="=1+1<script>alert(1)</script>", url="javascript:alert(1)")
    made = pv.audit(replace(one, document=document))
    page, table = (made.write(tmp_path / name).read_text("utf-8") for name in ("l.html", "l.csv"))
    assert "<script" not in page and "javascript:" not in page and "'=1+1" in table
    assert "<script" not in made._repr_mimebundle_()[0]["text/html"]


def test_wire_text_is_withheld_where_the_settings_say_so():
    settings = pv.Config().with_settings({"report.withhold": True})
    held = [replace(a, run=replace(a.run, config=settings.to_dict())) for a in desk_corpus.annotations()]
    (place,) = items(pv.audit(held), "pier")["number"].places
    assert "“31”" not in place.note and place.passage["diff"] is None


def test_a_list_shows_itself_in_a_notebook(found):
    data, _ = found._repr_mimebundle_()
    assert "47 passengers" in data["text/html"] and "class=" not in data["text/html"]
    assert data["text/plain"].startswith("<Audit of 8 articles: ")
    assert set(found.to_frame()["kind"]) <= set(LABELS)


SPEAKING = (
    "analysis",
    "auditing",
    "claim",
    "config",
    "contract",
    "explanation",
    "page/kinds",
    "show",
    "study",
    "validation",
)
"""Rooms whose words are about articles; elsewhere files are copied, and phrases of pages are listed."""


def test_words_that_accuse_are_nowhere():
    """Over every text that can be printed about an article, wherever it stands (domain R12); names of settings are none."""
    accusing = re.compile(
        r"\b(plagiar\w*|stole\w*|steal\w*|copied|copying|copies|theft|lifted|ripped)\b", re.IGNORECASE
    )
    texts = [str(statement.template) for statement in STATEMENTS] + list(LABELS.values())
    texts += _constants()
    assert len(texts) > 2000
    assert [text for text in texts if accusing.search(text)] == []


@cache
def _constants():
    """Return every text in the code of those rooms that is no docstring and no name."""
    texts = []
    for path in (path for room in SPEAKING for path in sorted((PACKAGE / room).rglob("*.py"))):
        nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
        told = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}  # docstrings
        found = (node for node in nodes if isinstance(node, ast.Constant) and id(node) not in told)
        texts += [
            node.value for node in found if isinstance(node.value, str) and not node.value.isidentifier()
        ]
    return texts


def test_percentages_have_one_form_wherever_they_are_printed():
    """A narrow space that does not break stands before the sign: ``contract/wording.py`` knows it; a width of a style has none."""
    assert [text for text in _constants() if re.search(r"\d %(?!\w)|^ %", text)] == []
    lines = [line for path in PACKAGE.rglob("*.py") for line in path.read_text("utf-8").splitlines()]
    written = [line for line in lines if re.search(r"\{[^{}]+:\.\d%\}", line)]
    assert written and all("width:" in line or "left:" in line for line in written)
    assert percent(0.125) == "12.5\u202f%"


# --- the command ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk")
    pv.Archive.open(folder / "wires", create=True).add(desk_corpus.dispatches())
    arriving = folder / "in"
    arriving.mkdir()
    return folder


def put(folder: Path, name: str) -> Path:
    one = next(a for a in desk_corpus.articles() if a.id == name)
    values = {key: getattr(one, key) for key in ("id", "text", "title", "outlet", "published")}
    path = folder / f"{name}.jsonl"
    path.write_text(json.dumps(values) + "\n", "utf-8")
    return path


def test_the_command_takes_articles_and_names_what_fails(desk, tmp_path):
    inputs = [str(put(tmp_path, "fire")), str(put(tmp_path, "pier"))]
    (tmp_path / "torn.jsonl").write_text("{", "utf-8")
    runner, output = CliRunner(), tmp_path / "list.json"
    args = [
        "audit",
        *inputs,
        str(tmp_path / "torn.jsonl"),
        "--archive",
        str(desk / "wires"),
        "-o",
        str(output),
    ]
    done = runner.invoke(app, args)
    assert (
        done.exit_code == 1
        and "torn.jsonl" in done.stderr
        and "2 articles have something to look at." in done.stderr
    )
    assert {entry["id"] for entry in json.loads(output.read_text("utf-8"))["entries"]} == {"fire", "pier"}
    table = runner.invoke(app, [*args[:2], "--archive", str(desk / "wires")])
    assert table.exit_code == 0 and "Withdrawn dispatch" in table.stdout
    assert runner.invoke(app, ["audit"]).exit_code == 2
    bare = runner.invoke(app, ["audit", str(tmp_path / "none.jsonl")])
    assert (bare.exit_code, bare.stdout) == (1, "") and "No article was read.\n" in bare.stderr
    own = tmp_path / "own.txt"
    own.write_text("A quiet day\n\nNobody came to the harbour office in the morning.\n", "utf-8")
    empty = runner.invoke(app, ["audit", str(own)])
    assert (empty.exit_code, empty.stdout) == (0, "") and "Nothing to look at" in empty.stderr


def test_a_watched_folder_is_listed_as_files_arrive_until_it_is_ended(desk, capsys, monkeypatch):
    arriving, output = desk / "in", desk / "list.json"
    monkeypatch.chdir(desk)  # the folder is named in short, and what changes in it is told in full
    put(arriving, "fire")

    def listed():
        return {entry["id"] for entry in json.loads(output.read_text("utf-8"))["entries"]}

    def changes(folder):
        assert listed() == {"fire"}
        yield {(1, str(put(arriving, "pier"))), (2, str(put(arriving, "fire")))}
        assert listed() == {"fire", "pier"} and json.loads(output.read_text("utf-8"))["repeated"] == 0
        (arriving / "torn.jsonl").write_text("{", "utf-8")
        yield {(1, str(arriving / "torn.jsonl"))}
        (arriving / "fire.jsonl").unlink()
        yield {(3, str(arriving / "fire.jsonl")), (1, str(arriving / ".hidden.jsonl"))}
        assert listed() == {"pier"}
        put(arriving, "unseen").rename(arriving / "torn.jsonl")
        yield {(2, str(arriving / "torn.jsonl"))}
        assert listed() == {"pier", "unseen"}
        raise KeyboardInterrupt

    watch = Watch(Path("in"), [], Work(Session()), Sources(desk / "wires"), Wanted(output=str(output)))
    watch.run(changes)  # ends as done: the file that was named is mended
    said = capsys.readouterr().err
    assert "in/torn.jsonl:1: is not valid JSON" in said and "Ended; the list is in" in said
    news = re.findall(r"^\d\d:\d\d:\d\d (.*)", said, re.MULTILINE)
    assert news == [
        "came: in/pier.jsonl",
        "came: in/torn.jsonl",
        "gone: in/fire.jsonl",
        "changed: in/torn.jsonl",
    ]
    assert len(watch.traces) == 3  # each article was traced once


def test_a_watch_needs_a_folder_and_a_place_to_write(desk):
    for folder, output in ((desk / "in", None), (desk / "nowhere", "list.html")):
        with pytest.raises(pv.ConfigError, match="--watch"):
            Watch(folder, [], Work(Session()), Sources(), Wanted(output=output))


def test_what_cannot_be_written_is_named_as_the_user_named_it(found, tmp_path, monkeypatch):
    """Nothing is said of the file that is written aside."""

    def full(**given):
        raise OSError(errno.ENOSPC, "No space left on device", str(Path(given["dir"], ".x1.part")))

    (tmp_path / "file").write_text("", "utf-8")
    for path in (tmp_path / "file" / "list.html", tmp_path / "list.html"):
        with pytest.raises(OSError, match="cannot be written") as failed:
            found.write(path)
        assert failed.value.filename == str(path)
        monkeypatch.setattr("tempfile.mkstemp", full)
