"""``annotate`` over many articles: what is written when, what a stop leaves, and how a run goes on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

import provenance as pv
from provenance.cli import annotating, app
from provenance.cli.stopping import STOP

ROWS = [
    "The ropeworks at Calder Haven burned down on Monday night and 12 people were hurt.",
    "Flames spread from the tar house to the long walk within minutes, harbour master Ida Quill said.",
    "Insurers put the loss of rope and timber at four million crowns on Tuesday.",
]
WIRE = {
    "id": "w",
    "agency": "AFP",
    "published": "2034-02-01T08:00:00Z",
    "text": "\n\n".join(["Ropeworks burns", *ROWS]),
}
COUNT = 6


@pytest.fixture
def inputs(tmp_path: Path) -> list[str]:
    articles = [
        {
            "id": f"a{number}",
            "outlet": f"Paper {number}",
            "published": "2034-02-01T15:00:00Z",
            "text": f"Rope lost, part {number}\n\n"
            + "\n\n".join(ROWS[number % 3 :])
            + f"\n\nThe mayor saw barge {number}.",
        }
        for number in range(COUNT)
    ]
    for name, rows in (("articles", articles), ("wires", [WIRE])):
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return ["annotate", str(tmp_path / "articles.jsonl"), "--wires", str(tmp_path / "wires.jsonl")]


@pytest.fixture
def signals():
    """Take signals as the command does, and give them back."""
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    STOP.install()
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)
    STOP.asked, STOP.told = None, False


def run(*args: object):
    STOP.asked, STOP.told = None, False
    return CliRunner().invoke(app, [str(arg) for arg in args])


@pytest.fixture
def whole(inputs, tmp_path) -> bytes:
    assert run(*inputs, "-o", tmp_path / "whole.jsonl").exit_code == 0
    return (tmp_path / "whole.jsonl").read_bytes()


def stopped_at(monkeypatch, number: int, *signals: int) -> None:
    """Send signals to this process while the article with a number is made."""
    made, count = annotating._made_of, iter(range(99))

    def made_of(annotation, *, sources):
        if next(count) == number:
            for sent in signals:
                os.kill(os.getpid(), sent)
        return made(annotation, sources=sources)

    monkeypatch.setattr(annotating, "_made_of", made_of)


@pytest.mark.parametrize("stop", [(0, signal.SIGINT, 130), (3, signal.SIGINT, 130), (3, signal.SIGTERM, 143)])
@pytest.mark.usefixtures("signals")
def test_a_stop_says_what_is_done_and_left_and_resume_gives_the_same_bytes(
    inputs, whole, tmp_path, monkeypatch, stop
):
    at, number, code = stop
    output = tmp_path / "out.jsonl"
    with monkeypatch.context() as patch:
        stopped_at(patch, at, number)
        found = run(*inputs, "-o", output)
    assert found.exit_code == code
    assert f"{at + 1} of {COUNT} articles" in found.stderr
    assert f"{COUNT - at - 1} left" in found.stderr
    assert "--resume" in found.stderr
    assert not output.exists()
    partial = tmp_path / "out.jsonl.partial" / "annotations.jsonl"
    assert [item.document.id for item in pv.load(partial)] == [f"a{number}" for number in range(at + 1)]
    assert run("convert", partial, "-o", tmp_path / "part.csv").exit_code == 0
    again = run(*inputs, "-o", output, "--resume")
    assert again.exit_code == 0
    assert output.read_bytes() == whole
    assert not partial.parent.exists()


def test_a_second_signal_stops_at_once(inputs, tmp_path, monkeypatch, signals):
    stopped_at(monkeypatch, 2, signal.SIGINT, signal.SIGINT)
    found = run(*inputs, "-o", tmp_path / "out.jsonl")
    assert found.exit_code == 130
    assert f"2 of {COUNT} articles are done" in found.stderr


def test_a_stop_while_inputs_are_read_says_that_nothing_was_written(inputs, tmp_path, monkeypatch, signals):
    monkeypatch.setattr(annotating, "Shelf", lambda _: os.kill(os.getpid(), signal.SIGTERM))
    found = run(*inputs, "-o", tmp_path / "out.jsonl")
    assert found.exit_code == 143
    assert "nothing was written" in found.stderr
    assert not list(tmp_path.glob("out*"))


def test_a_torn_line_is_made_again(inputs, whole, tmp_path, monkeypatch, signals):
    output = tmp_path / "out.jsonl"
    with monkeypatch.context() as patch:
        stopped_at(patch, 3, signal.SIGINT)
        run(*inputs, "-o", output)
    partial = tmp_path / "out.jsonl.partial" / "annotations.jsonl"
    partial.write_bytes(partial.read_bytes()[:-40])
    assert run(*inputs, "-o", output, "--resume", "--jobs", 2).exit_code == 0
    assert output.read_bytes() == whole


@pytest.mark.parametrize("change", ["articles", "settings", "archive", "form of output"])
def test_another_run_is_not_gone_on_with(inputs, tmp_path, monkeypatch, signals, change):
    output = tmp_path / "out.jsonl"
    with monkeypatch.context() as patch:
        stopped_at(patch, 1, signal.SIGINT)
        run(*inputs, "-o", output)
    more = {"settings": ["--window", "48h"], "form of output": ["--option", "sources=true"]}.get(change, [])
    name = {"articles": "articles.jsonl", "archive": "wires.jsonl"}.get(change)
    if name:
        path = tmp_path / name
        path.write_text(path.read_text("utf-8").replace("Monday", "Sunday"), "utf-8")
    found = run(*inputs, "-o", output, "--resume", *more)
    assert found.exit_code == 2
    assert f"another {change}" in found.stderr
    assert run(*inputs, "-o", output, *more).exit_code == 0, "without --resume it begins anew"
    assert len(output.read_text("utf-8").splitlines()) == COUNT


def test_resume_without_a_file_is_refused_and_without_a_stopped_run_begins(inputs, whole, tmp_path):
    found = run(*inputs, "--resume", "--format", "jsonl")
    assert (found.exit_code, "-o names" in found.stderr) == (2, True)
    assert run(*inputs, "--resume", "-o", tmp_path / "new.jsonl").exit_code == 0
    assert (tmp_path / "new.jsonl").read_bytes() == whole


@pytest.mark.parametrize("suffix", ["json", "csv", "html", "parquet"])
def test_other_formats_are_made_of_what_was_kept(inputs, tmp_path, monkeypatch, signals, suffix):
    assert run(*inputs, "-o", tmp_path / f"whole.{suffix}").exit_code == 0
    output = tmp_path / f"out.{suffix}"
    with monkeypatch.context() as patch:
        stopped_at(patch, 2, signal.SIGINT)
        run(*inputs, "-o", output)
    assert not output.exists()
    assert run(*inputs, "-o", output, "--resume").exit_code == 0
    assert output.read_bytes() == (tmp_path / f"whole.{suffix}").read_bytes()


def test_in_a_pipe_every_line_leaves_when_it_is_made(inputs, whole, monkeypatch, signals):
    stopped_at(monkeypatch, 2, signal.SIGINT)
    found = run(*inputs)
    assert found.exit_code == 130
    assert found.stdout_bytes == b"".join(whole.splitlines(keepends=True)[:3])
    assert "3 of 6 articles are done and written; 3 left" in found.stderr


def test_another_format_in_a_pipe_holds_what_is_done(inputs, monkeypatch, signals):
    stopped_at(monkeypatch, 2, signal.SIGINT)
    found = run(*inputs, "--format", "json")
    assert found.exit_code == 130
    assert len(json.loads(found.stdout)) == 3


def test_a_full_disk_keeps_what_is_done_and_says_how_to_go_on(inputs, whole, tmp_path, monkeypatch):
    output, write, count = tmp_path / "out.jsonl", annotating.Partial.write, iter(range(99))

    def full(self, line):
        if next(count) == 2:
            raise OSError(28, "No space left on device")
        write(self, line)

    with monkeypatch.context() as patch:
        patch.setattr(annotating.Partial, "write", full)
        found = run(*inputs, "-o", output)
    assert found.exit_code == 2
    assert "No space left on device" in found.stderr
    assert "2 of 6 articles are done" in found.stderr
    assert run(*inputs, "-o", output, "--resume").exit_code == 0
    assert output.read_bytes() == whole


def test_two_runs_of_one_output_do_not_mix(inputs, tmp_path, monkeypatch):
    other = annotating.Partial(tmp_path / "out.jsonl.partial", {}, resume=False)
    found = run(*inputs, "-o", tmp_path / "out.jsonl")
    other.close()
    assert (found.exit_code, "another run is writing" in found.stderr) == (2, True)


def test_killed_by_force_at_any_moment_a_run_goes_on(inputs, whole, tmp_path):
    command = [
        sys.executable,
        "-m",
        "provenance",
        *inputs,
        "-o",
        str(tmp_path / "out.jsonl"),
        "-q",
        "--resume",
    ]
    lines, size = tmp_path / "out.jsonl.partial" / "annotations.jsonl", 0
    for _ in range(2):
        with subprocess.Popen(command) as process:
            while process.poll() is None and (not lines.exists() or lines.stat().st_size <= size):
                time.sleep(0.01)
            process.kill()
        size = lines.stat().st_size if lines.exists() else 0
    assert run(*command[3:]).exit_code == 0
    assert (tmp_path / "out.jsonl").read_bytes() == whole


@pytest.mark.parametrize("wait", [0.1, 2.0])
def test_an_early_interrupt_is_one_line_and_no_traceback(inputs, tmp_path, wait):
    command = [*inputs, "-o", str(tmp_path / "out.jsonl")]
    script = f"import sys; from provenance.cli import main; sys.argv = ['provenance', *{command}]; print(flush=True); main()"
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.readline()
        time.sleep(wait)
        process.send_signal(signal.SIGINT)
        told = process.communicate()[1].decode()
    assert "Traceback" not in told
    if "Written" in told:  # a quick machine was done before: the signal met a process that was leaving
        assert len((tmp_path / "out.jsonl").read_text("utf-8").splitlines()) == COUNT
        return
    assert process.returncode == 130
    assert "stopped" in told
