"""Compare what the readers find in real wire items with what is expected of them: ``python -m benchmarks.feeds``.

``feeds_dev`` holds items of many agencies, ``expected.jsonl`` what an unassuming parser saw in each. The table counts the
files of a format in which headline, body, agency and time were found as expected; below it stands every difference.
``python -m benchmarks.feeds --errors`` breaks every file in several ways and counts those that are answered by a clear error
or by their documents.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.development import SHARED
from provenance import readers
from provenance.errors import ReadError
from provenance.page import agency
from provenance.readers.sniffing import sniff
from provenance.records import Document

FEEDS = SHARED / "data" / "feeds_dev"
LENGTH = 60
"""Code points of the longest expected paragraph that must stand in the text, marks and blanks not counted."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="break the files and look at the answers")
    parser.add_argument("folder", nargs="?", type=Path, default=FEEDS)
    asked = parser.parse_args()
    (broken if asked.errors else compare)(asked.folder)


def compare(folder: Path) -> None:
    """Print the table of formats, and each difference with its file."""
    rows: dict[str, Counter[str]] = defaultdict(Counter)
    said: list[str] = []
    for line in (folder / "expected.jsonl").read_text("utf-8").splitlines():
        expected = json.loads(line)
        path = folder / expected["file"]
        found = list(readers.read(path, role="wire"))
        documents = [item for item in found if isinstance(item, Document)]
        row = rows[format_of(path)]
        row["files"] += 1
        row["documents"] += len(documents)
        for fact, good in judged(expected, documents).items():
            row[fact] += good
            if not good:
                said.append(f"{fact:9} {path.name[-60:]}: {shown(fact, expected, documents)}")
        said += [f"error     {item}"[:200] for item in found if isinstance(item, ReadError)]
    facts = ("files", "documents", "headline", "body", "agency", "time")
    print(f"{'format':14}" + "".join(f"{fact:>11}" for fact in facts))
    for name in sorted(rows):
        print(f"{name:14}" + "".join(f"{rows[name][fact]:>11}" for fact in facts))
    total = sum(rows.values(), Counter())
    print(f"{'all':14}" + "".join(f"{total[fact]:>11}" for fact in facts))
    print("\n" + "\n".join(said))


def format_of(path: Path) -> str:
    """Return the format that a file is recognised as."""
    head = path.read_bytes()[: readers.sniffing.HEAD]
    return sniff(head, path.name, readers.REGISTRY.by_suffix(path.name), readers.REGISTRY.recognised)


def judged(expected: Mapping[str, Any], documents: list[Document]) -> dict[str, bool]:
    """Tell which facts of a file are as expected; what is not expected is good as it is."""
    titles = [plain(document.title or "") for document in documents]
    headlines = [plain(text) for text in expected["headline"] if plain(text)]
    texts = [plain(document.text) for document in documents]
    wanted = {found.short for text in named(expected) if (found := agency(text))}
    return {
        "headline": not headlines
        or any(title and (title in text or text in title) for title in titles for text in headlines),
        "body": any(plain(begun(expected["text_begins"]))[:LENGTH].strip() in text for text in texts),
        "agency": bool(documents)
        and (not wanted or any(document.agency in wanted for document in documents)),
        "time": any(document.published for document in documents),
    }


def begun(text: str) -> str:
    """Return the longest paragraph of the expected text, without markup; of a teleprinter's file the first below its header."""
    if "\x02" in text or re.match(r"\x01?[a-z]{3}\d{4}", text):
        return re.split(r"=\s*\n\s*", text)[-1] if "=" in text else ""
    bare = html.unescape(re.sub(r"<!--.*?-->|<[^<>]{1,500}>?", "\n", html.unescape(text)))
    return max(bare.split("\n"), key=len)


def named(expected: Mapping[str, Any]) -> Iterator[str]:
    """Yield who an item is said to come from, as names and as hosts without their endings."""
    for text in (*expected["provider"], *expected["credit"]):
        yield text
        yield re.sub(r"^www\.|\.(?:com|org|jp|be|net)$", "", text.rpartition(":")[2])


def plain(text: str) -> str:
    """Return a text without marks, case and blanks, so that only its words are compared."""
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


def shown(fact: str, expected: Mapping[str, Any], documents: list[Document]) -> str:
    """Return what was expected and what was found."""
    wanted = {
        "headline": expected["headline"],
        "body": expected["text_begins"][:90],
        "agency": list(named(expected)),
        "time": "a time",
    }[fact]
    field = {"headline": "title", "body": "text", "agency": "agency", "time": "published"}[fact]
    return f"{wanted!r:.110} / {[str(getattr(document, field))[:90] for document in documents][:2]!r}"


def broken(folder: Path) -> None:
    """Cut, mix up and damage every file, and count how it is answered; a crash ends the run."""
    ways = {
        "cut in half": lambda data: data[: len(data) // 2],
        "no end": lambda data: data[:-40],
        "a byte of another encoding": lambda data: (
            data[: len(data) // 3] + b"\xe9\xff" + data[len(data) // 3 :]
        ),
        "NUL within": lambda data: data[: len(data) // 2] + b"\0\0\0" + data[len(data) // 2 :],
        "an open bracket": lambda data: data.replace(b">", b"> <", 40).replace(b'"', b"", 3),
        "twice": lambda data: data + data,
    }
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    with tempfile.TemporaryDirectory() as name:
        for path in sorted(folder.iterdir()):
            for way, damage in ways.items():
                target = Path(name, path.name)
                target.write_bytes(damage(path.read_bytes()))
                found = list(readers.read(target, role="wire"))
                errors = sum(isinstance(item, ReadError) for item in found)
                kind = "error" if errors == len(found) else "documents and error" if errors else "documents"
                counts[way][kind] += 1
    for way, row in counts.items():
        print(f"{way:28}", dict(row))


if __name__ == "__main__":
    main()
