"""Coverage-guided fuzzing of what reads from outside: ``python -m benchmarks.fuzz readers --seconds 3600``.

Targets: ``readers`` (any bytes, as a file of any name), ``page`` (any text, read and credited), ``match`` (any text against an
archive). What is found is kept in ``--findings`` and belongs into a test before it is mended. Needs the extra ``fuzz`` (atheris, Linux).
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import tempfile
from collections.abc import Callable
from importlib.machinery import SourceFileLoader
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["provenance"]):
    import provenance as pv
    from provenance import readers
    from provenance.config import ReadConfig
    from provenance.errors import ReadError
    from provenance.page import prepare

CONFIG = ReadConfig(max_bytes=1_000_000)
TEXT = "The harbour ferry Marigold ran aground off Osterhavn at dawn. Nobody was hurt, the port said."


def read_any(data: bytes) -> None:
    """Read bytes: the first says which format is asked for, none for what is recognised."""
    names = [None, *(item.name for item in readers.formats())]
    name = names[data[0] % len(names)] if data else None
    try:
        from provenance.readers.sniffing import sniff

        name = name or sniff(data[1:65_537], "a", None, readers.REGISTRY.recognised)
        found = readers.REGISTRY.load(name)(
            io.BufferedReader(io.BytesIO(data[1:])), "a", config=CONFIG, role="wire"
        )
        for item in readers.settled(found, "a", "a", config=CONFIG, role="wire"):
            if not isinstance(item, ReadError) and not item.text.strip():
                raise AssertionError("a document without text")
    except (ReadError, RecursionError):
        return


def read_page(data: bytes) -> None:
    """Prepare a text: its segments lie within it, in order."""
    text = data.decode("utf-8", "surrogateescape")
    found = prepare(pv.Document("a", text))
    at = 0
    for segment in found.segments:
        if not at <= segment.start <= segment.end <= len(text):
            raise AssertionError("a segment out of place")
        at = segment.end


def match_any(data: bytes) -> None:
    """Annotate a text against an archive of one dispatch."""
    text = data.decode("utf-8", "surrogateescape")
    pv.annotate(pv.Document("a", text), ARCHIVE)


ARCHIVE = pv.Archive.build([pv.Document("w", TEXT, agency="AFP")])
TARGETS: dict[str, Callable[[bytes], None]] = {"readers": read_any, "page": read_page, "match": match_any}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--findings", type=Path, default=Path("fuzz-findings"))
    asked = parser.parse_args()
    asked.findings.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as corpus:
        seed(Path(corpus), asked.target)
        flags = [
            f"-max_total_time={asked.seconds}",
            f"-artifact_prefix={asked.findings}/",
            "-rss_limit_mb=2500",
            "-timeout=30",
            "-max_len=20000",
        ]
        atheris.Setup([sys.argv[0], *flags, corpus], TARGETS[asked.target])
        atheris.Fuzz()


def seed(folder: Path, target: str) -> None:
    """Begin with an invented item of every format, or with a text."""
    if target != "readers":
        (folder / "text").write_text(f"Ferry aground\n\nBy AFP\n\n{TEXT} “We wait,” she said.\n", "utf-8")
        return
    path = Path(__file__).resolve().parent.parent / "tests" / "readers" / "wire_samples.py"
    samples = SourceFileLoader("wire_samples", str(path)).load_module()

    names = [None, *(item.name for item in readers.formats())]
    for name, sample in samples.SAMPLES.items():
        (folder / name).write_bytes(bytes([names.index(name)]) + sample.data)
    (folder / "record").write_bytes(b"\0" + json.dumps({"text": TEXT}).encode())


if __name__ == "__main__":
    main()
