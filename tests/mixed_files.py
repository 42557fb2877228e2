"""A folder as people hand it over: many files that can be read among many that cannot, in invented words.

``write`` makes it and says which document each good file holds and which files are bad; run as a script it does so
in a folder that is named, to look at by hand: ``python tests/mixed_files.py FOLDER [GOOD BAD]``.
"""

from __future__ import annotations

import gzip
import io
import itertools
import json
import os
import random
import socket
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

PLACES = "Olm Tarn Rostavik Hale Brisk Ansund Verrow Kilde Mostad Lerwick".split()
THINGS = "ferry bridge school harbour market tower library mill station garden".split()
DEEDS = "closed opened stayed shut was sold was painted burned down was moved".split()


def story(number: int) -> str:
    """Return a short article of which no two are alike."""
    place, thing = PLACES[number % 10], THINGS[number // 10 % 10]
    return (
        f"The {thing} of {place} was shut for {number + 2} days in June, its keeper said on Monday.\n\n"
        f"Some {number * 7 + 11} people had signed a letter about it, and {number % 13 + 2} of them came to the town hall.\n"
    )


def _parquet(rows: list[dict[str, str]]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), buffer)
    return buffer.getvalue()


def _page(number: int) -> str:
    paragraphs = "".join(f"<p>{line}</p>" for line in story(number).split("\n\n"))
    return f"<!doctype html><html><head><title>News {number}</title></head><body><article><h1>News {number}</h1>{paragraphs}</article></body></html>"


def _line(number: int, **more: object) -> str:
    return json.dumps({"id": f"line {number}", "text": story(number), **more}) + "\n"


Maker = Callable[[int], bytes]

GOOD: tuple[tuple[str, Maker], ...] = (
    (".txt", lambda n: story(n).encode()),
    (".md", lambda n: story(n).replace("\n", "\r\n").encode()),
    ("", lambda n: story(n).encode()),
    (" ünï%s.txt", lambda n: story(n).replace("o", "ö").encode("cp1252")),
    (".utf16.txt", lambda n: story(n).encode("utf-16")),
    (".bom.txt", lambda n: b"\xef\xbb\xbf" + story(n).encode()),
    (".txt.gz", lambda n: gzip.compress(story(n).encode())),
    (".jsonl", lambda n: _line(n).encode()),
    (".dates.jsonl", lambda n: _line(n, published="the day before yesterday's morrow").encode()),
    (".surrogate.jsonl", lambda n: (_line(n)[:-3] + ' \\ud800", "title": "\\udfff"}\n').encode()),
    (".json", lambda n: json.dumps({"headline": f"News {n}", "body": story(n)}).encode()),
    (".csv", lambda n: f'Headline;Body;Date\nNews;"{story(n)}";03.02.2031\n'.encode("cp1252")),
    (".tsv", lambda n: f'id\ttext\n{n}\t"{story(n)}"\n'.encode()),
    (".parquet", lambda n: _parquet([{"id": f"row {n}", "text": story(n)}])),
    (".html", lambda n: _page(n).encode()),
    (".zip", lambda n: _zipped(f"{n}.txt", story(n).encode())),
    (".escape.txt", lambda n: (story(n) + "\x1b[2J\u202e\u200b end.").encode()),
)
"""The end of a file's name and what stands in it."""


def _noise(n: int) -> bytes:
    return random.Random(n).randbytes(900)  # noqa: S311  (noise, no secret)


