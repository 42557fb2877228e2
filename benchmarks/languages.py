"""Measure the languages and forms of ``worlds_more``: zones, origins, drift, false alarms, speakers.

    python -m benchmarks.languages [--verbose]

Each world is annotated against its own dispatches by the package's models (fitted on English text only). A change of
``drift.jsonl`` is found where a mark of its kind touches its words in the article or in the dispatch; a difference of form
is a false alarm where any mark does that no listed change explains. Speakers are those of ``languages.toml``: the name, without office and title.
"""

from __future__ import annotations

import argparse
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.development import DATA, SHARED, read_jsonl
from benchmarks.sets import documents
from provenance.contract import annotation_to_dict
from provenance.match.archive import Archive
from provenance.pipeline import annotate

WORLDS = ("w11", "w12", "w13", "w14", "w15", "x1")
OTHER_LANGUAGES = ("w13", "w14", "w15")
HONORIFICS = ("me ", "mr ", "mme ")
Plain = dict[str, Any]


def annotated(world: str) -> dict[str, Plain]:
    """Return the annotations of a world's articles by id."""
    archive = Archive.build(documents(f"worlds_more/{world}", "wires"))
    found = annotate(documents(f"worlds_more/{world}", "articles"), archive)
    return {a.document.id: annotation_to_dict(a) for a in found}


def scored(world: str, found: Mapping[str, Plain]) -> Plain:
    """Return the scorer's figures of a world."""
    gold = {row["id"]: row for row in read_jsonl(DATA / "worlds_more" / world / "gold.jsonl")}
    namespace: Plain = {"__name__": "score"}
    exec((SHARED / "eval" / "score.py").read_text("utf-8"), namespace)  # noqa: S102 - the scorer that is handed over
    result: Plain = namespace["score"](gold, found)
    return result


def own_called_wire(world: str, found: Mapping[str, Plain]) -> Iterator[str]:
    """Yield the outlet's own body sentences that are called wire by a match."""
    for gold in read_jsonl(DATA / "worlds_more" / world / "gold.jsonl"):
        for segment in gold["segments"]:
            if segment["kind"] != "body" or segment["origin"] != "original":
                continue
            over = [
                s
                for s in found[gold["id"]]["segments"]
                if s["start"] < segment["end"] > segment["start"] < s["end"]
            ]
            best = max(
                over,
                key=lambda s: min(s["end"], segment["end"]) - max(s["start"], segment["start"]),
                default=None,
            )
            if best and best["origin"] == "wire":
                words = gold["text"][segment["start"] : segment["end"]]
                yield f"{gold['id']} {best['confidence']:.2f} {best['certainty']} {best['rule']}: {words[:110]!r}"


def drift_rows(found: Mapping[str, Plain]) -> Iterator[tuple[Plain, bool]]:
    """Yield the rows of ``drift.jsonl`` about some articles, each with whether a mark is there."""
    texts = {r["id"]: r["text"] for w in WORLDS for r in read_jsonl(DATA / "worlds_more" / w / "wires.jsonl")}
    texts |= {name: plain["text"] for name, plain in found.items()}
    rows = [row for row in read_jsonl(DATA / "worlds_more" / "drift.jsonl") if row["article"] in found]
    for row in rows:
        marks = [m for m in _marks(row, found[row["article"]]) if _touches(row, m, texts)]
        if row["kind"] == "none":  # a change that another row lists may stand on the same words
            others = [o for o in rows if o["sentence"] == row["sentence"] and o["kind"] != "none"]
            marks = [
                m for m in marks if not any(m["kind"] == o["kind"] and _touches(o, m, texts) for o in others)
            ]
        yield row, bool(marks)


def _marks(row: Plain, plain: Plain) -> Iterator[Plain]:
    """Yield the marks of the sentence a row is about."""
    at = plain["text"].find(row["sentence"][:60])
    for segment in plain["segments"]:
        if segment["start"] <= at + 1 < segment["end"]:
            yield from (m for m in segment.get("drift") or [] if row["kind"] in ("none", m["kind"]))


def _touches(row: Plain, mark: Plain, texts: Mapping[str, str]) -> bool:
    """Tell whether a mark touches the words of a row, here or in the dispatch that the row names."""
    here, there = texts[row["article"]], texts.get(row["source_doc"], "")
    at = here.find(row["sentence"][:60])
    mine = here.find(row["article_words"], at) if row["article_words"] else -1
    theirs = there.find(row["source_words"])
    touches = mine >= 0 and mark["start"] < mine + len(row["article_words"]) and mark["end"] > mine
    said = there[mark["source_start"] : mark["source_end"]]
    same = " ".join(said.split()) in mark["note"] and bool(said.strip())
    over = mark["source_start"] < theirs + len(row["source_words"]) and mark["source_end"] > theirs >= 0
    return touches or (same and over)


def speakers(found: Mapping[str, Plain]) -> Iterator[tuple[str, str, str | None]]:
    """Yield article with quotation, the speaker as read by hand, and the one found."""
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))["speakers"]
    for name, words, speaker in table:
        if name in found:
            quotes = [q for s in found[name]["segments"] for q in s.get("quotes") or []]
            text = found[name]["text"]
            mine = [q["speaker"] for q in quotes if words in text[q["start"] : q["end"]][: len(words) + 4]]
            yield f"{name} {words}", speaker, mine[0] if mine else None


def _named(speaker: str, found: str | None) -> bool:
    low = (found or "").casefold()
    return any(low == mark + speaker.casefold() for mark in ("", *HONORIFICS))


def main() -> None:
    """Print the table, and with ``--verbose`` what is wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--verbose", action="store_true", help="print what is wrong, one line each")
    parser.add_argument("--worlds", nargs="*", default=WORLDS)
    options = parser.parse_args()
    seen: dict[str, Plain] = {}
    faults: list[str] = []
    own = 0
    for world in options.worlds:
        found = annotated(world)
        seen |= found
        result = scored(world, found)
        print(
            f"{world}: " + "  ".join(f"{key} {result[key]:.3f}" for key in SHOWN if result[key] is not None)
        )
        if world in OTHER_LANGUAGES:
            wrong = list(own_called_wire(world, found))
            own += len(wrong)
            faults += wrong
    print(f"own body sentences called wire ({', '.join(OTHER_LANGUAGES)}): {own}")
    hits: Counter[str] = Counter()
    rows: Counter[str] = Counter()
    for row, marked in drift_rows(seen):
        rows[row["kind"]] += 1
        hits[row["kind"]] += marked
        if marked == (row["kind"] == "none"):
            faults.append(
                f"drift {row['article']}.{row['segment']} {row['kind']}: {row['source_words']!r} -> {row['article_words']!r}"
            )
    for kind in ("number", "attribution", "hedge", "name", "quote"):
        print(f"drift {kind}: {hits[kind]} of {rows[kind]}")
    print(f"false alarms: {hits['none']} of {rows['none']}")
    by_world: dict[str, list[bool]] = {}
    for place, speaker, named in speakers(seen):
        by_world.setdefault(place[:3], []).append(_named(speaker, named))
        if not by_world[place[:3]][-1]:
            faults.append(f"speaker {place}: {speaker} / {named}")
    for world, right in by_world.items():
        print(f"speakers {world}: {sum(right)} of {len(right)}")
    if options.verbose:
        print("\n".join(faults))


SHOWN = ("zone_f1", "origin_f1", "wire_p", "wire_r", "edit_acc", "source_hit1", "ece")

if __name__ == "__main__":
    main()
