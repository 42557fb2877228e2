"""The parts of docs/accuracy.md that argue: false alarms, ablations, and errors with their sentences."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from benchmarks.accuracy_ablation import ABLATIONS, FOLDS
from benchmarks.accuracy_backwards import COLUMNS, DAYS
from benchmarks.accuracy_cases import Marks, mark_all
from benchmarks.accuracy_counts import Interval, Row, differences, figures
from benchmarks.accuracy_errors import Mistake
from benchmarks.accuracy_report import Report
from benchmarks.accuracy_runs import SETS, units

SHOWN = 3
"""Examples of each kind of mistake."""
LONGEST = 240
"""Characters of a sentence that are shown."""
COMPARED = (
    ("worlds_dev", "origin_f1", "worlds: origin F1"),
    ("worlds_dev", "origins.wire.f1", "wire F1"),
    ("meter_dev", "derived_f1", "METER: derived F1"),
    ("meter_dev", "part_f1", "part F1"),
    ("meter_dev", "verdict_f1", "verdict F1"),
)


def table(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown; all columns but the first stand to the right where they hold numbers."""
    rows = [list(line) for line in lines]
    numeric = [
        bool(rows) and all(re.match(r"^\**[−+–\d]|^$", row[i]) for row in rows) for i in range(len(head))
    ]
    marks = ["--:" if right else "---" for right in numeric]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (list(head), marks, *rows))


def false_alarms(report: Report) -> str:
    """Return how often a match is chance."""
    alarms = report.alarms
    sentences, wire = report.crossed
    lines = [
        (
            f"{threshold:g}",
            *(f"{row[COLUMNS.index(name)]:,.0f}" for name in ("sentences", "wire", "other")),
            _percent(row[1] / row[0]),
            _percent(row[2] / row[0]),
        )
        for threshold, row in alarms.totals.items()
    ]
    shares = {name: _between(interval) for name, interval in alarms.shares.items()}
    return "\n\n".join(
        [
            "## False alarms, without labels",
            f"A dispatch that came out after an article cannot be its source. Every METER article was annotated against"
            f" the takes of the {DAYS} days *after* it, {alarms.searched:.0f} on average, by models that have not seen"
            " its story. Whatever matches is chance, or both texts draw on something older. A story that goes on for"
            " days repeats its background, so the matches in takes with another catchline are counted apart.",
            table(
                (
                    "threshold",
                    "sentences",
                    "called wire",
                    "… by another story",
                    "share",
                    "… by another story",
                ),
                lines,
            ),
            f"At the default threshold, with 95 % intervals by story: {shares['wire']} of the sentences are called wire,"
            f" {shares['other']} by a take of another story, {shares['likely']} with more than a possibility;"
            f" {shares['flagged']} of the articles get a verdict other than *none*.",
            f"Our worlds crossed (each article against the dispatches of the other event, peers left out):"
            f" {wire:.0f} of {sentences:.0f} sentences called wire by a match.",
            "Anybody can measure their own corpus like that, with no label:"
            " `benchmarks.accuracy_backwards.backwards(documents, archive, days=30)`.",
        ]
    )


def _percent(value: float) -> str:
    return f"{value:.1%}".replace("%", " %")


def _between(found: Interval) -> str:
    return f"{_percent(found.value)} ({_percent(found.low).removesuffix(' %')} to {_percent(found.high)})"


def ablations(report: Report) -> str:
    """Return what each idea is worth."""
    whole = {name: _judged(report, name, report.rows[name]) for name in SETS}
    lines = [("**everything**", *(_three(float(figures(sum(whole[s]))[key])) for s, key, _ in COMPARED))]  # type: ignore[arg-type]
    for ablation in ABLATIONS:
        counted = report.ablations[ablation.name]
        changes = {name: differences(_judged(report, name, counted[name]), whole[name]) for name in SETS}
        lines.append((f"without {ablation.name}", *(_change(changes[s][key]) for s, key, _ in COMPARED)))
    intro = (
        f"One idea left out at a time, everything fitted again, judged on folds {' and '.join(map(str, FOLDS))}: both"
        f" worlds and {len(whole['meter_dev'])} of METER's {len(report.units['meter_dev'])} stories. The first row is"
        " the whole; the others say how much each figure changes, with the 95 % interval of the paired difference (METER"
        " by story, the worlds by article). Bold: the interval does not hold zero. Any other change may be chance."
    )
    return (
        f"## What each idea is worth\n\n{intro}\n\n{table(('', *(words for *_, words in COMPARED)), lines)}"
    )


def _judged(report: Report, name: str, counted: object) -> list[Row]:
    """Return the units of the judged folds, in a fixed order."""
    data = report.bench.sets[name]
    kept = {key: row for key, row in counted.items() if data.fold(key) in FOLDS}  # type: ignore[attr-defined]
    return [row for _, row in sorted(units(data, kept).items())]


def _three(value: float) -> str:
    return f"{value:.3f}"


def _change(found: Interval) -> str:
    text = f"{_signed(found.value)} ({_signed(found.low)} to {_signed(found.high)})"
    return f"**{text}**" if found.low > 0 or found.high < 0 else text


