"""Work spread over processes: in order, each piece once, whatever happens to a process."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import time
from itertools import islice
from pathlib import Path

import pytest

from provenance.errors import EngineError
from provenance.workers import AHEAD, Lost, Workers


def double(number: int, plus: dict[str, int]) -> int:
    return 2 * number + plus["plus"]


def dies_at(number: int, chosen: int) -> int:
    if number == chosen:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def ends_but_here(here: int) -> str:
    if os.getpid() != here:
        os.kill(os.getpid(), signal.SIGKILL)
    return "here"


def fails_at(number: int, chosen: int) -> int:
    if number == chosen:
        raise ValueError(f"{number} cannot be done")
    return number


def waits(number: int) -> int:
    time.sleep(0.05)
    return number


def test_results_come_in_order_and_what_is_shared_is_sent():
    with Workers(2) as workers:
        assert list(workers.map(double, range(30), workers.share({"plus": 1}))) == list(range(1, 61, 2))


def test_work_is_taken_as_it_is_needed():
    taken = []

    def items():
        for number in range(100):
            taken.append(number)
            yield number

    with Workers(2) as workers:
        assert list(islice(workers.map(double, items(), workers.share({"plus": 0})), 3)) == [0, 2, 4]
    assert len(taken) <= AHEAD * 2 + 4


def test_an_error_of_the_work_is_the_error_of_the_run():
    with Workers(2) as workers, pytest.raises(ValueError, match="3 cannot be done"):
        list(workers.map(fails_at, range(9), workers.share(3)))


def test_a_process_that_is_killed_costs_nothing():
    with Workers(2) as workers:
        found = []
        for result in workers.map(waits, range(40)):
            found.append(result)
            if result in (5, 6, 25):
                multiprocessing.active_children()[0].kill()
    assert found == list(range(40))


def test_a_piece_that_ends_every_process_is_named_and_the_others_are_done():
    with Workers(2) as workers:
        found = list(workers.map(dies_at, range(20), workers.share(7)))
    assert found == [Lost(7) if number == 7 else number for number in range(20)]


def test_where_no_process_lives_it_is_said_and_not_tried_for_ever():
    with Workers(2) as workers, pytest.raises(EngineError, match="Without --jobs"):
        list(workers.map(dies_at, [7] * 9, workers.share(7)))


def test_a_piece_begun_soon_waits_where_it_is_asked_for_and_survives_its_process():
    with Workers(1) as workers:
        assert workers.soon(waits, 3)() == 3
        lost = workers.soon(ends_but_here, os.getpid())
        assert lost() == lost() == "here"
        assert workers.soon(waits, 4)() == 4


@pytest.mark.skipif(not hasattr(signal, "SIGPIPE"), reason="pipes end nothing there")
def test_work_that_nobody_waits_for_does_not_end_a_command(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        textwrap.dedent("""
        import signal
        from provenance.workers import Workers

        if __name__ == "__main__":
            signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # as a command has it
            for _ in range(6):
                with Workers(1) as workers:
                    workers.soon(abs, -1)
            assert signal.getsignal(signal.SIGPIPE) is signal.SIG_DFL
        """)
    )
    assert subprocess.run([sys.executable, script], check=False).returncode == 0


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks at processes as Linux shows them")
def test_processes_end_with_the_one_that_began_them(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        textwrap.dedent("""
        import multiprocessing, sys, time
        from provenance.workers import Workers

        workers = Workers(2)  # behind no `if __name__ == "__main__":`, for no process runs the script again
        next(workers.map(abs, range(9)))
        print(*(child.pid for child in multiprocessing.active_children()), flush=True)
        time.sleep(60)
        """)
    )
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True) as parent:
        children = [int(word) for word in parent.stdout.readline().split()]
        parent.kill()
    assert children
    end = time.monotonic() + 20
    while any(_lives(child) for child in children) and time.monotonic() < end:
        time.sleep(0.1)
    assert not any(_lives(child) for child in children)


def _lives(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