def _zipped(name: str, content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr(name, content)
    return buffer.getvalue()


def _bomb(n: int) -> bytes:
    return gzip.compress(b"\n" * (12_000_000 + n), 9)


BAD: tuple[tuple[str, Maker], ...] = (
    (".empty.txt", lambda _: b""),
    (".empty.jsonl", lambda _: b""),
    (".blank.txt", lambda _: b" \n\t\r\n"),
    (".noise.txt", _noise),
    (".noise.bin", lambda n: b"\0" + _noise(n)),
    (".noise.html", _noise),
    (".nul.csv", lambda _: b"id,text\n1,a\0b\n"),
    (".png", lambda n: b"\x89PNG\r\n\x1a\n" + _noise(n)),
    (".pdf", lambda n: b"%PDF-1.4\n" + _noise(n)),
    (".docx", lambda n: b"PK\x03\x04" + _noise(n)),
    (".xlsx", lambda n: b"PK\x03\x04" + _noise(n)),
    (".zip", lambda n: _zipped("a.txt", story(n).encode())[:-30]),
    (".odt", lambda n: _zipped("mimetype", b"application/vnd.oasis.opendocument.text")),
    (".bad.tar", lambda n: b"\0" * 257 + b"ustar" + _noise(n)),
    (".doc", lambda n: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + _noise(n)),
    (".sqlite", lambda n: b"SQLite format 3\0" + _noise(n)),
    (".cut.txt.gz", lambda n: gzip.compress(_noise(n))[:-300]),
    (".torn.jsonl.gz", lambda n: gzip.compress(_line(n).encode() * 50)[:60]),
    (".twice.txt.gz", lambda n: gzip.compress(gzip.compress(story(n).encode()))),
    (".bomb.txt.gz", _bomb),
    (".deep.json", lambda _: b"[" * 600 + b"]" * 600),
    (".deep object.json", lambda _: b'{"a":' * 600 + b"1" + b"}" * 600),
    (".deeper.json", lambda _: b"[" * 90_000),
    (".deep.jsonl", lambda _: b'{"text":' * 600 + b'"x"' + b"}" * 600 + b"\n"),
    (".half.json", lambda n: json.dumps({"text": story(n)}).encode()[:-9]),
    (".half.jsonl", lambda n: _line(n).encode()[:-9]),
    (".list.jsonl", lambda _: b'["text", "no object"]\n'),
    (".number.json", lambda _: b"42"),
    (".null.json", lambda _: b'{"text": null}'),
    (".list.json", lambda _: b'{"text": ["a", "b"]}'),
    (".nothing.json", lambda _: b"[]"),
    (".untold.jsonl", lambda _: b'{"id": "1", "words": "Ice closed the harbour."}\n'),
    (".huge number.json", lambda _: b'{"text": ' + b"9" * 5_000 + b"}"),
    (".header.csv", lambda _: b"id,text\n"),
    (".untold.csv", lambda _: b"id,words\n1,Ice closed the harbour.\n"),
    (".quote.csv", lambda _: b'id,text\n1,"Ice closed the harbour.\n'),
    (".wide.csv", lambda _: b"id,text\n1,Ice, closed, the, harbour.\n"),
    (".void.csv", lambda _: b'id,text\n1,""\n2," "\n'),
    (".cut.parquet", lambda n: _parquet([{"id": f"row {n}", "text": story(n)}])[:-40]),
    (".untold.parquet", lambda n: _parquet([{"id": f"row {n}", "words": story(n)}])),
    (".four.parquet", lambda _: b"PAR1"),
    (".void.html", lambda _: b"<!doctype html><html><head><title></title></head><body></body></html>"),
    (".scripts.html", lambda _: b"<html><body><script>var a = 1;</script><style>p{}</style></body></html>"),
    (".attributes.html", lambda _: b"<html><body><p " + b"a='1' " * 3_000 + b">x</p></body></html>"),
    (".xml", lambda _: b'<?xml version="1.0"?><ledger><entry sum="4"/></ledger>'),
    (".laughs.xml", lambda _: b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><l>&b;</l>'),
    (".long.txt", lambda _: b"word " * 500_000),
    (".long.jsonl", lambda _: b'{"text": "' + b"x" * 2_500_000 + b'"}\n'),
)  # fmt: skip
"""What each of these ends in, and what is wrong in it."""

BROKEN_RECORD = (("mixed.jsonl", lambda n: _line(n) + "{broken\n" + _line(n + 1) + '{"text": ""}\n'), 2)


def write(folder: Path, good: int, bad: int) -> tuple[int, set[str]]:
    """Fill a folder and one inside it; return how many documents can be read, and the names of the bad files."""
    for name in ("deep", "deep/deeper"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    places = itertools.cycle([folder, folder / "deep", folder / "deep" / "deeper"])
    for number, (end, make) in zip(range(good - 2), itertools.cycle(GOOD), strict=False):
        name = end % number if "%" in end else f"{number:04}{end}"
        (next(places) / name).write_bytes(make(number))
    odd = [os.fsencode(folder) + b"/ferry \xe9\xff.txt", os.fsencode(folder) + b"/line\nbreak \x1b[2J.txt"]
    for number, path in enumerate(odd):
        Path(os.fsdecode(path)).write_text(story(8_000 + number))
    wrong = set(_special(folder))
    for number, (end, make) in zip(range(bad - len(wrong)), itertools.cycle(BAD), strict=False):
        path = next(places) / f"{number:04}{end}"
        path.write_bytes(make(number))
        wrong.add(path.name)
    return good, wrong


def _special(folder: Path) -> Iterator[str]:
    """Make what is no file: links to nothing and to themselves, a pipe, a socket; a folder in a circle is no fault."""
    (folder / "nowhere.txt").symlink_to("there is no such file")
    (folder / "itself.txt").symlink_to("itself.txt")
    (folder / "deep" / "circle").symlink_to(folder, target_is_directory=True)
    os.mkfifo(folder / "pipe.txt")
    server = socket.socket(socket.AF_UNIX)
    here = Path.cwd()
    os.chdir(folder)  # the path of a socket is short
    server.bind("socket")
    os.chdir(here)
    server.close()
    yield from ("nowhere.txt", "itself.txt", "pipe.txt", "socket")
    (folder / "locked.txt").write_text(story(1))
    (folder / "locked.txt").chmod(0)
    if os.geteuid():
        yield "locked.txt"
    else:  # root reads everything
        (folder / "locked.txt").unlink()


if __name__ == "__main__":
    where = Path(sys.argv[1])
    documents, names = write(where, *map(int, sys.argv[2:] or ("700", "300")))
    (where.parent / f"{where.name}.bad.txt").write_text("\n".join(sorted(names)))
    print(f"{documents} documents to read, {len(names)} bad files")  # noqa: T201
