"""What may go wrong with an archive on disk: nothing reported is lost, nothing is there twice, nothing is wrong in silence."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from provenance.errors import ArchiveError
from provenance.match.archive import Archive, disk, manifest
from provenance.match.archive.checking import repair, verify
from provenance.match.archive.migration import migrate
from provenance.records import Document
from provenance.text.lexis import term

BEFORE = {f"k{number}": f"Barge {number} sank at dawn." for number in range(9)}
ADDED = {f"m{number}": f"Ferry {number} ran aground." for number in range(3)}
REPLACED = {f"k{number}": f"Barge {number} was raised at dusk." for number in range(5)}


def documents(texts: dict[str, str]) -> list[Document]:
    return [
        Document(id=name, text=text, agency="AFP", published=f"2034-02-0{number % 9 + 1}T08:00:00Z")
        for number, (name, text) in enumerate(texts.items())
    ]


@pytest.fixture(autouse=True)
def _unflushed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the system write when it likes: here processes end and disks fill, no power fails; two thousand flushes are slow."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def folder(tmp_path: Path, _unflushed: None) -> Path:
    """Return an archive of several small segments, two of which are about to be merged."""
    archive = Archive.open(tmp_path / "wires", create=True)
    for document in documents(BEFORE)[:6]:
        archive.add([document])
    archive.add(documents(BEFORE)[6:])
    return tmp_path / "wires"


def held(folder: Path) -> dict[str, str]:
    """Return what the archive has, as every way of asking agrees on it."""
    archive = Archive.open(folder)
    texts = {document.id: document.text for document in archive.documents()}
    assert len(texts) == len(archive) == archive.coverage().documents
    assert all(archive.get(name).document.text == text for name, text in texts.items())
    words = ("barge", "ferry", "raised", "dawn")
    for word in words:
        hits = [hit.doc for hit in archive.search([term(word)], limit=99)]
        assert sorted(hits) == sorted(name for name, text in texts.items() if word in text.lower())
        assert archive.frequency(term(word)) == len(hits)
    return texts


class Steps:
    """Every write, flush and rename of an archive, counted; at one of them something happens."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, at: int, happens: Callable[[], None]) -> None:
        self.count, self.at, self.happens = 0, at, happens
        put, replace = disk._put, os.replace
        monkeypatch.setattr(disk, "_put", lambda file, piece: (self.step(), put(file, piece)))
        monkeypatch.setattr(disk.os, "fsync", lambda _: self.step())
        monkeypatch.setattr(disk.os, "replace", lambda *names: (self.step(), replace(*names)))

    def step(self) -> None:
        self.count += 1
        if self.count == self.at:
            self.happens()


def killed(folder: Path, change: dict[str, str], at: int) -> bool:
    """Change an archive in a child process that is killed at a step; tell whether it was killed before its end."""
    child = os.fork()
    if child == 0:
        with pytest.MonkeyPatch.context() as patch:
            Steps(patch, at, lambda: os.kill(os.getpid(), signal.SIGKILL))
            Archive.open(folder).add(documents(change))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


@pytest.mark.timeout(900)
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("change", [ADDED, REPLACED], ids=["adding", "replacing"])
def test_killed_at_any_step_an_archive_is_as_before_or_as_after(folder, tmp_path, change):
    after, kills, states = {**BEFORE, **change}, 0, set()
    for at in range(1, 200):
        shutil.copytree(folder, tmp_path / "copy")
        if not killed(tmp_path / "copy", change, at):
            break
        kills += 1
        found = held(tmp_path / "copy")
        assert found in (BEFORE, after)
        states.add(found == after)
        Archive.open(tmp_path / "copy").add(documents(change))
        assert held(tmp_path / "copy") == after
        state = manifest.load(tmp_path / "copy")
        names = {path.name for path in (tmp_path / "copy" / "segments").iterdir()}
        assert names == state.files().keys(), "nothing that was left by the killed writer stays"
        shutil.rmtree(tmp_path / "copy")
    assert kills >= 25
    assert states == {False, True}


@pytest.mark.timeout(900)
@pytest.mark.parametrize("change", [ADDED, REPLACED], ids=["adding", "replacing"])
def test_a_disk_that_is_full_at_any_step_loses_nothing_and_says_so(folder, tmp_path, change):
    after, failures = {**BEFORE, **change}, 0

    def full() -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    for at in range(1, 200):
        shutil.copytree(folder, tmp_path / "copy")
        archive = Archive.open(tmp_path / "copy")
        with pytest.MonkeyPatch.context() as patch:
            steps = Steps(patch, at, full)
            try:
                archive.add(documents(change))
            except ArchiveError as error:
                assert "the disk is full" in str(error)
        if steps.count < at:
            break
        failures += 1
        assert held(tmp_path / "copy") in (BEFORE, after)
        archive.add(documents(change))
        assert held(tmp_path / "copy") == after
        shutil.rmtree(tmp_path / "copy")
    assert failures >= 15