def _signed(value: float) -> str:
    return f"{round(value, 3) + 0.0:+.3f}".replace("-", "−")


def rules(report: Report) -> str:
    """Return what each rule of the decision is worth."""
    whole: dict[str, Row | int] = {**report.totals, "cases": sum(m.agency for m in _marks(report).values())}
    lines = [("**all rules**", *_ruled(whole))]
    lines += [(f"without `{name}`", *_ruled(found)) for name, found in report.rules.items()]
    head = (
        "",
        "worlds: origin F1",
        "wire F1",
        "METER: sentences, macro F1",
        "cases: origin and agency right",
    )
    intro = (
        "Decided again from the same evidence with one rule of `decision.RULES` left out; nothing is fitted again. The"
        " small cases of `seeds/` (below) were written for the rules that the two sets hardly touch."
    )
    return f"### What each rule is worth\n\n{intro}\n\n{table(head, lines)}"


def _ruled(found: Mapping[str, Row | int]) -> tuple[str, ...]:
    worlds, meter = (figures(np.asarray(found[name])) for name in SETS)
    values = worlds["origin_f1"], worlds["origins.wire.f1"], meter["claim_f1"]
    return (*(_three(float(value)) for value in values), str(found["cases"]))


def _marks(report: Report) -> dict[str, Marks]:
    return mark_all(report.cases)


def cases(report: Report) -> str:
    """Return the small cases, one line an article."""
    marks = _marks(report)
    lines = [
        (f"`{name}`", *(str(value) for value in (m.sentences, m.origin, m.agency, m.edit)))
        for name, m in marks.items()
    ]
    whole = [
        sum(getattr(m, key) for m in marks.values()) for key in ("sentences", "origin", "agency", "edit")
    ]
    lines.append(("**all**", *map(str, whole)))
    intro = (
        "Merged and split sentences, a misquotation, changed facts, lost attributions, a joint communiqué, updates,"
        " background, an own correspondent, a rewrite, an agency that followed the paper: `seeds/README.md` says what"
        " each is about. No model was fitted on them, but the rules were written with them in view, and"
        " `tests/test_cases.py` holds them: they show that it works, not how often."
    )
    head = ("case", "sentences", "origin right", "agency too", "edit too")
    return f"## Small cases\n\n{intro}\n\n{table(head, lines)}"


def errors(report: Report) -> str:
    """Return the misjudged sentences of our worlds with examples, and METER's words by kind of place."""
    kinds: dict[tuple[str, str], list[Mistake]] = defaultdict(list)
    for mistake in report.mistakes:
        kinds[mistake.gold, mistake.said].append(mistake)
    ranked = sorted(kinds.items(), key=lambda item: (-sum(m.characters for m in item[1]), item[0]))
    total = sum(
        s["origin"] is not None for g in report.bench.sets["worlds_dev"].gold.values() for s in g["segments"]
    )
    parts = [
        "## Where it goes wrong",
        f"{len(report.mistakes)} of the {total} sentences of our worlds get the wrong origin. All kinds, the costliest"
        f" first, with the {SHOWN} of each that the tool was surest of. These texts are invented and ours; METER's are"
        " not, and none of them is shown.",
    ]
    for (gold, said), found in ranked:
        size = sum(m.characters for m in found)
        parts.append(
            f"### {gold} taken for {said}: {len(found)} sentence{'s' if len(found) > 1 else ''}, {size:,} characters"
        )
        parts.append("\n".join(_example(mistake) for mistake in found[:SHOWN]))
    parts += ["### METER's words, by where they stand", _slices(report)]
    return "\n\n".join(parts)


def _example(mistake: Mistake) -> str:
    line = f"- `{mistake.article}`, rule `{mistake.rule}`, confidence {mistake.confidence:.2f}: “{_short(mistake.text)}”"
    return f"{line}<br>`{mistake.source}` has: “{_short(mistake.passage)}”" if mistake.source else line


def _short(text: str) -> str:
    """Return a text on one line, cut at a word where it is long, with Markdown's marks escaped."""
    plain = " ".join(text.split())
    if len(plain) > LONGEST:
        plain = plain[:LONGEST].rsplit(" ", maxsplit=1)[0] + " …"
    return re.sub(r"([\\`*_<>\[\]|])", r"\\\1", plain)


def _slices(report: Report) -> str:
    lines = []
    for name, counts in report.slices.items():
        derived, new = (2 * counts[i, i] / max(1.0, counts[i].sum() + counts[:, i].sum()) for i in (0, 1))
        lines.append(
            (
                name,
                f"{counts.sum():,.0f}",
                _percent(counts[0].sum() / counts.sum()),
                _three(derived),
                _three(new),
            )
        )
    missed = report.slices["no dispatch came near"]
    share = missed[0].sum() / np.sum(
        [report.slices[n][0] for n in ("no dispatch came near", "a dispatch came near")]
    )
    head = ("", "letters and digits", "derived in truth", "derived, F1", "new, F1")
    note = (
        f"{_percent(float(share))} of the derived words stand in sentences that no dispatch came near (probability under"
        " 0.1)."
    )
    return f"{table(head, lines)}\n\n{note}"
