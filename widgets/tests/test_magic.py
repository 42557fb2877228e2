"""``%provenance`` and ``%%provenance`` in a real shell, with completion and plain errors."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from IPython.core.completer import provisionalcompleter
from IPython.core.error import UsageError
from IPython.testing.globalipapp import start_ipython
from provenance_widgets.magic import complete

from provenance import Annotation, Corpus, sample


@pytest.fixture(scope="module")
def shell():
    found = start_ipython()
    found.run_line_magic("load_ext", "provenance_widgets")
    return found


def test_files_become_a_corpus(shell):
    result = shell.run_line_magic("provenance", f"{sample('articles')} --wires {sample('wires')} --as kept")
    assert isinstance(result, Corpus)
    assert len(result) == 16
    assert shell.user_ns["kept"] is result


def test_the_text_of_a_cell_becomes_an_annotation(shell):
    found = shell.run_cell_magic("provenance", "--threshold 0.7", "By AFP\n\nThe council met on Tuesday.\n")
    assert isinstance(found, Annotation)
    assert found.document.text == "By AFP\n\nThe council met on Tuesday.\n"
    assert found.run.config["decision"]["threshold"] == 0.7


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", "needs files"),
        ("x.txt --nonsense", "nonsense"),
        ("x.txt --threshold high", "threshold"),
        ("x.txt --archive a --wires b", "not both"),
        ("x.txt --archive nowhere", "nowhere"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(shell, line, message):
    with pytest.raises(UsageError, match=message):
        shell.run_line_magic("provenance", line)


def test_files_do_not_go_with_a_cell(shell):
    with pytest.raises(UsageError, match="%provenance for files"):
        shell.run_cell_magic("provenance", "a.txt", "text")


def test_options_and_files_are_completed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "articles").mkdir()
    (tmp_path / "arrival.txt").write_text("x")

    def ask(line):
        return complete(None, SimpleNamespace(symbol=line.rpartition(" ")[2], line=line))

    assert ask("%provenance --ar") == ["--archive"]
    assert ask("%provenance ar") == ["arrival.txt", "articles/"]
    assert ask("%provenance x.txt --archive ar") == ["articles/"]
    assert ask("%provenance nowhere/x") == []


def test_the_shell_completes_after_the_magic(shell, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "unmistakable.txt").write_text("x")
    with provisionalcompleter():
        found = [item.text for item in shell.Completer.completions("%provenance unm", 15)]
    assert "unmistakable.txt" in found