def test_after_a_failure_what_was_reported_is_there(tmp_path):
    archive, reported = Archive.open(tmp_path / "wires", create=True), []

    def feed():
        yield from documents(BEFORE)
        raise OSError(errno.EIO, "the feed broke")

    with pytest.raises(OSError, match="the feed broke"):
        archive.add(feed(), batch=4, done=lambda count, _: reported.append(count))
    assert reported == [4, 8]
    assert list(held(tmp_path / "wires")) == [f"k{number}" for number in range(8)]


def test_two_writers_of_the_same_ids_leave_each_once(tmp_path):
    Archive.open(tmp_path / "wires", create=True)

    def write(number: int) -> None:
        archive = Archive.open(tmp_path / "wires", wait=60)
        for _ in range(3):
            archive.add(
                documents({name: f"{text} Writer {number}." for name, text in BEFORE.items()}), batch=5
            )

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, range(2)))
    assert held(tmp_path / "wires").keys() == BEFORE.keys()


def test_a_second_writer_is_told_who_holds_the_lock(folder):
    with (
        disk.writing(folder, wait=0),
        pytest.raises(ArchiveError, match=rf"process {os.getpid()} on .* since 2"),
    ):
        Archive.open(folder, wait=0.1).add(documents(ADDED))
    Archive.open(folder, wait=0).add(documents(ADDED))
    assert held(folder) == {**BEFORE, **ADDED}


def test_a_reader_keeps_its_state_while_segments_go_and_come(folder):
    reader = Archive.open(folder)
    pinned = reader.pinned()
    writer = Archive.open(folder)
    for number in range(12):
        writer.add(documents({f"z{number}": "Another ferry."}))
        if number % 4 == 0:
            writer.remove([f"k{number}"])
            writer.compact()
        assert len(reader) == len(writer)
    assert {item.id: item.text for item in pinned.documents()} == BEFORE
    assert sorted(hit.doc for hit in pinned.search([term("barge")], limit=99)) == sorted(BEFORE)


def asked(folder: Path) -> object:
    """Return every answer of an archive, or what it says is wrong."""
    try:
        return held(folder)
    except ArchiveError as error:
        return str(error)


@pytest.mark.parametrize("seed", range(45))
def test_a_flipped_bit_or_a_cut_is_named_or_harmless_and_never_silent(folder, seed):
    draw = random.Random(seed)  # noqa: S311 - places of damage, nothing secret
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != disk.LOCK)
    path = draw.choice(files)
    data = bytearray(path.read_bytes())
    place = draw.randrange(len(data))
    if seed % 5 == 4:
        del data[place:]
    else:
        data[place] ^= 1 << draw.randrange(8)
    path.write_bytes(data)
    answer = asked(folder)
    assert answer == BEFORE or "damaged" in answer or "cannot be read" in answer or "has format" in answer
    if path.name == manifest.NAME:
        return
    (damage, *_) = verify(folder)
    assert path.name == damage.file
    if path.suffix in {".index", ".text"}:
        assert set(damage.ids) <= set(BEFORE)
        assert damage.documents
    done = repair(folder)
    kept = held(folder)
    assert kept.items() <= BEFORE.items()
    assert len(BEFORE) - len(kept) == done.lost
    assert path.suffix == ".text" or kept == BEFORE
    assert verify(folder) == []


def test_without_its_manifest_an_archive_is_rebuilt_from_its_segments(folder):
    (folder / manifest.NAME).write_bytes(b"\0\xff")
    with pytest.raises(ArchiveError, match="provenance archive repair"):
        Archive.open(folder)
    assert repair(folder).returned
    assert held(folder) == BEFORE


def test_what_was_removed_stays_removed_through_a_repair(folder):
    Archive.open(folder).remove(["k1"])
    entry = next(entry for entry in manifest.load(folder).segments if entry.documents > 1)
    path = folder / "segments" / f"{entry.name}.index"
    path.write_bytes(path.read_bytes()[:-1] + b"\x01")
    repair(folder)
    assert held(folder) == {name: text for name, text in BEFORE.items() if name != "k1"}
    assert path.with_name(f"{path.name}.damaged").is_file()


