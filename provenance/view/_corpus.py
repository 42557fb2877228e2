"""Several articles as plain data: the overview table with bars and barcodes, flags, and the timeline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from provenance.kinds import KINDS
from provenance.records import Annotation, Drift, Finding
from provenance.view._article import heading, parameters, sharing_of
from provenance.view._audit import agencies_found, body, counts, credits_text, matched_words, verdict_label
from provenance.view._calendar import calendar
from provenance.view._panels import leading
from provenance.view._passages import Sharing
from provenance.view._timeline import timeline
from provenance.view._times import in_words, span, when
from provenance.view._words import LOOKS, badge, clip, count, listed, look_of, show, slug, units
from provenance.view.steps import Step, ladders, threshold_of

FLAGS = {
    "un": "Agency not named",
    "mq": "Quote differs",
    "nu": "Number differs",
    "na": "Name differs",
    "co": "Corrected or withdrawn source",
}
CODE_WIDTH = 480
CODE_HEIGHT = max(kind.bar for kind in KINDS.values())
MOST_FLAGS = 6
DRIFT_FLAGS = {"quote": "mq", "number": "nu", "name": "na"}


def corpus_view(
    annotations: Sequence[Annotation],
    *,
    keys: Sequence[str] | None = None,
    title: str | None = None,
    sharing: Sharing | None = None,
) -> dict[str, Any]:
    """Return the overview of several articles as plain JSON-able data.

    Args:
        annotations: The decided articles, in the order in which they are shown at first.
        keys: The id prefix of each article, so that rows link to article views; by default slugs of the ids.
        title: The heading; by default the number of articles.
        sharing: What of other people's text may be shown; by default what each run's settings say.
    """
    names = list(keys) if keys is not None else [f"pv-{slug(a.document.id)}" for a in annotations]
    rows = [
        _row(annotation, key, sharing or sharing_of(annotation))
        for annotation, key in zip(annotations, names, strict=True)
    ]
    dated = sorted(
        (stated.moment, a.document.published) for a in annotations if (stated := when(a.document.published))
    )
    total = Counter[str]()
    for row in rows:
        total.update(row["counts"])
    flags = Counter(kind for row in rows for kind in {flag["kind"] for flag in row["flags"]})
    ends = [dated[0], dated[-1]] if dated else []
    return {
        "type": "corpus",
        "format": "provenance-view/1",
        "key": "pv-overview",
        "heading": title or count(len(rows), "article"),
        "kick": count(len(rows), "article"),
        "span": span(ends[0][1], ends[1][1]) if ends else "",
        "verdict": _verdict(total, flags["un"], annotations),
        "searched": _searched(annotations),
        "threshold": threshold_of(annotations[0].run.config if annotations else {}),
        "timeline": timeline(annotations, names, withhold=_withholds(annotations, sharing))
        or calendar(annotations),
        "legend": _legend(total),
        "flags": [{"kind": kind, "label": label, "count": flags[kind]} for kind, label in FLAGS.items()],
        "agencies": sorted({agency["name"] for row in rows for agency in row["agencies"]}),
        "dates": [moment.strftime("%Y-%m-%d") for moment, _ in ends],
        "outlets": sorted({row["outlet"] for row in rows if row["outlet"]}),
        "rows": rows,
        "parameters": [line for a in annotations[:1] for line in parameters(a) if "Text" not in line[0]],
    }


def _withholds(annotations: Sequence[Annotation], sharing: Sharing | None) -> bool:
    return sharing.withhold if sharing else any(sharing_of(a).withhold for a in annotations)


def _legend(total: Counter[str]) -> list[dict[str, Any]]:
    """Return the kinds to explain: those that are there, and those that the slider can bring."""
    return [
        {"class": look.key, "tag": look.tag, "label": look.title, "count": total[look.key]}
        for look in LOOKS.values()
        if look.key != "x" and (total[look.key] or look.key not in ("c", "sh"))
    ]


def _verdict(total: Counter[str], unnamed: int, annotations: Sequence[Annotation]) -> dict[str, str]:
    sure, all_ = total["w"] + total["e"], sum(total.values())
    bold = f"{sure:,} of {count(all_, 'sentence')} {'matches' if sure == 1 else 'match'} dispatches."
    rest = ""
    if unnamed:
        rest = f" {count(unnamed, 'article')} {'matches' if unnamed == 1 else 'match'} an agency not named on its page."
    searched = _searched(annotations)
    rest += f" {count(searched, 'item')} searched." if searched else " No archive of dispatches was searched."
    return {"word": "", "bold": bold, "rest": rest}


def _searched(annotations: Sequence[Annotation]) -> int:
    """Return how many dispatches were searched; other articles of the run are no archive."""
    return max((a.archive.documents for a in annotations if a.archive.agencies), default=0)


def _row(annotation: Annotation, key: str, sharing: Sharing) -> dict[str, Any]:
    document, found = annotation.document, body(annotation)
    number = counts(found)
    total = sum(number.values())
    ladder = ladders(annotation)
    steps = [s for s, f in zip(ladder.findings, annotation.findings, strict=True) if f.segment.kind == "body"]
    code = _code(annotation, found, steps, sharing)
    sure = number["w"] + number["e"]
    agencies = agencies_found(found)
    stated = when(document.published)
    named = sorted({show(name) for credit in credits_text(annotation) for name in credit.agencies})
    return {
        "key": key,
        "id": show(document.id),
        "outlet": show(document.outlet or ""),
        "name": show(document.outlet or (document.id if heading(annotation) != document.id else "")),
        "title": show(heading(annotation)),
        "published": in_words(document.published, year=False),
        "time": stated.moment.strftime("%Y-%m-%dT%H:%M:%SZ") if stated else "",
        "credits": [clip(show(" ".join(credit.text.split())), 72) for credit in credits_text(annotation)][:3],
        "agencies": _agencies(agencies),
        "verdict": annotation.verdict,
        "verdictLabel": verdict_label(annotation),
        "matched": matched_words(number),
        "share": round(sure / total, 4) if total else 0.0,
        "counts": number,
        "total": total,
        "barLabel": _bar_label(number, total),
        "bar": [_stack(look, number[look], total) for look in number if number[look]],
        "code": code,
        "barcode": barcode(code),
        "named": named,
        "credit": _credit(annotation, named),
        "verdicts": ladder.verdict,
        "flags": _flags(code, [agency["name"] for agency in _agencies(agencies)], named),
    }


def _agencies(found: dict[str, tuple[int, int]]) -> list[dict[str, Any]]:
    return [
        {"name": show(name), "badge": badge(name), "count": sure} for name, (sure, _) in found.items() if sure
    ]


def _credit(annotation: Annotation, named: Sequence[str]) -> str:
    """Return whether the page credits an agency by name, agencies without a name, or none."""
    if not credits_text(annotation):
        return "none"
    return "named" if set(named) - {"agencies"} else "unnamed"


def _bar_label(number: dict[str, int], total: int) -> str:
    return (
        ", ".join(f"{LOOKS[key].title} {value}" for key, value in number.items() if value) + f", of {total}"
    )


def _stack(key: str, number: int, total: int) -> dict[str, Any]:
    share = number / total
    text = f"{LOOKS[key].tag} {number}" if share >= 0.13 else LOOKS[key].tag if share >= 0.07 else ""
    return {"class": key, "count": number, "units": units(number, total), "text": text}


def _code(
    annotation: Annotation, found: Sequence[Finding], ladder: Sequence[list[Step]], sharing: Sharing
) -> list[dict[str, Any]]:
    """Return each body sentence with its place on a barcode :data:`CODE_WIDTH` wide, its steps and its flags."""
    lengths = [finding.segment.end - finding.segment.start for finding in found]
    total, at, code = max(1, sum(lengths)), 0, []
    for finding, length, steps in zip(found, lengths, ladder, strict=True):
        start, at = at, at + length
        bounds = [round(CODE_WIDTH * start / total), round(CODE_WIDTH * at / total)]
        flags = _sentence_flags(annotation, finding, sharing)
        code.append({"class": look_of(finding).key, "x": bounds, "steps": steps, "flags": flags})
    return code


def barcode(code: Sequence[dict[str, Any]]) -> list[dict[str, str]]:
    """Return a barcode as one path of fills and one of top edges for each class: few elements for many sentences."""
    fills: dict[str, str] = {}
    edges: dict[str, str] = {}
    for item in code:
        key, (left, right) = item["class"], item["x"]
        end = right - 1 if right - left > 2 else right
        top = CODE_HEIGHT - KINDS[key].bar
        fills[key] = fills.get(key, "") + f"M{left} {top}H{end}V{CODE_HEIGHT}H{left}z"
        edges[key] = edges.get(key, "") + f"M{left} {top + 1}H{end}"
    return [{"class": key, "fill": fills[key], "edge": edges[key]} for key in KINDS if key in fills]


def _flags(
    code: Sequence[dict[str, Any]], found: Sequence[str], named: Sequence[str]
) -> list[dict[str, str]]:
    """Return the flags of an article as it is decided now; the browser does the same at another threshold."""
    hidden = [name for name in found if name not in named]
    flags = [{"kind": "un", "text": f"{listed(hidden)} not named"}] if hidden else []
    for item in code:
        if KINDS[item["class"]].flags:
            flags += item["flags"]
    return list({(flag["kind"], flag["text"]): flag for flag in flags}.values())[:MOST_FLAGS]


def _change(annotation: Annotation, drift: Drift, sharing: Sharing) -> str:
    """Return what changed; words of the source only where they may be shown."""
    here = annotation.document.text[drift.start : drift.end].strip()
    return clip(show(f"“{here}”" if sharing.withhold else drift.note), 90)


def _sentence_flags(annotation: Annotation, finding: Finding, sharing: Sharing) -> list[dict[str, str]]:
    """Return what to look at in one sentence, whatever it is called at a threshold."""
    flags = []
    for drift in finding.drift or (finding.evidence[0].drift if finding.evidence else ()):
        if drift.kind in DRIFT_FLAGS:
            kind = DRIFT_FLAGS[drift.kind]
            flags.append({"kind": kind, "text": f"{FLAGS[kind]}: {_change(annotation, drift, sharing)}"})
    source = annotation.sources.get(evidence.doc) if (evidence := leading(finding)) else None
    if source and source.status != "usable":
        flags.append(
            {"kind": "co", "text": f"{show(source.agency or 'Source')} {source.status} its dispatch"}
        )
    return flags
