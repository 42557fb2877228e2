"""Many files of which some are broken: ``python -m benchmarks.many --files 10000``.

Makes a folder of mixed files in invented words, a share of them broken, adds the dispatches to an archive by the command, and
says how many were read, how many were named in the error report, what was lost, and how memory went.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
SEED = 20_310_304
BROKEN = {
    "cut": lambda data: data[: len(data) // 2],
    "binary": lambda data: b"\x7fELF" + data,
    "empty": lambda _: b"",
    "bomb": lambda _: gzip.compress(b"a" * 30_000_000),
    "entity": lambda _: b'<!DOCTYPE nitf [<!ENTITY a SYSTEM "file:///etc/passwd">]><nitf>&a;</nitf>',
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--broken", type=float, default=0.05, help="share of the files")
    asked = parser.parse_args()
    path = ROOT / "tests" / "readers" / "wire_samples.py"
    samples = SourceFileLoader("wire_samples", str(path)).load_module()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bad = make(folder / "feed", samples, asked.files, asked.broken)
        good = asked.files - len(bad)
        begun = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "provenance", "archive", "add", "feed", "--into", "archive", "--errors", "errors.jsonl", "-q"],
            cwd=folder, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        peaks = watched(process)
        took = time.perf_counter() - begun
        errors = [json.loads(line) for line in (folder / "errors.jsonl").read_text("utf-8").splitlines()]
        named = {error["source"].split("/")[-1] for error in errors}
        held = subprocess.run(
            [sys.executable, "-m", "provenance", "archive", "info", "archive"],
            cwd=folder,
            capture_output=True,
            text=True,
            check=True,
        )
    print(
        f"{asked.files:,} files, {len(bad):,} broken; exit {process.returncode}; {took:.0f} s; {good:,} files could be read"
    )
    print(f"broken and not named: {sorted(bad - named)[:5]}; named and not broken: {sorted(named - bad)[:5]}")
    print(
        f"errors with source, reason: {sum(bool(e['source'] and e['reason']) for e in errors):,} of {len(errors):,}; with format: {sum(bool(e['format']) for e in errors):,}"
    )
    print("memory in MB at each tenth of the run:", peaks)
    print(held.stdout[:600])


def make(folder: Path, samples: ModuleType, count: int, share: float) -> set[str]:
    """Write the files; return the names of those that no reader can read."""
    folder.mkdir()
    drawn = random.Random(SEED)  # noqa: S311  (drawn files, no secrets)
    kinds = [(name, sample.data) for name, sample in samples.SAMPLES.items() if name != "docx"]
    structured = [
        pair
        for pair in kinds
        if pair[0] in ("newsmlg2", "newsml1", "nitf", "rcv1", "digitalwires", "ninjs", "ap")
    ]
    bad = set()
    for number in range(count):
        name, data = kinds[number % len(kinds)]
        title = f"{number:06}-{name}.dat"
        if drawn.random() < share:
            way = drawn.choice(list(BROKEN))
            data = BROKEN[way](drawn.choice(structured)[1])
            title = f"{number:06}-{way}.dat"
            bad.add(title)
        unique = (
            data.replace(b"Marigold", f"Marigold {number}".encode())
            if name != "warc" and title not in bad
            else data
        )
        (folder / title).write_bytes(unique)
    return bad


def watched(process: subprocess.Popen[bytes]) -> list[int]:
    """Return the resident memory (MB) of a process at each tenth of its run."""
    seen: list[int] = []
    status = Path(f"/proc/{process.pid}/statm")
    while process.poll() is None:
        try:
            seen.append(int(status.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1_000_000)
        except (OSError, IndexError):
            break
        time.sleep(0.2)
    process.wait()
    return [seen[len(seen) * tenth // 10] for tenth in range(10)] if seen else []


if __name__ == "__main__":
    main()