def test_a_missing_segment_is_named(folder):
    next((folder / "segments").glob("*.index")).unlink()
    with pytest.raises(ArchiveError, match=r"\.index is missing"):
        Archive.open(folder)


def test_a_folder_that_may_not_be_written_is_searched_and_a_change_says_why_not(folder, monkeypatch):
    def refused(path: Path, mode: str = "r", *rest: object, **more: object):
        if set(mode) & set("wax+"):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))
        return real(path, mode, *rest, **more)

    real = Path.open
    monkeypatch.setattr(Path, "open", refused)
    assert held(folder) == BEFORE
    with pytest.raises(ArchiveError, match="read-only medium; it can be searched there"):
        Archive.open(folder).add(documents(ADDED))


def test_a_moved_archive_with_what_file_managers_leave_is_the_same(folder, tmp_path):
    moved = folder.rename(tmp_path / "elsewhere")
    for place in (moved, moved / "segments"):
        (place / ".DS_Store").write_bytes(b"\0\1")
        (place / "2034-02").mkdir()
    (moved / "segments" / "00000099.text").write_bytes(b"left by a killed writer")
    assert held(moved) == BEFORE
    Archive.open(moved).add(documents(ADDED))
    assert held(moved) == {**BEFORE, **ADDED}
    assert not (moved / "segments" / "00000099.text").exists()
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / ".DS_Store").write_bytes(b"\0")
    assert len(Archive.open(tmp_path / "new", create=True)) == 0


def test_a_clock_that_jumps_back_hides_no_change(folder, monkeypatch):
    reader, writer = Archive.open(folder), Archive.open(folder)
    for number in range(4):
        writer.add(documents({f"c{number}": "A ferry by another clock."}))
        os.utime(folder / manifest.NAME, (1_000_000_000, 1_000_000_000))
        assert f"c{number}" in reader
    monkeypatch.setattr("time.time", lambda: 0.0)
    writer.add(documents(ADDED))
    assert held(folder).keys() >= ADDED.keys()


def test_an_archive_of_the_first_format_is_migrated(tmp_path):
    tantivy = pytest.importorskip("tantivy")
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("doc", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("type", tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("record", stored=True)
    schema = builder.build()
    old = tmp_path / "wires"
    for document in documents(BEFORE):
        shard = old / "shards" / f"{document.published[:7]}{document.id}"
        shard.mkdir(parents=True)
        writer = tantivy.Index(schema, path=str(shard)).writer(15_000_000, 1)
        fields = {name: getattr(document, name) for name in Document.__slots__} | {"meta": {}}
        record = json.dumps({"document": fields}).encode()
        writer.add_document(tantivy.Document(doc=document.id, type="dispatch", record=record))
        writer.commit()
        writer.wait_merging_threads()
    (old / manifest.NAME).write_text('{"format": "provenance-archive/1"}')
    assert migrate(old) == len(BEFORE)
    assert held(old) == BEFORE
    assert not (old / "shards").exists()


def test_an_archive_of_the_second_format_is_migrated_and_refused_until_then(tmp_path, monkeypatch):
    old = tmp_path / "wires"
    with monkeypatch.context() as then:
        then.setattr(manifest, "FORMAT", "provenance-archive/2")
        archive = Archive.open(old, create=True)
        archive.add(documents(BEFORE))
        archive.remove(sorted(BEFORE)[:1])
    for refused in (Archive.open, repair):
        with pytest.raises(ArchiveError, match="provenance archive migrate"):
            refused(old)
    assert migrate(old) == len(BEFORE) - 1
    assert held(old) == {name: text for name, text in BEFORE.items() if name != min(BEFORE)}
    assert verify(old) == []


@pytest.mark.parametrize("change", [migrate, lambda folder: Archive.open(folder).add(documents(ADDED))])
def test_an_archive_of_the_format_before_is_read_and_its_next_change_makes_it_one_of_this(folder, change):
    path = folder / manifest.NAME
    data = json.loads(path.read_text("utf-8"))
    name, file = data.pop("summary")
    (folder / manifest.SEGMENTS / name).rename(folder / manifest.SEGMENTS / "00000009.words")
    del data["check"]
    data |= {"format": manifest.BEFORE, "words": ["00000009.words", file]}
    path.write_text(json.dumps({**data, "check": disk.digest(manifest._canonical(data))}))
    assert held(folder) == BEFORE
    assert verify(folder) == []
    assert change(folder) in (len(BEFORE), len(ADDED))
    assert held(folder).items() >= BEFORE.items()
    assert json.loads(path.read_text("utf-8"))["format"] == manifest.FORMAT
    assert not list((folder / manifest.SEGMENTS).glob("*.words"))
