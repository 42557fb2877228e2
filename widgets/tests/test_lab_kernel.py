"""What the plugin's commands run in a kernel."""

from __future__ import annotations

import json

import pytest
from provenance_widgets import lab

from provenance import ReadError, load, sample


def test_one_article_gives_json_with_its_view(tmp_path, monkeypatch, result):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "story.txt").write_text(result[0].document.text, encoding="utf-8")
    assert lab.annotate_file("story.txt") == ["story.provenance.json"]
    values = json.loads((tmp_path / "story.provenance.json").read_text("utf-8"))
    assert values["format"] == "provenance-annotation/1"
    assert values["view"]["type"] == "article"


def test_several_articles_give_lines_that_can_be_loaded_again(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "all.jsonl").write_bytes(sample("articles").read_bytes())
    assert lab.annotate_file("all.jsonl", threshold=0.9) == ["all.provenance.jsonl"]
    kept = load(tmp_path / "all.provenance.jsonl")
    assert len(kept) == 16
    assert kept[0].run.config["decision"]["threshold"] == 0.9


def test_a_report_of_an_annotation_needs_no_matching(tmp_path, monkeypatch, result):
    monkeypatch.chdir(tmp_path)
    lab.save(result[:1], tmp_path / "kept.provenance.json")
    assert lab.export_report("kept.provenance.json") == ["kept.provenance.html"]
    assert result[0].document.title in (tmp_path / "kept.provenance.html").read_text("utf-8")


def test_a_file_without_articles_is_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "none.txt").write_text("")
    with pytest.raises(ReadError, match=r"none\.txt"):
        lab.annotate_file("none.txt")


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("a.txt", "a"),
        ("a.b.txt", "a-b"),
        ("x.provenance.json", "x"),
        ("noext", "noext"),
        (".hidden", "-hidden"),
    ],
)
def test_names_that_are_written(tmp_path, name, stem):
    assert lab.stem(tmp_path / name) == tmp_path / stem


def test_the_answer_can_be_told_from_other_output(capsys):
    lab.answer(["a\nb.json"])
    out = capsys.readouterr().out
    assert out.startswith(lab.MARK)
    assert json.loads(out.removeprefix(lab.MARK)) == ["a\nb.json"]
