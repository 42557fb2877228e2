"""A line of a file becomes the same record, or the same complaint, on the quick way and on the careful one."""

import copy
import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from provenance import records as rec
from provenance.contract import Lines, annotation_from_dict, annotation_to_dict, dump, to_json_line
from provenance.errors import ReadError

TEXT = "Mill opens\nBy AFP\n“It runs,” she told AFP. The mill opened on Monday in Orrin Vale.\n"
ODD = (
    None,
    True,
    -1,
    0,
    3,
    0.5,
    1e6,
    10**30,
    "",
    "wire",
    "x",
    [],
    [1, 2],
    [[4, 2, 0, 1]],
    {},
    {"a": 1},
    "\ud800",
)


def annotation() -> rec.Annotation:
    """Return an annotation that has something of everything."""
    at = TEXT.index("The mill")
    passage = rec.Evidence(
        "w", "AFP", "wire", "2031-05-05T08:00:00Z", 4, 40, 0.97, "light", ((at, at + 8, 4, 12),), 0.25,
        (rec.Part(at, at + 8, "verbatim", 2),), (rec.Drift("number", at, at + 3, 4, 7, "a day"),), (0.5, 1.0), True, "2",
    )  # fmt: skip
    told = TEXT.index("“It")
    findings = (
        rec.Finding(rec.Segment(0, 10, "headline", 0, "first line"), rec.Verdict("original"), words=2),
        rec.Finding(
            rec.Segment(told, at - 1, "body", 2), rec.Verdict("quote", None, None, (), "likely", 0.8, "Q", "said"),
            quotes=(rec.Quote(told, told + 10, "she", "told"),), words=6, spoken=2,
        ),
        rec.Finding(
            rec.Segment(at, len(TEXT) - 1, "body", 2, "prose", "de", "2031-05-05"),
            rec.Verdict("wire", "AFP", "light", ("match",), "matched", 0.97, "M", "same words"), evidence=(passage,),
            parts=passage.parts, drift=passage.drift, rests=0, words=8, review=rec.Review("wire", "ann", "2031-05-06"),
        ),
    )  # fmt: skip
    found = rec.Coverage(3, 40, {"AFP": 3}, "2031-05-01", "2031-05-05", 1, 2)
    return rec.Annotation(
        rec.Document("m1", TEXT, "Mill opens", "Vale Post", "2031-05-05T10:00:00Z", meta={"desk": ["a", 1.5]}, notes=("read: x",)),
        "partly",
        (rec.Credit(11, 17, "By AFP", "byline", ("AFP",), "article", "high", "B1", "a note", (0, 20)),),
        findings,
        rec.Coverage(9, 120, {"AFP": 9}),
        rec.Run("0.2.0", {"decision": {"threshold": 0.8}}, "ab"),
        {"w": rec.Source("w", "XXX: The mill opened on Monday in Orrin Vale, AFP said.", "wire", "AFP")},
        found,
        (rec.Note("undated", "No date."),),
        "en",
    )  # fmt: skip


def places(value: object, path: tuple[object, ...] = ()) -> Iterator[tuple[object, ...]]:
    """Yield the place of everything inside a JSON value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inner:
        yield (*path, key)
        yield from places(item, (*path, key))


def changed(values: dict[str, object], path: tuple[object, ...]) -> Iterator[dict[str, object]]:
    """Yield an object with something else in one place, or nothing."""
    *outer, last = path
    for odd in (*ODD, ...):
        found = copy.deepcopy(values)
        target: object = found
        for key in outer:
            target = target[key]  # type: ignore[index]
        if odd is not ...:
            target[last] = odd  # type: ignore[index]
        else:
            del target[last]  # type: ignore[attr-defined]
        yield found


def read_both(values: dict[str, object]) -> tuple[object, object]:
    """Return what the two ways make of an object: its record or the complaint."""

    def tried(make: object) -> object:
        try:
            return make()  # type: ignore[operator]
        except ReadError as error:
            return str(error)

    return (
        tried(lambda: Lines("f").line(json.dumps(values).encode(), 7)),
        tried(lambda: annotation_from_dict(values, source="f", line=7)),
    )


WHOLE = annotation_to_dict(annotation(), sources=True)


@pytest.mark.parametrize("top", list(WHOLE))
def test_both_ways_say_the_same_of_whatever_stands_in_any_place(top: str) -> None:
    for path in places({top: WHOLE[top]}):
        for values in changed(WHOLE, path):
            quick, careful = read_both(values)
            assert quick == careful, (path, values)


def test_a_line_in_order_is_read_on_the_quick_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Lines, "values", lambda *_: pytest.fail("read with care"))
    line = to_json_line(annotation(), sources=True).encode()
    assert Lines("f").line(b"\n" + line + b"\r\n", 1) == annotation()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b'{"format": \xff}', "f:3: is not UTF-8"),
        (b'{"format": ', "f:3: is not JSON"),
        (b"[" * 100_000, "f:3: is not JSON"),
        (b"[1]", "f:3: an annotation is a JSON object, not list"),
        (b"\xef\xbb\xbf" + dump(WHOLE).encode()[:-2], "f:3: is not JSON"),
    ],
)
def test_what_is_no_line_of_annotations_is_named(line: bytes, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        Lines("f").line(line, 3)
    assert str(caught.value).startswith(message)


def test_a_broken_line_still_tells_those_after_it_what_they_leave_out() -> None:
    later = {**WHOLE, "id": "m2", "run": {**WHOLE["run"], "config": {}}, "sources": {}}
    lines = Lines("f")
    with pytest.raises(ReadError, match="sha256"):
        lines.line(dump({**WHOLE, "sha256": "00"}).encode(), 1)
    read = lines.line(dump(later).encode(), 2)
    assert read == replace(annotation(), document=replace(annotation().document, id="m2"))


def test_lines_share_the_settings_and_texts_that_they_repeat() -> None:
    lines = Lines("f")
    one, other = (lines.line(dump(WHOLE).encode(), number) for number in (1, 2))
    assert one.run is other.run
    assert one.sources["w"] is other.sources["w"]


def test_a_bare_line_lacks_of_passages_only_what_nobody_counts() -> None:
    line = dump(WHOLE).encode()
    whole, bare = (Lines("f", bare=bare).line(line, 1) for bare in (False, True))
    assert bare == replace(
        whole,
        findings=tuple(
            replace(one, evidence=tuple(replace(e, parts=(), drift=(), features=()) for e in one.evidence))
            for one in whole.findings
        ),
    )


@pytest.mark.parametrize(
    ("key", "value"), [("score", 1.5), ("end", 0), ("blocks", [[4, 2, 0, 1]]), ("quoted", -1), ("doc", None)]
)
def test_a_broken_passage_of_a_bare_line_is_named_as_of_any_other(key: str, value: object) -> None:
    values = copy.deepcopy(WHOLE)
    values["segments"][2]["evidence"][0][key] = value
    found = []
    for bare in (False, True):
        with pytest.raises(ReadError) as caught:
            Lines("f", bare=bare).line(json.dumps(values).encode(), 7)
        found.append(str(caught.value))
    assert found[0] == found[1] and f"evidence[0].{key}" in found[0]
