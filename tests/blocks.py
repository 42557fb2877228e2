"""Follow a page of the documentation as its reader would: every block, in order, in one folder.

``sh`` and ``python`` blocks are run (commands of ours in this process, the rest in bash), and every line of a ``text`` block has
to have been printed by what came before. ``console`` blocks are shown and not run: their commands and options have to exist.
"""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import subprocess
from pathlib import Path

import typer
from typer.testing import CliRunner

from provenance.cli import app

DOCS = Path(__file__).resolve().parent.parent / "docs"
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)


def blocks(page):
    """Return (language, text) of each block of a page."""
    return BLOCK.findall(page.read_text("utf-8"))


def follow(page, folder):
    """Run the blocks of a page in a folder; return what was printed, and the names that its Python defined."""
    said, names = [], {"__name__": "__page__"}
    with contextlib.chdir(folder):
        for kind, block in blocks(page):
            if kind == "sh":
                said += [run(piece) for piece in pieces(block)]
            elif kind == "python":
                said.append(execute(block, names))
            elif kind == "text":
                told = "\n".join(said)
                assert [line for line in block.splitlines() if line not in told] == [], told
    return "\n".join(said), names


def pieces(block):
    """Cut a block for the shell into our commands, each a line, and what stands between them."""
    rows, between, here = iter(block.replace("\\\n", " ").splitlines()), [], ""
    for row in rows:
        if not here and row.startswith("provenance "):
            if between:
                yield "\n".join(between)
                between = []
            yield row
            continue
        between.append(row)
        opened = re.search(r"<<'(\w+)'", row)
        here = opened[1] if opened else "" if row == here else here
    if between:
        yield "\n".join(between)


def run(piece):
    """Run one piece, and return what it printed."""
    if piece.startswith("provenance "):
        done = CliRunner().invoke(app, shlex.split(piece, comments=True)[1:])
        # 1: an input could not be read, was named, and the others are done
        assert done.exit_code in {0, 1}, f"{piece}\n{done.output}"
        assert done.exception is None or isinstance(done.exception, SystemExit), (
            f"{piece}\n{done.exception!r}"
        )
        return done.output
    done = subprocess.run(["bash", "-euc", piece], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{piece}\n{done.stderr}"
    return done.stdout


def execute(block, names):
    """Run Python, and return what it printed."""
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(block, "page", "exec"), names)  # noqa: S102 - our own pages
    return printed.getvalue()


def unknown(text):
    """Return the commands and options of ours in a text that the program does not have."""
    return [
        f"{line}: {fault}"
        for line in map(str.strip, text.replace("\\\n", " ").splitlines())
        for fault in faults(line)
    ]


def faults(line):
    """Return what of one line the program does not have."""
    words = re.sub(r"\s[|>&#].*", "", line).split()
    if words[:1] != ["provenance"] or words[1:2] == ["…"]:
        return []
    command, words = typer.main.get_command(app), words[1:]
    while words and hasattr(command, "commands"):
        name = words.pop(0)
        if name.startswith("-"):
            return []
        if name not in command.commands:
            return [f"no command {name}"]
        command = command.commands[name]
    known = {option for item in command.params for option in item.opts} | {"--help", "-h"}
    return [
        f"no option {word}"
        for word in words
        if re.match(r"--?[a-z]", word) and word.split("=")[0] not in known
    ]
